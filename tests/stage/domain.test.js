// What a handle moves on.

import assert from "node:assert/strict"
import { test } from "node:test"

import { GridDomain, PathDomain, SketchDomain, TableDomain } from "../../lossviz/stage/state/domain.js"

const plane = (...now) => new GridDomain("start", {
  low: [-5, -3], high: [5, 3], step: [0.05, 0.1], now, commit: { start: "{x},{y}", points: "1,2;{x},{y}", measure: "" },
})

const NEAREST = [
  [[0.15, 0.3], [0.15, 0.3]], [[0.149, 0.26], [0.15, 0.3]], [[-9, 9], [-5, 3]], [[-4.001, 1.51], [-4, 1.5]],
  [[0.333, 1.0], [0.3333, 1.0]], [[Infinity, -Infinity], [5, -3]],
]
for (const [under, place] of NEAREST) {
  test(`${under} lies on the grid, inside its frame or where the handle stands: ${place}`, () => {
    assert.deepEqual(plane(0.3333, 1.5).nearest(under), place)
  })
}

test("steps in the plane go each their own way and end at the edge", () => {
  const domain = plane(-4, 1.5)
  assert.deepEqual(domain.stepped([-4, 1.5], [1, 0]), [-3.95, 1.5])
  assert.deepEqual(domain.stepped([-4, 1.5], [0, -10]), [-4, 0.5])
  assert.deepEqual(domain.stepped([4.98, 3], [2, 2]), [5, 3])
  assert.deepEqual(domain.stepped([0.333, 0], [-1, 0]), [0.3, 0])
  assert.deepEqual(domain.stepped([0.333, 0], [1, 0]), [0.35, 0])
  assert.deepEqual([domain.end([0, 1.5], true), domain.end([0, 1.5], false)], [[5, 1.5], [-5, 1.5]])
})

test("a handle that moves in one direction takes both kinds of arrow", () => {
  const line = new GridDomain("h", { low: [0], high: [1], step: [0.1], now: [0.5], commit: { h: "{x}" } })
  assert.deepEqual(line.stepped([0.5], [1, 0]), [0.6])
  assert.deepEqual(line.stepped([0.5], [0, -1]), [0.4])
  assert.deepEqual(line.state([0.6]), { h: "0.6" })
})

test("a place is written into the address without the noise of binary fractions", () => {
  const domain = plane(-4, 1.5)
  const place = domain.nearest([0.1500001, -0.0001])
  assert.deepEqual(domain.state(place), { start: "0.15,0", points: "1,2;0.15,0", measure: "" })
  // -0.9 + 3 × 0.3 is a little below 0.
  const across = new GridDomain("h", { low: [-0.9], high: [0.9], step: [0.3], now: [0.9], commit: { h: "{x}" } })
  assert.ok(Object.is(across.nearest([0])[0], 0))
  const fine = new GridDomain("h", { low: [0], high: [1], step: [1e-5], now: [0], commit: {} })
  assert.deepEqual(fine.nearest([3e-5]), [3e-5])
})

test("two places of a grid are the same where all their numbers are", () => {
  const domain = plane(0, 0)
  assert.ok(domain.same([1, 2], [1, 2]))
  assert.ok(!domain.same([1, 2], [1, 3]))
})

test("the places of a table are its indices, and -1 the picture as it stands", () => {
  const domain = new TableDomain({ name: "p", places: Float64Array.of(0, 0.5, 1), now: 0.7 })
  assert.deepEqual([domain.name, domain.low, domain.high, domain.now], ["p", [0], [1], -1])
  assert.deepEqual([domain.values(-1), domain.values(2)], [[0.7], [1]])
  assert.deepEqual([domain.nearest([0.72]), domain.nearest([0.55])], [-1, 1])
  assert.deepEqual([domain.stepped(-1, [1, 0]), domain.stepped(-1, [0, -1])], [2, 1])
  assert.deepEqual([domain.end(0, true), domain.end(0, false)], [2, 0])
  assert.ok(domain.same(1, 1) && !domain.same(1, 2))
})

const sketch = (now = [0, 0, 0, 0, 0]) => new SketchDomain("curve", {
  places: [-2, -1, 0, 1, 2], low: -2, high: 4, step: 0.05, now, commit: { curve: "{heights}", highlight: "" }, pen: -2,
})

test("a pen that is pulled sets every place on its way, and the nearest one to where it is", () => {
  const domain = sketch()
  assert.deepEqual(domain.now, { x: -2, y: 0, heights: [0, 0, 0, 0, 0] })
  const begun = domain.lifted(domain.now, [-1.5, 1])
  assert.deepEqual([begun.x, begun.y, begun.heights], [-1.5, 1, [0, 0, 0, 0, 0]])
  // From (-1.5, 1) to (1.4, 3.9): it passes -1 at 1.5, 0 at 2.5 and 1 at 3.5, and is past 1, the nearest.
  const drawn = domain.nearest([1.4, 3.9], begun)
  assert.deepEqual(drawn, { x: 1.4, y: 3.9, heights: [0, 1.5, 2.5, 3.5, 0] })
  // On its way to 2, now the nearest, it takes that along already; straight up, the nearest as well.
  assert.deepEqual(domain.nearest([1.6, 3.9], drawn).heights, [0, 1.5, 2.5, 3.5, 3.9])
  assert.deepEqual(domain.nearest([1.4, 2], drawn).heights, [0, 1.5, 2.5, 2, 0])
  const back = domain.nearest([-9, -9], drawn)
  assert.deepEqual([back.x, back.y, back.heights[0]], [-2, -2, -2])
})

