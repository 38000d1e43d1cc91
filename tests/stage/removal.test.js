import assert from "node:assert/strict"
import test from "node:test"

import { isRemovable, Presses, remove, successor } from "../../lossviz/stage/input/removal.js"

const [A, B] = [{ described: { removed: { points: "~1" } } }, { described: { removed: {} } }]

/** What double clicks are on, after presses on handles, each with whether it was pulled. */
function doubled(...presses) {
  const seen = new Presses()
  for (const [handle, moved] of presses) seen.add({ handle, moved })
  return seen.takeDouble()
}

test("two presses on one handle are a double click, unless one of them was a pull", () => {
  assert.equal(doubled([A, false], [A, false]), A)
  assert.equal(doubled([A, false]), null)
  assert.equal(doubled([B, false], [A, false]), null)
  assert.equal(doubled([A, true], [A, false]), null)
  assert.equal(doubled([A, false], [A, true]), null)
  assert.equal(doubled([A, true], [A, false], [A, false]), A)
})

test("a double click is taken once", () => {
  const seen = new Presses()
  for (let i = 0; i < 2; i++) seen.add({ handle: A, moved: false })
  assert.equal(seen.takeDouble(), A)
  assert.equal(seen.takeDouble(), null)
})

test("what can be removed is, but not while a question is open", () => {
  const gone = []
  const stage = { isLocked: false, go: (state) => gone.push(state) }
  assert.deepEqual([A, B].map(({ described }) => isRemovable(described)), [true, false])
  assert.deepEqual([remove(stage, A), remove(stage, B), remove({ ...stage, isLocked: true }, A)], [true, false, false])
  assert.deepEqual(gone, [{ points: "~1" }])
})

test("after the handle that had the focus comes the last one on its figure, or the first track", () => {
  const handles = [{ name: "time", figure: "" }, { name: "p1", figure: "fit" }, { name: "p2", figure: "fit" }, { name: "w", figure: "other" }]
  assert.equal(successor({ figure: "fit" }, { handles }).name, "p2")
  assert.equal(successor({ figure: "gone" }, { handles }).name, "time")
  assert.equal(successor({ figure: "" }, { handles }).name, "time")
})
