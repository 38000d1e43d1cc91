// Folds and boxes by the keys that Streamlit writes into their classes.

import assert from "node:assert/strict"
import { test } from "node:test"

import { boxState, foldState } from "../../lossviz/stage/state/deeds.js"

test("a fold that is opened comes to those that are open, and one that is closed goes", () => {
  assert.deepEqual(foldState("gradient-descent", "gradient-descent-race-open", true, ""), { open: "race" })
  assert.deepEqual(foldState("gradient-descent", "gradient-descent-race-open", true, "map"), { open: "map,race" })
  assert.deepEqual(foldState("gradient-descent", "gradient-descent-race-open", false, "map,race"), { open: "map" })
  assert.deepEqual(foldState("entropy", "entropy-information-gain-open", false, "information-gain"), { open: "" })
})

test("what is no fold of the lesson is none", () => {
  for (const key of ["", "code", "entropy--exact", "loss-race-open"]) assert.equal(foldState("entropy", key, true, ""), null)
})

test("a box belongs to the parameter whose key it has", () => {
  const names = ["rate", "start", "race.step"]
  assert.deepEqual(boxState("gradient-descent", "gradient-descent-race-step", " 3", names), { "race.step": " 3" })
  assert.deepEqual(boxState("gradient-descent", "gradient-descent-rate", "", names), { rate: "" })
  assert.equal(boxState("gradient-descent", "loss-rate", "1", names), null)
})
