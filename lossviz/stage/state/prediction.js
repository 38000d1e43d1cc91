// Predictions: which question is open, what of the picture it hides, and what each answer commits. No page, no clock.
//
// A question is open exactly while the scene says so. What the address does not hold, the state from before and the
// number of attempts, is kept in the session's storage, so that it outlives a reload.

/** How the reply to a wrong answer begins that has none of its own. */
const WRONG = { "-1": "Not yet.", "-2": "Too small.", "-3": "Too large." }

export class PredictionState {
  /** `storage` keeps texts by name, as sessionStorage does; `key` is the name of this lesson's record. */
  constructor(storage, key) {
    this.storage = storage
    this.key = key
    this.record = read(storage, key)
    this.all = []
    this.at = 0
    this.open = null
    this.#start()
  }

  #start() {
    this.isSolved = this.isRevealed = this.isRevealing = this.isShown = false
    this.reply = ""
  }

  /** Take a scene; `isReplaced` where it is another state and no answer to what was done here: Back, say. */
  take(scene, { isAnswer, isReplaced }) {
    this.all = scene.predictions
    const at = this.all.findIndex(({ name }) => name === scene.predict)
    const open = at < 0 ? null : this.all[at]
    if (open?.name !== this.open?.name || isReplaced) this.#start()
    if (open) this.at = at
    else if (this.at >= this.all.length) this.at = 0
    this.open = open
    if (open && this.isRevealing && isAnswer) {
      this.isRevealing = false
      this.isRevealed = true
      this.reply = open.replies[0]
    }
  }

  /** The question that is open, or is offered. */
  get asked() {
    return this.open ?? this.all[this.at]
  }

  /** Figures, and traces of figures, that would give the answer away. */
  get hidden() {
    return new Set(this.open && !this.isRevealed ? this.open.hidden_until_checked : [])
  }

  get canCheck() { return this.open !== null && !this.isSolved }
  get canShow() { return this.canCheck && (this.record.attempts[this.open.name] ?? 0) > 0 }
  get canGoOn() { return this.open !== null && this.isSolved && this.at + 1 < this.all.length }

  /** What is said of an answer: that it is right or wrong, or that it was shown; nothing before. */
  get verdict() {
    if (this.open === null || !this.reply) return ""
    return this.isShown ? "shown" : this.isSolved ? "right" : "wrong"
  }

  /** Offer the next question. */
  offerNext() {
    this.at = (this.at + 1) % this.all.length
  }

  /** Open the question that is offered: what to commit. The state from before is kept. */
  begin(state) {
    this.#save({ before: state, attempts: {} })
    return this.#opening(this.all[this.at])
  }

  /** Go on to the next question: what to commit. */
  next() {
    return this.#opening(this.all[this.at + 1])
  }

  #opening({ name, start }) {
    return { predict: name, ...start }
  }

  /** A handle was taken: what was said of a wrong answer is said no longer. */
  grab() {
    if (!this.open || this.isSolved) return
    this.reply = ""
  }

  /** Judge an answer by its index among the replies; 0 is right and reveals the picture, below 0 is any other wrong one. */
  check(index) {
    const { name, replies, default_reply: defaultReply } = this.open
    const { attempts } = this.record
    this.#save({ ...this.record, attempts: { ...attempts, [name]: (attempts[name] ?? 0) + 1 } })
    this.isSolved = this.isRevealed = index === 0
    this.reply = replies[index] ?? `${WRONG[index]} ${defaultReply}`
  }

  /** Show the answer: what to commit. Its words come with its scene. */
  showAnswer() {
    this.isSolved = this.isRevealing = this.isShown = true
    return this.open.answer
  }

  /** Done, or skipped: what to commit, which is the state from before where it is known. */
  end() {
    return { ...this.record.before, predict: "" }
  }

  #save(record) {
    this.record = record
    try {
      this.storage?.setItem(this.key, JSON.stringify(record))
    } catch {
      // Without room or permission the record lasts as long as the page.
    }
  }
}

function read(storage, key) {
  try {
    const { before, attempts } = JSON.parse(storage.getItem(key))
    return { before: before ?? null, attempts: attempts ?? {} }
  } catch {
    return { before: null, attempts: {} }
  }
}
