// Plotly.js as the plotly wheel ships it, loaded once; drawing with it, and moving what it drew.

import { bound } from "./bound.js"
import * as marks from "./marks.js"
import { withNode } from "./shapes.js"
import { reference } from "../state/template.js"

let loading

/** The library, or a rejection when it cannot be had. */
export function plotly() {
  if (window.Plotly) return Promise.resolve(window.Plotly)
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = new URL("../plotly-cartesian.min.js", import.meta.url)
    script.onload = () => resolve(window.Plotly)
    script.onerror = () => {
      loading = undefined
      script.remove()
      reject(new Error("the drawing library did not load"))
    }
    document.head.append(script)
  })
  return loading
}

const QUIET = { staticPlot: true, displayModeBar: false, responsive: false }
const CORNER = 0.03
const FIELDS = ["contour", "heatmap"]
const fields = new WeakMap()
/** The ranges and ticks of the axes as they are drawn. */
const drawnScales = new WeakMap()
/** Where the lines and points of a figure run, trace by trace: what labels keep off. */
const drawnTraces = new WeakMap()
export const strokes = (element) => drawnTraces.get(element) ?? []

/** Draw a figure afresh, the given quantities in its traces. */
export function draw(Plotly, element, plot, view, size, frame) {
  const layout = { ...structuredClone(plot.layout), ...size }
  for (const [axis, quantity] of Object.entries(plot.layout.meta ?? {})) layout[axis].range = [...view.array(quantity)]
  const data = plot.data.map((trace) => ({ ...trace, ...bound(trace, view, frame) }))
  drawnTraces.set(element, data.map(runs))
  data.forEach((trace, i) => { if (trace.fill ? trace.fill === "toself" : trace.mode === "lines") data[i] = withNode(trace, frame) })
  for (const point of element.querySelectorAll(".point")) point.style.display = ""
  fields.set(element, plot.data.map((trace) => (FIELDS.includes(trace.type) ? places(trace, view) : null)))
  drawnScales.set(element, scalesOf(plot, view))
  const drawn = Plotly.react(element, data, layout, QUIET)
  showZeros(element)
  return drawn
}

/**
 * Draw only axes and fields that have changed again, which takes Plotly less than half as long, and move all marks; false
 * where nothing of that has changed, or as `move` has it.
 */
export function refresh(Plotly, element, plot, view, frame) {
  const [before, now] = [drawnScales.get(element), scalesOf(plot, view)]
  const axes = Object.fromEntries(Object.entries(now).filter(([part, value]) => JSON.stringify(before[part]) !== JSON.stringify(value)))
  drawnScales.set(element, now)
  const drawn = fields.get(element)
  const stale = plot.data.flatMap((trace, i) => (drawn[i] && !equal(drawn[i], places(trace, view)) ? [i] : []))
  const changes = { x: [], y: [], z: [] }
  for (const i of stale) {
    drawn[i] = places(plot.data[i], view)
    const at = bound(plot.data[i], view, frame)
    for (const part of ["x", "y", "z"]) changes[part].push(at[part])
  }
  if (stale.length) Plotly.update(element, changes, axes, stale)
  else if (Object.keys(axes).length) Plotly.relayout(element, axes)
  else return false
  showZeros(element)
  return move(element, plot, view, plot.data.map((_, i) => i), frame)
}

/** Ranges, of which some are quantities, and ticks, by the names by which Plotly changes them. */
function scalesOf({ layout }, view) {
  const found = {}
  for (const axis of ["xaxis", "yaxis"]) {
    const quantity = layout.meta?.[axis]
    found[`${axis}.range`] = quantity ? [...view.array(quantity)] : layout[axis].range
    for (const part of ["tickvals", "ticktext"]) if (layout[axis][part]) found[`${axis}.${part}`] = layout[axis][part]
  }
  return found
}

/** All numbers of a field, as precisely as it is drawn. */
function places({ meta }, view) {
  const parts = [meta.x, meta.y, meta.z].map((quantity) => view.array(quantity))
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0))
  parts.reduce((from, part) => { all.set(part, from); return from + part.length }, 0)
  return all
}

/** Whether 0 is at the lower end of an axis, or so near to it by share of its length (`lossviz/figures/still.py`). */
export function beginsAtZero([low, high]) {
  return Math.abs(low) <= CORNER * Math.abs(high - low)
}

/** In the corner of two axes a 0 would belong to both: there both are hidden. */
function showZeros(element) {
  const isApart = !["xaxis", "yaxis"].every((axis) => beginsAtZero(drawnScales.get(element)[`${axis}.range`]))
  const zeros = ["x", "y"].map((axis) => [...element.querySelectorAll(`.${axis}tick text`)].find((one) => one.textContent === "0"))
  for (const zero of zeros) if (zero) zero.style.visibility = isApart || !zeros.every(Boolean) ? "" : "hidden"
}

