// Plotly.js as the plotly wheel ships it, loaded once; drawing with it, and moving what it drew.

import * as marks from "./marks.js"
import { numbersOf, reference } from "./words.js"

let loading

/** The library, or a rejection when it cannot be had. */
export function plotly() {
  if (window.Plotly) return Promise.resolve(window.Plotly)
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = new URL("./plotly.min.js", import.meta.url)
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

/** Draw a figure afresh, the given quantities in its traces. */
export function draw(Plotly, element, plot, view, size) {
  const layout = { ...structuredClone(plot.layout), ...size }
  for (const [axis, quantity] of Object.entries(plot.layout.meta ?? {})) layout[axis].range = [...view.array(quantity)]
  const data = plot.data.map((trace) => ({ ...trace, ...bound(trace, view, layout) }))
  return Plotly.react(element, data, layout, QUIET)
}

/** Move the marks of some traces to where a view has them; false where they are not the marks that are drawn. */
export function move(element, plot, view, traces, frame) {
  const to = marks.scales(frame)
  const bars = element.querySelectorAll(".barlayer > .trace")
  const others = element.querySelectorAll(".scatterlayer > .trace")
  let bar = 0
  let other = 0
  return plot.data.every((trace, i) => {
    const node = trace.type === "bar" ? bars[bar++] : others[other++]
    if (!traces.includes(i)) return true
    if (!node) return false
    const at = bound(trace, view, { xaxis: { range: frame.x }, yaxis: { range: frame.y } })
    return trace.type === "bar" ? moveBars(node, trace, at, to) : moveLine(node, trace, at, to)
  })
}

function moveBars(node, trace, at, to) {
  const full = { ...at, x: at.x ?? trace.x, y: at.y ?? trace.y }
  const paths = node.querySelectorAll(".point > path")
  if (paths.length !== full.x.length) return false
  paths.forEach((path, i) => path.setAttribute("d", marks.bar(trace, full, i, to)))
  return true
}

function moveLine(node, trace, at, to) {
  const { x, y } = { x: trace.x, y: trace.y, ...at }
  if (trace.mode.includes("lines")) {
    const pieces = marks.lines(x, y, to)
    const paths = node.querySelectorAll(".js-line")
    if (paths.length !== pieces.length) return false
    paths.forEach((path, i) => path.setAttribute("d", pieces[i]))
  }
  if (trace.mode.includes("markers")) {
    const places = marks.points(x, y, to)
    const nodes = node.querySelectorAll(".point")
    if (nodes.length !== places.length) return false
    nodes.forEach((point, i) => point.setAttribute("transform", places[i]))
  }
  return true
}

// Plotly draws nothing for an infinite value, so what is infinite is drawn as far as this many frames reach.
const BEYOND = 3

function bound(trace, view, layout) {
  const parts = {}
  for (const [part, quantity] of Object.entries(trace.meta ?? {})) {
    const numbers = numbersOf(view, quantity)
    const edge = layout[`${part}axis`]?.range[1]
    parts[part] = edge === undefined ? numbers : numbers.map((x) => (x === Infinity ? BEYOND * edge : x))
  }
  return parts
}

/** The traces of a figure that change along a table. */
export const moving = (plot, table) =>
  plot.data.flatMap((trace, i) =>
    Object.values(trace.meta ?? {}).some((text) => reference(text).quantity in table.rows) ? [i] : [])
