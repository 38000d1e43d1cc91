// The colours of a page: light or dark, and on paper always light.

export class Theme {
  /** `parent` is where Streamlit's own colours are read, `root` where those of the roles are set. */
  constructor(parent, root) {
    this.parent = parent
    this.root = root
    this.isPrinting = false
  }

  /** Find out which colours the page has, and give a scene the same. */
  apply(scene) {
    const style = getComputedStyle(this.parent.nodeType === Node.ELEMENT_NODE ? this.parent : this.parent.host)
    this.dark = !this.isPrinting && isDark(style.getPropertyValue("--st-background-color").trim())
    for (const [role, colour] of Object.entries(this.roles(scene))) this.root.style.setProperty(`--lv-${role}`, colour)
    this.root.classList.toggle("lv-dark", this.dark)
  }

  /** The colour of each role. */
  roles({ colours }) {
    return Object.fromEntries(Object.entries(colours).map(([role, pair]) => [role, pair[this.dark ? 1 : 0]]))
  }

  /** The pairs of colours to exchange in figures, which Python describes in light ones. */
  exchanged({ colours }) {
    return this.dark ? Object.values(colours) : []
  }
}

function isDark(colour) {
  const canvas = document.createElement("canvas").getContext("2d")
  canvas.fillStyle = colour || "#fff"
  const hex = canvas.fillStyle
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b < 128
}
