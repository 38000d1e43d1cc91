// Tables: the picture at every place of a handle. Here numbers are looked up, never computed.

// In a row of integers that becomes a parameter of the address: no value. `lossviz/scene/scene.py` has the same.
const ABSENT = -32768

/** How far one place of a table lies from the next. */
const stepOf = ({ places }) => (places.length > 1 ? (places[places.length - 1] - places[0]) / (places.length - 1) : 1)

/** The place on a table's grid that lies nearest to a value. */
export function nearestOnGrid(table, value) {
  const { places } = table
  return Math.min(places.length - 1, Math.max(0, Math.round((value - places[0]) / stepOf(table))))
}

/** The place of a table that lies nearest to a value; -1 is the picture as it stands, where that is nearer still. */
export function nearest(table, value) {
  const { places, now } = table
  const index = nearestOnGrid(table, value)
  const off = Math.abs(places[index] - value)
  const same = Math.abs(places[index] - now) < 1e-9 * Math.max(1, Math.abs(stepOf(table)))
  return same || Math.abs(now - value) < off - 1e-9 ? -1 : index
}

/** The place a number of steps away: from a state off the grid the first step goes to the next place on it. */
export function stepped(table, index, steps) {
  const { places, now } = table
  const last = places.length - 1
  const value = index < 0 ? now : places[index]
  const exact = (value - places[0]) / stepOf(table)
  const onGrid = Math.abs(exact - Math.round(exact)) < 1e-6
  const from = onGrid ? Math.round(exact) : steps > 0 ? Math.floor(exact) : Math.ceil(exact)
  const reached = Math.min(last, Math.max(0, from + steps))
  return nearest(table, places[reached])
}

/** The value of the handle at a place. */
export const valueAt = (table, index) => (index < 0 ? table.now : table.places[index])

/** Parameters with a text of their own for each place, at one of them; the last text is that of the picture as it stands. */
export const textsAt = (texts, index) => Object.fromEntries(Object.entries(texts).map(([name, each]) => [name, each.at(index)]))

/** The parts of a message, as scene: tables with their rows and constants, and what all of them share. */
export function unpack({ header, arrays }) {
  const scene = { ...header, tables: {}, shared: {}, widths: new Map() }
  for (const [name, described] of Object.entries(header.tables)) {
    scene.tables[name] = { name, ...described, places: null, rows: {}, beside: {}, constants: {} }
  }
  for (const [path, array] of Object.entries(arrays)) {
    const [kind, table, quantity] = path.split("/")
    const width = array.shape.slice(1).reduce((a, b) => a * b, 1)
    if (kind !== "rows" && kind !== "beside") scene.widths.set(array.values, width)
    if (kind === "shared") scene.shared[table] = array.values
    else if (kind === "zones") scene.zones[table].at = array.values
    else if (kind === "places") scene.tables[table].places = array.values
    else if (kind === "constants") scene.tables[table].constants[quantity] = array.values
    else scene.tables[table][kind][quantity] = { values: array.values, width }
  }
  return scene
}

/** One row of one table of a scene: what every quantity is there. */
export class View {
  constructor(scene, table, index) {
    this.scene = scene
    this.table = table
    this.index = index
    this.words = scene.words
    this.units = scene.units
    // A table that came while another handle was held has one row only, the picture as it stands.
    this.row = table.current_row_only ? 0 : index < 0 ? table.places.length : index
  }

  array(quantity) {
    const rows = this.table.rows[quantity]
    if (rows) return rows.values.subarray(this.row * rows.width, (this.row + 1) * rows.width)
    return this.table.constants[quantity] ?? this.scene.shared[quantity] ?? missing(quantity)
  }

  /** One place of a quantity that stays the same: its number, or its row where it has rows. */
  piece(quantity, place) {
    const values = this.array(quantity)
    const width = this.scene.widths?.get(values) ?? 1
    return width > 1 ? values.subarray(place * width, (place + 1) * width) : values.subarray(place, place + 1)
  }

  /** What the address would say here: the handle's parameters, each as text. */
  state() {
    const written = { ...this.fixedState(), ...textsAt(this.table.texts ?? {}, this.index) }
    for (const [parameter, quantity] of Object.entries(this.table.commit)) {
      if (quantity && !quantity.startsWith("=")) {
        written[parameter] = [...this.array(quantity)].filter((x) => x !== ABSENT && !Number.isNaN(x)).join(",")
      }
    }
    return written
  }

  /** The part of it that is the same at every place: which outcome is highlighted, say. */
  fixedState() {
    const fixed = Object.entries(this.table.commit).filter(([, quantity]) => !quantity || quantity.startsWith("="))
    return Object.fromEntries(fixed.map(([parameter, text]) => [parameter, text.slice(1)]))
  }
}

function missing(quantity) {
  throw new Error(`no quantity is called “${quantity}”`)
}
