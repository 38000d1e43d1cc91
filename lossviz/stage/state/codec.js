// One message from Python: a JSON header and arrays. See lossviz/live/codec.py for the form.

const KINDS = {
  f8: Float64Array, f4: Float32Array, i4: Int32Array, i2: Int16Array, u2: Uint16Array, u1: Uint8Array,
}

/** Unpack a message into `{header, arrays}`; each array has `values` (typed) and `shape`. */
export function decode(bytes) {
  // Typed views need aligned memory, and a message may begin anywhere in its buffer.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const length = new DataView(aligned.buffer, aligned.byteOffset).getUint32(0, true)
  const header = JSON.parse(new TextDecoder().decode(aligned.subarray(4, 4 + length)))
  const body = aligned.byteOffset + 4 + length
  const piece = ([kind, start, size]) => new KINDS[kind](aligned.buffer, body + start, size)
  const arrays = {}
  for (const [name, description] of Object.entries(header.arrays)) {
    arrays[name] = { shape: description[0], values: unpacked(description, piece) }
  }
  delete header.arrays
  return { header, arrays }
}

const NOT_A_NUMBER = 65535

function unpacked([shape, place, packing, ...how], piece) {
  const values = piece(place)
  if (!packing) return values
  if (packing === "same") {
    return new values.constructor(shape.reduce((a, b) => a * b, 1)).fill(values[0])
  }
  if (packing === "thousandths") return ending(values.length, (i) => values[i] / 1000, piece(how[0]))
  if (packing === "decimals") return ending(values.length, (i) => values[i] / how[0], piece(how[1]))
  if (packing === "lookup") {
    const index = piece(how[0])
    return ending(index.length, (i) => values[index[i]], piece(how[1]))
  }
  if (packing === "runs") return repeated(values, piece(how[0]), shape)
  if (packing === "columns") return replaced(values, shape, how[0], unpacked(how[1], piece))
  const [low, step, kind = "f4"] = how
  const whole = new KINDS[kind](values.length)
  for (let i = 0; i < values.length; i++) whole[i] = values[i] === NOT_A_NUMBER ? NaN : low + step * values[i]
  return whole
}

/** Each value as often as its length says. */
function repeated(values, lengths, shape) {
  const whole = new values.constructor(shape.reduce((a, b) => a * b, 1))
  let end = 0
  for (let i = 0; i < values.length; i++) whole.fill(values[i], end, (end += lengths[i]))
  return whole
}

/** Rows as an earlier array has them, or as one row is, with some columns of their own. */
function replaced(values, [rows, width], columns, own) {
  const whole = new values.constructor(rows * width)
  for (let row = 0; row < rows; row++) {
    whole.set(values.length > width ? values.subarray(row * width, (row + 1) * width) : values, row * width)
    for (let i = 0; i < columns.length; i++) whole[row * width + columns[i]] = own[row * columns.length + i]
  }
  return whole
}

/** Numbers of a rule, and after them the last row, which came whole. */
function ending(length, rule, last) {
  const whole = new Float64Array(length + last.length)
  for (let i = 0; i < length; i++) whole[i] = rule(i)
  whole.set(last, length)
  return whole
}
