// The labels of a figure: what they say, how large they are, and where they stand.

import { arrange } from "./arrange.js"
import { element, show, write } from "./elements.js"
import { pixels } from "./projection.js"
import { strokesIn } from "./strokes.js"
import { compile, conditions, fill, holds, number, reference } from "../state/template.js"

const LINE_HEIGHT = 1.2

export class Labels {
  constructor(over) {
    this.over = over
    this.all = []
  }

  /** Take over the labels of a scene that belong to this figure. */
  take(described) {
    this.all.forEach(({ node }) => node.remove())
    this.all = described.map((label) => {
      const node = element("span", { class: `lv-label lv-${label.anchor}${label.small ? " lv-small" : ""}`, "data-role": label.role, "aria-hidden": "true" })
      this.over.append(node)
      return {
        node, anchor: label.anchor, part: label.part && `${label.figure}.${label.part}`, parts: compile(label.text),
        place: [reference(label.x), reference(label.y)], when: conditions(label.when),
      }
    })
  }

  conceal() {
    for (const { node } of this.all) write(node, "")
  }

  /** Write and place them for one view, off grips, axis and the traces; what belongs to a `hidden` part is not shown. */
  show(view, area, size, layout, { grips, traces, hidden }) {
    const shown = this.all.filter((label) => this.#isShown(label, view, hidden))
    const below = shown.filter(({ anchor }) => anchor === "below").length
    const room = Math.floor(area.width / Math.max(1, below)) - 1
    for (const label of shown) this.#measure(label, view, area, room)
    arrange(shown, grips, area, size, this.#ticks(layout, area), (box) => strokesIn(traces, area, box))
    for (const { node, x, y, shift, side = "own" } of shown) {
      if (node.dataset.side !== side) node.dataset.side = side
      node.style.setProperty("transform", `translate(${Math.round(x + shift[0])}px, ${Math.round(y + shift[1])}px)`)
    }
  }

  /** The boxes of the numbers on the axis: other ones only in another frame, which other axes and sizes make, or in other letters. */
  #ticks(layout, area) {
    if (this.known?.area !== area || this.known.fonts !== fonts) this.known = { area, fonts, boxes: ticks(layout, area) }
    return this.known.boxes
  }

  #isShown(label, view, hidden) {
    label.at = label.place.map((where) => number(view, where))
    const isShown = !label.at.some(Number.isNaN) && holds(view, label.when) && !hidden.has(label.part)
    show(label.node, isShown)
    if (!isShown) { write(label.node, ""); label.side = undefined }
    return isShown
  }

  #measure(label, view, area, room) {
    const text = fill(label.parts, view)
    write(label.node, text)
    // Names side by side share the width; a longer one ends in dots.
    if (label.anchor === "below" && label.node.style.maxWidth !== `${room}px`) label.node.style.maxWidth = `${room}px`
    const [x, y] = pixels(area, ...label.at)
    label.x = x
    // A label above a mark that leaves the frame stays inside it.
    label.y = label.anchor === "above" ? Math.max(y, area.top + 36) : y
    label.face ??= face(label.node)
    const lines = text.split("\n")
    label.width = Math.max(...lines.map((line) => width(line, label.face.font)))
    if (label.anchor === "below") label.width = Math.min(label.width, room)
    label.height = lines.length * LINE_HEIGHT * label.face.size
  }
}

/** What letters a label is written in: read once, as it makes the browser work out its styles. */
function face(node) {
  const { fontWeight, fontSize, fontFamily } = getComputedStyle(node)
  return { font: `${fontWeight} ${fontSize} ${fontFamily}`, size: Number.parseFloat(fontSize) }
}

const TICK = { height: 18, gap: 3 }

/** The boxes of the numbers on the axis at the left; where Plotly chooses them, all of the room they may take. */
function ticks({ yaxis, font }, area) {
  const [right, bottom] = [area.left - TICK.gap, area.top + area.height]
  if (!yaxis.tickvals) return [{ left: 0, right, top: 0, bottom }]
  return yaxis.tickvals.flatMap((value, i) => {
    if (value < Math.min(...area.y) || value > Math.max(...area.y)) return []
    const [, y] = pixels(area, area.x[0], value)
    const text = String(yaxis.ticktext?.[i] ?? value)
    const wide = width(text, `${font?.size ?? 14}px ${font?.family ?? "sans-serif"}`)
    return [{ left: right - wide, right, top: y - TICK.height / 2, bottom: y + TICK.height / 2 }]
  })
}

const widths = new Map()
let context
/** How often fonts have come, each of which changes how wide letters are. */
let fonts = 0
document.fonts?.addEventListener("loadingdone", () => { widths.clear(); fonts += 1 })

/** How wide a line is, without asking the page: its digits are all as wide as a 0. */
function width(line, font) {
  const text = line.replace(/\d/g, "0")
  const key = `${font}|${text}`
  if (!widths.has(key)) {
    context ??= document.createElement("canvas").getContext("2d")
    context.font = font
    widths.set(key, context.measureText(text).width)
  }
  return widths.get(key)
}
