"""The page of questions: each leads to a picture on which its answer can be read."""

import pytest

from lossviz.lessons.frequent_questions import QUESTIONS
from tests.browser.driving import stage_of, until
from tests.lessons.cases import sampled


def listed(page):
    return page.locator("main strong").all_inner_texts()


def questions(page, site, query=""):
    page.goto(f"{site}/questions{query}")
    page.get_by_role("searchbox").or_(page.get_by_label("Search")).first.wait_for()
    page.wire.rest()


@pytest.mark.parametrize("question", sampled(list(QUESTIONS), 16), ids=lambda question: question.question)
def test_a_question_leads_to_the_number_that_answers_it(page, site, question):
    questions(page, site)
    fold = question.state.get("open", "")
    block = page.locator('[data-testid="stVerticalBlock"]', has=page.get_by_text(question.question, exact=True)).last
    block.get_by_role("link").click()
    stage = page.locator(stage_of(fold or question.slug))
    stage.locator("[role=slider]").first.wait_for(state="attached")
    page.wire.rest()
    told = stage.locator('[data-testid="says"], [data-testid="formula"]')
    until(page, lambda: any(question.shown in text for text in told.all_inner_texts()))


def test_the_search_narrows_the_list_while_one_types_and_stands_in_the_address(page, site):
    questions(page, site)
    assert listed(page) == [one.question for one in QUESTIONS]
    page.get_by_label("Search").press_sequentially("softmax twice")
    until(page, lambda: len(listed(page)) == 1)
    assert "twice" in listed(page)[0]
    until(page, lambda: "search=softmax" in page.url)
    page.reload()
    until(page, lambda: len(listed(page)) == 1)
    page.get_by_label("Search").fill("xylophone")
    until(page, lambda: not listed(page))
    assert page.get_by_text("None of the").is_visible()


def test_a_hostile_search_is_only_text(page, site):
    questions(page, site, "?search=%3Cscript%3Ealert(1)%3C/script%3E**loud**")
    assert page.get_by_text("None of the").is_visible()
    assert not listed(page)
