"""The texts of the descent: sentences, labels, formula, links."""

from lossviz.inputs import numbers
from lossviz.lessons.relu import words
from lossviz.lessons.relu.words import SYMBOLS
from lossviz.scene.scene import Label, Link, Part, grouped, marked

START, STEP, BELOW, DEAD, DIVERGED, ZERO_RATE, RISEN = range(7)
STARTS = ("evenly spaced", "random")
SAYS = (
    "Step 0: {n:count} units with {begun:word} kinks, loss {loss}. Press Play, or drag the dot on the loss curve.",
    "Step {step:count}: loss {loss}, {share:percent} of the first.",
    "Step {step:count}: loss {loss}, below {reference}, the minimum with the first kinks: moving kinks helps.",
    "Step {step:count}: loss {loss}. Dead units: {dead:count} of {n:count}. Their kinks lie right of the whole curve.",
    "Step {step:count}: loss {loss}. The learning rate {rate:set} is too large: the descent diverges.",
    "The learning rate is 0, so no step changes anything. The loss stays {loss}.",
    "Step {step:count}: loss {loss}, more than the {first} at the start: these steps were too large.",
)
LABELS = (
    Label(
        "losses", "{reference}: minimum with the first kinks", "step_range[0]", "reference_y[0]", "muted", "above-right"
    ),
)


def update(i: int, name: str, symbol: str) -> tuple[Part, ...]:
    """The update of one of the first unit's numbers."""
    return marked(
        f"Unit 1, {name}:   {symbol} ← {{own[{i}]}} − {{rate:set}} × [cost]{{own_gradient[{i}]:factor}}[/] = "
        f"[model]{{own_next[{i}]}}[/]",
        "written",
    )


def formula(activation: str) -> tuple[tuple[Part, ...], ...]:
    """The loss, and the update of the first unit with its numbers."""
    return (
        marked(
            f"[model]f(x)[/] = c + m·x + Σ sᵢ {SYMBOLS[activation]}(x − kᵢ),   "
            "loss [cost]L[/] = (1/401) Σ ([model]f(x)[/] − [truth]y[/])² over 401 places"
        ),
        marked(
            "Every step updates all {parameters:count} parameters c, m, k₁ …, s₁ … at once, each against its gradient: "
            "k ← k − η · ∂L/∂k"
        ),
        update(0, "kink", "k₁") + marked("[muted]Unit 1 has left the range of floating point numbers.[/]", "!written"),
        update(1, "slope change", "s₁"),
        marked(
            "[muted]Every step is computed. Of the [/]{steps:count}[muted] steps one in [/]{stride:count}[muted] can "
            "be shown.[/]"
        ),
    )


def state(**changes: str) -> dict[str, str]:
    """A descent on a curve from its start, with the fold's own parameters at their defaults but for some."""
    lesson = {name: changes.pop(name, "") for name in ("target", "activation")}
    own = {name: "" for name in ("units", "rate", "steps", "step", "seed")} | changes
    return lesson | {f"descent.{name}": text for name, text in own.items()}


LINKS = (
    *grouped(
        "Curve",
        Link(
            "|x|: 4 units",
            state(),
            "No kink starts at 0, where |x| bends. The two nearest move towards it, to −0.096 and 0.055 after 500 "
            "steps.",
        ),
        Link(
            "Wave: 3 units, η = 0.1",
            state(target="wave", units="3", rate="0.1"),
            "With kinks at −1, 0 and 1 the minimum is 0.00583. After 500 steps the descent is at 0.0203, and falling.",
        ),
        Link("x²: 12 units", state(target="square", units="12"), "Twelve bends: a loss of 0.00752 after 500 steps."),
        Link(
            "x²: 2 units",
            state(target="square", units="2"),
            "Two bends are too few: a loss of 0.0424 after 500 steps. With twelve it is 0.00752.",
        ),
    ),
    *grouped(
        "Dead units",
        Link(
            "η = 0.6: all units die",
            state(rate="0.6"),
            "The first steps move every kink beyond 2. From then on only c and m change: the loss stays 0.335.",
        ),
        Link(
            "Random start: 6 of 8 units die",
            state(target="hat", units="8", rate="0.1", seed="11"),
            "Six kinks move beyond 2, the right end of the curve. Their gradient is 0 there, so they never return.",
        ),
    ),
    *grouped(
        "Identity",
        Link(
            "Identity: one line",
            state(target="wave", activation="identity"),
            "A sum of lines is a line, after any number of steps: the loss converges to 0.198.",
        ),
        Link(
            "Identity, η = 0.6: diverges",
            state(target="wave", activation="identity", rate="0.6"),
            "Without a kink no unit can die: every step goes further beyond the minimum, and the loss grows without "
            "limit.",
        ),
    ),
)


def text(value: float | list[tuple[float, float]]) -> str:
    """A number, or units, as the address has them."""
    return words.text(value) if isinstance(value, list) else numbers.write(value)
