"""Every quantity of the loss lesson, for one line or for a hundred: arrays of lines, points on the last axis."""

import numpy as np

from lossviz.inputs.points import Points, thinned
from lossviz.lessons.loss import questions
from lossviz.lessons.loss.problem import FRAMES, LOSSES, LineProblem, point_losses
from lossviz.scene.axes import clip_outside
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import samples

GENERAL, ZERO, VERTICAL, BEST, LISTED = range(5)
TERMS = 4  # written out where the points are more than a few: the first two, the highlighted and the largest one


def round_significant(values: Array) -> Array:
    """Numbers rounded to three significant digits, so that they stand short in a sum: 1, 0.967."""
    finite = np.isfinite(values)
    with np.errstate(divide="ignore"):
        size = np.floor(np.log10(np.abs(values)))
    scale = 10.0 ** np.clip(2 - np.where(np.isfinite(size), size, 0), -290, 290)
    return np.where(finite, np.round(np.where(finite, values, 0) * scale) / scale, values) + 0.0


def at_index(values: Array, index: Array) -> Array:
    """One value of each row."""
    return np.take_along_axis(values, index[..., None], axis=-1)[..., 0]


def line_geometry(problem: LineProblem, at: dict[str, Array], exact: str) -> dict[str, Array]:
    """Where lines, their residuals and their handles are drawn; what lies far outside the frame ends near it.

    The place of the handle named `exact` is read, too, and keeps all its digits.
    """
    (left, right), vertical = problem.frame
    w, y_hat = at["w"], at["y_hat"]
    heights = {name: at[f"height_{name}"] for name in problem.handle_x}
    handles = {f"{name}_y": np.clip(y, *vertical) for name, y in heights.items()}
    read = {name: y for name, y in handles.items() if name == f"{exact}_y"}
    ends = np.stack([heights["left"], heights["right"]], axis=-1)
    shapes = {"line_y": clip_outside(ends, *vertical, FRAMES)}
    if (shapes["line_y"] != ends).any():
        # A steep line is drawn where it is near: to cut its ends straight would turn it.
        steep = np.where(w == 0, 1, w)[..., None]
        with np.errstate(over="ignore"):
            shapes["line_x"] = np.clip(np.array([left, right]) + (shapes["line_y"] - ends) / steep, left, right)
    if not problem.many:
        shapes["y_hat"] = clip_outside(y_hat, *vertical, FRAMES)
        if problem.loss == "huber":
            quadratic = np.clip(problem.points.y - y_hat, -problem.delta, problem.delta)
            shapes["quadratic_end"] = clip_outside(problem.points.y - quadratic, *vertical, FRAMES)
    return merged(geometry(**{name: y for name, y in handles.items() if name not in read}, **shapes), numbers(**read))


def sentence_cases(problem: LineProblem, residuals: Array, loss: Array) -> Array:
    """Which sentence holds for each line."""
    zero = (residuals == 0).all(axis=-1)
    vertical = np.full(loss.shape, problem.points.vertical)
    best = loss <= problem.minimum * (1 + 1e-6)
    small = abs(residuals) < 100
    whole = small & (abs(residuals - np.round(np.where(small, residuals, 0))) < 1e-9)
    listed = whole.all(axis=-1) & (problem.few and problem.loss == "mse")
    return np.select([zero, vertical, best, listed], [ZERO, VERTICAL, BEST, LISTED], GENERAL)


def written_terms(problem: LineProblem, terms: Array, largest: Array) -> Array:
    """The terms of the formula: those of all points, or where they are more than a few, of `TERMS` of them."""
    if problem.few:
        return terms
    first = terms[..., [0, 1, max(problem.highlight, 0)]]
    return np.concatenate([first, at_index(terms, largest)[..., None]], axis=-1)


