"""Training a network by mini-batches: what a run depends on, and its updates.

The order is that of one generator, `default_rng(seed)`: the initial weights, layer by layer, and then one permutation
of the training points for each epoch.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lossviz.theory import checks, interruption, mini_batches, network_losses, network_measures, settings
from lossviz.theory.checks import Array
from lossviz.theory.network import Network
from lossviz.theory.network_gradient import BatchGradient, with_ones
from lossviz.theory.network_losses import OutputLoss, Penalty
from lossviz.theory.optimizer import Memory, Optimizer

Integers = NDArray[np.intp]
Edit = tuple[int, int, float]  # an update, a place in the flat vector, and the value that is set there
TOGETHER = 32  # so many updates, about a millisecond, are made without a look whether somebody else waits
NO_POINTS = np.empty(0)


@dataclass(frozen=True, eq=False)
class Training:
    """All that a run depends on, so that it can be repeated.

    x (n, inputs) are the features and y (n,) the targets of the training points, classes or values; held_out_x and
    held_out_y those of the points that are only looked at. `loss` is a name of `network_losses.LOSSES`; `l1` and `l2`
    are the strengths of `network_losses.Penalty`. `start` replaces the initial weights, which are drawn all the same,
    so that the batches do not depend on it. `edits` are parameters that are set while training is under way, each as
    (update, place, value): after so many updates the parameter at that place of the flat vector is set to the value.
    They are made in their order, those of update 0 before the first one. Training goes on from there with the
    optimiser's memory as it is: its moving averages still hold the gradients of before.

    Raises:
        ValueError: a value that does not fit, at once.
    """

    network: Network
    x: Array
    y: Array
    loss: str
    optimizer: Optimizer
    batch: int
    epochs: int
    seed: int
    held_out_x: Array = field(default_factory=lambda: NO_POINTS)
    held_out_y: Array = field(default_factory=lambda: NO_POINTS)
    l1: float = 0.0
    l2: float = 0.0
    start: Array | None = None
    edits: tuple[Edit, ...] = ()

    def __post_init__(self) -> None:
        settings.integer("epochs", self.epochs)
        settings.integer("seed", self.seed)
        if self.optimizer.batch_shape:
            raise ValueError(f"{self.optimizer} has settings for {self.optimizer.batch_shape} runs; give plain numbers")
        if not len(self.held_out_x):
            object.__setattr__(self, "held_out_x", np.empty((0, self.network.inputs)))
        for name in ("x", "y", "held_out_x", "held_out_y"):
            object.__setattr__(self, name, np.asarray(getattr(self, name)))
        for name, x, y in (("x", self.x, self.y), ("held_out_x", self.held_out_x, self.held_out_y)):
            shape = np.shape(x)
            if shape != (len(y), self.network.inputs):
                expected = f"{(len(y), self.network.inputs)}, a row for each y"
                raise ValueError(f"{name} has shape {shape}; for {self.network} give {expected}")
            if len(y):
                checks.numbers(name, x)
        mini_batches.checked_sizes(len(self.y), self.batch)
        if self.start is not None and np.shape(checks.numbers("start", self.start)) != (self.network.size,):
            raise ValueError(
                f"start has shape {np.shape(self.start)}; {self.network} has {self.network.size} parameters"
            )
        for update, place, value in self.edits:
            if not (0 <= update <= self.updates and 0 <= place < self.network.size and np.isfinite(value)):
                raise ValueError(
                    f"edit {(update, place, value)}; give an update from 0 to {self.updates}, a place from 0 to "
                    f"{self.network.size - 1} and a finite value"
                )
        _ = self.targets, self.held_out_targets, self.penalty

    @cached_property
    def output_loss(self) -> OutputLoss:
        """The loss of the name."""
        return network_losses.of(self.loss)

    @cached_property
    def penalty(self) -> Penalty:
        """The penalty of these strengths."""
        return Penalty(self.network, l1=self.l1, l2=self.l2)

    @cached_property
    def targets(self) -> Array:
        """The targets of the training points as the loss takes them, (n, outputs)."""
        return network_losses.encoded(self.output_loss, self.y, self.network.outputs)

    @cached_property
    def held_out_targets(self) -> Array:
        """The same of the held-out points."""
        if not len(self.held_out_y):
            return np.empty((0, self.network.outputs))
        return network_losses.encoded(self.output_loss, self.held_out_y, self.network.outputs)

    @property
    def updates_per_epoch(self) -> int:
        """The number of batches that use every training point once; the last may be smaller."""
        return mini_batches.updates_per_epoch(len(self.y), self.batch)

    @property
    def updates(self) -> int:
        """The number of updates of the whole run."""
        return self.epochs * self.updates_per_epoch

    @cached_property
    def edits_at(self) -> Mapping[int, Sequence[Edit]]:
        """The edits of each update that has some, in their order."""
        found: dict[int, list[Edit]] = {}
        for edit in self.edits:
            found.setdefault(edit[0], []).append(edit)
        return found

    def edit(self, update: int, parameters: Array) -> None:
        """Set in `parameters` (size,) what is edited after so many updates."""
        for _, place, value in self.edits_at.get(update, ()):
            parameters[place] = value

    def initial(self) -> tuple[Array, Iterator[Integers]]:
        """The parameters before the first update, and the order of the training points in one epoch after the other."""
        rng = np.random.default_rng(self.seed)
        drawn = self.network.initial_parameters(rng)
        orders = (rng.permutation(len(self.y)) for _ in range(self.epochs))
        first = drawn if self.start is None else np.array(self.start, dtype=np.float64)
        self.edit(0, first)
        return first, orders


class Descent:
    """A run under way: its parameters, the optimiser's memory, and the number of updates so far.

    `update_to(update)` goes on to that update. From a footprint, `parameters` and `memory` after so many updates, it
    goes the very same way.
    """

    def __init__(self, training: Training, footprint: tuple[int, Array, Memory] | None = None) -> None:
        self.training = training
        start, self.orders = training.initial()
        self.update, parameters, self.memory = footprint or (0, start, training.optimizer.start(start).memory)
        self.parameters = parameters.copy()
        self.gradient_of = BatchGradient(training.network, training.output_loss, training.penalty, self.parameters)
        self.x, self.epoch = with_ones(training.x), -1
        self.order: Integers = np.empty(0, dtype=np.intp)

    @property
    def gradient(self) -> Array:
        """The gradient of the latest update, in an array that the next one writes into."""
        return self.gradient_of.gradient

    def shuffle(self, epoch: int) -> None:
        """Put the points into the order of an epoch."""
        while self.epoch < epoch:
            self.order, self.epoch = next(self.orders), self.epoch + 1
        self.shuffled_x, self.shuffled_targets = self.x[self.order], self.training.targets[self.order]

    def update_to(self, update: int) -> None:
        """Make all updates up to a number of them."""
        per_epoch, batch = self.training.updates_per_epoch, self.training.batch
        each = interruption.STEP + network_measures.operations(self.training.network, batch)
        edited = sorted(self.training.edits_at)
        while self.update < update:
            epoch, first = divmod(self.update, per_epoch)
            if epoch != self.epoch:
                self.shuffle(epoch)
            stop = min([update, *(one for one in edited if one > self.update)])
            last = min(stop - epoch * per_epoch, per_epoch, first + TOGETHER)
            interruption.checkpoint((last - first) * each)
            with np.errstate(all="ignore"):
                self.make_updates(range(first * batch, last * batch, batch), batch)
            self.training.edit(self.update, self.parameters)

    def make_updates(self, firsts: range, batch: int) -> None:
        """One update for each batch of this epoch that begins at a place of `firsts`."""
        rule, gradient_of, w, memory = self.training.optimizer.rule, self.gradient_of, self.parameters, self.memory
        x, targets, number = self.shuffled_x, self.shuffled_targets, self.update
        for first, rate in zip(firsts, self.rates(len(firsts)), strict=True):
            gradient = gradient_of(x[first : first + batch], targets[first : first + batch])
            number += 1
            w[...], memory = rule(w, gradient, rate, number, memory)
        self.update, self.memory = number, memory

    def rates(self, count: int) -> list[float]:
        """The rates of the next so many updates."""
        rate = self.training.optimizer.rate
        if not callable(rate):
            return [float(rate)] * count
        scheduled = np.array([rate(self.update + k) for k in range(count)], dtype=np.float64)
        settings.non_negative("rate", scheduled)
        rates: list[float] = scheduled.tolist()
        return rates
