// The marks of a figure: where a bar, a line or a point stands, in the pixels of the plot's own frame.
//
// Plotly draws every figure. While a hand moves, its marks are moved as they are: the same nodes, given new places.
// (Plotly's own way to move them works out the whole figure again, some 4 ms for each, and there are five.)

/** A path that draws nothing. */
export const NOWHERE = "M0,0Z"
// Beyond this many pixels a drawing programme loses count.
const FAR = 1e5
const fixed = (pixel) => Math.round(Math.min(FAR, Math.max(-FAR, pixel)) * 100) / 100

/** From the numbers of the axes to pixels inside the frame. */
export function scales({ width, height, x, y }) {
  return {
    x: (value) => fixed((width * (value - x[0])) / (x[1] - x[0])),
    y: (value) => fixed(height * (1 - (value - y[0]) / (y[1] - y[0]))),
  }
}

/** The outline of one bar of a trace; nothing where it has no place. */
export function bar(trace, { x, y, width, base }, i, to) {
  const across = trace.orientation === "h"
  const thick = Array.isArray(width) ? width[i] : trace.width
  const [place, length] = across ? [y[i], x[i]] : [x[i], y[i]]
  const from = base?.[i] ?? 0
  const start = trace.offset === 0 ? place : place - thick / 2
  const corners = across ? [from, start, from + length, start + thick] : [start, from, start + thick, from + length]
  if (corners.some(Number.isNaN)) return NOWHERE
  const [left, bottom, right, top] = [to.x(corners[0]), to.y(corners[1]), to.x(corners[2]), to.y(corners[3])]
  return `M${left},${bottom}V${top}H${right}V${bottom}Z`
}

/** A line through points, in as many pieces as places that are not there break it into. */
export function lines(xs, ys, to) {
  const pieces = []
  let piece = ""
  for (let i = 0; i <= xs.length; i++) {
    const here = i < xs.length && !Number.isNaN(xs[i]) && !Number.isNaN(ys[i])
    if (here) piece += `${piece ? "L" : "M"}${to.x(xs[i])},${to.y(ys[i])}`
    else if (piece) { pieces.push(piece); piece = "" }
  }
  return pieces
}

/** Where the points of a trace stand; those without a place are not among Plotly's nodes either. */
export function points(xs, ys, to) {
  const places = []
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isNaN(xs[i]) && !Number.isNaN(ys[i])) places.push(`translate(${to.x(xs[i])},${to.y(ys[i])})`)
  }
  return places
}
