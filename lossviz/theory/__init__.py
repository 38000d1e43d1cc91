"""The mathematics: one idea, one module; arrays or lists in, the last axis summed, leading axes broadcast.

A loss is a module: `mean_squared_error.losses` has one loss per sample, `.loss` their mean,
`.gradient` the slope of that mean in the second argument. Targets come first, then what the
model said. `LOSSES` names them all.
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
