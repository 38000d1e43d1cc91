// Changes of a parameter, after the text that stands.

import assert from "node:assert/strict"
import { test } from "node:test"

import { whole } from "../../lossviz/stage/state/changes.js"

test("a change goes after the text that stands, every other text takes its place", () => {
  const standing = { points: "1,2;2,1", line: "0,1" }
  assert.deepEqual(
    whole({ points: "~2=3,4", highlight: "2", line: "" }, standing),
    { points: "1,2;2,1~2=3,4", highlight: "2", line: "" },
  )
  assert.deepEqual(whole({ points: "~=1,1" }, {}), { points: "~=1,1" })
})
