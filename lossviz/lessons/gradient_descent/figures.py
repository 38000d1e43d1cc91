"""The linked views of a walk: the map, the surface, the loss over the steps, and the points where there are any."""

from functools import lru_cache

from lossviz.figures import contour, dataspace, losses, palette, space
from lossviz.inputs import points as given
from lossviz.lessons.gradient_descent import quantities as descent_walk
from lossviz.scene import landscapes
from lossviz.scene.landscapes import Landscape
from lossviz.scene.scene import Figure
from lossviz.theory.surface import Point

SWARM = 40


def framed(land: Landscape) -> tuple[Point, Point]:
    """The axes on which the points are drawn."""
    across, up = given.frame(descent_walk.samples(land))
    if land.name == "points_bce":
        if land.points is landscapes.SIX:
            across = (-3.5, 3.5)
        return across, (-0.08, 1.08)
    return across, up


def figures(land: Landscape) -> tuple[Figure, ...]:
    """The figures of one landscape; what moves on them are quantities."""
    least = land.relief.least != 0
    wide = 5 if land.points is None else 3
    low, high = descent_walk.powers(land)
    tall = (float(min(0.0, land.height.min())), float(land.height.max()) or 1.0)
    views = [
        the_map(land.frame, land.axes, land.lines, land.relief.count, least, wide),
        the_surface(land.frame, tall, land.axes, land.tall, min(wide, 4)),
        the_losses(low, high, least),
    ]
    if land.points is not None:
        views.insert(1, the_points(land))
    return tuple(views)


@lru_cache(maxsize=32)
def the_map(
    frame: tuple[Point, Point], axes: tuple[str, str], factor: str, lines: int, least: bool, columns: int
) -> Figure:
    """The landscape from above with the walk on it."""
    said = f"is {factor} as far above the lowest as" if least else f"has {factor} the loss of"
    traces = [
        contour.heights(x="grid_x", y="grid_y", z="depth", lines=lines),
        contour.arrow(
            "there", x="px[k]", y="py[k]", tip_x="place_x", tip_y="place_y", colour=palette.MUTED, width=1.5, dash="dot"
        ),
        contour.path("ahead", x="px", y="py", colour=palette.MUTED, width=1.2),
        contour.path("path", x="px", y="py", colour=palette.MODEL, upto="k"),
        contour.marks("minima", x="min_x", y="min_y", colour=palette.TRUTH, symbol="x", size=9),
        contour.marks("pass", x="pass_x", y="pass_y", colour=palette.TEXT, symbol="diamond-open", size=10, edge=False),
        contour.arrow("arrow", x="px[k]", y="py[k]", tip_x="tip_x[k]", tip_y="tip_y[k]", colour=palette.COST),
        contour.marks("dot", x="px[k]", y="py[k]", colour=palette.MODEL, size=11),
    ]
    return Figure(
        "contour",
        f"From above: each line {said} the next inside",
        contour.figure(traces, frame=frame, titles=axes),
        height=310,
        narrow_height=270,
        columns=columns,
        describes="Contour map of the loss with the path of the walk, its start and the lowest places",
        hover=("time", "px", "py"),
    )


@lru_cache(maxsize=32)
def the_surface(
    frame: tuple[Point, Point], tall: Point, axes: tuple[str, str], compressed: bool, columns: int
) -> Figure:
    """The landscape as a surface that can be turned."""
    return Figure(
        "space",
        f"From the side{', height log(1 + loss)' if compressed else ''}: pull to turn",
        space.figure(
            x="space_x",
            y="space_y",
            z="height",
            frame=frame,
            tall=tall,
            titles=(*axes, "log(1 + loss)" if compressed else "loss"),
            turn="turn",
            path=("px", "py", "pz"),
            upto="k",
            around=("turn_range", "unit_range"),
        ),
        height=310,
        narrow_height=250,
        columns=columns,
        describes="The loss as a surface in space with the path of the walk on it",
        hover=("time", "px", "py"),
    )


@lru_cache(maxsize=32)
def the_losses(low: int, high: int, least: bool) -> Figure:
    """The loss over the steps, in powers of ten."""
    traces = [
        losses.line("goal", x="steps", y="goal_y", colour=palette.MUTED, width=1, dash="dot"),
        losses.line("ahead", x="at", y="ly", colour=palette.MUTED, width=1.2),
        losses.line("passed", x="at", y="ly", colour=palette.COST, upto="k"),
        losses.dot("dot", x="k", y="ly[k]", colour=palette.COST),
    ]
    title = "loss above the lowest" if least else "loss, powers of ten"
    return Figure(
        "losses",
        "Loss at step {k:count}: {loss[k]}",
        losses.figure(traces, low=low, high=high, steps="steps", title=title),
        height=310,
        narrow_height=230,
        columns=3,
        describes="The loss over the steps on a logarithmic axis, a dot at the present step",
        hover=("time", "at", ""),
    )


@lru_cache(maxsize=16)
def the_points(land: Landscape) -> Figure:
    """The points, and what the model says of them at this step."""
    points, line = descent_walk.samples(land), land.name == "points_mse"
    drawn = given.drawn(points)
    count = f"{len(points):,} point{'s' if len(points) > 1 else ''}" + (
        f", {len(drawn):,} of them drawn" if len(drawn) < len(points) else ""
    )
    said = "the line" if line else "ŷ, the chance of yes,"
    return Figure(
        "data",
        land.refused or f"{count} and {said} at this step; dotted: at the start",
        dataspace.figure(
            x="data_x",
            y="data_y",
            line_x="line_x",
            line_y="line",
            first_y="line_0",
            frame=framed(land),
            titles=("x", "y" if line else "yes or no"),
            many=len(points) > SWARM,
        ),
        height=310,
        narrow_height=230,
        columns=3,
        describes="The points, with the line or the forecast of this step among them",
        hover=("time", "edge_x", "edge"),
    )
