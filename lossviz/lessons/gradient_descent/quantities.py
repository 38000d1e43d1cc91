"""Every quantity of a descent: at each of its steps, and of the whole path."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from lossviz.inputs.points import DRAWN, Points, thinned
from lossviz.lessons.gradient_descent import questions, step_label, words
from lossviz.lessons.gradient_descent.runs import Descent, Reason
from lossviz.scene import axes, landscapes
from lossviz.scene.axes import Frame
from lossviz.scene.landscapes import Landscape
from lossviz.scene.quantities import Array, flags, geometry, geometry_array, indices, merged, numbers
from lossviz.scene.scene import ABSENT
from lossviz.theory import (
    contour_levels,
    convergence,
    descent_diagnostics,
    directions,
    logistic_unit,
    optimizer_history,
    surfaces,
)

# How far beyond the frame a path is drawn, in frames.
FRAMES_OUTSIDE = 20.0
# So close to 0, as a share of the frame, a coordinate of the reference point is written as 0.
ZERO = 1e-12
TOLERANCE = 1e-3
SADDLE_HALF = 0.125
# The arrow along −∇L, as a share of the frame; there is none where the gradient is at most this share of the largest.
ARROW, NO_GRADIENT = 0.13, 1e-5
CURVE_PLACES = 24
# From the side these need all of their grid, the others every second place of it.
FINE_SURFACES = frozenset(("rastrigin", "rosenbrock"))


@lru_cache(maxsize=16)
def all_quantities(descent: Descent) -> tuple[Mapping[str, Array], Mapping[str, Array]]:
    """What differs from step to step, with a row for each, and what is the same at every step; kept with the descent.

    A row holds little: mostly which step it is, and what no other row reads, which is not sent with a held handle.
    """
    k = np.arange(descent.steps + 1)
    betas = descent.optimizer.hyperparameters.get("betas")
    corrections = {
        f"c{name}": optimizer_history.bias_correction(beta, descent.steps + 1)[1:]
        for name, beta in zip("mv", map(float, betas) if isinstance(betas, tuple) else (), strict=False)
    }
    # The start is what an address without a step means.
    sent = np.where(k == 0, ABSENT, k)
    edge, curve = loss_curve(descent)
    rows = indices(k=k, next=k + 1, step=sent, case=words.sentence_indices(descent), edge=edge) | numbers(**corrections)
    whole = merged(
        curve,
        path_quantities(descent),
        curvature_quantities(descent),
        drawn_quantities(descent),
        words.word_quantities(descent),
        questions.assessed(descent),
        landscape_quantities(descent.landscape),
    )
    points = descent.landscape.points
    if points is None:
        return rows, whole
    model = model_quantities(descent, points)
    drawn = drawn_points(points)
    return rows | {"line": model.pop("line")}, merged(whole, model, geometry(data_x=drawn.x, data_y=drawn.y))


def drawn_points(points: Points) -> Points:
    """The points that are drawn; a third as many where their numbers are so large or small that they take more room."""
    takes_more = any(geometry_array(row).dtype == np.float64 for row in (points.x, points.y))
    return thinned(points, DRAWN // 3 if takes_more else DRAWN)


def path_quantities(descent: Descent) -> dict[str, Array]:
    """What is read of the path: points, gradients, losses, and the optimiser's memory before each step."""
    path, shown, minimum = descent.extended_path, slice(descent.steps + 1), descent.landscape.levels.minimum
    has_minimum = bool(descent.landscape.surface.minima)
    with np.errstate(all="ignore"):
        angle = directions.angle_degrees(-path.gradients[shown], descent.reference - path.points[shown])
    flat = descent_diagnostics.nearly_stationary(path.gradients, NO_GRADIENT)[shown]
    to_tolerance = int(convergence.first_step_below(descent.path.losses, minimum + TOLERANCE))
    to_half = int(convergence.first_step_below(descent.path.losses, SADDLE_HALF))
    moments = {
        f"{name}{c}": memory[:, i]
        for name, memory in zip("mv", descent.memory, strict=False)
        for i, c in enumerate("xy")
    }
    return merged(
        numbers(
            wx=path.points[:, 0],
            wy=path.points[:, 1],
            gx=path.gradients[:, 0],
            gy=path.gradients[:, 1],
            loss=path.losses,
            minimum=minimum,
            angle=np.where(has_minimum, angle, np.nan),
            **moments,
        ),
        indices(n=descent.steps, steps_to_tolerance=max(to_tolerance, 0), steps_to_half=max(to_half, 0)),
        flags(
            has_angle=np.isfinite(angle) & ~flat & has_minimum,
            within_tolerance=to_tolerance >= 0,
            below_half=to_half >= 0,
        ),
    )


