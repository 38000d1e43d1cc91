// The words of a picture: its sentence, seen and read out, and its formula with what is derived from it.

import { element, show, write } from "./elements.js"
import { compile, conditions, fill, holds, number, reference } from "../state/template.js"

const QUIET_PAUSE = 700
// So many letters of a sentence stand on one line, and so many a number in it may have.
const LINE = 90
const NUMBER = "00000"

export class Words {
  constructor() {
    this.says = element("p", { class: "lv-says", "data-testid": "says" })
    this.aloud = element("div", { class: "lv-aloud", role: "status", "aria-live": "polite" })
    this.formula = element("div", { class: "lv-formula", "data-testid": "formula", role: "math" })
    this.derived = element("div", { class: "lv-formula", "data-testid": "details", role: "math" })
    this.details = element("details", { class: "lv-details" }, element("summary", {}, "Details"), this.derived)
  }

  /** Take over the words of a scene; the next `show` writes them. */
  take(scene) {
    this.sentences = scene.sentences.map(compile)
    // Where a sentence may need two lines there is room for two, so that nothing moves when one does.
    const longest = Math.max(...scene.sentences.map((text) => text.replace(/\{.*?\}/g, NUMBER).length))
    this.says.classList.toggle("lv-two", longest > LINE)
    this.answering = scene.handles.filter(({ name }) => scene.answering.includes(name)).map(({ label }) => compile(label))
    this.#formula(scene)
  }

  #formula({ formula, details }) {
    this.formula.replaceChildren()
    this.derived.replaceChildren()
    this.parts = []
    show(this.details, details > 0)
    const main = formula.length - details
    // What is read as mathematics has no links in it.
    const hasLinks = formula.some((line) => line.some(({ page }) => page))
    this.formula.setAttribute("role", hasLinks ? "group" : "math")
    this.formula.setAttribute("aria-label", "Formula")
    for (const [number, line] of formula.entries()) {
      const row = element("p")
      const lines = line.map((part) => compile(part.text))
      // A note may say what a question asks, so it is hidden as numbers are.
      const isNote = line.every((part) => part.role === "muted")
      const isLive = isNote || lines.some((pieces) => pieces.some((piece) => typeof piece !== "string"))
      for (const [i, part] of line.entries()) {
        const live = isLive && !part.page
        const leads = part.page ? { href: new URL(part.page, new URL(".", location.href)).href, target: "_self" } : {}
        const node = element(part.page ? "a" : "span", { "data-role": part.role, ...leads }, live ? "" : part.text)
        row.append(node)
        this.parts.push({
          node, live, parts: lines[i],
          when: conditions(part.when), mark: part.mark ? reference(part.mark) : null,
        })
      }
      ;(number < main ? this.formula : this.derived).append(row)
    }
  }

  /** Write the words of one view; the quantity `which` chooses the sentence. */
  show(view, which, isHidden) {
    this.#speak(view, which, isHidden)
    this.#write(view, isHidden)
  }

  #speak(view, which, isHidden) {
    const text = isHidden ? this.#task(view) : fill(this.sentences[view.array(which)[0]], view, true)
    if (text === this.says.textContent) return
    write(this.says, text)
    // A screen reader hears where the hand came to rest, not every place it passed.
    clearTimeout(this.pause)
    this.pause = setTimeout(() => write(this.aloud, this.says.textContent), QUIET_PAUSE)
  }

  /** What is to be done with an open question: it names the handle that answers it, where it is one. */
  #task(view) {
    return this.answering.length === 1 ? `Set “${fill(this.answering[0], view)}”, then press Check.` : "Set the handles, then press Check."
  }

  #write(view, isHidden) {
    for (const lines of [this.formula, this.derived]) lines.classList.toggle("lv-concealed", isHidden)
    if (isHidden) {
      // Numbers that are hidden are not in the page at all: neither an eye nor a screen reader finds them.
      for (const part of this.parts) if (part.live) write(part.node, "")
      return
    }
    for (const part of this.parts) {
      const visible = holds(view, part.when)
      show(part.node, visible)
      if (!visible) continue
      write(part.node, fill(part.parts, view))
      if (part.mark) part.node.classList.toggle("lv-highlighted", number(view, part.mark) > 0)
    }
  }
}
