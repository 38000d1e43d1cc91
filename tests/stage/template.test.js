// Numbers and words, by the list of cases that Python's twin walks, too.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import * as numbers from "../../lossviz/stage/state/numbers.js"
import { compile, conditions, fill, holds, number, numbersOf, reference } from "../../lossviz/stage/state/template.js"

const cases = JSON.parse(readFileSync(new URL("../scene/template_cases.json", import.meta.url), "utf8"))
const value = (said) => ({ inf: Infinity, "-inf": -Infinity, nan: NaN })[said] ?? said
const viewOf = ({ quantities, words = [], units = [] }) => ({
  words, units,
  array: (name) => quantities[name]?.map(value) ?? assert.fail(`no quantity ${name}`),
})

test("there are cases of every kind", () => {
  const kinds = new Set(cases.numbers.map(({ kind }) => kind))
  assert.deepEqual([...kinds].sort(), ["computed", "count", "factor", "percent", "precise", "precisefactor", "set", "setfactor", "spoken"])
  assert.ok(cases.numbers.length >= 120 && cases.templates.length && cases.conditions.length && cases.bad.length)
})

for (const { kind, value: x, text } of cases.numbers) {
  test(`${kind} ${x} is written ${text}`, () => assert.equal(numbers[kind](value(x)), text))
}

for (const one of cases.templates) {
  test(`${JSON.stringify(one.text)} ${one.aloud ? "aloud " : ""}is ${JSON.stringify(one.written)}`, () => {
    assert.equal(fill(compile(one.text), viewOf(one), one.aloud), one.written)
  })
}

for (const one of cases.conditions) {
  test(`“${one.text}” ${one.holds ? "holds" : "does not hold"}`, () => {
    assert.equal(holds(viewOf(one), conditions(one.text)), one.holds)
  })
}

for (const text of cases.bad) {
  test(`${JSON.stringify(text)} is refused`, () => assert.throws(() => compile(text), Error))
}

test("a condition that is no reference is refused", () => {
  for (const text of ["few !", "p[", "!!p", "p[0]]", "1p"]) assert.throws(() => conditions(text), /no reference/, text)
})

test("a reference names a number by its place, or by the quantity that holds its place", () => {
  const view = { array: (name) => ({ p: [0.5, 0.25, 0.125], k: [2] })[name] }
  assert.deepEqual(["p", "p[1]", "p[k]"].map((text) => number(view, reference(text))), [0.5, 0.25, 0.125])
})

test("a reference without an index names all its numbers, one with an index the row there", () => {
  const rows = Float64Array.of(1, 2, 3, 4)
  const view = { array: (name) => (name === "k" ? [1] : rows), piece: (_, i) => rows.subarray(2 * i, 2 * i + 2) }
  assert.deepEqual(numbersOf(view, "m"), [1, 2, 3, 4])
  assert.deepEqual(numbersOf(view, "m[0]"), [1, 2])
  assert.deepEqual(numbersOf(view, "m[k]"), [3, 4])
})

test("a number that was set is written alike wherever it stands among others", () => {
  assert.deepEqual([1 / 3, 2 / 3, 0.25].map(numbers.set), ["0.333", "0.667", "0.25"])
})
