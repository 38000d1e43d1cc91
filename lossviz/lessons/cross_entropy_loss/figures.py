"""The four figures of the cross-entropy loss lesson, and the words on them."""

from functools import cache

from lossviz.figures import bars, class_bars, class_loss
from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy_loss.parameters import MOST
from lossviz.lessons.cross_entropy_loss.quantities import BEYOND, FEW, FEW_GRADIENTS, HIGH, LOW, TOP
from lossviz.scene.quantities import numbers
from lossviz.scene.scene import Figure, Label
from lossviz.theory.logarithms import nats_to_base

# The axis of logits reaches further down than their bars, so that grips stand clear of the names.
FLOOR_Z = LOW - 2 * BEYOND
# Where labels stand that no handle moves, in the numbers of their axes.
PLACES = numbers(floor_z=FLOOR_Z, floor_p=class_bars.FLOOR, gradients_y=1.16)


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The four figures; they depend on the unit only."""
    return (
        Figure(
            "logits",
            "Logits: the scores of the classes",
            class_bars.logits(
                x="bar_x",
                height="z_at",
                width="bar_width",
                zero=("ends", "none"),
                beyond=("above_at", "below_at"),
                low=FLOOR_Z,
                high=HIGH + BEYOND,
            ),
            height=225,
            narrow_height=205,
            columns=6,
            describes="A bar for the logit of each class",
        ),
        Figure(
            "probabilities",
            "Probabilities p by softmax. Arrows: p to target. Above: gradient",
            class_bars.probabilities(x="bar_x", height="p", width="bar_width", target="t"),
            height=225,
            narrow_height=205,
            columns=6,
            describes="A bar for the probability of each class, and an arrow from it to the target",
        ),
        Figure(
            "target",
            "Target y; ticks: y after label smoothing",
            bars.figure(x="bar_x", height="y", width="bar_width", ticks="t", floor=class_bars.FLOOR, bottom=46),
            height=205,
            narrow_height=200,
            columns=6,
            describes="A bar for the target of each class",
        ),
        Figure(
            "loss",
            f"Loss −{UNITS[unit_name].log} p over the probability p of the true class",
            class_loss.figure(
                x="curve_p",
                y="curve_loss",
                dot=("p[true]", "dot_at"),
                uniform=("ends", "uniform_line"),
                least=("ends", "least_line"),
                loss=("left_ends", "loss_line"),
                top=float(nats_to_base(TOP, UNITS[unit_name].base)),
                unit=unit_name,
            ),
            height=205,
            narrow_height=205,
            columns=6,
            describes="Curve of minus the log of the true class’s probability, with a line at the loss of a uniform "
            "guess",
        ),
    )


def bar_labels(figure: str, number: str, *, floor: str, x: str = "bar_x") -> list[Label]:
    """Under each bar of a figure the name of its class and its number; with many classes only the highlighted one's."""
    written = [
        Label(
            figure, f"{{name[{i}]:word}}\n{number.replace('#', str(i))}", f"{x}[{i}]", floor, anchor="below", when="few"
        )
        for i in range(FEW)
    ]
    written += [
        Label(figure, f"{{name[{i}]:word}}", f"{x}[{i}]", floor, anchor="below", when="!few") for i in range(MOST)
    ]
    return [*written, Label(figure, number.replace("#", "focus"), f"{x}[focus]", floor, anchor="lower", when="!few")]


@cache
def labels(log: str) -> tuple[Label, ...]:
    """The words on the figures."""
    return (
        *bar_labels("logits", "{z[#]:set}", floor="floor_z"),
        *bar_labels("probabilities", "{p[#]}", floor="floor_p"),
        *bar_labels("target", "{y[#]:set}", floor="floor_p"),
        *(
            Label("probabilities", f"{{gradient[{i}]}}", f"bar_x[{i}]", "gradients_y", "cost", when="few_gradients")
            for i in range(FEW_GRADIENTS)
        ),
        Label("probabilities", "{true_gradient}", "bar_x[true]", "gradients_y", "cost", when="true_apart"),
        Label("probabilities", "{focus_gradient}", "bar_x[focus]", "gradients_y", "cost", when="!few_gradients"),
        # One under the other where the curve and its lines never are: up on the right.
        Label("loss", "loss {loss}", "one", "row[0]", "cost", "left", "", "dot"),
        Label("loss", f"uniform guess, {log} {{classes:count}} = {{uniform}}", "one", "row[1]", "muted", "left"),
        Label("loss", "minimum {least}", "one", "row[2]", "truth", "left", "!plain", "least"),
        Label("loss", " ↑", "p[true]", "dot_at", "cost", "right", "off", "dot"),
    )
