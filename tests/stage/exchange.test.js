// The conversation with the server, with a stand-in for the server and the clock.

import assert from "node:assert/strict"
import { test } from "node:test"

import { COMMIT_TIMEOUT, isCurrent, MOST_PATIENCE } from "../../lossviz/stage/state/exchange.js"
import { ANSWER_TIMEOUT, NO_ANSWER, QUESTION_TIMEOUT } from "../../lossviz/stage/state/question.js"
import { sceneOf, settle, StandIn } from "./standin.js"

/** A stage at rest: the first scene is here. */
function resting(query) {
  const server = new StandIn(query)
  assert.ok(server.receive())
  return server
}

// ---- resting

test("the first scene is shown and answers nothing, whatever its number", () => {
  for (const answers of [0, 7]) {
    const server = new StandIn()
    assert.ok(server.receive({ answers }))
    assert.equal(server.exchange.isAnswer, false)
    assert.equal(server.exchange.isPending, false)
    server.exchange.commit({ p: "1,1" })
    assert.equal(server.commits[0].n, answers + 1)
  }
})

test("a fresh scene at rest, as Back brings it, is shown and is no answer", () => {
  const server = resting()
  assert.ok(server.receive({ state: { p: "1,1", hand: "0" } }))
  assert.equal(server.exchange.isAnswer, false)
  assert.deepEqual(server.commits, [])
})

test("the static part is kept, and asked for where it is not here", () => {
  const server = resting()
  const scene = sceneOf({ bare: true })
  assert.ok(server.exchange.receive(scene))
  assert.deepEqual(scene.figures, ["bars"])
  assert.equal(server.receive({ bare: true, static: "new" }), false)
  assert.deepEqual(server.commits, [{ n: 1, state: {}, static: "abc" }])
  assert.ok(server.receive({ answers: 1, static: "new" }))
})

test("a stage that has nothing yet asks for the static part without naming one", () => {
  const server = new StandIn()
  assert.equal(server.receive({ answers: 4, bare: true }), false)
  assert.deepEqual(server.commits, [{ n: 5, state: {}, static: "" }])
})

test("an answer is awaited from the first commit to the last answer, and while a question is on its way", async () => {
  const server = resting()
  assert.deepEqual(server.busy, [])
  server.exchange.commit({ p: "1,1" })
  server.exchange.commit({ p: "2,1" })
  assert.deepEqual(server.busy, [true])
  server.receive({ answers: 1 })
  assert.deepEqual(server.busy, [true])
  server.receive({ answers: 2 })
  assert.deepEqual(server.busy, [true, false])
  server.exchange.ask({ p: "3,1" })
  server.exchange.ask({ p: "4,1" })
  assert.deepEqual(server.busy, [true, false, true])
  await server.answer(server.questions[0], {})
  assert.deepEqual(server.busy, [true, false, true])
  await server.answer(server.questions[1], {})
  assert.deepEqual(server.busy, [true, false, true, false])
})

// ---- waiting for the answer to a commit

test("a commit says what changes and what the browser has, once", async () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  await server.wait(COMMIT_TIMEOUT - 1)
  assert.deepEqual(server.commits, [{ n: 1, state: { p: "1,1" }, static: "abc" }])
  assert.ok(server.exchange.isPending)
  assert.ok(server.receive({ answers: 1 }))
  assert.ok(server.exchange.isAnswer)
  assert.equal(server.exchange.isPending, false)
  await server.wait(10 * COMMIT_TIMEOUT)
  assert.equal(server.commits.length, 1)
})

test("a commit waits for the answer to the one before it, so that each is an entry of the history", () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  server.exchange.commit({ p: "2,1" })
  server.exchange.commit({ unit: "nats" })
  assert.deepEqual(server.commits.map(({ n }) => n), [1])
  // The scene of the first is not shown: the learner is further already.
  assert.equal(server.receive({ answers: 1 }), false)
  assert.deepEqual(server.commits[1], { n: 2, state: { p: "2,1" }, static: "abc" })
  assert.equal(server.receive({ answers: 2 }), false)
  assert.deepEqual(server.commits[2], { n: 3, state: { unit: "nats" }, static: "abc" })
  assert.ok(server.receive({ answers: 3 }))
  assert.ok(server.exchange.isAnswer)
  assert.equal(server.commits.length, 3)
})