def curvature_quantities(descent: Descent) -> dict[str, Array]:
    """What the curvature at the reference point and at the minima tells of the descent."""
    surface, reference, curvature = descent.landscape.surface, descent.reference, descent.curvature
    minima = np.array(surface.minima).reshape(-1, 2)
    has_minimum = len(minima) > 0
    condition = descent_diagnostics.condition_number(curvature)
    # A minimum that was found by iteration lies off 0 by the rounding of its last step.
    rounded = np.where(abs(reference) < ZERO * np.ptp(descent.landscape.frame, axis=1), 0.0, reference)
    return merged(
        numbers(
            rate=descent.rate,
            start=descent.start,
            reference=rounded,
            reference_x=reference[0] if has_minimum else np.nan,
            reference_y=reference[1] if has_minimum else np.nan,
            curvature=curvature,
            stability_limit=descent.stability_limit,
            rate_times_curvature=descent_diagnostics.rate_times_curvature(descent.rate, curvature[-1]),
            contraction=descent_diagnostics.contraction_factor(descent.rate, curvature),
            condition_number=condition,
            minima_curvature=surface.curvature(minima)[:, -1] if has_minimum else [],
            minima_limit=surface.stability_limit(minima) if has_minimum else [],
        ),
        flags(
            has_limit=np.isfinite(descent.stability_limit),
            plain=descent.is_plain,
            differ=descent.reason != Reason.NO_DIFFERENCE,
            ill_conditioned=np.isfinite(condition) & (condition > 1 + 1e-9),
        ),
        geometry(minima_x=minima[:, 0], minima_y=minima[:, 1]),
    )


def drawn_quantities(descent: Descent) -> dict[str, Array]:
    """What is drawn: the path on the map, on the surface and its loss over the steps."""
    landscape, path = descent.landscape, descent.path
    x_range, y_range = landscape.frame
    (left, right), (bottom, top) = landscape.frame
    x, y = path.points.T
    inside = (x >= left) & (x <= right) & (y >= bottom) & (y <= top)
    with np.errstate(all="ignore"):
        # As long where the gradient is large as where it is small, and none where it is nearly 0.
        tips = path.points + ARROW * descent_diagnostics.descent_direction(
            path.gradients, np.ptp(landscape.frame, axis=1)
        )
        tips[descent_diagnostics.nearly_stationary(path.gradients, NO_GRADIENT)] = np.nan
        height = np.minimum(landscape.to_height(path.losses), float(landscape.height.max()))
    return merged(
        geometry(
            px=axes.clip_outside(x, *x_range, FRAMES_OUTSIDE),
            py=axes.clip_outside(y, *y_range, FRAMES_OUTSIDE),
            pz=np.where(inside, height, np.nan),
            tip_x=axes.clip_outside(tips[:, 0], *x_range, FRAMES_OUTSIDE),
            tip_y=axes.clip_outside(tips[:, 1], *y_range, FRAMES_OUTSIDE),
        ),
        numbers(start_x=min(max(descent.start[0], left), right), start_y=min(max(descent.start[1], bottom), top)),
        indices(step_numbers=np.arange(descent.steps + 1), step_range=[0, descent.steps]),
        step_label.quantities(path.points[: descent.steps + 1], tips, descent.reference, landscape.frame),
    )


