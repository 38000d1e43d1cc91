// Handles, pulled by mouse, touch and keys.

import { element } from "../draw/elements.js"
import { value as valueUnder } from "../draw/projection.js"
import { FEW_PLACES, GridDomain, PathDomain, SketchDomain, TableDomain } from "../state/domain.js"
import { View } from "../state/tables.js"
import { compile, conditions, holds, number, reference } from "../state/template.js"
import { describe, grip, ink, slide, spot } from "./placement.js"
import { Track } from "./track.js"

const STEPS = { ArrowUp: [0, 1], ArrowRight: [1, 0], ArrowDown: [0, -1], ArrowLeft: [-1, 0] }
const PAGES = { PageUp: [0, 1], PageDown: [0, -1] }
/** From so many handles on they stand so close that a hint would cover a neighbour. */
const CROWD = 9
/** Milliseconds after a key in which the next one on the same handle belongs to the same run, which is one commit. */
const KEY_RUN = 500
/** Pixels to the side after which a finger on a chart draws and does not scroll. */
const SIDEWAYS = 8

export class Handles {
  /** `stage` is told what is taken (`grabbed`), shows what moves (`moved`) and commits what is let go (`released`). */
  constructor(stage, tracks) {
    this.stage = stage
    this.tracks = tracks
    this.handles = new Map()
    this.held = null
    this.last = null
  }

  /** The value of the handle that was held last, as it is read out; empty before any was. */
  get said() {
    return this.last?.knob.getAttribute("aria-valuetext") ?? ""
  }

  take(scene) {
    this.scene = scene
    const names = new Set(scene.handles.map((handle) => handle.name))
    for (const [name, handle] of this.handles) {
      if (names.has(name)) continue
      if (this.held?.handle === handle) this.#lose()
      if (this.last === handle) this.last = null
      handle.root.remove()
      handle.ink?.root.remove()
      this.handles.delete(name)
    }
    const hinted = scene.hint
      ? scene.handles.find(({ name }) => name === scene.hint)
      : scene.handles.length < CROWD && scene.handles.find(({ tables }) => tables.includes(scene.opening))
    for (const described of scene.handles) {
      const handle = this.handles.get(described.name) ?? this.#make(described)
      handle.described = described
      handle.knob.classList.toggle("lv-hint", described === hinted)
      handle.label = compile(described.label)
      handle.valueText = compile(described.value_text)
      handle.when = conditions(described.when)
      if (described.figure) {
        handle.x = reference(described.x)
        handle.y = reference(described.y)
      } else {
        this.#ticks(handle)
        this.#zones(handle)
      }
    }
    for (const handle of this.handles.values()) handle.knob.ariaDisabled = this.#isFixed(handle) ? "true" : null
    this.#arrange(scene)
    if (this.held) this.#carry()
  }

