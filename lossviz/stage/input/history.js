// Entries of the browser's history that the stage writes in Python's stead, while the server does not answer.

import { changed } from "../state/address.js"

/** One deed is one entry. */
export function writeEntry(state, defaults) {
  const query = changed(location.search, state, defaults)
  if (query === String(new URLSearchParams(location.search))) return
  history.pushState({}, "", `${location.pathname}${query && `?${query}`}`)
}

/** What Python writes next, in its own spelling, takes the place of the present entry; call what is returned to end it. */
export function replaceEntry() {
  history.pushState = (...entry) => { end(); history.replaceState(...entry) }
  const end = () => { delete history.pushState }
  return end
}
