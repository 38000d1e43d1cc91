import assert from "node:assert/strict"
import { test } from "node:test"
import { stretches } from "../../lossviz/stage/input/track.js"

test("stretches cover the track and the widest of each kind is named, as in Python", () => {
  const found = stretches(Uint8Array.of(1, 1, 0, 1, 1, 1)).map(({ kind, start, end, named }) => [kind, start.toFixed(2), end.toFixed(2), named])
  assert.deepEqual(found, [[1, "0.00", "0.30", false], [0, "0.30", "0.50", true], [1, "0.50", "1.00", true]])
})
