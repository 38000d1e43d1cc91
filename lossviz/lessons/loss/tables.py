"""The tables of the line's three handles, and their grids where there are too many points for tables."""

import numpy as np

from lossviz.inputs import numbers as number_texts
from lossviz.lessons.loss.problem import LARGEST, LineProblem
from lossviz.lessons.loss.quantities import all_quantities, measured
from lossviz.scene.axes import tidy
from lossviz.scene.quantities import Array, flags, geometry, geometry_array, indices, merged, numbers
from lossviz.scene.scene import GridDomain, Table

HANDLES = {"left": "left end of the line", "right": "right end of the line", "middle": "whole line"}
FIXED = {"left": "", "right": "intercept", "middle": "slope"}  # what stays while a handle moves
PLACES = 97  # of a slice that stays
MOVING_PLACES = {"mse": 15, "mae": 33, "huber": 29}  # of a slice that changes with every place of a handle
VERY_MANY, VERY_MANY_PLACES = 2_000, 17  # points for which a slice that looks at each of them has fewer places
MOST_KINKS = 12  # up to so many points a slice of the MAE is drawn by its kinks
NEAR_MINIMUM = 0.08  # of the slice's height


def slice_quantities(
    problem: LineProblem, w: Array, b: Array, dot_y: Array, fixed: str
) -> tuple[dict[str, Array], dict[str, Array]]:
    """The loss along the slope and along the height at the left edge: what changes from line to line, what stays.

    While the `fixed` one of the two stays, so does the slice along the other.
    """
    rows: list[dict[str, Array]] = []
    constants: dict[str, Array] = {}
    left_y = w * problem.frame[0][0] + b
    moving = MOVING_PLACES[problem.loss]
    if problem.many:
        moving = VERY_MANY_PLACES if len(problem.points) > VERY_MANY and problem.loss != "mse" else PLACES
    highest = problem.tops(dot_y)
    rows.append(numbers(loss_range=np.stack([np.zeros_like(highest), highest], axis=-1)))
    kinked = problem.loss == "mae" and len(problem.points) <= MOST_KINKS
    for name, here, other, others in (("slope", w, "intercept", left_y), ("intercept", left_y, "slope", w)):
        still = fixed == other
        others = others[slice(-1, None) if still else slice(None), None]
        x = np.linspace(*problem.slice_ranges[name], PLACES if still else moving)[None]
        if kinked:
            x = problem.kinks(name, others, x)
        left, slopes = (others, x) if name == "slope" else (x, others)
        y = geometry_array(problem.clipped_loss(left, slopes, highest))
        for part, values in geometry(x=x, y=y).items():
            if len(values) == 1:
                constants[f"{name}_{part}"] = values[0]
            else:
                rows.append({f"{name}_{part}": values})
        # The number stands where the curve is open: above a dot near the minimum, inside of one on a wall.
        minimum = np.take_along_axis(np.broadcast_to(x, y.shape), y.argmin(axis=-1)[:, None], axis=-1)[:, 0]
        near = dot_y - y.min(axis=-1) < NEAR_MINIMUM * highest
        rows.append(flags(**{f"{name}_near_minimum": near, f"{name}_right_of_minimum": here > minimum}))
    return merged(*rows), constants


def rounded(values: Array, decimals: int) -> Array:
    """Numbers as they stand in the address, the nearest with so many decimals."""
    return np.array([round(value, decimals) + 0.0 for value in values.tolist()]).clip(-LARGEST, LARGEST)


def current_heights(problem: LineProblem, line: tuple[float, float]) -> dict[str, float]:
    """Where the handles of the line stand now."""
    w, b = map(np.array, line)
    return {name: float(problem.height_at(x, w, b)) for name, x in problem.handle_x.items()}


def lines_of(
    problem: LineProblem, handle: str, line: tuple[float, float], now: dict[str, float]
) -> tuple[Array, Array]:
    """The slopes and intercepts of the lines that a handle can make, and last those of the present one."""
    left, places = problem.frame[0][0], problem.places
    w_decimals, b_decimals = problem.decimals
    w, b = (np.full(len(places), value) for value in line)
    if handle == "middle":
        b = rounded(places - line[0] * problem.handle_x["middle"], b_decimals)
    else:
        low, high = (places if handle == end else np.full(len(places), now[end]) for end in ("left", "right"))
        w = rounded((high - low) / problem.width, w_decimals)
        # Where the frame begins at 0 its left edge is the intercept, and that stays to the last digit.
        if handle == "left" or left != 0:
            b = rounded(low - w * left, b_decimals)
    return np.append(w, line[0]), np.append(b, line[1])


def handle_tables(problem: LineProblem, line: tuple[float, float]) -> dict[str, Table]:
    """Each handle on the line from the bottom of the frame to its top; all their lines are measured at once."""
    now = current_heights(problem, line)
    lines = [lines_of(problem, handle, line, now) for handle in HANDLES]
    every = measured(problem, np.stack([w for w, _ in lines]), np.stack([b for _, b in lines]))
    tables = {}
    for k, handle in enumerate(HANDLES):
        rows = all_quantities(problem, {name: values[k] for name, values in every.items()}, handle)
        slices, constants = slice_quantities(problem, *lines[k], rows["dot_y"], FIXED[handle])
        tables[handle] = Table(
            places=problem.places,
            now=float(np.clip(now[handle], *problem.frame[1])),
            rows=merged(rows, slices),
            commit={"line": "line"},
            constants=constants,
        )
    return tables


def current_table(problem: LineProblem, line: tuple[float, float]) -> tuple[Table, int]:
    """A table of the present line only, for too many points, and the index of its largest residual."""
    w, b = (np.array([value]) for value in line)
    row = all_quantities(problem, measured(problem, w, b))
    largest = int(row["largest"][0])
    # The scene has one word, the name of that point.
    row |= indices(largest=[0])
    slices, constants = slice_quantities(problem, w, b, row["dot_y"], "")
    rows = {name: np.concatenate([one, one]) for name, one in merged(row, slices).items()}
    return Table(np.zeros(1), 0.0, rows, {}, constants), largest


def line_grids(problem: LineProblem, line: tuple[float, float]) -> dict[str, GridDomain]:
    """The line's handles where there are too many points for tables: each place is asked for."""
    now, (bottom, top) = current_heights(problem, line), problem.frame[1]
    left, right, middle = (number_texts.write(x) for x in problem.handle_x.values())
    texts = {
        "left": f"{left}:{{x}},{right}:{number_texts.write(now['right'])}",
        "right": f"{left}:{number_texts.write(now['left'])},{right}:{{x}}",
        "middle": f"{number_texts.write(line[0])}@{middle}:{{x}}",
    }
    step = tidy(float(problem.places[1] - problem.places[0]))
    return {
        name: GridDomain((bottom,), (top,), (step,), (min(max(now[name], bottom), top),), {"line": text})
        for name, text in texts.items()
    }
