"""Seven optimisers, with the update rules and the defaults of `torch.optim`.

Each function returns an `Optimizer` (see `lossviz.theory.optimizer`). A rate may be a number from 0 up, an array of
them, or a schedule; every hyperparameter may be an array. A value out of range raises a ValueError.
"""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import settings
from lossviz.theory.checks import Array
from lossviz.theory.optimizer import Memory, Optimizer, Rate, optimizer
from lossviz.theory.settings import Setting, add_coordinate_axis


def gradient_descent(rate: Rate) -> Optimizer:
    """Gradient descent: a step of learning rate times gradient, against it. No memory.

        w <- w - rate * gradient

    Examples:
        >>> optimizer = gradient_descent(0.02)
        >>> w, state = optimizer.step([0, 1], [-15.2, -4], optimizer.start([0, 1]))
        >>> print(optimizer, w)
        gradient_descent(0.02) [0.304 1.08 ]

    References:
        A.-L. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées,
        Comptes rendus 25, 1847.
    """

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        return w - rate * gradient, memory

    return optimizer("gradient_descent", rate, rule)


def momentum(rate: Rate, *, beta: ArrayLike = 0.9) -> Optimizer:
    """The heavy-ball method: steps along a velocity, a sum of past gradients that decays by beta per step.

        velocity <- beta * velocity + gradient
        w <- w - rate * velocity

    beta is from 0 to below 1. Under a constant gradient the velocity tends to 1 / (1 - beta) gradients, ten for 0.9,
    so that the same learning rate steps up to ten times as far as gradient descent.

    References:
        B. T. Polyak, Some methods of speeding up the convergence of iteration methods,
        USSR Computational Mathematics and Mathematical Physics 4, 1964.
    """
    checked = settings.fraction("beta", beta)
    decay = add_coordinate_axis(checked)

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        (velocity,) = memory
        velocity = decay * velocity + gradient
        return w - rate * velocity, (velocity,)

    return optimizer("momentum", rate, rule, "velocity", beta=checked)


def nesterov(rate: Rate, *, beta: ArrayLike = 0.9) -> Optimizer:
    """Nesterov momentum: the gradient is taken at the point to which the velocity is about to lead.

        velocity <- beta * velocity + gradient
        w <- w - rate * (gradient + beta * velocity)

    The form of `torch.optim.SGD(nesterov=True)`, in which w is that look-ahead point.

    References:
        I. Sutskever, J. Martens, G. Dahl, G. Hinton, On the importance of initialization and momentum
        in deep learning, ICML 2013.
    """
    checked = settings.fraction("beta", beta)
    decay = add_coordinate_axis(checked)

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        (velocity,) = memory
        velocity = decay * velocity + gradient
        return w - rate * (gradient + decay * velocity), (velocity,)

    return optimizer("nesterov", rate, rule, "velocity", beta=checked)


def adagrad(rate: Rate, *, eps: ArrayLike = 1e-10) -> Optimizer:
    """A rate per coordinate, divided by the root of the sum of its squared gradients, so that it only ever decreases.

        sum <- sum + gradient^2
        w <- w - rate * gradient / (sqrt(sum) + eps)

    In the first step each coordinate moves by the rate itself, whatever its gradient.

    References:
        J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning and Stochastic
        Optimization, Journal of Machine Learning Research 12, 2011.
    """
    small = settings.positive("eps", eps)
    tiny = add_coordinate_axis(small)

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        (total,) = memory
        total = total + gradient * gradient
        return w - rate * gradient / (np.sqrt(total) + tiny), (total,)

    return optimizer("adagrad", rate, rule, "sum of squares", eps=small)


def rmsprop(rate: Rate, *, alpha: ArrayLike = 0.99, eps: ArrayLike = 1e-8) -> Optimizer:
    """As adagrad, with an exponential moving average of the squared gradients, of decay alpha, instead of their sum.

        square <- alpha * square + (1 - alpha) * gradient^2
        w <- w - rate * gradient / (sqrt(square) + eps)

    The average starts at 0 and has no bias correction, so in the first step each coordinate moves by
    rate / sqrt(1 - alpha): ten rates for 0.99.

    References:
        T. Tieleman, G. Hinton, Lecture 6.5, rmsprop, Coursera: Neural Networks for Machine Learning, 2012.
    """
    checked, small = settings.fraction("alpha", alpha), settings.positive("eps", eps)
    decay, tiny = add_coordinate_axis(checked), add_coordinate_axis(small)

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        (square,) = memory
        square = decay * square + (1 - decay) * gradient * gradient
        return w - rate * gradient / (np.sqrt(square) + tiny), (square,)

    return optimizer("rmsprop", rate, rule, "mean square", alpha=checked, eps=small)


def adam(rate: Rate, *, betas: tuple[ArrayLike, ArrayLike] = (0.9, 0.999), eps: ArrayLike = 1e-8) -> Optimizer:
    """The mean of past gradients over the root of their mean square, both with bias correction.

        m <- beta1 * m + (1 - beta1) * gradient          the mean gradient
        v <- beta2 * v + (1 - beta2) * gradient^2        the mean square
        w <- w - rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)

    t counts the steps from 1. Under a constant gradient each coordinate moves by about the learning rate per step,
    whatever its gradient. Without the correction the first step would be 3 times as long.

    References:
        D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.
    """
    return adam_with("adam", rate, betas, eps)


def adamw(
    rate: Rate,
    *,
    betas: tuple[ArrayLike, ArrayLike] = (0.9, 0.999),
    eps: ArrayLike = 1e-8,
    weight_decay: ArrayLike = 0.01,
) -> Optimizer:
    """Adam with decoupled weight decay: before each step w is multiplied by 1 - rate * weight_decay.

        w <- w - rate * weight_decay * w,  then the step of adam

    So it converges not to the minimum of the loss but to a point nearer to 0.

    References:
        I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019.
    """
    return adam_with("adamw", rate, betas, eps, weight_decay=settings.non_negative("weight_decay", weight_decay))


def adam_with(name: str, rate: Rate, betas: tuple[ArrayLike, ArrayLike], eps: ArrayLike, **decay: Setting) -> Optimizer:
    """Adam, or AdamW if there is a weight decay."""
    try:
        first, second = betas
    except (TypeError, ValueError):
        raise ValueError(f"betas = {betas!r} is no pair; give two shares, as in (0.9, 0.999)") from None
    checked = settings.fraction("betas[0]", first), settings.fraction("betas[1]", second)
    small = settings.positive("eps", eps)
    beta1, beta2, tiny = add_coordinate_axis(checked[0]), add_coordinate_axis(checked[1]), add_coordinate_axis(small)
    weight_decay = add_coordinate_axis(decay.get("weight_decay", 0.0))

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        m, v = memory
        m = beta1 * m + (1 - beta1) * gradient
        v = beta2 * v + (1 - beta2) * gradient * gradient
        mean, square = m / (1 - beta1**t), v / (1 - beta2**t)
        return w * (1 - rate * weight_decay) - rate * mean / (np.sqrt(square) + tiny), (m, v)

    return optimizer(name, rate, rule, "m", "v", betas=checked, eps=small, **decay)
