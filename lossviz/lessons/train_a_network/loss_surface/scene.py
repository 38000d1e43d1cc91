"""The loss around the path of a training: over a plane through its end, from above and from the side."""

from typing import Any

import numpy as np

from lossviz.inputs import parameter
from lossviz.lessons.train_a_network import problem as problems
from lossviz.lessons.train_a_network import tables
from lossviz.lessons.train_a_network.loss_surface import quantities, run, words
from lossviz.lessons.train_a_network.loss_surface.figures import figures
from lossviz.lessons.train_a_network.loss_surface.run import EXTENTS, PLANES, Slice
from lossviz.lessons.train_a_network.parameters import LARGEST_SEED, PARAMETERS
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.lessons.train_a_network.tables import joined
from lossviz.scene import budget
from lossviz.scene.job import Awaited, Job
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import Array, indices, merged, numbers
from lossviz.scene.scene import Handle, Label, Link, Player, Scene, Switch, Table
from lossviz.theory import training_run

SECONDS = 8.0  # in which a path is played
AZIMUTHS = np.arange(0.0, 361.0, 5.0)
HANDLES = (
    Handle("time", "update", "{update:count}", role="muted"),
    Handle("dot", "network", "epoch {epoch:count}", "plane", "dot_x", "dot_y", "model", "path", ("time",), look="dot"),
    Handle("zoom", "extent of the plane", "{zoom:set}×", role="cost", page_step=1),
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
LABELS = (
    Label("plane", "end", "end_x", "end_y", "truth", "above-right"),
    Label("plane", "start", "start_x", "start_y", "model", "above-right"),
)


def time_table(problem: Problem, known: Slice | None, present: dict[str, Array], update: int, extent: int) -> Table:
    """Every moment of the run, and the present."""
    moments = quantities.moments(problem, known, known.around[extent]) if known else present
    return tables.time(problem, moments, present, update)


def zoom_table(problem: Problem, known: Slice | None, present: dict[str, Array], extent: int) -> Table:
    """Every extent of the plane, and the present one."""
    if known:
        rows = quantities.extents(known, np.array([present["a"][0], present["b"][0]]))
        rows = {name: joined(row, row[extent : extent + 1]) for name, row in rows.items()}
    else:
        rows = {
            name: np.broadcast_to(row, (len(EXTENTS) + 1, *row.shape))
            for name, row in quantities.unknown_extent(problem).items()
        }
    return Table(
        np.arange(len(EXTENTS), dtype=float),
        float(extent),
        rows | numbers(zoom=[*EXTENTS, EXTENTS[extent]]),
        {words.ZOOM: "zoom"},
    )


def scene(
    *,
    update: int = 0,
    plane: str = "principal",
    direction_seed: int = 0,
    zoom: str = "1",
    azimuth: int = 290,
    speed: str = "1",
    result: Slice | None = None,
    **values: Any,
) -> Scene:
    """The scene at one update of a run; without the job's result a plane of which nothing is known."""
    problem = problems.of(**values)
    shown = min(update, problem.updates)
    extent = quantities.zoom_place(zoom)
    present = (
        quantities.present(problem, result, shown, result.around[extent])
        if result
        else quantities.unknown(problem, shown)
    )
    zooms = zoom_table(problem, result, present, extent)
    has_share = result is not None and not np.isnan(result.share)
    here = {name: rows[-1] for name, rows in zooms.rows.items() if name not in quantities.BESIDE}
    return Scene(
        name="loss-surface",
        figures=figures(plane, is_known=result is not None, has_share=has_share),
        tables={
            "time": time_table(problem, result, present, shown, extent),
            "zoom": zooms,
            "azimuth": Table(
                AZIMUTHS, float(azimuth), indices(azimuth=[*AZIMUTHS, azimuth]), {words.AZIMUTH: "azimuth"}
            ),
        },
        opening="time",
        handles=HANDLES,
        labels=LABELS,
        sentences=words.sentences(has_penalty=bool(problem.l1 or problem.l2)),
        formula=words.formula(plane, has_share=has_share),
        choices=(
            Switch(
                "Plane",
                words.TITLES[plane],
                tuple((words.TITLES[one], {words.PLANE: "" if one == PLANES[0] else one}) for one in PLANES),
            ),
        ),
        links=words.links(problem.updates),
        actions=actions(plane, direction_seed),
        shared=merged(
            quantities.whole(problem, result),
            {name: rows[0] for name, rows in present.items()},
            here,
            indices(azimuth=azimuth),
        ),
        details=2,
        player=Player("time", len(training_run.moments(problem.updates)) / SECONDS, words.SPEED, speed),
        hint="dot",
        awaited=Awaited(
            run.key(plane=plane, direction_seed=direction_seed, **values),
            ("time", "zoom"),
            result is not None,
            "Training and loss surface",
            beside=quantities.BESIDE,
        ),
    )


def actions(plane: str, direction_seed: int) -> tuple[Link, ...]:
    """Other random directions."""
    if plane != "random":
        return ()
    other = {words.SEED: str((direction_seed + 1) % (LARGEST_SEED + 1))}
    return (Link("New directions", other, "Another seed: two other random directions through the same network."),)


def cost(**_: Any) -> int:
    """The numbers of the scene without the job's result."""
    return budget.of_numbers(12_000)


FOLD = Fold(
    slug="loss-surface",
    title="Loss surface around the path",
    introduction="All **parameters** of the network are one point in a space of many dimensions; training is a path in "
    "it. A **plane** through the end of the path shows the **loss** around it: along the first two **principal "
    "components** of the path, in which it varies most, or in two random directions. The path is projected into the "
    "plane, where the loss is not quite that of the network. Drag the dot, or press Play.",
    parameters=(
        parameter.Choice(words.PLANE, default="principal", options=PLANES, label="Plane", help="principal or random."),
        parameter.Integer(
            words.SEED,
            default=0,
            high=LARGEST_SEED,
            label="Seed of the random directions",
            help="The same seed gives the same directions.",
        ),
        parameter.Choice(
            words.ZOOM,
            default="1",
            options=words.ZOOMS,
            label="Extent of the plane",
            help=f"One of {', '.join(words.ZOOMS)}; at 1 the whole path is shown.",
        ),
        parameter.Integer(
            words.AZIMUTH, default=290, low=0, high=360, label="View angle, in degrees", help="From 0 to 360."
        ),
        parameter.speed(words.SPEED),
    ),
    shared=(*(one.name for one in PARAMETERS if one.name in problems.NAMES), "points", "update"),
    scene=scene,
    cost=cost,
    job=Job(run.key, run.slices, lambda result: result.size),
)
