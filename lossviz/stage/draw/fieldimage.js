// The pixels of a field: its numbers, interpolated bilinearly between the places of a grid, and their colours.

// A colour table has so many entries.
const ENTRIES = 256
// What is infinite has neighbours to interpolate with, too.
const LARGE = 1e30

/**
 * The image of a field whose numbers are `at`, each cell between four places `fine` pixels wide and high:
 * {width, height, pixels}, from the top, red in the lowest byte. The images of tiles stand one below the other.
 */
export function imageOf(trace, at, fine) {
  const [columns, rows] = trace.kind === "tiles" ? [trace.side, trace.side] : [at.x.length, at.y.length]
  const [width, height] = [(columns - 1) * fine, (rows - 1) * fine]
  const count = trace.kind === "tiles" ? at.x.length : 1
  const pixels = new Uint32Array(width * height * count)
  const colours = trace.colours.map(rgba)
  const grid = { values: at.z, columns, rows, fine }
  if (trace.kind === "mixture") (trace.discrete ? choose : mix)(pixels, grid, colours)
  else {
    const table = known(trace.colours, trace.discrete)
    for (let i = 0; i < count; i++) shade(pixels.subarray(width * height * i), { ...grid, from: i * rows * columns }, table, trace.limits)
  }
  return { width, height: height * count, pixels }
}

/** One number for each place, through a table of colours. */
function shade(pixels, { values, from, columns, rows, fine }, table, [low, high]) {
  const scale = (ENTRIES - 1) / (high - low)
  const row = new Float64Array(columns)
  let at = 0
  for (const [below, share] of heights(rows, fine)) {
    between(row, values, from + below * columns, 1, columns, share)
    for (let i = 0; i + 1 < columns; i++) {
      const step = ((row[i + 1] - row[i]) / fine) * scale
      let entry = (row[i] - low) * scale + step / 2
      for (let k = 0; k < fine; k++, entry += step) {
        if (entry >= 0) pixels[at++] = table[entry < ENTRIES - 1 ? (entry + 0.5) | 0 : ENTRIES - 1]
        else pixels[at++] = entry < 0 ? table[0] : 0
      }
    }
  }
}

/** The shares of several classes at each place: the mean of their colours by these shares. */
function mix(pixels, { values, columns, rows, fine }, colours) {
  const count = colours.length
  // The colour at each place; between places each of its parts is interpolated.
  const parts = [0, 1, 2, 3].map((part) => Float64Array.from({ length: columns * rows }, (_, place) => {
    let [sum, mixed] = [0, 0]
    for (let c = 0; c < count; c++) {
      sum += values[place * count + c]
      mixed += values[place * count + c] * colours[c][part]
    }
    return mixed / sum
  }))
  const [reds, greens, blues, alphas] = parts.map(() => new Float64Array(columns))
  const lines = [reds, greens, blues, alphas]
  let at = 0
  for (const [below, share] of heights(rows, fine)) {
    lines.forEach((line, part) => between(line, parts[part], below * columns, 1, columns, share))
    for (let i = 0; i + 1 < columns; i++) {
      for (let k = 0; k < fine; k++) {
        const along = (k + 0.5) / fine
        const alpha = alphas[i] + (alphas[i + 1] - alphas[i]) * along
        const red = reds[i] + (reds[i + 1] - reds[i]) * along
        const green = greens[i] + (greens[i + 1] - greens[i]) * along
        const blue = blues[i] + (blues[i + 1] - blues[i]) * along
        pixels[at++] = alpha >= 0 ? pixel(red, green, blue, alpha) : 0
      }
    }
  }
}

/** The colour of the largest of several shares. */
function choose(pixels, { values, columns, rows, fine }, colours) {
  const lines = colours.map(() => new Float64Array(columns))
  const own = Uint32Array.from(colours, packed)
  let at = 0
  for (const [below, share] of heights(rows, fine)) {
    lines.forEach((line, c) => between(line, values, below * columns * lines.length + c, lines.length, columns, share))
    for (let i = 0; i + 1 < columns; i++) {
      for (let k = 0; k < fine; k++) {
        const along = (k + 0.5) / fine
        let best = -1
        let largest = -Infinity
        for (let c = 0; c < lines.length; c++) {
          const part = lines[c][i] + (lines[c][i + 1] - lines[c][i]) * along
          if (part > largest) { largest = part; best = c }
        }
        pixels[at++] = best < 0 ? 0 : own[best]
      }
    }
  }
}

/** For each row of pixels, from the top: the row of places below it, and how far it lies towards the next. */
function heights(rows, fine) {
  const count = (rows - 1) * fine
  return Array.from({ length: count }, (_, j) => {
    const up = (count - 1 - j + 0.5) / fine
    return [Math.floor(up), up - Math.floor(up)]
  })
}

/** The numbers at a share of the way from one row of places to the next; each lies `stride` after the one before. */
function between(line, values, from, stride, columns, share) {
  const next = from + columns * stride
  for (let i = 0; i < columns; i++) {
    const low = finite(values[from + i * stride])
    line[i] = low + (finite(values[next + i * stride]) - low) * share
  }
}

const finite = (value) => (value > LARGE ? LARGE : value < -LARGE ? -LARGE : value)

const tables = new Map()

/** A table of colours, worked out once. */
function known(colours, discrete) {
  const key = `${colours.join()} ${Boolean(discrete)}`
  if (!tables.has(key)) tables.set(key, tableOf(colours.map(rgba), discrete))
  return tables.get(key)
}

/** The colours from the first to the last; where they are discrete, the one or the other. */
function tableOf(colours, discrete) {
  const last = colours.length - 1
  return Uint32Array.from({ length: ENTRIES }, (_, entry) => {
    const along = (last * entry) / (ENTRIES - 1)
    if (discrete) return packed(colours[2 * along < last ? 0 : last])
    const first = Math.min(last - 1, Math.floor(along))
    return packed(colours[first].map((part, i) => part + (colours[first + 1][i] - part) * (along - first)))
  })
}

/** The parts of a hex colour, 0 to 255, its alpha the last. */
export function rgba(hex) {
  return [1, 3, 5, 7].map((i) => (i < hex.length ? parseInt(hex.slice(i, i + 2), 16) : 255))
}

/** A colour as a pixel: Uint32 with the parts in the order of an ImageData. */
const packed = (parts) => pixel(...parts)
const pixel = (red, green, blue, alpha) =>
  (((alpha + 0.5) << 24) | ((blue + 0.5) << 16) | ((green + 0.5) << 8) | (red + 0.5)) >>> 0
