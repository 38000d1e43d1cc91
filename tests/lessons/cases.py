"""Every scene of every lesson at the states that the generic tests go through: those of the registry and nothing else.

A lesson may name states of its own in `tests/lessons/<folder>/states.py`: `STATES`, a list of addresses for the lesson
itself ("") and for each of its folds; and in `learners.py` beside it, `LEARNERS`: learners who answer a prediction,
each with the idea they have, the name of the prediction, what they set, and the number of the reply that is meant for
them (0 for the right answer, None for the reply to any other), and `WRONG_IDEAS`, those that the lesson is there to
break; and in `worst.py`, `WORST`: by fold, the states that take most of a processor, of memory or of a message.
"""

import importlib
import importlib.util
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest

from lossviz.inputs.parameter import State
from lossviz.lessons import registry
from lossviz.scene.lesson import Lesson
from lossviz.scene.scene import ABSENT, Scene, Table
from lossviz.theory import interruption

# The full counts take minutes; without them a sample of everything is walked.
FULL = os.environ.get("LOSSVIZ_TESTS") == "full"
SAMPLE = 5


def sampled(cases: list[Any], every: int = 3) -> list[Any]:
    """Each of the cases where the counts are full, else every so many of them."""
    return cases if FULL else cases[::every]


def spread(count: int, most: int) -> list[int]:
    """At most so many of `count` indices, in order, from the first to the last."""
    return sorted({round(i) for i in np.linspace(0, count - 1, most)}) if count else []


# What other tests show nearly as well: it runs where the counts are full.
only_in_full = pytest.mark.skipif(not FULL, reason="it runs where the counts are full: make test-all")


@dataclass(frozen=True)
class Place:
    """A lesson, or one of its folds."""

    slug: str
    fold: str = ""

    @property
    def lesson(self) -> Lesson:
        return registry.BY_SLUG[self.slug]

    @property
    def addresses(self) -> list[dict[str, str]]:
        """Its states, the first one among them; a sample of them where the counts are not full."""
        own = states(self.slug).get(self.fold, [])
        found = own if FULL else [own[i] for i in spread(len(own), SAMPLE)]
        return found if {} in found else [{}, *found]

    @property
    def worst_addresses(self) -> list[dict[str, str]]:
        """The states that take most of a processor, of memory or of a message; the first state where none is named."""
        return worst(self.slug).get(self.fold, [{}])

    @property
    def few_addresses(self) -> list[dict[str, str]]:
        """The first state and one more, or all where the counts are full: where each of them is built many times."""
        return self.addresses if FULL else [{}, *[one for one in self.addresses if one][-1:]]

    @property
    def linked_addresses(self) -> list[dict[str, str]]:
        """The first state, and those to which its links lead."""
        linked = [self.lesson.rewrite({}, link.state) for link in self.scene({}).links]
        return [{}, *(address for address in linked if address)]

    def scene(self, address: Mapping[str, str]) -> Scene:
        """The scene at an address, built once and kept."""
        return built(self, tuple(sorted(address.items())))

    def fresh_scene(self, address: Mapping[str, str]) -> Scene:
        """The scene at one of very many addresses, built and not kept."""
        state = self.lesson.read(dict(address))
        assert not state.refused, (str(self), address, state.refused)
        return self.lesson.build(state, self.fold, result_of(self.lesson, state, self.fold))

    def __str__(self) -> str:
        return f"{self.slug}/{self.fold}" if self.fold else self.slug


PLACES = [
    Place(lesson.slug, fold)
    for lesson in registry.BY_SLUG.values()
    for fold in ("", *(known.slug for known in lesson.folds))
]


def beside_the_tests(slug: str, module: str) -> Any:
    """A module in the folder of a lesson's own tests, or None."""
    name = f"tests.lessons.{slug.replace('-', '_')}.{module}"
    try:
        found = importlib.util.find_spec(name)
    except ModuleNotFoundError:
        found = None
    return importlib.import_module(name) if found else None


@cache
def states(slug: str) -> Mapping[str, list[dict[str, str]]]:
    """The states that a lesson's own tests name, by fold."""
    return getattr(beside_the_tests(slug, "states"), "STATES", {})


@cache
def worst(slug: str) -> Mapping[str, list[dict[str, str]]]:
    """The states of a lesson that take most of a processor, of memory or of a message, by fold."""
    return getattr(beside_the_tests(slug, "worst"), "WORST", {})


def weighed(slug: str) -> Mapping[str, Mapping[int, dict[str, str]]]:
    """The states that the bench weighs in place of those it finds itself, by fold and number of outcomes."""
    return getattr(beside_the_tests(slug, "states"), "WEIGHED", {})


@dataclass(frozen=True)
class Learner:
    """Somebody who answers a prediction of a lesson with an idea, right or wrong."""

    slug: str
    idea: str
    prediction: str
    deeds: Mapping[str, str]
    reply: int | None

    @property
    def lesson(self) -> Lesson:
        return registry.BY_SLUG[self.slug]

    @property
    def address(self) -> dict[str, str]:
        """The prediction, open, with what the learner has set."""
        start = self.lesson.predictions[self.prediction].start
        return self.lesson.rewrite({"predict": self.prediction}, {**start, **self.deeds})

    def __str__(self) -> str:
        return f"{self.slug} {self.prediction}: {self.idea}"[:90]


def wrong_ideas(slug: str) -> Mapping[str, str]:
    """The wrong ideas that a lesson is there to break, each by the letter that the learners who hold it begin with."""
    return beside_the_tests(slug, "learners").WRONG_IDEAS


LEARNERS = [
    Learner(lesson.slug, *answer)
    for lesson in registry.LESSONS
    if (found := beside_the_tests(lesson.slug, "learners"))
    for answer in found.LEARNERS
]


KNOWN: dict[str, Any] = {}


def result_of(lesson: Lesson, state: State, fold: str = "") -> Any:
    """The result of a state's job, computed once; None where it has none."""
    job = lesson.job_of(fold)
    if job is None:
        return None
    values = lesson.shown_values(state, fold)
    key = job.key(**values)
    if key not in KNOWN:
        KNOWN[key] = interruption.finished(job.slices(**values))
    return KNOWN[key]


@cache
def built(place: Place, address: tuple[tuple[str, str], ...]) -> Scene:
    return place.fresh_scene(dict(address))


def rows(table: Table) -> list[int]:
    """Places of a table, -1 the one that stands now: all of them, or a sample from end to end."""
    last = len(table.places)
    sample = {0, 1, last // 3, last // 2, last - 2, last - 1} & set(range(last))
    return [*sorted(range(last) if FULL else sample), -1]


def few_rows(table: Table) -> list[int]:
    """Places of a table from end to end, where a scene is built for each: three, or twelve if the counts are full."""
    return spread(len(table.places), 12 if FULL else 3)


def committed(table: Table, row: int) -> dict[str, str]:
    """What a handle would change if it were let go at a row: each parameter as text, as the browser writes it."""
    quantities = {**table.constants, **{name: values[row] for name, values in table.rows.items()}}
    return {name: texts[row] for name, texts in table.texts.items()} | {
        parameter: ",".join(
            np.format_float_positional(number, trim="-") if isinstance(number, float) else str(number)
            for number in np.atleast_1d(quantities[quantity]).tolist()
            if number != ABSENT and number == number
        )
        if quantity and not quantity.startswith("=")
        else quantity[1:]
        for parameter, quantity in table.commit.items()
    }
