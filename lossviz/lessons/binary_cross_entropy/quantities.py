"""Every quantity of the binary cross-entropy lesson, along the handles of the prediction, its logit and the label."""

import math
from functools import cache, lru_cache

import numpy as np

from lossviz.inputs.units import Unit
from lossviz.lessons.binary_cross_entropy import questions
from lossviz.scene import sum_formula
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Table
from lossviz.theory import activations, logistic_unit
from lossviz.theory import binary_cross_entropy as bce
from lossviz.theory.limits import allow_overflow
from lossviz.theory.logarithms import nats_to_base

TRUTHS = np.round(np.linspace(0, 1, 21), 2)
PROBABILITIES = np.round(np.linspace(0, 1, 201), 3)
LOGITS = np.round(np.linspace(-8, 8, 161), 1) + 0.0
# A handle's reach, and what the figures show beyond it.
REACH, EDGE = 8.0, 8.7
CURVE = np.linspace(-EDGE, EDGE, 175)
# From this logit on the derivative of the sigmoid is 0 in double precision, as at infinity.
SATURATED = 800.0
MANY_UPDATES = 2000
LARGE_RATIO = 100


def from_probabilities(yhat: Array) -> dict[str, Array]:
    """Probabilities and logits of predictions that were set as probabilities."""
    return {"yhat": yhat, "not_yhat": 1 - yhat, "z": activations.logit(yhat)}


def from_logits(z: Array) -> dict[str, Array]:
    """Probabilities and logits of predictions that were set as logits; near 0 and 1 the probabilities are rounded."""
    return {"yhat": activations.sigmoid(z), "not_yhat": activations.sigmoid(-z), "z": z}


# What the handles of the prediction and of its logit reach.
BY_PROBABILITY, BY_LOGIT = from_probabilities(PROBABILITIES), from_logits(LOGITS)


# Two thousand steps are slow and always the same.
@lru_cache(maxsize=64)
def updates_to_half(logits: tuple[float, ...]) -> Array:
    """The updates at rate 1 from each logit up to 0, under cross-entropy and under squared error; (logits, 2)."""
    return logistic_unit.updates_to_half(np.array(logits), MANY_UPDATES)


def updates_from(z: Array) -> Array:
    """The updates from predictions with these logits to ŷ = 0.5, on the wrong side of it; (rows, 2)."""
    # A no is a yes with the signs turned. The logits of a handle's places are the same in every state.
    return updates_to_half(tuple(np.where(np.isfinite(z), -abs(z), 0.0).tolist()))


def losses_and_gradients(y: Array, prediction: dict[str, Array], by_logit: Array) -> tuple[Array, Array]:
    """The loss in nats and its gradient in the logit, from the logit where the prediction was set as one."""
    yhat, z = prediction["yhat"], prediction["z"]
    loss, gradient = np.empty(y.shape), yhat - y
    loss[~by_logit] = bce.losses(y[~by_logit], yhat[~by_logit])
    loss[by_logit] = bce.losses_from_logits(y[by_logit], z[by_logit])
    gradient[by_logit] = bce.derivatives_from_logits(y[by_logit], z[by_logit])
    return loss, gradient


def numbers_read(y: Array, prediction: dict[str, Array], unit: Unit, by_logit: Array) -> dict[str, Array]:
    """Every number that is read, one row for each label and prediction."""
    z = prediction["z"]
    loss, gradient = losses_and_gradients(y, prediction, by_logit)
    squared = logistic_unit.squared_error_derivative(gradient, z)
    slope = activations.sigmoid_derivative(np.clip(z, -SATURATED, SATURATED))
    with allow_overflow():
        ratio = np.divide(gradient, squared, out=np.full(y.shape, np.inf), where=squared != 0)
    return merged(
        prediction,
        numbers(
            y=y,
            not_y=np.round(1 - y, 12),
            of_100=np.round(100 * y, 9),
            minus_z=-z,
            loss=nats_to_base(loss, unit.base),
            least=nats_to_base(bce.losses(y, y), unit.base),
            nats=loss,
            gradient=gradient,
            mse_gradient=squared,
            slope=slope,
            ratio=ratio,
        ),
    )


def text_state(at: dict[str, Array], by_logit: Array) -> dict[str, Array]:
    """Which sentence holds for each row, which parts of the formula show, and where labels have room."""
    y, yhat, z, gradient = (at[name] for name in ("y", "yhat", "z", "gradient"))
    plain, infinite = (y == 0) | (y == 1), np.isinf(at["nats"])
    wrong = (((y == 1) & (z < 0)) | ((y == 0) & (z > 0))) & np.isfinite(z)
    ends = (yhat == 0) | (yhat == 1)
    rounded = ends & by_logit & (at["nats"] > 0)
    case = np.select(
        [
            rounded,
            infinite & plain,
            infinite & (yhat == 0),
            infinite,
            yhat == 0.5,
            wrong & (at["ratio"] >= LARGE_RATIO),
            plain,
        ],
        [8, 4 + (y == 0), 6, 7, 3, 9, y == 0],
        default=2,
    )
    steep = bce.derivatives(y, yhat)
    upper = y >= 0.5
    return merged(
        indices(case=case),
        flags(
            rounded=rounded,
            wrong=wrong,
            falls_steeply=steep < -5,
            rises_steeply=steep > 5,
            falls=gradient < -0.3,
            rises=gradient > 0.3,
        ),
        geometry(
            beside_x=np.clip(yhat - 0.03 * np.sign(steep), 0, 1),
            z_at=np.clip(z, -EDGE, EDGE),
            beside_z=np.clip(z - 0.5 * np.sign(gradient), 0.5 - EDGE, EDGE - 0.5),
            error=y - yhat,
            line_1=np.where(upper, 0.94, -0.7),
            line_2=np.where(upper, 0.7, -0.94),
            drop_x=np.stack([y, y], axis=-1),
        ),
    )


