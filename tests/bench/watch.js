// Evaluated in the page under measurement. It counts frames, and times moves until what answers them is painted.

window.bench = {
  /** Watch a text, and a handle if there is one; `answers` says which text answers a move to "x,y". */
  begin({ text, handle, answers }) {
    const spoken = document.querySelector(text)
    const held = handle ? document.querySelector(handle) : null
    let asked = []
    const counted = { frames: 0, changes: 0, times: [], gaps: [] }
    const read = () => `${spoken?.textContent} ${held?.getAttribute("aria-valuenow")}`
    let last = read()
    let began = 0
    let latest = 0
    let changedAt = 0

    const painted = new MessageChannel()
    painted.port1.onmessage = ({ data }) => counted.times.push(performance.now() - data)

    // Runs inside a frame; the message it posts arrives once that frame is painted. What is shown answers the last
    // move that asked for it; moves before that one were overtaken within the same frame and wait for nothing.
    const check = () => {
      const said = spoken.textContent.trim()
      const answered = asked.findLastIndex(({ answer }) => answer === said)
      if (answered < 0) return
      painted.port2.postMessage(asked[answered].time)
      asked = asked.slice(answered + 1)
    }
    const moved = (event) => {
      const answer = answers?.[`${event.clientX},${event.clientY}`]
      if (answer === undefined) return
      asked.push({ answer, time: event.timeStamp })
      requestAnimationFrame(check)
    }
    const changed = new MutationObserver(() => requestAnimationFrame(check))
    if (answers) changed.observe(spoken, { subtree: true, childList: true, characterData: true })
    window.addEventListener("pointermove", moved)

    let loop = requestAnimationFrame(function count(time) {
      const now = read()
      if (began) {
        counted.frames += 1
        counted.changes += now !== last
        if (now !== last) {
          if (changedAt) counted.gaps.push(time - changedAt)
          changedAt = time
        }
      }
      began ||= time
      latest = time
      last = now
      loop = requestAnimationFrame(count)
    })
    this.end = () => {
      cancelAnimationFrame(loop)
      changed.disconnect()
      window.removeEventListener("pointermove", moved)
      return { ...counted, seconds: (latest - began) / 1000, unanswered: asked.length }
    }
  },

  /** How far a handle strays from the pointer that holds it, at most, until the end. */
  follow({ handle, at: [left, top] }) {
    const knob = document.querySelector(handle)
    const middle = () => {
      const { x, y, width, height } = knob.getBoundingClientRect()
      return [x + width / 2, y + height / 2]
    }
    const taken = middle().map((value, i) => value - [left, top][i])
    let seen = [[left, top]]
    this.furthest = 0
    window.addEventListener("pointermove", (event) => seen.push([event.clientX, event.clientY]))
    requestAnimationFrame(function look() {
      // A move may come between the stage's drawing and this look: the handle stands where one of the last ones was.
      const here = middle()
      const away = seen.map((at) => Math.hypot(...at.map((value, i) => here[i] - taken[i] - value)))
      window.bench.furthest = Math.max(window.bench.furthest, Math.min(...away))
      seen = seen.slice(-4)
      requestAnimationFrame(look)
    })
  },

  /** Count the frames in which anything changed inside an element. */
  beginChanges({ inside }) {
    const began = performance.now()
    let changes = 0
    let fresh = false
    const changed = new MutationObserver(() => { fresh = true })
    changed.observe(document.querySelector(inside), { subtree: true, childList: true, attributes: true, characterData: true })
    let loop = requestAnimationFrame(function count() {
      changes += fresh
      fresh = false
      loop = requestAnimationFrame(count)
    })
    this.end = () => {
      cancelAnimationFrame(loop)
      changed.disconnect()
      return { changes, seconds: (performance.now() - began) / 1000 }
    }
  },

  /** What stands there two frames from now. */
  async rested({ text, handle }) {
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame)
    return [document.querySelector(handle).getAttribute("aria-valuenow"), document.querySelector(text).textContent.trim()]
  },
}
