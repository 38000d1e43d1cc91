"""Maximum likelihood: a coin's bias is fitted to ten tosses, and the cost is a cross-entropy."""

import math
from functools import cache

import numpy as np

import lossviz
from lossviz.figures import coin
from lossviz.inputs import parameter
from lossviz.inputs.units import UNITS, Unit
from lossviz.lessons.cross_entropy.likelihood import words
from lossviz.lessons.cross_entropy.likelihood.words import BIAS, HEADS, POWERS, SIDES, TOSSES
from lossviz.scene import budget, sum_formula
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Figure, Handle, Scene, Table
from lossviz.scene.unit_switch import links_in, unit_switch
from lossviz.theory import likelihood
from lossviz.theory.logarithms import nats_to_base

TOP = 2.5  # of the axis of the cost, in nats
PLACES = np.round(np.linspace(0, 1, 201), 3)
ROOM = 0.35  # of the axis, for the label of the least cost
CURVE_B = np.sin(np.linspace(0, np.pi / 2, 101)) ** 2  # closer together at both ends, where the cost is steep


def coins(b: Array) -> Array:
    """The two probabilities of coins, heads first."""
    return np.stack([b, 1 - b], axis=-1)


def counts(heads: Array) -> Array:
    """How many heads and how many tails."""
    return np.stack([heads, TOSSES - heads], axis=-1)


def of_tosses(heads: Array, unit: Unit) -> dict[str, Array]:
    """What depends on the number of heads alone, and both curves over the bias."""
    n = counts(heads)
    shares = likelihood.observed_shares(n)
    best = likelihood.likelihood(n, shares)
    entropy = lossviz.entropy(shares, base=unit.base)
    cost = likelihood.mean_negative_log_likelihood(n[..., None, :], coins(CURVE_B), base=unit.base)
    relative = likelihood.likelihood(n[..., None, :], coins(CURVE_B)) / best[..., None]
    # Each toss stands in the middle of its place, heads first.
    places = np.arange(TOSSES) + 0.5
    is_heads = places < heads[..., None]
    return merged(
        numbers(p=shares, H=entropy, L_best=best),
        geometry(
            heads_x=np.where(is_heads, places, np.nan),
            tails_x=np.where(is_heads, np.nan, places),
            cut_x=np.stack([heads, heads], axis=-1),
            cost_curve=np.minimum(cost, 2 * nats_to_base(TOP, unit.base)),
            likelihood_curve=relative,
            least_y=np.stack([entropy, entropy], axis=-1),
        ),
        indices(n=n, power=n),
    )


def of_both(heads: Array, b: Array, unit: Unit) -> dict[str, Array]:
    """What depends on the tosses and on the coin, row by row."""
    n, q = counts(heads), coins(b)
    shares = likelihood.observed_shares(n)
    cost = likelihood.mean_negative_log_likelihood(n, q, base=unit.base)
    extra, entropy = lossviz.kl_divergence(shares, q, base=unit.base), lossviz.entropy(shares, base=unit.base)
    value = likelihood.likelihood(n, q)
    parts, whole = sum_formula.adding_up(np.stack([entropy, extra], axis=-1), cost)
    top = nats_to_base(TOP, unit.base)
    infinite, best = np.isinf(cost), abs(b - shares[..., 0]) < 1e-12
    impossible = (n > 0) & (q == 0)
    return merged(
        numbers(b=b, q=q, s=lossviz.surprise(q, base=unit.base), CE=cost, KL=extra, L=value),
        numbers(parts=parts, whole=whole),
        numbers(nats=np.stack([cost, entropy, extra], axis=-1) * math.log(unit.base)),
        geometry(
            dot=np.minimum(cost, top),
            relative=value / likelihood.likelihood(n, shares),
            parts_x=np.stack([b, b], axis=-1),
            parts_y=np.minimum(np.stack([entropy, extra], axis=-1), 2 * top),
            parts_base=np.stack([0 * entropy, entropy], axis=-1),
        ),
        flags(
            infinite=infinite,
            outside=(cost > top) & ~infinite,
            on_right=b > 0.5,
            # Where the curve is high, and the bar stands elsewhere.
            left_free=(shares[..., 0] >= 0.5) & (b >= ROOM),
            right_free=(shares[..., 0] < 0.5) & (b <= 1 - ROOM),
        ),
        indices(
            impossible=len(POWERS) + impossible.argmax(axis=-1),
            case=np.select([infinite, best & (entropy == 0), best], [2, 3, 1], default=0),
        ),
    )


