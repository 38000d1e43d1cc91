// The picture: figures, labels, captions, sentence and formula, drawn from one view at a time.

import { element, show, write } from "./elements.js"
import { Fields, isField } from "./field.js"
import { Labels } from "./labels.js"
import { Panels } from "./panels.js"
import { frame, pixels, value } from "./projection.js"
import { draw, hideTraces, move, moving, plotly, refresh, strokes } from "./plotly.js"
import { TRACK, Surface3d } from "./surface3d.js"
import { compile, conditions, fill, holds, number, reference } from "../state/template.js"

const QUIET_PAUSE = 700
const DOUBLE_CLICK = 300
// So many letters of a sentence stand on one line, and so many a number in it may have.
const LINE = 90
const NUMBER = "00000"

export class Picture {
  constructor() {
    this.figures = new Map()
    this.box = element("div", { class: "lv-figures" })
    this.panels = new Panels(this.box)
    this.says = element("p", { class: "lv-says", "data-testid": "says" })
    this.aloud = element("div", { class: "lv-aloud", role: "status", "aria-live": "polite" })
    this.formula = element("div", { class: "lv-formula", "data-testid": "formula", role: "math" })
    this.derived = element("div", { class: "lv-formula", "data-testid": "details", role: "math" })
    this.details = element("details", { class: "lv-details" }, element("summary", {}, "Details"), this.derived)
    this.hidden = new Set()
    this.queue = new Set()
    // Whether a first drawing is still to come.
    this.isBeginning = false
    this.onLoad = null
    this.onDrawn = null
    this.onHover = null
    this.onPick = null
    this.onAdd = null
    this.onDraw = null
  }

  /** Take over a scene's words and figures; the next `show` draws them. */
  take(scene, colours, roles) {
    this.scene = scene
    this.colours = colours
    this.roles = roles
    const names = new Set(scene.figures.map((figure) => figure.name))
    for (const [name, made] of this.figures) {
      if (!names.has(name)) { made.root.remove(); this.figures.delete(name) }
    }
    for (const described of scene.figures) this.#figure(described)
    // While a handle streams, words and labels stay as they are and only their numbers change.
    const words = JSON.stringify([scene.sentences, scene.labels, scene.formula, scene.details, [...names]])
    if (words !== this.words) {
      this.words = words
      this.templates = { sentences: scene.sentences.map(compile) }
      // Where a sentence may need two lines there is room for two, so that nothing moves when one does.
      const longest = Math.max(...scene.sentences.map((text) => text.replace(/\{.*?\}/g, NUMBER).length))
      this.says.classList.toggle("lv-two", longest > LINE)
      this.#labels()
      this.#formula()
    }
    this.drawn = null
  }

