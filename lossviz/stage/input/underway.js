// What a learner does with Streamlit's own elements (folds, boxes, files) is kept until the server has answered it. One
// of the ends of the line: when it goes down this goes into the address, when it is up it is sent again.

import { boxState, foldState } from "../state/deeds.js"
import { replaceEntry, writeEntry } from "./history.js"

/** The longest text that an address is made to hold; what is longer is sent again all the same. */
const LONGEST = 4_000
/** Milliseconds until the line is in doubt again. */
const PATIENCE = 8_000

/** The key of the element of Streamlit that something stands in. */
function keyOf(node) {
  const { className = "" } = node.closest('[class*="st-key-"]') ?? {}
  return /(?:^| )st-key-(\S+)/.exec(className)?.[1] ?? ""
}

export class Underway {
  /** `defaults` gives the parameters of the page with their defaults; `send` takes what was done to Python, `doubt` is told of silence. */
  constructor({ defaults, send, doubt }) {
    Object.assign(this, { defaults, send, doubt })
    this.isHeld = false
    this.isResuming = false
    this.forget()
    this.settle = () => {}
    this.box = this.saidBefore = this.typed = null
  }

  forget() {
    this.deeds = {}
    this.files = null
  }

  watch() {
    addEventListener("focusin", ({ target }) => {
      if (["INPUT", "TEXTAREA"].includes(target.tagName)) [this.box, this.saidBefore] = [target, target.value]
    }, { capture: true })
    for (const type of ["change", "drop"]) addEventListener(type, (event) => this.#chosen(event), { capture: true })
  }

  /** A fold may have been clicked on. */
  toggled(target) {
    const fold = target instanceof Element && target.closest("summary")?.closest("details")
    if (!fold) return
    const said = this.deeds.open ?? new URLSearchParams(location.search).get("open") ?? ""
    Object.assign(this.deeds, foldState(this.slug, keyOf(fold), !fold.open, said))
  }

  /** A text was entered into a box, if it is another one. */
  filled(box) {
    if (box.value === this.saidBefore || box.type === "file") return
    this.saidBefore = box.value
    Object.assign(this.deeds, boxState(this.slug, keyOf(box), box.value, Object.keys(this.defaults())))
  }

  /** What stands in a box and was not entered, before the server may write another text there. */
  note() {
    const { box } = this
    this.typed = box?.isConnected && box.value !== this.saidBefore
      ? boxState(this.slug, keyOf(box), box.value, Object.keys(this.defaults()))
      : null
  }

  /** The page is loaded anew: that goes into the address, too. */
  keepTyped() {
    Object.assign(this.deeds, this.typed)
    this.pause()
  }

  #chosen({ target, dataTransfer }) {
    if (!(target instanceof Element) || !target.closest('[data-testid="stFileUploader"]')) return
    const chosen = [...(dataTransfer?.files ?? target.files ?? [])]
    if (chosen.length) this.files = { key: keyOf(target), chosen }
  }

  /** What the server was asked for is done. */
  answered() {
    if (!this.isResuming) this.forget()
  }

  /** The whole page was run. */
  ran(slug) {
    this.slug = slug
    if (!this.isResuming) return
    const { files } = this
    this.forget()
    this.settle()
    if (files) chooseAgain(files)
  }

  pause() {
    this.settle()
    const short = Object.entries(this.deeds).filter(([, text]) => text.length <= LONGEST)
    if (short.length) writeEntry(Object.fromEntries(short), this.defaults())
  }

  resume() {
    if (!this.files && !Object.keys(this.deeds).length) return Promise.resolve()
    const end = replaceEntry()
    this.isResuming = true
    this.send(this.deeds)
    const timer = setTimeout(this.doubt, PATIENCE)
    return new Promise((done) => {
      this.settle = () => {
        end()
        clearTimeout(timer)
        this.isResuming = false
        this.settle = () => {}
        done()
      }
    })
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
