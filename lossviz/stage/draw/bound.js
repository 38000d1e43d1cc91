// What the quantities of a trace make of it: numbers for Plotly.

import { clipped } from "./clip.js"
import { shades } from "./shades.js"
import { arrows, finely, isMarked, marked, ribbons, squares } from "./shapes.js"
import { number, numbersOf, reference } from "../state/template.js"

// Plotly draws nothing for an infinite value, so what is infinite is drawn as far as this many frames reach.
const BEYOND = 3

/** What the quantities of a trace make of it: numbers for Plotly, in the numbers of the axes. */
export function bound(trace, view, frame) {
  const meta = trace.meta ?? {}
  const parts = {}
  for (const [part, quantity] of Object.entries(meta)) {
    if (part === "upto") continue
    const numbers = numbersOf(view, quantity)
    const edge = frame[part]?.[1]
    parts[part] = edge === undefined ? numbers : numbers.map((x) => (x === Infinity ? BEYOND * edge : x))
  }
  if (meta.upto) {
    const count = number(view, reference(meta.upto)) + 1
    const first = meta.tip_x ? (numbers) => numbers.slice(0, count) : (numbers) => firstOf(numbers, count)
    for (const part of ["x", "y"]) parts[part] = first(parts[part])
  }
  if (meta.foot) return squares(parts, frame)
  if (isMarked(meta)) return marked(parts, frame)
  if (meta.tip_x) return meta.width ? ribbons(parts, frame) : arrows(parts, frame)
  if (trace.line?.shape === "spline") return { ...parts, ...finely(parts), line: { ...trace.line, shape: "linear" } }
  if (meta.color) {
    parts.marker = { ...trace.marker, color: shades(trace.marker, parts.color) }
    delete parts.color
  }
  if (meta.z) parts.z = rowsOf(parts.z, parts.x.length)
  return isDashed(trace) && parts.x && parts.y ? { ...parts, ...clipped(parts, frame) } : parts
}

/** A line of dots or dashes, each of which is drawn by itself, with no points on it. */
const isDashed = ({ mode, fill, line }) => mode === "lines" && !fill && Boolean(line?.dash) && line.dash !== "solid"

/** The first so many; a single one twice, so that it is a line. */
const firstOf = (numbers, count) => (count === 1 ? [numbers[0], numbers[0]] : numbers.slice(0, count))

function rowsOf(numbers, length) {
  return Array.from({ length: numbers.length / length }, (_, i) => numbers.slice(i * length, (i + 1) * length))
}
