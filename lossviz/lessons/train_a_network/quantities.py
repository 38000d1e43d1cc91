"""What a network is and says at some updates of its run: every quantity has a row for each of them."""

from functools import lru_cache

import numpy as np

from lossviz.figures import network_diagram
from lossviz.figures.network_diagram import Layout, shades
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import network_measures, network_pictures
from lossviz.theory.network_pictures import OUTPUT_SIDE, UNIT_SIDE
from lossviz.theory.point_features import features

MOST_RINGS = 60  # so many points of a batch are marked
POWERS = (-4.0, 1.0)  # of ten, between which a gradient norm is shown


def pictures(problem: Problem, parameters: Array) -> dict[str, Array]:
    """What networks say over the plane, and what each of their units answers, for parameters (sets, size)."""
    network, loss = problem.network, problem.training.output_loss
    far = problem.half_width
    said = network_pictures.output_pictures(network, loss, parameters, problem.inputs, half_width=far)
    low, high = (0.0, 1.0) if problem.points.classes else (-problem.reach, problem.reach)
    units = np.concatenate(network_pictures.unit_pictures(network, parameters, problem.inputs, half_width=far), axis=1)
    with np.errstate(all="ignore"):
        largest = np.nanmax(abs(units), axis=(-2, -1), keepdims=True, initial=0)
        # Each unit by its own scale: what a unit answers is told by its shape, how much it counts by its edge.
        units = np.where(largest > 0, units / largest, 0.0)
    small = np.linspace(0, OUTPUT_SIDE - 1, UNIT_SIDE).astype(int)
    thumbnail = said[:, small][:, :, small]
    return {
        "said": shades(said, low, high).reshape(len(parameters), -1),
        "net_unit_pictures": shades(units, -1.0, 1.0).reshape(*units.shape[:2], -1),
        **{
            name: shades(thumbnail[..., k], low, high).reshape(len(parameters), -1)
            for k, name in enumerate(output_names(problem.outputs))
        },
    }


def output_names(outputs: int) -> list[str]:
    """The quantities with the picture of each output in the diagram."""
    return ["net_output_pictures"] if outputs == 1 else [f"net_output_pictures_{k}" for k in range(outputs)]


def layout(problem: Problem) -> Layout:
    """Where the parts of the network stand in its diagram."""
    return layout_of(len(problem.inputs), problem.hidden, problem.outputs)


layout_of = lru_cache(maxsize=64)(network_diagram.layout)


def input_pictures(problem: Problem) -> Array:
    """What each input is over the plane, by its own scale."""
    values = features(network_pictures.plane_grid(UNIT_SIDE, problem.half_width), problem.inputs).T
    return shades(values / abs(values).max(axis=-1, keepdims=True), -1.0, 1.0).ravel()


def log_heights(norms: Array) -> Array:
    """Gradient norms as powers of ten, within the axis."""
    with np.errstate(divide="ignore"):
        return np.clip(np.log10(norms), *POWERS)


def at_updates(problem: Problem, parameters: Array, updates: Array, diverged_at: int | None = None) -> dict[str, Array]:
    """Every quantity that depends on the parameters (sets, size) at some updates (sets,)."""
    training, network = problem.training, problem.network
    parts = network, training.output_loss
    seen = network_measures.score(*parts, training.x, training.targets, parameters)
    unseen = network_measures.score(*parts, training.held_out_x, training.held_out_targets, parameters)
    diverged = np.zeros(len(updates), dtype=bool) if diverged_at is None else updates >= diverged_at
    health = network_measures.health(*parts, training.penalty, training.x, training.targets, parameters)
    drawn = layout(problem)
    return merged(
        indices(update=updates, epoch=updates // problem.updates_per_epoch, dead_count=health.dead.sum(axis=-1)),
        indices(diverged_update=np.full(len(updates), diverged_at or 0)),
        numbers(
            loss=np.where(diverged, np.inf, seen.loss),
            held_loss=np.where(diverged, np.inf, unseen.loss),
            accuracy=seen.accuracy,
            held_accuracy=unseen.accuracy,
            penalty=training.penalty.value(parameters),
            rate_now=rates(problem, updates),
        ),
        geometry(
            norm_heights=log_heights(health.gradient_norms),
            **network_diagram.moving(drawn, parameters),
            **network_diagram.dead(drawn, health.dead),
        ),
        flags(diverged=diverged),
        pictures(problem, parameters),
        batches(problem, updates),
    )


def rates(problem: Problem, updates: Array) -> Array:
    """The learning rate of the latest of so many updates; of the first one before any."""
    rate = problem.training.optimizer.rate
    return np.array([rate(max(int(update) - 1, 0)) if callable(rate) else rate for update in updates])


def training_loss(problem: Problem, parameters: Array) -> float:
    """The training loss of one network, (1, size)."""
    training = problem.training
    parts = problem.network, training.output_loss, training.x, training.targets
    return float(network_measures.score(*parts, parameters).loss[0])


def batches(problem: Problem, updates: Array) -> dict[str, Array]:
    """The points of the batch of the update after each of some updates: where they stand, (sets, points)."""
    shown = min(problem.batch_size, MOST_RINGS)
    x = np.full((len(updates), shown, 2), np.nan, dtype=np.float32)
    places = problem.points.x[~problem.is_held_out]
    orders, epoch, order = problem.training.initial()[1], -1, np.empty(0, dtype=int)
    for row in np.argsort(updates, kind="stable"):
        after, within = divmod(int(updates[row]), problem.updates_per_epoch)
        if after >= problem.shown_epochs:
            continue
        while epoch < after:
            epoch, order = epoch + 1, next(orders)
        batch = order[within * problem.batch_size :][:shown]
        x[row, : len(batch)] = places[batch]
    return {"batch_x": x[..., 0], "batch_y": x[..., 1]}


@lru_cache(maxsize=64)
def fixed(problem: Problem) -> dict[str, Array]:
    """What is the same at every update."""
    grid = np.linspace(-problem.half_width, problem.half_width, OUTPUT_SIDE)
    points, out = problem.points, problem.is_held_out
    groups: dict[str, Array] = {}
    if points.classes:
        for which in range(points.classes):
            for name, part in (("seen", ~out), ("unseen", out)):
                groups |= xy(f"{name}{which}", points.x[part & (points.y == which)])
    else:
        shade = shades(points.y.astype(float), -problem.reach, problem.reach)
        for name, part in (("seen", ~out), ("unseen", out)):
            groups |= xy(f"{name}0", points.x[part]) | {f"{name}0_shade": shade[part]}
    return merged(
        numbers(
            grid=grid,
            unit_grid=np.linspace(grid[0], grid[-1], UNIT_SIDE),
            seed=problem.seed,
            low_value=-problem.reach,
            high_value=problem.reach,
        ),
        indices(
            updates=problem.updates,
            per_epoch=problem.updates_per_epoch,
            epochs=problem.shown_epochs,
            batch=problem.batch_size,
            units=sum(problem.hidden),
            seen_count=(~out).sum(),
            unseen_count=out.sum(),
        ),
        groups,
        numbers(**network_diagram.fixed(layout(problem))),
        {"net_input_pictures": input_pictures(problem)},
    )


def xy(name: str, places: Array) -> dict[str, Array]:
    """Points by their x and y."""
    return geometry(**{f"{name}_x": places[:, 0], f"{name}_y": places[:, 1]})
