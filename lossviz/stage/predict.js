// Predict first: a question answered with the handle, checked, then revealed.

import { element, show, write } from "./elements.js"
import { compile, fill, number, reference } from "./words.js"

export class Predict {
  constructor(stage, root) {
    this.stage = stage
    this.at = 0
    this.open = null
    this.bar = element("div", { class: "lv-predict", "data-testid": "predict" })
    this.title = element("span", { class: "lv-predict-title" })
    this.ask = element("span", { class: "lv-ask", "data-testid": "ask" })
    this.reply = element("p", { class: "lv-reply", "data-testid": "reply", role: "status" })
    this.buttons = element("span", { class: "lv-buttons" })
    this.bar.append(this.title, this.ask, this.buttons, this.reply)
    root.append(this.bar)
    this.tried = false
  }

  take(scene) {
    this.all = scene.predictions
    if (this.all.length === 0) this.bar.hidden = true
    if (this.revealing) this.#revealed()
    this.#draw()
  }

  button(text, press, strong = false) {
    const made = element("button", { type: "button", class: strong ? "lv-button lv-strong" : "lv-button" }, text)
    made.addEventListener("click", press)
    return made
  }

  #draw() {
    const asked = this.all[this.at]
    if (!asked) return
    write(this.title, this.open ? "Your prediction" : "Predict first")
    write(this.ask, asked.ask)
    const next = (this.at + 1) % this.all.length
    const choices = this.open
      ? [
          this.solved ? null : this.button("Check", () => this.check(), true),
          this.tried && !this.solved ? this.button("Show me", () => this.reveal()) : null,
          this.solved && next > 0 ? this.button("Next question", () => { this.at = next; this.begin() }, true) : null,
          this.button(this.solved ? "Done" : "Skip", () => this.end()),
        ]
      : [
          this.button("Try it", () => this.begin()),
          this.all.length > 1 ? this.button("Another", () => { this.at = next; this.#draw() }) : null,
        ]
    this.buttons.replaceChildren(...choices.filter(Boolean))
    this.bar.classList.toggle("lv-open", this.open !== null)
    show(this.reply, this.open !== null)
  }

  /** Begin: the scene goes to the question's first state, and what would give the answer away falls asleep. */
  begin(name) {
    const named = this.all.findIndex((asked) => asked.name === name)
    if (name && named < 0) return
    if (name) this.at = named
    this.open = this.all[this.at]
    this.tried = this.solved = false
    write(this.reply, "")
    this.sleep()
    this.stage.go(this.open.start)
    this.#draw()
  }

  sleep() {
    this.stage.sleep(this.open.asleep)
  }

  /** A pull after a miss puts the answer to sleep again. */
  took() {
    if (this.open && !this.solved) {
      if (this.reply.textContent) { write(this.reply, ""); this.#draw() }
      this.sleep()
    }
  }

  /** Judge what the learner set, once the picture of it is here. */
  check() {
    this.checking = this.stage.late
    if (this.checking) return
    const { view } = this.stage
    const code = number(view, reference(this.open.code))
    this.tried = true
    this.solved = code === 0
    const reply = code >= 0 ? this.open.replies[code] : this.open.miss
    write(this.reply, fill(compile(reply), view, true))
    this.stage.wake()
    this.#draw()
  }

  /** The picture has caught up with the hand. */
  settled() {
    if (this.checking) this.check()
  }

  reveal() {
    this.solved = this.revealing = true
    this.stage.go(this.open.answer)
    this.#draw()
  }

  /** The answer's own scene is here: wake, and say why. */
  #revealed() {
    this.revealing = false
    this.stage.wake()
    write(this.reply, fill(compile(this.open.replies[0]), this.stage.view, true))
  }

  end() {
    this.open = null
    this.tried = this.solved = false
    write(this.reply, "")
    this.stage.wake()
    this.#draw()
  }
}
