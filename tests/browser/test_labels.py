"""Labels keep off each other, off the handles and off the numbers of the axes, wherever a handle stands."""

import pytest

from lossviz.lessons import registry
from tests.browser.conftest import WIDE
from tests.browser.driving import PHONE
from tests.lessons.cases import sampled

SLUGS = ["", *(lesson.slug for lesson in registry.LESSONS)]
# States in which labels come close to one another, or to what they name.
CROWDED = [
    "training-loop?rate=0.1",
    "entropy?p=1,1,1,1,1,1,1,1",
    "cross-entropy?q=1,0",
    "gradient-descent?step=3",
    "cross-entropy?p=5,4,3,2,1,1,1,1&q=1,1,1,1,1,1,1,1",
    "sgd?step=40",
    "cross-entropy-loss?logits=1,2,3,4",
    "loss?line=2,3",
]
MEASURE = """
const shrunk = ({ left, top, right, bottom }, by) =>
  ({ left: left + 1, top: top + by, right: right - 1, bottom: bottom - by })
const isShown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true })
const textBoxes = (node) => {
  const range = document.createRange()
  range.selectNodeContents(node)
  const own = node.getBoundingClientRect()
  // A line of letters is higher than its letters; a name that is too long ends in dots where its box ends.
  const lines = [...range.getClientRects()].filter(({ width }) => width > 0)
  return lines.map((line) => shrunk({
    left: Math.max(line.left, own.left), right: Math.min(line.right, own.right), top: line.top, bottom: line.bottom,
  }, 2.5))
}
const meet = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
const leaves = (box, sheet) =>
  box.left < sheet.left - 1 || box.right > sheet.right + 1 || box.top < sheet.top - 2 || box.bottom > sheet.bottom + 2
const grip = (node) =>
  ({ kind: "handle", text: node.parentNode.dataset.handle, boxes: [shrunk(node.getBoundingClientRect(), 1)] })
const anyMeet = (some, others) => some.some((one) => others.some((other) => meet(one, other)))
function collisions(stage) {
  const found = []
  for (const figure of stage.querySelectorAll(".lv-figure:not(.lv-concealed)")) {
    const sheet = figure.querySelector(".lv-sheet").getBoundingClientRect()
    const labels = [...figure.querySelectorAll(".lv-label")].filter((node) => node.textContent.trim() && isShown(node))
      .map((node) => ({ kind: "label", text: node.textContent.trim(), boxes: textBoxes(node) }))
    const grips = [...figure.querySelectorAll(".lv-handle:not([hidden]) .lv-grip")].map(grip)
    const ticks = [...figure.querySelectorAll(".xtick text, .ytick text, .g-xtitle text, .g-ytitle text")]
      .map((node) => ({ kind: "axis", text: node.textContent, boxes: [shrunk(node.getBoundingClientRect(), 3)] }))
    labels.forEach((label, i) => {
      for (const other of [...labels.slice(i + 1), ...grips, ...ticks]) {
        if (anyMeet(label.boxes, other.boxes)) found.push([figure.dataset.figure, label.text, other.kind, other.text])
      }
      if (label.boxes.some((box) => leaves(box, sheet))) found.push([figure.dataset.figure, label.text, "edge", ""])
    })
  }
  return found
}
"""
WALK = """async () => {
  MEASURE
  const stage = document.querySelector('[data-testid="stage"]')
  const frame = () => new Promise(requestAnimationFrame)
  const settled = async () => {
    await frame(); await frame()
    while (stage.hasAttribute("data-busy")) await frame()
    await frame(); await frame()
  }
  const found = []
  let seen = 0
  const look = (handle, place) => {
    seen += stage.querySelectorAll(".lv-label:not([hidden])").length
    for (const one of collisions(stage)) found.push([handle, place, ...one])
  }
  await settled()
  look("", "first")
  const knobs = [...stage.querySelectorAll(".lv-handle")].filter((knob) => knob.checkVisibility())
  for (const knob of knobs) {
    const press = async (key) => {
      knob.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
      await settled()
    }
    const name = knob.dataset.handle
    const now = () => Number(knob.getAttribute("aria-valuenow"))
    knob.focus({ preventScroll: true })
    await press("Home")
    look(name, "low end")
    const low = now()
    await press("End")
    look(name, "high end")
    const half = (low + now()) / 2
    for (let i = 0; i < 60 && now() > half; i++) await press("PageDown")
    look(name, "middle")
    await press("Escape")
    knob.blur()
    await settled()
  }
  return { found, seen }
}""".replace("MEASURE", MEASURE)


def walked(page):
    """What meets at first and with each handle at both ends and in the middle, and how many labels were seen."""
    return page.evaluate(WALK)


@pytest.mark.parametrize("address", [*sampled(SLUGS, 6), *sampled(CROWDED, 6)])
def test_labels_keep_off_each_other_off_handles_and_off_axes(page, site, address):
    page.goto(f"{site}/{address}")
    page.wait_for_selector('[data-testid="stage"] .main-svg', state="attached", timeout=30_000)
    page.wire.rest()
    met = {}
    for size in (WIDE, PHONE["viewport"]):
        page.set_viewport_size(size)
        page.wire.rest()
        walk = walked(page)
        assert walk["seen"]
        met[size["width"]] = walk["found"]
    assert met == {WIDE["width"]: [], PHONE["viewport"]["width"]: []}