  /** Whether a handle does not move, since the table is not there that it moves on. */
  #isFixed(handle) {
    const { table } = this.#domain(handle)
    return Boolean(table) && this.stage.runs.lacks(table.name)
  }

  /** Tracks stand in one order in every lesson: what is played, what the lesson is about, switches, and the rest. */
  #arrange(scene) {
    const tracks = scene.handles.filter(({ figure }) => !figure)
    const played = tracks.find(({ name }) => name === scene.player?.handle)
    const main = tracks.find((one) => one.name === scene.hint && one !== played) ?? (scene.player && tracks.find((one) => one !== played))
    for (const { name } of tracks) this.handles.get(name).root.classList.toggle("lv-main", name === main?.name)
    const first = [played, main].filter(Boolean)
    const rest = tracks.filter((one) => !first.includes(one))
    const roots = (some) => some.map(({ name }) => this.handles.get(name).root)
    const wanted = [...roots(first), this.stage.controls.choices, ...roots(rest)]
    const standing = [...this.tracks.children].filter((node) => wanted.includes(node))
    if (wanted.some((node, i) => node !== standing[i])) this.tracks.append(...wanted)
  }

  /** A fresh scene came while a handle is held: the same place in the new one. */
  #carry() {
    const { held } = this
    const domain = this.#domain(held.handle)
    for (const end of ["place", "start"]) held[end] = domain.carried(held[end], held.domain)
    held.domain = domain
  }

  /** The handle that is held is no longer there. */
  #lose() {
    this.held = null
    clearTimeout(this.keyRun)
    this.stage.lost()
  }

  #make(described) {
    const knob = element("div", {
      class: "lv-handle", role: "slider", tabindex: "0", "data-axis": described.axis, "data-role": described.role,
      "data-handle": described.name, "data-look": described.look || undefined,
      "data-streams": Boolean(described.grid),
      "aria-orientation": described.axis === "y" ? "vertical" : "horizontal",
      "aria-roledescription": described.axis === "xy" ? "handle in two directions" : undefined,
    }, element("span", { class: "lv-grip" }))
    const handle = { root: knob, knob, described }
    if (described.figure) this.stage.picture.over(described.figure).insertBefore(knob, this.#following(described))
    else {
      handle.name = element("span", { class: "lv-track-name", "aria-hidden": "true" })
      handle.line = element("div", { class: "lv-track-line" }, knob)
      handle.value = element("span", { class: "lv-track-value", "aria-hidden": "true" })
      handle.root = element("div", { class: "lv-track", "data-track": described.name }, handle.name, handle.line, handle.value)
      this.tracks.append(handle.root)
    }
    knob.addEventListener("pointerdown", (event) => this.#grab(handle, event))
    knob.addEventListener("pointermove", (event) => this.#drag(handle, event))
    knob.addEventListener("pointerup", (event) => this.#release(handle, event))
    knob.addEventListener("pointercancel", (event) => this.#release(handle, event))
    knob.addEventListener("lostpointercapture", (event) => this.#release(handle, event))
    knob.addEventListener("keydown", (event) => this.#key(handle, event))
    knob.addEventListener("keyup", () => this.#keyUp(handle))
    knob.addEventListener("blur", () => { if (this.held?.handle === handle) this.finishKeys() })
    this.handles.set(described.name, handle)
    return handle
  }

  /** The first knob on the same figure that comes after a handle in the scene's order, in which Tab goes through them. */
  #following({ name, figure }) {
    const { handles } = this.scene
    const after = handles.slice(handles.findIndex((one) => one.name === name) + 1)
    const next = after.find((one) => one.figure === figure && this.handles.has(one.name))
    return next ? this.handles.get(next.name).knob : null
  }

  #ticks(handle) {
    handle.line.querySelectorAll("i").forEach((tick) => tick.remove())
    const places = this.#domain(handle).table?.places
    if (!places || places.length > FEW_PLACES) return
    for (let i = 0; i < places.length; i++) {
      handle.line.prepend(element("i", { style: `left: ${(100 * i) / (places.length - 1)}%` }))
    }
  }

  /** What is hidden, or no longer, has changed. */
  conceal() {
    for (const handle of this.handles.values()) if (!handle.described.figure) this.#zones(handle)
  }

  /** The zones of a track, which has room for them from the first. */
  #zones(handle) {
    const zones = this.scene.zones[handle.described.name]
    if (!zones) return
    handle.track ??= new Track(handle.line, handle.value)
    handle.root.classList.add("lv-zoned")
    handle.track.take(zones, handle.described.marks, this.stage.isHiding)
  }

  /** The name of the zone that a handle stands in; `own` is whether it stands on its grid and not as the view has it. */
  #zone(handle, domain, value, own) {
    if (!handle.track) return ""
    const share = (value - domain.low[0]) / (domain.high[0] - domain.low[0])
    return handle.track.name(own ? Math.min(1, Math.max(0, share)) : null)
  }

  /** What a handle moves on: of several tables the one that the picture chooses. */
  #domain(handle) {
    const { name: own, axis, tables, which, grid } = handle.described
    if (grid) return this.#cached(this.scene.grids[grid], (described) => this.#gridDomain(handle, grid, described))
    const name = which && this.stage.view ? tables[number(this.stage.view, reference(which))] : tables[0]
    // A path is where this handle stands on its figure; another may move the same table on a track.
    return this.#cached(this.scene.tables[name], (table) => this.#tableDomain(handle, table), axis === "path" ? own : "")
  }

  /** A table, or the path that it draws on the handle's figure. */
  #tableDomain({ described, x, y }, table) {
    if (described.axis !== "path") return new TableDomain(table)
    const views = Array.from(table.places, (_, place) => new View(this.scene, table, place))
    return new PathDomain(table, views.map((view) => [number(view, x), number(view, y)]))
  }

  /** A grid, or a sketch, whose pen stays where it was left. */
  #gridDomain(handle, name, described) {
    if (!described.places) return new GridDomain(name, described)
    const domain = new SketchDomain(name, described, handle.pen)
    handle.pen = domain.pen
    return domain
  }

  #cached(described, make, path = "") {
    this.domains ??= new WeakMap()
    if (!this.domains.has(described)) this.domains.set(described, new Map())
    const made = this.domains.get(described)
    if (!made.has(path)) made.set(path, make(described))
    return made.get(path)
  }

  #begin(handle, event) {
    this.stage.finishReveal()
    const domain = this.#domain(handle)
    // What a mouse over a linked view shows is where a handle is taken.
    const view = this.stage.hovered ?? this.stage.view
    const place = domain.table && view.table.name === domain.name ? view.index : (this.stage.leftAt(domain) ?? domain.now)
    this.held = { handle, domain, place, pointer: event?.pointerId, moved: false, start: place }
    this.last = handle
    this.stage.grabbed(domain, place)
  }

  /** Of the handles under a pointer, whose areas may overlap, the one whose middle is nearest; without any, `own`. */
  #nearest(own, event) {
    // Of those that stand on one spot it is `own`, the one on top.
    const offsets = [own, ...this.handles.values()].map((handle) => {
      const { left, right, top, bottom } = handle.knob.getBoundingClientRect()
      const isUnder = left <= event.clientX && event.clientX <= right && top <= event.clientY && event.clientY <= bottom
      const [x, y] = [event.clientX - (left + right) / 2, event.clientY - (top + bottom) / 2]
      return { handle, distance: isUnder && right > left ? Math.hypot(x, y) : Infinity }
    })
    return offsets.reduce((best, one) => (one.distance < best.distance ? one : best), { handle: own, distance: Infinity }).handle
  }

  #grab(own, event) {
    const handle = this.#take(() => this.#nearest(own, event), event)
    if (!handle) return
    // The grip stays under the very point where it was taken.
    const under = this.#under(handle, event)
    this.held.offset = this.held.domain.spot(this.held.place).map((value, i) => value - under[i])
  }

  /** A press on a figure that a pen draws on, beside its handles: the pen is taken there. */
  draw(name, event) {
    const handle = this.#take(() => this.handles.get(name), event)
    if (!handle) return
    this.held.offset = [0, 0]
    this.held.place = this.held.domain.lifted(this.held.place, this.#under(handle, event))
    // A finger that goes up or down scrolls the page: it draws once it has gone sideways.
    if (event.pointerType === "touch") this.held.waitsAt = event.clientX
  }

  /** Take the handle that is found under a pointer; nothing where another is held, or with another button. */
  #take(found, event) {
    if (event.button !== 0) return null
    if (this.held?.playing) this.drop()
    this.finishKeys()
    if (this.held) return null
    event.preventDefault()
    const handle = found()
    handle.knob.focus({ preventScroll: true })
    if (this.#isFixed(handle)) return null
    handle.knob.setPointerCapture(event.pointerId)
    this.#begin(handle, event)
    handle.knob.classList.add("lv-holding")
    return handle
  }

  /** The numbers under the pointer, one for each direction of the handle. */
  #under(handle, event) {
    const { figure, axis } = handle.described
    if (figure) {
      const box = this.stage.picture.over(figure).getBoundingClientRect()
      const area = this.stage.picture.area(figure)
      return [...(axis === "path" ? "xy" : axis)].map((one) => valueUnder(area, one, one === "x" ? event.clientX - box.left : event.clientY - box.top))
    }
    const box = handle.line.getBoundingClientRect()
    const { low, high } = this.held.domain
    return [low[0] + ((event.clientX - box.left) / box.width) * (high[0] - low[0])]
  }

  #drag(handle, event) {
    if (this.held?.handle !== handle || this.held.pointer !== event.pointerId) return
    if (Math.abs(event.clientX - this.held.waitsAt) < SIDEWAYS) return
    this.held.waitsAt = undefined
    const values = this.#under(handle, event).map((value, i) => value + this.held.offset[i])
    const { domain, place } = this.held
    this.to(domain.along(values, place))
    if (handle.described.axis !== "x" || !(domain.count > FEW_PLACES)) return
    // Between two places the grip is where the finger is; all that is read is of the nearer place.
    this.held.under = Math.min(domain.high[0], Math.max(domain.low[0], values[0]))
    this.stage.nudged()
  }

  /** Move what is held to a place. */
  to(place) {
    this.held.under = undefined
    if (this.held.moved && this.held.domain.same(place, this.held.place)) return
    this.held.place = place
    this.held.moved = true
    this.stage.moved()
  }

  #release(handle, event) {
    if (this.held?.handle !== handle || this.held.pointer !== event.pointerId) return
    handle.knob.classList.remove("lv-holding")
    this.drop()
  }

  /** Let go of what is held. */
  drop() {
    const held = this.held
    this.held = null
    clearTimeout(this.keyRun)
    if (held?.domain.pen) held.domain.pen.x = held.place.x
    if (held) this.stage.released(held)
  }

  /** Let go of what keys hold: their run has ended. */
  finishKeys() {
    if (this.#heldByKeys) this.drop()
  }

  close() {
    this.held = null
    clearTimeout(this.keyRun)
  }

  get #heldByKeys() {
    return this.held !== null && this.held.pointer === undefined && !this.held.playing
  }

  /** Hold a handle without a finger, so that a player can move it. */
  hold(name) {
    this.finishKeys()
    if (this.held || this.#isFixed(this.handles.get(name))) return false
    this.#begin(this.handles.get(name), null)
    this.held.playing = true
    return true
  }

  #key(handle, event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === "Escape" && this.held?.handle === handle && !this.held.playing) {
      event.preventDefault()
      this.to(this.held.start)
      return
    }
    if (event.key === " " && this.stage.player.moves(handle.described.name)) {
      event.preventDefault()
      if (!event.repeat) this.stage.player.toggle()
      return
    }
    const far = PAGES[event.key] || event.shiftKey ? handle.described.page_step : 1
    const steps = (STEPS[event.key] ?? PAGES[event.key])?.map((step) => step * far)
    const end = ["Home", "End"].indexOf(event.key)
    if (!steps && end < 0) return
    event.preventDefault()
    if (this.#isFixed(handle)) return
    if (this.held?.playing) this.drop()
    if (this.held?.handle !== handle) this.finishKeys()
    if (!this.held) this.#begin(handle, null)
    if (!this.#heldByKeys) return
    clearTimeout(this.keyRun)
    const { domain, place } = this.held
    this.to(steps ? domain.stepped(place, steps) : domain.end(place, end === 1))
  }

  #keyUp(handle) {
    if (this.held?.handle !== handle || !this.#heldByKeys) return
    clearTimeout(this.keyRun)
    this.keyRun = setTimeout(() => this.finishKeys(), KEY_RUN)
  }

  /** Put every handle where the view says; the held one stays with the finger even while the picture is on its way. */
  place(view, waiting) {
    for (const handle of this.handles.values()) {
      const held = this.held?.handle === handle
      const domain = held ? this.held.domain : this.#domain(handle)
      const left = this.stage.leftAt(domain)
      const place = held ? this.held.place : domain.table === view.table ? view.index : (left ?? domain.now)
      const values = domain.values(place)
      // A handle that is held, or was just released, knows its own place; elsewhere the picture says where it stands.
      const own = (held && (waiting || !domain.table)) || left !== null
      const here = holds(view, handle.when)
      // Where a pen was left is in no picture.
      const knows = own || Boolean(domain.pen)
      const under = held ? this.held.under : undefined
      if (handle.described.figure) spot(handle, this.stage.picture, view, under === undefined ? (knows ? values : null) : [under], here)
      else slide(handle, domain, view, { value: values[0], under, own, here })
      const zone = this.#zone(handle, domain, values[0], own)
      handle.track?.show(view, domain, zone)
      if (domain.pen) ink(handle, this.stage.picture, domain, held || left !== null ? place.heights : null)
      describe(handle, domain, view, values, { own, knows, zone })
    }
  }

  /** The grips that are shown on a figure, in its pixels. */
  grips(figure) {
    return [...this.handles.values()].filter((handle) => handle.described.figure === figure && handle.at).map(grip)
  }
}
