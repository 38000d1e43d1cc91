"""Labels keep off each other, off the handles and off the numbers of the axes, wherever a handle stands.

They leave a curve on which they would lie for a side that is free.
"""

import pytest

from lossviz.lessons import registry
from tests.browser.conftest import WIDE
from tests.browser.driving import PHONE, opened, stage_of, where
from tests.lessons.cases import PLACES, sampled

SLUGS = ["", *(lesson.slug for lesson in registry.LESSONS)]
FOLDS = [place for place in PLACES if place.fold]
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
MEASURE = r"""
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
// Points every other pixel along the lines that are drawn.
const alongLines = (figure) => [...figure.querySelectorAll(".scatterlayer .js-line")].flatMap((line) => {
  if (!isShown(line) || !parseFloat(getComputedStyle(line).strokeWidth)) return []
  const { a, d, e, f } = line.getScreenCTM()
  const found = []
  let [x, y] = [0, 0]
  for (const [, kind, ...at] of line.getAttribute("d").matchAll(/([MLHV])(-?[\d.e]+)(?:,(-?[\d.e]+))?/g)) {
    const [across, down] = kind === "H" ? [+at[0], y] : kind === "V" ? [x, +at[0]] : [+at[0], +at[1]]
    const count = kind === "M" ? 0 : Math.min(1000, Math.ceil(Math.hypot(across - x, down - y) / 2))
    for (let i = 1; i <= count; i++) {
      const part = i / count
      found.push([e + a * (x + (across - x) * part), f + d * (y + (down - y) * part)])
    }
    ;[x, y] = [across, down]
  }
  return found
})
const lies = (points, box, by) =>
  points.some(([x, y]) => x > box.left - by && x < box.right + by && y > box.top - by && y < box.bottom + by)
const wider = ({ left, right, top, bottom }, by) =>
  ({ left: left - by, right: right + by, top: top - by, bottom: bottom + by })
// Where the places are that labels name: each figure's labels tell when they are shown.
const places = new Map()
const watchPlaces = async () => {
  const [{ name }] = performance.getEntriesByType("resource").filter((one) => one.name.endsWith("/draw/labels.js"))
  const { Labels } = await import(name)
  const { show } = Labels.prototype
  Labels.prototype.show = function (...all) {
    show.apply(this, all)
    for (const { node, x, y } of this.all) places.set(node, [x, y])
  }
}
const SIDES = [[-0.5, -1, 0, -6], [-0.5, 0, 0, 6], [-1, -0.5, -6, 0], [0, -0.5, 6, 0],
  [0, -1, 5, -5], [-1, -1, -5, -5], [0, 0, 5, 5], [-1, 0, -5, 5]]
const STAYS = [".lv-middle", ".lv-below", ".lv-lower", ".lv-inside"].join()
// The side on which a label that lies on a line would be free, with room to spare.
function freeSide(label, points, marks, others, sheet) {
  const lines = label.boxes.map((box) => wider(box, -1))
  if (label.node.matches(STAYS) || !places.has(label.node) || !lines.some((box) => lies(points, box, 0))) return null
  const { width, height } = label.node.getBoundingClientRect()
  const [x, y] = [places.get(label.node)[0] + sheet.left, places.get(label.node)[1] + sheet.top]
  const isOwn = ({ left, right, top, bottom }) => Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y) < 12
  const around = [...others, ...marks.filter((mark) => !isOwn(mark))]
  return SIDES.find(([dx, dy, right, down]) => {
    const [left, top] = [x + dx * width + right, y + dy * height + down]
    const box = { left, right: left + width, top, bottom: top + height }
    return left > sheet.left + 50 && box.right < sheet.right && top > sheet.top && box.bottom < sheet.bottom - 45
      && !lies(points, box, 4) && !anyMeet([wider(box, 6)], around)
  })
}
function collisions(stage) {
  const found = []
  for (const figure of stage.querySelectorAll(".lv-figure:not(.lv-concealed)")) {
    const sheet = figure.querySelector(".lv-sheet").getBoundingClientRect()
    const labels = [...figure.querySelectorAll(".lv-label")].filter((node) => node.textContent.trim() && isShown(node))
      .map((node) => ({ node, kind: "label", text: node.textContent.trim(), boxes: textBoxes(node) }))
    const grips = [...figure.querySelectorAll(".lv-handle:not([hidden]) .lv-grip")].map(grip)
    const ticks = [...figure.querySelectorAll(".xtick text, .ytick text, .g-xtitle text, .g-ytitle text")]
      .map((node) => ({ kind: "axis", text: node.textContent, boxes: [shrunk(node.getBoundingClientRect(), 3)] }))
    const points = alongLines(figure)
    const marks = [...figure.querySelectorAll(".scatterlayer .point")].filter(isShown)
      .map((node) => node.getBoundingClientRect())
    labels.forEach((label, i) => {
      const others = [...labels, ...grips, ...ticks].filter((other) => other !== label).flatMap(({ boxes }) => boxes)
      if (freeSide(label, points, marks, others, sheet)) found.push([figure.dataset.figure, label.text, "line", ""])
      for (const other of [...labels.slice(i + 1), ...grips, ...ticks]) {
        if (anyMeet(label.boxes, other.boxes)) found.push([figure.dataset.figure, label.text, other.kind, other.text])
      }
      if (label.boxes.some((box) => leaves(box, sheet))) found.push([figure.dataset.figure, label.text, "edge", ""])
    })
  }
  return found
}
"""
WALK = """async (selector) => {
  MEASURE
  const stage = document.querySelector(selector)
  const frame = () => new Promise(requestAnimationFrame)
  const settled = async () => {
    await frame(); await frame()
    if (!stage.hasAttribute("data-busy")) return
    while (stage.hasAttribute("data-busy")) await frame()
    await frame(); await frame()
  }
  const found = []
  let seen = 0
  const look = (handle, place) => {
    seen += stage.querySelectorAll(".lv-label:not([hidden])").length
    for (const one of collisions(stage)) found.push([handle, place, ...one])
  }
  await watchPlaces()
  await settled()
  look("", "first")
  const knobs = [...stage.querySelectorAll(".lv-handle")].filter((knob) => knob.checkVisibility())
  for (const knob of knobs) {
    // Several presses at once are drawn once.
    const press = async (key, count = 1) => {
      for (let i = 0; i < count; i++) {
        knob.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }))
      }
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
    const high = now()
    const half = (low + high) / 2
    await press("PageDown")
    // One that stands in a plane goes down by this key, and its number stays as it is.
    const step = high - now()
    await press("PageDown", step ? Math.max(0, Math.min(60, Math.floor((now() - half) / step))) : 59)
    for (let i = 0; step && i < 60 && now() > half; i++) await press("PageDown")
    look(name, "middle")
    await press("Escape")
    knob.blur()
    await settled()
  }
  return { found, seen }
}""".replace("MEASURE", MEASURE)