test("the static part of a scene that is passed over is kept", () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  server.exchange.commit({ p: "2,1" })
  assert.equal(server.receive({ answers: 1, static: "new" }), false)
  assert.equal(server.commits[1].static, "new")
  assert.ok(server.receive({ answers: 2, static: "new", bare: true }))
})

test("a scene that answers nothing does not send the next commit", () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  server.exchange.commit({ p: "2,1" })
  assert.equal(server.receive({ answers: 0 }), false)
  assert.equal(server.commits.length, 1)
})

test("commits that are not answered are sent as one once the line is up again, for any of them may have been lost", () => {
  const server = resting()
  server.exchange.commit({ p: "1,1", hand: "1" })
  server.exchange.commit({ p: "", unit: "nats" })
  server.exchange.pause()
  server.exchange.resume()
  assert.deepEqual(server.commits.slice(1), [{ n: 3, state: { p: "", hand: "1", unit: "nats" }, static: "abc" }])
  assert.equal(server.receive({ answers: 1 }), false)
  assert.equal(server.receive({ answers: 2 }), false)
  assert.ok(server.receive({ answers: 3 }))
  assert.equal(server.commits.length, 2)
})

test("when the page is left all that waits is sent at once, and nothing where nothing waits", () => {
  const server = resting()
  server.exchange.sendAll()
  assert.deepEqual(server.commits, [])
  server.exchange.commit({ p: "1,1" })
  server.exchange.commit({ unit: "nats" })
  server.exchange.sendAll()
  assert.deepEqual(server.commits[1], { n: 2, state: { p: "1,1", unit: "nats" }, static: "abc" })
})

test("after an answer only what is new is said", () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  server.receive({ answers: 1 })
  server.exchange.commit({ unit: "nats" })
  assert.deepEqual(server.commits[1].state, { unit: "nats" })
})

// ---- answered late and out of order

test("the answer to an older commit is passed over, before and after the answer to the last", () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  server.exchange.commit({ p: "2,1" })
  assert.equal(server.receive({ answers: 1 }), false)
  assert.ok(server.exchange.isPending)
  assert.ok(server.receive({ answers: 2 }))
  assert.equal(server.receive({ answers: 1 }), false)
  assert.equal(server.exchange.scene.answers, 2)
})

test("a scene from before the commit is passed over while its answer is on its way", () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  assert.equal(server.receive({ answers: 0, state: { p: "3,1", hand: "0" } }), false)
})

// ---- the server gone, and back

test("a commit without an answer puts the line in doubt, and is not sent again by itself", async () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  await server.wait(COMMIT_TIMEOUT - 1)
  assert.equal(server.silences, 0)
  await server.wait(10 * COMMIT_TIMEOUT)
  assert.equal(server.silences, 1)
  assert.equal(server.commits.length, 1)
})

test("while the line is down what was not answered and what is set is written into the address, and nothing is sent", async () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  server.exchange.commit({ hand: "1" })
  server.exchange.pause()
  assert.deepEqual(server.written, [{ p: "1,1", hand: "1" }])
  server.exchange.commit({ unit: "nats" })
  server.exchange.sendAll()
  await server.wait(10 * COMMIT_TIMEOUT)
  assert.deepEqual(server.written.slice(1), [{ unit: "nats" }])
  assert.deepEqual([server.commits.length, server.silences], [1, 0])
  assert.ok(server.exchange.isBusy)
})

test("a line that goes down at rest writes nothing, and once it is up nothing is sent", async () => {
  const server = resting()
  server.exchange.pause()
  await server.exchange.resume()
  assert.deepEqual([server.written, server.commits, server.rewriting], [[], [], 0])
})

test("a scene that counts a commit whose answer was lost on the way does not answer it", () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  server.exchange.pause()
  // The session goes on: it has counted the commit, but runs the page at the address from before.
  assert.equal(server.receive({ answers: 1 }), false)
  server.exchange.resume()
  assert.deepEqual(server.commits.at(-1), { n: 2, state: { p: "1,1" }, static: "abc" })
  assert.ok(server.receive({ answers: 2, state: { p: "1,1", hand: "0" } }))
})

