// The hand: handles that are pulled by mouse, touch and keys.

import { element, show } from "./elements.js"
import { value as valueUnder } from "./place.js"
import { nearest, stepped, valueAt } from "./tables.js"
import { compile, fill, number, reference } from "./words.js"

const STEPS = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }
const CLOSE = 9
const LEAPS = { PageUp: 1, PageDown: -1 }

export class Hand {
  /** `stage` shows views (`show`) and takes what was let go (`released`). */
  constructor(stage, tracks) {
    this.stage = stage
    this.tracks = tracks
    this.handles = new Map()
    this.held = null
  }

  take(scene) {
    this.scene = scene
    const names = new Set(scene.handles.map((handle) => handle.name))
    for (const [name, handle] of this.handles) {
      if (!names.has(name)) { handle.root.remove(); this.handles.delete(name) }
    }
    // Where handles stand close together the hint would cover its neighbours.
    const hinted = scene.handles.length < CLOSE && scene.handles.find(({ tables }) => tables.includes(scene.opening))
    for (const described of scene.handles) {
      const handle = this.handles.get(described.name) ?? this.#make(described)
      handle.described = described
      handle.knob.classList.toggle("lv-hint", described === hinted)
      handle.label = compile(described.label)
      handle.says = compile(described.says)
      if (described.figure) {
        handle.x = reference(described.x)
        handle.y = reference(described.y)
      } else this.#ticks(handle)
    }
    if (this.held) {
      const table = this.#table(this.handles.get(this.held.handle.described.name) ?? this.held.handle)
      if (table) this.#carry(table)
    }
  }

