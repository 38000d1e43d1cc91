"""A loss curve on a logarithmic axis: past steps as a line, future ones as faint dots."""

import math
from typing import Any

from lossviz.figures import losses, palette, plot

FEW_POWERS = 2
MOST_FINE = 5  # more of them touch each other in a low figure
DIGITS = (1, 2, 5)
TOP_MARGIN = 0.05  # a tick label at the very top would overlap the caption


def log_ticks(low: float, high: float) -> dict[str, list[Any]]:
    """Ticks and their labels between two powers of ten; 2 and 5 times each as well, where all of them have room."""
    first, last = math.ceil(low), math.floor(high)
    fine = {n + math.log10(digit): (digit, n) for n in range(first - 1, last + 1) for digit in DIGITS}
    fine = {place: of for place, of in fine.items() if low < place < high - TOP_MARGIN}
    far = max(abs(first), abs(last)) > FEW_POWERS
    # Plotly cannot place the title of an axis that has no tick label at all.
    if last - first > FEW_POWERS or (far and any(digit == 1 for digit, _ in fine.values())):
        return losses.powers(first, last)
    if len(fine) > MOST_FINE:
        fine = {place: of for place, of in fine.items() if of[0] == 1}
    return {"ticks": list(fine), "words": [tick_label(*of) for of in fine.values()]}


def tick_label(digit: int, power: int) -> str:
    """A digit times a power of ten as a tick label."""
    return (
        f"{digit * 10.0**power:,g}" if abs(power) < len(losses.READABLE) / 2 else f"{digit}e{power}".replace("-", "−")
    )


def figure(
    *,
    x: str,
    y: str,
    upto: str,
    dot: tuple[str, str],
    x_range: tuple[float, float],
    ticks: dict[str, list[Any]],
    powers: tuple[float, float],
    title: str,
) -> dict[str, Any]:
    """`y`, a power of ten, over `x`: up to the index `upto`, included, as a line, and a dot by its x and its y."""
    up = log_ticks(*powers)
    return plot.figure(
        [
            plot.marks(x, y, "ahead", size=3, color=palette.MUTED),
            losses.line("past", x=x, y=y, colour=palette.COST, upto=upto),
            losses.dot("dot", x=dot[0], y=dot[1], colour=palette.COST),
        ],
        plot.axis(*x_range, title, ticks=ticks["ticks"], words=ticks["words"]),
        plot.axis(*powers, "loss", ticks=up["ticks"], words=up["words"]),
        margin={"l": 72, "t": 24},
    )
