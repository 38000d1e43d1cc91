"""Every quantity of the lesson: what is the same at every step, what changes from step to step, and both paths."""

import numpy as np

from lossviz.inputs.points import thinned
from lossviz.lessons.sgd import axes, questions, runs
from lossviz.lessons.sgd.axes import CORNERS, FRAMES, LossAxes
from lossviz.lessons.sgd.runs import Run
from lossviz.scene.axes import Frame, clip_outside, clip_radially, points_frame
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.theory import directions, mini_batches

HIGHLIGHT_BUDGET = 4_000  # numbers of batches in one table
MOST_ARROWS = 400
SHOWN_TERMS = 3
# Below a circle of a smaller share of the frame than this, the name of an arrow has a line of its own.
SMALL_CIRCLE = 0.09


def constants(run: Run, loss_axes: LossAxes, frame: Frame) -> dict[str, Array]:
    """What is the same at every step; `frame` are the axes of the gradients."""
    points, landscape, n, batch = run.points, run.landscape, run.n, run.batch
    drawn, limits, minimum = thinned(points), runs.stability_limits(points), runs.minimum_loss(points)
    best = landscape.surface.minima[0] if landscape.surface.minima else (np.nan, np.nan)
    tail = runs.tail_average(run)
    mean = tail[1] if tail else np.full(2, np.nan)
    until_near = runs.evaluations_until_near(run.path, run.work, minimum)
    full_until_near = runs.evaluations_until_near(run.full_path, run.full_work, minimum)
    every = axes.epoch_stride(run.epochs)
    ends = np.arange(every, run.epochs + 1, every) * (run.updates_per_epoch if run.by_steps else n)
    ends = ends[ends <= loss_axes.end]
    return merged(
        indices(
            B=batch,
            n=n,
            left_out=n - batch,
            others=n - 1,
            steps=run.steps,
            until_near=until_near,
            full_until_near=full_until_near,
        ),
        numbers(
            rate=run.rate,
            w0=run.path.points[0, 0],
            b0=run.path.points[0, 1],
            stability_limit=limits.full,
            strictest_limit=limits.single,
            minimum_loss=minimum,
            tail_loss=tail[0] if tail else np.nan,
            mean_loss=float(landscape.surface.loss(mean)) if tail else np.nan,
            mean_w=mean[0],
            mean_b=mean[1],
            best_w=best[0],
            best_b=best[1],
            zero=np.zeros(1),
            ends=points_frame(points)[0],
            grid_w=landscape.x,
            grid_b=landscape.y,
            gradient_w_range=frame[0],
            gradient_b_range=frame[1],
            label_x=loss_axes.end if loss_axes.labels_at_right else 0.0,
            label_y=loss_axes.label_heights,
            work_range=np.array([-0.02, 1.1]) * loss_axes.end,
        ),
        geometry(
            tails=np.zeros(min(n, MOST_ARROWS)),
            x=drawn.x,
            y=drawn.y,
            level=landscape.level,
            epochs_x=np.repeat(ends, 3),
            epochs_y=np.tile([loss_axes.low, loss_axes.high, np.nan], len(ends)),
        ),
        flags(
            positive_minimum=minimum > 0,
            vertical=points.vertical,
            came_near=until_near >= 0,
            full_came_near=full_until_near >= 0,
            tail=tail is not None,
            several=n > 1,
            partial=batch < n,
            compared=batch > 1,
            falling=run.rates.min() < run.rates.max(),
            never=False,
        ),
    )


def gradient_quantities(run: Run, at: Array, frame: Frame) -> dict[str, Array]:
    """Gradients and their standard deviation at the steps `at`, one row for each."""
    gradients = mini_batches.per_sample_gradients(run.points.x, run.points.y, run.path.points[at])
    true, of_batch = run.true_gradients[at], run.batch_gradients[at]
    single, deviation = runs.standard_deviations(gradients, [1, run.batch]).T
    with np.errstate(all="ignore"):
        cloud = runs.cloud_gradients(gradients, run.batch, run.seed, runs.DRAWS if run.batch > 1 else MOST_ARROWS)
        circle = directions.circle(true, deviation, CORNERS)
        norm = np.hypot(true[:, 0], true[:, 1])
        deviation_ratio = deviation / np.where(single > 0, single, np.nan)
    cloud, circle = clip_radially(cloud, frame, FRAMES), clip_radially(circle, frame, FRAMES)
    angle = directions.angle_degrees(of_batch, true)
    terms, chosen = np.zeros((len(at), SHOWN_TERMS, 2)), np.zeros((len(at), SHOWN_TERMS), dtype=int)
    for row, step in enumerate(at):
        first = run.batches[step][:SHOWN_TERMS]
        terms[row, : len(first)], chosen[row, : len(first)] = gradients[row, first], first
    return merged(
        numbers(
            angle=angle,
            single=single,
            deviation=deviation,
            with_replacement=mini_batches.standard_deviation_with_replacement(single, run.batch),
            deviation_ratio=deviation_ratio,
            true_w=true[:, 0],
            true_b=true[:, 1],
            norm=norm,
            batch_w=of_batch[:, 0],
            batch_b=of_batch[:, 1],
            current_rate=run.rates[at],
            **{f"term{i}_{axis}": terms[:, i, c] for i in range(SHOWN_TERMS) for c, axis in enumerate("wb")},
        ),
        indices(
            uphill=directions.uphill(gradients, true).sum(axis=-1),
            number=chosen[:, 0] + 1,
            **{f"point{i}": chosen[:, i] for i in range(SHOWN_TERMS)},
        ),
        flags(
            stationary=norm == 0,
            has_angle=np.isfinite(angle) & (run.batch < run.n),
            circle_inside=(circle[..., 1] > frame[1][0]).all(axis=-1) & (deviation > 0),
            small_circle=deviation < SMALL_CIRCLE * (frame[1][1] - frame[1][0]),
        ),
        geometry(cloud_x=cloud[..., 0], cloud_y=cloud[..., 1], circle_x=circle[..., 0], circle_y=circle[..., 1]),
    )


