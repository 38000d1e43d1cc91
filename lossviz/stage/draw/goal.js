// The goal of a page, and whether it is reached.

import { element, show, write } from "./elements.js"
import { number, reference } from "../state/template.js"

export class Goal {
  constructor() {
    this.root = element("p", { class: "lv-goal", "data-testid": "goal", hidden: true })
    this.met = null
  }

  take({ goals: [goal] }) {
    this.met = goal ? reference(goal.met) : null
    show(this.root, Boolean(goal))
    if (goal) this.text = goal.text
  }

  /** Where a question hides the picture it is not said that the goal is reached. */
  show(view, isHiding) {
    if (!this.met) return
    const met = !isHiding && number(view, this.met) === 1
    write(this.root, `Goal: ${this.text} ${met ? "✓ Goal reached." : ""}`)
    this.root.classList.toggle("lv-met", met)
  }
}
