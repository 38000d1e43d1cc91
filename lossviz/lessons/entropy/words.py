"""The texts of the entropy lesson: sentences, formula, links."""

from lossviz.inputs.units import Unit
from lossviz.scene import sum_formula
from lossviz.scene.scene import Link, Part, marked

SAYS = (
    "{name[focus]:Word} at {p[focus]:set}: surprise {s[focus]} {s[focus]:unit}. "
    "On average {H} {H:unit}, of at most {most}.",
    "{name[certain]:Word} is certain. Nothing can surprise you: 0 {H:unit}.",
    "All {K:count} outcomes equally likely: {H} {H:unit}, the most that {K:count} outcomes can have.",
    "{name[focus]:Word} never happens. It adds nothing: 0 times infinite surprise counts as 0.",
    "{name[0]:Word} {p[0]:set}: {H} {H:unit} per toss, as uncertain as a fair die with {perplexity} sides.",
)


def example(text: str, p: str, note: str, names: str = "") -> Link:
    """A link to a distribution, with the default highlight."""
    return Link(text, {"p": p, "names": names, "highlight": ""}, note)


LINKS = (
    example("Fair coin", "1,1", "The hardest coin to guess."),
    example("Nearly sure", "99,1", "The curve is steepest at its ends: the last doubts are the dearest."),
    example("Certainty", "1,0", "The block that never comes is infinitely high, 0 wide, and has no area."),
    example("The largest block", "368,632", "One block is largest near 1/e, not at one half."),
    example("Fair die", "1,1,1,1,1,1", "Six sides, so perplexity 6.", "1,2,3,4,5,6"),
    example("Halves", "4,2,1,1", "Each halving of the probability is one more bit of surprise."),
    example(
        "Vowels in English text",
        "8167,12702,6966,7507,2758",
        "Nearly even, yet not quite (R. E. Lewand, 2000).",
        "a,e,i,o,u",
    ),
    example(
        "Eight outcomes, hardly any doubt",
        "93,1,1,1,1,1,1,1",
        "More outcomes need not mean more entropy: this is less than one fair coin.",
    ),
)


def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The definition, and the same with the numbers in it."""
    written = marked(f"[truth]H(P)[/] = Σ [truth]p[/] · [cost]{unit.log}(1/p)[/]")
    numbers = (*sum_formula.sum_parts("p", "s", zero="0"), *marked(" = [cost]{H}[/] {H:unit}"))
    return written, numbers
