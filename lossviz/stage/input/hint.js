// On which side of a handle its hint stands, so that it lies on no other handle and beside no figure.

/** Pixels of the hint, and how far from the middle of its handle it begins: beside it, and above or below it. */
const WIDTH = 44
const HEIGHT = 20
const BESIDE = 17
const ABOVE = 15
/** So much room is kept around another handle. */
const MARGIN = 3

const BOXES = {
  right: { x: BESIDE + WIDTH / 2, y: 0 },
  left: { x: -BESIDE - WIDTH / 2, y: 0 },
  // Above a bar stands its number.
  below: { x: 0, y: ABOVE + HEIGHT / 2 },
  above: { x: 0, y: -ABOVE - HEIGHT / 2 },
}

/**
 * The first side, that of `wanted` before all, on which the hint touches none of the `others` and lies in the `area` of
 * the figure; else the wanted one.
 */
export function side(at, others, area, wanted, scale = 1) {
  const fits = ({ x, y }) =>
    Math.abs(at.x + scale * x - area.left - area.width / 2) <= (area.width - scale * WIDTH) / 2 &&
    Math.abs(at.y + scale * y - area.top - area.height / 2) <= (area.height - scale * HEIGHT) / 2
  const touches = ({ x, y }, other) =>
    Math.abs(at.x + scale * x - other.x) < (scale * (WIDTH + other.width)) / 2 + MARGIN &&
    Math.abs(at.y + scale * y - other.y) < (scale * (HEIGHT + other.height)) / 2 + MARGIN
  // On the wanted side it may reach a little out of the figure.
  const sides = [wanted, ...Object.keys(BOXES).filter((one) => one !== wanted && fits(BOXES[one]))]
  return sides.find((one) => !others.some((other) => touches(BOXES[one], other))) ?? wanted
}
