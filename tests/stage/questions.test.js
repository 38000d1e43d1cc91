// Of the questions that come while one is on its way only the newest is asked.

import assert from "node:assert/strict"
import { test } from "node:test"

import { Questions } from "../../lossviz/stage/state/questions.js"

/** Questions whose answers are refusals, without a word to ask again; what was asked, and when asking began and ended. */
function asking() {
  const asked = []
  const busy = []
  const exchange = {
    question: (state) => state,
    onTrouble() {},
    fetch: (question) => {
      asked.push(question)
      return Promise.resolve({ ok: false, status: 400, headers: new Map(), text: () => Promise.resolve("no") })
    },
    setTimeout: () => 0,
    clearTimeout() {},
  }
  const questions = new Questions(exchange, () => busy.push(questions.isAsking))
  return { questions, asked, busy }
}

test("one question is on its way at a time, and then the newest is asked", async () => {
  const { questions, asked, busy } = asking()
  const end = questions.ask(1)
  questions.ask(2)
  questions.ask(3)
  await end
  assert.deepEqual(asked, [1, 3])
  assert.deepEqual(busy, [true, false])
})

test("what was cancelled is not asked", async () => {
  const { questions, asked } = asking()
  const end = questions.ask(1)
  questions.ask(2)
  questions.cancel()
  await end
  assert.deepEqual(asked, [1])
})