  #figure(described) {
    let made = this.figures.get(described.name)
    if (!made) {
      const caption = element("figcaption")
      const plot = element("div", { class: "lv-plot", "aria-hidden": "true" })
      const over = element("div", { class: "lv-over" })
      const sheet = element("div", { class: "lv-sheet" }, plot, over)
      const root = element("figure", { class: "lv-figure", "data-figure": described.name }, caption, sheet)
      made = { root, caption, sheet, plot, over, labels: new Labels(over) }
      this.box.append(root)
      this.figures.set(described.name, made)
      new ResizeObserver(() => this.#resized(made)).observe(sheet)
      sheet.addEventListener("pointermove", (event) => this.#point(made, event))
      sheet.addEventListener("pointerleave", () => this.onHover?.(null))
      sheet.addEventListener("click", (event) => this.#pick(made, event))
      sheet.addEventListener("dblclick", (event) => this.#add(made, event))
      sheet.addEventListener("pointerdown", (event) => this.#draw(made, event))
    }
    made.hover = described.hover
    made.picks = described.picks
    made.adds = described.adds
    made.draws = described.draws
    made.root.classList.toggle("lv-drawn-on", Boolean(described.draws))
    made.root.classList.toggle("lv-picked-from", described.picks)
    made.root.classList.toggle("lv-tall", described.rows > 1)
    made.root.style.setProperty("--columns", described.columns)
    made.root.style.setProperty("--rows", described.rows)
    made.root.style.setProperty("--height", `${described.height}px`)
    made.root.style.setProperty("--narrow-height", `${described.narrow_height || described.height}px`)
    made.root.setAttribute("aria-label", described.describes)
    made.captionParts = compile(described.caption)
    made.plain = { ...described.plot, layout: { ...described.plot.layout, template: this.scene.template } }
    this.#describe(made)
  }

  /** What is drawn: in the colours of the page and as large as its type. */
  #describe(made) {
    const plot = enlarged(made.plain, scaleOf(made.sheet))
    const [skeleton, scales] = [JSON.stringify(unscaled(plot)) + JSON.stringify(this.colours), JSON.stringify(scalesOf(plot))]
    if (made.skeleton !== skeleton || made.scales !== scales) {
      if (made.skeleton !== skeleton) made.ready = false
      Object.assign(made, { skeleton, scales, isRescaled: true, ranged: null })
      made.described = JSON.parse(recoloured(JSON.stringify(plot), this.colours))
      // The fields are painted here; all the rest is Plotly's.
      made.painted = made.described.data.filter(isField)
      made.described.data = made.described.data.filter((trace) => !isField(trace))
    }
    made.frame = null
  }

  /** The frame of a figure in pixels and in numbers; worked out again only when one of them has changed. */
  #measure(made) {
    made.size ??= { width: made.sheet.clientWidth, height: made.sheet.clientHeight }
    made.frame ??= frame(made.ranged ?? made.described.layout, made.size.width, made.size.height)
    return made.frame
  }

  #resized(made) {
    if (this.#sized(made) && this.last) this.onResize()
  }

  /** Whether a figure has another size than it was drawn for; it is drawn for that one next. */
  #sized(made) {
    const { clientWidth: width, clientHeight: height } = made.sheet
    if (made.size?.width === width && made.size.height === height) return false
    made.size = { width, height }
    this.#describe(made)
    made.ready = false
    return true
  }

  /** Take over the sizes of all figures at once, where nothing waits for them to be observed. */
  resize() {
    for (const made of this.figures.values()) this.#sized(made)
  }

  #labels() {
    for (const [name, made] of this.figures) made.labels.take(this.scene.labels.filter(({ figure }) => figure === name))
  }

  #formula() {
    this.formula.replaceChildren()
    this.derived.replaceChildren()
    this.parts = []
    show(this.details, this.scene.details > 0)
    const main = this.scene.formula.length - this.scene.details
    for (const [number, line] of this.scene.formula.entries()) {
      const row = element("p")
      const lines = line.map((part) => compile(part.text))
      // A note may say what a question asks, so it is hidden as numbers are.
      const isNote = line.every((part) => part.role === "muted")
      const live = isNote || lines.some((pieces) => pieces.some((piece) => typeof piece !== "string"))
      for (const [i, part] of line.entries()) {
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

  /** Show one view: everything at once, in one frame. */
  show(view) {
    this.last = view
    const whole = this.drawn !== view.table
    this.drawn = view.table
    const first = this.#firstShown()
    for (const [name, made] of this.figures) {
      const isHidden = this.hidden.has(name)
      made.root.classList.toggle("lv-first", name === first)
      made.root.classList.toggle("lv-concealed", isHidden)
      if (isHidden) {
        write(made.caption, "Hidden until you check")
        made.labels.conceal()
        made.stale = true
        continue
      }
      write(made.caption, fill(made.captionParts, view))
      this.#plot(made, view, whole || made.stale)
      if (made.begun) this.#hideTraces(made)
      made.stale = false
    }
    const panels = this.scene.figures.map(({ name, describes }) => ({ root: this.figures.get(name).root, describes }))
    this.panels.take(panels, this.figures.get(first).root)
    this.#speak(view)
    this.#write(view)
  }

  /** The figure that stands first on a phone: that of the opening handle, or while it is hidden the next with a handle. */
  #firstShown() {
    if (!this.hidden.has(this.first)) return this.first
    return this.scene.handles.find(({ figure }) => figure && !this.hidden.has(figure))?.figure ?? this.first
  }

  /** Single traces that would give an answer away are hidden by themselves. */
  #hideTraces(made) {
    const names = this.#hiddenTraces(made)
    if (!made.surface && (names.length || made.hasHiddenTraces)) hideTraces(made.plot, made.described, names)
    made.hasHiddenTraces = names.length > 0
  }

