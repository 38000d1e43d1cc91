"""The sentences and formulas of the loss lesson."""

from functools import lru_cache

from lossviz.inputs.points import NAMED
from lossviz.lessons.loss.problem import FEW, LOSSES
from lossviz.scene.scene import Part, Switch, marked

NUMERALS = ("No", "One", "Two", "Three", "Four", "Five")
RESIDUAL = "[truth]y[/] − [model]ŷ[/]"
DEFINITIONS = {
    "mse": f"[cost]MSE[/] = (1/n) Σ ({RESIDUAL})²",
    "mae": f"[cost]MAE[/] = (1/n) Σ |{RESIDUAL}|",
    "huber": f"[cost]Huber[/] = (1/n) Σ  ½ r² up to δ = {{delta:set}}, δ (|r| − ½ δ) beyond;  r = {RESIDUAL}",
}
NOTES = {
    "mse": "     Some books write ½ in front; here there is none.",
    "mae": "",
    "huber": "     With the ½ the two pieces meet at δ.",
}
BEST_NOTES = {
    "mse": "No other line has a smaller MSE. It passes through the mean of the points.",
    "mae": "No other line has a smaller MAE. It passes through two of the points.",
    "huber": "No other line has a smaller Huber loss. It lies between those of MSE and MAE.",
}


def enumeration(pieces: list[str]) -> str:
    """A list in words: 1, 0 and 9."""
    return " and ".join(filter(None, [", ".join(pieces[:-1]), pieces[-1]]))


@lru_cache(maxsize=64)
def says(loss: str, n: int) -> tuple[str, ...]:
    """The sentences for n points, in the order of the cases in `quantities`."""
    word, value = LOSSES[loss], f"{{{loss}}}"
    squares = "square" if n == 1 else "squares"
    who, share = "{largest:word}" if n <= NAMED else "point {largest:word}", "{largest_share:percent}"
    general = {
        "mse": f"{{n:count}} {squares}; the largest, {who}, is {share} of their sum. MSE {{mse}}.",
        "mae": "The mean absolute error is {mae}. The largest error is at {largest:word}: {largest_residual}.",
        "huber": "Errors up to {delta:set} count by their square, larger ones linearly. Huber {huber}, MSE {mse}.",
    }[loss]
    vertical = (
        "All points share one x, so many lines are equally good." if n > 1 else "Through one point many lines pass."
    )
    listed = general
    if n <= FEW and loss == "mse":
        values = enumeration([f"{{square[{i}]:count}}" for i in range(n)])
        listed = f"{NUMERALS[n]} {squares}: {values}. Their mean, the MSE, is {{mse}}."
    return (
        general,
        "The line passes through every point. Every loss is 0.",
        f"{vertical} {word} {value}.",
        f"{word} {value}. No other line has a smaller {word} for these points.",
        listed,
    )


@lru_cache(maxsize=64)
def formula(loss: str, n: int, highlight: int) -> tuple[tuple[Part, ...], ...]:
    """The definition, the same with the numbers in it, and the line with all three losses."""

    def term(i: int, *, when: str = "") -> tuple[Part, ...]:
        slot = f"{{term[{i}]:setfactor}}²" if loss == "mse" else f"{{term[{i}]:set}}"
        plus = (Part(" + ", "cost", when),) if i else ()
        return (*plus, Part(slot, "cost", when, f"highlighted[{i}]"))

    shown = range(n) if n <= FEW else (0, 1, 2) if highlight > 1 else (0, 1)
    terms = [part for i in shown for part in term(i)]
    if n > FEW:
        terms += [*term(3, when="largest_unlisted"), Part(" + … {left_out:count} more", "muted")]
    three = [Part(f"     {word}\u00a0{{{name}}}", "cost" if name == loss else "muted") for name, word in LOSSES.items()]
    numbers = (Part("= ("), *terms, *marked(f") / {{n:count}} = [cost]{{{loss}}}[/]"))
    line = marked("[model]ŷ[/] = [model]{line[0]:set}[/] · x + [model]{line[1]:setfactor}[/]")
    return marked(f"{DEFINITIONS[loss]}[muted]{NOTES[loss]}[/]"), numbers, (*line, *three)


def loss_switch(loss: str) -> Switch:
    """The choice of the loss function."""
    options = tuple((word, {"loss": "" if name == "mse" else name}) for name, word in LOSSES.items())
    return Switch("Loss function", LOSSES[loss], options)
