"""Gradients as arrows from the origin: the full gradient, that of a mini-batch, and a cloud of others."""

from typing import Any

from lossviz.figures import losses, palette, plot

CLOUD = 0.35


def arrow(name: str, *, tip_x: str, tip_y: str, tail: str, **style: Any) -> Any:
    """One arrow or many from (0, 0); `tail` is the quantity with a 0 for each."""
    return plot.line(tail, tail, name, more={"tip_x": tip_x, "tip_y": tip_y}, **style)


def figure(
    *,
    true: tuple[str, str],
    batch: tuple[str, str],
    cloud: tuple[str, str, str],
    circle: tuple[str, str, str],
    ranges: tuple[str, str],
    as_arrows: str = "",
) -> dict[str, Any]:
    """The arrows `true` and `batch` by their tips, `cloud` and `circle` by x, y and the last index that is drawn.

    The cloud is of dots, or of thin arrows where `as_arrows` names the quantity with their tails. `ranges` are
    quantities with the two ends of each axis.
    """
    if as_arrows:
        many = arrow("cloud", tip_x=cloud[0], tip_y=cloud[1], tail=as_arrows, color=palette.MODEL, width=1)
    else:
        many = plot.marks(cloud[0], cloud[1], "cloud", color=palette.MODEL, size=4)
    many.meta["upto"] = cloud[2]
    many.opacity = CLOUD
    return plot.figure(
        [
            many,
            losses.line("circle", x=circle[0], y=circle[1], upto=circle[2], colour=palette.COST, width=2, dash="dash"),
            arrow("batch", tip_x=batch[0], tip_y=batch[1], tail="zero", color=palette.MODEL, width=2.5),
            arrow("true", tip_x=true[0], tip_y=true[1], tail="zero", color=palette.TRUTH, width=3.5),
        ],
        plot.axis(-1, 1, "∂L/∂w"),
        plot.axis(-1, 1, "∂L/∂b") | {"nticks": 5},
        margin={"l": 46, "r": 8, "t": 8},
        ranges={"xaxis": ranges[0], "yaxis": ranges[1]},
    )
