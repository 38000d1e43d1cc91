"""The scene in which the units fit the curve themselves, by gradient descent."""

from functools import lru_cache

import numpy as np

from lossviz.figures import losses, palette, unit_sum
from lossviz.inputs import parameter
from lossviz.lessons.relu import words as lesson_words
from lossviz.lessons.relu.descent import quantities, words
from lossviz.lessons.relu.parameters import MOST, NODES, OWN, Curve, target_heights
from lossviz.lessons.relu.quantities import PLACES
from lossviz.lessons.relu.scene import FINE
from lossviz.scene import budget, descent_parameters
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import merged, numbers
from lossviz.scene.scene import Figure, GridDomain, Handle, Link, Player, Scene, Switch, Table
from lossviz.theory import interruption, unit_sums

UNITS, RATE, STEPS = 4, 0.05, 500
HIGHEST_RATE, RATE_STEP = 0.6, 0.01
LARGEST_SEED = 999_999
LENGTHS = ("100", "200", "500", "1000")
PLACES_PER_SECOND = 10.0


@lru_cache(maxsize=64)
def figures(low: int, high: int) -> tuple[Figure, ...]:
    """The sum beside the curve, and the loss over the steps."""
    traces = [
        losses.line("reference", x="step_range", y="reference_y", colour=palette.MUTED, width=1, dash="dot"),
        losses.line("ahead", x="each_step", y="log_losses", colour=palette.MUTED, width=1.2),
        losses.line("past", x="each_step", y="log_losses", colour=palette.COST, upto="step"),
    ]
    return (
        Figure(
            "fit",
            "Step {step:count}: the sum of {n:count} units, kinks as dots; dashed: the curve; strip: the error",
            unit_sum.fit(
                target=("target_x", "target_y"),
                total=("sum_x", "sum_y"),
                edge=("edge_x", "edge_y"),
                kinks=("kink_x", "kink_y"),
            ),
            height=300,
            narrow_height=260,
            columns=7,
            describes="The curve to fit, the sum of the units at this step, and between both a strip: the error",
        ),
        Figure(
            "losses",
            "Loss (log scale) at step {step:count}: {loss}",
            losses.figure(traces, low=low, high=high, steps="step_range", title=""),
            height=300,
            narrow_height=230,
            columns=5,
            describes="The loss over the steps on a logarithmic axis, with a handle on the step",
            hover=("time", "table_step", ""),
        ),
    )


HANDLES = (
    Handle("time", "step", "step {step:count}, loss {loss}", "losses", "step", "log_loss", "cost"),
    Handle("rate", "learning rate η", "{rate:set}", role="model", grid="rate"),
    Handle("units", "number of units", "{n:count}", role="model", grid="units"),
)


def actions(found: quantities.Run, step: int, seed: int | None) -> tuple[Link, ...]:
    """Another start, and the units of this step for the lesson above."""
    again = 0 if seed is None else (seed + 1) % (LARGEST_SEED + 1)
    random = "Random start" if seed is None else "Random start, next seed"
    links = [Link(random, {"descent.seed": str(again), "descent.step": ""})]
    if seed is not None:
        links.append(Link("Evenly spaced start", {"descent.seed": "", "descent.step": ""}))
    if units := quantities.final_units(found, step):
        state = {name: words.text(value) for name, value in units.items()} | {"highlight": ""}
        links.append(Link("Use these units in the lesson above", state))
    return tuple(links)


def cost(*, activation: str, units: int, steps: int, **_: object) -> int:
    """Units x places x steps."""
    each = interruption.STEP + unit_sums.of(activation).operations * units * len(PLACES)
    return budget.of_numbers(14_000) + (steps + 1) * each


def scene(
    *,
    target: str = "abs",
    curve: Curve = OWN,
    activation: str = "relu",
    units: int = UNITS,
    rate: float = RATE,
    steps: int = STEPS,
    step: int = 0,
    seed: int | None = None,
    speed: str = "1",
) -> Scene:
    """A descent of so many units at one step."""
    found = quantities.run(target, curve, activation, units, rate, steps, seed)
    places = np.arange(0, steps + 1, descent_parameters.table_stride(steps))
    now = min(step, steps)
    own = target == "own"
    edge_x, edge_y = found.problem.edge
    return Scene(
        name="descent",
        figures=figures(*found.decades),
        tables={
            "time": Table(
                places.astype(float),
                float(now),
                quantities.table_rows(found, np.append(places, now)),
                {"descent.step": "step"},
            )
        },
        opening="time",
        handles=HANDLES,
        labels=words.LABELS,
        sentences=words.SAYS,
        formula=words.formula(activation),
        words=words.STARTS,
        choices=(
            *lesson_words.switches(target, activation),
            Switch(
                "Steps",
                str(steps),
                tuple(
                    (length, {"descent.steps": length, "descent.step": ""})
                    for length in sorted({*LENGTHS, str(steps)}, key=int)
                ),
            ),
        ),
        links=words.LINKS,
        shared=merged(
            quantities.constants(found, seed),
            numbers(
                target_x=NODES if own else FINE,
                target_y=curve if own else target_heights(target, curve, FINE),
                edge_x=edge_x,
                edge_y=edge_y,
                table_step=places,
            ),
        ),
        grids={
            # A rate beyond the track stands half a step outside.
            "rate": GridDomain(
                (0.0,),
                (HIGHEST_RATE,),
                (RATE_STEP,),
                (min(rate, HIGHEST_RATE + RATE_STEP / 2),),
                {"descent.rate": "{x}"},
            ),
            "units": GridDomain((2.0,), (float(MOST),), (1.0,), (float(units),), {"descent.units": "{x}"}),
        },
        player=Player("time", PLACES_PER_SECOND, "descent.speed", speed),
        actions=actions(found, now, seed),
    )


FOLD = Fold(
    slug="descent",
    title="Gradient descent: training the units to fit the curve",
    introduction="Now the kinks are trained, too: gradient descent updates all parameters of the sum, as in the "
    "lessons before. The sum of the units is a small **neural network**. Press Play, or drag the dot on the loss "
    "curve.",
    parameters=(
        parameter.Integer("descent.units", default=UNITS, low=2, high=MOST, label="Number of units", help="2 to 12."),
        parameter.Number("descent.rate", default=RATE, low=0.0, label="Learning rate η", help="A number from 0 up."),
        descent_parameters.Steps(
            "descent.steps", default=STEPS, low=1, label="Number of steps", help="1 to 1,000 steps of gradient descent."
        ),
        parameter.Integer(
            "descent.step", default=0, high=1_000, label="Step that is shown", help="From 0 to the number of steps."
        ),
        parameter.Integer(
            "descent.seed",
            high=LARGEST_SEED,
            label="Seed",
            help="Of the random start: the same seed gives the same start.",
            placeholder="evenly spaced kinks",
        ),
        parameter.speed("descent.speed"),
    ),
    shared=("target", "curve", "activation"),
    scene=scene,
    cost=cost,
)