def walked(page, stage):
    """What meets at first and with each handle at both ends and in the middle; some label was seen."""
    page.wire.rest()
    walk = page.evaluate(WALK, stage)
    assert walk["seen"]
    return walk["found"]


def walked_at_both_sizes(page, stage):
    """What meets on a wide screen and on a phone, by width."""
    met = {}
    for size in (WIDE, PHONE["viewport"]):
        page.set_viewport_size(size)
        if found := walked(page, stage):
            met[size["width"]] = found
    return met


@pytest.mark.parametrize("address", [*sampled(SLUGS, 10), *sampled(CROWDED, 12)])
def test_labels_keep_off_each_other_off_handles_off_axes_and_off_lines(page, site, address):
    page.goto(f"{site}/{address}")
    page.wait_for_selector('[data-testid="stage"] .main-svg', state="attached", timeout=30_000)
    assert walked_at_both_sizes(page, '[data-testid="stage"]') == {}


@pytest.mark.parametrize("fold", sampled(FOLDS, 14), ids=str)
def test_labels_of_a_fold_keep_off_each_other_off_handles_off_axes_and_off_lines(page, site, fold):
    scene = fold.scene({}).name
    opened(page, site, where(fold.slug, {}, fold.fold), scene)
    assert walked_at_both_sizes(page, stage_of(scene)) == {}


def test_a_small_prediction_is_written_beside_its_line_and_not_on_its_handle(page, site):
    # ŷ = 0.000335 has the longest text.
    stage = opened(page, site, "binary-cross-entropy?logit=-8", "binary-cross-entropy")
    figure = page.locator(stage).locator('[data-figure="prediction"]')
    written = figure.locator(".lv-label", has_text="0.000335").bounding_box()
    assert written["x"] + written["width"] <= figure.locator('[data-handle="yhat"] .lv-grip').bounding_box()["x"]


@pytest.mark.parametrize(
    ("slug", "query", "side"),
    [("entropy", "p=1,1,1,1,1,1", "above"), ("cross-entropy-loss", "logits=1,2,0,1,1,1,1,1,1,1", "below")],
)
def test_a_hint_does_not_lie_behind_the_next_handle(page, site, slug, query, side):
    # To the right is the next handle, to the left the axis.
    stage = opened(page, site, f"{slug}?{query}", slug)
    assert page.locator(f"{stage} .lv-hint.lv-hint-{side}").count() == 1