test("a session that is new counts from 0: its first scene does not answer what waits", () => {
  const server = resting()
  server.exchange.pause()
  server.exchange.commit({ p: "1,1" })
  assert.equal(server.receive({ answers: 0 }), false)
  server.exchange.resume()
  assert.deepEqual(server.commits, [{ n: 1, state: { p: "1,1" }, static: "abc" }])
  assert.ok(server.receive({ answers: 1 }))
  assert.ok(server.exchange.isAnswer)
})

test("what Python writes for what waited takes the place of the stage's own entry, until it is answered or the line is down", async () => {
  const server = resting()
  let settled = 0
  for (const end of [() => server.receive({ answers: server.exchange.sent }), () => server.exchange.pause()]) {
    server.exchange.pause()
    server.exchange.commit({ p: "1,1" })
    server.exchange.resume().then(() => { settled += 1 })
    await settle()
    assert.equal(server.rewriting, 1)
    const before = settled
    end()
    await settle()
    assert.deepEqual([server.rewriting, settled], [0, before + 1])
  }
})

test("what waits is forgotten when the browser goes to another address, and the scene of that one is shown", () => {
  for (const answers of [0, 1, 2]) {
    const server = resting()
    server.exchange.commit({ p: "1,1" })
    server.receive({ answers: 1 })
    server.exchange.commit({ p: "2,1" })
    server.exchange.pause()
    server.exchange.forget()
    assert.ok(server.receive({ answers, state: { p: "9,1", hand: "0" } }))
    server.exchange.resume()
    assert.equal(server.commits.length, 2)
    assert.equal(server.exchange.isPending, false)
  }
})

test("a question that does not reach the server while the line is down says nothing of its own", async () => {
  const server = resting()
  server.exchange.pause()
  server.exchange.ask({ start: "1,1" })
  await server.lose(server.questions[0])
  assert.deepEqual(new Set(server.troubles), new Set([""]))
})

test("a server that was started anew counts from 0 and is believed, but not while a commit is on its way", () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  server.receive({ answers: 1 })
  assert.ok(server.receive({ answers: 0, state: { p: "3,1", hand: "0" } }))
  assert.equal(server.exchange.isAnswer, false)
  server.exchange.commit({ p: "2,1" })
  assert.equal(server.commits.at(-1).n, 2)
  assert.equal(server.receive({ answers: 0 }), false)
  assert.ok(server.receive({ answers: 2 }))
})

test("a question that does not reach the server is asked again while its answer is wanted", async () => {
  const server = resting()
  server.exchange.ask({ start: "1,1" })
  await server.lose(server.questions[0])
  assert.equal(server.troubles.at(-1), NO_ANSWER)
  assert.equal(server.questions.length, 1)
  await server.wait(QUESTION_TIMEOUT)
  assert.equal(server.questions.length, 2)
  await server.refuse(server.questions[1], 500)
  assert.equal(server.troubles.at(-1), NO_ANSWER)
  server.exchange.ask({ start: "2,2" })
  await server.wait(QUESTION_TIMEOUT)
  assert.equal(server.questions[2].address.start, "2,2")
  await server.answer(server.questions[2])
  assert.equal(server.troubles.at(-1), "")
  assert.equal(server.shown.length, 1)
  assert.equal(server.exchange.questions.isAsking, false)
})

test("a question that did not reach the server is forgotten once the handle is let go", async () => {
  const server = resting()
  server.exchange.ask({ start: "1,1" })
  await server.lose(server.questions[0])
  server.exchange.cancel()
  await server.wait(10 * QUESTION_TIMEOUT)
  assert.equal(server.questions.length, 1)
})

test("a question that did not reach the server gives way to a newer one, and to none after the handle was let go", async () => {
  const server = resting()
  server.exchange.ask({ start: "1" })
  server.exchange.ask({ start: "2" })
  await server.lose(server.questions[0])
  await server.wait(QUESTION_TIMEOUT)
  assert.equal(server.questions[1].address.start, "2")
  server.exchange.cancel()
  await server.lose(server.questions[1])
  await server.wait(10 * QUESTION_TIMEOUT)
  assert.equal(server.questions.length, 2)
})

