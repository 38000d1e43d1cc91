// The line to the server, with a stand-in for Streamlit, the server and the clock.

import assert from "node:assert/strict"
import { test } from "node:test"

import { CONNECTED, FIRST_TRY, Line, LONGEST_TRY, MOST_DOUBTS, MOST_RUNS, RUN_TIMEOUT } from "../../lossviz/stage/state/line.js"
import { Clock, settle } from "./standin.js"

class StandIn {
  constructor() {
    this.clock = new Clock()
    this.runs = this.loads = this.tries = 0
    this.isReachable = this.mayLoad = true
    this.said = []
    this.line = new Line({
      run: () => { this.runs += 1 },
      isReachable: async () => { this.tries += 1; return this.isReachable },
      load: () => { this.loads += this.mayLoad; return this.mayLoad },
      onChange: (...now) => this.said.push(now),
      setTimeout: this.clock.setTimeout,
      clearTimeout: this.clock.clearTimeout,
    })
  }

  /** A stage, or what else has something to say to the server. */
  end(answer = async () => {}) {
    const end = { told: [], isHeld: false, pause: () => end.told.push("pause"), resume: () => { end.told.push("resume"); return answer() } }
    end.leave = this.line.join(end)
    return end
  }
}

test("while all is well nothing is asked and nobody is told", async () => {
  const page = new StandIn()
  const end = page.end()
  page.line.connection(CONNECTED)
  page.line.ran()
  await page.clock.wait(10 * RUN_TIMEOUT)
  assert.deepEqual([page.runs, page.said, end.told], [0, [], []])
})

test("once the line is connected again the whole page is run, and only after that what waits goes on", async () => {
  const page = new StandIn()
  const end = page.end()
  for (const state of ["PINGING_SERVER", "CONNECTING"]) page.line.connection(state)
  assert.deepEqual([page.runs, end.told, page.said], [0, ["pause"], [[false]]])
  page.line.connection(CONNECTED)
  assert.deepEqual([page.runs, end.told], [1, ["pause"]])
  page.line.ran()
  assert.deepEqual([end.told, page.said], [["pause", "resume"], [[false], [true]]])
  await page.clock.wait(100 * RUN_TIMEOUT)
  assert.equal(page.runs, 1)
})

test("a run that ends while the line is down is one from before", () => {
  const page = new StandIn()
  const end = page.end()
  page.line.connection("PINGING_SERVER")
  page.line.ran()
  assert.deepEqual(end.told, ["pause"])
})

test("who joins while the line is down waits, and who has left is not told", () => {
  const page = new StandIn()
  page.line.connection("PINGING_SERVER")
  const [late, gone] = [page.end(), page.end()]
  gone.leave()
  page.line.connection(CONNECTED)
  page.line.ran()
  assert.deepEqual([late.told, gone.told], [["pause", "resume"], ["pause"]])
})

test("of two ends the second goes on once the first is answered, and not where the line is down by then", async () => {
  const page = new StandIn()
  let answer
  page.end(() => new Promise((done) => { answer = done }))
  const second = page.end()
  page.line.doubt()
  page.line.ran()
  await settle()
  assert.deepEqual(second.told, ["pause"])
  answer()
  await settle()
  assert.deepEqual(second.told, ["pause", "resume"])
  page.line.doubt()
  page.line.ran()
  page.line.connection("PINGING_SERVER")
  answer()
  await settle()
  assert.deepEqual(second.told, ["pause", "resume", "pause", "pause"])
})

test("a run that does not end is asked for again, ever later; then the page is loaded anew, once", async () => {
  const page = new StandIn()
  page.line.connection("PINGING_SERVER")
  page.line.connection(CONNECTED)
  await page.clock.wait(RUN_TIMEOUT - 1)
  assert.equal(page.runs, 1)
  await page.clock.wait(1)
  assert.equal(page.runs, 2)
  await page.clock.wait(2 * RUN_TIMEOUT - 1)
  assert.equal(page.runs, 2)
  await page.clock.wait(100 * RUN_TIMEOUT)
  assert.deepEqual([page.runs, page.loads], [MOST_RUNS, 1])
})

test("no run is asked for while the line is not connected", async () => {
  const page = new StandIn()
  page.line.connection("PINGING_SERVER")
  page.line.connection(CONNECTED)
  page.line.connection("PINGING_SERVER")
  await page.clock.wait(100 * RUN_TIMEOUT)
  assert.deepEqual([page.runs, page.loads], [1, 0])
})

test("something without an answer puts the line in doubt: the page is run, and what waits goes on", () => {
  const page = new StandIn()
  const end = page.end()
  page.line.doubt()
  page.line.doubt()
  assert.deepEqual([page.runs, end.told], [1, ["pause"]])
  page.line.ran()
  assert.deepEqual(end.told, ["pause", "resume"])
})

test("doubts that runs do not end lead to a fresh page, but those between answers do not count", async () => {
  const page = new StandIn()
  let isAnswered = true
  page.end(() => (isAnswered ? Promise.resolve() : new Promise(() => {})))
  const doubt = async () => { page.line.doubt(); page.line.ran(); await settle() }
  for (let i = 0; i < 3 * MOST_DOUBTS; i++) await doubt()
  assert.equal(page.loads, 0)
  isAnswered = false
  for (let i = 0; i < MOST_DOUBTS; i++) await doubt()
  assert.equal(page.loads, 0)
  page.line.doubt()
  await settle()
  assert.equal(page.loads, 1)
})

test("a connection that Streamlit has given up is replaced by a fresh page as soon as the server answers", async () => {
  const page = new StandIn()
  page.isReachable = false
  page.line.connection("DISCONNECTED_FOREVER")
  await settle()
  await page.clock.wait(FIRST_TRY)
  assert.deepEqual([page.tries, page.loads], [2, 0])
  await page.clock.wait(20 * LONGEST_TRY)
  // Politely: it backs off.
  assert.ok(page.tries > 10 && page.tries < 35, `${page.tries}`)
  page.isReachable = true
  await page.clock.wait(LONGEST_TRY)
  assert.equal(page.loads, 1)
  await page.clock.wait(100 * LONGEST_TRY)
  assert.equal(page.loads, 1)
})

test("a page is not taken out of a hand", async () => {
  const page = new StandIn()
  const end = page.end()
  end.isHeld = true
  page.line.replace()
  await page.clock.wait(10 * LONGEST_TRY)
  assert.deepEqual([page.loads, end.told], [0, ["pause"]])
  end.isHeld = false
  await page.clock.wait(LONGEST_TRY)
  assert.equal(page.loads, 1)
})

test("where loading anew has not helped it is left to the learner", async () => {
  const page = new StandIn()
  page.mayLoad = false
  page.line.replace()
  await page.clock.wait(10 * LONGEST_TRY)
  assert.deepEqual([page.loads, page.said.at(-1)], [0, [false, true]])
})
