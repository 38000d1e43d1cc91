"""What if we only look at a few points? Batches, the gradients they have, and the walk they make."""

from collections.abc import Callable

import numpy as np

from lossviz.inputs import points as given
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.inputs.points import Points
from lossviz.lessons.sgd import axes as scales
from lossviz.lessons.sgd import figures, words
from lossviz.lessons.sgd import quantities as tables
from lossviz.lessons.sgd import runs as walked
from lossviz.lessons.sgd.axes import Scale
from lossviz.lessons.sgd.runs import FORTY, Run
from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.scene import SPEEDS, Array, Choice, Handle, Link, Player, Scene, Stream
from lossviz.theory.surface import Point

FIRST = words.FIRST
AXES = {"cost": "gradient evaluations", "steps": "steps"}
SCHEDULES = tuple(walked.SCHEDULES)
MOST_EPOCHS, LARGEST_SEED, LARGEST_NUMBER, FASTEST = 40, 999_999_999, 99_999, 1_000.0
# The lesson's rate, and for other points a rate as far below the border of the full batch.
RATE, CAUTION = 0.01, 8
BEYOND, NARROWEST = 1.2, 1e-12
SECONDS, SLOWEST = 8.0, 4.0


def parse_sample(text: str) -> Points:
    """Read the learner's points; nothing means the forty of the lesson."""
    points = given.parse(text) if text.strip() else FORTY
    return points if write_sample(points) else FORTY


def write_sample(points: Points) -> str:
    """Points as the address has them; those of the lesson need not be said."""
    same = np.array_equal(points.x, FORTY.x) and np.array_equal(points.y, FORTY.y)
    return "" if same else given.text(points)


def parse_begin(text: str) -> Point | None:
    """Read a start such as `0, 1`; nothing means the one that suits the points.

    Raises:
        ValueError: if it is not two numbers.
    """
    return given.two(text, "a start has w and b, such as 0, 1", "in the start")


def parse_rate(text: str) -> float | None:
    """Read a rate; nothing means one that suits the points.

    Raises:
        ValueError: if it is no number from 0 to 1,000.
    """
    if not text.strip():
        return None
    rate = given.number(text, "for the rate")
    if not 0 <= rate <= FASTEST:
        raise ValueError(f"a rate is a number from 0 to {FASTEST:,.0f}, such as 0.01")
    return rate


def counted(what: str, low: int, high: int) -> Callable[[str], int]:
    """A reader for whole numbers between two bounds, both included."""

    def read(text: str) -> int:
        plain = text.strip()
        if plain.isascii() and plain.isdigit() and len(plain) <= 12 and low <= int(plain) <= high:
            return int(plain)
        raise ValueError(f"{what} is a whole number from {low:,} to {high:,}")

    return read


def optional(value: object) -> str:
    """A rate or a start as the address has it; what was left out stays so."""
    if value is None:
        return ""
    return ",".join(given.short(part) for part in np.atleast_1d(np.asarray(value, dtype=float)).tolist())


PARAMETERS = (
    Parameter("sample", FIRST["sample"], parse_sample, write_sample),
    Parameter("begin", FIRST["begin"], parse_begin, optional),
    Parameter("size", FIRST["size"], counted("a batch", 1, given.MOST)),
    Parameter("eta", FIRST["eta"], parse_rate, optional),
    Parameter("seed", FIRST["seed"], counted("a seed", 0, LARGEST_SEED)),
    Parameter("epochs", FIRST["epochs"], counted("the number of epochs", 1, MOST_EPOCHS)),
    Parameter("now", FIRST["now"], counted("a step", 0, LARGEST_NUMBER)),
    Parameter("schedule", FIRST["schedule"], one_of(*SCHEDULES)),
    Parameter("axis", FIRST["axis"], one_of(*AXES)),
    Parameter("clock", "1", one_of(*SPEEDS)),
)


def suited(landscape: Landscape, points: Points, begin: Point | None, eta: float | None) -> tuple[Point, float]:
    """Start and rate: as they were set, else the lesson's own, or what suits the points."""
    own = RATE if points is FORTY else landscapes.rounded(walked.borders(points).full / CAUTION)
    return landscape.start if begin is None else begin, own if eta is None else eta


def streams(run: Run, landscape: Landscape, begin: Point) -> dict[str, Stream]:
    """Batch and rate on tracks, the start on the map; all of them change the whole walk."""
    low, high, step = landscape.grid
    fastest = landscapes.nice(max(BEYOND * walked.borders(run.points).full, NARROWEST))
    found = {
        "eta": Stream((0.0,), (fastest,), (landscapes.fine(fastest),), (run.eta,), {"eta": "{x}"}),
        "begin": Stream(low, high, step, begin, {"begin": "{x},{y}"}),
    }
    if run.n > 1:
        found["size"] = Stream((1.0,), (float(run.n),), (1.0,), (float(run.batch),), {"size": "{x}"})
    return found


def handles(run: Run) -> tuple[Handle, ...]:
    """Time, batch and rate on tracks, and the start on the map."""
    size = Handle("size", "batch", "{B:count} of {n:count}", (), axis="x", stream="size", role="model")
    return (
        *((size,) if run.n > 1 else ()),
        Handle("time", "step", "{k:count} of {last:count}", ("time",), axis="x", role="muted"),
        Handle("eta", "rate", "{eta:set}", (), axis="x", stream="eta", role="model"),
        Handle(
            "begin",
            "start, w and b",
            "w {w0:set}, b {b0:set}",
            (),
            axis="xy",
            figure="contour",
            x="w0",
            y="b0",
            role="muted",
            stream="begin",
            look="dot",
        ),
    )


