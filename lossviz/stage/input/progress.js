// How far the job of a scene is: a line under the tracks, with a button that ends it or begins it.

import { element, show, write } from "../draw/elements.js"

export class Progress {
  /** `runs` has what is told; `onLeave` is called where the button goes that has the focus. */
  constructor(runs, onLeave) {
    this.runs = runs
    this.onLeave = onLeave
    this.status = element("span", { role: "status" })
    this.bar = element("progress", { max: 1, "aria-hidden": "true" })
    this.button = element("button", { type: "button", class: "lv-button" })
    this.button.addEventListener("click", () => (this.isAsked ? runs.cancel() : runs.start()))
    this.root = element("div", { class: "lv-run", "data-testid": "run", hidden: true }, this.status, this.bar, this.button)
  }

  get isAsked() {
    return this.runs.phase === "waiting"
  }

  /** Its room is kept while the scene has a job. */
  show() {
    const { phase, scene, progress, words } = this.runs
    show(this.root, Boolean(scene?.awaited))
    if (!scene?.awaited) return
    const { label, action } = scene.awaited
    const isDone = phase === "done"
    if (isDone && document.activeElement === this.button) this.onLeave()
    this.root.classList.toggle("lv-idle", isDone)
    this.root.classList.toggle("lv-stopped", !this.isAsked)
    write(this.status, isDone ? "" : words || (this.isAsked ? `${label}: ${said(progress)}` : ""))
    this.bar.value = progress?.total ? progress.done / progress.total : 0
    write(this.button, this.isAsked ? "Cancel" : phase === "failed" ? "Try again" : action)
  }
}

/** Progress in words. */
function said(progress) {
  if (progress?.place) return progress.place === 1 ? "1 run before this one" : `${progress.place} runs before this one`
  return `${progress?.total ? Math.floor((100 * progress.done) / progress.total) : 0} %`
}
