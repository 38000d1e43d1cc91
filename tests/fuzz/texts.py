"""Random texts of numbers, lists and points, of which random states are made: ordinary, at the edge, and refused."""

from collections.abc import Callable
from random import Random

from lossviz.inputs import numbers

# What the address must stand, whether it is read or refused.
EDGES = (
    *("0", "-0", "1", "-1", "5e-324", "-5e-324", "2.3e-308", "1e-300", "1e-150", "1e-88", "1e-9", "1e9", "1e17"),
    *("1e75", "1e150", "-1e150", "1e152", "1e308", "0.9999999999999999", "709.8", "-744", "37", "-37"),
)
LONG = ("0.1234567890123456", "123456789.123456789", "0." + "3" * 390, "9" * 60, "1.7976931348623157e308")
NONSENSE = (
    *(" ", "\t", "x", "nan", "inf", "-inf", "−", "1_000", "٣", "1e999", "0x10", "1,", ",", ";", ":", "@", "{p}"),
    *("\x00", ":;", "::", "2,", ";1", "1:", "@1:2", "1@", "kept-"),
    *(
        "kept-0",
        "kept-" + "0" * 24,
        "z1",
        "z1AAAA",
        "~",
        "~1=2,3",
        "=1",
        "9" * 4_000,
        "<b>",
        "1e",
        "--1",
        "½",
        "\udfff",
        "1 000",
    ),
)


def nonsense(rng: Random) -> str:
    """A text that most readers refuse."""
    return rng.choice(NONSENSE)


def number(rng: Random, low: float = -numbers.LARGEST, high: float = numbers.LARGEST) -> str:
    """A number from low to high, or near its ends, or far outside."""
    roll = rng.random()
    if roll < 0.6:
        return ordinary(rng, max(low, -10.0), min(high, 10.0))
    if roll < 0.75:
        return numbers.write(rng.choice((low, high)))
    return rng.choice(EDGES if roll < 0.93 else LONG)


def ordinary(rng: Random, low: float, high: float) -> str:
    """A number as a hand would type it, or with all the digits of a pull."""
    value = rng.uniform(low, high)
    return numbers.write(round(value, rng.choice((0, 1, 2, 3, 17))) if rng.random() < 0.9 else value * 1e-5)


def whole(rng: Random, low: int, high: int) -> str:
    """A whole number from low to high, or one outside."""
    near = (low, low + 1, high - 1, high, high + 1, low - 1)
    few = min(high, low + 12)
    return str(rng.choice((rng.randint(low, few), rng.randint(low, few), rng.randint(low, high), rng.choice(near))))


def several(rng: Random, count: int, one: Callable[[], str]) -> list[str]:
    """So many texts: each by itself, all alike, few different ones, or one of them huge and the others tiny."""
    style = rng.random()
    if style < 0.6:
        return [one() for _ in range(count)]
    if style < 0.75:
        return [one()] * count
    if style < 0.9:
        some = [one(), one()]
        return [rng.choice(some) for _ in range(count)]
    place = rng.randrange(count) if count else 0
    return [rng.choice(("1e150", "1e17", "1e6")) if at == place else "1e-9" for at in range(count)]


def count(rng: Random, fewest: int, most: int) -> int:
    """How many items: mostly few, often the fewest or the most, sometimes one too many."""
    return rng.choice((fewest, most, rng.randint(fewest, most), rng.randint(fewest, min(most, fewest + 3)), most + 1))


def points(rng: Random, most: int) -> str:
    """Points of a plane: scattered, on one line, labelled, on one spot, far apart, at the edge of numbers."""
    amount = rng.choice((1, 2, 3, 5, 5, 6, 7, 12, 13, 26, 40, 41, 60, 200 if rng.random() < 0.2 else 8))
    if rng.random() < 0.004:
        amount = rng.choice((1_500, 1_501, most, most + 1))
    scale = 10.0 ** rng.choice((0, 0, 0, 0, 1, -3, 6, -12, 17, -88, 75, 100, 149, -150, -300, -310, -320))
    shift = rng.choice((0.0, 0.0, 0.0, 0.0, 0.0, 1e6, 1e17, -1e150)) * rng.choice((1.0, scale))

    def scaled() -> str:
        return numbers.write(shift + round(rng.uniform(-10, 10), 3) * scale)

    style = rng.choice(("scattered", "scattered", "edge", "labels", "line", "level", "vertical", "mixed", "odd"))
    across = several(rng, amount, {"edge": lambda: number(rng), "odd": lambda: rng.choice(EDGES)}.get(style, scaled))
    if style == "vertical":
        across = across[:1] * amount
    up = {
        "edge": lambda: several(rng, amount, lambda: number(rng)),
        "odd": lambda: several(rng, amount, lambda: rng.choice(("0", "1", *EDGES))),
        "labels": lambda: [rng.choice(("0", "1", "1", ordinary(rng, 0, 1))) for _ in across],
        "line": lambda: [numbers.write(float(x) / 2) for x in across],
        "level": lambda: [scaled()] * amount,
        "mixed": lambda: several(rng, amount, lambda: rng.choice((scaled(), number(rng)))),
    }.get(style, lambda: several(rng, amount, scaled))()
    return rng.choice((";", "; ", "\n")).join(f"{x},{y}" for x, y in zip(across, up, strict=True))


def change(rng: Random, count: int) -> str:
    """One of so many points moved or removed, or one more; sometimes one that is not there."""
    index = rng.choice(("", "1", str(count), str(rng.randint(1, count)), str(count + 1) if rng.random() < 0.2 else "1"))
    place = f"={ordinary(rng, -10, 10)},{number(rng)}"
    return f"~{index}{place if not index or rng.random() < 0.7 else ''}"


def joined(rng: Random, pieces: list[str]) -> str:
    """A list as it may be typed."""
    return rng.choice((",", ",", ", ", " ", ";")).join(pieces)
