// One message from Python: by its bytes, and as Python itself packs and unpacks it.

import assert from "node:assert/strict"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { test } from "node:test"

import { decode } from "../../lossviz/stage/state/codec.js"

/** A message by hand: the length of the header, the header, padding to 8 bytes, the body. */
function message(header, body) {
  const words = new TextEncoder().encode(JSON.stringify(header))
  const length = Math.ceil((words.length + 4) / 8) * 8
  const bytes = new Uint8Array(length + body.length).fill(32, 0, length)
  new DataView(bytes.buffer).setUint32(0, length - 4, true)
  bytes.set(words, 4)
  bytes.set(body, length)
  return bytes
}

test("numbers are the bytes they are, wherever the message begins", () => {
  // 1.5 and minus zero as float64, then 1 and 256 as uint16, all little-endian.
  const body = Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0x80, 1, 0, 0, 1, 0, 0, 0, 0)
  const bytes = message({ says: "Σ ∞", arrays: { a: [[2], ["f8", 0, 2]], b: [[2, 1], ["u2", 16, 2]] } }, body)
  for (const offset of [0, 1, 3, 4, 8]) {
    const moved = new Uint8Array(bytes.length + offset)
    moved.set(bytes, offset)
    const { header, arrays } = decode(moved.subarray(offset))
    assert.deepEqual(header, { says: "Σ ∞" })
    assert.ok(Object.is(arrays.a.values[0], 1.5) && Object.is(arrays.a.values[1], -0))
    assert.deepEqual([...arrays.b.values], [1, 256])
    assert.deepEqual(arrays.b.shape, [2, 1])
  }
})

test("each way of packing is undone", () => {
  // As uint16 at 0: 500, 65535; as float64 at 8: 0.25; at 16: 7; as uint8 at 24: 1, 2.
  const body = new Uint8Array(26)
  new Uint16Array(body.buffer, 0, 2).set([500, 65535])
  new Float64Array(body.buffer, 8, 2).set([0.25, 7])
  body.set([1, 2], 24)
  const { arrays } = decode(message({
    arrays: {
      same: [[2, 2], ["f8", 8, 1], "same"],
      thousandths: [[2, 1], ["u2", 0, 1], "thousandths", ["f8", 8, 1]],
      decimals: [[2, 1], ["u2", 0, 1], "decimals", 10, ["f8", 16, 1]],
      lookup: [[2, 1], ["f8", 8, 2], "lookup", ["u1", 4, 1], ["f8", 16, 1]],
      steps: [[2], ["u2", 0, 2], "steps", 1, 0.5],
      far: [[2], ["u2", 0, 2], "steps", 1e100, 1e98, "f8"],
      runs: [[3], ["u2", 0, 2], "runs", ["u1", 24, 2]],
      columns: [[2, 2], ["f8", 8, 2], "columns", [1], [[2, 1], ["f8", 8, 2]]],
      beside: [[1, 2], ["f8", 8, 2], "columns", [0], [[1, 1], ["f8", 16, 1]]],
    },
  }, body))
  const read = Object.fromEntries(Object.entries(arrays).map(([name, { values }]) => [name, [...values]]))
  assert.deepEqual(read, {
    same: [0.25, 0.25, 0.25, 0.25], thousandths: [0.5, 0.25], decimals: [50, 7], lookup: [0.25, 7], steps: [251, NaN],
    far: [1e100 + 500 * 1e98, NaN],
    runs: [500, 65535, 65535], columns: [0.25, 0.25, 0.25, 7], beside: [7, 7],
  })
})

// test_stage.py puts messages here, each with what Python's own decoder makes of it.
const folder = process.env.LOSSVIZ_MESSAGES
const names = folder ? readdirSync(folder).filter((name) => name.endsWith(".bin")) : []
const hex = (values) => Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("hex")

for (const name of names) {
  test(`both sides read ${name} alike, bit for bit`, () => {
    const { header, arrays } = decode(new Uint8Array(readFileSync(join(folder, name))))
    const theirs = JSON.parse(readFileSync(join(folder, name.replace(".bin", ".json")), "utf8"))
    assert.deepEqual(header, theirs.header)
    assert.deepEqual(Object.keys(arrays).sort(), Object.keys(theirs.arrays).sort())
    for (const [key, [kind, shape, bits]] of Object.entries(theirs.arrays)) {
      const { values, shape: own } = arrays[key]
      assert.equal(values.constructor.name, kind, key)
      assert.deepEqual(own, shape, key)
      if (kind === "Float32Array") {
        const other = new Float32Array(Uint8Array.from(Buffer.from(bits, "hex")).buffer)
        assert.ok(other.length === values.length && other.every((x, i) => x === values[i] || (x !== x && values[i] !== values[i])), key)
      } else assert.equal(hex(values), bits, key)
    }
  })
}
