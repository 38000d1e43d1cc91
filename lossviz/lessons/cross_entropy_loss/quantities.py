"""Every quantity of the cross-entropy loss lesson, for rows of logits, targets, temperatures and smoothings."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

import lossviz
from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy_loss import questions
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import softmax_cross_entropy
from lossviz.theory.logarithms import nats_to_base
from lossviz.theory.softmax import log_softmax, softmax
from lossviz.theory.temperature_scaling import scaled_logits

# A logit's handle reaches from LOW to HIGH; what lies beyond is drawn at the edge of the figure.
LOW, HIGH, BEYOND = -4.0, 8.0, 0.5
FEW = 5  # up to so many classes the formula has room for all terms


@dataclass(frozen=True)
class Rows:
    """Rows of states, all of one shape; classes on the last axis of logits and target.

    A row may have fewer `classes` than places; then those after them have the logit minus infinity.
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

    @property
    def target(self) -> Array:
        """The target after label smoothing."""
        share = self.smoothing[..., None]
        spread: Array = np.where(self.here, (1 - share) * self.y + share / self.classes[..., None], 0.0)
        return spread


def at(values: Array, index: Array) -> Array:
    """One class of each row."""
    taken: Array = np.take_along_axis(values, index[..., None], axis=-1)[..., 0]
    return taken


def measured(rows: Rows) -> dict[str, Array]:
    """The loss in nats, its parts, and its gradient in the logits, for each row."""
    scaled, target = scaled_logits(rows.z, rows.temperature), rows.target
    p, true = softmax(scaled), rows.y.argmax(axis=-1)
    one_hot = np.arange(p.shape[-1]) == true[..., None]
    surprise = at(-log_softmax(scaled), true) + 0.0
    plain = target.max(axis=-1) == 1
    mixed = softmax_cross_entropy.losses(target, scaled) if not plain.all() else surprise
    # Where the target is certain, p - 1 loses the digits that the sum of the other probabilities keeps.
    others = np.where(one_hot, 0.0, p).sum(axis=-1, keepdims=True)
    raised = np.where(one_hot & plain[..., None], -others, p - target)
    return {
        "p": p,
        "t": target,
        "true": true,
        "plain": plain,
        "surprise": surprise,
        "loss": np.where(plain, surprise, mixed),
        "least": np.where(plain, 0.0, lossviz.entropy(target, base=np.e)) if not plain.all() else np.zeros(plain.shape),
        "gradient": raised / rows.temperature[..., None] + 0.0,
    }


def case_of(rows: Rows, found: Mapping[str, Array]) -> tuple[Array, Array]:
    """Which sentence holds for each row, and which class leads."""
    p, true, loss = found["p"], found["true"], found["loss"]
    top = p.argmax(axis=-1)
    first, mine = at(p, top), at(p, true)
    runner_up = np.where(np.arange(p.shape[-1]) == true[..., None], -1.0, p).max(axis=-1)
    equal = (np.where(rows.here, p, 1.0).min(axis=-1) == first) & (rows.classes > 1)
    case = np.select(
        [
            np.isinf(loss),
            rows.smoothing > 0,
            ~found["plain"],
            mine == 0,
            equal,
            rows.temperature != 1,
            mine > runner_up,
            first > mine,
        ],
        [4, 5, 7, 8, 3, 6, 1, 2],
        default=0,
    )
    return case, top


def all_quantities(rows: Rows, unit: Unit) -> dict[str, Array]:
    """Every quantity that a handle may change."""
    found = measured(rows)
    case, top = case_of(rows, found)
    here, loss = rows.here, nats_to_base(found["loss"], unit.base)
    absent = {
        name: np.where(here, values, np.nan)
        for name, values in {
            "z": rows.z,
            "p": found["p"],
            "y": rows.y,
            "t": found["t"],
            "gradient": found["gradient"],
        }.items()
    }
    blind = nats_to_base(np.log(rows.classes), unit.base)
    least = nats_to_base(found["least"], unit.base)
    drawn, low = (np.where(found["plain"], np.nan, height) for height in (loss, least))
    return merged(
        numbers(
            **absent,
            temperature=rows.temperature,
            smoothing=rows.smoothing,
            loss=loss,
            surprise=nats_to_base(found["surprise"], unit.base),
            least=least,
            blind=blind,
        ),
        geometry(
            # Beside the dot, and on its left where the right has no room.
            beside=np.clip(at(found["p"], found["true"]) + 0.02, 0, 0.86),
            z_at=np.where(here, np.clip(rows.z, LOW - BEYOND, HIGH + BEYOND), np.nan),
            loss_line=np.stack([drawn, drawn], axis=-1),
            least_line=np.stack([low, low], axis=-1),
            blind_line=np.stack([blind, blind], axis=-1),
        ),
        indices(case=case, true=found["true"], top=top, classes=rows.classes, rest=np.maximum(rows.classes - 2, 0)),
        flags(
            plain=found["plain"],
            hot=rows.temperature != 1,
            other=rows.focus != found["true"],
            two=rows.classes == 2,
            few=rows.classes <= FEW,
            many=rows.classes > FEW,
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
