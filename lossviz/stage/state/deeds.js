// What is done with Streamlit's own elements, a fold or a box, as the address says it.

/** A key of Streamlit as it is in the class of its element. */
const asClass = (key) => key.replaceAll(/[^\w-]/g, "-")

/** What the address says once a fold is opened or closed, or null where the element with this key is none. */
export function foldState(slug, key, isOpen, said) {
  const [start, end] = [`${asClass(slug)}-`, "-open"]
  if (!key.startsWith(start) || !key.endsWith(end)) return null
  const fold = key.slice(start.length, -end.length)
  const others = said.split(",").filter((one) => one && one !== fold)
  return { open: (isOpen ? [...others, fold] : others).join(",") }
}

/** What is set once a text is entered into the box of one of some parameters, or null where there is no such box. */
export function boxState(slug, key, text, names) {
  const name = names.find((one) => asClass(`${slug}.${one}`) === key)
  return name === undefined ? null : { [name]: text }
}
