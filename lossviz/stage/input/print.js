// A page on paper: as wide as one, in the colours of a light one, the address of the state at the foot.

import { element, write } from "../draw/elements.js"

/** Show a stage as it is printed while it is, until the signal. */
export function watchPrinting(stage, signal) {
  addEventListener("beforeprint", () => print(stage, true), { signal })
  addEventListener("afterprint", () => print(stage, false), { signal })
}

function print(stage, isPrinting) {
  if (!stage.scene) return
  const { root } = stage
  stage.theme.isPrinting = isPrinting
  write(stage.foot, isPrinting ? location.href : "")
  root.classList.toggle("lv-printing", isPrinting)
  stage.applyTheme(stage.scene)
  stage.picture.resize()
  stage.show()
  root.querySelectorAll(".lv-printed").forEach((image) => image.remove())
  if (isPrinting) root.querySelectorAll(".lv-plot canvas").forEach(pictured)
}

/** A canvas as a picture beside it: Chromium may print a canvas that was not drawn in this very frame as nothing. */
function pictured(canvas) {
  canvas.after(element("img", { class: "lv-printed", alt: "", src: canvas.toDataURL(), style: canvas.style.cssText }))
}
