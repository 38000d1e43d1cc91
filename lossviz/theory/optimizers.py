"""Seven optimisers: how a walker makes its next step from the slope under its feet and what it remembers.

The rules and the defaults are those of `torch.optim`. What an optimiser is, and how it is
used, stands in `lossviz.theory.optimizer`.
"""

import numpy as np
from numpy.typing import ArrayLike

from lossviz.theory import settings
from lossviz.theory.checks import Array
from lossviz.theory.optimizer import Memory, Optimizer, Rate, optimizer
from lossviz.theory.settings import Setting, column


def gradient_descent(rate: Rate) -> Optimizer:
    """Against the slope, as far as rate times slope says. No memory.

        w <- w - rate * gradient

    Examples:
        >>> plain = gradient_descent(0.02)
        >>> w, state = plain.step([0, 1], [-15.2, -4], plain.start([0, 1]))
        >>> print(plain, w)
        gradient_descent(0.02) [0.304 1.08 ]

    References:
        A.-L. Cauchy, Méthode générale pour la résolution des systèmes d'équations simultanées,
        Comptes rendus 25, 1847.
    """

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        return w - rate * gradient, memory

    return optimizer("gradient_descent", rate, rule)


def momentum(rate: Rate, *, beta: ArrayLike = 0.9) -> Optimizer:
    """A heavy ball: the velocity keeps the share beta of itself and takes up each new slope in full.

        velocity <- beta * velocity + gradient
        w <- w - rate * velocity

    On an even slope the velocity grows to 1 / (1 - beta) slopes: ten, with 0.9. So the same rate
    walks up to ten times as far as without.

    References:
        B. T. Polyak, Some methods of speeding up the convergence of iteration methods,
        USSR Computational Mathematics and Mathematical Physics 4, 1964.
    """
    kept = settings.share("beta", beta)
    keep = column(kept)

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        (velocity,) = memory
        velocity = keep * velocity + gradient
        return w - rate * velocity, (velocity,)

    return optimizer("momentum", rate, rule, "velocity", beta=kept)


def nesterov(rate: Rate, *, beta: ArrayLike = 0.9) -> Optimizer:
    """A ball that looks ahead: it already goes on with the velocity that the next step will keep.

        velocity <- beta * velocity + gradient
        w <- w - rate * (gradient + beta * velocity)

    The form of `torch.optim.SGD(nesterov=True)`: w is the place looked ahead to.

    References:
        I. Sutskever, J. Martens, G. Dahl, G. Hinton, On the importance of initialization and momentum
        in deep learning, ICML 2013.
    """
    kept = settings.share("beta", beta)
    keep = column(kept)

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        (velocity,) = memory
        velocity = keep * velocity + gradient
        return w - rate * (gradient + keep * velocity), (velocity,)

    return optimizer("nesterov", rate, rule, "velocity", beta=kept)


def adagrad(rate: Rate, *, eps: ArrayLike = 1e-10) -> Optimizer:
    """Each coordinate divides by the length of all its slopes so far: steep ones slow down, and all tire.

        sum <- sum + gradient^2
        w <- w - rate * gradient / (sqrt(sum) + eps)

    The first step is the rate itself in each coordinate, however steep the ground.

    References:
        J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning and Stochastic
        Optimization, Journal of Machine Learning Research 12, 2011.
    """
    small = settings.above_zero("eps", eps)
    tiny = column(small)

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        (total,) = memory
        total = total + gradient * gradient
        return w - rate * gradient / (np.sqrt(total) + tiny), (total,)

    return optimizer("adagrad", rate, rule, "sum of squares", eps=small)


def rmsprop(rate: Rate, *, alpha: ArrayLike = 0.99, eps: ArrayLike = 1e-8) -> Optimizer:
    """As adagrad, but the old slopes fade: each step keeps the share alpha of their mean square.

        square <- alpha * square + (1 - alpha) * gradient^2
        w <- w - rate * gradient / (sqrt(square) + eps)

    The mean begins at 0 and nobody corrects that: the first step is 1 / sqrt(1 - alpha) rates long,
    ten with 0.99.

    References:
        T. Tieleman, G. Hinton, Lecture 6.5, rmsprop, Coursera: Neural Networks for Machine Learning, 2012.
    """
    kept, small = settings.share("alpha", alpha), settings.above_zero("eps", eps)
    keep, tiny = column(kept), column(small)

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        (square,) = memory
        square = keep * square + (1 - keep) * gradient * gradient
        return w - rate * gradient / (np.sqrt(square) + tiny), (square,)

    return optimizer("rmsprop", rate, rule, "mean square", alpha=kept, eps=small)


def adam(rate: Rate, *, betas: tuple[ArrayLike, ArrayLike] = (0.9, 0.999), eps: ArrayLike = 1e-8) -> Optimizer:
    """Momentum divided by the typical size of the slope, both corrected for having begun at 0.

        m <- beta1 * m + (1 - beta1) * gradient          the mean slope
        v <- beta2 * v + (1 - beta2) * gradient^2        the mean square
        w <- w - rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + eps)

    t counts the steps from 1. Without the correction the first step would be 3 rates long
    instead of 1. On even ground each step is about the rate itself, however steep it is.

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
    """Adam on a lead: before each step every coordinate is drawn a little towards 0.

        w <- w - rate * weight_decay * w,  then the step of adam

    So it does not come to rest where the loss is lowest, but a little nearer to 0.

    References:
        I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019.
    """
    return adam_with("adamw", rate, betas, eps, weight_decay=settings.at_least_zero("weight_decay", weight_decay))


def adam_with(name: str, rate: Rate, betas: tuple[ArrayLike, ArrayLike], eps: ArrayLike, **decay: Setting) -> Optimizer:
    """The rule of adam, and of adamw where there is a weight decay."""
    try:
        first, second = betas
    except (TypeError, ValueError):
        raise ValueError(f"betas = {betas!r} is no pair; give two shares, as in (0.9, 0.999)") from None
    kept = settings.share("betas[0]", first), settings.share("betas[1]", second)
    small = settings.above_zero("eps", eps)
    beta1, beta2, tiny = column(kept[0]), column(kept[1]), column(small)
    lead = column(decay.get("weight_decay", 0.0))

    def rule(w: Array, gradient: Array, rate: Setting, t: int, memory: Memory) -> tuple[Array, Memory]:
        m, v = memory
        m = beta1 * m + (1 - beta1) * gradient
        v = beta2 * v + (1 - beta2) * gradient * gradient
        mean, square = m / (1 - beta1**t), v / (1 - beta2**t)
        return w * (1 - rate * lead) - rate * mean / (np.sqrt(square) + tiny), (m, v)

    return optimizer(name, rate, rule, "m", "v", betas=kept, eps=small, **decay)
