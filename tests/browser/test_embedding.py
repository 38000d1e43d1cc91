"""A lesson in a page of another origin: it opens, follows the hand, and the console has nothing to say."""

import pytest

from tests.browser.another_site import page_of_another_site
from tests.browser.driving import STAGE, frames, middle, until
from tests.lessons.cases import only_in_full

INKED = "one => one.getContext('2d').getImageData(0, 0, one.width, one.height).data.some(Boolean)"


@pytest.fixture
def course(site):
    with page_of_another_site(site, 'width="1200" height="760"') as url:
        yield url


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_lesson_works_in_a_page_of_another_site(visitor, course, scheme):
    page = visitor(color_scheme=scheme)
    page.goto(f"{course}/entropy?embed=true")
    page.frame_locator("[name=lesson]").locator(f"{STAGE} .main-svg").first.wait_for(state="attached")
    lesson = page.frame("lesson")
    says = lesson.locator(f'{STAGE} [data-testid="says"]')
    before, address = says.inner_text(), lesson.url
    x, y = middle(lesson.locator(f'{STAGE} [data-handle="p0"]'))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + 60, steps=6)
    frames(page)
    held = says.inner_text()
    assert held != before
    page.mouse.up()
    until(page, lambda: lesson.url != address)
    assert says.inner_text() == held


@only_in_full
def test_the_surface_that_turns_is_drawn_there_too(visitor, course):
    page = visitor()
    page.goto(f"{course}/gradient-descent")
    canvas = page.frame_locator("[name=lesson]").locator("canvas").first
    canvas.wait_for()
    until(page, lambda: canvas.evaluate(INKED))
