// Templates, references and conditions: words with numbers in them. lossviz/scene/template.py says what may stand in
// one and refuses the rest when a scene is built; both follow tests/scene/template_cases.json.

import * as numbers from "./numbers.js"

const SLOT = /\{([^{}]*)\}/g
const REFERENCE = /^([A-Za-z_]\w*)(?:\[(\w+)\])?$/
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1)
const { set, count, percent, factor, setfactor, precise, precisefactor } = numbers
const KINDS = new Map(Object.entries({
  digits: (x, view) => numbers.significant(x, view.array("digits")[0]),
  digitsfactor: (x, view) => numbers.bracketed(x, numbers.significant(x, view.array("digits")[0])),
  setdigits: (x, view) => numbers.setdigits(x, view.array("digits")[0]),
  set, count, percent, factor, setfactor, precise, precisefactor,
  word: (x, { words }) => words[x] ?? "",
  Word: (x, { words }) => capital(words[x] ?? ""),
  unit: (x, { units }) => units[x === 1 ? 0 : 1],
}))

/** Read a template once: a list of texts and slots. */
export function compile(template) {
  const parts = []
  let end = 0
  const plain = (text) => {
    if (/[{}]/.test(text)) throw new Error(`the braces in “${template}” do not match`)
    if (text) parts.push(text)
  }
  for (const found of template.matchAll(SLOT)) {
    plain(template.slice(end, found.index))
    const [name, ...kind] = found[1].split(":")
    if (kind.length && !KINDS.has(kind.join(":"))) throw new Error(`“${found[0]}” has an unknown kind`)
    parts.push({ ...reference(name), kind: kind[0] ?? "computed" })
    end = found.index + found[0].length
  }
  plain(template.slice(end))
  return parts
}

/** A reference such as "p[focus]" or "H", read once. */
export function reference(text) {
  const found = REFERENCE.exec(text)
  if (!found) throw new Error(`“${text}” is no reference to a quantity`)
  return { quantity: found[1], index: found[2] }
}

const isNumber = (index) => /^\d+$/.test(index)
const indexed = (view, index) => (isNumber(index) ? Number(index) : view.array(index)[0])

/** The number that a reference names in a view. */
export function number(view, { quantity, index }) {
  return Number(view.array(quantity)[index === undefined ? 0 : indexed(view, index)])
}

/** All the numbers of a reference without an index; with one, the number there, or the row of a quantity with rows. */
export function numbersOf(view, text) {
  const { quantity, index } = reference(text)
  return Array.from(index === undefined ? view.array(quantity) : view.piece(quantity, indexed(view, index)))
}

/** Conditions such as "few !p[0]", read once; none means always. */
export function conditions(text) {
  return text.split(" ").filter(Boolean).map((one) => ({ not: one.startsWith("!"), ...reference(one.replace("!", "")) }))
}

/** Whether all conditions hold: a quantity is above 0, or with "!" is 0. What is not a number holds neither way. */
export function holds(view, all) {
  return all.every((one) => (one.not ? number(view, one) === 0 : number(view, one) > 0))
}

/** Fill a compiled template; `aloud` is for sentences, where infinity is a word. */
export function fill(parts, view, aloud = false) {
  return parts.map((part) => (typeof part === "string" ? part : written(part, view, aloud))).join("")
}

function written(slot, view, aloud) {
  const x = number(view, slot)
  return (KINDS.get(slot.kind) ?? (aloud ? numbers.spoken : numbers.computed))(x, view)
}
