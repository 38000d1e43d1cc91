"""Is the gradient right? The formula's slopes beside differences of the loss, and what their step costs."""

import math
from functools import lru_cache

import numpy as np

from lossviz.figures import loglog, pairs
from lossviz.inputs import points as given
from lossviz.inputs.parameter import Parameter
from lossviz.inputs.points import Points
from lossviz.scene import descent_parameters as shared
from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape, geometry
from lossviz.scene.scene import Array, Figure, Handle, Label, Link, Part, Scene, Table
from lossviz.theory import differences, relief
from lossviz.theory.surface import Point

LONGEST, SHORTEST = 0.1, 1e-15
POWERS = np.arange(-60.0, -3.0) / 4
STEPS = np.array([float(f"{10**power:.2e}") for power in POWERS])
BOTTOM, TOP = -17, 1
GOOD = 1e-6
AGREES, BEND, ROUNDING, LEVEL, INFINITE = range(5)


def parse_step(text: str) -> float | None:
    """Read how far the difference steps to both sides; nothing means the step that suits the place.

    Raises:
        ValueError: if it is no number from 1e-15 to 0.1.
    """
    if not text.strip():
        return None
    value = given.number(text, "for h")
    if not SHORTEST <= value <= LONGEST:
        raise ValueError("h is from 1e-15 to 0.1; it is added to each number and taken from it")
    return value


H = Parameter("h", "", parse_step, shared.optional(shared.written))
PARAMETERS = (*shared.GROUND, shared.START, H)


@lru_cache(maxsize=16)
def figures(axes: tuple[str, str]) -> tuple[Figure, ...]:
    """The slopes in pairs, and the error over the step."""
    return (
        Figure(
            "slopes",
            "The slopes: ■ by the formula, ▨ by a difference",
            pairs.figure(
                upper="gradient",
                lower="difference",
                upper_y="upper_y",
                lower_y="lower_y",
                pairs=2,
                reach="slope_range",
                title=f"slope in {axes[0]} (above) and in {axes[1]}",
            ),
            height=280,
            narrow_height=220,
            columns=5,
            describes="The two slopes at the start, by the formula and by a central difference",
        ),
        Figure(
            "error",
            "How far both are apart, for every step h",
            loglog.figure(
                x="powers",
                y="errors",
                dot=("power", "height"),
                mark=("fitting_x", "edges"),
                across=(-15, -1),
                up=(BOTTOM, TOP),
                titles=("step h", "relative difference"),
            ),
            height=280,
            narrow_height=260,
            columns=7,
            describes="The relative difference of the two gradients over the step, both axes logarithmic",
        ),
    )


def place_of(h: float) -> float:
    """Where a step stands on the logarithmic axis: on the grid where it is one of the grid's, as it is written."""
    power = math.log10(h)
    near = round(4 * power) / 4
    return near if abs(near - power) < 0.001 else power


def measured(ground: Landscape, w: Point, h: Array) -> dict[str, Array]:
    """Every quantity for each step."""
    loss = ground.surface.loss
    gradient = ground.surface.gradient(w)
    rise, slopes = differences.rises(loss, w, h), differences.central(loss, w, h)
    error = differences.relative_difference(gradient, slopes)
    fitting = fitting_step(w)
    case = np.select(
        [
            ~np.isfinite(error),
            np.full(len(h), not gradient.any()),
            error <= GOOD,
            h > fitting,
        ],
        [INFINITE, LEVEL, AGREES, BEND],
        default=ROUNDING,
    )
    with np.errstate(all="ignore"):
        gap = slopes - gradient
    return {
        "h": h,
        "difference": slopes,
        "rise": rise,
        "gap": gap,
        "error": error,
        "height": geometry(heights(error)),
        "case": case.astype(np.uint8),
        "off": differences.length(gap),
    }


def heights(error: Array) -> Array:
    """Errors as powers of ten; none at all stands on the floor of the frame, what is no number at its top."""
    powers: Array = np.nan_to_num(np.clip(relief.powers(error), BOTTOM, TOP), nan=TOP)
    return powers


def fitting_step(w: Point) -> float:
    """The step that suits this place, within the reach of the handle."""
    return float(np.clip(differences.fitting_step(max(1.0, *map(abs, w))), SHORTEST, LONGEST))


SAYS = (
    "h = {h}: formula and difference agree but for {error} of the gradient’s length.",
    "h = {h} is too long: it sees the bend of the ground, and misses by {error} of the gradient’s length.",
    "h = {h} is too short: the rise drowns in the last digits of the loss. Off by {error} of the gradient’s length.",
    "The gradient is 0 here, so it has no length to compare with. The difference is off by {off}.",
    "So far out the loss has no finite number, and a difference of two of them says nothing.",
)


