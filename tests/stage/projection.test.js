// From the numbers of the axes to pixels and back, flat and from the side.

import assert from "node:assert/strict"
import { test } from "node:test"

import { frame, pixels, value } from "../../lossviz/stage/draw/projection.js"
import { camera } from "../../lossviz/stage/draw/camera.js"
import { drawPath } from "../../lossviz/stage/draw/surface3d.js"

const LAYOUT = { margin: { l: 40, r: 10, t: 20, b: 30 }, xaxis: { range: [0, 1] }, yaxis: { range: [0, 4] } }
// 200 x 100 pixels; the y axis points up.
const AREA = frame(LAYOUT, 250, 150)

test("numbers become pixels and pixels become numbers", () => {
  assert.deepEqual(pixels(AREA, 0, 0), [40, 120])
  assert.deepEqual(pixels(AREA, 1, 4), [240, 20])
  assert.deepEqual(pixels(AREA, 0.25, 1), [90, 95])
  assert.equal(value(AREA, "x", 90), 0.25)
  assert.equal(value(AREA, "y", 95), 1)
})

test("a point outside the frame stands at its edge", () => {
  assert.deepEqual(pixels(AREA, -3, Infinity), [40, 20])
  assert.deepEqual(pixels(AREA, 9, -1), [240, 120])
})

test("a figure without room still has a frame", () => {
  const { width, height } = frame(LAYOUT, 0, 0)
  assert.ok(width >= 1 && height >= 1)
})

const PLOT = {
  layout: {
    margin: { l: 0, r: 0, t: 0, b: 0 },
    scene: { xaxis: { range: [0, 10] }, yaxis: { range: [0, 10] }, zaxis: { range: [0, 1] } },
  },
}
const SIZE = { width: 400, height: 300 }

test("the surface seen from the side stays in its picture at every azimuth", () => {
  const spots = []
  for (let azimuth = 0; azimuth < 360; azimuth += 15) {
    const { pixel } = camera(PLOT, azimuth, SIZE)
    for (const x of [0, 10]) for (const y of [0, 10]) for (const z of [0, 1]) {
      const [left, top] = pixel(x, y, z)
      assert.ok(left >= -1e-9 && left <= 400 + 1e-9 && top >= -1e-9 && top <= 300 + 1e-9, `${azimuth}: ${[left, top]}`)
      spots.push(top)
    }
  }
  // It is as large as the picture allows: over a whole turn it comes near to both edges.
  assert.ok(Math.min(...spots) < 3 && Math.max(...spots) > 297, `${Math.min(...spots)} to ${Math.max(...spots)}`)
})

test("what is higher stands higher in the picture, straight above", () => {
  const { pixel } = camera(PLOT, 45, SIZE)
  const [low, high] = [pixel(3, 7, 0), pixel(3, 7, 0.5)]
  assert.ok(high[1] < low[1])
  assert.equal(high[0], low[0])
})

test("a wall hides what lies behind it and nothing else", () => {
  // A ridge along the middle of x; from azimuth 0 the camera looks along y, from 90 along x.
  const places = Array.from({ length: 11 }, (_, i) => i)
  const grid = { x: places, y: places, z: places.flatMap(() => places.map((x) => (x === 5 ? 1 : 0))) }
  const hidden = (azimuth, x, z = 0) => camera(PLOT, azimuth, SIZE).hidden(grid, x, 5, z)
  assert.deepEqual([hidden(90, 7), hidden(90, 3), hidden(270, 3), hidden(0, 7), hidden(90, 7, 5)], [true, false, true, false, false])
})

test("a path is drawn where it lies in the frame, and not where it has left it", () => {
  const drawn = []
  const context = new Proxy({}, {
    get: (_, name) => (...at) => { if (name === "moveTo" || name === "lineTo" || name === "arc") drawn.push([name, at[0]]) },
    set: () => true,
  })
  const spots = [[NaN, NaN], [1, 1], [2, 2], [NaN, NaN], [4, 4], [5, 5]]
  drawPath(context, spots, spots.map(() => false), 5, {})
  assert.deepEqual(drawn, [["moveTo", 1], ["lineTo", 2], ["moveTo", 4], ["lineTo", 5], ["arc", 5]])
  drawn.length = 0
  drawPath(context, spots, spots.map(() => false), 3, {})
  assert.deepEqual(drawn, [["moveTo", 1], ["lineTo", 2]])
})
