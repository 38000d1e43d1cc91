"""The four pictures of the lesson: points, gradients, the walk on the map, and what it costs."""

from functools import cache, lru_cache

from lossviz.figures import contour, gradients, palette, sampled, work
from lossviz.inputs import points as given
from lossviz.inputs.points import Points
from lossviz.lessons.sgd.axes import Scale
from lossviz.lessons.sgd.quantities import SOME
from lossviz.scene.landscapes import Landscape
from lossviz.scene.scene import Figure
from lossviz.theory import relief

# A walk of more steps is drawn with a thinner line.
LONG = 200


@cache
def of_gradients(as_arrows: bool, long: bool, draws: int) -> Figure:
    """The arrows, the cloud and its ring."""
    cloud = "every single point’s" if as_arrows else f"{draws} random batches"
    where = " where the walk stands" if long else ""
    return Figure(
        "gradients",
        f"Gradients: true, this batch’s, {cloud}{where}",
        gradients.figure(
            true=("true_x", "true_y"),
            batch=("batch_x", "batch_y"),
            cloud=("cloud_x", "cloud_y", "cloud_k"),
            ring=("ring_x", "ring_y", "ring_k"),
            ranges=("slopes_across", "slopes_up"),
            as_arrows="feet" if as_arrows else "",
        ),
        height=240,
        narrow_height=215,
        columns=4,
        describes="Arrows from one point: the true gradient, the gradient of the batch, and a cloud round a ring",
        hover=("time", "hover_x", "hover_y"),
    )


@lru_cache(maxsize=32)
def of_the_map(landscape: Landscape) -> Figure:
    """The walk, and the one of the full batch, over all lines there are."""
    return Figure(
        "contour",
        "The walk, and the full batch’s beside it",
        contour.figure(
            [
                contour.heights(x="grid_w", y="grid_b", z="depth", lines=relief.LINES),
                contour.path("ahead", x="path_w", y="path_b", colour=palette.MUTED, width=0.8),
                contour.path("full", x="full_w", y="full_b", colour=palette.TRUTH, dash="dash", upto="f"),
                contour.path("walk", x="path_w", y="path_b", colour=palette.MODEL, width=2, upto="k"),
                contour.marks("best", x="best_w", y="best_b", colour=palette.TEXT, symbol="x", size=9),
                contour.marks("mean", x="mean_w", y="mean_b", colour=palette.COST, symbol="diamond", size=11),
                contour.marks("full-here", x="full_w[f]", y="full_b[f]", colour=palette.TRUTH, size=9),
                contour.marks("here", x="path_w[k]", y="path_b[k]", colour=palette.MODEL, size=11),
            ],
            frame=landscape.frame,
            titles=landscape.axes,
        ),
        height=240,
        narrow_height=230,
        columns=3,
        describes="Map of the loss over slope and intercept with the walk of the batches and of the full batch",
        hover=("time", "hover_w", "hover_b"),
    )


@lru_cache(maxsize=32)
def of_the_points(points: Points, batch: int, lit: int) -> Figure:
    """The points, and those of them that are looked at."""
    n, many = len(points), len(points) > SOME
    shown = len(given.drawn(points))
    if lit < batch:
        caption = f"{lit:,} of the batch’s {batch:,} points are lit"
    elif batch == n:
        caption = "All points at once" if n > 1 else "The one point"
    else:
        caption = "The batch: {m:count} of {n:count} points"
    if shown < n:
        caption += f", {shown:,} are drawn"
    return Figure(
        "points",
        caption,
        sampled.figure(
            x="x",
            y="y",
            lit=("lit_x", "lit_y"),
            line=("ends", "line"),
            frame=given.frame(points),
            size=4 if many else 6,
            lit_size=13 if batch == 1 else 9 if not many else 6,
        ),
        height=240,
        narrow_height=215,
        columns=2,
        describes="The points, those of the next batch lit, and the line at this step",
    )


@lru_cache(maxsize=32)
def of_the_work(on: Scale, by_steps: bool, mark: int, steps: int, cut: bool) -> Figure:
    """The loss of both walks over work or steps."""
    across = "steps" if by_steps else "gradient evaluations"
    caption = f"Loss over {across}"
    if mark > 1:
        caption += f", a mark for each {mark} epochs"
    if cut:
        caption += f", cut off after {steps:,} steps"
    return Figure(
        "loss",
        caption,
        work.figure(
            walk=("work", "height", "k"),
            beside=("full_work", "full_height", "f"),
            dot=("work[k]", "height[k]"),
            beside_dot=("full_work[f]", "full_height[f]"),
            epochs=("epochs_x", "epochs_y"),
            powers=(on.low, on.high),
            across="across",
            title=across,
            width=2 if steps <= LONG else 1,
        ),
        height=240,
        narrow_height=200,
        columns=3,
        describes=f"The loss of the batches and of the full batch over {across}",
        hover=("time", "hover_work", ""),
    )
