// The conversation with the server: what was sent, what was answered, what is still on its way.
//
// A *commit* says what the address shall say, and becomes one entry of the browser's history. It has a number, and the
// scene that answers it carries that number; the next one is sent only after it: of two that came at once Streamlit
// would drop the first. Where the answer does not come the line is in doubt, and while it is down commits write the
// address themselves; once it is up again what was not answered is sent as one. A *question* asks for the scene of a
// state that is not committed, while a handle is pulled that has no table: one is on its way at a time, and after its
// answer the newest is asked.

import { whole } from "./changes.js"
import { Freshness } from "./freshness.js"
import { Questions } from "./questions.js"

/** Milliseconds after which nobody believes any more that a commit without an answer has arrived. */
export const COMMIT_TIMEOUT = 4000
/** How many times as long it is believed where earlier ones had no answer: the line may be slow, and not down. */
export const MOST_PATIENCE = 4

/** What every scene from Python has, and the answer to a question need not have. */
const KEPT = ["answers", "path", "predict", "defaults", "onward", "store"]

/** Whether a state is the one that a scene shows; an empty text means the default. */
export function isCurrent(state, { state: here, defaults }) {
  return Object.entries(state).every(([name, text]) => (here[name] ?? "") === (text || (defaults[name] ?? "")))
}

export class Exchange {
  /**
   * `send` takes a commit to Python; `fetch` takes a question to the server, its path, address, the hash of the static
   * part that is here and the key of the session's points, and promises a response; `query` gives the address as an object of texts. `onAnswer` is
   * given the scene that answers a question, `onTrouble` words about an answer that did not come, or none where one
   * did, `onBusy` whether an answer is awaited, whenever that changes. `onSilence` is told of a commit without an answer;
   * `write` writes into the address what commits say that cannot be sent, and `rewrite` has what Python writes next take
   * the place of that, until the function is called that it returns.
   */
  constructor({ send, fetch, query, write, rewrite, onAnswer, onTrouble, onBusy, onSilence, setTimeout, clearTimeout }) {
    Object.assign(this, { send, fetch, query, write, rewrite, onAnswer, onTrouble, onBusy, onSilence, setTimeout, clearTimeout })
    this.wasBusy = this.isPaused = false
    this.settle = () => {}
    this.scene = null
    this.sent = this.answered = null
    this.pending = {}
    this.underway = null
    this.queue = []
    this.freshness = new Freshness()
    this.questions = new Questions(this, () => this.#tellBusy())
    this.isLate = false
    this.patience = 1
  }

  // ---- scenes that Python sends

  /** Take a scene. False where it is not to be shown: it is stale, or a part of it is neither here nor in it. */
  receive(scene) {
    this.sent ??= scene.answers
    this.answered ??= scene.answers
    if (this.queue.length && scene.answers >= this.underway.n) {
      this.#keepStatic(scene)
      this.#send(this.queue.shift())
      return false
    }
    // A server that was started anew counts from 0; while a commit is on its way, it will be answered.
    const restarted = scene.answers === 0 && !this.isPending
    if (scene.answers < this.sent && !restarted) return false
    if (!this.#complete(scene)) {
      this.commit({})
      return false
    }
    this.isAnswer = scene.answers > this.answered
    this.sent = this.answered = Math.max(this.sent, scene.answers)
    this.pending = {}
    this.underway = null
    this.clearTimeout(this.timer)
    if (!this.isLate) this.patience = 1
    this.settle()
    this.onTrouble("")
    this.#show(scene)
    this.#tellBusy()
    return true
  }

  /** Add the static part, which is sent only where it is not here; false where it cannot be had. */
  #complete(scene) {
    this.#keepStatic(scene)
    if (this.static?.hash !== scene.static) return false
    Object.assign(scene, this.static.fields)
    return true
  }

