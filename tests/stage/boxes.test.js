// How much a box takes, and the words where a text is longer.

import assert from "node:assert/strict"
import { test } from "node:test"

import { LARGEST_FILE, refusal, ROOM, tooLarge } from "../../lossviz/stage/input/boxes.js"

test("a text that fits is not refused, to the last character", () => {
  for (const [tag, room] of Object.entries(ROOM)) {
    assert.equal(refusal(tag, 0), "")
    assert.equal(refusal(tag, room), "")
    assert.notEqual(refusal(tag, room + 1), "")
  }
})

test("the words name both numbers, and a way out where there is one", () => {
  assert.equal(refusal("INPUT", 2_001), "This box has room for 2,000 characters; here are 2,001.")
  assert.equal(
    refusal("TEXTAREA", 26_000_007),
    "This box has room for 500,000 characters; here are 26,000,007. A file may be opened instead.",
  )
})

test("of several files the first that is too large is told of, by its name and size", () => {
  const [small, large] = [{ name: "a.csv", size: LARGEST_FILE }, { name: "b.csv", size: LARGEST_FILE + 1 }]
  assert.equal(tooLarge([small]), null)
  assert.equal(tooLarge(null), null)
  assert.deepEqual(tooLarge([small, large]), large)
})
