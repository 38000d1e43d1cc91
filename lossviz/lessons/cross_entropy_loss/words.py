"""The texts of the cross-entropy loss lesson: sentences, formula, links."""

from functools import cache

from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy_loss.parameters import FIRST, one_hot
from lossviz.lessons.cross_entropy_loss.quantities import FEW
from lossviz.scene.scene import Link, Part, marked

SAYS = (
    "{name[true]:Word} got {p[true]}. The loss is {loss} {loss:unit}; a blind guess pays {blind}.",
    "{name[true]:Word} leads with {p[true]}. Loss {loss} {loss:unit}; a blind guess pays {blind}.",
    "{name[top]:Word} leads with {p[top]}, but {name[true]:word} is true and got {p[true]}. Loss {loss} {loss:unit}.",
    "All {classes:count} classes equal: the loss is {blind} {blind:unit}, the log of {classes:count}.",
    "{name[true]:Word} got probability {p[true]}. The loss is infinite.",
    "With label smoothing {smoothing:set} the least possible loss is {least} {least:unit}; this is {loss}.",
    "Temperature {temperature:set}: {name[true]:word} has {p[true]}, loss {loss} {loss:unit}. "
    "The order of the classes stays.",
    "Soft target: the loss is {loss} {loss:unit}, of which {least} is the target’s own entropy.",
    "{name[true]:Word}’s probability rounds to 0, but the loss does not: {loss} {loss:unit}.",
)


def to(text: str, note: str, **changes: str) -> Link:
    """A link to a state that differs from the first in a few parameters."""
    return Link(text, FIRST | changes, note)


LINKS = (
    to(
        "First state: cat is true, dog leads",
        "The tallest bar is not the true class. Loss 1.408; a blind guess pays 1.099.",
    ),
    to("The same logits, dog is true", "Same outputs, another truth: the loss is 0.408.", y=one_hot(1, 3)),
    to("Sure and right: logits 4, 2, 0", "Cat has 0.867, loss 0.143.", logits="4,2,0"),
    to(
        "Sure and wrong: all logits times 3",
        "Same order of classes and same accuracy as in the first state; the loss is 3.051 instead of 1.408.",
        logits="3,6,0",
    ),
    to(
        "Temperature 2: less wrong by doubt",
        "The loss falls from 1.408 to 1.180. At 0.25 it is 4.018, at 0.5 it is 2.143, at 100 it is 1.099.",
        temperature="2",
    ),
    to(
        "Smoothing 0.1: lead 3.33 is best",
        "The target is 0.933, 0.033, 0.033. The loss is least, 0.291, where cat leads by 3.33, the log of 28.",
        logits="3.3322,0,0",
        smoothing="0.1",
    ),
    to(
        "Smoothing 0.1: lead 10 costs more",
        "0.667, although cat is nearly certain. Without smoothing a lead of 10 costs 9.1e−5.",
        logits="10,0,0",
        smoothing="0.1",
    ),
    to("Ten equal classes", "The log of 10: 2.303. A loss near it has learned nothing.", logits="0,0,0,0,0,0,0,0,0,0"),
    to(
        "Soft target 0.8, 0.1, 0.1",
        "The loss is least where the outputs equal the target; it never gets below the target’s entropy, 0.639.",
        y="8,1,1",
    ),
    to(
        "Two classes: one difference of logits",
        "Softmax of two classes is the sigmoid of their difference, here −1: binary cross-entropy.",
        logits="1,2",
    ),
    to(
        "From the weather: 3 bits",
        "Q of the cross-entropy lesson as logits. Sun is true and had 0.125: 2.079 nats, which is 3 bits.",
        logits="-0.519860,0.866434,0.173287,-0.519860",
        y=one_hot(0, 4),
        names="sun,cloud,rain,snow",
    ),
    to(
        "Logits of 1000",
        "1000, 999, 998: exp overflows above 709, but softmax first subtracts the largest. The first has 0.665.",
        logits="1000,999,998",
    ),
    to("Probability 0", "Cat is ruled out and true. No number is large enough.", logits="-inf,2,0"),
)


