"""What is said of a walk: its sentences, its names, the update with its numbers, and the words on the figures."""

from functools import cache

import numpy as np

from lossviz.lessons.gradient_descent.quantities import AGREED, EVEN, SEATS, Walk
from lossviz.scene.scene import Array, Label, Part
from lossviz.theory import bearings
from lossviz.theory.walks import Course

SAYS = (
    "Step {k:count}: loss {loss[k]}. Rate times steepest curvature is {rl}, below 1, so it glides.",
    "Step {k:count}: loss {loss[k]}. Rate times steepest curvature is {rl}: it crosses the valley each step "
    "and settles.",
    "Rate times curvature is exactly 2. It jumps from wall to wall and never settles.",
    "Step {k:count}: loss {loss[k]}. Rate times curvature is {rl}, above 2, so each jump is longer.",
    "The gradient is 0, so it stays; but this is a saddle, not a lowest place.",
    "By step {k:count} the numbers are infinite. The limit for this surface is a rate of {border}.",
    "Step {k:count}: the gradient is as good as 0, the loss {loss[k]}. A lowest place, so it stays.",
    "Step {k:count}: the gradient is as good as 0, the loss {loss[k]}. A hollow, but not the lowest place.",
    "Step {k:count}: loss {loss[k]}. Rate times steepest curvature is exactly 1: one step to the bottom that way.",
    "The rate is 0, so it stays where it began: loss {loss[k]}.",
    "Step {k:count}: loss {loss[k]}. By curvature it {course:word}, but it {happened:word}: {why:word}.",
    "Step {k:count}: loss {loss[k]}. By its steps it {happened:word}. The border holds for plain descent only.",
    "By step {k:count} the numbers are infinite.",
)
SADDLE, INFINITE, LOWEST, HOLLOW, LANDS, RESTS, UNLIKE, OTHER, LOST = range(4, 13)
BY_COURSE = {
    Course.RESTS: RESTS,
    Course.GLIDES: 0,
    Course.LANDS: LANDS,
    Course.SWINGS: 1,
    Course.BORDER: 2,
    Course.DIVERGES: 3,
}
COURSES = ("rests", "glides", "lands in one step where it is steepest", "swings", "swings for ever", "diverges")
HAPPENED = ("is gliding", "is swinging", "has diverged")
WHY = (
    "from this start the steep direction is never met",
    "there are too few steps to tell",
    "it has arrived and rests",
    "on its way the ground bends more",
    "on its way the ground bends less",
    "",
)
PLACES = (
    "the lowest place nearest to its end",
    "the lowest place nearest to its start",
    "where it ends",
    "where it began",
)
AXES = ("Yours, on y = 0, glides.", "Yours, on x = 0, jumps to and fro on one line.", "")
GROUPS = (COURSES, HAPPENED, WHY, PLACES, AXES)
WORDS = (*COURSES, *HAPPENED, *WHY, *PLACES, *AXES)
NAMES = {
    "gradient_descent": "gradient descent",
    "momentum": "momentum",
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSprop",
    "adam": "Adam",
    "adamw": "AdamW",
}


def word(group: tuple[str, ...], index: int) -> Array:
    """The place of a word among all words."""
    before = sum(len(words) for words in GROUPS[: GROUPS.index(group)])
    return np.array(before + index, dtype=np.uint8)


def cases(walk: Walk) -> Array:
    """Which sentence holds at each step."""
    path = walk.shown
    lost = ~np.isfinite(path.losses) | ~np.isfinite(path.points).all(axis=-1)
    level = bearings.level(path.gradients) & ~lost & np.full(lost.shape, walk.plain)
    least, most = (walk.land.surface.curvature(path.points[-1]) if not lost[-1] else walk.curvature).tolist()
    lowest = walk.land.lowest(path.points[-1])
    size = min(high - low for low, high in walk.land.frame)
    if lowest is None:
        near = walk.land.name == "points_mse"
    else:
        near = not lost[-1] and bool(np.hypot(*(path.points[-1] - lowest)) < 1e-3 * size)
    ground = LOWEST if near and least >= 0 else SADDLE if least < 0 < most else HOLLOW
    if ground == HOLLOW and (walk.land.name in EVEN or walk.land.points is not None):
        # There is no other hollow: it is on its way still, over ground that is level in one direction only.
        level[:] = False
    plain = UNLIKE if walk.why != AGREED else BY_COURSE[walk.course]
    infinite = INFINITE if walk.plain and np.isfinite(walk.border) else LOST
    found = np.select(
        [lost, np.full(len(lost), walk.rate == 0), level],
        [infinite, RESTS, ground],
        default=plain if walk.plain else OTHER,
    )
    return found.astype(np.uint8)


def spoken(walk: Walk) -> dict[str, Array]:
    """The words that hold for the whole walk."""
    lowest = walk.land.lowest(walk.place) is not None
    x, y = walk.start
    axis = 0 if abs(y) <= abs(x) else 1
    return {
        "course": word(COURSES, int(walk.course)),
        "happened": word(HAPPENED, int(walk.happened)),
        "why": word(WHY, walk.why),
        "where": word(PLACES, (0 if walk.ends else 1) if lowest else (2 if walk.ends else 3)),
        "axis_said": word(AXES, axis),
    }


# ---- the update, with its numbers

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


