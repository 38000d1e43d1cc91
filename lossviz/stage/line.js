// Watches the line to the server for the whole page, says so while it is down, and brings the page back to life.
// Called with every run of the whole page, at its end.

import { element, show, write } from "./draw/elements.js"
import { currentPlace, keepPlace, restorePlace } from "./input/place.js"
import { Underway } from "./input/underway.js"
import { Left } from "./state/left.js"
import { CONNECTED, Line } from "./state/line.js"
import { tabStorage } from "./state/storage.js"

const APP = '[data-testid="stApp"]'
const STATE = "data-test-connection-state"
const SCRIPT = "data-test-script-state"
/** Colours that Streamlit gives to a component's own element. */
const COLOURS = ["--st-text-color", "--st-secondary-background-color", "--st-border-color", "--st-link-color"]
/** Milliseconds for which the line may be down without a word. */
const QUIET = 700
/** Milliseconds in which the page is not loaded anew twice by itself. */
const ONCE_IN = 300_000
const LOADED = "lossviz.loaded"
const AWAY = "The server does not answer just now. What you set is kept, and the page goes on when it answers."
const BY_HAND = "The server does not know this page any more. What you set is kept in the address. "

const left = new Left(tabStorage())
let tell = () => {}
let lastRun = null
let saying = null
let isWatching = false
/** Where the learner was before the server was asked to run the page, which may take the pictures away. */
let place = null
/** What was done between the moment at which the line is connected and the one at which the server knows the page. */
const later = []
const notice = element("p", { class: "lv-line", role: "status", "data-testid": "line", hidden: true })

export const line = new Line({
  run() {
    place = currentPlace()
    underway.note()
    tell("run", left.all)
  },
  isReachable,
  load,
  onChange: say,
  setTimeout: (act, time) => setTimeout(act, time),
  clearTimeout: (timer) => clearTimeout(timer),
})

const underway = new Underway({
  defaults: () => Object.assign({}, ...[...line.ends].map(({ scene }) => scene?.defaults)),
  send: (deeds) => tell("deeds", deeds),
  doubt: () => line.doubt(),
})
line.join(underway)

export default function ran({ data: { run, slug, left: known, shows_left: isShown }, parentElement, setTriggerValue }) {
  tell = setTriggerValue
  hang(parentElement)
  watch()
  if (run === lastRun) return
  if (lastRun === null) restorePlace()
  lastRun = run
  underway.ran(slug)
  line.ran()
  const lacking = left.take(known)
  if (isShown && lacking) tell("run", lacking)
}

/** The notice outlives its component, which goes when the server is renewed; it has its colours from there. */
function hang(parent) {
  const home = document.querySelector(APP) ?? parent
  if (notice.parentNode !== home) home.append(notice)
  const style = getComputedStyle(parent)
  for (const colour of COLOURS) notice.style.setProperty(colour, style.getPropertyValue(colour))
}

/** Follow the state of the connection, which Streamlit writes on the page, from the first run on. */
function watch() {
  const app = document.querySelector(APP)
  if (!app || isWatching) return
  isWatching = true
  const look = () => line.connection(app.getAttribute(STATE))
  new MutationObserver(look).observe(app, { attributeFilter: [STATE] })
  new MutationObserver(() => {
    if (app.getAttribute(SCRIPT) === "notRunning" && app.getAttribute(STATE) === CONNECTED && line.isUp) underway.answered()
  }).observe(app, { attributeFilter: [SCRIPT] })
  // This page has been given modules of another version: its server was renewed.
  addEventListener("lossviz:renewed", () => line.replace())
  addEventListener("click", stay, { capture: true })
  for (const type of ["keydown", "focusout"]) addEventListener(type, wait, { capture: true })
  underway.watch()
  look()
}

async function isReachable() {
  try {
    const health = new URL("../../_stcore/health", import.meta.url)
    return (await fetch(health, { cache: "no-store", signal: AbortSignal.timeout(4000) })).ok
  } catch {
    return false
  }
}

/** Load the page anew, unless that was done a moment ago and has not helped. */
function load() {
  try {
    if (Date.now() - Number(sessionStorage.getItem(LOADED)) < ONCE_IN) return false
    sessionStorage.setItem(LOADED, Date.now())
  } catch {
    return false
  }
  underway.keepTyped()
  keepPlace(place ?? currentPlace())
  location.reload()
  return true
}

function say(isUp, isByHand = false) {
  clearTimeout(saying)
  if (isUp) {
    show(notice, false)
    for (const act of later.splice(0)) act()
    return
  }
  saying = setTimeout(() => {
    write(notice, isByHand ? BY_HAND : AWAY)
    if (isByHand) notice.append(element("a", { href: "" }, "Reload the page"))
    show(notice, true)
  }, isByHand ? 0 : QUIET)
}

/** While the server does not answer nothing is opened that only the server can fill: no other page, and no fold. */
function stay(event) {
  if (line.isUp) { underway.toggled(event.target); return }
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const way = event.target instanceof Element && event.target.closest("a[href], summary")
  if (!way || notice.contains(way) || way.target === "_blank") return
  event.preventDefault()
  // The stage's own links lead to states, which are kept; Streamlit's would complain.
  if (!way.closest(".lv-stage")) event.stopPropagation()
  if (line.isConnected && !way.closest(".lv-inside")) later.push(() => way.click())
}

/** A value that is typed and entered is held back until the server knows the box. */
function wait(event) {
  const { target, type } = event
  if (!["INPUT", "TEXTAREA"].includes(target.tagName) || (type === "keydown" && event.key !== "Enter")) return
  if (line.isUp) {
    // A box that is disabled loses its focus: nobody has entered anything.
    if (!target.disabled && (type !== "keydown" || target.tagName === "INPUT" || event.ctrlKey || event.metaKey)) underway.filled(target)
    return
  }
  if (!line.isConnected) return
  event.stopPropagation()
  later.push(() => target.dispatchEvent(new event.constructor(type, event)))
}
