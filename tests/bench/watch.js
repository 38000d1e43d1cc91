// Evaluated in the page under measurement. It counts frames, and times moves until what answers them is painted.

window.bench = {
  /** Watch a text, and a handle if there is one; `answers` says which text answers a move to "x,y". */
  begin({ text, handle, answers }) {
    const spoken = document.querySelector(text)
    const held = handle ? document.querySelector(handle) : null
    let asked = []
    const counted = { frames: 0, changes: 0, times: [] }
    const read = () => `${spoken?.textContent} ${held?.getAttribute("aria-valuenow")}`
    let last = read()
    let began = 0
    let latest = 0

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
