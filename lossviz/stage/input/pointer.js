// Handles dragged by a pointer: mouse, finger or pen.

import { value as valueUnder } from "../draw/projection.js"
import { FEW_PLACES } from "../state/domain.js"
import { Presses, remove } from "./removal.js"

/** Pixels to the side after which a finger on a chart draws and does not scroll. */
const SIDEWAYS = 8

export class Pointer {
  /** `handles` knows which handle is held and moves it. */
  constructor(handles) {
    this.handles = handles
    this.presses = new Presses()
  }

  /** Listen on a handle. */
  watch(handle) {
    handle.knob.addEventListener("pointerdown", (event) => this.#grab(handle, event))
    handle.knob.addEventListener("pointermove", (event) => this.#drag(handle, event))
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      handle.knob.addEventListener(end, (event) => this.#release(handle, event))
    }
    handle.knob.addEventListener("dblclick", () => this.#doubleClicked())
  }

  /** Of the handles under a pointer, whose areas may overlap, the one whose middle is nearest; without any, `own`. */
  #nearest(own, event) {
    // Of those that stand on one spot it is `own`, the one on top.
    const offsets = [own, ...this.handles.handles.values()].map((handle) => {
      const { left, right, top, bottom } = handle.knob.getBoundingClientRect()
      const isUnder = left <= event.clientX && event.clientX <= right && top <= event.clientY && event.clientY <= bottom
      const [x, y] = [event.clientX - (left + right) / 2, event.clientY - (top + bottom) / 2]
      const isTaken = isUnder && right > left && !this.handles.isFixed(handle)
      return { handle, distance: isTaken ? Math.hypot(x, y) : Infinity }
    })
    return offsets.reduce((best, one) => (one.distance < best.distance ? one : best), { handle: own, distance: Infinity }).handle
  }

  #grab(own, event) {
    const handle = this.#take(() => this.#nearest(own, event), event)
    if (!handle) return
    const { held } = this.handles
    // The grip stays under the very point where it was taken.
    const under = this.#under(handle, event)
    held.offset = held.domain.spot(held.place).map((value, i) => value - under[i])
  }

  /** A press on a figure that a pen draws on, beside its handles: the pen is taken there. */
  draw(name, event) {
    const handle = this.#take(() => this.handles.handles.get(name), event)
    if (!handle) return
    const { held } = this.handles
    held.offset = [0, 0]
    held.place = held.domain.lifted(held.place, this.#under(handle, event))
    // A finger that goes up or down scrolls the page: it draws once it has gone sideways.
    if (event.pointerType === "touch") held.waitsAt = event.clientX
  }

  /** Take the handle that is found under a pointer; nothing where another is held, or with another button. */
  #take(found, event) {
    const { handles } = this
    if (event.button !== 0) return null
    if (handles.held?.playing) handles.drop()
    handles.finishKeys()
    if (handles.held) return null
    event.preventDefault()
    const handle = found()
    handle.knob.focus({ preventScroll: true })
    if (handles.isFixed(handle)) return null
    handle.knob.setPointerCapture(event.pointerId)
    handles.begin(handle, event)
    handle.knob.classList.add("lv-holding")
    return handle
  }

  /** The numbers under the pointer, one for each direction of the handle. */
  #under(handle, event) {
    const { figure, axis } = handle.described
    if (figure) {
      const { picture } = this.handles.stage
      const box = picture.over(figure).getBoundingClientRect()
      const area = picture.area(figure)
      return [...(axis === "path" ? "xy" : axis)].map((one) => valueUnder(area, one, one === "x" ? event.clientX - box.left : event.clientY - box.top))
    }
    const box = handle.line.getBoundingClientRect()
    const { low, high } = this.handles.held.domain
    return [low[0] + ((event.clientX - box.left) / box.width) * (high[0] - low[0])]
  }

  #drag(handle, event) {
    const { held, stage } = this.handles
    if (held?.handle !== handle || held.pointer !== event.pointerId) return
    if (Math.abs(event.clientX - held.waitsAt) < SIDEWAYS) return
    held.waitsAt = undefined
    const values = this.#under(handle, event).map((value, i) => value + held.offset[i])
    const { domain, place } = held
    this.handles.to(domain.along(values, place))
    if (handle.described.axis !== "x" || !(domain.count > FEW_PLACES)) return
    // Between two places the grip is where the finger is; all that is read is of the nearer place.
    held.under = Math.min(domain.high[0], Math.max(domain.low[0], values[0]))
    stage.dragging.nudged()
  }

  #release(handle, event) {
    const { held } = this.handles
    if (held?.handle !== handle || held.pointer !== event.pointerId) return
    handle.knob.classList.remove("lv-holding")
    this.presses.add(held)
    this.handles.drop()
  }

  #doubleClicked() {
    const handle = this.presses.takeDouble()
    if (handle) remove(this.handles.stage, handle)
  }
}
