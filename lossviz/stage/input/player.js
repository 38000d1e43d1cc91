// The player: buttons that move a handle on time.

import { element, show, write } from "../draw/elements.js"

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
    this.speeds = element("select", { "aria-label": "speed" })
    this.speeds.addEventListener("change", () => this.#setSpeed())
    this.root = element("div", { class: "lv-player", role: "group", "aria-label": "play" }, this.back, this.play, this.forward, this.speeds)
  }

  /** Take over a scene. */
  take(scene) {
    this.described = scene.player
    show(this.root, Boolean(this.described))
    if (!this.described) return
    const { speed, speeds } = this.described
    this.update()
    if (this.speeds.childElementCount !== speeds.length) {
      this.speeds.replaceChildren(...speeds.map((one) => element("option", { value: one }, `${one}×`)))
    }
    if (!this.playing) this.speed = Number(speed)
    if (this.speeds.value !== speed) this.speeds.value = speed
  }

  /**
   * While the figure is hidden on which time is pulled, playing would give the answer away; and there is nothing to play
   * before the result of a job is there.
   */
  update() {
    if (!this.described) return
    const { figure, tables } = this.stage.handles.handles.get(this.described.handle).described
    const isLocked = this.stage.predictions.locks(this.described.handle)
    const isIdle = isLocked || this.stage.picture.hidden.has(figure) || tables.some((table) => this.stage.runs.lacks(table))
    if (isIdle) this.pause()
    this.root.title = isLocked ? this.stage.predictions.reason : ""
    this.speeds.disabled = isLocked
    for (const button of [this.back, this.play, this.forward]) button.disabled = isIdle
  }

  focus() {
    this.play.focus({ preventScroll: true })
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
    return Boolean(this.stage.handles.held?.playing)
  }

  #setSpeed() {
    this.speed = Number(this.speeds.value)
    this.#startFrom(performance.now())
    const said = { [this.described.parameter]: this.speeds.value }
    if (this.playing) this.pending = said
    else this.stage.commit(said)
  }

  /** Time runs on from the place that is shown now. */
  #startFrom(time) {
    const { held } = this.stage.handles
    if (!held?.playing) return
    this.from = this.#index(held)
    this.since = time
  }

  #index({ domain, place }) {
    const { places, now } = domain.table
    return place >= 0 ? place : Math.round(((now - places[0]) / (places[places.length - 1] - places[0] || 1)) * (places.length - 1))
  }

  begin() {
    const { handles } = this.stage
    handles.drop()
    if (!handles.hold(this.described.handle)) return
    const { held } = handles
    const last = () => held.domain.table.places.length - 1
    if (this.#index(held) >= last()) handles.to(0)
    this.#startFrom(performance.now())
    this.#show()
    const tick = (time) => {
      if (handles.held !== held) { this.#show(); return }
      const at = this.from + ((time - this.since) / 1000) * this.described.places_per_second * this.speed
      handles.to(Math.min(last(), Math.max(0, Math.floor(at))))
      if (at >= last()) this.pause()
      else requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  }

  pause() {
    if (this.playing) this.stage.handles.drop()
    this.#show()
  }

  /** The speed that was chosen while time ran, once: it is committed with the place. */
  pendingSpeed() {
    const pending = this.pending ?? {}
    this.pending = null
    return pending
  }

  #step(steps) {
    const { handles } = this.stage
    if (this.playing) this.pause()
    if (!handles.hold(this.described.handle)) return
    const { domain, place } = handles.held
    handles.to(domain.stepped(place, [steps, 0]))
    handles.drop()
  }

  #show() {
    const text = this.playing ? "Pause" : "Play"
    write(this.play, text)
    this.play.setAttribute("aria-label", text)
    this.play.title = text
  }
}
