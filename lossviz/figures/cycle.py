"""A cycle diagram: nodes on a circle, an arrow from each to the next, and one active node."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossviz.figures import palette, plot

TAIL_GAP, TIP_GAP = 0.3, 0.44  # left free at the two ends of an arrow, as shares of the angle between two nodes
NODE_SIZE, ACTIVE_SIZE = 70, 80


def layout(nodes: int) -> dict[str, NDArray[Any]]:
    """The coordinates of the diagram as quantities `<name>_x`, `<name>_y`; radius 1, clockwise from the top.

    `node` and `edge` have one point for each node, `edge` half-way to the next and further out, for a label. `arc` has
    the arrows' curves with NaN between them, `neck` and `tip` the two ends of their heads.
    """
    turn = 2 * np.pi * np.arange(nodes) / nodes
    part = 2 * np.pi / nodes

    def places(angle: NDArray[Any], radius: float = 1.0) -> tuple[NDArray[Any], NDArray[Any]]:
        return radius * np.sin(angle), radius * np.cos(angle)

    ends = turn[:, None] + part * np.linspace(TAIL_GAP, 1 - TIP_GAP, 12)
    gap = np.full((nodes, 1), np.nan)
    curves = tuple(np.concatenate([c, gap], axis=1).reshape(-1).astype(np.float32) for c in places(ends))
    named = {
        "node": places(turn),
        "edge": places(turn + part / 2, 1.42),
        "arc": curves,
        "neck": places(ends[:, -1]),
        "tip": places(ends[:, -1] + 0.13 * part),
    }
    return {f"{name}_{axis}": values for name, pair in named.items() for axis, values in zip("xy", pair, strict=True)}


def figure(*, active_x: str, active_y: str, edge_name: str) -> dict[str, Any]:
    """The diagram that `layout` describes, with a ring round the active node.

    The trace `edge_name` has an invisible marker at each edge's label, by whose name the labels can be hidden.
    """
    outline, active_outline = {"color": palette.MUTED, "width": 1.5}, {"color": palette.TEXT, "width": 3}
    tips = {"tip_x": "tip_x", "tip_y": "tip_y"}
    return plot.figure(
        [
            plot.line("arc_x", "arc_y", "arcs", color=palette.MUTED, width=2),
            plot.line("neck_x", "neck_y", "heads", more=tips, color=palette.MUTED, width=2),
            plot.marks("node_x", "node_y", "nodes", unclipped=True, size=NODE_SIZE, color=palette.PAPER, line=outline),
            plot.marks(
                active_x, active_y, "active", unclipped=True, size=ACTIVE_SIZE, color=palette.GRID, line=active_outline
            ),
            plot.marks("edge_x", "edge_y", edge_name, unclipped=True, size=1, color=palette.PAPER),
        ],
        plot.axis(-1.75, 1.75, ticks=[]),
        plot.axis(-1.5, 1.5, ticks=[]),
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
    )
