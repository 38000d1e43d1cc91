"""The texts of the cross-entropy lesson: sentences, formula, links."""

from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy.parameters import FIRST
from lossviz.scene import sum_formula
from lossviz.scene.scene import Link, Part, marked

SAYS = (
    "Believing Q costs {CE} {CE:unit}: {H} that nobody avoids, and {KL} for being wrong.",
    "Q equals P. The cost is {H} {H:unit}, and the extra is 0.",
    "Q says {name[excluded]:word} never happens, but it does. The cost is infinite.",
    "{name[focus]:Word} never happens, so Q’s {q[focus]:set} for it is wasted, but the cost is finite.",
    "Only {name[certain]:word} happens. The cost is its surprise under Q: {CE} {CE:unit}.",
)
LINKS = (
    Link("First state", {**FIRST, "names": ""}, "Swapped is not the same: the two directions differ."),
    Link("Q = P", {**FIRST, "q": FIRST["p"], "names": ""}, "Not 0: the weather stays uncertain."),
    Link("Overconfident", {**FIRST, "q": "97,1,1,1", "names": ""}, "Nearly all on sun; half of the days are not."),
    Link("Never", {**FIRST, "q": "1,1,0,0", "names": ""}, "Rain and snow do come: infinite, not a large number."),
    Link(
        "The other way round",
        {"p": "1,1,0,0", "highlight": "", "q": FIRST["p"], "names": ""},
        "Expecting what never comes is cheap; swapped it is infinite. Jensen-Shannon is the same both ways.",
    ),
    Link(
        "Two coins", {"p": "9,1", "q": "1,1", "names": "heads,tails", "highlight": ""}, "A loaded coin taken for fair."
    ),
    Link(
        "Two coins, swapped",
        {"p": "1,1", "q": "9,1", "names": "heads,tails", "highlight": ""},
        "A fair coin taken for a loaded one costs more.",
    ),
    Link(
        "One-hot truth",
        {"p": "1,0,0,0", "highlight": "", "q": "7,1,1,1", "names": ""},
        "Only one thing happens: this is the next lesson.",
    ),
)


def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The definition, the same with the numbers in it, and its two parts."""
    return (
        marked(f"[cost]H(P,Q)[/] = Σ [truth]p[/] · {unit.log}(1/[model]q[/])  =  [muted]H(P)[/] + [cost]KL(P‖Q)[/]"),
        (
            *sum_formula.sum_parts("p", "s", zero="0 × …"),
            *marked(" = [cost]{CE}[/] = [muted]{H}[/] + [cost]{KL}[/] {CE:unit}"),
        ),
    )
