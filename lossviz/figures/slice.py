"""A loss along one parameter while the other stays: a curve, and on it the place where the line stands."""

from typing import Any

from lossviz.figures import palette, paper


def figure(
    *, x: str, y: str, dot_x: str, dot_y: str, title: str, x_range: str, y_range: str, round_: bool = False
) -> dict[str, Any]:
    """The curve `y` over `x` with its dot; both ranges are quantities, `title` says what is changed.

    A `round_` curve is drawn without corners through few places.
    """
    return paper.sheet(
        [
            paper.line(x, y, "curve", color=palette.COST, width=2.5, shape="spline" if round_ else "linear"),
            paper.marks(dot_x, dot_y, "dot", color=palette.COST, size=11, line=paper.EDGE),
        ],
        paper.axis(0, 1, title),
        paper.axis(0, 1),
        margin={"l": 34, "r": 8, "t": 10},
        ranges={"xaxis": x_range, "yaxis": y_range},
    )
