// The address as the stage writes it itself, while nobody else can: what Python would write, as far as texts tell.

/** What every lesson's address may say; it stands last, but for what is a parameter of the lesson. */
export const RESERVED = ["open", "goal", "predict", "present", "unit"]

/**
 * A query after a change: an empty text, and a default, are left out. While a question is open they are not, for there
 * what is left out means the start of the question. `defaults` are in the order in which parameters are written.
 */
export function changed(query, state, defaults) {
  const entries = [...new URLSearchParams(query)]
  for (const [name, text] of Object.entries(state)) {
    const at = entries.findIndex(([there]) => there === name)
    if (at >= 0) entries[at] = [name, text]
    else entries.splice(place(name, entries, Object.keys(defaults)), 0, [name, text])
  }
  const asks = entries.some(([name, text]) => name === "predict" && text)
  const isSaid = ([name, text]) =>
    name in defaults ? asks || (text !== "" && text !== defaults[name]) : text !== ""
  return String(new URLSearchParams(entries.filter((entry) => !(entry[0] in state) || isSaid(entry))))
}

/** Where a name that is new comes among those that are there. */
function place(name, entries, order) {
  const rank = (one) => {
    if (order.includes(one)) return order.indexOf(one)
    return RESERVED.includes(one) ? order.length + 1 + RESERVED.indexOf(one) : order.length
  }
  const after = entries.findIndex(([there]) => rank(there) > rank(name))
  return after < 0 ? entries.length : after
}
