"""The learner's own data: in the link, in the tab alone, after a restart, beside another visitor, as a file."""

from pathlib import Path
from random import Random

import pytest

from lossviz.inputs import session_store
from tests.browser.conftest import GONE, Server
from tests.browser.driving import address_changes, drag, exact_values, handle, parameters, travel, until
from tests.lessons.cases import only_in_full

STAGE = '[data-testid="stage"][data-scene="loss"]'


def rows(seed, count=500):
    """Points with all their digits: 300 would fit into a link."""
    rng = Random(seed)
    return "\n".join(f"{rng.random()},{rng.random()}" for _ in range(count))


def opened(page, url, scene="loss"):
    page.goto(url)
    ready(page, scene)


def ready(page, scene="loss"):
    page.wait_for_selector(f'[data-testid="stage"][data-scene="{scene}"] .main-svg', state="attached")
    page.wire.rest()


def says(page):
    return page.locator('[data-testid="says"]').first.inner_text()


def warned(page):
    return [one.inner_text() for one in page.locator('[data-testid="stAlert"]').all()]


def uploaded(page, text, name="points.csv"):
    """Open a file in the drawer, which is open."""
    before = page.url
    raw = text if isinstance(text, bytes) else text.encode()
    page.locator('input[type="file"]').first.set_input_files({"name": name, "mimeType": "text/csv", "buffer": raw})
    address_changes(page, before)


def with_many(page, site, seed):
    """A visitor whose points are in no link; what the page says of them."""
    opened(page, f"{site}/loss")
    exact_values(page)
    uploaded(page, rows(seed))
    assert session_store.is_name(parameters(page)["points"])
    assert any("in this browser tab only" in one for one in warned(page))
    return says(page)


def saved(page, folder):
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as a file").click()
    path = Path(folder) / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path.read_text(encoding="utf-8")


def test_fifteen_hundred_points_of_two_decimals_are_in_the_link_for_everybody(visitor, site):
    rng, page, other = Random(1), visitor(), visitor()
    opened(page, f"{site}/loss")
    exact_values(page)
    uploaded(page, "x,y\n" + "\n".join(f"{rng.uniform(0, 10):.2f},{rng.uniform(0, 10):.2f}" for _ in range(1500)))
    assert len(page.url) <= 6_000
    assert not warned(page)
    opened(other, page.url)
    assert says(other) == says(page)
    assert says(page).startswith("1,500 squares")
    before, address = says(other), other.url
    drag(other, "right", -40, stage=STAGE)
    address_changes(other, address)
    assert says(other) != before
    assert not warned(other)


def test_points_in_no_link_outlive_a_reload_a_pull_back_and_the_way_to_the_next_lesson(visitor, site):
    page = visitor()
    said = with_many(page, site, 1)
    page.reload()
    ready(page)
    assert (says(page), warned(page)) == (said, [])
    address = page.url
    drag(page, "right", -40, stage=STAGE)
    address_changes(page, address)
    assert says(page) != said
    travel(page)
    assert says(page) == said
    page.locator(".lv-onward .lv-next").click()
    ready(page, "training-loop")
    assert session_store.is_name(parameters(page)["points"])
    assert not warned(page)


def test_another_browser_is_told_that_they_are_not_in_the_link_and_a_saved_file_brings_them(visitor, site, tmp_path):
    page, other = visitor(), visitor()
    said = with_many(page, site, 1)
    opened(other, page.url)
    until(other, lambda: len(warned(other)) == 1)
    assert "only in the browser tab that opened them; there, “Save as a file”" in warned(other)[0]
    assert says(other) == "Five squares: 1, 0, 9, 4 and 16. Their mean, the MSE, is 6.00."
    text = saved(page, tmp_path)
    assert text == "# lossviz: 500 points of loss\nx,y\n" + rows(1) + "\n# end\n"
    opened(other, f"{site}/loss?line=3,4&loss=mae")
    exact_values(other)
    uploaded(other, text)
    assert says(other) == said
    assert parameters(other) == parameters(page)


