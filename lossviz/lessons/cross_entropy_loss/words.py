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
    "Smoothing spreads {smoothing:set} of the target evenly: the least possible loss is {least} {least:unit}; "
    "this is {loss}.",
    "Temperature {temperature:set} divides all logits: {name[true]:word} has {p[true]}, loss {loss} {loss:unit}. "
    "Their order stays.",
    "Soft target: the loss is {loss} {loss:unit}. The least possible is {least}, the entropy of the target.",
    "{name[true]:Word}’s probability rounds to 0, but the loss does not: {loss} {loss:unit}.",
    "{name[excluded]:Word} got probability 0, but {t[excluded]:set} of the target. The loss is infinite.",
)


def to(text: str, note: str, **changes: str) -> Link:
    """A link to a state that differs from the first in a few parameters."""
    return Link(text, FIRST | changes, note)


LINKS = (
    to(
        "Logits 1, 2, 0: dog leads, cat is true",
        "First state. The tallest bar is not the true class: 1.408 nats, where a blind guess pays 1.099.",
    ),
    to("Dog is true: the loss falls", "The same outputs, another truth: 0.408 nats.", y=one_hot(1, 3)),
    to("Logits 4, 2, 0: sure and right", "Cat has 0.867, so the loss is 0.143 nats.", logits="4,2,0"),
    to(
        "Logits 3, 6, 0: sure and wrong",
        "All logits of the first state times 3: the order of the classes and the accuracy stay, the loss is 3.051 nats "
        "instead of 1.408.",
        logits="3,6,0",
    ),
    to(
        "Temperature 2: a smaller loss by doubt",
        "1.180 nats instead of 1.408. Temperature 0.25 gives 4.018, 0.5 gives 2.143, and 100 gives 1.099.",
        temperature="2",
    ),
    to(
        "Smoothing 0.1, lead 3.33: the least loss",
        "The target is 0.933, 0.033, 0.033. The loss is least, 0.291 nats, where cat’s logit leads by 3.33, the log "
        "of 28.",
        logits="3.3322,0,0",
        smoothing="0.1",
    ),
    to(
        "Smoothing 0.1, lead 10: too sure",
        "0.667 nats, although cat is nearly certain. Without smoothing a lead of 10 costs 9.1e−5.",
        logits="7,-3,-3",
        smoothing="0.1",
    ),
    to(
        "Ten equal logits: a blind guess",
        "The log of 10, 2.303 nats. A model with a loss near it has learned nothing yet.",
        logits="0,0,0,0,0,0,0,0,0,0",
    ),
    to(
        "Target 0.8, 0.1, 0.1: never below 0.639",
        "Eight of ten such pictures show a cat. The loss is least, 0.639 nats, where the outputs equal the target.",
        y="8,1,1",
    ),
    to(
        "Two classes: binary cross-entropy",
        "Softmax of two classes is the sigmoid of the difference of their logits, here −1.",
        logits="1,2",
    ),
    to(
        "Q of the weather as logits: 3 bits",
        "Q of the cross-entropy lesson. Sun is true and had 0.125: 2.079 nats, which is 3 bits.",
        logits="-0.519860,0.866434,0.173287,-0.519860",
        y=one_hot(0, 4),
        names="sun,cloud,rain,snow",
    ),
    to(
        "Logits 1000, 999, 998: softmax still works",
        "exp overflows above 709, but softmax first subtracts the largest logit: the first class has 0.665.",
        logits="1000,999,998",
    ),
    to(
        "Logit −∞ for cat: the loss is infinite",
        "Cat was given probability 0, and cat is true. No number is large enough.",
        logits="-inf,2,0",
    ),
)


def exponential(term: str) -> tuple[Part, ...]:
    """exp of one class's logit over the temperature."""
    return (*marked(f"exp([model]{{z[{term}]:set}}[/]"), Part("/{temperature:set}", when="hot"), Part(")"))


def conditioned(parts: tuple[Part, ...], when: str) -> tuple[Part, ...]:
    """The same parts, shown where one more condition holds."""
    return tuple(Part(part.text, part.role, f"{part.when} {when}".strip(), part.mark) for part in parts)


def denominator() -> tuple[Part, ...]:
    """The sum over the classes: all of them if they are few."""
    parts: list[Part] = []
    for k in range(FEW):
        parts += [Part(" + ", when=f"plus[{k}]"), *conditioned(exponential(str(k)), f"term[{k}]")]
    parts += [
        *conditioned(exponential("true"), "many"),
        *conditioned((Part(" + "), *exponential("focus")), "many other"),
        *marked("[muted] + {rest:count} more[/]", when="many"),
    ]
    return tuple(parts)


def loss_line(unit: Unit) -> tuple[Part, ...]:
    """The loss: one logarithm, or with a soft target the sum over the classes."""
    parts: list[Part] = [
        *marked("[cost]loss[/] = "),
        *marked(f"−{unit.log} [model]p[/]([truth]{{name[true]:word}}[/]) = −{unit.log} [model]{{p[true]}}[/]", "plain"),
        *marked(f"Σ [truth]y[/] · {unit.log}(1/[model]p[/]) = ", "!plain"),
    ]
    for k in range(FEW):
        term = marked(f"[truth]{{t[{k}]:set}}[/] × {unit.log}(1/[model]{{p[{k}]}}[/])")
        parts += [Part(" + ", when=f"plus[{k}] !plain"), *conditioned(term, f"term[{k}] !plain")]
    parts += [
        *marked(f"[truth]{{t[true]:set}}[/] × {unit.log}(1/[model]{{p[true]}}[/]) + … ", "many !plain"),
        *marked(" = [cost]{loss}[/] {loss:unit}"),
        *marked("[muted]   the negative log-likelihood of the true class[/]", "plain"),
        *marked("[muted]   least possible: {least}[/]", "!plain"),
    ]
    return tuple(parts)


def gradient_of(which: str) -> tuple[Part, ...]:
    """The gradient in one class's logit."""
    return (
        Part(f"{{name[{which}]:word}} "),
        Part("(", when="hot"),
        *marked(f"[model]{{p[{which}]}}[/] − [truth]{{t[{which}]:set}}[/]"),
        Part(")/{temperature:set}", when="hot"),
        Part(" = "),
        Part(f"{{gradient[{which}]}}", "cost", "few_gradients"),
        Part(f"{{{which}_gradient}}", "cost", "!few_gradients"),
    )


@cache
def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """Softmax, the loss and the gradient, each with its numbers, and for two classes the binary form."""
    return (
        (
            *marked("[model]p[/]([truth]{name[true]:word}[/]) = "),
            *exponential("true"),
            Part(" / ( "),
            *denominator(),
            *marked(" ) = [model]{p[true]}[/]"),
        ),
        loss_line(unit),
        (
            Part("gradient in the logit, in nats: "),
            Part("(", when="hot"),
            *marked("[model]p[/] − [truth]y[/]"),
            Part(")/T", when="hot"),
            Part(":   "),
            *gradient_of("true"),
            *conditioned((Part("     "), *gradient_of("focus")), "other"),
        ),
        (
            *marked(
                "[muted]two classes: [/][model]p[/]([truth]{name[true]:word}[/]) = sigmoid of the difference of the "
                "logits",
                "two",
            ),
            Part(" over {temperature:set}", when="two hot"),
            *marked("[muted], so this is binary cross-entropy of one logit[/]", "two"),
        ),
    )
