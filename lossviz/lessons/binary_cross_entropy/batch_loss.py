"""The loss of a batch of binary samples: the predicted probability and the loss of each, and the mean loss."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from lossviz.figures import batch_bars
from lossviz.inputs.numbers import parse, pieces, shown, write
from lossviz.inputs.parameter import Parameter
from lossviz.inputs.units import UNITS, Unit
from lossviz.lessons.binary_cross_entropy.figures import TOP
from lossviz.scene import assessment, budget
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Figure, Goal, Handle, Label, Link, Part, Scene, Table, marked
from lossviz.scene.unit_switch import links_in
from lossviz.theory import binary_cross_entropy as bce
from lossviz.theory import samples
from lossviz.theory.logarithms import nats_to_base

MOST = 8
SAMPLES = "batch-loss.samples"
FIRST = ((1.0, 0.9), (1.0, 0.8), (0.0, 0.3), (0.0, 0.1), (1.0, 0.6))
FEW, LARGE = 5, 0.12
# A bar is about 150 pixels high, so finer steps could not be told apart by hand.
PLACES = np.round(np.linspace(0, 1, 101), 2)


@dataclass(frozen=True, kw_only=True)
class Samples(Parameter):
    """A batch such as `1:0.9, 0:0.3`: for each sample the label, 1 or 0, then the predicted probability of yes."""

    def read(self, text: str) -> tuple[tuple[float, float], ...]:
        found = pieces(text.replace(":", " "))
        if not found or len(found) % 2:
            raise ValueError("a batch is pairs of a label and a prediction, such as 1:0.9, 0:0.3")
        if len(found) > 2 * MOST:
            raise ValueError(f"{len(found) // 2} samples; there is room for {MOST}")
        read = [parse_probability(piece) for piece in found]
        if not set(read[::2]) <= {0.0, 1.0}:
            raise ValueError("a label here is 1 for yes or 0 for no")
        return tuple(zip(read[::2], read[1::2], strict=True))

    def text(self, value: Sequence[tuple[float, float]]) -> str:
        return text(value)


def parse_probability(piece: str) -> float:
    """One number from 0 to 1."""
    value = parse(piece)
    if not 0 <= value <= 1:
        raise ValueError(f"{shown(piece)} is no probability; it lies between 0 and 1")
    return value


def text(samples: Sequence[tuple[float, float]]) -> str:
    """A batch as it stands in the address."""
    return ",".join(f"{label:.0f}:{write(probability)}" for label, probability in samples)


def all_quantities(y: Array, yhat: Array, unit: Unit) -> dict[str, Array]:
    """Every quantity for rows of predicted probabilities, samples on the last axis."""
    loss, mean = nats_to_base(bce.losses(y, yhat), unit.base), nats_to_base(bce.loss(y, yhat), unit.base)
    cases = y.shape[-1]
    total = cases * mean[..., None]
    some = (total > 0) & np.isfinite(total)
    share = samples.shares(loss, total)
    worst = loss.argmax(axis=-1)
    case = np.select([np.isinf(mean), mean == 0, np.full(mean.shape, cases == 1)], [1, 2, 3], default=0)
    largest = np.take_along_axis(share, worst[..., None], axis=-1)[..., 0]
    return merged(
        geometry(
            positive_yhat=np.where(y == 1, yhat, 0),
            negative_yhat=np.where(y == 0, yhat, 0),
            mean_line=np.stack([mean, mean], axis=-1),
        ),
        numbers(
            loss=loss,
            share=share,
            mean=mean,
            largest=largest,
            pairs=np.stack(np.broadcast_arrays(y, yhat), axis=-1).reshape(*yhat.shape[:-1], 2 * cases),
        ),
        flags(
            infinite=np.isinf(loss),
            shared=some[..., 0] & (cases <= FEW),
            # With many samples there is room for the larger ones only.
            shown=~np.isinf(loss) & ((cases <= FEW) | (share >= LARGE)),
        ),
        indices(top=worst, worst=worst + 1, case=case),
        assessment.goal_flags([(cases == FEW) & (largest >= 0.8)]),
    )


def tables(y: Array, yhat: Array, unit: Unit) -> dict[str, Table]:
    """Tables of each prediction from 0 to 1 while the others stay, computed at once."""
    cases = len(y)
    grid = np.tile(yhat, (cases, len(PLACES) + 1, 1))
    for case in range(cases):
        grid[case, :-1, case] = PLACES
    rows = all_quantities(np.broadcast_to(y, grid.shape), grid, unit)
    return {
        f"yhat{case}": Table(
            PLACES, float(yhat[case]), {name: values[case] for name, values in rows.items()}, {SAMPLES: "pairs"}
        )
        for case in range(cases)
    }


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The predictions and their losses; they depend on the unit only."""
    top = float(nats_to_base(np.array(TOP), UNITS[unit_name].base))
    return (
        Figure(
            "predictions",
            "Predictions ŷ; ticks: labels y",
            batch_bars.predictions(
                positive="positive_yhat", negative="negative_yhat", x="bar_x", width="bar_width", label="y"
            ),
            height=235,
            columns=6,
            describes="A bar for each prediction, plain if the label is yes and hatched if it is no",
        ),
        Figure(
            "losses",
            "Loss of each sample; dashed: mean {mean} {mean:unit}",
            batch_bars.losses(
                x="bar_x", height="loss", width="bar_width", mean=("ends", "mean_line"), top=top, unit=unit_name
            ),
            height=235,
            columns=6,
            describes="A bar for each loss, and a dashed line at their mean",
        ),
    )