def exponentials(term: str) -> tuple[Part, ...]:
    """exp of one class's logit over the temperature."""
    return (
        *marked(f"exp([model]{{z[{term}]:set}}[/]", when="!hot"),
        *marked(f"exp([model]{{z[{term}]:set}}[/]/{{temperature:set}}", when="hot"),
        Part(")"),
    )


def conditioned(parts: tuple[Part, ...], when: str) -> tuple[Part, ...]:
    """The same parts, shown where one more condition holds."""
    return tuple(Part(part.text, part.role, f"{part.when} {when}".strip(), part.mark) for part in parts)


def denominator() -> tuple[Part, ...]:
    """The sum over the classes: all of them if they are few."""
    parts: list[Part] = []
    for k in range(FEW):
        parts += [Part(" + ", when=f"plus[{k}]"), *conditioned(exponentials(str(k)), f"term[{k}]")]
    parts += [
        *conditioned(exponentials("true"), "many"),
        *conditioned((Part(" + "), *exponentials("focus")), "many other"),
        *marked("[muted] + {rest:count} more[/]", when="many"),
    ]
    return tuple(parts)


def loss_line(unit: Unit) -> tuple[Part, ...]:
    """The loss: one logarithm, or with a soft target the sum over the classes."""
    parts: list[Part] = [
        *marked("[cost]loss[/] = ", when=""),
        *marked(f"−{unit.log} [model]p[/]([truth]{{name[true]:word}}[/]) = −{unit.log} [model]{{p[true]}}[/]", "plain"),
        *marked(f"Σ [truth]y[/] · {unit.log}(1/[model]p[/]) = ", "!plain"),
    ]
    for k in range(FEW):
        term = marked(f"[truth]{{t[{k}]}}[/] × {unit.log}(1/[model]{{p[{k}]}}[/])")
        parts += [Part(" + ", when=f"plus[{k}] !plain"), *conditioned(term, f"term[{k}] !plain")]
    parts += [
        *marked(f"[truth]{{t[true]}}[/] × {unit.log}(1/[model]{{p[true]}}[/]) + … ", "many !plain"),
        *marked(" = [cost]{loss}[/] {loss:unit}"),
        *marked("[muted]   the negative log-likelihood of the true class[/]", "plain"),
        *marked("[muted]   least possible: {least}[/]", "!plain"),
    ]
    return tuple(parts)


def gradient_of(which: str) -> tuple[Part, ...]:
    """The gradient in one class's logit."""
    return (
        *marked(f"{{name[{which}]:word}} [model]{{p[{which}]}}[/] − [truth]{{t[{which}]}}[/] = ", "!hot"),
        *marked(
            f"{{name[{which}]:word}} ([model]{{p[{which}]}}[/] − [truth]{{t[{which}]}}[/])/{{temperature:set}} = ",
            "hot",
        ),
        *marked(f"[cost]{{gradient[{which}]}}[/]"),
    )


@cache
def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """Softmax, the loss and the gradient, each with its numbers, and for two classes the binary form."""
    return (
        (
            *marked("[model]p[/]({name[true]:word}) = "),
            *exponentials("true"),
            Part(" / ( "),
            *denominator(),
            *marked(" ) = [model]{p[true]}[/]"),
        ),
        loss_line(unit),
        (
            *marked("gradient in the logit, in nats: [model]p[/] − [truth]y[/]", "!hot"),
            *marked("gradient in the logit, in nats: ([model]p[/] − [truth]y[/])/T", "hot"),
            Part(":   "),
            *gradient_of("true"),
            *conditioned((Part("     "), *gradient_of("focus")), "other"),
        ),
        (
            *marked(
                "[muted]two classes: [/][model]p[/]({name[true]:word}) = sigmoid of the difference of the logits"
                "[muted], so this is binary cross-entropy of one logit[/]",
                "two",
            ),
        ),
    )
