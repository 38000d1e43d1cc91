// The drawer that shares the state: links, code that embeds it, and a QR code.

import { element, show, write } from "../draw/elements.js"
import { shared, unshared } from "../state/share.js"

/** Where the whole app is served from. */
const ROOT = new URL("../../../", import.meta.url)
const TITLE = "lossviz"
/** Milliseconds between two looks at the address. */
const EVERY = 300
const TOO_LONG = "This address is too long for a QR code."
const BY_HAND = "Press Ctrl+C to copy it."

export class Share {
  constructor() {
    this.said = element("p", { class: "lv-share-said", role: "status" })
    this.fields = {
      whole: this.#field("Link to the lesson", "Copy link", "The link is copied."),
      light: this.#field("Link to the light page, which opens at once", "Copy light link", "The light link is copied."),
      embed: this.#field("HTML that embeds the light page", "Copy HTML", "The HTML is copied.", "textarea"),
    }
    this.code = element("img", { alt: "", width: 180, height: 180 })
    this.address = element("figcaption", {})
    this.picture = element("figure", { class: "lv-share-code" }, this.code, this.address)
    this.inside = element("div", { class: "lv-share" }, ...Object.values(this.fields).map(({ root }) => root), this.picture)
    this.why = element("p", {})
    this.root = element("details", { class: "lv-details lv-share-drawer", "data-testid": "share", hidden: true },
      element("summary", {}, "Share"), this.why, this.inside, this.said)
    this.root.addEventListener("toggle", () => this.#watch())
  }

  /** A lesson's own page is shared, from which a way leads on; a fold is shared with it. */
  take(scene) {
    this.scene = scene
    show(this.root, Boolean(scene.onward?.next) && !scene.path.includes("/"))
    this.#draw()
  }

  /** The address is written by others, and no browser tells of that: while the drawer is open it is looked at. */
  #watch() {
    clearInterval(this.watching)
    if (!this.root.open) return
    this.#draw()
    this.watching = setInterval(() => (this.root.isConnected ? this.#draw() : clearInterval(this.watching)), EVERY)
  }

  #draw() {
    if (!this.root.open || !this.scene) return
    const why = unshared(this.scene)
    write(this.why, why)
    show(this.why, why !== "")
    show(this.inside, why === "")
    if (this.search === location.search && this.path === this.scene.path) return
    this.search = location.search
    this.path = this.scene.path
    const [stage, drawer] = [this.root.closest(".lv-stage"), this.root].map((one) => one.getBoundingClientRect().height)
    const links = shared(ROOT, this.scene.path, location.search, `${TITLE}: ${document.title.replace(/ · .*/, "")}`, stage - drawer)
    write(this.said, "")
    for (const [name, { box }] of Object.entries(this.fields)) box.value = links[name]
    show(this.code, links.code !== "")
    if (links.code) this.code.src = links.code
    this.code.alt = links.code && `QR code of ${links.light}`
    write(this.address, links.code ? links.light : TOO_LONG)
  }

  #field(label, copy, copied, tag = "input") {
    const box = element(tag, { readonly: true, ...(tag === "input" ? { type: "text" } : { rows: 3 }) })
    const button = element("button", { type: "button", class: "lv-button" }, copy)
    button.addEventListener("click", () => this.#copy(box, copied))
    box.addEventListener("focus", () => box.select())
    return { box, root: element("div", { class: "lv-share-field" }, element("label", {}, element("span", {}, label), box), button) }
  }

  async #copy(box, copied) {
    try {
      await navigator.clipboard.writeText(box.value)
      write(this.said, copied)
    } catch {
      box.focus()
      box.select()
      write(this.said, BY_HAND)
    }
  }
}
