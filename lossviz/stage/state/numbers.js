// How numbers are written. Nothing else in the browser formats one; lossviz/scene/template.py follows the same rules.

/** What the learner set, as it was set: 0.9, 0.335; three significant digits where it has no short form. */
export function set(x) {
  return setdigits(x, 3)
}

/** The same with so many significant digits where it has no short form. */
export function setdigits(x, digits) {
  const short = Math.round(x * 1e4) / 1e4
  const isShort = Math.abs(x) < 1e15 && Math.abs(x - short) <= 1e-12 * Math.abs(x)
  return isShort ? String(short).replace("-", "−") : significant(x, digits)
}

/** What was computed: three significant digits, zeros kept; 0 is "0"; from 10,000 up 1.2e7. */
export function computed(x) {
  return significant(x, 3)
}

/** The same with one more digit: a part of a sum or product whose result is written with three. */
export function precise(x) {
  return significant(x, 4)
}

/** So many significant digits; one fewer beside a power of ten. */
export function significant(x, digits) {
  if (Number.isNaN(x)) return "–"
  if (x === 0) return "0"
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞"
  const size = Math.abs(x)
  const sign = x < 0 ? "−" : ""
  if (size >= 9999.5 || size < 0.00009995) return sign + size.toExponential(digits - 2).replace("e+", "e").replace("e-", "e−")
  const isWhole = size >= 1000 - 50 / 10 ** (digits - 1)
  return sign + (isWhole ? grouped.format(Math.round(size)) : size.toPrecision(digits))
}

/** A share of the whole: 70.8 %. */
export function percent(x) {
  return `${computed(100 * x)} %`
}

/** A whole number with its thousands apart: 12,345. */
export function count(x) {
  if (!Number.isFinite(x) || x === 0) return computed(x)
  // The usual case by itself: a formatter takes some hundred times as long.
  if (x > 0 && x < 1000 && Number.isInteger(x)) return String(x)
  return grouped.format(x).replace("-", "−")
}

const grouped = new Intl.NumberFormat("en-US")

/** A computed number as it stands in a product: a negative one in brackets. */
export function factor(x) {
  return bracketed(x, computed(x))
}

/** A number that the learner set as it stands in a product. */
export function setfactor(x) {
  return bracketed(x, set(x))
}

/** A computed number with one more digit, as it stands in a product. */
export function precisefactor(x) {
  return bracketed(x, precise(x))
}

/** What is written of a number, in brackets where that is negative. */
export const bracketed = (x, written) => (x < 0 ? `(${written})` : written)

/** A computed number in a sentence: written as everywhere, but infinity is a word. */
export function spoken(x) {
  if (Number.isFinite(x) || Number.isNaN(x)) return computed(x)
  return x > 0 ? "infinite" : "minus infinite"
}
