"""Stations in a ring, with an arrow from each to the next, and one of them lit: a loop."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossviz.figures import palette, paper

LEAVE, ARRIVE = 0.3, 0.44  # shares of a quarter turn that an arrow leaves free at its two ends, for marks this size
SMALL, LARGE = 64, 76


def layout(stations: int) -> dict[str, NDArray[Any]]:
    """Where things stand on a ring of radius 1, clockwise from the top.

    `station` and, half-way between two and a little further out, `beside`, one for each; the arrows' curves in `arc`,
    with gaps between them, and their ends from `neck` to `tip`.
    """
    turn = 2 * np.pi * np.arange(stations) / stations
    part = 2 * np.pi / stations

    def places(angle: NDArray[Any], radius: float = 1.0) -> tuple[NDArray[Any], NDArray[Any]]:
        return radius * np.sin(angle), radius * np.cos(angle)

    ends = turn[:, None] + part * np.linspace(LEAVE, 1 - ARRIVE, 12)
    gap = np.full((stations, 1), np.nan)
    curves = tuple(np.concatenate([c, gap], axis=1).reshape(-1).astype(np.float32) for c in places(ends))
    named = {
        "station": places(turn),
        "beside": places(turn + part / 2, 1.42),
        "arc": curves,
        "neck": places(ends[:, -1]),
        "tip": places(ends[:, -1] + 0.13 * part),
    }
    return {f"{name}_{axis}": values for name, pair in named.items() for axis, values in zip("xy", pair, strict=True)}


def figure(*, lit_x: str, lit_y: str, beside: str) -> dict[str, Any]:
    """The ring that `layout` describes; the trace `beside` is a small mark for each thing that passes between two."""
    edge, lit_edge = {"color": palette.MUTED, "width": 1.5}, {"color": palette.TEXT, "width": 3}
    tips = {"tip_x": "tip_x", "tip_y": "tip_y"}
    return paper.sheet(
        [
            paper.line("arc_x", "arc_y", "arcs", color=palette.MUTED, width=2),
            paper.line("neck_x", "neck_y", "heads", more=tips, color=palette.MUTED, width=2),
            paper.marks("station_x", "station_y", "stations", whole=True, size=SMALL, color=palette.PAPER, line=edge),
            paper.marks(lit_x, lit_y, "lit", whole=True, size=LARGE, color=palette.GRID, line=lit_edge),
            paper.marks("beside_x", "beside_y", beside, whole=True, size=1, color=palette.PAPER),
        ],
        paper.axis(-1.75, 1.75, ticks=[]),
        paper.axis(-1.5, 1.5, ticks=[]),
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
    )
