"""The loss of a batch of samples, one of which is shown."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from lossviz.figures import batch_bars, class_bars
from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy_loss.batch.parameters import FIRST, PARAMETERS, SAMPLE, SAMPLES, Sample, text
from lossviz.lessons.cross_entropy_loss.batch.quantities import TOP, tables
from lossviz.lessons.cross_entropy_loss.figures import FLOOR_Z, bar_labels
from lossviz.lessons.cross_entropy_loss.figures import PLACES as LABEL_PLACES
from lossviz.lessons.cross_entropy_loss.parameters import MOST, class_names
from lossviz.lessons.cross_entropy_loss.quantities import BEYOND, FEW, HIGH
from lossviz.scene import budget
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import flags, indices, merged, numbers
from lossviz.scene.scene import Figure, Handle, Label, Link, Part, Scene, Switch, marked
from lossviz.scene.unit_switch import links_in
from lossviz.theory.logarithms import nats_to_base


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The logits of one sample, and the losses of all."""
    unit = UNITS[unit_name]
    losses = batch_bars.losses(
        x="bar_x",
        height="loss",
        width="bar_width",
        mean=("ends", "mean_line"),
        uniform_guess=("ends", "uniform_line"),
        top=float(nats_to_base(TOP, unit.base)),
        unit=unit_name,
        bottom=64,
    )
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
                low=FLOOR_Z,
                high=HIGH + BEYOND,
            ),
            height=235,
            columns=6,
            describes="A bar for the logit of each class of one sample",
        ),
        Figure(
            "losses",
            "Loss and share (%) of each. Dashed: mean {mean}. Dotted: uniform guess {uniform}",
            losses,
            height=235,
            columns=6,
            describes="A bar for the loss of each sample, a dashed line at their mean, a dotted one at a uniform guess",
        ),
    )


@cache
def labels(count: int) -> tuple[Label, ...]:
    """The words on the figures: the logits, and under each sample its loss and its share of the sum."""
    each = range(count)
    return (
        *bar_labels("logits", "{z[#]:set}", floor="floor_z", x="class_x"),
        *(
            Label("losses", f"{i + 1}\n{{loss[{i}]}}{share}", f"bar_x[{i}]", "zero", "cost", "below", when)
            for i in each
            for share, when in ((f"\n{{percent[{i}]}}", "finite"), ("", "!finite"))
        ),
        *(Label("losses", "∞", f"bar_x[{i}]", "ceiling", "cost", "inside", f"infinite[{i}]") for i in each),
        *(Label("losses", "▲", f"bar_x[{i}]", "ceiling", "cost", "inside", f"off[{i}]") for i in each),
    )


def formula(count: int) -> tuple[tuple[Part, ...], ...]:
    """The mean with every loss in it, the accuracy and the perplexity."""
    terms: list[Part] = []
    for i in range(count):
        terms += [Part(" + ")] * (i > 0) + [Part(f"{{loss[{i}]}}", "cost")]
    return (
        (
            *marked("[cost]L[/] = mean of losses = ( "),
            *terms,
            *marked(f" ) / {count} = [cost]{{mean}}[/] {{mean:unit}}"),
        ),
        marked("[muted]accuracy [/]{right:count} of {count:count}")
        + marked("[muted], a tie counts as wrong[/]", "tied")
        + marked(
            "[muted]     perplexity, e to the loss in nats: [/]{mean_perplexity}[muted] for the mean, [/]{perplexity}"
            "[muted] for sample {worst:count}, {classes:count} for a uniform guess[/]"
        ),
    )


SAYS = (
    "Mean loss of {count:count} samples: {mean} {mean:unit}. Sample {worst:count} makes up {largest:percent} of it.",
    "In sample {worst:count} the true class has probability 0: its loss is infinite, and so is the mean.",
    "One sample, so its loss is the mean: {mean} {mean:unit}.",
    "Mean loss of {count:count} samples: {mean} {mean:unit}. In all the probability of the true class rounds to 1.",
)
LINKS = (
    Link(
        "Four samples: the first makes up 58 % of the loss",
        {SAMPLES: text(FIRST), SAMPLE: ""},
        "[1.408|nats], [0.240|nats], [0.095|nats] and [0.680 nats]: mean [0.606|nats]. The first has "
        "perplexity 4.09, worse than a uniform guess among 3.",
    ),
    Link(
        "First logits −3, 5, 0: one confident error",
        {SAMPLES: text(((1, (-3.0, 5.0, 0.0)), *FIRST[1:])), SAMPLE: ""},
        "Still three of four are right: the accuracy is the same, but one sample makes up 88.8 % of a mean of "
        "[2.256|nats].",
    ),
    Link(
        "All logits 0: four uniform guesses",
        {SAMPLES: text([(true, (0.0, 0.0, 0.0)) for true, _ in FIRST]), SAMPLE: ""},
        "Each loss is [1.099 nats], the log of 3: perplexity 3.",
    ),
)


def cost(*, samples: Sequence[Sample], **_: object) -> int:
    """Samples x classes."""
    classes = len(samples[0][1])
    return budget.of_numbers(classes * (2_500 + 700 * classes) + len(samples) * (900 + 200 * classes**2))


def scene(samples: Sequence[Sample] = FIRST, sample: int = 1, names: Sequence[str] = (), unit: str = "nats") -> Scene:
    """The scene of one batch, with a handle on every logit of one of its samples."""
    chosen, count, classes = UNITS[unit], len(samples), len(samples[0][1])
    mine = min(sample, count) - 1
    y, z = np.array([true - 1 for true, _ in samples]), np.array([logits for _, logits in samples])
    made, now = tables(y, z, mine, chosen)
    uniform = nats_to_base(np.log(classes), chosen.base)
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
        links=links_in(chosen, LINKS),
        shared=merged(
            now,
            numbers(
                zero=0.0,
                ends=[0.0, 1.0],
                none=[0.0, 0.0],
                uniform=uniform,
                uniform_line=[uniform, uniform],
                ceiling=nats_to_base(TOP, chosen.base),
                bar_x=(np.arange(count) + 0.5) / count,
                bar_width=np.full(count, min(0.72 / count, 0.16)),
                class_x=(np.arange(classes) + 0.5) / classes,
                class_width=np.full(classes, min(0.72 / classes, 0.2)),
            ),
            indices(name=np.arange(MOST), true=y[mine], sample=mine + 1, classes=classes, count=count),
            flags(few=classes <= FEW, many=classes > FEW),
            LABEL_PLACES,
        ),
    )


FOLD = Fold(
    slug="batch",
    title="A batch: several samples, one loss",
    introduction="Training uses a **batch**, several samples at once: its loss is the **mean** of their losses. Choose "
    "a sample, drag its logits, and see how much of the mean it makes up.",
    parameters=PARAMETERS,
    shared=("names", "unit"),
    scene=scene,
    cost=cost,
)
