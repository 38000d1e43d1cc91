"""What is said of mini-batches: sentences, labels, formulas, links and questions."""

from functools import cache

from lossviz.inputs import points as given
from lossviz.lessons.sgd.quantities import CORNERS
from lossviz.lessons.sgd.runs import FORTY, NEAR, SCHEDULES
from lossviz.scene.scene import Goal, Label, Link, Part, Prediction
from lossviz.theory import least_squares

FIRST = {
    "sample": "",
    "begin": "",
    "size": "1",
    "eta": "",
    "seed": "0",
    "epochs": "1",
    "now": "0",
    "schedule": "constant",
    "axis": "cost",
}
FOOT = 3 * CORNERS // 4
# In the order of the constants in `batches_tables`.
SAYS = (
    "Batch of {B:count}: this gradient is {angle} degrees off the true one. Typical scatter {spread}.",
    "Batch of 1: the step follows one point, {who0:word}. {away:count} of {n:count} points would send it uphill.",
    "Batch of 1: the step follows one point, number {number:count}. {away:count} of {n:count} would send it uphill.",
    "The batch holds all {n:count} points, so its gradient is the true one. No scatter.",
    "There is one point, so every batch holds all there is: its gradient is the true one. No scatter.",
    "Step {k:count}, epoch {epoch:count}: loss {loss} after {evals:count} gradient evaluations.",
    "The last batch of this epoch has only {m:count} points; it is averaged over {m:count}.",
    "The last batch of this epoch has only 1 point, and the step follows it alone.",
    "Loss {loss}. The rate suits the full batch, but single points overshoot.",
    "Loss {loss}. The rate suits the full batch, but a batch of {B:count} overshoots.",
    "Loss {loss}. The rate is not below {border}, the border of the full batch: each step goes too far.",
    "The true gradient is 0 here, yet batches of {B:count} still scatter by {spread}.",
    "The true gradient is 0 here, yet single points still scatter by {spread}.",
    "These points lie so far out that their slopes are no numbers any more. Smaller numbers will do.",
    "The line meets every point: each gradient is 0, so nothing scatters and nothing moves.",
)
RATES = {
    "constant": "rate = {eta:set}",
    "step": "rate = {eta:set} × ½ for every 200 steps made",
    "exponential": "rate = {eta:set} × 0.998 for every step made",
    "cosine": "rate = {eta:set} × half a cosine wave over all {last:count} steps, down to 0",
    "warm-up": "rate = {eta:set} × (t + 1)/21 in the first 20 steps, t steps made, then {eta:set}",
    "inverse": "rate = {eta:set}/(1 + t/200), t steps made",
}


def labels(*, single: bool, named: bool) -> tuple[Label, ...]:
    """The words on the figures."""
    who = "{who0:word}" if named else "{number:count}"
    return (
        *((Label("points", f"{who}  ", "lit_x", "lit_y", "model", "left", "known"),) if single else ()),
        Label("gradients", "true  ", "true_x", "true_y", "truth", "left", "true_left"),
        Label("gradients", "  true", "true_x", "true_y", "truth", "right", "!true_left !level"),
        Label("gradients", "batch", "batch_x", "batch_y", "model", "above", "partial"),
        Label(
            "gradients",
            "spread {spread}",
            f"ring_x[{FOOT}]",
            f"ring_y[{FOOT}]",
            "cost",
            "below",
            "known ring_in",
            part="ring",
        ),
        Label("contour", "best", "best_w", "best_b", "muted", "right"),
        Label("loss", "{loss}", "work[k]", "height[k]", "model", "right", "!late", part="walk"),
        Label("loss", "{loss}", "work[k]", "height[k]", "model", "left", "late", part="walk"),
        *(
            Label(
                "loss",
                "full batch {full_loss}",
                "full_work[f]",
                "full_label",
                "truth",
                anchor,
                f"beside {when}",
                part="full",
            )
            for anchor, when in (("right", "!late"), ("left", "late"))
        ),
    )


@cache
def formula(schedule: str, *, named: bool) -> tuple[tuple[Part, ...], ...]:
    """Both gradients with their numbers, the spread, the rate, and what the walks came to."""
    near = f"within {round(100 * (NEAR - 1))} % of the best loss, {{least}}: "
    terms = (("t0", "known"), ("t1", "known two"), ("t2", "known three"))
    sums = [
        part
        for i, (term, when) in enumerate(terms)
        for part in (
            Part(" + ", when=when if i else "never"),
            Part(f"({{{term}_w}}, {{{term}_b}})", "cost", when),
        )
    ]
    who = "∇ℓ of {who0:word}" if named else "∇ℓ of number {number:count}"
    return (
        (
            Part("g", "model"),
            Part(" of the batch: let go to see its numbers", "muted", "!known"),
            Part(" of the batch = mean of its ∇ℓ = ", when="known two"),
            Part(f" of the batch = {who} = ", when="known !two"),
            Part("( ", when="known two"),
            *sums,
            Part(" + … {more:count} more", "muted", "known more"),
            Part(" )/{m:count} = ", when="known two"),
            Part("({b_w}, {b_b})", "model", "known two"),
        ),
        (
            Part("g", "truth", "known"),
            Part(" = the same over all {n:count} = ", when="known"),
            Part("({n_w}, {n_b})", "truth", "known"),
            Part(", length {length}", when="known"),
            Part("     {angle} degrees apart", "muted", "known turned"),
        ),
        (
            Part("spread", "cost", "known"),
            Part(" = S/√B · √((n − B)/(n − 1)) = ", when="known"),
            Part("{single}/√{B:count} × √({left_out:count}/{others:count}) = ", when="known several"),
            Part("{spread}", "cost", "known"),
            Part("     S is the spread of single points", "muted", "known !compared"),
            Part(
                "     {factor} of S, the spread of single points; the plain 1/√B would say {plain}",
                "muted",
                "known compared",
            ),
        ),
        (
            Part(RATES[schedule]),
            Part(", now {rate}", when="known falling"),
            Part("     border of the full batch {border}, of the strictest single point {strictest}", "muted"),
        ),
        (
            Part(near, when="best"),
            Part("{reached:count} gradient evaluations", "model", "best got"),
            Part("not in this walk", "model", "best !got"),
            Part("; the full batch ", when="best"),
            Part("{full_reached:count}", "truth", "best full_got"),
            Part("not in 400 steps", "truth", "best !full_got"),
            Part("     all points share one x, so many lines are equally good", "muted", "valley"),
        ),
        (
            Part("last ten epochs: loss ", when="tail"),
            Part("{tail_loss}", "model", "tail"),
            Part(" on average, ", when="tail"),
            Part("{mean_loss}", "model", "tail"),
            Part(" at ◆, the mean of their places", when="tail"),
        ),
    )


