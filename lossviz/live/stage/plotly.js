// Plotly.js as the plotly wheel ships it, loaded once, and the two ways of drawing with it.

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

const AT_ONCE = { mode: "immediate", frame: { duration: 0, redraw: false }, transition: { duration: 0 } }
const QUIET = { staticPlot: true, displayModeBar: false, responsive: false }

/** Draw a figure afresh, the given quantities in its traces. */
export function draw(Plotly, element, plot, view, size) {
  const layout = { ...structuredClone(plot.layout), ...size }
  for (const [axis, quantity] of Object.entries(plot.layout.meta ?? {})) layout[axis].range = [...view.array(quantity)]
  const data = plot.data.map((trace) => ({ ...trace, ...bound(trace, view, layout) }))
  return Plotly.react(element, data, layout, QUIET)
}

/** Move what a table moves, in one call, without a redraw. */
export function move(Plotly, element, plot, view, traces) {
  const data = traces.map((i) => bound(plot.data[i], view, plot.layout))
  // A call that is overtaken by the next one rejects: that is the rule while a hand moves, not a fault.
  Plotly.animate(element, { data, traces }, AT_ONCE).catch(() => {})
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
