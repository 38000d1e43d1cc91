"""Every quantity of the cross-entropy lesson, along the handle of each bar of P and of Q."""

from collections.abc import Sequence

import numpy as np

import lossviz
from lossviz.inputs import distribution
from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy import questions
from lossviz.scene import sum_formula
from lossviz.scene.quantities import Array, geometry, indices, merged, numbers
from lossviz.scene.scene import Table
from lossviz.theory import information


def of_p(p: Array, unit: Unit) -> dict[str, Array]:
    """What depends on P alone; a block of width 0 is not drawn, so its height is left out."""
    return merged(
        numbers(
            p=p, s_p=np.where(p > 0, lossviz.surprise(p, base=unit.base), 0.0), H=lossviz.entropy(p, base=unit.base)
        ),
        geometry(left=np.cumsum(p, axis=-1) - p),
    )


def of_q(q: Array, unit: Unit) -> dict[str, Array]:
    """What depends on Q alone."""
    return numbers(q=q, s=lossviz.surprise(q, base=unit.base), HQ=lossviz.entropy(q, base=unit.base))


def of_both(p: Array, q: Array, unit: Unit) -> dict[str, Array]:
    """Cross-entropy and KL divergence in both directions, and the Jensen-Shannon divergence."""
    return numbers(
        CE=lossviz.cross_entropy(p, q, base=unit.base),
        KL=lossviz.kl_divergence(p, q, base=unit.base),
        CE_swapped=lossviz.cross_entropy(q, p, base=unit.base),
        KL_swapped=lossviz.kl_divergence(q, p, base=unit.base),
        JS=lossviz.jensen_shannon_divergence(p, q, base=unit.base),
    )


def text_state(p: Array, q: Array, focus: Array, unit: Unit) -> dict[str, Array]:
    """Which sentence holds for each row, which terms the formula shows, and where labels stand.

    `focus` is the highlighted outcome; `excluded` the first that happens although Q gives it probability 0.
    """
    excluded = (p > 0) & (q == 0)
    mine, first = focus[..., None], excluded.argmax(axis=-1)[..., None]
    infinite = excluded.any(axis=-1)
    middle = np.cumsum(p, axis=-1) - p / 2
    impossible = (np.take_along_axis(p, mine, -1) == 0) & (np.take_along_axis(q, mine, -1) > 0)
    case = np.select(
        [infinite, (p == q).all(axis=-1), (p == 1).any(axis=-1), impossible[..., 0]], [2, 1, 4, 3], default=0
    )
    term = information.cross_entropy_terms(p, q, base=unit.base)
    return merged(
        sum_formula.written_terms(term, focus, p.shape[-1]),
        indices(case=case, excluded=first[..., 0], certain=p.argmax(axis=-1)),
        geometry(
            excluded_x=np.where(infinite, np.take_along_axis(middle, first, -1)[..., 0], np.nan),
            focus_x=np.clip(np.take_along_axis(middle, mine, -1)[..., 0], 0.06, 0.94),
        ),
    )


def tables(p_weights: Sequence[int], q_weights: Sequence[int], unit: Unit) -> dict[str, Table]:
    """Each bar of P and each bar of Q from 0 to 1, the others of its distribution in their proportions."""
    outcomes = len(p_weights)
    shape = (outcomes, len(distribution.PLACES) + 1, outcomes)
    focus = np.broadcast_to(np.arange(outcomes)[:, None], shape[:-1])
    now = {"p": distribution.probabilities(p_weights), "q": distribution.probabilities(q_weights)}
    made = {}
    for dragged, weights in (("p", p_weights), ("q", q_weights)):
        grid = distribution.probabilities(distribution.drag_grid(weights))
        along = np.concatenate([grid, np.broadcast_to(now[dragged], (outcomes, 1, outcomes))], axis=1)
        p, q = (along if name == dragged else np.broadcast_to(now[name], shape) for name in "pq")
        both = of_both(p, q, unit)
        rows = merged(
            of_p(along, unit) if dragged == "p" else of_q(along, unit),
            both,
            questions.assessed(p, q, both, unit),
            text_state(p, q, focus, unit),
        )
        other = of_q(now["q"], unit) if dragged == "p" else of_p(now["p"], unit)
        for k in range(outcomes):
            made[f"{dragged}{k}"] = Table(
                places=distribution.PLACES,
                now=float(now[dragged][k]),
                rows={quantity: values[k] for quantity, values in rows.items()},
                commit={dragged: dragged, "highlight": f"={dragged.upper()}{k + 1}"},
                constants=merged(other, {"highlighted": sum_formula.highlighted(outcomes, k)}, indices(focus=k)),
            )
    return made
