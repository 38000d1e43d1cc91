"""A loss over time: what has been as a line, what is to come as faint dots; up the axis each step is a factor."""

import math
from typing import Any

from lossviz.figures import losses, palette, paper

FEW_POWERS = 2
DIGITS = (1, 2, 5)
EDGE = 0.05  # a word at the very top would stand in the caption


def factors(low: float, high: float) -> dict[str, list[Any]]:
    """Ticks and their words between two powers of ten; where these are few, 2 and 5 times each as well."""
    first, last = math.ceil(low), math.floor(high)
    fine = {n + math.log10(digit): (digit, n) for n in range(first - 1, last + 1) for digit in DIGITS}
    fine = {place: of for place, of in fine.items() if low < place < high - EDGE}
    far = max(abs(first), abs(last)) > FEW_POWERS
    # An axis without a single word would not know where its title stands.
    if last - first > FEW_POWERS or (far and any(digit == 1 for digit, _ in fine.values())):
        return losses.powers(first, last)
    return {"ticks": list(fine), "words": [word(*of) for of in fine.values()]}


def word(digit: int, power: int) -> str:
    """A digit times a power of ten as a word on an axis."""
    return (
        f"{digit * 10.0**power:,g}" if abs(power) < len(losses.READABLE) / 2 else f"{digit}e{power}".replace("-", "−")
    )


def figure(
    *,
    x: str,
    y: str,
    upto: str,
    dot: tuple[str, str],
    times: tuple[float, float],
    ticks: dict[str, list[Any]],
    powers: tuple[float, float],
    title: str,
) -> dict[str, Any]:
    """`y`, a power of ten, over `x`: up to and with the place `upto` as a line, and a dot by its x and its y."""
    up = factors(*powers)
    return paper.sheet(
        [
            paper.marks(x, y, "coming", size=3, color=palette.MUTED),
            losses.line("passed", x=x, y=y, colour=palette.COST, upto=upto),
            losses.dot("dot", x=dot[0], y=dot[1], colour=palette.COST),
        ],
        paper.axis(*times, title, ticks=ticks["ticks"], words=ticks["words"]),
        paper.axis(*powers, "loss", ticks=up["ticks"], words=up["words"]),
        margin={"l": 72, "t": 24},
    )
