"""The gradient check: the analytic gradient against central differences, and their error for every step."""

import math
from functools import lru_cache

import numpy as np

from lossviz.figures import loglog, pairs
from lossviz.inputs import parameter
from lossviz.inputs.points import Points
from lossviz.scene import axes, budget, landscapes
from lossviz.scene.descent_parameters import start_or_default
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Figure, Handle, Label, Link, Part, Scene, Table, marked
from lossviz.theory import finite_differences
from lossviz.theory.surface import Point, Surface

LARGEST, SMALLEST = 0.1, 1e-15
LOG_STEPS = np.arange(-60.0, -3.0) / 4
STEPS = np.array([float(f"{10**power:.2e}") for power in LOG_STEPS])
BOTTOM, TOP = -17, 1  # of the axis of errors, in powers of ten
TOLERANCE = 1e-6
AGREES, TRUNCATION, ROUNDING, ZERO_GRADIENT, INFINITE = range(5)


@lru_cache(maxsize=16)
def figures(titles: tuple[str, str]) -> tuple[Figure, ...]:
    """Both gradients as pairs of bars, and the error over the step."""
    return (
        Figure(
            "derivatives",
            "Partial derivatives: ■ by the formula, ▨ by a difference",
            pairs.figure(
                upper="gradient",
                lower="difference",
                upper_y="upper_y",
                lower_y="lower_y",
                pairs=2,
                x_range="gradient_range",
                title=f"derivative by {titles[0]} (above) and by {titles[1]}",
            ),
            height=280,
            narrow_height=220,
            columns=5,
            describes="The two partial derivatives at the start, by the formula and by a central difference",
        ),
        Figure(
            "error",
            "Relative difference of the two gradients, for every step h",
            loglog.figure(
                x="log_steps",
                y="log_errors",
                dot=("log_h", "log_error"),
                reference=("recommended_x", "recommended_y"),
                x_range=(-15, -1),
                y_range=(BOTTOM, TOP),
                titles=("step h", "relative difference"),
            ),
            height=280,
            narrow_height=260,
            columns=7,
            describes="The relative difference of the two gradients over the step, both axes logarithmic",
        ),
    )


def log_step(h: float) -> float:
    """The place of a step on the logarithmic axis: that of the table's step which is written alike, if there is one."""
    power = math.log10(h)
    near = round(4 * power) / 4
    return near if abs(near - power) < 0.001 else power


def recommended_step(w: Point) -> float:
    """The step recommended for this point, within the range of the handle."""
    return float(np.clip(finite_differences.recommended_step(max(1.0, *map(abs, w))), SMALLEST, LARGEST))


def quantities_of_steps(surface: Surface, w: Point, h: Array) -> dict[str, Array]:
    """Every quantity for each step of the central difference."""
    gradient, difference = surface.gradient(w), finite_differences.central(surface.loss, w, h)
    error = finite_differences.relative_difference(gradient, difference)
    case = np.select(
        [~np.isfinite(error), np.full(len(h), not gradient.any()), error <= TOLERANCE, h > recommended_step(w)],
        [INFINITE, ZERO_GRADIENT, AGREES, TRUNCATION],
        default=ROUNDING,
    )
    with np.errstate(all="ignore"):
        gap = difference - gradient
    return merged(
        numbers(
            h=h,
            difference=difference,
            loss_change=finite_differences.loss_change(surface.loss, w, h),
            gap=gap,
            gap_norm=finite_differences.norm(gap),
            error=error,
        ),
        geometry(log_error=axes.log_heights(error, BOTTOM, TOP)),
        indices(case=case),
    )


def gradient_range(gradient: Array) -> Array:
    """The range of the axis of the bars: a quarter more than the longer one to both sides."""
    longest = float(np.nan_to_num(abs(gradient).max(), posinf=np.finfo(float).max)) or 1.0
    return np.array([-1.0, 1.0]) * min(longest, 1e300) * 1.25


SAYS = (
    "h = {h}: formula and difference agree, with a relative difference of {error}.",
    "h = {h} is too large: the truncation error dominates. Relative difference {error}.",
    "h = {h} is too small: the rounding error dominates. Relative difference {error}.",
    "The gradient is 0 here, so a relative difference is not defined. The absolute one is {gap_norm}.",
    "Here the loss is not a finite number, so no difference can be computed.",
)


def labels() -> tuple[Label, ...]:
    """Numbers on the free side of the bars, and what goes wrong at both ends of the curve."""
    return (
        *(
            label
            for i in range(2)
            for label in (
                Label("derivatives", f"{{{name}[{i}]}}", "zero", f"{y}[{i}]", role, side, f"{unless}negative[{i}]")
                for name, y, role in (("gradient", "upper_y", "model"), ("difference", "lower_y", "cost"))
                for side, unless in (("left", "!"), ("right", ""))
            )
        ),
        Label("error", "rounding error", "left", "label_bottom", "muted", "right"),
        Label("error", "truncation error", "right", "label_bottom", "muted", "left", "not_quadratic"),
        Label("error", "h = {recommended}", "recommended_x[0]", "label_top", "muted", "left"),
        Label("error", "{error}", "log_h", "log_error", "cost", "high"),
    )


