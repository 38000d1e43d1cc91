// What a pen has drawn on a figure, shown at once, while the picture of it is still asked for.

const SVG = "http://www.w3.org/2000/svg"

export class Ink {
  constructor(over) {
    this.root = document.createElementNS(SVG, "svg")
    this.root.setAttribute("class", "lv-ink")
    this.line = this.root.appendChild(document.createElementNS(SVG, "polyline"))
    over.prepend(this.root)
  }

  /** A line through points in pixels, or none. */
  show(points) {
    const text = (points ?? []).map(([left, top]) => `${left.toFixed(1)},${top.toFixed(1)}`).join(" ")
    if (this.line.getAttribute("points") !== text) this.line.setAttribute("points", text)
  }
}
