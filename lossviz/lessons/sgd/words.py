"""The texts of the sgd lesson: sentences and their conditions, labels, formula, links."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from lossviz.inputs import numbers
from lossviz.lessons.sgd import runs
from lossviz.lessons.sgd.axes import CORNERS, LossAxes
from lossviz.lessons.sgd.runs import FORTY, NEAR, Run
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Label, Link, Part, grouped, marked
from lossviz.theory import convergence, least_squares

# Every parameter that a link sets, at its default.
DEFAULTS = dict.fromkeys(("points", "start", "batch", "rate", "seed", "epochs", "step", "schedule", "compare"), "")
COMPARED = {"cost": "gradient evaluations", "steps": "steps"}
# More points than these are numbered.
NAMED_POINTS = 40
LOWEST_CORNER = 3 * CORNERS // 4
# The names at the tips of both gradients.
TIPS = (
    ("full", "full_name_x", "full_name_y", "truth", "!stationary"),
    ("batch", "batch_name_x", "batch_name_y", "model", "partial"),
)

GRADIENT, ONE, ONE_OF_MANY, ALL, ONLY_POINT, STEP, SHORT, SHORT_ONE = range(8)
SINGLE_DIVERGES, BATCH_DIVERGES, DIVERGES, STATIONARY, STATIONARY_ONE, NOT_FINITE, PERFECT_FIT = range(8, 15)
# In the order of these constants.
SAYS = (
    "Batch size {B:count}: this gradient is {angle}° off the full gradient. Standard deviation {deviation}.",
    "Batch size 1: the step uses one point, {point0:word}. With {uphill:count} of {n:count} points it would go uphill.",
    "Batch size 1: the step uses point number {number:count}. With {uphill:count} of {n:count} it would go uphill.",
    "The batch holds all {n:count} points, so its gradient is the full gradient: standard deviation 0.",
    "There is only one point, so its gradient is the full gradient: standard deviation 0.",
    "Step {k:count}, epoch {epoch:count}: loss {loss} after {evaluations:count} gradient evaluations.",
    "The last batch of this epoch has only {size:count} points; its gradient is their mean.",
    "The last batch of this epoch has only 1 point; the step uses it alone.",
    "Loss {loss}. With this learning rate the full batch converges, but batch size 1 diverges.",
    "Loss {loss}. With this learning rate the full batch converges, but batch size {B:count} diverges.",
    "Loss {loss}. The learning rate is not below the stability limit of the full batch, {stability_limit}, so it "
    "diverges.",
    "The full gradient is 0 here, yet gradients of batches of {B:count} have a standard deviation of {deviation}.",
    "The full gradient is 0 here, yet gradients of single points have a standard deviation of {deviation}.",
    "These points lie so far out that their gradients are no finite numbers. Use smaller numbers.",
    "The line passes through every point: every gradient is 0, so nothing changes.",
)
RATES = {
    "constant": "η = {rate:set}",
    "step": "η = {rate:set} × ½ for every 200 steps made",
    "exponential": "η = {rate:set} × 0.998 for every step made",
    "cosine": "η = {rate:set} × half a cosine wave over all {steps:count} steps, down to 0",
    "warm-up": "η = {rate:set} × (t + 1)/21 in the first 20 steps, t steps made, then {rate:set}",
    "inverse": "η = {rate:set}/(1 + t/200), t steps made",
}


def sentence_index(run: Run, at: Array, known: Mapping[str, Array] | None) -> Array:
    """Which sentence holds at the steps `at`; `known` are the gradient quantities there, None if there are too many."""
    n, batch, single = run.n, run.batch, run.batch == 1
    diverged = convergence.has_diverged(run.path.losses)[at]
    short = (run.batch_sizes[at] < batch) & (at > 0)
    none, everywhere = np.zeros(len(at), dtype=bool), np.ones(len(at), dtype=bool)
    stationary, infinite, fitted = none, none, none
    if known:
        stationary, infinite = known["stationary"] > 0, ~np.isfinite(known["norm"])
        fitted = stationary & (known["single"] == 0)
    suits_full = (run.rate < runs.stability_limits(run.points).full) and batch < n
    cases = (
        (diverged & suits_full, SINGLE_DIVERGES if single else BATCH_DIVERGES),
        (diverged, DIVERGES),
        (short & (run.batch_sizes[at] == 1), SHORT_ONE),
        (short, SHORT),
        (at > 0 if known else everywhere, STEP),
        (infinite, NOT_FINITE),
        (everywhere & (n == 1), ONLY_POINT),
        (fitted, PERFECT_FIT),
        (everywhere & (batch == n), ALL),
        (stationary, STATIONARY_ONE if single else STATIONARY),
        (everywhere & single, ONE if n <= NAMED_POINTS else ONE_OF_MANY),
    )
    return np.select([holds for holds, _ in cases], [sentence for _, sentence in cases], default=GRADIENT)


def labels(loss_axes: LossAxes, *, single: bool, named: bool) -> tuple[Label, ...]:
    """The words on the figures; of the two gradients the one that ends higher has its name above its tip."""
    beside = "left" if loss_axes.labels_at_right else "right"
    who = "{point0:word}" if named else "{number:count}"
    return (
        *((Label("points", f"{who}  ", "highlighted_x", "highlighted_y", "model", "left", "known"),) if single else ()),
        *(
            Label("gradients", text, x, y, role, anchor, f"{when} {where}")
            for where, anchors in (("batch_above", ("low", "high")), ("!batch_above", ("high", "low")))
            for (text, x, y, role, when), anchor in zip(TIPS, anchors, strict=True)
        ),
        *(
            Label(
                "gradients",
                "SD {deviation}",
                f"circle_x[{LOWEST_CORNER}]",
                f"circle_y[{LOWEST_CORNER}]",
                "cost",
                anchor,
                f"known circle_inside {when}",
                part="circle",
            )
            for anchor, when in (("below", "!small_circle"), ("lower", "small_circle"))
        ),
        Label("contour", "minimum", "best_w", "best_b", "muted", "right"),
        Label("loss", "SGD {loss}", "label_x", "label_y[0]", "model", beside, "partial", part="path"),
        Label("loss", "{loss}", "label_x", "label_y[0]", "model", beside, "!partial", part="path"),
        Label("loss", "full batch {full_loss}", "label_x", "label_y[1]", "truth", beside, "full_moved", part="full"),
    )


@cache
def formula(schedule: str, *, named: bool) -> tuple[tuple[Part, ...], ...]:
    """Both gradients with their numbers, the standard deviation, the learning rate, and the result of both paths."""
    near = f"within {round(100 * (NEAR - 1))} % of the minimum loss, {{minimum_loss}}: "
    terms = (("term0", "known"), ("term1", "known two"), ("term2", "known three"))
    sums = [
        part
        for i, (term, when) in enumerate(terms)
        for part in (Part(" + ", when=when if i else "never"), Part(f"({{{term}_w}}, {{{term}_b}})", "cost", when))
    ]
    who = "∇ℓ of point {point0:word}" if named else "∇ℓ of point number {number:count}"
    return (
        (
            Part("g", "model"),
            Part(" of the batch: let go to see its numbers", "muted", "!known"),
            Part(" of the batch = mean of its ∇ℓ = ", when="known two"),
            Part(f" of the batch = {who} = ", when="known !two"),
            Part("( ", when="known two"),
            *sums,
            Part(" + … {more:count} more", "muted", "known more"),
            *marked(" )/{size:count} = [model]({batch_w}, {batch_b})[/]", when="known two"),
        ),
        (
            *marked(
                "[truth]g[/] = the same over all {n:count} = [truth]({true_w}, {true_b})[/], length {norm}",
                when="known",
            ),
            Part("     angle between them {angle}°", "muted", "known has_angle"),
        ),
        (
            *marked("[cost]SD[/] = S/√B · √((n − B)/(n − 1)) = ", when="known"),
            Part("{single}/√{B:count} × √({left_out:count}/{others:count}) = ", when="known several"),
            Part("{deviation}", "cost", "known"),
            Part("     SD: standard deviation of the gradient; S: that of single points", "muted", "known !compared"),
            Part(
                "     {deviation_ratio} of S, the standard deviation of single points; with replacement, so without "
                "the second root, it would be {with_replacement}",
                "muted",
                "known compared",
            ),
        ),
        (
            Part(RATES[schedule]),
            Part(", now {current_rate}", when="known falling"),
            Part(
                "     stability limit 2/λ of the full batch {stability_limit}, of the point with the largest curvature "
                "{strictest_limit}",
                "muted",
            ),
        ),
        (
            Part(near, when="positive_minimum"),
            Part("{until_near:count} gradient evaluations", "model", "positive_minimum came_near"),
            Part("not on this path", "model", "positive_minimum !came_near"),
            Part("; the full batch ", when="positive_minimum"),
            Part("{full_until_near:count}", "truth", "positive_minimum full_came_near"),
            Part("not in 400 steps", "truth", "positive_minimum !full_came_near"),
            Part("     all points share one x, so many lines are equally good", "muted", "vertical"),
        ),
        marked(
            "last ten epochs: loss [model]{tail_loss}[/] on average, [model]{mean_loss}[/]"
            " at ◆, the mean of their places",
            when="tail",
        ),
    )


def state(**changes: str) -> dict[str, str]:
    """A state in which everything else is at its default, the points included."""
    return DEFAULTS | changes


BEST = ",".join(numbers.write(float(part)) for part in least_squares.line(FORTY.x, FORTY.y))
LINKS = (
    *grouped(
        "Batch size",
        Link(
            "Batch size 20",
            state(batch="20"),
            "Standard deviation 2.69. With replacement it would be 3.75, but here a batch never holds a point twice.",
        ),
        Link(
            "Full batch of 40",
            state(batch="40"),
            "Every batch is the whole set: the standard deviation is 0, and one epoch is one step.",
        ),
        Link(
            "Batch size 1, 26 evaluations",
            state(step="26", epochs="2"),
            "Within 20 % of the minimum loss after 26 gradient evaluations: 26 steps of one point.",
        ),
        Link(
            "Full batch, 560 evaluations",
            state(batch="40", epochs="20", step="14"),
            "Within 20 % of the minimum loss after 560 gradient evaluations: 14 steps of 40 points.",
        ),
    ),
    *grouped(
        "Learning rate",
        Link(
            "η = 0.02: noise remains",
            state(rate="0.02", epochs="40", step="1600"),
            "The last ten epochs have a mean loss of 0.967; at the mean of their w and b it is 0.677. The minimum loss "
            "is 0.675.",
        ),
        Link(
            "η falls like 1/(1 + t/200)",
            state(rate="0.02", epochs="40", step="1600", schedule="inverse"),
            "With the same seed, the last ten epochs have a mean loss of 0.690.",
        ),
        Link(
            "η = 0.07: full batch converges",
            state(batch="40", rate="0.07", epochs="40", step="40"),
            "0.07 is below 0.0812, the stability limit of the full batch: loss 0.685 after 40 steps, 0.675 after 200.",
        ),
        Link(
            "η = 0.07: batch of 1 diverges",
            state(rate="0.07", epochs="5", step="200", compare="steps"),
            "The same learning rate, 200 steps for each. For the last point alone the stability limit is 0.0284.",
        ),
    ),
    *grouped(
        "Start",
        Link(
            "Start at the minimum",
            state(start=BEST),
            "The best line: the full gradient is 0, but those of single points are not. Their standard deviation is "
            "5.79.",
        ),
    ),
)
