"""A curve on two logarithmic axes, with a dot on it and a dashed reference line."""

from typing import Any

from lossviz.figures import losses, palette, plot

Powers = tuple[int, int]


def figure(
    *,
    x: str,
    y: str,
    dot: tuple[str, str],
    reference: tuple[str, str],
    x_range: Powers,
    y_range: Powers,
    titles: tuple[str, str],
) -> dict[str, Any]:
    """The curve, the dot and the reference line, each by its x and its y; ranges are powers of ten."""
    return plot.figure(
        [
            losses.line("reference", x=reference[0], y=reference[1], colour=palette.MUTED, width=1.5, dash="dash"),
            losses.line("curve", x=x, y=y, colour=palette.COST),
            losses.dot("dot", x=dot[0], y=dot[1], colour=palette.COST, size=11),
        ],
        plot.axis(x_range[0], x_range[1], titles[0], **losses.powers(*x_range, 5)) | {"tickangle": 0},
        plot.axis(y_range[0], y_range[1], titles[1], **losses.powers(*y_range, 8)),
        margin={"l": 62, "t": 10},
    )
