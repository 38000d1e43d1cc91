"""Loss curves on a logarithmic axis: y is the power of ten."""

from typing import Any

from lossviz.figures import plot

READABLE = {-4: "0.0001", -3: "0.001", -2: "0.01", -1: "0.1", 0: "1", 1: "10", 2: "100", 3: "1,000", 4: "10,000"}


def power(exponent: int) -> str:
    """A power of ten as a tick label."""
    return READABLE.get(exponent, f"1e{exponent}".replace("-", "−"))


def powers(low: int, high: int, most: int = 7) -> dict[str, list[Any]]:
    """Ticks at the powers of ten from low to high, or at every n-th of them, so that there are about `most`."""
    every = next(step for step in (1, 2, 3, 5, 10, 20, 50, 100, 200) if (high - low) / step <= most)
    places = [place for place in range(low, high + 1) if place % every == 0]
    return {"ticks": [float(place) for place in places], "words": [power(place) for place in places]}


def line(name: str, *, x: str, y: str, colour: str, width: float = 2.5, upto: str = "", dash: str = "") -> Any:
    """One loss curve, or a horizontal line; with `upto`, a quantity, only as far as the index it holds."""
    return plot.line(x, y, name, more={"upto": upto} if upto else {}, color=colour, width=width, dash=dash or None)


def dot(name: str, *, x: str, y: str, colour: str, size: int = 10) -> Any:
    """The present point of a loss curve; not cut off at the edge of the frame."""
    return plot.marks(x, y, name, unclipped=True, color=colour, size=size)


def exit_mark(name: str, *, x: str, y: str, colour: str) -> Any:
    """A triangle on the upper edge of the frame, above which the loss lies."""
    return plot.marks(x, y, name, unclipped=True, color=colour, size=10, symbol="triangle-up")


def figure(
    traces: list[Any], *, low: int, high: int, steps: str, title: str, across: str = "steps", most: int = 7
) -> dict[str, Any]:
    """The traces between two powers of ten over `steps`, the quantity with the first and the last one.

    `title` and `across` are the titles of the axes, `most` about how many powers are written.
    """
    written = powers(low, high, most)
    if written["ticks"][0] == low:
        # At the foot of the axis stand the numbers of the other one.
        written = {name: some[1:] for name, some in written.items()}
    return plot.figure(
        traces,
        plot.axis(0, 1, across),
        plot.axis(low, high, title, **written),
        margin={"l": 62, "r": 44, "t": 14},
        ranges={"xaxis": steps},
    )
