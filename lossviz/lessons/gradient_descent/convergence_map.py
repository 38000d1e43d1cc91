"""The convergence map: how gradient descent ends for every learning rate (x) and every start (y)."""

from functools import lru_cache

import numpy as np

from lossviz.figures import convergence_map
from lossviz.figures.convergence_map import Style
from lossviz.inputs import parameter
from lossviz.inputs.points import Points
from lossviz.lessons.gradient_descent.outcome_grid import (
    CELLS,
    STEPS,
    deepest_cell,
    outcome_grid,
    settles_elsewhere,
    size,
    stability_limits,
)
from lossviz.lessons.gradient_descent.outcome_grid import cost as map_cost
from lossviz.scene import budget, descent_parameters, landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Figure, GridDomain, Handle, Label, Link, Part, Scene, Table, marked
from lossviz.theory.convergence import Outcome
from lossviz.theory.surface import Point

MARK_STRIDE = 5  # cells from one mark to the next
SIGNS = {Outcome.FAST: "●", Outcome.SLOW: "–", Outcome.OSCILLATES: "◇", Outcome.DIVERGES: "×"}
NAMES = dict(zip(Outcome, ("converges fast", "slow", "still oscillates", "diverges"), strict=True))
STYLES = {
    Outcome.FAST: Style("truth", "circle"),
    Outcome.SLOW: Style("muted", "line-ew"),
    Outcome.OSCILLATES: Style("model", "diamond-open"),
    Outcome.DIVERGES: Style("cost", "x-thin"),
}


