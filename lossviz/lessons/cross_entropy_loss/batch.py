"""The loss of a batch of samples: the loss of each, their mean, the share of each, and the perplexity."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from lossviz.figures import batch_bars, class_bars, plot
from lossviz.figures import palette as colours
from lossviz.inputs import numbers as number_texts
from lossviz.inputs import parameter
from lossviz.inputs.parameter import Parameter
from lossviz.inputs.units import UNITS, Unit
from lossviz.lessons.cross_entropy_loss.figures import PLACES, bar_labels
from lossviz.lessons.cross_entropy_loss.parameters import MOST, class_names, parse_logits
from lossviz.lessons.cross_entropy_loss.quantities import BEYOND, FEW, HIGH, LOW, outside
from lossviz.lessons.cross_entropy_loss.tables import dragged_logits, grids, within_reach
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Figure, Handle, Label, Link, Part, Scene, Switch, Table, marked
from lossviz.theory import samples as over_samples
from lossviz.theory import softmax_cross_entropy
from lossviz.theory.logarithms import nats_to_base

SAMPLES, SAMPLE = "batch.samples", "batch.sample"
ROOM = 6
TOP = 4.0  # nats
LOGIT_PLACES = grids(MOST)["z"]
Sample = tuple[int, tuple[float, ...]]
FIRST: tuple[Sample, ...] = ((1, (1.0, 2.0, 0.0)), (1, (2.0, 0.0, 0.0)), (3, (0.0, 0.0, 3.0)), (2, (0.0, 1.0, 0.5)))


@dataclass(frozen=True, kw_only=True)
class Samples(Parameter):
    """A batch such as `1:1,2,0; 3:0,0,3`: for each sample the true class, counted from 1, then its logits.

    A pull sends the same numbers without these signs, the number of classes first.
    """

    def read(self, text: str) -> tuple[Sample, ...]:
        if ":" in text:
            rows = [re.split(r"[:,\s]+", row.strip()) for row in text.split(";") if row.strip()]
        else:
            flat = [piece for piece in re.split(r"[,\s]+", text.strip()) if piece]
            width = number_texts.parse_whole(flat[0], 2, MOST) + 1
            rows = [flat[start : start + width] for start in range(1, len(flat), width)]
            if len(flat) % width != 1:
                raise ValueError("the last sample is cut short; a batch is samples such as 1:1,2,0; 3:0,0,3")
        if not 1 <= len(rows) <= ROOM:
            raise ValueError(f"{len(rows)} samples; there is room for 1 to {ROOM}, such as 1:1,2,0; 3:0,0,3")
        read = [(row[0], parse_logits([piece for piece in row[1:] if piece])) for row in rows]
        classes = {len(logits) for _, logits in read}
        if len(classes) > 1:
            raise ValueError(f"samples with {min(classes)} and {max(classes)} logits; give all the same number")
        return tuple((number_texts.parse_whole(true, 1, classes.copy().pop()), logits) for true, logits in read)

    def text(self, value: Sequence[Sample]) -> str:
        return text(value)


def text(samples: Sequence[Sample]) -> str:
    """A batch as it stands in the address."""
    return ";".join(f"{true}:{number_texts.write_all(logits)}" for true, logits in samples)


def all_quantities(y: Array, z: Array, mine: int, unit: Unit) -> dict[str, Array]:
    """Every quantity for rows of batches (..., samples, classes), of which the sample `mine` is shown."""
    nats = softmax_cross_entropy.losses(np.broadcast_to(y, z.shape[:-1]), z)
    mean_nats = over_samples.mean(nats)
    loss, mean = nats_to_base(nats, unit.base), nats_to_base(mean_nats, unit.base)
    with np.errstate(over="ignore"):
        perplexity, mean_perplexity = np.exp(nats), np.exp(mean_nats)
    share = over_samples.shares(nats, len(y) * mean_nats[..., None])
    worst = nats.argmax(axis=-1)
    single = np.full(mean.shape, len(y) == 1)
    flat = np.concatenate([np.broadcast_to(y[:, None] + 1.0, (*z.shape[:-1], 1)), z], axis=-1)
    flat = flat.reshape(*z.shape[:-2], -1)
    return merged(
        numbers(
            loss=loss,
            mean=mean,
            share=share,
            largest=np.take_along_axis(share, worst[..., None], axis=-1)[..., 0],
            perplexity=np.take_along_axis(perplexity, worst[..., None], axis=-1)[..., 0],
            mean_perplexity=mean_perplexity,
            z=z[..., mine, :],
            sent=np.concatenate([np.full((*flat.shape[:-1], 1), float(z.shape[-1])), flat], axis=-1),
        ),
        outside(z[..., mine, :]),
        geometry(mean_line=np.stack([mean, mean], axis=-1)),
        flags(infinite=np.isinf(loss), off=np.isfinite(loss) & (nats > TOP)),
        indices(worst=worst + 1, case=np.select([np.isinf(mean), single], [1, 2], 0)),
    )


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The logits of one sample, and the losses of all."""
    unit = UNITS[unit_name]
    losses = batch_bars.losses(
        x="bar_x",
        height="loss",
        width="bar_width",
        mean=("ends", "mean_line"),
        top=float(nats_to_base(TOP, unit.base)),
        unit=unit_name,
        bottom=64,
    )
    blind = plot.figure([plot.line("ends", "blind_line", color=colours.MUTED, width=2, dash="dot")], {}, {})
    return (
        Figure(
            "logits",
            "Logits of sample {sample:count}; {name[true]:word} is true",
            class_bars.logits(
                x="class_x",
                height="z_at",
                width="class_width",
                zero=("ends", "none"),
                beyond=("above_at", "below_at"),
                low=LOW - BEYOND,
                high=HIGH + BEYOND,
            ),
            height=235,
            columns=6,
            describes="A bar for the logit of each class of one sample",
        ),
        Figure(
            "losses",
            f"Losses. Dashed: mean {{mean}}. Dotted: blind guess, {unit.log} {{classes:count}} = {{blind}}",
            losses | {"data": [*losses["data"], *blind["data"]]},
            height=235,
            columns=6,
            describes="A bar for the loss of each sample, a dashed line at their mean, a dotted one at a blind guess",
        ),
    )


