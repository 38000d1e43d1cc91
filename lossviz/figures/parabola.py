"""A slice of a loss along one step: how high it would end, however far it goes."""

from typing import Any

from lossviz.figures import palette, paper

# Two quantities: an x and a y.
Places = tuple[str, str]


def figure(
    *, curve: Places, marks: Places, dot: Places, border: Places, ranges: Places, titles: tuple[str, str]
) -> dict[str, Any]:
    """A curve, small marks, a dot, and an upright border, each by its x and its y.

    The ranges of both axes are quantities.
    """
    edge = {"width": 2, "color": palette.COST}
    plain = {"exponentformat": "e"}
    return paper.sheet(
        [
            paper.line(*border, "border", color=palette.MUTED, width=1.5, dash="dash"),
            paper.line(*curve, "curve", color=palette.COST, width=2.5, simplify=False),
            paper.marks(*marks, "marks", whole=True, size=8, color=palette.PAPER, line=edge),
            paper.marks(*dot, "dot", size=12, color=palette.COST),
        ],
        paper.axis(0, 1, titles[0]) | plain,
        paper.axis(0, 1, titles[1]) | plain,
        margin={"l": 48, "t": 8},
        ranges={"xaxis": ranges[0], "yaxis": ranges[1]},
    )
