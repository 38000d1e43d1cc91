"""The texts of the entropy lesson: sentences, formula, links."""

from lossviz.inputs.units import Unit
from lossviz.scene import sum_formula
from lossviz.scene.scene import Link, Part, grouped, marked

SAYS = (
    "{name[focus]:Word} has probability {p[focus]:set} and surprise {s[focus]} {s[focus]:unit}. "
    "Entropy {H} {H:unit}, of at most {most}.",
    "{name[certain]:Word} is certain, so there is no surprise: entropy 0 {H:unit}.",
    "All {K:count} outcomes are equally likely: entropy {H} {H:unit}, the maximum for {K:count} outcomes.",
    "{name[focus]:Word} has probability 0 and adds 0 to the entropy: 0 times an infinite surprise counts as 0.",
    "{name[0]:Word} {p[0]:set}: entropy {H} {H:unit} per toss. "
    "Perplexity {perplexity}: like {perplexity} equally likely outcomes.",
)


def example(text: str, p: str, note: str, names: str = "") -> Link:
    """A link to a distribution, with the default highlight."""
    return Link(text, {"p": p, "names": names, "highlight": ""}, note)


LINKS = (
    *grouped(
        "Coin",
        example("Fair coin: maximum entropy", "1,1", "Of all coins this one is the hardest to predict."),
        example(
            "0.99 and 0.01: nearly certain",
            "99,1",
            "The curve is steepest at its ends: there a small change of the probability changes the entropy most.",
        ),
        example(
            "1 and 0: certain, entropy 0",
            "1,0",
            "The block of an impossible outcome is infinitely high and 0 wide: its area counts as 0.",
        ),
        example("0.368: largest block", "368,632", "The area p · log(1/p) is largest near p = 1/e, not at one half."),
    ),
    *grouped(
        "More outcomes",
        example(
            "Fair die: perplexity 6",
            "1,1,1,1,1,1",
            "Perplexity is the number of equally likely outcomes that have the same entropy: here 6.",
            "1,2,3,4,5,6",
        ),
        example("½, ¼, ⅛, ⅛: halvings", "4,2,1,1", "Each halving of the probability adds [1 bits] of surprise."),
        example(
            "Vowels in English: nearly uniform",
            "8167,12702,6966,7507,2758",
            "How often the vowels come in English text: not quite equally often (R. E. Lewand, 2000).",
            "a,e,i,o,u",
        ),
        example(
            "Eight outcomes, one at 0.93: low entropy",
            "93,1,1,1,1,1,1,1",
            "More outcomes need not mean more entropy: this is less than the entropy of a fair coin.",
        ),
    ),
)


def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The definition, and the same with the numbers in it."""
    written = marked(f"[truth]H(P)[/] = Σ [truth]p[/] · [cost]{unit.log}(1/p)[/]")
    numbers = (*sum_formula.sum_parts("p", "s", zero="0"), *marked(" = [cost]{H}[/] {H:unit}"))
    return written, numbers
