"""Mutual information: how much two variables tell about each other, as a KL divergence from independence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

import lossviz
from lossviz.figures import areas, joint_bars, palette, stack
from lossviz.inputs import distribution
from lossviz.inputs.parameter import Distribution
from lossviz.inputs.units import UNITS, Unit
from lossviz.lessons.cross_entropy.mutual_information import words
from lossviz.lessons.cross_entropy.mutual_information.words import JOINT, PAIRS
from lossviz.scene import budget, sum_formula
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Figure, Handle, Scene, Table
from lossviz.scene.unit_switch import links_in, surprise_axis_top, unit_switch
from lossviz.theory import joint_distributions

FIRST = (4, 1, 1, 4)
# A bar is about 150 pixels high, so finer steps could not be told apart by hand.
PLACES = distribution.PLACES[::2]
UNDER = 0.05, 0.25  # a tick that is so much higher than its bar would lie on the number above it
WIDE = 0.13  # a block narrower than this has no room for its name


@dataclass(frozen=True, kw_only=True)
class Joint(Distribution):
    """A table of two rows and two columns as four whole weights, row by row, such as `4,1,1,4`."""

    def read(self, text: str) -> tuple[int, ...]:
        weights = super().read(text)
        if len(weights) != len(PAIRS):
            raise ValueError(f"this table has four weights, such as 4,1,1,4; here {len(weights)}")
        return weights


def all_quantities(weights: Array, unit: Unit) -> dict[str, Array]:
    """Every quantity for rows of four weights."""
    # As an address has them, so that every row is, to the last digit, the state that it leads to.
    weights = weights // np.gcd.reduce(weights, axis=-1, keepdims=True)
    table = weights.reshape(*weights.shape[:-1], 2, 2)
    p = distribution.probabilities(weights)
    q = joint_distributions.product_of_marginals(table).reshape(p.shape)
    marginals = np.stack([distribution.probabilities(table.sum(axis=axis)) for axis in (-1, -2)], axis=-2)
    H_x, H_y = np.moveaxis(lossviz.entropy(marginals, base=unit.base), -1, 0)
    H_xy = lossviz.entropy(p, base=unit.base)
    information = lossviz.mutual_information(table, base=unit.base)
    own = np.where(p > 0, lossviz.surprise(p, base=unit.base), 0.0)
    apart = np.where(p > 0, lossviz.surprise(q, base=unit.base), 0.0)
    left = np.cumsum(p, axis=-1) - p
    terms, shared = sum_formula.adding_up(np.stack([H_x, H_y, -H_xy], axis=-1), information)
    x, y, both = np.moveaxis(abs(terms), -1, 0)
    still = np.minimum(H_x, H_y) == 0
    return merged(
        numbers(
            p=p,
            q=q,
            log_ratio=apart - own,
            marginal=marginals.reshape(*p.shape[:-1], 4),
            H=np.stack([x, y, both, np.round(x + y, 9)], axis=-1),
            I=information,
            I_shown=shared,
        ),
        geometry(
            own=own,
            apart=apart,
            higher=np.maximum(own, apart),
            left=left,
            middle=left + p / 2,
            start=np.stack([0 * H_x, H_x, 0 * H_x, H_xy], axis=-1),
            length=np.stack([H_x, H_y, H_xy, information], axis=-1),
        ),
        flags(wide=p >= WIDE, under=(q > p + UNDER[0]) & (q < p + UNDER[1])),
        indices(case=np.select([still, information == 0, H_xy - np.minimum(H_x, H_y) < 1e-12], [3, 1, 2], default=0)),
    )


def tables(weights: Sequence[int], unit: Unit) -> dict[str, Table]:
    """Each pair's probability from 0 to 1, the others in their proportions, computed at once."""
    grid = distribution.drag_grid(weights)[:, ::2]
    now = np.broadcast_to(np.array(weights), (len(weights), 1, len(weights)))
    rows = all_quantities(np.concatenate([grid, now], axis=1), unit)
    probability = distribution.probabilities(weights)
    return {
        f"p{k}": Table(PLACES, float(probability[k]), {name: values[k] for name, values in rows.items()}, {JOINT: "p"})
        for k in range(len(weights))
    }


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The joint distribution, its entropies as sums, and the blocks of surprise with and without the connection."""
    unit = UNITS[unit_name]
    top = surprise_axis_top(unit)
    most = 2 * float(lossviz.entropy([0.5, 0.5], base=unit.base))
    return (
        Figure(
            "joint",
            "P: joint probabilities; ticks: Q, if independent",
            joint_bars.figure(x="bar_x", height="p", width="bar_width", ticks="q"),
            height=240,
            columns=6,
            describes="A bar for each pair of morning and afternoon, and a tick where independence would put it",
        ),
        Figure(
            "sums",
            "Entropies, in " + unit_name,
            stack.figure(
                start="start",
                length="length",
                longest=1.05 * most,
                unit=unit_name,
                rows=2,
                colours=[palette.MUTED, palette.MUTED, palette.MUTED, palette.COST],
            ),
            height=240,
            narrow_height=235,
            columns=6,
            describes="Two bars: the entropies of X and Y, and below, their joint entropy and their mutual information",
        ),
        Figure(
            "own",
            "Surprise under P: on average H(X,Y) = {H[2]:set}",
            areas.figure(left="left", width="p", height="own", top=top, unit=unit_name, colour=palette.MUTED),
            height=230,
            columns=6,
            describes="Blocks as wide as each pair is probable and as high as its surprise",
        ),
        Figure(
            "apart",
            "Surprise under Q: on average H(X) + H(Y) = {H[3]:set}. Outlines: P",
            areas.figure(
                left="left", width="p", height="apart", top=top, unit=unit_name, outline="own", colour=palette.MODEL
            ),
            height=230,
            columns=6,
            describes="Blocks as wide as each pair is probable and as high as its surprise if both were independent",
        ),
    )


def scene(joint: Sequence[int] = FIRST, unit: str = "bits") -> Scene:
    """The scene of one joint distribution, given as whole weights, with a handle on every pair."""
    chosen = UNITS[unit]
    pairs = len(PAIRS)
    return Scene(
        name="mutual-information",
        figures=figures(unit),
        tables=tables(joint, chosen),
        opening="p0",
        handles=tuple(
            Handle(
                f"p{k}",
                "probability of " + " and ".join(pair),
                f"{{p[{k}]:set}}",
                "joint",
                f"bar_x[{k}]",
                f"p[{k}]",
                axis="y",
            )
            for k, pair in enumerate(PAIRS)
        ),
        labels=words.labels(),
        sentences=words.SAYS,
        formula=words.formula(chosen),
        units=chosen.words,
        choices=unit_switch(unit),
        links=links_in(chosen, words.LINKS),
        shared=geometry(
            bar_x=(np.arange(pairs) + 0.5) / pairs,
            bar_width=np.full(pairs, 0.18),
            floor=0.0,
            stack_y=[1.0, 1.0, 0.0, 0.0],
            row=[0.35, 1.35],
        ),
    )


FOLD = Fold(
    slug="mutual-information",
    title="Mutual information: what one variable tells about another",
    introduction="X is the morning, sun or cloud; Y is the afternoon, dry or rain. The **mutual information** I(X;Y) "
    "is how much one tells about the other: H(X) + H(Y) − H(X,Y). H(X,Y), the **joint entropy**, is the entropy of the "
    "four pairs. It is also a KL divergence: of P, the joint probabilities of the pairs, from Q, which they would be "
    "if X and Y were **independent**: p(x) times p(y), the product of the **marginal** probabilities. Drag a bar.",
    parameters=(
        Joint(
            JOINT,
            default=FIRST,
            label="Weights of the four pairs",
            help="Sun and dry, sun and rain, cloud and dry, cloud and rain; such as 4,1,1,4.",
        ),
    ),
    shared=("unit",),
    scene=scene,
    cost=lambda **_: budget.of_numbers(28_000),
)
