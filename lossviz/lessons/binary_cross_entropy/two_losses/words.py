"""The texts of the two descents under two losses: sentences, labels, formula, links."""

from lossviz.scene.scene import Goal, Label, Link, Part, marked

MAPS = ("cross-entropy", "squared-error")
TITLES = ("● Cross-entropy in nats", "■ Squared error")

START, STALLS, ON_THE_WAY, BOTH_NEAR, ZERO_RATE, OSCILLATES = range(6)
SAYS = (
    "Both begin at w {start[0]:set}, b {start[1]:set}: cross-entropy {loss[0]}, squared error {loss[1]}. "
    "Play, or pull the start.",
    "Update {step:count}: cross-entropy {loss[0]}, squared error still {loss[1]}: hardly any push there.",
    "Update {step:count}: cross-entropy {loss[0]}, {correct[0]:count} of 6 right; "
    "squared error {loss[1]}, {correct[1]:count} of 6.",
    "Update {step:count}: both within 0.01 of their best, cross-entropy first at {steps_to_best[0]:count}, "
    "squared error at {steps_to_best[1]:count}.",
    "At rate 0 neither moves: cross-entropy stays at {loss[0]}, squared error at {loss[1]}.",
    "Update {step:count}: at this rate cross-entropy swings, now at {loss[0]}. Squared error is at {loss[1]}.",
)

LABELS = (
    *(
        label
        for i, (name, role) in enumerate(zip(MAPS, ("model", "cost"), strict=True))
        for label in (
            Label(name, f"{{loss[{i}]}}", f"dot_w[{i}]", f"dot_b[{i}]", role, "high", f"inside[{i}]"),
            Label(name, f"best {{best[{i}]}}", f"best_w[{i}]", f"best_b[{i}]", "text", "right"),
        )
    ),
    Label("losses", "● cross-entropy", "right_edge", "label_y[0]", "model", "left"),
    Label("losses", "■ squared error", "right_edge", "label_y[1]", "cost", "left"),
)


def lines(i: int, mark: str, role: str, loss: str, gradient: tuple[Part, ...]) -> tuple[tuple[Part, ...], ...]:
    """One loss with its number, and the step that w takes against its gradient."""
    return (
        marked(
            f"[{role}]{mark}[/] = (1/6) Σ {loss} = [{role}]{{loss[{i}]}}[/], {{correct[{i}]:count}} of 6 right"
            f"[muted]   best: {{best[{i}]}}, at w {{best_w[{i}]}}[/]"
        ),
        (
            Part("      w ← w − η · (1/6) Σ "),
            *gradient,
            *marked(f" x = [{role}]{{w[{i}]}} − {{rate:set}} × {{gradient_w[{i}]:factor}} = {{next[{i}]}}[/]"),
        ),
    )


RESIDUAL = "([model]ŷ[/] − [truth]y[/])"
CROSS_ENTROPY = "( −[truth]y[/] ln [model]ŷ[/] − (1 − [truth]y[/]) ln(1 − [model]ŷ[/]) )"
SLOPE = Part("ŷ(1 − ŷ)", "model", mark="underlined")
FORMULA = (
    *lines(0, "● cross-entropy", "model", CROSS_ENTROPY, marked(RESIDUAL)),
    *lines(1, "■ squared error", "cost", f"{RESIDUAL}²", (*marked(f"2{RESIDUAL} · "), SLOPE, Part(" ·"))),
)

GOALS = (
    Goal("G3", "A cross-entropy of at most 0.48 within 20 updates.", "goal0"),
    Goal("G4", "After 1,000 updates the squared error is still above 0.66.", "goal1"),
)
DEFAULTS = {"two-losses.start": "", "two-losses.rate": ""}
LINKS = (
    Link(
        "Ten updates",
        {**DEFAULTS, "two-losses.step": "10"},
        "Cross-entropy fell from 6.67 to 0.481, and w is 0.649. Best is 0.479 at 0.732: 4 of 6 right, for the answers "
        "overlap. Squared error has not moved.",
    ),
    Link(
        "The stall",
        {**DEFAULTS, "two-losses.step": "1000"},
        "1,000 updates, and squared error is where it began: w went from −4 to −3.86. All its forecasts are sure, most "
        "of them wrong; where a sigmoid is sure it is flat, and the push is multiplied by its slope.",
    ),
    Link(
        "No stall",
        {"two-losses.start": "0,0", "two-losses.rate": "", "two-losses.step": "10"},
        "Squared error may stall, but it need not: from w = 0, where every forecast is ½, both are down in 10 updates.",
    ),
    Link(
        "Late",
        {"two-losses.start": "-3,0", "two-losses.rate": "", "two-losses.step": "200"},
        "One to the right of the stall: after 200 updates squared error has hardly moved, at 436 it is down.",
    ),
    Link(
        "Another end",
        {"two-losses.start": "3,3", "two-losses.rate": "", "two-losses.step": "1000"},
        "Squared error creeps along a shelf at 0.173, a little above its best, and has 5 of 6 right; cross-entropy is "
        "at its best with 4. Neither loss counts right answers.",
    ),
    Link(
        "Too high a rate",
        {"two-losses.start": "", "two-losses.rate": "5", "two-losses.step": "400"},
        "At rate 5 cross-entropy swings and does not settle; squared error stalls for nearly 400 updates, then falls.",
    ),
)
