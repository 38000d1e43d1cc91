// The stage: one scene from Python, shown and dragged. Called again with every message and on light and dark;
// everything that lasts is kept by the element it lives in.

import { element, show, write } from "./draw/elements.js"
import { Picture } from "./draw/picture.js"
import { Terms } from "./draw/terms.js"
import { watchBoxes, watchFiles } from "./input/boxes.js"
import { Controls } from "./input/controls.js"
import { Entrance } from "./input/entrance.js"
import { Handles } from "./input/handles.js"
import { replaceEntry, writeEntry } from "./input/history.js"
import { Player } from "./input/player.js"
import { forgetEarlierVisits, Predictions } from "./input/predictions.js"
import { Progress } from "./input/progress.js"
import { line } from "./line.js"
import { takeDownPoster } from "./poster.js"
import { decode } from "./state/codec.js"
import { Copies } from "./state/copies.js"
import { GridDomain } from "./state/domain.js"
import { Exchange } from "./state/exchange.js"
import { Runs } from "./state/run.js"
import { tabStorage } from "./state/storage.js"
import { nearest, nearestOnGrid, unpack, valueAt, View } from "./state/tables.js"
import { number, reference } from "./state/template.js"

const stages = new WeakMap()
let hasDragged = false
const REVEAL = 600
const NO_DRAWING = "The drawing library did not load. Handles, sentence and formula still work; reload to try again."

forgetEarlierVisits()
watchBoxes()

export default function stage({ data, parentElement, setTriggerValue }) {
  let kept = stages.get(parentElement)
  if (!kept) stages.set(parentElement, (kept = new Stage(parentElement)))
  kept.send = setTriggerValue
  if (data) kept.take(data)
  return () => {
    if (!kept.root.isConnected) kept.close()
  }
}

/** A canvas as a picture beside it: Chromium may print a canvas that was not drawn in this very frame as nothing. */
function pictured(canvas) {
  canvas.after(element("img", { class: "lv-printed", alt: "", src: canvas.toDataURL(), style: canvas.style.cssText }))
}

/** Ask the server for a scene, or for one with the result of its job. */
const question = (...asked) => ask("scene", ...asked)
const run = (...asked) => ask("run", ...asked)

function ask(what, { path, address, static: known, store = "" }, signal) {
  const url = new URL(`../${what}/${path}?${new URLSearchParams(address)}`, import.meta.url)
  return fetch(url, { headers: { "X-Static-Fields": known, "X-Session-Store": store }, signal })
}

