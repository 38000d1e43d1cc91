// What a stage has of its server: scenes for its questions and commits, results of jobs, and copies of own points.

import { replaceEntry, writeEntry } from "./input/history.js"
import { Copies } from "./state/copies.js"
import { Exchange } from "./state/exchange.js"
import { Runs } from "./state/run.js"
import { tabStorage } from "./state/storage.js"

const CLOCK = { setTimeout: (act, time) => setTimeout(act, time), clearTimeout: (timer) => clearTimeout(timer) }

/** Ask for a scene with its present row only, or for one with the result of its job. */
function ask(what, { path, address, static: known, store = "" }, signal) {
  const url = new URL(`../${what}/${path}?${new URLSearchParams(address)}`, import.meta.url)
  return fetch(url, { headers: { "X-Static-Fields": known, "X-Session-Store": store }, signal })
}

/** Questions and commits; `onAnswer` takes a scene, `onTrouble` words about one that did not come. */
export function exchangeOf(stage, { onAnswer, onTrouble }) {
  return new Exchange({
    send: (message) => stage.send("commit", message),
    fetch: (...asked) => ask("row", ...asked),
    query: () => Object.fromEntries(new URLSearchParams(location.search)),
    write: (state) => writeEntry(state, stage.scene.defaults),
    rewrite: replaceEntry,
    onAnswer,
    onTrouble,
    onBusy: (isBusy) => stage.root.toggleAttribute("data-busy", isBusy),
    onSilence: () => stage.shell.line.doubt(),
    ...CLOCK,
  })
}

export function runsOf(stage) {
  return new Runs({
    fetch: (...asked) => ask("run", ...asked),
    question: () => stage.exchange.question({}),
    isBusy: () => stage.isHeld || stage.exchange.isPending,
    onScene: (scene) => stage.exchange.stream(scene),
    onChange: () => stage.progress?.show(),
    ...CLOCK,
  })
}

export function copiesOf(stage) {
  return new Copies(tabStorage(), { send: (texts) => stage.send("points", texts), ...CLOCK })
}
