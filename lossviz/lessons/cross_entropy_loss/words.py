"""The texts of the cross-entropy loss lesson: sentences, formula, links."""

from functools import cache

from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy_loss.parameters import FIRST, one_hot
from lossviz.lessons.cross_entropy_loss.quantities import FEW
from lossviz.scene.scene import Link, Part, grouped, marked

SAYS = (
    "{name[true]:Word} is true and has probability {p[true]}: loss {loss} {loss:unit}. A uniform guess has {uniform}.",
    "{name[true]:Word} is true and has the largest probability, {p[true]}: loss {loss} {loss:unit}. "
    "A uniform guess has {uniform}.",
    "{name[top]:Word} has the largest probability, {p[top]}; {name[true]:word} is true and has {p[true]}. "
    "Loss {loss} {loss:unit}.",
    "All {classes:count} classes are equally likely: the loss is {uniform} {uniform:unit}, the log of {classes:count}.",
    "{name[true]:Word} is true and has probability {p[true]}. The loss is infinite.",
    "Label smoothing spreads {smoothing:set} of the target evenly: the minimum is {least} {least:unit}; "
    "the loss is {loss}.",
    "Temperature {temperature:set} divides all logits: {name[true]:word} has {p[true]}, loss {loss} {loss:unit}. "
    "Their order stays.",
    "Soft target: the loss is {loss} {loss:unit}. Its minimum is {least}, the entropy of the target.",
    "The probability of {name[true]:word} rounds to 0, but from the logits the loss is {loss} {loss:unit}.",
    "{name[excluded]:Word} has probability 0, but {t[excluded]:set} of the target. The loss is infinite.",
)


def to(text: str, note: str, **changes: str) -> Link:
    """A link to a state that differs from the first in a few parameters."""
    return Link(text, FIRST | changes, note)


LINKS = (
    *grouped(
        "Logits",
        to(
            "Logits 1, 2, 0: dog above cat, which is true",
            "The largest logit is not that of the true class: [1.408 nats]. A uniform guess, one third each, has "
            "[1.099|nats].",
        ),
        to("Dog is true: the loss falls", "The same logits, another true class: [0.408 nats].", y=one_hot(1, 3)),
        to("Logits 4, 2, 0: confident and right", "Cat has 0.867, so the loss is [0.143 nats].", logits="4,2,0"),
        to(
            "Logits 3, 6, 0: confident and wrong",
            "All logits of the first state times 3: the order of the classes and the accuracy stay, the loss is "
            "[3.051 nats] instead of [1.408|nats].",
            logits="3,6,0",
        ),
    ),
    *grouped(
        "Temperature, smoothing",
        to(
            "Temperature 2: less confident, smaller loss",
            "[1.180 nats] instead of [1.408|nats]. Temperature 0.25 gives [4.018|nats], 0.5 gives [2.143|nats], and "
            "100 gives [1.099|nats].",
            temperature="2",
        ),
        to(
            "Smoothing 0.1, logit 3.33: minimum",
            "The target is 0.933, 0.033, 0.033. The minimum, [0.291 nats], is where cat’s logit is 3.33 above the "
            "others, the log of 28.",
            logits="3.3322,0,0",
            smoothing="0.1",
        ),
        to(
            "Smoothing 0.1, logit 10 above: overconfident",
            "[0.667 nats], although cat is nearly certain. Without label smoothing the loss would be [9.1e−5|nats].",
            logits="7,-3,-3",
            smoothing="0.1",
        ),
        to(
            "Target 0.8, 0.1, 0.1: minimum [0.639|nats]",
            "Eight of ten such pictures show a cat. The minimum, [0.639 nats], is where the probabilities equal the "
            "target.",
            y="8,1,1",
        ),
    ),
    *grouped(
        "Number of classes",
        to(
            "Ten equal logits: a uniform guess",
            "The log of 10, [2.303 nats]. A model with a loss near it has learned nothing yet.",
            logits="0,0,0,0,0,0,0,0,0,0",
        ),
        to(
            "Two classes: binary cross-entropy",
            "Softmax of two classes is the sigmoid of the difference of their logits, here −1.",
            logits="1,2",
        ),
        to(
            "Q of the weather as logits: [2.079 nats]",
            "The Q of the cross-entropy lesson. Sun is true and has 0.125: [2.079 nats].",
            logits="-0.519860,0.866434,0.173287,-0.519860",
            y=one_hot(0, 4),
            names="sun,cloud,rain,snow",
        ),
    ),
    *grouped(
        "Extreme logits",
        to(
            "Logits 1000, 999, 998: softmax still works",
            "exp overflows above 709, but softmax first subtracts the largest logit: the first class has 0.665.",
            logits="1000,999,998",
        ),
        to(
            "Logit −∞ for cat: the loss is infinite",
            "Cat has probability 0, and cat is the true class.",
            logits="-inf,2,0",
        ),
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
        *conditioned(exponential("true"), "!few"),
        *conditioned((Part(" + "), *exponential("focus")), "!few other"),
        *marked("[muted] + {rest:count} more[/]", when="!few"),
    ]
    return tuple(parts)


def loss_line(unit: Unit) -> tuple[Part, ...]:
    """The loss: one logarithm, or with a soft target the sum over the classes."""
    parts: list[Part] = [
        *marked("[cost]loss[/] = "),
        *marked(f"−{unit.log} [model]p[/]([truth]{{name[true]:word}}[/])", "plain"),
        *marked(f" = −{unit.log} [model]{{p[true]}}[/]", "plain !rounded"),
        # A probability that is too small for a float is not written as 0 under a logarithm that is finite.
        *marked(f" = {unit.log}( Σ exp([model]z[/]", "plain rounded"),
        Part("/T", when="plain rounded hot"),
        *marked(") / exp([model]z[/]([truth]{name[true]:word}[/])", "plain rounded"),
        Part("/T", when="plain rounded hot"),
        Part(") )", when="plain rounded"),
        *marked(f"Σ [truth]y[/] · {unit.log}(1/[model]p[/]) = ", "!plain"),
    ]
    for k in range(FEW):
        term = marked(f"[truth]{{t[{k}]:set}}[/] × {unit.log}(1/[model]{{p[{k}]}}[/])")
        parts += [Part(" + ", when=f"plus[{k}] !plain"), *conditioned(term, f"term[{k}] !plain")]
    parts += [
        *marked(f"[truth]{{t[true]:set}}[/] × {unit.log}(1/[model]{{p[true]}}[/]) + … ", "!few !plain"),
        *marked(" = [cost]{loss}[/] {loss:unit}"),
        *marked("[muted]   the negative log-likelihood of the true class[/]", "plain"),
        *marked("[muted]   minimum: {least}[/]", "!plain"),
        *marked("[muted]   where p rounds to 0, its logarithm is that of the logits[/]", "!plain rounded"),
    ]
    return tuple(parts)


def gradient_of(which: str) -> tuple[Part, ...]:
    """The gradient with respect to one class's logit."""
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
            *marked("[muted], rounded[/]", "plain rounded"),
        ),
        loss_line(unit),
        (
            Part("gradient with respect to the logit, in nats: "),
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
