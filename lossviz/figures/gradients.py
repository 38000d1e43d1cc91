"""Gradients as arrows from one point: the true one, that of a batch, and the cloud of all that could be."""

from typing import Any

from lossviz.figures import losses, palette, paper

CLOUD = 0.35


def arrow(name: str, *, tip_x: str, tip_y: str, foot: str, **style: Any) -> Any:
    """One arrow or many from (0, 0); `foot` is the quantity that has a 0 for each."""
    return paper.line(foot, foot, name, more={"tip_x": tip_x, "tip_y": tip_y}, **style)


def figure(
    *,
    true: tuple[str, str],
    batch: tuple[str, str],
    cloud: tuple[str, str, str],
    ring: tuple[str, str, str],
    ranges: tuple[str, str],
    as_arrows: str = "",
) -> dict[str, Any]:
    """The arrows `true` and `batch` by their tips, `cloud` and `ring` by x, y and the last place that is drawn.

    The cloud is of dots, or of thin arrows where `as_arrows` names their feet. `ranges` are quantities with the two
    ends of each axis.
    """
    if as_arrows:
        many = arrow("cloud", tip_x=cloud[0], tip_y=cloud[1], foot=as_arrows, color=palette.MODEL, width=1)
    else:
        many = paper.marks(cloud[0], cloud[1], "cloud", color=palette.MODEL, size=4)
    many.meta["upto"] = cloud[2]
    many.opacity = CLOUD
    return paper.sheet(
        [
            many,
            losses.line("ring", x=ring[0], y=ring[1], upto=ring[2], colour=palette.COST, width=2, dash="dash"),
            arrow("batch", tip_x=batch[0], tip_y=batch[1], foot="zero", color=palette.MODEL, width=2.5),
            arrow("true", tip_x=true[0], tip_y=true[1], foot="zero", color=palette.TRUTH, width=3.5),
        ],
        paper.axis(-1, 1, "slope of the loss in w"),
        paper.axis(-1, 1, "slope of the loss in b") | {"nticks": 5},
        margin={"l": 46, "r": 8, "t": 8},
        ranges={"xaxis": ranges[0], "yaxis": ranges[1]},
    )
