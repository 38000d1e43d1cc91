// Where controls stand: the player, tracks, switches and actions, in one order in every lesson, or in named groups.

import { element, write } from "../draw/elements.js"

export class Arrangement {
  /** `stage` has the tracks, the player, the switches, the actions and the progress of a job. */
  constructor(stage) {
    this.stage = stage
    this.lead = element("div", { class: "lv-lead" })
    this.groups = new Map()
  }

  take(scene) {
    const { handles, controls, player, progress, tracks, note } = this.stage
    const root = (name) => handles.handles.get(name)?.described.figure === "" ? handles.handles.get(name).root : controls.switches.get(name)
    const names = scene.handles.filter(({ figure }) => !figure).map(({ name }) => name)
    const played = names.find((name) => name === scene.player?.handle)
    const grouped = new Set(scene.groups.flatMap((one) => one.controls))
    const free = names.filter((name) => name !== played && !grouped.has(name))
    const isGrouped = scene.groups.length > 0
    const main = free.find((name) => name === scene.hint) ?? (scene.player && free[0])
    for (const name of names) root(name).classList.toggle("lv-main", name === main || (isGrouped && name === played))
    const first = [played, main].filter(Boolean)
    const rest = free.filter((name) => !first.includes(name))
    const switches = scene.choices.map(({ label }) => label).filter((label) => !grouped.has(label))
    const order = [...first, ...switches, ...rest].map(root)
    const time = scene.player ? [player.root] : []
    if (isGrouped) {
      put(this.lead, [...time, controls.actions, progress.root])
      put(tracks, [this.lead, ...order, ...scene.groups.map((one, i) => this.#group(scene, one, i, root))])
    } else {
      put(tracks, [...time, ...order])
      for (const one of [progress.root, controls.actions]) if (one.parentElement !== note.parentElement) note.before(one)
    }
  }

  #group(scene, { caption, controls }, i, root) {
    if (!this.groups.has(i)) {
      const id = `lv-group-${scene.name}-${i}`
      const name = element("span", { class: "lv-set-name", id })
      this.groups.set(i, { name, node: element("div", { class: "lv-set", role: "group", "aria-labelledby": id }, name) })
    }
    const { name, node } = this.groups.get(i)
    write(name, caption)
    put(node, [name, ...controls.map(root), this.stage.controls.actionsOf(caption)])
    return node
  }
}

/** Give a container these children in this order; what stands right is left alone, for what is moved loses the focus. */
function put(container, nodes) {
  for (const child of [...container.children]) if (!nodes.includes(child)) child.remove()
  nodes.forEach((node, i) => {
    if (container.children[i] !== node) container.insertBefore(node, container.children[i] ?? null)
  })
}
