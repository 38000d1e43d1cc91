"""The scene of a sum of units that fits a curve."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from lossviz.inputs import numbers as texts
from lossviz.lessons.relu import figures, questions, words
from lossviz.lessons.relu.parameters import (
    ACTIVATIONS,
    HEIGHT_STEP,
    HIGHEST,
    LARGEST_CHANGE,
    LOWEST,
    NODES,
    OWN,
    Curve,
    Unit,
    target_heights,
)
from lossviz.lessons.relu.quantities import COARSE, DATA, PLACES, Problem
from lossviz.lessons.relu.state import CHANGES, KINKS, State
from lossviz.lessons.relu.tables import tables
from lossviz.scene import budget
from lossviz.scene.quantities import Array, flags, indices, merged, numbers
from lossviz.scene.scene import Handle, Scene
from lossviz.scene.sketch import SketchDomain
from lossviz.theory import activations, unit_sums

FINE = np.round(np.linspace(-2, 2, 81), 2)
GELU_MINIMUM = -0.7517915
CROWD = 6  # from so many units on handles are dots
WORDS = {"abs": (-1.9, 2.6), "hat": (-0.3, 1.5), "square": (-1.95, 4.1), "wave": (0.6, 1.5), "own": (-1.9, 3.5)}


def handles(state: State, *, end: bool, guess: bool) -> tuple[Handle, ...]:
    """A kink and a bar for each unit, the end of the sum, a pen for an own curve, and what stands on tracks."""
    n, found = len(state.units), []
    look = "dot" if n > CROWD else ""
    if end:
        last = n + 1 if state.problem.piecewise else len(COARSE) - 1
        name = f"right end of the sum, slope change of unit {state.focus + 1}"
        found.append(
            Handle("end", name, f"{{s[{state.focus}]:set}}", "sum", "two", f"sum_y[{last}]", "model", axis="y")
        )
    for i in range(n):
        changed = f"{{s[{i}]:set}}"
        kink = Handle(f"kink{i}", f"kink of unit {i + 1}", f"{{k[{i}]:set}}", "sum", f"k[{i}]", f"kink_y[{i}]", "model")
        bar = (f"change{i}", f"slope change of unit {i + 1}", changed, "changes", f"bar_x[{i}]", f"s[{i}]", "model")
        found += [replace(kink, look=look), Handle(*bar, axis="y", look=look)]
    if state.problem.target == "own":
        at, curve = ("sum", "curve_x[0]", "curve[0]", "truth"), "from {curve[0]:set} at −2 to {curve[16]:set} at 2"
        found.append(Handle("pen", "pen that draws your curve", curve, *at, axis="xy", grid="pen", look="pen"))
    probe = ("probe", "place x of the derivative", "x {probe:set}, slope {probe_slope:set}", "derivative")
    return (
        *([Handle("guess", "your answer", "{guess:set}", role="truth")] if guess else []),
        *found,
        Handle(*probe, "probe", "probe_slope", "muted"),
        Handle("slope", "slope m", "{slope:set}", role="model"),
        Handle("intercept", "intercept c", "{intercept:set}", role="model"),
    )


def best_slopes(state: State) -> dict[str, str]:
    """Intercept, slope and slope changes with the least mean squared error for these kinks, in a few digits."""
    kinks = [kink for kink, _ in state.units]
    fitted = unit_sums.best_fit(PLACES, state.problem.heights, kinks, activation=state.problem.activation)
    rounded = np.clip(np.round(fitted, 4) + 0.0, -LARGEST_CHANGE, LARGEST_CHANGE)
    intercept, slope, *changes = rounded.tolist()
    units = words.text(list(zip(kinks, changes, strict=True)))
    return {"intercept": texts.write(intercept), "slope": texts.write(slope), "units": units}


def constants(state: State) -> dict[str, Array]:
    """What no handle changes."""
    problem, n = state.problem, len(state.units)
    own = problem.target == "own"
    return merged(
        numbers(
            target_x=NODES if own else FINE,
            target_y=problem.curve if own else target_heights(problem.target, problem.curve, FINE),
            edge_x=problem.edge[0],
            edge_y=problem.edge[1],
            data_x=DATA,
            data_y=problem.heights[::100],
            curve=problem.curve,
            curve_x=NODES,
            two=2.0,
            beyond_x=2.12,
            beyond_y=[3.6, -1.8],
            bar_x=(np.arange(n) + 0.5) / n,
            bar_width=np.full(n, min(0.72 / n, 0.22)),
            zero_x=[-2.15, 2.15],
            zero_ends=[0.0, 1.0],
            zero_y=[0.0, 0.0],
            word_x=WORDS[problem.target][0],
            word_y=WORDS[problem.target][1],
            least_place=GELU_MINIMUM,
            least_height=activations.gelu(GELU_MINIMUM),
            steepest=activations.sigmoid_derivative(0.0),
            far_slope=activations.sigmoid_derivative(10.0),
            ten_layers=activations.sigmoid_derivative(0.0) ** 10,
        ),
        indices(n=n, activation=list(ACTIVATIONS).index(problem.activation)),
        flags(underlined=True),
    )


def cost(*, units: Sequence[Unit], **_: object) -> int:
    """Units x places, of the handles and of the sum."""
    rows = (2 + len(units)) * sum(map(len, (KINKS[0], CHANGES[0])))
    return budget.of_numbers(45_000 + 12_000 * len(units)) + rows * len(PLACES)


def scene(
    target: str = "abs",
    curve: Curve = OWN,
    intercept: float = 0.0,
    slope: float = -1.0,
    units: Sequence[Unit] = ((0.0, 0.0),),
    activation: str = "relu",
    highlight: int = 1,
    probe: float = -1.75,
    guess: float | None = None,
) -> Scene:
    """The scene of one sum of units; `highlight` counts the units from 1."""
    n = len(units)
    focus = highlight - 1 if highlight <= n else 0
    state = State(Problem(target, curve, activation), intercept, slope, units, probe, focus)
    found, present = tables(state, guess)
    end = "end" in found
    # What is opened with stands first on a narrow screen: the sum, where its end can be pulled.
    opening = "guess" if guess is not None else "end" if end else f"kink{focus}"
    sketch = SketchDomain(tuple(NODES.tolist()), LOWEST, HIGHEST, HEIGHT_STEP, curve, {"curve": "{heights}"}, pen=-1.0)
    return Scene(
        name="relu",
        figures=figures.figures(target, activation, n),
        tables=found,
        opening=opening,
        # Among many handles a hint would cover a neighbour.
        hint="pen" if target == "own" else opening if n <= 3 or guess is not None else "",
        handles=handles(state, end=end, guess=guess is not None),
        labels=words.labels(n, target, activation),
        sentences=words.SAYS,
        formula=words.formula(activation, n),
        units=("unit", "units"),
        words=tuple(ACTIVATIONS.values()),
        choices=words.switches(target, activation),
        links=words.LINKS,
        predictions=questions.PREDICTIONS,
        goals=questions.GOALS,
        shared=merged(constants(state), present),
        grids={"pen": sketch} if target == "own" else {},
        actions=words.actions(units, focus, best_slopes(state)),
    )
