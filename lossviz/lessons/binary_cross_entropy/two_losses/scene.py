"""The same labelled points under two losses: two surfaces, and a descent on each with the same start and η."""

from functools import cache

import numpy as np

from lossviz.figures import two_losses
from lossviz.figures.descents import Style
from lossviz.inputs import parameter
from lossviz.lessons.binary_cross_entropy.two_losses import quantities, words
from lossviz.scene import budget
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import merged, numbers
from lossviz.scene.scene import Figure, GridDomain, Handle, Player, Scene
from lossviz.theory import contour_levels, interruption
from lossviz.theory.surface import Point

STYLES = (Style("model", "circle", "solid"), Style("cost", "square", "dash"))
# One contour line to the next, and the highest one.
CONTOURS = ((0.5, 10.0), (0.05, 0.7))
STEP_TICKS = (0, 5, 10, 20, 40, 100, 200, 400, 1000)
LOSS_TICKS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
Y_RANGE = (-0.08, 1.08)
HIGHEST_RATE, RATE_STEP, START_STEP = 5.0, 0.05, 0.05
PLACES_PER_SECOND = 10.0


@cache
def figures() -> tuple[Figure, ...]:
    """Two contour maps, the predictions, and the loss curves."""
    maps = (
        Figure(
            name,
            f"{title}: contour lines {step} apart",
            two_losses.loss_map(STYLES[i], i, step=step, top=top, frame=quantities.FRAME),
            height=275,
            narrow_height=260,
            columns=4,
            describes=f"A contour map of the {name} over slope and intercept, with the path of gradient descent",
            hover=("time", f"hover_w{i}", f"hover_b{i}"),
        )
        for i, (name, title, (step, top)) in enumerate(zip(words.MAPS, words.TITLES, CONTOURS, strict=True))
    )
    return (
        *maps,
        Figure(
            "predictions",
            "Labels, and ŷ = sigmoid(w·x + b) of both",
            two_losses.predictions(STYLES, frame=(quantities.X_RANGE, Y_RANGE)),
            height=275,
            narrow_height=220,
            columns=4,
            describes="Six labels, yes or no, over x, and the prediction of each unit as a curve",
        ),
        Figure(
            "losses",
            "Update {step:count}: both losses (log scale); dotted: minima",
            two_losses.loss_curves(
                STYLES,
                updates={
                    "ticks": quantities.track_place(np.array(STEP_TICKS)).tolist(),
                    "words": [f"{tick:,}" for tick in STEP_TICKS],
                },
                x=(0.0, len(quantities.TRACK) - 1.0),
                powers={
                    "ticks": contour_levels.log10_excess(np.array(LOSS_TICKS)).tolist(),
                    "words": [f"{tick:g}" for tick in LOSS_TICKS],
                },
                y=quantities.LOG10_RANGE,
            ),
            height=195,
            narrow_height=220,
            columns=12,
            describes="Both losses over the updates on a logarithmic axis, with a handle on the update",
            hover=("time", "each_place", ""),
        ),
    )


HANDLES = (
    *(
        Handle(
            f"start{i}",
            f"start of both descents, on the map of {name}",
            "w {start[0]:set}, b {start[1]:set}",
            name,
            "start_w",
            "start_b",
            "text",
            axis="xy",
            grid="start",
            look="dot",
        )
        for i, name in enumerate(words.MAPS)
    ),
    Handle("time", "update", "update {step:count}", "losses", "place", "handle_y", "text"),
    Handle("rate", "learning rate η", "{rate:set}", role="text", grid="rate"),
)


def scene(*, start: Point = (-4.0, 0.0), rate: float = 0.5, step: int = 0, speed: str = "1") -> Scene:
    """Both descents at one update."""
    both = quantities.paths(start, rate)
    low, high = zip(*quantities.FRAME, strict=True)
    start_w, start_b = np.clip(start, low, high)
    return Scene(
        name="two-losses",
        figures=figures(),
        tables={"time": quantities.table(both, rate, step)},
        opening="time",
        handles=HANDLES,
        labels=words.LABELS,
        sentences=words.SAYS,
        formula=words.FORMULA,
        links=words.LINKS,
        goals=words.GOALS,
        shared=merged(
            quantities.constants(),
            quantities.path_quantities(both),
            numbers(start=start, start_w=start_w, start_b=start_b, rate=rate),
        ),
        grids={
            "start": GridDomain(low, high, (START_STEP, START_STEP), start, {"two-losses.start": "{x},{y}"}),
            # A rate beyond the track stands half a step outside.
            "rate": GridDomain(
                (0.0,),
                (HIGHEST_RATE,),
                (RATE_STEP,),
                (min(rate, HIGHEST_RATE + RATE_STEP / 2),),
                {"two-losses.rate": "{x}"},
            ),
        },
        player=Player("time", PLACES_PER_SECOND, "two-losses.speed", speed),
        hint="start0",
    )


FOLD = Fold(
    slug="two-losses",
    title="Two loss surfaces: the same labels, two loss functions",
    introduction="One unit, ŷ = sigmoid(w·x + b), and six labels. Cross-entropy and **squared error**, (ŷ − y)², give "
    "two **loss surfaces**: the loss at each w and b. Both descents have the same start and the same learning rate. "
    "Where all predictions are confident, the gradient of squared error **may vanish**: drag the start.",
    parameters=(
        parameter.Pair(
            "two-losses.start", default=(-4.0, 0.0), example="-4, 0", label="Start: w, b", help="Of both descents."
        ),
        parameter.Number(
            "two-losses.rate",
            default=0.5,
            low=0.0,
            label="Learning rate η",
            help="Of both descents; a number from 0 up.",
        ),
        parameter.Integer(
            "two-losses.step",
            default=0,
            high=quantities.UPDATES,
            label="Update",
            help="Which one is shown, 0 to 1,000.",
        ),
        parameter.speed("two-losses.speed"),
    ),
    scene=scene,
    cost=lambda **_: budget.of_numbers(16_000) + 2 * (quantities.UPDATES + 1) * (interruption.STEP + 10),
)
