"""Predict first: what would reveal the answer is hidden until the learner has committed to one."""

import re

from tests.browser import driving
from tests.browser.driving import STAGE, drag, handle, numbers, parameters, says, travel, until, values, visit
from tests.lessons.cases import only_in_full

PREDICT = f'{STAGE} [data-testid="predict"]'
HIDDEN = ("areas", "curve", "stack")


def press(page, name):
    page.locator(PREDICT).get_by_role("button", name=name, exact=True).click()


def offered(page):
    return page.locator(f"{PREDICT} button:visible").all_inner_texts()


def reply(page):
    return page.locator(f'{STAGE} [data-testid="reply"]').inner_text()


def verdict(page):
    return page.locator(f'{STAGE} [data-testid="verdict"]').inner_text()


def is_hidden(page):
    """No number in the sentence, in the formula's second line, in the hidden figures, nor read out."""
    texts = [says(page), page.locator(f'{STAGE} [data-testid="formula"] > *').last.text_content()]
    for name in HIDDEN:
        figure = page.locator(f'{STAGE} [data-figure="{name}"]')
        texts += figure.locator("figcaption").all_text_contents() + figure.locator(".lv-label").all_text_contents()
    return not any(re.search(r"\d", text) for text in texts)


def keys(page, name, *pressed):
    driving.press(page, handle(page, name), *pressed)


def test_a_prediction_hides_the_answer_is_checked_and_reveals_it(visitor, site):
    # The picture is revealed at once where motion is not wanted, so that nothing here depends on the clock.
    page = visitor(reduced_motion="reduce")
    visit(page, site, drawn=False)
    assert "0.469" in says(page)
    assert reply(page) == ""
    press(page, "Try it")
    until(page, lambda: is_hidden(page))
    assert "Show me" not in offered(page)
    keys(page, "p0", "PageDown", "PageDown", "PageDown")
    page.wire.rest()
    assert values(page) == [0.75, 0.25]
    assert is_hidden(page)
    press(page, "Check")
    until(page, lambda: "0.75" in reply(page))
    assert verdict(page).startswith("You said 0.75")
    assert "Show me" in offered(page)
    # A wrong answer gets a hint, and the rest stays hidden.
    assert is_hidden(page)
    keys(page, "p0", "End")
    until(page, lambda: reply(page) == verdict(page) == "")
    page.wire.rest()
    press(page, "Check")
    until(page, lambda: "nearly certain" in reply(page))
    assert is_hidden(page)
    keys(page, "p0", *["PageDown"] * 10)
    page.wire.rest()
    assert values(page) == [0.5, 0.5]
    assert is_hidden(page)
    press(page, "Check")
    until(page, lambda: 1.0 in numbers(says(page)))
    assert verdict(page) == "Correct."
    assert "1.00 bit" in reply(page)
    assert "Check" not in offered(page)


def test_while_a_question_is_open_no_button_and_no_note_answers_it(page, site):
    stage = driving.opened(page, site, "relu?predict=7", "relu")
    formula, best = page.locator(f'{stage} [data-testid="formula"]'), page.get_by_text("Best slopes for these kinks")
    assert "software takes 0" not in formula.inner_text()
    # What could change what is asked about is there, and locked.
    for one in (best, page.locator(f"{stage} .lv-links a").first):
        assert one.get_attribute("aria-disabled") == "true"
        assert one.get_attribute("href") is None
    assert page.locator(f"{stage} .lv-choice select").first.is_disabled()
    question = page.locator(f'{stage} [data-testid="predict"]')
    question.get_by_role("button", name="Check", exact=True).click()
    question.get_by_role("button", name="Show me", exact=True).click()
    until(page, lambda: "software takes 0" in formula.inner_text())
    question.get_by_role("button", name="Done", exact=True).click()
    until(page, lambda: best.get_attribute("href") is not None)


