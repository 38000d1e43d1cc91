// Evaluated in the page under measurement. It counts frames, and times moves until what answers them is painted.

() => {
  /** What can be read of an element: a part that is hidden keeps the words of an earlier picture. */
  const visible = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data
    return node.hidden ? "" : [...node.childNodes].map(visible).join("")
  }

  /** How to read what is shown: the texts of some elements and, of a handle whose value counts, its value. */
  const reader = ({ texts, handle, isValueRead }) => {
    const nodes = texts.map((text) => document.querySelector(text))
    const knob = handle && isValueRead ? document.querySelector(handle) : null
    const read = () => nodes.map((node) => visible(node).trim()).join("\n") + (knob ? `\n${knob.getAttribute("aria-valuenow")}` : "")
    return { nodes, knob, read }
  }

  const middle = (selector) => {
    const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect()
    return [x + width / 2, y + height / 2]
  }

  const twoFrames = async () => { for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame) }

  window.bench = {
    /** Watch what a reader reads; `answers` says which reading answers a move to "x,y". */
    begin({ answers, ...what }) {
      const { nodes, knob, read } = reader(what)
      let asked = []
      const counted = { frames: 0, changes: 0, times: [], gaps: [] }
      let last = read()
      let began = 0
      let latest = 0
      let changedAt = 0

      const painted = new MessageChannel()
      painted.port1.onmessage = ({ data }) => counted.times.push(performance.now() - data)

      // Runs inside a frame; the message it posts arrives once that frame is painted. What is shown answers the last
      // move that asked for it; moves before that one were overtaken within the same frame and wait for nothing.
      const check = () => {
        const shown = read()
        const answered = asked.findLastIndex(({ answer }) => answer === shown)
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
      if (answers) {
        for (const node of nodes) changed.observe(node, { subtree: true, childList: true, characterData: true, attributes: true })
        if (knob) changed.observe(knob, { attributeFilter: ["aria-valuenow"] })
      }
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
      this.answered = () => counted.times.length
      this.end = () => {
        cancelAnimationFrame(loop)
        changed.disconnect()
        window.removeEventListener("pointermove", moved)
        return { ...counted, seconds: (latest - began) / 1000, unanswered: asked.length }
      }
    },

    /** How far a handle strays from where it rests under the same pointer, at most; `rests` says where by "x,y". */
    follow({ handle, rests }) {
      let seen = [middle(handle)]
      this.furthest = 0
      window.addEventListener("pointermove", (event) => {
        const rest = rests[`${event.clientX},${event.clientY}`]
        if (rest) seen.push(rest)
      })
      requestAnimationFrame(function look() {
        // A move may come between the stage's drawing and this look: the handle stands where one of the last ones was.
        const here = middle(handle)
        const away = seen.map((rest) => Math.hypot(...rest.map((value, i) => here[i] - value)))
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

    twoFrames,

    /** What stands there two frames from now: the handle's value, what is read, and where the handle stands. */
    async rested(what) {
      await twoFrames()
      return [document.querySelector(what.handle).getAttribute("aria-valuenow"), reader(what).read(), middle(what.handle)]
    },

    /**
     * Bring a handle with the whole of its figure or track to the middle of the window. Where it can be taken once it
     * stands still, as near to its middle as nothing covers it, and on which side of the middle it has room; or what
     * covers it.
     */
    async reach({ handle }) {
      const knob = document.querySelector(handle)
      const around = knob.closest("[data-figure], [data-track]")
      around.scrollIntoView({ block: "center", behavior: "instant" })
      for (let before = [], frame = 0; frame < 100 && `${before}` !== `${middle(handle)}`; frame++) {
        before = middle(handle)
        await twoFrames()
      }
      const [x, y] = middle(handle).map(Math.round)
      const { width, height } = knob.getBoundingClientRect()
      const grid = (size) => Array.from({ length: Math.floor(size / 2) }, (_, i) => 2 * i - Math.floor(size / 2))
      const points = grid(width).flatMap((dx) => grid(height).map((dy) => [dx, dy]))
      points.sort((one, other) => Math.hypot(...one) - Math.hypot(...other))
      const free = points.find(([dx, dy]) => knob.contains(document.elementFromPoint(x + dx, y + dy)))
      if (!free) return { covered: document.elementFromPoint(x, y)?.outerHTML.slice(0, 80) ?? "outside the window" }
      const box = around.getBoundingClientRect()
      return { at: [x + free[0], y + free[1]], hasRoomBelow: y < box.y + box.height / 2 }
    },

    /** Milliseconds from the last release of the pointer to the first message that the page sent after it. */
    sentAfterRelease() {
      return this.sentAt - this.releasedAt
    },
  }

  addEventListener("pointerup", (event) => Object.assign(window.bench, { releasedAt: event.timeStamp, sentAt: null }), true)
  const { send } = WebSocket.prototype
  WebSocket.prototype.send = function (...message) {
    window.bench.sentAt ??= performance.now()
    return send.apply(this, message)
  }
}
