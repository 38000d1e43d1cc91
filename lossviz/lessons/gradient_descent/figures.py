"""The linked views of a descent: the map, the surface, the loss over the steps, and the data where there are any."""

from functools import lru_cache

from lossviz.figures import contour, dataspace, losses, palette, surface3d
from lossviz.inputs.points import Points
from lossviz.lessons.gradient_descent.quantities import FINE_SURFACES, data_frame, drawn_points, log_loss_range
from lossviz.scene.axes import Frame
from lossviz.scene.landscapes import Landscape
from lossviz.scene.scene import Figure

MANY_POINTS = 40


def figures(landscape: Landscape) -> tuple[Figure, ...]:
    """The figures of one landscape; what moves on them are quantities."""
    excess = landscape.levels.minimum != 0
    # Beside the map stand the surface and the loss; the data, where there are any, beside the surface.
    wide = 7 if landscape.points is None else 6
    return (
        map_figure(landscape.frame, landscape.axes, landscape.level_ratio, landscape.levels.count, excess, wide),
        *([] if landscape.points is None else [data_figure(landscape, landscape.points)]),
        surface_figure(landscape, 5 if landscape.points is None else 3),
        loss_figure(*log_loss_range(landscape), excess, 12 - wide),
    )


@lru_cache(maxsize=32)
def map_figure(
    frame: Frame, titles: tuple[str, str], level_ratio: str, levels: int, excess: bool, columns: int
) -> Figure:
    """The contour map of the loss with the path on it."""
    relation = f"is {level_ratio} as far above the minimum as" if excess else f"has {level_ratio} the loss of"
    traces = [
        contour.level_contours(x="grid_x", y="grid_y", z="level", levels=levels),
        contour.arrow(
            "to_minimum",
            x="px[k]",
            y="py[k]",
            tip_x="reference_x",
            tip_y="reference_y",
            colour=palette.TEXT,
            width=1,
            dash="dash",
        ),
        contour.path("ahead", x="px", y="py", colour=palette.MODEL, width=1.2, dash="dot"),
        contour.path("path", x="px", y="py", colour=palette.MODEL, upto="k"),
        contour.marks("minima", x="minima_x", y="minima_y", colour=palette.TRUTH, symbol="x", size=9),
        contour.marks(
            "saddle", x="saddle_x", y="saddle_y", colour=palette.TEXT, symbol="diamond-open", size=10, edge=False
        ),
        contour.arrow("arrow", x="px[k]", y="py[k]", tip_x="tip_x[k]", tip_y="tip_y[k]", colour=palette.COST),
        contour.marks("dot", x="px[k]", y="py[k]", colour=palette.MODEL, size=11),
    ]
    return Figure(
        "contour",
        f"Contours: each {relation} the next inside; ×: minimum",
        contour.figure(traces, frame=frame, titles=titles),
        height=380,
        narrow_height=300,
        columns=columns,
        rows=2,
        describes="Contour map of the loss with the path of the descent, its start and the minima",
        hover=("time", "px", "py"),
    )


@lru_cache(maxsize=32)
def surface_figure(landscape: Landscape, columns: int) -> Figure:
    """The landscape as a surface that can be turned."""
    heights = (float(min(0.0, landscape.height.min())), float(landscape.height.max()) or 1.0)
    height = "log(1 + loss)" if landscape.log_height else "loss"
    return Figure(
        "surface",
        f"Loss surface{f', height {height}' if landscape.log_height and columns > 4 else ''}: drag to turn",
        surface3d.figure(
            x="space_x",
            y="space_y",
            z="height",
            level="level" if landscape.name in FINE_SURFACES else "surface_level",
            levels=landscape.levels.count,
            frame=landscape.frame,
            z_range=heights,
            titles=(*landscape.axes, height),
            azimuth="azimuth",
            path=("px", "py", "pz"),
            upto="k",
            handle_frame=("azimuth_range", "unit_range"),
        ),
        height=200,
        narrow_height=230,
        columns=columns,
        describes="The loss as a surface in space with the path of the descent on it",
        hover=("time", "px", "py"),
    )


@lru_cache(maxsize=32)
def loss_figure(low: int, high: int, excess: bool, columns: int) -> Figure:
    """The loss over the steps, in powers of ten; where it leaves the frame, and while it is outside, a triangle."""
    traces = [
        losses.line("tolerance", x="step_range", y="tolerance_y", colour=palette.MUTED, width=1, dash="dot"),
        losses.line("ahead", x="step_numbers", y="log_loss", colour=palette.MUTED, width=1.2),
        losses.line("past", x="step_numbers", y="log_loss", colour=palette.COST, upto="k"),
        losses.exit_mark("exit", x="exit_step", y="exit_y", colour=palette.MUTED),
        losses.exit_mark("above", x="k", y="upper_edge[edge]", colour=palette.COST),
        losses.dot("dot", x="k", y="dot_y[k]", colour=palette.COST),
    ]
    title = "loss − minimum" if excess else "loss"
    return Figure(
        "losses",
        "Loss at step {k:count}: {loss[k]} (log scale)",
        losses.figure(traces, low=low, high=high, steps="step_range", title=title, most=4),
        height=150,
        narrow_height=220,
        columns=columns,
        describes="The loss over the steps on a logarithmic axis, a dot at the present step",
        hover=("time", "step_numbers", ""),
    )


@lru_cache(maxsize=16)
def data_figure(landscape: Landscape, points: Points) -> Figure:
    """The data, and what the model of this step predicts."""
    linear, drawn = landscape.name == "points_mse", drawn_points(points)
    count = f"{len(points):,} point{'s' if len(points) > 1 else ''}" + (
        f", {len(drawn):,} of them drawn" if len(drawn) < len(points) else ""
    )
    output = "the line" if linear else "ŷ, the probability of 1,"
    return Figure(
        "data",
        landscape.refused or f"{count} and {output} at this step",
        dataspace.figure(
            x="data_x",
            y="data_y",
            line=("line_x", "line"),
            initial="initial_line",
            frame=data_frame(landscape, points),
            titles=("x", "y" if linear else "label y"),
            many=len(points) > MANY_POINTS,
        ),
        height=200,
        narrow_height=220,
        columns=3,
        describes="The points, with the line or the predicted probability of this step among them",
        hover=("time", "line_end_x", "line_end_y"),
    )
