"""Which way is down? One walk over one of nine landscapes, in four linked views."""

from functools import lru_cache

import numpy as np

from lossviz.inputs import points as given
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.inputs.points import Points
from lossviz.lessons.gradient_descent import figures as descent_figures
from lossviz.lessons.gradient_descent import quantities as descent_walk
from lossviz.lessons.gradient_descent import questions as descent_asks
from lossviz.lessons.gradient_descent import words as descent_words
from lossviz.lessons.gradient_descent.quantities import Walk
from lossviz.scene import descent_parameters as walk_parameters
from lossviz.scene import landscapes
from lossviz.scene.descent_parameters import optional
from lossviz.scene.landscapes import Landscape, geometry
from lossviz.scene.scene import ABSENT, Array, Choice, Handle, Player, Scene, Stream, Table
from lossviz.theory import directions, surfaces
from lossviz.theory.surface import Point

GOALS, PREDICTIONS = descent_asks.GOALS, descent_asks.PREDICTIONS
MOST_STEPS = 1000
TURNS = np.arange(0.0, 361.0, 5.0)
PER_SECOND = 10.0


def whole(text: str, low: int, high: int) -> int:
    """A whole number between two bounds."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 9 and low <= int(plain) <= high):
        raise ValueError(f"it is a whole number from {low:,} to {high:,}")
    return int(plain)


def parse_steps(text: str) -> int | None:
    """How many steps are walked; nothing means the surface's own number."""
    return whole(text, 1, MOST_STEPS) if text.strip() else None


def parse_step(text: str) -> int | None:
    """The step that is looked at; nothing means the last one."""
    return whole(text, 0, MOST_STEPS) if text.strip() else None


PARAMETERS = (
    walk_parameters.SURFACE,
    walk_parameters.CONDITION,
    walk_parameters.START,
    walk_parameters.RATE,
    Parameter("steps", "", parse_steps, optional(str)),
    Parameter("step", "", parse_step, optional(str)),
    Parameter("optimizer", "gradient_descent", one_of(*landscapes.OPTIMIZERS)),
    walk_parameters.SAMPLES,
    Parameter("view", "290", lambda text: whole(text, 0, 360)),
    walk_parameters.SPEED,
)


def scene(
    surface: str = "ravine",
    condition: float = 10.0,
    start: Point | None = None,
    rate: float | None = None,
    steps: int | None = None,
    step: int | None = None,
    optimizer: str = "gradient_descent",
    samples: Points | None = None,
    view: int = 290,
    speed: str = "1",
) -> Scene:
    """One walk, scrubbed to a step, with handles on time, start, rate and whatever else bends its way."""
    land = landscapes.of(surface, condition if surface == "ravine" else 10.0, samples)
    rates = land.rates(optimizer)
    walk = descent_walk.walked(
        land,
        walk_parameters.place(land, start),
        rates.first if rate is None else rate,
        land.steps if steps is None else steps,
        optimizer,
    )
    k = min(walk.steps if step is None else step, walk.steps)
    moved, turned = time(walk), {"turn": np.array(float(view))}
    now = {name: values[k] for name, values in moved.items()}
    rows = {name: np.concatenate([values, values[k : k + 1]]) for name, values in moved.items()}
    turns = np.append(TURNS, float(view))
    handles, streams = pulled(walk, rates, condition)
    return Scene(
        name="gradient-descent",
        figures=descent_figures.figures(land),
        tables={
            "time": Table(np.arange(walk.steps + 1, dtype=np.int16), float(k), rows, {"step": "sent"}, turned),
            "turn": Table(TURNS, float(view), {"turn": turns}, {"view": "turn"}, now),
        },
        opening="time",
        handles=handles,
        labels=descent_words.labels(len(land.surface.minima)),
        says=descent_words.SAYS,
        case="case",
        formula=descent_words.formula(optimizer, land.axes, land.name in descent_walk.EVEN, land.relief.least != 0),
        words=descent_words.WORDS,
        choices=choices(surface, optimizer),
        links=descent_asks.LINKS,
        predictions=PREDICTIONS,
        goals=GOALS,
        shared=shared(land) | walked(walk) | {"condition": np.array(condition)},
        reset={parameter.name: "" for parameter in PARAMETERS},
        streams=streams,
        player=Player("time", PER_SECOND, "speed", speed),
        hint="rate",
    )


def time(walk: Walk) -> dict[str, Array]:
    """What is different at each step: little, for a row only says which step it is."""
    k = np.arange(walk.steps + 1, dtype=np.int16)
    rows = {
        "k": k,
        "next": (k + 1).astype(np.int16),
        # The last step is what an address that names none means.
        "sent": np.where(k == walk.steps, ABSENT, k).astype(np.int16),
        "case": descent_words.cases(walk),
    }
    if walk.land.points is not None:
        rows["line"] = descent_walk.model(walk, descent_figures.framed(walk.land))["line"]
    return rows


