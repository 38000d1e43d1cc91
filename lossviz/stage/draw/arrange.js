// Where labels stand so that they touch neither each other nor a handle: boxes in, shifts out.

/** Where a label's box lies from its place, by anchor: shares of its own size, then pixels; as the style sheet has it. */
const ANCHORS = {
  middle: [-0.5, -0.5, 0, 0], below: [-0.5, 0, 0, 11], lower: [-0.5, 0, 0, 28], inside: [-0.5, 0, 0, 4],
  above: [-0.5, -1, 0, -5], high: [-0.5, -1, 0, -15], low: [-0.5, 0, 0, 11],
  right: [0, -0.5, 9, 0], left: [-1, -0.5, -9, 0], "above-left": [-1, -1, -11, -3], "above-right": [0, -1, 6, -2],
}
/** What names a place on an axis, or stands in its mark, stays there. */
const FIXED = new Set(["middle", "below", "lower", "inside"])
/** The sides that are tried where the own one is taken: shares of the own size, and which way the gap goes. */
const SIDES = {
  above: [-0.5, -1, 0, -1], right: [0, -0.5, 1, 0], left: [-1, -0.5, -1, 0], below: [-0.5, 0, 0, 1],
  "above-right": [0, -1, 0.7, -0.7], "above-left": [-1, -1, -0.7, -0.7], "below-right": [0, 0, 0.7, 0.7], "below-left": [-1, 0, -0.7, 0.7],
}
const GAP = 6
/** So many more pixels must be free before a label changes sides: nothing trembles while a handle is pulled. */
const EASE = 4

/**
 * Choose a side for each label, in order, and write it as `side` and the shift from its own place as `shift`.
 *
 * A label has `x`, `y`, `width`, `height`, `anchor` and the `side` it had; a grip its middle `x`, `y` and its size.
 * `ticks` are the boxes of the numbers on the axis at the left; right of the frame and above it there are none.
 */
export function arrange(labels, grips, frame, size, ticks = []) {
  const taken = [...ticks, ...grips.map(({ x, y, width, height }) => box(x - width / 2, y - height / 2, width, height))]
  const movable = []
  for (const label of labels) {
    label.own = at(label, ANCHORS[label.anchor])
    if (!FIXED.has(label.anchor)) { movable.push(label); continue }
    label.shift = [0, 0]
    taken.push(label.own)
  }
  for (const label of movable) {
    const chosen = choose(label, grips, taken, frame, size)
    label.side = chosen.side
    label.shift = [chosen.box.left - label.own.left, chosen.box.top - label.own.top]
    taken.push(chosen.box)
  }
}

function choose(label, grips, taken, frame, size) {
  const isBeside = label.anchor === "right" || label.anchor === "left"
  const floor = frame.top + frame.height
  const sheet = { left: 0, right: size.width, top: 0, bottom: isBeside ? Math.max(floor, label.own.bottom) : floor }
  const inside = { ...sheet, left: label.anchor.endsWith("left") ? 0 : Math.min(frame.left, label.x) }
  const had = label.side ?? "own"
  let best = null
  for (const [side, found] of candidates(label, grips, had)) {
    const moved = within(found, side === "own" ? sheet : inside)
    if (side === "inside" && moved.left === found.left && moved.top === found.top) continue
    // A number of the axis does not come nearer: beside it there need not be more room.
    const ease = side === had || side === "inside" ? 0 : EASE
    const touched = taken.reduce((sum, other) => sum + overlap(moved, other, ease), 0)
    if (touched === 0) return { side, box: moved }
    if (!best || touched < best.touched) best = { side, box: moved, touched }
  }
  return best
}

/** The own place, the side where the label stood, and then all others. */
function* candidates(label, grips, had) {
  yield ["own", label.own]
  yield ["inside", label.own]
  // A grip on the very place of a label is in its way on every side.
  const grip = grips.find(({ x, y }) => Math.abs(x - label.x) < 12 && Math.abs(y - label.y) < 12)
  const [across, up] = grip ? [grip.width / 2 + GAP, grip.height / 2 + GAP] : [GAP, GAP]
  const beside = ([dx, dy, right, down]) => at(label, [dx, dy, right * across, down * up])
  const raised = box(label.own.left, label.own.top - label.height, label.width, label.height)
  // A line higher: in a row of numbers, every other one.
  if (had === "raised") yield ["raised", raised]
  if (had in SIDES) yield [had, beside(SIDES[had])]
  yield ["raised", raised]
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
