// The tab's copies of points that are in no link: kept, given back, and bounded.

import assert from "node:assert/strict"
import { test } from "node:test"

import { Copies, GIVEN_TIMEOUT, ROOM } from "../../lossviz/stage/state/copies.js"
import { tabStorage } from "../../lossviz/stage/state/storage.js"

const NAMES = [1, 2, 3, 4].map((digit) => `kept-${String(digit).repeat(24)}`)
const [ONE, TWO, THREE, FOUR] = NAMES

/** A storage with room for so many characters. */
function storage(room = Infinity) {
  const texts = new Map()
  const held = () => [...texts].reduce((sum, [name, text]) => sum + name.length + text.length, 0)
  return {
    texts,
    getItem: (name) => texts.get(name) ?? null,
    removeItem: (name) => texts.delete(name),
    setItem(name, text) {
      const before = texts.get(name)
      texts.set(name, text)
      if (held() <= room) return
      before === undefined ? texts.delete(name) : texts.set(name, before)
      throw new Error("QuotaExceededError")
    },
  }
}

function tab(kept) {
  const sent = []
  const clock = { timers: [] }
  const copies = new Copies(kept, {
    send: (texts) => sent.push(texts),
    setTimeout: (act, time) => clock.timers.push({ act, time }),
    clearTimeout: () => { clock.timers = [] },
  })
  return { copies, sent, clock }
}

test("what a scene brings is given back when Python lacks it, and that scene is not meant", () => {
  const kept = storage()
  const first = tab(kept)
  assert.equal(first.copies.take({ copies: { [ONE]: "z1abc" }, state: { points: ONE } }), false)
  assert.deepEqual(first.sent, [])
  const again = tab(kept)
  assert.equal(again.copies.take({ missing: [ONE] }), true)
  assert.deepEqual(again.sent, [{ [ONE]: "z1abc" }])
})

test("of what is not here Python is told so, and its scene is shown", () => {
  const { copies, sent } = tab(storage())
  assert.equal(copies.take({ missing: [ONE] }), false)
  assert.deepEqual(sent, [{ [ONE]: "" }])
})

test("a name without a copy is asked for once", () => {
  const { copies, sent } = tab(storage())
  copies.take({ state: { points: ONE, line: "0,1" } })
  copies.take({ state: { points: ONE } })
  assert.deepEqual(sent, [{ [ONE]: "" }])
})

test("a scene without such points says nothing", () => {
  const { copies, sent, clock } = tab(storage())
  assert.equal(copies.take({ state: { points: "1,2;2,1" } }), false)
  assert.equal(copies.take({}), false)
  assert.deepEqual([sent, clock.timers], [[], []])
})

test("what was given and not taken is given again, until a scene comes or the stage goes", () => {
  const { copies, sent, clock } = tab(storage())
  copies.take({ copies: { [ONE]: "z1abc" } })
  copies.take({ missing: [ONE] })
  assert.equal(clock.timers[0].time, GIVEN_TIMEOUT)
  clock.timers.pop().act()
  assert.equal(sent.length, 2)
  copies.take({ state: { points: ONE } })
  assert.deepEqual(clock.timers, [])
  copies.take({ missing: [ONE] })
  copies.close()
  assert.deepEqual(clock.timers, [])
})

test("of more than there is room for, what was not used for longest goes", () => {
  const kept = storage()
  const { copies, sent } = tab(kept)
  const half = "z".repeat(ROOM / 2 - 10)
  copies.take({ copies: { [ONE]: half } })
  copies.take({ copies: { [TWO]: half } })
  tab(kept).copies.take({ missing: [ONE] })
  copies.take({ copies: { [THREE]: half } })
  const after = tab(kept)
  assert.equal(after.copies.take({ missing: [ONE] }), true)
  assert.equal(after.copies.take({ missing: [TWO] }), false)
  assert.equal(after.copies.take({ missing: [THREE] }), true)
  assert.deepEqual(sent, [])
})

test("a storage with less room, or none, or with nonsense in it, keeps the latest one and fails in nothing", () => {
  const kept = storage(200)
  const { copies } = tab(kept)
  for (const name of NAMES) copies.take({ copies: { [name]: "z".repeat(60) } })
  assert.equal(copies.take({ missing: [FOUR] }), true)
  assert.equal(tab(kept).copies.take({ missing: [FOUR] }), true)
  assert.equal(tab(kept).copies.take({ missing: [ONE] }), false)
  for (const nothing of [null, storage(10)]) {
    const here = tab(nothing).copies
    here.take({ copies: { [ONE]: "z".repeat(60) } })
    assert.equal(here.take({ missing: [ONE] }), true)
  }
  const odd = storage()
  for (const text of ["{", "3", '["x", null]']) {
    odd.setItem("lossviz.points", text)
    assert.equal(tab(odd).copies.take({ copies: { [ONE]: "z1" }, missing: [ONE] }), true)
  }
})

test("where the browser refuses its storage there is none", () => {
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, get() { throw new Error("SecurityError") } })
  assert.equal(tabStorage(), null)
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, value: "here" })
  assert.equal(tabStorage(), "here")
})
