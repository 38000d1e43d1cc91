"""The texts of the fold on mutual information: labels, sentences, formula, links."""

from functools import cache

from lossviz.inputs.units import Unit
from lossviz.scene.scene import Label, Link, Part, marked

JOINT = "mutual-information.joint"
PAIRS = (("sun", "dry"), ("sun", "rain"), ("cloud", "dry"), ("cloud", "rain"))


@cache
def labels() -> tuple[Label, ...]:
    """The words on the figures."""
    each = [(k, "\n".join(pair)) for k, pair in enumerate(PAIRS)]
    return (
        *(Label("joint", name, f"bar_x[{k}]", "floor", anchor="below") for k, name in each),
        *(
            Label("joint", f"{{p[{k}]:set}}", f"bar_x[{k}]", f"p[{k}]", "truth", "high", f"!under[{k}]")
            for k, _ in each
        ),
        *(
            Label("joint", f"{{p[{k}]:set}}", f"bar_x[{k}]", f"q[{k}]", "truth", "above", f"under[{k}]")
            for k, _ in each
        ),
        Label("sums", "H(X) = {H[0]:set}, H(Y) = {H[1]:set}", "floor", "row[1]", "muted", "above-right"),
        Label("sums", "H(X,Y) = {H[2]:set}, I(X;Y) = {I_shown:set}", "floor", "row[0]", "cost", "above-right"),
        *(Label("own", name, f"middle[{k}]", f"own[{k}]", "muted", "above", f"wide[{k}]") for k, name in each),
        *(Label("apart", name, f"middle[{k}]", f"higher[{k}]", "model", "above", f"wide[{k}]") for k, name in each),
    )


SAYS = (
    "H(X) + H(Y) = {H[0]:set} + {H[1]:set} = {H[3]:set} {H[3]:unit}; H(X,Y) = {H[2]:set}. "
    "Mutual information: {I_shown:set}.",
    "X and Y are independent: the morning tells nothing about the afternoon. Mutual information 0 {I:unit}.",
    "Each variable determines the other: the mutual information is the whole entropy, {H[2]:set} {H[2]:unit}.",
    "One of the two variables is constant: its entropy is 0, so the mutual information is 0 {I:unit}.",
)


@cache
def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The three entropies, the same as a KL divergence, and the marginals."""
    terms: list[Part] = []
    for k in range(len(PAIRS)):
        terms += [
            *([Part(" + ")] if k else []),
            *marked(f"[truth]{{p[{k}]:set}}[/] × [cost]{{log_ratio[{k}]:factor}}[/]", when=f"p[{k}]"),
            *marked("[muted]0 × …[/]", when=f"!p[{k}]"),
        ]
    return (
        marked(
            "[cost]I(X;Y)[/] = H(X) + H(Y) − H(X,Y) = {H[0]:set} + {H[1]:set} − {H[2]:set} = [cost]{I_shown:set}[/] "
            "{I:unit}"
        ),
        (
            *marked(f"= [cost]KL(P‖Q)[/] = Σ [truth]p[/] · {unit.log}([truth]p[/]/[model]q[/]) = "),
            *terms,
            *marked(" = [cost]{I_shown:set}[/]"),
        ),
        marked(
            "[muted]Marginal probabilities: sun {marginal[0]:set}, cloud {marginal[1]:set}; dry {marginal[2]:set}, "
            "rain {marginal[3]:set}. Q is their product.[/]"
        ),
    )


LINKS = (
    Link("4, 1, 1, 4: dependent", {JOINT: ""}, "Sun is mostly followed by a dry afternoon, cloud by rain."),
    Link("1, 1, 1, 1: independent", {JOINT: "1,1,1,1"}, "P and Q are the same, so their KL divergence is 0."),
    Link("9, 3, 3, 1: independent", {JOINT: "9,3,3,1"}, "Not uniform, and still independent: 9 to 3 is as 3 to 1."),
    Link(
        "1, 4, 4, 1: dependent, reversed",
        {JOINT: "1,4,4,1"},
        "Sun is mostly followed by rain. The mutual information is the same as for 4, 1, 1, 4.",
    ),
    Link(
        "1, 0, 0, 1: X determines Y",
        {JOINT: "1,0,0,1"},
        "The morning determines the afternoon: the mutual information is [1 bits].",
    ),
    Link("1, 1, 0, 0: X constant", {JOINT: "1,1,0,0"}, "It is always sunny: X has entropy 0."),
)
