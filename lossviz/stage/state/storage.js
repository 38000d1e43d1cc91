/** The storage of this tab, or null where the browser refuses it. */
export function tabStorage() {
  try {
    return sessionStorage
  } catch {
    return null
  }
}