test("a question that the server refuses is not asked again, and the server's own words are told until an answer comes", async () => {
  const server = resting()
  for (const status of [403, 404, 413, 422]) {
    server.exchange.ask({ start: "1,1" })
    await server.refuse(server.questions.at(-1), status, { words: `not understood: ${status}` })
    assert.equal(server.troubles.at(-1), `not understood: ${status}`)
  }
  await server.wait(10 * QUESTION_TIMEOUT)
  assert.equal(server.questions.length, 4)
  assert.deepEqual(server.shown, [])
  server.exchange.ask({ start: "2,2" })
  await server.answer(server.questions.at(-1))
  assert.equal(server.troubles.at(-1), "")
})

test("a question that comes too early is asked again when the server says, with its words in between", async () => {
  for (const [status, after, wait] of [[503, "1", 1000], [429, "7", 7000], [503, null, QUESTION_TIMEOUT]]) {
    const server = resting()
    server.exchange.ask({ start: "1,1" })
    await server.refuse(server.questions[0], status, { words: "busy", after })
    assert.equal(server.troubles.at(-1), "busy")
    await server.wait(wait - 1)
    assert.equal(server.questions.length, 1)
    await server.wait(1)
    assert.equal(server.questions.length, 2)
    await server.answer(server.questions[1])
    assert.equal(server.troubles.at(-1), "")
    assert.equal(server.shown.length, 1)
  }
})

test("nobody waits longer than four seconds for an answer: it is said, and the newest is asked again", async () => {
  const server = resting()
  server.exchange.ask({ start: "1" })
  server.exchange.ask({ start: "2" })
  await server.wait(ANSWER_TIMEOUT - 1)
  assert.deepEqual([server.questions.length, server.questions[0].signal.aborted], [1, false])
  await server.wait(1)
  assert.equal(server.troubles.at(-1), NO_ANSWER)
  assert.ok(server.questions[0].signal.aborted)
  await server.wait(QUESTION_TIMEOUT)
  assert.equal(server.questions[1].address.start, "2")
  // What comes after all is passed over.
  await server.answer(server.questions[0], { state: { start: "1" } })
  assert.deepEqual(server.shown, [])
  await server.answer(server.questions[1], { state: { start: "2" } })
  assert.equal(server.shown[0].state.start, "2")
})

// ---- held: questions

test("a question has the whole address: what it says, the scene's own state, what was committed, what is asked", () => {
  // What the address says of the scene's own parameters may mean nothing; the scene is shown at its state.
  const server = resting({ goal: "G1", p: "nonsense", unit: "nats", hand: "1" })
  server.exchange.commit({ unit: "", steps: "20" })
  server.exchange.ask({ start: "1,2", hand: "" })
  assert.equal(server.questions[0].path, "entropy")
  assert.deepEqual(server.questions[0].address, { goal: "G1", p: "9,1", steps: "20", start: "1,2" })
  assert.equal(server.questions[0].static, "abc")
})

test("one question is on its way, and after its answer the newest is asked", async () => {
  const server = resting()
  for (const start of ["1", "2", "3"]) server.exchange.ask({ start })
  assert.equal(server.questions.length, 1)
  await server.answer(server.questions[0], { state: { start: "1" } })
  assert.deepEqual(server.questions.map(({ address }) => address.start), ["1", "3"])
  await server.answer(server.questions[1], { state: { start: "3" } })
  assert.equal(server.questions.length, 2)
  assert.deepEqual(server.shown.map(({ state }) => state.start), ["1", "3"])
  server.exchange.ask({ start: "4" })
  assert.equal(server.questions.length, 3)
})

test("an answer keeps what it need not say", async () => {
  const server = new StandIn()
  const onward = [{ slug: "sgd", text: "→", state: {} }]
  server.receive({ answers: 3, onward, predict: "1" })
  server.exchange.ask({ p: "1,1" })
  await server.answer(server.questions[0], { bare: true, onward: undefined, predict: undefined, path: undefined, defaults: undefined })
  const [{ answers, onward: links, predict, path, defaults, figures }] = server.shown
  assert.deepEqual([answers, links, predict, path], [3, onward, "1", "entropy"])
  assert.deepEqual(defaults, { p: "9,1", hand: "0" })
  assert.deepEqual(figures, ["bars"])
})

