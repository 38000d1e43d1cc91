"""The scene that compares up to seven optimisers from one start, with all their hyperparameters."""

from functools import lru_cache

from lossviz.figures import descents
from lossviz.inputs import parameter
from lossviz.inputs.points import Points
from lossviz.lessons.gradient_descent.race import quantities, words
from lossviz.lessons.gradient_descent.race.words import NAMES
from lossviz.scene import budget, descent_parameters, landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import merged, numbers
from lossviz.scene.scene import Figure, GridDomain, Handle, Part, Player, Scene, Switch, Table
from lossviz.theory import contour_levels, interruption
from lossviz.theory.surface import Point

MOST_STEPS = 1_000
PLACES_PER_SECOND = 10.0


@lru_cache(maxsize=64)
def figures(
    landscape: Landscape, names: tuple[str, ...], steps: int, decades: tuple[int, int], title: str
) -> tuple[Figure, ...]:
    """The map with all paths, the losses over the steps, and the ranking."""
    styles = [words.PRESENTATIONS[name].style for name in names]
    return (
        Figure(
            "map",
            f"All paths ({landscape.title}): each contour line has {landscape.level_ratio} the loss of the next inside",
            descents.paths(
                styles,
                grid=("grid_x", "grid_y", "level"),
                levels=contour_levels.LEVEL_COUNT,
                minima=("minimum_x", "minimum_y"),
                step="step",
                frame=landscape.frame,
                titles=landscape.axes,
            ),
            height=330,
            narrow_height=280,
            columns=6,
            describes="A map of the surface with the path of each optimiser from one start",
        ),
        Figure(
            "losses",
            "Loss at each step (log scale)",
            descents.loss_curves(styles, x="each_step", step="step", steps=steps, powers=decades, title=title),
            height=330,
            narrow_height=280,
            columns=6,
            describes="The loss of each optimiser over the steps, on a logarithmic axis",
            hover=("time", "table_step", ""),
        ),
        Figure(
            "ranking",
            "Loss at step {step:count}",
            descents.ranking(styles, step="step", y="lane", powers=decades, title=title),
            height=70 + 25 * len(names),
            columns=12,
            describes="The loss of each optimiser at this step, on a logarithmic axis",
        ),
    )


def grids(landscape: Landscape, start: Point, rate: float, *, best: bool) -> dict[str, GridDomain]:
    """The start on the map, and the learning rate where all have the same."""
    low, high, step = landscape.grid
    found = {"start": GridDomain(low, high, step, start, {"start": "{x},{y}"})}
    if not best:
        track = landscape.rate_range()
        found["rate"] = GridDomain((0.0,), (track.high,), (track.step,), (rate,), {"rate": "{x}"})
    return found


HANDLES = (
    Handle("time", "step", "step {step:count}", x="step", role="cost"),
    Handle(
        "start",
        "start of all optimisers",
        "{start[0]:set}, {start[1]:set}",
        "map",
        "start[0]",
        "start[1]",
        "model",
        axis="xy",
        grid="start",
    ),
    Handle("rate", "learning rate η of all", "{rate:set}", x="rate", role="model", grid="rate"),
)


def operations(surface: str, optimizers: tuple[str, ...], rates: str, steps: int) -> tuple[int, int]:
    """What a comparison takes for each sample, optimisers x rates x steps, and what it takes beside."""
    taken = len(optimizers) * (steps + 1)
    # Of a sweep only the gradients, and the losses of the best run.
    each = landscapes.cost(surface, 1) + taken * (quantities.MOST_RATES + 2 if rates == "best" else 2)
    return each, budget.of_numbers(14_000 + 25 * steps) + taken * interruption.STEP


def most_samples(surface: str, optimizers: tuple[str, ...], rates: str, steps: int) -> int:
    """With how many samples a comparison can be run; a sweep takes all its learning rates at once."""
    each, beside = operations(surface, optimizers, rates, steps)
    return budget.affordable(each, beside=beside, most=budget.MOST if rates == "best" else budget.MOST_IN_STEPS)


def cost(
    *, surface: str, points: Points | None, optimizers: tuple[str, ...], rates: str, steps: int, **_: object
) -> int:
    """Optimisers x rates x steps x samples."""
    race = surface, optimizers, rates, steps
    each, beside = operations(*race)
    return each * min(landscapes.sample_count(surface, points), most_samples(*race)) + beside


def scene(
    *,
    surface: str = "ravine",
    condition: float = 10.0,
    points: Points | None = None,
    start: Point | None = None,
    rate: float | None = None,
    speed: str = "1",
    optimizers: tuple[str, ...] = NAMES,
    rates: str = "equal",
    steps: int = 300,
    step: int | None = None,
) -> Scene:
    """The comparison on one surface, at one step; without a `step` the last. `rates` is "equal" or "best"."""
    most = most_samples(surface, optimizers, rates, steps)
    landscape = landscapes.of_fewer(surface, condition, points, most)
    fewer = budget.uses("The comparison", most, landscapes.sample_count(surface, points))
    first, best = descent_parameters.start_or_default(landscape, start), rates == "best"
    shared_rate = landscape.rate_range().default if rate is None else rate
    runs = quantities.all_runs(landscape, first, shared_rate, optimizers, steps, best=best)
    history = quantities.history(landscape, runs, steps if step is None else min(step, steps))
    title = "loss above the minimum" if landscape.levels.minimum else "loss"
    return Scene(
        name="race",
        figures=figures(landscape, optimizers, steps, history.decades, title),
        tables={
            "time": Table(
                history.places, float(history.now), quantities.table_rows(history, landscape), {"race.step": "step"}
            )
        },
        opening="time",
        handles=HANDLES[: 2 if best else 3],
        labels=words.labels(optimizers),
        sentences=words.SAYS,
        formula=(*words.formula([run.optimizer for run in runs], best=best), *([(Part(fewer),)] if fewer else [])),
        words=words.WORDS,
        choices=(
            Switch(
                "Learning rates",
                "the best for each" if best else "the same for all",
                (("the same for all", {"race.rates": ""}), ("the best for each", {"race.rates": "best"})),
            ),
        ),
        links=words.LINKS,
        shared=merged(quantities.constants(landscape, history, runs), numbers(start=first, rate=shared_rate)),
        grids=grids(landscape, first, shared_rate, best=best),
        player=Player("time", PLACES_PER_SECOND, "speed", speed),
    )


FOLD = Fold(
    slug="race",
    title="Compare seven optimisers from one start",
    introduction="The same surface and the same start, with seven update rules. The hyperparameters of each are listed "
    "below. **The best at one learning rate may be the worst at another**, so compare each at its best, too.",
    parameters=(
        descent_parameters.Steps("race.steps", default=300, low=1, label="Steps", help="1 to 1,000 steps for each."),
        parameter.Integer("race.step", high=MOST_STEPS, label="Step", placeholder="the last"),
        parameter.Choice(
            "race.rates",
            default="equal",
            options=("equal", "best"),
            label="Learning rates",
            help="equal: the same for all. best: for each the best of many.",
        ),
        parameter.Several(
            "race.optimizers", default=NAMES, options=NAMES, label="Optimisers", help="Names, with commas between them."
        ),
    ),
    shared=("surface", "condition", "points", "start", "rate", "speed"),
    scene=scene,
    cost=cost,
)
