"""Two walks from one start, each over its own ground: their maps, their losses, and what they forecast."""

from typing import Any

import plotly.graph_objects as go

from lossviz.figures import contour, losses, palette, paper
from lossviz.figures.contour import Span
from lossviz.figures.runners import Look


def ground(look: Look, i: int, *, step: float, top: float, frame: tuple[Span, Span]) -> dict[str, Any]:
    """The map of walk number i, its lines equal heights apart: all of its way, what has been gone, the lowest place."""
    traces = [
        contour.terraces(x="grid_w", y="grid_b", z=f"height{i}", lowest=step, highest=top, step=step),
        contour.path("ahead", x=f"w{i}", y=f"b{i}", colour=palette.MUTED, width=1.2),
        contour.path("path", x=f"w{i}", y=f"b{i}", colour=look.colour, upto="upto"),
        contour.marks("best", x=f"best_w[{i}]", y=f"best_b[{i}]", colour=palette.TEXT, symbol="cross-thin", edge=False),
        contour.marks("dot", x=f"dot_w[{i}]", y=f"dot_b[{i}]", colour=look.colour, symbol=look.symbol, size=16),
    ]
    return contour.figure(traces, frame=frame, titles=("slope w", "intercept b"))


def falling(
    looks: tuple[Look, Look],
    *,
    updates: dict[str, Any],
    places: Span,
    powers: dict[str, Any],
    up: Span,
) -> dict[str, Any]:
    """The losses of both over the updates, and a line that stands at the present one."""

    def thin(name: str, x: str, y: str, dash: str = "") -> Any:
        return losses.line(name, x=x, y=y, colour=palette.MUTED, width=1, dash=dash)

    def mark(i: int, look: Look) -> Any:
        dot = contour.marks(f"dot{i}", x="place", y=f"dot_power[{i}]", colour=look.colour, symbol=look.symbol, size=11)
        return dot.update(cliponaxis=False)

    passed = [
        losses.line(f"passed{i}", x="where", y=f"power{i}", colour=look.colour, upto="upto", dash=look.dash)
        for i, look in enumerate(looks)
    ]
    return paper.sheet(
        [
            thin("now", "now_x", "now_y"),
            *(thin(f"best{i}", "ends", f"best_power{i}", "dot") for i in range(2)),
            *(thin(f"ahead{i}", "where", f"power{i}") for i in range(2)),
            *passed,
            *(mark(i, look) for i, look in enumerate(looks)),
        ],
        paper.axis(*places, "updates (later ones closer together)", **updates) | {"tickangle": 0},
        paper.axis(*up, "loss", **powers),
        margin={"l": 46, "r": 22, "t": 8},
    )


def forecasts(looks: tuple[Look, Look], *, frame: tuple[Span, Span]) -> dict[str, Any]:
    """The answers, and what each unit forecasts along x."""
    traces = [
        go.Scatter(
            name="answers",
            x=[],
            y=[],
            mode="markers",
            meta={"x": "x", "y": "y"},
            marker={"color": palette.TRUTH, "size": 10, "line": {"width": 1.5, "color": palette.PAPER}},
        ),
        losses.line("half", x="along_ends", y="half", colour=palette.MUTED, width=1, dash="dot"),
        *(
            losses.line(f"said{i}", x="along", y=f"said{i}", colour=look.colour, width=3, dash=look.dash)
            for i, look in enumerate(looks)
        ),
    ]
    return paper.sheet(
        traces,
        paper.axis(*frame[0], "x"),
        paper.axis(*frame[1], ticks=[0.0, 0.5, 1.0], words=["no 0", "½", "yes 1"]),
        margin={"l": 46, "r": 8, "t": 8},
    )
