// The strokes of a figure near a label: pieces of its lines, and its points, in pixels. They say what a label covers.

/** More strokes than that around one label are a cloud, in which no side is freer than another. */
const MOST = 200

/** Beyond its frame a figure draws no more than half the width of a line. */
const EDGE = 2

/**
 * The strokes inside a box, each as its two ends; a point is a stroke of no length with the radius of its mark.
 *
 * `traces` have `x` and `y` in the numbers of the axes, whether they are `lines`, and the `radius` of their points.
 */
export function strokesIn(traces, frame, around) {
  const found = []
  const box = {
    left: Math.max(around.left, frame.left - EDGE), right: Math.min(around.right, frame.left + frame.width + EDGE),
    top: Math.max(around.top, frame.top - EDGE), bottom: Math.min(around.bottom, frame.top + frame.height + EDGE),
  }
  const [across, up] = [(frame.x[1] - frame.x[0]) / frame.width, (frame.y[1] - frame.y[0]) / frame.height]
  const [left, right] = [frame.x[0] + (box.left - frame.left) * across, frame.x[0] + (box.right - frame.left) * across]
  const [top, bottom] = [frame.y[1] - (box.top - frame.top) * up, frame.y[1] - (box.bottom - frame.top) * up]
  const px = (value) => frame.left + (value - frame.x[0]) / across
  const py = (value) => frame.top + (frame.y[1] - value) / up
  for (const { x, y, lines, radius } of traces) {
    const last = lines ? x.length - 1 : x.length
    for (let i = 0; i < last; i++) {
      const k = lines ? i + 1 : i
      const [x1, x2, y1, y2] = [x[i], x[k], y[i], y[k]]
      const isNear = (x1 >= left || x2 >= left) && (x1 <= right || x2 <= right) && (y1 >= bottom || y2 >= bottom) && (y1 <= top || y2 <= top)
      if (!isNear || !Number.isFinite(x1 + x2 + y1 + y2)) continue
      found.push([px(x1), py(y1), px(x2), py(y2), lines ? 0 : radius])
      if (found.length === MOST) return found
    }
  }
  return found
}

/** Whether a stroke touches a box that is wider by `ease` on each side. */
export function touches([x1, y1, x2, y2, radius], box, ease) {
  const by = ease + radius
  const [left, right, top, bottom] = [box.left - by, box.right + by, box.top - by, box.bottom + by]
  // The part of the stroke, from 0 to 1, that lies between the left and the right edge, and of that between the others.
  let [from, to] = [0, 1]
  for (const [start, way, low, high] of [[x1, x2 - x1, left, right], [y1, y2 - y1, top, bottom]]) {
    if (way === 0) {
      if (start <= low || start >= high) return false
      continue
    }
    const ends = [(low - start) / way, (high - start) / way]
    from = Math.max(from, Math.min(...ends))
    to = Math.min(to, Math.max(...ends))
    if (from >= to) return false
  }
  return true
}
