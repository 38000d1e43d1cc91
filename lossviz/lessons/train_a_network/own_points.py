"""Points that the learner adds, moves, removes and standardises; those of a data set become own ones by that."""

import math
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.figures import decision_boundary
from lossviz.inputs import labelled_points, numbers, point_texts
from lossviz.inputs.labelled_points import MOST_CLASSES, MOST_POINTS, LabelledPoints
from lossviz.inputs.point_texts import CHANGE
from lossviz.lessons.train_a_network import same_epoch, words
from lossviz.lessons.train_a_network.parameters import FIRST_DATA, OF_ONE_NETWORK
from lossviz.lessons.train_a_network.problem import DECIMALS, MARGIN, OWN, Problem
from lossviz.lessons.train_a_network.same_epoch import Shown
from lossviz.scene.axes import round_up, tidy
from lossviz.scene.quantities import Array
from lossviz.scene.scene import GridDomain, Handle, Link, Switch
from lossviz.theory.network_pictures import HALF_WIDTH

# Of a data set, what its points say themselves once they are the learner's own; and what was set by hand before.
REPLACED = {"data": "", "turns": "", "classes": "", "noise": "", **dict.fromkeys(OF_ONE_NETWORK, "")}
# The data sets that have a setting of their own.
SPIRALS, BLOBS = "spirals", "blobs"
HELD_OUT = range(10, 51, 5)  # in percent, on the track
CLASSES, FIRST_CLASSES = (2, 3, 4), 4
STEPS = 80  # of a point from the middle of the frame to its edge: 0.05 each in the first one
SPOTS = np.linspace(-0.75, 0.75, 16)  # where a point is added without a pointer, as shares of the frame
ROLES = ("model", "truth", "cost", "other")  # whose colours the classes have
FEWEST_SPREAD = 0.1  # a standard deviation that is still large enough to train on


def changed(problem: Problem, change: str) -> dict[str, str]:
    """The state after a change of one point (`inputs.point_texts`)."""
    base = "" if problem.own else point_texts.short(problem.labelled)
    return {**REPLACED, "points": base + CHANGE + change}


def with_points(problem: Problem, points: LabelledPoints) -> Problem:
    """The problem with other points."""
    return replace(problem, data=OWN, own=points)


@lru_cache(maxsize=64)
def with_one_more(problem: Problem, one: float) -> Problem:
    """The problem with one more point, of that label; where it stands does not count."""
    columns = zip(problem.labelled.columns, (0.0, 0.0, one), strict=True)
    return with_points(problem, LabelledPoints(*(np.append(column, last) for column, last in columns)))


def same(problem: Problem, update: int, after: Problem) -> dict[str, str]:
    """The update that keeps the epoch with other points; nothing where it is the same one."""
    changes = same_epoch.of(problem).moved(Shown(update), same_epoch.of(after))
    return changes if update else {}


def label(problem: Problem, add: float) -> float:
    """The label of a point that is added: a class that is there, or one more, or a value."""
    if not problem.points.classes:
        return add
    return float(min(max(round(add), 0), problem.points.classes, MOST_CLASSES - 1))


def data_switch(problem: Problem, update: int) -> Switch:
    """The data sets, and the learner's own points while there are some."""
    sets, cleared = words.DATA.items(), dict.fromkeys(("points", *OF_ONE_NETWORK), "")
    options = {
        shown: {"data": "" if name == FIRST_DATA else name, **cleared}
        | same_epoch.data(problem, update, name, problem.classes)
        for name, shown in sets
    }
    if problem.own:
        options[words.OWN_POINTS] = {"data": "", "points": point_texts.write(problem.own)}
    return Switch("Data", words.OWN_POINTS if problem.own else words.DATA[problem.data], tuple(options.items()))