def formula(titles: tuple[str, str]) -> tuple[tuple[Part, ...], ...]:
    """The difference with its numbers in it, for both derivatives."""
    letters = [name.split()[-1] for name in titles]
    lines = [
        marked(
            f"∂L/∂{one} = [model]{{gradient[{i}]}}[/]     (L({one} + h) − L({one} − h)) / 2h"
            f" = [cost]{{loss_change[{i}]}}[/] / (2 × {{h}}) = [cost]{{difference[{i}]}}[/]"
            f"[muted]     difference {{gap[{i}]}}[/]"
        )
        for i, one in enumerate(letters)
    ]
    why = Part(
        "The truncation error grows like h², the rounding error like 2e−16 / h: their sum is smallest near the cube "
        "root of 2e−16.",
        "muted",
        "not_quadratic",
    )
    even = Part(
        "The curvature is constant here, so there is no truncation error; the rounding error grows like 2e−16 / h.",
        "muted",
        "!not_quadratic",
    )
    return (*lines, (why, even))


LINKS = (
    Link(
        "Recommended h",
        {"gradient-check.h": ""},
        "Near the cube root of the rounding error, 2e−16, about ten digits agree.",
    ),
    Link(
        "h = 1e−12: too small",
        {"gradient-check.h": "1e-12"},
        "Such a step changes only the last digits of the loss, so most digits of the difference are wrong.",
    ),
    Link(
        "h = 0.1: large",
        {"gradient-check.h": "0.1"},
        "Where the loss is quadratic even this is exact; elsewhere it is not.",
    ),
    Link(
        "Rosenbrock, h = 0.01",
        {"surface": "rosenbrock", "start": "", "gradient-check.h": "0.01"},
        "With a tenth of h the error becomes a hundredth, until the rounding error makes it grow again.",
    ),
)


def scene(
    surface: str = "ravine",
    condition: float = 10.0,
    start: Point | None = None,
    points: Points | None = None,
    h: float | None = None,
) -> Scene:
    """The check at one start, with a handle on the step."""
    landscape = landscapes.of(surface, condition, points)
    w = start_or_default(landscape, start)
    recommended = recommended_step(w)
    now = recommended if h is None else h
    rows = quantities_of_steps(landscape.surface, w, np.append(STEPS, now))
    log_steps = np.append(LOG_STEPS, log_step(now))
    gradient = landscape.surface.gradient(w)
    return Scene(
        name="gradient-check",
        figures=figures(landscape.axes),
        tables={
            "h": Table(
                LOG_STEPS, float(log_steps[-1]), merged(rows, numbers(log_h=log_steps)), {"gradient-check.h": "h"}
            )
        },
        opening="h",
        handles=(
            Handle(
                "h",
                "step h of the difference",
                "{h}, relative difference {error}",
                "error",
                "log_h",
                "log_error",
                "cost",
                page_step=4,
            ),
        ),
        labels=labels(),
        sentences=SAYS,
        formula=formula(landscape.axes),
        links=LINKS,
        shared=merged(
            numbers(
                gradient=gradient,
                gradient_range=gradient_range(gradient),
                upper_y=[1 + pairs.UPPER, pairs.UPPER],
                lower_y=[1 + pairs.LOWER, pairs.LOWER],
                recommended=recommended,
                recommended_x=np.full(2, log_step(recommended)),
                zero=0.0,
                left=-15.0,
                right=-1.0,
                label_top=TOP - 0.5,
                label_bottom=BOTTOM + 1.0,
            ),
            geometry(log_steps=LOG_STEPS, log_errors=rows["log_error"][:-1], recommended_y=np.array([BOTTOM, TOP])),
            flags(
                negative=gradient < 0,
                # Where a step of 0.1 is as good as the recommended one, the third derivatives are 0, or as good as 0.
                not_quadratic=rows["error"][len(STEPS) - 1] > TOLERANCE,
            ),
        ),
    )


FOLD = Fold(
    slug="gradient-check",
    title="Is the gradient right? A check by differences",
    introduction="A derivative can be approximated without a formula, by a **central difference**: go a step h to both "
    "sides and divide the change of the loss by 2h. Every gradient here was checked in this way. But how small should "
    "h be? Drag it.",
    parameters=(
        parameter.Number(
            "gradient-check.h",
            low=SMALLEST,
            high=LARGEST,
            label="Step h",
            help="From 1e-15 to 0.1.",
            placeholder="recommended",
        ),
    ),
    shared=("surface", "condition", "points", "start"),
    scene=scene,
    cost=lambda *, surface, points, **_: (
        budget.of_numbers(1_000 + 2 * len(STEPS))
        + landscapes.cost(surface, landscapes.sample_count(surface, points))
        + 10 * len(STEPS) * landscapes.sample_count(surface, points)
    ),
)
