"""Forward and reverse KL divergence: one bell is fitted to two hills, and the direction decides what fits best."""

from functools import cache

import numpy as np

from lossviz.figures import densities
from lossviz.inputs import parameter
from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy.kl_direction import two_hills, words
from lossviz.lessons.cross_entropy.kl_direction.quantities import BOTTOM, RATE, STEPS, TOP, of_hills, tables
from lossviz.scene import budget
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Figure, Handle, Player, Scene
from lossviz.scene.unit_switch import links_in, unit_switch
from lossviz.theory.logarithms import nats_to_base

X = (-two_hills.EDGE, two_hills.EDGE)
HIGHEST = 0.9


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The two densities, and below them both divergences over the mean of Q."""
    bottom, top = nats_to_base([BOTTOM, TOP], UNITS[unit_name].base).tolist()
    return (
        Figure(
            "bells",
            "P: modes at ±{m:set}. Q: mean {mu:set}, σ {sigma:set}",
            densities.figure(truth=("density_x", "density[at]"), model=("bell_x", "bell_y"), x=X, y=(-0.13, HIGHEST)),
            height=250,
            narrow_height=230,
            columns=12,
            describes="The density of P with two modes, and that of Q, a normal distribution with handles on mean and "
            "σ",
        ),
        Figure(
            "divergences",
            "KL at the best σ for each mean. This Q (dots): forward {F}, reverse {R}",
            densities.divergences(
                forward=("forward_x", "forward_curve[at]"),
                reverse=("reverse_x", "reverse_curve[at]"),
                minima={"truth": ("zero", "forward_least[at]"), "model": ("minima_x[at]", "minima_y[at]")},
                path=("path_x", "path_y", "k"),
                dots=("dots_x", "dots_y"),
                x=X,
                y=(bottom, top),
                titles=("mean of Q", unit_name),
            ),
            height=270,
            narrow_height=250,
            columns=12,
            describes="Both KL divergences as curves over the mean of Q, their minima marked, and a dot for this Q on "
            "or above each of them",
        ),
    )


# Operations of all divergences from all places of the hills, which are integrals.
KL_DIVERGENCES = 25_000_000
HANDLES = (
    Handle("mean", "mean of Q", "{mu:set}", "bells", "mu", "peak", "model", page_step=20),
    Handle("width", "standard deviation σ of Q", "{sigma:set}", "bells", "edge", "shoulder", "model", page_step=5),
    Handle("left", "left mode of P", "{left_x:set}", "bells", "left_x", "zero", "truth"),
    Handle("right", "right mode of P", "{m:set}", "bells", "m", "zero", "truth"),
    *(
        Handle(
            f"{name}-dot",
            f"mean of Q, {name} KL",
            "{mu:set}",
            "divergences",
            "mu",
            y,
            role,
            tables=("mean",),
            look="dot",
            page_step=20,
        )
        for name, y, role in (("forward", "dots_y[0]", "truth"), ("reverse", "dots_y[1]", "model"))
    ),
    Handle("step", "step", "{k:count} of {steps:count}", role="muted", page_step=10),
)


def scene(
    *, hills: float = 2.0, mean: float = 1.0, width: float = 1.0, step: int = 0, speed: str = "1", unit: str = "bits"
) -> Scene:
    """The scene of one bell, so many steps after the start of a descent, and two hills."""
    chosen = UNITS[unit]
    known = of_hills(hills, chosen)
    path = two_hills.descent(hills, mean, width, RATE, STEPS)
    path_reverse = two_hills.reverse(hills, path[:, 0], path[:, 1])
    top = float(nats_to_base(TOP, chosen.base))
    return Scene(
        name="kl-direction",
        figures=figures(unit),
        tables=tables(hills, path, path_reverse, step, known, chosen),
        opening="step" if step else "mean",
        handles=HANDLES,
        labels=words.labels(),
        sentences=words.SAYS,
        formula=words.formula(chosen),
        units=chosen.words,
        choices=unit_switch(unit),
        links=links_in(chosen, words.LINKS),
        player=Player("step", 12, "kl-direction.speed", speed),
        hint="mean",
        shared=merged(
            known,
            geometry(
                density_x=two_hills.DENSITY_X,
                forward_x=two_hills.FORWARD_X,
                reverse_x=two_hills.REVERSE_X,
                path_x=path[:, 0],
                path_y=np.minimum(nats_to_base(path_reverse, chosen.base), 2 * top),
                ceiling=0.96 * top,
                forward_end_x=two_hills.FORWARD_X[0],
            ),
            numbers(path_R=nats_to_base(path_reverse, chosen.base), zero=0.0),
            indices(steps=STEPS),
            flags(not_nats=unit != "nats"),
        ),
    )


FOLD = Fold(
    slug="kl-direction",
    title="Forward and reverse KL: one normal distribution fitted to two modes",
    introduction="P has two **modes** (maxima of its density); Q is one **normal distribution** with a mean and a "
    "standard deviation σ. **Forward KL**, KL(P‖Q), is an average over P: it is large where P is large and Q is small. "
    "Its best Q covers both modes: it is *mode-covering*. **Reverse KL**, KL(Q‖P), is an average over Q: it is large "
    "where Q is large and P is small. Its best Q covers one mode: it is *mode-seeking*. Each mode of P is a normal "
    "distribution with σ 0.6. Drag Q by its mean and its σ, or press Play: gradient descent on reverse KL.",
    parameters=(
        parameter.Number(
            words.HILLS,
            default=2.0,
            low=0,
            high=two_hills.FARTHEST,
            label="Modes of P at plus and minus",
            help="From 0 to 2.5. Each mode has the standard deviation 0.6.",
        ),
        parameter.Number(
            words.MEAN,
            default=1.0,
            low=two_hills.MEANS[0],
            high=two_hills.MEANS[1],
            label="Mean of Q",
            help="From −2.6 to 2.6.",
        ),
        parameter.Number(
            words.WIDTH,
            default=1.0,
            low=two_hills.WIDTHS[0],
            high=two_hills.WIDTHS[1],
            label="Standard deviation σ of Q",
            help="From 0.5 to 2.6.",
        ),
        parameter.Integer(
            words.STEP, default=0, low=0, high=STEPS, label="Step", help="Of gradient descent, from 0 to 60."
        ),
        parameter.speed("kl-direction.speed"),
    ),
    shared=("unit",),
    scene=scene,
    cost=lambda **_: budget.of_numbers(45_000) + KL_DIVERGENCES,
)
