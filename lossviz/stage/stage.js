// The stage: one scene from Python, shown and dragged. It knows nothing of the page around it but what its shell tells:
// the Streamlit page (`component.js`) or the light page (`view.js`).

import { element, show, write } from "./draw/elements.js"
import { Goal } from "./draw/goal.js"
import { Picture } from "./draw/picture.js"
import { Terms } from "./draw/terms.js"
import { Theme } from "./draw/theme.js"
import { Controls } from "./input/controls.js"
import { Dragging } from "./input/dragging.js"
import { Entrance } from "./input/entrance.js"
import { Handles } from "./input/handles.js"
import { Player } from "./input/player.js"
import { Predictions } from "./input/predictions.js"
import { watchPrinting } from "./input/print.js"
import { Progress } from "./input/progress.js"
import { Reveal } from "./input/reveal.js"
import { Selection } from "./input/selection.js"
import { Share } from "./input/share.js"
import { takeDownPoster } from "./poster.js"
import { copiesOf, exchangeOf, runsOf } from "./server.js"
import { decode } from "./state/codec.js"
import { unpack, View } from "./state/tables.js"

// The whole page is then in another style; the server names it, too (`lossviz/live/poster.py`).
const PRESENTING = "lv-presenting"
const NO_DRAWING = "The drawing library did not load. Handles, sentence and formula still work; reload to try again."

export class Stage {
  /**
   * `shell` is the page around it. It has a `line` to the server, which a stage joins, and by `send(name, value)` takes
   * what is to be told to Python: a `commit`, above all.
   */
  constructor(parent, shell) {
    this.shell = shell
    const { line } = shell
    const inside = element("div", { class: "lv-inside" })
    this.root = element("section", { class: "lv-stage", "data-testid": "stage" }, inside)
    parent.append(this.root)
    this.theme = new Theme(parent, this.root)
    this.goal = new Goal()
    this.predictions = new Predictions(this)
    this.controls = new Controls(this)
    this.terms = new Terms()
    this.picture = new Picture()
    this.picture.onResize = () => this.later(() => this.show())
    this.picture.onLoad = (error) => {
      this.#note(error ? NO_DRAWING : "")
      if (error) takeDownPoster()
    }
    this.picture.onDrawn = () => { this.#label(); takeDownPoster(); this.entrance.begin() }
    this.tracks = element("div", { class: "lv-tracks" })
    this.note = element("p", { class: "lv-note", role: "status", hidden: true })
    this.runs = runsOf(this)
    this.progress = new Progress(this.runs, () => this.player.focus())
    const { panels, words: { says, aloud, formula, details } } = this.picture
    const { links, actions, onward } = this.controls
    // On a phone the figure stays in view beside all that sets it.
    const hand = element("div", { class: "lv-hand" }, this.goal.root, panels.root, says, aloud, this.tracks, this.progress.root, actions, this.note, links)
    this.foot = element("p", { class: "lv-foot" })
    this.share = new Share()
    inside.append(hand, this.terms.root, formula, details, onward, this.share.root, this.foot)
    this.handles = new Handles(this, this.tracks)
    this.player = new Player(this)
    this.entrance = new Entrance(this)
    this.dragging = new Dragging(this)
    this.selection = new Selection(this)
    this.reveal = new Reveal(this)
    this.exchange = exchangeOf(this, { onAnswer: (scene) => this.#streamed(scene), onTrouble: (words) => this.trouble(words) })
    this.copies = copiesOf(this)
    this.frame = 0
    this.listening = new AbortController()
    const { signal } = this.listening
    addEventListener("pagehide", () => { this.handles.finishKeys(); this.exchange.sendAll() }, { signal })
    addEventListener("popstate", () => { this.hasNavigated = true; if (!line.isUp) this.exchange.forget() }, { signal })
    watchPrinting(this, signal)
    this.leaveLine = line.join(this)
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
    const place = isOpen ? this.goal.root.nextSibling : this.note
    if (place !== question && place.previousSibling !== question) place.before(question)
  }

  resume() {
    this.runs.resume()
    return this.exchange.resume()
  }

  /** What is to be told to Python. */
  send(name, value) {
    this.shell.send(name, value)
  }

  /** A message: a new scene, or the same one after a change of theme. `also` is what the page knows of a new one. */
  take(data, also = {}) {
    if (data !== this.data) {
      this.data = data
      const scene = Object.assign(unpack(decode(data)), also)
      if (!this.copies.take(scene) && this.exchange.receive(scene)) this.#take(scene, this.exchange.isAnswer)
    } else if (this.scene) {
      this.applyTheme(this.scene)
      this.show()
    }
  }

  #take(scene, isAnswer) {
    const changed = this.scene && JSON.stringify(this.scene.state) !== JSON.stringify(scene.state)
    document.documentElement.classList.toggle(PRESENTING, scene.presented)
    this.reveal.stop()
    if (changed && !isAnswer && !this.handles.held) this.active = null
    this.#set(scene)
    const isAnswerShown = this.predictions.take(scene, { isAnswer, isReplaced: changed && !isAnswer && this.hasNavigated })
    this.hasNavigated = false
    this.picture.hidden = this.predictions.state.hidden
    if (!this.isLocked) this.reveal.from = null
    this.applyTheme(scene)
    this.goal.take(scene)
    this.controls.take(scene)
    this.share.take(scene)
    const { held } = this.handles
    if (held?.moved && !held.domain.table) this.exchange.ask(held.domain.state(held.place))
    isAnswerShown ? this.reveal.play() : this.show()
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
    this.root.classList.toggle("lv-pulled", this.dragging.hasBegun)
    this.picture.first = scene.handles.find((handle) => handle.tables.includes(scene.opening))?.figure || scene.figures[0].name
    const table = scene.tables[this.active] ?? scene.tables[scene.opening]
    this.view = new View(scene, table, this.entrance.at(scene, table))
  }

  /** Take over a scene in the colours that the page has now. */
  applyTheme(scene) {
    this.theme.apply(scene)
    this.#updateParts(scene)
  }

  #updateParts(scene) {
    this.picture.take(scene, this.theme.exchanged(scene), this.theme.roles(scene))
    this.handles.take(scene)
    this.player.take(scene)
    this.terms.take(scene)
  }

  /** Commit a state that no handle was pulled to. While time runs, a step from where it began only stops it. */
  go(state) {
    const isStep = this.player.playing && Object.entries(state).every(([name, text]) => text && name in this.view.table.commit)
    this.player.pause()
    if (isStep) return
    this.handles.finishKeys()
    this.active = null
    this.commit(state)
  }

  commit(state) {
    this.exchange.commit(state)
  }

  /** Words about an answer that did not come, until one comes. */
  trouble(words) {
    if (words) this.#note(words)
    else if (this.note.textContent === this.troubled) this.#note("")
    this.troubled = words
  }

  #note(text) {
    write(this.note, text)
    show(this.note, text !== "")
  }

