"""One point in the formula: its sums, logit, answer and loss, and the two units that contribute most to its logit."""

from collections.abc import Mapping

import numpy as np

from lossviz.lessons.train_a_network.problem import Problem
from lossviz.scene import sum_formula
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Table
from lossviz.theory import network_losses, network_pictures
from lossviz.theory.network import forward
from lossviz.theory.network_measures import infinite_for_nan
from lossviz.theory.point_features import features

# A probability from which on it is written as what is left to 1, whose digits tell more.
SURE = 0.9
# The quantities of one point.
NAMES = frozenset(
    f"point_{name}"
    for name in (
        *("s", "h", "v", "rest", "bias", "logit", "z", "answer", "share", "other", "loss", "target", "error", "x", "y"),
        *("units", "number", "class", "held", "rank", "sure", "worst"),
    )
)


def losses(problem: Problem, parameters: Array) -> Array:
    """The loss of every point, (sets, n), for parameters (sets, size)."""
    loss = problem.training.output_loss
    x = features(problem.points.x, problem.inputs)
    targets = network_losses.encoded(loss, problem.points.y, problem.outputs)
    return network_pictures.point_losses(problem.network, loss, x, targets, parameters)


def quantities(problem: Problem, parameters: Array, which: Array) -> dict[str, Array]:
    """What is written of the points `which` (rows,), each for its parameters (rows, size) or (1, size)."""
    network, loss, points = problem.network, problem.training.output_loss, problem.points
    layers = network.layers(np.broadcast_to(parameters, (len(which), network.size)))
    x = features(points.x[which], problem.inputs)[:, None]
    targets = network_losses.encoded(loss, points.y[which], problem.outputs)[:, None]
    with np.errstate(all="ignore"):
        passed = forward(network, layers, x)
        answers = loss.answer(passed.logits)[:, 0]
        cost = infinite_for_nan(loss.losses(targets, passed.logits)[:, 0])
        h, sums = passed.units[-1][:, 0], passed.sums[-1][:, 0]
        y = points.y[which].astype(int) if points.classes else np.zeros(len(which), dtype=int)
        output = y if points.classes > 2 else np.zeros(len(which), dtype=int)
        rows = np.arange(len(which))
        weights, bias = layers[-1].weights[rows, :, output], layers[-1].biases[rows, output]
        parts = weights * h
    order = np.argsort(-abs(np.nan_to_num(parts)), axis=-1, kind="stable")
    one, two = order[:, 0], order[:, min(1, order.shape[1] - 1)]
    rest = np.where((np.arange(h.shape[1]) == one[:, None]) | (np.arange(h.shape[1]) == two[:, None]), 0.0, parts).sum(
        axis=-1
    )
    # As exact as the loss, however near to 0 or 1.
    by_log = "cross_entropy" in problem.loss_name
    of_class = np.exp(-cost) if by_log else answers[rows, output]
    if problem.loss_name == "sigmoid_squared_error":
        of_class = np.where(y == 1, of_class, 1 - of_class)
    sure = (of_class >= SURE) | ((points.classes == 2) & (y == 0) & (of_class >= 0.5))
    v, hidden = (np.stack([values[rows, one], values[rows, two]], axis=-1) for values in (weights, h))
    with np.errstate(all="ignore"):
        products = (sum_formula.as_written(v) * sum_formula.as_written(hidden))[:, : h.shape[1]].sum(axis=-1)
        as_written = products + sum_formula.as_written(rest) + sum_formula.as_written(bias)
    return merged(
        numbers(
            point_s=np.stack([sums[rows, one], sums[rows, two]], axis=-1),
            point_h=hidden,
            point_v=v,
            point_rest=rest,
            point_bias=bias,
            point_logit=passed.logits[rows, 0, output],
            point_z=sum_formula.of_parts(as_written, passed.logits[rows, 0, output]),
            point_answer=answers[rows, output],
            point_share=of_class,
            point_other=-np.expm1(-cost) if by_log else 1 - of_class,
            point_loss=cost,
            point_target=points.y[which],
            point_error=points.y[which] - answers[rows, output],
            point_x=points.x[which, 0],
            point_y=points.x[which, 1],
        ),
        indices(point_units=np.stack([one, two], axis=-1) + 1, point_number=which + 1, point_class=y),
        flags(point_held=problem.is_held_out[which], point_sure=sure),
    )


def ranked(problem: Problem, *, hides_held_out: bool) -> Array:
    """Which points are shown and have a place by their loss, (n,)."""
    return ~problem.is_held_out if hides_held_out else np.ones(len(problem.points.x), dtype=bool)


def order_of(losses_now: Array, is_ranked: Array) -> Array:
    """The ranked points, the one with the largest loss first."""
    order = np.argsort(-losses_now, kind="stable")
    return np.asarray(order[is_ranked[order]])


def table(
    problem: Problem,
    parameters: Array,
    losses_now: Array,
    is_ranked: Array,
    chosen: int | None,
    case: int,
    sentence: int,
) -> Table:
    """The ranked points by their `losses_now` (n,); without a chosen one it is the one with the largest."""
    order = order_of(losses_now, is_ranked)
    here = int(order[0]) if chosen is None else chosen
    which = np.append(order, here)
    place = float(np.flatnonzero(order == here)[0])
    rows = merged(
        quantities(problem, parameters, which),
        indices(case=[*[sentence] * len(order), case]),
        rank(np.append(np.arange(len(order)), place) + 1),
        flags(point_labelled=[*[True] * len(order), chosen is not None]),
    )
    return Table(np.arange(len(order), dtype=float), place, rows, {"point": "point_number"})


def rank(place: Array) -> dict[str, Array]:
    """The places of points by their losses, the largest one first; and whether it is the first."""
    return merged(indices(point_rank=place), flags(point_worst=place == 1))


def places(problem: Problem, losses_now: Array, is_ranked: Array) -> dict[str, Array]:
    """Where the ranked points stand, the one with the largest loss first."""
    order = order_of(losses_now, is_ranked)
    x, y = problem.points.x[order].T
    return geometry(ranked_x=x, ranked_y=y)


def along(
    problem: Problem, parameters: Array, all_losses: Array, is_ranked: Array, chosen: int | None
) -> Mapping[str, Array]:
    """The chosen point, or the one with the largest loss, for each of many parameters (sets, size)."""
    all_losses = np.where(is_ranked, all_losses, -np.inf)
    worst = all_losses.argmax(axis=-1)
    which = worst if chosen is None else np.full(len(parameters), chosen)
    place = 1 + (all_losses > all_losses[np.arange(len(which)), which][:, None]).sum(axis=-1)
    return merged(quantities(problem, parameters, which), rank(place))
