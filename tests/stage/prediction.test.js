// Predictions: what is open, what it hides, what is kept, what is committed.

import assert from "node:assert/strict"
import { test } from "node:test"

import { PredictionState } from "../../lossviz/stage/state/prediction.js"

const QUESTIONS = ["1", "2", "3"].map((name) => ({
  name, ask: `${name}?`, start: { p: `${name},1` }, answer: { p: `1,${name}` }, reply_index: "right",
  replies: ["Yes.", "Too high."], default_reply: "It is 3.", hidden_until_checked: ["curve", `fit.${name}`],
}))
const STATE = { p: "9,1", unit: "bits" }

class Storage {
  texts = new Map()
  getItem(key) { return this.texts.get(key) ?? null }
  setItem(key, text) { this.texts.set(key, String(text)) }
}

/** A lesson's predictions after the scene that the address asks for. */
function opened(predict = "", storage = new Storage()) {
  const state = new PredictionState(storage, "lesson")
  take(state, predict)
  return state
}
const take = (state, predict, { isAnswer = false, isReplaced = false } = {}) => state.take({ predictions: QUESTIONS, predict }, { isAnswer, isReplaced })

test("without a question in the address none is open and nothing is hidden; the first is offered", () => {
  const state = opened()
  assert.equal(state.open, null)
  assert.equal(state.hidden.size, 0)
  assert.equal(state.asked.name, "1")
  assert.deepEqual([state.canCheck, state.canShow, state.canGoOn], [false, false, false])
})

test("a lesson without questions asks none", () => {
  const state = new PredictionState(new Storage(), "lesson")
  state.take({ predictions: [], predict: "" }, {})
  assert.equal(state.asked, undefined)
})

test("a question that the lesson does not have is not open", () => {
  assert.equal(opened("9").open, null)
})

test("opening commits the name and the start; the question is open when the scene says so and not before", () => {
  const state = opened()
  assert.deepEqual(state.begin(STATE), { predict: "1", p: "1,1" })
  assert.equal(state.open, null)
  assert.equal(state.hidden.size, 0)
  take(state, "1", { isAnswer: true })
  assert.equal(state.open.name, "1")
  assert.deepEqual([...state.hidden], ["curve", "fit.1"])
})

test("another question can be offered, round and round", () => {
  const state = opened()
  for (const name of ["2", "3", "1", "2"]) {
    state.offerNext()
    assert.equal(state.asked.name, name)
  }
  assert.equal(state.begin(STATE).predict, "2")
})

test("an answer is judged, a known mistake and any other with a hint, and only the right one reveals the picture", () => {
  for (const [index, reply, isSolved] of [
    [0, "Yes.", true], [1, "Too high.", false],
    [-1, "Not yet. It is 3.", false], [-2, "Too small. It is 3.", false], [-3, "Too large. It is 3.", false],
  ]) {
    const state = opened("1")
    assert.equal(state.verdict, "")
    state.check(index)
    assert.equal(state.reply, reply)
    assert.equal(state.verdict, isSolved ? "right" : "wrong")
    assert.equal(state.hidden.size, isSolved ? 0 : 2)
    assert.deepEqual([state.canCheck, state.canShow, state.canGoOn], [!isSolved, !isSolved, isSolved])
  }
})

test("the answer is shown only after a try", () => {
  const state = opened("1")
  assert.equal(state.canShow, false)
  state.check(-1)
  assert.equal(state.canShow, true)
})

test("a handle that is taken ends what was said of a wrong answer, and not of the right one", () => {
  const state = opened("1")
  state.check(1)
  state.grab()
  assert.deepEqual([state.hidden.size, state.reply], [2, ""])
  state.check(0)
  state.grab()
  assert.deepEqual([state.hidden.size, state.reply], [0, "Yes."])
})

test("scenes that answer what was pulled leave a question as it stands", () => {
  const state = opened("1")
  state.check(0)
  take(state, "1", { isAnswer: true })
  take(state, "1")
  assert.deepEqual([state.isSolved, state.hidden.size, state.reply], [true, 0, "Yes."])
})

