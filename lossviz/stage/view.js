// The light page: one lesson without Streamlit. Its address is its whole state; what is let go of is written there, and
// the scene of the new address is asked for. Beside the lesson's own picture there are those of its folds.

import { show, write } from "./draw/elements.js"
import { forgetEarlierVisits } from "./input/predictions.js"
import { Stage } from "./stage.js"
import { changed } from "./state/address.js"
import { Loading } from "./state/loading.js"
import { tabStorage } from "./state/storage.js"

/** How far below the window a section is drawn already. */
const NEAR = "300px"
/** Milliseconds until it is looked again whether a section may be drawn. */
const LATER = 250
/** Milliseconds in which the page is not loaded anew twice by itself. */
const ONCE_IN = 300_000
const LOADED = "lossviz.loaded"
/** What all of the page depends on. */
const OF_ALL = ["predict", "goal", "unit", "present"]
/** There is no line that could be down: each question fails by itself. */
const LINE = { isUp: true, join: () => () => {}, doubt() {} }

const main = document.querySelector("main[data-lesson]")
const { lesson, version } = main.dataset
const parts = new Map()

/** One picture, that of the lesson or of a fold. */
class Part {
  constructor(place) {
    this.place = place
    this.path = place.dataset.path
    this.stage = null
    this.loading = new Loading({
      fetch: (question, signal) => this.#fetch(question, signal),
      onScene: (bytes, along) => this.#take(bytes, along),
      onTrouble: (words) => this.#trouble(words),
      onRefused: (words, along) => this.#refused(words, along),
      setTimeout: (act, time) => setTimeout(act, time),
      clearTimeout: (timer) => clearTimeout(timer),
    })
    parts.set(this.path, this)
  }

  /** Ask for the scene of the address. `along` has the number `n` of a commit, and the query `before` it. */
  load(along = {}) {
    this.loading.load(location.search, along)
  }

  async #fetch(search, signal) {
    const url = new URL(`../scene/${this.path}${search}`, import.meta.url)
    const known = this.stage?.exchange.static?.hash
    if (known) url.searchParams.set("_static", known)
    const response = await fetch(url, { signal })
    if (response.ok && response.headers.get("X-Lossviz-Version") !== version) renew()
    return response
  }

  #take(bytes, { n, words = "" }) {
    const isFirst = !this.stage
    this.stage ??= new Stage(this.place, { line: LINE, send: (name, value) => { if (name === "commit") commit(this, value) } })
    this.stage.take(bytes, { answers: n ?? this.stage.exchange.sent ?? 0 })
    if (isFirst) this.place.querySelector(".lv-room")?.remove()
    if (words) this.stage.trouble(words)
    settled(this, n !== undefined)
  }

  #trouble(words) {
    if (this.stage) this.stage.trouble(words)
    else tell(words)
  }

  /** Nothing comes: the page goes back to where it was, and says why. */
  #refused(words, { before }) {
    if (before === undefined || !this.stage) { this.#trouble(words); return }
    this.stage.exchange.forget()
    written(before, "replaceState")
    this.load({ words })
  }

  close() {
    this.loading.close()
    this.stage?.close()
    this.place.replaceChildren()
    parts.delete(this.path)
  }
}

/** Write what was let go of into the address, and ask for the scenes that depend on it. */
function commit(part, { n, state }) {
  const before = location.search
  written(changed(before, state, part.stage.scene.defaults), "pushState")
  part.load({ n, before })
  const names = Object.keys(state)
  for (const other of parts.values()) {
    const isConcerned = names.some((name) => OF_ALL.includes(name) || name in (other.stage?.scene?.state ?? {}))
    if (other !== part && isConcerned) other.load()
  }
}

/** Write a query into the address, unless it is there already. */
function written(query, how) {
  const search = query && `?${query.replace(/^\?/, "")}`
  if (search !== location.search) history[how]({}, "", `${location.pathname}${search}`)
  for (const link of document.querySelectorAll("a[data-whole]")) link.href = new URL(`../../${lesson}${location.search}`, location.href)
}

