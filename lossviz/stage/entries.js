// The browser's history: one entry for each thing that the learner did, so that Back undoes just that.
//
// Streamlit writes a history entry for every parameter that changes. A link that sets two would make two, the first
// a state that nobody saw; and on the way to another page it writes the old page's parameters away, entry by entry,
// before it writes the new path. Here the entries of one deed become one.

const PATIENCE = 10000
const AFTERMATH = 400
let left = null
let deed = null

/** The learner did something on the stage: what follows is one entry. */
export function began() {
  deed = { written: false, until: Infinity }
}

/** Its answer is here: the address has changed, or will within a moment. */
export function answered() {
  if (deed) deed.until = performance.now() + AFTERMATH
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]")
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target === "_blank") return
  const to = new URL(link.href, location.href)
  if (to.origin !== location.origin || to.pathname === location.pathname) return
  left = { path: location.pathname, until: performance.now() + PATIENCE }
  deed = null
}, true)
addEventListener("popstate", () => { deed = left = null })

const push = history.pushState.bind(history)
const replace = history.replaceState.bind(history)
history.pushState = (data, title, url) => {
  const { pathname } = new URL(url ?? location.href, location.href)
  if (left && performance.now() < left.until && pathname === left.path && pathname === location.pathname) return
  left = null
  if (deed && performance.now() > deed.until) deed = null
  if (deed?.written) replace(data, title, url)
  else push(data, title, url)
  if (deed) deed.written = true
}
