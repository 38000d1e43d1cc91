"""Two loss curves over their cost in gradient evaluations, on a logarithmic axis; thin lines end the epochs."""

from typing import Any

from lossviz.figures import log_loss_curve, losses, palette, plot

Line = tuple[str, str, str]


def figure(
    *,
    path: Line,
    full: Line,
    dot: tuple[str, str],
    full_dot: tuple[str, str],
    epochs: tuple[str, str],
    powers: tuple[float, float],
    x_range: str,
    title: str,
    width: float,
) -> dict[str, Any]:
    """The loss of `path` (SGD) and `full` (full batch), each by x, y and the last index so far, and the `epochs`.

    `powers` are the ends of the y axis as powers of ten; `x_range` is the quantity with those of the x axis.
    """
    return plot.figure(
        [
            plot.line(*epochs, "epochs", color=palette.MUTED, width=1, dash="dot"),
            losses.line("ahead", x=path[0], y=path[1], colour=palette.MUTED, width=0.8),
            losses.line("full", x=full[0], y=full[1], upto=full[2], colour=palette.TRUTH, dash="dash"),
            losses.line("path", x=path[0], y=path[1], upto=path[2], colour=palette.MODEL, width=width),
            losses.dot("full_dot", x=full_dot[0], y=full_dot[1], colour=palette.TRUTH, size=8),
            losses.dot("dot", x=dot[0], y=dot[1], colour=palette.MODEL),
        ],
        plot.axis(0, 1, title),
        plot.axis(powers[0], powers[1], "loss", **log_loss_curve.log_ticks(*powers)),
        margin={"l": 62, "r": 10, "t": 8},
        ranges={"xaxis": x_range},
    )
