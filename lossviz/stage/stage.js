// The stage: one scene from Python, shown and pulled. Called again with every message and on light and dark;
// everything that lasts is kept by the element it lives in.

import { decode } from "./codec.js"
import { element, show, write } from "./elements.js"
import { Hand } from "./hand.js"
import * as entries from "./entries.js"
import { Picture } from "./picture.js"
import { Player } from "./player.js"
import { Predict } from "./predict.js"
import { Field } from "./ground.js"
import { nearest, onGrid, unpack, valueAt, View } from "./tables.js"
import { number, reference } from "./words.js"

const stages = new WeakMap()
let pulled = false
const PATIENCE = 4000
const WAKING = 600
const FEW = 4
const NO_ANSWER = "The server does not answer just now. What you pulled is kept and sent again."
const NO_DRAWING = "The drawing library did not load. Handles, sentence and formula still work; reload to try again."

export default function stage({ data, parentElement, setTriggerValue }) {
  let kept = stages.get(parentElement)
  if (!kept) stages.set(parentElement, (kept = new Stage(parentElement)))
  kept.send = setTriggerValue
  if (data) kept.take(data)
  return () => {
    if (!kept.root.isConnected) kept.close()
  }
}

class Stage {
  constructor(parent) {
    this.parent = parent
    const inside = element("div", { class: "lv-inside" })
    this.root = element("section", { class: "lv-stage", "data-testid": "stage" }, inside)
    parent.append(this.root)
    this.goal = element("p", { class: "lv-goal", "data-testid": "goal", hidden: true })
    const top = element("div", { class: "lv-top" })
    inside.append(this.goal, top)
    this.predict = new Predict(this, top)
    this.choices = element("div", { class: "lv-choices" })
    top.append(this.choices)
    this.picture = new Picture(inside)
    this.picture.resized = () => this.#later(() => this.show())
    this.picture.failed = (error) => this.#note(error ? NO_DRAWING : "")
    this.picture.pointed = (table, index) => this.#peek(table, index)
    this.picture.added = (stream, place) => this.#add(stream, place)
    this.tracks = element("div", { class: "lv-tracks" })
    this.actions = element("div", { class: "lv-actions" })
    this.picture.box.after(this.tracks, this.actions)
    this.note = element("p", { class: "lv-note", role: "status", hidden: true })
    this.links = element("nav", { class: "lv-links", "aria-label": "Try this" })
    this.onward = element("nav", { class: "lv-onward", "aria-label": "The chain of lessons" })
    inside.append(this.note, this.links, this.onward)
    this.hand = new Hand(this, this.tracks)
    this.player = new Player(this)
    this.sent = this.answered = null
    this.frame = 0
    this.drawnOnce = new Map()
    this.pending = {}
    this.left = null
  }

  /** Where a handle without a table was left, until the picture of that place is here. */
  leftAt(ground) {
    return this.left?.name === ground.name ? this.left.place : null
  }

  /** A message: a fresh scene. An answer to an older pull than the last one sent is passed over. */
  take(data) {
    if (data !== this.data) {
      this.data = data
      const scene = unpack(decode(data))
      this.sent ??= scene.answers
      if (scene.answers < this.sent) return
      // A stage that was put up anew may be given an answer to what the one before it had asked.
      if (!this.#whole(scene)) { this.commit({}); return }
      const answered = scene.answers > (this.answered ?? scene.answers)
      this.answered = scene.answers
      this.pending = {}
      this.left = null
      if (answered) entries.answered()
      clearTimeout(this.patience)
      if (this.note.textContent === NO_ANSWER) this.#note("")
      this.#scene(scene, answered)
    } else if (this.scene) {
      this.#paint(this.scene)
      this.show()
    }
  }

  /** A scene with what stays of it, which is sent only where it is not here yet; null where it is not to be had. */
  #whole(scene) {
    if (scene.stays) this.stays = { look: scene.look, parts: scene.stays }
    return this.stays?.look === scene.look ? Object.assign(scene, this.stays.parts) : null
  }

