// The results of jobs, such as whole trainings, that scenes await: asked for, followed while they come, and kept.
//
// A scene that awaits a result has of the tables that it fills the present row only, in every message but that which
// brings the result. A result that is kept is put into every scene that awaits it, and is not asked for again.

import { decode } from "./codec.js"
import { NO_ANSWER, refused } from "./question.js"
import { unpack } from "./tables.js"

/** So many results are kept, those that were shown last. */
export const KEPT = 4
/** Milliseconds after which one that did not reach the server is asked for again. */
export const RUN_AGAIN = 2000
const LOST = { words: NO_ANSWER, again: RUN_AGAIN }

export class Runs {
  /**
   * `fetch` takes a question to the server, and promises a response; `question` gives it for the scene that is shown.
   * `isBusy` tells whether something is held, or a commit on its way: a result is not shown then. `onScene` is given
   * the scene with a result, `onChange` is called whenever what is told of the job has changed.
   */
  constructor({ fetch, question, isBusy, onScene, onChange, setTimeout, clearTimeout }) {
    Object.assign(this, { fetch, question, isBusy, onScene, onChange, setTimeout, clearTimeout })
    this.kept = new Map()
    this.scene = this.name = this.asking = null
    this.isPaused = false
    this.#tell("done")
  }

  /** Take a scene that is about to be shown: its result is put into it where it is kept, and asked for where it is not. */
  take(scene) {
    this.scene = scene
    const name = scene.awaited ? `${scene.path} ${scene.awaited.key}` : null
    if (name !== this.name) {
      this.#leave()
      this.name = name
      this.#tell(name ? "waiting" : "done")
    }
    if (!name) return
    const isWhole = merged(scene, this.kept.get(name))
    // What else of a scene depends on the result is right only where it was made with it.
    if (isWhole && scene.awaited.is_done) {
      this.#keep(name, this.kept.get(name) ?? scene)
      this.#leave()
      this.#tell("done")
    } else if (this.phase === "done" || (this.phase === "cancelled" && scene.awaited.is_done)) {
      this.#tell("waiting")
    }
    this.settle()
  }

  /** Whether a table has no rows yet but the present one. */
  lacks(name) {
    return Boolean(this.scene?.awaited?.tables.includes(name) && this.scene.tables[name].current_row_only)
  }

  /** Ask for what is awaited, unless that has to wait: nothing is held any more, or the line is up again. */
  settle() {
    if (this.phase === "waiting" && !this.asking && !this.isPaused && !this.isBusy()) this.#ask()
  }

  /** The learner does not want what is awaited, */
  cancel() {
    this.#leave()
    this.#tell("cancelled")
  }

  /** or does. */
  start() {
    this.#leave()
    this.#tell("waiting")
    this.settle()
  }

  pause() {
    this.isPaused = true
  }

  resume() {
    this.isPaused = false
    this.settle()
  }

  close() {
    this.name = null
    this.#leave()
  }

  #leave() {
    this.asking?.leaving.abort()
    this.asking = null
    this.clearTimeout(this.timer)
  }

  /** `phase` is `done`, `waiting`, `cancelled` or `failed`; `progress` a place, or what is done of how much. */
  #tell(phase, { progress = null, words = "" } = {}) {
    Object.assign(this, { phase, progress, words })
    this.onChange()
  }

  #keep(name, scene) {
    this.kept.delete(name)
    this.kept.set(name, scene)
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value)
  }

  async #ask() {
    const asking = (this.asking = { leaving: new AbortController() })
    this.clearTimeout(this.timer)
    const { scene, words, again } = await this.#follow(asking)
    if (this.asking !== asking) return
    this.asking = null
    if (scene) this.#arrived(scene)
    else if (again) {
      // While the line is down the page says so itself.
      this.#tell("waiting", { words: this.isPaused && words === NO_ANSWER ? "" : words })
      this.timer = this.setTimeout(() => this.settle(), again)
    } else this.#tell("failed", { words })
  }

  #arrived(scene) {
    this.#keep(this.name, scene)
    const isPresent = JSON.stringify(scene.state) === JSON.stringify(this.scene.state)
    if (isPresent && !this.isBusy()) { this.onScene(scene); return }
    // The next scene may have been made without it: then the whole is asked for once more, which is there by now.
    this.#tell("waiting")
    this.settle()
  }

  /** The scene with the result; or words about why there is none, and after how many milliseconds to ask again. */
  async #follow(asking) {
    try {
      const response = await this.fetch(this.question(), asking.leaving.signal)
      if (!response.ok) {
        const { trouble, again } = await refused(response)
        return { words: trouble, again }
      }
      let last = LOST
      // To the very end, so that the connection is free again.
      for await (const { kind, content } of frames(response.body)) {
        const text = () => new TextDecoder().decode(content)
        if (kind === "r") last = { scene: unpack(decode(await unzipped(content))) }
        else if (kind === "e") last = { words: text() }
        else if (this.asking === asking) this.#tell("waiting", { progress: JSON.parse(text()) })
      }
      return last
    } catch {
      return LOST
    }
  }
}

/** The frames of a stream of bytes: the length of each, its kind, and what it says. */
export async function* frames(stream) {
  const reader = stream.getReader()
  let here = new Uint8Array(0)
  for (;;) {
    while (here.length >= 4) {
      const end = 4 + new DataView(here.buffer, here.byteOffset).getUint32(0, true)
      if (here.length < end) break
      yield { kind: String.fromCharCode(here[4]), content: here.slice(5, end) }
      here = here.subarray(end)
    }
    const { done, value } = await reader.read()
    if (done) return
    const both = new Uint8Array(here.length + value.length)
    both.set(here)
    both.set(value, here.length)
    here = both
  }
}

async function unzipped(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/**
 * Put a result that is `kept`, a scene with all rows, into one that awaits it; whether all rows are there then. Its
 * present rows are those of the message where that was made with the result, else those of the place where it stands.
 */
export function merged(scene, kept) {
  const { tables, is_done: isDone } = scene.awaited
  const lacking = tables.filter((name) => scene.tables[name].current_row_only)
  const present = new Map()
  for (const name of lacking) {
    const [table, from] = [scene.tables[name], kept?.tables[name]]
    const hasSame = from && Object.keys(table.rows).every((quantity) => quantity in from.rows)
    const place = hasSame ? from.places.indexOf(table.now) : -1
    if (!hasSame || (place < 0 && !isDone)) return false
    present.set(name, place)
  }
  for (const [name, place] of present) {
    const [table, from] = [scene.tables[name], kept.tables[name]]
    const rows = {}
    for (const [quantity, { values, width }] of Object.entries(from.rows)) {
      const now = isDone ? table.rows[quantity]?.values : values.subarray(place * width, (place + 1) * width)
      const copy = values.slice()
      if (now) copy.set(now, from.places.length * width)
      rows[quantity] = { values: copy, width }
    }
    // What depends on more than the job has come with this message.
    Object.assign(rows, table.beside)
    const { constants } = isDone ? table : from
    for (const values of Object.values(constants)) scene.widths.set(values, (isDone ? scene : kept).widths.get(values))
    scene.tables[name] = { ...table, places: from.places, rows, constants, current_row_only: false }
  }
  return true
}
