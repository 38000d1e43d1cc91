"""Two rails, one below the other: what is true, what is said, and the gap between them."""

from typing import Any

from lossviz.figures import palette, paper

UPPER, LOWER = 1.0, 0.0


def figure(*, rails: tuple[tuple[str, str], ...], plumb: tuple[str, str], gap: str, said: str) -> dict[str, Any]:
    """Lines along `rails`, one down along `plumb`, and on the lower rail a bar from `said` as long as `gap`.

    A line is two quantities, its x and its y.
    """
    bar = paper.bars({"x": gap, "base": said}, horizontal=True, width=0.3, color=palette.COST, opacity=0.6)
    return paper.sheet(
        [
            *(paper.line(*rail, color=palette.MUTED, width=2) for rail in rails),
            bar.update(y=[LOWER]),
            paper.line(*plumb, color=palette.TRUTH, width=1.5, dash="dot"),
        ],
        paper.axis(0, 1, ticks=[0, 0.5, 1.0], words=["0: no", "½", "1: yes"]),
        paper.axis(-0.5, 1.5, ticks=[]) | {"showgrid": False},
        margin={"l": 98, "r": 26, "t": 4, "b": 26},
    )
