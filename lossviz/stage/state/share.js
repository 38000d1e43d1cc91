// What is shared of a state: its addresses and the code that embeds it. No page, no clock.

import { isName } from "./copies.js"

/** Pixels of the embedded page beside the picture itself: its head, title and introduction above, its folds below. */
const BESIDE = 460
/** Characters of an address that a QR code has room for; Python knows them as well. */
export const LONGEST_CODE = 1000
export const NOT_IN_LINK = "These points are too many for a link. Save them as a file under “Your own points” to share them."

/**
 * The addresses of a state: of the app's page, of the light page, and of a picture of the QR code of the light page,
 * empty where that address is too long; and HTML that embeds the light page. `root` is where the whole app is served
 * from, `height` that of the picture in pixels.
 */
export function shared(root, slug, search, title, height) {
  const whole = new URL(slug + search, root).href
  const light = new URL(`lossviz/view/${slug}${search}`, root).href
  const code = light.length > LONGEST_CODE ? "" : new URL(`lossviz/code.svg?${new URLSearchParams({ address: light })}`, root).href
  const [src, name] = [light, title].map((text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;"))
  const embed = `<iframe src="${src}" title="${name}" width="100%" height="${Math.ceil(height) + BESIDE}" style="border: 0" loading="lazy"></iframe>`
  return { whole, light, code, embed }
}

/** Why a state cannot be shared by a link, or nothing. */
export function unshared({ state }) {
  return Object.values(state).some(isName) ? NOT_IN_LINK : ""
}
