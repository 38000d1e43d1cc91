"""Curves of a training over its epochs: the loss of training and held-out points, and the gradient norms."""

from collections.abc import Sequence
from typing import Any

from lossviz.figures import log_loss_curve, losses, palette, plot

DASHES = ("solid", "dash", "dot", "dashdot")


def loss_figure(
    *,
    seen: tuple[str, str],
    dashed: tuple[str, str],
    upto: tuple[str, str],
    dot_x: str,
    dots: tuple[str, str],
    ranges: tuple[str, str],
) -> dict[str, Any]:
    """Two losses over the epochs, each by its x and y, the second one dashed.

    They are strong as far as the indices `upto`, faint beyond; `dots` are the present ones, `ranges` those of x and y.
    """
    return plot.figure(
        [
            plot.line(*seen, "ahead", color=palette.MUTED, width=0.8),
            plot.line(*dashed, "dashed ahead", color=palette.MUTED, width=0.8, dash="dot"),
            losses.line("dashed", x=dashed[0], y=dashed[1], upto=upto[1], colour=palette.TEXT, width=1.6, dash="dash"),
            losses.line("seen", x=seen[0], y=seen[1], upto=upto[0], colour=palette.COST),
            losses.dot("dashed_dot", x=dot_x, y=dots[1], colour=palette.TEXT, size=7),
            losses.dot("seen_dot", x=dot_x, y=dots[0], colour=palette.COST),
        ],
        plot.axis(0, 1, "epoch"),
        plot.axis(0, 1, "loss"),
        margin={"l": 48, "t": 10},
        ranges={"xaxis": ranges[0], "yaxis": ranges[1]},
    )


def norm_figure(
    *,
    x: str,
    norms: Sequence[str],
    upto: str,
    dot_x: str,
    dots: Sequence[str],
    x_range: str,
    powers: tuple[float, float],
) -> dict[str, Any]:
    """The gradient norm of each layer, the first one solid, as powers of ten over the epochs."""
    traces = [plot.line(x, norm, "ahead", color=palette.MUTED, width=0.6) for norm in norms]
    for norm, dash in zip(norms, DASHES, strict=False):
        traces.append(losses.line("norm", x=x, y=norm, upto=upto, colour=palette.MODEL, width=1.8, dash=dash))
    traces += [losses.dot("norm_dot", x=dot_x, y=dot, colour=palette.MODEL, size=7) for dot in dots]
    ticks = log_loss_curve.log_ticks(*powers)
    return plot.figure(
        traces,
        plot.axis(0, 1, "epoch"),
        plot.axis(*powers, "gradient norm", ticks=ticks["ticks"], words=ticks["words"]),
        margin={"l": 62, "t": 10},
        ranges={"xaxis": x_range},
    )
