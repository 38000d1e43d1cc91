// The questions for scenes of states that are not committed: one is on its way at a time, then the newest is asked.

import { decode } from "./codec.js"
import { answerTo, NO_ANSWER } from "./question.js"
import { unpack } from "./tables.js"

export class Questions {
  /** `exchange` words a question, takes its answer, and hears of trouble; `tellBusy` is called when asking begins or ends. */
  constructor(exchange, tellBusy) {
    this.exchange = exchange
    this.tellBusy = tellBusy
    this.wanted = null
    this.turn = 0
    this.isAsking = false
  }

  /** Ask for the scene of a state. */
  ask(state) {
    this.wanted = state
    if (!this.isAsking) return this.#all()
  }

  /** No answer is wanted any more, not to the question on its way either. */
  cancel() {
    this.wanted = null
    this.turn += 1
  }

  async #all() {
    this.isAsking = true
    this.tellBusy()
    try {
      while (this.wanted) await this.#one()
    } finally {
      this.isAsking = false
      this.tellBusy()
    }
  }

  async #one() {
    const { exchange, wanted, turn } = this
    this.wanted = null
    const { bytes, trouble = "", again } = await answerTo(exchange.question(wanted), exchange)
    // While the line is down the page says so itself.
    exchange.onTrouble(exchange.isPaused && trouble === NO_ANSWER ? "" : trouble)
    if (bytes && turn === this.turn) exchange.stream(unpack(decode(bytes)))
    if (!again) return
    if (turn === this.turn) this.wanted ??= wanted
    await new Promise((done) => exchange.setTimeout(done, again))
  }
}