@lru_cache(maxsize=16)
def constants(landscape: Landscape) -> dict[str, Array]:
    """The map: its cells, its marks, the names of its regions, and the stability limits."""
    grid, limits = outcome_grid(landscape), stability_limits(landscape)
    lattice = np.ix_(*(np.arange(MARK_STRIDE // 2, len(places), MARK_STRIDE) for places in (grid.starts, grid.rates)))
    rows, columns = np.broadcast_arrays(*lattice)
    bottom, top = landscape.frame[0]
    inside = limits[limits <= grid.rates[-1]]
    marks = {
        f"mark_y{int(outcome)}": np.where(grid.outcome[lattice] == outcome, grid.starts[rows], np.nan).reshape(-1)
        for outcome in Outcome
    }
    deepest = np.array([deepest_cell(grid.outcome == outcome) for outcome in Outcome])
    row, column = np.nan_to_num(deepest).astype(int).T
    absent = np.isnan(deepest[:, 0])
    return merged(
        geometry(
            rates=grid.rates,
            starts=grid.starts,
            outcomes=grid.outcome.reshape(-1),
            mark_x=grid.rates[columns].reshape(-1),
            **marks,
        ),
        numbers(
            limit_x=np.repeat(inside, 3),
            limit_y=np.tile([bottom, top, np.nan], len(inside)),
            top=top,
            limit=limits[0] if len(limits) else np.nan,
            share=[(grid.outcome == outcome).mean() for outcome in Outcome],
            name_x=np.where(absent, np.nan, grid.rates[column]),
            name_y=np.where(absent, np.nan, grid.starts[row]),
            start_y=landscape.start[1],
        ),
        flags(limited=len(inside) > 0),
        indices(steps=STEPS),
    )


@lru_cache(maxsize=16)
def figures(landscape: Landscape) -> tuple[Figure, ...]:
    """The map of outcomes on one surface."""
    grid = outcome_grid(landscape)
    edge = grid.steps[0] / 2
    return (
        Figure(
            "map",
            f"How {STEPS} steps of gradient descent end, from every start with {landscape.axes[1]} = {{start_y:set}}",
            convergence_map.figure(
                tuple(STYLES.values()),
                cells=("rates", "starts", "outcomes"),
                marks=("mark_x", "mark_y"),
                limits=("limit_x", "limit_y"),
                x=(edge, float(grid.rates[-1]) + edge),
                y=landscape.frame[0],
                titles=("learning rate η", f"start, {landscape.axes[0]}"),
            ),
            height=380,
            narrow_height=320,
            columns=12,
            describes="A map of learning rate (horizontal) and start (vertical), in the four ways a descent can end",
        ),
    )


# One sentence for each outcome, and the last for one that settles elsewhere than at a minimum.
SAYS = (
    "η = {rate:set} from {start:set}: it converges fast. From step {settling_step:count} of {steps:count} on "
    "the distance to its end is below 1 % of what it was; the loss there is {last}.",
    "η = {rate:set} from {start:set}: slow. The loss was {first} and is {last} after {steps:count} steps.",
    "η = {rate:set} from {start:set}: at step {steps:count} it still oscillates, at a loss of {last}.",
    "η = {rate:set} from {start:set}: it diverges. The loss was {first} and is {last} after {steps:count} steps.",
    "η = {rate:set} from {start:set}: from step {settling_step:count} on it does not move, at a loss of {last}. "
    "This is no minimum.",
)
SETTLES_ELSEWHERE = 4
HANDLE = Handle(
    "cell",
    "learning rate and start",
    "learning rate {rate:set}, start {start:set}",
    "map",
    "rate",
    "start",
    "text",
    axis="xy",
    grid="cell",
)
LABELS = (
    *(Label("map", NAMES[one], f"name_x[{int(one)}]", f"name_y[{int(one)}]", "text", "middle") for one in Outcome),
    Label("map", "2/λ = {limit}", "limit", "top", "text", "above-right", when="limited"),
)
FORMULA = (
    tuple(
        part
        for one in Outcome
        for part in (
            Part(f"{SIGNS[one]} {NAMES[one]} ", STYLES[one].role),
            Part(f"{{share[{int(one)}]:percent}}{'     ' if one is not Outcome.DIVERGES else ''}"),
        )
    ),
    marked(
        "[muted]Converges fast: after a quarter of the steps the distance to its end is below 1 % of what it was. [/]"
        "[muted]Slow: later, or the loss only falls. Still oscillates: it goes back and forth at the last step. [/]"
        "[muted]Diverges: the loss is infinite, or 10 times the first.[/]"
    ),
    marked(
        "[muted]Dashed: the stability limit 2/λ, λ the largest curvature at a minimum; the largest limit is [/]"
        "[muted]{limit}[/]",
        when="limited",
    ),
)
LINKS = (
    Link(
        "Ravine: one stability limit",
        {"surface": "", "condition": "", "convergence-map.cell": ""},
        "Only the learning rate decides whether it converges, not the start.",
    ),
    Link(
        "Himmelblau: four minima",
        {"surface": "himmelblau", "convergence-map.cell": ""},
        "Four minima of different curvature, so four stability limits; the start matters as much as the learning rate.",
    ),
    Link(
        "Saddle: all starts at y = 0.001",
        {"surface": "saddle", "convergence-map.cell": ""},
        "From every start here the descent first comes close to the saddle point.",
    ),
    Link(
        "Rosenbrock: a narrow valley",
        {"surface": "rosenbrock", "convergence-map.cell": ""},
        "The curvature across the valley is far higher than along it, so only small learning rates converge.",
    ),
)


def scene(
    *, surface: str = "ravine", condition: float = 10.0, points: Points | None = None, cell: Point | None = None
) -> Scene:
    """The map of one surface, with a handle on one of its cells."""
    samples = landscapes.sample_count(surface, points)
    cells, used = size(surface, samples)
    landscape = landscapes.of_fewer(surface, condition, points, used)
    says = budget.uses("The map", used, samples) or "With so many points the map has fewer cells." * (cells < CELLS)
    grid = outcome_grid(landscape)
    row, column = grid.nearest(*(cell or (landscape.rate, landscape.start[0])))
    rate, start = float(grid.rates[column]), float(grid.starts[row])
    elsewhere = settles_elsewhere(landscape, grid, row, column)
    descent = {
        "start": descent_parameters.START.text((start, landscape.start[1])),
        "rate": descent_parameters.RATE.text(rate),
        "optimizer": "",
    }
    return Scene(
        name="convergence-map",
        figures=figures(landscape),
        tables={"cell": Table(np.array([rate]), rate, numbers(rate=[rate, rate]), {})},
        opening="cell",
        handles=(HANDLE,),
        labels=LABELS,
        sentences=SAYS,
        formula=(*FORMULA, *([(Part(says),)] if says else [])),
        links=LINKS,
        actions=(
            Link(
                "Show this descent above", descent, "Sets this learning rate and this start in the figure at the top."
            ),
        ),
        shared=merged(
            constants(landscape),
            numbers(start=start, first=grid.first[row, column], last=grid.last[row, column]),
            indices(
                settling_step=grid.settling_step[row, column],
                case=SETTLES_ELSEWHERE if elsewhere else grid.outcome[row, column],
            ),
        ),
        grids={
            "cell": GridDomain(
                (float(grid.rates[0]), float(grid.starts[0])),
                (float(grid.rates[-1]), float(grid.starts[-1])),
                grid.steps,
                (rate, start),
                {"convergence-map.cell": "{x},{y}"},
            )
        },
    )


def cost(*, surface: str, points: Points | None, **_: object) -> int:
    """Cells x steps x samples."""
    return map_cost(surface, landscapes.sample_count(surface, points))


FOLD = Fold(
    slug="convergence-map",
    title="Convergence map: which settings converge?",
    is_section=True,
    introduction="Each cell is one whole run of gradient descent, with its learning rate on the horizontal and its "
    "start on the vertical axis. Drag the handle over the map; a button shows that run in the figure above.",
    parameters=(
        parameter.Pair(
            "convergence-map.cell",
            example="0.18, -4",
            label="Learning rate, start",
            help="Two numbers, such as 0.18, -4.",
            placeholder="the surface’s own",
        ),
    ),
    shared=("surface", "condition", "points"),
    scene=scene,
    cost=cost,
)
