"""A line that learns: twenty updates, one handle on time."""

from functools import cache

import numpy as np

from lossviz.figures import falling, fit
from lossviz.scene.quantities import Array, indices, merged, numbers
from lossviz.scene.scene import Figure, Handle, Label, Scene, Table, marked
from lossviz.theory import optimizers, point_surfaces
from lossviz.theory.descent import descend

UPDATES, RATE, START = 20, 0.02, (0.0, 1.0)
FRAME = ((0.0, 6.0), (-0.2, 6.2))
PLACES = np.arange(UPDATES + 1.0)


@cache
def quantities_of_all_updates() -> dict[str, Array]:
    """Every quantity at every update, from one walk downhill."""
    x, y = (np.array(row, dtype=float) for row in point_surfaces.FIVE_POINTS)
    surface = point_surfaces.points_mse(x, y)
    path = descend(surface.loss, surface.gradient, START, optimizers.gradient_descent(RATE), UPDATES)
    slope, intercept = path.points[:, :1], path.points[:, 1:]
    y_hat = slope * x + intercept
    line = slope * np.array(FRAME[0]) + intercept
    gap = np.full_like(y_hat, np.nan)
    here = PLACES[:, None]
    return merged(
        numbers(
            update=PLACES,
            loss=path.losses,
            slope=path.points[:, 0],
            intercept=path.points[:, 1],
            line=line,
            before=np.concatenate([line[:1], line[:-1]]),
            misses=np.stack([np.broadcast_to(y, y_hat.shape), y_hat, gap], axis=-1).reshape(UPDATES + 1, -1),
            passed=np.where(here >= PLACES, path.losses, np.nan),
        ),
        indices(case=PLACES == 0),
    )


@cache
def figures() -> tuple[Figure, ...]:
    """The line among its points, and the loss it has had."""
    return (
        Figure(
            "fit",
            "A line, five points, and the misses",
            fit.figure(x="x", y="y", line=("ends", "line"), misses=("miss_x", "misses"), before="before", frame=FRAME),
            height=270,
            narrow_height=215,
            columns=6,
            describes="Five points, a line, and the vertical misses between them",
        ),
        Figure(
            "falling",
            "The loss after each update",
            falling.figure(
                x="times", whole="losses", passed="passed", dot_x="update", dot_y="loss", updates=UPDATES, top=6.6
            ),
            height=270,
            narrow_height=215,
            columns=6,
            describes="The mean squared error after each of twenty updates",
        ),
    )


def scene(step: int = 0) -> Scene:
    """The picture after so many updates, with a handle on time."""
    walked = quantities_of_all_updates()
    x, y = (np.array(row, dtype=float) for row in point_surfaces.FIVE_POINTS)
    return Scene(
        name="home",
        figures=figures(),
        tables={
            "time": Table(
                places=PLACES,
                now=float(step),
                rows={name: np.concatenate([values, values[step : step + 1]]) for name, values in walked.items()},
                commit={"step": "update"},
            )
        },
        opening="time",
        handles=(
            Handle(
                "time",
                "time, in updates",
                "update {update:count}, loss {loss}",
                "falling",
                "update",
                "loss",
                "cost",
                page_step=5,
            ),
        ),
        labels=(Label("falling", "loss {loss}", "update", "loss", "cost", anchor="high"),),
        says=(
            "Update {update:count}: the line predicts, misses, and turns. The loss is {loss}.",
            "Before learning: the flat line misses, and the loss is {loss}. Pull the handle.",
        ),
        formula=(
            marked(
                "[model]ŷ[/] = [model]{slope}[/] · x + [model]{intercept}[/]     loss = mean of (y − ŷ)²"
                " = [cost]{loss}[/]"
            ),
        ),
        shared={
            "x": x,
            "y": y,
            "ends": np.array(FRAME[0]),
            "miss_x": np.repeat(x, 3),
            "times": PLACES,
            "losses": walked["loss"],
        },
    )