def around(run: Run, on: Scale, by_steps: bool, begin: Point) -> dict[str, Array]:
    """What is the same at every step."""
    points, landscape, batch, n = run.points, run.landscape, run.batch, run.n
    seen, borders, least = given.drawn(points), walked.borders(points), walked.least(points)
    frame = scales.gradient_frame(points, begin)
    best = landscape.surface.minima[0] if landscape.surface.minima else (np.nan, np.nan)
    last = walked.tail(run)
    mean = last[1] if last else np.full(2, np.nan)
    ends = np.arange(1, run.epochs + 1)[scales.marked(run.epochs) - 1 :: scales.marked(run.epochs)]
    ends = ends * (run.each if by_steps else n)
    ends = ends[ends <= on.end]
    reached = walked.near_after(run.path, run.work, least)
    full_reached = walked.near_after(run.full, run.full_work, least)
    flags = {
        "best": least > 0,
        "valley": points.upright,
        "got": reached >= 0,
        "full_got": full_reached >= 0,
        "tail": last is not None,
        "several": n > 1,
        "partial": batch < n,
        "compared": batch > 1,
        "falling": run.rates.min() < run.rates.max(),
        "never": False,
    }
    return {
        "B": np.array(batch, dtype=np.int32),
        "n": np.array(n, dtype=np.int32),
        "left_out": np.array(n - batch, dtype=np.int32),
        "others": np.array(n - 1, dtype=np.int32),
        "last": np.array(run.steps, dtype=np.int32),
        "eta": np.array(run.eta),
        "w0": np.array(begin[0]),
        "b0": np.array(begin[1]),
        "border": np.array(borders.full),
        "strictest": np.array(borders.single),
        "least": np.array(least),
        "reached": np.array(reached, dtype=np.int32),
        "full_reached": np.array(full_reached, dtype=np.int32),
        "tail_loss": np.array(last[0] if last else np.nan),
        "mean_loss": np.array(float(landscape.surface.loss(mean)) if last else np.nan),
        "mean_w": np.array(mean[0]),
        "mean_b": np.array(mean[1]),
        "best_w": np.array(best[0]),
        "best_b": np.array(best[1]),
        "zero": np.zeros(1),
        "feet": np.zeros(min(n, tables.RAYS), dtype=np.float32),
        "x": landscapes.geometry(seen.x),
        "y": landscapes.geometry(seen.y),
        "ends": np.array(given.frame(points)[0]),
        "grid_w": landscape.x,
        "grid_b": landscape.y,
        "depth": landscape.depth,
        "slopes_across": np.array(frame[0]),
        "slopes_up": np.array(frame[1]),
        "across": np.array([-0.02, 1.1]) * on.end,
        "epochs_x": np.repeat(ends.astype(np.float32), 3),
        "epochs_y": np.tile(np.array([on.low, on.high, np.nan], dtype=np.float32), len(ends)),
        **{name: np.array(flag, dtype=np.uint8) for name, flag in flags.items()},
    }


def scene(
    *,
    sample: Points = FORTY,
    begin: Point | None = None,
    size: int = 1,
    eta: float | None = None,
    seed: int = 0,
    epochs: int = 1,
    now: int = 0,
    schedule: str = "constant",
    axis: str = "cost",
    clock: str = "1",
) -> Scene:
    """The picture at one step of one walk; a batch of more points than there are holds all of them."""
    points, by_steps = sample, axis == "steps"
    landscape = landscapes.of("points_mse", samples=points)
    start, rate = suited(landscape, points, begin, eta)
    run = walked.run(points, start, min(size, len(points)), seed, epochs, schedule, rate, by_steps)
    step, on = min(now, run.steps), scales.scale(run, by_steps)
    table = tables.table(run, step, on, by_steps, scales.gradient_frame(points, start))
    named, single = run.n <= tables.SOME, run.batch == 1
    options = tuple((name, {"schedule": "" if name == "constant" else name}) for name in SCHEDULES)
    return Scene(
        name="sgd",
        figures=(
            figures.of_gradients(single, "cloud_x" in table.constants, len(walked.draws(run.n, run.batch, seed))),
            figures.of_the_map(landscape),
            figures.of_the_work(on, by_steps, scales.marked(run.epochs), run.steps, run.cut),
            figures.of_the_points(points, run.batch, table.rows["lit_x"].shape[1]),
        ),
        tables={"time": table},
        opening="time",
        handles=handles(run),
        labels=words.labels(single=single, named=named),
        says=words.SAYS,
        case="case",
        formula=words.formula(schedule, named=named),
        words=given.words(points) if named else ("",),
        choices=(
            Choice("Rate over time", schedule, options),
            Choice(
                "Compared at equal", AXES[axis], (("gradient evaluations", {"axis": ""}), ("steps", {"axis": "steps"}))
            ),
        ),
        links=words.LINKS,
        predictions=words.PREDICTIONS,
        goals=words.GOALS,
        shared=around(run, on, by_steps, start),
        reset=dict.fromkeys((parameter.name for parameter in PARAMETERS), ""),
        streams=streams(run, landscape, start),
        player=Player("time", max(SLOWEST, len(table.places) / SECONDS), "clock", clock),
        actions=(
            Link("New seed", {"seed": str((seed + 1) % LARGEST_SEED)}, "Other dice, everything else the same."),
            Link("Same dice again", {"now": ""}, "Back to the start: the same seed makes the same walk."),
        ),
        hint="size" if run.n > 1 else "time",
    )
