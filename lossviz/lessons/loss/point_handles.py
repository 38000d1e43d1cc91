"""Points that can be pulled, added and taken away: what the address would say then."""

import numpy as np

from lossviz.inputs import points as given
from lossviz.lessons.loss.problem import Board, grain, tidy
from lossviz.scene.scene import Handle, Link, Stream

FINE = 250  # steps of a point across the frame: 0.05 in the first one
LONGEST = 20_000  # letters: every handle carries the text of all points
SHARES = np.linspace(0, 1, 9)


def pieces(board: Board) -> list[str]:
    """The text of each point."""
    return board.text.split(";")


def reachable(board: Board) -> list[int]:
    """The points that have a handle: all of a few, else the one in hand."""
    n = len(board.points)
    if board.crowd:
        return []
    if n * len(board.text) > LONGEST:
        return [max(board.hand, 1) - 1]
    return list(range(n))


def field(board: Board, now: tuple[float, float], commit: dict[str, str]) -> Stream:
    """Places for a point all over the frame, short of its edges: on an edge the frame itself would change."""
    steps = [grain(low, high, FINE) for low, high in board.frame]
    ends = [(tidy(low + step), tidy(high - step)) for (low, high), step in zip(board.frame, steps, strict=True)]
    return Stream(
        low=tuple(max(low, -given.FURTHEST) for low, _ in ends),
        high=tuple(min(high, given.FURTHEST) for _, high in ends),
        step=tuple(steps),
        now=now,
        commit=commit,
    )


def handles(board: Board) -> tuple[tuple[Handle, ...], dict[str, Stream]]:
    """A handle on each point, and what the address would say where it is let go."""
    texts = pieces(board) if not board.crowd else []
    made, streams = [], {}
    for i in reachable(board):
        name = f"point{i + 1}"
        moved = ";".join([*texts[:i], "{x},{y}", *texts[i + 1 :]])
        now = float(board.points.x[i]), float(board.points.y[i])
        streams[name] = field(board, now, {"points": moved, "point": str(i + 1)})
        made.append(
            Handle(
                name,
                f"point {given.name(i)}",
                f"x {{px[{i}]:set}}, y {{py[{i}]:set}}",
                (),
                axis="xy",
                figure="fit",
                x=f"px[{i}]",
                y=f"py[{i}]",
                look="dot",
                stream=name,
            )
        )
    return tuple(made), streams


def free(board: Board) -> tuple[float, float]:
    """A place far from all points, but no higher and no lower than the middle half of them."""
    rows = (board.points.x, board.points.y)
    (left, right), (bottom, top) = board.frame
    step, room = grain(left, right, 60), board.wide / 12
    begin, end = max(rows[0].min() - room, left + step), min(rows[0].max() + room, right - step)
    rise = grain(bottom, top, 60)
    sides = (
        np.round((begin + SHARES * (end - begin)) / step) * step,
        np.round(np.quantile(rows[1], [0.25, 0.5, 0.75]) / rise) * rise,
    )
    across, up = (side.ravel().clip(-given.FURTHEST, given.FURTHEST) for side in np.meshgrid(*sides))
    far = np.hypot(across[:, None] / board.wide - rows[0] / board.wide, up[:, None] / board.tall - rows[1] / board.tall)
    best = int(far.min(axis=-1).argmax())
    return tidy(across[best]), tidy(up[best])


def actions(board: Board) -> tuple[Link, ...]:
    """Add a point, and take the one in hand away; the last one stays."""
    if board.crowd:
        return ()
    texts, n = pieces(board), len(board.points)
    x, y = free(board)
    more = ";".join([*texts, f"{given.short(x)},{given.short(y)}"])
    made = [Link("Add a point", {"points": more, "point": str(n + 1)})]
    if n > 1:
        i = (board.hand or n) - 1
        fewer = ";".join(texts[:i] + texts[i + 1 :])
        made.append(Link(f"Remove {given.name(i)}", {"points": fewer, "point": ""}))
    return tuple(made)


def added(board: Board) -> Stream | None:
    """Where a double click puts one more point."""
    if board.crowd:
        return None
    n = len(board.points)
    x, y = free(board)
    return field(board, (x, y), {"points": f"{board.text};{{x}},{{y}}", "point": str(n + 1)})
