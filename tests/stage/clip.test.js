import assert from "node:assert/strict"
import test from "node:test"
import { clipped } from "../../lossviz/stage/draw/clip.js"

const rounded = ({ x, y }) => [x, y].map((values) => values.map((value) => Math.round(value * 1e6) / 1e6))

// With its margin from -1 to 11 across and from -2 to 22 up.
const FRAME = { x: [0, 10], y: [0, 20] }

test("a line that lies in sight is the very same", () => {
  const [x, y] = [[0, 5, NaN, 10.5], [0, 21, NaN, -1]]
  const kept = clipped({ x, y }, FRAME)
  assert.equal(kept.x, x)
  assert.equal(kept.y, y)
})

test("a line ends where it leaves the frame and begins where it comes back", () => {
  assert.deepEqual(clipped({ x: [5, 5, 7], y: [10, 1000, 10] }, FRAME), { x: [5, 5, NaN, 5 + 2 * (978 / 990), 7], y: [10, 22, NaN, 22, 10] })
})

test("a stroke from outside to outside is kept as far as it crosses", () => {
  assert.deepEqual(rounded(clipped({ x: [-100, 100], y: [5, 5] }, FRAME)), [[-1, 11, NaN], [5, 5, NaN]])
  assert.deepEqual(clipped({ x: [-100, 100], y: [50, 50] }, FRAME), { x: [], y: [] })
  assert.deepEqual(clipped({ x: [-30, -20], y: [0, 20] }, FRAME), { x: [], y: [] })
})

test("gaps stay gaps, infinity is no place, and an axis may run downwards", () => {
  assert.deepEqual(clipped({ x: [1, NaN, 2, 3], y: [1, NaN, 1, 100] }, FRAME), { x: [2, 2 + 21 / 99, NaN], y: [1, 22, NaN] })
  assert.deepEqual(clipped({ x: [1, 2, 3], y: [1, 2, Infinity] }, FRAME), { x: [1, 2], y: [1, 2] })
  assert.deepEqual(clipped({ x: [5, 5], y: [10, -1000] }, { x: [10, 0], y: [20, 0] }), { x: [5, 5, NaN], y: [10, -2, NaN] })
})

test("far out a line keeps its direction in sight", () => {
  assert.deepEqual(rounded(clipped({ x: [0, 1e9], y: [0, 1e9] }, FRAME)), [[0, 11, NaN], [0, 11, NaN]])
})
