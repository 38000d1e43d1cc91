"""A whole training with what is kept of it, so that every moment can be shown and every update repeated."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from lossviz.theory import interruption, settings
from lossviz.theory.checks import Array
from lossviz.theory.network_measures import Health, Score, health, score
from lossviz.theory.network_training import Descent, Integers, Training
from lossviz.theory.optimizer import Memory

MOMENTS = 101


@dataclass(frozen=True, eq=False)
class Run:
    """A training and what it kept: moments, spread evenly over the updates from the first state to the last.

    updates (moments,) are the updates made by then. parameters (moments, size), with the accumulators of the optimiser
    in `memory`, each (moments, size), are the footprints from which updates are repeated. `training_scores` and
    `held_out_scores` are at these moments, `training_epochs` and `held_out_epochs` after each epoch, (epochs + 1,),
    the first one before any update; `penalties` (moments,) is what the weights cost beside the loss.

    A run that diverges keeps its last finite parameters from then on, with infinite losses: `diverged_at` is the first
    update that led to a parameter that is not finite, else None.
    """

    training: Training
    updates: Integers
    parameters: Array
    memory: Memory
    training_scores: Score
    held_out_scores: Score
    training_epochs: Score
    held_out_epochs: Score
    penalties: Array
    health: Health
    diverged_at: int | None

    def __post_init__(self) -> None:
        scores = self.training_scores, self.held_out_scores, self.training_epochs, self.held_out_epochs
        shown = [array for score in scores for array in (score.loss, score.accuracy)]
        kept = self.updates, self.parameters, *self.memory, self.penalties, self.health.gradient_norms, self.health.dead
        for array in (*kept, *shown):
            array.setflags(write=False)


@dataclass(frozen=True, eq=False)
class Updates:
    """Single updates of a run, repeated bit for bit.

    numbers (k + 1,) are updates made so far, and parameters (k + 1, size) those after them and after what is edited
    then. Of the k updates between: gradients (k, size), with the penalty's, and the training points of each batch.
    """

    numbers: Integers
    parameters: Array
    gradients: Array
    batches: tuple[Integers, ...]


class Footprints:
    """Parameters and memory at some updates, filled as a run reaches them."""

    def __init__(self, updates: Integers, descent: Descent) -> None:
        self.updates = updates
        self.parameters = np.empty((len(updates), len(descent.parameters)))
        self.memory = tuple(np.empty_like(self.parameters) for _ in descent.memory)

    def keep(self, descent: Descent) -> None:
        """Keep the state of a run if it is at one of these updates."""
        place = int(np.searchsorted(self.updates, descent.update))
        if place < len(self.updates) and self.updates[place] == descent.update:
            self.fill(slice(place, place + 1), descent)

    def keep_rest(self, descent: Descent) -> None:
        """Keep the state of a run at all updates after it, as it goes no farther."""
        self.fill(slice(int(np.searchsorted(self.updates, descent.update, side="right")), None), descent)

    def fill(self, places: slice, descent: Descent) -> None:
        """Keep the state of a run at these places."""
        for kept, now in zip((self.parameters, *self.memory), (descent.parameters, *descent.memory), strict=True):
            kept[places] = now


def moments(updates: int) -> Integers:
    """The moments that are kept of so many updates: 101, or all if there are fewer, evenly spread, both ends included.

    Examples:
        >>> moments(4).tolist(), moments(200)[:4].tolist()
        ([0, 1, 2, 3, 4], [0, 2, 4, 6])
    """
    return np.unique(np.rint(np.linspace(0, updates, min(MOMENTS, updates + 1))).astype(np.intp))


def slices(training: Training, kept: Integers | None = None) -> Generator[int, None, Run]:
    """Train in slices of a few milliseconds: yields the number of updates made so far, and returns the run.

    The moments that are `kept`, in order and the first and the last update among them, are those of `moments` if none
    are named.
    Between two of them a caller may do something else, or stop. Every slice is interruptible, too.
    """
    descent = Descent(training)
    at_moments = Footprints(moments(training.updates) if kept is None else kept, descent)
    at_epochs = Footprints(training.updates_per_epoch * np.arange(training.epochs + 1), descent)
    diverged_at = None
    for stop in np.union1d(at_moments.updates, at_epochs.updates).tolist():
        before = descent.update, descent.parameters.copy(), descent.memory
        descent.update_to(stop)
        if not np.isfinite(descent.parameters).all():
            descent = last_finite(training, before)
            diverged_at = descent.update + 1
            at_moments.keep_rest(descent)
            at_epochs.keep_rest(descent)
            break
        at_moments.keep(descent)
        at_epochs.keep(descent)
        yield descent.update
    scores = []
    for footprints in (at_moments, at_epochs):
        for x, targets in ((training.x, training.targets), (training.held_out_x, training.held_out_targets)):
            found = score(training.network, training.output_loss, x, targets, footprints.parameters)
            if diverged_at is not None and len(x):
                found.loss[footprints.updates >= diverged_at] = np.inf
            scores.append(found)
            yield descent.update
    training_scores, held_out_scores, training_epochs, held_out_epochs = scores
    parts = training.network, training.output_loss, training.penalty, training.x, training.targets
    return Run(
        training,
        at_moments.updates,
        at_moments.parameters,
        at_moments.memory,
        training_scores,
        held_out_scores,
        training_epochs,
        held_out_epochs,
        training.penalty.value(at_moments.parameters),
        health(*parts, at_moments.parameters),
        diverged_at,
    )


def last_finite(training: Training, footprint: tuple[int, Array, Memory]) -> Descent:
    """A run at its last update whose parameters are finite, from a footprint before it."""
    descent = Descent(training, footprint)
    while True:
        kept = descent.update, descent.parameters.copy(), descent.memory
        descent.update_to(descent.update + 1)
        if not np.isfinite(descent.parameters).all():
            return Descent(training, kept)


def train(training: Training) -> Run:
    """Train at one go.

    Examples:
        >>> from lossviz.theory import optimizers
        >>> from lossviz.theory.network import Network
        >>> x, y = np.array([[-1.0], [1.0]]), np.array([0, 1])
        >>> run = train(Training(Network(1, (2,)), x, y, "binary_cross_entropy", optimizers.adam(0.1), 2, 50, seed=0))
        >>> print(run.training_scores.loss[[0, -1]].round(3), run.training_scores.accuracy[-1])
        [0.67 0.01] 1.0
    """
    return interruption.finished(slices(training))


def updates_between(run: Run, first: int, last: int) -> Updates:
    """The updates of a run from one number of them to another, repeated bit for bit from the nearest footprint before.

    A run that has diverged stays at its last finite parameters, without gradients or batches.

    Raises:
        ValueError: numbers that are not whole, in the wrong order, or beyond the run.

    Examples:
        >>> from lossviz.theory import optimizers
        >>> from lossviz.theory.network import Network
        >>> x, y = np.array([[-1.0], [1.0]]), np.array([0, 1])
        >>> run = train(Training(Network(1, (2,)), x, y, "binary_cross_entropy", optimizers.adam(0.1), 1, 50, seed=0))
        >>> updates_between(run, 6, 8).numbers.tolist(), len(updates_between(run, 6, 8).batches)
        ([6, 7, 8], 2)
    """
    training = run.training
    begin, end = settings.integer("first", first), settings.integer("last", last)
    if not begin <= end <= training.updates:
        raise ValueError(f"first = {first}, last = {last}; give two numbers in order from 0 to {training.updates}")
    if run.diverged_at is not None:
        begin, end = min(begin, run.diverged_at - 1), min(end, run.diverged_at - 1)
    place = int(np.searchsorted(run.updates, begin, side="right")) - 1
    memory = tuple(kept[place].copy() for kept in run.memory)
    descent = Descent(training, (int(run.updates[place]), run.parameters[place], memory))
    descent.update_to(begin)
    parameters, gradients, batches = [descent.parameters.copy()], [], []
    for update in range(begin, end):
        descent.update_to(update + 1)
        parameters.append(descent.parameters.copy())
        gradients.append(descent.gradient.copy())
        within = update % training.updates_per_epoch * training.batch
        batches.append(descent.order[within : within + training.batch])
    return Updates(
        np.arange(begin, end + 1),
        np.array(parameters),
        np.reshape(gradients, (len(gradients), training.network.size)),
        tuple(batches),
    )
