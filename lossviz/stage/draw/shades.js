// The colours of marks that are coloured by a number each: those that a field has there (`lossviz/figures/plot.py`).

import { rgba } from "./fieldimage.js"

/** The colours of some numbers on the scale of a marker, each laid on its opaque ground. */
export function shades({ colorscale, cmin, cmax, colorbar }, numbers) {
  const stops = colorscale.map(([, colour]) => rgba(colour))
  const ground = rgba(colorbar.bgcolor)
  const last = stops.length - 1
  return Array.from(numbers, (number) => {
    const along = last * Math.min(1, Math.max(0, (number - cmin) / (cmax - cmin)))
    const first = Math.min(last - 1, Math.floor(along))
    const [red, green, blue, alpha] = stops[first].map((part, i) => part + (stops[first + 1][i] - part) * (along - first))
    const parts = [red, green, blue].map((part, i) => Math.round(ground[i] + ((part - ground[i]) * alpha) / 255))
    return `rgb(${parts.join(", ")})`
  })
}
