"""The tables of the bars of the cross-entropy loss lesson: each logit, each probability, each target."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from lossviz.inputs import distribution
from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy_loss.quantities import BEYOND, HIGH, LOW, Rows, all_quantities
from lossviz.scene.quantities import Array, indices
from lossviz.scene.scene import Table
from lossviz.theory.one_logit import logit_for_probability

# A probability can be dragged where the others' logits, over the temperature, are within this: far out a logit has
# too few digits left.
NEAR = 1e4
Split: TypeAlias = tuple[dict[str, Array], dict[str, Array]]


@cache
def grids(classes: int, mixed: bool = False) -> dict[str, Array]:
    """The places of a logit, a probability and a target, about one for each pixel of their bars.

    Up to three classes, about which the questions are, there is room for twice as many; not if the target is `mixed`,
    for then each row has more numbers of its own.
    """
    step, share = (0.05, 0.005) if classes <= 3 and not mixed else (0.1, 0.01)
    return {
        "z": np.round(np.arange(LOW, HIGH + step / 2, step), 2) + 0.0,
        "p": np.round(np.arange(0, 1 - share / 2, share), 3),
        "y": np.round(np.linspace(0, 1, 101), 2),
    }


def within_reach(z: float) -> float:
    """Where the handle of a logit stands: what lies beyond its reach waits half a step outside."""
    return float(np.clip(z, LOW - BEYOND, HIGH + BEYOND))


class Family:
    """Handles of one kind: every quantity at every place of each of them, computed at once.

    What is the same for all handles and places is left out: all tables share it.
    """

    def __init__(self, rows: Rows, unit: Unit, handles: int, places: int) -> None:
        values = all_quantities(rows, unit)
        self.rows = {name: many for name, many in values.items() if many.shape[:2] == (handles, places)}
        self.constants = {
            name: many for name, many in values.items() if len(many) == handles > 1 and name not in self.rows
        }

    def of(self, handle: int, places: slice = slice(None)) -> Split:
        """For one handle the quantities with a row for each place, and those that are its own constants."""
        cut: dict[int, Array] = {}  # quantities that are one array stay one
        rows = {name: cut.setdefault(id(many), many[handle, places]) for name, many in self.rows.items()}
        return rows, {name: many[handle, 0] for name, many in self.constants.items()}


def dragged_logits(z: Array, places: Array) -> Array:
    """The logits at every place of every class's logit, and as they stand: (classes, places + 1, classes)."""
    grid = np.tile(z, (len(z), len(places) + 1, 1))
    for k in range(len(z)):
        grid[k, :-1, k] = places
    return grid


def draggable(z: Array, temperature: float) -> list[int]:
    """The classes whose probability can be dragged: another class has a logit, not too far out."""
    reach = NEAR * temperature
    found = []
    for k in range(len(z)):
        largest = np.delete(z, k).max()
        if abs(largest) <= reach:
            found.append(k)
    return found


def dragged_probabilities(z: Array, temperature: float, classes: Sequence[int], places: Array) -> Array:
    """The logits at every place of a class's probability, the others as they stand; (classes, places + 1, classes)."""
    # So many digits give the probability to ten of its own.
    digits = 9 + max(0, int(np.ceil(-np.log10(temperature))))
    grid = np.tile(z, (len(classes), len(places) + 1, 1))
    others = np.stack([np.delete(z, k) for k in classes])
    mine = np.round(logit_for_probability(places, others[:, None, :], temperature=temperature), digits) + 0.0
    for row, k in enumerate(classes):
        grid[row, :-1, k] = mine[row]
    return grid


@dataclass(frozen=True)
class State:
    """What the learner has set; the target fits the number of classes."""

    z: Array
    weights: tuple[int, ...]
    temperature: float
    smoothing: float
    highlight: int
    unit: Unit

    @property
    def places(self) -> dict[str, Array]:
        """The places of the handles on its bars."""
        mixed = self.smoothing > 0 or sum(weight > 0 for weight in self.weights) > 1
        return grids(len(self.z), mixed)

    def rows(self, **changes: Any) -> Rows:
        """This state as the one row, but for what changes over (handles, places)."""
        known = {
            "z": self.z[None, None],
            "y": distribution.probabilities(self.weights)[None, None],
            "temperature": self.temperature,
            "smoothing": self.smoothing,
            "focus": min(self.highlight, len(self.z)) - 1,
            "classes": len(self.z),
        }
        made = {name: np.asarray(values) for name, values in (known | changes).items()}
        return Rows(**{name: values if values.ndim > 1 else values.reshape(1, -1) for name, values in made.items()})


def logit_tables(state: State) -> dict[str, Table]:
    """Tables of the logit and of the probability of each class, computed at once."""
    z, places = state.z, state.places
    near, of_class = draggable(z, state.temperature), np.arange(len(z))[:, None]
    grid, first = dragged_logits(z, places["z"]), len(places["z"]) + 1
    if near:
        by_share = np.tile(z, (len(z), len(places["p"]) + 1, 1))
        by_share[near] = dragged_probabilities(z, state.temperature, near, places["p"])
        grid = np.concatenate([grid, by_share], axis=1)
    family = Family(state.rows(z=grid, focus=of_class), state.unit, *grid.shape[:2])
    made = {}
    for name, which, part in (("z", range(len(z)), slice(0, first)), ("p", near, slice(first, None))):
        for k in which:
            rows, constants = family.of(k, part)
            now = within_reach(float(z[k])) if name == "z" else float(rows["p"][-1, k])
            made[f"{name}{k}"] = Table(
                places[name], now, rows, {"logits": "z", "highlight": f"={k + 1}"}, constants | indices(focus=k)
            )
    return made


def target_tables(state: State) -> dict[str, Table]:
    """Tables of the target of each class."""
    classes, places = len(state.z), state.places["y"]
    now = distribution.probabilities(state.weights)
    dragged = distribution.probabilities(distribution.drag_grid(state.weights, places))
    y = np.concatenate([dragged, np.broadcast_to(now, (classes, 1, classes))], axis=1)
    family = Family(state.rows(y=y, focus=np.arange(classes)[:, None]), state.unit, *y.shape[:2])
    made = {}
    for k in range(classes):
        rows, constants = family.of(k)
        commit = {"y": "y", "highlight": f"={k + 1}"}
        made[f"y{k}"] = Table(places, float(now[k]), rows, commit, constants | indices(focus=k))
    return made
