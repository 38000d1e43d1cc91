"""Two rows of balls, round and square, with a cut through each: what lies left of it, what lies right."""

from typing import Any

from lossviz.figures import palette, paper

ROUND, SQUARE = 1.0, 0.0


def figure(*, round_x: str, square_x: str, cut_x: str, cut_y: str, span: str) -> dict[str, Any]:
    """Balls at the places that quantities give, and the line of the cut; `span` is how far the row reaches."""

    def row(x: str, y: str, colour: str, symbol: str) -> Any:
        return paper.marks(x, y, whole=True, color=colour, size=20, symbol=symbol, line=paper.EDGE)

    cut = paper.line(cut_x, cut_y, color=palette.TEXT, width=2.5).update(cliponaxis=False)
    return paper.sheet(
        [row(round_x, "round_y", palette.MODEL, "circle"), row(square_x, "square_y", palette.TRUTH, "square"), cut],
        paper.axis(0, 1, ticks=[]),
        paper.axis(-0.9, 1.9, ticks=[]) | {"showgrid": False},
        margin={"l": 64, "t": 24, "b": 24},
        ranges={"xaxis": span},
    )
