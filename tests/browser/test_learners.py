"""Learners with an idea, right or wrong, set what follows from it, press Check, and get the reply to that very idea."""

import pytest

from lossviz.scene import assessment, template
from tests.browser.driving import opened, until, where
from tests.lessons.cases import LEARNERS, sampled

WRONG = {assessment.ANY_OTHER: "Not yet.", assessment.TOO_SMALL: "Too small.", assessment.TOO_LARGE: "Too large."}


@pytest.mark.parametrize("learner", sampled(LEARNERS, 48), ids=str)
def test_a_learner_gets_the_reply_for_the_idea(page, site, learner):
    lesson = learner.lesson
    asked = lesson.predictions[learner.prediction]
    scene = lesson.build(lesson.read(learner.address))
    known = assessment.ANY_OTHER if learner.reply is None else learner.reply
    text = f"{WRONG[known]} {asked.default_reply}" if known < 0 else asked.replies[known]
    expected = template.write(text, scene.at(scene.opening), words=scene.words, units=scene.units, aloud=True)
    stage = opened(page, site, where(learner.slug, learner.address), learner.slug)
    reply = page.locator(f'{stage} [data-testid="reply"]')
    assert not reply.inner_text()
    page.locator(f'{stage} [data-testid="predict"]').get_by_role("button", name="Check", exact=True).click()
    until(page, lambda: reply.inner_text() == expected)
