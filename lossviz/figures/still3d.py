"""The still of a surface seen from the side, as the stage paints it on a canvas (`stage/draw/surface3d.js`)."""

import math
from typing import Any, NamedTuple

import numpy as np

from lossviz.figures import palette
from lossviz.figures.isolines import thinned
from lossviz.figures.still import Plot
from lossviz.figures.svg import Ink, Read, mixed, number, stroke, themed, words

ELEVATION = math.radians(31)
BOX_HEIGHT, DEEP = 0.8, 0.8  # in half the width of the box
TRACK = 18  # pixels from the bottom to the track of the azimuth's handle
FINEST = 25  # cells enough for a still, a side


class Camera(NamedTuple):
    """The projection from one azimuth."""

    ranges: tuple[tuple[float, float], ...]
    cos: float
    sin: float
    middle: tuple[float, float]
    scale: float

    def pixels(self, x: Any, y: Any, z: Any) -> Any:
        """Pixels of points, rows of left and top."""
        x, y, z = (
            (np.asarray(value, dtype=float) - low) / (high - low)
            for value, (low, high) in zip((x, y, z), self.ranges, strict=True)
        )
        p, q = 2 * x - 1, DEEP * (2 * y - 1)
        up = BOX_HEIGHT * np.clip(z, -0.02, 1.02)
        far = p * self.sin + q * self.cos
        left = self.middle[0] + self.scale * (p * self.cos - q * self.sin)
        top = self.middle[1] - self.scale * (far * math.sin(ELEVATION) + up * math.cos(ELEVATION))
        return np.stack(np.broadcast_arrays(left, top), axis=-1)


def camera(plot: Plot, azimuth: float, width: float, height: float) -> Camera:
    """The camera of a figure of that size, at an azimuth in degrees."""
    space = plot["layout"]["scene"]
    margin = plot["layout"]["margin"]
    room = width - margin["l"] - margin["r"], height - margin["t"] - margin["b"]
    radius = math.hypot(1, DEEP)
    rise, fall = math.cos(ELEVATION), math.sin(ELEVATION)
    scale = min(room[0] / (2 * radius), room[1] / (2 * radius * fall + BOX_HEIGHT * rise))
    middle = margin["l"] + room[0] / 2, margin["t"] + room[1] / 2 + BOX_HEIGHT * rise * scale / 2
    ranges = tuple(
        (float(space[axis]["range"][0]), float(space[axis]["range"][1])) for axis in ("xaxis", "yaxis", "zaxis")
    )
    angle = math.radians(azimuth)
    return Camera(ranges, math.cos(angle), math.sin(angle), middle, scale)


def svg(plot: Plot, read: Read, width: float, height: float, ink: Ink = themed, *, with_path: bool = True) -> str:
    """The surface, the box it stands in and the path on it, as an SVG that keeps its shape in any place."""
    meta, trace = plot["layout"]["meta"], plot["data"][0]
    seen = camera(plot, float(read(meta["azimuth"])[0]), width, height)
    x, y = (np.asarray(read(trace["meta"][axis]), dtype=float) for axis in "xy")
    z = np.asarray(read(trace["meta"]["z"]), dtype=float).reshape(len(y), len(x))
    colours = np.asarray(read(trace["meta"]["surfacecolor"]), dtype=float).reshape(z.shape)
    shares = np.clip((colours - trace["cmin"]) / (trace["cmax"] - trace["cmin"]), 0, 1)
    drawn = box(seen, ink) + cells(seen, x, y, z, shares, ink) + titles(seen, plot, ink)
    drawn += path(seen, read, meta, ink) if with_path else ""
    size = number(width), number(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size[0]} {size[1]}" width="{size[0]}" '
        f'height="{size[1]}" preserveAspectRatio="xMidYMid meet">{drawn}</svg>'
    )