  /** Fresh tables came while a handle is held: the same value in the new one. */
  #carry(table) {
    const { held } = this
    for (const end of ["index", "start"]) held[end] = nearest(table, valueAt(held.table, held[end]))
    held.table = table
  }

  #make(described) {
    const knob = element("div", {
      class: "lv-handle", role: "slider", tabindex: "0", "data-axis": described.axis, "data-role": described.role,
      "data-handle": described.name, "aria-orientation": described.axis === "y" ? "vertical" : "horizontal",
    }, element("span", { class: "lv-grip" }))
    const handle = { root: knob, knob, described }
    if (described.figure) this.stage.picture.over(described.figure).append(knob)
    else {
      handle.name = element("span", { class: "lv-track-name", "aria-hidden": "true" })
      handle.line = element("div", { class: "lv-track-line" }, knob)
      handle.value = element("span", { class: "lv-track-value", "aria-hidden": "true" })
      handle.root = element("div", { class: "lv-track" }, handle.name, handle.line, handle.value)
      this.tracks.append(handle.root)
    }
    knob.addEventListener("pointerdown", (event) => this.#grab(handle, event))
    knob.addEventListener("pointermove", (event) => this.#pull(handle, event))
    knob.addEventListener("pointerup", (event) => this.#let(handle, event))
    knob.addEventListener("pointercancel", (event) => this.#let(handle, event))
    knob.addEventListener("lostpointercapture", (event) => this.#let(handle, event))
    knob.addEventListener("keydown", (event) => this.#key(handle, event))
    knob.addEventListener("keyup", () => this.#keyUp(handle))
    knob.addEventListener("blur", () => this.#keyUp(handle))
    this.handles.set(described.name, handle)
    return handle
  }

  #ticks(handle) {
    handle.line.querySelectorAll("i").forEach((tick) => tick.remove())
    const { places } = this.#table(handle)
    if (places.length > 21) return
    for (let i = 0; i < places.length; i++) {
      handle.line.prepend(element("i", { style: `left: ${(100 * i) / (places.length - 1)}%` }))
    }
  }

  #table(handle) {
    const { tables, which } = handle.described
    const name = which && this.stage.view ? tables[number(this.stage.view, reference(which))] : tables[0]
    return this.scene.tables[name]
  }

  #begin(handle, event) {
    this.stage.settle()
    const table = this.#table(handle)
    const here = this.stage.view.table.name === table.name ? this.stage.view.index : -1
    this.held = { handle, table, index: here, pointer: event?.pointerId, moved: false, start: here }
    this.stage.took(table, here)
  }

  #grab(handle, event) {
    if (event.button !== 0 || this.held) return
    event.preventDefault()
    handle.knob.focus({ preventScroll: true })
    handle.knob.setPointerCapture(event.pointerId)
    this.#begin(handle, event)
    // The grip stays under the very point where it was taken.
    const { axis } = handle.described
    const at = this.#pointer(handle, event, axis)
    this.held.offset = valueAt(this.held.table, this.held.index) - at
    handle.knob.classList.add("lv-holding")
  }

  #pointer(handle, event, axis) {
    if (handle.described.figure) {
      const box = this.stage.picture.over(handle.described.figure).getBoundingClientRect()
      const pixel = axis === "x" ? event.clientX - box.left : event.clientY - box.top
      return valueUnder(this.stage.picture.area(handle.described.figure), axis, pixel)
    }
    const box = handle.line.getBoundingClientRect()
    const { places } = this.held.table
    return places[0] + ((event.clientX - box.left) / box.width) * (places[places.length - 1] - places[0])
  }

  #pull(handle, event) {
    if (this.held?.handle !== handle || this.held.pointer !== event.pointerId) return
    this.#to(nearest(this.held.table, this.#pointer(handle, event, handle.described.axis) + this.held.offset))
  }

  #to(index) {
    if (index === this.held.index && this.held.moved) return
    this.held.index = index
    this.held.moved = true
    this.stage.pulled()
  }

  #let(handle, event) {
    if (this.held?.handle !== handle || this.held.pointer !== event.pointerId) return
    handle.knob.classList.remove("lv-holding")
    const held = this.held
    this.held = null
    this.stage.released(held)
  }

  #key(handle, event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === "Escape" && this.held?.handle === handle) {
      event.preventDefault()
      this.#to(this.held.start)
      return
    }
    const table = this.held?.handle === handle ? this.held.table : this.#table(handle)
    const { leap } = handle.described
    const steps = STEPS[event.key] ? STEPS[event.key] * (event.shiftKey ? leap : 1) : (LEAPS[event.key] ?? 0) * leap
    const last = table.places.length - 1
    const home = { Home: 0, End: last }[event.key]
    if (!steps && home === undefined) return
    event.preventDefault()
    if (this.held && this.held.handle !== handle) return
    if (!this.held) this.#begin(handle, null)
    if (this.held.pointer !== undefined) return
    this.#to(home === undefined ? stepped(this.held.table, this.held.index, steps) : nearest(table, table.places[home]))
  }

  #keyUp(handle) {
    if (this.held?.handle !== handle || this.held.pointer !== undefined) return
    const held = this.held
    this.held = null
    this.stage.released(held)
  }

  /** Put every handle where the view says; the held one stays with the finger even while the picture waits. */
  place(view, waiting) {
    for (const handle of this.handles.values()) {
      const held = this.held?.handle === handle
      const table = held ? this.held.table : this.#table(handle)
      const value = held ? valueAt(table, this.held.index) : view.table === table ? valueAt(table, view.index) : table.now
      if (handle.described.figure) this.#spot(handle, view, held && waiting ? value : null)
      else this.#slide(handle, table, view, value, held)
      const { knob } = handle
      const { places } = table
      attribute(knob, "aria-label", fill(handle.label, view))
      attribute(knob, "aria-valuemin", String(places[0]))
      attribute(knob, "aria-valuemax", String(places[places.length - 1]))
      const now = standing(handle, view, value, held && waiting)
      attribute(knob, "aria-valuenow", String(Number(now.toPrecision(12))))
      attribute(knob, "aria-valuetext", held && waiting ? String(now) : fill(handle.says, view, true))
    }
  }

  #spot(handle, view, waitingAt) {
    const { figure, axis } = handle.described
    const spot = this.stage.picture.spot(figure, view, handle.x, handle.y)
    show(handle.knob, spot !== null)
    if (!spot) return
    if (waitingAt !== null) {
      const area = this.stage.picture.area(figure)
      const [low, high] = area[axis]
      const part = (waitingAt - low) / (high - low)
      if (axis === "y") spot[1] = area.top + area.height * (1 - part)
      else spot[0] = area.left + area.width * part
    }
    handle.knob.style.transform = `translate(${spot[0].toFixed(1)}px, ${spot[1].toFixed(1)}px)`
  }

  #slide(handle, table, view, value, held) {
    const last = table.places.length - 1
    const share = (value - table.places[0]) / (table.places[last] - table.places[0])
    handle.knob.style.left = `${(100 * share).toFixed(2)}%`
    const name = fill(handle.label, view)
    if (handle.name.textContent !== name) handle.name.textContent = name
    const shown = held ? String(value) : fill(handle.says, view)
    if (handle.value.textContent !== shown) handle.value.textContent = shown
  }
}

/** What a handle stands at: its own table's value where that table is shown, else the view's. */
function standing(handle, view, value, waiting) {
  if (waiting || !handle.described.figure) return value
  const along = handle.described.axis === "y" ? handle.y : handle.x
  return number(view, along)
}

function attribute(node, name, text) {
  if (node.getAttribute(name) !== text) node.setAttribute(name, text)
}
