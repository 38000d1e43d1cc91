"""The loss after one gradient step as a function of the learning rate, as in a line search."""

from typing import Any

from lossviz.figures import palette, plot

# Two quantities: an x and a y.
Coordinates = tuple[str, str]


def figure(
    *,
    curve: Coordinates,
    marks: Coordinates,
    dot: Coordinates,
    limit: Coordinates,
    ranges: Coordinates,
    titles: tuple[str, str],
) -> dict[str, Any]:
    """A curve, small marks, a dot, and a vertical line at the stability `limit`, each by its x and its y.

    The ranges of both axes are quantities.
    """
    edge = {"width": 2, "color": palette.COST}
    plain = {"exponentformat": "e"}
    return plot.figure(
        [
            plot.line(*limit, "limit", color=palette.MUTED, width=1.5, dash="dash"),
            plot.line(*curve, "curve", color=palette.COST, width=2.5),
            plot.marks(*marks, "marks", unclipped=True, size=8, color=palette.PAPER, line=edge),
            plot.marks(*dot, "dot", size=12, color=palette.COST),
        ],
        plot.axis(0, 1, titles[0]) | plain,
        plot.axis(0, 1, titles[1]) | plain,
        margin={"l": 48, "t": 30},
        ranges={"xaxis": ranges[0], "yaxis": ranges[1]},
    )
