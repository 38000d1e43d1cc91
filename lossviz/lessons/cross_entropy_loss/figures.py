"""The four figures of the cross-entropy loss lesson, and the words on them."""

from functools import cache

from lossviz.figures import bars, class_bars, class_loss
from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy_loss.parameters import MOST
from lossviz.lessons.cross_entropy_loss.quantities import BEYOND, HIGH, LOW
from lossviz.scene.scene import Figure, Label
from lossviz.theory.logarithms import nats_to_base

TOP = 5.2  # nats: a little more than the loss at 1 / 150


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The four figures; they depend on the unit only."""
    return (
        Figure(
            "logits",
            "Logits: the scores of the classes",
            class_bars.logits(
                x="bar_x", height="z_at", width="bar_width", zero=("ends", "none"), low=LOW - BEYOND, high=HIGH + BEYOND
            ),
            height=225,
            narrow_height=205,
            columns=6,
            describes="A bar for the logit of each class",
        ),
        Figure(
            "probabilities",
            "Softmax makes them probabilities; the arrows are −(p − y)",
            class_bars.probabilities(x="bar_x", height="p", width="bar_width", target="t"),
            height=225,
            narrow_height=205,
            columns=6,
            describes="A bar for the probability of each class, and an arrow from it to the target",
        ),
        Figure(
            "target",
            "Target y: the true class; the ticks are the target after smoothing",
            bars.figure(x="bar_x", height="y", width="bar_width", ticks="t"),
            height=190,
            narrow_height=180,
            columns=6,
            describes="A bar for the target of each class",
        ),
        Figure(
            "loss",
            f"−{UNITS[unit_name].log} p: the loss over the probability of the true class",
            class_loss.figure(
                x="curve_p",
                y="curve_loss",
                dot=("p[true]", "surprise"),
                ends="ends",
                blind="blind_line",
                least="least_line",
                loss="loss_line",
                top=float(nats_to_base(TOP, UNITS[unit_name].base)),
                unit=unit_name,
            ),
            height=190,
            narrow_height=205,
            columns=6,
            describes="Curve of minus the log of the true class’s probability, with a line at a blind guess",
        ),
    )


@cache
def labels(log: str) -> tuple[Label, ...]:
    """The words on the figures."""
    under = [
        (figure, text.replace("#", str(i)), f"bar_x[{i}]", floor)
        for figure, text, floor in (
            ("logits", "{name[#]:word}\n{z[#]:set}", "floor_z"),
            ("probabilities", "{name[#]:word}\n{p[#]}", "zero"),
            ("target", "{name[#]:word} {y[#]:set}", "zero"),
        )
        for i in range(MOST)
    ]
    return (
        *(Label(figure, text, x, floor, anchor="below") for figure, text, x, floor in under),
        *(Label("probabilities", f"{{gradient[{i}]}}", f"bar_x[{i}]", "gradients_y", "cost") for i in range(MOST)),
        Label("loss", f"blind guess, {log} {{classes:count}} = {{blind}}", "one", "blind", "muted", "above-left"),
        Label("loss", "least possible {least}", "zero", "least", "truth", "above-right", "!plain", "least"),
        Label("loss", "loss {loss}", "loss_x", "loss", "cost", "above-right", "!plain", "loss"),
        Label("loss", "{surprise}", "beside", "surprise", "cost", "above-right", "", "dot"),
    )