def test_while_a_question_is_open_only_the_handle_that_answers_it_moves(page, site):
    stage = driving.opened(page, site, "gradient-descent?predict=1", "gradient-descent")
    question = page.locator(f'{stage} [data-testid="predict"]')
    sentence = page.locator(f'{stage} [data-testid="says"]')
    play, speed = page.locator(f"{stage} .lv-play"), page.locator(f"{stage} .lv-player select")
    start, steps, rate = (handle(page, name, stage) for name in ("start", "steps", "rate"))
    assert sentence.inner_text() == "Set “learning rate η”, then press Check."
    before = parameters(page)
    for knob in (start, steps):
        assert knob.get_attribute("aria-disabled") == "true"
        assert knob.get_attribute("tabindex") == "-1"
        driving.press(page, knob, "PageUp", "ArrowRight")
    left, top = driving.middle(start)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + 60, top + 20, steps=4)
    page.mouse.up()
    page.wire.rest()
    assert parameters(page) == before
    track = page.locator(f'{stage} [data-track="steps"]')
    assert track.get_attribute("title") == "Answer or skip the question first"
    assert play.is_disabled()
    assert speed.is_disabled()
    surface = page.locator(f"{stage} .lv-choice select").first
    assert surface.get_attribute("title") == "Answer or skip the question first"
    # The one that is asked for moves.
    assert rate.get_attribute("tabindex") == "0"
    driving.press(page, rate, "PageUp")
    assert parameters(page) != before
    question.get_by_role("button", name="Check", exact=True).click()
    question.get_by_role("button", name="Show me", exact=True).click()
    # An answered question keeps its setting for comparison: handles move again, links lead nowhere until Done.
    until(page, lambda: start.get_attribute("tabindex") == "0")
    assert not play.is_disabled()
    assert page.locator(f"{stage} .lv-links a").first.get_attribute("title") == "Press Done first"
    question.get_by_role("button", name="Done", exact=True).click()
    until(page, lambda: page.locator(f"{stage} .lv-links a").first.get_attribute("href") is not None)
    assert track.get_attribute("title") in (None, "")


TAKE_WHILE_WAKING = """() => new Promise((done) => {
  const knob = document.querySelector('[data-handle="p0"]')
  const end = performance.now() + 1500
  const look = () => {
    const now = Number(knob.getAttribute("aria-valuenow"))
    if ((now < 0.1 || now > 0.8) && performance.now() < end) return requestAnimationFrame(look)
    for (const type of ["keydown", "keyup"]) knob.dispatchEvent(new KeyboardEvent(type, {key: "PageUp", bubbles: true}))
    done()
  }
  const buttons = [...document.querySelectorAll('[data-testid="predict"] button')]
  buttons.find((one) => one.textContent === "Check").click()
  requestAnimationFrame(look)
})"""


@only_in_full
def test_what_was_said_to_one_question_is_not_said_to_the_next(visitor, site):
    page = visitor(reduced_motion="reduce")
    visit(page, site, drawn=False)
    press(page, "Try it")
    until(page, lambda: is_hidden(page))
    keys(page, "p0", "PageDown", "PageDown", "PageDown")
    press(page, "Check")
    until(page, lambda: verdict(page).startswith("You said 0.75"))
    press(page, "Show me")
    until(page, lambda: "Next question" in offered(page))
    press(page, "Next question")
    until(page, lambda: "Check" in offered(page))
    page.wire.rest()
    press(page, "Check")
    until(page, lambda: reply(page) != "")
    assert "You said" not in verdict(page)


@only_in_full
def test_a_handle_taken_during_the_reveal_starts_where_the_learner_left_it(page, site):
    visit(page, site, "predict=1", drawn=False)
    until(page, lambda: is_hidden(page))
    page.wire.rest()
    keys(page, "p0", "Home")
    page.wire.rest()
    assert values(page) == [0, 1]
    page.evaluate(TAKE_WHILE_WAKING)
    page.wire.rest()
    assert values(page) == [0.05, 0.95]


WATCH = """() => {
  window.seen = []
  const look = () => {
    window.seen.push(document.querySelector('[data-testid="says"]').textContent)
    requestAnimationFrame(look)
  }
  look()
}"""


@only_in_full
def test_the_reveal_goes_from_the_old_state_to_the_learners(page, site):
    visit(page, site, "predict=1", drawn=False)
    until(page, lambda: is_hidden(page))
    page.wire.rest()
    keys(page, "p0", "Home")
    page.wire.rest()
    page.evaluate(WATCH)
    press(page, "Check")
    until(page, lambda: len(set(page.evaluate("seen"))) > 2 and "certain" in says(page))
    page.wire.rest()
    said = [sentence for sentence in page.evaluate("seen") if re.search(r"\d", sentence)]
    last = said[-1]
    assert "certain" in last
    # The end is not shown before the way to it.
    assert last not in said[: max(i for i, sentence in enumerate(said) if sentence != last)]


@only_in_full
def test_what_is_hidden_is_hidden_from_a_screen_reader_too(page, site):
    visit(page, site, "predict=1", drawn=False)
    until(page, lambda: is_hidden(page))
    voices = page.locator(f'{STAGE} [aria-live="polite"]')
    until(page, lambda: not any(re.search(r"\d", text) for text in voices.all_text_contents()))
    for name in HIDDEN:
        assert not re.search(r"0\.469|1\.38", page.locator(f'{STAGE} [data-figure="{name}"]').text_content())


