"""The traces of a figure as SVG: lines and marks, bars, contours, each with the numbers of the quantities it names."""

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np

from lossviz.figures import field, isolines, palette, still_fields, still_shapes, svg
from lossviz.figures.svg import Frame, Ink, Read, number, stroke

# The elements of a trace, and its points, up to which the next one may fill.
Drawn: TypeAlias = tuple[str, Any]

# What is infinite is drawn as far as this many frames reach, as the stage does.
BEYOND = 3
# Points of a line nearer than this many pixels to the one before are left out.
NEAR = 1.2
# A place of a contour map stands for at most so many pixels, unless there would be too few places for a curve.
PIXELS_EACH, COARSEST = 7, 21
# Of marks that are coloured by a number each there are so many colours and one more.
SHADES = 12


def bound(trace: Mapping[str, Any], read: Read, frame: Frame) -> Mapping[str, Any]:
    """What the quantities of a trace make of it; what is infinite leaves the frame."""
    meta = trace.get("meta") or {}
    parts = {part: read(quantity) for part, quantity in meta.items() if part != "upto"}
    for part, (_, edge) in (("x", frame.x), ("y", frame.y)):
        if part in parts:
            parts[part] = np.where(np.isposinf(parts[part]), BEYOND * edge, parts[part])
        elif trace.get(part) is not None:
            parts[part] = np.asarray(trace[part], dtype=float)
    if "upto" in meta:
        count = int(read(meta["upto"])[0]) + 1
        parts["x"], parts["y"] = parts["x"][:count], parts["y"][:count]
    if (trace.get("line") or {}).get("shape") == "spline":
        return parts | still_shapes.finely(parts)
    return still_shapes.shaped(parts, frame)


def pieces(x: Any, y: Any, frame: Frame) -> list[str]:
    """A line through points, in as many pieces as points that are not there break it into."""
    found: list[str] = []
    piece, last = "", (math.inf, math.inf)
    across, down = frame.pixels(x, y)
    count = min(len(across), len(down))
    for i, at in enumerate(zip(across.tolist(), down.tolist(), strict=False)):
        if math.isnan(at[0] + at[1]):
            found, piece = [*found, piece], ""
            continue
        ends = i + 1 == count or math.isnan(across[i + 1] + down[i + 1])
        if piece and not ends and max(abs(at[0] - last[0]), abs(at[1] - last[1])) < NEAR:
            continue
        piece += f"{'L' if piece else 'M'}{number(at[0])} {number(at[1])}"
        last = at
    return [one for one in (*found, piece) if one]


def scatter(trace: Mapping[str, Any], read: Read, frame: Frame, ink: Ink, before: Any) -> Drawn:
    """A line, or marks; also what a fill up to the next line needs."""
    parts = bound(trace, read, frame)
    x, y = parts["x"], parts["y"]
    opacity = f' opacity="{trace["opacity"]}"' if trace.get("opacity") is not None else ""
    drawn = ""
    lines = pieces(x, y, frame)
    if trace.get("fill") == "toself":
        drawn += filled("".join(f"{one}Z" for one in lines), trace["fillcolor"], ink, opacity)
    elif trace.get("fill") == "tonexty" and before is not None:
        there, back = pieces(x, y, frame), pieces(before[0][::-1], before[1][::-1], frame)
        drawn += filled(f"{there[0]}L{back[0][1:]}Z" if there and back else "", trace["fillcolor"], ink)
    if "lines" in trace["mode"]:
        look = trace.get("line") or {}
        dash = dashes(look.get("dash"), look.get("width", 2))
        drawn += stroke("".join(lines), ink(look.get("color", palette.TEXT)), look.get("width", 2), dash + opacity)
    if "markers" in trace["mode"]:
        for which, look in coloured(trace["marker"], parts.get("color"), ink):
            drawn += dots(x[which], y[which], look, frame, ink, opacity)
    return drawn, (x, y)


def coloured(look: Mapping[str, Any], shades: Any, ink: Ink) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """Which of some marks look how: all of them alike, or by a few steps of their colours on the ground."""
    if shades is None:
        yield slice(None), look
        return
    stops = [colour for _, colour in look["colorscale"]]
    steps = np.round(np.clip((shades - look["cmin"]) / (look["cmax"] - look["cmin"]), 0, 1) * SHADES)
    alphas = [int(colour[7:9], 16) / 255 if len(colour) == 9 else 1.0 for colour in stops]
    for step in np.unique(steps[np.isfinite(steps)]):
        along = step / SHADES
        colour = stops[round(along * (len(stops) - 1))][:7]
        alpha = float(np.interp(along, np.linspace(0, 1, len(stops)), alphas))
        yield steps == step, {**look, "color": svg.mixed(ink, look["colorbar"]["bgcolor"], colour, alpha)}


def filled(d: str, colour: str, ink: Ink, more: str = "") -> str:
    """A path that is filled; two more digits of a colour are its alpha."""
    alpha = int(colour[7:9], 16) / 255 if len(colour) == 9 else 1
    if not d or colour.startswith("rgba(0,0,0,0"):
        return ""
    return f'<path d="{d}" fill="{ink(colour[:7])}" fill-opacity="{alpha:.2f}"{more}/>'


def dashes(dash: str | None, width: float) -> str:
    """Plotly's dashes of a line."""
    if not dash or dash == "solid":
        return ""
    one = max(width, 3)
    named = {"dot": f"{one:g} {one:g}", "dash": f"{3 * one:g} {3 * one:g}"}
    return f' stroke-dasharray="{named.get(dash, dash.replace("px", "").replace(",", " "))}"'