def labels() -> tuple[Label, ...]:
    """Numbers on the free side of the bars, and what goes wrong at both ends of the curve."""
    return (
        *(
            label
            for i in range(2)
            for label in (
                Label("slopes", f"{{{name}[{i}]}}", "zero", f"{y}[{i}]", role, side, f"{unless}falls[{i}]")
                for name, y, role in (("gradient", "upper_y", "model"), ("difference", "lower_y", "cost"))
                for side, unless in (("left", "!"), ("right", ""))
            )
        ),
        Label("error", "drowns in rounding", "left", "foot", "muted", "right"),
        Label("error", "sees the bend", "right", "foot", "muted", "left", "bent"),
        Label("error", "h = {fitting}", "fitting_x[0]", "roof", "muted", "left"),
        Label("error", "{error}", "power", "height", "cost", "high"),
    )


def formula(axes: tuple[str, str]) -> tuple[tuple[Part, ...], ...]:
    """The difference with its numbers in it, for both slopes."""
    letters = [name.split()[-1] for name in axes]
    lines = [
        (
            Part(f"∂L/∂{one}"),
            Part(" = "),
            Part(f"{{gradient[{i}]}}", "model"),
            Part(f"     (L({one} + h) − L({one} − h)) / 2h = "),
            Part(f"{{rise[{i}]}}", "cost"),
            Part(" / (2 × {h}) = "),
            Part(f"{{difference[{i}]}}", "cost"),
            Part(f"     apart by {{gap[{i}]}}", "muted"),
        )
        for i, one in enumerate(letters)
    ]
    why = Part(
        "The bend costs about h², the rounding about 2e−16 / h: both are least near the cube root of 2e−16.",
        "muted",
        "bent",
    )
    even = Part(
        "The ground bends evenly here, so a long step costs nothing; the rounding costs about 2e−16 / h.",
        "muted",
        "!bent",
    )
    return (*lines, (why, even))


LINKS = (
    Link("The step that suits", {"h": ""}, "Near the cube root of the rounding about ten digits agree."),
    Link(
        "As short as can be?",
        {"h": "1e-12"},
        "So short a step moves only the last digits of the loss, and most of the slope’s digits are wrong.",
    ),
    Link("A long one", {"h": "0.1"}, "On a parabola even this is exact; where the ground bends otherwise it is not."),
    Link(
        "On Rosenbrock",
        {"surface": "rosenbrock", "start": "", "h": "0.01"},
        "A bent valley: with a tenth of h the error falls to a hundredth, until rounding makes it grow again.",
    ),
)


def scene(
    *,
    surface: str = "ravine",
    condition: float = 10.0,
    samples: Points | None = None,
    start: Point | None = None,
    h: float | None = None,
) -> Scene:
    """The check at one start, with a handle on the step."""
    ground = landscapes.of(surface, condition if surface == "ravine" else 10.0, samples)
    w = shared.place(ground, start)
    fitting = fitting_step(w)
    now = fitting if h is None else h
    rows = measured(ground, w, np.append(STEPS, now))
    powers = np.append(POWERS, place_of(now))
    gradient = ground.surface.gradient(w)
    return Scene(
        name="slope-check",
        figures=figures(ground.axes),
        tables={"h": Table(POWERS, float(powers[-1]), rows | {"power": powers}, {"h": "h"})},
        opening="h",
        handles=(
            Handle(
                "h",
                "step h of the difference",
                "{h}, relative difference {error}",
                ("h",),
                axis="x",
                figure="error",
                x="power",
                y="height",
                role="cost",
                leap=4,
            ),
        ),
        labels=labels(),
        says=SAYS,
        case="case",
        formula=formula(ground.axes),
        links=LINKS,
        shared={
            "gradient": gradient,
            "slope_range": reach(gradient),
            "upper_y": np.array([1 + pairs.UPPER, pairs.UPPER]),
            "lower_y": np.array([1 + pairs.LOWER, pairs.LOWER]),
            "powers": POWERS.astype(np.float32),
            "errors": rows["height"][:-1],
            "fitting": np.array(fitting),
            "fitting_x": np.full(2, place_of(fitting)),
            "edges": np.array([BOTTOM, TOP], dtype=np.float32),
            "zero": np.array(0.0),
            "falls": (gradient < 0).astype(np.uint8),
            # Where a step of 0.1 is as good as the one that suits, the loss is a parabola, or as good as one.
            "bent": np.array(rows["error"][len(STEPS) - 1] > GOOD, dtype=np.uint8),
            "left": np.array(-15.0),
            "right": np.array(-1.0),
            "roof": np.array(TOP - 0.5),
            "foot": np.array(BOTTOM + 1.0),
        },
        reset={"h": ""},
    )


def reach(gradient: Array) -> Array:
    """The range of the axis of slopes: a quarter more than the longer one to both sides."""
    longest = float(np.nan_to_num(abs(gradient).max(), posinf=np.finfo(float).max)) or 1.0
    return np.array([-1.0, 1.0]) * min(longest, 1e300) * 1.25
