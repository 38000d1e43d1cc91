"""What is trained on what: the data set with its held-out points, the network, and how it is trained."""

from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossviz.inputs import session_store
from lossviz.inputs.labelled_points import LabelledPoints
from lossviz.lessons.train_a_network.edits import MOST_UPDATES, Edit
from lossviz.lessons.train_a_network.parameters import FIRST_HIDDEN
from lossviz.scene.axes import MANY_DIGITS, round_up
from lossviz.scene.quantities import Array
from lossviz.theory import classification_datasets, mini_batches, optimizers, regression_datasets, schedules
from lossviz.theory.classification_datasets import PlanePoints
from lossviz.theory.network import Network
from lossviz.theory.network_pictures import HALF_WIDTH
from lossviz.theory.network_training import Training
from lossviz.theory.point_features import features
from lossviz.theory.schedules import Schedule

# What loss functions are called in `lossviz.theory.network_losses`, by the learner's choice, for two classes and more.
LOSSES = {
    ("cross_entropy", 2): "binary_cross_entropy",
    ("squared_error", 2): "sigmoid_squared_error",
    ("cross_entropy", 3): "softmax_cross_entropy",
    ("squared_error", 3): "softmax_squared_error",
}
VALUES_LOSS = "squared_error"
OWN = "own"  # in place of the name of a data set
MARGIN = 1.02  # round points that lie outside the first frame
DECIMALS = 3  # of the points of a data set that become the learner's own, so that a link holds them


