// Tables: the picture at every place of a handle.

import assert from "node:assert/strict"
import { test } from "node:test"

import { nearest, nearestOnGrid, stepped, unpack, valueAt, View } from "../../lossviz/stage/state/tables.js"

const GRID = Float64Array.from({ length: 201 }, (_, i) => i / 200)
const table = (now, places = GRID) => ({ name: "t", places, now, rows: {}, constants: {}, commit: { p: "weights" } })

const NEAREST = [[0, 0], [1, 200], [-5, 0], [7, 200], [0.5, 100], [0.5024, 100], [0.5026, 101], [0.9, -1], [0.9024, -1], [0.8976, -1]]
for (const [value, place] of NEAREST) {
  test(`the place nearest to ${value} is ${place}, where the picture stands at 0.9`, () => {
    assert.equal(nearest(table(0.9), value), place)
  })
}

test("between two places of the grid the picture as it stands has a place of its own", () => {
  assert.equal(nearest(table(0.9017), 0.901), -1)
  assert.equal(nearest(table(0.9017), 0.9), 180)
  assert.equal(nearestOnGrid(table(0.9017), 0.901), 180)
})

const STEPPED = [
  [0.9, -1, 1, 0.905], [0.9, -1, -1, 0.895], [0.9, -1, 10, 0.95], [0.9, 181, -1, 0.9],
  [2 / 3, -1, 1, 0.67], [2 / 3, -1, -1, 0.665], [2 / 3, -1, 2, 0.675],
  [0.001, -1, -1, 0], [0.999, -1, 1, 1], [1, -1, 1, 1], [0, -1, -10, 0], [0.98, -1, 10, 1],
]
for (const [now, index, steps, value] of STEPPED) {
  test(`${steps} steps from ${index < 0 ? now : GRID[index]} lead to ${value}`, () => {
    const one = table(now)
    assert.ok(Math.abs(valueAt(one, stepped(one, index, steps)) - value) < 1e-12)
  })
}

test("a table of one place stays there", () => {
  const one = table(9, Float64Array.of(3))
  assert.equal(nearest(one, 4), 0)
  assert.equal(stepped(one, 0, 5), 0)
})

test("a table may count downwards", () => {
  const one = table(-1, Float64Array.of(2, 1, 0))
  assert.equal(nearest(one, 0.9), 1)
  assert.equal(valueAt(one, stepped(one, 0, 1)), 1)
})

const SCENE = { words: ["a"], units: ["bit", "bits"], shared: { floor: [7] } }
const ROWS = {
  name: "t", places: [0, 1], now: 0.5, commit: { p: "weights", hand: "=1", point: "" }, constants: { K: [2] },
  rows: {
    weights: { values: Int16Array.of(1, 9, -32768, 2, 8, -32768, 5, 5, -32768), width: 3 },
    H: { values: Float64Array.of(1, 2, 3), width: 1 },
  },
}

test("a row gives its own numbers, and after the last place the picture as it stands", () => {
  for (const [index, h] of [[0, 1], [1, 2], [-1, 3]]) assert.equal(new View(SCENE, ROWS, index).array("H")[0], h)
  const view = new View(SCENE, ROWS, 0)
  assert.deepEqual([view.array("K")[0], view.array("floor")[0]], [2, 7])
  assert.throws(() => view.array("nonsense"), /nonsense/)
})

test("a row says what the address would say, without what is not there", () => {
  assert.deepEqual(new View(SCENE, ROWS, 1).state(), { p: "2,8", hand: "1", point: "" })
  assert.deepEqual(new View(SCENE, ROWS, 1).fixedState(), { hand: "1", point: "" })
})

test("a table with its present row only shows that row", () => {
  const present = { ...ROWS, current_row_only: true, rows: { H: { values: Float64Array.of(3), width: 1 } } }
  for (const index of [-1, 0, 1]) assert.equal(new View(SCENE, present, index).array("H")[0], 3)
})

test("a message becomes tables with rows and constants, and what they share", () => {
  const scene = unpack({
    header: { name: "s", tables: { t: { now: 0, commit: {} } } },
    arrays: {
      "places/t": { shape: [2], values: new Float64Array([0, 1]) },
      "rows/t/k": { shape: [3], values: new Uint8Array([0, 1, 2]) },
      "rows/t/m": { shape: [3, 2, 2], values: Float32Array.from({ length: 12 }, (_, i) => i) },
      "constants/t/loss": { shape: [3], values: new Float64Array([6, 2, 1]) },
      "constants/t/pairs": { shape: [2, 2], values: new Float32Array([7, 8, 9, 10]) },
      "shared/misses": { shape: [3, 2], values: new Float32Array([1, 2, 3, 4, 5, 6]) },
    },
  })
  const view = new View(scene, scene.tables.t, 1)
  assert.equal(scene.name, "s")
  assert.deepEqual([...scene.tables.t.places], [0, 1])
  assert.deepEqual([...view.array("m")], [4, 5, 6, 7])
  // One place of a quantity with rows is its row, of one without it is its number.
  assert.deepEqual([...view.piece("misses", 1)], [3, 4])
  assert.deepEqual([...view.piece("pairs", 1)], [9, 10])
  assert.deepEqual([...view.piece("loss", 1)], [2])
})

test("a handle sets further parameters to the text of each place, and the last one where the picture stands", () => {
  const here = { ...table(0.7, Float64Array.of(0, 1)), commit: {}, texts: { update: ["400", "2", "40"] } }
  assert.deepEqual([0, 1, -1].map((index) => new View(SCENE, here, index).state()), [
    { update: "400" }, { update: "2" }, { update: "40" },
  ])
})
