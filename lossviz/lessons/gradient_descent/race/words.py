"""The texts of the comparison of optimisers: sentences, labels, hyperparameters, links."""

from collections.abc import Sequence
from typing import NamedTuple

from lossviz.figures.descents import Style
from lossviz.scene.landscapes import OPTIMIZERS
from lossviz.scene.scene import Label, Link, Part
from lossviz.theory.optimizer import Optimizer


class Presentation(NamedTuple):
    """How an optimiser is called and drawn; `sign` is the symbol of its marks as a letter, `short` a shorter name."""

    title: str
    sign: str
    style: Style
    short: str = ""

    @property
    def beside(self) -> str:
        """What stands beside its curve, where there is little room."""
        return f"{self.sign} {self.short or self.title}"


PRESENTATIONS = {
    "gradient_descent": Presentation("gradient descent", "●", Style("text", "circle", "solid"), "GD"),
    "momentum": Presentation("momentum", "■", Style("model", "square", "solid")),
    "nesterov": Presentation("Nesterov", "◆", Style("model", "diamond", "dash")),
    "adagrad": Presentation("AdaGrad", "▲", Style("cost", "triangle-up", "solid")),
    "rmsprop": Presentation("RMSprop", "▼", Style("cost", "triangle-down", "dash")),
    "adam": Presentation("Adam", "★", Style("truth", "star", "solid")),
    "adamw": Presentation("AdamW", "✚", Style("truth", "cross", "dash")),
}
NAMES = OPTIMIZERS
WORDS = tuple(PRESENTATIONS[name].title for name in NAMES)
BEST_AND_WORST, START, SOME_DIVERGED, ALL_DIVERGED, ALONE, TIE, TIE_SOME_DIVERGED, ALL_EQUAL = range(8)
SAYS = (
    "Step {step:count}: {name[best]:word} has the lowest loss, {loss[best]}; "
    "{name[worst]:word} has the highest, {loss[worst]}.",
    "All {n:count} start at the same point, with a loss of {loss[best]}. Play, or drag the step.",
    "Step {step:count}: {name[best]:word} has the lowest loss, {loss[best]}; {diverged:count} of {n:count} diverged.",
    "Step {step:count}: all have diverged. These learning rates are too large.",
    "Step {step:count}: {name[best]:word} has a loss of {loss[best]}.",
    "Step {step:count}: {tied:count} share the lowest loss, {loss[best]}; "
    "{name[worst]:word} has the highest, {loss[worst]}.",
    "Step {step:count}: {tied:count} share the lowest loss, {loss[best]}; {diverged:count} of {n:count} diverged.",
    "Step {step:count}: all {n:count} have the same loss, {loss[best]}.",
)
EQUAL_RATES = (
    "Equal learning rates are no fair comparison: a step of AdaGrad, RMSprop, Adam and AdamW is about as long as η "
    "itself, however large the gradient. A step of gradient descent is η times the gradient; momentum makes it up to "
    "ten times as long."
)
BEST_RATES = (
    "Each ran with {rate_count:count} learning rates from {lowest_rate:set} to {highest_rate:set} (1, 2, 5, 10 …); "
    "its best is the one with the lowest loss at step {steps:count}."
)
ALL_DEFAULT = dict.fromkeys(("race.optimizers", "race.rates", "race.step"), "")
LINKS = (
    Link(
        "Rosenbrock, η = 0.001 for all",
        {"surface": "rosenbrock", "start": "-1.2,1", "rate": "0.001", **ALL_DEFAULT, "race.steps": "1000"},
        "Momentum is close to the minimum, gradient descent half way, and Adam still near the start.",
    ),
    Link(
        "Rosenbrock, each with its best η",
        {"surface": "rosenbrock", "start": "-1.2,1", "rate": ""}
        | {**ALL_DEFAULT, "race.rates": "best", "race.steps": "1000"},
        "The same surface, but each with the best of many learning rates: now the order is different.",
    ),
    Link(
        "Ravine, η = 0.18 for all",
        {"surface": "ravine", "start": "", "rate": "", **ALL_DEFAULT, "race.steps": "60"},
        "With this learning rate gradient descent converges fast, while momentum oscillates across the valley.",
    ),
    Link(
        "Momentum and Nesterov, η = 0.02",
        {"surface": "ravine", "start": "", "rate": "0.02"}
        | {**ALL_DEFAULT, "race.optimizers": "gradient_descent,momentum,nesterov", "race.steps": "120"},
        "Both keep 0.9 of the last velocity; Nesterov takes the gradient where that leads, and oscillates less.",
    ),
)


def settings(optimizer: Optimizer) -> list[tuple[str, list[float]]]:
    """What an optimiser has besides its learning rate: names in words, and their numbers."""
    return [
        (name.replace("_", " "), [float(one) for one in (value if isinstance(value, tuple) else (value,))])
        for name, value in optimizer.hyperparameters.items()
    ]


def labels(names: Sequence[str]) -> tuple[Label, ...]:
    """Names beside marks and curves, and the numbers of the ranking."""
    written: list[Label] = []
    for i, name in enumerate(names):
        shown = PRESENTATIONS[name]
        role = shown.style.role
        written += [
            Label("map", shown.title, f"x{i}[step]", f"y{i}[step]", role, "high", f"named[{i}]"),
            Label("losses", shown.beside, "last_step", f"label_y[{i}]", role, "right"),
            Label("ranking", f"{shown.beside}  ", "left_edge", f"lane[{i}]", role, "left"),
            Label("ranking", f"{{loss[{i}]}}", f"log10_loss{i}[step]", f"lane[{i}]", "text", "right"),
        ]
    return tuple(written)


def formula(optimizers: Sequence[Optimizer], *, best: bool) -> tuple[tuple[Part, ...], ...]:
    """Every setting of every optimiser, and how their learning rates were chosen."""
    lines: list[tuple[Part, ...]] = []
    place = 0
    for i, optimizer in enumerate(optimizers):
        shown = PRESENTATIONS[optimizer.name]
        name = f"{shown.title} ({shown.short})" if shown.short else shown.title
        parts = [Part(f"{shown.sign} {name}", shown.style.role), Part(f": η = {{rates[{i}]:set}}")]
        for name, values in settings(optimizer):
            slots = " and ".join(f"{{settings[{place + j}]:set}}" for j in range(len(values)))
            parts.append(Part(f", {name} {slots}"))
            place += len(values)
        lines.append(tuple(parts))
    if best:
        lines.append((Part(BEST_RATES, "muted"),))
    elif len(optimizers) > 1:
        lines.append((Part(EQUAL_RATES, "muted"),))
    return tuple(lines)
