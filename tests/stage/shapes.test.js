// Marks and shapes: from numbers to outlines.

import assert from "node:assert/strict"
import { test } from "node:test"

import * as marks from "../../lossviz/stage/draw/marks.js"
import { arrows, finely, marked, ribbons, squares } from "../../lossviz/stage/draw/shapes.js"

// 100 x 200 pixels for 10 x 40 units: a pixel is 0.1 across and 0.2 up.
const SHEET = { left: 0, top: 0, width: 100, height: 200, x: [0, 10], y: [0, 40] }
const to = marks.scales(SHEET)
const close = (got, wanted) => {
  assert.equal(got.length, wanted.length)
  got.forEach((x, i) => assert.ok(Math.abs(x - wanted[i]) < 1e-9, `${got} is not ${wanted}`))
}

test("numbers become pixels, the y axis pointing up", () => {
  assert.deepEqual([to.x(0), to.x(10), to.y(0), to.y(40), to.x(2.5), to.y(10)], [0, 100, 200, 0, 25, 150])
})

test("what lies very far away stays where a drawing programme can count", () => {
  for (const far of [to.x(1e300), to.x(-1e300), to.y(Infinity)]) assert.ok(Math.abs(far) <= 1e5)
})

test("a bar stands on its foot, as wide as it is said, upright or lying", () => {
  assert.equal(marks.bar({ width: 2 }, { x: [5], y: [20] }, 0, to), "M40,200V100H60V200Z")
  assert.equal(marks.bar({ width: 2, offset: 0 }, { x: [5], y: [20] }, 0, to), "M50,200V100H70V200Z")
  assert.equal(marks.bar({}, { x: [5], y: [20], width: [4], base: [10] }, 0, to), "M30,150V50H70V150Z")
  assert.equal(marks.bar({ width: 4, orientation: "h" }, { x: [3], y: [20], base: [1] }, 0, to), "M10,110V90H40V110Z")
})

test("a bar without a place draws nothing", () => {
  assert.equal(marks.bar({ width: 2 }, { x: [5], y: [NaN] }, 0, to), marks.NOWHERE)
})

test("a line breaks where a point is missing", () => {
  assert.deepEqual(marks.lines([0, 1, NaN, 2, 3], [0, 20, 5, 40, 0], to), ["M0,200L10,100", "M20,0L30,200"])
  assert.deepEqual(marks.lines([NaN], [1], to), [])
  assert.deepEqual(marks.lines([1], [40], to), ["M10,0"])
})

test("points without a place are not among the marks", () => {
  assert.deepEqual(marks.points([0, NaN, 5], [40, 1, 0], to), ["translate(0,0)", "translate(50,200)"])
})

test("a square is as wide in pixels as the residual is long", () => {
  const drawn = squares({ x: [2], y: [10], foot: [4] }, SHEET)
  // 6 up are 30 pixels; 30 pixels across are 3.
  close(drawn.x.slice(0, 5), [2, 2, 5, 5, 2])
  close(drawn.y.slice(0, 5), [10, 4, 4, 10, 10])
  const left = squares({ x: [2], y: [10], foot: [4], side: [-1] }, SHEET)
  assert.ok(left.x.slice(0, 5).some((x) => Math.abs(x + 1) < 1e-9))
})

test("all squares turn the same way round, so that none cuts a hole into another", () => {
  const { x, y } = squares({ x: [2, 2, 2, 2], y: [10, 4, 10, 4], foot: [4, 10, 4, 10], side: [1, 1, -1, -1] }, SHEET)
  const areas = [0, 1, 2, 3].map((k) => {
    const at = [0, 1, 2, 3].map((i) => [[x[6 * k + i], y[6 * k + i]], [x[6 * k + i + 1], y[6 * k + i + 1]]])
    return at.reduce((sum, [[x0, y0], [x1, y1]]) => sum + (x0 * y1 - x1 * y0) / 2, 0)
  })
  areas.forEach((area) => assert.ok(Math.abs(area - 18) < 1e-9, `${areas}`))
})

test("an arrow ends at its tip with a head of equal sides in pixels", () => {
  const drawn = arrows({ x: [1], y: [0], tip_x: [5], tip_y: [16] }, SHEET)
  assert.deepEqual([drawn.x[1], drawn.y[1]], [5, 16])
  const side = (k) => Math.hypot((drawn.x[k] - 5) / 0.1, (drawn.y[k] - 16) / 0.2)
  close([side(2), side(4)], [9, 9])
})

