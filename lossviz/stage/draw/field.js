// Fields: numbers over a plane as colours, on a canvas under Plotly's drawing (`lossviz/figures/field.py`).
//
// Each field is interpolated into an image of a few pixels for each place, which the canvas scales to its own.

import { element } from "./elements.js"
import { imageOf } from "./fieldimage.js"
import { squareSide } from "./shapes.js"
import { reference } from "../state/template.js"

/** Of so many pixels for each place is an image at most; a screen with more interpolates between them. */
const FINEST = 8
/** Where colours change smoothly so many across are enough; an edge between two colours wants more. */
const SMOOTH = 120
// An index below 0 means none: then a field is not painted.
const NONE = new Float64Array(0)

export const isField = ({ type }) => type === "field"

/** The fields of one figure, on one canvas. */
export class Fields {
  constructor(box) {
    // Under what else lies in the box, of which each is transparent where it draws nothing.
    this.canvas = element("canvas", { style: "z-index: -1" })
    box.append(this.canvas)
    this.drawn = []
  }

  /** Paint the fields whose names are not hidden, if one of them, its numbers or the frame has changed. */
  show(traces, view, frame, hidden) {
    const sharp = devicePixelRatio || 1
    const key = [sharp, frame.left, frame.top, frame.width, frame.height, ...frame.x, ...frame.y].join()
    const shown = traces.filter(({ name }) => !hidden.includes(name)).map((trace) => ({ trace, at: numbers(trace, view) }))
    const now = shown.filter(({ at }) => at.z.length)
    if (this.key === key && this.drawn.length === now.length && now.every((one, i) => same(one, this.drawn[i]))) return
    this.key = key
    this.drawn = now
    const context = cleared(this.canvas, frame, sharp)
    for (const { trace, at } of now) paint(context, trace, at, frame, sharp)
  }
}

/** The numbers of a field, as they came. */
function numbers({ meta }, view) {
  return Object.fromEntries(Object.entries(meta).map(([part, text]) => {
    const { quantity, index } = reference(text)
    if (index === undefined) return [part, view.array(quantity)]
    const place = /^\d+$/.test(index) ? Number(index) : view.array(index)[0]
    return [part, place >= 0 ? view.piece(quantity, place) : NONE]
  }))
}

function same(one, other) {
  return one.trace === other.trace && Object.entries(one.at).every(([part, row]) => equal(row, other.at[part]))
}

function equal(one, other) {
  if (one === other) return true
  if (one.length !== other.length) return false
  for (let i = 0; i < one.length; i++) if (!Object.is(one[i], other[i])) return false
  return true
}

/** The canvas over the frame of the axes, with nothing on it; its unit is a pixel of the page. */
function cleared(canvas, { left, top, width, height }, sharp) {
  const [wide, high] = [Math.round(width * sharp), Math.round(height * sharp)]
  if (canvas.width !== wide || canvas.height !== high) { canvas.width = wide; canvas.height = high }
  Object.assign(canvas.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
  const context = canvas.getContext("2d")
  context.setTransform(wide / width, 0, 0, high / height, 0, 0)
  context.clearRect(0, 0, width, height)
  return context
}

function paint(context, trace, at, frame, sharp) {
  const across = (x) => (frame.width * (x - frame.x[0])) / (frame.x[1] - frame.x[0])
  const down = (y) => frame.height * (1 - (y - frame.y[0]) / (frame.y[1] - frame.y[0]))
  if (trace.kind !== "tiles") {
    const [left, right] = [across(at.x[0]), across(at.x[at.x.length - 1])]
    const [bottom, top] = [down(at.y[0]), down(at.y[at.y.length - 1])]
    const { width, height } = put(imageOf(trace, at, fineness((right - left) * sharp, at.x.length, trace.discrete)))
    return context.drawImage(scratch, 0, 0, width, height, left, top, right - left, bottom - top)
  }
  if (!at.x.length) return
  const side = squareSide(at.size, frame)
  const { width } = put(imageOf(trace, at, fineness(side * sharp, trace.side, trace.discrete)))
  at.x.forEach((x, i) => {
    const [left, top] = [across(x) - side / 2, down(at.y[i]) - side / 2]
    if (!Number.isNaN(left + top)) context.drawImage(scratch, 0, i * width, width, width, left, top, side, side)
  })
}

/** How many pixels of an image a cell between two places takes, where all of them take so many of the screen. */
function fineness(pixels, places, isDiscrete) {
  const wanted = Math.min(FINEST, Math.round(pixels / (places - 1)))
  return Math.max(1, isDiscrete ? wanted : Math.min(wanted, Math.ceil(SMOOTH / (places - 1))))
}

let scratch

/** The image on a canvas that nobody sees, from which it can be scaled. */
function put({ width, height, pixels }) {
  scratch ??= element("canvas", { width: 1, height: 1 })
  if (scratch.width < width) scratch.width = width
  if (scratch.height < height) scratch.height = height
  const image = new ImageData(new Uint8ClampedArray(pixels.buffer), width, height)
  scratch.getContext("2d", { willReadFrequently: true }).putImageData(image, 0, 0)
  return { width, height }
}
