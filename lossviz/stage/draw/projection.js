// Where things stand: between the numbers of an axis and the pixels of a figure.

/** The rectangle inside a figure's margins, with the ranges of its axes. */
export function frame(layout, width, height) {
  const { l, r, t, b } = layout.margin
  return {
    left: l, top: t, width: Math.max(1, width - l - r), height: Math.max(1, height - t - b),
    x: [...layout.xaxis.range], y: [...layout.yaxis.range],
  }
}

const share = (value, [low, high]) => (value - low) / (high - low)

/** Pixels of a point given in the numbers of the axes; outside the frame it stops at the edge. */
export function pixels(frame, x, y) {
  const clamp = (v) => Math.min(1, Math.max(0, v))
  return [
    frame.left + frame.width * clamp(share(x, frame.x)),
    frame.top + frame.height * (1 - clamp(share(y, frame.y))),
  ]
}

/** The value on an axis under a pixel. */
export function value(frame, axis, pixel) {
  const [low, high] = frame[axis]
  const part = axis === "x" ? (pixel - frame.left) / frame.width : 1 - (pixel - frame.top) / frame.height
  return low + part * (high - low)
}
