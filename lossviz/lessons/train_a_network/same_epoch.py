"""The same epoch where an epoch has another number of updates, since the batch size or the training points are others.

An update is counted from the start of training, so that its number belongs to another epoch then. The page stays at the
epoch, and at as much of it as whole updates allow; so does what was set by hand.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from lossviz.inputs.labelled_points import LabelledPoints
from lossviz.lessons.train_a_network import edits
from lossviz.lessons.train_a_network import problem as problems
from lossviz.lessons.train_a_network.edits import MOST_UPDATES, Edit
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.theory import mini_batches


class Shown(NamedTuple):
    """What of an address is counted in updates: the one that is shown, and what was set by hand."""

    update: int
    by_hand: tuple[Edit, ...] = ()
    edits: tuple[Edit, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The same as the address has it, as far as there is any."""
        some = {"by_hand": self.by_hand, "edits": self.edits}
        written = {name: edits.text(those) for name, those in some.items() if those}
        return {"update": str(self.update) if self.update else "", **written}


class Length(NamedTuple):
    """The updates of an epoch, and of the whole run."""

    epoch: int
    run: int

    def same(self, update: int, other: "Length") -> int:
        """The update of the `other` run in the same epoch, and after as much of it as can be."""
        epoch, within = divmod(update, self.epoch)
        within = min(round(within * other.epoch / self.epoch), other.epoch - 1)
        return min(epoch * other.epoch + within, other.run)

    def moved(self, shown: Shown, other: "Length") -> dict[str, str]:
        """What changes in the address where the run gets another length: nothing where an epoch does not."""
        if self.epoch == other.epoch:
            return {}
        some = [
            tuple(replace(one, update=self.same(one.update, other)) for one in those)
            for those in (shown.by_hand, shown.edits)
        ]
        return Shown(self.same(shown.update, other), *some).texts


def of(problem: Problem) -> Length:
    """The length of a run."""
    return Length(problem.updates_per_epoch, problem.updates)


def length(problem: Problem, batch: int, count: int) -> Length:
    """The length of a run with a batch size on a number of training points."""
    each = mini_batches.updates_per_epoch(count, min(batch, count))
    return Length(each, min(problem.epochs, max(1, MOST_UPDATES // each)) * each)


def texts(problem: Problem, shown: Shown, lengths: Iterable[Length]) -> dict[str, Sequence[str]]:
    """For each place of a handle that sets one of those lengths, and as it stands, what keeps the epoch."""
    still, now = shown.texts, of(problem)
    states = [still | now.moved(shown, one) for one in lengths]
    return {name: [*(state[name] for state in states), text] for name, text in still.items()}


def batches(problem: Problem, shown: Shown, sizes: Iterable[int]) -> dict[str, Sequence[str]]:
    """What keeps the epoch with other batch sizes."""
    count = len(problem.training.y)
    return texts(problem, shown, (length(problem, size, count) for size in sizes))


def shares(problem: Problem, shown: Shown, percents: Iterable[int]) -> dict[str, Sequence[str]]:
    """What keeps the epoch with other shares of held-out points."""
    parts = problem.data, problem.classes
    counts = (training_points(*parts, percent, problem.own) for percent in percents)
    return texts(problem, shown, (length(problem, problem.batch, count) for count in counts))


def data(problem: Problem, update: int, name: str, classes: int) -> dict[str, str]:
    """The update that keeps the epoch with another data set, or another number of classes of the blobs."""
    count = training_points(name, classes, problem.held_out, None)
    return of(problem).moved(Shown(update), length(problem, problem.batch, count))


@lru_cache(maxsize=128)
def training_points(data: str, classes: int, held_out: int, own: LabelledPoints | None) -> int:
    """How many points are trained on: noise and turns do not change it."""
    return int((~Problem(data=data, classes=classes, held_out=held_out, own=own).is_held_out).sum())


def entered(before: Mapping[str, Any], after: Mapping[str, Any]) -> Mapping[str, str]:
    """What keeps the epoch where the values of some parameters are entered."""
    problem, other = (problems.of(**values) for values in (before, after))
    shown = Shown(min(before["update"], problem.updates), before["by_hand"], problem.edits)
    return of(problem).moved(shown, of(other))
