// Handles: their knobs and tracks, which of them is held, and where each stands.

import { element } from "../draw/elements.js"
import { FEW_PLACES } from "../state/domain.js"
import { compile, conditions, holds, reference } from "../state/template.js"
import { Domains } from "./domains.js"
import { Keys } from "./keys.js"
import { describe, grip, hint, ink, slide, spot } from "./placement.js"
import { Pointer } from "./pointer.js"
import { isRemovable, successor } from "./removal.js"
import { Track } from "./track.js"

/** From so many handles on they stand so close that a hint would cover a neighbour. */
const CROWD = 9

export class Handles {
  /** The `dragging` of `stage` is told what is taken (`grabbed`), what moves (`moved`) and what is let go (`released`). */
  constructor(stage, tracks) {
    this.stage = stage
    this.tracks = tracks
    this.handles = new Map()
    this.domains = new Domains(stage)
    this.pointer = new Pointer(this)
    this.keys = new Keys(this)
    this.held = null
    this.last = null
  }

  /** The value of the handle that was held last, as it is read out; empty before any was. */
  get said() {
    return this.last?.knob.getAttribute("aria-valuetext") ?? ""
  }

  take(scene) {
    this.scene = scene
    this.domains.take(scene)
    const names = new Set(scene.handles.map((handle) => handle.name))
    const focused = [...this.handles.values()].find(({ knob }) => knob === document.activeElement)
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
      handle.knob.ariaKeyShortcuts = isRemovable(described) ? "Delete" : null
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
    this.lock()
    this.hinted = hinted ? this.handles.get(hinted.name) : null
    if (focused && !names.has(focused.described.name)) {
      this.handles.get(successor(focused.described, scene)?.name)?.knob.focus({ preventScroll: true })
    }
    if (this.held) this.#carry()
  }

  /** Whether a handle does not move: the table is not there that it moves on, or an open question is about something else. */
  isFixed(handle) {
    const { table } = this.domains.of(handle)
    return this.#isLocked(handle) || (Boolean(table) && this.stage.runs.lacks(table.name))
  }

  #isLocked({ described }) {
    return this.stage.predictions.locks(described.name)
  }

  /** Show which handles do not move; Tab passes by those that an open question locks. */
  lock() {
    for (const handle of this.handles.values()) {
      const isLocked = this.#isLocked(handle)
      handle.knob.ariaDisabled = this.isFixed(handle) ? "true" : null
      handle.knob.tabIndex = isLocked ? -1 : 0
      handle.root.title = isLocked ? this.stage.predictions.reason : ""
    }
  }

  /** A fresh scene came while a handle is held: the same place in the new one. */
  #carry() {
    const { held } = this
    const domain = this.domains.of(held.handle)
    for (const end of ["place", "start"]) held[end] = domain.carried(held[end], held.domain)
    held.domain = domain
  }

  /** The handle that is held is no longer there. */
  #lose() {
    this.held = null
    this.keys.stop()
    this.stage.dragging.lost()
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
    }
    this.pointer.watch(handle)
    this.keys.watch(handle)
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
    const places = this.domains.of(handle).table?.places
    if (!places || places.length > FEW_PLACES) return
    for (let i = 0; i < places.length; i++) {
      handle.line.prepend(element("i", { style: `left: ${(100 * i) / (places.length - 1)}%` }))
    }
  }

  /** What is hidden, or no longer, has changed. */
  conceal() {
    for (const handle of this.handles.values()) if (!handle.described.figure) this.#zones(handle)
    this.lock()
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

  /** Hold a handle; without the event of a pointer keys or the player hold it. */
  begin(handle, event) {
    this.stage.reveal.finish()
    const domain = this.domains.of(handle)
    // What a mouse over a linked view shows is where a handle is taken.
    const view = this.stage.hovered ?? this.stage.view
    const place = domain.table && view.table.name === domain.name ? view.index : (this.stage.dragging.leftAt(domain) ?? domain.now)
    this.held = { handle, domain, place, pointer: event?.pointerId, moved: false, start: place }
    this.last = handle
    this.stage.dragging.grabbed(domain, place)
  }

  /** Move what is held to a place. */
  to(place) {
    this.held.under = undefined
    if (this.held.moved && this.held.domain.same(place, this.held.place)) return
    this.held.place = place
    this.held.moved = true
    this.stage.dragging.moved()
  }

  /** Let go of what is held. */
  drop() {
    const held = this.held
    this.held = null
    this.keys.stop()
    if (held?.domain.pen) held.domain.pen.x = held.place.x
    if (held) this.stage.dragging.released(held)
  }

  /** Let go of what keys hold: their run has ended. */
  finishKeys() {
    this.keys.finish()
  }

  close() {
    this.held = null
    this.keys.stop()
  }

  /** Hold a handle without a finger, so that a player can move it. */
  hold(name) {
    this.finishKeys()
    if (this.held || this.isFixed(this.handles.get(name))) return false
    this.begin(this.handles.get(name), null)
    this.held.playing = true
    return true
  }

  /** Put every handle where the view says; the held one stays with the finger even while the picture is on its way. */
  place(view, waiting) {
    for (const handle of this.handles.values()) {
      const held = this.held?.handle === handle
      const domain = held ? this.held.domain : this.domains.of(handle)
      const left = this.stage.dragging.leftAt(domain)
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
    if (this.hinted && !this.stage.dragging.hasBegun) hint(this.hinted, [...this.handles.values()])
  }

  /** The grips that are shown on a figure, in its pixels. */
  grips(figure) {
    return [...this.handles.values()].filter((handle) => handle.described.figure === figure && handle.at).map(grip)
  }
}