def classes_switch(problem: Problem, update: int) -> tuple[Switch, ...]:
    """How many classes the blobs have, where they are the data."""
    if problem.data != BLOBS:
        return ()
    shown = {
        str(count): {
            "classes": "" if count == FIRST_CLASSES else str(count),
            **dict.fromkeys(OF_ONE_NETWORK, ""),
            **same_epoch.data(problem, update, problem.data, count),
        }
        for count in CLASSES
    }
    return (Switch("Classes of the blobs", str(problem.classes), tuple(shown.items())),)


def switch(problem: Problem, add: float) -> Switch:
    """Of which class, or value, points are added."""
    here = label(problem, add)
    if classes := problem.points.classes:
        options = [float(one) for one in range(min(classes + 1, MOST_CLASSES))]
    else:
        options = sorted({-problem.reach, 0.0, problem.reach, here})
    shown = {text(one): {"add": numbers.write(one) if one else ""} for one in options}
    if not classes:
        return Switch("Add points of value", text(here), tuple(shown.items()))
    marks = tuple(zip(ROLES, decision_boundary.SYMBOLS, strict=True))[: len(shown)]
    return Switch("Add points of class", text(here), tuple(shown.items()), marks=marks)


def text(value: float) -> str:
    """A class or a value as it is shown."""
    return numbers.write(value).replace("-", "−")


def grid(problem: Problem, now: tuple[float, float], commit: dict[str, str]) -> GridDomain:
    """Places for a point all over the frame, so far from its edges that the frame stays."""
    step = round_up(problem.half_width / STEPS)
    end = min(tidy(math.floor(problem.half_width / MARGIN / step) * step), labelled_points.LARGEST)
    return GridDomain((-end, -end), (end, end), (step, step), now, commit)


def has_room(problem: Problem) -> bool:
    """Whether one more point can be added."""
    return len(problem.labelled) < MOST_POINTS


def grids(problem: Problem, chosen: int | None, add: float, shown: Shown) -> dict[str, GridDomain]:
    """Where a double click adds a point, where the chosen one can be moved, and the noise on a data set."""
    found, points = {}, problem.labelled
    if not problem.own:
        found["noise"] = GridDomain((0.0,), (1.0,), (0.05,), (problem.noise,), {"noise": "{x}"})
        if problem.data == SPIRALS:
            found["turns"] = GridDomain((0.25,), (2.0,), (0.05,), (problem.turns,), {"turns": "{x}"})
    kept = same_epoch.shares(problem, shown, HELD_OUT)
    found["held_out"] = GridDomain((10.0,), (50.0,), (5.0,), (float(problem.held_out),), {"held_out": "{x}"}, kept)
    if has_room(problem):
        commit = changed(problem, f"={{x}},{{y}},{numbers.write(label(problem, add))}")
        found["new"] = grid(
            problem, free_place(problem), {**commit, **added(problem, add, shown.update), "point": str(len(points) + 1)}
        )
    if chosen is not None:
        now = float(problem.points.x[chosen, 0]), float(problem.points.x[chosen, 1])
        commit = changed(problem, f"{chosen + 1}={{x}},{{y}},{numbers.write(points.label[chosen])}")
        found["place"] = grid(problem, now, {**commit, "point": str(chosen + 1)})
    return found


def handles(problem: Problem, chosen: int | None, update: int) -> tuple[Handle, ...]:
    """The handle that moves the chosen point, in the colour of its class, and the noise on a data set."""
    found = [] if problem.own else [Handle("noise", "noise", "{noise:set}", role="truth", grid="noise")]
    if problem.data == SPIRALS:
        found.append(Handle("turns", "turns of the spirals", "{turns:set}", role="truth", grid="turns"))
    found.append(Handle("held_out", "held out", "{held_out:count} %", role="truth", grid="held_out"))
    if chosen is None:
        return tuple(found)
    named, place = "point {point_number:count}", "x {point_x:set}, y {point_y:set}"
    y = problem.points.y[chosen]
    role = ROLES[int(y)] if problem.points.classes else "text"
    where = ("boundary", "point_x", "point_y")
    how: dict[str, Any] = {"axis": "xy", "grid": "place", "look": "dot", "removed": removed(problem, chosen, update)}
    return (*found, Handle("place", named, place, *where, role, **how))


