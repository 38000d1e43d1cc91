"""The tables of the lesson: the moments of the run, and the settings with which it is trained anew."""

from collections.abc import Mapping, Sequence

import numpy as np

from lossviz.lessons.train_a_network import same_epoch, words
from lossviz.lessons.train_a_network.parameters import MOST_EPOCHS, MOST_LAYERS, MOST_UNITS, OF_ONE_NETWORK
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.lessons.train_a_network.same_epoch import Shown
from lossviz.scene import assessment
from lossviz.scene.assessment import within
from lossviz.scene.quantities import Array, indices, merged, numbers, whole
from lossviz.scene.scene import Table
from lossviz.theory import mini_batches, training_run

RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
BATCHES = (1, 2, 5, 10, 15, 25, 50, 75)
# What is known of a second run alone.
SECOND_ONLY = ("rate_choice", "batch_choice", "loss", "accuracy", "held_accuracy")
PENALTIES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
EPOCHS = (10, 20, 40, 60, 80, 100, 150, 200, 300, MOST_EPOCHS)


def place_of(value: float, among: Sequence[float]) -> float:
    """Where a value stands among others in order: the index of an equal one, or between those of its neighbours."""
    return float(np.interp(value, among, np.arange(len(among))))


def setting(
    name: str,
    value: float,
    among: Sequence[float],
    sentence: int,
    here: int,
    more: Mapping[str, Array] | None = None,
    texts: Mapping[str, Sequence[str]] | None = None,
) -> Table:
    """A table of one setting: the picture stays, the sentence tells what training waits for."""
    now = place_of(value, among)
    values = np.array([*among, value], dtype=float)
    are_whole = bool((values == np.round(values)).all())
    case = np.where(values == value, here, sentence)
    rows = merged(
        indices(**{f"{name}_choice": values})
        if are_whole and "rate" not in name
        else numbers(**{f"{name}_choice": values}),
        indices(case=case),
        more or {},
    )
    return Table(np.arange(len(among), dtype=float), now, rows, {name: f"{name}_choice"}, texts=texts or {})


def settings(problem: Problem, here: int, shown: Shown) -> dict[str, Table]:
    """The settings on tracks; `here` is the sentence where nothing is changed."""
    count, batches = len(problem.training.y), batch_sizes(problem)
    per_epoch = [mini_batches.updates_per_epoch(count, size) for size in (*batches, problem.batch_size)]
    units = np.arange(1, MOST_UNITS + 1)
    depth = len(problem.hidden)
    chosen = np.append(units, round(np.mean(problem.hidden)))
    each = np.repeat(chosen[:, None], depth, axis=1)
    each[-1] = problem.hidden
    uneven = len(set(problem.hidden)) > 1
    return {
        "rate": setting("rate", problem.rate, RATES, words.RETRAIN_RATE, here),
        "batch": setting(
            "batch",
            problem.batch_size,
            batches,
            words.RETRAIN_BATCH,
            here,
            indices(batch_updates=per_epoch),
            same_epoch.batches(problem, shown, batches),
        ),
        "epochs": setting("epochs", problem.shown_epochs, epochs(problem), words.RETRAIN_EPOCHS, here),
        **{
            name: setting(name, strength, PENALTIES, sentence, here)
            for name, strength, sentence in (("l1", problem.l1, words.RETRAIN_L1), ("l2", problem.l2, words.RETRAIN_L2))
            if strength > 0
        },
        "units": Table(
            units.astype(float),
            float(np.mean(problem.hidden)),
            merged(
                indices(
                    units_choice=chosen,
                    units_each=each,
                    case=np.where((each == problem.hidden).all(axis=-1), here, words.RETRAIN_UNITS),
                    hidden_units=each.sum(axis=-1),
                ),
                {
                    "reply0": answered_units(
                        problem, np.where(uneven & (np.arange(len(chosen)) == len(units)), 0, chosen)
                    )
                },
            ),
            {"hidden": "units_each", **dict.fromkeys(OF_ONE_NETWORK, "")},
        ),
        **{name: layer(problem, i, here) for i, name in enumerate(layer_names(problem))},
    }


def layer_names(problem: Problem) -> tuple[str, ...]:
    """The tables, and the handles, of the units of each hidden layer: with one layer there is no other than `units`."""
    depth = len(problem.hidden)
    return tuple(f"units{i + 1}" for i in range(depth)) if depth > 1 else ()


