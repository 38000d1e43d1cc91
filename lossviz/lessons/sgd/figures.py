"""The four figures of the lesson: gradients, both paths on the map, the loss, and the points."""

from functools import cache, lru_cache

from lossviz.figures import contour, gradients, loss_by_cost, mini_batch, palette
from lossviz.inputs.points import Points, thinned
from lossviz.lessons.sgd.axes import LossAxes
from lossviz.lessons.sgd.words import COMPARED, NAMED_POINTS
from lossviz.scene.axes import points_frame
from lossviz.scene.landscapes import Landscape
from lossviz.scene.scene import Figure
from lossviz.theory import contour_levels

# A path of more steps is drawn with a thinner line.
MANY_STEPS = 200
# Gradients and paths are as tall as the loss and the points, stacked beside them with their captions.
SMALL = 178
TALL = 2 * SMALL + 25


@cache
def gradients_figure(as_arrows: bool, everywhere: bool, draws: int) -> Figure:
    """The full gradient and the batch's as arrows, a cloud of others, and a circle with their standard deviation."""
    cloud = "every single point" if as_arrows else f"{draws} random batches"
    where = "" if everywhere else " at this step"
    return Figure(
        "gradients",
        f"Gradients: full batch, this batch, {cloud}{where}",
        gradients.figure(
            true=("true_x", "true_y"),
            batch=("batch_x", "batch_y"),
            cloud=("cloud_x", "cloud_y", "cloud_k"),
            circle=("circle_x", "circle_y", "circle_k"),
            ranges=("gradient_w_range", "gradient_b_range"),
            as_arrows="tails" if as_arrows else "",
        ),
        height=TALL,
        narrow_height=250,
        columns=5,
        rows=2,
        describes="Arrows from one point: the full gradient, that of the batch, and a cloud of others around it",
        hover=("time", "hover_x", "hover_y"),
    )


@lru_cache(maxsize=32)
def map_figure(landscape: Landscape) -> Figure:
    """Both paths over slope and intercept, on contour lines of the loss."""
    return Figure(
        "contour",
        "SGD path and full-batch path (dashed)",
        contour.figure(
            [
                contour.level_contours(x="grid_w", y="grid_b", z="level", levels=contour_levels.LEVEL_COUNT),
                contour.path("ahead", x="path_w", y="path_b", colour=palette.MUTED, width=0.8),
                contour.path("full", x="full_w", y="full_b", colour=palette.TRUTH, dash="dash", upto="full_k"),
                contour.path("path", x="path_w", y="path_b", colour=palette.MODEL, width=2, upto="k"),
                contour.marks("minimum", x="best_w", y="best_b", colour=palette.TEXT, symbol="x", size=9),
                contour.marks("mean", x="mean_w", y="mean_b", colour=palette.COST, symbol="diamond", size=11),
                contour.marks("full_dot", x="full_w[full_k]", y="full_b[full_k]", colour=palette.TRUTH, size=9),
                contour.marks("dot", x="path_w[k]", y="path_b[k]", colour=palette.MODEL, size=11),
            ],
            frame=landscape.frame,
            titles=landscape.axes,
        ),
        height=TALL,
        narrow_height=260,
        columns=4,
        rows=2,
        describes="Contour map of the loss over slope and intercept with the SGD path and the full-batch path",
        hover=("time", "hover_w", "hover_b"),
    )


@lru_cache(maxsize=32)
def points_figure(points: Points, batch: int, highlighted: int) -> Figure:
    """The points, those of the next batch highlighted, and the line; at most `highlighted` of a batch are."""
    n, many = len(points), len(points) > NAMED_POINTS
    shown = len(thinned(points))
    if highlighted < batch:
        caption = f"{highlighted:,} of the batch’s {batch:,} points are highlighted"
    elif batch == n:
        caption = "All points at once" if n > 1 else "The one point"
    else:
        caption = "The batch: {size:count} of {n:count} points"
    if shown < n:
        caption += f", {shown:,} are drawn"
    return Figure(
        "points",
        caption,
        mini_batch.figure(
            x="x",
            y="y",
            batch=("highlighted_x", "highlighted_y"),
            line=("ends", "line"),
            frame=points_frame(points),
            size=4 if many else 6,
            batch_marker_size=13 if batch == 1 else 9 if not many else 6,
        ),
        height=SMALL,
        narrow_height=215,
        columns=3,
        describes="The points, those of the next batch highlighted, and the line at this step",
    )


@lru_cache(maxsize=32)
def loss_figure(loss_axes: LossAxes, compare: str, stride: int, steps: int, truncated: bool) -> Figure:
    """The loss of both paths over gradient evaluations or steps; every `stride` epochs have a mark."""
    across = COMPARED[compare]
    caption = f"Loss, a mark every {stride} epochs" if stride > 1 else f"Loss over {across}"
    if truncated:
        caption += f", cut off after {steps:,} steps"
    return Figure(
        "loss",
        caption,
        loss_by_cost.figure(
            path=("work", "height", "k"),
            full=("full_work", "full_height", "full_k"),
            dot=("work[k]", "height[k]"),
            full_dot=("full_work[full_k]", "full_height[full_k]"),
            epochs=("epochs_x", "epochs_y"),
            powers=(loss_axes.low, loss_axes.high),
            x_range="work_range",
            title=across.removeprefix("gradient "),
            width=2 if steps <= MANY_STEPS else 1,
        ),
        height=SMALL,
        narrow_height=200,
        columns=3,
        describes=f"The loss of the batches and of the full batch over {across}",
        hover=("time", "hover_work", ""),
    )
