"""Two walks' losses over what they cost: up the axis each step is a factor, and thin lines end the epochs."""

from typing import Any

from lossviz.figures import losses, palette, paper, timeline

Line = tuple[str, str, str]


def figure(
    *,
    walk: Line,
    beside: Line,
    dot: tuple[str, str],
    beside_dot: tuple[str, str],
    epochs: tuple[str, str],
    powers: tuple[float, float],
    across: str,
    title: str,
    width: float,
) -> dict[str, Any]:
    """`walk` and `beside` by x, y and the last place so far, a dot on each, and the marks `epochs`.

    `powers` are the ends of the axis as powers of ten; `across` is the quantity with the ends of the other.
    """
    return paper.sheet(
        [
            paper.line(*epochs, "epochs", color=palette.MUTED, width=1, dash="dot"),
            losses.line("ahead", x=walk[0], y=walk[1], colour=palette.MUTED, width=0.8),
            losses.line("full", x=beside[0], y=beside[1], upto=beside[2], colour=palette.TRUTH, dash="dash"),
            losses.line("walk", x=walk[0], y=walk[1], upto=walk[2], colour=palette.MODEL, width=width),
            losses.dot("full-dot", x=beside_dot[0], y=beside_dot[1], colour=palette.TRUTH, size=8),
            losses.dot("dot", x=dot[0], y=dot[1], colour=palette.MODEL),
        ],
        paper.axis(0, 1, title),
        paper.axis(powers[0], powers[1], "loss", **timeline.factors(*powers)),
        margin={"l": 62, "r": 10, "t": 8},
        ranges={"xaxis": across},
    )
