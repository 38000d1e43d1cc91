"""Six formulas that are right on paper, what they compute, and the lines of code that compute it right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from lossviz.inputs.units import Unit
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import numerical_traps, softmax_cross_entropy
from lossviz.theory.logarithms import nats_to_base
from lossviz.theory.softmax import softmax


@dataclass(frozen=True)
class Trap:
    """One trap: where its number lies, what is computed, and the code.

    It is called `option` where it is chosen. `losses` gives for many places the right loss and the faulty one, in nats;
    NaN where it is no number. `code` has the faulty line, then the right ones in PyTorch and in numpy. The loss axis
    reaches from `low` to `high` nats.
    """

    name: str
    option: str
    title: str
    axis: str
    reach: tuple[float, float]
    first: float
    places: int
    low: float
    high: float
    losses: Callable[[Array], tuple[Array, Array]]
    code: tuple[str, str, str]
    note: str


def columns(*logits: Array) -> Array:
    """Logits of classes on the last axis."""
    return np.stack(np.broadcast_arrays(*logits), axis=-1)


def first_class(x: Array) -> Array:
    """The first class, for each place."""
    return np.zeros(x.shape, dtype=np.int64)


def overflow(x: Array) -> tuple[Array, Array]:
    """Logits x, x - 1, x - 2; the first class is true."""
    z = columns(x, x - 1, x - 2)
    with np.errstate(divide="ignore"):
        return softmax_cross_entropy.losses(first_class(x), z), -np.log(numerical_traps.naive_softmax(z)[..., 0])


def underflow(x: Array) -> tuple[Array, Array]:
    """Logits -x and 0; the first class is true."""
    z = columns(-x, 0 * x)
    return softmax_cross_entropy.losses(first_class(x), z), numerical_traps.loss_of_rounded_softmax(first_class(x), z)


def twice(x: Array) -> tuple[Array, Array]:
    """Logits x, 0, 0, and softmax applied before the loss that contains it."""
    z = columns(x, 0 * x, 0 * x)
    return softmax_cross_entropy.losses(first_class(x), z), numerical_traps.losses_of_softmax_twice(first_class(x), z)


def probabilities_as_logits(x: Array) -> tuple[Array, Array]:
    """Probabilities x, and the rest in two equal parts, given where logits are expected."""
    p = columns(x, (1 - x) / 2, (1 - x) / 2)
    with np.errstate(divide="ignore"):
        return -np.log(x) + 0.0, softmax_cross_entropy.losses(first_class(x), p)


def logits_as_probabilities(x: Array) -> tuple[Array, Array]:
    """Logits x, 0, 0, given where logarithms of probabilities are expected: the loss is minus the logit."""
    return softmax_cross_entropy.losses(first_class(x), columns(x, 0 * x, 0 * x)), -x + 0.0


def clipping(x: Array) -> tuple[Array, Array]:
    """Logits -x and 0, and the probability clipped at 1e-7 before the logarithm."""
    z = columns(-x, 0 * x)
    return softmax_cross_entropy.losses(first_class(x), z), numerical_traps.clipped_loss(softmax(z)[..., 0])


TORCH = "F.cross_entropy(z, y)"
NUMPY = "np.logaddexp.reduce(z) - z[y]"
TRAPS = (
    Trap(
        "overflow",
        "softmax overflows",
        "softmax overflows",
        "x, for logits x, x − 1, x − 2",
        (0, 1200),
        1000,
        601,
        0,
        1,
        overflow,
        ("p = np.exp(z) / np.exp(z).sum()", "p = torch.softmax(z, dim=-1)", "e = np.exp(z - z.max()); p = e / e.sum()"),
        "exp overflows above 709.78, in 32 bits above 88.72, and infinity over infinity is NaN (not a number).",
    ),
    Trap(
        "underflow",
        "log of softmax",
        "log of an underflowed softmax",
        "x, for logits −x and 0, the first is true",
        (0, 1000),
        800,
        501,
        0,
        1000,
        underflow,
        ("-torch.log(torch.softmax(z, dim=-1))[y]", "-F.log_softmax(z, dim=-1)[y]", NUMPY),
        "From 746 on, in 32 bits from 104 on, the probability rounds to 0 and its log is infinite. The loss is not.",
    ),
    Trap(
        "softmax-twice",
        "softmax twice",
        "softmax twice",
        "x, for logits x, 0, 0, the first is true",
        (-2, 12),
        10,
        701,
        0,
        2.5,
        twice,
        ("F.cross_entropy(torch.softmax(z, dim=-1), y)", TORCH, NUMPY),
        "F.cross_entropy contains softmax. With three classes the second one keeps the loss above 0.551.",
    ),
    Trap(
        "probabilities-as-logits",
        "probabilities as logits",
        "probabilities where logits are expected",
        "p of the true class; the two others share the rest",
        (0, 1),
        0.9,
        501,
        0,
        3,
        probabilities_as_logits,
        ("F.cross_entropy(p, y)", "F.nll_loss(torch.log(p), y)", "-np.log(p[y])"),
        "A probability is at most 1, so the loss of 1 is 0.551 instead of 0, and that of 0 is 1.46 instead of "
        "infinity.",
    ),
    Trap(
        "logits-as-probabilities",
        "logits as log p",
        "logits where log-probabilities are expected",
        "x, for logits x, 0, 0, the first is true",
        (-4, 8),
        3,
        601,
        -8,
        5,
        logits_as_probabilities,
        ("F.nll_loss(z, y)", TORCH, NUMPY),
        "F.nll_loss expects log-probabilities. Of logits it takes minus the true one: a loss without a lower bound.",
    ),
    Trap(
        "clipping",
        "clipping at 1e-7",
        "clipping at 1e-7",
        "x, for logits −x and 0, the first is true",
        (0, 40),
        30,
        401,
        0,
        40,
        clipping,
        ("-np.log(np.clip(p, 1e-7, 1 - 1e-7))", TORCH, NUMPY),
        "Clipping makes infinity 16.1, and its gradient is 0: the most confident errors are no longer corrected.",
    ),
)
BY_NAME = {trap.name: trap for trap in TRAPS}


def all_quantities(trap: Trap, x: Array, unit: Unit) -> dict[str, Array]:
    """Every quantity for many places of one trap."""
    right, wrong = (nats_to_base(loss, unit.base) for loss in trap.losses(x))
    missing = np.isnan(wrong)
    differs = ~np.isclose(right, wrong, rtol=1e-6, atol=0, equal_nan=False)
    case = np.select(
        [missing, np.isposinf(right) & ~np.isinf(wrong), np.isinf(wrong) & differs, differs], [2, 4, 3, 1], 0
    )
    return merged(
        numbers(x=x, right=right, wrong=wrong),
        geometry(at=np.clip(x, *trap.reach)),
        indices(case=case),
        flags(missing=missing, unlimited=np.isposinf(wrong)),
    )


@cache
def curves(trap: Trap, unit: Unit) -> dict[str, Array]:
    """Both losses over all places."""
    x = np.linspace(*trap.reach, 401)
    right, wrong = (nats_to_base(loss, unit.base) for loss in trap.losses(x))
    return geometry(curve_x=x, curve_right=right, curve_wrong=np.where(np.isinf(wrong), np.nan, wrong))
