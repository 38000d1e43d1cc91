"""The texts of a descent: sentences, names, the update with its numbers, and labels."""

from functools import cache

import numpy as np

from lossviz.lessons.gradient_descent import step_label
from lossviz.lessons.gradient_descent.runs import QUADRATIC, Descent, Reason
from lossviz.scene.quantities import Array, indices
from lossviz.scene.scene import Label, Part, marked
from lossviz.theory import convergence, descent_diagnostics
from lossviz.theory.convergence import ObservedBehaviour, PredictedRegime

SAYS = (
    "Step {k:count}: loss {loss[k]}. η·λ = {rate_times_curvature} is below 1, so it converges smoothly.",
    "Step {k:count}: loss {loss[k]}. η·λ = {rate_times_curvature} is between 1 and 2: it oscillates and converges.",
    "η·λ is exactly 2, the stability limit: it oscillates for ever and does not converge.",
    "Step {k:count}: loss {loss[k]}. η·λ = {rate_times_curvature} is above 2, so it diverges.",
    "The gradient is 0, so it stays here; but this is a saddle point, not a minimum.",
    "By step {k:count} it has diverged: the numbers are infinite. The stability limit here is η = {stability_limit}.",
    "Step {k:count}: loss {loss[k]}. The gradient is practically 0: converged to a minimum.",
    "Step {k:count}: loss {loss[k]}. The gradient is practically 0: a local minimum, not the global one.",
    "Step {k:count}: loss {loss[k]}. η·λ is exactly 1: in the steepest direction one step reaches the minimum.",
    "The learning rate is 0, so it stays at the start: loss {loss[k]}.",
    "Step {k:count}: loss {loss[k]}. η·λ predicts that it {predicted:word}, but it {observed:word}: {reason:word}.",
    "Step {k:count}: loss {loss[k]}. In its last steps it {observed:word}. The limit 2/λ is for gradient descent only.",
    "By step {k:count} it has diverged: the numbers are infinite.",
)
SADDLE, INFINITE, GLOBAL_MINIMUM, LOCAL_MINIMUM, ONE_STEP, ZERO_RATE, DIFFER, NOT_PLAIN, NO_LIMIT = range(4, 13)
SENTENCES = {
    PredictedRegime.ZERO_RATE: ZERO_RATE,
    PredictedRegime.MONOTONE: 0,
    PredictedRegime.ONE_STEP: ONE_STEP,
    PredictedRegime.OSCILLATES: 1,
    PredictedRegime.AT_STABILITY_LIMIT: 2,
    PredictedRegime.DIVERGES: 3,
}
PREDICTED = (
    "does not move",
    "converges smoothly",
    "converges in one step where it is steepest",
    "oscillates and converges",
    "oscillates for ever",
    "diverges",
)
OBSERVED = (
    "converges smoothly",
    "oscillates",
    "diverges",
    "does not oscillate",
    "oscillates and converges",
    "does not move",
)
STILL_MOVING, CONVERGED_OSCILLATING, UNMOVED = range(3, 6)
REASONS = {
    Reason.STEEP_DIRECTION_UNUSED: "it never moves in the steep direction",
    Reason.TOO_FEW_STEPS: "too few steps to tell",
    Reason.STATIONARY: "it has reached a point with gradient 0",
    Reason.LARGER_CURVATURE: "the curvature along this path is higher",
    Reason.SMALLER_CURVATURE: "the curvature along this path is lower",
    Reason.NO_DIFFERENCE: "",
}
REFERENCES = ("the minimum nearest to its end", "the minimum nearest to its start", "its last point", "its start")
AXIS_NOTES = ("From yours, on y = 0, it converges smoothly.", "From yours, on x = 0, it oscillates along one line.")
GROUPS = (PREDICTED, OBSERVED, tuple(REASONS.values()), REFERENCES, AXIS_NOTES)
WORDS = tuple(word for group in GROUPS for word in group)
OFFSETS = np.cumsum([0, *map(len, GROUPS)])
NAMES = {
    "gradient_descent": "gradient descent",
    "momentum": "momentum",
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSprop",
    "adam": "Adam",
    "adamw": "AdamW",
}


def sentence_indices(descent: Descent) -> Array:
    """Which sentence holds at each step."""
    path, landscape = descent.path, descent.landscape
    infinite = ~np.isfinite(path.losses) | ~np.isfinite(path.points).all(axis=-1)
    stationary = descent_diagnostics.nearly_stationary(path.gradients) & ~infinite & descent.is_plain
    end = stationary_kind(descent, finite=not infinite[-1])
    if end == LOCAL_MINIMUM and (landscape.name in QUADRATIC or landscape.points is not None):
        # There is no local minimum but the global one: it is still moving, where only one direction is steep.
        stationary[:] = False
    regime = SENTENCES[descent.predicted] if descent.reason == Reason.NO_DIFFERENCE else DIFFER
    has_limit = descent.is_plain and np.isfinite(descent.stability_limit)
    return np.select(
        [infinite, np.full(len(infinite), descent.rate == 0), stationary],
        [INFINITE if has_limit else NO_LIMIT, ZERO_RATE, end],
        default=regime if descent.is_plain else NOT_PLAIN,
    )


