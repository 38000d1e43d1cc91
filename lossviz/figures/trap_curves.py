"""The loss as it should be and as a faulty formula computes it, over one number."""

from typing import Any

from lossviz.figures import palette, plot


def figure(
    *, x: str, right: str, wrong: str, dots: tuple[str, str, str], track: tuple[str, str], axes: tuple[Any, Any]
) -> dict[str, Any]:
    """The curves `right` and, dashed, `wrong` over `x`; `dots` are the place and both losses there.

    Where the faulty formula gives no number there is a gap. `track` is the line of the handle, by its x and its y.
    """
    at, right_at, wrong_at = dots
    return plot.figure(
        [
            plot.line(*track, color=palette.MUTED, width=1),
            plot.line(x, right, color=palette.COST, width=3),
            plot.line(x, wrong, color=palette.TEXT, width=2, dash="dash"),
            plot.marks(at, wrong_at, color=palette.TEXT, size=10, symbol="square"),
            plot.marks(at, right_at, color=palette.COST, size=11),
        ],
        *axes,
    )
