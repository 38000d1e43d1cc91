"""Gradient descent on a line: the path down a wide bowl, and beside it the line that turns."""

from functools import cache

import numpy as np

from lossviz.figures import contour, fit, palette
from lossviz.lessons.home import quantities
from lossviz.lessons.home.quantities import UPDATES
from lossviz.scene.scene import Figure, Handle, Label, Scene, Table

FIT_FRAME = (quantities.LINE_ENDS, (-2.5, 6.5))
ENTRANCE = 4.5


@cache
def figures() -> tuple[Figure, ...]:
    """The loss of all lines with the path on it, and the line that the dot stands for."""
    bowl = [
        contour.level_contours(x="grid_x", y="grid_y", z="level", levels=quantities.LEVEL_COUNT),
        contour.path("ahead", x="path_x", y="path_y", colour=palette.MUTED, width=1.2),
        contour.path("path", x="path_x", y="path_y", colour=palette.MODEL, upto="k"),
        contour.marks("minimum", x="best[0]", y="best[1]", colour=palette.TRUTH, symbol="x", size=10),
        contour.marks("dot", x="path_x[k]", y="path_y[k]", colour=palette.MODEL, size=12),
    ]
    line = fit.figure(
        x="x",
        y="y",
        line=("ends", "line"),
        residuals=("residual_x", "residual_y"),
        before="first_line",
        frame=FIT_FRAME,
    )
    return (
        Figure(
            "bowl",
            "The loss of every line: each place here is one line",
            contour.figure(bowl, frame=(quantities.SLOPES, quantities.INTERCEPTS), titles=("slope", "intercept")),
            height=300,
            narrow_height=260,
            columns=7,
            describes="Contour map of the loss by slope and intercept, and the path of gradient descent on it",
        ),
        Figure(
            "fit",
            "The line at the dot, and its errors",
            line,
            height=300,
            narrow_height=230,
            columns=5,
            describes="Five points, the line, and its errors as vertical segments between them; dotted: the first line",
        ),
    )


def scene(step: int = 0) -> Scene:
    """The scene after `step` updates, with a handle on the path."""
    rows = quantities.quantities_of_all_updates()
    return Scene(
        name="home",
        figures=figures(),
        tables={
            "path": Table(
                places=np.arange(UPDATES + 1, dtype=np.int16),
                now=float(step),
                rows={name: np.concatenate([values, values[step : step + 1]]) for name, values in rows.items()},
                commit={"step": "k"},
            )
        },
        opening="path",
        handles=(
            Handle(
                "path",
                "update",
                "update {k:count}, loss {loss}",
                "bowl",
                "path_x[k]",
                "path_y[k]",
                "model",
                axis="path",
                page_step=10,
            ),
        ),
        labels=(Label("bowl", "loss {loss}", "path_x[k]", "path_y[k]", "cost", anchor="high"),),
        sentences=(
            "Before the first update the line is far from the points: the loss is {loss}.",
            "After {k:count} updates the loss is {loss}. Each update is a step downhill.",
            "After {k:count} updates the loss is {loss}, its minimum: no line has smaller squared errors.",
        ),
        formula=(),
        shared=quantities.quantities_of_the_whole(),
        entrance_seconds=ENTRANCE,
        resets=False,
    )