def dots(x: Any, y: Any, look: Mapping[str, Any], frame: Frame, ink: Ink, opacity: str) -> str:
    """Marks: a line of no length with round ends is a dot of the same size however the drawing is stretched."""
    across, down = frame.pixels(x, y)
    places = [at for at in zip(across.tolist(), down.tolist(), strict=True) if not math.isnan(at[0] + at[1])]
    size, symbol = float(look.get("size", 6)), str(look.get("symbol", "circle"))
    edge = look.get("line") or {}
    width = float(edge.get("width", 0))
    if symbol == "line-ew":
        d = "".join(f"M{number(left - 0.7 * size)} {number(top)}h{number(1.4 * size)}" for left, top in places)
        return stroke(d, ink(edge["color"]), width, opacity)
    cap = f' stroke-linecap="{"square" if symbol.startswith(("square", "diamond")) else "round"}"'
    if symbol.startswith(("square", "diamond", "triangle", "x", "cross")):
        size *= 0.8
    d = "".join(f"M{number(left)} {number(top)}h0" for left, top in places)
    under = stroke(d, ink(edge["color"]), size + width, cap + opacity) if width else ""
    return under + stroke(d, ink(look["color"]), size - width, cap + opacity)


def bar(trace: Mapping[str, Any], read: Read, frame: Frame, ink: Ink, _: Any) -> Drawn:
    """Bars, upright or lying."""
    parts = bound(trace, read, frame)
    lies = trace.get("orientation") == "h"
    place, length = (np.atleast_1d(parts[axis]) for axis in ("yx" if lies else "xy"))
    count = min(len(place), len(length))  # as Plotly does: what has no partner is no bar
    place, length = place[:count], length[:count]
    thick, base = (
        np.broadcast_to(np.asarray(given, dtype=float).ravel()[: max(1, count)], count)
        for given in (parts.get("width", trace.get("width")), parts.get("base", 0.0))
    )
    start = place if trace.get("offset") == 0 else place - thick / 2
    ends = [(base, start, base + length, start + thick), (start, base, start + thick, base + length)][not lies]
    left, bottom = frame.pixels(*ends[:2])
    right, top = frame.pixels(*ends[2:])
    corners = np.column_stack(np.broadcast_arrays(left, bottom, right, top))
    look = trace["marker"]
    colours = [look["color"]] * count if isinstance(look["color"], str) else look["color"]
    shapes: dict[str, str] = dict.fromkeys(colours, "")
    for (a, b, c, t), colour in zip(corners.tolist(), colours, strict=False):
        if not math.isnan(a + b + c + t):
            shapes[colour] += f"M{number(a)} {number(b)}V{number(t)}H{number(c)}V{number(b)}Z"
    edge = look.get("line") or {}
    more = f' stroke="{ink(edge["color"])}" stroke-width="{edge["width"]}"' if edge.get("width") else ""
    more += f' opacity="{look["opacity"]}"' if "opacity" in look else ""
    return "".join(
        f'<path d="{d}" fill="{"none" if colour.startswith("rgba") else ink(colour)}"{more} '
        'vector-effect="non-scaling-stroke"/>'
        for colour, d in shapes.items()
        if d
    ), None


def contour(trace: Mapping[str, Any], read: Read, frame: Frame, ink: Ink, _: Any) -> Drawn:
    """A contour map: what lies above each level is filled, the higher the deeper, and bounded by its line."""
    meta, levels = trace["meta"], trace["contours"]
    x, y = (np.asarray(read(meta[axis]), dtype=float) for axis in "xy")
    z = np.asarray(read(meta["z"]), dtype=float).reshape(len(y), len(x))
    heights = np.arange(levels["start"], levels["end"] + levels["size"] / 2, levels["size"])
    (_, low), (_, high) = trace["colorscale"]
    line = f' stroke="{ink(trace["line"]["color"])}" stroke-width="{trace["line"]["width"]}"'
    box = f'width="{number(frame.width)}" height="{number(frame.height)}"'
    drawn = [f'<rect {box} fill="{ink(low)}"/>']
    # A small picture needs no more places than it shows.
    finest = min(isolines.FINEST, max(COARSEST, round(frame.width / PIXELS_EACH)))
    grid = isolines.enclosed(x, y, z, float(heights[0]) - 1, finest)
    for i, height in enumerate(heights.tolist()):
        found = isolines.isolines(*grid, [height], finest=max(len(grid[0]), len(grid[1])))
        ends = np.stack(frame.pixels(found[:, 0::2], found[:, 1::2]), axis=-1)
        d = "".join(
            f"M{'L'.join(f'{number(left)} {number(top)}' for left, top in loop)}Z" for loop in isolines.loops(ends)
        )
        colour = svg.mixed(ink, low, high, (i + 1) / len(heights))
        drawn.append(f'<path d="{d}" fill="{colour}" fill-rule="evenodd"{line} vector-effect="non-scaling-stroke"/>')
    return "".join(drawn), None


def painted(trace: Mapping[str, Any], read: Read, frame: Frame, ink: Ink, _: Any) -> Drawn:
    """A field."""
    return still_fields.draw(trace, read, frame, ink), None


KINDS: Mapping[str, Callable[..., Drawn]] = {"scatter": scatter, "bar": bar, "contour": contour, field.TYPE: painted}


def draw(trace: Mapping[str, Any], read: Read, frame: Frame, ink: Ink, before: Any) -> Drawn:
    """A trace after the points of the one before; one of a kind that has no still draws nothing."""
    kind = KINDS.get(trace["type"])
    return kind(trace, read, frame, ink, before) if kind else ("", None)
