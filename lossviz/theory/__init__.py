"""The mathematics: one idea, one module. Arrays or lists in; functions reduce the last axis, leading axes broadcast.

A loss is a module: `losses` is one loss per sample, `loss` their mean, `gradient` the gradient of the mean in the
second argument. Targets come first, then predictions. `LOSSES` has all of them by name.
"""

from types import ModuleType

from lossviz.theory import (
    activations,
    binary_cross_entropy,
    huber,
    impurity,
    information,
    mean_absolute_error,
    mean_squared_error,
    softmax,
    softmax_cross_entropy,
)

LOSSES: dict[str, ModuleType] = {
    "mean_squared_error": mean_squared_error,
    "mean_absolute_error": mean_absolute_error,
    "huber": huber,
    "softmax_cross_entropy": softmax_cross_entropy,
    "binary_cross_entropy": binary_cross_entropy,
}

__all__ = [
    "LOSSES",
    "activations",
    "binary_cross_entropy",
    "huber",
    "impurity",
    "information",
    "mean_absolute_error",
    "mean_squared_error",
    "softmax",
    "softmax_cross_entropy",
]
