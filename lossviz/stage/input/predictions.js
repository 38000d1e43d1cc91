// Predict first: a question answered with the handle, checked, then revealed.

import { element, show, write } from "../draw/elements.js"
import { PredictionState } from "../state/prediction.js"
import { tabStorage } from "../state/storage.js"
import { compile, fill, number, reference } from "../state/template.js"

const RECORDS = "lossviz.prediction:"

/** A link that was followed begins afresh: what an earlier visit of this tab left is forgotten. A reload is none. */
export function forgetEarlierVisits() {
  if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") return
  const storage = tabStorage()
  for (const key of Object.keys(storage ?? {})) if (key.startsWith(RECORDS)) storage.removeItem(key)
}

export class Predictions {
  constructor(stage) {
    this.stage = stage
    this.state = new PredictionState(tabStorage(), RECORDS + location.pathname)
    this.bar = element("div", { class: "lv-predict", "data-testid": "predict" })
    this.title = element("span", { class: "lv-predict-title" })
    this.ask = element("span", { class: "lv-ask", "data-testid": "ask" })
    this.reply = element("p", { class: "lv-reply", "data-testid": "reply", role: "status" })
    this.buttons = element("span", { class: "lv-buttons" })
    this.bar.append(this.title, this.ask, this.buttons, this.reply)
    this.isChecking = false
  }

  /** Take over a scene whose view the stage has; whether it is the answer that was to be shown. */
  take(scene, how) {
    const { open, isRevealing } = this.state
    this.state.take(scene, how)
    if (this.state.open?.name !== open?.name) this.isChecking = false
    const isShown = isRevealing && this.state.isRevealed
    if (isShown) this.#answer()
    this.draw()
    return isShown
  }

  /** The reply keeps the numbers of the state that it was given for. */
  #answer() {
    this.text = fill(compile(this.state.reply), this.stage.view, true)
  }

  draw() {
    const { state } = this
    const { asked } = state
    show(this.bar, Boolean(asked))
    if (!asked) return
    const isOpen = state.open !== null
    this.stage.place(this.bar, isOpen)
    write(this.title, isOpen ? "Your prediction" : "Predict first")
    write(this.ask, asked.ask)
    write(this.reply, state.reply && this.text)
    this.bar.classList.toggle("lv-open", isOpen)
    show(this.reply, isOpen)
    const buttons = isOpen
      ? [
          state.canCheck && ["Check", () => this.check(), true],
          state.canShow && ["Show me", () => this.#commit(() => state.showAnswer())],
          state.canGoOn && ["Next question", () => this.#commit(() => state.next()), true],
          [state.isSolved ? "Done" : "Skip", () => this.#commit(() => state.end())],
        ]
      : [
          ["Try it", () => this.#commit(() => state.begin(this.stage.scene.state))],
          state.all.length > 1 && ["Another", () => { state.offerNext(); this.draw() }],
        ]
    this.buttons.replaceChildren(...buttons.filter(Boolean).map((one) => this.#button(...one)))
  }

  #button(text, press, strong = false) {
    const made = element("button", { type: "button", class: strong ? "lv-button lv-strong" : "lv-button" }, text)
    made.addEventListener("click", press)
    return made
  }

  /** One press is one commit: while a question opens or closes, a second press says nothing. */
  #commit(state) {
    if ("predict" in this.stage.exchange.pending) return
    this.stage.go(state())
    this.draw()
  }

  /** A handle was taken. */
  grabbed() {
    if (!this.state.canCheck) return
    const { isRevealed } = this.state
    this.state.grab()
    if (isRevealed) {
      this.draw()
      this.stage.conceal()
    }
  }

  /** Judge what the learner set, once the picture of it is here. */
  check() {
    this.isChecking = this.stage.exchange.isPending
    if (this.isChecking) return
    this.state.check(number(this.stage.view, reference(this.state.open.reply_index)))
    this.#answer()
    this.draw()
    this.stage.reveal()
  }

  /** A scene is shown: judge it where that was asked for while it was on its way. */
  settled() {
    if (this.isChecking) this.check()
  }
}
