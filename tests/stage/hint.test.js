// The hint of a handle stands where no other handle is.

import assert from "node:assert/strict"
import { test } from "node:test"

import { side } from "../../lossviz/stage/input/hint.js"

const at = { x: 100, y: 100 }
const AREA = { left: 0, top: 0, width: 400, height: 300 }
const grip = (x, y) => ({ x, y, width: 30, height: 14 })

test("with nothing near it stands where it is wanted", () => {
  assert.equal(side(at, [], AREA, "right"), "right")
  assert.equal(side(at, [grip(300, 100)], AREA, "left"), "left")
})

test("a neighbour on its side sends it to the other, and two neighbours below", () => {
  // It reaches from 17 to 61 pixels beside the handle; a grip 70 away begins at 55.
  assert.equal(side(at, [grip(170, 100)], AREA, "right"), "left")
  assert.equal(side(at, [grip(170, 100), grip(30, 100)], AREA, "right"), "below")
  assert.equal(side(at, [grip(170, 100), grip(30, 100), grip(100, 130)], AREA, "right"), "above")
  // One that is 80 away begins at 65, and one that is 30 lower ends 23 lower.
  assert.equal(side(at, [grip(180, 100)], AREA, "right"), "right")
  assert.equal(side(at, [grip(140, 130)], AREA, "right"), "right")
})

test("it does not leave the figure for another side", () => {
  // To the left it would begin 39 pixels beyond the figure that begins at 78, below it would end at 135.
  const near = { left: 78, top: 0, width: 300, height: 300 }
  assert.equal(side(at, [grip(170, 100)], near, "right"), "below")
  assert.equal(side(at, [grip(170, 100)], { ...near, height: 130 }, "right"), "above")
})

test("where every side is taken it stays where it is wanted", () => {
  const all = [grip(170, 100), grip(30, 100), grip(100, 70), grip(100, 130)]
  assert.equal(side(at, all, AREA, "left"), "left")
})

test("on a larger page it takes more room", () => {
  assert.equal(side(at, [grip(185, 100)], AREA, "right", 1), "right")
  assert.equal(side(at, [grip(185, 100)], AREA, "right", 1.5), "left")
})
