// The results of jobs, with a stand-in for the server and the clock.

import assert from "node:assert/strict"
import { test } from "node:test"
import { gzipSync } from "node:zlib"

import { frames, KEPT, merged, Runs, RUN_AGAIN } from "../../lossviz/stage/state/run.js"
import { NO_ANSWER } from "../../lossviz/stage/state/question.js"
import { View } from "../../lossviz/stage/state/tables.js"
import { Clock, frame, packed, progress, settle, until } from "./standin.js"

/** A scene at a step, with the present row of its table alone, or with as many rows as there are places and one. */
function sceneAt(step, { key = "a", is_done = false, whole = false, values = whole ? [10, 11, 12, 10 + step] : [0] } = {}) {
  const rows = { bar: { values: Float64Array.from(values), width: 1 } }
  const time = { name: "time", now: step, commit: { time: "bar" }, places: Float64Array.of(0, 1, 2), rows, constants: {}, current_row_only: !whole }
  return {
    path: "toy", state: { time: `${step}` }, awaited: { key, tables: ["time"], is_done }, tables: { time },
    other: { current_row_only: false }, shared: {}, widths: new Map(),
  }
}

/** What the server sends of such a scene, without its arrays. */
function sent(scene) {
  const { path, state, awaited, tables: { time: { now } } } = scene
  return packed({ path, state, awaited, tables: { time: { now, commit: {}, current_row_only: false } } })
}

class Server {
  constructor() {
    this.asked = []
    this.shown = []
    this.isBusy = false
    this.clock = new Clock()
    this.runs = new Runs({
      fetch: (question, signal) => new Promise((answer, fail) => this.asked.push({ question, signal, answer, fail })),
      question: () => "question",
      isBusy: () => this.isBusy,
      onScene: (scene) => { this.shown.push(scene); this.runs.take(scene) },
      onChange: () => {},
      setTimeout: this.clock.setTimeout,
      clearTimeout: this.clock.clearTimeout,
    })
  }

  /** Begin to answer the last question; the function that is returned sends a frame. */
  begin() {
    let stream
    this.asked.at(-1).answer(new Response(new ReadableStream({ start: (controller) => { stream = controller } })))
    return stream
  }

  /** Answer the last question with a result. */
  async finish(scene) {
    const { asking } = this.runs
    const stream = this.begin()
    stream.enqueue(frame("r", gzipSync(sent(scene))))
    stream.close()
    await until(() => this.runs.asking !== asking)
  }
}

test("frames are read however they are cut", async () => {
  const bytes = [...progress({ place: 2 }), ...frame("r", Uint8Array.of(1, 2, 3)), ...frame("e", new Uint8Array(0))]
  for (const size of [1, 3, 7, 1000]) {
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < bytes.length; i += size) controller.enqueue(Uint8Array.from(bytes.slice(i, i + size)))
        controller.close()
      },
    })
    const found = []
    for await (const { kind, content } of frames(stream)) found.push([kind, [...content]])
    assert.deepEqual(found, [["p", [...new TextEncoder().encode('{"place":2}')]], ["r", [1, 2, 3]], ["e", []]])
  }
})

test("what is awaited is asked for once, and its progress told", async () => {
  const server = new Server()
  server.runs.take(sceneAt(0))
  server.runs.take(sceneAt(1))
  assert.equal(server.asked.length, 1)
  assert.ok(server.runs.lacks("time"))
  assert.ok(!server.runs.lacks("other"))
  const stream = server.begin()
  stream.enqueue(progress({ place: 2 }))
  await until(() => server.runs.progress?.place === 2)
  stream.enqueue(progress({ done: 1, total: 4 }))
  await until(() => server.runs.progress?.total === 4)
  assert.equal(server.runs.phase, "waiting")
})

test("a scene that awaits nothing asks for nothing", () => {
  const server = new Server()
  server.runs.take({ ...sceneAt(0), awaited: undefined })
  assert.deepEqual([server.asked.length, server.runs.phase], [0, "done"])
})

