"""Links that have been published go on meaning what they meant: none is taken out here, and none is changed.

`published.json` has for each link the texts of the parameters that it says, as they were read when it was published.
"""

import json
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from lossviz.lessons import registry
from lossviz.live import link_words
from tests.lessons.cases import PLACES

PUBLISHED = json.loads((Path(__file__).parent / "published.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("link", PUBLISHED)
def test_a_published_link_means_what_it_meant(link):
    parts = urlsplit(link)
    lesson, address = registry.BY_SLUG[parts.path], dict(parse_qsl(parts.query, keep_blank_values=True))
    state = lesson.read(address)
    assert link_words.not_understood(lesson, address, state) == []
    assert {name: state.texts[name] for name in PUBLISHED[link]} == PUBLISHED[link]


def test_links_of_every_lesson_and_fold_are_published():
    folds = {(urlsplit(link).path, dict(parse_qsl(urlsplit(link).query)).get("open", "")) for link in PUBLISHED}
    assert {(place.slug, place.fold) for place in PLACES if place.slug != registry.HOME.slug} <= folds