test("an answer that comes after the handle was let go is passed over", async () => {
  const server = resting()
  server.exchange.ask({ start: "1" })
  server.exchange.commit({ start: "1" })
  await server.answer(server.questions[0])
  assert.deepEqual(server.shown, [])
  assert.equal(server.questions.length, 1)
})

test("an answer that comes after the handle was taken anew is passed over, and what is asked now is asked", async () => {
  const server = resting()
  server.exchange.ask({ start: "1" })
  server.exchange.cancel()
  server.exchange.ask({ start: "2" })
  await server.answer(server.questions[0])
  assert.deepEqual(server.shown, [])
  await server.answer(server.questions[1], { state: { start: "2" } })
  assert.equal(server.shown[0].state.start, "2")
})

test("an answer whose static part is not here is not shown", async () => {
  const server = resting()
  server.exchange.ask({ start: "1" })
  await server.answer(server.questions[0], { bare: true, static: "other" })
  assert.deepEqual(server.shown, [])
})

test("an answer that cannot be shown does not end the asking", async () => {
  const server = resting()
  server.exchange.onAnswer = () => { throw new Error("no quantity") }
  await Promise.all([
    assert.rejects(server.exchange.ask({ start: "1" }), /no quantity/),
    settle().then(() => server.answer(server.questions[0])),
  ])
  server.exchange.ask({ start: "2" })
  assert.equal(server.questions.length, 2)
})

// ---- held: one handle waits for another

test("once a handle has moved all other tables are stale until its commit is answered", () => {
  const server = resting()
  server.exchange.freshness.move("p0")
  assert.deepEqual([server.exchange.freshness.isStale("p0"), server.exchange.freshness.isStale("p1")], [false, true])
  server.exchange.commit({ p: "1,1" })
  assert.ok(server.exchange.freshness.isStale("p1"))
  server.receive({ answers: 0 })
  assert.ok(server.exchange.freshness.isStale("p1"))
  server.receive({ answers: 1 })
  assert.equal(server.exchange.freshness.isStale("p1"), false)
})

test("a pull over a waiting picture is kept until the fresh table is here, and handed out once", () => {
  const server = resting()
  server.exchange.freshness.move("p0")
  server.exchange.commit({ p: "1,1" })
  server.exchange.freshness.defer("p1", 0.25)
  assert.equal(server.exchange.freshness.takeDeferred(), null)
  server.receive({ answers: 1 })
  assert.deepEqual(server.exchange.freshness.takeDeferred(), { table: "p1", value: 0.25 })
  assert.equal(server.exchange.freshness.takeDeferred(), null)
})

test("of two pulls over a waiting picture the last is kept", () => {
  const server = resting()
  server.exchange.freshness.move("p0")
  server.exchange.freshness.defer("p1", 0.25)
  server.exchange.freshness.defer("p2", 0.5)
  server.receive()
  assert.deepEqual(server.exchange.freshness.takeDeferred(), { table: "p2", value: 0.5 })
})

test("a handle on a grid stays where it was left until the scene of its commit is here", () => {
  const server = resting()
  server.exchange.freshness.leave("start", [1, 2])
  server.exchange.commit({ start: "1,2" })
  assert.ok(server.exchange.freshness.isStale("p0"))
  assert.deepEqual(server.exchange.freshness.left, { name: "start", place: [1, 2] })
  server.receive({ answers: 1 })
  assert.equal(server.exchange.freshness.left, null)
})

test("a handle let go where the scene has it says nothing that the scene says already", () => {
  const server = resting()
  server.exchange.freshness.move("p0")
  assert.equal(server.exchange.unchanged({}), null)
  assert.equal(server.exchange.unchanged({ hand: "" }), null)
  assert.deepEqual(server.exchange.unchanged({ hand: "1" }), { hand: "1" })
  assert.equal(server.exchange.freshness.isStale("p1"), false)
})

test("a handle let go where the scene has it takes back a commit on its way", () => {
  const server = resting()
  server.exchange.freshness.move("p0")
  server.exchange.commit({ p: "1,1" })
  assert.deepEqual(server.exchange.unchanged({ hand: "1" }), { p: "9,1", hand: "1" })
})

// ---- the scene replaced while a handle is held

