// Shapes whose look belongs to the screen and not to the axes: squares that are square, arrows with a head.
// Each is a line through points in the numbers of the axes, so that Plotly draws it like any other.

const HEAD = 9
const SPREAD = 0.42

/** Numbers of the axes for one pixel, across and up. */
function units({ width, height, x, y }) {
  return [(x[1] - x[0]) / width, (y[1] - y[0]) / height]
}

/** The side, in pixels, of a square as large as the smaller of two lengths, one in numbers of each axis. */
export function squareSide([wide, high], frame) {
  const [across, up] = units(frame)
  return Math.min(wide / across, high / up)
}

/** A square on each line from (x, y) to (x, foot): as wide, in pixels, as that line is long. */
export function squares({ x, y, foot, side }, frame) {
  const [across, up] = units(frame)
  return chained(x.map((left, i) => {
    const wide = (Math.abs(y[i] - foot[i]) / up) * across * (side ? side[i] : 1)
    const corners = [[left, y[i]], [left, foot[i]], [left + wide, foot[i]], [left + wide, y[i]], [left, y[i]]]
    // All turn the same way round: where squares of opposite turn overlapped there would be a hole.
    return (y[i] - foot[i]) * wide < 0 ? corners.reverse() : corners
  }))
}

/** An arrow from each (x, y) to its tip; one too short for a head is a line. */
export function arrows({ x, y, tip_x, tip_y }, frame) {
  const [across, up] = units(frame)
  return chained(x.map((tail, i) => {
    const dx = (tip_x[i] - tail) / across
    const dy = (tip_y[i] - y[i]) / up
    const long = Math.hypot(dx, dy)
    const tip = [tip_x[i], tip_y[i]]
    const head = Math.min(HEAD, long / 2)
    const end = (turn) => {
      const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
      return [tip[0] - ((dx * cos - dy * sin) / long) * head * across, tip[1] - ((dx * sin + dy * cos) / long) * head * up]
    }
    return long > 0 ? [[tail, y[i]], tip, end(SPREAD), tip, end(-SPREAD)] : [[tail, y[i]], tip, tip, tip, tip]
  }))
}

/** Along each of its edges a ribbon has so many places, and fewer where there are many ribbons. */
const alongOf = (count) => (count > 200 ? 8 : count > 60 ? 12 : 24)

/**
 * A ribbon from each (x, y) to its tip, `width` pixels thick: an S whose ends are level. Where squares stand around its
 * ends, of a size `inset` as in `squareSide`, it leads from one's right side to the other's left. Without a width it is
 * nothing.
 */
export function ribbons({ x, y, tip_x, tip_y, width, inset }, frame) {
  const [across, up] = units(frame)
  const half = inset ? squareSide(inset, frame) / 2 : 0
  const along = alongOf(x.length)
  // Of the cubic through both ends whose inner points lie above one another in the middle: its places, its directions.
  const cubic = Array.from({ length: along }, (_, k) => {
    const t = k / (along - 1)
    return [t * (1.5 - 1.5 * t + t * t), t * t * (3 - 2 * t), 1.5 - 3 * t + 3 * t * t, 6 * t * (1 - t)]
  })
  const drawn = { x: [], y: [] }
  const add = (place, height) => { drawn.x.push(place); drawn.y.push(height) }
  for (let i = 0; i < x.length; i++) {
    const [wide, high] = [(tip_x[i] - x[i]) / across - 2 * half, (tip_y[i] - y[i]) / up]
    const edge = (k, side) => {
      const right = wide * cubic[k][2]
      const rise = high * cubic[k][3]
      const out = (side * width[i]) / 2 / (Math.hypot(right, rise) || 1)
      add(x[i] + (half + wide * cubic[k][0] - rise * out) * across, y[i] + (high * cubic[k][1] + right * out) * up)
    }
    if (width[i] > 0) {
      for (let k = 0; k < along; k++) edge(k, 1)
      for (let k = along - 1; k >= 0; k--) edge(k, -1)
      edge(0, 1)
    }
    add(NaN, NaN)
  }
  return drawn
}

export const isMarked = (meta) => Boolean(meta.box || meta.cross || meta.corner)

/**
 * Of squares around each (x, y), of a size as in `squareSide`: of `box` the outline, of `cross` both diagonals, of
 * `corner` a square `width` pixels wide around the lower left one.
 */
export function marked({ x, y, box, cross, corner, width }, frame) {
  const [across, up] = units(frame)
  const half = squareSide(box ?? cross ?? corner, frame) / 2
  return chained(x.map((place, i) => {
    const [middle, height, reach] = corner ? [place - half * across, y[i] - half * up, width[i] / 2] : [place, y[i], half]
    if (!(reach > 0) || Number.isNaN(middle + height)) return []
    const [left, right, low, high] = [middle - reach * across, middle + reach * across, height - reach * up, height + reach * up]
    if (cross) return [[left, low], [right, high], [middle, height], [left, high], [right, low]]
    return [[left, low], [right, low], [right, high], [left, high], [left, low]]
  }))
}

/** Several lines as one, with a gap after each; of none a gap, for which Plotly has a node as well. */
function chained(lines) {
  const xs = []
  const ys = []
  for (const line of lines.length ? lines : [[]]) {
    for (const [x, y] of line) { xs.push(x); ys.push(y) }
    xs.push(NaN)
    ys.push(NaN)
  }
  return { x: xs, y: ys }
}

/** Up to so many points a smooth curve gets more of them; so many lines then stand where one was. */
const FEW = 60
const FINE = 6

/** A smooth curve through few points, drawn finely: between two of them the cubic through them and their neighbours. */
export function finely({ x, y }) {
  if (x.length < 4 || x.length > FEW) return { x, y }
  const fine = { x: [x[0]], y: [y[0]] }
  for (let i = 0; i + 1 < x.length; i++) {
    const first = Math.min(Math.max(0, i - 1), x.length - 4)
    const [xs, ys] = [x.slice(first, first + 4), y.slice(first, first + 4)]
    for (let k = 1; k <= FINE; k++) {
      const at = x[i] + ((x[i + 1] - x[i]) * k) / FINE
      fine.x.push(at)
      fine.y.push(k === FINE ? y[i + 1] : cubic(xs, ys, at))
    }
  }
  return fine
}

/** The polynomial through four points, at `x`. */
function cubic(xs, ys, x) {
  let sum = 0
  for (let i = 0; i < 4; i++) {
    let term = ys[i]
    for (let k = 0; k < 4; k++) if (k !== i) term *= (x - xs[k]) / (xs[i] - xs[k])
    sum += term
  }
  return sum
}

/** A line or an area without any point, as one of no length: then Plotly makes a node in its colours, which can be moved. */
export function withNode(trace, frame) {
  if (trace.x.some((x, i) => Number.isFinite(x) && Number.isFinite(trace.y[i]))) return trace
  const [x, y] = [frame.x, frame.y].map(([low, high]) => (low + high) / 2)
  return { ...trace, x: [x, x], y: [y, y] }
}
