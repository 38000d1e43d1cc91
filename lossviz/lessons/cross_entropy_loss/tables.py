"""The tables of the cross-entropy loss lesson: each logit, each probability, each target, and the three tracks."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np

from lossviz.inputs import distribution
from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy_loss import questions
from lossviz.lessons.cross_entropy_loss.parameters import FEWEST, MOST, fitted
from lossviz.lessons.cross_entropy_loss.quantities import BEYOND, HIGH, LOW, Rows, all_quantities, layout
from lossviz.scene.quantities import Array, indices, merged, numbers
from lossviz.scene.scene import Table
from lossviz.theory.logarithms import nats_to_base
from lossviz.theory.one_logit import logit_for_probability

CLASSES = np.arange(FEWEST, MOST + 1)
# Round numbers, about evenly spaced on a logarithmic track.
DECADE = (*(1, 1.1, 1.2, 1.35, 1.5, 1.65, 1.8, 2, 2.2, 2.5, 2.75, 3, 3.33, 3.7, 4, 4.5, 5, 5.5, 6, 6.5, 7, 8, 9),)
TEMPERATURES = np.round(np.append(np.outer([0.1, 1, 10], DECADE).ravel(), 100), 4)
SMOOTHINGS = np.round(np.linspace(0, 0.5, 51), 2)
# A probability can be dragged where the others' logits, over the temperature, are within this: far out a logit has
# too few digits left.
NEAR = 1e4


@cache
def grids(classes: int) -> dict[str, Array]:
    """The places of a logit, a probability and a target: fewer where there are more bars to send."""
    step = 0.1 if classes <= 3 else 0.2
    share = 0.01 if classes <= 3 else 0.02 if classes <= 5 else 0.025
    return {
        "z": np.round(np.arange(LOW, HIGH + step / 2, step), 2) + 0.0,
        "p": np.round(np.arange(0, 1 - share / 2, share), 3),
        "y": np.round(np.linspace(0, 1, 21), 2),
    }


def within_reach(z: float) -> float:
    """Where the handle of a logit stands: what lies beyond its reach waits half a step outside."""
    return float(np.clip(z, LOW - BEYOND, HIGH + BEYOND))


def on_track(temperature: float) -> float:
    """Where a temperature stands on its track, in steps; beyond its ends half a step outside."""
    last = len(TEMPERATURES) - 1
    outside = -0.5 if temperature < TEMPERATURES[0] else last + 0.5
    if not TEMPERATURES[0] <= temperature <= TEMPERATURES[-1]:
        return outside
    return float(np.interp(np.log(temperature), np.log(TEMPERATURES), np.arange(last + 1)))


@dataclass(frozen=True)
class Block:
    """Several handles of one kind, and the states at all their places: logits and target, (handles, places, classes).

    The last place is the present state. `temperature`, `smoothing` and `focus` broadcast to (handles, places).
    """

    z: Array
    y: Array
    temperature: Any
    smoothing: Any
    focus: Any

    @property
    def shape(self) -> tuple[int, ...]:
        return np.broadcast_shapes(self.z.shape[:-1], self.y.shape[:-1], np.shape(self.temperature))

    def flat(self) -> list[Array]:
        """Each part, one row for each place of each handle."""
        bars = [np.broadcast_to(part, (*self.shape, part.shape[-1])) for part in (self.z, self.y)]
        plain = [np.broadcast_to(part, self.shape) for part in (self.temperature, self.smoothing, self.focus)]
        return [part.reshape(-1, part.shape[-1]) for part in bars] + [part.reshape(-1) for part in plain]


# What no handle of a block changes: it is sent once, not for every place.
_CLASSES = {"blind", "blind_line", "classes", "rest", "two", "few", "many"}
_SETTINGS = {"temperature", "smoothing", "hot"}
_TARGET = {"y", "t", "true", "plain", "other", "least", "least_line"}
_LOGITS = {"z", "z_at"}
STILL: Mapping[str, Set[str]] = {
    "z": _CLASSES | _SETTINGS | _TARGET,
    "p": _CLASSES | _SETTINGS | _TARGET,
    "y": _CLASSES | _SETTINGS | _LOGITS | {"p"},
    "temperature": _CLASSES | _LOGITS | _TARGET | {"smoothing"},
    "smoothing": _CLASSES | _LOGITS | {"temperature", "hot", "p", "y", "true", "other"},
}
Split: TypeAlias = tuple[dict[str, Array], dict[str, Array]]


def evaluated(blocks: Mapping[str, Block], classes: int, unit: Unit) -> dict[str, list[Split]]:
    """The rows and the constants of every handle of every block, computed in one call."""
    parts = [np.concatenate(part) for part in zip(*(block.flat() for block in blocks.values()), strict=True)]
    z, y, temperature, smoothing, focus = parts
    values = all_quantities(Rows(z, y, temperature, smoothing, focus, np.full(len(z), classes)), unit)
    silent = set() if classes == questions.CLASSES else {name for name in values if name.startswith("reply")}
    made, start = {}, 0
    for name, block in blocks.items():
        end = start + int(np.prod(block.shape))
        here = {one: many[start:end].reshape(*block.shape, *many.shape[1:]) for one, many in values.items()}
        made[name] = split(here, silent | STILL[name])
        start = end
    return made


def split(values: Mapping[str, Array], still: Set[str]) -> list[Split]:
    """Quantities over (handles, places) as rows and constants of each handle; those named `still` never change."""
    return [
        (
            {name: many[k] for name, many in values.items() if name not in still},
            {name: values[name][k, 0] for name in still},
        )
        for k in range(len(values["case"]))
    ]


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


def handle_tables(
    z: Array, weights: Sequence[int], temperature: float, smoothing: float, highlight: int, unit: Unit
) -> dict[str, Table]:
    """A table of the logit, the probability and the target of each class, of the temperature and of the smoothing."""
    classes = len(z)
    places, y, every = grids(classes), distribution.probabilities(weights), list(range(classes))
    near, focus = draggable(z, temperature), min(highlight, classes) - 1
    dragged = distribution.drag_grid(weights, places["y"])
    standing = np.broadcast_to(y, (classes, 1, classes))
    heats = np.append(TEMPERATURES, temperature)
    shares = np.append(SMOOTHINGS, smoothing)
    of_class = np.arange(classes)[:, None]
    blocks = {
        "z": Block(dragged_logits(z, places["z"]), y, temperature, smoothing, of_class),
        "y": Block(
            z, np.concatenate([distribution.probabilities(dragged), standing], axis=1), temperature, smoothing, of_class
        ),
        "temperature": Block(z, y, heats[None], smoothing, focus),
        "smoothing": Block(z, y, np.full((1, len(shares)), temperature), shares[None], focus),
    }
    if near:
        grid = dragged_probabilities(z, temperature, near, places["p"])
        blocks["p"] = Block(grid, y, temperature, smoothing, of_class[near])
    found = evaluated(blocks, classes, unit)
    sent = np.broadcast_to(distribution.small_weights(weights), (classes, 1, classes))
    committed = indices(weights=np.concatenate([dragged, sent], axis=1))["weights"]
    tables = {}
    for name, which in (("z", every), ("p", near), ("y", every)):
        for number, k in enumerate(which):
            rows, constants = found[name][number]
            tables[f"{name}{k}"] = Table(
                places[name],
                within_reach(float(z[k])) if name == "z" else float(y[k] if name == "y" else rows["p"][-1, k]),
                rows | ({"weights": committed[k]} if name == "y" else {}),
                {"highlight": f"={k + 1}"} | ({"y": "weights"} if name == "y" else {"logits": "z"}),
                merged(constants, layout(classes), indices(focus=k)),
            )
    for name, track, now in (
        ("temperature", np.arange(len(TEMPERATURES), dtype=float), on_track(temperature)),
        ("smoothing", SMOOTHINGS, smoothing),
    ):
        rows, constants = found[name][0]
        here = merged(constants, layout(classes), indices(focus=focus))
        tables[name] = Table(track, now, rows, {name: name}, here)
    return tables


def size_table(
    z: Array, weights: Sequence[int], temperature: float, smoothing: float, highlight: int, unit: Unit
) -> Table:
    """The table of the number of classes; a new class has the mean of the logits so far."""
    sizes = np.append(CLASSES, len(z))
    logits, y = np.full((len(sizes), MOST), -np.inf), np.zeros((len(sizes), MOST))
    finite = z[np.isfinite(z)]
    new = round(float((finite / len(finite)).sum()), 6) + 0.0
    for row, size in enumerate(sizes):
        kept = z[:size] if np.isfinite(z[:size]).any() else np.full(size, new)
        logits[row, :size] = np.append(kept, np.full(size - len(kept), new))
        y[row, :size] = distribution.probabilities(fitted(weights, size))
    focus = np.minimum(highlight, sizes) - 1
    rows = Rows(logits, y, np.full(len(sizes), temperature), np.full(len(sizes), smoothing), focus, sizes)
    laid = [layout(int(size), MOST) for size in sizes]
    return Table(
        CLASSES.astype(float),
        float(len(z)),
        merged(
            all_quantities(rows, unit),
            indices(focus=focus),
            {name: np.stack([one[name] for one in laid]) for name in laid[0]},
        ),
        {"logits": "z"},
    )


def tables(
    z: Sequence[float], weights: Sequence[int], temperature: float, smoothing: float, highlight: int, unit: Unit
) -> dict[str, Table]:
    """Every table of a state."""
    logits, state = np.array(z, dtype=np.float64), (temperature, smoothing, highlight, unit)
    return {**handle_tables(logits, fitted(weights, len(z)), *state), "classes": size_table(logits, weights, *state)}


def shared(unit: Unit) -> dict[str, Array]:
    """What no handle changes: the curve of the loss over the true class's probability, and places of labels."""
    curve = np.concatenate([np.geomspace(0.002, 0.05, 40), np.linspace(0.05, 1, 96)[1:]])
    return merged(
        numbers(
            zero=0.0, one=1.0, loss_x=0.4, ends=[0.0, 1.0], none=[0.0, 0.0], bottom=LOW - 2 * BEYOND, gradients_y=1.16
        ),
        {"curve_p": curve.astype(np.float32), "curve_loss": nats_to_base(-np.log(curve), unit.base).astype(np.float32)},
    )
