// One question to the server, and every way in which its answer may fail to come.

/** Milliseconds after which nobody waits for the answer to a question any more. */
export const ANSWER_TIMEOUT = 4000
/** Milliseconds after which a question that did not reach the server is asked again. */
export const QUESTION_TIMEOUT = 500
export const NO_ANSWER = "The server does not answer just now. What you set is kept."

/** What is answered to a question too early; it is asked again when the server says. */
const TOO_EARLY = [429, 503]
const LOST = { trouble: NO_ANSWER, again: QUESTION_TIMEOUT }

/**
 * The bytes of an answer; or what the trouble is, and after how many milliseconds to ask again, if at all. `fetch` takes
 * the question to the server, and promises a response.
 */
export async function answerTo(question, { fetch, setTimeout, clearTimeout }) {
  const leaving = new AbortController()
  let timer
  const late = new Promise((done) => { timer = setTimeout(() => done(LOST), ANSWER_TIMEOUT) })
  const answer = await Promise.race([fetch(question, leaving.signal).then(read).catch(() => LOST), late])
  clearTimeout(timer)
  if (answer === LOST) leaving.abort()
  return answer
}

async function read(response) {
  return response.ok ? { bytes: new Uint8Array(await response.arrayBuffer()) } : refused(response)
}

/** What the trouble is with a question that is not answered, and after how many milliseconds to ask again, if at all. */
export async function refused(response) {
  const isEarly = TOO_EARLY.includes(response.status)
  if (response.status >= 500 && !isEarly) return LOST
  const wait = 1000 * Number(response.headers.get("Retry-After"))
  return { trouble: await response.text(), again: isEarly ? Math.max(QUESTION_TIMEOUT, wait || 0) : 0 }
}