class Stage {
  constructor(parent) {
    this.parent = parent
    const inside = element("div", { class: "lv-inside" })
    this.root = element("section", { class: "lv-stage", "data-testid": "stage" }, inside)
    parent.append(this.root)
    this.goal = element("p", { class: "lv-goal", "data-testid": "goal", hidden: true })
    this.predictions = new Predictions(this)
    this.controls = new Controls(this)
    this.terms = new Terms()
    this.picture = new Picture()
    this.picture.onResize = () => this.#later(() => this.show())
    this.picture.onLoad = (error) => {
      this.#note(error ? NO_DRAWING : "")
      if (error) takeDownPoster()
    }
    this.picture.onDrawn = () => { this.#label(); takeDownPoster(); this.entrance.begin() }
    const { panels, pointing, words } = this.picture
    pointing.onHover = (table, index) => this.#hover(table, index)
    pointing.onPick = (table, index) => this.#pick(table, index)
    pointing.onAdd = (grid, place) => this.#add(grid, place)
    pointing.onDraw = (handle, event) => this.handles.pointer.draw(handle, event)
    this.tracks = element("div", { class: "lv-tracks" })
    this.note = element("p", { class: "lv-note", role: "status", hidden: true })
    this.runs = new Runs({
      fetch: run,
      question: () => this.exchange.question({}),
      isBusy: () => this.isHeld || this.exchange.isPending,
      onScene: (scene) => this.exchange.stream(scene),
      onChange: () => this.progress?.show(),
      setTimeout: (act, time) => setTimeout(act, time),
      clearTimeout: (timer) => clearTimeout(timer),
    })
    this.progress = new Progress(this.runs, () => this.player.focus())
    const { says, aloud, formula, details } = words
    const { links, actions, onward } = this.controls
    // On a phone the figure stays in view beside all that sets it.
    const hand = element("div", { class: "lv-hand" }, this.goal, panels.root, says, aloud, this.tracks, this.progress.root, actions, this.note, links)
    this.foot = element("p", { class: "lv-foot" })
    inside.append(hand, this.terms.root, formula, details, onward, this.foot)
    this.handles = new Handles(this, this.tracks)
    this.player = new Player(this)
    this.entrance = new Entrance(this)
    this.exchange = new Exchange({
      send: (message) => this.send("commit", message),
      fetch: question,
      query: () => Object.fromEntries(new URLSearchParams(location.search)),
      write: (state) => writeEntry(state, this.scene.defaults),
      rewrite: replaceEntry,
      onAnswer: (scene) => this.#streamed(scene),
      onTrouble: (words) => this.#trouble(words),
      onBusy: (isBusy) => this.root.toggleAttribute("data-busy", isBusy),
      onSilence: () => line.doubt(),
      setTimeout: (act, time) => setTimeout(act, time),
      clearTimeout: (timer) => clearTimeout(timer),
    })
    this.copies = new Copies(tabStorage(), {
      send: (texts) => this.send("points", texts),
      setTimeout: (act, time) => setTimeout(act, time),
      clearTimeout: (timer) => clearTimeout(timer),
    })
    this.frame = 0
    this.listening = new AbortController()
    const { signal } = this.listening
    addEventListener("pagehide", () => { this.handles.finishKeys(); this.exchange.sendAll() }, { signal })
    watchFiles((file) => { if (!this.scene?.path.includes("/")) this.send("file", file) }, signal)
    addEventListener("popstate", () => this.#navigated(), { signal })
    addEventListener("beforeprint", () => this.#print(true), { signal })
    addEventListener("afterprint", () => this.#print(false), { signal })
    this.leaveLine = line.join(this)
  }

  /** On paper: as wide as a page, in the colours of a light one, the address of the state at the foot. */
  #print(isPrinting) {
    if (!this.scene) return
    this.isPrinting = isPrinting
    write(this.foot, isPrinting ? location.href : "")
    this.root.classList.toggle("lv-printing", isPrinting)
    this.#applyTheme(this.scene)
    this.picture.resize()
    this.show()
    this.root.querySelectorAll(".lv-printed").forEach((image) => image.remove())
    if (isPrinting) this.root.querySelectorAll(".lv-plot canvas").forEach(pictured)
  }

  #navigated() {
    this.hasNavigated = true
    if (!line.isUp) this.exchange.forget()
  }

  /** Whether a hand, a key or the player moves something. */
  get isHeld() {
    return this.handles.held !== null
  }

  pause() {
    this.exchange.pause()
    this.runs.pause()
  }

  /** Where the question stands: an open one above the figures, one that is offered under the controls. */
  place(question, isOpen) {
    const beside = isOpen ? this.goal : this.controls.actions
    if (beside.nextSibling !== question) beside.after(question)
  }

  resume() {
    this.runs.resume()
    return this.exchange.resume()
  }

  /** Where a handle without a table was left, until the picture of that place is here. */
  leftAt(domain) {
    const { left } = this.exchange
    return left?.name === domain.name ? left.place : null
  }

  /** A message: a new scene, or the same one after a change of theme. */
  take(data) {
    if (data !== this.data) {
      this.data = data
      const scene = unpack(decode(data))
      if (!this.copies.take(scene) && this.exchange.receive(scene)) this.#take(scene, this.exchange.isAnswer)
    } else if (this.scene) {
      this.#applyTheme(this.scene)
      this.show()
    }
  }

  #take(scene, isAnswer) {
    const changed = this.scene && JSON.stringify(this.scene.state) !== JSON.stringify(scene.state)
    cancelAnimationFrame(this.playing)
    this.revealing = null
    if (changed && !isAnswer && !this.handles.held) this.active = null
    this.#set(scene)
    const isAnswerShown = this.predictions.take(scene, { isAnswer, isReplaced: changed && !isAnswer && this.hasNavigated })
    this.hasNavigated = false
    this.picture.hidden = this.predictions.state.hidden
    if (!this.predictions.state.open) this.from = null
    this.#applyTheme(scene)
    this.#goals(scene)
    this.controls.take(scene)
    const { held } = this.handles
    if (held?.moved && !held.domain.table) this.exchange.ask(held.domain.state(held.place))
    isAnswerShown ? this.reveal() : this.show()
    this.predictions.settled()
  }

  /** Whether something is hidden that would answer a question: then no link may tell where one stands. */
  get isHiding() {
    return this.picture.hidden.size > 0
  }

  /** Whether a question is open: then nothing else may change what it asks about. */
  get isLocked() {
    return this.predictions.state.open !== null
  }

  #set(scene) {
    this.scene = scene
    this.hovered = null
    this.runs.take(scene)
    this.root.dataset.scene = scene.name
    this.root.classList.toggle("lv-pulled", hasDragged)
    this.picture.first = scene.handles.find((handle) => handle.tables.includes(scene.opening))?.figure || scene.figures[0].name
    const table = scene.tables[this.active] ?? scene.tables[scene.opening]
    this.view = new View(scene, table, this.entrance.at(scene, table))
  }