test("showing the answer commits it; its words come with its scene and no other", () => {
  const state = opened("2")
  state.check(-1)
  state.grab()
  assert.deepEqual(state.showAnswer(), { p: "1,2" })
  assert.equal(state.hidden.size, 2)
  take(state, "2")
  assert.equal(state.hidden.size, 2)
  take(state, "2", { isAnswer: true })
  assert.deepEqual([state.hidden.size, state.reply, state.canGoOn, state.canCheck], [0, "Yes.", true, false])
  assert.equal(state.verdict, "shown")
})

test("the next question commits its name and start, and keeps the state from before", () => {
  const state = opened()
  state.begin(STATE)
  take(state, "1", { isAnswer: true })
  state.check(0)
  assert.deepEqual(state.next(), { predict: "2", p: "2,1" })
  take(state, "2", { isAnswer: true })
  assert.deepEqual([state.open.name, state.isSolved, state.reply, state.hidden.size], ["2", false, "", 2])
  assert.deepEqual(state.end(), { ...STATE, predict: "" })
})

test("after the last question there is no next", () => {
  const state = opened("3")
  state.check(0)
  assert.equal(state.canGoOn, false)
})

test("done restores the state from before, whole, and closes when the scene says so", () => {
  const state = opened()
  state.begin(STATE)
  take(state, "1", { isAnswer: true })
  state.check(-1)
  assert.deepEqual(state.end(), { ...STATE, predict: "" })
  assert.equal(state.open.name, "1")
  take(state, "", { isAnswer: true })
  assert.deepEqual([state.open, state.hidden.size, state.reply], [null, 0, ""])
})

test("a teacher's link has no state from before: done only closes", () => {
  const state = opened("2")
  state.check(-1)
  assert.deepEqual(state.end(), { predict: "" })
})

test("a reload shows the question open, its picture hidden, its attempts and the state from before kept", () => {
  const storage = new Storage()
  const before = opened("", storage)
  before.begin(STATE)
  take(before, "1", { isAnswer: true })
  before.check(-1)
  const after = opened("1", storage)
  assert.deepEqual([after.open.name, after.hidden.size, after.canShow], ["1", 2, true])
  assert.deepEqual(after.end(), { ...STATE, predict: "" })
})

test("a reload of a teacher's link keeps the attempts, too", () => {
  const storage = new Storage()
  opened("2", storage).check(1)
  const after = opened("2", storage)
  assert.equal(after.canShow, true)
  assert.deepEqual(after.end(), { predict: "" })
})

test("Back closes a question and Forward opens it again, with its attempts and the state from before", () => {
  const state = opened()
  state.begin(STATE)
  take(state, "1", { isAnswer: true })
  state.check(-1)
  take(state, "", { isReplaced: true })
  assert.deepEqual([state.open, state.hidden.size], [null, 0])
  take(state, "1", { isReplaced: true })
  assert.deepEqual([state.open.name, state.hidden.size, state.canShow, state.reply], ["1", 2, true, ""])
  assert.deepEqual(state.end(), { ...STATE, predict: "" })
})

test("Back to another state of the same question hides the picture again and takes the verdict back", () => {
  const state = opened("1")
  state.check(0)
  take(state, "1", { isReplaced: true })
  assert.deepEqual([state.isSolved, state.hidden.size, state.reply, state.canCheck], [false, 2, "", true])
})

test("opening the first question again begins anew: no attempts, another state from before", () => {
  const state = opened()
  state.begin(STATE)
  take(state, "1", { isAnswer: true })
  state.check(-1)
  take(state, "", { isAnswer: true })
  state.begin({ p: "1,2" })
  take(state, "1", { isAnswer: true })
  assert.equal(state.canShow, false)
  assert.deepEqual(state.end(), { p: "1,2", predict: "" })
})

test("a storage that refuses, or holds nonsense, is no reason to fail", () => {
  const refusing = { getItem() { throw new Error("denied") }, setItem() { throw new Error("full") } }
  const nonsense = { getItem: () => "{", setItem() {} }
  const empty = { getItem: () => "null", setItem() {} }
  for (const storage of [refusing, nonsense, empty, null]) {
    const state = opened("", storage)
    state.begin(STATE)
    take(state, "1", { isAnswer: true })
    state.check(-1)
    assert.equal(state.canShow, true)
    assert.deepEqual(state.end(), { ...STATE, predict: "" })
  }
})
