"""Shapes of a still whose look belongs to the screen and not to the axes, as the stage has them (`draw/shapes.js`)."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from lossviz.figures.svg import Frame

FEW, FINE = 60, 6  # up to so many points a smooth curve gets more; so many lines stand where one was
HEAD, SPREAD = 9, 0.42  # an arrow's head: its length in pixels, half its angle
ALONG, CROWDS = (24, 12, 8), (60, 200)  # places along each edge of a ribbon; where there are more than so many


def shaped(parts: Mapping[str, Any], frame: Frame) -> Mapping[str, Any]:
    """The outline of the shapes that the parts of a trace describe; parts that describe none as they are."""
    if "foot" in parts:
        return squares(parts, frame)
    if "box" in parts or "cross" in parts or "corner" in parts:
        return marked(parts, frame)
    if "tip_x" not in parts:
        return parts
    return ribbons(parts, frame) if "width" in parts else arrows(parts, frame)


def units(frame: Frame) -> tuple[float, float]:
    """Numbers of the axes for one pixel, across and up."""
    return (frame.x[1] - frame.x[0]) / frame.width, (frame.y[1] - frame.y[0]) / frame.height


def square_side(size: Any, frame: Frame) -> float:
    """The side, in pixels, of a square as large as the smaller of two lengths, one in numbers of each axis."""
    across, up = units(frame)
    return float(min(size[0] / across, size[1] / up))


def finely(parts: Mapping[str, Any]) -> dict[str, Any]:
    """A smooth curve through few points, drawn finely: between two of them the cubic through them and their neighbours.

    As the stage has it (`stage/draw/shapes.js`).
    """
    x, y = (np.asarray(parts[axis], dtype=float) for axis in "xy")
    if not 4 <= len(x) <= FEW:
        return {"x": x, "y": y}
    steps = np.arange(FINE) / FINE
    places, heights = [], []
    for i in range(len(x) - 1):
        first = min(max(0, i - 1), len(x) - 4)
        xs, ys = x[first : first + 4], y[first : first + 4]
        at = x[i] + (x[i + 1] - x[i]) * steps
        places.append(at)
        heights.append(
            sum(ys[k] * np.prod([(at - xs[j]) / (xs[k] - xs[j]) for j in range(4) if j != k], axis=0) for k in range(4))
        )
    return {"x": np.append(np.concatenate(places), x[-1]), "y": np.append(np.concatenate(heights), y[-1])}


def chained(lines: Sequence[Sequence[tuple[float, float]]]) -> dict[str, Any]:
    """Several lines as one, with a gap after each."""
    gap = (math.nan, math.nan)
    points = np.array([point for line in lines for point in (*line, gap)] or [gap], dtype=float)
    return {"x": points[:, 0], "y": points[:, 1]}


def squares(parts: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    """A square on each line from (x, y) to (x, foot): as wide, in pixels, as that line is long."""
    across, up = units(frame)
    side = parts.get("side", np.ones_like(parts["x"]))
    lines = []
    for x, y, foot, share in zip(parts["x"], parts["y"], parts["foot"], side, strict=True):
        wide = abs(y - foot) / up * across * share
        corners = [(x, y), (x, foot), (x + wide, foot), (x + wide, y), (x, y)]
        # All turn the same way round: where squares of opposite turn overlap there would be a hole.
        lines.append(corners[::-1] if (y - foot) * wide < 0 else corners)
    return chained(lines)


def arrows(parts: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    """An arrow from each (x, y) to its tip."""
    across, up = units(frame)
    lines = []
    # A cloud has more tips than are drawn.
    for x, y, tip_x, tip_y in zip(parts["x"], parts["y"], parts["tip_x"], parts["tip_y"], strict=False):
        dx, dy = (tip_x - x) / across, (tip_y - y) / up
        long = math.hypot(dx, dy)
        line = [(x, y), (tip_x, tip_y)]
        if long > 0:
            size = min(HEAD, long / 2) / long
            for turn in (SPREAD, -SPREAD):
                cos, sin = size * math.cos(turn), size * math.sin(turn)
                end = tip_x - (dx * cos - dy * sin) * across, tip_y - (dx * sin + dy * cos) * up
                line += [end, (tip_x, tip_y)]
        lines.append(line)
    return chained(lines)


def ribbons(parts: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    """A ribbon from each (x, y) to its tip, `width` pixels thick: an S whose ends are level."""
    unit = np.array(units(frame))
    half = square_side(parts["inset"], frame) / 2 if "inset" in parts else 0
    t = np.linspace(0, 1, ALONG[sum(len(parts["x"]) > crowd for crowd in CROWDS)])
    lines = []
    for x, y, tip_x, tip_y, width in zip(*(parts[name] for name in ("x", "y", "tip_x", "tip_y", "width")), strict=True):
        if not width > 0:
            continue
        wide, high = (tip_x - x) / unit[0] - 2 * half, (tip_y - y) / unit[1]
        place = np.stack([half + wide * t * (1.5 - 1.5 * t + t * t), high * t * t * (3 - 2 * t)], axis=-1)
        along = np.stack([wide * (1.5 - 3 * t + 3 * t * t), high * 6 * t * (1 - t)], axis=-1)
        long = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-300)[:, None]
        out = np.stack([-along[:, 1], along[:, 0]], axis=-1) / long * width / 2
        edges = [(x, y) + (place + turn * out) * unit for turn in (1, -1)]
        lines.append([*edges[0].tolist(), *edges[1][::-1].tolist(), edges[0][0].tolist()])
    return chained(lines)


def marked(parts: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    """Of squares around each (x, y), of the size `box` their outline, `cross` both diagonals, `corner` the lower left.

    A corner is a square `width` pixels wide around it.
    """
    across, up = units(frame)
    what = next(name for name in ("box", "cross", "corner") if name in parts)
    half = square_side(parts[what], frame) / 2
    widths = parts["width"] if what == "corner" else np.full(len(parts["x"]), 2 * half)
    shift = half if what == "corner" else 0
    lines = []
    for x, y, width in zip(parts["x"] - shift * across, parts["y"] - shift * up, widths, strict=True):
        if width > 0 and not math.isnan(x + y):
            (left, right), (low, high) = (
                (at - width / 2 * unit, at + width / 2 * unit) for at, unit in ((x, across), (y, up))
            )
            if what == "cross":
                lines.append([(left, low), (right, high), (x, y), (left, high), (right, low)])
            else:
                lines.append([(left, low), (right, low), (right, high), (left, high), (left, low)])
    return chained(lines)
