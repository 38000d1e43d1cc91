"""Thumbnails of lessons: a figure of a scene, small, without axes and words."""

from collections.abc import Callable
from typing import Any

from lossviz.figures import palette, still, svg, thumbnails
from lossviz.scene.scene import Scene
from lossviz.scene.still import Still

DOT = 5  # pixels


def of(scene: Callable[..., Scene], figure: str, **state: Any) -> Callable[[], list[str]]:
    """What draws the thumbnail: that figure of the scene of a state, by default of the first one.

    The points that can be dragged on it are dots.
    """

    def draw() -> list[str]:
        built = scene(**state)
        shown = Still(built)
        plot = {one.name: one for one in built.figures}[figure].plot
        margin = dict.fromkeys("lrtb", thumbnails.PADDING)
        whole = {**plot, "layout": {**plot["layout"], "margin": margin}}
        frame = still.frame_of(whole, shown.numbers, thumbnails.WIDTH, thumbnails.HEIGHT)
        drawn = [one for one in built.handles if one.figure == figure and one.axis == "xy" and shown.holds(one.when)]
        dots = "".join(
            dot(*frame.pixels(shown.number(one.x), shown.number(one.y)), palette.ROLES[one.role]) for one in drawn
        )
        place = f"translate({thumbnails.PADDING} {thumbnails.PADDING})"
        return [f'<g transform="{place}">{still.marks(whole, shown.numbers, frame)}{dots}</g>']

    return draw


def dot(x: float, y: float, colour: str) -> str:
    """A point that can be dragged."""
    return f'<circle cx="{svg.number(x)}" cy="{svg.number(y)}" r="{DOT}" fill="{svg.themed(colour)}"/>'