  /** Draw with the next frame. */
  later(draw) {
    this.draw = draw
    this.frame ||= requestAnimationFrame(() => { this.frame = 0; this.draw?.() })
  }

  /** The scene of a question is here: show it while the handle is still held. */
  #streamed(scene) {
    this.#set(scene)
    this.#updateParts(scene)
    this.controls.take(scene)
    this.show()
  }

  /** Hide what the open question hides, and nothing else. */
  conceal() {
    this.picture.hidden = this.predictions.state.hidden
    this.handles.conceal()
    this.player.update()
    this.controls.take(this.scene)
  }

  show() {
    if (!this.view) return
    this.dragging.catchUp()
    const shown = this.hovered ?? this.view
    this.picture.show(shown)
    this.handles.place(shown, this.dragging.isWaiting)
    this.#label()
    if (!this.picture.isBeginning) takeDownPoster()
    this.goal.show(this.view, this.isHiding)
  }

  /** Labels come last: they keep off all that is drawn, and off the handles. */
  #label() {
    this.picture.label((figure) => this.handles.grips(figure))
  }

  close() {
    // A server with other files takes the stage out of the hand: what was pulled goes into the address.
    if (!this.shell.line.isUp) this.handles.drop()
    cancelAnimationFrame(this.frame)
    this.reveal.stop()
    this.entrance.stop()
    this.listening.abort()
    this.leaveLine()
    this.handles.close()
    this.exchange.close()
    this.runs.close()
    this.copies.close()
    for (const { plot, surface } of this.picture.figures.values()) if (!surface) window.Plotly?.purge(plot)
    if (!document.querySelector(".lv-stage")) document.documentElement.classList.remove(PRESENTING)
  }
}
