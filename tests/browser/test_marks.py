"""While a hand moves, the stage moves Plotly's own marks: they stand where Plotly itself would draw them."""

import re

import pytest

from tests.browser import driving

MARKS = """() => [...document.querySelectorAll('[data-testid="stage"] .lv-plot')].map((plot) =>
    [...plot.querySelectorAll('.barlayer path, .js-line, path.point')].map((node) =>
        [node.getAttribute('d') ?? '', node.getAttribute('transform') ?? '']))"""
NOWHERE = "M0,0Z"


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text)]


def standing(marks):
    """Marks that can be seen: a bar without area stands nowhere."""
    seen = []
    for d, transform in marks:
        found = numbers(d)
        if d.endswith("Z") and not transform and (d == NOWHERE or found[1] == found[2] or found[0] == found[3]):
            continue
        seen.append((d, transform))
    return seen


@pytest.mark.parametrize(
    ("slug", "query", "handle", "key"),
    [
        ("entropy", "p=4,2,1,1", "p0", "PageDown"),
        ("entropy", "p=4,2,1,1", "p2", "End"),
        ("entropy", "p=4,2,1,1", "outcomes", "PageUp"),
        ("entropy", "", "dot", "PageDown"),
        ("cross-entropy", "", "q0", "Home"),
        ("cross-entropy", "", "p1", "PageUp"),
        ("", "", "time", "PageUp"),
    ],
)
def test_marks_that_were_moved_stand_where_plotly_draws_them_afresh(page, site, slug, query, handle, key):
    page.goto(f"{site}/{slug}{'?' if query else ''}{query}")
    ready = '[data-testid="stage"] .lv-plot .main-svg'
    page.wait_for_selector(ready)
    slider = page.locator(f'[data-handle="{handle}"]')
    before = page.url
    slider.focus()
    page.keyboard.press(key)
    driving.until(page, lambda: page.url != before)
    page.wait_for_timeout(300)
    moved = page.evaluate(MARKS)
    page.reload()
    page.wait_for_selector(ready)
    page.wait_for_timeout(300)
    fresh = page.evaluate(MARKS)
    for mine, theirs in zip(map(standing, moved), map(standing, fresh), strict=True):
        assert len(mine) == len(theirs)
        for (d, transform), (d_fresh, transform_fresh) in zip(mine, theirs, strict=True):
            assert numbers(transform) == pytest.approx(numbers(transform_fresh), abs=0.02)
            # Plotly leaves out points of a line that change nothing; its end stands where it stands.
            mine_, fresh_ = numbers(d), numbers(d_fresh)
            assert (mine_ if d.endswith("Z") else mine_[-2:]) == pytest.approx(
                fresh_ if d.endswith("Z") else fresh_[-2:], abs=0.02
            )
