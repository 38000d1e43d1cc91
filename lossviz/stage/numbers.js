// How numbers are written, live and at rest. This is the only place that formats one.

/** What the learner set, as it was set: 0.9, 0.335; three significant digits where it has no short form. */
export function set(x) {
  const short = Math.round(x * 1e4) / 1e4
  return Math.abs(x) < 1e15 && Math.abs(x - short) <= 1e-12 * Math.abs(x) ? String(short).replace("-", "−") : computed(x)
}

/** What was computed: three significant digits, zeros kept; 0 is "0"; from 10,000 up 1.2e7. */
export function computed(x) {
  if (Number.isNaN(x)) return "–"
  if (x === 0) return "0"
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞"
  const size = Math.abs(x)
  const sign = x < 0 ? "−" : ""
  if (size >= 9999.5 || size < 0.00009995) return sign + size.toExponential(1).replace("e+", "e").replace("e-", "e−")
  if (size >= 999.5) return sign + Math.round(size).toLocaleString("en-US")
  const written = size.toPrecision(3)
  return sign + (written.includes("e") ? String(Math.round(size)) : written)
}

/** A share of the whole: 70.8 %. */
export function percent(x) {
  return `${computed(100 * x)} %`
}

const NAMED = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]]

/** The same number for the ear: infinite, about 12 million, about 2 times 10 to the 18. */
export function spoken(x) {
  if (!Number.isFinite(x) && !Number.isNaN(x)) return x > 0 ? "infinite" : "minus infinite"
  const size = Math.abs(x)
  if (size >= 1e6) {
    const sign = x < 0 ? "minus " : ""
    const [of, word] = NAMED.find(([of]) => size >= of)
    if (size < 1e15) return `about ${sign}${Number((size / of).toPrecision(2))} ${word}`
    const [digits, power] = size.toExponential(0).split("e+")
    return `about ${sign}${digits} times 10 to the ${power}`
  }
  return computed(x)
}
