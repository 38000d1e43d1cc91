"""Who is down first? Up to seven optimisers from one start, every setting in the open."""

import re
from functools import lru_cache

import numpy as np

from lossviz.figures import runners as drawing
from lossviz.figures.runners import Look
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.inputs.points import Points
from lossviz.lessons.gradient_descent.race import quantities as race_runs
from lossviz.lessons.gradient_descent.race import words
from lossviz.lessons.gradient_descent.race.quantities import NAMES, RUNNERS, Laps
from lossviz.scene import descent_parameters as shared
from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.scene import Array, Choice, Figure, Handle, Player, Scene, Stream, Table
from lossviz.theory import relief
from lossviz.theory.surface import Point

MOST_LAPS = 1_000
PLACES_PER_SECOND = 10.0


def parse_runners(text: str) -> tuple[str, ...]:
    """Read names such as `gradient_descent, adam`, in any order; each runs once.

    Raises:
        ValueError: a name that is none of the seven, or no name at all.
    """
    asked = [name for name in re.split(r"[,;\s]+", text.strip()) if name]
    for name in asked:
        if name not in NAMES:
            raise ValueError(f"“{name[:20]}” does not run; there is {', '.join(NAMES)}")
    if not asked:
        raise ValueError(f"somebody has to run; there is {', '.join(NAMES)}")
    return tuple(name for name in NAMES if name in asked)


def parse_laps(text: str) -> int:
    """Read how many laps there are.

    Raises:
        ValueError: if it is no whole number from 1 to 1,000, or cannot be told in equal steps.
    """
    laps = whole(text, 1)
    if laps % race_runs.stride(laps):
        step = race_runs.stride(laps)
        raise ValueError(f"a race as long as {laps} laps is told every {step} laps; give a multiple of {step}")
    return laps


def parse_lap(text: str) -> int | None:
    """Read the lap that is looked at; nothing means the last.

    Raises:
        ValueError: if it is no whole number from 0 to 1,000.
    """
    return whole(text, 0) if text.strip() else None


def whole(text: str, least: int) -> int:
    """A whole number of laps."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 4 and least <= int(digits) <= MOST_LAPS):
        raise ValueError(f"laps are a whole number from {least} to {MOST_LAPS:,}")
    return int(digits)


RUN = Parameter("runners", ",".join(NAMES), parse_runners, ",".join)
CHANCES = Parameter("chances", "equal", one_of("equal", "best"))
LAPS = Parameter("laps", "300", parse_laps)
LAP = Parameter("lap", "", parse_lap, lambda lap: "" if lap is None else str(lap))
PARAMETERS = (*shared.GROUND, shared.START, shared.RATE, shared.SPEED, RUN, CHANCES, LAPS, LAP)


@lru_cache(maxsize=64)
def figures(
    ground: Landscape, names: tuple[str, ...], laps: int, decades: tuple[int, int], title: str
) -> tuple[Figure, ...]:
    """The map with all ways, the losses over the laps, and the standings."""
    looks = [Look(RUNNERS[name].role, RUNNERS[name].symbol, RUNNERS[name].dash) for name in names]
    return (
        Figure(
            "course",
            f"All on one map ({ground.title}): each line has {ground.lines} the loss of the next inside",
            drawing.course(
                looks,
                ground=("ground_x", "ground_y", "depth"),
                lines=relief.LINES,
                lowest=("low_x", "low_y"),
                at="lap",
                frame=ground.frame,
                titles=ground.axes,
            ),
            height=330,
            narrow_height=280,
            columns=6,
            describes="A map of the surface with the path of each optimiser from one start",
        ),
        Figure(
            "heights",
            "The loss, lap by lap, on a logarithmic axis",
            drawing.heights(
                looks,
                x="each_lap",
                at="lap",
                laps=laps,
                powers=decades,
                title=title,
            ),
            height=330,
            narrow_height=280,
            columns=6,
            describes="The loss of each optimiser over the laps, on a logarithmic axis",
            hover=("time", "grid_laps", ""),
        ),
        Figure(
            "standings",
            "Lap {lap:count}",
            drawing.standings(looks, at="lap", lanes="lanes", powers=decades, title=title),
            height=70 + 25 * len(names),
            columns=12,
            describes="The loss of each optimiser at this lap, on a logarithmic axis",
        ),
    )


def table(laps: Laps, ground: Landscape) -> Table:
    """Lap after lap: who leads there, and which marks have room for a name."""
    lap = {"lap": laps.rows.astype(np.uint16)}
    rows = lap | words.judged(laps) | words.named(laps, ground)
    return Table(laps.places, float(laps.now), rows, {"lap": "lap"})


def streams(ground: Landscape, start: Point, rate: float, *, best: bool) -> dict[str, Stream]:
    """The start on the map, and the rate where one rate is everybody's."""
    low, high, step = ground.grid
    found = {"start": Stream(low, high, step, start, {"start": "{x},{y}"})}
    if not best:
        track = ground.rates()
        found["rate"] = Stream((0.0,), (track.high,), (track.step,), (rate,), {"rate": "{x}"})
    return found