  #keepStatic(scene) {
    if (scene.static_fields) this.static = { hash: scene.static, fields: scene.static_fields }
  }

  #show(scene) {
    this.scene = scene
    this.freshness.refresh()
  }

  /** Whether a commit or a question is not answered yet. */
  get isBusy() {
    return this.isPending || this.questions.isAsking
  }

  #tellBusy() {
    if (this.isBusy === this.wasBusy) return
    this.wasBusy = this.isBusy
    this.onBusy(this.isBusy)
  }

  // ---- commits

  /** Whether a commit is on its way. */
  get isPending() {
    return this.sent > this.answered
  }

  /** Send what the address shall say, once what was sent before is answered. */
  commit(changes) {
    const state = whole(changes, { ...this.scene?.state, ...this.pending })
    this.sent += 1
    this.pending = { ...this.pending, ...state }
    this.cancel()
    const commit = { n: this.sent, state }
    if (this.isPaused) this.write(state)
    else if (this.underway) this.queue.push(commit)
    else this.#send(commit)
    this.#tellBusy()
  }

  #send(commit) {
    this.underway = commit
    this.send({ ...commit, static: this.static?.hash ?? "" })
    this.isLate = false
    this.#await(this.patience)
  }

  /** Wait for the answer so many times; without one the next is waited for twice as long. */
  #await(times) {
    this.clearTimeout(this.timer)
    this.timer = this.setTimeout(() => {
      this.isLate = true
      if (times > 1) { this.#await(times - 1); return }
      this.patience = Math.min(2 * this.patience, MOST_PATIENCE)
      this.onSilence()
    }, COMMIT_TIMEOUT)
  }

  /** Send all that is not answered as one commit. */
  sendAll() {
    if (!this.isPending || this.isPaused) return
    this.queue = []
    this.#send({ n: this.sent, state: this.pending })
  }

  /**
   * The line is down: what is not answered goes into the address. It has a new number from now on, for of its answer
   * half may have arrived: a scene that counts it, from an address that does not say it.
   */
  pause() {
    this.isPaused = true
    this.clearTimeout(this.timer)
    this.settle()
    if (!this.isPending) return
    this.sent += 1
    this.queue = []
    this.underway = null
    this.write(this.pending)
  }

  /** The line is up, and the server knows this page: promises that what waited is answered, or that the line is down. */
  resume() {
    this.isPaused = false
    if (!this.isPending) return Promise.resolve()
    const end = this.rewrite()
    this.sendAll()
    return new Promise((done) => { this.settle = () => { end(); done(); this.settle = () => {} } })
  }

  /** The browser went to another address: what is not answered belongs to the one that was left. */
  forget() {
    this.clearTimeout(this.timer)
    this.settle()
    this.sent = this.answered
    this.pending = {}
    this.queue = []
    this.underway = null
    this.#tellBusy()
  }

  /** A handle was let go where the scene has it: the state that remains to be said, or null. */
  unchanged(state) {
    this.freshness.moved = null
    // A commit on its way would move the scene from there: this one takes it back.
    if (this.isPending) return { ...this.scene.state, ...state }
    return isCurrent(state, this.scene) ? null : state
  }

  /** The stage is gone: nothing more is sent. */
  close() {
    this.clearTimeout(this.timer)
    this.settle()
    this.cancel()
  }

  // ---- questions

  /** Ask for the scene of a state. */
  ask(state) {
    return this.questions.ask(state)
  }

  /** No answer is wanted any more, not to the question on its way either. */
  cancel() {
    this.questions.cancel()
  }

  /**
   * The whole address of a question: what it says now, what was committed, what is asked. Of what the scene itself
   * depends on its own state counts: the address may say what nobody understands.
   */
  #address(state) {
    const standing = { ...this.query(), ...this.scene.state, ...this.pending }
    const address = { ...standing, ...whole(state, standing) }
    return Object.fromEntries(Object.entries(address).filter(([, text]) => text !== ""))
  }

  /** The question for the scene of a state. */
  question(state) {
    const { path, store } = this.scene
    return { path, store, address: this.#address(state), static: this.static.hash }
  }

  /** Take a scene that is no answer to a commit. */
  stream(scene) {
    if (!this.#complete(scene)) return
    for (const name of KEPT) scene[name] ??= this.scene[name]
    scene.answers = this.scene.answers
    this.#show(scene)
    this.onAnswer(scene)
  }
}
