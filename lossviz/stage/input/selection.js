// What a pointer does on a figure beside its handles changes what is shown, or is committed.

import { GridDomain } from "../state/domain.js"
import { View } from "../state/tables.js"

export class Selection {
  /** `stage` has the scene and the view that is shown; its picture tells where a pointer is. */
  constructor(stage) {
    this.stage = stage
    const { pointing } = stage.picture
    pointing.onHover = (table, index) => this.#hover(table, index)
    pointing.onPick = (table, index) => this.#pick(table, index)
    pointing.onAdd = (grid, place) => this.#add(grid, place)
    pointing.onDraw = (handle, event) => stage.handles.pointer.draw(handle, event)
  }

  /** A mouse over a linked view: all figures show the place it points at, until it leaves. */
  #hover(table, index) {
    const { stage } = this
    if (!stage.view || stage.isHeld || stage.reveal.isMoving) return
    if (table && index >= 0) stage.hovered = new View(stage.scene, stage.scene.tables[table], index)
    else if (!stage.hovered) return
    else stage.hovered = null
    stage.later(() => stage.show())
  }

  /** A click on a linked view: what it points at is chosen. */
  #pick(table, index) {
    const { stage } = this
    if (index < 0 || stage.isHeld || stage.isLocked || stage.runs.lacks(table)) return
    stage.hovered = null
    stage.go(new View(stage.scene, stage.scene.tables[table], index).state())
  }

  /** A double click on a figure that takes new marks: one is added there. */
  #add(name, place) {
    const { stage } = this
    const grid = stage.scene.grids[name]
    if (!grid || stage.isHeld || stage.isLocked) return
    const domain = new GridDomain(name, grid)
    stage.go(domain.state(domain.nearest(place)))
  }
}
