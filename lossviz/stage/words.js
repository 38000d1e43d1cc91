// Words with numbers in them: "{p[0]:set}" is filled in from quantities.

import * as numbers from "./numbers.js"

const SLOT = /\{(\w+)(?:\[(\w+)\])?(?::(\w+))?\}/g

/** Read a template once: a list of texts and slots. */
export function compile(template) {
  const parts = []
  let end = 0
  for (const found of template.matchAll(SLOT)) {
    if (found.index > end) parts.push(template.slice(end, found.index))
    parts.push({ quantity: found[1], index: found[2], kind: found[3] ?? "computed" })
    end = found.index + found[0].length
  }
  if (end < template.length) parts.push(template.slice(end))
  return parts
}

/** A reference such as "p[focus]" or "H", read once. */
export function reference(text) {
  const found = /^(\w+)(?:\[(\w+)\])?$/.exec(text)
  return { quantity: found[1], index: found[2] }
}

/** The number that a reference names in a view. */
export function number(view, { quantity, index }) {
  const at = index === undefined ? 0 : /^\d+$/.test(index) ? Number(index) : view.array(index)[0]
  return Number(view.array(quantity)[at])
}

/** Conditions such as "few !p[0]", read once; none means always. */
export function conditions(text) {
  return text.split(" ").filter(Boolean).map((one) => ({ not: one.startsWith("!"), ...reference(one.replace("!", "")) }))
}

/** Whether all conditions hold: a quantity is above 0, or with "!" is 0. What is not a number holds neither way. */
export function holds(view, all) {
  return all.every((one) => (one.not ? number(view, one) === 0 : number(view, one) > 0))
}

/** All the numbers of a reference without an index; with one, the number there, or the row of a quantity that has rows. */
export function numbersOf(view, text) {
  const { quantity, index } = reference(text)
  if (index === undefined) return Array.from(view.array(quantity))
  return Array.from(view.piece(quantity, /^\d+$/.test(index) ? Number(index) : view.array(index)[0]))
}

/** A number as it stands in a product: a negative one in brackets. */
const bracketed = (x, written) => (x < 0 ? `(${written})` : written)
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1)

/** Fill a compiled template; `aloud` is for sentences, where infinity is a word. */
export function fill(parts, view, aloud = false) {
  let text = ""
  for (const part of parts) {
    if (typeof part === "string") {
      text += part
      continue
    }
    const x = number(view, part)
    switch (part.kind) {
      case "set": text += numbers.set(x); break
      case "count": text += x.toLocaleString("en-US"); break
      case "factor": text += bracketed(x, numbers.computed(x)); break
      case "setfactor": text += bracketed(x, numbers.set(x)); break
      case "percent": text += numbers.percent(x); break
      case "word": text += view.words[x] ?? ""; break
      case "Word": text += capital(view.words[x] ?? ""); break
      case "unit": text += view.units[x === 1 ? 0 : 1]; break
      default: text += aloud ? numbers.spoken(x) : numbers.computed(x)
    }
  }
  return text
}
