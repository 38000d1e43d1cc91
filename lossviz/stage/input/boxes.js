// A text that a box has no room for is refused before the browser takes it, in words beside the box: Streamlit would
// pass over it in silence or lose its line, after the seconds that a browser needs to lay out millions of characters.

/** The characters of a box of one line, and of the one for points, which Python knows as well. */
export const ROOM = { INPUT: 2_000, TEXTAREA: 500_000 }

/** What is wrong with a text of `length` characters in a box, or nothing. */
export function refusal(tag, length) {
  if (length <= ROOM[tag]) return ""
  const instead = tag === "TEXTAREA" ? " A file may be opened instead." : ""
  return `This box has room for ${ROOM[tag].toLocaleString("en")} characters; here are ${length.toLocaleString("en")}.${instead}`
}

/** Watch every box of the page for what is pasted or dropped into it. */
export function watchBoxes() {
  document.addEventListener("beforeinput", (event) => {
    const { target } = event
    if (!(target instanceof Element) || !(target.tagName in ROOM) || target.type === "file") return
    const coming = event.data ?? event.dataTransfer?.getData("text/plain") ?? ""
    const length = target.value.length - (target.selectionEnd - target.selectionStart) + coming.length
    const words = refusal(target.tagName, length)
    target.setCustomValidity(words)
    if (!words) return
    event.preventDefault()
    target.reportValidity()
  }, { capture: true })
}

/** The bytes of a file that is sent, which Python knows as well. */
export const LARGEST_FILE = 2 * 2 ** 20

/** The first of some files that is too large. */
export function tooLarge(files) {
  const file = [...(files ?? [])].find(({ size }) => size > LARGEST_FILE)
  return file ? { name: file.name, size: file.size } : null
}

/** Tell of every file that is chosen or dropped and will not be sent: Streamlit marks it, and has no words for it. */
export function watchFiles(tell, signal) {
  const look = ({ target, dataTransfer }) => {
    if (!(target instanceof Element) || !target.closest('[data-testid="stFileUploader"]')) return
    const file = tooLarge(dataTransfer?.files ?? target.files)
    if (file) tell(file)
  }
  for (const kind of ["change", "drop"]) document.addEventListener(kind, look, { capture: true, signal })
}