/** Move the marks of some traces to where a view has them; false where they are not the marks that are drawn. */
export function move(element, plot, view, traces, frame) {
  const to = marks.scales(frame)
  const nodes = nodesOf(element, plot)
  return plot.data.every((trace, i) => {
    if (!traces.includes(i)) return true
    if (trace.fill === "tonexty" && !setBetween(nodes[i - 1], [plot.data[i - 1], trace], view, frame, to)) return false
    if (FIELDS.includes(trace.type)) return equal(fields.get(element)?.[i], places(trace, view))
    if (!nodes[i]) return false
    const at = bound(trace, view, frame)
    drawnTraces.get(element)[i] = runs({ ...trace, ...at })
    return trace.type === "bar" ? setBars(nodes[i], trace, at, to) : setLine(nodes[i], trace, at, to)
  })
}

/** Where a trace runs, as far as it has lines or points that can be seen; a bar or a field covers what it must. */
function runs({ type, mode = "", x, y, line, marker }) {
  const lines = mode.includes("lines") && line?.width !== 0
  if (type === "bar" || FIELDS.includes(type) || !(lines || mode.includes("markers"))) return NO_RUN
  return { x, y, lines, radius: (marker?.size ?? 0) / 2 }
}
const NO_RUN = { x: [], y: [] }

/** Hide the traces of some names and show the others. */
export function hideTraces(element, plot, hidden) {
  if (!plot.data.some((trace) => trace.name)) return
  const nodes = nodesOf(element, plot)
  plot.data.forEach((trace, i) => {
    if (nodes[i] && trace.name) nodes[i].style.visibility = hidden.includes(trace.name) ? "hidden" : ""
  })
}

/** Plotly's own node of each trace; fields have none here. */
function nodesOf(element, plot) {
  const bars = element.querySelectorAll(".barlayer > .trace")
  const others = element.querySelectorAll(".scatterlayer > .trace")
  let bar = 0
  let other = 0
  return plot.data.map((trace) => (trace.type === "bar" ? bars[bar++] : FIELDS.includes(trace.type) ? null : others[other++]))
}

function equal(drawn, now) {
  return Boolean(drawn) && drawn.length === now.length && drawn.every((value, i) => value === now[i] || (Number.isNaN(value) && Number.isNaN(now[i])))
}

function setBars(node, trace, at, to) {
  const full = { ...at, x: at.x ?? trace.x, y: at.y ?? trace.y }
  const paths = node.querySelectorAll(".point > path")
  if (paths.length !== full.x.length) return false
  paths.forEach((path, i) => path.setAttribute("d", marks.bar(trace, full, i, to)))
  return true
}

function setLine(node, trace, at, to) {
  const { x, y } = { x: trace.x, y: trace.y, ...at }
  const isFilled = trace.fill === "toself"
  const pieces = isFilled || trace.mode.includes("lines") ? marks.lines(x, y, to) : []
  if (trace.mode.includes("lines") && !setPieces([...node.querySelectorAll(".js-line")], pieces)) return false
  if (isFilled) {
    const filled = node.querySelector(".js-fill")
    if (!filled) return false
    filled.setAttribute("d", pieces.map((piece) => `${piece}Z`).join("") || marks.NOWHERE)
  }
  if (!trace.mode.includes("markers")) return true
  const points = [...node.querySelectorAll(".point")]
  return setPoints(points, marks.points(x, y, to)) && (!at.marker || setColours(points, at.marker.color))
}

/** The colours of points, each of which has a place. */
function setColours(points, colours) {
  colours.forEach((colour, i) => { points[i].style.fill = colour })
  return true
}

/** What fills the room between a line and the one before it, in whose node Plotly has it. */
function setBetween(node, traces, view, frame, to) {
  const filled = node?.querySelector(".js-fill")
  const [before, line] = traces.map((trace) => bound(trace, view, frame))
  const [back] = marks.lines(before.x.toReversed(), before.y.toReversed(), to)
  const [there] = marks.lines(line.x, line.y, to)
  filled?.setAttribute("d", there && back ? `${there}L${back.slice(1)}Z` : marks.NOWHERE)
  return Boolean(filled)
}

/** Pieces of a line: each in a node of its own, as Plotly has it, or all in one where there are more or fewer nodes. */
function setPieces(paths, pieces) {
  if (paths.length === pieces.length) paths.forEach((path, i) => path.setAttribute("d", pieces[i]))
  else if (paths.length === 0) return false
  else paths.forEach((path, i) => path.setAttribute("d", (i === 0 && pieces.join("")) || marks.NOWHERE))
  return true
}

/** Points: as many nodes as places; a new one is like the last, and what is left over is not shown. */
function setPoints(points, places) {
  if (points.length === 0) return places.length === 0
  for (let last = points[points.length - 1]; points.length < places.length; points.push(last)) {
    const next = last.cloneNode(true)
    last.after(next)
    last = next
  }
  points.forEach((point, i) => {
    const shown = i < places.length
    if (shown) point.setAttribute("transform", places[i])
    const display = shown ? "" : "none"
    if (point.style.display !== display) point.style.display = display
  })
  return true
}

/** The traces of a figure that change along a table. */
export const moving = (plot, table) =>
  plot.data.flatMap((trace, i) =>
    Object.values(trace.meta ?? {}).some((text) => {
      const { quantity, index } = reference(text)
      return quantity in table.rows || index in table.rows
    }) ? [i] : [])
