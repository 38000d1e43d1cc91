"""The texts of the two descents under two losses: sentences, labels, formula, links."""

from lossviz.scene.scene import Goal, Label, Link, Part, marked

MAPS = ("cross-entropy", "squared-error")
TITLES = ("● Cross-entropy in nats", "■ Squared error")

START, VANISHING, ON_THE_WAY, BOTH_NEAR, ZERO_RATE, OSCILLATES = range(6)
SAYS = (
    "Start w {start[0]:set}, b {start[1]:set}: cross-entropy {loss[0]}, squared error {loss[1]}. "
    "Press Play, or drag the start.",
    "Update {step:count}: cross-entropy {loss[0]}; squared error, with a vanishing gradient, still {loss[1]}.",
    "Update {step:count}: cross-entropy {loss[0]}, {correct[0]:count} of 6 right; "
    "squared error {loss[1]}, {correct[1]:count} of 6.",
    "Update {step:count}: both within 0.01 of their minimum, cross-entropy since {steps_to_best[0]:count}, "
    "squared error since {steps_to_best[1]:count}.",
    "With learning rate 0 no update changes anything: cross-entropy stays {loss[0]}, squared error {loss[1]}.",
    "Update {step:count}: at this learning rate cross-entropy oscillates, now {loss[0]}. Squared error is {loss[1]}.",
)

LABELS = (
    *(
        label
        for i, (name, role) in enumerate(zip(MAPS, ("model", "cost"), strict=True))
        for label in (
            Label(name, f"{{loss[{i}]}}", f"dot_w[{i}]", f"dot_b[{i}]", role, "high", f"inside[{i}]"),
            Label(name, f"min {{best[{i}]}}", f"best_w[{i}]", f"best_b[{i}]", "text", "right"),
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
            f"[muted]   minimum: {{best[{i}]}}, at w {{best_w[{i}]}}[/]"
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
        "10 updates: cross-entropy is low",
        {**DEFAULTS, "two-losses.step": "10"},
        "Cross-entropy fell from 6.67 to 0.481, and w is 0.649. The minimum is 0.479 at 0.732: 4 of 6 right, because "
        "the labels overlap. Squared error has not changed.",
    ),
    Link(
        "1,000 updates: vanishing gradient",
        {**DEFAULTS, "two-losses.step": "1000"},
        "Squared error has hardly changed: w went from −4 to −3.86. All predictions are confident, most of them wrong. "
        "There the sigmoid is flat, and its slope is a factor of the gradient.",
    ),
    Link(
        "Start 0, 0: both converge",
        {"two-losses.start": "0,0", "two-losses.rate": "", "two-losses.step": "10"},
        "The gradient of squared error does not always vanish: here every first prediction is ½, and 10 updates are "
        "enough.",
    ),
    Link(
        "Start −3, 0: squared error is late",
        {"two-losses.start": "-3,0", "two-losses.rate": "", "two-losses.step": "200"},
        "After 200 updates squared error has hardly changed; after 436 it is near its minimum.",
    ),
    Link(
        "Start 3, 3: 5 of 6 right, not the minimum",
        {"two-losses.start": "3,3", "two-losses.rate": "", "two-losses.step": "1000"},
        "Squared error falls very slowly at 0.173, a little above its minimum, and has 5 of 6 right; cross-entropy is "
        "at its minimum with 4. Neither loss counts right answers.",
    ),
    Link(
        "η = 5: cross-entropy oscillates",
        {"two-losses.start": "", "two-losses.rate": "5", "two-losses.step": "400"},
        "Cross-entropy does not converge. Squared error, with a vanishing gradient, falls only after nearly 400 "
        "updates.",
    ),
)