HANDLES = (
    Handle("time", "lap", "lap {lap:count}", ("time",), axis="x", x="lap", role="cost"),
    Handle(
        "start",
        "start of all",
        "{start[0]:set}, {start[1]:set}",
        (),
        axis="xy",
        figure="course",
        x="start[0]",
        y="start[1]",
        role="model",
        stream="start",
    ),
    Handle("rate", "rate of all", "{rate:set}", (), axis="x", x="rate", role="model", stream="rate"),
)


def arrays(ground: Landscape, laps: Laps) -> dict[str, Array]:
    """Places and losses of every runner on every lap, and the ground they run on."""
    count = laps.losses.shape[1]
    minima = np.array(ground.surface.minima or [(np.nan, np.nan)], dtype=float)
    found: dict[str, Array] = {
        "ground_x": landscapes.geometry(ground.x),
        "ground_y": landscapes.geometry(ground.y),
        "depth": ground.depth,
        "low_x": minima[:, 0],
        "low_y": minima[:, 1],
        "each_lap": np.arange(len(laps.losses), dtype=np.uint16),
        "grid_laps": laps.places.astype(np.uint16),
        "beside": words.beside(laps.powers[-1], laps.decades),
        "last_lap": laps.places[-1],
        "lanes": np.arange(count)[::-1].astype(np.float32),
        "edge": np.array(laps.decades[0], dtype=np.float32),
    }
    for i in range(count):
        found[f"x{i}"], found[f"y{i}"] = laps.points[:, i, 0].copy(), laps.points[:, i, 1].copy()
        found[f"power{i}"] = laps.powers[:, i].astype(np.float32)
    return found


def scene(
    *,
    surface: str = "ravine",
    condition: float = 10.0,
    samples: Points | None = None,
    start: Point | None = None,
    rate: float | None = None,
    speed: str = "1",
    runners: tuple[str, ...] = NAMES,
    chances: str = "equal",
    laps: int = 300,
    lap: int | None = None,
) -> Scene:
    """The race on one surface, at one lap."""
    ground, best = landscapes.of(surface, condition if surface == "ravine" else 10.0, samples), chances == "best"
    place = shared.place(ground, start)
    common = ground.rates().first if rate is None else rate
    raced = race_runs.runs(ground, place, common, runners, laps, best=best)
    run = race_runs.laps_of(ground, raced, laps if lap is None else min(lap, laps))
    rates = np.array(race_runs.tried(ground))
    title = "loss above the least" if ground.relief.least else "loss"
    return Scene(
        name="race",
        figures=figures(ground, runners, laps, run.decades, title),
        tables={"time": table(run, ground)},
        opening="time",
        handles=HANDLES[: 2 if best else 3],
        labels=words.labels(raced),
        says=words.SAYS,
        case="case",
        formula=words.formula(raced, best=best),
        words=words.WORDS,
        choices=(
            Choice(
                "Chances",
                "each at its best rate" if best else "one rate for all",
                (("one rate for all", {"chances": ""}), ("each at its best rate", {"chances": "best"})),
            ),
        ),
        links=words.LINKS,
        shared=arrays(ground, run)
        | {
            "start": np.array(place, dtype=float),
            "rate": np.array(common),
            "rates": np.array([one.rate for one in raced]),
            "settings": words.settings(raced),
            "name": np.array([NAMES.index(name) for name in runners], dtype=np.uint8),
            "n": np.array(len(runners), dtype=np.uint8),
            "laps": np.array(laps, dtype=np.uint16),
            "tried": np.array(len(rates), dtype=np.uint8),
            "lowest_rate": rates[0],
            "highest_rate": rates[-1],
        },
        reset=dict.fromkeys(("runners", "chances", "laps", "lap"), ""),
        streams=streams(ground, place, common, best=best),
        player=Player("time", PLACES_PER_SECOND, "speed", speed),
    )
