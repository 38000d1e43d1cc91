"""What the loss of a network is: a loss of its logits for each kind of target, and penalties on its weights.

Nothing is checked but the targets: the losses stand in the innermost loop of a training. The modules of `LOSSES` in
`lossviz.theory` have the same losses for everybody else.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import checks, settings
from lossviz.theory.checks import Array
from lossviz.theory.limits import allow_overflow
from lossviz.theory.network import Network
from lossviz.theory.network_activations import sigmoid
from lossviz.theory.softmax import half_negative_log_softmax


class OutputLoss(NamedTuple):
    """A loss of logits. Targets and logits (..., n, outputs), targets as `encoded`.

    `losses` (..., n) are one per point; `derivatives` (..., n, outputs) of each point's own loss in its logits;
    `answer` (..., n, outputs) is what the network says, as a probability of each class or as a value.
    """

    kind: str  # "binary", "classes" or "values"
    losses: Callable[[Array, Array], Array]
    derivatives: Callable[[Array, Array], Array]
    answer: Callable[[Array], Array]


# Of two classes the target is a sign: 1 for class 0, -1 for class 1, so that sigmoid(z) - y is s sigmoid(s z).
def binary_cross_entropy(signs: Array, z: Array) -> Array:
    """-log of the probability that sigmoid gives to the class: log(1 + e^(s z))."""
    return np.asarray(np.logaddexp(0.0, signs * z)[..., 0])


def binary_cross_entropy_derivatives(signs: Array, z: Array) -> Array:
    """sigmoid(z) - y, with all digits."""
    return signs / (1.0 + np.exp(-signs * z))


def sigmoid_squared_error(signs: Array, z: Array) -> Array:
    """(sigmoid(z) - y)^2."""
    return np.asarray((sigmoid(signs * z) ** 2)[..., 0])


def sigmoid_squared_error_derivatives(signs: Array, z: Array) -> Array:
    """2 (p - y) p (1 - p), with p = sigmoid(z): near 0 where the network is wrong and sure of it."""
    miss = sigmoid(signs * z)
    return np.asarray(2.0 * signs * miss * miss * (1.0 - miss))


def softmax(z: Array) -> Array:
    """Softmax over the last axis."""
    weights = np.exp(z - np.maximum.reduce(z, axis=-1, keepdims=True))
    return np.asarray(weights / np.add.reduce(weights, axis=-1, keepdims=True))


def softmax_cross_entropy(targets: Array, z: Array) -> Array:
    """-log of the probability that softmax gives to the class."""
    return np.asarray(2 * (targets * half_negative_log_softmax(z)).sum(axis=-1))


def softmax_cross_entropy_derivatives(targets: Array, z: Array) -> Array:
    """softmax(z) - y."""
    return softmax(z) - targets


def softmax_squared_error(targets: Array, z: Array) -> Array:
    """The sum over the classes of (softmax(z) - y)^2, Brier's score; torch's `mse_loss` takes their mean instead."""
    return np.asarray(((softmax(z) - targets) ** 2).sum(axis=-1))


def softmax_squared_error_derivatives(targets: Array, z: Array) -> Array:
    """2 p (r - the sum of p r), with p = softmax(z) and r = p - y."""
    p = softmax(z)
    r = p - targets
    return 2.0 * p * (r - np.add.reduce(p * r, axis=-1, keepdims=True))


def squared_error(targets: Array, z: Array) -> Array:
    """(z - y)^2, without a factor one half."""
    return np.asarray(((z - targets) ** 2)[..., 0])


def squared_error_derivatives(targets: Array, z: Array) -> Array:
    """2 (z - y)."""
    return 2.0 * (z - targets)


LOSSES = {
    "binary_cross_entropy": OutputLoss("binary", binary_cross_entropy, binary_cross_entropy_derivatives, sigmoid),
    "sigmoid_squared_error": OutputLoss("binary", sigmoid_squared_error, sigmoid_squared_error_derivatives, sigmoid),
    "softmax_cross_entropy": OutputLoss("classes", softmax_cross_entropy, softmax_cross_entropy_derivatives, softmax),
    "softmax_squared_error": OutputLoss("classes", softmax_squared_error, softmax_squared_error_derivatives, softmax),
    "squared_error": OutputLoss("values", squared_error, squared_error_derivatives, lambda z: z),
}


def of(name: str) -> OutputLoss:
    """The loss of a name.

    Raises:
        ValueError: if there is none of that name.
    """
    if name not in LOSSES:
        raise ValueError(f"there is no loss {name!r}; there is {', '.join(LOSSES)}")
    return LOSSES[name]


def encoded(loss: OutputLoss, y: ArrayLike, outputs: int) -> Array:
    """Targets (n,) in the form that a loss takes, (n, outputs).

    Raises:
        ValueError: classes that are no whole numbers from 0 up, below the number of classes; values that are not
            finite; a number of outputs that does not go with the loss.

    Examples:
        >>> encoded(of("softmax_cross_entropy"), [0, 2], 3).tolist()
        [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    values = checks.numbers("y", y)
    if values.ndim != 1:
        raise ValueError(f"y has shape {values.shape}; give one number for each point")
    if loss.kind != "classes" and outputs != 1:
        raise ValueError(f"outputs = {outputs}; a loss of {loss.kind} goes with 1 output")
    if loss.kind == "values":
        return values[:, None]
    classes = 2 if loss.kind == "binary" else outputs
    wrong = (values < 0) | (values >= classes) | (values != np.floor(values))
    if wrong.any():
        raise ValueError(f"y holds {checks.format_value(values[wrong][0])}; give classes 0 to {classes - 1}")
    if loss.kind == "binary":
        return 1.0 - 2.0 * values[:, None]
    return np.where(values[:, None] == np.arange(classes), 1.0, 0.0)


def is_right(loss: OutputLoss, targets: Array, z: Array) -> Array:
    """1 for each point whose class has the largest probability, else 0: (..., n). NaN for values, which have no class.

    Of two classes at exactly one half it is class 0.
    """
    if loss.kind == "values":
        return np.full(z.shape[:-1], np.nan)
    if loss.kind == "binary":
        return np.asarray(((z > 0) == (targets < 0))[..., 0].astype(np.float64))
    return np.asarray((z.argmax(axis=-1) == targets.argmax(axis=-1)).astype(np.float64))


class Penalty:
    """L1 and L2 regularisation: what is added to the mean loss for large weights. Biases are excluded.

        l1 * sum of |w|  +  l2 / 2 * sum of w^2

    The gradient is l1 sign(w) + l2 w, where sign(0) is 0, one of the subgradients there. So l2 under plain gradient
    descent is `weight_decay` of `torch.optim.SGD` for the weights alone; torch decays biases, too, unless they are in
    a group of their own. In `torch.optim.Adam`, too, `weight_decay` is added to the gradient; in `AdamW` (and in
    `optimizers.adamw`) it is not: there it shrinks all parameters beside the step.

    Raises:
        ValueError: a strength that is below 0 or not finite.

    Examples:
        >>> network = Network(1, (), 1)
        >>> penalty = Penalty(network, l1=0.5, l2=3.0)
        >>> print(penalty.value(np.array([-2.0, 9.0])), penalty.gradient(np.array([-2.0, 9.0])))
        7.0 [-6.5  0. ]
    """

    def __init__(self, network: Network, *, l1: float = 0.0, l2: float = 0.0) -> None:
        self.l1, self.l2 = strength("l1", l1), strength("l2", l2)
        self.is_weight = network.is_weight
        self.by_sign, self.by_weight = self.l1 * self.is_weight, self.l2 * self.is_weight

    def __bool__(self) -> bool:
        return self.l1 > 0 or self.l2 > 0

    def value(self, parameters: Array) -> Array:
        """The penalty of each flat vector: (..., size) in, (...) out."""
        total = np.zeros(parameters.shape[:-1])
        with allow_overflow():
            if self.l1:
                # Not as a product of matrices: that adds in another order for one vector than for many.
                total += (abs(parameters) * self.by_sign).sum(axis=-1)
            if self.l2:
                total += ((parameters * self.is_weight) ** 2 * self.by_weight).sum(axis=-1) / 2
        return total

    def gradient(self, parameters: Array) -> Array:
        """Its gradient: (..., size)."""
        return np.sign(parameters) * self.by_sign + parameters * self.by_weight


def strength(name: str, value: float) -> float:
    """The strength of a penalty: one finite number from 0 up."""
    return float(np.asarray(settings.non_negative(name, checks.scalar(name, value))))