  #applyTheme(scene) {
    const style = getComputedStyle(this.parent.nodeType === Node.ELEMENT_NODE ? this.parent : this.parent.host)
    this.dark = !this.isPrinting && isDark(style.getPropertyValue("--st-background-color").trim())
    const which = this.dark ? 1 : 0
    for (const [role, pair] of Object.entries(scene.colours)) this.root.style.setProperty(`--lv-${role}`, pair[which])
    this.root.classList.toggle("lv-dark", this.dark)
    this.#updateParts(scene)
  }

  #updateParts(scene) {
    const roles = Object.fromEntries(Object.entries(scene.colours).map(([role, pair]) => [role, pair[this.dark ? 1 : 0]]))
    this.picture.take(scene, this.dark ? Object.values(scene.colours) : [], roles)
    this.handles.take(scene)
    this.player.take(scene)
    this.terms.take(scene)
  }

  #goals(scene) {
    const [goal] = scene.goals
    this.goalMet = goal ? reference(goal.met) : null
    show(this.goal, Boolean(goal))
    if (goal) this.goalText = goal.text
  }

  /** Commit a state that no handle was pulled to. */
  go(state) {
    this.handles.finishKeys()
    this.active = null
    this.commit(state)
  }

  commit(state) {
    this.exchange.commit(state)
  }

  /** Words about an answer that did not come, until one comes. */
  #trouble(words) {
    if (words) this.#note(words)
    else if (this.note.textContent === this.troubled) this.#note("")
    this.troubled = words
  }

  #note(text) {
    write(this.note, text)
    show(this.note, text !== "")
  }

  // ---- what handles tell

  /** End a reveal that is still moving: a handle is taken where the learner left it. */
  finishReveal() {
    cancelAnimationFrame(this.playing)
    if (this.revealing) this.view = this.revealing
    this.revealing = null
  }

  grabbed(domain, place) {
    hasDragged = true
    this.hovered = null
    this.root.classList.add("lv-pulled")
    this.predictions.grabbed()
    if (this.isWaiting) return
    if (domain.table) {
      this.active = domain.name
      this.view = new View(this.scene, domain.table, place)
      if (this.predictions.state.open) this.from ??= { table: domain.name, value: valueAt(domain.table, place) }
    }
    this.#later(() => this.show())
  }

  /** What is held moved: draw with the next frame, or ask for the picture where there is no table. */
  moved() {
    const { domain, place } = this.handles.held
    if (!domain.table) {
      this.exchange.ask(domain.state(place))
      this.#later(() => this.handles.place(this.view, this.isWaiting))
      return
    }
    if (this.isWaiting) { this.#later(() => this.handles.place(this.view, true)); return }
    this.exchange.move(domain.name)
    this.view = new View(this.scene, domain.table, place)
    this.#later(() => this.show())
  }

  /** What is held was pulled, perhaps not as far as to another place: its grip follows. */
  nudged() {
    if (!this.frame) this.#later(() => this.handles.place(this.hovered ?? this.view, this.isWaiting))
  }

  #later(draw) {
    this.draw = draw
    this.frame ||= requestAnimationFrame(() => { this.frame = 0; this.draw?.() })
  }

  /** Whether what is held moves over a picture that waits for another handle's commit. */
  get isWaiting() {
    const { held } = this.handles
    return Boolean(held?.domain.table) && this.exchange.isStale(held.domain.name)
  }

  /** What was held is gone with its scene. */
  lost() {
    this.exchange.cancel()
  }

  released(held) {
    this.#released(held)
    this.runs.settle()
  }

  #released({ domain, place, moved }) {
    this.exchange.cancel()
    const { tables, grids } = this.scene
    if ((domain.table ?? domain.grid) !== (domain.table ? tables : grids)[domain.name]) return
    if (!domain.table) { this.#releasedOnGrid(domain, place, moved); return }
    if (this.exchange.isStale(domain.name)) {
      if (moved) this.exchange.defer(domain.name, valueAt(domain.table, place))
      return
    }
    if (this.frame) { cancelAnimationFrame(this.frame); this.frame = 0 }
    this.view = new View(this.scene, domain.table, place)
    this.active = domain.name
    this.show()
    const speed = this.player.pendingSpeed()
    if (place >= 0) { this.commit({ ...this.view.state(), ...speed }); return }
    // What is left to commit is which handle was held.
    const state = this.exchange.unchanged({ ...this.view.fixedState(), ...speed })
    if (state) this.commit(state)
  }

  #releasedOnGrid(domain, place, moved) {
    const speed = this.player.pendingSpeed()
    if (moved) {
      this.exchange.leave(domain.name, place)
      this.commit({ ...domain.state(place), ...speed })
    } else if (Object.keys(speed).length) this.commit(speed)
  }

  /** The scene of a question is here: show it while the handle is still held. */
  #streamed(scene) {
    this.#set(scene)
    this.#updateParts(scene)
    this.controls.take(scene)
    this.show()
  }

  #add(name, place) {
    const grid = this.scene.grids[name]
    if (!grid || this.handles.held || this.isLocked) return
    const domain = new GridDomain(name, grid)
    this.go(domain.state(domain.nearest(place)))
  }

  /** A mouse over a linked view: all figures show the place it points at, until it leaves. */
  #hover(table, index) {
    if (!this.view || this.handles.held || this.revealing) return
    if (table && index >= 0) this.hovered = new View(this.scene, this.scene.tables[table], index)
    else if (!this.hovered) return
    else this.hovered = null
    this.#later(() => this.show())
  }

  /** A click on a linked view: what it points at is chosen. */
  #pick(table, index) {
    if (index < 0 || this.handles.held || this.isLocked || this.runs.lacks(table)) return
    this.hovered = null
    this.go(new View(this.scene, this.scene.tables[table], index).state())
  }

  // ---- predictions

  #hide() {
    this.picture.hidden = this.predictions.state.hidden
    this.handles.conceal()
    this.player.update()
    this.controls.take(this.scene)
  }

  /** Reveal the picture, and move it from where the question began to where the learner is. */
  reveal() {
    this.#hide()
    const { from } = this
    this.from = null
    const { table, index } = this.view
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    if (!from || from.table !== table.name || still) { this.show(); return }
    const [a, b] = [from.value, valueAt(table, index)].map((value) => nearestOnGrid(table, value))
    const start = performance.now()
    this.revealing = this.view
    const play = (time) => {
      const part = Math.min(1, (time - start) / REVEAL)
      const at = Math.round(a + (b - a) * part * part * (3 - 2 * part))
      const done = part >= 1
      this.view = done ? this.revealing : new View(this.scene, table, at)
      if (done) this.revealing = null
      this.show()
      if (!done) this.playing = requestAnimationFrame(play)
    }
    this.playing = requestAnimationFrame(play)
  }

  // ---- drawing

  show() {
    if (!this.view) return
    this.#catchUp()
    const shown = this.hovered ?? this.view
    this.picture.show(shown)
    this.handles.place(shown, this.isWaiting)
    this.#label()
    if (!this.picture.isBeginning) takeDownPoster()
    if (this.goalMet) {
      const met = !this.isHiding && number(this.view, this.goalMet) === 1
      write(this.goal, `Goal: ${this.goalText} ${met ? "✓ Goal reached." : ""}`)
      this.goal.classList.toggle("lv-met", met)
    }
  }

  /** Labels come last: they keep off all that is drawn, and off the handles. */
  #label() {
    this.picture.label((figure) => this.handles.grips(figure))
  }

  /** After a fresh scene: what was pulled over the one that waited is shown, and committed where it was let go. */
  #catchUp() {
    const deferred = this.exchange.takeDeferred()
    const table = deferred && this.scene.tables[deferred.table]
    if (table) {
      const index = nearest(table, deferred.value)
      this.view = new View(this.scene, table, index)
      this.active = table.name
      if (index >= 0) {
        this.exchange.move(table.name)
        this.commit(this.view.state())
      }
    }
    const { held } = this.handles
    if (held?.moved && held.domain.table && this.exchange.moved === null) {
      this.exchange.move(held.domain.name)
      this.view = new View(this.scene, held.domain.table, held.place)
    }
  }

  close() {
    // A server with other files takes the stage out of the hand: what was pulled goes into the address.
    if (!line.isUp) this.handles.drop()
    cancelAnimationFrame(this.frame)
    cancelAnimationFrame(this.playing)
    this.entrance.stop()
    this.listening.abort()
    this.leaveLine()
    this.handles.close()
    this.exchange.close()
    this.runs.close()
    this.copies.close()
    for (const { plot, surface } of this.picture.figures.values()) if (!surface) window.Plotly?.purge(plot)
  }
}

function isDark(colour) {
  const canvas = document.createElement("canvas").getContext("2d")
  canvas.fillStyle = colour || "#fff"
  const hex = canvas.fillStyle
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128
}
