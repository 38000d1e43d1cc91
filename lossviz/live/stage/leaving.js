// Leaving a page by the menu, so that pressing Back once shows what was left.
//
// On the way to another page Streamlit writes the new page's parameters under the old page's path first, an entry of
// its own for each, and only then the new path. Those entries are states that nobody saw: they are passed over.

const PATIENCE = 10000
let left = null

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]")
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target === "_blank") return
  const to = new URL(link.href, location.href)
  if (to.origin !== location.origin || to.pathname === location.pathname) return
  left = { path: location.pathname, until: Date.now() + PATIENCE }
}, true)

/** Whether an entry for this path would be one that nobody saw. */
export function unseen(path) {
  return left !== null && Date.now() < left.until && path === left.path && path === location.pathname
}

const push = history.pushState.bind(history)
history.pushState = (data, title, url) => {
  if (unseen(new URL(url ?? location.href, location.href).pathname)) return
  left = null
  push(data, title, url)
}