@dataclass(frozen=True)
class Problem:
    """Everything that a run depends on, in the learner's words (`parameters`); `own` points replace the data set."""

    data: str = "circles"
    turns: float = 1.0
    classes: int = 4
    noise: float = 0.0
    held_out: int = 25
    inputs: tuple[str, ...] = ("x", "y")
    hidden: tuple[int, ...] = FIRST_HIDDEN
    activation: str = "relu"
    loss: str = "cross_entropy"
    optimizer: str = "gradient_descent"
    rate: float = 0.1
    schedule: str = "constant"
    batch: int = 10
    epochs: int = 60
    seed: int = 1
    l1: float = 0.0
    l2: float = 0.0
    edits: tuple[Edit, ...] = ()
    own: LabelledPoints | None = field(default=None, repr=False)

    @cached_property
    def points(self) -> PlanePoints:
        """All points, noise included."""
        if self.own is not None:
            own, classes = self.own, self.own.classes
            return PlanePoints(
                np.stack([own.x, own.y], axis=-1), own.label.astype(np.intp) if classes else own.label, classes
            )
        if self.data in regression_datasets.REGRESSION:
            points = regression_datasets.REGRESSION[self.data]()
        else:
            more: dict[str, Any] = {"spirals": {"turns": self.turns}, "blobs": {"classes": self.classes}}
            points = classification_datasets.CLASSIFICATION[self.data](**more.get(self.data, {}))
        return classification_datasets.noisy(points, self.noise)

    @cached_property
    def is_held_out(self) -> NDArray[np.bool_]:
        """Which of the points training never sees.

        The classes of own points come in any order, so that each class is counted by itself. Where none would be held
        out, the last one of the class with most points is.
        """
        if not self.own:
            return classification_datasets.held_out(self.points, self.held_out)
        classes = self.points.y if self.points.classes else np.zeros(len(self.own))
        out = np.zeros(len(self.own), dtype=bool)
        each = [np.flatnonzero(classes == which) for which in np.unique(classes)]
        for places in each:
            out[places] = classification_datasets.held_out(PlanePoints(self.points.x[places], places, 0), self.held_out)
        if not out.any():
            out[max(each, key=len)[-1]] = True
        return out

    @cached_property
    def labelled(self) -> LabelledPoints:
        """The learner's own points; without any, those of the data set as they become own ones, rounded."""
        if self.own is not None:
            return self.own
        across, up = np.round(self.points.x, DECIMALS).T + 0.0
        return LabelledPoints(across, up, np.round(self.points.y, DECIMALS).astype(float))

    @cached_property
    def half_width(self) -> float:
        """How far the frame of the plane reaches from 0, 0: further than for the data sets only if points need it."""
        farthest = float(abs(self.points.x).max()) if self.own else 0.0
        return HALF_WIDTH if farthest <= HALF_WIDTH else round_up(MARGIN * farthest, MANY_DIGITS)

    @cached_property
    def reach(self) -> float:
        """The largest value that colours tell apart: 1, or more if values need it."""
        if self.points.classes or not self.own:
            return 1.0
        return max(1.0, round_up(float(abs(self.points.y).max()), MANY_DIGITS))

    @property
    def outputs(self) -> int:
        """A probability for two classes, one for each of more, or a value."""
        return self.points.classes if self.points.classes > 2 else 1

    @cached_property
    def network(self) -> Network:
        """The network, untrained."""
        return Network(len(self.inputs), self.hidden, self.outputs, self.activation)

    @property
    def loss_name(self) -> str:
        """The loss function by its name in the theory."""
        count = self.points.classes
        return LOSSES[self.loss, min(count, 3)] if count else VALUES_LOSS

    @cached_property
    def batch_size(self) -> int:
        """The batch size: at most all training points."""
        return min(self.batch, int((~self.is_held_out).sum()))

    @cached_property
    def updates_per_epoch(self) -> int:
        """How many batches use every training point once."""
        return mini_batches.updates_per_epoch(int((~self.is_held_out).sum()), self.batch_size)

    @property
    def most_epochs(self) -> int:
        """As many epochs as a run may have updates for."""
        return max(1, MOST_UPDATES // self.updates_per_epoch)

    @property
    def shown_epochs(self) -> int:
        """The epochs of the run: fewer than asked for where that would be too many updates."""
        return min(self.epochs, self.most_epochs)

    @property
    def updates(self) -> int:
        """The number of updates of the whole run."""
        return self.shown_epochs * self.updates_per_epoch

    @cached_property
    def training(self) -> Training:
        """The training, ready to begin."""
        x, out = features(self.points.x, self.inputs), self.is_held_out
        y: Array = np.asarray(self.points.y)
        make = getattr(optimizers, self.optimizer)
        return Training(
            self.network,
            x[~out],
            y[~out],
            self.loss_name,
            make(scheduled(self.schedule, self.rate, self.updates)),
            self.batch_size,
            self.shown_epochs,
            self.seed,
            x[out],
            y[out],
            self.l1,
            self.l2,
            edits=tuple(
                (one.update, one.place, one.value)
                for one in self.edits
                if one.update <= self.updates and one.place < self.network.size
            ),
        )

    @cached_property
    def chance(self) -> float:
        """The loss of saying the same everywhere: every class as likely, or the mean of the values."""
        count = self.points.classes
        if not count:
            return float(np.var(self.training.y))
        if self.loss == "cross_entropy":
            return float(np.log(count))
        return 0.25 if count == 2 else 1 - 1 / count

    @property
    def key(self) -> str:
        """All that the run depends on, as a text."""
        own = session_store.name_of(self.own) if self.own else ""
        return ";".join([f"{one.name}={getattr(self, one.name)}" for one in fields(self) if one.name != "own"] + [own])


def scheduled(name: str, rate: float, updates: int) -> float | Schedule:
    """The learning rate over so many updates."""
    if name == "constant":
        return rate
    third = max(1, updates // 3)
    made: dict[str, Schedule] = {
        "step": schedules.step(rate, every=third, gamma=0.1),
        "exponential": schedules.exponential(rate, gamma=0.1 ** (1 / max(updates, 1))),
        "cosine": schedules.cosine(rate, steps=max(updates, 1)),
        "inverse": schedules.inverse(rate, tau=third),
    }
    return made[name]


# The parameters that a problem depends on.
NAMES = tuple("points" if one.name == "own" else one.name for one in fields(Problem))


@lru_cache(maxsize=64)
def cached(problem: Problem) -> Problem:
    """The very same problem for equal ones, with all that was derived from it."""
    return problem


def of(*, points: LabelledPoints | None = None, **values: Any) -> Problem:
    """The problem that the values of the parameters describe; those that a run does not depend on are ignored.

    The learner's own `points` replace the data set, and all that is set on it.
    """
    known = {name: value for name, value in values.items() if name in NAMES}
    if points is not None:
        known = {name: value for name, value in known.items() if name not in ("turns", "classes", "noise")}
        known |= {"data": OWN, "own": points}
    return cached(Problem(**known))


def initial(problem: Problem) -> Array:
    """The parameters before training, (1, size)."""
    return problem.training.initial()[0][None]
