"""Random states of every lesson and fold, made from the parameters themselves: a new lesson is fuzzed by existing.

A type of parameter has a generator, a function from the parameter and a random number generator to a text. A lesson's
own type inherits the one of its base, or names its own in `tests/lessons/<folder>/random_texts.py`: `GENERATORS`, by
type. A type that has none is refused.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from random import Random
from typing import Any, TypeAlias

from lossviz.inputs import packed_points, points
from lossviz.inputs.parameter import Choice, Distribution, Integer, Names, Number, Pair, Parameter, Points, Several
from lossviz.lessons import registry
from tests.fuzz import texts
from tests.lessons.cases import PLACES, Place, beside_the_tests

Generator: TypeAlias = Callable[[Any, Random], str]

WEIGHTS = (
    "0",
    "1",
    "1",
    "3",
    "7",
    "1000",
    "32768",
    "999999999",
    "0.25",
    ".5",
    "1.",
    "123456789.123456789",
    "999999999.5",
)
WEIGHTS += ("99999999999999", "0.0900305732", "1e-9", "5e-324", "1e3", "-1", "67108864")
LETTERS = "abcxyz éß漢😀_*`<$:-"
# How much processor a state takes, where it takes more than others; the home page has next to nothing to set.
COSTS = {
    "loss": 2,
    "training-loop": 3,
    "gradient-descent": 3,
    "gradient-descent/race": 10,
    "gradient-descent/convergence-map": 5,
    "sgd": 5,
    "relu": 4,
    "relu/descent": 5,
    "cross-entropy": 3,
    "cross-entropy/kl-direction": 2,
    "cross-entropy-loss": 4,
    "binary-cross-entropy": 3,
    "binary-cross-entropy/two-losses": 2,
    "home": 10,
}
# How often a parameter is left out, and how often its text is nonsense.
LEFT_OUT, NONSENSE = 0.45, 0.03


def integer(parameter: Integer, rng: Random) -> str:
    return texts.whole(rng, parameter.low, parameter.high)


def number(parameter: Number, rng: Random) -> str:
    return texts.number(rng, parameter.low, parameter.high)


def pair(parameter: Pair, rng: Random) -> str:
    return texts.joined(rng, [texts.number(rng), texts.number(rng)])


def choice(parameter: Choice, rng: Random) -> str:
    return rng.choice(list(parameter.options))


def some_of(parameter: Several, rng: Random) -> str:
    options = list(parameter.options)
    return texts.joined(rng, rng.sample(options, rng.randint(1, len(options))))


def weights(rng: Random, count: int) -> str:
    def weight() -> str:
        return rng.choice((rng.choice(WEIGHTS), str(rng.randint(0, 20)), texts.ordinary(rng, 0, 1)))

    return texts.joined(rng, texts.several(rng, count, weight))


def distribution(parameter: Distribution, rng: Random) -> str:
    return weights(rng, texts.count(rng, 2, parameter.most))


def names(parameter: Names, rng: Random) -> str:
    def name() -> str:
        return "".join(rng.choice(LETTERS) for _ in range(rng.choice((0, 1, 3, 5, 16, 16, 17))))

    return ",".join(texts.several(rng, texts.count(rng, 1, parameter.most), name))


def own_points(parameter: Points, rng: Random) -> str:
    """Points as a hand writes them, packed, or changed after that."""
    text = texts.points(rng, points.MOST)
    try:
        read = points.parse(text)
    except ValueError:
        return text
    roll = rng.random()
    if roll < 0.15:
        text = packed_points.pack(read)
    elif roll < 0.25:
        text = points.text(read)
    if roll < 0.2:
        text += "".join(texts.change(rng, len(read)) for _ in range(rng.choice((0, 1, 1, 3))))
    return text


GENERATORS: Mapping[type[Parameter], Generator] = {
    Integer: integer,
    Number: number,
    Pair: pair,
    Choice: choice,
    Several: some_of,
    Distribution: distribution,
    Names: names,
    Points: own_points,
}


@cache
def generators() -> Mapping[type[Parameter], Generator]:
    """The generators of all types, those of the lessons among them."""
    found = dict(GENERATORS)
    for slug in registry.BY_SLUG:
        found |= getattr(beside_the_tests(slug, "random_texts"), "GENERATORS", {})
    return found


def generator(parameter: Parameter) -> Generator:
    """The generator of a parameter: that of its own type, or of the nearest base that has one.

    Raises:
        LookupError: if there is none, with what to do.
    """
    known = generators()
    for kind in type(parameter).__mro__:
        if kind in known:
            return known[kind]
    kind = type(parameter)
    raise LookupError(
        f"parameter {parameter.name!r} has the type {kind.__module__}.{kind.__name__}, of which no random texts can be "
        "made; name a function that makes them in GENERATORS of tests/lessons/<folder>/random_texts.py"
    )


def random_address(place: Place, rng: Random) -> dict[str, str]:
    """The address of a random state of a lesson or a fold, whatever is in it."""
    lesson, address = place.lesson, {}
    for parameter in lesson.shown_parameters(place.fold):
        roll = rng.random()
        if roll > LEFT_OUT:
            known = roll < 1 - NONSENSE
            address[parameter.name] = generator(parameter)(parameter, rng) if known else texts.nonsense(rng)
    if rng.random() < 0.1:
        address["predict"] = rng.choice([*lesson.predictions, "0"])
    if rng.random() < 0.05:
        address["goal"] = rng.choice([*lesson.goals, "G0"])
    return address


def states(place: Place, seed: str, count: int) -> Iterator[dict[str, str]]:
    """So many random states of a place; the same for the same seed."""
    return (random_address(place, Random(f"{seed}/{place}/{number}")) for number in range(count))


def shares(total: int) -> dict[Place, int]:
    """How many of so many states are of each place: the fewer, the more processor one takes."""
    parts = {place: 1 / COSTS.get(str(place), 1) for place in PLACES}
    return {place: math.ceil(total * part / sum(parts.values())) for place, part in parts.items()}
