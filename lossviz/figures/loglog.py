"""A curve of powers of ten over powers of ten, with a dot on it and a mark where one should be."""

from typing import Any

from lossviz.figures import losses, palette, paper

Powers = tuple[int, int]


def figure(
    *, x: str, y: str, dot: tuple[str, str], mark: tuple[str, str], across: Powers, up: Powers, titles: tuple[str, str]
) -> dict[str, Any]:
    """The curve, the dot by its x and its y, and a dashed line by its x and its y."""
    return paper.sheet(
        [
            losses.line("mark", x=mark[0], y=mark[1], colour=palette.MUTED, width=1.5, dash="dash"),
            losses.line("curve", x=x, y=y, colour=palette.COST),
            losses.dot("dot", x=dot[0], y=dot[1], colour=palette.COST, size=11),
        ],
        paper.axis(across[0], across[1], titles[0], **losses.powers(*across, 5)) | {"tickangle": 0},
        paper.axis(up[0], up[1], titles[1], **losses.powers(*up, 8)),
        margin={"l": 62, "t": 10},
    )
