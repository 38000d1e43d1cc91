"""What a scene shows at rest, without a browser: the still of a figure, and all the words on it."""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from lossviz.figures import still, still3d, svg
from lossviz.scene import template
from lossviz.scene.scene import Figure, Scene


class Still:
    """A scene in its present state."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.quantities: Mapping[str, Any] = scene.at(scene.opening)

    def numbers(self, text: str) -> Any:
        """The numbers of a quantity, or of one row of it: `p`, `loss[k]`; none where that index is below 0."""
        found = template.reference(text)
        values = np.asarray(self.quantities[found.quantity], dtype=float)
        if not found.index:
            return np.atleast_1d(values).ravel()
        at = int(found.index) if found.index.isdigit() else int(template.first(self.quantities[found.index]))
        return np.atleast_1d(np.atleast_1d(values)[at]).ravel() if at >= 0 else np.empty(0)

    def number(self, text: str) -> float:
        """The number that a reference stands for; NaN where there is none."""
        return template.reference(text).number(self.quantities)

    def words(self, text: str, *, aloud: bool = False) -> str:
        """A template of the scene, filled in; a sentence is written `aloud`."""
        return template.write(text, self.quantities, words=self.scene.words, units=self.scene.units, aloud=aloud)

    def holds(self, conditions: str) -> bool:
        """Whether all conditions hold."""
        return template.holds(conditions, self.quantities)

    def margin(self, figure: Figure) -> Mapping[str, int]:
        """The pixels around the frame of a figure; below a surface runs the track of the handle that turns it."""
        margin: Mapping[str, int] = figure.plot["layout"]["margin"]
        return {**margin, "b": still3d.TRACK} if is_surface(figure) else margin

    def frame(self, figure: Figure, width: float) -> svg.Frame:
        """The frame of a figure of so many pixels; that of a surface is where the handle that turns it moves."""
        if not is_surface(figure):
            return still.frame_of(figure.plot, self.numbers, width, figure.height)
        margin, meta = self.margin(figure), figure.plot["layout"]["meta"]
        x, y = (self.numbers(meta[name]) for name in ("frame_x", "frame_y"))
        room = width - margin["l"] - margin["r"], figure.height - margin["t"] - margin["b"]
        return svg.Frame(*room, (float(x[0]), float(x[1])), (float(y[0]), float(y[1])))

    def ticks(self, figure: Figure, frame: svg.Frame, axis: str) -> list[still.Tick]:
        """The ticks of an axis of a figure that have a text, `xaxis` or `yaxis`."""
        return still.labelled_ticks(figure.plot, frame, axis)

    def area(self, figure: Figure, frame: svg.Frame, hidden: Collection[str] = ()) -> str:
        """What stands in a frame, as an SVG that takes the size of its place, in the colours of the page."""
        return still.area(figure.plot, self.numbers, frame, hidden)

    def surface(self, figure: Figure, width: float, hidden: Collection[str] = ()) -> str:
        """A figure that is a surface seen from the side, as an SVG with its margins, in the colours of the page."""
        return still3d.svg(figure.plot, self.numbers, width, figure.height, with_path="path" not in hidden)

    def svg(self, name: str, width: int, height: int) -> str:
        """A figure as an SVG document of a fixed size.

        Raises:
            KeyError: if there is no figure of that name.
        """
        figure = {one.name: one for one in self.scene.figures}[name]
        if is_surface(figure):
            return still3d.svg(figure.plot, self.numbers, width, height, svg.plain)
        return still.svg(figure.plot, self.numbers, width, height)


def is_surface(figure: Figure) -> bool:
    """Whether a figure is a surface seen from the side."""
    return "scene" in figure.plot["layout"]
