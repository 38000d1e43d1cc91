// Where the learner was on the page: kept while the page loads itself anew.

import { tabStorage } from "../state/storage.js"

const KEPT = "lossviz.place"
const MAIN = '[data-testid="stMain"]'
/** Milliseconds for which a place is looked for: until then the page has not grown to its length. */
const PATIENCE = 8000
const HANDS = ["wheel", "pointerdown", "keydown", "touchstart"]

/** How far the page is scrolled, and which handle has the focus. */
export function currentPlace() {
  const focused = document.activeElement
  const scene = focused?.closest("[data-scene]")?.dataset.scene
  const focus = focused?.dataset.handle ? { scene, handle: focused.dataset.handle } : null
  return { address: location.pathname, top: document.querySelector(MAIN)?.scrollTop ?? 0, focus }
}

export function keepPlace(place) {
  tabStorage()?.setItem(KEPT, JSON.stringify(place))
}

/** Go back there, once the page is long enough, unless the learner goes elsewhere before. */
export function restorePlace() {
  const storage = tabStorage()
  const place = JSON.parse(storage?.getItem(KEPT) ?? "null")
  storage?.removeItem(KEPT)
  if (!place || place.address !== location.pathname) return
  const end = performance.now() + PATIENCE
  const gone = new AbortController()
  for (const kind of HANDS) addEventListener(kind, () => gone.abort(), { capture: true, signal: gone.signal })
  const look = () => {
    if (gone.signal.aborted || performance.now() > end) return
    if (!isBack(place)) requestAnimationFrame(look)
    else gone.abort()
  }
  look()
}

function isBack({ top, focus }) {
  const main = document.querySelector(MAIN)
  const handle = focus && [...document.querySelectorAll("[data-handle]")].find((one) => (
    one.dataset.handle === focus.handle && one.closest("[data-scene]")?.dataset.scene === focus.scene))
  if (!main || (focus && !handle)) return false
  if (handle && handle !== document.activeElement) handle.focus({ preventScroll: true })
  // What was open and is closed now has made the page shorter: then as far as it goes.
  main.scrollTop = top
  return Math.abs(main.scrollTop - top) < 2
}
