"""Gradient descent on a line: twenty updates, with a handle that chooses one of them."""

from functools import cache

import numpy as np

from lossviz.figures import fit, loss_curve
from lossviz.scene.quantities import Array, indices, merged, numbers
from lossviz.scene.scene import Figure, Handle, Label, Scene, Table, marked
from lossviz.theory import optimizers, point_surfaces
from lossviz.theory.descent import descend

UPDATES, RATE, START = 20, 0.02, (0.0, 1.0)
FRAME = ((0.0, 6.0), (-0.2, 6.2))
PLACES = np.arange(UPDATES + 1.0)


@cache
def quantities_of_all_updates() -> dict[str, Array]:
    """Every quantity at every update, from one gradient descent."""
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
            residual_y=np.stack([np.broadcast_to(y, y_hat.shape), y_hat, gap], axis=-1).reshape(UPDATES + 1, -1),
            past=np.where(here >= PLACES, path.losses, np.nan),
        ),
        indices(case=PLACES == 0),
    )


@cache
def figures() -> tuple[Figure, ...]:
    """The line with its residuals, and the loss curve."""
    return (
        Figure(
            "fit",
            "A line, five points and the errors (residuals)",
            fit.figure(
                x="x",
                y="y",
                line=("ends", "line"),
                residuals=("residual_x", "residual_y"),
                before="before",
                frame=FRAME,
            ),
            height=270,
            narrow_height=215,
            columns=6,
            describes="Five points, a line, and the errors as vertical segments between them",
        ),
        Figure(
            "losses",
            "The loss after each update",
            loss_curve.figure(
                x="times", losses="losses", past="past", dot_x="update", dot_y="loss", updates=UPDATES, top=6.6
            ),
            height=270,
            narrow_height=215,
            columns=6,
            describes="The mean squared error after each of twenty updates",
        ),
    )


def scene(step: int = 0) -> Scene:
    """The scene after `step` updates, with a handle on the update."""
    at_updates = quantities_of_all_updates()
    x, y = (np.array(row, dtype=float) for row in point_surfaces.FIVE_POINTS)
    return Scene(
        name="home",
        figures=figures(),
        tables={
            "time": Table(
                places=PLACES,
                now=float(step),
                rows={name: np.concatenate([values, values[step : step + 1]]) for name, values in at_updates.items()},
                commit={"step": "update"},
            )
        },
        opening="time",
        handles=(
            Handle(
                "time", "update", "update {update:count}, loss {loss}", "losses", "update", "loss", "cost", page_step=5
            ),
        ),
        labels=(Label("losses", "loss {loss}", "update", "loss", "cost", anchor="high"),),
        sentences=(
            "After update {update:count} the loss is {loss}: the mean of the squared errors.",
            "Before the first update the loss is {loss}. Drag the dot on the loss curve.",
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
            "residual_x": np.repeat(x, 3),
            "times": PLACES,
            "losses": at_updates["loss"],
        },
    )
