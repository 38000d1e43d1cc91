// The line to the server, as a page needs it: up while the server knows the page, away from when that is in doubt until
// the server has run the whole page anew. No page, no clock.
//
// A server that was started anew, or that let a session go, knows no fragment of a page that is still open, and answers
// nothing that is sent from one. So once the line is connected again the whole page is run first: what waits follows.

/** Milliseconds after which a run of the whole page that has not ended is asked for again, each time twice as long. */
export const RUN_TIMEOUT = 4000
/** How often it is asked for, and how often in a row what is sent may stay without an answer, until the page is loaded anew. */
export const MOST_RUNS = 3
export const MOST_DOUBTS = 3
/** Milliseconds until it is tried again whether the page can be loaded anew, each time twice as long, up to LONGEST. */
export const FIRST_TRY = 500
export const LONGEST_TRY = 30_000

export const CONNECTED = "CONNECTED"
const GIVEN_UP = "DISCONNECTED_FOREVER"

export class Line {
  /**
   * `run` asks the server to run the whole page; `isReachable` promises whether the server answers at all; `load` loads
   * the page anew, and is false where that was done a moment ago. `onChange` is told whether the line is up, and whether
   * the page has to be loaded by hand.
   */
  constructor({ run, isReachable, load, onChange, setTimeout, clearTimeout }) {
    Object.assign(this, { run, isReachable, load, onChange, setTimeout, clearTimeout })
    this.ends = new Set()
    this.isUp = this.isConnected = true
    this.isLeaving = false
    this.runs = this.doubts = 0
  }

  /**
   * Tell `end` when it has to `pause` and when it may `resume`, which promises that nothing waits there any more; it
   * says whether something `isHeld` there.
   */
  join(end) {
    this.ends.add(end)
    if (!this.isUp) end.pause()
    return () => this.ends.delete(end)
  }

  /** The state of the connection, in the words of Streamlit. */
  connection(state) {
    this.isConnected = state === CONNECTED
    if (!this.isConnected) this.#down()
    else if (!this.isUp) this.#run()
    if (state === GIVEN_UP) this.replace()
  }

  /** Something was sent and had no answer for too long. */
  doubt() {
    if (!this.isUp) return
    this.doubts += 1
    this.#down()
    if (this.doubts > MOST_DOUBTS) this.replace()
    else this.#run()
  }

  /** A run of the whole page has ended: the server knows all of it. */
  ran() {
    if (!this.isConnected || this.isUp) return
    this.isUp = true
    this.clearTimeout(this.timer)
    this.runs = 0
    this.onChange(true)
    this.#resume()
  }

  /** One end after the other: of what two send at once Streamlit would run one fragment only. */
  async #resume() {
    for (const end of [...this.ends]) {
      if (!this.isUp) return
      await end.resume()
    }
    if (this.isUp) this.doubts = 0
  }

  #down() {
    this.clearTimeout(this.timer)
    if (!this.isUp) return
    this.isUp = false
    for (const end of this.ends) end.pause()
    this.onChange(false)
  }

  #run() {
    this.clearTimeout(this.timer)
    if (this.runs === MOST_RUNS) { this.replace(); return }
    this.timer = this.setTimeout(() => { if (this.isConnected) this.#run() }, RUN_TIMEOUT * 2 ** this.runs)
    this.runs += 1
    this.run()
  }

  /** Load the page anew as soon as the server answers and nothing is held. */
  async replace() {
    if (this.isLeaving) return
    this.isLeaving = true
    this.#down()
    for (let wait = FIRST_TRY; !(await this.#canLoad()); wait = Math.min(2 * wait, LONGEST_TRY)) {
      await new Promise((done) => this.setTimeout(done, wait))
    }
    if (!this.load()) this.onChange(false, true)
  }

  async #canLoad() {
    return (await this.isReachable()) && ![...this.ends].some(({ isHeld }) => isHeld)
  }
}