def stationary_kind(descent: Descent, *, finite: bool) -> int:
    """The sentence for a stationary point at the end of the path: a saddle, the global or a local minimum."""
    landscape, end = descent.landscape, descent.path.points[-1]
    least, most = (landscape.surface.curvature(end) if finite else descent.curvature).tolist()
    minimum = landscape.nearest_minimum(end)
    if minimum is None:
        at_minimum = landscape.name == "points_mse"
    else:
        at_minimum = finite and bool(convergence.distance(end, minimum) < 1e-3 * np.ptp(landscape.frame, axis=1).min())
    return GLOBAL_MINIMUM if at_minimum and least >= 0 else SADDLE if least < 0 < most else LOCAL_MINIMUM


def word_quantities(descent: Descent) -> dict[str, Array]:
    """Which words hold for the whole descent: places in `WORDS`."""
    x, y = descent.start
    reference = (0 if descent.landscape.surface.minima else 2) + (0 if descent.end_is_finite else 1)
    chosen = (descent.predicted, observed_word(descent), descent.reason, reference, 0 if abs(y) <= abs(x) else 1)
    names = ("predicted", "observed", "reason", "reference_name", "axis_note")
    return indices(**{name: offset + word for name, offset, word in zip(names, OFFSETS[:-1], chosen, strict=True)})


def observed_word(descent: Descent) -> int:
    """What was observed: a path that does not oscillate converges only where it is near its end's minimum.

    Plain descent that does what was predicted of it is on its way there, however far it has come.
    """
    if (descent.path.points == descent.path.points[0]).all():
        return UNMOVED
    expected = descent.is_plain and descent.reason == Reason.NO_DIFFERENCE
    if descent.observed == ObservedBehaviour.OSCILLATES and has_converged(descent):
        return CONVERGED_OSCILLATING
    if descent.observed == ObservedBehaviour.MONOTONE and not (expected or has_converged(descent)):
        return STILL_MOVING
    return descent.observed


def has_converged(descent: Descent) -> bool:
    """Whether the distance to the nearest minimum has fallen below 1 %, or the gradient is practically 0."""
    points = descent.path.points
    if descent_diagnostics.nearly_stationary(descent.path.gradients)[-1]:
        return True
    if not descent.landscape.surface.minima:
        return False
    far, left = (convergence.distance(points[at], descent.reference) for at in (0, -1))
    return bool(left <= convergence.TOLERANCE * far)


UPDATES = {
    "gradient_descent": (" ← w − η · ", ""),
    "momentum": (" ← w − η · v,   v ← 0.9 v + ", ""),
    "nesterov": (" ← w − η · (∇L + 0.9 v),   v ← 0.9 v + ", ""),
    "adagrad": (" ← w − η · ∇L / √s,   s ← s + ", "²"),
    "rmsprop": (" ← w − η · ∇L / √s,   s ← 0.99 s + 0.01 ", "²"),
    "adam": (" ← w − η · (m / c₁) / √(v / c₂),   m ← 0.9 m + 0.1 ∇L,   v ← 0.999 v + 0.001 ", "²"),
    "adamw": (" ← w − 0.01 η w − η · (m / c₁) / √(v / c₂),   m ← 0.9 m + 0.1 ∇L,   v ← 0.999 v + 0.001 ", "²"),
}
NOTES = {
    "adagrad": "   s: the sum of squares; 1e−10 is added to √s",
    "rmsprop": "   s: the mean square; 1e−8 is added to √s",
    "adam": "   c₁ = 1 − 0.9ᵗ, c₂ = 1 − 0.999ᵗ: both means began at 0; 1e−8 is added to the root",
    "adamw": "   c₁ = 1 − 0.9ᵗ, c₂ = 1 − 0.999ᵗ: both means began at 0; 1e−8 is added to the root",
}