def loss_curve(descent: Descent) -> tuple[Array, dict[str, Array]]:
    """The loss over the steps in powers of ten: its line leaves the frame where the loss does, its marks do not.

    Also over which edge it has left at each step: 1 is the upper one, 2 the lower, 0 none. Where the loss is no number,
    nothing is drawn.
    """
    low, high = log_loss_range(descent.landscape)
    powers = contour_levels.log10_excess(descent.path.losses, descent.landscape.levels.minimum)
    above, below = powers > high, powers < low
    first = int(above.argmax())
    log_tolerance = float(contour_levels.log10_excess(np.array(TOLERANCE)))
    return np.where(above, 1, np.where(below, 2, 0)), merged(
        geometry(
            log_loss=axes.clip_outside(powers, low, high, 2.0),
            dot_y=np.where(above, np.nan, axes.clip_outside(np.maximum(powers, low), low, high, 2.0)),
            upper_edge=[np.nan, high, np.nan],
            lower_edge=[np.nan, np.nan, low],
            exit_y=high if above.any() else np.nan,
            tolerance_y=np.full(2, log_tolerance if low < log_tolerance < high else np.nan),
        ),
        indices(exit_step=max(first - 1, 0)),
    )


def log_loss_range(landscape: Landscape) -> tuple[int, int]:
    """The lowest and the highest power of ten on the axis of the loss."""
    largest = contour_levels.log10_excess(np.array(landscape.max_loss), landscape.levels.minimum)
    high = int(np.ceil(largest)) + 3 if np.isfinite(largest) else 1
    return -10 if -4 < high <= 12 else high - 14, high


def data_frame(landscape: Landscape, points: Points) -> Frame:
    """The axes on which the points are drawn; labels lie between 0 and 1."""
    x_range, y_range = axes.points_frame(points)
    if landscape.name == "points_mse":
        return x_range, y_range
    return (-3.5, 3.5) if points is landscapes.SIX else x_range, (-0.08, 1.08)


def model_quantities(descent: Descent, points: Points) -> dict[str, Array]:
    """What the model of each step predicts along the frame: a line, or the probability of 1."""
    (left, right), (bottom, top) = data_frame(descent.landscape, points)
    linear = descent.landscape.name == "points_mse"
    x = np.linspace(left, right, 2 if linear else min(CURVE_PLACES, max(9, 5000 // (descent.steps + 2))))
    if linear:
        with np.errstate(all="ignore"):
            output = descent.path.points[:, :1] * x + descent.path.points[:, 1:]
        predicted = axes.clip_outside(output, bottom, top, FRAMES_OUTSIDE)
    else:
        predicted = logistic_unit.probabilities(x, descent.path.points)
    line = geometry_array(predicted)
    return merged(
        {"line": line, "initial_line": line[0]},
        geometry(line_x=x, line_end_y=predicted[:, -1]),
        numbers(line_end_x=np.full(len(predicted), right), initial_end=predicted[0, -1]),
    )


@lru_cache(maxsize=48)
def landscape_quantities(landscape: Landscape) -> dict[str, Array]:
    """What belongs to the landscape alone."""
    every = 1 if landscape.name in FINE_SURFACES else 2
    saddle = landscape.name == "saddle"

    def thinned(values: Array) -> Array:
        rows = values.reshape(len(landscape.y), len(landscape.x))[::every, ::every]
        return np.ascontiguousarray(rows).reshape(-1)

    ravine, start = surfaces.ravine(), np.array(landscapes.PRESETS["ravine"].start)
    return merged(
        {"level": landscape.level, "height": thinned(landscape.height)},
        {} if every == 1 else {"surface_level": thinned(landscape.level)},
        geometry(grid_x=landscape.x, grid_y=landscape.y, space_x=landscape.x[::every], space_y=landscape.y[::every]),
        flags(saddle=saddle),
        numbers(
            saddle_x=0.0 if saddle else np.nan,
            saddle_y=0.0 if saddle else np.nan,
            azimuth_range=[0.0, 360.0],
            azimuth_y=0.0,
            unit_range=[0.0, 1.0],
            # Between −∇L and the direction to the minimum, where the lesson begins.
            first_angle=directions.angle_degrees(-ravine.gradient(start), -start),
        ),
    )
