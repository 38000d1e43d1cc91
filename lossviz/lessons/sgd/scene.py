"""The scene of mini-batches: their gradients, and the path of stochastic gradient descent."""

from lossviz.inputs.points import Points, names
from lossviz.lessons.sgd import axes, figures, quantities, questions, runs, tables, words
from lossviz.lessons.sgd.runs import FORTY, SCHEDULES, Run
from lossviz.scene import budget, landscapes
from lossviz.scene.axes import MANY_DIGITS, one_digit, round_up
from lossviz.scene.scene import GridDomain, Handle, Link, Player, Scene, Switch
from lossviz.theory import interruption, mini_batches
from lossviz.theory.surface import Point

LARGEST_SEED = 999_999_999
# The learning rate of the lesson's own points; for others the stability limit of the full batch by so much.
RATE, CAUTION = 0.01, 8
# The track of the learning rate ends so many times beyond that limit, and never so near to 0 as to be empty.
BEYOND, SHORTEST = 1.2, 1e-12
# A path is played in so many seconds, and never more slowly than so many places a second.
SECONDS, SLOWEST = 8.0, 4.0


def grids(run: Run, start: Point) -> dict[str, GridDomain]:
    """Batch size and learning rate on tracks, the start on the map; each of them changes the whole path."""
    low, high, step = run.landscape.grid
    fastest = round_up(max(BEYOND * runs.stability_limits(run.points).full, SHORTEST), MANY_DIGITS)
    found = {
        "rate": GridDomain((0.0,), (fastest,), (landscapes.rate_step(fastest),), (run.rate,), {"rate": "{x}"}),
        "start": GridDomain(low, high, step, start, {"start": "{x},{y}"}),
    }
    if run.n > 1:
        found["batch"] = GridDomain((1.0,), (float(run.n),), (1.0,), (float(run.batch),), {"batch": "{x}"})
    return found


def handles(run: Run) -> tuple[Handle, ...]:
    """Batch size, step and learning rate on tracks, and the start on the map."""
    batch = Handle("batch", "batch size", "{B:count} of {n:count}", grid="batch", role="model")
    return (
        *((batch,) if run.n > 1 else ()),
        Handle("time", "step", "{k:count} of {steps:count}", role="muted"),
        Handle("rate", "learning rate η", "{rate:set}", grid="rate", role="model"),
        Handle(
            "start",
            "initial w and b",
            "w {w0:set}, b {b0:set}",
            "contour",
            "w0",
            "b0",
            "muted",
            axis="xy",
            grid="start",
            look="dot",
        ),
    )


def cost(*, points: Points, batch: int, epochs: int, **_: object) -> int:
    """Steps x points of a batch, of both paths, and the points of all batches of the clouds."""
    n, size = len(points), min(batch, len(points))
    steps = min(mini_batches.updates_per_epoch(n, size) * epochs, runs.MAX_STEPS)
    clouds = runs.DRAWS * max(tables.GRADIENT_BUDGET, size)
    both = steps + max(steps, runs.FULL_STEPS) + 2
    return budget.of_numbers(28_000) + both * interruption.STEP + steps * size // 8 + clouds


def scene(
    *,
    points: Points = FORTY,
    start: Point | None = None,
    batch: int = 1,
    rate: float | None = None,
    seed: int = 0,
    epochs: int = 1,
    step: int = 0,
    schedule: str = "constant",
    compare: str = "cost",
    speed: str = "1",
) -> Scene:
    """The scene at one step of one path; a batch of more points than there are holds all of them.

    Without a start or a learning rate the path has those that suit the points.
    """
    landscape = landscapes.of("points_mse", samples=points)
    start = landscape.start if start is None else start
    if rate is None:
        rate = RATE if points is FORTY else one_digit(runs.stability_limits(points).full / CAUTION)
    run = runs.run(points, start, batch, seed, epochs, schedule, rate, compare == "steps")
    loss_axes, frame = axes.loss_axes(run), axes.gradient_frame(points, start)
    table = tables.time_table(run, min(step, run.steps), loss_axes, frame)
    named, single = run.n <= words.NAMED_POINTS, run.batch == 1
    draws = len(runs.cloud_batches(run.n, run.batch, seed))
    return Scene(
        name="sgd",
        figures=(
            figures.gradients_figure(single, "cloud_x" in table.rows, draws),
            figures.map_figure(landscape),
            figures.loss_figure(loss_axes, compare, axes.epoch_stride(epochs), run.steps, run.truncated),
            figures.points_figure(points, run.batch, table.rows["highlighted_x"].shape[1]),
        ),
        tables={"time": table},
        opening="time",
        handles=handles(run),
        labels=words.labels(loss_axes, single=single, named=named),
        sentences=words.SAYS,
        formula=words.formula(schedule, named=named),
        words=names(points) if named else ("",),
        choices=(
            Switch(
                "Learning-rate schedule",
                schedule,
                tuple((name, {"schedule": "" if name == "constant" else name}) for name in SCHEDULES),
            ),
            Switch(
                "Compare at equal",
                words.COMPARED[compare],
                tuple((text, {"compare": "" if name == "cost" else name}) for name, text in words.COMPARED.items()),
            ),
        ),
        links=words.LINKS,
        predictions=questions.PREDICTIONS,
        goals=questions.GOALS,
        shared=quantities.constants(run, loss_axes, frame),
        grids=grids(run, start),
        details=3,
        player=Player("time", max(SLOWEST, len(table.places) / SECONDS), "speed", speed),
        actions=(
            Link(
                "New seed",
                {"seed": str((seed + 1) % (LARGEST_SEED + 1))},
                "Another order of the points, everything else the same.",
            ),
            Link("Replay the same seed", {"step": ""}, "Back to step 0: the same seed gives the same path."),
        ),
        hint="batch" if run.n > 1 else "time",
    )