def tables(heads: int, b: float, unit: Unit) -> dict[str, Table]:
    """The number of heads from none to all, and the bias from 0 to 1."""
    every = np.append(np.arange(TOSSES + 1), heads)
    biases = np.append(PLACES, b)
    now = np.array(heads)
    return {
        "b": Table(PLACES, b, of_both(np.full(len(biases), heads), biases, unit), {BIAS: "b"}, of_tosses(now, unit)),
        "heads": Table(
            np.arange(TOSSES + 1.0),
            float(heads),
            merged(of_tosses(every, unit), of_both(every, np.full(len(every), b), unit), indices(heads=every)),
            {HEADS: "heads"},
        ),
    }


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The tosses, the cost of a bias, and its likelihood."""
    top = float(nats_to_base(TOP, UNITS[unit_name].base))
    return (
        Figure(
            "tosses",
            "Ten tosses: {n[0]:count} heads (full), {n[1]:count} tails (open)",
            coin.tosses(heads="heads_x", tails="tails_x", y="toss_y", cut=("cut_x", "cut_y"), count=TOSSES),
            height=92,
            columns=12,
            describes="Ten tosses in a row, heads as full circles, tails as open ones, and a cut between them",
        ),
        Figure(
            "cost",
            "Cross-entropy {CE}: grey, entropy; on top, KL {KL}",
            coin.cost(
                x="curve_b",
                y="cost_curve",
                least=("ends", "least_y"),
                best=("p[0]", "H"),
                parts={"x": "parts_x", "y": "parts_y", "base": "parts_base"},
                top=top,
                unit=unit_name,
            ),
            height=270,
            narrow_height=230,
            columns=6,
            describes="The cross-entropy over the bias of the coin, and at this bias its parts, entropy and KL",
        ),
        Figure(
            "likelihood",
            "Likelihood {L}; axis: share of the maximum",
            coin.likelihood(x="curve_b", y="likelihood_curve", best=("p[0]", "one")),
            height=270,
            narrow_height=230,
            columns=6,
            describes="The likelihood over the bias of the coin, with its maximum where the cross-entropy has its "
            "minimum",
        ),
    )


def scene(heads: int = 7, b: float = 0.5, unit: str = "bits") -> Scene:
    """The scene of ten tosses and one coin, with a handle on the number of heads and on the bias."""
    chosen = UNITS[unit]
    return Scene(
        name="likelihood",
        figures=figures(unit),
        tables=tables(heads, b, chosen),
        opening="b",
        handles=(
            Handle("heads", "number of heads", "{n[0]:count}", "tosses", "n[0]", "cut_y[0]", "truth", page_step=2),
            Handle("b", "bias b of the coin", "{b:set}", "cost", "b", "dot", "cost"),
            Handle(
                "b-likelihood",
                "bias b of the coin, on the likelihood curve",
                "{b:set}",
                "likelihood",
                "b",
                "relative",
                "model",
                tables=("b",),
            ),
        ),
        labels=words.LABELS,
        sentences=words.SAYS,
        formula=words.formula(chosen),
        units=chosen.words,
        choices=unit_switch(unit),
        words=(*POWERS, *SIDES),
        links=links_in(chosen, words.LINKS),
        shared=merged(
            geometry(
                curve_b=CURVE_B,
                ends=[0.0, 1.0],
                toss_y=np.full(TOSSES, 0.4),
                cut_y=[-0.55, 1.0],
                ceiling=0.84 * nats_to_base(TOP, chosen.base),
                zero=0.0,
                one=1.0,
            ),
            flags(not_nats=unit != "nats"),
        ),
    )


FOLD = Fold(
    slug="likelihood",
    title="Maximum likelihood: ten tosses of a coin",
    introduction="The **likelihood** L of a bias b is the probability of exactly these ten tosses, if heads have "
    "probability b. Its negative logarithm (*negative log-likelihood*), divided by ten, is the **cross-entropy** of P, "
    "the observed shares, and Q, the coin. So minimising cross-entropy is **maximum likelihood**. Least squares is the "
    "same under Gaussian noise: −ln L is then the sum of squared errors, up to a factor and a constant.",
    parameters=(
        parameter.Integer(
            HEADS, default=7, low=0, high=TOSSES, label="Number of heads", help="Of ten tosses, from 0 to 10."
        ),
        parameter.Number(
            BIAS, default=0.5, low=0, high=1, label="Bias b of the coin", help="The probability of heads, from 0 to 1."
        ),
    ),
    shared=("unit",),
    scene=scene,
    cost=lambda **_: budget.of_numbers(11_000),
)