@pytest.mark.parametrize("more", [1, pytest.param(15, marks=only_in_full)])
def test_two_visitors_with_their_own_points_do_not_disturb_one_another(visitor, site, more):
    one, two = visitor(), visitor()
    first, second = with_many(one, site, 1), with_many(two, site, 2)
    assert first != second
    for seed in range(3, 3 + more):
        uploaded(two, rows(seed, 9_000 + seed))
    for page, loss in ((one, "MAE"), (one, "MSE")):
        page.get_by_role("link", name=loss, exact=True).first.click()
        page.wire.rest()
    assert says(one) == first
    assert not [word for word in warned(one) if "first state" in word]
    # After fifteen more, what the second one opened first has had to make room in the session, and is in the tab.
    for _ in range(more):
        travel(two)
    until(two, lambda: says(two) == second)


@only_in_full
def test_a_server_that_is_started_anew_is_given_the_points_back(visitor):
    page, server = visitor(), Server()
    # While there is none, the browser complains.
    visitor.expected = GONE
    server.start()
    try:
        said, told = with_many(page, server.url, 1), warned(page)
        server.kill()
        page.wait_for_selector("[data-testid=line]:visible")
        server.start()
        page.wait_for_selector("[data-testid=line]", state="hidden")
        page.wire.rest()
        assert (says(page), warned(page)) == (said, told)
        address = page.url
        drag(page, "right", -40, stage=STAGE)
        address_changes(page, address)
        assert says(page) != said
        travel(page)
        assert (says(page), warned(page)) == (said, told)
        page.goto("about:blank")
    finally:
        server.kill()


@only_in_full
def test_a_file_that_is_too_large_is_said_in_place_of_what_was_said_before(visitor, site):
    page = visitor()
    opened(page, f"{site}/loss?points=1,1;2,2")
    exact_values(page)
    for name, raw, said in (
        ("bad.csv", b"1,2\n3,zwei\n", "bad.csv: “zwei” in row 2 is no number. The picture stays as it was."),
        ("big.csv", b"1,2\n" * 600_000, "big.csv has 2.3 MB; a file here has at most 2. The picture stays as it was."),
    ):
        page.locator('input[type="file"]').first.set_input_files({"name": name, "mimeType": "text/csv", "buffer": raw})
        until(page, lambda said=said: warned(page) == [said])
    uploaded(page, "1,1\n2,3\n")
    assert not warned(page)
    assert parameters(page)["points"] == "1,1;2,3"


@only_in_full
def test_a_tab_whose_storage_was_emptied_has_nothing_to_give_back(visitor, site):
    page = visitor()
    with_many(page, site, 1)
    page.evaluate("sessionStorage.clear()")
    page.reload()
    ready(page)
    until(page, lambda: len(warned(page)) == 1)
    assert "Save as a file" in warned(page)[0]
    # What the tab lost is not lost for the address: another change keeps the name.
    before = parameters(page)["points"]
    address = page.url
    drag(page, "right", -40, stage=STAGE)
    address_changes(page, address)
    assert parameters(page)["points"] == before


@pytest.mark.parametrize("count", [40, pytest.param(5, marks=only_in_full)])
def test_every_point_is_pulled_by_its_index_and_place_alone(visitor, site, count):
    page = visitor()
    pairs = [(round(i * 10 / count + 0.123456789, 9), round(i * i % 7 + 1 / 3, 12)) for i in range(count)]
    opened(page, f"{site}/loss?points=" + ";".join(f"{x},{y}" for x, y in pairs))
    assert page.locator(f'{STAGE} [data-handle^="point"]').count() == count
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/row/loss" in request.url else None)
    address = page.url
    drag(page, f"point{count}", -30, stage=STAGE)
    address_changes(page, address)
    assert asked
    assert all(f"%7E{count}%3D" in url for url in asked)
    # The others are as they were, to the last digit.
    moved = page.evaluate("() => document.querySelector('[data-handle=\"point1\"]').getAttribute('aria-valuetext')")
    travel(page)
    assert handle(page, "point1", STAGE).get_attribute("aria-valuetext") == moved
