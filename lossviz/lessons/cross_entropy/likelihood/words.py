"""The texts of the fold on likelihood: labels, sentences, formula, links."""

from functools import cache

from lossviz.inputs.units import Unit
from lossviz.scene.scene import Label, Link, Part, marked

HEADS, BIAS = "likelihood.heads", "likelihood.b"
TOSSES = 10
POWERS = ("⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "¹⁰")
SIDES = ("heads", "tails")

LABELS = (
    Label("cost", "least {H}", "zero", "H", "muted", "above-right", "left_free"),
    Label("cost", "least {H}", "one", "H", "muted", "above-left", "right_free"),
    *(
        Label("cost", sign, "b", "ceiling", "cost", side, f"{when} {where}")
        for sign, when in (("↑", "outside"), ("∞", "infinite"))
        for side, where in (("left", "on_right"), ("right", "!on_right"))
    ),
)
SAYS = (
    "Bias {b:set}: the cross-entropy is {CE} {CE:unit}, {KL} more than the least there is. The likelihood is {L}.",
    "The bias is the observed share: cross-entropy {CE} {CE:unit}, the least, and likelihood {L}, the largest.",
    "Bias {b:set} says that {impossible:word} never come, but they did: likelihood 0, cross-entropy infinite.",
    "All ten tosses are alike, and bias {b:set} says so: likelihood 1, cross-entropy 0.",
)


@cache
def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The mean negative log-likelihood and the likelihood with their numbers."""

    def term(i: int) -> tuple[Part, ...]:
        return (
            *marked(f"[truth]{{p[{i}]:set}}[/] × [cost]{{s[{i}]}}[/]", when=f"p[{i}]"),
            *marked("[muted]0 × …[/]", when=f"!p[{i}]"),
        )

    powers = " × ".join(f"[model]{{q[{i}]:set}}[/][truth]{{power[{i}]:word}}[/]" for i in range(2))
    return (
        (
            *marked(f"[cost]H(P,Q)[/] = −{unit.log} L / {TOSSES} = "),
            *term(0),
            Part(" + "),
            *term(1),
            *marked(" = [cost]{whole:set}[/] = [muted]{parts[0]:set}[/] + [cost]{parts[1]:set}[/] {CE:unit}"),
        ),
        marked(f"[model]L[/] = {powers} = [model]{{L}}[/][muted]     largest: {{L_best}}, at bias {{p[0]:set}}[/]"),
        marked(
            "[muted]In nats, the unit of training software: {nats[0]}; the least is {nats[1]}, so KL is {nats[2]}[/]",
            when="not_nats",
        ),
    )


def state(heads: str, b: str) -> dict[str, str]:
    """So many heads, and a bias."""
    return {HEADS: heads, BIAS: b}


LINKS = (
    Link("Seven heads, bias 0.5", state("", ""), "Under a fair coin any ten tosses have the likelihood 1/1,024."),
    Link("Bias 0.7: the observed share", state("", "0.7"), "Least cross-entropy is maximum likelihood: the same bias."),
    Link("Bias 0.9", state("", "0.9"), "Sure of heads: three tails cost 2.30 nats or 3.32 bits each."),
    Link("Bias 0", state("", "0"), "What a model calls impossible has the likelihood 0, and the loss is infinite."),
    Link("Five heads, bias 0.5", state("5", ""), "KL is 0, and the cross-entropy is that of a fair coin: 1 bit."),
    Link(
        "Ten heads, bias 1",
        state("10", "1"),
        "The least cost of all: 0. Ten tosses do not prove that tails never come.",
    ),
)