def layer(problem: Problem, which: int, here: int) -> Table:
    """The units of one hidden layer; those of the others stay."""
    units = np.arange(1, MOST_UNITS + 1)
    each = np.tile(np.array(problem.hidden), (MOST_UNITS + 1, 1))
    each[:-1, which] = units
    same = (each == problem.hidden).all(axis=-1)
    rows = indices(
        layer_units=each,
        layer_counts=[counts(row) for row in each],
        case=np.where(same, here, words.RETRAIN_LAYER + which),
        hidden_units=each.sum(axis=-1),
    )
    return Table(units.astype(float), float(problem.hidden[which]), rows, {"hidden": "layer_units"})


def counts(hidden: Sequence[int]) -> list[int]:
    """The units of each hidden layer, of as many layers as there can be."""
    return [*hidden, *[0] * (MOST_LAYERS - len(hidden))]


def second(other: Problem, compare: str, here: int) -> dict[str, Table]:
    """The setting of the second run, where it is one on a track."""
    name = f"second_{compare}"
    if compare == "rate":
        return {name: setting(name, other.rate, RATES, words.RETRAIN_SECOND_RATE, here)}
    if compare == "batch":
        return {name: setting(name, other.batch_size, batch_sizes(other), words.RETRAIN_SECOND_BATCH, here)}
    return {}


def epochs(problem: Problem) -> list[int]:
    """The numbers of epochs on a track: up to as many as a run may have updates for."""
    most = min(problem.most_epochs, MOST_EPOCHS)
    return [*(count for count in EPOCHS if count < most), most]


def batch_sizes(problem: Problem) -> list[int]:
    """The batch sizes on a track: up to all training points."""
    count = len(problem.training.y)
    return [*(size for size in BATCHES if size < count), count]


def chosen(problem: Problem, other: Problem | None) -> dict[str, Array]:
    """The settings as they stand."""
    # Without a second run no sentence with its numbers is shown.
    second = (
        merged(numbers(second_rate_choice=other.rate), indices(second_batch_choice=other.batch_size))
        if other
        else numbers(**{f"second_{name}": np.nan for name in SECOND_ONLY})
    )
    return merged(
        numbers(
            chance=problem.chance,
            rate_choice=problem.rate,
            noise=problem.noise,
            turns=problem.turns,
            l1_choice=problem.l1,
            l2_choice=problem.l2,
        ),
        indices(
            batch_choice=problem.batch_size,
            batch_updates=problem.updates_per_epoch,
            epochs_choice=problem.shown_epochs,
            units_choice=round(np.mean(problem.hidden)),
            layer_counts=counts(problem.hidden),
            held_out=problem.held_out,
            hidden_units=sum(problem.hidden),
            points=len(problem.points.x),
            parameters=problem.network.size,
            other_units=max(problem.hidden[-1] - 2, 0),
        ),
        {"reply0": answered_units(problem, np.array(problem.hidden[:1]))},
        second,
    )


def answered_units(problem: Problem, units: Array) -> Array:
    """How numbers of units answer the first question."""
    alone = len(problem.hidden) == 1
    return assessment.reply_index([units == 3, units == 2, units == 4], asked=alone, value=units, target=3)


def answered_guess(percent: Array) -> Array:
    """How answers in percent answer the second question."""
    return assessment.reply_index([within(percent, 52, 6), percent >= 75], value=percent, target=52)


def guess(value: float) -> Table:
    """An answer in percent."""
    places = np.arange(0.0, 101.0)
    percent = np.append(places, value)
    rows = merged(
        numbers(guess=percent), indices(case=np.full(len(percent), words.GUESS)), {"reply1": answered_guess(percent)}
    )
    return Table(places, value, rows, {"guess": "guess"})


def time(problem: Problem, moments: Mapping[str, Array], present: Mapping[str, Array], update: int) -> Table:
    """Every moment of the run, and the present; without a run the moments are all as the present."""
    updates = training_run.moments(problem.updates)
    place = float(np.interp(update, updates, np.arange(len(updates))))
    if moments is present:
        rows = {name: np.broadcast_to(row[0], (len(updates) + 1, *row.shape[1:])) for name, row in present.items()}
    else:
        rows = {name: joined(row, present[name]) for name, row in moments.items()}
    return Table(np.arange(len(updates), dtype=float), place, rows, {"update": "update"})


def joined(values: Array, last: Array) -> Array:
    """Rows with one more; whole numbers stay in the smallest type that holds them."""
    rows = np.concatenate([values, last])
    return whole(rows) if rows.dtype.kind in "iu" and rows.dtype != values.dtype else rows
