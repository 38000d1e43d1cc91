"""The line's three handles: tables of all places, and where the points are too many for that, questions."""

import numpy as np

from lossviz.inputs import points as given
from lossviz.lessons.loss.problem import ALONG, MOVING, Board, rounded, tidy
from lossviz.lessons.loss.quantities import measured
from lossviz.scene.scene import Array, Stream, Table

KNOBS = {"left": "left end of the line", "right": "right end of the line", "middle": "whole line"}
CROWDED = 2_000  # from here on the slices of a loss that looks at every point have fewer places
CORNERS = 12  # up to so many points a slice of lengths is drawn by its corners, one for each point
FLOOR = 0.08  # of the slice's height


def sliced(board: Board, w: Array, b: Array, dot: Array, kept: str) -> tuple[dict[str, Array], dict[str, Array]]:
    """The loss along the slope and along the height of the left end: what changes from line to line, what stays.

    While the right end is pulled the left one stays, and with it the slice along the slope; the other way round
    for the whole line.
    """
    rows: dict[str, Array] = {}
    stays: dict[str, Array] = {}
    left = w * board.frame[0][0] + b
    moving = MOVING[board.measure]
    if board.crowd:
        moving = 17 if len(board.points) > CROWDED and board.measure != "mse" else ALONG
    cornered = board.measure == "mae" and len(board.points) <= CORNERS
    for name, at, constant in (("slope", w, "left"), ("intercept", left, "slope")):
        fixed = kept == constant
        others = (left if name == "slope" else w)[slice(-1, None) if fixed else slice(None), None]
        places = (board.slopes if name == "slope" else board.levels)(ALONG if fixed else moving)[None]
        if cornered:
            places = board.corners(name, others, places)
        losses = board.along(*((others, places) if name == "slope" else (places, others)))
        for part, values in (("x", places.astype(board.mark)), ("y", losses)):
            if len(values) == 1:
                stays[f"{name}_{part}"] = values[0]
            else:
                rows[f"{name}_{part}"] = values
        # The number stands where the bowl is open: above a dot on its floor, inside of one on a wall.
        floor = np.take_along_axis(np.broadcast_to(places, losses.shape), losses.argmin(axis=-1)[:, None], axis=-1)
        rows[f"{name}_low"] = (dot - losses.min(axis=-1) < FLOOR * board.top).astype(np.uint8)
        rows[f"{name}_past"] = (at > floor[:, 0]).astype(np.uint8)
    return rows, stays


def table(board: Board, knob: str, line: tuple[float, float]) -> Table:
    """One handle on the line from the bottom of the frame to its top."""
    (left, right), edges = board.frame
    now_w, now_b = (np.array([value]) for value in line)
    ends = [float(board.heights(now_w, now_b, x)[0]) for x in (left, right)]
    middle = float(board.heights(now_w, now_b, board.middle)[0])
    places, (of_w, of_b) = board.places, board.decimals
    grid = np.ones(len(places))
    low, high = (places if knob == "left" else ends[0] * grid), (places if knob == "right" else ends[1] * grid)
    if knob == "middle":
        w, b = line[0] * grid, rounded(places - line[0] * board.middle, of_b)
    else:
        w = rounded((high - low) / board.wide, of_w)
        # Where the frame begins at 0 its left edge is the intercept, and that stays to the last digit.
        b = line[1] * grid if knob == "right" and left == 0 else rounded(low - w * left, of_b)
    w, b = np.append(w, line[0]), np.append(b, line[1])
    rows = measured(board, w, b, f"{knob}_y")
    slices, stays = sliced(board, w, b, rows["dot_y"], {"left": "nothing", "right": "left", "middle": "slope"}[knob])
    now = {"left": ends[0], "right": ends[1], "middle": middle}[knob]
    return Table(
        places=places,
        now=float(np.clip(now, *edges)),
        rows=rows | slices,
        commit={"line": "line"},
        constants=stays,
    )


def resting(board: Board, line: tuple[float, float]) -> tuple[Table, int]:
    """The picture as it stands, where there are too many points for more, and which point misses most."""
    w, b = (np.array([value]) for value in line)
    row = measured(board, w, b)
    furthest = int(row["top"][0])
    row["top"] = np.zeros(1, dtype=np.uint8)
    slices, stays = sliced(board, w, b, row["dot_y"], "nothing")
    rows = {name: np.concatenate([one, one]) for name, one in (row | slices).items()}
    return Table(np.zeros(1), 0.0, rows, {}, stays), furthest


def pulled(board: Board, line: tuple[float, float]) -> dict[str, Stream]:
    """The line's handles where there are too many points for tables: the server is asked for every place."""
    (left, right), (bottom, top) = board.frame
    w, b = (np.array([value]) for value in line)
    ends = {
        name: float(board.heights(w, b, x)[0])
        for name, x in (("left", left), ("right", right), ("middle", board.middle))
    }
    texts = {
        "left": f"{given.short(left)}:{{x}},{given.short(right)}:{given.short(ends['right'])}",
        "right": f"{given.short(left)}:{given.short(ends['left'])},{given.short(right)}:{{x}}",
        "middle": f"{given.short(line[0])}@{given.short(board.middle)}:{{x}}",
    }
    step = float(board.places[1] - board.places[0])
    return {
        name: Stream((bottom,), (top,), (tidy(step),), (min(max(ends[name], bottom), top),), {"line": words})
        for name, words in texts.items()
    }