def to(**changes: str) -> dict[str, str]:
    """A state on the lesson's own points, everything else as it is at first."""
    return FIRST | changes


BEST = ",".join(given.short(float(part)) for part in least_squares.line(FORTY.x, FORTY.y))
LINKS = (
    Link("Cloud of twenty", to(size="20"), "Spread 2.69. The plain 1/√B would say 3.75, but forty points run out."),
    Link("Batch of forty", to(size="40"), "Every draw is the whole set: the spread is 0, and one epoch is one step."),
    Link(
        "Same work, one at a time",
        to(now="26", epochs="2"),
        "Within 20 % of the best loss after 26 gradient evaluations: 26 steps of one point.",
    ),
    Link(
        "Same work, all at once",
        to(size="40", epochs="20", now="14"),
        "Within 20 % of the best loss after 560 gradient evaluations: 14 steps of 40 points.",
    ),
    Link(
        "Never at rest",
        to(eta="0.02", epochs="40", now="1600"),
        "The last ten epochs average 0.967, while the mean of their places has 0.677. The best line has 0.675.",
    ),
    Link(
        "Falling rate",
        to(eta="0.02", epochs="40", now="1600", schedule="inverse"),
        "The same dice, the rate divided by 1 + t/200: the last ten epochs average 0.690.",
    ),
    Link(
        "The stricter border: all at once",
        to(size="40", eta="0.07", epochs="40", now="40"),
        "0.07 is below 0.0812, the border of the full batch, so it settles: 0.685 after 40 steps, 0.675 after 200.",
    ),
    Link(
        "The stricter border: one at a time",
        to(eta="0.07", epochs="5", now="200", axis="steps"),
        "The same rate, 200 steps for each. The last point alone has its border at 0.0284.",
    ),
    Link(
        "At the bottom",
        to(begin=BEST),
        "The best line: the true gradient is 0, but hardly any single point agrees. They scatter by 5.79.",
    ),
)
LOOK = "Look at the picture, then try again."
PREDICTIONS = (
    Prediction(
        "1",
        "One point scatters by 16.8. Which batch size halves that?",
        to(),
        to(size="4"),
        "code0",
        (
            "Four points: 8.06, a factor 0.480 (half is 8.39). Spread falls as one over the square root; "
            "a little faster here, since 40 points run out.",
            "Two points give 0.698 of it. Half the spread needs four times the points.",
        ),
        f"Not yet. A batch of {{B:count}} scatters by {{spread}}. {LOOK}",
        ("gradients.cloud", "gradients.ring"),
    ),
    Prediction(
        "2",
        "Scrub to where every point has been used exactly once.",
        to(size="16", epochs="4"),
        to(size="16", epochs="4", now="3"),
        "code1",
        (
            "After three updates: 16, 16 and the last 8. That is one epoch.",
            "One update has used 16 points; 24 have not been looked at.",
        ),
        f"Not yet. It is at step {{k:count}}. {LOOK}",
        ("loss.epochs",),
    ),
    Prediction(
        "3",
        "The full batch has made one step, rate 0.01. Give the batch of one the same amount of work. "
        "How many steps is that?",
        to(epochs="3"),
        to(epochs="3", now="40"),
        "code2",
        (
            "Forty steps for the price of one. Loss 0.780 against 3.78.",
            "One step of one point looks at one point; the full batch has looked at 40.",
        ),
        f"Not yet. It is at step {{k:count}}. {LOOK}",
        ("contour.ahead", "contour.walk", "contour.here", "contour.full", "loss"),
    ),
)
GOALS = (
    Goal("G1", "The smallest batch whose spread is at most half that of one point.", "goal0"),
    Goal("G2", "A loss of at most 0.8 with at most 40 gradient evaluations.", "goal1"),
    Goal("G3", "Batch of 1, 40 epochs: the last 400 losses are at most 0.7 on average.", "goal2"),
    Goal("G4", "A rate below the border of the full batch, and a loss above 1,000.", "goal3"),
)
SCHEDULE_NAMES = tuple(SCHEDULES)