test("an arrow without a length is a point, a short one has a head of half its length", () => {
  assert.deepEqual(arrows({ x: [1], y: [1], tip_x: [1], tip_y: [1] }, SHEET).x.slice(0, 5), [1, 1, 1, 1, 1])
  const short = arrows({ x: [0], y: [0], tip_x: [1], tip_y: [0] }, SHEET)
  close([Math.hypot((short.x[2] - 1) / 0.1, short.y[2] / 0.2)], [5])
})

test("one shape is parted from the next", () => {
  const drawn = arrows({ x: [1, 2], y: [1, 1], tip_x: [3, 4], tip_y: [1, 1] }, SHEET)
  assert.equal(drawn.x.length, 12)
  assert.deepEqual([5, 11].map((i) => Number.isNaN(drawn.x[i]) && Number.isNaN(drawn.y[i])), [true, true])
})

test("a parabola through few points is drawn finely, and is one", () => {
  const x = Array.from({ length: 15 }, (_, i) => i - 7)
  const fine = finely({ x, y: x.map((at) => at * at) })
  assert.equal(fine.x.length, 14 * 6 + 1)
  close(fine.y, fine.x.map((at) => at * at))
  const many = { x: Array(97).fill(0), y: Array(97).fill(0) }
  assert.deepEqual(finely(many), many)
})

test("a ribbon leads from point to point with level ends, everywhere as thick as its width", () => {
  const { x, y } = ribbons({ x: [1], y: [8], tip_x: [9], tip_y: [32], width: [6] }, SHEET)
  assert.equal(x.length, 2 * 24 + 1 + 1)
  // 6 pixels are 1.2 up: at both ends 0.6 above and below.
  close([x[0], y[0], x[47], y[47]], [1, 8.6, 1, 7.4])
  close([x[23], y[23], x[24], y[24]], [9, 32.6, 9, 31.4])
  close([x[48], y[48]], [x[0], y[0]])
  for (let k = 0; k < 24; k++) close([Math.hypot((x[k] - x[47 - k]) / 0.1, (y[k] - y[47 - k]) / 0.2)], [6])
  // It is the same from the other end.
  for (let k = 0; k < 24; k++) close([x[k] + x[24 + k], y[k] + y[24 + k]], [10, 40])
})

test("many ribbons have fewer places", () => {
  const placesOf = (count) => {
    const many = (value) => Array(count).fill(value)
    return ribbons({ x: many(1), y: many(8), tip_x: many(9), tip_y: many(32), width: many(6) }, SHEET).x.length / count
  }
  // Along two edges, back to the first place, and a gap.
  assert.deepEqual([60, 61, 200, 201].map(placesOf), [2 * 24 + 2, 2 * 12 + 2, 2 * 12 + 2, 2 * 8 + 2])
})

test("ribbons lead from the right side of a square to the left side of the next", () => {
  // 1 across is 10 pixels, 4 up are 20: the square is 10 pixels wide, half of which is 0.5 across.
  const { x } = ribbons({ x: [1], y: [8], tip_x: [9], tip_y: [32], width: [6], inset: [1, 4] }, SHEET)
  close([x[0], x[23]], [1.5, 8.5])
})

test("a box stands around its place, a cross in it, and a corner at its lower left", () => {
  // 2 across are 20 pixels, 8 up are 40: the square is 20 pixels wide, 2 across and 4 up.
  const size = [2, 8]
  const box = marked({ x: [5, NaN], y: [20, 20], box: size }, SHEET)
  close([box.x.slice(0, 5), box.y.slice(0, 5)].flat(), [4, 6, 6, 4, 4, 18, 18, 22, 22, 18])
  assert.equal(box.x.length, 7)
  const cross = marked({ x: [5], y: [20], cross: size }, SHEET)
  close([cross.x.slice(0, 5), cross.y.slice(0, 5)].flat(), [4, 6, 5, 4, 6, 18, 22, 20, 22, 18])
  // 4 pixels around the corner at (4, 18) are 0.2 to each side and 0.4 up and down.
  const corner = marked({ x: [5, 5], y: [20, 20], corner: size, width: [4, 0] }, SHEET)
  close([corner.x.slice(0, 4), corner.y.slice(0, 4)].flat(), [3.8, 4.2, 4.2, 3.8, 17.6, 17.6, 18.4, 18.4])
  assert.equal(corner.x.length, 7)
})

test("of no shapes there is a gap", () => {
  assert.deepEqual(marked({ x: [], y: [], box: [1, 1] }, SHEET), { x: [NaN], y: [NaN] })
})

test("a ribbon without a width is nothing", () => {
  const { x, y } = ribbons({ x: [1, 1, 1], y: [8, 8, 8], tip_x: [9, 9, 9], tip_y: [32, 32, 32], width: [0, NaN, -1] }, SHEET)
  assert.deepEqual(marks.lines(x, y, to), [])
})