@cache
def labels(count: int) -> tuple[Label, ...]:
    """The words on the figures: the logits, and under each sample its loss and its share of the sum."""
    each = range(count)
    return (
        *bar_labels("logits", "{z[#]:set}", floor="floor_z", second="second_z", x="class_x"),
        *(
            Label("losses", f"{i + 1}\n{{loss[{i}]}}\n{{share[{i}]:percent}}", f"bar_x[{i}]", "zero", "cost", "below")
            for i in each
        ),
        *(Label("losses", "∞", f"bar_x[{i}]", "ceiling", "cost", "inside", f"infinite[{i}]") for i in each),
        *(Label("losses", "▲", f"bar_x[{i}]", "ceiling", "cost", "inside", f"off[{i}]") for i in each),
    )


def formula(count: int) -> tuple[tuple[Part, ...], ...]:
    """The mean with every loss in it, and the perplexity."""
    terms: list[Part] = []
    for i in range(count):
        terms += [Part(" + ")] * (i > 0) + [Part(f"{{loss[{i}]}}", "cost")]
    return (
        (
            *marked("[cost]L[/] = mean of losses = ( "),
            *terms,
            *marked(f" ) / {count} = [cost]{{mean}}[/] {{mean:unit}}"),
        ),
        marked(
            "[muted]perplexity, e to the loss in nats: [/]{mean_perplexity}[muted] of the mean; number {worst:count} "
            "alone [/]{perplexity}[muted], where a blind guess has {classes:count}[/]"
        ),
    )


