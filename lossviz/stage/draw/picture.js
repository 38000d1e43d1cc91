// The picture: figures, labels, captions and words, drawn from one view at a time.

import { element, write } from "./elements.js"
import { Fields, isField } from "./field.js"
import { Labels } from "./labels.js"
import { enlarged, framing, isSurface, recoloured, scaleOf, scalesOf, unscaled } from "./layout.js"
import { Panels } from "./panels.js"
import { Pointing } from "./pointing.js"
import { frame } from "./projection.js"
import { draw, hideTraces, move, moving, plotly, refresh, strokes } from "./plotly.js"
import { TRACK, Surface3d } from "./surface3d.js"
import { Words } from "./words.js"
import { compile, fill } from "../state/template.js"

export class Picture {
  constructor() {
    this.figures = new Map()
    this.box = element("div", { class: "lv-figures" })
    this.panels = new Panels(this.box)
    this.words = new Words()
    this.pointing = new Pointing(this)
    this.hidden = new Set()
    this.queue = new Set()
    // Whether a first drawing is still to come.
    this.isBeginning = false
    this.onLoad = null
    this.onDrawn = null
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
    const texts = JSON.stringify([scene.sentences, scene.labels, scene.formula, scene.details, [...names]])
    if (texts !== this.texts) {
      this.texts = texts
      this.#labels()
      this.words.take(scene)
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
      made = { name: described.name, root, caption, sheet, plot, over, labels: new Labels(over) }
      this.box.append(root)
      this.figures.set(described.name, made)
      new ResizeObserver(() => this.#resized(made)).observe(sheet)
      this.pointing.watch(made)
    }
    made.hover = described.hover
    made.picks = described.picks
    made.adds = described.adds
    made.draws = described.draws
    made.root.classList.toggle("lv-drawn-on", Boolean(described.draws))
    made.root.classList.toggle("lv-picked-from", described.picks)
    made.root.classList.toggle("lv-tall", described.rows > 1)
    made.root.classList.toggle("lv-square", described.square)
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
      made.described = recoloured(plot, this.colours)
      // The fields are painted here; all the rest is Plotly's.
      made.painted = made.described.data.filter(isField)
      made.described.data = made.described.data.filter((trace) => !isField(trace))
      made.root.classList.toggle("lv-painted", made.painted.length > 0)
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
    this.words.show(view, this.scene.case, this.hidden.size > 0)
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
    const mine = `${made.name}.`
    return [...this.hidden].filter((name) => name.startsWith(mine)).map((name) => name.slice(mine.length))
  }

  #plot(made, view, whole) {
    this.#range(made, view)
    const area = this.#measure(made)
    if (isSurface(made.described)) {
      made.begun = true
      made.surface ??= new Surface3d(made.plot)
      made.surface.pathHidden = this.hidden.has(`${made.name}.path`)
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
      if (this.last && made.root.isConnected && !this.hidden.has(made.name)) this.#plot(made, this.last, true)
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

  area(name) {
    return this.#measure(this.figures.get(name))
  }

  over(name) {
    return this.figures.get(name).over
  }
}

const isFirst = (made) => made.root.classList.contains("lv-first")