def update_row(optimizer: str, c: str) -> str:
    """One coordinate's update at the present step, with its numbers."""
    gradient, weight = f"[cost]{{g{c}[k]:setfactor}}[/]", f"{{w{c}[k]:setfactor}}"
    m, m_next, v, v_next = (f"{{{name}{c}[{at}]:factor}}" for name in "mv" for at in ("k", "next"))
    velocity = f"0.9 × {m} + {gradient} = {{m{c}[next]}};   "
    moments = f"0.9 × {m} + 0.1 × {gradient} = {{m{c}[next]}};   0.999 × {v} + 0.001 × {gradient}² = {v_next};   "
    adam = f"({m_next} / {{cm}}) / √({v_next} / {{cv}})"
    memory, decay, step = {
        "gradient_descent": ("", "", gradient),
        "momentum": (velocity, "", m_next),
        "nesterov": (velocity, "", f"({gradient} + 0.9 × {m_next})"),
        "adagrad": (f"{m} + {gradient}² = {m_next};   ", "", f"{gradient} / √{m_next}"),
        "rmsprop": (f"0.99 × {m} + 0.01 × {gradient}² = {m_next};   ", "", f"{gradient} / √{m_next}"),
        "adam": (moments, "", adam),
        "adamw": (moments, f"− 0.01 × {{rate:set}} × {weight} ", adam),
    }[optimizer]
    return f"{memory}[model]{{w{c}[k]:set}} [/]{decay}− {{rate:set}} × {step}[model] = {{w{c}[next]:set}}[/]"


@cache
def formula(
    optimizer: str, axis_titles: tuple[str, str], quadratic: bool, from_points: bool
) -> tuple[tuple[Part, ...], ...]:
    """The rule, the same with this step's numbers for both coordinates, and what was predicted and observed."""
    plain = optimizer == "gradient_descent"
    before, after = UPDATES[optimizer]
    note = "   ∇L(w): the gradient at w" if plain else NOTES.get(optimizer, "")
    rule = marked(f"[model]w[/]{before}[cost]∇L{'(w)' if plain else ''}{after}[/][muted]{note}[/]")
    rows = [marked(f"[muted]{name}:  [/]{update_row(optimizer, c)}") for name, c in zip(axis_titles, "xy", strict=True)]
    known = (
        Part("stability limit of η: 2/λ = 2 / {curvature[1]} = {stability_limit}", "muted", when="has_limit"),
        Part("no stability limit: no curvature is above 0", "muted", when="!has_limit"),
        Part(" for gradient descent" * (not plain), "muted"),
        Part(
            "   λ: the largest curvature (how fast the slope changes) at ({reference[0]:set}, {reference[1]:set}), "
            "{reference_name:word}",
            "muted",
        ),
        Part("; condition number κ = {condition_number}, largest over smallest", "muted", when="ill_conditioned"),
    )
    near = "" if quadratic else "near it "
    step = (
        Part(
            f"{near}each step multiplies the distance by {{contraction[0]:set}} (flattest direction) and "
            "{contraction[1]:set} (steepest)   ",
            "muted",
        ),
        Part("{angle[k]}° between −∇L (arrow) and the minimum (dotted)", "muted", when="has_angle[k]"),
    )
    names = (
        *((Part("predicted by η·λ: it {predicted:word}; "),) if plain else ()),
        Part("observed in the last 20 steps: it {observed:word}"),
        *((Part(": {reason:word}", "muted", when="differ"),) if plain else ()),
    )
    low = "loss within 0.001 of the minimum, {minimum}," if from_points else "loss below 0.001"
    tolerance = (
        Part(f"   {low} from step {{steps_to_tolerance:count}}", "cost", when="within_tolerance"),
        Part(f"   {low} not within {{n:count}} steps", "muted", when="!within_tolerance"),
        Part(", below 0.125 from step {steps_to_half:count}", "cost", when="saddle below_half"),
    )
    return rule, *rows, (*names, *tolerance), known, step if plain else step[1:]


def labels(minima: int, *, has_data: bool) -> tuple[Label, ...]:
    """The words on the figures."""
    data = [Label("data", "start", "line_end_x[0]", "initial_end", "muted", "above-left", part="initial")]
    here = (
        Label("contour", "step {k:count}", "px[k]", "py[k]", "model", anchor, f"{step_label.name(anchor)}[k]", "dot")
        for anchor in step_label.SIDES
    )
    each = (
        Label(
            "contour",
            f"λ {{minima_curvature[{i}]}}\n2/λ {{minima_limit[{i}]}}",
            f"minima_x[{i}]",
            f"minima_y[{i}]",
            "muted",
            "below",
        )
        for i in range(minima if minima > 1 else 0)
    )
    return (
        *each,
        Label("contour", "saddle", "saddle_x", "saddle_y", "muted", "below"),
        *here,
        *(data if has_data else []),
        Label("losses", "0.001", "n", "tolerance_y[0]", "muted", "right"),
        Label("losses", "{loss[k]}", "k", "upper_edge[edge]", "cost", "right"),
        Label("losses", "↓", "k", "lower_edge[edge]", "cost", "right"),
    )
