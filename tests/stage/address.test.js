// The address as the stage writes it while nobody else can.

import assert from "node:assert/strict"
import { test } from "node:test"

import { changed } from "../../lossviz/stage/state/address.js"

const DEFAULTS = { p: "9,1", names: "", hand: "0", unit: "bits" }

test("a change is written beside what is there, and what is empty or the default is left out", () => {
  assert.equal(changed("", { p: "1,1", hand: "0" }, DEFAULTS), "p=1%2C1")
  assert.equal(changed("?p=1%2C1&goal=G1", { p: "", hand: "2" }, DEFAULTS), "hand=2&goal=G1")
  assert.equal(changed("?p=1%2C1", { p: "9,1" }, DEFAULTS), "")
})

test("names stand in the order of the parameters, those of other parts after them, what every lesson knows last", () => {
  assert.equal(changed("?hand=2&bag.p=1&open=bag&goal=G1", { p: "1,1", predict: "2" }, { ...DEFAULTS, unit: undefined }),
    "p=1%2C1&hand=2&bag.p=1&open=bag&goal=G1&predict=2")
  assert.equal(changed("?open=bag", { unit: "nats" }, DEFAULTS), "unit=nats&open=bag")
})

test("while a question is open a default is written, for what is left out means the start of the question", () => {
  assert.equal(changed("?p=1%2C3&predict=1", { p: "9,1", hand: "" }, DEFAULTS), "p=9%2C1&hand=&predict=1")
  assert.equal(changed("?p=1%2C3&predict=1", { p: "9,1", predict: "" }, DEFAULTS), "")
})

test("what the change does not name stays as it is, whatever it says", () => {
  assert.equal(changed("?embed=true&hand=0&x=", { p: "1,1" }, DEFAULTS), "p=1%2C1&embed=true&hand=0&x=")
})
