"""The tables of the handles: kink and slope change of each unit, the line, the place of the derivative, a guess."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from lossviz.lessons.relu import quantities, questions
from lossviz.lessons.relu.quantities import Sums
from lossviz.lessons.relu.state import State, grid
from lossviz.scene.quantities import Array, flags, indices, merged, numbers
from lossviz.scene.scene import Table
from lossviz.theory import unit_sums

PROBES, GUESSES = grid(2, 81), np.round(np.linspace(-2, 4, 61), 2)
# The handle at the right end of the sum is there where a unit has so much effect on it.
LEAST_EFFECT = 0.1

FLAGS = (
    *(f"reply{i}" for i in range(questions.SET)),
    *(f"goal{i}" for i in range(len(questions.GOALS))),
    *("case", "probe_at_kink", "bends", "above", "below", "probe_falls"),
)
_HEIGHT = ("mse", "largest", "by_kink", "by_change", "sum_y", "sum_end", "probe_height", "kink_y", *FLAGS)
_SLOPE = (*_HEIGHT, "level", "level_x", "falls", "slope_y", "left", "right", "probe_slope", "total_slope", "gap_y")
_UNIT = (*_SLOPE, "jump", "units")
# What a handle changes; everything else is the same at all of its places.
CHANGED = {
    "kink": (*_UNIT, "k", "sum_x", "slope_x"),
    "change": (*_UNIT, "s", "negative"),
    "slope": (*_SLOPE, "slope"),
    "intercept": (*_HEIGHT, "intercept"),
}
# What belongs to the unit in hand, which is another one for another handle.
IN_HAND = ("left", "right", "by_kink", "by_change", "gap_y", "case")


def tables(state: State, guess: float | None) -> tuple[dict[str, Table], dict[str, Array]]:
    """The tables of all handles, and the quantities of the present state."""
    parts = [quantities.measured(state.summed(span), state.problem) for span in state.spans]
    found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    slopes = None
    if not state.problem.piecewise:
        slopes = np.concatenate([state.summed(span, derivative=True) for span in state.spans])
    sums = state.sums()
    known = quantities.all_quantities(sums, found, slopes)
    made: dict[str, Table] = {}
    ends = np.cumsum([len(span.values) for span in state.spans])
    moves = moving(known, ends)
    for i, (span, end) in enumerate(zip(state.spans, ends.tolist(), strict=True)):
        names = (name for name in CHANGED[span.kind] if name in known and (name not in FLAGS or moves[name][i]))
        rows = {name: known[name][end - len(span.values) : end] for name in names}
        mine = {name: known[name][end - 1] for name in IN_HAND if name not in rows}
        commit = {"units": "units", "highlight": f"={span.unit + 1}"} if span.unit >= 0 else {span.kind: span.kind}
        here = state.focus if span.unit < 0 else span.unit
        made[span.name] = Table(span.places, span.now, rows, commit, mine | focus(here))
    present = {name: values[-1] for name, values in known.items()} | focus(state.focus)
    made |= end_table(state, made, float(found["coarse"][-1, -1])) | {"probe": probe_table(state, sums, present)}
    answer = numbers(guess=np.nan if guess is None else guess)
    present |= numbers(probe=state.probe) | answer | questions.of_guess(sums, answer["guess"])
    if guess is not None:
        values = np.append(GUESSES, guess)
        made["guess"] = Table(
            GUESSES, guess, merged(numbers(guess=values), questions.of_guess(sums, values)), {"guess": "guess"}
        )
    return made, present


def moving(known: dict[str, Array], ends: Array) -> dict[str, Array]:
    """For each flag or index and each handle whether it changes: what stays need not be sent with every place."""
    starts = np.append(0, ends[:-1])
    return {
        name: np.maximum.reduceat(known[name], starts) != np.minimum.reduceat(known[name], starts) for name in FLAGS
    }


@lru_cache(maxsize=16)
def focus(unit: int) -> dict[str, Array]:
    """Which unit is in hand, as an index and as a number."""
    return indices(focus=unit, unit_number=unit + 1)


def end_table(state: State, made: dict[str, Table], height: float) -> dict[str, Table]:
    """The slope change of the unit in hand, pulled by the right end of the sum: the same rows, other places.

    `height` is that of the end.
    """
    kink, change = state.units[state.focus]
    effect = float(unit_sums.of(state.problem.activation).function(2 - kink))
    if effect < LEAST_EFFECT:
        return {}
    turned = made[f"change{state.focus}"]
    places = height + (turned.places - change) * effect
    return {"end": Table(places, height, turned.rows, turned.commit, turned.constants)}


def probe_table(state: State, sums: Sums, present: dict[str, Array]) -> Table:
    """The sum and its derivative at each x, for the present units, which are in the last row of `sums`."""
    x, last = np.append(PROBES, state.probe), np.full(len(PROBES) + 1, -1)
    probed = state.probed(sums.kinks[-1], x[:, None])
    here = replace(
        sums,
        intercept=sums.intercept[last],
        slope=sums.slope[last],
        kinks=sums.kinks[last],
        changes=sums.changes[last],
        unit=sums.unit[last],
        probe=x,
        probed=probed,
    )
    slopes = here.probe_value(True)
    rows = merged(
        numbers(probe=x, probe_height=here.probe_value(False), probe_slope=slopes),
        flags(probe_falls=slopes < 0),
        quantities.sentences(
            here, np.broadcast_to(present["largest"] == 0, x.shape), present["left"] == present["right"]
        ),
    )
    return Table(PROBES, state.probe, rows, {"probe": "probe"})
