"""The stage's picture in a browser without an app: a test gives it a figure and the numbers of its quantities."""

import base64
from typing import Any

import numpy as np
from playwright.sync_api import Page, Route

from lossviz.figures import palette
from lossviz.live import message, stage_files

SITE = "http://stage.test"
SHEET = "<!doctype html><link rel=stylesheet href=/stage.css><div class=lv-stage style='width:{width}px'></div>"
BEGIN = """async ({ scene, dark }) => {
  const { Picture } = await import("/draw/picture.js")
  const picture = new Picture()
  const stage = document.querySelector(".lv-stage")
  stage.append(picture.box)
  const roles = Object.fromEntries(Object.entries(scene.colours).map(([role, pair]) => [role, pair[dark ? 1 : 0]]))
  for (const [role, colour] of Object.entries(roles)) stage.style.setProperty(`--lv-${role}`, colour)
  stage.style.background = roles.paper
  picture.take(scene, dark ? Object.values(scene.colours) : [], roles)
  picture.first = "figure"
  let drawn
  picture.onDrawn = () => drawn()
  const isDrawn = new Promise((done) => { drawn = done })
  let table = { rows: {} }
  const decoded = ([kind, text]) =>
    new globalThis[`${kind}Array`](Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer)
  window.picture = picture
  window.show = async (numbers, { afresh = false, hidden = [] } = {}) => {
    if (afresh) picture.figures.get("figure").ready = false
    const all = Object.fromEntries(Object.entries(numbers).map(([name, packed]) => [name, decoded(packed)]))
    Object.assign(table.rows, all)
    picture.hidden = new Set(hidden)
    const array = (quantity) => table.rows[quantity] ?? Int16Array.of(0)
    const piece = (quantity, place) => array(quantity).subarray(place, place + 1)
    picture.show({ table, array, piece, words: [], units: [] })
    await isDrawn
  }
}"""
KINDS = {"u1": "Uint8", "f8": "Float64"}


def begin(page: Page, plot: dict[str, Any], *, width: int = 640, height: int = 400, dark: bool = False) -> None:
    """A page with the picture of one figure, of so many pixels."""

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(f"{SITE}/")
        if name in (stage_files.STYLE, *stage_files.FILES):
            route.fulfill(body=stage_files.content(name), content_type=stage_files.TYPES[f".{name.rpartition('.')[2]}"])
        else:
            route.fulfill(body=SHEET.format(width=width), content_type="text/html")

    page.route(f"{SITE}/**", serve)
    page.goto(f"{SITE}/sheet")
    figure = {"name": "figure", "plot": plot, "caption": "", "describes": "", "columns": 12, "rows": 1}
    scene = {
        "figures": [{**figure, "height": height}],
        "template": message.TEMPLATE,
        "colours": palette.light_and_dark(),
        "case": "case",
        "sentences": [""],
        **dict.fromkeys(("labels", "formula", "handles"), ()),
        "details": 0,
    }
    page.evaluate(BEGIN, {"scene": scene, "dark": dark})


def show(page: Page, numbers: dict[str, Any], **how: Any) -> None:
    """Draw the figure with the numbers of its quantities; those that are not given stay.

    `afresh` lets Plotly draw it again, `hidden` names what is hidden.
    """
    page.evaluate("([numbers, how]) => show(numbers, how)", [{k: _packed(v) for k, v in numbers.items()}, how])


def _packed(values: Any) -> tuple[str, str]:
    array = np.asarray(values)
    array = array if array.dtype == np.uint8 else array.astype(np.float64)
    return KINDS[array.dtype.str[1:]], base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