  #hiddenTraces(made) {
    const mine = `${nameOf(made)}.`
    return [...this.hidden].filter((name) => name.startsWith(mine)).map((name) => name.slice(mine.length))
  }

  #plot(made, view, whole) {
    this.#range(made, view)
    const area = this.#measure(made)
    if (isSurface(made.described)) {
      made.begun = true
      made.surface ??= new Surface3d(made.plot)
      made.surface.pathHidden = this.hidden.has(`${nameOf(made)}.path`)
      made.surface.show(made.described, view, made.size, this.roles)
      return
    }
    if (!made.begun) return this.#begin(made)
    if (made.size.width === 0) return
    if (made.painted.length || made.fields) (made.fields ??= new Fields(made.plot)).show(made.painted, view, area, this.#hiddenTraces(made))
    const traces = whole ? made.described.data.map((_, i) => i) : moving(made.described, view.table)
    if (made.ready && !made.isRescaled && move(made.plot, made.described, view, traces, area)) return
    made.isRescaled = false
    if (made.ready && refresh(window.Plotly, made.plot, made.described, view, area)) return
    made.ready = true
    draw(window.Plotly, made.plot, made.described, view, made.size, area)
  }

  /** An axis whose range is a quantity; when it changes the axis is drawn again. */
  #range(made, view) {
    for (const [axis, quantity] of Object.entries(framing(made.described.layout))) {
      const range = view.array(quantity)
      const had = made.ranged?.[axis]?.range
      if (had && had[0] === range[0] && had[1] === range[1]) continue
      made.ranged = { ...made.described.layout, ...made.ranged, [axis]: { ...made.described.layout[axis], range: [...range] } }
      // The handle of a surface's azimuth lies on a track below it.
      if (isSurface(made.described)) made.ranged.margin = { ...made.described.layout.margin, b: TRACK }
      made.frame = null
      made.isRescaled = true
    }
  }

  /** First drawings take their time: figure by figure, that of the handle first, so that the page answers in between. */
  #begin(made) {
    this.queue.add(made)
    if (this.isBeginning) return
    this.isBeginning = true
    const next = () => {
      const made = [...this.queue].sort((one, other) => isFirst(other) - isFirst(one))[0]
      this.queue.delete(made)
      made.begun = true
      if (this.last && made.root.isConnected && !this.hidden.has(nameOf(made))) this.#plot(made, this.last, true)
      if (this.queue.size) return requestAnimationFrame(next)
      this.isBeginning = false
      this.onDrawn?.()
    }
    plotly().then(() => { this.onLoad?.(null); next() }, (error) => { this.isBeginning = false; this.onLoad?.(error) })
  }

  /** Label the figures of the view that is shown, once its handles stand where they belong. */
  label(gripsOf) {
    for (const [name, made] of this.figures) {
      if (this.hidden.has(name)) continue
      const layout = made.ranged ?? made.described.layout
      const around = { grips: gripsOf(name), traces: strokes(made.plot), hidden: this.hidden }
      made.labels.show(this.last, this.#measure(made), made.size, layout, around)
    }
  }

  #speak(view) {
    const isHidden = this.hidden.size > 0
    const text = isHidden
      ? "Set the handle, then press Check."
      : fill(this.templates.sentences[view.array(this.scene.case)[0]], view, true)
    if (text === this.says.textContent) return
    write(this.says, text)
    // A screen reader hears where the hand came to rest, not every place it passed.
    clearTimeout(this.pause)
    this.pause = setTimeout(() => write(this.aloud, this.says.textContent), QUIET_PAUSE)
  }

  #write(view) {
    const isHidden = this.hidden.size > 0
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

  /** A mouse over a linked view: which place of its table is nearest. */
  #point(made, event) {
    if (!made.hover || event.pointerType !== "mouse" || event.buttons || !this.last || this.hidden.size) return
    this.onHover?.(made.hover[0], this.#placeAt(made, event))
  }

  /** A click or a tap on a linked view that picks its places. */
  #pick(made, event) {
    if (!made.picks || !this.last || this.hidden.size || event.target.closest(".lv-handle")) return
    const [table, index] = [made.hover[0], this.#placeAt(made, event)]
    clearTimeout(this.picking)
    // Of a double click, which adds a point, neither click picks one.
    if (event.detail < 2) this.picking = setTimeout(() => this.onPick?.(table, index), made.adds ? DOUBLE_CLICK : 0)
  }

  /** The place of the table of a linked view that is nearest to where something happens. */
  #placeAt(made, event) {
    const [table, x, y] = made.hover
    const box = made.sheet.getBoundingClientRect()
    const [left, top] = [event.clientX - box.left, event.clientY - box.top]
    const spot = made.surface ? made.surface.nearest(left, top) : this.#nearest(this.#measure(made), x, y, left, top)
    return spot % this.scene.tables[table].places.length
  }

  #nearest(area, x, y, left, top) {
    const xs = this.last.array(x)
    const ys = y ? this.last.array(y) : null
    let best = -1
    let least = Infinity
    for (let i = 0; i < xs.length; i++) {
      const at = pixels(area, xs[i], ys ? ys[i] : area.y[0])
      const far = ys ? Math.hypot(at[0] - left, at[1] - top) : Math.abs(at[0] - left)
      if (far < least) { least = far; best = i }
    }
    return best
  }

  /** A double click on a figure that takes new marks. */
  #add(made, event) {
    if (!made.adds || event.target.closest(".lv-handle")) return
    const box = made.sheet.getBoundingClientRect()
    const area = this.#measure(made)
    this.onAdd?.(made.adds, [value(area, "x", event.clientX - box.left), value(area, "y", event.clientY - box.top)])
  }

  /** A press on a figure that a pen draws on, beside its handles. */
  #draw(made, event) {
    if (made.draws && !event.target.closest(".lv-handle") && !this.hidden.has(nameOf(made))) this.onDraw?.(made.draws, event)
  }

  area(name) {
    return this.#measure(this.figures.get(name))
  }

  over(name) {
    return this.figures.get(name).over
  }
}

