"""Curves of a training over its epochs: the loss of training and held-out points, and the gradient norms."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from lossviz.figures import log_loss_curve, losses, palette, plot

DASHES = ("solid", "dash", "dot", "dashdot")


class Curve(NamedTuple):
    """One curve over the epochs: the quantities of its x and y, of the index up to which it is strong, of its dot's y.

    Beyond that index it is faint.
    """

    x: str
    y: str
    upto: str
    dot: str
    colour: str = palette.COST
    width: float = 2.5
    dash: str = ""


def figure(
    curves: Sequence[Curve],
    *,
    dot_x: str,
    ranges: tuple[str, str],
    title: str,
    ticks: Mapping[str, list[Any]] | None,
    events: tuple[str, str] | None = None,
) -> dict[str, Any]:
    """Curves over the epochs, the first one on top, each with a dot; `ranges` are the quantities of those of x and y.

    `ticks` and their words are those of the axis upwards, whose title is given. `events` are the quantities of x and y
    of vertical lines at single epochs, with a gap after each.
    """
    below = curves[::-1]
    return plot.figure(
        [
            *([plot.line(*events, "event", color=palette.MODEL, width=1.5, dash="dot")] if events else []),
            *(
                plot.line(one.x, one.y, "ahead", color=palette.MUTED, width=0.8, dash="dot" if one.dash else None)
                for one in curves
            ),
            *(
                losses.line("past", x=one.x, y=one.y, upto=one.upto, colour=one.colour, width=one.width, dash=one.dash)
                for one in below
            ),
            *(
                losses.dot("dot", x=dot_x, y=one.dot, colour=one.colour, size=7 if one is not curves[0] else 10)
                for one in below
            ),
        ],
        plot.axis(0, 1, "epoch"),
        plot.axis(0, 1, title, **(ticks or {})),
        margin={"l": 62 if ticks else 48, "t": 10},
        ranges={"xaxis": ranges[0], "yaxis": ranges[1]},
    )


def loss_figure(
    *,
    seen: tuple[str, str],
    dashed: tuple[str, str],
    upto: tuple[str, str],
    dot_x: str,
    dots: tuple[str, str],
    ranges: tuple[str, str],
) -> dict[str, Any]:
    """Two losses over the epochs, each by its x and y, the second one dashed."""
    curves = (Curve(*seen, upto[0], dots[0]), Curve(*dashed, upto[1], dots[1], palette.TEXT, 1.6, "dash"))
    return figure(curves, dot_x=dot_x, ranges=ranges, title="loss", ticks=None)


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
