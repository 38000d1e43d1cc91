"""The texts of the unit that dies: sentences, labels, formula, links, its goal."""

from lossviz.scene.scene import Goal, Label, Link, marked

START, DIES, DEAD, ALIVE, LEAKS, ZERO_RATE, DIVERGED = range(7)
SAYS = (
    "Update 0: w {w:set}, b {b:set}, loss {loss}. Active points: {active:count} of 4. Press Play, or drag a dot.",
    "Update {step:count} moves w to {w}, b to {b}. Active points: 0 of 4. The unit is dead, its loss {loss}.",
    "Update {step:count}: active points 0 of 4, so the gradient is 0. No update changes w or b: the loss stays {loss}.",
    "Update {step:count}: loss {loss}. Active points: {active:count} of 4.",
    "Update {step:count}: loss {loss}. Active points: 0 of 4, but leaky ReLU has a slope there: the gradient is not 0.",
    "The learning rate is 0, so no update changes anything. The loss stays {loss}.",
    "Update {step:count}: loss {loss}. The learning rate {rate:set} is too large: the descent diverges.",
)
NAMES = ("relu", "leaky")
GOALS = (Goal("G4", "0 of 4 points are active, at a learning rate above 0.", "goal0"),)
FORMULA = (
    marked(
        "[model]ŷ[/] = {name:word}(w·x + b),   loss [cost]L[/] = (1/4) Σ ([model]ŷ[/] − [truth]y[/])². "
        "A point is active where w·x + b > 0"
    ),
    marked(
        "Gradient over the active points:   ∂L/∂w = (2/4) Σ ([model]ŷ[/] − [truth]y[/])·x = [cost]{gradient[0]}[/],   "
        "∂L/∂b = (2/4) Σ ([model]ŷ[/] − [truth]y[/]) = [cost]{gradient[1]}[/]",
        "relu",
    )
    + marked(
        "Gradient, with slope 0.01 where a point is not active:   ∂L/∂w = [cost]{gradient[0]}[/],   "
        "∂L/∂b = [cost]{gradient[1]}[/]",
        "!relu",
    ),
    marked(
        "Update:   w ← {w} − {rate:set} × [cost]{gradient[0]:factor}[/] = [model]{next[0]}[/],   "
        "b ← {b} − {rate:set} × [cost]{gradient[1]:factor}[/] = [model]{next[1]}[/]"
    ),
    marked(
        "[muted]What prevents it: a smaller η, another start (drag the dot on the map), leaky ReLU. "
        "Once a ReLU unit is dead no η helps: η × 0 = 0.[/]"
    ),
)
LABELS = (
    Label("map", "dead: gradient 0", "dead_x", "dead_y", "text", "right", "relu"),
    Label("map", "no point active", "dead_x", "dead_y", "text", "right", "!relu"),
)


def state(**changes: str) -> dict[str, str]:
    """The fold's first state with some of its texts changed."""
    own = {name: "" for name in ("start", "rate", "step", "activation")} | changes
    return {f"dead-unit.{name}": text for name, text in own.items()}


LINKS = (
    Link(
        "η = 0.3: dead after one update",
        state(step="1"),
        "w 0.1, b −0.6: every w·x + b is below 0. The loss stays 0.0750.",
    ),
    Link("η = 0.1: alive", state(rate="0.1", step="30"), "Smaller steps: loss 0.00712 after 30 updates."),
    Link(
        "η = 0.24: alive, just below the limit",
        state(rate="0.24", step="1"),
        "At 0.24 one point is still active after the first update, so the gradient is not 0. At 0.25 none is: dead.",
    ),
    Link(
        "Start w 0.6, b 0: alive",
        state(start="0.6,0", step="30"),
        "The same η = 0.3, but smaller errors at first, so a smaller gradient: loss 0.000532 after 30 updates.",
    ),
    Link(
        "Leaky ReLU, η = 0.3: recovers",
        state(activation="leaky_relu", step="100"),
        "The slope 0.01 left of the kink leaves a small gradient: loss 0.00446 after 100 updates, and falling.",
    ),
    Link(
        "Start w −0.5, b 0: dead at update 0",
        state(start="-0.5,0"),
        "No point is active: a unit can be dead from the start.",
    ),
)
