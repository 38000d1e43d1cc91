// What leads to other states: links to try, actions, switches, and the way to other lessons.

import { element, show, write } from "../draw/elements.js"
import { whole } from "../state/changes.js"
import { isCurrent } from "../state/exchange.js"
import { Arrangement } from "./arrangement.js"

const FEW = 4
// So many links stand under "Try this", of each group some; the others come with a press.
const LINKS = 6
// What each part is made of: it is made anew only where that has changed.
const PARTS = { links: ["links", "reset", "resets", "state"], onward: ["onward"] }

export class Controls {
  constructor(stage) {
    this.stage = stage
    this.links = element("div", { class: "lv-links", role: "navigation", "aria-label": "Try this" })
    this.actions = element("div", { class: "lv-actions" })
    // Switches by their labels, and the actions of each group by its caption.
    this.switches = new Map()
    this.grouped = new Map()
    this.onward = element("nav", { class: "lv-onward", "aria-label": "Previous and next lesson" })
    this.about = element("p", { class: "lv-about" })
    this.arrangement = new Arrangement(stage)
    this.made = new Map()
  }

  take(scene) {
    this.scene = scene
    // The links of a fold are no landmark beside those of the page.
    this.links.setAttribute("role", scene.path.includes("/") ? "group" : "navigation")
    const { isHiding, isLocked } = this.stage
    const around = [location.search, isHiding, isLocked && this.stage.predictions.reason]
    const renew = (name, described, container, make) => {
      const now = JSON.stringify([described, ...around])
      if (this.made.get(name) === now) return
      this.made.set(name, now)
      keepFocus(container, make)
    }
    for (const [name, fields] of Object.entries(PARTS)) {
      renew(name, fields.map((field) => scene[field]), this[name], () => this[`_${name}`](scene))
    }
    this.#renewSwitches(scene, renew)
    for (const caption of ["", ...scene.groups.map((one) => one.caption)]) {
      const own = scene.actions.filter(({ group }) => group === caption)
      renew(`actions ${caption}`, own, this.actionsOf(caption), () => this.#actions(this.actionsOf(caption), own))
    }
    this.arrangement.take(scene)
  }

  /** The actions of a group; of none without a caption. */
  actionsOf(caption) {
    if (!caption) return this.actions
    if (!this.grouped.has(caption)) this.grouped.set(caption, element("div", { class: "lv-actions" }))
    return this.grouped.get(caption)
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
  #actions(container, actions) {
    container.replaceChildren(...actions.map((action) => this.#link(action, "lv-button")))
    show(container, actions.length > 0)
  }

  /** The switches of a scene, each made anew only where it has changed. */
  #renewSwitches({ choices }, renew) {
    const labels = choices.map(({ label }) => label)
    for (const label of [...this.switches.keys()].filter((one) => !labels.includes(one))) {
      this.switches.get(label).remove()
      this.switches.delete(label)
      this.made.delete(`switch ${label}`)
    }
    for (const choice of choices) {
      const { label } = choice
      const tag = isList(choice) ? "label" : "div"
      if (this.switches.get(label)?.localName !== tag) {
        const group = tag === "div" ? { role: "group", "aria-label": label } : {}
        this.switches.set(label, element(tag, { class: "lv-choice", "data-choice": label, ...group }))
        this.made.delete(`switch ${label}`)
      }
      const root = this.switches.get(label)
      renew(`switch ${label}`, choice, root, () => root.replaceChildren(element("span", {}, label), this.#switch(choice)))
    }
  }

  /** A switch with a few positions: each position is a link to its state; where there are many, a list. */
  #switch(choice) {
    const { current, on, options, marks } = choice
    if (isList(choice)) return this.#list(current, options)
    const links = options.map(([text, state], i) => {
      const node = this.#link({ text, state })
      if (marks[i]) node.prepend(element("i", { class: `lv-symbol lv-${marks[i][1]}`, "data-role": marks[i][0], "aria-hidden": "true" }))
      text === current || on.includes(text) ? node.setAttribute("aria-current", "true") : node.removeAttribute("aria-current")
      return node
    })
    return element("div", { class: "lv-positions" }, ...links)
  }

  #list(current, options) {
    const list = element("select", {}, ...options.map(([text], i) => element("option", { value: i, selected: text === current }, text)))
    list.disabled = this.stage.isLocked
    if (list.disabled) list.title = this.stage.predictions.reason
    list.addEventListener("change", () => this.stage.go(options[Number(list.value)][1]))
    return list
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
    if (this.stage.isLocked) {
      return element("a", { class: `${look} lv-locked`, role: "link", "aria-disabled": "true", title: this.stage.predictions.reason }, text)
    }
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

/** Whether a switch has so many positions, of which one is taken, that they are a list. */
const isList = ({ options, on }) => options.length > FEW && !on.length

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