  #scene(scene, answered) {
    const before = this.scene
    cancelAnimationFrame(this.playing)
    this.waking = null
    const changed = before && JSON.stringify(before.state) !== JSON.stringify(scene.state)
    if (changed && !answered && !this.hand.held) this.active = null
    this.#set(scene)
    this.#paint(scene)
    this.predict.take(scene)
    this.#goals(scene)
    this.#around(scene)
    if (!before && scene.predict) this.predict.begin(scene.predict)
    this.show()
    this.predict.settled()
  }

  /** Whether something sleeps that would answer a question: then no link may tell where one stands. */
  get asks() {
    return this.picture.asleep.size > 0
  }

  /** Whether the picture still lags behind what was asked for. */
  get late() {
    return this.sent > this.answered || Boolean(this.asking)
  }

  #set(scene) {
    this.scene = scene
    this.movedBy = null
    this.peeked = null
    this.root.dataset.scene = scene.name
    this.root.classList.toggle("lv-pulled", pulled)
    this.picture.first = scene.handles.find((handle) => handle.tables.includes(scene.opening))?.figure || scene.figures[0].name
    const table = scene.tables[this.active] ?? scene.tables[scene.opening]
    this.view = new View(scene, table, -1)
  }

  /** What stands around the picture, made anew only where it has changed. */
  #around(scene) {
    const makers = { links: ["links", "reset", "state"], actions: ["actions"], choices: ["choices"], chain: ["chain"] }
    for (const [name, fields] of Object.entries(makers)) {
      const now = JSON.stringify([...fields.map((field) => scene[field]), location.search, this.asks])
      if (this.drawnOnce.get(name) === now) continue
      this.drawnOnce.set(name, now)
      this[`_${name}`](scene)
    }
  }

  #paint(scene) {
    const style = getComputedStyle(this.parent.nodeType === Node.ELEMENT_NODE ? this.parent : this.parent.host)
    this.dark = isDark(style.getPropertyValue("--st-background-color").trim())
    const which = this.dark ? 1 : 0
    for (const [role, pair] of Object.entries(scene.colours)) this.root.style.setProperty(`--lv-${role}`, pair[which])
    this.root.classList.toggle("lv-dark", this.dark)
    this.#dress(scene)
  }

  #dress(scene) {
    const roles = Object.fromEntries(Object.entries(scene.colours).map(([role, pair]) => [role, pair[this.dark ? 1 : 0]]))
    this.picture.take(scene, this.dark ? Object.values(scene.colours) : [], roles)
    this.hand.take(scene)
    this.player.take(scene)
  }

  #goals(scene) {
    const [goal] = scene.goals
    this.goalMet = goal ? reference(goal.met) : null
    show(this.goal, Boolean(goal))
    if (goal) this.goalText = goal.text
  }

  _links(scene) {
    const rows = scene.links.map((link) => this.#link(link))
    if (scene.reset && Object.keys(scene.reset).length) {
      rows.push(this.#link({ text: "Reset", state: scene.reset, note: "Back to the first state." }, "lv-reset"))
    }
    const title = element("span", { class: "lv-links-title" }, "Try this")
    this.about ??= element("p", { class: "lv-about" })
    this.links.replaceChildren(...(scene.links.length ? [title, ...rows, this.about] : rows))
    const current = scene.links.find((link) => !this.asks && this.#isHere(link.state))
    write(this.about, current?.note ?? "")
    show(this.links, rows.length > 0)
  }

  /** Small deeds beside the figures: add a point, throw the dice again. */
  _actions(scene) {
    this.actions.replaceChildren(...scene.actions.map((action) => this.#link(action, "lv-button")))
    show(this.actions, scene.actions.length > 0)
  }

  /** Switches with a few positions: each position is a link to its state; where there are many, a list. */
  _choices(scene) {
    this.choices.replaceChildren(...scene.choices.map(({ label, current, options }) => {
      if (options.length > FEW) return this.#list(label, current, options)
      const links = options.map(([text, state]) => {
        const node = this.#link({ text, state })
        text === current ? node.setAttribute("aria-current", "true") : node.removeAttribute("aria-current")
        return node
      })
      return element("span", { class: "lv-choice", role: "group", "aria-label": label }, element("span", {}, label), ...links)
    }))
  }

  #list(label, current, options) {
    const list = element("select", {}, ...options.map(([text], i) => element("option", { value: i, selected: text === current }, text)))
    list.addEventListener("change", () => this.go(options[Number(list.value)][1]))
    return element("label", { class: "lv-choice" }, element("span", {}, label), list)
  }

  /** The lessons before and after this one, with what the learner takes along. */
  _chain(scene) {
    this.onward.replaceChildren(...(scene.chain ?? []).map(({ slug, text, state }) => {
      if (!slug) return element("span", {}, text)
      const query = new URLSearchParams(Object.entries(state).filter(([, value]) => value !== ""))
      const to = new URL(slug, new URL(".", location.href))
      to.search = query.size ? `?${query}` : ""
      return element("a", { href: to.href, target: "_self" }, text)
    }))
    show(this.onward, this.onward.childElementCount > 0)
  }

  #isHere(state) {
    const { state: here, first } = this.scene
    return Object.entries(state).every(([name, value]) => here[name] === (value || first[name] || ""))
  }

  #link({ text, state, note }, look = "") {
    const query = new URLSearchParams(location.search)
    for (const [name, value] of Object.entries(state)) value ? query.set(name, value) : query.delete(name)
    const node = element("a", {
      href: `${location.pathname}?${query}`, class: look, title: note || undefined,
      "aria-current": !look && !this.asks && this.#isHere(state) ? "true" : undefined,
    }, text)
    node.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      this.go(state)
    })
    return node
  }

  /** Ask for a state by its parameters. */
  go(state) {
    this.active = null
    this.commit(state)
  }

  /** Send what the address shall say, once, and again only if no answer comes. */
  commit(state) {
    this.sent += 1
    this.pending = { ...this.pending, ...state }
    entries.began()
    const message = { n: this.sent, state, look: this.stays?.look ?? "" }
    const send = () => {
      this.send("commit", message)
      this.patience = setTimeout(() => { this.#note(NO_ANSWER); send() }, PATIENCE)
    }
    clearTimeout(this.patience)
    send()
  }

  #note(text) {
    write(this.note, text)
    show(this.note, text !== "")
  }

  // ---- what the hand tells

  /** End a waking that is still under way: what is taken now is where the learner left it. */
  settle() {
    cancelAnimationFrame(this.playing)
    if (this.waking) this.view = this.waking
    this.waking = null
  }

  took(ground, place) {
    pulled = true
    this.peeked = null
    this.root.classList.add("lv-pulled")
    this.predict.took()
    if (this.waiting) return
    if (ground.table) {
      this.active = ground.name
      this.view = new View(this.scene, ground.table, place)
      if (this.predict.open) this.from ??= { table: ground.name, value: valueAt(ground.table, place) }
    }
    this.#later(() => this.show())
  }

  /** The hand moved: draw with the next frame, or ask for the picture where there is no table. */
  pulled() {
    const { held } = this.hand
    if (!held.ground.table) {
      this.#ask(held.ground.state(held.place))
      this.#later(() => this.hand.place(this.view, this.waiting))
      return
    }
    if (this.waiting) { this.#later(() => this.hand.place(this.view, true)); return }
    this.movedBy = held.ground.name
    this.view = new View(this.scene, held.ground.table, held.place)
    this.#later(() => this.show())
  }

  #later(draw) {
    this.draw = draw
    this.frame ||= requestAnimationFrame(() => { this.frame = 0; this.draw?.() })
  }

  /** A table is stale once another handle has moved and its answer is not here yet. */
  get waiting() {
    const { held } = this.hand
    return held !== null && this.movedBy !== null && this.movedBy !== held.ground.name && Boolean(held.ground.table)
  }

  released(held) {
    const { ground, place } = held
    if (!ground.table) { this.#settled(held); return }
    if (this.movedBy !== null && this.movedBy !== ground.name) {
      // It was pulled over a picture that waits: ask for the place it was left at, once the tables are there.
      if (held.moved) this.owed = { table: ground.name, value: valueAt(ground.table, place) }
      return
    }
    if (this.frame) { cancelAnimationFrame(this.frame); this.frame = 0 }
    this.view = new View(this.scene, ground.table, place)
    this.active = ground.name
    this.show()
    const debt = this.player.debt()
    if (place >= 0) this.commit({ ...this.view.state(), ...debt })
    else {
      // It rests where the scene has it: what is left to say is which handle was in hand, if that is new.
      this.movedBy = null
      const late = this.sent > this.answered
      const spoken = { ...(late ? this.scene.state : {}), ...this.view.spoken(), ...debt }
      if (late || (Object.keys(spoken).length && !this.#isHere(spoken))) this.commit(spoken)
    }
  }

  // ---- pictures that are asked for

  /** Ask for the picture of a state: one question on its way at a time, and after its answer the newest. */
  #ask(state) {
    this.wanted = state
    if (!this.asking) this.asking = this.#answer().finally(() => { this.asking = null })
  }

  async #answer() {
    while (this.wanted) {
      const state = this.wanted
      this.wanted = null
      const number = this.sent
      try {
        const answer = await fetch(new URL(`../ask/${this.scene.name}`, import.meta.url), {
          method: "POST", headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ state: { ...this.scene.state, ...this.pending, ...state }, goal: this.scene.goals[0]?.name ?? "", look: this.stays.look }),
        })
        if (!answer.ok) continue
        const bytes = new Uint8Array(await answer.arrayBuffer())
        if (this.note.textContent === NO_ANSWER) this.#note("")
        // What was let go in the meantime is answered by the page itself.
        if (number === this.sent && this.hand.held && !this.hand.held.ground.table) this.#streamed(bytes)
      } catch {
        this.#note(NO_ANSWER)
        await new Promise((done) => setTimeout(done, PATIENCE / 8))
      }
    }
  }

  #streamed(bytes) {
    const { answers, first, chain, predict } = this.scene
    const scene = this.#whole(unpack(decode(bytes)))
    if (!scene) return
    this.#set(Object.assign(scene, { answers, first, chain, predict }))
    this.#dress(this.scene)
    this.predict.all = this.scene.predictions
    this.#around(this.scene)
    this.show()
  }

  /** A handle without a table was let go: its last place is committed, and other tables wait for the answer. */
  #settled(held) {
    const debt = this.player.debt()
    if (!held.moved) {
      if (Object.keys(debt).length) this.commit(debt)
      return
    }
    this.wanted = null
    const state = held.ground.state(held.place)
    this.movedBy = held.ground.name
    this.left = { name: held.ground.name, place: held.place }
    this.commit({ ...state, ...debt })
  }

  #add(name, place) {
    const stream = this.scene.streams[name]
    if (!stream || this.hand.held || this.picture.asleep.size) return
    const ground = new Field(name, stream)
    this.go(ground.state(ground.nearest(place)))
  }

  /** A mouse over a linked view: all figures show the place it points at, until it leaves. */
  #peek(table, index) {
    if (!this.view || this.hand.held || this.waking) return
    if (table && index >= 0) this.peeked = new View(this.scene, this.scene.tables[table], index)
    else if (!this.peeked) return
    else this.peeked = null
    this.#later(() => this.show())
  }

  // ---- predictions

  sleep(names) {
    this.picture.asleep = new Set(names)
    this.player.sleep()
    this.#around(this.scene)
    this.show()
  }

  /** Wake, and move from where the question began to where the learner is. */
  wake() {
    if (this.picture.asleep.size === 0) return
    this.picture.asleep = new Set()
    this.player.sleep()
    this.#around(this.scene)
    const from = this.from
    this.from = null
    const { table, index } = this.view
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches
    if (!from || from.table !== table.name || still) { this.show(); return }
    const [a, b] = [from.value, valueAt(table, index)].map((value) => onGrid(table, value))
    const start = performance.now()
    this.waking = this.view
    const play = (time) => {
      const part = Math.min(1, (time - start) / WAKING)
      const at = Math.round(a + (b - a) * part * part * (3 - 2 * part))
      const done = part >= 1
      this.view = done ? this.waking : new View(this.scene, table, at)
      if (done) this.waking = null
      this.show()
      if (!done) this.playing = requestAnimationFrame(play)
    }
    this.playing = requestAnimationFrame(play)
  }

  // ---- drawing

  show() {
    if (!this.view) return
    if (this.owed && this.movedBy === null) this.#pay()
    if (this.hand.held && this.movedBy === null) {
      // A fresh scene came while a handle was held over a waiting picture: it follows the finger from here.
      const { ground, place, moved } = this.hand.held
      if (moved && ground.table) { this.movedBy = ground.name; this.view = new View(this.scene, ground.table, place) }
    }
    const shown = this.peeked ?? this.view
    this.picture.show(shown)
    this.hand.place(shown, this.waiting)
    if (this.goalMet) {
      const met = this.picture.asleep.size === 0 && number(this.view, this.goalMet) === 1
      write(this.goal, `Goal: ${this.goalText} ${met ? "✓ It holds." : ""}`)
      this.goal.classList.toggle("lv-met", met)
    }
  }

  #pay() {
    const { table, value } = this.owed
    this.owed = null
    const found = this.scene.tables[table]
    if (!found) return
    const index = nearest(found, value)
    this.view = new View(this.scene, found, index)
    this.active = table
    if (index >= 0) { this.movedBy = table; this.commit(this.view.state()) }
  }

  close() {
    cancelAnimationFrame(this.frame)
    cancelAnimationFrame(this.playing)
    clearTimeout(this.patience)
    for (const { plot, space } of this.picture.figures.values()) if (!space) window.Plotly?.purge(plot)
  }
}

function isDark(colour) {
  const canvas = document.createElement("canvas").getContext("2d")
  canvas.fillStyle = colour || "#fff"
  const hex = canvas.fillStyle
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128
}
