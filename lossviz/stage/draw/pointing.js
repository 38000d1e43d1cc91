// What a pointer does on a figure beside its handles: it shows a place, picks one, adds a mark, or draws.

import { pixels, value } from "./projection.js"

const DOUBLE_CLICK = 300

export class Pointing {
  /** `picture` has the scene, the view that was shown last, what is hidden, and the frames of its figures. */
  constructor(picture) {
    this.picture = picture
    this.onHover = null
    this.onPick = null
    this.onAdd = null
    this.onDraw = null
  }

  /** Listen on a figure. */
  watch(made) {
    const { sheet } = made
    sheet.addEventListener("pointermove", (event) => this.#point(made, event))
    sheet.addEventListener("pointerleave", () => this.onHover?.(null))
    sheet.addEventListener("click", (event) => this.#pick(made, event))
    sheet.addEventListener("dblclick", (event) => this.#add(made, event))
    sheet.addEventListener("pointerdown", (event) => this.#draw(made, event))
  }

  /** A mouse over a linked view: which place of its table is nearest. */
  #point(made, event) {
    const { last, hidden } = this.picture
    if (!made.hover || event.pointerType !== "mouse" || event.buttons || !last || hidden.size) return
    this.onHover?.(made.hover[0], this.#placeAt(made, event))
  }

  /** A click or a tap on a linked view that picks its places. */
  #pick(made, event) {
    const { last, hidden } = this.picture
    if (!made.picks || !last || hidden.size || event.target.closest(".lv-handle")) return
    const [table, index] = [made.hover[0], this.#placeAt(made, event)]
    clearTimeout(this.picking)
    // Of a double click, which adds a point, neither click picks one.
    if (event.detail < 2) this.picking = setTimeout(() => this.onPick?.(table, index), made.adds ? DOUBLE_CLICK : 0)
  }

  /** The place of the table of a linked view that is nearest to where something happens. */
  #placeAt(made, event) {
    const [table, x, y] = made.hover
    const box = made.sheet.getBoundingClientRect()
    const [left, top] = [event.clientX - box.left, event.clientY - box.top]
    const spot = made.surface ? made.surface.nearest(left, top) : this.#nearest(this.picture.area(made.name), x, y, left, top)
    return spot % this.picture.scene.tables[table].places.length
  }

  #nearest(area, x, y, left, top) {
    const { last } = this.picture
    const xs = last.array(x)
    const ys = y ? last.array(y) : null
    let best = -1
    let least = Infinity
    for (let i = 0; i < xs.length; i++) {
      const at = pixels(area, xs[i], ys ? ys[i] : area.y[0])
      const far = ys ? Math.hypot(at[0] - left, at[1] - top) : Math.abs(at[0] - left)
      if (far < least) { least = far; best = i }
    }
    return best
  }

  /** A double click on a figure that takes new marks. */
  #add(made, event) {
    if (!made.adds || event.target.closest(".lv-handle")) return
    const box = made.sheet.getBoundingClientRect()
    const area = this.picture.area(made.name)
    this.onAdd?.(made.adds, [value(area, "x", event.clientX - box.left), value(area, "y", event.clientY - box.top)])
  }

  /** A press on a figure that a pen draws on, beside its handles. */
  #draw(made, event) {
    if (made.draws && !event.target.closest(".lv-handle") && !this.picture.hidden.has(made.name)) this.onDraw?.(made.draws, event)
  }
}
