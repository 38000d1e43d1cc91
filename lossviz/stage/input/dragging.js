// What the picture shows while a handle is held, and what is committed when it is let go.

import { nearest, valueAt, View } from "../state/tables.js"

let hasDragged = false

export class Dragging {
  /** `stage` has the scene, the view that is shown, and what asks and commits. */
  constructor(stage) {
    this.stage = stage
  }

  /** Whether any handle was taken yet, on whatever page. */
  get hasBegun() {
    return hasDragged
  }

  /** Whether what is held moves over a picture that waits for another handle's commit. */
  get isWaiting() {
    const { handles, exchange } = this.stage
    return Boolean(handles.held?.domain.table) && exchange.freshness.isStale(handles.held.domain.name)
  }

  grabbed(domain, place) {
    const { stage } = this
    hasDragged = true
    stage.hovered = null
    stage.root.classList.add("lv-pulled")
    stage.predictions.grabbed()
    if (this.isWaiting) return
    if (domain.table) {
      stage.active = domain.name
      stage.view = new View(stage.scene, domain.table, place)
      if (stage.isLocked) stage.reveal.startAt(domain.table, place)
    }
    stage.later(() => stage.show())
  }

  /** What is held moved: draw with the next frame, or ask for the picture where there is no table. */
  moved() {
    const { stage } = this
    const { domain, place } = stage.handles.held
    if (!domain.table) {
      stage.exchange.ask(domain.state(place))
      stage.later(() => stage.handles.place(stage.view, this.isWaiting))
      return
    }
    if (this.isWaiting) { stage.later(() => stage.handles.place(stage.view, true)); return }
    stage.exchange.freshness.move(domain.name)
    stage.view = new View(stage.scene, domain.table, place)
    stage.later(() => stage.show())
  }

  /** What is held was pulled, perhaps not as far as to another place: its grip follows. */
  nudged() {
    const { stage } = this
    if (!stage.frame) stage.later(() => stage.handles.place(stage.hovered ?? stage.view, this.isWaiting))
  }

  /** Where a handle without a table was left, until the picture of that place is here. */
  leftAt(domain) {
    const { left } = this.stage.exchange.freshness
    return left?.name === domain.name ? left.place : null
  }

  /** What was held is gone with its scene. */
  lost() {
    this.stage.exchange.cancel()
  }

  released(held) {
    this.#released(held)
    this.stage.runs.settle()
  }

  #released({ domain, place, moved }) {
    const { stage } = this
    const { exchange, scene } = stage
    exchange.cancel()
    const { tables, grids } = scene
    if ((domain.table ?? domain.grid) !== (domain.table ? tables : grids)[domain.name]) return
    if (!domain.table) { this.#releasedOnGrid(domain, place, moved); return }
    if (exchange.freshness.isStale(domain.name)) {
      if (moved) exchange.freshness.defer(domain.name, valueAt(domain.table, place))
      return
    }
    if (stage.frame) { cancelAnimationFrame(stage.frame); stage.frame = 0 }
    stage.view = new View(scene, domain.table, place)
    stage.active = domain.name
    stage.show()
    const speed = stage.player.pendingSpeed()
    if (place >= 0) { stage.commit({ ...stage.view.state(), ...speed }); return }
    // What is left to commit is which handle was held.
    const state = exchange.unchanged({ ...stage.view.fixedState(), ...speed })
    if (state) stage.commit(state)
  }

  #releasedOnGrid(domain, place, moved) {
    const { stage } = this
    const speed = stage.player.pendingSpeed()
    if (moved) {
      stage.exchange.freshness.leave(domain.name, place)
      stage.commit({ ...domain.state(place), ...speed })
    } else if (Object.keys(speed).length) stage.commit(speed)
  }

  /** After a fresh scene: what was pulled over the one that waited is shown, and committed where it was let go. */
  catchUp() {
    const { stage } = this
    const { exchange, scene } = stage
    const deferred = exchange.freshness.takeDeferred()
    const table = deferred && scene.tables[deferred.table]
    if (table) {
      const index = nearest(table, deferred.value)
      stage.view = new View(scene, table, index)
      stage.active = table.name
      if (index >= 0) {
        exchange.freshness.move(table.name)
        stage.commit(stage.view.state())
      }
    }
    const { held } = stage.handles
    if (held?.moved && held.domain.table && exchange.freshness.moved === null) {
      exchange.freshness.move(held.domain.name)
      stage.view = new View(scene, held.domain.table, held.place)
    }
  }
}