def labels(cases: int) -> tuple[Label, ...]:
    """The words on the figures."""
    written = []
    for i in range(cases):
        x, number = f"bar_x[{i}]", i + 1
        written += [
            Label("predictions", f"{number}\n{{answer[{i}]:word}}", x, "floor", "truth", "below"),
            Label("predictions", f"{{pairs[{2 * i + 1}]:set}}", x, f"pairs[{2 * i + 1}]", "model", "high"),
            Label("losses", f"{{loss[{i}]}}", x, f"loss[{i}]", "cost", "above", f"shown[{i}]"),
            Label("losses", "∞", x, "ceiling", "cost", "inside", f"infinite[{i}]"),
            Label("losses", f"{number}\n{{share[{i}]:percent}}", x, "floor", "cost", "below", "shared"),
            Label("losses", f"{number}", x, "floor", "muted", "below", "!shared"),
        ]
    return tuple(written)


def formula(cases: int) -> tuple[tuple[Part, ...], ...]:
    """The mean with every loss in it, and where it is long with the largest."""
    if cases > FEW:
        terms = [*marked("[muted]( … + [/][cost]{loss[top]}[/][muted] + … )[/]")]
    else:
        terms = [Part("( ")]
        for i in range(cases):
            terms += [Part(" + ")] * (i > 0) + [Part(f"{{loss[{i}]}}", "cost")]
        terms.append(Part(" )"))
    return (
        (*marked("[cost]L[/] = mean of losses = "), *terms, *marked(f" / {cases} = [cost]{{mean}}[/] {{mean:unit}}")),
    )


SAYS = (
    "Mean loss of {cases:count} samples: {mean} {mean:unit}. Sample {worst:count} makes up {largest:percent} of it.",
    "Sample {worst:count} is certain and wrong: its loss is infinite, and so is the mean.",
    "All predictions are certain and right: mean loss 0 {mean:unit}.",
    "One sample, so its loss is the mean: {mean} {mean:unit}.",
)
LINKS = (
    Link("Five samples: small losses", {SAMPLES: text(FIRST)}, "The loss of the batch is the mean of the five losses."),
    Link(
        "Last ŷ 0.01: one confident error",
        {SAMPLES: text((*FIRST[:-1], (1.0, 0.01)))},
        "Four of five losses are as before, but the mean is four times as large: one large loss dominates it.",
    ),
    Link("All ŷ 0.5: coin tosses", {SAMPLES: text([(truth, 0.5) for truth, _ in FIRST])}, "Each loss is [0.693 nats]."),
    Link(
        "Last ŷ 0, label yes: infinite",
        {SAMPLES: text((*FIRST[:-1], (1.0, 0.0)))},
        "One infinite loss makes the mean infinite.",
    ),
)
GOALS = (Goal("G5", "Five samples, one of which makes up at least 80 % of the mean.", "goal0"),)


def scene(samples: Sequence[tuple[float, float]] = FIRST, unit: str = "nats") -> Scene:
    """The scene of one batch, with a handle on every predicted probability."""
    chosen = UNITS[unit]
    y, yhat = (np.array(values) for values in zip(*samples, strict=True))
    cases = len(y)
    bar_x = (np.arange(cases) + 0.5) / cases
    return Scene(
        name="batch-loss",
        figures=figures(unit),
        tables=tables(y, yhat, chosen),
        opening="yhat0",
        handles=tuple(
            Handle(
                f"yhat{i}",
                f"prediction for sample {i + 1}, {'yes' if truth else 'no'}",
                f"{{pairs[{2 * i + 1}]:set}}",
                "predictions",
                f"bar_x[{i}]",
                f"pairs[{2 * i + 1}]",
                "model",
                axis="y",
            )
            for i, truth in enumerate(y)
        ),
        labels=labels(cases),
        sentences=SAYS,
        formula=formula(cases),
        units=chosen.words,
        words=("no", "yes"),
        links=links_in(chosen, LINKS),
        goals=GOALS,
        shared=merged(
            numbers(
                floor=0.0,
                ends=[0.0, 1.0],
                ceiling=nats_to_base(np.array(TOP), chosen.base),
                y=y,
                bar_x=bar_x,
                bar_width=np.full(cases, min(0.72 / cases, 0.16)),
            ),
            indices(answer=y, cases=cases),
        ),
    )


FOLD = Fold(
    slug="batch-loss",
    title="A batch: several samples, one loss",
    introduction="Training uses a **batch**, several samples at once: its loss is the **mean** of their losses. "
    "Drag a bar, and see how much of the mean one sample can make up.",
    parameters=(
        Samples(
            SAMPLES,
            default=FIRST,
            label="Label (1 yes, 0 no) and prediction of each sample",
            help="One to eight pairs, such as 1:0.9, 0:0.3.",
        ),
    ),
    shared=("unit",),
    scene=scene,
    cost=lambda *, samples, **_: budget.of_numbers(2_000 + 1_000 * len(samples) ** 2),
)
