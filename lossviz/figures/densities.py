"""Two probability densities over one axis, each a curve with its area, and the KL divergences between them below."""

from typing import Any

from lossviz.figures import palette, plot
from lossviz.figures.contour import Span

# Both figures of a pair have the same left and right margin, so that one stands under the other.
SIDES = {"l": 46, "r": 10}


def area(name: str, x: str, y: str, colour: str) -> Any:
    """A curve and the area under it."""
    line = plot.line(x, y, name, color=colour, width=2.5)
    return line.update(fill="toself", fillcolor=palette.translucent(colour))


def figure(*, truth: tuple[str, str], model: tuple[str, str], x: Span, y: Span) -> dict[str, Any]:
    """The density of P and that of Q, each by its x and y, from end to end on the axis."""
    return plot.figure(
        [area("truth", *truth, palette.TRUTH), area("model", *model, palette.MODEL)],
        plot.axis(*x) | {"ticks": ""},
        plot.axis(*y, "density", ticks=[0, 0.25, 0.5, 0.75], words=["0", "¼", "½", "¾"]),
        margin={**SIDES, "t": 24, "b": 30},
    )


def divergences(
    *,
    forward: tuple[str, str],
    reverse: tuple[str, str],
    minima: dict[str, tuple[str, str]],
    path: tuple[str, str, str],
    dots: tuple[str, str],
    x: Span,
    y: Span,
    titles: tuple[str, str],
) -> dict[str, Any]:
    """Two curves over the mean of Q, `forward` and `reverse`, by their x and y.

    `minima` are marks on them, by the role of their colour; `path` is a line up to an index: x, y and that index;
    `dots` are the places of two handles, which a thin line joins.
    """

    def mark(role: str, at: tuple[str, str]) -> Any:
        edge = {"width": 2.5, "color": palette.ROLES[role]}
        return plot.marks(*at, f"minima-{role}", size=10, color=palette.PAPER, line=edge)

    return plot.figure(
        [
            plot.line(*dots, "between", color=palette.MUTED, width=1.2, dash="dot"),
            plot.line(*forward, "forward", color=palette.TRUTH, width=2.5),
            plot.line(*reverse, "reverse", color=palette.MODEL, width=2.5),
            *(mark(role, at) for role, at in minima.items()),
            plot.line(*path[:2], "path", more={"upto": path[2]}, color=palette.TEXT, width=2),
        ],
        plot.axis(*x, titles[0]),
        plot.axis(*y, titles[1]),
        margin={**SIDES, "t": 24},
    )
