// The camera that sees a surface from the side: where a point is on the canvas, and what the surface hides.

/** The elevation of the camera, and the height of the box in half its width. */
const ELEVATION = (31 * Math.PI) / 180
export const BOX_HEIGHT = 0.8

/** The ranges of the three axes of a plot. */
export const ranges = ({ layout: { scene } }) => [scene.xaxis.range, scene.yaxis.range, scene.zaxis.range]

/** The projection from one azimuth, in degrees: `pixel` maps a point to pixels, `hidden` tells whether the surface covers it. */
export function camera(plot, azimuth, { width, height }) {
  const [xs, ys, zs] = ranges(plot)
  const angle = (azimuth * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const wide = 1
  const deep = 0.8
  const radius = Math.hypot(wide, deep)
  const { l, r, t, b } = plot.layout.margin
  const room = [width - l - r, height - t - b]
  const rise = Math.cos(ELEVATION)
  const fall = Math.sin(ELEVATION)
  const scale = Math.min(room[0] / (2 * radius), room[1] / (2 * radius * fall + BOX_HEIGHT * rise))
  const share = (value, [low, high]) => (value - low) / (high - low)
  const middle = [l + room[0] / 2, t + room[1] / 2 + (BOX_HEIGHT * rise * scale) / 2]
  const flat = (x, y) => [wide * (2 * share(x, xs) - 1), deep * (2 * share(y, ys) - 1)]
  const pixel = (x, y, z) => {
    const [p, q] = flat(x, y)
    const far = p * sin + q * cos
    const up = BOX_HEIGHT * Math.min(1.02, Math.max(-0.02, share(z, zs)))
    return [middle[0] + scale * (p * cos - q * sin), middle[1] - scale * (far * fall + up * rise)]
  }
  // The direction towards the camera in the plane of x and y: against `far`.
  const near = [-sin / wide, -cos / deep]
  const hidden = (grid, x, y, z) => {
    const [nx, ny] = [grid.x.length, grid.y.length]
    const at = [share(x, [grid.x[0], grid.x[nx - 1]]) * (nx - 1), share(y, [grid.y[0], grid.y[ny - 1]]) * (ny - 1)]
    if (!(at[0] >= 0 && at[1] >= 0 && at[0] <= nx - 1 && at[1] <= ny - 1)) return false
    const step = [(near[0] / 2) * (nx - 1), (near[1] / 2) * (ny - 1)]
    const long = Math.max(Math.abs(step[0]), Math.abs(step[1]))
    // So much higher stands the line of sight after one cell.
    const lift = (Math.tan(ELEVATION) / BOX_HEIGHT) * (zs[1] - zs[0]) / long
    for (let k = 1; ; k++) {
      const [i, j] = [at[0] + (step[0] / long) * k, at[1] + (step[1] / long) * k]
      if (i < 0 || j < 0 || i > nx - 1 || j > ny - 1) return false
      const there = Math.min(grid.z[Math.round(j) * nx + Math.round(i)], zs[1])
      if (k > 1 && there > z + lift * k) return true
    }
  }
  return { pixel, hidden, cos, sin, xs, ys, zs }
}
