"""Places never change when the state does."""

import pytest

from tests.browser.driving import PHONE

PARTS = (".lv-figure.lv-first", ".lv-says", ".lv-choice", ".lv-track", ".lv-actions", ".lv-predict", ".lv-links")
PLACES = """(parts) => Object.fromEntries(parts.map((part) => {
  const { y, height } = document.querySelector(`[data-testid=stage] ${part}`).getBoundingClientRect()
  return [part, [Math.round(y + scrollY), Math.round(height)]]
}))"""


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
