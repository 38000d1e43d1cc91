"""Points that can be moved, added and removed: what the address would say then."""

from functools import lru_cache

import numpy as np

from lossviz.inputs import numbers
from lossviz.inputs.point_texts import CHANGE
from lossviz.inputs.points import name
from lossviz.lessons.loss.problem import LineProblem
from lossviz.scene.axes import round_up, tidy
from lossviz.scene.scene import GridDomain, Handle, Link

MOST_STEPS = 250  # of a point across the frame: 0.05 each in the first one
REMOVED = "The others stay. A double click on a point, or Delete, removes it, too."
FRACTIONS = np.linspace(0, 1, 9)


def point_grid(problem: LineProblem, now: tuple[float, float], change: str, highlight: int) -> GridDomain:
    """Places for a point all over the frame, short of its edges: on an edge the frame itself would change.

    `change` is what a place does to the points (`inputs.point_texts`).
    """
    steps = [round_up((high - low) / MOST_STEPS) for low, high in problem.frame]
    low, high = zip(
        *((tidy(low + step), tidy(high - step)) for (low, high), step in zip(problem.frame, steps, strict=True)),
        strict=True,
    )
    return GridDomain(
        low=tuple(max(value, -numbers.LARGEST) for value in low),
        high=tuple(min(value, numbers.LARGEST) for value in high),
        step=tuple(steps),
        now=now,
        commit={"points": change, "highlight": str(highlight + 1)},
    )


def point_handles(problem: LineProblem) -> tuple[list[Handle], dict[str, GridDomain]]:
    """A handle on each point, and its grid; none where there are many."""
    handles: list[Handle] = []
    grids: dict[str, GridDomain] = {}
    for i in range(0 if problem.many else len(problem.points)):
        now = float(problem.points.x[i]), float(problem.points.y[i])
        grids[f"point{i + 1}"] = point_grid(problem, now, f"{CHANGE}{i + 1}={{x}},{{y}}", i)
        handles.append(
            Handle(
                f"point{i + 1}",
                f"point {name(i)}",
                f"x {{px[{i}]:set}}, y {{py[{i}]:set}}",
                "fit",
                f"px[{i}]",
                f"py[{i}]",
                axis="xy",
                look="dot",
                grid=f"point{i + 1}",
                removed=removed(problem, i),
            )
        )
    return handles, grids


def removed(problem: LineProblem, which: int) -> dict[str, str]:
    """The state without a point; nothing for a single one, which stays."""
    return {"points": f"{CHANGE}{which + 1}", "highlight": ""} if len(problem.points) > 1 else {}


@lru_cache(maxsize=64)
def free_place(problem: LineProblem) -> tuple[float, float]:
    """A place far from all points, but no higher and no lower than the middle half of them."""
    x, y = problem.points.x, problem.points.y
    (left, right), _ = problem.frame
    step_x, step_y, room = round_up(problem.width / 60), round_up(problem.height / 60), problem.width / 12
    begin, end = max(x.min() - room, left + step_x), min(x.max() + room, right - step_x)
    places = np.meshgrid(
        np.round((begin + FRACTIONS * (end - begin)) / step_x) * step_x,
        np.round(np.quantile(y, [0.25, 0.5, 0.75]) / step_y) * step_y,
    )
    xs, ys = (side.ravel().clip(-numbers.LARGEST, numbers.LARGEST) for side in places)
    width, height = problem.width, problem.height
    distances = np.hypot(xs[:, None] / width - x / width, ys[:, None] / height - y / height)
    best = int(distances.min(axis=-1).argmax())
    return tidy(xs[best]), tidy(ys[best])


def actions(problem: LineProblem) -> tuple[Link, ...]:
    """Add a point, and remove the highlighted one or the last; a single one stays."""
    if problem.many:
        return ()
    n = len(problem.points)
    more = f"{CHANGE}={numbers.write_all(free_place(problem))}"
    add = Link("Add a point", {"points": more, "highlight": str(n + 1)})
    if n == 1:
        return (add,)
    i = problem.highlight if problem.highlight >= 0 else n - 1
    return add, Link(f"Remove {name(i)}", removed(problem, i), REMOVED)


def new_point_grid(problem: LineProblem) -> dict[str, GridDomain]:
    """Where a double click puts one more point."""
    if problem.many:
        return {}
    return {"new": point_grid(problem, free_place(problem), f"{CHANGE}={{x}},{{y}}", len(problem.points))}
