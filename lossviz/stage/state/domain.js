// What a handle moves on: the places of a table, or, where the server is asked about the picture, a grid in one or two
// directions, or a curve that it draws.
//
// A place of a table is its index, -1 being the picture as it stands. A place of a grid is its coordinates. A place of
// a sketch is where the pen stands and the heights of the whole curve.

import { nearest, nearestOnGrid, stepped, textsAt, valueAt } from "./tables.js"

/** Up to so many places are places that one sees: a handle jumps from one to the next. Among more it follows the pointer. */
export const FEW_PLACES = 21

/** Where a hand takes a handle at a place, and the place to which it then pulls it: mostly that of its values. */
class Domain {
  spot(place) { return this.values(place) }
  along(spot, from) { return this.nearest(spot, from) }
}

export class TableDomain extends Domain {
  constructor(table) {
    super()
    this.table = table
    this.name = table.name
    this.low = [table.places[0]]
    this.high = [table.places[table.places.length - 1]]
    this.now = -1
  }

  get count() { return this.table.places.length }
  values(place) { return [valueAt(this.table, place)] }
  nearest([value]) { return nearest(this.table, value) }
  stepped(place, [across, up]) { return stepped(this.table, place, across + up) }
  end(place, last) { return nearest(this.table, last ? this.high[0] : this.low[0]) }
  same(one, other) { return one === other }
  /** The place that one of an earlier scene has in this one. */
  carried(place, earlier) { return this.nearest(earlier.values(place)) }
}

/**
 * The places of a table as they lie on a figure: `spots` has the [x, y] of each, in whose order they are a path. One that
 * lies outside of the figure has NaN: no pointer takes the path there.
 */
export class PathDomain extends TableDomain {
  constructor(table, spots) {
    super(table)
    this.spots = spots
    const [across, up] = [0, 1].map((i) => spots.map((spot) => spot[i]).filter((value) => !Number.isNaN(value)))
    this.reach = [across, up].map((all) => Math.max(...all) - Math.min(...all) || 1)
  }

  spot(place) { return this.spots[nearestOnGrid(this.table, valueAt(this.table, place))] }

  /** The place whose spot lies nearest, where the whole path is as wide as it is high. */
  along([x, y]) {
    const away = this.spots.map((spot) => {
      const far = Math.hypot((spot[0] - x) / this.reach[0], (spot[1] - y) / this.reach[1])
      return Number.isNaN(far) ? Infinity : far
    })
    const least = Math.min(...away)
    return least < Infinity ? nearest(this.table, this.table.places[away.indexOf(least)]) : -1
  }
}

export class GridDomain extends Domain {
  constructor(name, grid) {
    super()
    this.name = name
    this.grid = grid
    this.low = grid.low
    this.high = grid.high
    this.now = grid.now
  }

  /** How many places there are, in the one direction that there is. */
  get count() { return this.low.length > 1 ? 0 : Math.round((this.high[0] - this.low[0]) / this.grid.step[0]) + 1 }
  values(place) { return place }
  same(one, other) { return one.every((value, i) => value === other[i]) }
  carried(place) { return this.nearest(place) }

  nearest(values) {
    return values.map((value, i) => {
      const snapped = this.#snapped(value, i)
      const now = this.now[i]
      return Math.abs(value - now) < Math.abs(value - snapped) ? now : snapped
    })
  }

