"""What is said of two walks under two losses: who is down, who hardly moves, and that it need not be so."""

from lossviz.scene.scene import Goal, Label, Link, Part

Parts = tuple[Part, ...]

FIGURES = ("cross-entropy", "squared-error")
TITLES = ("● Cross-entropy in nats", "■ Squared error")

START, STALLS, ON, DOWN, RESTS, SWINGS = range(6)
SAYS = (
    "Both begin at w {start[0]:set}, b {start[1]:set}: cross-entropy {loss[0]}, squared error {loss[1]}. "
    "Play, or pull the start.",
    "Update {k:count}: cross-entropy {loss[0]}, squared error still {loss[1]}: hardly any push there.",
    "Update {k:count}: cross-entropy {loss[0]}, {right[0]:count} of 6 right; "
    "squared error {loss[1]}, {right[1]:count} of 6.",
    "Update {k:count}: both within 0.01 of their best, cross-entropy first at {until[0]:count}, "
    "squared error at {until[1]:count}.",
    "At rate 0 neither moves: cross-entropy stays at {loss[0]}, squared error at {loss[1]}.",
    "Update {k:count}: at this rate cross-entropy swings, now at {loss[0]}. Squared error is at {loss[1]}.",
)

LABELS = (
    *(
        label
        for i, (name, role) in enumerate(zip(FIGURES, ("model", "cost"), strict=True))
        for label in (
            Label(name, f"{{loss[{i}]}}", f"dot_w[{i}]", f"dot_b[{i}]", role, "high", f"inside[{i}]"),
            Label(name, f"best {{best[{i}]}}", f"best_w[{i}]", f"best_b[{i}]", "text", "right"),
        )
    ),
    Label("losses", "● cross-entropy", "last", "named[0]", "model", "left"),
    Label("losses", "■ squared error", "last", "named[1]", "cost", "left"),
)


def lines(
    i: int, mark: str, role: str, loss: tuple[Part, ...], slope: tuple[Part, ...]
) -> tuple[tuple[Part, ...], ...]:
    """One loss with its number, and the step that w takes against its slope."""
    return (
        (
            Part(mark, role),
            Part(" = (1/6) Σ "),
            *loss,
            Part(" = "),
            Part(f"{{loss[{i}]}}", role),
            Part(f", {{right[{i}]:count}} of 6 right"),
            Part(f"   best: {{best[{i}]}}, at w {{best_w[{i}]}}", "muted"),
        ),
        (
            Part("      w ← w − η · (1/6) Σ "),
            *slope,
            Part(" x = "),
            Part(f"{{w[{i}]}} − {{rate:set}} × {{slope[{i}]:factor}} = {{next[{i}]}}", role),
        ),
    )


Y, SAID = Part("y", "truth"), Part("ŷ", "model")
MISS = (Part("("), SAID, Part(" − "), Y, Part(")"))
FORMULA = (
    *lines(
        0,
        "● cross-entropy",
        "model",
        (Part("( −"), Y, Part(" ln "), SAID, Part(" − (1 − "), Y, Part(") ln(1 − "), SAID, Part(") )")),
        MISS,
    ),
    *lines(
        1,
        "■ squared error",
        "cost",
        (*MISS, Part("²")),
        (Part("2"), *MISS, Part(" · "), Part("ŷ(1 − ŷ)", "model", mark="shrinks"), Part(" ·")),
    ),
)

GOALS = (
    Goal("G3", "A cross-entropy of at most 0.48 within 20 updates.", "goal0"),
    Goal("G4", "After 1,000 updates the squared error is still above 0.66.", "goal1"),
)
SAME = {"pair": "", "stride": ""}
LINKS = (
    Link(
        "Ten updates",
        {**SAME, "after": "10"},
        "Cross-entropy fell from 6.67 to 0.481, and w is 0.649. Best is 0.479 at 0.732: 4 of 6 right, for the answers "
        "overlap. Squared error has not moved.",
    ),
    Link(
        "The stall",
        {**SAME, "after": "1000"},
        "1,000 updates, and squared error is where it began: w went from −4 to −3.86. All its forecasts are sure, most "
        "of them wrong; where a sigmoid is sure it is flat, and the push is multiplied by its slope.",
    ),
    Link(
        "No stall",
        {"pair": "0,0", "stride": "", "after": "10"},
        "Squared error may stall, but it need not: from w = 0, where every forecast is ½, both are down in 10 updates.",
    ),
    Link(
        "Late",
        {"pair": "-3,0", "stride": "", "after": "200"},
        "One to the right of the stall: after 200 updates squared error has hardly moved, at 436 it is down.",
    ),
    Link(
        "Another end",
        {"pair": "3,3", "stride": "", "after": "1000"},
        "Squared error creeps along a shelf at 0.173, a little above its best, and has 5 of 6 right; cross-entropy is "
        "at its best with 4. Neither loss counts right answers.",
    ),
    Link(
        "Too high a rate",
        {"pair": "", "stride": "5", "after": "400"},
        "At rate 5 cross-entropy swings and does not settle; squared error stalls for nearly 400 updates, then falls.",
    ),
)
