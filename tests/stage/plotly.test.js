// What the quantities of a trace make of it, in the numbers of the axes.

import assert from "node:assert/strict"
import { test } from "node:test"

import { bound } from "../../lossviz/stage/draw/bound.js"
import { draw, refresh } from "../../lossviz/stage/draw/plotly.js"
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

// A figure with an axis whose range is a quantity, one with ticks of its own, and a field.
const plotOf = (ticks) => ({
  layout: { xaxis: { range: [0, 1] }, yaxis: { range: [0, 1], tickvals: ticks, ticktext: ticks.map(String) }, meta: { xaxis: "across" } },
  data: [{ type: "contour", meta: { x: "x", y: "y", z: "z" } }],
})
const QUANTITIES = { across: [0, 2], x: [0, 1], y: [0, 1], z: [1, 2, 3, 4] }
const AREA = { left: 0, top: 0, width: 100, height: 100, x: [0, 2], y: [0, 1] }

/** A figure that is drawn, and what the drawing library is asked for after that. */
function drawn(ticks, quantities) {
  const asked = []
  const library = { react: () => {}, update: (_, ...how) => asked.push(["update", ...how]), relayout: (_, ...how) => asked.push(["relayout", ...how]) }
  const node = { querySelectorAll: () => [] }
  draw(library, node, plotOf(ticks), view(quantities), {}, AREA)
  return { asked, again: (more, which = ticks) => refresh(library, node, plotOf(which), view({ ...quantities, ...more }), AREA) }
}

test("of what has not changed nothing is drawn again", () => {
  const { asked, again } = drawn([0, 1], QUANTITIES)
  assert.equal(again({}), false)
  assert.deepEqual(asked, [])
})

test("an axis that has another range or other ticks is drawn again by itself, once", () => {
  const { asked, again } = drawn([0, 1], QUANTITIES)
  assert.equal(again({ across: [0, 4] }), true)
  assert.equal(again({ across: [0, 4] }, [0, 0.5]), true)
  assert.equal(again({ across: [0, 4] }, [0, 0.5]), false)
  assert.deepEqual(asked, [
    ["relayout", { "xaxis.range": [0, 4] }],
    ["relayout", { "yaxis.tickvals": [0, 0.5], "yaxis.ticktext": ["0", "0.5"] }],
  ])
})

test("a field whose heights or places have changed is drawn again, gaps in it are none", () => {
  const { asked, again } = drawn([0, 1], { ...QUANTITIES, z: [1, NaN, 3, 4] })
  assert.equal(again({}), false)
  assert.equal(again({ z: [1, 2, 3, 4] }), true)
  assert.equal(again({ z: [1, 2, 3, 4], x: [0, 2] }), true)
  assert.deepEqual(asked.map(([what, { x, z }, axes, traces]) => [what, [...x[0]], z[0], axes, traces]), [
    ["update", [0, 1], [[1, 2], [3, 4]], {}, [0]],
    ["update", [0, 2], [[1, 2], [3, 4]], {}, [0]],
  ])
})
