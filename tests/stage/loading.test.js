// A scene is asked for until it comes, unless something else is, or the server refuses it.

import assert from "node:assert/strict"
import { test } from "node:test"

import { Loading, LONGEST_PAUSE } from "../../lossviz/stage/state/loading.js"
import { Clock, settle } from "./standin.js"

const BYTES = new Uint8Array([1, 2, 3])
const good = () => ({ ok: true, arrayBuffer: () => Promise.resolve(BYTES.buffer) })
const bad = (status, words, after) => ({
  ok: false, status, headers: new Map(after ? [["Retry-After", after]] : []), text: () => Promise.resolve(words),
})

/** A loading whose answers are given one after the other; a null is a server that cannot be reached. */
function loading(...answers) {
  const clock = new Clock()
  const told = []
  const asked = []
  const one = new Loading({
    fetch: (question) => {
      asked.push(question)
      const answer = answers.shift()
      return answer ? Promise.resolve(answer) : Promise.reject(new TypeError("no line"))
    },
    onScene: (bytes, along) => told.push(["scene", [...bytes], along]),
    onTrouble: (words) => told.push(["trouble", words]),
    onRefused: (words, along) => told.push(["refused", words, along]),
    ...clock,
  })
  return { one, told, asked, clock }
}

test("a scene is given with what was given with its question", async () => {
  const { one, told } = loading(good())
  await one.load("?p=1", { n: 4 })
  assert.deepEqual(told, [["trouble", ""], ["scene", [1, 2, 3], { n: 4 }]])
})

test("a server that cannot be reached is asked again, ever more slowly, until it answers", async () => {
  const { one, told, asked, clock } = loading(null, null, null, null, null, null, null, good())
  const end = one.load("?p=1", {})
  await settle()
  // Half a second, one, two, four, and then eight each.
  for (const [seconds, count] of [[0.49, 1], [0.01, 2], [1, 3], [2, 4], [4, 5], [7.99, 5], [0.01, 6], [8, 7], [8, 8]]) {
    await clock.wait(1000 * seconds)
    assert.equal(asked.length, count)
  }
  await end
  assert.match(told[0][1], /does not answer just now. What you set is kept. The page goes on/)
  assert.deepEqual(told.at(-1), ["scene", [1, 2, 3], {}])
  assert.deepEqual(told.at(-2), ["trouble", ""])
})

test("a server that is busy is asked again when it says, and its words are told", async () => {
  const { one, told, asked, clock } = loading(bad(503, "the server is busy", "2"), good())
  const end = one.load("?", {})
  await settle()
  assert.deepEqual(told, [["trouble", "the server is busy"]])
  await clock.wait(1999)
  await settle()
  assert.equal(asked.length, 1)
  await clock.wait(1)
  await end
  assert.equal(asked.length, 2)
})

test("what the server refuses is not asked again", async () => {
  const { one, told, asked } = loading(bad(422, "cannot be drawn"))
  await one.load("?", { before: "?x=1" })
  assert.deepEqual(told, [["refused", "cannot be drawn", { before: "?x=1" }]])
  assert.equal(asked.length, 1)
})

test("of two questions the later one counts, whichever is answered first", async () => {
  const { one, told } = loading(good(), good())
  const [first, second] = [one.load("?a", 1), one.load("?b", 2)]
  await first
  await second
  assert.deepEqual(told, [["trouble", ""], ["scene", [1, 2, 3], 2]])
})

test("a page that is left hears nothing more", async () => {
  const { one, told, asked, clock } = loading(null, good())
  one.load("?", {})
  await settle()
  told.length = 0
  one.close()
  await clock.wait(LONGEST_PAUSE)
  await settle()
  assert.deepEqual([told, asked.length], [[], 1])
})