const isSurface = ({ layout }) => "scene" in layout
/** The ranges of axes that are quantities; of a surface seen from the side, those of the frame its handle moves in. */
const framing = (layout) => (isSurface({ layout }) ? { xaxis: layout.meta.frame_x, yaxis: layout.meta.frame_y } : layout.meta ?? {})
const isFirst = (made) => made.root.classList.contains("lv-first")
const nameOf = (made) => made.root.dataset.figure

/** What of an axis may change without another drawing of the figure. */
const SCALES = ["range", "tickvals", "ticktext"]
const scalesOf = ({ layout }) => [layout.xaxis, layout.yaxis].map((axis) => SCALES.map((part) => axis?.[part]))

/** A plot whose axes say only that they have such parts. */
function unscaled(plot) {
  const layout = { ...plot.layout }
  for (const axis of ["xaxis", "yaxis"]) {
    if (!layout[axis]) continue
    layout[axis] = { ...layout[axis] }
    for (const part of SCALES) if (layout[axis][part]) layout[axis][part] = true
  }
  return { ...plot, layout }
}

/** How much larger the type of a page is than that of a laptop's, as the style sheet has it. */
const scaleOf = (sheet) => Number(getComputedStyle(sheet).getPropertyValue("--lv-scale")) || 1

/** A plot with larger type, and with room for it. */
function enlarged(plot, scale) {
  const { layout } = plot
  const margin = Object.fromEntries(Object.entries(layout.margin).map(([side, room]) => [side, room * scale]))
  return { ...plot, layout: { ...layout, margin, font: { size: layout.template.layout.font.size * scale } } }
}

function recoloured(json, colours) {
  let text = json
  for (const [from, to] of colours) text = text.replaceAll(from, to)
  return text
}
