"""Random states of every lesson and fold keep the laws: 500 where the counts are full, 50,000 by `make fuzz`.

Every run has states of its own. A failure prints the address that shows it, and the seed: LOSSVIZ_FUZZ_SEED=… takes
the same states again, LOSSVIZ_FUZZ_STATES=… so many.
"""

import os
from dataclasses import dataclass
from random import Random, SystemRandom

import pytest

from lossviz.inputs.parameter import Integer, Parameter
from tests.fuzz import laws, states
from tests.lessons import toy
from tests.lessons.cases import PLACES, Place

SEED = os.environ.get("LOSSVIZ_FUZZ_SEED") or str(SystemRandom().randrange(10**9))
LEVEL = os.environ.get("LOSSVIZ_TESTS", "")
STATES = int(os.environ.get("LOSSVIZ_FUZZ_STATES") or {"quick": 60, "full": 500}.get(LEVEL, 250))
SHARES = states.shares(STATES)
# A long run is cut, so that no worker is left alone with the heaviest place.
PART = 200
PARTS = [(place, start) for place in PLACES for start in range(0, SHARES[place], PART)]
EVERY = {one.name + str(place): one for place in PLACES for one in place.lesson.shown_parameters(place.fold)}


@pytest.mark.parametrize(("place", "start"), PARTS, ids=[f"{place}-{start}" for place, start in PARTS])
def test_a_random_state_builds_packs_is_said_in_words_and_reads_back(place, start):
    for address in states.states(place, f"{SEED}/{start}", min(PART, SHARES[place] - start)):
        try:
            laws.check(place, address)
        except AssertionError as error:
            pytest.fail(f"LOSSVIZ_FUZZ_SEED={SEED}: {error}")


def test_every_place_has_its_share():
    assert sum(SHARES.values()) >= STATES
    assert min(SHARES.values()) > 0


@pytest.mark.slow
@pytest.mark.parametrize("parameter", EVERY.values(), ids=EVERY)
def test_most_random_texts_of_a_parameter_are_read_and_they_are_many(parameter):
    make, read = states.generator(parameter), set()
    texts = [make(parameter, Random(number)) for number in range(60)]
    for text in texts:
        try:
            read.add(parameter.write(parameter.parse(text)))
        except ValueError:
            continue
    assert len(read) >= min(len(set(texts)), 15) // 3
    assert len(read) > 1


@dataclass(frozen=True, kw_only=True)
class Unheard(Parameter):
    def read(self, text):
        return text


@dataclass(frozen=True, kw_only=True)
class Heard(Integer):
    pass


def test_a_type_without_random_texts_is_refused_and_one_with_a_known_base_inherits():
    with pytest.raises(LookupError, match=r"'colour' has the type .*Unheard.*random_texts\.py"):
        states.generator(Unheard("colour"))
    assert states.generator(Heard("age")) is states.integer


@pytest.mark.slow
def test_a_state_that_fails_is_shown_as_an_address(monkeypatch):
    lesson = toy.breaking(4)
    monkeypatch.setattr(Place, "lesson", lesson)
    place = Place("toy")
    laws.check(place, {"height": "5"})
    with pytest.raises(AssertionError, match=r"^/toy\?height=4&present=1\nIndexError: 4 is more"):
        laws.check(place, {"height": "4", "present": "1"})
    failed = sum(fails(place, address) for address in states.states(place, "1", 40))
    assert failed > 0


def fails(place, address):
    try:
        laws.check(place, address)
    except AssertionError:
        return True
    return False
