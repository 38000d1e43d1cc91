"""A small batch of yes-or-no cases: each forecast by hand, what each one pays, and their mean."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from lossviz.figures import answers
from lossviz.inputs.units import UNITS, Unit
from lossviz.lessons.binary_cross_entropy import scene as single
from lossviz.scene.scene import Array, Figure, Goal, Handle, Label, Link, Part, Scene, Table
from lossviz.theory import binary_cross_entropy as bce

MOST = 8
FIRST = ((1.0, 0.9), (1.0, 0.8), (0.0, 0.3), (0.0, 0.1), (1.0, 0.6))
FEW, LARGE = 5, 0.12
# A bar is about 150 pixels high, so finer steps could not be told apart by hand.
PLACES = np.round(np.linspace(0, 1, 101), 2)


def parse(text: str) -> tuple[tuple[float, float], ...]:
    """Read a batch such as `1:0.9, 0:0.3`: for each case the answer, 1 or 0, then the forecast.

    Raises:
        ValueError: naming what could not be read, and what can.
    """
    numbers = [piece for piece in re.split(r"[,;:\s]+", text.strip()) if piece]
    if not numbers or len(numbers) % 2:
        raise ValueError("a batch is pairs of an answer and a forecast, such as 1:0.9, 0:0.3")
    if len(numbers) > 2 * MOST:
        raise ValueError(f"{len(numbers) // 2} cases; there is room for {MOST}")
    truths = [single.parse_number(number, 0, 1) for number in numbers[::2]]
    if not set(truths) <= {0.0, 1.0}:
        raise ValueError("an answer here is 1 for yes or 0 for no")
    return tuple(zip(truths, [single.parse_number(number, 0, 1) for number in numbers[1::2]], strict=True))


def text(pairs: Sequence[tuple[float, float]]) -> str:
    """A batch as it stands in the address."""
    return ",".join(f"{truth:.0f}:{single.text(said)}" for truth, said in pairs)


def measured(y: Array, yhat: Array, unit: Unit) -> dict[str, Array]:
    """Every quantity for rows of forecasts, cases on the last axis."""
    loss, mean = single.in_unit(bce.losses(y, yhat), unit), single.in_unit(bce.loss(y, yhat), unit)
    cases = y.shape[-1]
    total = cases * mean[..., None]
    some = (total > 0) & np.isfinite(total)
    share = np.divide(loss, total, out=np.zeros(loss.shape), where=some)
    worst = loss.argmax(axis=-1)
    case = np.select([np.isinf(mean), mean == 0, np.full(mean.shape, cases == 1)], [1, 2, 3], default=0)
    largest = np.take_along_axis(share, worst[..., None], axis=-1)[..., 0]
    return {
        "said_yes": np.where(y == 1, yhat, 0).astype(np.float32),
        "said_no": np.where(y == 0, yhat, 0).astype(np.float32),
        "loss": loss,
        "share": share,
        "endless": np.isinf(loss).astype(np.uint8),
        "shared": (some[..., 0] & (cases <= FEW)).astype(np.uint8),
        # With many cases there is room for the larger ones only.
        "shown": (~np.isinf(loss) & ((cases <= FEW) | (share >= LARGE))).astype(np.uint8),
        "mean": mean,
        "mean_line": np.stack([mean, mean], axis=-1).astype(np.float32),
        "top": worst.astype(np.uint8),
        "worst": (worst + 1).astype(np.uint8),
        "largest": largest,
        "case": case.astype(np.uint8),
        "pairs": np.stack(np.broadcast_arrays(y, yhat), axis=-1).reshape(*yhat.shape[:-1], 2 * cases),
        "goal0": ((cases == FEW) & (largest >= 0.8)).astype(np.uint8),
    }


def tables(y: Array, yhat: Array, unit: Unit) -> dict[str, Table]:
    """Each forecast from 0 to 1 while the others stay: all tables in one sweep."""
    cases = len(y)
    grid = np.tile(yhat, (cases, len(PLACES) + 1, 1))
    for case in range(cases):
        grid[case, :-1, case] = PLACES
    rows = measured(np.broadcast_to(y, grid.shape), grid, unit)
    return {
        f"says{case}": Table(
            PLACES, float(yhat[case]), {name: values[case] for name, values in rows.items()}, {"answers": "pairs"}
        )
        for case in range(cases)
    }


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """What was said and what it costs; they depend on the unit only."""
    top = float(single.in_unit(np.array(single.TOP), UNITS[unit_name]))
    return (
        Figure(
            "said",
            "What you say; the tick is the answer",
            answers.said(yes="said_yes", no="said_no", x="bar_x", width="bar_width", truth="y"),
            height=235,
            columns=6,
            describes="A bar for each forecast, plain if the answer is yes and hatched if it is no",
        ),
        Figure(
            "paid",
            "What each one pays; the dashed line is the mean, {mean} {mean:unit}",
            answers.paid(
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
            Label("said", f"{number}\n{{answer[{i}]:word}}", x, "floor", "truth", "below"),
            Label("said", f"{{pairs[{2 * i + 1}]:set}}", x, f"pairs[{2 * i + 1}]", "model", "high"),
            Label("paid", f"{{loss[{i}]}}", x, f"loss[{i}]", "cost", "above", f"shown[{i}]"),
            Label("paid", "∞", x, "ceiling", "cost", "inside", f"endless[{i}]"),
            Label("paid", f"{number}\n{{share[{i}]:percent}}", x, "floor", "cost", "below", "shared"),
            Label("paid", f"{number}", x, "floor", "muted", "below", "!shared"),
        ]
    return tuple(written)


def formula(cases: int) -> tuple[tuple[Part, ...], ...]:
    """The mean with every loss in it, and where it is long with the largest."""
    if cases > FEW:
        terms = [Part("( … + ", "muted"), Part("{loss[top]}", "cost"), Part(" + … )", "muted")]
    else:
        terms = [Part("( ")]
        for i in range(cases):
            terms += [Part(" + ")] * (i > 0) + [Part(f"{{loss[{i}]}}", "cost")]
        terms.append(Part(" )"))
    return (
        (
            Part("L", "cost"),
            Part(" = mean of losses = "),
            *terms,
            Part(f" / {cases} = "),
            Part("{mean}", "cost"),
            Part(" {mean:unit}"),
        ),
    )


SAYS = (
    "Mean of {cases:count}: {mean} {mean:unit}. Number {worst:count} alone is {largest:percent} of it.",
    "Number {worst:count} was sure and wrong. Its loss is infinite, and so is the mean.",
    "All were sure and right: 0 {mean:unit}.",
    "One case, so its loss is the mean: {mean} {mean:unit}.",
)
LINKS = (
    Link("A batch of five", {"answers": text(FIRST)}, "Each pays its own surprise; the loss is the mean."),
    Link(
        "One sure mistake",
        {"answers": text((*FIRST[:-1], (1.0, 0.01)))},
        "Four of five are as before, and the mean is four times as high. A mean does not hide a bad case.",
    ),
    Link("All at 0.5", {"answers": text([(truth, 0.5) for truth, _ in FIRST])}, "Saying nothing: 0.693 nats each."),
    Link(
        "Never, and it came", {"answers": text((*FIRST[:-1], (1.0, 0.0)))}, "One infinite loss, and the mean is lost."
    ),
)
GOALS = (Goal("G5", "Five cases of which one alone is at least 80 % of the mean.", "goal0"),)


def scene(pairs: Sequence[tuple[float, float]] = FIRST, *, unit: str = "nats") -> Scene:
    """The picture of one batch, with a handle on every forecast."""
    chosen = UNITS[unit]
    y, yhat = (np.array(values) for values in zip(*pairs, strict=True))
    cases = len(y)
    bar_x = (np.arange(cases) + 0.5) / cases
    return Scene(
        name="answers",
        figures=figures(unit),
        tables=tables(y, yhat, chosen),
        opening="says0",
        handles=tuple(
            Handle(
                f"says{i}",
                f"forecast for case {i + 1}, {'yes' if truth else 'no'}",
                f"{{pairs[{2 * i + 1}]:set}}",
                (f"says{i}",),
                axis="y",
                figure="said",
                x=f"bar_x[{i}]",
                y=f"pairs[{2 * i + 1}]",
                role="model",
            )
            for i, truth in enumerate(y)
        ),
        labels=labels(cases),
        says=SAYS,
        case="case",
        formula=formula(cases),
        units=chosen.words,
        words=("no", "yes"),
        links=LINKS,
        goals=GOALS,
        shared={
            "floor": np.array(0.0),
            "ends": np.array([0.0, 1.0]),
            "ceiling": single.in_unit(np.array(single.TOP), chosen),
            "y": y,
            "answer": y.astype(np.uint8),
            "cases": np.array(cases, dtype=np.uint8),
            "bar_x": bar_x,
            "bar_width": np.full(cases, min(0.72 / cases, 0.16)),
        },
        reset={"answers": ""},
    )
