// Handles that wait for each other: which tables the scene that is here still holds for.

export class Freshness {
  constructor() {
    this.moved = this.deferred = this.left = null
  }

  /** A fresh scene is here: all of its tables hold. */
  refresh() {
    this.moved = null
    this.left = null
  }

  /** A handle moved on a domain. The tables of all others are stale until the scene of its commit is here. */
  move(name) {
    this.moved = name
  }

  isStale(name) {
    return this.moved !== null && this.moved !== name
  }

  /** A handle was let go over a stale table: its value is committed once a fresh one is here. */
  defer(table, value) {
    this.deferred = { table, value }
  }

  /** What was deferred, once, as soon as no table is stale. */
  takeDeferred() {
    if (this.moved !== null) return null
    const { deferred } = this
    this.deferred = null
    return deferred
  }

  /** A handle on a grid was let go: there it stands until the scene of its commit is here. */
  leave(name, place) {
    this.moved = name
    this.left = { name, place }
  }
}
