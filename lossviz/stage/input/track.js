// What stands on a handle's track: stretches that have a name, and marks at single places.

import { element, show, write } from "../draw/elements.js"
import { compile, conditions, fill, holds, number, reference } from "../state/template.js"

export class Track {
  constructor(line, value) {
    this.band = element("div", { class: "lv-zones", "aria-hidden": "true" })
    this.names = element("div", { class: "lv-zone-names", "aria-hidden": "true" })
    this.line = line
    line.prepend(this.band, this.names)
    this.now = element("span", { class: "lv-zone-now", "aria-hidden": "true" })
    value.after(this.now)
    this.marks = []
  }

  /**
   * Take over the zones and marks of a scene; one that comes while a handle is dragged has zones only by their key.
   * While they would answer a question they are hidden.
   */
  take(zones, marks, isHidden) {
    if (zones.at) this.known = zones
    this.kinds = zones.kinds
    this.isHidden = isHidden
    const at = !isHidden && this.known?.key === zones.key && this.known.at.length ? this.known.at : null
    if (at !== this.at) { this.at = at; this.#draw() }
    const described = JSON.stringify(marks)
    if (this.described === described) return
    this.described = described
    this.marks.forEach(({ node }) => node.remove())
    this.marks = marks.map((mark) => {
      const node = element("span", { class: "lv-track-mark", "aria-hidden": "true" })
      this.line.prepend(node)
      return { node, at: reference(mark.at), text: compile(mark.text), when: conditions(mark.when) }
    })
  }

  #draw() {
    const found = this.at ? stretches(this.at.subarray(0, -1)) : []
    this.band.replaceChildren(...found.map(({ kind, start, end }) => {
      const { role, pattern } = this.kinds[kind]
      return element("b", { class: "lv-zone", "data-role": role, "data-pattern": pattern, style: `left:${percent(start)};width:${percent(end - start)}` })
    }))
    this.names.replaceChildren(...found.map(({ kind, start, end, named }) =>
      element("span", { style: `flex-grow:${(1000 * (end - start)).toFixed(0)}` }, named ? this.kinds[kind].name : "")))
  }

  /** The name of the zone of a place between the ends of the track, or, without one, of where the handle stands now. */
  name(place) {
    if (!this.at) return ""
    const last = this.at.length - 1
    return this.kinds[this.at[place === null ? last : Math.round(place * (last - 1))]].name
  }

  show(view, { low, high }, name) {
    write(this.now, name)
    for (const { node, at, text, when } of this.marks) {
      const share = (number(view, at) - low[0]) / (high[0] - low[0])
      const isHere = !this.isHidden && share >= 0 && share <= 1 && holds(view, when)
      show(node, isHere)
      if (!isHere) continue
      write(node, fill(text, view))
      node.style.left = percent(share)
    }
  }
}

const percent = (share) => `${(100 * share).toFixed(2)}%`

/** The stretches that places of some kinds make up, each place with half the way to its neighbours; as Python has them. */
export function stretches(kinds) {
  const last = Math.max(1, kinds.length - 1)
  const found = []
  let from = 0
  for (let i = 1; i <= kinds.length; i++) {
    if (i < kinds.length && kinds[i] === kinds[from]) continue
    found.push({ kind: kinds[from], start: Math.max(0, (from - 0.5) / last), end: Math.min(1, (i - 0.5) / last), named: false })
    from = i
  }
  const widest = new Map()
  const wide = ({ start, end }) => end - start
  for (const one of found) if (!widest.has(one.kind) || wide(one) > wide(widest.get(one.kind))) widest.set(one.kind, one)
  for (const one of widest.values()) one.named = true
  return found
}