test("a scene that comes while a handle is held is shown, its tables are fresh, and questions go on from it", async () => {
  const server = resting()
  server.exchange.freshness.move("p0")
  server.exchange.ask({ start: "1" })
  assert.ok(server.receive({ path: "sgd", static: "new", static_fields: { figures: [] } }))
  assert.equal(server.exchange.freshness.isStale("p1"), false)
  await server.answer(server.questions[0], { bare: true })
  assert.deepEqual(server.shown, [])
  server.exchange.ask({ start: "2" })
  assert.deepEqual([server.questions[1].path, server.questions[1].static], ["sgd", "new"])
})

// ---- closed

test("a stage that is gone sends nothing more", async () => {
  const server = resting()
  server.exchange.commit({ p: "1,1" })
  server.exchange.ask({ start: "1" })
  server.exchange.close()
  await server.answer(server.questions[0])
  await server.wait(10 * COMMIT_TIMEOUT)
  assert.equal(server.commits.length, 1)
  assert.deepEqual(server.shown, [])
})

// ---- links

test("a link is current when every name says what the scene says, an empty text being the default", () => {
  const scene = { state: { p: "9,1", unit: "bits", hand: "2" }, defaults: { p: "9,1", unit: "bits", hand: "0" } }
  const current = (state) => isCurrent(state, scene)
  assert.ok(current({}))
  assert.ok(current({ p: "" }) && current({ p: "9,1" }) && current({ p: "", unit: "" }) && current({ hand: "2" }))
  assert.ok(!current({ hand: "" }) && !current({ hand: "0" }) && !current({ p: "1,1" }) && !current({ p: "", hand: "" }))
  assert.ok(current({ predict: "" }) && !current({ predict: "1" }))
})

test("a change of one of many points goes after what stands: the scene, and what was committed and is not answered", async () => {
  const server = resting()
  server.exchange.commit({ p: "~1=2,3" })
  server.exchange.commit({ p: "~2=4,5", hand: "2" })
  assert.deepEqual(server.commits[0].state, { p: "9,1~1=2,3" })
  server.receive({ answers: 1, state: { p: "2,3", hand: "0" } })
  assert.deepEqual(server.commits[1].state, { p: "9,1~1=2,3~2=4,5", hand: "2" })
  server.exchange.ask({ p: "~3=6,7" })
  await settle()
  assert.equal(server.questions[0].address.p, "9,1~1=2,3~2=4,5~3=6,7")
  server.exchange.pause()
  assert.deepEqual(server.written, [{ p: "9,1~1=2,3~2=4,5", hand: "2" }])
  server.exchange.resume()
  assert.deepEqual(server.commits[2].state, { p: "9,1~1=2,3~2=4,5", hand: "2" })
})

test("a question goes with the key of the session's points, which the answers need not repeat", async () => {
  const server = new StandIn()
  server.receive({ store: "secret" })
  server.exchange.ask({ p: "1,1" })
  await settle()
  await server.answer(server.questions[0], { p: "1,1" })
  server.exchange.ask({ p: "2,1" })
  await settle()
  assert.deepEqual(server.questions.map(({ store }) => store), ["secret", "secret"])
})

test("after a silence the next answer is waited for twice as long, up to a bound, until one comes in time", async () => {
  const server = new StandIn()
  const { exchange } = server
  server.receive({ answers: 0 })
  exchange.commit({ hand: "1" })
  for (const [i, times] of [1, 2, 4, MOST_PATIENCE].entries()) {
    await server.wait(times * COMMIT_TIMEOUT - 1)
    assert.equal(server.silences, i)
    await server.wait(1)
    assert.equal(server.silences, i + 1)
    exchange.pause()
    exchange.resume()
  }
  // Late, but within that time: still a slow line.
  await server.wait(2 * COMMIT_TIMEOUT)
  server.receive({ answers: exchange.sent, state: { p: "9,1", hand: "1" } })
  exchange.commit({ hand: "2" })
  await server.wait(COMMIT_TIMEOUT / 2)
  server.receive({ answers: exchange.sent, state: { p: "9,1", hand: "2" } })
  exchange.commit({ hand: "3" })
  const { silences } = server
  await server.wait(COMMIT_TIMEOUT)
  assert.equal(server.silences, silences + 1)
})
