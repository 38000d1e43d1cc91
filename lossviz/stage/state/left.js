// The states in which lessons were left, as the tab remembers them while sessions of the server come and go.

const KEPT = "lossviz.left"

export class Left {
  /** `storage` keeps texts by name, as sessionStorage does, or is null. */
  constructor(storage) {
    this.storage = storage
    this.all = this.#stored()
    this.told = ""
  }

  /** Keep what a session knows; what it lacks, or null where it lacks nothing or has been told before. */
  take(known) {
    this.all = { ...this.all, ...known }
    try {
      this.storage?.setItem(KEPT, JSON.stringify(this.all))
    } catch {
      // There is no room in this tab: the page itself remembers.
    }
    const lacking = Object.keys(this.all).filter((slug) => !(slug in known))
    const isTold = String(lacking) === this.told
    this.told = String(lacking)
    return lacking.length && !isTold ? this.all : null
  }

  #stored() {
    try {
      const all = JSON.parse(this.storage?.getItem(KEPT) ?? "{}")
      return all !== null && typeof all === "object" ? all : {}
    } catch {
      return {}
    }
  }
}
