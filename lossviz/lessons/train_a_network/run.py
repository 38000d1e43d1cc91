"""The run of a problem as a job: the training, and what is shown of each of its moments."""

import math
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from lossviz.lessons.train_a_network import points, quantities
from lossviz.lessons.train_a_network import problem as problems
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.scene.quantities import Array
from lossviz.theory import training_run
from lossviz.theory.training_run import Run

# So many moments at a time are made into pictures, and count as so many updates where progress is told.
TOGETHER = 6
PICTURE = 10


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


@dataclass(frozen=True, eq=False)
class Present:
    """A network after some updates: its parameters (1, size), quantities in one row, and the loss of every point.

    `trained_loss` is that of the network as it was trained, where it is edited.
    """

    parameters: Array
    rows: Mapping[str, Array]
    losses: Array
    is_edited: bool = False
    trained_loss: float = math.nan


def slices(**values: Any) -> Generator[tuple[int, int], None, Shown]:
    """Train and picture in slices of a few milliseconds; yields how much is done, and of how much."""
    problem = problems.of(**values)
    moments = len(training_run.moments(problem.updates))
    total = problem.updates + PICTURE * moments
    training = training_run.slices(problem.training)
    while True:
        try:
            yield next(training), total
        except StopIteration as end:
            run: Run = end.value
            break
    parts, losses = [], []
    for first in range(0, moments, TOGETHER):
        here = slice(first, first + TOGETHER)
        parts.append(quantities.at_updates(problem, run.parameters[here], run.updates[here], run.diverged_at))
        losses.append(points.losses(problem, run.parameters[here]))
        yield problem.updates + PICTURE * min(first + TOGETHER, moments), total
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    return Shown(run, rows, np.concatenate(losses))


def present(
    problem: Problem, update: int, result: Shown | None, edited: Callable[[Array], Array] = lambda trained: trained
) -> Present:
    """The network after so many updates; without a result, before the first of them. What is `edited` is shown."""
    if result is None or update == 0:
        trained, update = problems.initial(problem), 0
    else:
        at = np.flatnonzero(result.run.updates == update)
        trained = (
            result.run.parameters[at[:1]]
            if len(at)
            else training_run.updates_between(result.run, update, update).parameters
        )
        if len(at) and edited(trained) is trained:
            rows = {name: rows[at[:1]] for name, rows in result.rows.items()}
            return Present(trained, rows, result.losses[at[0]], trained_loss=float(rows["loss"][0]))
    parameters = edited(trained)
    rows = quantities.at_updates(problem, parameters, np.array([update]), result.run.diverged_at if result else None)
    losses, is_edited = points.losses(problem, parameters)[0], parameters is not trained
    trained_loss = quantities.training_loss(problem, trained) if is_edited else float(rows["loss"][0])
    return Present(parameters, rows, losses, is_edited, trained_loss)
