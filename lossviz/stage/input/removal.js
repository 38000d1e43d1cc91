// What a handle stands for, removed by a double click or by Delete.

/** Whether a handle can be removed. */
export const isRemovable = ({ removed = {} }) => Object.keys(removed).length > 0

/** Remove what a handle stands for; false where it stays, or while a question is open. */
export function remove(stage, { described }) {
  if (stage.isLocked || !isRemovable(described)) return false
  stage.go(described.removed)
  return true
}

/** Which handle has the focus after one that is gone: the last one on the same figure, or the first track. */
export function successor({ figure }, { handles }) {
  return handles.findLast((one) => figure && one.figure === figure) ?? handles.find((one) => !one.figure)
}

/** Presses on handles one after the other: two on the same handle are a double click, unless it was pulled. */
export class Presses {
  constructor() {
    this.count = 0
  }

  /** A handle was let go. */
  add({ handle, moved }) {
    this.count = moved ? 0 : (this.handle === handle ? this.count : 0) + 1
    this.handle = handle
  }

  /** The handle of a double click, once; nothing where there was none. */
  takeDouble() {
    const { handle, count } = this
    this.count = 0
    return count > 1 ? handle : null
  }
}
