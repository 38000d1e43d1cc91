// Which domain a handle moves on, made once for each table and grid of a scene.

import { GridDomain, PathDomain, SketchDomain, TableDomain } from "../state/domain.js"
import { View } from "../state/tables.js"
import { number, reference } from "../state/template.js"

export class Domains {
  /** `stage` has the view that is shown. */
  constructor(stage) {
    this.stage = stage
    this.made = new WeakMap()
  }

  take(scene) {
    this.scene = scene
  }

  /** What a handle moves on: of several tables the one that the picture chooses. */
  of(handle) {
    const { name: own, axis, tables, which, grid } = handle.described
    if (grid) return this.#cached(this.scene.grids[grid], (described) => this.#grid(handle, grid, described))
    const name = which && this.stage.view ? tables[number(this.stage.view, reference(which))] : tables[0]
    // A path is where this handle stands on its figure; another may move the same table on a track.
    return this.#cached(this.scene.tables[name], (table) => this.#table(handle, table), axis === "path" ? own : "")
  }

  /** A table, or the path that it draws on the handle's figure. */
  #table({ described, x, y }, table) {
    if (described.axis !== "path") return new TableDomain(table)
    const views = Array.from(table.places, (_, place) => new View(this.scene, table, place))
    return new PathDomain(table, views.map((view) => [number(view, x), number(view, y)]))
  }

  /** A grid, or a sketch, whose pen stays where it was left. */
  #grid(handle, name, described) {
    if (!described.places) return new GridDomain(name, described)
    const domain = new SketchDomain(name, described, handle.pen)
    handle.pen = domain.pen
    return domain
  }

  #cached(described, make, path = "") {
    if (!this.made.has(described)) this.made.set(described, new Map())
    const made = this.made.get(described)
    if (!made.has(path)) made.set(path, make(described))
    return made.get(path)
  }
}
