"""What is measured over the epochs: the losses, or of two runs with different losses their accuracy, and the axis."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossviz.figures import log_loss_curve, palette, training_curves
from lossviz.figures.training_curves import Curve
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.scene.quantities import Array, geometry, merged, numbers
from lossviz.scene.scene import Figure

BEYOND = 3  # so many frames above the axis is drawn what is infinite
LEAST = 1e-12  # below it a loss on a logarithmic axis leaves the frame
# What is measured of one run, of two, and of two whose losses cannot be compared.
ONE = ("loss", "held_loss")
TWO = ("loss", "second_loss")
ACCURACIES = ("accuracy", "held_accuracy", "second_accuracy", "second_held_accuracy")


@dataclass(frozen=True)
class Axis:
    """Which quantities are drawn, and between which two numbers; on a logarithmic axis these are powers of ten."""

    drawn: tuple[str, ...]
    low: float
    high: float
    is_log: bool = False

    def height(self, values: Array) -> Array:
        """Where values stand; what is infinite leaves the frame."""
        far = self.high + (BEYOND - 1) * (self.high - self.low)
        near = self.low - (BEYOND - 1) * (self.high - self.low)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.clip(np.log10(values) if self.is_log else values, near, far)

    def dots(self, rows: Mapping[str, Array]) -> dict[str, Array]:
        """The heights of all curves in some rows, as far as they are known there."""
        return geometry(**{f"{name}_height": self.height(rows[name]) for name in self.drawn if name in rows})


def axis(
    rows: Mapping[str, Array], second: Mapping[str, Array] | None, *, is_log: bool, different_losses: bool
) -> Axis:
    """The axis for a run, by its moments, or for two of them: from 0, in powers of ten, or of the accuracy."""
    drawn = ONE if second is None else ACCURACIES if different_losses else TWO
    values = np.concatenate([values_of(name, rows, second) for name in drawn])
    finite = values[np.isfinite(values)]
    if drawn is ACCURACIES:
        return Axis(drawn, min(math.floor(10 * float(finite.min(initial=0.9))) / 10, 0.9) - 0.02, 1.02)
    if not is_log:
        return Axis(drawn, 0.0, 1.08 * float(finite.max(initial=1e-3)))
    positive = finite[finite > LEAST]
    low = math.floor(math.log10(positive.min(initial=1.0)))
    return Axis(drawn, low, max(math.ceil(math.log10(positive.max(initial=LEAST))), low + 1), is_log=True)


def values_of(name: str, rows: Mapping[str, Array], second: Mapping[str, Array] | None) -> Array:
    """The values of a quantity at all moments of its run."""
    if second is not None and name.startswith("second_"):
        return second[name.removeprefix("second_")]
    return rows[name]


def paths(
    problem: Problem, rows: Mapping[str, Array], other: Problem | None, second: Mapping[str, Array] | None, drawn: Axis
) -> dict[str, Array]:
    """The curves over the epochs, those of the second run among them, and the ranges of their axes."""
    norms = {f"path_norm{i}": rows["norm_heights"][:, i] for i in range(rows["norm_heights"].shape[1])}
    curves = {f"path_{name}": drawn.height(values_of(name, rows, second)) for name in drawn.drawn}
    if other and second is not None:
        curves["second_path_epoch"] = second["update"] / other.updates_per_epoch
    edited = [update / problem.updates_per_epoch for update in edits_of(problem)]
    return merged(
        geometry(**vertical(edited, drawn)) if edited else {},
        geometry(path_epoch=rows["update"] / problem.updates_per_epoch, **curves, **norms),
        numbers(epoch_range=[0.0, problem.shown_epochs], measure_range=[drawn.low, drawn.high]),
    )


def edits_of(problem: Problem) -> tuple[int, ...]:
    """The updates of a run after which weights were set by hand."""
    known = (one.update for one in problem.edits if one.place < problem.network.size)
    return tuple(sorted({update for update in known if update <= problem.updates}))


def vertical(epochs: Sequence[float], drawn: Axis) -> dict[str, Array]:
    """Lines over the whole height of the axis, with a gap after each."""
    return {"edit_epoch": np.repeat(epochs, 3), "edit_height": np.tile([drawn.low, drawn.high, np.nan], len(epochs))}


@lru_cache(maxsize=64)
def figure(drawn: Axis, cut: int, edited: tuple[int, ...] = ()) -> Figure:
    """The measures over the epochs; `cut` off after so many updates, `edited` by hand after some."""
    accuracy, compared = drawn.drawn == ACCURACIES, drawn.drawn != ONE
    captions = {
        ONE: "Loss {loss}; dashed: held out",
        TWO: "Training loss; dashed: second run",
        ACCURACIES: "Accuracy; dashed: second run; thin: held out",
    }
    return Figure(
        "loss",
        (f"Loss; the run ends after {cut:,} updates" if cut and not accuracy else captions[drawn.drawn])
        + ("; dotted: weights set by hand" if edited else ""),
        training_curves.figure(
            [curve(name, drawn.drawn) for name in drawn.drawn],
            dot_x="epoch_now",
            ranges=("epoch_range", "measure_range"),
            title="accuracy" if accuracy else "loss (log scale)" if drawn.is_log else "loss",
            ticks=percents(drawn.low)
            if accuracy
            else log_loss_curve.log_ticks(drawn.low, drawn.high)
            if drawn.is_log
            else None,
            events=("edit_epoch", "edit_height") if edited else None,
        ),
        height=SMALL,
        narrow_height=200,
        columns=4 if compared else 3,
        describes=described(drawn.drawn, edited),
        hover=("time", "path_epoch", ""),
    )


def described(drawn: tuple[str, ...], edited: tuple[int, ...]) -> str:
    """What the figure shows, in words."""
    said = {
        ONE: "The loss of the training points and of the held-out points over the epochs",
        TWO: "The training loss of both runs over the epochs",
        ACCURACIES: "The accuracy of both runs over the epochs, of the training points and of the held-out points",
    }[drawn]
    if not edited:
        return said
    one = "a vertical line" if len(edited) == 1 else "vertical lines"
    return f"{said}; {one} where weights were set by hand, after update {', '.join(f'{at:,}' for at in edited)}"


SMALL = 178


def curve(name: str, drawn: tuple[str, ...]) -> Curve:
    """How a measure is drawn: that of a second run dashed; beside accuracies that of held-out points thin."""
    second, held = name.startswith("second_"), "held_" in name
    dashed = second if drawn != ONE else held
    return Curve(
        "second_path_epoch" if second else "path_epoch",
        f"path_{name}",
        "second_k" if second else "k",
        f"{name}_height",
        palette.TEXT if dashed else palette.COST,
        1.2 if held and drawn == ACCURACIES else 1.6 if dashed else 2.5,
        "dash" if dashed else "",
    )


def percents(low: float) -> dict[str, list[object]]:
    """Ticks in percent from an accuracy on, up to 100 %."""
    step = 10 if low >= 0.4 else 20
    places = range(100, math.ceil(100 * low) - 1, -step)
    return {"ticks": [place / 100 for place in places], "words": [f"{place} %" for place in places]}
