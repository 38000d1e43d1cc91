"""Each question that people ask is answered by the number that the page shows in its state."""

import pytest

from lossviz.lessons import registry
from lossviz.lessons.frequent_questions import QUESTIONS, search
from lossviz.scene import template


def texts(question):
    """The sentence and the formula of the scene to which a question leads."""
    lesson = registry.BY_SLUG[question.slug]
    state = lesson.read(question.state)
    assert not state.refused
    scene = lesson.build(state, *lesson.open_folds(question.state)[:1])
    here = scene.at(scene.opening)
    parts = [part for line in scene.formula for part in line if template.holds(part.when, here)]
    written = [template.write(part.text, here, words=scene.words, units=scene.units) for part in parts]
    return scene.sentence(), "".join(written)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.question)
def test_the_answer_has_the_number_that_stands_on_the_page(question):
    assert question.shown in question.answer
    assert any(question.shown in text for text in texts(question)), texts(question)


def test_a_question_is_asked_once_in_a_few_words_and_answered_in_one_sentence():
    assert len({one.question for one in QUESTIONS}) == len(QUESTIONS)
    for one in QUESTIONS:
        assert one.question.endswith("?")
        assert one.answer.endswith(".")
        assert ". " not in one.answer
        assert len(one.answer) < 240, one.question


def test_topics_stand_together():
    topics = [one.topic for one in QUESTIONS]
    assert sorted(topics, key=topics.index) == topics


def test_a_search_finds_the_beginnings_of_words_in_any_order_and_case():
    twice = next(one for one in QUESTIONS if "twice" in one.question)
    assert twice in search("SOFTMAX twice")
    assert twice in search("twi soft")
    assert twice not in search("oftmax twice")
    assert search("softmax twice")[0] is twice


def test_a_search_finds_the_names_that_engineers_use():
    assert [one.shown for one in search("CrossEntropyLoss")] == ["0.551", "0.552"]
    assert search("from_logits")[0].shown == "0.551"
    assert [one.shown for one in search("binary_crossentropy")] == ["1.31"]


@pytest.mark.parametrize("words", ["", "  ", "?", "<>"])
def test_a_search_without_a_word_finds_every_question(words):
    assert search(words) == QUESTIONS


@pytest.mark.parametrize("words", ["xylophone", "softmax xylophone", "\x00softmax9", "логит"])
def test_a_search_for_what_nobody_asked_finds_none(words):
    assert search(words) == ()
