"""The four figures of the cross-entropy loss lesson, and the words on them."""

from functools import cache

from lossviz.figures import bars, class_bars, class_loss
from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy_loss.parameters import MOST
from lossviz.lessons.cross_entropy_loss.quantities import BEYOND, FEW, FEW_GRADIENTS, HIGH, LOW, TOP
from lossviz.scene.quantities import numbers
from lossviz.scene.scene import Figure, Label
from lossviz.theory.logarithms import nats_to_base

# Where labels stand that no handle moves, in the numbers of their axes. With many classes the number of the
# highlighted one stands in a second line, under the names.
PLACES = numbers(floor_z=LOW - BEYOND, second_z=LOW - BEYOND - 2.5, second_p=-0.27, second_y=-0.26, gradients_y=1.16)


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
                low=LOW - BEYOND,
                high=HIGH + BEYOND,
            ),
            height=225,
            narrow_height=205,
            columns=6,
            describes="A bar for the logit of each class",
        ),
        Figure(
            "probabilities",
            "Softmax makes them probabilities p; the arrows are −(p − y)",
            class_bars.probabilities(x="bar_x", height="p", width="bar_width", target="t"),
            height=225,
            narrow_height=205,
            columns=6,
            describes="A bar for the probability of each class, and an arrow from it to the target",
        ),
        Figure(
            "target",
            "Target y, 1 for the true class; the ticks are y after label smoothing",
            bars.figure(x="bar_x", height="y", width="bar_width", ticks="t", bottom=46),
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
                ends="ends",
                blind="blind_line",
                least="least_line",
                loss="loss_line",
                top=float(nats_to_base(TOP, UNITS[unit_name].base)),
                unit=unit_name,
            ),
            height=205,
            narrow_height=205,
            columns=6,
            describes="Curve of minus the log of the true class’s probability, with a line at a blind guess",
        ),
    )


def bar_labels(figure: str, number: str, *, floor: str, second: str, x: str = "bar_x") -> list[Label]:
    """Under each bar of a figure the name of its class and, where there is room, its number."""
    written = [
        Label(
            figure, f"{{name[{i}]:word}}\n{number.replace('#', str(i))}", f"{x}[{i}]", floor, anchor="below", when="few"
        )
        for i in range(FEW)
    ]
    written += [
        Label(figure, f"{{name[{i}]:word}}", f"{x}[{i}]", floor, anchor="below", when="many") for i in range(MOST)
    ]
    return [*written, Label(figure, number.replace("#", "focus"), f"{x}[focus]", second, when="many")]


@cache
def labels(log: str) -> tuple[Label, ...]:
    """The words on the figures."""
    return (
        *bar_labels("logits", "{z[#]:set}", floor="floor_z", second="second_z"),
        *bar_labels("probabilities", "{p[#]}", floor="zero", second="second_p"),
        *bar_labels("target", "{y[#]:set}", floor="zero", second="second_y"),
        *(
            Label("probabilities", f"{{gradient[{i}]}}", f"bar_x[{i}]", "gradients_y", "cost", when="few_gradients")
            for i in range(FEW_GRADIENTS)
        ),
        Label("probabilities", "{true_gradient}", "bar_x[true]", "gradients_y", "cost", when="true_apart"),
        Label("probabilities", "{focus_gradient}", "bar_x[focus]", "gradients_y", "cost", when="!few_gradients"),
        Label("loss", f"blind guess, {log} {{classes:count}} = {{blind}}", "one", "blind", "muted", "above-left"),
        Label("loss", "least possible {least}", "zero", "least", "truth", "above-right", "!plain", "least"),
        Label("loss", "loss {loss}", "one", "high", "cost", "left", "", "dot"),
        Label("loss", "↑", "p[true]", "dot_at", "cost", "right", "off", "dot"),
    )
