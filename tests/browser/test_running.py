"""A job in a browser: its progress is seen, its table comes and is pulled, and who cancels it ends it on the server."""

import http.client
import re
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.browser.driving import frames, middle, press, travel, until, without_drawing
from tests.lessons import toy, toy_job
from tests.lessons.cases import only_in_full

STAGE = '[data-testid="stage"][data-scene="toy-job"]'
LINE = f'{STAGE} [data-testid="run"]'


@pytest.fixture(scope="module")
def toys(tmp_path_factory):
    """The address of a server with the toy."""
    folder = toy.project(tmp_path_factory.mktemp("project"), "toy_job", Path(toy_job.__file__).read_text())
    with serving(folder=folder) as url:
        yield url


@pytest.fixture
def asked(page):
    """The addresses of all runs that a page asks for."""
    found = []
    page.on("request", lambda request: found.append(request.url) if "/lossviz/run/" in request.url else None)
    return found


def visit(page, toys, query):
    without_drawing(page)
    page.goto(f"{toys}/toy-job?{query}")
    page.wait_for_selector(f"{STAGE} [role=slider]", state="attached")


def is_running(page):
    """Wait until some of the job is done."""
    expect(page.locator(f"{LINE} [role=status]")).to_have_text(re.compile(r"^Training: [1-9]\d? %$"))


def is_said(page, words):
    expect(page.locator(f'{STAGE} [data-testid="says"]')).to_have_text(words)


def committed(page, step):
    until(page, lambda: f"time={step}" in page.url)
    page.wire.rest()


def test_progress_is_seen_and_then_the_table_is_there_and_is_pulled_without_the_network(page, toys, asked):
    visit(page, toys, "height=4&seconds=60")
    knob, play = page.locator(f'{STAGE} [data-handle="time"]'), page.get_by_role("button", name="Play", exact=True)
    is_running(page)
    assert (knob.get_attribute("aria-disabled"), play.is_disabled()) == ("true", True)
    room = page.locator(LINE).bounding_box()
    knob.press("End")
    is_said(page, "At step 0 it is 0.")
    visit(page, toys, "height=4")
    page.wait_for_selector(f"{LINE}.lv-idle", state="attached")
    page.wire.rest()
    assert page.locator(LINE).bounding_box() == room
    assert (knob.get_attribute("aria-disabled"), play.is_disabled()) == (None, False)
    before = page.wire.count
    track = page.locator(f'{STAGE} [data-track="time"] .lv-track-line').bounding_box()
    page.mouse.move(*middle(knob))
    page.mouse.down()
    page.mouse.move(track["x"] + track["width"] / 2, track["y"] + 5, steps=4)
    # By hand: a height of 4 at the fifth of ten steps is 0.2.
    is_said(page, "At step 5 it is 0.200.")
    assert page.wire.count == before
    page.mouse.up()
    committed(page, 5)
    is_said(page, "At step 5 it is 0.200.")
    press(page, knob, "End")
    committed(page, 10)
    is_said(page, "At step 10 it is 0.400.")
    # The one that was left, and this one.
    assert len(asked) == 2


def test_a_visitor_who_cancels_ends_the_job_and_may_begin_it_again(page, toys, asked):
    def other(height, seconds):
        line = http.client.HTTPConnection(urlsplit(toys).netloc, timeout=30)
        line.request("GET", f"/lossviz/run/toy-job?height={height}&seconds={seconds}")
        return line

    visit(page, toys, "height=5&seconds=60")
    is_running(page)
    # With this one both turns are taken, and the next one waits.
    with closing(other(6, 60)) as second:
        assert second.getresponse().read(5)[4:] == b"p"
        with closing(other(7, 0)) as third:
            answer = third.getresponse()
            assert b'{"place": 1}' in answer.read1()
            page.get_by_role("button", name="Cancel").click()
            train = page.get_by_role("button", name="Train", exact=True)
            train.wait_for()
            assert answer.read()
    assert len(asked) == 1
    train.click()
    is_running(page)
    assert len(asked) == 2


def test_a_result_that_is_kept_is_not_asked_for_again(page, toys, asked):
    visit(page, toys, "height=4&time=10")
    is_said(page, "At step 10 it is 0.400.")
    knob = page.locator(f'{STAGE} [data-handle="height"]')
    press(page, knob, "End")
    is_said(page, "At step 10 it is 1.00.")
    assert len(asked) == 2
    travel(page)
    is_said(page, "At step 10 it is 0.400.")
    page.wait_for_selector(f"{LINE}.lv-idle", state="attached")
    assert len(asked) == 2


@only_in_full
def test_a_job_that_is_refused_says_so_and_is_asked_for_again(page, visitor, toys, asked):
    visitor.expected = ("422",)
    page.route("**/lossviz/run/**", lambda route: route.fulfill(status=422, body="no such luck"), times=1)
    visit(page, toys, "height=4&time=10")
    expect(page.locator(f"{LINE} [role=status]")).to_have_text("no such luck")
    page.get_by_role("button", name="Try again").click()
    is_said(page, "At step 10 it is 0.400.")
    assert len(asked) == 2


@only_in_full
def test_a_result_that_comes_while_a_hand_holds_something_waits_until_it_is_let_go(page, toys, asked):
    # No other test asks for this height: the server does not know it.
    stopped, ended = [], []
    # Chromium may take a stream that was read to its end for one that was left.
    for event in ("requestfinished", "requestfailed"):
        page.on(event, lambda request: ended.append(request.url) if "/lossviz/run/" in request.url else None)
    page.route("**/lossviz/run/**", lambda route: stopped.append(route), times=1)
    visit(page, toys, "height=8&time=10")
    until(page, lambda: stopped)
    page.mouse.move(*middle(page.locator(f'{STAGE} [data-handle="height"]')))
    page.mouse.down()
    stopped[0].continue_()
    until(page, lambda: ended)
    frames(page)
    is_said(page, "At step 10 it is 0.")
    assert len(asked) == 1
    page.mouse.up()
    is_said(page, "At step 10 it is 0.800.")
    page.wait_for_selector(f"{LINE}.lv-idle", state="attached")
    assert len(asked) == 2
