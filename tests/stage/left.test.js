// What the tab remembers of the lessons that were left, while sessions come and go.

import assert from "node:assert/strict"
import { test } from "node:test"

import { Left } from "../../lossviz/stage/state/left.js"

class Storage {
  kept = new Map()
  getItem(name) { return this.kept.get(name) ?? null }
  setItem(name, text) { this.kept.set(name, text) }
}

const LOSS = { loss: { line: "1,2" } }
const ENTROPY = { entropy: { p: "1,1" } }

test("a session that lacks nothing is told nothing", () => {
  const left = new Left(new Storage())
  assert.equal(left.take(LOSS), null)
  assert.equal(left.take({ ...LOSS, ...ENTROPY }), null)
})

test("a fresh session is told all, of what both know the newest, and once only", () => {
  const storage = new Storage()
  new Left(storage).take({ ...LOSS, ...ENTROPY })
  const left = new Left(storage)
  const all = { loss: { line: "3,4" }, ...ENTROPY }
  assert.deepEqual(left.take({ loss: { line: "3,4" } }), all)
  assert.equal(left.take({ loss: { line: "3,4" } }), null)
  left.take(all)
  assert.deepEqual(left.take({}), all)
})

test("a storage that refuses, or holds what nobody wrote, is no harm", () => {
  const broken = { getItem: () => "null", setItem() { throw new Error("full") } }
  const left = new Left(broken)
  left.take(LOSS)
  assert.deepEqual(left.take({}), LOSS)
  assert.equal(new Left({ getItem: () => "{" }).take(LOSS), null)
  assert.deepEqual(new Left(null).all, {})
})
