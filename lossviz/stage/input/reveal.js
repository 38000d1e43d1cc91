// The reveal of an answer: the picture moves from where the question began to where the learner is.

import { nearestOnGrid, valueAt, View } from "../state/tables.js"

/** Milliseconds that it takes. */
const REVEAL = 600

export class Reveal {
  /** `stage` has the scene, the view that is shown, and what shows it. */
  constructor(stage) {
    this.stage = stage
    // Where the question began, and the view at which the picture arrives while it moves.
    this.from = null
    this.end = null
  }

  /** A handle is taken: where the first one of a question stood is kept. */
  startAt(table, place) {
    this.from ??= { table: table.name, value: valueAt(table, place) }
  }

  get isMoving() {
    return this.end !== null
  }

  /** Show what was hidden, and move to it. */
  play() {
    const { stage, from } = this
    stage.conceal()
    this.from = null
    const { table, index } = stage.view
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    if (!from || from.table !== table.name || still) { stage.show(); return }
    const [a, b] = [from.value, valueAt(table, index)].map((value) => nearestOnGrid(table, value))
    const start = performance.now()
    this.end = stage.view
    const play = (time) => {
      const part = Math.min(1, (time - start) / REVEAL)
      const at = Math.round(a + (b - a) * part * part * (3 - 2 * part))
      const done = part >= 1
      stage.view = done ? this.end : new View(stage.scene, table, at)
      if (done) this.end = null
      stage.show()
      if (!done) this.playing = requestAnimationFrame(play)
    }
    this.playing = requestAnimationFrame(play)
  }

  /** Be at the end at once: a handle is taken where the learner left it. */
  finish() {
    if (this.end) this.stage.view = this.end
    this.stop()
  }

  /** Stay where it is. */
  stop() {
    cancelAnimationFrame(this.playing)
    this.end = null
  }
}
