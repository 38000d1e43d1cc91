// What of a line can be seen. The dots of a dotted line are drawn one by one, also where nobody sees them: a path that
// diverges through hundreds of frames takes a browser a third of a second.

/** How far around its frame a line is kept, as a share of the frame. */
const MARGIN = 0.1

/** A line without what lies further out, with a gap between its pieces; the very same arrays where nothing does. */
export function clipped({ x, y }, frame) {
  const sides = [frame.x, frame.y].map(around)
  if (x.every((value, i) => isInside([value, y[i]], sides) || Number.isNaN(value + y[i]))) return { x, y }
  const kept = { x: [], y: [] }
  const add = (a, b) => { kept.x.push(a); kept.y.push(b) }
  for (let i = 0; i + 1 < x.length; i++) {
    const [start, end] = [[x[i], y[i]], [x[i + 1], y[i + 1]]]
    const part = within(start, end, sides)
    if (!part) continue
    const [from, to] = part
    const at = (share) => (share === 0 ? start : share === 1 ? end : start.map((value, k) => value + share * (end[k] - value)))
    if (from > 0 || kept.x.length === 0 || Number.isNaN(kept.x.at(-1))) add(...at(from))
    add(...at(to))
    if (to < 1) add(NaN, NaN)
  }
  return kept
}

/** A side of the frame with its margin, the lower end first. */
function around([one, other]) {
  const more = MARGIN * Math.abs(other - one)
  return [Math.min(one, other) - more, Math.max(one, other) + more]
}

const isInside = (place, sides) => place.every((value, k) => value >= sides[k][0] && value <= sides[k][1])

/** From which share to which a stroke lies inside all sides; null where no part does, or an end is no place. */
function within(start, end, sides) {
  let [from, to] = [0, 1]
  for (const [k, [low, high]] of sides.entries()) {
    const way = end[k] - start[k]
    if (!Number.isFinite(way)) return null
    if (way === 0) {
      if (start[k] < low || start[k] > high) return null
      continue
    }
    const ends = [(low - start[k]) / way, (high - start[k]) / way]
    from = Math.max(from, Math.min(...ends))
    to = Math.min(to, Math.max(...ends))
    if (from > to) return null
  }
  return [from, to]
}
