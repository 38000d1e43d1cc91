import assert from "node:assert/strict"
import test from "node:test"
import { strokesIn, touches } from "../../lossviz/stage/draw/strokes.js"

// One number is ten pixels.
const FRAME = { left: 40, top: 20, width: 300, height: 200, x: [0, 30], y: [0, 20] }
const around = (left, top, right, bottom) => ({ left, top, right, bottom })
const ALL = around(-1e3, -1e3, 1e3, 1e3)

test("pieces of a line and points near a place, in pixels", () => {
  const line = { x: [0, 10, 20], y: [0, 10, 10], lines: true, radius: 0 }
  const points = { x: [25], y: [10], lines: false, radius: 4 }
  assert.deepEqual(strokesIn([line, points], FRAME, ALL), [[40, 220, 140, 120, 0], [140, 120, 240, 120, 0], [290, 120, 290, 120, 4]])
  assert.deepEqual(strokesIn([line, points], FRAME, around(200, 100, 250, 140)), [[140, 120, 240, 120, 0]])
})

test("no stroke leads to a place that is not there, none is drawn outside the frame, and infinity is no place", () => {
  const holed = { x: [0, 10, 20, 30], y: [0, NaN, 10, Infinity], lines: true, radius: 0 }
  assert.deepEqual(strokesIn([holed], FRAME, ALL), [])
  assert.deepEqual(strokesIn([{ x: [31, 40], y: [5, 5], lines: true, radius: 0 }], FRAME, ALL), [])
})

test("a cloud is cut off", () => {
  const many = { x: Array(1000).fill(3), y: Array(1000).fill(3), lines: false, radius: 2 }
  assert.ok(strokesIn([many], FRAME, ALL).length < 500)
})

test("a stroke touches a box that it crosses, lies in, or comes near", () => {
  const box = around(100, 100, 160, 120)
  const touching = (stroke, ease = 0) => touches([...stroke, 0], box, ease)
  assert.ok(touching([90, 90, 170, 130]))
  assert.ok(touching([110, 105, 120, 110]))
  assert.ok(touching([130, 0, 130, 300]))
  // Its own box meets the other, the stroke itself passes the corner.
  assert.ok(!touching([90, 110, 110, 60]))
  assert.ok(!touching([100, 125, 160, 125]))
  assert.ok(touching([100, 125, 160, 125], 6))
  assert.ok(touches([130, 125, 130, 125, 8], box, 0))
  assert.ok(!touches([130, 125, 130, 125, 4], box, 0))
})
