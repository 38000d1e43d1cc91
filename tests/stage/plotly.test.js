// What the quantities of a trace make of it, in the numbers of the axes.

import assert from "node:assert/strict"
import { test } from "node:test"

import { bound } from "../../lossviz/stage/draw/plotly.js"
import { View } from "../../lossviz/stage/state/tables.js"

const FRAME = { width: 100, height: 100, x: [0, 10], y: [0, 10] }
const ARROWS = { meta: { x: "tails", y: "tails", tip_x: "tips", tip_y: "tips", upto: "last" } }
const LINE = { meta: { x: "tips", y: "tips", upto: "last" } }

function view(quantities) {
  const table = { name: "t", places: Float64Array.of(0), now: 0, rows: {}, constants: quantities, commit: {} }
  return new View({ shared: {}, tables: { t: table }, defaults: {} }, table, -1)
}

const here = (numbers) => numbers.every((x) => typeof x === "number")

for (const last of [0, 1]) {
  test(`the first ${last + 1} of two arrows have all their corners`, () => {
    const { x, y } = bound(ARROWS, view({ tails: [1, 2], tips: [4, 5], last: [last] }), FRAME)
    assert.ok(here(x) && here(y))
    assert.equal(x.filter((one) => !Number.isNaN(one)).length, 5 * (last + 1))
  })
}

test("a line that has come to its first point only is drawn as a dot", () => {
  assert.deepEqual([...bound(LINE, view({ tips: [4, 5], last: [0] }), FRAME).x], [4, 4])
  assert.deepEqual([...bound(LINE, view({ tips: [4, 5], last: [1] }), FRAME).x], [4, 5])
})

test("what is infinite is drawn beyond the frame", () => {
  assert.deepEqual([...bound({ meta: { y: "h" } }, view({ h: [1, Infinity] }), FRAME).y], [1, 30])
})
