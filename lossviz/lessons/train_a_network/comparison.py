"""A second run beside the first: from the same weights, with one setting changed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from lossviz.inputs import numbers as texts
from lossviz.lessons.train_a_network import problem as problems
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.lessons.train_a_network.words import LOSSES, OPTIMIZERS
from lossviz.scene.quantities import Array
from lossviz.theory import training_run

# Of the quantities of a run, those that are shown of the second one, each with this before its name.
PREFIX = "second_"
SHOWN = ("said", "loss", "held_loss", "accuracy", "held_accuracy", "update", "diverged")


def second(problem: Problem, *, compare: str = "nothing", **values: Any) -> Problem | None:
    """The problem that it is compared with: one setting is another; None where there is none.

    What is edited in the first run is edited in the second one after as much of an epoch.
    """
    if compare == "nothing" or (compare == "loss" and not problem.points.classes):
        return None
    other = replace(problem, **{compare: values[PREFIX + compare]})
    updates = same_time(problem, other, np.array([one.update for one in problem.edits], dtype=int))
    edits = tuple(replace(one, update=int(at)) for one, at in zip(problem.edits, updates, strict=True))
    return problems.cached(replace(other, edits=edits))


def name_of(problem: Problem, compare: str) -> str:
    """What a run is called beside the other one."""
    return {
        "rate": f"η = {texts.write(problem.rate)}",
        "batch": f"batch size {problem.batch_size}",
        "optimizer": OPTIMIZERS[problem.optimizer],
        "loss": LOSSES[problem.loss],
    }[compare]


def same_time(problem: Problem, other: Problem, updates: Array) -> Array:
    """The updates of the second run after as much of an epoch as those of the first."""
    return np.asarray(np.minimum(updates * other.updates_per_epoch // problem.updates_per_epoch, other.updates))


def beside(problem: Problem, other: Problem) -> Array:
    """The updates of the second run beside the moments of the first."""
    return np.unique(same_time(problem, other, training_run.moments(problem.updates).astype(np.int64)))


def nearest(moments: Array, updates: Array) -> Array:
    """The last moments of a run that are not after some of its updates."""
    return np.asarray(np.searchsorted(moments, updates, side="right") - 1)


def renamed(rows: Mapping[str, Array]) -> dict[str, Array]:
    """What is shown of the second run."""
    return {PREFIX + name: rows[name] for name in SHOWN}


def plain(rows: Mapping[str, Array]) -> dict[str, Array]:
    """The same by their own names."""
    return {name.removeprefix(PREFIX): values for name, values in rows.items()}