def box(seen: Camera, ink: Ink) -> str:
    """The floor, and the edge for the height at its left."""
    (x0, x1), (y0, y1), (floor, top) = seen.ranges
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]
    spots = seen.pixels(*np.array([(*corner, floor) for corner in corners]).T)
    left = corners[int(np.argmin(spots[:, 0]))]
    post = seen.pixels(*np.array([(*left, floor), (*left, top)]).T)
    return stroke(d_of(spots) + "Z" + d_of(post), ink(palette.MUTED), 1)


def cells(seen: Camera, x: Any, y: Any, z: Any, shares: Any, ink: Ink) -> str:
    """The cells of the surface from back to front, the deeper in colour the higher the share of their loss."""
    rows, columns = thinned(len(y), FINEST), thinned(len(x), FINEST)
    x, y, z, shares = x[columns], y[rows], z[np.ix_(rows, columns)], shares[np.ix_(rows, columns)]
    spots = seen.pixels(x[None, :], y[:, None], z)
    drawn = []
    for j in ordered(len(y) - 1, seen.cos > 0):
        for i in ordered(len(x) - 1, seen.sin > 0):
            corners = spots[[j, j, j + 1, j + 1], [i, i + 1, i + 1, i]]
            if np.isnan(corners).any():
                continue
            colour = mixed(ink, palette.LOW, palette.HIGH, float(shares[j, i] + shares[j + 1, i + 1]) / 2)
            drawn.append(f'<path color="{colour}" d="{d_of(corners)}Z"/>')
    return f'<g fill="currentColor" stroke="currentColor" stroke-width="0.8">{"".join(drawn)}</g>'


def titles(seen: Camera, plot: Plot, ink: Ink) -> str:
    """The titles of the axes: x and y along the nearest two edges of the floor, the height at its left corner."""
    (x0, x1), (y0, y1), (floor, top) = seen.ranges
    x, y = (x0 if seen.sin > 0 else x1), (y0 if seen.cos > 0 else y1)
    edges = np.array([(x, y, floor), ((x0 + x1) / 2, y, floor), (x, (y0 + y1) / 2, floor)])
    corner, *ends = seen.pixels(*edges.T).tolist()
    corners = seen.pixels(*np.array([(a, b, top) for a in (x0, x1) for b in (y0, y1)]).T)
    left = corners[int(np.argmin(corners[:, 0]))]
    space = plot["layout"]["scene"]
    drawn = [
        words(space[axis]["title"]["text"], end[0], end[1] + 15, "end" if end[0] < corner[0] else "start", ink, size=13)
        for axis, end in zip(("xaxis", "yaxis"), ends, strict=True)
    ]
    height = words(space["zaxis"]["title"]["text"], max(4, left[0] - 8), left[1] - 5, "start", ink, size=13)
    return "".join([*drawn, height])


def path(seen: Camera, read: Read, meta: Any, ink: Ink) -> str:
    """The path up to its index, and a dot at its end; nothing of it where it is NaN."""
    upto = int(read(meta["upto"])[0])
    points = seen.pixels(*(read(meta[f"path_{axis}"])[: upto + 1] for axis in "xyz"))
    is_there = ~np.isnan(points).any(axis=1)
    pieces = np.split(points, np.flatnonzero(np.diff(is_there)) + 1)
    lines = "".join(d_of(piece) for piece in pieces if len(piece) and not np.isnan(piece[0]).any())
    drawn = stroke(lines, ink(palette.MODEL), 2.25, ' stroke-linejoin="round"') if lines else ""
    if not len(points) or not is_there[-1]:
        return drawn
    left, top = points[-1]
    edge = f'stroke="{ink(palette.PAPER)}" stroke-width="1.5"'
    end = f'<circle cx="{number(left)}" cy="{number(top)}" r="6" fill="{ink(palette.MODEL)}" {edge}/>'
    return drawn + end


def ordered(count: int, backwards: bool) -> range:
    """The cells of one side, those that lie far away first."""
    return range(count - 1, -1, -1) if backwards else range(count)


def d_of(spots: Any) -> str:
    """A line through pixels."""
    return "M" + "L".join(f"{number(left)} {number(top)}" for left, top in spots.tolist())
