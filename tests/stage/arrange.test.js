import assert from "node:assert/strict"
import test from "node:test"
import { arrange } from "../../lossviz/stage/draw/arrange.js"

const FRAME = { left: 40, top: 20, width: 300, height: 200 }
const SIZE = { width: 350, height: 250 }
const label = (x, y, more = {}) => ({ x, y, width: 60, height: 17, anchor: "above", ...more })
const grip = (x, y) => ({ x, y, width: 20, height: 20 })
const boxOf = ({ own, shift, width, height }) => ({ left: own.left + shift[0], top: own.top + shift[1], width, height })
const meet = (one, other) =>
  one.left < other.left + other.width && other.left < one.left + one.width && one.top < other.top + other.height && other.top < one.top + one.height

test("a label that touches nothing stays at its own place", () => {
  const one = label(150, 100)
  arrange([one], [grip(250, 100)], FRAME, SIZE)
  assert.deepEqual(one.shift, [0, 0])
})

test("of two labels that would touch the second moves aside", () => {
  const [one, other] = [label(150, 100), label(160, 104)]
  arrange([one, other], [], FRAME, SIZE)
  assert.deepEqual(one.shift, [0, 0])
  assert.ok(!meet(boxOf(one), boxOf(other)))
})

test("a label gives way to a grip, to a name on an axis, and to its own grip", () => {
  const name = label(150, 100, { anchor: "middle" })
  const own = label(250, 100, { anchor: "right" })
  const one = label(150, 120)
  arrange([one, own, name], [grip(250, 100), grip(250, 80)], FRAME, SIZE)
  assert.deepEqual(name.shift, [0, 0])
  assert.ok(!meet(boxOf(one), boxOf(name)))
  for (const y of [70, 90]) assert.ok(!meet(boxOf(own), { left: 240, top: y, width: 20, height: 20 }))
})

test("a label is pushed inside the sheet, and inside the frame where an axis has a number", () => {
  const [left, right, top] = [label(45, 100), label(340, 150), label(200, 4)]
  const tick = { left: 10, right: 37, top: 70, bottom: 90 }
  arrange([left, right, top], [], FRAME, SIZE, [tick])
  assert.equal(boxOf(left).left, 40)
  const free = label(45, 150)
  arrange([free], [], FRAME, SIZE, [tick])
  assert.deepEqual(free.shift, [0, 0])
  assert.equal(boxOf(right).left + 60, 350)
  assert.equal(boxOf(top).top, 0)
})

test("a label keeps the side it went to until its own place is well free", () => {
  const one = label(150, 100)
  const pulled = (x) => { arrange([one], [grip(x, 87)], FRAME, SIZE); return one.side }
  assert.equal(pulled(150), "below")
  // Beside its own place are 2 pixels, then 20.
  assert.equal(pulled(192), "below")
  assert.equal(pulled(210), "own")
  assert.equal(pulled(192), "own")
})

test("where nothing is free a label stands where it covers least", () => {
  const wall = [...Array(40).keys()].flatMap((i) => [...Array(30).keys()].map((k) => grip(i * 10, k * 10)))
  const one = label(150, 100)
  arrange([one], wall, FRAME, SIZE)
  assert.ok(Number.isFinite(one.shift[0]) && Number.isFinite(one.shift[1]))
})

const covers = ({ own, shift, width, height }, [x1, y1, x2, y2]) => {
  const [left, top] = [own.left + shift[0] + 1, own.top + shift[1] + 3]
  return [...Array(201).keys()].some((i) => {
    const [x, y] = [x1 + ((x2 - x1) * i) / 200, y1 + ((y2 - y1) * i) / 200]
    return x > left && x < left + width - 2 && y > top && y < top + height - 6
  })
}

test("a label leaves its place where it lies on a line and a side is free", () => {
  const one = label(150, 100)
  const line = [150, 100, 250, 60, 0]
  arrange([one], [], FRAME, SIZE, [], () => [line])
  assert.notEqual(one.side, "own")
  assert.ok(!covers(one, line))
})

test("a label stays where every side lies on a line", () => {
  const one = label(150, 100)
  const cloud = [...Array(40).keys()].map((i) => [0, i * 6, 400, i * 6, 0])
  arrange([one], [], FRAME, SIZE, [], () => cloud)
  assert.equal(one.side, "own")
  assert.deepEqual(one.shift, [0, 0])
})

test("handles and other labels count for more than lines", () => {
  const one = label(150, 100)
  const wall = [...Array(40).keys()].flatMap((i) => [...Array(11).keys()].map((k) => grip(i * 10, 110 + k * 10)))
  const lines = [...Array(17).keys()].map((i) => [0, i * 6, 400, i * 6, 0])
  arrange([one], wall, FRAME, SIZE, [], () => lines)
  assert.ok(boxOf(one).top + one.height <= 100)
})

test("a label does not go to and fro while a line moves past it", () => {
  const one = label(150, 100)
  const sides = []
  for (let y = 60; y < 140; y += 0.25) {
    arrange([one], [], FRAME, SIZE, [], () => [[0, y + Math.sin(40 * y), 400, y + Math.sin(40 * y), 0]])
    if (one.side !== sides.at(-1)) sides.push(one.side)
  }
  assert.ok(sides.length > 1)
  assert.equal(new Set(sides).size, sides.length - 1, sides.join(" "))
})

test("the mark that a label names does not push it away", () => {
  const one = label(150, 100)
  arrange([one], [], FRAME, SIZE, [], () => [[150, 100, 150, 100, 9]])
  assert.equal(one.side, "own")
})

test("a label below stays where it names a place on the axis, and moves where it stands below a mark", () => {
  const [name, mark] = [label(150, 220, { anchor: "below" }), label(150, 100, { anchor: "below" })]
  arrange([name, mark], [grip(150, 235), grip(150, 118)], FRAME, SIZE)
  assert.deepEqual(name.shift, [0, 0])
  assert.notDeepEqual(mark.shift, [0, 0])
})
