// A surface seen from the side: a plotly figure with one surface trace, painted on canvas.
//
// Plotly's own 3-D needs WebGL, which where it is rendered in software takes 50 to 90 ms a frame and holds up every
// other figure. A surface over a grid can be painted from back to front, cell by cell, in a few. The path lies on a
// canvas of its own, so that scrubbing paints no surface at all.

import { BOX_HEIGHT, camera, ranges } from "./camera.js"
import { element } from "./elements.js"
import { number, numbersOf, reference } from "../state/template.js"

const MESH_STRIDE = 6
/** How many pixels above the bottom lies the track of the azimuth's handle. */
export const TRACK = 18
const LIGHT = [-0.45, -0.3, 0.84]

export class Surface3d {
  constructor(box) {
    this.surfaceCanvas = element("canvas")
    this.pathCanvas = element("canvas")
    box.append(this.surfaceCanvas, this.pathCanvas)
  }

  /** Paint a view; the surface only where it, the azimuth, the size or the colours have changed. */
  show(plot, view, size, colours) {
    if (!size.width || !size.height) return
    const { meta } = plot.layout
    const [trace] = plot.data
    const grid = Object.fromEntries(Object.entries(trace.meta).map(([part, quantity]) => [part, view.array(quantity)]))
    const azimuth = number(view, reference(meta.azimuth))
    const key = [azimuth, size.width, size.height, colours.high, devicePixelRatio, ...ranges(plot).flat()].join()
    const fresh = this.key !== key || !same(this.grid?.z, grid.z) || !same(this.grid?.x, grid.x)
    if (fresh) {
      this.key = key
      this.grid = grid
      this.projection = camera(plot, azimuth, size)
      paint(context2d(this.surfaceCanvas, size), this.projection, grid, plot, colours)
    }
    const path = ["x", "y", "z"].map((axis) => numbersOf(view, meta[`path_${axis}`]))
    if (fresh || !this.path?.every((row, i) => same(row, path[i]))) {
      this.path = path
      this.projected = path[0].map((_, i) => this.projection.pixel(path[0][i], path[1][i], path[2][i]))
      this.hidden = path[0].map((_, i) => this.projection.hidden(grid, path[0][i], path[1][i], path[2][i]))
    }
    const upto = number(view, reference(meta.upto))
    drawPath(context2d(this.pathCanvas, size), this.projected, this.hidden, this.pathHidden ? -1 : upto, colours)
  }

  /** The index of the point of the path that lies nearest to a pixel. */
  nearest(left, top) {
    let best = -1
    let least = Infinity
    this.projected?.forEach(([x, y], i) => {
      const far = Math.hypot(x - left, y - top)
      if (far < least) { least = far; best = i }
    })
    return best
  }
}

function same(one, other) {
  return one === other || Boolean(one && other && one.length === other.length && one.every((value, i) => Object.is(value, other[i])))
}

function context2d(canvas, { width, height }) {
  const sharp = devicePixelRatio || 1
  const [wide, high] = [Math.round(width * sharp), Math.round(height * sharp)]
  if (canvas.width !== wide || canvas.height !== high) { canvas.width = wide; canvas.height = high }
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
  const context = canvas.getContext("2d")
  context.setTransform(sharp, 0, 0, sharp, 0, 0)
  context.clearRect(0, 0, width, height)
  context.lineJoin = context.lineCap = "round"
  return context
}

/** The surface from back to front, and the floor of its box. */
function paint(context, projection, grid, plot, colours) {
  const [nx, ny] = [grid.x.length, grid.y.length]
  floor(context, projection, colours)
  track(context, plot, colours)
  const projected = Array.from(grid.z, (z, k) => projection.pixel(grid.x[k % nx], grid.y[Math.floor(k / nx)], z))
  const ramp = shades(colours)
  const [{ cmin, cmax }] = plot.data
  // Far cells first: on the side where x, or y, leads away from the eye.
  const columns = order(nx - 1, projection.sin > 0)
  const rows = order(ny - 1, projection.cos > 0)
  const [wide, deep] = [2 / (nx - 1), 1.6 / (ny - 1)]
  for (const j of rows) {
    for (const i of columns) {
      const k = j * nx + i
      const cell = [k, k + 1, k + nx + 1, k + nx]
      const high = cell.map((c) => Math.min(1, Math.max(0, (grid.z[c] - projection.zs[0]) / (projection.zs[1] - projection.zs[0]))))
      if (cell.some((c) => Number.isNaN(grid.z[c]))) continue
      const share = ([0, 2].map((c) => grid.surfacecolor[cell[c]]).reduce((one, other) => one + other) / 2 - cmin) / (cmax - cmin)
      const slope = [(BOX_HEIGHT * (high[1] - high[0])) / wide, (BOX_HEIGHT * (high[3] - high[0])) / deep]
      const long = Math.hypot(slope[0], slope[1], 1)
      const lit = (-slope[0] * LIGHT[0] - slope[1] * LIGHT[1] + LIGHT[2]) / long
      context.fillStyle = context.strokeStyle = ramp(Math.min(1, Math.max(0, share)), lit)
      context.lineWidth = 0.8
      context.beginPath()
      cell.forEach((c, n) => (n ? context.lineTo(...projected[c]) : context.moveTo(...projected[c])))
      context.closePath()
      context.fill()
      context.stroke()
      mesh(context, projected, cell, i, j, colours)
    }
  }
  axes(context, projection, plot, colours)
}

