"""The scene of a line among points: its residuals and its loss."""

from lossviz.inputs.numbers import LARGEST
from lossviz.inputs.points import FIVE, Points, name, names
from lossviz.lessons.loss import words
from lossviz.lessons.loss.examples import links
from lossviz.lessons.loss.figures import figures, labels
from lossviz.lessons.loss.point_handles import actions, new_point_grid, point_handles
from lossviz.lessons.loss.problem import MANY, MEASURED, MOST_ABSOLUTE, MOST_PLACES, problem_of
from lossviz.lessons.loss.quantities import constants
from lossviz.lessons.loss.questions import GOALS, PREDICTIONS
from lossviz.lessons.loss.tables import (
    HANDLES,
    MOVING_PLACES,
    PLACES,
    VERY_MANY,
    VERY_MANY_PLACES,
    current_table,
    handle_tables,
    line_grids,
)
from lossviz.scene import budget
from lossviz.scene.axes import round_up, tidy
from lossviz.scene.scene import GridDomain, Handle, Scene
from lossviz.theory import interruption, least_huber


def cost(*, points: Points, loss: str, **_: object) -> int:
    """Lines x points, of the tables and of the search for the best line."""
    n = len(points)
    searched = least_huber.MAX_ITERATIONS * least_huber.iteration_cost(n) if loss == "huber" else 0
    pivots = min(n, MOST_ABSOLUTE) if loss != "mse" else 0
    # Both slices, for each place of each handle where there are tables.
    lines = 2 * (PLACES if n <= VERY_MANY else VERY_MANY_PLACES)
    if n <= MANY:
        lines += 2 * len(HANDLES) * (MOST_PLACES + 2) * max(MOVING_PLACES.values())
    tried = pivots * (interruption.STEP + 4 * min(n, MOST_ABSOLUTE))
    return budget.of_numbers(30_000) + searched + tried + MEASURED * lines * n


def scene(
    points: Points = FIVE,
    line: tuple[float, float] = (0.0, 1.0),
    loss: str = "mse",
    delta: float = 1.0,
    highlight: int | None = None,
) -> Scene:
    """The scene of one line, slope and intercept, among points; `highlight` counts the points from 1."""
    n = len(points)
    problem = problem_of(points, loss, delta, min(highlight or 0, n) - 1)
    handles, grids = point_handles(problem)
    grids |= new_point_grid(problem)
    point_names = names(points)
    if problem.many:
        grids |= line_grids(problem, line)
        current, largest = current_table(problem, line)
        tables, point_names = {"right": current}, (name(largest),)
    else:
        tables = handle_tables(problem, line)
    line_handles = [
        Handle(
            handle,
            label,
            "w {line[0]:set}, b {line[1]:set}",
            "fit",
            {"left": "edge_left", "right": "edge_right", "middle": "at_middle"}[handle],
            f"{handle}_y",
            "model",
            axis="y",
            grid=handle if problem.many else "",
        )
        for handle, label in HANDLES.items()
    ]
    # Its track keeps its place where it is not shown, so that nothing moves when the loss function changes.
    step, widest = round_up(problem.height / 240), min(tidy(problem.height / 2), LARGEST)
    grids["delta"] = GridDomain((step,), (widest,), (step,), (delta,), {"delta": "{x}"})
    handles.append(Handle("delta", "delta", "{delta:set}", role="cost", grid="delta", when="is_huber"))
    return Scene(
        name="loss",
        figures=figures(problem),
        tables=tables,
        opening="right",
        hint="right",
        handles=(*line_handles, *handles),
        labels=labels(problem),
        sentences=words.says(loss, n),
        formula=words.formula(loss, n, problem.highlight),
        words=point_names,
        choices=(words.loss_switch(loss),),
        links=links(problem),
        predictions=PREDICTIONS,
        goals=GOALS,
        shared=constants(problem),
        grids=grids,
        actions=actions(problem),
    )
