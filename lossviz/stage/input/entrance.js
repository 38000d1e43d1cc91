// The entrance of a picture: on arrival the table that it opens with is played once, as if a hand pulled it.

import { View } from "../state/tables.js"

/** Milliseconds in which the first place is looked at. */
const REST = 700
let hasPlayed = false

export class Entrance {
  /** `stage` has the scene, the view that is shown, and what shows it. */
  constructor(stage) {
    this.stage = stage
    // The place that it has come to.
    this.index = -1
    // Whoever takes hold of the picture has it.
    for (const deed of ["pointerdown", "keydown"]) stage.root.addEventListener(deed, () => this.stop(), { capture: true })
  }

  /** The picture is there: play it, once in this visit, unless the address says where it stands. */
  begin() {
    const { scene, root, runs } = this.stage
    if (runs.lacks(scene.opening)) return
    if (hasPlayed || !scene.entrance_seconds || isStated(scene) || matchMedia("(prefers-reduced-motion: reduce)").matches) return
    hasPlayed = true
    this.state = JSON.stringify(scene.state)
    root.classList.add("lv-entering")
    const play = (time) => {
      this.since ??= time + REST
      const last = this.#table.places.length - 1
      const share = Math.max(0, time - this.since) / (1000 * scene.entrance_seconds)
      this.#to(Math.min(last, Math.floor(share * last)))
      share < 1 ? (this.frame = requestAnimationFrame(play)) : this.stop()
    }
    this.frame = requestAnimationFrame(play)
  }

  /** Stay where it is. */
  stop() {
    cancelAnimationFrame(this.frame)
    this.stage.root.classList.remove("lv-entering")
  }

  /** The place at which a scene is shown that comes again, as it was when it was played. */
  at(scene, table) {
    return table.name === scene.opening && JSON.stringify(scene.state) === this.state ? this.index : -1
  }

  get #table() {
    const { scene } = this.stage
    return scene.tables[scene.opening]
  }

  #to(index) {
    if (index === this.index) return
    this.index = index
    this.stage.view = new View(this.stage.scene, this.#table, index)
    this.stage.show()
  }
}

function isStated({ tables, opening }) {
  const query = new URLSearchParams(location.search)
  return Object.keys(tables[opening].commit).some((name) => query.has(name))
}