/** A scene is shown: after a commit the address is spelled as the server writes it, and all of it is understood. */
function settled(part, isCommit) {
  const { scene } = part.stage
  if (isCommit && !part.stage.exchange.isPending) written(scene.query, "replaceState")
  if (part.path !== lesson) return
  notes.replaceChildren(...(isCommit ? [] : scene.notes).map((text) => Object.assign(document.createElement("p"), { textContent: text })))
  lock(Boolean(scene.predict))
}

// ---- words above the picture

const notes = document.querySelector(".lv-notes")
const trouble = document.querySelector(".lv-line")

function tell(words) {
  write(trouble, words)
  show(trouble, words !== "")
}

// ---- folds and sections

const folds = [...document.querySelectorAll("[data-fold]")]
const placeOf = (fold) => fold.querySelector(".lv-place")
const isSection = (fold) => fold.localName !== "details"
const near = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) if (isIntersecting) { near.unobserve(target); cameNear(target) }
}, { rootMargin: NEAR })
let isLocked = false

/** A section is in view, or nearly: it is drawn once the lesson's own picture is, and no hand is disturbed. */
function cameNear(section) {
  const isReady = parts.get(lesson).stage && ![...parts.values()].some(({ stage }) => stage?.isHeld)
  if (isReady) opened(section)
  else setTimeout(() => cameNear(section), LATER)
}

/** Draw a fold that is open, unless a question is: its controls could change what that asks about. */
function opened(fold) {
  fold.dataset.near = ""
  if (!isLocked && !parts.has(placeOf(fold).dataset.path)) new Part(placeOf(fold)).load()
}

function lock(isQuestionOpen) {
  if (isLocked === isQuestionOpen) return
  isLocked = isQuestionOpen
  for (const fold of folds) {
    show(fold.querySelector(".lv-fold-locked"), isLocked)
    show(placeOf(fold), !isLocked)
    if (isLocked) parts.get(placeOf(fold).dataset.path)?.close()
    else if (isSection(fold) ? "near" in fold.dataset : fold.open) opened(fold)
  }
}

const openFolds = () => (new URLSearchParams(location.search).get("open") ?? "").split(",")

/** Open and close folds as the address says. */
function follow() {
  const named = openFolds()
  for (const fold of folds.filter((one) => !isSection(one))) fold.open = named.includes(fold.dataset.fold)
}

function toggled(fold) {
  const path = placeOf(fold).dataset.path
  if (fold.open) opened(fold)
  else parts.get(path)?.close()
  const others = openFolds().filter((one) => one && one !== fold.dataset.fold)
  const open = fold.open ? [...others, fold.dataset.fold] : others
  const ordered = folds.map((one) => one.dataset.fold).filter((one) => open.includes(one))
  if (openFolds().includes(fold.dataset.fold) !== fold.open) written(changed(location.search, { open: ordered.join(",") }, {}), "pushState")
}

// ---- the page

/** The server has another version: the address has all of the state, so the page is loaded anew, once. */
function renew() {
  const storage = tabStorage()
  if (!storage || Date.now() - Number(storage.getItem(LOADED)) < ONCE_IN) return
  storage.setItem(LOADED, Date.now())
  location.reload()
}

/** A page around this one is told how high it is. */
function tellHeight() {
  if (window.parent === window) return
  const tellIt = () => window.parent.postMessage({ type: "lossviz:height", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*")
  new ResizeObserver(tellIt).observe(document.body)
}

forgetEarlierVisits()
for (const still of document.querySelectorAll(".lv-still")) Object.assign(still, { inert: true, ariaHidden: "true" })
addEventListener("popstate", () => {
  written(location.search, "replaceState")
  follow()
  for (const part of parts.values()) {
    part.stage?.exchange.forget()
    part.load()
  }
})
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const { stage } of parts.values()) if (stage?.scene) { stage.applyTheme(stage.scene); stage.show() }
})
for (const fold of folds) {
  if (isSection(fold)) near.observe(fold)
  else fold.addEventListener("toggle", () => toggled(fold))
}
new Part(main.querySelector(`.lv-place[data-path="${lesson}"]`)).load()
follow()
tellHeight()