test("a pen that goes straight up takes the nearest place along, in steps, and stays inside its frame", () => {
  const domain = sketch()
  const up = domain.nearest([-1.96, 0.333], domain.now)
  assert.deepEqual([up.y, up.heights], [0.35, [0.35, 0, 0, 0, 0]])
  assert.deepEqual(domain.nearest([-2, 99], up).heights, [4, 0, 0, 0, 0])
})

test("keys move the pen from place to place and the curve there up and down", () => {
  const domain = sketch([0, 1, 0, 0, 0])
  const right = domain.stepped(domain.now, [1, 0])
  assert.deepEqual([domain.values(right), right.heights], [[-1, 1], [0, 1, 0, 0, 0]])
  assert.deepEqual(domain.stepped(right, [0, 10]).heights, [0, 1.5, 0, 0, 0])
  assert.deepEqual(domain.stepped(right, [-9, -100]), { x: -2, y: -2, heights: [-2, 1, 0, 0, 0] })
  assert.deepEqual([domain.end(right, true).x, domain.end(right, false).x], [2, -2])
})

test("between two places the pen stands on the curve", () => {
  const domain = sketch([0, 1, 3, 0, 0])
  domain.pen.x = -0.25
  assert.deepEqual(domain.values(domain.now), [-0.25, 2.5])
})

test("a curve is written with its heights, stays as it is in a new scene, and the pen stays where it was", () => {
  const domain = sketch()
  const drawn = domain.nearest([-1, 0.15], domain.now)
  assert.deepEqual(domain.state(drawn), { curve: "0,0.15,0,0,0", highlight: "" })
  const next = new SketchDomain("curve", domain.grid, domain.pen)
  assert.equal(next.carried(drawn, domain), drawn)
  assert.ok(domain.same(drawn, { ...drawn }) && !domain.same(drawn, domain.now))
  domain.pen.x = 1
  assert.equal(next.now.x, 1)
})

const bend = () => new PathDomain({ places: [0, 1, 2, 3], now: 0 }, [[0, 0], [300, 1], [390, 2], [400, 4]])

test("on a path the nearest spot counts, where the path is as wide as it is high", () => {
  const domain = bend()
  // Of 400 across, 60 are as far as 0.6 of 4 up.
  for (const [spot, place] of [[[310, 1.1], 1], [[400, 2.4], 2], [[400, 3.2], 3], [[-900, 0], -1], [[900, 9], 3]]) {
    assert.equal(domain.along(spot), place, String(spot))
  }
  assert.deepEqual(domain.spot(2), [390, 2])
  assert.deepEqual(domain.spot(-1), [0, 0])
})

test("a pointer takes a path to the spots that it has in the figure, and leaves it where it has none", () => {
  const none = [NaN, NaN]
  const domain = new PathDomain({ places: [0, 1, 2, 3], now: 3 }, [none, [300, 1], none, [400, 4]])
  // Of 100 across, 60 are as far as 1.8 of 3 up.
  for (const [spot, place] of [[[0, 0], 1], [[350, 2.4], 1], [[350, 2.6], -1]]) {
    assert.equal(domain.along(spot), place, String(spot))
  }
  assert.equal(new PathDomain({ places: [0, 1], now: 1 }, [none, none]).along([1, 1]), -1)
})

test("on a path a step is one place, whichever arrow is pressed, and the value is that of the table", () => {
  const domain = bend()
  assert.deepEqual([domain.stepped(1, [1, 0]), domain.stepped(1, [0, 1]), domain.stepped(1, [-1, 0])], [2, 2, -1])
  assert.deepEqual(domain.values(2), [2])
  assert.deepEqual([domain.end(1, true), domain.end(1, false)], [3, -1])
  assert.equal(domain.carried(2, bend()), 2)
})

test("elsewhere a hand takes a handle at its values", () => {
  assert.deepEqual(plane(1, 2).spot([1, 2]), [1, 2])
  assert.deepEqual(plane(1, 2).along([0.16, 0.31]), [0.15, 0.3])
})

test("a domain knows how many places there are in its one direction", () => {
  const grid = { low: [0], high: [2], step: [0.25], now: [1], commit: {} }
  assert.equal(new GridDomain("rate", grid).count, 9)
  assert.equal(new GridDomain("start", { low: [0, 0], high: [2, 2], step: [1, 1], now: [0, 0], commit: {} }).count, 0)
  assert.equal(new TableDomain({ name: "p", places: [0, 0.5, 1], now: 0.5 }).count, 3)
})

test("further parameters have a text for each place, and one for where the handle stands", () => {
  const texts = { update: ["48", "40", "27", "41"] }
  const share = new GridDomain("held", { low: [10], high: [50], step: [20], now: [25], commit: { held: "{x}" }, texts })
  const written = [[10], [30], [50], [25]].map((place) => share.state(place))
  assert.deepEqual(written, [
    { held: "10", update: "48" }, { held: "30", update: "40" }, { held: "50", update: "27" }, { held: "25", update: "41" },
  ])
})
