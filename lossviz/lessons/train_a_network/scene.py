"""The scene of a network that is trained on points of the plane."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.lessons.train_a_network import by_hand, points, quantities, questions, run, tables, words
from lossviz.lessons.train_a_network import problem as problems
from lossviz.lessons.train_a_network.figures import figures
from lossviz.lessons.train_a_network.parameters import BOUNDARIES, LARGEST_SEED, PARAMETERS
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.lessons.train_a_network.run import Shown
from lossviz.scene import budget
from lossviz.scene.job import Awaited
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import GridDomain, Handle, Label, Link, Player, Scene, Switch
from lossviz.theory import training_run

DEFAULTS = {one.name: one.default_text for one in PARAMETERS}
# Of every moment: what depends on the chosen point and on the chosen weight, beside the run.
BESIDE = points.NAMES | by_hand.NAMES
SECONDS = 8.0  # in which a run is played


def handles(problem: Problem, *, guess: bool, has_fold: bool) -> tuple[Handle, ...]:
    """Time, and the settings, on tracks."""
    each = "{units_choice:count}" if len(set(problem.hidden)) == 1 else ", ".join(map(str, problem.hidden))
    return (
        *((Handle("guess", "your answer in %", "{guess:set} %", role="truth"),) if guess else ()),
        Handle("time", "update", "{update:count} of {updates:count}", role="muted"),
        Handle("rate", "learning rate η", "{rate_choice:set}", role="model", page_step=1),
        Handle("units", "units per layer", each, role="model", page_step=2),
        Handle("batch", "batch size", "{batch_choice:count} of {seen_count:count}", role="model", page_step=2),
        Handle("epochs", "epochs", "{epochs_choice:count}", role="muted", page_step=2),
        Handle("point", "point, by loss", "{point_rank:count} of {points:count}", role="cost"),
        Handle("weight", "weight or bias", "{weight_number:count} of {parameters:count}", role="model"),
        Handle("value", "{weight_index:word}", "{weight:set}", role="model", grid="value"),
        *(
            (
                Handle(
                    "fold",
                    "fold of its unit",
                    "{foot_x:set}, {foot_y:set}",
                    "boundary",
                    "foot_x",
                    "foot_y",
                    "text",
                    axis="xy",
                    grid="fold",
                    look="dot",
                ),
            )
            if has_fold
            else ()
        ),
        Handle("noise", "noise", "{noise:set}", role="truth", grid="noise"),
    )


def switches(problem: Problem, boundary: str) -> tuple[Switch, ...]:
    """What is chosen by name."""
    layers = len(problem.hidden)

    def deeper(count: int) -> dict[str, str]:
        return {"hidden": ",".join(map(str, (*problem.hidden, *problem.hidden[-1:] * count)[:count]))}

    def one(label: str, name: str, present: str, options: Mapping[str, str]) -> Switch:
        default = DEFAULTS[name]
        shown = {text: {name: "" if value == default else value} for value, text in options.items()}
        return Switch(label, options[present], tuple(shown.items()))

    made = [
        one("Data", "data", problem.data, words.DATA),
        Switch("Hidden layers", str(layers), tuple((str(count), deeper(count)) for count in range(1, 4))),
        one("Activation", "activation", problem.activation, words.ACTIVATIONS),
    ]
    if problem.points.classes:
        made.append(one("Loss function", "loss", problem.loss, words.LOSSES))
    made.append(one("Optimiser", "optimizer", problem.optimizer, words.OPTIMIZERS))
    return (*made, one("Boundary", "boundary", boundary, {name: name for name in BOUNDARIES}))


def actions(problem: Problem, update: int) -> tuple[Link, ...]:
    """Single steps, back to the start, and other initial weights."""
    per_epoch = problem.updates_per_epoch
    epoch = min((update // per_epoch + 1) * per_epoch, problem.updates)
    further = update < problem.updates
    return (
        *((Link("Next mini-batch", {"update": str(update + 1)}, "One update."),) if further else ()),
        *((Link("Next epoch", {"update": str(epoch)}, "Updates to the end of the epoch."),) if further else ()),
        Link("Rewind", {"update": ""}, "Back to before training: the same seed gives the same run."),
        Link(
            "New weights",
            {"seed": str((problem.seed + 1) % (LARGEST_SEED + 1))},
            "Another seed: other initial weights, another order of the points.",
        ),
    )


def history(problem: Problem, rows: dict[str, Array], moments: Mapping[str, Array] | None) -> dict[str, Array]:
    """Which moment it is, and whether the held-out loss has risen while the training loss fell, and since when."""
    update = rows["update"]
    known = moments or rows
    updates = known["update"].astype(int)
    k = np.searchsorted(updates, update, side="right") - 1
    held = np.where(np.isfinite(known["held_loss"]), known["held_loss"], np.inf)
    so_far = np.minimum.accumulate(held)
    best = np.array([int(held[: i + 1].argmin()) for i in k])
    fell = rows["loss"] < known["loss"][best]
    overfits = (rows["held_loss"] > words.RISEN * so_far[k]) & fell & np.isfinite(rows["loss"])
    return merged(
        indices(k=k, best_epoch=updates[best] // problem.updates_per_epoch),
        flags(overfits=overfits),
        geometry(epoch_now=update / problem.updates_per_epoch),
    )


def all_rows(
    problem: Problem,
    rows: Mapping[str, Array],
    moments: Mapping[str, Array] | None,
    *,
    waiting: bool = False,
    is_by_hand: bool = False,
) -> dict[str, Array]:
    """All quantities of some updates."""
    found = merged(rows, history(problem, dict(rows), moments))
    case = words.case(problem, found, waiting=waiting, by_hand=is_by_hand)
    return merged(found, indices(case=case), questions.assessed(problem, found))


def scene(
    *,
    update: int = 0,
    point: int | None = None,
    weight: int | None = None,
    value: float | None = None,
    fold: tuple[float, float] | None = None,
    boundary: str = "smooth",
    speed: str = "1",
    guess: float | None = None,
    result: Shown | None = None,
    **values: Any,
) -> Scene:
    """The scene at one update of a run; without its result, the network before training."""
    problem = problems.of(**values)
    shown = min(update, problem.updates)
    chosen = None if point is None else min(point, len(problem.points.x)) - 1
    looked_at = by_hand.chosen(problem, weight)
    now = run.present(problem, shown, result, lambda trained: by_hand.edited(problem, trained, looked_at, value, fold))
    waiting = result is None and shown > 0
    present = all_rows(problem, now.rows, result.rows if result else None, waiting=waiting, is_by_hand=now.is_edited)
    present |= points.along(problem, now.parameters, now.losses[None], chosen)
    present |= by_hand.along(problem, now.parameters, looked_at, is_marked=weight is not None)
    if result:
        moments = all_rows(problem, result.rows, result.rows)
        moments |= points.along(problem, result.run.parameters, result.losses, chosen)
        moments |= by_hand.along(problem, result.run.parameters, looked_at, is_marked=weight is not None)
    else:
        present |= indices(update=[shown])
        moments = present
    case = int(present["case"][0])
    said = words.POINT if problem.points.classes else words.POINT_VALUE
    pulled = by_hand.grids(problem, now.parameters, looked_at)
    settings = tables.settings(problem, case)
    asked = {"guess": tables.guess(guess)} if guess is not None else {}
    return Scene(
        name="train-a-network",
        figures=figures(problem, boundary),
        tables={
            "time": tables.time(problem, moments, present, shown),
            **settings,
            **asked,
            "point": points.table(problem, now.parameters, now.losses, chosen, case, said),
            "weight": by_hand.table(
                problem, now.parameters, looked_at, case, words.WEIGHT, is_marked=weight is not None
            ),
        },
        opening="time",
        handles=handles(problem, guess=guess is not None, has_fold="fold" in pulled),
        labels=labels(problem),
        sentences=words.SAYS,
        formula=words.formula(problem),
        units=words.UNITS,
        choices=switches(problem, boundary),
        links=words.LINKS,
        predictions=questions.PREDICTIONS,
        goals=questions.GOALS,
        shared=merged(
            quantities.fixed(problem),
            {name: rows[0] for name, rows in present.items()},
            points.ranked(problem, now.losses),
            tables.paths(problem, result.rows if result else None, present),
            numbers(
                chance=problem.chance,
                rate_choice=problem.rate,
                noise=problem.noise,
                trained_loss=now.trained_loss,
                guess=-1.0 if guess is None else guess,
            ),
            indices(
                batch_choice=problem.batch_size,
                batch_updates=problem.updates_per_epoch,
                epochs_choice=problem.shown_epochs,
                units_choice=problem.hidden[0],
                weight_number=looked_at.place + 1,
                hidden_units=sum(problem.hidden),
                points=len(problem.points.x),
                parameters=problem.network.size,
                other_units=max(problem.hidden[-1] - 2, 0),
            ),
            {
                "reply0": tables.answered_units(problem, np.array(problem.hidden[:1])),
                "reply1": tables.answered_guess(np.array([-1.0 if guess is None else guess])),
            },
            by_hand.fixed(problem, looked_at, is_marked=weight is not None),
        ),
        grids={"noise": GridDomain((0.0,), (1.0,), (0.05,), (problem.noise,), {"noise": "{x}"}), **pulled},
        words=by_hand.names(problem),
        player=Player("time", len(training_run.moments(problem.updates)) / SECONDS, "speed", speed),
        actions=actions(problem, shown),
        hint="time",
        awaited=Awaited(problem.key, ("time",), result is not None, "Training", beside=BESIDE),
    )


def labels(problem: Problem) -> tuple[Label, ...]:
    """The words on the figures."""
    text = "{point_loss}"
    return (Label("boundary", text, "point_x", "point_y", "cost", "above-right"),)


def cost(**values: Any) -> int:
    """The pictures of one moment, and the numbers of the scene."""
    problem = problems.of(**values)
    points = len(problem.points.x)
    pictures = 4 * (1_700 * problem.outputs + 500 * sum(problem.hidden))
    passes = (4 * points + 1_700 + 450) * (problem.network.size + 8 * sum(problem.hidden))
    return budget.of_numbers(30_000 + pictures + 60 * points) + passes
