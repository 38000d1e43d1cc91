// Points that are too many for a link are kept by Python's session under a name, and this tab has a copy of them: a
// session goes when its server does, or when the page is loaded again, and then the tab gives them back.

/** Characters of all copies in a tab; the one that was not used for longest goes first. */
export const ROOM = 4_000_000
/** Milliseconds after which what was given back, and not taken, is given again. */
export const GIVEN_TIMEOUT = 4000

const PREFIX = "lossviz.points:"
const NAMES = "lossviz.points"
/** Whether a text is the name of points that a session keeps, which mean nothing in a link. */
export const isName = (text) => /^kept-[0-9a-f]{24}$/.test(text)

export class Copies {
  /** `storage` keeps texts by name, as sessionStorage does, or is null; `send` takes texts by their names to Python. */
  constructor(storage, { send, setTimeout, clearTimeout }) {
    Object.assign(this, { storage, send, setTimeout, clearTimeout })
    this.latest = new Map()
    this.asked = new Set()
  }

  /**
   * Keep what a scene brings, and say what is here of what Python lacks: an empty text where nothing is. True where
   * Python was given all of it: then this scene is not meant, and the one that is follows.
   */
  take({ copies = {}, missing = [], state = {} }) {
    this.clearTimeout(this.timer)
    for (const [name, text] of Object.entries(copies)) this.#put(name, text)
    const uncopied = Object.values(state).filter((text) => isName(text) && !this.asked.has(text) && this.#get(text) === null)
    for (const name of uncopied) this.asked.add(name)
    const found = Object.fromEntries([...missing, ...uncopied].map((name) => [name, this.#get(name) ?? ""]))
    if (Object.keys(found).length) this.#give(found)
    return missing.length > 0 && missing.every((name) => found[name])
  }

  #give(found) {
    this.send(found)
    this.timer = this.setTimeout(() => this.#give(found), GIVEN_TIMEOUT)
  }

  close() {
    this.clearTimeout(this.timer)
  }

  #names() {
    try {
      const names = JSON.parse(this.storage?.getItem(NAMES) ?? "[]")
      return Array.isArray(names) ? names.filter(isName) : []
    } catch {
      return []
    }
  }

  #get(name) {
    if (this.latest.has(name)) return this.latest.get(name)
    const text = this.storage?.getItem(PREFIX + name) ?? null
    if (text !== null) this.#put(name, text)
    return text
  }

  /** Keep one, where the storage takes it; the latest one is here in any case. */
  #put(name, text) {
    this.latest = new Map([[name, text]])
    if (!this.storage) return
    const names = this.#names().filter((one) => one !== name)
    const size = (one) => this.storage.getItem(PREFIX + one)?.length ?? 0
    let held = text.length + names.reduce((sum, one) => sum + size(one), 0)
    const drop = () => {
      const oldest = names.shift()
      held -= size(oldest)
      this.storage.removeItem(PREFIX + oldest)
    }
    while (names.length && held > ROOM) drop()
    for (;;) {
      try {
        this.storage.setItem(PREFIX + name, text)
        this.storage.setItem(NAMES, JSON.stringify([...names, name]))
        return
      } catch {
        // There is less room than that.
        if (!names.length) {
          this.storage.removeItem(PREFIX + name)
          return
        }
        drop()
      }
    }
  }
}