test("another key ends the question before", () => {
  const server = new Server()
  server.runs.take(sceneAt(0))
  server.runs.take(sceneAt(0, { key: "b" }))
  assert.deepEqual(server.asked.map(({ signal }) => signal.aborted), [true, false])
  server.runs.take({ ...sceneAt(0), awaited: undefined })
  assert.ok(server.asked[1].signal.aborted)
})

test("while something is held nothing is asked for until it is let go", () => {
  const server = new Server()
  server.isBusy = true
  server.runs.take(sceneAt(0))
  assert.equal(server.asked.length, 0)
  server.isBusy = false
  server.runs.settle()
  assert.equal(server.asked.length, 1)
})

test("a result is put into each scene that awaits it, whose present row is the message's where that was made with it", () => {
  const kept = sceneAt(0, { whole: true })
  const scene = sceneAt(2.5, { is_done: true, values: [12.5] })
  assert.ok(merged(scene, kept))
  const { time } = scene.tables
  assert.deepEqual([0, 1, 2, -1].map((index) => new View(scene, time, index).array("bar")[0]), [10, 11, 12, 12.5])
  assert.equal(time.now, 2.5)
  // What is kept stays as it is.
  assert.deepEqual([...kept.tables.time.rows.bar.values], [10, 11, 12, 10])
})

test("and else that of the place where it stands, or there is none", () => {
  const kept = sceneAt(0, { whole: true })
  const scene = sceneAt(2)
  assert.ok(merged(scene, kept))
  assert.equal(new View(scene, scene.tables.time, -1).array("bar")[0], 12)
  for (const [off, from] of [[sceneAt(2.5), kept], [sceneAt(2), undefined]]) {
    assert.ok(!merged(off, from))
    assert.ok(off.tables.time.current_row_only)
  }
})

test("what depends on more than the job comes with each message and takes the place of what is kept", () => {
  const kept = sceneAt(0, { whole: true })
  kept.tables.time.rows.point = { values: Float64Array.of(1, 2, 3, 1), width: 1 }
  const scene = sceneAt(1, { is_done: true, values: [11] })
  scene.tables.time.rows.point = { values: Float64Array.of(8), width: 1 }
  scene.tables.time.beside = { point: { values: Float64Array.of(7, 8, 9, 8), width: 1 } }
  assert.ok(merged(scene, kept))
  const { time } = scene.tables
  assert.deepEqual([0, 1, 2, -1].map((index) => new View(scene, time, index).array("point")[0]), [7, 8, 9, 8])
  assert.deepEqual([0, 1, 2, -1].map((index) => new View(scene, time, index).array("bar")[0]), [10, 11, 12, 11])
})

test("what is kept has to have all that the message has", () => {
  const scene = sceneAt(2, { is_done: true })
  scene.tables.time.rows.reply = { values: Float64Array.of(0), width: 1 }
  assert.ok(!merged(scene, sceneAt(0, { whole: true })))
})

test("the results that were shown last are kept, and not asked for again", () => {
  const server = new Server()
  for (let i = 0; i <= KEPT; i++) server.runs.take(sceneAt(0, { key: `${i}`, whole: true, is_done: true }))
  server.runs.take(sceneAt(1, { key: "1", is_done: true }))
  assert.deepEqual([server.asked.length, server.runs.phase, server.runs.lacks("time")], [0, "done", false])
  server.runs.take(sceneAt(1, { key: "0", is_done: true }))
  assert.equal(server.asked.length, 1)
})

test("where the server has forgotten a result, it is asked for again, and shown from what is kept meanwhile", () => {
  const server = new Server()
  server.runs.take(sceneAt(0, { whole: true, is_done: true }))
  server.runs.take(sceneAt(1))
  assert.deepEqual([server.asked.length, server.runs.phase, server.runs.lacks("time")], [1, "waiting", false])
})