SAYS = (
    "Mean of {count:count}: {mean} {mean:unit}. Number {worst:count} alone is {largest:percent} of it.",
    "Number {worst:count} was sure and wrong. Its loss is infinite, and so is the mean.",
    "One sample, so its loss is the mean: {mean} {mean:unit}.",
)
LINKS = (
    Link(
        "A batch of four",
        {SAMPLES: text(FIRST), SAMPLE: ""},
        "1.408, 0.240, 0.095 and 0.680: mean 0.606. The first has perplexity 4.09, worse than a blind guess among 3.",
    ),
    Link(
        "One sure mistake",
        {SAMPLES: text(((1, (-3.0, 5.0, 0.0)), *FIRST[1:])), SAMPLE: ""},
        "Three of four are as before; one sample makes most of the mean.",
    ),
    Link(
        "Four blind guesses",
        {SAMPLES: text([(true, (0.0, 0.0, 0.0)) for true, _ in FIRST]), SAMPLE: ""},
        "Each pays 1.099, the log of 3: perplexity 3.",
    ),
)


def tables(y: Array, z: Array, mine: int, unit: Unit) -> tuple[dict[str, Table], dict[str, Array]]:
    """Tables of every logit of one sample, and what they share."""
    classes = z.shape[-1]
    grid = np.broadcast_to(z, (classes, len(LOGIT_PLACES) + 1, *z.shape)).copy()
    grid[:, :, mine, :] = dragged_logits(z[mine], LOGIT_PLACES)
    values = all_quantities(y, grid, mine, unit)
    moving = {name: many for name, many in values.items() if many.shape[:2] == grid.shape[:2]}
    made = {
        f"z{k}": Table(
            LOGIT_PLACES,
            within_reach(float(z[mine, k])),
            {name: many[k] for name, many in moving.items()},
            {SAMPLES: "sent"},
            indices(focus=k),
        )
        for k in range(classes)
    }
    return made, {name: many[0, -1] for name, many in values.items()}


def scene(samples: Sequence[Sample] = FIRST, sample: int = 1, names: Sequence[str] = (), unit: str = "nats") -> Scene:
    """The scene of one batch, with a handle on every logit of one of its samples."""
    chosen, count, classes = UNITS[unit], len(samples), len(samples[0][1])
    mine = min(sample, count) - 1
    y, z = np.array([true - 1 for true, _ in samples]), np.array([logits for _, logits in samples])
    made, now = tables(y, z, mine, chosen)
    blind = nats_to_base(np.log(classes), chosen.base)
    switch = Switch("sample", str(mine + 1), tuple((str(i + 1), {SAMPLE: str(i + 1)}) for i in range(count)))
    return Scene(
        name="batch",
        figures=figures(unit),
        tables=made,
        opening="z0",
        handles=tuple(
            Handle(
                f"z{k}",
                f"logit of {{name[{k}]:word}}, sample {mine + 1}",
                f"{{z[{k}]:set}}",
                "logits",
                f"class_x[{k}]",
                f"z_at[{k}]",
                "model",
                axis="y",
            )
            for k in range(classes)
        ),
        labels=labels(count),
        sentences=SAYS,
        formula=formula(count),
        units=chosen.words,
        choices=(switch,),
        words=class_names(names),
        links=LINKS,
        shared=merged(
            now,
            numbers(
                zero=0.0,
                ends=[0.0, 1.0],
                none=[0.0, 0.0],
                blind=blind,
                blind_line=[blind, blind],
                ceiling=nats_to_base(TOP, chosen.base),
                bar_x=(np.arange(count) + 0.5) / count,
                bar_width=np.full(count, min(0.72 / count, 0.16)),
                class_x=(np.arange(classes) + 0.5) / classes,
                class_width=np.full(classes, min(0.72 / classes, 0.2)),
            ),
            indices(name=np.arange(MOST), true=y[mine], sample=mine + 1, classes=classes, count=count),
            flags(few=classes <= FEW, many=classes > FEW),
            PLACES,
        ),
    )


FOLD = Fold(
    slug="batch",
    title="A batch: several samples, one loss",
    introduction="Training looks at many samples at once: the loss is the **mean** of theirs. Choose a sample, pull "
    "its logits, and see how much of the mean it is.",
    parameters=(
        Samples(
            SAMPLES,
            default=FIRST,
            label="True class and logits of each sample",
            help="One to six samples, such as 1:1,2,0; 3:0,0,3. Classes are counted from 1.",
        ),
        parameter.Integer(SAMPLE, default=1, low=1, high=ROOM, label="Sample", help="Counted from 1."),
    ),
    shared=("names", "unit"),
    scene=scene,
)
