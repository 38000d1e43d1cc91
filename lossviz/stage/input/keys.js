// Handles moved by keys: arrows, pages and ends; Escape goes back to where a handle was taken, Delete removes it.

import { remove } from "./removal.js"

const STEPS = { ArrowUp: [0, 1], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowLeft: [-1, 0] }
const REMOVE = ["Delete", "Backspace"]
const PAGES = { PageUp: [0, 1], PageDown: [0, -1] }
/** Milliseconds after a key in which the next one on the same handle belongs to the same run, which is one commit. */
const KEY_RUN = 500

export class Keys {
  /** `handles` knows which handle is held and moves it. */
  constructor(handles) {
    this.handles = handles
  }

  /** Listen on a handle. */
  watch(handle) {
    handle.knob.addEventListener("keydown", (event) => this.#down(handle, event))
    handle.knob.addEventListener("keyup", () => this.#up(handle))
    handle.knob.addEventListener("blur", () => { if (this.handles.held?.handle === handle) this.finish() })
  }

  /** Whether keys hold a handle. */
  get isHolding() {
    const { held } = this.handles
    return held !== null && held.pointer === undefined && !held.playing
  }

  /** Let go of what keys hold: their run has ended. */
  finish() {
    if (this.isHolding) this.handles.drop()
  }

  /** Nothing is held any more. */
  stop() {
    clearTimeout(this.run)
  }

  #down(handle, event) {
    const { handles } = this
    const { player } = handles.stage
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === "Escape" && handles.held?.handle === handle && !handles.held.playing) {
      event.preventDefault()
      handles.to(handles.held.start)
      return
    }
    if (event.key === " " && player.moves(handle.described.name)) {
      event.preventDefault()
      if (!event.repeat) player.toggle()
      return
    }
    if (REMOVE.includes(event.key)) {
      if (!event.repeat && remove(handles.stage, handle)) event.preventDefault()
      return
    }
    const far = PAGES[event.key] || event.shiftKey ? handle.described.page_step : 1
    const steps = (STEPS[event.key] ?? PAGES[event.key])?.map((step) => step * far)
    const end = ["Home", "End"].indexOf(event.key)
    if (!steps && end < 0) return
    event.preventDefault()
    if (handles.isFixed(handle)) return
    if (handles.held?.playing) handles.drop()
    if (handles.held?.handle !== handle) this.finish()
    if (!handles.held) handles.begin(handle, null)
    if (!this.isHolding) return
    this.stop()
    const { domain, place } = handles.held
    handles.to(steps ? domain.stepped(place, steps) : domain.end(place, end === 1))
  }

  #up(handle) {
    if (this.handles.held?.handle !== handle || !this.isHolding) return
    this.stop()
    this.run = setTimeout(() => this.finish(), KEY_RUN)
  }
}
