"""Every quantity of the cross-entropy lesson, along the handle of each bar of P and of Q."""

from collections.abc import Sequence

import numpy as np

import lossviz
from lossviz.inputs import distribution
from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy import questions
from lossviz.scene import sum_formula
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Table
from lossviz.scene.unit_switch import LEAST_PROBABILITY, surprise_axis_top
from lossviz.theory import information
from lossviz.theory.information import Comparison

# Sums are shown to so many decimals; what is smaller than this keeps its three digits.
DECIMALS, SMALL = 3, 2e-3
# Half the width of the label on the highlighted block.
REACH = 0.12
# How far the axis of the sums reaches, as a share of the axis of surprise.
SUMS_AXIS = 0.66


def shown(x: Array) -> Array:
    """A number as it stands in a sum."""
    return np.asarray(np.where(abs(x) < SMALL, x, np.round(x, DECIMALS)))


def remainder(total: Array, part: Array, exact: Array) -> Array:
    """The other part of a sum, such that both add up as they are shown."""
    return np.asarray(np.where(exact < SMALL, exact, np.round(shown(total) - shown(part), DECIMALS)))


def of_p(p: Array, unit: Unit) -> dict[str, Array]:
    """What depends on P alone; a block of width 0 is not drawn, so its height is left out."""
    entropy = lossviz.entropy(p, base=unit.base)
    return merged(
        numbers(p=p, s_p=np.where(p > 0, lossviz.surprise(p, base=unit.base), 0.0), H=entropy),
        geometry(left=np.cumsum(p, axis=-1) - p, middle=np.cumsum(p, axis=-1) - p / 2),
    )


def of_q(q: Array, unit: Unit) -> dict[str, Array]:
    """What depends on Q alone."""
    entropy = lossviz.entropy(q, base=unit.base)
    return numbers(q=q, s=lossviz.surprise(q, base=unit.base), HQ=entropy)


def sums(both: dict[str, Array], entropy_p: Array, entropy_q: Array) -> dict[str, Array]:
    """Cross-entropy, entropy and KL divergence in both directions, so rounded that they add up."""
    total, part, rest = summed(both["CE"], entropy_p, both["KL"])
    swapped, other_part, other_rest = summed(both["CE_swapped"], entropy_q, both["KL_swapped"])
    return numbers(
        CE_shown=total,
        H_shown=part,
        KL_shown=rest,
        CE_swapped_shown=swapped,
        HQ_shown=other_part,
        KL_swapped_shown=other_rest,
    )


def summed(total: Array, part: Array, rest: Array) -> tuple[Array, Array, Array]:
    """A sum and its two parts as they are shown; one more decimal where three do not add up."""
    with np.errstate(invalid="ignore"):
        total_shown, part_shown, rest_shown = shown(total), shown(part), remainder(total, part, rest)
        off = (part_shown + rest_shown - total_shown) * 10.0**DECIMALS
        finer = (total >= SMALL) & np.isfinite(total) & ~((off > -0.5 - 1e-6) & (off < 0.5 - 1e-6))
        total_finer, rest_finer = np.round(total, DECIMALS + 1), np.round(rest, DECIMALS + 1)
        part_finer = np.round(total_finer - rest_finer, DECIMALS + 1)
    return (
        np.where(finer, total_finer, total_shown),
        np.where(finer, part_finer, np.broadcast_to(shown(part), total.shape)),
        np.where(finer & (rest_finer > 0), rest_finer, rest_shown),
    )


def ends(both: dict[str, Array], unit: Unit) -> dict[str, Array]:
    """Which of the two sums leaves its frame, and whether it ends somewhere."""
    length = np.stack([both["CE"], both["CE_swapped"]], axis=-1)
    return flags(
        sum_off=(length > SUMS_AXIS * surprise_axis_top(unit)) & np.isfinite(length), sum_endless=np.isinf(length)
    )


def of_both(compared: Comparison) -> dict[str, Array]:
    """Cross-entropy and KL divergence in both directions, and the Jensen-Shannon divergence."""
    return numbers(
        CE=compared.cross_entropy,
        KL=compared.kl_divergence,
        CE_swapped=compared.swapped_cross_entropy,
        KL_swapped=compared.swapped_kl_divergence,
        JS=compared.jensen_shannon_divergence,
    )


