// What leads to other states: links to try, actions, switches, and the way to other lessons.

import { element, show, write } from "../draw/elements.js"
import { whole } from "../state/changes.js"
import { isCurrent } from "../state/exchange.js"

const FEW = 4
// So many links stand under "Try this", of each group some; the others come with a press.
const LINKS = 6
// What each part is made of: it is made anew only where that has changed.
const PARTS = { links: ["links", "reset", "resets", "state"], actions: ["actions"], choices: ["choices"], onward: ["onward"] }

export class Controls {
  constructor(stage) {
    this.stage = stage
    this.links = element("div", { class: "lv-links", role: "navigation", "aria-label": "Try this" })
    this.actions = element("div", { class: "lv-actions" })
    this.choices = element("div", { class: "lv-choices" })
    this.onward = element("nav", { class: "lv-onward", "aria-label": "Previous and next lesson" })
    this.about = element("p", { class: "lv-about" })
    this.made = new Map()
  }

  take(scene) {
    this.scene = scene
    // The links of a fold are no landmark beside those of the page.
    this.links.setAttribute("role", scene.path.includes("/") ? "group" : "navigation")
    const { isHiding, isLocked } = this.stage
    for (const [name, fields] of Object.entries(PARTS)) {
      const now = JSON.stringify([...fields.map((field) => scene[field]), location.search, isHiding, isLocked])
      if (this.made.get(name) === now) continue
      this.made.set(name, now)
      keepFocus(this[name], () => this[`_${name}`](scene))
    }
  }

  _links({ links, reset, resets }) {
    const nodes = links.map((link) => this.#link(link))
    const first = firstShown(links)
    const rest = nodes.filter((_, i) => !first.has(i))
    if (rest.some((node) => node.hasAttribute("aria-current"))) this.areAllShown = true
    const rows = grouped(links, nodes)
    if (rest.length) rows.push(this.#more(rest))
    if (reset && resets && Object.keys(reset).length) {
      rows.push(this.#link({ text: "Reset", state: reset, note: "Back to the first state." }, "lv-reset"))
    }
    const title = element("span", { class: "lv-links-title" }, "Try this")
    this.links.replaceChildren(...(links.length ? [title, ...rows, this.about] : rows))
    const current = links.find((link) => !this.stage.isHiding && isCurrent(link.state, this.scene))
    write(this.about, current?.note ?? "")
    show(this.links, rows.length > 0)
  }

  /** The button that shows the links that are too many at first, and hides them again. */
  #more(rest) {
    const button = element("button", { type: "button", class: "lv-button lv-more" })
    const draw = () => {
      write(button, this.areAllShown ? "Fewer" : `${rest.length} more`)
      button.setAttribute("aria-expanded", String(Boolean(this.areAllShown)))
      for (const node of rest) show(node, Boolean(this.areAllShown))
    }
    button.addEventListener("click", () => { this.areAllShown = !this.areAllShown; draw() })
    draw()
    return button
  }

  /** Small actions beside the figures: add a point, choose a new seed. */
  _actions({ actions }) {
    this.actions.replaceChildren(...actions.map((action) => this.#link(action, "lv-button")))
    show(this.actions, actions.length > 0)
  }

  /** Switches with a few positions: each position is a link to its state; where there are many, a list. */
  _choices({ choices }) {
    this.choices.replaceChildren(...choices.map(({ label, current, on, options }) => {
      if (options.length > FEW && !on.length) return this.#list(label, current, options)
      const links = options.map(([text, state]) => {
        const node = this.#link({ text, state })
        text === current || on.includes(text) ? node.setAttribute("aria-current", "true") : node.removeAttribute("aria-current")
        return node
      })
      const positions = element("div", { class: "lv-positions" }, ...links)
      return element("div", { class: "lv-choice", role: "group", "aria-label": label }, element("span", {}, label), positions)
    }))
  }

  #list(label, current, options) {
    const list = element("select", {}, ...options.map(([text], i) => element("option", { value: i, selected: text === current }, text)))
    list.disabled = this.stage.isLocked
    list.addEventListener("change", () => this.stage.go(options[Number(list.value)][1]))
    return element("label", { class: "lv-choice" }, element("span", {}, label), list)
  }

  /** What was learned, a card that leads on, and a link back; with what the learner takes along. */
  _onward({ onward }) {
    const { conclusion, next, before } = onward ?? {}
    const address = ({ slug, state }) => {
      const query = new URLSearchParams(Object.entries(state).filter(([, value]) => value !== ""))
      const to = new URL(slug, new URL(".", location.href))
      to.search = query.size ? `?${query}` : ""
      return to.href
    }
    const parts = []
    if (conclusion) parts.push(element("p", { class: "lv-conclusion" }, conclusion))
    if (next) {
      const picture = next.picture && element("img", { src: new URL(`../${next.picture}`, import.meta.url).href, alt: "", width: 120, height: 64 })
      const words = element("span", {}, element("b", {}, next.title), element("span", {}, next.question))
      parts.push(element("a", { class: "lv-next", href: address(next), target: "_self" }, ...(picture ? [picture] : []), words, element("span", { class: "lv-arrow", "aria-hidden": "true" }, "→")))
    }
    if (before) parts.push(element("a", { class: "lv-before", href: address(before), target: "_self" }, `← ${before.title}`))
    this.onward.replaceChildren(...parts)
    show(this.onward, parts.length > 0)
  }

  #link({ text, state, note }, look = "") {
    // An action such as the best fit would answer the question.
    if (this.stage.isLocked) return element("a", { class: `${look} lv-locked`, role: "link", "aria-disabled": "true" }, text)
    const query = new URLSearchParams(location.search)
    for (const [name, value] of Object.entries(whole(state, this.scene.state))) value ? query.set(name, value) : query.delete(name)
    const node = element("a", {
      href: `${location.pathname}?${query}`, class: look, title: note || undefined,
      "aria-current": !look && isCurrent(state, this.scene) ? "true" : undefined,
    }, text)
    node.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      this.stage.go(state)
    })
    return node
  }
}

/** Which links stand there at first: the first of each group, then the second of each, as many as there is room for. */
function firstShown(links) {
  const every = [...links.keys()]
  if (links.length <= LINKS + 1) return new Set(every)
  const place = (i) => links.slice(0, i).filter(({ group }) => group === links[i].group).length
  return new Set(every.sort((a, b) => place(a) - place(b)).slice(0, LINKS))
}

/** The links of a group together, after its name; those of none stand by themselves. */
function grouped(links, nodes) {
  const rows = new Map()
  links.forEach(({ group }, i) => rows.set(group, [...(rows.get(group) ?? []), nodes[i]]))
  return [...rows].flatMap(([group, of]) => {
    if (!group) return of
    const name = element("span", { class: "lv-kind-name", "aria-hidden": "true" }, group)
    return [element("div", { class: "lv-kind", role: "group", "aria-label": group }, name, ...of)]
  })
}

/** Make the controls of a container anew; where one of them had the focus, the one in its place has it. */
function keepFocus(container, make) {
  const all = () => [...container.querySelectorAll("a, button, select")]
  const index = all().indexOf(document.activeElement)
  make()
  if (index >= 0) all()[Math.min(index, all().length - 1)]?.focus({ preventScroll: true })
}
