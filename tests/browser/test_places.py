"""Places never change when the state does."""

import pytest

from tests.browser.driving import PHONE
from tests.lessons.cases import only_in_full

PARTS = (".lv-figure.lv-first", ".lv-says", ".lv-choice", ".lv-track", ".lv-actions", ".lv-predict", ".lv-links")
PLACES = """(parts) => Object.fromEntries(parts.map((part) => {
  const { y, height } = document.querySelector(`[data-testid=stage] ${part}`).getBoundingClientRect()
  return [part, [Math.round(y + scrollY), Math.round(height)]]
}))"""


@only_in_full
def test_the_question_of_a_title_is_one_line_close_below_it_on_a_phone(visitor, site):
    page = visitor(**PHONE)
    page.goto(f"{site}/cross-entropy-loss")
    question = page.locator("[data-testid=stMain] h1 .stMarkdownColoredText span")
    lines, gap = question.evaluate("""(one) => {
      const text = document.createRange()
      text.setStart(one.closest("h1").querySelector("[data-heading-text]"), 0)
      text.setEndBefore(one.parentNode)
      return [one.getClientRects().length, one.getBoundingClientRect().top - text.getBoundingClientRect().bottom]
    }""")
    assert lines == 1
    assert -4 <= gap <= 6


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("kind", [{}, PHONE], ids=["wide", "phone"])
def test_another_loss_function_moves_nothing(visitor, site, kind):
    page = visitor(**kind)
    page.goto(f"{site}/loss")
    page.wait_for_selector('[data-testid="stage"] .main-svg', state="attached", timeout=30_000)
    page.wire.rest()
    before = page.evaluate(PLACES, PARTS)
    for loss in ("MAE", "Huber"):
        page.locator(".lv-choice a", has_text=loss).evaluate("(link) => link.click()")
        page.wait_for_selector(f'.lv-choice a[aria-current]:has-text("{loss}")')
        page.wire.rest()
        assert page.evaluate(PLACES, PARTS) == before
    assert page.locator('[data-track="delta"]').is_visible()