def label_places(p: Array, focus: Array, own: Array, beyond: Array, unit: Unit) -> dict[str, Array]:
    """Where the label of the highlighted block has room: above all blocks that it reaches over."""
    middle = np.cumsum(p, axis=-1) - p / 2
    at = np.clip(np.take_along_axis(middle, focus[..., None], axis=-1), 0.06, 0.94)
    near = (abs(middle - at) < REACH + p / 2) & (p > 0)
    # The outlines of P lie over the blocks of Q.
    higher = np.minimum(np.maximum(own, beyond), 2 * surprise_axis_top(unit))
    return geometry(
        focus_x=at[..., 0],
        focus_own=np.where(near, own, 0).max(axis=-1),
        focus_cost=np.where(near, higher, 0).max(axis=-1),
    )


def text_state(p: Array, q: Array, focus: Array, terms: Array, total: Array, unit: Unit) -> dict[str, Array]:
    """Which sentence holds for each row, and which terms the formula shows.

    `focus` is the highlighted outcome, `total` the cross-entropy as it is shown; `excluded` the first
    that happens although Q gives it probability 0.
    """
    excluded = (p > 0) & (q == 0)
    mine, first = focus[..., None], excluded.argmax(axis=-1)[..., None]
    infinite = excluded.any(axis=-1)
    impossible = (np.take_along_axis(p, mine, -1) == 0) & (np.take_along_axis(q, mine, -1) > 0)
    case = np.select(
        [infinite, (p == q).all(axis=-1), (p == 1).any(axis=-1), impossible[..., 0]], [2, 1, 4, 3], default=0
    )
    written, decimals = sum_formula.written_terms(terms, focus, p.shape[-1]), DECIMALS + (total != shown(total))
    last = np.where(total < SMALL, sum_formula.last_digit(total), 10.0**-decimals)
    digits = sum_formula.sum_digits(p, lossviz.surprise(q, base=unit.base), written, p.shape[-1], total, last)
    return merged(
        # A block that leaves the frame says so, and whether it ends somewhere.
        flags(
            off=(q < LEAST_PROBABILITY) & (q > 0) & (p > 0),
            endless=excluded,
            focus_infinite=np.take_along_axis(excluded, mine, -1)[..., 0],
        ),
        written,
        indices(digits=digits),
        indices(case=case, excluded=first[..., 0], certain=p.argmax(axis=-1)),
    )


def along_handles(weights: Sequence[int]) -> Array:
    """Probabilities at every place of each outcome’s handle, and last the present ones: (outcomes, rows, outcomes)."""
    grid, now = distribution.probabilities(distribution.drag_grid(weights)), distribution.probabilities(weights)
    return np.concatenate([grid, np.broadcast_to(now, (len(weights), 1, len(weights)))], axis=1)


def of_both_tables(moving: Array, dragged: str) -> Array:
    """What moves along the handles of P or of Q, on a new first axis along those of P and those of Q.

    Along the handles of the other distribution it stays as it is in the last row.
    """
    still = np.broadcast_to(moving[:1, -1:], moving.shape)
    return np.stack([moving, still] if dragged == "p" else [still, moving])


def tables(p_weights: Sequence[int], q_weights: Sequence[int], unit: Unit) -> dict[str, Table]:
    """Each bar of P and each bar of Q from 0 to 1, the others of its distribution in their proportions."""
    outcomes = len(p_weights)
    along = {"p": along_handles(p_weights), "q": along_handles(q_weights)}
    own = {"p": of_p(along["p"], unit), "q": of_q(along["q"], unit)}
    p, entropy_p, surprise_p = (of_both_tables(own["p"][name], "p") for name in ("p", "H", "s_p"))
    q, entropy_q, surprise_q = (of_both_tables(own["q"][name], "q") for name in ("q", "HQ", "s"))
    focus = np.broadcast_to(np.arange(outcomes)[:, None], p.shape[:-1])
    compared = information.compare(p, q, base=unit.base)
    both = of_both(compared)
    written = sums(both, entropy_p, entropy_q)
    shared = merged(
        both,
        written,
        ends(both, unit),
        questions.assessed(p, q, both, unit),
        text_state(p, q, focus, compared.terms, written["CE_shown"], unit),
        label_places(p, focus, surprise_p, surprise_q, unit),
    )
    made = {}
    for table, (dragged, other) in enumerate((("p", "q"), ("q", "p"))):
        rows = merged(own[dragged], {name: values[table] for name, values in shared.items()})
        still = {name: values[0, -1] for name, values in own[other].items()}
        for k in range(outcomes):
            made[f"{dragged}{k}"] = Table(
                places=distribution.PLACES,
                now=float(along[dragged][k, -1, k]),
                rows={quantity: values[k] for quantity, values in rows.items()},
                commit={dragged: dragged, "highlight": f"={dragged.upper()}{k + 1}"},
                constants=merged(still, {"highlighted": sum_formula.highlighted(outcomes, k)}, indices(focus=k)),
            )
    return made
