// The player: buttons that move a handle on time, as a hand would.

import { element, show, write } from "./elements.js"

const SPEEDS = ["0.1", "0.25", "0.5", "1", "2", "5", "10"]

export class Player {
  constructor(stage) {
    this.stage = stage
    const button = (text, label, press) => {
      const made = element("button", { type: "button", class: "lv-button", "aria-label": label, title: label }, text)
      made.addEventListener("click", press)
      return made
    }
    this.back = button("‹", "One step back", () => this.#step(-1))
    this.play = button("Play", "Play", () => this.toggle())
    this.play.classList.add("lv-play")
    this.forward = button("›", "One step forward", () => this.#step(1))
    this.speeds = element("select", { "aria-label": "speed" }, ...SPEEDS.map((speed) => element("option", { value: speed }, `${speed}×`)))
    this.speeds.addEventListener("change", () => this.#hasten())
    this.root = element("div", { class: "lv-player", role: "group", "aria-label": "play" }, this.back, this.play, this.forward, this.speeds)
  }

  /** Take over a scene; its player stands before the track of time, or before all tracks. */
  take(scene) {
    this.described = scene.player
    show(this.root, Boolean(this.described))
    if (!this.described) return
    const { handle, speed } = this.described
    const { hand } = this.stage
    const { root } = hand.handles.get(handle)
    const beside = root.classList.contains("lv-track") ? root : null
    if (beside ? beside.previousSibling !== this.root : this.root.parentElement !== hand.tracks) {
      beside ? beside.before(this.root) : hand.tracks.prepend(this.root)
    }
    this.sleep()
    if (!this.playing) this.speed = Number(speed)
    if (this.speeds.value !== speed) this.speeds.value = speed
  }

  /** While the figure sleeps on which time is pulled, playing would give the answer away. */
  sleep() {
    if (!this.described) return
    const { figure } = this.stage.hand.handles.get(this.described.handle).described
    const asleep = this.stage.picture.asleep.has(figure)
    if (asleep) this.pause()
    for (const button of [this.back, this.play, this.forward]) button.disabled = asleep
  }

  /** Whether it is this handle that is played. */
  moves(name) {
    return this.described?.handle === name
  }

  toggle() {
    if (this.play.disabled) return
    this.playing ? this.pause() : this.begin()
  }

  get playing() {
    return Boolean(this.stage.hand.held?.playing)
  }

  #hasten() {
    this.speed = Number(this.speeds.value)
    this.#set(performance.now())
    if (!this.playing) this.stage.commit({ [this.described.parameter]: this.speeds.value })
    else this.owed = { [this.described.parameter]: this.speeds.value }
  }

  /** Time runs on from the place that is shown now. */
  #set(time) {
    const { held } = this.stage.hand
    if (!held?.playing) return
    this.from = this.#index(held)
    this.since = time
  }

  #index({ ground, place }) {
    const { places, now } = ground.table
    return place >= 0 ? place : Math.round(((now - places[0]) / (places[places.length - 1] - places[0] || 1)) * (places.length - 1))
  }

  begin() {
    const { hand } = this.stage
    hand.drop()
    if (!hand.hold(this.described.handle)) return
    const { held } = hand
    const last = held.ground.table.places.length - 1
    if (this.#index(held) >= last) hand.to(0)
    this.#set(performance.now())
    this.#show()
    const tick = (time) => {
      if (hand.held !== held) { this.#show(); return }
      const at = this.from + ((time - this.since) / 1000) * this.described.places_per_second * this.speed
      hand.to(Math.min(held.ground.table.places.length - 1, Math.max(0, Math.floor(at))))
      if (at >= held.ground.table.places.length - 1) this.pause()
      else requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  }

  pause() {
    if (this.playing) this.stage.hand.drop()
    this.#show()
  }

  /** What the address shall say besides the place, once the hand lets go. */
  debt() {
    const owed = this.owed ?? {}
    this.owed = null
    return owed
  }

  #step(steps) {
    const { hand } = this.stage
    if (this.playing) this.pause()
    if (!hand.hold(this.described.handle)) return
    const { ground, place } = hand.held
    hand.to(ground.stepped(place, [steps, 0]))
    hand.drop()
  }

  #show() {
    const text = this.playing ? "Pause" : "Play"
    write(this.play, text)
    this.play.setAttribute("aria-label", text)
    this.play.title = text
  }
}
