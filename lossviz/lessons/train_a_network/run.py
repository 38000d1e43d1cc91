"""The run of a problem as a job: the training, and what is shown of each of its moments."""

import math
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.inputs.recent import Recent
from lossviz.lessons.train_a_network import comparison, points, quantities
from lossviz.lessons.train_a_network import problem as problems
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.scene.quantities import Array
from lossviz.theory import interruption, training_run
from lossviz.theory.training_run import Run

# So many moments at a time are made into pictures, and count as so many updates where progress is told.
TOGETHER = 6
PICTURE = 10
# Where two runs are compared, one of them is mostly known.
LATEST = 16 * 2**20  # bytes


@dataclass(frozen=True, eq=False)
class Shown:
    """A run, and the quantities of all its moments: of each an array with a row for every moment.

    `losses` (moments, n) are those of every point.
    """

    run: Run
    rows: Mapping[str, Array]
    losses: Array

    @property
    def size(self) -> int:
        """Its bytes."""
        kept = (*self.rows.values(), self.losses, self.run.parameters, *self.run.memory)
        return sum(array.nbytes for array in kept)


_latest: Recent[Shown] = Recent(LATEST)


@dataclass(frozen=True, eq=False)
class Present:
    """A network after some updates: its parameters (1, size), quantities in one row, and the loss of every point.

    `trained` are the parameters (1, size) before they were edited, and `trained_loss` their loss.
    """

    parameters: Array
    trained: Array
    rows: Mapping[str, Array]
    losses: Array
    is_edited: bool = False
    trained_loss: float = math.nan


@dataclass(frozen=True, eq=False)
class Result:
    """The run of a problem, and that of the one it is compared with, if there is one."""

    first: Shown
    second: Shown | None = None

    @property
    def size(self) -> int:
        """Its bytes."""
        return self.first.size + (self.second.size if self.second else 0)


def slices(**values: Any) -> Generator[tuple[int, int], None, Result]:
    """Train and picture in slices of a few milliseconds; yields how much is done, and of how much."""
    problem = problems.of(**values)
    other = comparison.second(problem, **values)
    runs = [problem] if other is None else [problem, other]
    total, before, found = sum(map(work, runs)), 0, []
    for one in runs:
        # The second run keeps what is beside the moments of the first, so that both are exact wherever time is pulled.
        kept = None if one is problem else comparison.beside(problem, one)
        found.append((yield from interruption.relayed(of(one, kept), before, total)))
        before += work(one)
    return Result(*found)


def key(problem: Problem, other: Problem | None) -> str:
    """All that a result depends on."""
    return f"{problem.key} {other.key if other else ''}"


def key_of(**values: Any) -> str:
    """The same, of the values of the parameters."""
    problem = problems.of(**values)
    return key(problem, comparison.second(problem, **values))


def work(problem: Problem) -> int:
    """How much a run is, where progress is told: its updates, and pictures of its moments."""
    return problem.updates + PICTURE * len(training_run.moments(problem.updates))


def of(problem: Problem, kept: Array | None = None) -> Generator[int, None, Shown]:
    """The run of one problem; yields how much of its `work` is done. The latest ones are kept."""
    name = problem.key if kept is None else f"{problem.key} {kept.tolist()}"
    if known := _latest.get(name):
        return known
    run = yield from training_run.slices(problem.training, kept)
    parts, losses = [], []
    for first in range(0, len(run.updates), TOGETHER):
        here = slice(first, first + TOGETHER)
        parts.append(quantities.at_updates(problem, run.parameters[here], run.updates[here], run.diverged_at))
        losses.append(points.losses(problem, run.parameters[here]))
        yield problem.updates + PICTURE * min(first + TOGETHER, len(run.updates))
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    shown = Shown(run, rows, np.concatenate(losses))
    _latest.put(name, shown, shown.size)
    return shown


@lru_cache(maxsize=32)
def untrained(problem: Problem) -> Present:
    """The network before the first update."""
    parameters = problems.initial(problem)
    rows = quantities.at_updates(problem, parameters, np.array([0]))
    losses = points.losses(problem, parameters)[0]
    for array in (parameters, losses, *rows.values()):
        array.setflags(write=False)
    return Present(parameters, parameters, rows, losses, trained_loss=float(rows["loss"][0]))


def present(
    problem: Problem, update: int, result: Shown | None, edited: Callable[[Array], Array] = lambda trained: trained
) -> Present:
    """The network after so many updates; without a result, before the first of them. What is `edited` is shown."""
    if result is None or update == 0:
        first = untrained(problem)
        trained, update = first.trained, 0
        if result is None and edited(trained) is trained:
            return first
    else:
        at = np.flatnonzero(result.run.updates == update)
        trained = (
            result.run.parameters[at[:1]]
            if len(at)
            else training_run.updates_between(result.run, update, update).parameters
        )
        if len(at) and edited(trained) is trained:
            rows = {name: rows[at[:1]] for name, rows in result.rows.items()}
            return Present(trained, trained, rows, result.losses[at[0]], trained_loss=float(rows["loss"][0]))
    parameters = edited(trained)
    rows = quantities.at_updates(problem, parameters, np.array([update]), result.run.diverged_at if result else None)
    losses, is_edited = points.losses(problem, parameters)[0], parameters is not trained
    trained_loss = quantities.training_loss(problem, trained) if is_edited else float(rows["loss"][0])
    return Present(parameters, trained, rows, losses, is_edited, trained_loss)
