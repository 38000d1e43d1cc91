"""The quantities of the fold: of each moment, of each extent, and of a plane that is not computed yet."""

import numpy as np

from lossviz.lessons.train_a_network.loss_surface import words
from lossviz.lessons.train_a_network.loss_surface.run import EXTENTS, SIDE, Around, Slice
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import contour_levels, loss_slices, training_run

# Of each moment and of each extent: they depend on both, beside the job.
BESIDE = frozenset({"dot_x", "dot_y"})
TOP = float(contour_levels.LEVEL_COUNT)  # the height above all contour levels
UNKNOWN = 0.5  # the height of a plane that is not computed yet
UNIT = (-1.0, 1.0)


def in_frame(values: Array, low: float, high: float) -> Array:
    """Where numbers lie in a range, as those from -1 to 1."""
    return np.asarray(2 * (values - low) / (high - low) - 1)


def inside(places: Array, around: Around) -> Array:
    """Places (..., 2), NaN outside of an extent."""
    low, high = np.transpose(around.ranges)
    return np.where(((places >= low) & (places <= high)).all(axis=-1)[..., None], places, np.nan)


def moments(problem: Problem, known: Slice, around: Around) -> dict[str, Array]:
    """Every moment of the run, within one extent."""
    run = known.run
    return rows(problem, known, run.updates, known.places, known.losses, known.plane_losses, around)


def rows(
    problem: Problem, known: Slice, updates: Array, places: Array, losses: Array, plane_losses: Array, around: Around
) -> dict[str, Array]:
    """Some updates of the run: their places (updates, 2) in the plane, and both losses."""
    shown = inside(places, around)
    return merged(
        indices(
            update=updates,
            epoch=updates // problem.updates_per_epoch,
            k=np.searchsorted(known.run.updates, updates, side="right") - 1,
            case=words.case(problem, updates, known.left_at),
        ),
        numbers(a=places[:, 0], b=places[:, 1], loss=losses, plane_loss=plane_losses),
        geometry(dot_x=shown[:, 0], dot_y=shown[:, 1], epoch_now=updates / problem.updates_per_epoch),
        flags(placed=np.isfinite(plane_losses)),
    )


def present(problem: Problem, known: Slice, update: int, around: Around) -> dict[str, Array]:
    """One update of the run, in one row."""
    at = np.flatnonzero(known.run.updates == update)
    if len(at):
        return {name: row[at[:1]] for name, row in moments(problem, known, around).items()}
    parameters = training_run.updates_between(known.run, update, update).parameters
    training, place, loss, plane_loss = (
        problem.training,
        np.full((1, 2), np.nan),
        np.array([np.inf]),
        np.array([np.nan]),
    )
    if known.left_at is None or update < known.left_at:
        place, loss = known.plane.projected(parameters), loss_slices.training_losses(training, parameters)
        plane_loss = loss_slices.training_losses(training, known.plane.parameters(place))
    return rows(problem, known, np.array([update]), place, loss, plane_loss, around)


def unknown(problem: Problem, update: int) -> dict[str, Array]:
    """The same before the job is done."""
    nothing = np.full(1, np.nan)
    return merged(
        indices(update=[update], epoch=[update // problem.updates_per_epoch], k=[0], case=[words.WAITING]),
        numbers(a=nothing, b=nothing, loss=nothing, plane_loss=nothing),
        geometry(dot_x=nothing, dot_y=nothing, epoch_now=np.array([update / problem.updates_per_epoch])),
        flags(placed=[False]),
    )


def extents(known: Slice, place: Array) -> dict[str, Array]:
    """The plane at each extent, and a place (2,) in it."""
    each = [extent(known, around, place) for around in known.around]
    return {name: np.stack([one[name] for one in each]) for name in each[0]}


def extent(known: Slice, around: Around, place: Array) -> dict[str, Array]:
    """The plane at one extent: the loss over it, the path on it from the side, where it starts, and a place (2,)."""
    path, here = inside(known.places, around), inside(place, around)
    with np.errstate(invalid="ignore"):
        heights = np.minimum(around.levels.level_index(known.plane_losses), TOP)
    return merged(
        geometry(
            level=around.level.ravel(),
            grid_a=around.grid[0],
            grid_b=around.grid[1],
            side_x=in_frame(path[:, 0], *around.ranges[0]),
            side_y=in_frame(path[:, 1], *around.ranges[1]),
            side_z=np.where(np.isfinite(path[:, 0]), heights, np.nan),
            start_x=path[0, 0],
            start_y=path[0, 1],
            dot_x=here[0],
            dot_y=here[1],
        ),
        numbers(range_a=around.ranges[0], range_b=around.ranges[1], ratio=around.levels.factor),
    )


def unknown_extent(problem: Problem) -> dict[str, Array]:
    """The same before the job is done: a level field, without a path."""
    path = np.full(len(training_run.moments(problem.updates)), np.nan)
    ends = np.linspace(*UNIT, SIDE)
    return merged(
        geometry(
            level=np.full(SIDE * SIDE, UNKNOWN),
            grid_a=ends,
            grid_b=ends,
            side_x=path,
            side_y=path,
            side_z=path,
            start_x=np.nan,
            start_y=np.nan,
            dot_x=np.nan,
            dot_y=np.nan,
        ),
        numbers(range_a=UNIT, range_b=UNIT, ratio=1.0),
    )


def whole(problem: Problem, known: Slice | None) -> dict[str, Array]:
    """What is the same at each moment and each extent: the path in the plane, both losses over the epochs."""
    updates = training_run.moments(problem.updates)
    nothing = np.full(len(updates), np.nan)
    places = known.places if known else np.full((len(updates), 2), np.nan)
    curves = (known.losses, known.plane_losses) if known else (nothing, nothing)
    # Beyond the path that is shown a loss may be so large that no other could be told from 0.
    shown = np.concatenate([curve[np.isfinite(places).all(axis=-1) & np.isfinite(curve)] for curve in curves])
    top = 1.08 * (float(shown.max(initial=0.0)) or 1.0)
    side = np.linspace(*UNIT, SIDE)
    return merged(
        geometry(
            path_a=places[:, 0],
            path_b=places[:, 1],
            path_epoch=updates / problem.updates_per_epoch,
            path_loss=np.minimum(curves[0], 3 * top),
            path_plane_loss=np.minimum(curves[1], 3 * top),
            side_grid=side,
            end_x=0.0 if known else np.nan,
            end_y=0.0 if known else np.nan,
        ),
        numbers(
            share=known.share if known else np.nan,
            shares=known.plane.shares if known else [np.nan, np.nan],
            epoch_range=[0.0, problem.shown_epochs],
            loss_range=[0.0, top],
            azimuth_range=[0.0, 360.0],
            azimuth_y=0.0,
            unit_range=[0.0, 1.0],
        ),
        indices(updates=problem.updates, left_at=(known.left_at if known else None) or 0),
    )


def zoom_place(zoom: str) -> int:
    """Which of the extents a zoom names."""
    return EXTENTS.index(float(zoom))