def text_state(problem: LineProblem, at: dict[str, Array]) -> dict[str, Array]:
    """The terms that the formula shows, and the numbers that the sentence says."""
    n, highlight, mse, largest = len(problem.points), problem.highlight, problem.loss == "mse", at["largest"]
    known = indices(largest=largest, case=at["case"])
    if not problem.few:
        unlisted = (largest > 1) & (largest != highlight)
        known |= flags(largest_unlisted=unlisted)
        known |= indices(left_out=n - 2 - unlisted.astype(int) - (highlight > 1))
    elif mse:
        known |= indices(square=np.where((at["case"] == LISTED)[..., None], np.round(at["losses"]), 0))
    if mse:
        known |= numbers(largest_share=at["written_share"])
    if problem.loss == "mae":
        known |= numbers(largest_residual=at_index(at["losses"], largest))
    if problem.many:
        known |= numbers(largest_x=problem.points.x[largest], largest_y=problem.points.y[largest])
    return merged(known, numbers(term=at["term"]))


def measured(problem: LineProblem, w: Array, b: Array) -> dict[str, Array]:
    """What lines with these slopes and intercepts, of any shape, have in errors and losses; points on the last axis."""
    y_hat = problem.predict(w, b)
    y = np.broadcast_to(problem.points.y, y_hat.shape)
    residuals = samples.residuals(y, y_hat)
    each = {name: point_losses(name, problem.delta, y, y_hat) for name in LOSSES}
    means = {name: samples.mean(losses) for name, losses in each.items()}
    losses, loss = each[problem.loss], means[problem.loss]
    largest = abs(residuals).argmax(axis=-1)
    with np.errstate(over="ignore"):
        total = losses.sum(axis=-1)
    divisible = (total > 0) & np.isfinite(total)
    share = np.divide(at_index(losses, largest), total, out=np.zeros(loss.shape), where=divisible)
    terms = round_significant(residuals if problem.loss == "mse" else losses)
    return {
        "w": w,
        "b": b,
        "y_hat": y_hat,
        "losses": losses,
        "largest": largest,
        "written_share": round_significant(share),
        "term": written_terms(problem, terms, largest),
        "case": sentence_cases(problem, residuals, loss),
        "dot_y": np.minimum(loss, problem.tops(loss)),
        **means,
        **{f"height_{name}": problem.height_at(x, w, b) for name, x in problem.handle_x.items()},
        **questions.replies(problem, w, b, residuals),
        **questions.goals(problem, means["mse"], means["mae"], residuals, share),
    }


def all_quantities(problem: LineProblem, at: dict[str, Array], exact: str = "") -> dict[str, Array]:
    """Every quantity of a row of lines that were `measured`; `exact` names the handle whose place is read."""
    return merged(
        numbers(line=np.stack([at["w"], at["b"]], axis=-1), **{name: at[name] for name in LOSSES}),
        geometry(dot_y=at["dot_y"]),
        line_geometry(problem, at, exact),
        text_state(problem, at),
        {name: values for name, values in at.items() if name.startswith(("reply", "goal"))},
    )


def constants(problem: LineProblem) -> dict[str, Array]:
    """What no handle on the line changes."""
    points, n = problem.points, len(problem.points)
    (left, right), vertical = problem.frame
    shown = thinned(points) if problem.many else points
    markers = shown if problem.many else Points(points.x[:0], points.y[:0])  # the others are handles
    # Of many points no residual is drawn but the first one, as long as nothing.
    residual_points = Points(points.x[:1].copy(), points.y[:1].copy()) if problem.many else points
    slots = n if problem.few else TERMS
    slot = problem.highlight if problem.few else min(problem.highlight, TERMS - 2)
    return merged(
        numbers(
            line_x=[left, right],
            edge_left=left,
            edge_right=right,
            at_middle=problem.handle_x["middle"],
            x_range=[left, right],
            y_range=vertical,
            slope_range=problem.slice_ranges["slope"],
            intercept_range=problem.slice_ranges["intercept"],
            delta=problem.delta,
            px=residual_points.x,
            py=residual_points.y,
        ),
        geometry(
            marker_x=markers.x,
            marker_y=markers.y,
            side=np.where(residual_points.x > left + 0.75 * problem.width, -1.0, 1.0),
            straight=np.zeros(len(residual_points)),
        ),
        indices(n=n, drawn=len(shown)),
        flags(highlighted=np.arange(slots) == slot, is_huber=problem.loss == "huber"),
        questions.unasked_replies(problem),
    )
