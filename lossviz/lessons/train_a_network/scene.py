"""The scene of a network that is trained on points of the plane."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.lessons.train_a_network import (
    comparison,
    control_groups,
    controls,
    curves,
    formula,
    overfitting,
    own_points,
    points,
    quantities,
    questions,
    run,
    set_by_hand,
    tables,
    weights,
    words,
)
from lossviz.lessons.train_a_network import problem as problems
from lossviz.lessons.train_a_network.curves import ACCURACIES, Axis
from lossviz.lessons.train_a_network.edits import Edit
from lossviz.lessons.train_a_network.figures import figures, labels
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.lessons.train_a_network.run import Result
from lossviz.lessons.train_a_network.same_epoch import Shown
from lossviz.scene import budget
from lossviz.scene.job import Awaited
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Player, Scene, grouped
from lossviz.theory import training_run

# Of every moment: what depends on the chosen point and on the chosen weight, beside the run.
BESIDE = points.NAMES | weights.NAMES | set_by_hand.NAMES
SECONDS = 8.0  # in which a run is played


def history(problem: Problem, rows: dict[str, Array], moments: Mapping[str, Array] | None) -> dict[str, Array]:
    """Which moment it is, and whether the network overfits, and since when."""
    update = rows["update"]
    known = moments or rows
    updates = known["update"].astype(int)
    k = np.searchsorted(updates, update, side="right") - 1
    each, held_out = problem.updates_per_epoch, int(problem.is_held_out.sum())
    found = overfitting.overfits(rows, known, k, per_epoch=each, held_out=held_out)
    return merged(
        indices(k=k, best_epoch=updates[overfitting.least(known["held_loss"])[k]] // each),
        flags(overfits=found),
        geometry(epoch_now=update / each),
    )


def all_rows(
    problem: Problem,
    rows: Mapping[str, Array],
    moments: Mapping[str, Array] | None,
    measured: Axis,
    *,
    waiting: bool = False,
    by_hand: int = 0,
) -> dict[str, Array]:
    """All quantities of some updates."""
    found = merged(rows, history(problem, dict(rows), moments), measured.dots(rows))
    case = words.case(problem, found, waiting=waiting, by_hand=by_hand, two_losses=measured.drawn == ACCURACIES)
    return merged(found, indices(case=case), questions.assessed(problem, found))


def second_rows(
    problem: Problem, other: Problem, result: Result | None, update: int
) -> tuple[dict[str, Array], dict[str, Array]]:
    """What is shown of the second run: at all moments of the first, none without a result, and at one update."""
    at = int(comparison.same_time(problem, other, np.array([update]))[0])
    second = result.second if result else None
    here = comparison.renamed(run.present(other, at, second).rows)
    if not result or not second:
        return {}, merged(here, indices(second_k=[0]))
    then = comparison.same_time(problem, other, result.first.run.updates.astype(np.int64))
    place = comparison.nearest(second.run.updates, then)
    moments = {name: rows[place] for name, rows in comparison.renamed(second.rows).items()}
    now = comparison.nearest(second.run.updates, np.array([at]))
    return merged(moments, indices(second_k=place)), merged(here, indices(second_k=now))


def scene(
    *,
    update: int = 0,
    point: int | None = None,
    weight: int | None = None,
    by_hand: tuple[Edit, ...] = (),
    compare: str = "nothing",
    boundary: str = "smooth",
    loss_axis: str = "linear",
    held_out_points: str = "shown",
    speed: str = "1",
    add: float = 0.0,
    guess: float | None = None,
    result: Result | None = None,
    **values: Any,
) -> Scene:
    """The scene at one update of a run; without its result, the network before training."""
    problem = problems.of(**values)
    other = comparison.second(problem, compare=compare, **values)
    compare = compare if other else "nothing"
    shown = min(update, problem.updates)
    chosen = None if point is None else min(point, len(problem.points.x)) - 1
    is_ranked = points.ranked(problem, hides_held_out=held_out_points == "hidden")
    chosen = chosen if chosen is None or is_ranked[chosen] else None
    looks = {"boundary": boundary, "loss_axis": loss_axis, "held_out_points": held_out_points}
    looked_at, is_marked = weights.chosen(problem, weight), weight is not None
    first = result.first if result else None
    waiting = result is None and shown > 0
    moment = Shown(shown, by_hand, problem.edits)
    here = set_by_hand.here(problem, by_hand, shown)
    now = run.present(problem, shown, first, lambda trained: set_by_hand.edited(problem, trained, here))
    hand = set_by_hand.of(problem, by_hand, shown, now.trained)
    seconds, second = second_rows(problem, other, result, shown) if other else ({}, {})
    second_path = None if not other else result.second.rows if result and result.second else comparison.plain(second)
    measured = curves.axis(
        first.rows if first else now.rows, second_path, is_log=loss_axis == "log", different_losses=compare == "loss"
    )
    present = all_rows(
        problem,
        merged(now.rows, second),
        first.rows if first else None,
        measured,
        waiting=waiting,
        by_hand=set_by_hand.sentence(hand, looked_at),
    )
    present |= points.along(problem, now.parameters, now.losses[None], is_ranked, chosen)
    present |= weights.along(problem, now.parameters, looked_at, is_marked=is_marked)
    present |= set_by_hand.shown(problem, 1, is_by_hand=now.is_edited)
    if first:
        moments = all_rows(problem, merged(first.rows, seconds), first.rows, measured)
        moments |= points.along(problem, first.run.parameters, first.losses, is_ranked, chosen)
        moments |= weights.along(problem, first.run.parameters, looked_at, is_marked=is_marked)
        moments |= set_by_hand.shown(problem, len(first.run.updates), is_by_hand=False)
    else:
        present |= indices(update=[shown])
        moments = present
    case = int(present["case"][0])
    of_point = words.POINT if problem.points.classes else words.POINT_VALUE
    pulled = set_by_hand.grids(problem, hand, now.trained, now.parameters, looked_at)
    answer = -1.0 if guess is None else guess
    handles = controls.handles(
        problem, guess=guess is not None, pulled=pulled.keys(), compare=compare, chosen=chosen, update=shown
    )
    switches = controls.switches(problem, other, compare, looks, add, shown)
    return Scene(
        name="train-a-network",
        figures=figures(problem, other, compare, looks, measured),
        tables={
            "time": tables.time(problem, moments, present, shown),
            **tables.settings(problem, case, moment),
            **(tables.second(other, compare, case) if other else {}),
            **({"guess": tables.guess(answer)} if guess is not None else {}),
            "point": points.table(problem, now.parameters, now.losses, is_ranked, chosen, case, of_point),
            "weight": weights.table(problem, now.parameters, looked_at, case, is_marked=is_marked),
        },
        opening="time",
        handles=handles,
        labels=labels(problem, other),
        sentences=words.says(problem),
        formula=formula.formula(problem),
        units=words.UNITS,
        choices=switches,
        groups=control_groups.groups(handles, switches),
        links=words.LINKS,
        predictions=() if other else questions.PREDICTIONS,
        goals=questions.GOALS,
        shared=merged(
            quantities.fixed(problem),
            {name: rows[0] for name, rows in present.items()},
            points.places(problem, now.losses, is_ranked),
            curves.paths(problem, first.rows if first else present, other, second_path, measured),
            tables.chosen(problem, other),
            numbers(trained_loss=now.trained_loss, guess=answer),
            flags(point_labelled=chosen is not None),
            indices(weight_number=looked_at.place + 1, unit_shown=-1, by_hand_count=len(hand.values)),
            {"reply1": tables.answered_guess(np.array([answer]))},
            weights.fixed(problem, looked_at, is_marked=is_marked),
            set_by_hand.marks(problem, hand, now.parameters),
        ),
        grids={**own_points.grids(problem, chosen, add, moment), **pulled},
        words=(*weights.names(problem), set_by_hand.EXPLAINED),
        player=Player("time", len(training_run.moments(problem.updates)) / SECONDS, "speed", speed),
        actions=(
            *controls.actions(problem, shown),
            *grouped(control_groups.DATA, *own_points.actions(problem, chosen, add, shown)),
            *grouped(control_groups.LOOK, *set_by_hand.actions(problem, hand, looked_at, waiting=waiting)),
        ),
        hint="time",
        awaited=Awaited(run.key(problem, other), ("time",), result is not None, "Training", beside=BESIDE),
    )


def cost(**values: Any) -> int:
    """The pictures of one moment, and the numbers of the scene."""
    problem = problems.of(**values)
    points = len(problem.points.x)
    pictures = 4 * (1_700 * problem.outputs + 500 * sum(problem.hidden))
    passes = (4 * points + 1_700 + 450) * (problem.network.size + 8 * sum(problem.hidden))
    runs = 1 if values.get("compare", "nothing") == "nothing" else 2
    return budget.of_numbers(30_000 + runs * pictures + 60 * points) + runs * passes