def written_digits(at: dict[str, Array], rounded: Array, unit: Unit) -> Array:
    """The digits of the numbers in the formula, with which its loss and its product are as they are written."""

    def logarithm(name: str, logit: str, rows: Array, count: int) -> Array:
        """The loss of one answer, by the number that is written."""
        by_logit = np.logaddexp(0, sum_formula.as_set(at[logit][rows], count))
        return np.where(rounded[rows] > 0, by_logit, -np.log(sum_formula.as_set(at[name][rows], count)))

    def loss(rows: Array, count: int) -> Array:
        answers = (("y", "yhat", "minus_z"), ("not_y", "not_yhat", "z"))
        terms = [
            np.where(at[y][rows] > 0, at[y][rows] * logarithm(yhat, z, rows, count), 0.0) for y, yhat, z in answers
        ]
        return np.asarray(nats_to_base(terms[0] + terms[1], unit.base))

    def product(rows: Array, count: int) -> Array:
        return (
            2 * sum_formula.as_written(at["gradient"][rows], count) * sum_formula.as_written(at["slope"][rows], count)
        )

    totals = ((loss, at["loss"]), (product, at["mse_gradient"]))
    found = []
    for result, exact in totals:
        shown = sum_formula.as_written(exact, 3)
        found.append(sum_formula.fewest_digits(result, shown, sum_formula.last_digit(shown)))
    return np.maximum(*found)


def update_counts(counts: Array, wrong: Array) -> dict[str, Array]:
    """How many updates each row is from ŷ = 0.5, where it is on the wrong side of it."""
    count = np.where(wrong[:, None] > 0, counts, 0)
    return merged(
        indices(updates=count[:, 0], mse_updates=count[:, 1]),
        flags(counted=count[:, 0] <= MANY_UPDATES, mse_counted=count[:, 1] <= MANY_UPDATES),
    )


def all_quantities(
    y: Array, prediction: dict[str, Array], unit: Unit, by_logit: Array, counts: Array
) -> dict[str, Array]:
    """Every quantity for rows of labels and predictions; `counts` are the updates from each prediction to 0.5."""
    at = numbers_read(y, prediction, unit, by_logit)
    text = text_state(at, by_logit)
    digits = indices(digits=written_digits(at, text["rounded"], unit))
    rows = merged(at, text, digits, update_counts(counts, text["wrong"]), questions.assessed(at))
    return {name: values for name, values in rows.items() if name != "nats"}


def curves(y: Array, unit: Unit) -> dict[str, Array]:
    """The loss and both gradients over all logits (last axis), for labels on the first axis."""
    truth, z = np.broadcast_arrays(y[..., None], CURVE)
    gradient = bce.derivatives_from_logits(truth, z)
    squared = logistic_unit.squared_error_derivative(gradient, z)
    loss = nats_to_base(bce.losses_from_logits(truth, z), unit.base)
    return geometry(loss_curve=loss, gradient_curve=gradient, mse_gradient_curve=squared)


curves_of_truths = cache(lambda unit: curves(TRUTHS, unit))


def tables(y: float, yhat: float, logit: float | None, unit: Unit) -> dict[str, Table]:
    """The prediction, its logit and the label, each from end to end while the others stay."""
    by_logit = logit is not None
    now = from_logits(np.array([logit])) if by_logit else from_probabilities(np.array([yhat]))
    # The rows of all three handles and of the present state, computed at once.
    still = {name: np.full(len(TRUTHS), values[0]) for name, values in now.items()}
    groups = (BY_PROBABILITY, BY_LOGIT, still, now)
    sizes = [len(group["z"]) for group in groups]
    every = all_quantities(
        np.concatenate([np.full(sizes[0] + sizes[1], y), TRUTHS, [y]]),
        {name: np.concatenate([group[name] for group in groups]) for name in now},
        unit,
        np.repeat([False, True, by_logit, by_logit], sizes),
        np.concatenate([updates_from(group["z"]) for group in groups]),
    )

    def rows(group: int) -> dict[str, Array]:
        first = sum(sizes[:group])
        which = np.append(np.arange(first, first + sizes[group]), -1)
        found = {name: values[which] for name, values in every.items()}
        return found | indices(updates=found["updates"], mse_updates=found["mse_updates"])

    here = curves(np.array([y]), unit)
    by_y = rows(2) | {name: np.concatenate([curve, here[name]]) for name, curve in curves_of_truths(unit).items()}
    # Dragging one of the two clears the other: NaN is written as an empty text.
    none = {"none": np.array(np.nan)}
    at_yhat, at_z = float(now["yhat"][0]), shown_logit(float(now["z"][0]))
    return {
        "yhat": Table(PROBABILITIES, at_yhat, rows(0), {"yhat": "yhat", "logit": "none"}, none),
        "logit": Table(LOGITS, at_z, rows(1), {"logit": "z", "yhat": "none"}, none),
        "y": Table(TRUTHS, y, by_y, {"y": "y"}),
    }


def shown_logit(z: float) -> float:
    """Where the logit's handle stands: what lies beyond its reach waits half a step outside."""
    return z if abs(z) <= REACH else math.copysign(REACH + 0.05, z)
