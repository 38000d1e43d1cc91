"""An interactive teacher of loss functions; here its mathematics, by its plain names.

>>> import lossviz
>>> print(lossviz.entropy([0.5, 0.25, 0.125, 0.125]))
1.75

The name of a loss is the mean loss itself, `lossviz.huber(y, y_hat)`. The module of the same
name, with `losses` and `gradient`, is `lossviz.theory.huber`.
"""

from lossviz.theory import optimizers, surfaces
from lossviz.theory.activations import gelu, leaky_relu, relu, sigmoid, tanh
from lossviz.theory.binary_cross_entropy import loss as binary_cross_entropy
from lossviz.theory.binary_cross_entropy import loss_from_logits as binary_cross_entropy_with_logits
from lossviz.theory.descent import Path, descend
from lossviz.theory.huber import loss as huber
from lossviz.theory.impurity import gini, information_gain
from lossviz.theory.information import (
    cross_entropy,
    entropy,
    jensen_shannon_divergence,
    kl_divergence,
    perplexity,
    surprise,
)
from lossviz.theory.joint_distributions import mutual_information
from lossviz.theory.mean_absolute_error import loss as mean_absolute_error
from lossviz.theory.mean_squared_error import loss as mean_squared_error
from lossviz.theory.softmax import log_softmax, softmax
from lossviz.theory.softmax_cross_entropy import loss as softmax_cross_entropy

__version__ = "0.1.0"

__all__ = [
    "Path",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "descend",
    "entropy",
    "gelu",
    "gini",
    "huber",
    "information_gain",
    "jensen_shannon_divergence",
    "kl_divergence",
    "leaky_relu",
    "log_softmax",
    "mean_absolute_error",
    "mean_squared_error",
    "mutual_information",
    "optimizers",
    "perplexity",
    "relu",
    "sigmoid",
    "softmax",
    "softmax_cross_entropy",
    "surfaces",
    "surprise",
    "tanh",
]
