"""The texts of the fold on likelihood: labels, sentences, formula, links."""

from functools import cache

from lossviz.inputs.units import Unit
from lossviz.scene.scene import Label, Link, Part, marked

HEADS, BIAS = "likelihood.heads", "likelihood.b"
TOSSES = 10
POWERS = ("⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "¹⁰")
SIDES = ("heads", "tails")

LABELS = (
    Label("cost", "minimum {H}", "zero", "H", "muted", "above-right", "left_free"),
    Label("cost", "minimum {H}", "one", "H", "muted", "above-left", "right_free"),
    *(
        Label("cost", sign, "b", "ceiling", "cost", side, f"{when} {where}")
        for sign, when in (("↑", "outside"), ("∞", "infinite"))
        for side, where in (("left", "on_right"), ("right", "!on_right"))
    ),
)
SAYS = (
    "Bias {b:set}: the cross-entropy is {CE} {CE:unit}, {KL} above its minimum. The likelihood is {L}.",
    "The bias is the observed share: minimum of the cross-entropy, {CE} {CE:unit}, maximum of the likelihood, {L}.",
    "Bias {b:set} gives {impossible:word} probability 0, but they did come: likelihood 0, cross-entropy infinite.",
    "All ten tosses are alike, as bias {b:set} predicts: likelihood 1, cross-entropy 0.",
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
        marked(f"[model]L[/] = {powers} = [model]{{L}}[/][muted]     maximum: {{L_best}}, at bias {{p[0]:set}}[/]"),
        marked(
            "[muted]In nats, the unit of training software: {nats[0]}; the minimum is {nats[1]}, so KL is {nats[2]}[/]",
            when="not_nats",
        ),
    )


def state(heads: str, b: str) -> dict[str, str]:
    """So many heads, and a bias."""
    return {HEADS: heads, BIAS: b}


LINKS = (
    Link("7 heads, b = 0.5: fair coin", state("", ""), "Under a fair coin any ten tosses have the likelihood 1/1,024."),
    Link(
        "b = 0.7: maximum likelihood",
        state("", "0.7"),
        "Minimum cross-entropy and maximum likelihood are at the same bias: the observed share.",
    ),
    Link("b = 0.9: overconfident", state("", "0.9"), "The surprise of each of the three tails is [2.303 nats]."),
    Link(
        "b = 0: likelihood 0",
        state("", "0"),
        "The model gives heads probability 0, but heads came: the cross-entropy is infinite.",
    ),
    Link("5 heads, b = 0.5: KL 0", state("5", ""), "KL is 0, and the cross-entropy is that of a fair coin: [1 bits]."),
    Link(
        "10 heads, b = 1: cross-entropy 0",
        state("10", "1"),
        "The smallest possible cross-entropy. But ten tosses do not prove that tails never come.",
    ),
)