@only_in_full
def test_show_me_sets_the_answer_after_one_try(page, site):
    visit(page, site, "predict=2", drawn=False)
    until(page, lambda: is_hidden(page))
    press(page, "Check")
    until(page, lambda: "Show me" in offered(page))
    press(page, "Show me")
    until(page, lambda: values(page) == [0.875, 0.125])
    assert "one in eight" in reply(page)
    assert not is_hidden(page)


@only_in_full
def test_the_number_of_outcomes_answers_the_third_question(page, site):
    visit(page, site, "predict=3", drawn=False)
    until(page, lambda: is_hidden(page) and values(page) == [0.5, 0.5])
    keys(page, "outcomes", "End")
    page.wire.rest()
    press(page, "Check")
    until(page, lambda: "three doublings" in reply(page))
    until(page, lambda: values(page) == [0.125] * 8)


@only_in_full
def test_skipping_is_one_press_and_reveals_the_picture(page, site):
    visit(page, site, drawn=False)
    press(page, "Try it")
    until(page, lambda: is_hidden(page))
    press(page, "Skip")
    until(page, lambda: "0.469" in says(page))
    assert "Try it" in offered(page)
    assert reply(page) == ""


@only_in_full
def test_a_link_opens_a_prediction_at_once_and_a_bare_one_from_its_own_start(page, site):
    visit(page, site, "predict=3&unit=bits", drawn=False)
    until(page, lambda: is_hidden(page) and values(page) == [0.5, 0.5])
    entries = page.evaluate("history.length")
    visit(page, site, "p=4,1&predict=1", drawn=False)
    until(page, lambda: is_hidden(page) and values(page) == [0.8, 0.2])
    press(page, "Check")
    until(page, lambda: "0.8" in reply(page))
    assert verdict(page) == ""
    # Arriving writes nothing by itself.
    assert page.evaluate("history.length") == entries + 1


def test_a_question_is_one_entry_of_the_history_and_done_or_skip_restores_in_one(page, site):
    visit(page, site, "p=5,3,2&names=a,b,c", drawn=False)
    before, entries = (says(page), values(page), parameters(page)), page.evaluate("history.length")
    press(page, "Try it")
    until(page, lambda: is_hidden(page) and values(page) == [0.9, 0.1])
    page.wire.rest()
    assert page.evaluate("history.length") == entries + 1
    assert parameters(page)["predict"] == "1"
    keys(page, "p0", "PageDown")
    press(page, "Check")
    until(page, lambda: "Show me" in offered(page))
    assert page.evaluate("history.length") == entries + 2
    # A reload in the middle: the question is open, the attempt is not forgotten, the picture is hidden again.
    page.reload()
    page.wait_for_selector(f"{STAGE} [role=slider]")
    page.wire.rest()
    until(page, lambda: is_hidden(page) and values(page) == [0.85, 0.15])
    assert "Show me" in offered(page)
    press(page, "Skip")
    until(page, lambda: (says(page), values(page), parameters(page)) == before)
    page.wire.rest()
    assert page.evaluate("history.length") == entries + 3
    for step, there in (("back", True), ("back", True), ("back", False), ("forward", True)):
        travel(page, step)
        until(page, lambda is_open=there: ("Skip" in offered(page)) is is_open)
        assert ("predict" in parameters(page)) is there


@only_in_full
def test_a_pull_with_the_mouse_while_a_prediction_is_open_gives_nothing_away(page, site):
    visit(page, site, "predict=1")
    until(page, lambda: is_hidden(page))
    sentences = drag(page, "p0", 50.0, release=False)
    assert not any(re.search(r"\d", sentence) for sentence in sentences)
    assert is_hidden(page)
    page.mouse.up()


def test_a_goal_stands_above_the_figure_and_is_marked_only_where_it_holds(page, site):
    visit(page, site, "goal=G5", drawn=False)
    goal = page.locator(f'{STAGE} [data-testid="goal"]:visible')
    unmarked = goal.inner_text()
    assert "half a bit" in unmarked
    assert "✓" not in unmarked
    keys(page, "p0", "ArrowDown", "ArrowDown")
    until(page, lambda: values(page)[0] == 0.89)
    assert "✓" in goal.inner_text()
    figure = page.locator(f'{STAGE} [data-figure="bars"]').bounding_box()
    assert goal.bounding_box()["y"] < figure["y"]


@only_in_full
def test_no_goal_is_shown_where_none_is_asked_for(page, site):
    visit(page, site, drawn=False)
    assert page.locator('[data-testid="goal"]:visible').count() == 0
