// What the server has laid over the page until the stage has drawn. It also ends by itself, by its style sheet.

const ID = "lossviz-poster"
const LATER = "lossviz-later"
const PATIENCE = 300 // milliseconds

/** Take it away: the page itself is there, or somebody wants to use it. */
export function takeDownPoster() {
  document.getElementById(ID)?.remove()
}

for (const deed of ["pointerdown", "keydown", "popstate"]) {
  addEventListener(deed, takeDownPoster, { capture: true, once: true })
}

/** Fetch what the page itself is made of: once the poster is seen, for on a slow machine both at once take long. */
let isAsked = false
function begin() {
  if (isAsked) return
  isAsked = true
  for (const { localName, attributes } of document.getElementById(LATER)?.content.children ?? []) {
    const made = document.createElement(localName)
    for (const { name, value } of attributes) made.setAttribute(name, value)
    document.head.append(made)
  }
}
requestAnimationFrame(() => setTimeout(begin))
// A page that is opened in the background has no frames.
setTimeout(begin, PATIENCE)
