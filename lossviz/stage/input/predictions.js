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
    this.title = element("span", { class: "lv-predict-title" })
    this.ask = element("span", { class: "lv-ask", "data-testid": "ask" })
    this.verdict = element("strong", { class: "lv-verdict", "data-testid": "verdict" })
    this.reply = element("span", { "data-testid": "reply" })
    this.said = element("p", { class: "lv-reply", role: "status" }, this.verdict, " ", this.reply)
    this.buttons = element("span", { class: "lv-buttons" })
    this.bar = element("section", { class: "lv-predict", "data-testid": "predict", "aria-label": "Prediction" })
    this.bar.append(this.title, this.ask, this.buttons, this.said)
    this.isChecking = false
    this.guess = ""
  }

  /** Take over a scene whose view the stage has; whether it is the answer that was to be shown. */
  take(scene, how) {
    const { open, isRevealing } = this.state
    this.state.take(scene, how)
    if (this.state.open?.name !== open?.name) {
      this.isChecking = false
      this.guess = ""
      // What was set before the question was asked answers it not.
      this.stage.handles.last = null
    }
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
    const hadFocus = this.bar.contains(document.activeElement)
    this.stage.place(this.bar, isOpen)
    const place = `${state.at + 1} of ${state.all.length}`
    write(this.title, isOpen ? `Question ${place}. Done or Skip brings your own settings back.` : `Predict first, ${place}`)
    write(this.ask, asked.ask)
    write(this.reply, state.reply && this.text)
    write(this.verdict, this.#verdict())
    this.verdict.dataset.verdict = state.verdict
    this.bar.classList.toggle("lv-open", isOpen)
    show(this.said, isOpen)
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
    if (hadFocus) (this.buttons.querySelector(".lv-strong") ?? this.buttons.firstChild).focus({ preventScroll: !isOpen })
  }

  /** The verdict in a word, beside what the learner said. */
  #verdict() {
    const guess = this.guess && `You said ${this.guess}.`
    return { right: "Correct.", wrong: guess, shown: guess ? `${guess} The answer:` : "The answer:" }[this.state.verdict] ?? ""
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

  /** Whether a handle is locked: while a question is to be answered, all but those that answer it. */
  locks(name) {
    return this.state.canCheck && !this.stage.scene.answering.includes(name)
  }

  /** Why something is locked. */
  get reason() {
    return this.state.canCheck ? "Answer or skip the question first" : "Press Done first"
  }

  /** A handle was taken. */
  grabbed() {
    if (!this.state.canCheck || !this.state.reply) return
    this.state.grab()
    this.draw()
  }

  /** Judge what the learner set, once the picture of it is here. */
  check() {
    this.isChecking = this.stage.exchange.isPending
    if (this.isChecking) return
    this.state.check(number(this.stage.view, reference(this.state.open.reply_index)))
    this.guess = this.stage.handles.said
    this.#answer()
    this.draw()
    if (this.state.isSolved) this.stage.reveal.play()
  }

  /** A scene is shown: judge it where that was asked for while it was on its way. */
  settled() {
    if (this.isChecking) this.check()
  }
}