def batch_points(run: Run, at: Array) -> Array:
    """The points of the next batch at the steps `at`, as many as there is room for: (steps, points, 2)."""
    room = max(1, min(run.batch, HIGHLIGHT_BUDGET // len(at)))
    highlighted = np.full((len(at), room, 2), np.nan)
    for row, step in enumerate(at):
        chosen = run.batches[step][:room]
        highlighted[row, : len(chosen), 0], highlighted[row, : len(chosen), 1] = (
            run.points.x[chosen],
            run.points.y[chosen],
        )
    return highlighted


def step_quantities(run: Run, at: Array, loss_axes: LossAxes, frame: Frame) -> dict[str, Array]:
    """What changes from step to step, one row for each of the steps `at`."""
    full = at if run.by_steps else run.work[at] // run.n
    # A place that is no number any more was left behind by a loss without bounds.
    loss, full_loss = (
        np.where(np.isnan(one), np.inf, one) for one in (run.path.losses[at], run.full_path.losses[full])
    )
    sizes = run.batch_sizes[at]
    (left, right), up = points_frame(run.points)
    slope, intercept = run.path.points[at].T
    with np.errstate(all="ignore"):
        line = np.stack([intercept + slope * end for end in (left, right)], axis=-1)
    true = clip_radially(run.true_gradients[at], frame, FRAMES)
    of_batch = clip_radially(run.batch_gradients[at], frame, FRAMES)
    names = [axes.stop_at_edge(one, frame) for one in (true, of_batch)]
    highlighted = batch_points(run, at)
    return merged(
        indices(
            k=at,
            evaluations=run.work[at],
            epoch=np.maximum(1, -(-at // run.updates_per_epoch)),
            size=sizes,
            more=np.maximum(sizes - SHOWN_TERMS, 0),
            full_k=full,
        ),
        numbers(loss=loss, full_loss=full_loss),
        flags(
            two=sizes > 1,
            three=sizes > 2,
            full_moved=(full > 0) & (run.batch < run.n),
            batch_above=of_batch[:, 1] >= true[:, 1],
        ),
        geometry(
            line=clip_outside(line, *up, FRAMES),
            highlighted_x=highlighted[..., 0],
            highlighted_y=highlighted[..., 1],
            true_x=true[:, 0],
            true_y=true[:, 1],
            batch_x=of_batch[:, 0],
            batch_y=of_batch[:, 1],
            full_name_x=names[0][:, 0],
            full_name_y=names[0][:, 1],
            batch_name_x=names[1][:, 0],
            batch_name_y=names[1][:, 1],
        ),
        questions.assessed(run, at),
    )


def path_quantities(run: Run, places: Array, loss_axes: LossAxes) -> dict[str, Array]:
    """Both paths from end to end, and where the places of the track lie on them."""
    compared = run.full_steps + 1
    path = clip_radially(run.path.points, run.landscape.frame, FRAMES)
    full = clip_radially(run.full_path.points[:compared], run.landscape.frame, FRAMES)
    work, full_work = run.work, run.full_work[:compared]
    if run.by_steps:
        work, full_work = np.arange(len(path)), np.arange(compared)
    found = merged(
        geometry(
            path_w=path[:, 0],
            path_b=path[:, 1],
            height=axes.log_heights(run.path.losses, loss_axes),
            full_w=full[:, 0],
            full_b=full[:, 1],
            full_height=axes.log_heights(run.full_path.losses[:compared], loss_axes),
        ),
        indices(work=work, full_work=full_work),
    )
    # Where every step has a place these are the same arrays, which cross to the browser once.
    every = len(places) == len(path)
    along = {"hover_w": found["path_w"], "hover_b": found["path_b"], "hover_work": found["work"]}
    return merged(found, {name: values if every else values[places] for name, values in along.items()})
