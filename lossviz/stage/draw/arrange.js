// Where labels stand so that they touch neither each other nor a handle, and cover no line: boxes in, shifts out.

import { touches } from "./strokes.js"

/** Where a label's box lies from its place, by anchor: shares of its own size, then pixels; as the style sheet has it. */
const ANCHORS = {
  middle: [-0.5, -0.5, 0, 0], below: [-0.5, 0, 0, 11], lower: [-0.5, 0, 0, 28], inside: [-0.5, 0, 0, 4],
  above: [-0.5, -1, 0, -5], high: [-0.5, -1, 0, -15], low: [-0.5, 0, 0, 11], beneath: [-0.5, 0, 0, 9],
  right: [0, -0.5, 9, 0], left: [-1, -0.5, -9, 0], "above-left": [-1, -1, -11, -3], "above-right": [0, -1, 6, -2],
}
/** What names a place on an axis, or stands in its mark, stays there. */
const FIXED = new Set(["middle", "below", "lower", "inside"])
const isFixed = ({ anchor, y }, { top, height }) => FIXED.has(anchor) && (anchor !== "below" || y >= top + height - 1)
/** The sides that are tried where the own one is taken: shares of the own size, and which way the gap goes. */
const SIDES = {
  above: [-0.5, -1, 0, -1], right: [0, -0.5, 1, 0], left: [-1, -0.5, -1, 0], below: [-0.5, 0, 0, 1],
  "above-right": [0, -1, 0.95, -0.95], "above-left": [-1, -1, -0.95, -0.95],
  "below-right": [0, 0, 0.95, 0.95], "below-left": [-1, 0, -0.95, 0.95],
}
const GAP = 6
/** So many more pixels must be free before a label changes sides: nothing trembles while a handle is pulled. */
const EASE = 4
/** What stands nearer to the place of a label is what it names. */
const SAME = 12
/** How far around its place a label may come to stand. */
const REACH = 40
/** A line of letters is higher than its letters. */
const LEADING = 3

/**
 * Choose a side for each label, in order, and write it as `side` and the shift from its own place as `shift`.
 *
 * A label has `x`, `y`, `width`, `height`, `anchor` and the `side` it had; a grip its middle `x`, `y` and its size.
 * `ticks` are the boxes of the numbers on the axis at the left; right of the frame and above it there are none.
 * `near` gives the strokes of the figure inside a box: a label leaves its place where it covers one and a side is free.
 */
export function arrange(labels, grips, frame, size, ticks = [], near = () => []) {
  const taken = [...ticks, ...grips.map(({ x, y, width, height }) => box(x - width / 2, y - height / 2, width, height))]
  const movable = []
  for (const label of labels) {
    label.own = at(label, ANCHORS[label.anchor])
    if (!isFixed(label, frame)) { movable.push(label); continue }
    label.shift = [0, 0]
    taken.push(label.own)
  }
  for (const label of movable) {
    const chosen = choose(label, grips, taken, frame, size, near)
    label.side = chosen.side
    label.shift = [chosen.box.left - label.own.left, chosen.box.top - label.own.top]
    taken.push(chosen.box)
  }
}

/**
 * The first place where a label touches nothing and covers no line; else the one where it stood, if it touches nothing
 * there, or the first such; else the one where it touches least.
 */
function choose(label, grips, taken, frame, size, near) {
  const had = label.side ?? "own"
  const free = []
  let least = null
  let strokes
  for (const place of placesOf(label, grips, had, frame, size)) {
    // A number of the axis does not come nearer: beside it there need not be more room.
    const ease = place.side === had || place.side === "inside" ? 0 : EASE
    place.touched = taken.reduce((sum, other) => sum + overlap(place.box, other, ease), 0)
    if (!least || place.touched < least.touched) least = place
    if (place.touched > 0) continue
    strokes ??= near(around(label)).filter((stroke) => !isOwn(label, stroke))
    if (!covers(place.box, strokes, place.side === had ? 0 : EASE)) return place
    free.push(place)
  }
  return free.find(({ side }) => side === had) ?? free[0] ?? least
}

/** Whether a stroke is the mark that a label names: it may be as near as it is. */
const isOwn = ({ x, y }, [left, top, , , radius]) => radius > 0 && Math.hypot(left - x, top - y) < SAME

/** Whether the letters in a box cover a stroke. */
function covers({ left, right, top, bottom }, strokes, ease) {
  const letters = { left, right, top: top + LEADING, bottom: bottom - LEADING }
  return strokes.some((stroke) => touches(stroke, letters, ease))
}

/** All that a label can cover from any of its sides. */
function around({ x, y, width, height }) {
  return { left: x - width - REACH, right: x + width + REACH, top: y - 2 * height - REACH, bottom: y + 2 * height + REACH }
}

/** The boxes in which a label may stand, in the order in which they are tried. */
function* placesOf(label, grips, had, frame, size) {
  const isBeside = label.anchor === "right" || label.anchor === "left"
  const floor = frame.top + frame.height
  const sheet = { left: 0, right: size.width, top: 0, bottom: isBeside ? Math.max(floor, label.own.bottom) : floor }
  const inside = { ...sheet, left: label.anchor.endsWith("left") ? 0 : Math.min(frame.left, label.x) }
  for (const [side, found] of candidates(label, grips, had)) {
    const box = within(found, side === "own" ? sheet : inside)
    if (side === "inside" && box.left === found.left && box.top === found.top) continue
    yield { side, box }
  }
}

/** The own place, the side where the label stood, and then all others. */
function* candidates(label, grips, had) {
  yield ["own", label.own]
  yield ["inside", label.own]
  // A grip on the very place of a label is in its way on every side.
  const grip = grips.find(({ x, y }) => Math.abs(x - label.x) < SAME && Math.abs(y - label.y) < SAME)
  const [across, up] = grip ? [grip.width / 2 + GAP, grip.height / 2 + GAP] : [GAP, GAP]
  const beside = ([dx, dy, right, down]) => at(label, [dx, dy, right * across, down * up])
  // A line higher: in a row of numbers, every other one. Over bars a second line is nearer than the next bar.
  const lines = label.anchor === "high" ? [1, 2] : [1]
  const raised = Object.fromEntries(lines.map((count) => [
    `raised${count}`, box(label.own.left, label.own.top - count * label.height, label.width, label.height),
  ]))
  if (had in raised) yield [had, raised[had]]
  if (had in SIDES) yield [had, beside(SIDES[had])]
  yield* Object.entries(raised)
  for (const [side, where] of Object.entries(SIDES)) yield [side, beside(where)]
}

const box = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height })
const at = ({ x, y, width, height }, [dx, dy, right, down]) => box(x + dx * width + right, y + dy * height + down, width, height)

/** A box pushed inside a zone, as far as it fits. */
function within({ left, top, right, bottom }, zone) {
  const x = Math.max(zone.left, Math.min(left, zone.right - (right - left)))
  const y = Math.max(zone.top, Math.min(top, zone.bottom - (bottom - top)))
  return box(x, y, right - left, bottom - top)
}

/** The area that two boxes share, the first wider by `ease` on each side. */
function overlap(one, other, ease) {
  const across = Math.min(one.right + ease, other.right) - Math.max(one.left - ease, other.left)
  const down = Math.min(one.bottom + ease, other.bottom) - Math.max(one.top - ease, other.top)
  return across > 0 && down > 0 ? across * down : 0
}
