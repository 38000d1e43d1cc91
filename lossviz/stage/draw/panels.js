// The figures of a phone: side by side, one in view, the next a swipe or a tap away.

import { element, show } from "./elements.js"

export class Panels {
  /** `box` holds the figures. */
  constructor(box) {
    this.box = box
    this.pages = element("div", { class: "lv-pages", role: "group", "aria-label": "Figures" })
    this.root = element("div", { class: "lv-view" }, box, this.pages)
    this.shown = []
    this.frame = 0
    new ResizeObserver(() => this.#scrolls()).observe(box)
    box.addEventListener("scroll", () => { this.frame ||= requestAnimationFrame(() => { this.frame = 0; this.#mark() }) })
  }

  /** Take over the figures, each with what it describes; `first` is the one that is in view at first. */
  take(figures, first) {
    const [before, after] = [figures.filter(({ root }) => root === first), figures.filter(({ root }) => root !== first)]
    const shown = [...before, ...after]
    if (shown.length === this.shown.length && shown.every(({ root }, i) => root === this.shown[i].root)) return
    const isOther = first !== this.shown[0]?.root
    this.shown = shown
    show(this.pages, shown.length > 1)
    this.pages.replaceChildren(...shown.map(({ root, describes }, i) => this.#button(root, `${i + 1} of ${shown.length}: ${describes}`)))
    if (isOther) this.box.scrollLeft = 0
    this.#scrolls()
    this.#mark()
  }

  #button(root, label) {
    const button = element("button", { type: "button", class: "lv-page", "aria-label": label })
    button.addEventListener("click", () => {
      const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth"
      this.box.scrollTo({ left: root.offsetLeft - this.box.offsetLeft, behavior })
    })
    return button
  }

  /** Where figures lie out of view and none has a handle, the keyboard scrolls them. */
  #scrolls() {
    const { box } = this
    const isReached = box.scrollWidth <= box.clientWidth || box.querySelector('.lv-handle[tabindex="0"]')
    isReached ? box.removeAttribute("tabindex") : box.setAttribute("tabindex", "0")
  }

  /** Mark the page in view. */
  #mark() {
    const at = Math.round(this.box.scrollLeft / (this.box.clientWidth || 1))
    for (const [i, button] of [...this.pages.children].entries()) {
      if (i === at) button.setAttribute("aria-current", "true")
      else button.removeAttribute("aria-current")
    }
  }
}
