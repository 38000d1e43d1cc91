// Which tables a scene still holds for once a handle has moved.

import assert from "node:assert/strict"
import { test } from "node:test"

import { Freshness } from "../../lossviz/stage/state/freshness.js"

test("at first nothing is stale, nothing deferred and nothing left", () => {
  const freshness = new Freshness()
  assert.deepEqual([freshness.isStale("p0"), freshness.takeDeferred(), freshness.left], [false, null, null])
})

test("what is deferred outlives the fresh scene that takes it, where a handle was left does not", () => {
  const freshness = new Freshness()
  freshness.leave("start", [1, 2])
  freshness.defer("p1", 0.25)
  assert.deepEqual([freshness.isStale("start"), freshness.isStale("p1"), freshness.takeDeferred()], [false, true, null])
  freshness.refresh()
  assert.deepEqual([freshness.isStale("p1"), freshness.left], [false, null])
  assert.deepEqual(freshness.takeDeferred(), { table: "p1", value: 0.25 })
})