/** Every sixth line of the grid, drawn with the cell it borders on. */
function mesh(context, projected, [k, right, , up], i, j, colours) {
  context.strokeStyle = colours.text
  context.globalAlpha = 0.22
  context.lineWidth = 0.6
  for (const [end, on] of [[right, j % MESH_STRIDE === 0], [up, i % MESH_STRIDE === 0]]) {
    if (!on) continue
    context.beginPath()
    context.moveTo(...projected[k])
    context.lineTo(...projected[end])
    context.stroke()
  }
  context.globalAlpha = 1
}

const order = (count, backwards) => Array.from({ length: count }, (_, i) => (backwards ? count - 1 - i : i))

function floor(context, { pixel, xs, ys, zs }, colours) {
  context.strokeStyle = colours.muted
  context.lineWidth = 1
  context.beginPath()
  for (const [n, [x, y]] of [[0, 0], [1, 0], [1, 1], [0, 1]].entries()) {
    const spot = pixel(xs[x], ys[y], zs[0])
    n ? context.lineTo(...spot) : context.moveTo(...spot)
  }
  context.closePath()
  context.stroke()
}

function track(context, { layout: { margin } }, colours) {
  const { width, height } = context.canvas.getBoundingClientRect()
  context.globalAlpha = 0.45
  context.strokeStyle = colours.muted
  context.lineWidth = 2
  context.beginPath()
  context.moveTo(margin.l, height - TRACK)
  context.lineTo(width - margin.r, height - TRACK)
  context.stroke()
  context.globalAlpha = 1
}

/** The titles of the axes: x and y along the nearest two edges of the floor, the height at its left corner. */
function axes(context, { pixel, cos, sin, xs, ys, zs }, plot, colours) {
  const { xaxis, yaxis } = plot.layout.scene
  context.fillStyle = colours.text
  context.font = `${0.93 * plot.layout.font.size}px ${plot.layout.font.family}`
  context.textBaseline = "top"
  const y = cos > 0 ? ys[0] : ys[1]
  const x = sin > 0 ? xs[0] : xs[1]
  const write = (text, spot, align) => {
    context.textAlign = align
    context.fillText(text, spot[0], spot[1] + 4)
  }
  const middle = ([low, high]) => (low + high) / 2
  const leftwards = (one, other) => (one[0] < other[0] ? "right" : "left")
  const corner = pixel(x, y, zs[0])
  const [alongX, alongY] = [pixel(middle(xs), y, zs[0]), pixel(x, middle(ys), zs[0])]
  write(xaxis.title.text, alongX, leftwards(alongX, corner))
  write(yaxis.title.text, alongY, leftwards(alongY, corner))
  // The height stands at the corner that lies furthest to the left.
  const corners = [0, 1].flatMap((i) => [0, 1].map((j) => [xs[i], ys[j]]))
  const [edge] = corners.sort((one, other) => pixel(...one, zs[0])[0] - pixel(...other, zs[0])[0])
  const [foot, top] = [pixel(...edge, zs[0]), pixel(...edge, zs[1])]
  context.strokeStyle = colours.muted
  context.beginPath()
  context.moveTo(...foot)
  context.lineTo(...top)
  context.stroke()
  context.textBaseline = "bottom"
  write(plot.layout.scene.zaxis.title.text, [Math.max(4, top[0] - 8), top[1] - 6], "left")
}

/** A colour for a share of the highest level and a light, those of the contour map. */
function shades(colours) {
  const [low, high, dark] = [colours.low, colours.high, colours.text].map(rgb)
  const mixed = (one, other, part) => one.map((value, i) => value + (other[i] - value) * part)
  return (share, lit) => {
    const own = mixed(low, high, share)
    const shade = Math.min(1, Math.max(0, lit))
    const [r, g, b] = mixed(mixed(own, dark, 0.3), own, shade).map(Math.round)
    return `rgb(${r},${g},${b})`
  }
}

const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16))

/** The path up to an index, faint where the surface hides it, and a dot at its end; nothing of it where it is NaN. */
export function drawPath(context, projected, hidden, upto, colours) {
  if (upto < 0) return
  context.strokeStyle = colours.model
  context.lineWidth = 2.25
  for (let i = 1; i <= upto && i < projected.length; i++) {
    if ([...projected[i - 1], ...projected[i]].some(Number.isNaN)) continue
    context.globalAlpha = hidden[i] || hidden[i - 1] ? 0.4 : 1
    context.beginPath()
    context.moveTo(...projected[i - 1])
    context.lineTo(...projected[i])
    context.stroke()
  }
  const here = projected[Math.min(upto, projected.length - 1)]
  if (!here || here.some(Number.isNaN)) return
  context.globalAlpha = hidden[Math.min(upto, projected.length - 1)] ? 0.5 : 1
  context.beginPath()
  context.arc(...here, 6, 0, 2 * Math.PI)
  context.fillStyle = colours.model
  context.fill()
  context.lineWidth = 1.5
  context.strokeStyle = colours.paper
  context.stroke()
  context.globalAlpha = 1
}
