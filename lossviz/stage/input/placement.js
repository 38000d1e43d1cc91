// Where a handle stands on the page, and what it says of itself to a screen reader.

import { show } from "../draw/elements.js"
import { Ink } from "../draw/ink.js"
import { pixels } from "../draw/projection.js"
import { set } from "../state/numbers.js"
import { fill, number } from "../state/template.js"
import { side } from "./hint.js"

/** A handle in a figure, at its own `values` or, without them, where the view has it; `here` is whether it is shown. */
export function spot(handle, picture, view, values, here) {
  const { figure, axis } = handle.described
  const x = values && axis.includes("x") ? values[0] : number(view, handle.x)
  const y = values && axis.includes("y") ? values[values.length - 1] : number(view, handle.y)
  const there = here && !Number.isNaN(x) && !Number.isNaN(y)
  show(handle.knob, there)
  handle.at = null
  if (!there) return
  const area = picture.area(figure)
  const [left, top] = pixels(area, x, y)
  handle.at = { x: left, y: top }
  handle.area = area
  handle.isLate = left > area.left + 0.8 * area.width
  handle.knob.classList.toggle("lv-late", handle.isLate)
  handle.knob.style.transform = `translate(${left.toFixed(1)}px, ${top.toFixed(1)}px)`
}

/** Pixels of what is seen of a handle, by its look or else its axis; as the style sheet has them. */
const GRIPS = { dot: [15, 15], pen: [22, 22], y: [30, 14], x: [20, 20], xy: [20, 20], path: [20, 20] }

/** What is seen of a handle, around the place where it stands. */
export function grip({ at, described }) {
  const [width, height] = GRIPS[described.look] ?? GRIPS[described.axis]
  return { ...at, width, height }
}

/** The hint of a handle in a figure stands where none of the others is. */
export function hint(handle, all) {
  if (!handle.at || !handle.described.figure) return
  const others = all.filter((one) => one !== handle && one.at && one.described.figure === handle.described.figure)
  const scale = parseFloat(getComputedStyle(handle.knob).getPropertyValue("--lv-scale")) || 1
  const wanted = handle.isLate ? "left" : "right"
  const found = side(handle.at, others.map(grip), handle.area, wanted, scale)
  handle.knob.classList.toggle("lv-late", found === "left")
  handle.knob.classList.toggle("lv-hint-above", found === "above")
  handle.knob.classList.toggle("lv-hint-below", found === "below")
}

/** A handle on a track: `under` the finger, or at a `value`; `own` is whether it says that value rather than the view's. */
export function slide(handle, domain, view, { value, under = value, own, here }) {
  show(handle.root, here)
  const share = (under - domain.low[0]) / (domain.high[0] - domain.low[0] || 1)
  handle.knob.style.left = `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`
  handle.knob.classList.toggle("lv-late", share > 0.5)
  const name = fill(handle.label, view)
  if (handle.name.textContent !== name) handle.name.textContent = name
  const shown = own ? set(value) : fill(handle.valueText, view)
  if (handle.value.textContent !== shown) handle.value.textContent = shown
}

/** What a pen has drawn, until the picture of it is here; null for nothing. */
export function ink(handle, picture, domain, heights) {
  const { figure } = handle.described
  handle.ink ??= new Ink(picture.over(figure))
  const area = picture.area(figure)
  handle.ink.show(heights && domain.grid.places.map((x, i) => pixels(area, x, heights[i])))
}

/** Name, range and value for a screen reader; `knows` is whether the handle itself, not the view, says where it is. */
export function describe(handle, domain, view, values, { own, knows, zone }) {
  const { knob } = handle
  const now = knows ? values[0] : standing(handle, view, values[0])
  attribute(knob, "aria-label", fill(handle.label, view))
  attribute(knob, "aria-valuemin", String(domain.low[0]))
  attribute(knob, "aria-valuemax", String(domain.high[0]))
  attribute(knob, "aria-valuenow", String(Number(now.toPrecision(12))))
  const said = own ? values.map(set).join(", ") : fill(handle.valueText, view, true)
  attribute(knob, "aria-valuetext", zone ? `${said}, ${zone}` : said)
}

/** What a handle stands at: its own table's value where that table is shown, else the view's. */
function standing(handle, view, value) {
  const { figure, axis } = handle.described
  if (!figure || axis === "path") return value
  return number(view, axis === "y" ? handle.y : handle.x)
}

function attribute(node, name, text) {
  if (node.getAttribute(name) !== text) node.setAttribute(name, text)
}
