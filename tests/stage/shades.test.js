// Marks that are coloured by a number each have the colours of a field on the page.

import assert from "node:assert/strict"
import { test } from "node:test"

import { bound } from "../../lossviz/stage/draw/bound.js"
import { shades } from "../../lossviz/stage/draw/shades.js"

// Half of red on white, white, all of blue.
const scale = [[0, "#FF000080"], [0.5, "#FFFFFF"], [1, "#0000FF"]]
const marker = { colorscale: scale, cmin: 0, cmax: 255, colorbar: { bgcolor: "#FFFFFF" }, size: 8 }

test("a colour is that of its number, laid on the ground", () => {
  // 255 - 255 x 128 / 255 = 127.
  assert.deepEqual(shades(marker, [0, 127.5, 255]), ["rgb(255, 127, 127)", "rgb(255, 255, 255)", "rgb(0, 0, 255)"])
  // Half-way from white to blue.
  assert.deepEqual(shades(marker, [191.25]), ["rgb(128, 128, 255)"])
})

test("beyond the ends the colours are those of the ends", () => {
  assert.deepEqual(shades(marker, [-20, 300]), ["rgb(255, 127, 127)", "rgb(0, 0, 255)"])
})

test("on a dark ground a translucent colour is dark", () => {
  assert.deepEqual(shades({ ...marker, colorbar: { bgcolor: "#000000" } }, [0]), ["rgb(128, 0, 0)"])
})

test("a trace has the colours of its quantity", () => {
  const rows = { x: [1, 2], y: [3, 4], shade: [0, 255] }
  const view = { array: (name) => rows[name] }
  const at = bound({ type: "scatter", mode: "markers", meta: { x: "x", y: "y", color: "shade" }, marker }, view, { x: [0, 4], y: [0, 4] })
  assert.deepEqual(at.marker.color, ["rgb(255, 127, 127)", "rgb(0, 0, 255)"])
  assert.equal(at.marker.size, 8)
  assert.equal("color" in at, false)
})
