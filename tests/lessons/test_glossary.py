"""Each lesson explains the terms of the field that it uses."""

import re

import pytest

from lossviz.lessons import glossary, registry
from tests.lessons.cases import PLACES
from tests.lessons.test_words import own_texts, scene_texts, wrong

LESSON_PLACES = [place for place in PLACES if not place.fold and place.lesson is not registry.HOME]


def occurs(term, text):
    """Whether a term stands in a text, as a whole word or as the beginning of its plural."""
    return re.search(rf"(?<![\w-]){re.escape(term)}(?:s|es)?(?![\w-])", text, re.IGNORECASE) is not None


def page_texts(place):
    yield from (text for where, text in own_texts(place.lesson, "") if where not in ("onward", "conclusion"))
    for address in place.linked_addresses + place.addresses:
        yield from (text for _, text in scene_texts(place.scene(address)))


def opening_texts(place):
    """What is read on a page as it opens: the introduction, captions, names of controls, the sentence."""
    scene = place.lesson.first_scene()
    yield place.lesson.introduction
    yield from (figure.caption for figure in scene.figures)
    yield from (handle.label for handle in scene.handles)
    yield from (switch.label for switch in scene.choices)
    yield scene.sentence()


@pytest.mark.slow
@pytest.mark.parametrize("place", LESSON_PLACES, ids=str)
def test_the_terms_that_a_lesson_explains_do_occur_on_its_page(place):
    texts = list(page_texts(place))
    assert len(place.lesson.terms) == len(set(place.lesson.terms)) > 0
    assert [term for term in place.lesson.terms if not any(occurs(term, text) for text in texts)] == []


@pytest.mark.parametrize("place", LESSON_PLACES, ids=str)
def test_a_term_that_is_read_as_a_page_opens_is_explained_on_it(place):
    defined = " ".join(re.findall(r"\*\*(.*?)\*\*", place.lesson.introduction))
    texts = list(opening_texts(place))
    unexplained = [
        term
        for term in glossary.GLOSSARY
        if term not in place.lesson.terms and not occurs(term, defined) and any(occurs(term, text) for text in texts)
    ]
    assert unexplained == []


def test_each_entry_is_of_some_lesson_and_one_short_sentence_in_the_terms_of_the_field():
    used = {term for lesson in registry.LESSONS for term in lesson.terms}
    assert glossary.GLOSSARY.keys() == used
    for term, sentence in glossary.GLOSSARY.items():
        assert sentence.endswith(".")
        assert len(sentence) <= 110, term
    assert wrong((term, sentence) for term, sentence in glossary.GLOSSARY.items()) == []
