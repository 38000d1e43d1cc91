"""The scene in which one unit dies in one step of gradient descent, and how that is prevented."""

from functools import cache

import numpy as np

from lossviz.figures import losses, palette, unit_death
from lossviz.inputs import parameter
from lossviz.lessons.relu.dead_unit import quantities, words
from lossviz.lessons.relu.dead_unit.quantities import FRAME, HIGH, LEVELS, LOW, UPDATES, VIEW
from lossviz.lessons.relu.parameters import ACTIVATIONS
from lossviz.scene import budget
from lossviz.scene.lesson import Fold
from lossviz.scene.scene import Figure, GridDomain, Handle, Player, Scene, Switch, Table
from lossviz.theory import interruption
from lossviz.theory.surface import Point

START_STEP, HIGHEST_RATE, RATE_STEP = 0.05, 0.5, 0.01
PLACES_PER_SECOND = 4.0


@cache
def figures() -> tuple[Figure, ...]:
    """The unit, its path on the map of the loss, and the loss over the updates."""
    traces = [
        losses.line("ahead", x="each_step", y="log_losses", colour=palette.MUTED, width=1.2),
        losses.line("past", x="each_step", y="log_losses", colour=palette.COST, upto="step"),
    ]
    return (
        Figure(
            "unit",
            "Update {step:count}: the unit; full points are active",
            unit_death.function(
                points="point", line=("line_x", "line_y"), first="first_y", errors=("error_x", "error_y"), frame=VIEW
            ),
            height=290,
            narrow_height=240,
            columns=4,
            describes="Four points and the function of the unit at this update; active points are full",
        ),
        Figure(
            "map",
            "The loss over w and b (contour map)",
            unit_death.loss_map(levels=LEVELS, frame=FRAME, dead=("edge_w", "edge_b")),
            height=290,
            narrow_height=260,
            columns=4,
            describes="A contour map of the loss over weight and bias with the path of the unit, and a flat part: dead",
            hover=("time", "path_w", "path_b"),
        ),
        Figure(
            "losses",
            "Loss (log scale), update {step:count}: {loss}",
            losses.figure(traces, low=LOW, high=HIGH, steps="step_range", title="", across="updates"),
            height=290,
            narrow_height=220,
            columns=4,
            describes="The loss over the updates on a logarithmic axis, with a handle on the update",
            hover=("time", "each_step", ""),
        ),
    )


HANDLES = (
    Handle("time", "update", "update {step:count}, loss {loss}", "losses", "step", "log_loss", "cost"),
    Handle(
        "start",
        "start on the map",
        "w {start[0]:set}, b {start[1]:set}",
        "map",
        "start[0]",
        "start[1]",
        "muted",
        axis="xy",
        grid="start",
    ),
    Handle("rate", "learning rate η", "{rate:set}", role="model", grid="rate"),
)


def scene(
    *, start: Point = (1.0, 0.0), rate: float = 0.3, step: int = 0, activation: str = "relu", speed: str = "1"
) -> Scene:
    """The descent of one unit at one update."""
    found, places = quantities.run(activation, start, rate), np.arange(UPDATES + 1)
    low, high = zip(*FRAME, strict=True)
    options = tuple(
        (ACTIVATIONS[name], {"dead-unit.activation": "" if name == quantities.ACTIVATIONS[0] else name})
        for name in quantities.ACTIVATIONS
    )
    # A rate beyond the track stands half a step outside.
    shown_rate = min(rate, HIGHEST_RATE + RATE_STEP / 2)
    rows = quantities.table_rows(found, np.append(places, step))
    return Scene(
        name="dead-unit",
        figures=figures(),
        tables={"time": Table(places.astype(float), float(step), rows, {"dead-unit.step": "step"})},
        opening="time",
        handles=HANDLES,
        labels=words.LABELS,
        sentences=words.SAYS,
        formula=words.FORMULA,
        words=words.NAMES,
        choices=(Switch("Activation function", ACTIVATIONS[activation], options),),
        links=words.LINKS,
        goals=words.GOALS,
        shared=quantities.constants(found),
        grids={
            "start": GridDomain(low, high, (START_STEP, START_STEP), start, {"dead-unit.start": "{x},{y}"}),
            "rate": GridDomain((0.0,), (HIGHEST_RATE,), (RATE_STEP,), (shown_rate,), {"dead-unit.rate": "{x}"}),
        },
        player=Player("time", PLACES_PER_SECOND, "dead-unit.speed", speed),
        hint="rate",
    )


FOLD = Fold(
    slug="dead-unit",
    title="Dead units: a ReLU unit whose gradient is 0",
    introduction="One unit, ŷ = relu(w·x + b), with weight w and bias b: its slope is w, its kink is at x = −b/w. The "
    "four points have y = 0.2·x. Where w·x + b is below 0, the unit is not active: its slope is 0, and such a point "
    "adds nothing to the gradient. If one large step makes it inactive at **every** point, the gradient is 0: the unit "
    "is **dead**, and gradient descent cannot change it any more.",
    parameters=(
        parameter.Pair(
            "dead-unit.start",
            default=(1.0, 0.0),
            example="1, 0",
            label="Start: w, b",
            help="Weight and bias of the unit.",
        ),
        parameter.Number("dead-unit.rate", default=0.3, low=0.0, label="Learning rate η", help="A number from 0 up."),
        parameter.Integer(
            "dead-unit.step", default=0, high=UPDATES, label="Update", help=f"Which one is shown, 0 to {UPDATES}."
        ),
        parameter.Choice(
            "dead-unit.activation",
            default=quantities.ACTIVATIONS[0],
            options=quantities.ACTIVATIONS,
            label="Activation function",
            help=", ".join(quantities.ACTIVATIONS),
        ),
        parameter.speed("dead-unit.speed"),
    ),
    scene=scene,
    cost=lambda **_: budget.of_numbers(8_000) + (UPDATES + 2) * interruption.STEP,
)
