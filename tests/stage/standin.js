// A stand-in for the server and for the clock: nothing is answered, and no time passes, until a test says so.

import { Exchange } from "../../lossviz/stage/state/exchange.js"

/** Let all promises go as far as they can. */
export const settle = () => new Promise((done) => setImmediate(done))

/** A scene as it comes from Python, its static part with it unless `bare`. */
export function sceneOf({ bare = false, ...parts } = {}) {
  const scene = {
    answers: 0, path: "entropy", state: { p: "9,1", hand: "0" }, defaults: { p: "9,1", hand: "0" }, predict: "",
    onward: [], static: "abc", static_fields: { figures: ["bars"] }, ...parts,
  }
  if (bare) delete scene.static_fields
  return scene
}

/** A message of a scene without arrays, as bytes. */
export function packed(scene) {
  const words = new TextEncoder().encode(JSON.stringify({ tables: {}, arrays: {}, ...scene }))
  const bytes = new Uint8Array(words.length + 4)
  new DataView(bytes.buffer).setUint32(0, words.length, true)
  bytes.set(words, 4)
  return bytes
}

/** A frame of the answer about a job. */
export const frame = (kind, content) => {
  const bytes = new Uint8Array(5 + content.length)
  new DataView(bytes.buffer).setUint32(0, 1 + content.length, true)
  bytes[4] = kind.charCodeAt(0)
  bytes.set(content, 5)
  return bytes
}
export const progress = (said) => frame("p", new TextEncoder().encode(JSON.stringify(said)))

/** Wait until something holds: a stream is read in as many turns as the platform likes. */
export async function until(holds) {
  for (let turn = 0; turn < 1000 && !holds(); turn++) await settle()
  if (!holds()) throw new Error("waited in vain")
}

export class Clock {
  constructor() {
    this.timers = new Map()
    this.now = 0
    this.setTimeout = (act, time) => { const timer = Symbol("timer"); this.timers.set(timer, [this.now + time, act]); return timer }
    this.clearTimeout = (timer) => this.timers.delete(timer)
  }

  /** Let time pass. */
  async wait(milliseconds) {
    const end = this.now + milliseconds
    for (;;) {
      const due = [...this.timers].filter(([, [at]]) => at <= end).sort(([, [a]], [, [b]]) => a - b)[0]
      if (!due) break
      this.now = due[1][0]
      this.timers.delete(due[0])
      due[1][1]()
      await settle()
    }
    this.now = end
    await settle()
  }
}

export class StandIn {
  constructor(query = {}) {
    this.commits = []
    this.questions = []
    this.shown = []
    this.troubles = []
    this.busy = []
    this.silences = 0
    this.written = []
    this.rewriting = 0
    this.clock = new Clock()
    this.exchange = new Exchange({
      send: (message) => this.commits.push(structuredClone(message)),
      fetch: (question, signal) => new Promise((answer, fail) => this.questions.push({ ...structuredClone(question), signal, answer, fail })),
      query: () => query,
      onAnswer: (scene) => this.shown.push(scene),
      onTrouble: (words) => this.troubles.push(words),
      onBusy: (isBusy) => this.busy.push(isBusy),
      onSilence: () => { this.silences += 1 },
      write: (state) => this.written.push(structuredClone(state)),
      rewrite: () => { this.rewriting += 1; return () => { this.rewriting -= 1 } },
      setTimeout: this.clock.setTimeout,
      clearTimeout: this.clock.clearTimeout,
    })
  }

  wait(milliseconds) {
    return this.clock.wait(milliseconds)
  }

  receive(parts) {
    return this.exchange.receive(sceneOf(parts))
  }

  /** Answer a question with a scene. */
  async answer(question, parts) {
    question.answer({ ok: true, status: 200, arrayBuffer: async () => packed(sceneOf(parts)).buffer })
    await settle()
  }

  /** Answer a question with a word about why there is no scene. */
  async refuse(question, status, { words = "no", after = null } = {}) {
    question.answer({ ok: false, status, headers: new Headers(after ? { "Retry-After": after } : {}), text: async () => words })
    await settle()
  }

  async lose(question) {
    question.fail(new TypeError("failed to fetch"))
    await settle()
  }
}
