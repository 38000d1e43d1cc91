// What a learner does with Streamlit's own elements (folds, boxes, files) is kept until the server has answered it.

import { boxState, Deeds, foldState } from "../state/deeds.js"
import { writeEntry } from "./history.js"

const slug = () => location.pathname.split("/").at(-1)

/** The key of the element of Streamlit that something stands in. */
function keyOf(node) {
  const { className = "" } = node.closest('[class*="st-key-"]') ?? {}
  return /(?:^| )st-key-(\S+)/.exec(className)?.[1] ?? ""
}

export class Underway {
  /** `defaults` gives the parameters of the page with their defaults. */
  constructor(defaults) {
    this.defaults = defaults
    this.deeds = new Deeds()
    this.files = null
    this.saidBefore = null
  }

  watch() {
    addEventListener("focusin", ({ target }) => { this.saidBefore = target.value }, { capture: true })
    for (const type of ["change", "drop"]) addEventListener(type, (event) => this.#chosen(event), { capture: true })
  }

  /** A fold may have been clicked on. */
  toggled(target) {
    const fold = target instanceof Element && target.closest("summary")?.closest("details")
    if (!fold) return
    const said = this.deeds.underway.open ?? new URLSearchParams(location.search).get("open") ?? ""
    this.deeds.begin(foldState(slug(), keyOf(fold), !fold.open, said))
  }

  /** A text was entered into a box, if it is another one. */
  filled(box) {
    if (box.value === this.saidBefore || box.type === "file") return
    this.saidBefore = box.value
    this.deeds.begin(boxState(slug(), keyOf(box), box.value, Object.keys(this.defaults())))
  }

  #chosen({ target, dataTransfer }) {
    if (!(target instanceof Element) || !target.closest('[data-testid="stFileUploader"]')) return
    const chosen = [...(dataTransfer?.files ?? target.files ?? [])]
    if (chosen.length) this.files = { key: keyOf(target), chosen }
  }

  /** The server has answered. */
  end() {
    this.deeds.end()
    this.files = null
  }

  /**
   * The line went down: what was not answered goes into the address, from which the server runs the page when it is
   * back. What is returned, if anything, is to be done then.
   */
  keep() {
    const lost = this.deeds.takeLost()
    if (Object.keys(lost).length) writeEntry(lost, this.defaults())
    const { files } = this
    this.files = null
    return files && (() => chooseAgain(files))
  }
}

/** Choose the files once more that the server did not get. */
function chooseAgain({ key, chosen }) {
  const input = document.querySelector(`.st-key-${CSS.escape(key)} input[type="file"]`)
  if (!input) return
  const all = new DataTransfer()
  for (const file of chosen) all.items.add(file)
  input.files = all.files
  input.dispatchEvent(new Event("change", { bubbles: true }))
}
