// A scene from the server for a page that has no other line to it: asked for until it comes. No page, no clock.

import { answerTo, NO_ANSWER } from "./question.js"

/** The longest pause between two tries, in milliseconds; each is twice as long as the one before. */
export const LONGEST_PAUSE = 8000
const WAITED_FOR = `${NO_ANSWER} The page goes on when it answers.`

export class Loading {
  /**
   * `fetch` takes a question to the server, and promises a response. `onScene` is given the bytes of a scene and what
   * was given with the question; `onTrouble` words about one that has not come yet, or none where one has; `onRefused`
   * words about one that will not come.
   */
  constructor({ fetch, onScene, onTrouble, onRefused, setTimeout, clearTimeout }) {
    Object.assign(this, { fetch, onScene, onTrouble, onRefused, setTimeout, clearTimeout })
    this.turn = 0
  }

  /** Ask for a scene; whatever was asked for before is not wanted any more. */
  async load(question, along) {
    const turn = ++this.turn
    for (let pause = 0; ; ) {
      const { bytes, trouble = "", again } = await answerTo(question, this)
      if (turn !== this.turn) return
      if (bytes) {
        this.onTrouble("")
        this.onScene(bytes, along)
        return
      }
      if (!again) {
        this.onRefused(trouble, along)
        return
      }
      this.onTrouble(trouble === NO_ANSWER ? WAITED_FOR : trouble)
      pause = Math.min(LONGEST_PAUSE, Math.max(again, 2 * pause))
      await new Promise((done) => { this.timer = this.setTimeout(done, pause) })
      if (turn !== this.turn) return
    }
  }

  /** Nothing is wanted any more. */
  close() {
    this.turn += 1
    this.clearTimeout(this.timer)
  }
}