test("a result for the state that is shown is shown whole", async () => {
  const server = new Server()
  server.runs.take(sceneAt(1))
  await server.finish(sceneAt(1, { whole: true, is_done: true }))
  assert.deepEqual(server.shown.map(({ state }) => state), [{ time: "1" }])
  assert.equal(server.asked.length, 1)
})

test("one that comes while a hand holds something leaves it alone, and is asked for once more after it", async () => {
  const server = new Server()
  server.runs.take(sceneAt(1))
  server.isBusy = true
  await server.finish(sceneAt(1, { whole: true, is_done: true }))
  assert.deepEqual([server.shown.length, server.asked.length], [0, 1])
  server.isBusy = false
  server.runs.settle()
  assert.equal(server.asked.length, 2)
  await server.finish(sceneAt(1, { whole: true, is_done: true }))
  assert.deepEqual([server.shown.length, server.runs.phase], [1, "done"])
})

test("a cancelled one is not asked for until it is wanted", () => {
  const server = new Server()
  server.runs.take(sceneAt(0))
  server.runs.cancel()
  assert.ok(server.asked[0].signal.aborted)
  server.runs.take(sceneAt(1))
  assert.deepEqual([server.asked.length, server.runs.phase], [1, "cancelled"])
  server.runs.start()
  assert.deepEqual([server.asked.length, server.runs.phase], [2, "waiting"])
  server.runs.cancel()
  server.runs.take(sceneAt(0, { key: "b" }))
  assert.equal(server.asked.length, 3)
})

test("a cancelled one that is known by now costs nothing any more", () => {
  const server = new Server()
  server.runs.take(sceneAt(0))
  server.runs.cancel()
  server.runs.take(sceneAt(1, { is_done: true }))
  assert.deepEqual([server.asked.length, server.runs.phase], [2, "waiting"])
})

const answers = {
  "a refusal": ["no such luck", 422, {}, "failed", "no such luck", null],
  "a refusal for a moment": ["too many", 503, { "Retry-After": "5" }, "waiting", "too many", 5000],
}
for (const [what, [words, status, headers, phase, said, again]] of Object.entries(answers)) {
  test(`${what} is told in its words`, async () => {
    const server = new Server()
    server.runs.take(sceneAt(0))
    server.asked[0].answer(new Response(words, { status, headers }))
    await until(() => server.runs.words)
    assert.deepEqual([server.runs.phase, server.runs.words], [phase, said])
    await server.clock.wait((again ?? 60_000) - 1)
    assert.equal(server.asked.length, 1)
    await server.clock.wait(1)
    assert.equal(server.asked.length, again ? 2 : 1)
  })
}

test("a job that failed is told in its words", async () => {
  const server = new Server()
  server.runs.take(sceneAt(0))
  const stream = server.begin()
  stream.enqueue(frame("e", new TextEncoder().encode("it failed")))
  stream.close()
  await until(() => server.runs.phase === "failed")
  assert.equal(server.runs.words, "it failed")
})

test("one that is lost on its way is asked for again, and while the line is down once it is up", async () => {
  const server = new Server()
  server.runs.take(sceneAt(0))
  server.begin().close()
  await until(() => server.runs.words)
  assert.equal(server.runs.words, NO_ANSWER)
  await server.clock.wait(RUN_AGAIN)
  assert.equal(server.asked.length, 2)
  server.runs.pause()
  server.asked[1].fail(new TypeError("failed to fetch"))
  await settle()
  assert.equal(server.runs.words, "")
  await server.clock.wait(10 * RUN_AGAIN)
  assert.equal(server.asked.length, 2)
  server.runs.resume()
  assert.equal(server.asked.length, 3)
})

test("a stage that is gone asks for nothing any more", () => {
  const server = new Server()
  server.runs.take(sceneAt(0))
  server.runs.close()
  assert.ok(server.asked[0].signal.aborted)
})
