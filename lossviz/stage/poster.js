// What the server has laid over the page until the stage has drawn. It also ends by itself, by its style sheet.

const ID = "lossviz-poster"

/** Take it away: the page itself is there, or somebody wants to use it. */
export function takeDownPoster() {
  document.getElementById(ID)?.remove()
}

for (const deed of ["pointerdown", "keydown", "popstate"]) {
  addEventListener(deed, takeDownPoster, { capture: true, once: true })
}
