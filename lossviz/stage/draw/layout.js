// A figure as Python describes it, in the colours of the page and as large as its type.

/** Whether a figure is a surface seen from the side. */
export const isSurface = ({ layout }) => "scene" in layout

/** The ranges of axes that are quantities; of a surface seen from the side, those of the frame its handle moves in. */
export const framing = (layout) => (isSurface({ layout }) ? { xaxis: layout.meta.frame_x, yaxis: layout.meta.frame_y } : layout.meta ?? {})

/** What of an axis may change without another drawing of the figure. */
const SCALES = ["range", "tickvals", "ticktext"]
export const scalesOf = ({ layout }) => [layout.xaxis, layout.yaxis].map((axis) => SCALES.map((part) => axis?.[part]))

/** A plot whose axes say only that they have such parts. */
export function unscaled(plot) {
  const layout = { ...plot.layout }
  for (const axis of ["xaxis", "yaxis"]) {
    if (!layout[axis]) continue
    layout[axis] = { ...layout[axis] }
    for (const part of SCALES) if (layout[axis][part]) layout[axis][part] = true
  }
  return { ...plot, layout }
}

/** How much larger the type of a page is than that of a laptop's, as the style sheet has it. */
export const scaleOf = (sheet) => Number(getComputedStyle(sheet).getPropertyValue("--lv-scale")) || 1

/** A plot with larger type, and with room for it. */
export function enlarged(plot, scale) {
  const { layout } = plot
  const margin = Object.fromEntries(Object.entries(layout.margin).map(([side, room]) => [side, room * scale]))
  return { ...plot, layout: { ...layout, margin, font: { size: layout.template.layout.font.size * scale } } }
}

/** A plot with each of the pairs of `colours` exchanged, the first for the second. */
export function recoloured(plot, colours) {
  let text = JSON.stringify(plot)
  for (const [from, to] of colours) text = text.replaceAll(from, to)
  return JSON.parse(text)
}
