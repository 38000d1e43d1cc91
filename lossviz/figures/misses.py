"""Points, a line, and what each miss counts: a square on it, or its length."""

from typing import Any

from lossviz.figures import palette, paper

# The line's handles stand on both edges of the frame: they need room, and so do the numbers beside them.
MARGIN = {"l": 52, "r": 20, "t": 10}


def figure(*, squares: str, lengths: str, crowd: bool) -> dict[str, Any]:
    """The misses of the points `px`, `py`: the quantities name where the square or the length of each ends.

    `bare_x`, `bare_y` are the points that are drawn here; the others are handles themselves. A `crowd` is drawn small.
    """

    def misses(name: str, foot: str, side: str, width: float, fill: str) -> Any:
        drawn = paper.line("px", "py", name, more={"foot": foot, "side": side}, color=palette.COST, width=width)
        return drawn.update(fill="toself", fillcolor=fill)

    look = {"size": 4, "opacity": 0.5} if crowd else {"size": 11, "line": paper.EDGE}
    traces = [
        misses("squares", squares, "side", 1.5, tinted(palette.COST)),
        misses("misses", lengths, "straight", 3, "rgba(0,0,0,0)"),
        paper.line("line_x", "line_y", "line", color=palette.MODEL, width=3),
        paper.marks("bare_x", "bare_y", "points", color=palette.TRUTH, **look),
    ]
    return paper.sheet(
        traces,
        paper.axis(0, 1, "x"),
        paper.axis(0, 1, "y") | {"ticklabelstandoff": 10},
        margin=MARGIN,
        ranges={"xaxis": "x_range", "yaxis": "y_range"},
    )


def tinted(colour: str) -> str:
    """A colour so thin that what lies under it is seen; the browser finds it by its own spelling, in dark too."""
    return f"{colour}2E"
