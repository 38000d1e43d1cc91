// The pixels of a field: what is worked out here by hand stands in them.

import assert from "node:assert/strict"
import { test } from "node:test"

import { imageOf } from "../../lossviz/stage/draw/fieldimage.js"

const GREY = ["#000000", "#FFFFFF"]
const gradient = { kind: "gradient", colours: GREY, limits: [0, 255], discrete: false }
const mixture = { kind: "mixture", colours: ["#FF0000", "#00FF00", "#0000FF"], discrete: false }
const bytes = ({ pixels }) => new Uint8Array(pixels.buffer)
/** The pixels row by row from the top, each as its parts. */
const parts = (image) => Array.from(image.pixels, (_, i) => [...bytes(image).slice(4 * i, 4 * i + 4)])
const reds = (image) => parts(image).map(([red]) => red)

test("between four places numbers are interpolated, the first row of places at the bottom", () => {
  // Places at 0 and 1; pixels at a quarter and at three quarters: 100 x + 40 y.
  const image = imageOf(gradient, { x: [0, 1], y: [0, 1], z: Uint8Array.of(0, 100, 40, 140) }, 2)
  assert.deepEqual([image.width, image.height], [2, 2])
  assert.deepEqual(reds(image), [25 + 30, 75 + 30, 25 + 10, 75 + 10])
  assert.deepEqual(parts(image)[0], [55, 55, 55, 255])
})

test("what lies beyond the limits has the colour of the limit, infinite or not", () => {
  const z = [0, Infinity, Infinity, 0]
  assert.deepEqual(reds(imageOf(gradient, { x: [0, 1, 2, 3], y: [0, 1], z: [...z, ...z] }, 1)), [255, 255, 255])
  const all = (value) => reds(imageOf(gradient, { x: [0, 1], y: [0, 1], z: Array(4).fill(value) }, 1))
  assert.deepEqual([-1, Infinity, -Infinity, 256].map(all), [[0], [255], [0], [255]])
})

test("what is not a number is painted as nothing, and so is what lies beside it", () => {
  const image = imageOf(gradient, { x: [0, 1, 2], y: [0, 1], z: [NaN, 7, 7, 7, 7, 7] }, 1)
  assert.deepEqual(parts(image), [[0, 0, 0, 0], [7, 7, 7, 255]])
  assert.deepEqual(parts(imageOf(mixture, { x: [0, 1], y: [0, 1], z: Array(12).fill(NaN) }, 1)), [[0, 0, 0, 0]])
})

test("three colours are spread evenly over the limits", () => {
  const three = { ...gradient, colours: ["#0000FF", "#FFFFFF", "#FF0000"], limits: [-1, 1] }
  const at = (value) => parts(imageOf(three, { x: [0, 1], y: [0, 1], z: Array(4).fill(value) }, 1))[0].slice(0, 3)
  assert.deepEqual([at(-1), at(1)], [[0, 0, 255], [255, 0, 0]])
  // Half-way between two of them: half of 255, as near as a table of 256 colours is.
  assert.ok(Math.abs(at(-0.5)[0] - 127.5) <= 1 && at(-0.5)[2] === 255, `${at(-0.5)}`)
})

test("a discrete gradient changes its colour in the middle of its limits", () => {
  const image = imageOf({ ...gradient, limits: [0, 1], discrete: true }, { x: [0, 1], y: [0, 1], z: [0, 1, 0, 1] }, 4)
  assert.deepEqual(reds(image).slice(0, 4), [0, 0, 255, 255])
})

test("a mixture has the mean of the colours by the shares", () => {
  // A fifth, two fifths, two fifths at all four places: of 255 they are 51, 102, 102.
  const same = imageOf(mixture, { x: [0, 1], y: [0, 1], z: Array(4).fill([0.2, 0.4, 0.4]).flat() }, 1)
  assert.deepEqual(parts(same), [[51, 102, 102, 255]])
  // As bytes, of which the sum is the whole: 1 and 3 of 4.
  const packed = Uint8Array.from(Array(4).fill([64, 192, 0]).flat())
  assert.deepEqual(parts(imageOf(mixture, { x: [0, 1], y: [0, 1], z: packed }, 1)), [[64, 191, 0, 255]])
})

test("a discrete mixture has the colour of the largest share", () => {
  const left = [0.7, 0.2, 0.1]
  const right = [0.1, 0.2, 0.7]
  const image = imageOf({ ...mixture, discrete: true }, { x: [0, 1], y: [0, 1], z: [...left, ...right, ...left, ...right] }, 2)
  assert.deepEqual(parts(image).slice(0, 2), [[255, 0, 0, 255], [0, 0, 255, 255]])
})

test("tiles stand one below the other, each with its own numbers", () => {
  const tiles = { kind: "tiles", colours: GREY, limits: [0, 255], side: 2 }
  const image = imageOf(tiles, { x: [0, 5], y: [0, 0], z: [9, 9, 9, 9, 30, 30, 50, 50] }, 1)
  assert.deepEqual([image.width, image.height, reds(image)], [1, 2, [9, 40]])
})

test("a colour may be translucent", () => {
  const image = imageOf({ ...gradient, colours: ["#0A0B0C80", "#0A0B0C80"] }, { x: [0, 1], y: [0, 1], z: [1, 1, 1, 1] }, 1)
  assert.deepEqual(parts(image), [[10, 11, 12, 128]])
})