@lru_cache(maxsize=64)
def free_place(problem: Problem) -> tuple[float, float]:
    """A place in the frame far from all points."""
    step = round_up(problem.half_width / STEPS)
    along = np.round(SPOTS * min(problem.half_width, labelled_points.LARGEST) / step) * step
    places = np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)
    best = places[np.hypot(*(places[:, None] - problem.points.x).T).min(axis=0).argmax()]
    return tidy(best[0]), tidy(best[1])


def actions(problem: Problem, chosen: int | None, add: float, update: int) -> tuple[Link, ...]:
    """Add a point, remove the chosen one, standardise."""
    found = []
    points, one = problem.labelled, label(problem, add)
    if has_room(problem):
        x, y = map(numbers.write, free_place(problem))
        kind = f"{'class' if problem.points.classes else 'value'} {text(one)}"
        state = changed(problem, f"={x},{y},{numbers.write(one)}")
        note = f"Of {kind}. A double click in the figure adds it there."
        state |= added(problem, add, update)
        found.append(Link("Add a point", {**state, "point": str(len(points) + 1)}, note))
    if chosen is not None and (state := removed(problem, chosen, update)):
        note = "The others stay where they are. A double click on its handle, or Delete, removes it, too."
        found.append(Link(f"Remove point {chosen + 1}", state, note))
    if problem.own and is_unusual(problem):
        what = "x and y" if problem.points.classes else "x, y and the values"
        state = {"points": point_texts.short(standardised(problem)), **dict.fromkeys(OF_ONE_NETWORK, ""), "add": ""}
        note = f"{what}: subtract the mean of the training points, divide by their standard deviation."
        found.append(Link("Standardise", state, note[0].upper() + note[1:]))
    return tuple(found)


def removed(problem: Problem, which: int, update: int) -> dict[str, str]:
    """The state without a point, in the epoch of `update`; nothing where the point has to stay."""
    points = problem.labelled
    if not is_removable(points, which):
        return {}
    state = changed(problem, str(which + 1))
    return {**state, **same(problem, update, with_points(problem, without(points, which))), "point": ""}


def added(problem: Problem, add: float, update: int) -> dict[str, str]:
    """The update that ends as much of an epoch with one more point."""
    return same(problem, update, with_one_more(problem, label(problem, add)))


def without(points: LabelledPoints, which: int) -> LabelledPoints:
    """The points but one."""
    return LabelledPoints(*(np.delete(column, which) for column in points.columns))


def is_removable(points: LabelledPoints, which: int) -> bool:
    """Whether what is left without one of the points can still be trained on."""
    try:
        labelled_points.check(without(points, which))
    except ValueError:
        return False
    return True


def is_unusual(problem: Problem) -> bool:
    """Whether points lie outside the first frame, or so close together that hardly anything can be learnt."""
    spread = problem.points.x.std(axis=0)
    return problem.half_width > HALF_WIDTH or problem.reach > 1 or bool((spread < FEWEST_SPREAD).any())


def standardised(problem: Problem) -> LabelledPoints:
    """The points with mean 0 and standard deviation 1 of the training points, for x, y, and a value."""
    seen = ~problem.is_held_out

    def scaled(column: Array) -> Array:
        spread = float(column[seen].std()) or 1.0
        # Held-out points may lie anywhere.
        far = labelled_points.LARGEST
        return np.asarray(np.round(np.clip((column - column[seen].mean()) / spread, -far, far), DECIMALS))

    points = problem.labelled
    values = points.label.copy() if problem.points.classes else scaled(points.label)
    return LabelledPoints(scaled(points.x), scaled(points.y), values)
