// The terms of a page, each with one sentence, folded away.

import { element, show, write } from "./elements.js"

export class Terms {
  constructor() {
    this.summary = element("summary")
    this.list = element("dl")
    this.root = element("details", { class: "lv-details lv-terms", hidden: true }, this.summary, this.list)
  }

  take({ terms }) {
    show(this.root, terms.length > 0)
    if (this.taken === terms) return
    this.taken = terms
    write(this.summary, `Terms: ${terms.map(([name]) => name).join(", ")}`)
    this.list.replaceChildren(...terms.map(([name, sentence]) => (
      element("div", {}, element("dt", {}, name), element("dd", {}, sentence))
    )))
  }
}
