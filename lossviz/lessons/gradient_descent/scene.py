"""The scene of one descent on one of nine loss surfaces, in four linked views."""

from functools import lru_cache

import numpy as np

from lossviz.inputs.points import Points
from lossviz.lessons.gradient_descent import figures, questions, rate_zones, words
from lossviz.lessons.gradient_descent.quantities import all_quantities
from lossviz.lessons.gradient_descent.runs import QUADRATIC, Descent, run
from lossviz.scene import budget, landscapes
from lossviz.scene.descent_parameters import start_or_default
from lossviz.scene.landscapes import RateRange
from lossviz.scene.quantities import merged, numbers
from lossviz.scene.scene import GridDomain, Handle, Part, Player, Scene, Switch, Table
from lossviz.scene.track import TrackMark
from lossviz.theory import interruption
from lossviz.theory.surface import Point

MOST_STEPS = 1000
LIMIT = TrackMark("stability_limit", "2/λ", "has_limit plain")
AZIMUTHS = np.arange(0.0, 361.0, 5.0)
STEPS_PER_SECOND = 10.0


def path_cost(steps: int) -> int:
    """What a path takes beside its samples: the loss and the gradient at each step, which its memory takes again."""
    return budget.of_numbers(17_000 + 34 * (2 + steps)) + (2 + steps) * 2 * interruption.STEP


def most_samples(surface: str, steps: int) -> int:
    """Of how many samples a descent of so many steps can be."""
    each, beside = (2 + steps) * 2 + landscapes.searched(surface), path_cost(steps) + landscapes.MAX_EVALUATIONS
    return budget.affordable(each, beside=beside, most=budget.MOST_IN_STEPS)


def cost(*, surface: str, steps: int | None, points: Points | None, **_: object) -> int:
    """Steps x samples: the loss and the gradient of each sample at each step of the path."""
    taken = steps or landscapes.PRESETS[surface].steps
    samples = min(landscapes.sample_count(surface, points), most_samples(surface, taken))
    zones = rate_zones.cost(samples)
    return path_cost(taken) + landscapes.cost(surface, samples) + (2 + taken) * 2 * samples + zones


def scene(
    surface: str = "ravine",
    condition: float = 10.0,
    start: Point | None = None,
    rate: float | None = None,
    steps: int | None = None,
    step: int | None = None,
    optimizer: str = "gradient_descent",
    points: Points | None = None,
    azimuth: int = 290,
    speed: str = "1",
) -> Scene:
    """The scene of one descent at one of its steps, with handles on the step and on all that changes the path."""
    most = most_samples(surface, steps or landscapes.PRESETS[surface].steps)
    landscape = landscapes.of_fewer(surface, condition, points, most)
    fewer = budget.uses("The descent", most, landscapes.sample_count(surface, points))
    rates = landscape.rate_range(optimizer)
    descent = run(
        landscape,
        start_or_default(landscape, start),
        rates.default if rate is None else rate,
        landscape.steps if steps is None else steps,
        optimizer,
    )
    k = min(step or 0, descent.steps)
    rows, whole = all_quantities(descent)
    time = {name: np.concatenate([values, values[k : k + 1]]) for name, values in rows.items()}
    return Scene(
        name="gradient-descent",
        figures=figures.figures(landscape),
        tables={
            "time": Table(
                np.arange(descent.steps + 1, dtype=np.int16), float(k), time, {"step": "step"}, numbers(azimuth=azimuth)
            ),
            "azimuth": Table(
                AZIMUTHS,
                float(azimuth),
                numbers(azimuth=np.append(AZIMUTHS, azimuth)),
                {"azimuth": "azimuth"},
                {name: values[k] for name, values in rows.items()},
            ),
        },
        opening="time",
        handles=handles(landscape.name),
        labels=words.labels(len(landscape.surface.minima), has_data=landscape.points is not None),
        sentences=words.SAYS,
        formula=(
            *words.formula(optimizer, landscape.axes, landscape.name in QUADRATIC, landscape.levels.minimum != 0),
            *((Part(said),) for said in (fewer, rate_zones.note(descent)) if said),
        ),
        words=words.WORDS,
        choices=switches(surface, optimizer),
        links=questions.GROUPED_LINKS,
        predictions=questions.PREDICTIONS,
        goals=questions.GOALS,
        shared=merged(whole, numbers(condition=condition)),
        grids=grids(descent, rates, condition),
        details=2,
        zones=rate_zones.zones(descent, rates, optimizer, condition),
        player=Player("time", STEPS_PER_SECOND, "speed", speed),
        hint="rate",
    )


@lru_cache(maxsize=16)
def handles(surface: str) -> tuple[Handle, ...]:
    """All handles; the ravine has one on its condition number, too."""
    condition = Handle("condition", "condition number κ", "{condition:set}", role="cost", grid="condition")
    return (
        Handle("time", "step", "{k:count} of {n:count}", role="cost"),
        Handle(
            "start",
            "start",
            "{start[0]:set}, {start[1]:set}",
            "contour",
            "start_x",
            "start_y",
            "model",
            axis="xy",
            grid="start",
            look="dot",
        ),
        Handle("rate", "learning rate η", "{rate:set}", role="model", grid="rate", marks=(LIMIT,)),
        Handle("steps", "number of steps", "{n:count}", role="muted", grid="steps"),
        # It stands last, so that nothing else moves where there is none.
        *([condition] if surface == "ravine" else []),
        Handle(
            "azimuth",
            "view angle of the surface",
            "{azimuth:count} degrees",
            "surface",
            "azimuth",
            "azimuth_y",
            "muted",
            page_step=6,
        ),
    )


def grids(descent: Descent, rates: RateRange, condition: float) -> dict[str, GridDomain]:
    """The places of the handles that have too many for a table: each changes the whole path.

    What lies beyond the range of its handle stands half a step outside.
    """
    low, high, step = descent.landscape.grid
    rate = descent.rate if descent.rate <= rates.high else rates.high + rates.step / 2
    found = {
        "start": GridDomain(low, high, step, descent.start, {"start": "{x},{y}"}),
        "rate": GridDomain((0.0,), (rates.high,), (rates.step,), (rate,), {"rate": "{x}"}),
        "steps": GridDomain((20.0,), (float(MOST_STEPS),), (20.0,), (float(descent.steps),), {"steps": "{x}"}),
    }
    if descent.landscape.name == "ravine":
        found["condition"] = GridDomain((1.0,), (40.0,), (0.5,), (min(condition, 40.25),), {"condition": "{x}"})
    return found


@lru_cache(maxsize=64)
def switches(surface: str, optimizer: str) -> tuple[Switch, ...]:
    """Another landscape begins its own descent; another optimiser goes on from the same start."""
    anew = dict.fromkeys(("start", "rate", "steps", "step"), "")
    return (
        Switch(
            "surface",
            landscapes.TITLES[surface],
            tuple((title, {"surface": name, **anew}) for name, title in landscapes.TITLES.items()),
        ),
        Switch(
            "optimiser",
            words.NAMES[optimizer],
            tuple((title, {"optimizer": name, "rate": "", "step": ""}) for name, title in words.NAMES.items()),
        ),
    )
