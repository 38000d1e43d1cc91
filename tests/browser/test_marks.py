"""While a hand moves, the stage moves Plotly's own marks: they stand where Plotly itself would draw them."""

import re

import pytest

from tests.browser import driving
from tests.lessons.cases import FULL, PLACES, Place, sampled

MARKS = """(stage) => [...document.querySelectorAll(`${stage} .lv-plot`)].map((plot) =>
    [...plot.querySelectorAll('.barlayer path, .js-line, .js-fill, path.point')]
      .filter((node) => getComputedStyle(node).display !== 'none')
      .map((node) => [node.getAttribute('d') ?? '', node.getAttribute('transform') ?? '']))"""
DRAWN = "([stage, count]) => document.querySelectorAll(`${stage} .main-svg`).length >= count"
# A quarter of a pixel: geometry crosses in 65,535 steps of the widest thing drawn, and Plotly thins long lines.
NEAR = 0.25
NOWHERE = "M0,0Z"
# Beside the first state of each lesson and fold: bars that vanish, squares, arrows and points of one's own.
MORE = [
    (Place("entropy"), {"p": "4,2,1,1"}),
    (Place("cross-entropy"), {"p": "4,2,1,1", "q": "1,1,0,0"}),
    (Place("loss"), {"loss": "huber", "line": "-0.3,3.9"}),
    (Place("loss"), {"points": "1,2;2,1;3,4;4,3;5,10", "loss": "mae", "line": "0,4"}),
    (Place("gradient-descent"), {"surface": "points_mse"}),
    (Place("sgd"), {"batch": "4", "step": "3"}),
    (Place("relu"), {"target": "own", "units": "-1,1;0,-2;1,1", "highlight": "2", "activation": "tanh"}),
]
WALKED = sampled([*MORE, *((place, {}) for place in PLACES)], 12)
MOST = None if FULL else 1


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def standing(marks):
    """Marks that can be seen: a bar without area stands nowhere."""
    seen = []
    for d, transform in marks:
        found = numbers(d)
        if d.endswith("Z") and not transform and (d == NOWHERE or found[1] == found[2] or found[0] == found[3]):
            continue
        if d or transform:
            seen.append((d, transform))
    return seen


@pytest.mark.parametrize(("place", "address"), WALKED, ids=[f"{place} {address}" for place, address in WALKED])
def test_marks_that_were_moved_stand_where_plotly_draws_them_afresh(page, site, place, address):
    stage = driving.opened(page, site, driving.where(place.slug, address, place.fold), place.fold or place.slug)
    names = page.locator(f'{stage} [role="slider"]:visible').evaluate_all("all => all.map((one) => one.dataset.handle)")
    compared = 0
    for name in names:
        if MOST and compared >= MOST:
            break
        slider = page.locator(f'{stage} [data-handle="{name}"]')
        before = page.url
        high, now = (float(slider.get_attribute(f"aria-value{which}")) for which in ("max", "now"))
        driving.press(page, slider, "PageDown" if now >= high else "PageUp")
        if page.url == before:
            continue
        driving.frames(page)
        moved = page.evaluate(MARKS, stage)
        page.reload()
        page.wait_for_selector(f"{stage} .main-svg", state="attached", timeout=30_000)
        page.wire.rest()
        page.wait_for_function(DRAWN, arg=[stage, len(moved)])
        fresh = page.evaluate(MARKS, stage)
        for mine, theirs in zip(map(standing, moved), map(standing, fresh), strict=True):
            assert len(mine) == len(theirs), name
            for (d, transform), (d_fresh, transform_fresh) in zip(mine, theirs, strict=True):
                assert numbers(transform) == pytest.approx(numbers(transform_fresh), abs=NEAR), name
                # Plotly leaves out points of a line that change nothing; its end stands where it stands.
                end = slice(None) if d.endswith("Z") else slice(-2, None)
                assert numbers(d)[end] == pytest.approx(numbers(d_fresh)[end], abs=NEAR), name
        compared += 1
    assert compared
