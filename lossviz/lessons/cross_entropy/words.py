"""The texts of the cross-entropy lesson: sentences, formula, links."""

from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy.parameters import FIRST
from lossviz.scene import sum_formula
from lossviz.scene.scene import Link, Part, grouped, marked

SAYS = (
    "Cross-entropy {CE_shown:set} {CE:unit}: the entropy H(P), {H_shown:set}, plus the KL divergence, {KL_shown:set}.",
    "Q equals P: the KL divergence is 0, and the cross-entropy is the entropy H(P), {H_shown:set} {H:unit}.",
    "Q gives {name[excluded]:word} probability 0, but it does happen. The cross-entropy is infinite.",
    "{name[focus]:Word} never happens. Q gives it {q[focus]:set}, so less to all others; the cross-entropy is finite.",
    "P has only {name[certain]:word}. The cross-entropy is its surprise under Q: {CE_shown:set} {CE:unit}.",
)


def about_q(given: int, outcomes: int) -> str:
    """What Q is; where it was given for another number of outcomes than P, what became of it."""
    if given == outcomes:
        return "the model’s prediction; ticks: P"
    then = f"for {outcomes} it begins uniform" if given < outcomes else f"the first {outcomes} keep their proportions"
    return f"given for {given} outcomes; {then}"


LINKS = (
    *grouped(
        "Model Q",
        Link(
            "Q has 0.125 for sun, P 0.5: KL above 0",
            {**FIRST, "names": ""},
            "KL(P‖Q) and KL(Q‖P) differ: the KL divergence is not symmetric.",
        ),
        Link(
            "Q = P: KL 0",
            {**FIRST, "q": FIRST["p"], "names": ""},
            "The cross-entropy is not 0: the entropy of P, the uncertainty of the weather, remains.",
        ),
        Link(
            "Q has 0.97 for sun: overconfident",
            {**FIRST, "q": "97,1,1,1", "names": ""},
            "Nearly all probability is on sun, but on half of the days the weather is different.",
        ),
    ),
    *grouped(
        "Probability 0",
        Link(
            "Q has 0 for rain and snow: infinite",
            {**FIRST, "q": "1,1,0,0", "names": ""},
            "Rain and snow do happen, so the cross-entropy is infinite, not only large.",
        ),
        Link(
            "P has 0 for rain and snow: finite",
            {"p": "1,1,0,0", "highlight": "", "q": FIRST["p"], "names": ""},
            "Q predicts what never happens: KL(P‖Q) is finite, KL(Q‖P) infinite. Jensen-Shannon is symmetric.",
        ),
        Link(
            "One-hot P: the loss of a classifier",
            {"p": "1,0,0,0", "highlight": "", "q": "7,1,1,1", "names": ""},
            "One-hot: one outcome has probability 1. This is the next lesson.",
        ),
    ),
    *grouped(
        "Coins",
        Link(
            "Coins: P 0.9, Q 0.5",
            {"p": "9,1", "q": "1,1", "names": "heads,tails", "highlight": ""},
            "A loaded coin, predicted as a fair one.",
        ),
        Link(
            "Coins swapped, P 0.5, Q 0.9: larger KL",
            {"p": "1,1", "q": "9,1", "names": "heads,tails", "highlight": ""},
            "A fair coin, predicted as a loaded one: the KL divergence is larger.",
        ),
    ),
)


def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The definition, the same with the numbers in it, and its two parts."""
    return (
        marked(f"[cost]H(P,Q)[/] = Σ [truth]p[/] · {unit.log}(1/[model]q[/])  =  [muted]H(P)[/] + [cost]KL(P‖Q)[/]"),
        (
            *sum_formula.sum_parts("p", "s", zero="0 × …"),
            *marked(" = [cost]{CE_shown:set}[/] = [muted]{H_shown:set}[/] + [cost]{KL_shown:set}[/] {CE:unit}"),
        ),
    )