  #snapped(value, i) {
    const { low, high, step } = this.grid
    const inside = Math.min(high[i], Math.max(low[i], value))
    return rounded(low[i] + Math.round((inside - low[i]) / step[i]) * step[i], step[i])
  }

  /** So many steps away in each direction; a handle that moves in one direction takes both kinds of arrow. */
  stepped(place, [across, up]) {
    const steps = place.length === 1 ? [across + up] : [across, up]
    const { low, high, step } = this.grid
    return place.map((value, i) => {
      if (steps[i] === 0) return value
      const exact = (value - low[i]) / step[i]
      const on = Math.abs(exact - Math.round(exact)) < 1e-6
      const from = on ? Math.round(exact) : steps[i] > 0 ? Math.floor(exact) : Math.ceil(exact)
      return this.#snapped(Math.min(high[i], Math.max(low[i], low[i] + (from + steps[i]) * step[i])), i)
    })
  }

  end(place, last) {
    return place.map((value, i) => (i > 0 ? value : this.#snapped(last ? this.high[0] : this.low[0], 0)))
  }

  /** What the address would say of a place. */
  state(place) {
    const [x, y] = place.map(String)
    const { commit, texts = {}, low, step } = this.grid
    const index = this.same(place, this.now) ? -1 : Math.round((place[0] - low[0]) / step[0])
    return { ...filled(commit, (text) => text.replaceAll("{x}", x).replaceAll("{y}", y)), ...textsAt(texts, index) }
  }
}

/** So many spots of a pen lie between two places of its curve. */
const PARTS = 10
/** A pull that is steeper goes up or down, not along. */
const STEEP = 8

/** A curve: heights at fixed places, straight in between. `pen` remembers where in x the pen was left. */
export class SketchDomain extends Domain {
  constructor(name, sketch, pen = { x: sketch.pen }) {
    super()
    this.name = name
    this.grid = sketch
    this.pen = pen
    this.low = [sketch.places[0], sketch.low]
    this.high = [sketch.places.at(-1), sketch.high]
  }

  get now() { return this.at(this.pen.x, this.grid.now) }

  /** The pen on a curve. */
  at(x, heights) { return { x, y: this.#height(x, heights), heights } }

  values({ x, y }) { return [x, y] }
  same(one, other) { return one.x === other.x && one.y === other.y && one.heights.every((y, i) => y === other.heights[i]) }
  carried(place) { return place }
  state({ heights }) { return filled(this.grid.commit, (text) => text.replaceAll("{heights}", heights.join(","))) }

  /** The pen somewhere else, without drawing. */
  lifted(place, values) {
    const [x, y] = this.#inside(values)
    return { ...place, x, y }
  }

  /**
   * The pen pulled to somewhere else: every place on its way gets the height at which it passed, and the nearest one its
   * own, unless the pen has passed it on the way here.
   */
  nearest(values, from) {
    const [x, y] = this.#inside(values)
    const [across, up] = [x - from.x, y - from.y]
    const nearest = this.#index(x)
    const isPassed = (this.grid.places[nearest] - x) * across < 0 && Math.abs(up) < STEEP * Math.abs(across)
    const heights = from.heights.map((height, i) => {
      const share = (this.grid.places[i] - from.x) / across
      if (across !== 0 && share >= 0 && share <= 1) return this.#rounded(from.y + share * up)
      return i === nearest && !isPassed ? y : height
    })
    return { x, y, heights }
  }

  /** So many places to the side, and so many steps up with the curve at the place where the pen stands. */
  stepped(place, [across, up]) {
    const { places, step } = this.grid
    const index = this.#index(place.x)
    const i = Math.min(places.length - 1, Math.max(0, index + across))
    const heights = place.heights.map((height, j) => (j === i ? this.#rounded(height + up * step) : height))
    return this.at(places[i], heights)
  }

  end(place, last) { return this.at(last ? this.high[0] : this.low[0], place.heights) }

  /** A spot inside the frame: in height on a step, across on a small part of the way between two places. */
  #inside([x, y]) {
    const [first, second] = this.grid.places
    const fine = (second - first) / PARTS
    const across = rounded(first + Math.round((x - first) / fine) * fine, fine)
    return [Math.min(this.high[0], Math.max(this.low[0], across)), this.#rounded(y)]
  }

  #index(x) {
    const away = this.grid.places.map((place) => Math.abs(place - x))
    return away.indexOf(Math.min(...away))
  }

  #rounded(y) {
    const { low, high, step } = this.grid
    return Math.min(high, Math.max(low, rounded(low + Math.round((y - low) / step) * step, step)))
  }

  #height(x, heights) {
    const { places } = this.grid
    const i = Math.min(places.length - 2, Math.max(0, places.findLastIndex((place) => place <= x)))
    return heights[i] + ((heights[i + 1] - heights[i]) * (x - places[i])) / (places[i + 1] - places[i])
  }
}

/** The parameters of a commit, each text filled in. */
function filled(commit, fill) {
  return Object.fromEntries(Object.entries(commit).map(([name, text]) => [name, fill(text)]))
}

/** A multiple of a step without the noise of binary fractions: 0.15, not 0.15000000000000002; never minus zero. */
function rounded(value, step) {
  const digits = Math.max(0, Math.min(100, 3 - Math.floor(Math.log10(step))))
  return Number(value.toFixed(digits)) + 0
}
