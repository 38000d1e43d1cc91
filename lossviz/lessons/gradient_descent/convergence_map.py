"""Which settings converge? Every rate across, every start up, and how each walk ended."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.figures import fates as drawing
from lossviz.figures.fates import Ending
from lossviz.inputs import points as given
from lossviz.inputs.parameter import Parameter
from lossviz.inputs.points import Points
from lossviz.scene import descent_parameters as shared
from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.scene import Array, Figure, Handle, Label, Link, Part, Scene, Stream, Table
from lossviz.theory import optimizers, walks
from lossviz.theory.descent import descend
from lossviz.theory.surface import Point
from lossviz.theory.walks import Fate

STEPS, CELLS = 200, 60
EVERY = 5  # cells from one mark to the next
ENOUGH = 0.03  # the share of the map from which on a fate has its name on it
AWAY = 0.02  # of the frame: so far from a lowest place is another place
SIGNS = {Fate.FAST: "●", Fate.SLOW: "–", Fate.OSCILLATES: "◇", Fate.DIVERGES: "×"}
NAMES = {Fate.FAST: "fast", Fate.SLOW: "slow", Fate.OSCILLATES: "oscillates", Fate.DIVERGES: "diverges"}
ROLES = {Fate.FAST: "truth", Fate.SLOW: "muted", Fate.OSCILLATES: "model", Fate.DIVERGES: "cost"}
ENDINGS = tuple(
    Ending(ROLES[fate], symbol)
    for fate, symbol in zip(Fate, ("circle", "line-ew", "diamond-open", "x-thin"), strict=True)
)


def parse_cell(text: str) -> Point | None:
    """Read a rate and a start on the map, such as `0.18, -4`; nothing means those of the surface's own walk.

    Raises:
        ValueError: if it is not two numbers.
    """
    return given.two(text, "a cell has two numbers, a rate and a start, such as 0.18, -4", "in the cell")


CELL = Parameter("cell", "", parse_cell, shared.optional(shared.written))
PARAMETERS = (*shared.GROUND, CELL)


@dataclass(frozen=True, eq=False)
class Fates:
    """How every walk of the map ended: arrays by start and rate, as the map has them."""

    rates: Array
    starts: Array
    steps: Point  # from one rate to the next, from one start to the next
    fate: Array
    ends: Array  # (starts, rates, 2)
    first: Array
    last: Array
    settled: Array

    def nearest(self, rate: float, start: float) -> tuple[int, int]:
        """The row and the column of the cell nearest to a rate and a start."""
        return int(abs(self.starts - start).argmin()), int(abs(self.rates - rate).argmin())


def cells(low: float, high: float) -> tuple[Array, float]:
    """At most 61 places in equal round steps between two, and that step."""
    wide = (high - low) / CELLS
    power = math.floor(math.log10(wide))
    step = next(size for digit in (1, 2, 3, 4, 5, 6, 8, 10) if (size := float(f"{digit}e{power}")) >= wide * (1 - 1e-9))
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return np.array([landscapes.settled(place * step, step) for place in range(first, last + 1)]), step


def reach(ground: Landscape) -> float:
    """The largest rate of the map: half as much again as the border."""
    return landscapes.nice(landscapes.BEYOND * ground.border())


@lru_cache(maxsize=16)
def fates(ground: Landscape) -> Fates:
    """All walks of the map at once."""
    (rates, faster), (starts, further) = cells(0.0, reach(ground)), cells(*ground.frame[0])
    rates = rates[1:]
    places = np.stack(np.broadcast_arrays(starts[:, None], ground.start[1]), axis=-1)
    path = descend(ground.surface.loss, ground.surface.gradient, places, optimizers.gradient_descent(rates), STEPS)
    return Fates(
        rates,
        starts,
        (faster, further),
        walks.fate(path).astype(np.uint8),
        path.points[-1].copy(),
        path.losses[0].copy(),
        path.losses[-1].copy(),
        walks.settled(path).astype(np.int16),
    )


@lru_cache(maxsize=16)
def borders(ground: Landscape) -> Array:
    """The rates from which on plain descent no longer settles, one for each lowest place, the largest first."""
    found = ground.surface.border(np.array(ground.surface.minima).reshape(-1, 2)).round(12)
    return np.sort(np.unique(found[np.isfinite(found)]))[::-1]


@lru_cache(maxsize=16)
def drawn(ground: Landscape) -> dict[str, Array]:
    """The map: its cells, its marks, the names of its regions, and the borders."""
    found, edges = fates(ground), borders(ground)
    lattice = np.ix_(np.arange(EVERY // 2, len(found.starts), EVERY), np.arange(EVERY // 2, len(found.rates), EVERY))
    up, across = np.broadcast_arrays(*lattice)
    bottom, top = ground.frame[0]
    inside = edges[edges <= found.rates[-1]]
    arrays: dict[str, Array] = {
        "rates": landscapes.geometry(found.rates),
        "starts": landscapes.geometry(found.starts),
        "fates": found.fate.reshape(-1).astype(np.float32),
        "mark_x": landscapes.geometry(found.rates[across].reshape(-1)),
        "border_x": np.repeat(inside, 3),
        "border_y": np.tile([bottom, top, np.nan], len(inside)),
        "top": np.array(top),
        "share": np.array([(found.fate == fate).mean() for fate in Fate]),
        "border": np.array(edges[0] if len(edges) else np.nan),
        "bordered": np.array(len(inside) > 0, dtype=np.uint8),
    }
    for fate in Fate:
        here = found.fate[lattice].reshape(-1) == fate
        arrays[f"mark_y{int(fate)}"] = landscapes.geometry(np.where(here, found.starts[up].reshape(-1), np.nan))
    middles = np.array([middle(found.fate == fate) for fate in Fate], dtype=float)
    for name, values, column in (("name_x", found.rates, 1), ("name_y", found.starts, 0)):
        at = middles[:, column]
        arrays[name] = np.where(np.isnan(at), np.nan, values[np.nan_to_num(at).astype(int)])
    return arrays


def middle(region: Array) -> tuple[float, float]:
    """The cell of a region that lies deepest in it; not a number where the region is too small for a name."""
    if region.mean() < ENOUGH:
        return math.nan, math.nan
    left = np.pad(region, 1)
    depth = np.zeros(region.shape, dtype=int)
    # A layer is peeled off as long as something is left; the map's own edge is an edge, too.
    while left.any():
        depth += left[1:-1, 1:-1]
        core = left[1:-1, 1:-1] & left[:-2, 1:-1] & left[2:, 1:-1] & left[1:-1, :-2] & left[1:-1, 2:]
        left = np.pad(core, 1)
    deepest = np.argwhere(depth == depth.max())
    row, column = deepest[len(deepest) // 2]
    return float(row), float(column)


@lru_cache(maxsize=16)
def figures(ground: Landscape) -> tuple[Figure, ...]:
    """The map of fates of one surface."""
    found = fates(ground)
    edge = found.steps[0] / 2
    return (
        Figure(
            "fates",
            f"How {STEPS} steps of plain descent end, from every start with {ground.axes[1]} = {{across:set}}",
            drawing.figure(
                ENDINGS,
                cells=("rates", "starts", "fates"),
                marks=("mark_x", "mark_y"),
                borders=("border_x", "border_y"),
                x=(edge, float(found.rates[-1]) + edge),
                y=ground.frame[0],
                titles=("rate", f"start, {ground.axes[0]}"),
            ),
            height=380,
            narrow_height=320,
            columns=12,
            describes="A map of learning rate across and start up, with four ways in which a walk can end",
        ),
    )


SAYS = (
    "Rate {rate:set} from {start:set}: fast. It is there after {settled:count} of {steps:count} steps, "
    "at a loss of {last}.",
    "Rate {rate:set} from {start:set}: it rests from step {settled:count} on, at a loss of {last}: not a lowest place.",
    "Rate {rate:set} from {start:set}: slow. The loss was {first} and is {last} after {steps:count} steps.",
    "Rate {rate:set} from {start:set}: it oscillates, and at step {steps:count} still jumps to and fro, "
    "at a loss of {last}.",
    "Rate {rate:set} from {start:set}: it diverges. The loss was {first} and is {last} after {steps:count} steps.",
)
ELSEWHERE = 1


def case(ground: Landscape, found: Fates, row: int, column: int) -> int:
    """The sentence for one cell."""
    fate = Fate(int(found.fate[row, column]))
    if fate is not Fate.FAST:
        return int(fate) + 1
    end = found.ends[row, column]
    lowest = ground.lowest(end)
    if lowest is None:
        return 0
    wide = min(high - low for low, high in ground.frame)
    return ELSEWHERE if float(walks.apart(end, lowest)) > AWAY * wide else 0


LABELS = (
    *(Label("fates", NAMES[fate], f"name_x[{int(fate)}]", f"name_y[{int(fate)}]", "text", "middle") for fate in Fate),
    Label("fates", "2/λ = {border}", "border", "top", "text", "above-right", when="bordered"),
)
FORMULA = (
    tuple(
        part
        for fate in Fate
        for part in (
            Part(f"{SIGNS[fate]} {NAMES[fate]} ", ROLES[fate]),
            Part(f"{{share[{int(fate)}]:percent}}{'     ' if fate is not Fate.DIVERGES else ''}"),
        )
    ),
    (
        Part("Fast: after a quarter of the steps all but a hundredth of its way is behind it. ", "muted"),
        Part("Slow: not yet so, but the loss no longer rises. Oscillates: it swings or jumps on. ", "muted"),
        Part("Diverges: the loss is infinite, or 10 times the first.", "muted"),
    ),
    (
        Part("Dashed: 2 / λ, λ the steepest curvature at a lowest place; the largest of them is ", "muted", "bordered"),
        Part("{border}", "muted", "bordered"),
    ),
)
LINKS = (
    Link(
        "The ravine",
        {"surface": "", "condition": "", "cell": ""},
        "One border, upright: beyond it the rate alone decides, whatever the start.",
    ),
    Link(
        "Himmelblau",
        {"surface": "himmelblau", "cell": ""},
        "Four lowest places of different curvature, so four borders, and the start decides as much as the rate.",
    ),
    Link("The saddle", {"surface": "saddle", "cell": ""}, "From every start here the walk comes close to the pass."),
    Link("Rosenbrock", {"surface": "rosenbrock", "cell": ""}, "Its walls are far steeper than its floor."),
)


def scene(
    *,
    surface: str = "ravine",
    condition: float = 10.0,
    samples: Points | None = None,
    cell: Point | None = None,
) -> Scene:
    """The map of one surface, with a handle on one of its cells."""
    ground = landscapes.of(surface, condition if surface == "ravine" else 10.0, samples)
    found = fates(ground)
    row, column = found.nearest(*(cell or (ground.rate, ground.start[0])))
    rate, start = float(found.rates[column]), float(found.starts[row])
    walk = {"start": shared.written((start, ground.start[1])), "rate": given.short(rate), "optimizer": ""}
    return Scene(
        name="fates",
        figures=figures(ground),
        tables={"cell": Table(np.array([rate]), rate, {"rate": np.array([rate, rate])}, {})},
        opening="cell",
        handles=(
            Handle(
                "cell",
                "rate and start",
                "rate {rate:set}, start {start:set}",
                (),
                axis="xy",
                figure="fates",
                x="rate",
                y="start",
                role="text",
                stream="cell",
            ),
        ),
        labels=LABELS,
        says=SAYS,
        case="case",
        formula=FORMULA,
        links=LINKS,
        actions=(Link("Walk it above", walk, "This rate and this start in the picture at the top."),),
        shared=drawn(ground)
        | {
            "start": np.array(start),
            "across": np.array(ground.start[1]),
            "steps": np.array(STEPS, dtype=np.int16),
            "settled": found.settled[row, column],
            "first": found.first[row, column],
            "last": found.last[row, column],
            "case": np.array(case(ground, found, row, column), dtype=np.uint8),
        },
        reset={"cell": ""},
        streams={
            "cell": Stream(
                (float(found.rates[0]), float(found.starts[0])),
                (float(found.rates[-1]), float(found.starts[-1])),
                found.steps,
                (rate, start),
                {"cell": "{x},{y}"},
            )
        },
    )
