// What is shared of a state.

import assert from "node:assert/strict"
import { test } from "node:test"

import { LONGEST_CODE, NOT_IN_LINK, shared, unshared } from "../../lossviz/stage/state/share.js"

const ROOT = "https://host.test/some/path/"

test("the addresses of a state are those of the app, of the light page, and of a picture of its code", () => {
  const { whole, light, code } = shared(ROOT, "entropy", "?p=1%2C2&unit=nats", "lossviz: Entropy", 900)
  assert.equal(whole, "https://host.test/some/path/entropy?p=1%2C2&unit=nats")
  assert.equal(light, "https://host.test/some/path/lossviz/view/entropy?p=1%2C2&unit=nats")
  const asked = new URL(code)
  assert.equal(asked.pathname, "/some/path/lossviz/code.svg")
  assert.equal(asked.searchParams.get("address"), light)
})

test("the code that embeds has the address and the title as HTML writes them, and room for head and words", () => {
  const { embed } = shared(ROOT, "loss", "?a=1&b=2", 'A "<title>"', 700.2)
  assert.equal(embed, '<iframe src="https://host.test/some/path/lossviz/view/loss?a=1&amp;b=2" title="A &quot;&lt;title>&quot;" '
    + 'width="100%" height="1161" style="border: 0" loading="lazy"></iframe>')
})

test("an address that is too long has no QR code", () => {
  const room = LONGEST_CODE - shared(ROOT, "loss", "?p=", "", 0).light.length
  assert.notEqual(shared(ROOT, "loss", `?p=${"1".repeat(room)}`, "", 0).code, "")
  assert.equal(shared(ROOT, "loss", `?p=${"1".repeat(room + 1)}`, "", 0).code, "")
})

test("points that only a session keeps cannot be shared by a link, and that is said", () => {
  assert.equal(unshared({ state: { points: "kept-0123456789abcdef01234567" } }), NOT_IN_LINK)
  assert.equal(unshared({ state: { points: "1,2;3,4", p: "" } }), "")
})