def row(optimizer: str, c: str) -> tuple[Part, ...]:
    """One coordinate's update at the step in hand, its numbers in place."""
    now, then, slope = f"{{w{c}[k]:set}}", f"{{w{c}[next]:set}}", f"{{g{c}[k]:setfactor}}"
    rate, gradient, result = Part("{rate:set}"), Part(slope, "cost"), Part(f" = {then}", "model")
    m, m_next = f"{{m{c}[k]:factor}}", f"{{m{c}[next]:factor}}"
    v, v_next = f"{{v{c}[k]:factor}}", f"{{v{c}[next]:factor}}"
    head = (Part(f"{now} ", "model"), Part("− "), rate)
    match optimizer:
        case "gradient_descent":
            return (*head, Part(" × "), gradient, result)
        case "momentum":
            memory = (Part(f"0.9 × {m} + "), gradient, Part(f" = {{m{c}[next]}};   "))
            return (*memory, *head, Part(f" × {m_next}"), result)
        case "nesterov":
            memory = (Part(f"0.9 × {m} + "), gradient, Part(f" = {{m{c}[next]}};   "))
            return (*memory, *head, Part(" × ("), gradient, Part(f" + 0.9 × {m_next})"), result)
        case "adagrad":
            memory = (Part(f"{m} + "), gradient, Part(f"² = {m_next};   "))
            return (*memory, *head, Part(" × "), gradient, Part(f" / √{m_next}"), result)
        case "rmsprop":
            memory = (Part(f"0.99 × {m} + 0.01 × "), gradient, Part(f"² = {m_next};   "))
            return (*memory, *head, Part(" × "), gradient, Part(f" / √{m_next}"), result)
    both = (
        Part(f"0.9 × {m} + 0.1 × "),
        gradient,
        Part(f" = {{m{c}[next]}};   0.999 × {v} + 0.001 × "),
        gradient,
        Part(f"² = {v_next};   "),
    )
    lead = (Part(f"− 0.01 × {{rate:set}} × {{w{c}[k]:setfactor}} "),) if optimizer == "adamw" else ()
    step = Part(f" × ({m_next} / {{cm[next]}}) / √({v_next} / {{cv[next]}})")
    return (*both, head[0], *lead, *head[1:], step, result)


@cache
def formula(optimizer: str, axes: tuple[str, str], even: bool, points: bool) -> tuple[tuple[Part, ...], ...]:
    """The rule, the same with this step's numbers for both coordinates, and what theory and footprints make of it."""
    plain = optimizer == "gradient_descent"
    before, after = UPDATES[optimizer]
    rule = (
        Part("w", "model"),
        Part(before),
        Part(f"∇L{'(w)' if plain else ''}{after}", "cost"),
        Part(
            "   ∇L(w): the gradient at w" if plain else NOTES.get(optimizer, ""),
            "muted",
        ),
    )
    rows = tuple((Part(f"{name}:  ", "muted"), *row(optimizer, c)) for name, c in zip(axes, "xy", strict=True))
    known = (
        Part("border for η: 2/λ = 2 / {bend[1]} = {border}", "muted", when="bordered"),
        Part("no border: the ground bends upwards nowhere", "muted", when="!bordered"),
        Part(" for plain descent" * (not plain), "muted"),
        Part(
            "   λ: the steepest curvature (how fast the slope changes) at ({place[0]:set}, {place[1]:set}), "
            "{where:word}",
            "muted",
        ),
        Part("; {ratio} times the flattest", "muted", when="uneven"),
    )
    near = "" if even else "near that place "
    kept = (
        Part(
            f"{near}each step multiplies the distance by {{kept[0]:set}} along and by {{kept[1]:set}} across   ",
            "muted",
        ),
        Part(
            "downhill (the arrow) and the way to that place (dotted) are {apart[k]}° apart", "muted", when="bearing[k]"
        ),
    )
    names = (
        *((Part("by curvature it {course:word}; "),) if plain else ()),
        Part("by its last 20 steps it {happened:word}"),
        *((Part(": {why:word}", "muted", when="differ"),) if plain else ()),
    )
    goal = "loss within 0.001 of the lowest, {least}," if points else "loss below 0.001"
    until = (
        Part(f"   {goal} from step {{until:count}}", "cost", when="soon"),
        Part(f"   {goal} not within {{n:count}} steps", "muted", when="!soon"),
        Part(", below 0.125 from step {half:count}", "cost", when="pass halved"),
    )
    return rule, *rows, (*names, *until), known, kept if plain else kept[1:]


def labels(minima: int) -> tuple[Label, ...]:
    """The words on the figures."""
    here = (
        Label(
            "contour",
            "step {k:count}\nloss {loss[k]}",
            "px[k]",
            "py[k]",
            "model",
            anchor,
            f"{seat}[k]",
            "dot",
        )
        for seat, anchor in SEATS.items()
    )
    each = (
        Label("contour", f"λ {{bends[{i}]}}\nborder {{borders[{i}]}}", f"min_x[{i}]", f"min_y[{i}]", "muted", "below")
        for i in range(minima if minima > 1 else 0)
    )
    return (
        *each,
        Label("contour", "saddle", "pass_x", "pass_y", "muted", "below"),
        *here,
        Label("losses", "0.001", "n", "goal_y[0]", "muted", "right"),
    )


def uneven(walk: Walk) -> bool:
    """Whether it is worth saying how many times the steepest curvature is the flattest."""
    ratio = float(bearings.condition(walk.curvature))
    return bool(np.isfinite(ratio) and ratio > 1 + 1e-9)
