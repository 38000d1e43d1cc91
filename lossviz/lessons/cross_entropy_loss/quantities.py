"""Every quantity of the cross-entropy loss lesson, for rows of logits, targets, temperatures and smoothings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

import lossviz
from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy_loss import questions
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import label_smoothing, temperature_scaling
from lossviz.theory.logarithms import nats_to_base

# A logit's handle reaches from LOW to HIGH; what lies beyond is drawn at the edge of the figure, with a mark.
LOW, HIGH, BEYOND, MARK = -4.0, 8.0, 0.5, 0.7
FEW = 5  # up to so many classes there is room for a number under each, and for all terms of the formula
ROUNDED_LOGITS = 1e-5  # of a target: so near to it a probability comes with logits of four decimals
FEW_GRADIENTS = 3  # and up to so many for the gradient of each
# The loss axis ends at TOP nats, a little more than the loss at 1 / 150; a dot beyond it stays at HIGHEST.
TOP, HIGHEST = 5.2, 4.9
ROWS = (4.85, 4.15, 3.45)  # where lines of words stand there, in nats


@dataclass(frozen=True)
class Rows:
    """Rows of states; classes on the last axis of logits and target, the other two axes broadcast.

    What is the same in all rows has length 1 there, and so has every quantity that depends on nothing else. A row may
    have fewer `classes` than places; then those after them have the logit minus infinity.
    """

    z: Array
    y: Array
    temperature: Array
    smoothing: Array
    focus: Array
    classes: Array

    @property
    def here(self) -> Array:
        """Which places are classes."""
        there: Array = np.arange(self.z.shape[-1]) < self.classes[..., None]
        return there


def at(values: Array, index: Array) -> Array:
    """One class of each row."""
    if index.size == 1:
        alone: Array = values[..., int(index.reshape(-1)[0])]
        return alone
    taken: Array = np.take_along_axis(values, index[..., None], axis=-1)[..., 0]
    return taken


def measured(rows: Rows) -> dict[str, Array]:
    """The loss in nats, its parts, and its gradient in the logits, for each row."""
    target = label_smoothing.smoothed(rows.y, rows.smoothing, rows.classes)
    found = temperature_scaling.evaluate(target, rows.z, rows.temperature)
    true, plain = rows.y.argmax(axis=-1), target.max(axis=-1) == 1
    return {
        "p": found.probabilities,
        "t": target,
        "true": true,
        "plain": plain,
        "surprise": found.losses if plain.all() else at(found.surprises, true) + 0.0,
        "loss": found.losses,
        "least": np.zeros(plain.shape) if plain.all() else lossviz.entropy(target, base=np.e),
        "gradient": found.gradients,
    }


def case_of(rows: Rows, found: Mapping[str, Array]) -> dict[str, Array]:
    """Which sentence holds for each row, which class leads, and which has probability 0 but some of the target."""
    p, true, loss = found["p"], found["true"], found["loss"]
    top = p.argmax(axis=-1)
    first, mine = p.max(axis=-1), at(p, true)
    equal = (np.where(rows.here, p, 1.0).min(axis=-1) == first) & (rows.classes > 1)
    # The true class leads alone if it leads and no other has as much.
    alone = (mine == first) & ((p == first[..., None]).sum(axis=-1) == 1)
    infinite = np.isinf(loss)
    excluded = true
    if infinite.any():
        excluded = np.where(infinite, ((found["t"] > 0) & (p == 0)).argmax(axis=-1), true)
    case = np.select(
        [
            infinite & found["plain"],
            infinite,
            rows.smoothing > 0,
            ~found["plain"],
            mine == 0,
            equal,
            rows.temperature != 1,
            alone,
            first > mine,
        ],
        [4, 9, 5, 7, 8, 3, 6, 1, 2],
        default=0,
    )
    return {"case": case, "top": top, "excluded": excluded}


def gradients(rows: Rows, found: Mapping[str, Array]) -> dict[str, Array]:
    """The gradient in each logit where the classes are few, else only in that of the true and the highlighted class."""
    few, gradient, target = rows.classes <= FEW_GRADIENTS, found["gradient"], found["t"]
    # At the minimum of a soft target what is left of p − y is the rounding of the logits.
    soft = (target > 0) & (target < 1)
    gradient = np.where(soft & (abs(gradient) < ROUNDED_LOGITS * target), 0.0, gradient)
    nothing = np.full(few.shape, np.nan)
    if few.all():
        return {"gradient": gradient, "true_gradient": nothing, "focus_gradient": nothing}
    every = gradient if few.any() else np.full((1, 1, gradient.shape[-1]), np.nan)
    return {
        "gradient": np.where(few[..., None], every, np.nan),
        "true_gradient": np.where(few, np.nan, at(gradient, found["true"])),
        "focus_gradient": np.where(few, np.nan, at(gradient, rows.focus)),
    }


def outside(z: Array) -> dict[str, Array]:
    """Where bars end, and where marks stand at those that leave the frame."""
    above, below = z > HIGH, z < LOW
    if not (above.any() or below.any()):
        nowhere = np.full((1, 1, z.shape[-1]), np.nan)
        return numbers(z_at=z) | geometry(above_at=nowhere, below_at=nowhere)
    return numbers(z_at=np.clip(z, LOW - BEYOND, HIGH + BEYOND)) | geometry(
        above_at=np.where(above, HIGH - MARK, np.nan), below_at=np.where(below, LOW + MARK, np.nan)
    )


def lines(loss: Array, least: Array, uniform: Array, plain: Array) -> dict[str, Array]:
    """Level lines from end to end of the loss figure; that of the loss and the least loss for a soft target only."""
    drawn, low = (np.where(plain, np.nan, height) for height in (loss, least))
    named = {"loss_line": drawn, "least_line": low, "uniform_line": uniform}
    return geometry(**{name: np.stack([height, height], axis=-1) for name, height in named.items()})


def unwritten(rows: Rows, true: Array) -> Array:
    """How many terms of the sum are not written where it is too long: all but those of the true class and the focus."""
    return np.asarray(np.maximum(rows.classes - np.where(rows.focus == true, 1, 2), 0))


def all_quantities(rows: Rows, unit: Unit) -> dict[str, Array]:
    """Every quantity that a handle may change."""
    found = measured(rows)
    each = {"z": rows.z, "p": found["p"], "y": rows.y, "t": found["t"]} | gradients(rows, found)
    here = rows.here
    if not here.all():
        each |= {name: np.where(here, each[name], np.nan) for name in ("z", "p", "y", "t", "gradient")}
    loss, least, uniform = (
        nats_to_base(nats, unit.base) for nats in (found["loss"], found["least"], np.log(rows.classes))
    )
    plain, surprise = found["plain"], found["surprise"]
    return merged(
        numbers(
            **each, temperature=rows.temperature, smoothing=rows.smoothing, loss=loss, least=least, uniform=uniform
        ),
        outside(each["z"]),
        geometry(dot_at=nats_to_base(np.minimum(surprise, HIGHEST), unit.base)),
        lines(loss, least, uniform, plain),
        indices(**case_of(rows, found), true=found["true"], classes=rows.classes, rest=unwritten(rows, found["true"])),
        flags(
            off=surprise > HIGHEST,
            plain=plain,
            # Not 0 by the logits, but too small for a float.
            rounded=((found["t"] > 0) & (found["p"] == 0)).any(axis=-1) & np.isfinite(loss),
            hot=rows.temperature != 1,
            other=rows.focus != found["true"],
            two=rows.classes == 2,
            few=rows.classes <= FEW,
            few_gradients=rows.classes <= FEW_GRADIENTS,
            # Numbers at neighbouring bars would touch where the bars are many.
            true_apart=(rows.classes > FEW_GRADIENTS)
            & (rows.focus != found["true"])
            & ((rows.classes <= FEW) | (abs(rows.focus - found["true"]) > 1)),
        ),
        questions.assessed(rows, found),
    )


@cache
def layout(classes: int, places: int = 0) -> dict[str, Array]:
    """Where the bars stand and which terms are written, for a number of classes; filled up to so many `places`."""
    x = np.full(places or classes, np.nan)
    x[:classes] = (np.arange(classes) + 0.5) / classes
    shown = np.arange(len(x)) < classes
    return merged(
        numbers(bar_x=x, bar_width=np.full(len(x), min(0.72 / classes, 0.2))),
        flags(term=shown & (classes <= FEW), plus=shown & (np.arange(len(x)) > 0) & (classes <= FEW)),
    )
