// What a handle moves on: the places of a table, or a grid in one or two directions that the server is asked about.
//
// A place of a table is its index, -1 being the picture as it stands. A place of a grid is its coordinates.

import { nearest, stepped, valueAt } from "./tables.js"

export class TableDomain {
  constructor(table) {
    this.table = table
    this.name = table.name
    this.low = [table.places[0]]
    this.high = [table.places[table.places.length - 1]]
    this.now = -1
  }

  values(place) { return [valueAt(this.table, place)] }
  nearest([value]) { return nearest(this.table, value) }
  stepped(place, [across, up]) { return stepped(this.table, place, across + up) }
  end(place, last) { return nearest(this.table, last ? this.high[0] : this.low[0]) }
  same(one, other) { return one === other }
}

export class GridDomain {
  constructor(name, grid) {
    this.name = name
    this.grid = grid
    this.low = grid.low
    this.high = grid.high
    this.now = grid.now
  }

  values(place) { return place }
  same(one, other) { return one.every((value, i) => value === other[i]) }

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
    const filled = Object.entries(this.grid.commit).map(([name, text]) => [name, text.replaceAll("{x}", x).replaceAll("{y}", y)])
    return Object.fromEntries(filled)
  }
}

/** A multiple of a step without the noise of binary fractions: 0.15, not 0.15000000000000002; never minus zero. */
function rounded(value, step) {
  const digits = Math.max(0, Math.min(100, 3 - Math.floor(Math.log10(step))))
  return Number(value.toFixed(digits)) + 0
}
