"""Random points of many kinds, for the laws of how they are written."""

from collections.abc import Mapping
from random import Random

from lossviz.inputs import points
from lossviz.inputs.points import Points

Pairs = list[tuple[float, float]]


def decimals(rng: Random, count: int, places: int, low: float = 0, high: float = 10) -> Pairs:
    return [(round(rng.uniform(low, high), places), round(rng.uniform(low, high), places)) for _ in range(count)]


def doubles(rng: Random, count: int) -> Pairs:
    return [(rng.uniform(0, 10), rng.gauss(0, 1)) for _ in range(count)]


def orders(rng: Random, pairs: Pairs) -> Mapping[str, Pairs]:
    """The same points in several orders."""
    return {
        "as they came": pairs,
        "by x": sorted(pairs),
        "by y": sorted(pairs, key=lambda pair: pair[1]),
        "downwards": sorted(pairs, reverse=True),
        "shuffled": rng.sample(pairs, len(pairs)),
    }


ODD = (0.0, 5e-324, -5e-324, 2.3e-308, 1e-300, 1e150, -1e150, 1 / 3, 0.1, 1e15 + 0.5, 2.0**53, 2.0**53 + 2, 1e17, -1.0)


def of_any_kind(rng: Random) -> Points:
    """Few or many, whole, decimal, with all digits, far apart, equal, or at the edge of what numbers can say."""
    count = rng.choice((1, 2, 3, 63, 64, 65, 200))
    kind = rng.randrange(6)
    if kind == 0:
        pairs = decimals(
            rng, count, rng.choice((0, 1, 2, 5, 15)), -(10.0 ** rng.randrange(8)), 10.0 ** rng.randrange(8)
        )
    elif kind == 1:
        pairs = doubles(rng, count)
    elif kind == 2:
        pairs = [(rng.choice(ODD), rng.choice(ODD)) for _ in range(count)]
    elif kind == 3:
        pairs = [(rng.choice(ODD), 3.0)] * count
    elif kind == 4:
        pairs = [
            (10.0 ** rng.uniform(-300, 149), rng.choice((-1, 1)) * 10.0 ** rng.uniform(-300, 149)) for _ in range(count)
        ]
    else:
        pairs = [(float(i), float(i * i)) for i in range(count)]
    return points.of_places(pairs)