def walked(walk: Walk) -> dict[str, Array]:
    """What is the same at every step: the whole walk."""
    land = walk.land
    (left, right), (bottom, top) = land.frame
    (x, y), lowest = walk.start, land.lowest(walk.place) is not None
    quantities = {
        **descent_walk.numbers(walk),
        **descent_walk.theory(walk),
        **descent_walk.drawn(walk),
        **descent_words.spoken(walk),
        **descent_asks.judged_by(walk),
        "n": np.array(walk.steps, dtype=np.int16),
        "uneven": np.array(descent_words.uneven(walk), dtype=np.uint8),
        "place_x": walk.place[0] if lowest else np.array(np.nan),
        "place_y": walk.place[1] if lowest else np.array(np.nan),
        "start_x": np.array(min(max(x, left), right)),
        "start_y": np.array(min(max(y, bottom), top)),
    }
    if land.points is not None:
        said = descent_walk.model(walk, descent_figures.framed(land))
        drawn = given.drawn(land.points)
        quantities |= {name: said[name] for name in ("line_x", "edge_x", "edge")}
        quantities |= {"line_0": said["line"][0], "data_x": geometry(drawn.x), "data_y": geometry(drawn.y)}
    return quantities


@lru_cache(maxsize=48)
def shared(land: Landscape) -> dict[str, Array]:
    """What belongs to the landscape alone."""
    thin = 1 if land.name in ("rastrigin", "rosenbrock") else 2
    saddle = land.name == "saddle"
    height = land.height.reshape(len(land.y), len(land.x))[::thin, ::thin]
    return {
        "grid_x": geometry(land.x),
        "grid_y": geometry(land.y),
        "depth": land.depth,
        "space_x": geometry(land.x[::thin]),
        "space_y": geometry(land.y[::thin]),
        "height": np.ascontiguousarray(height).reshape(-1),
        "pass": np.array(saddle, dtype=np.uint8),
        "pass_x": np.array(0.0 if saddle else np.nan),
        "pass_y": np.array(0.0 if saddle else np.nan),
        "turn_range": np.array([0.0, 360.0]),
        "unit_range": np.array([0.0, 1.0]),
        "turn_y": np.array(0.0),
        "slanted": slanted(),
    }


@lru_cache(maxsize=1)
def slanted() -> Array:
    """How far downhill and the way to the bottom lie apart where the lesson begins."""
    ravine, start = surfaces.ravine(), np.array(landscapes.KINDS["ravine"].start)
    return directions.angle(-ravine.gradient(start), -start)


def pulled(walk: Walk, rates: landscapes.Rates, condition: float) -> tuple[tuple[Handle, ...], dict[str, Stream]]:
    """Everything there is to take hold of, and the places of what streams."""
    low, high, fine = walk.land.grid
    handles = [
        Handle("time", "step", "{k:count} of {n:count}", ("time",), axis="x", role="cost"),
        Handle(
            "start",
            "start",
            "{start[0]:set}, {start[1]:set}",
            (),
            axis="xy",
            figure="contour",
            x="start_x",
            y="start_y",
            role="model",
            stream="start",
            look="dot",
        ),
        Handle("rate", "rate η", "{rate:set}", (), axis="x", role="model", stream="rate"),
        Handle("steps", "steps", "{n:count}", (), axis="x", role="muted", stream="steps"),
        Handle(
            "turn",
            "turn the surface",
            "{turn:count} degrees",
            ("turn",),
            axis="x",
            figure="space",
            x="turn",
            y="turn_y",
            role="muted",
            leap=6,
        ),
    ]
    streams = {
        "start": Stream(low, high, fine, walk.start, {"start": "{x},{y}"}),
        "rate": Stream(
            (0.0,),
            (rates.high,),
            (rates.step,),
            # What lies beyond its reach waits half a step outside.
            (walk.rate if walk.rate <= rates.high else rates.high + rates.step / 2,),
            {"rate": "{x}"},
        ),
        "steps": Stream((20.0,), (float(MOST_STEPS),), (20.0,), (float(walk.steps),), {"steps": "{x}", "step": ""}),
    }
    if walk.land.name == "ravine":
        handles.insert(
            3,
            Handle(
                "condition",
                "κ, times as steep across",
                "{condition:set}",
                (),
                axis="x",
                role="cost",
                stream="condition",
            ),
        )
        streams["condition"] = Stream((1.0,), (40.0,), (0.5,), (min(condition, 40.25),), {"condition": "{x}"})
    return tuple(handles), streams


@lru_cache(maxsize=64)
def choices(surface: str, optimizer: str) -> tuple[Choice, ...]:
    """Another landscape begins its own walk; another optimiser goes on from the same start."""
    anew = {name: "" for name in ("start", "rate", "steps", "step")}
    return (
        Choice(
            "surface",
            landscapes.TITLES[surface],
            tuple((title, {"surface": name, **anew}) for name, title in landscapes.TITLES.items()),
        ),
        Choice(
            "optimiser",
            descent_words.NAMES[optimizer],
            tuple((title, {"optimizer": name, "rate": "", "step": ""}) for name, title in descent_words.NAMES.items()),
        ),
    )
