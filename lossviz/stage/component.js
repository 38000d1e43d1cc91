// The stage as a component of Streamlit's. Called again with every message and on light and dark; everything that lasts
// is kept by the element it lives in.

import { watchBoxes, watchFiles } from "./input/boxes.js"
import { forgetEarlierVisits } from "./input/predictions.js"
import { line } from "./line.js"
import { Stage } from "./stage.js"

const stages = new WeakMap()

forgetEarlierVisits()
watchBoxes()

export default function show({ data, parentElement, setTriggerValue }) {
  let kept = stages.get(parentElement)
  if (!kept) stages.set(parentElement, (kept = begun(parentElement)))
  kept.shell.send = setTriggerValue
  if (data) kept.take(data)
  return () => {
    if (!kept.root.isConnected) kept.close()
  }
}

function begun(parent) {
  const stage = new Stage(parent, { line, send() {} })
  // Of a page with several the lesson's own tells of a file.
  const tell = (file) => { if (!stage.scene?.path.includes("/")) stage.send("file", file) }
  watchFiles(tell, stage.listening.signal)
  return stage
}
