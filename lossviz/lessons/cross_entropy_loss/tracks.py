"""The tables of the three tracks of the cross-entropy loss lesson, and what all its tables share."""

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np

from lossviz.inputs import distribution
from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy_loss.figures import PLACES
from lossviz.lessons.cross_entropy_loss.parameters import FEWEST, MOST, fitted
from lossviz.lessons.cross_entropy_loss.quantities import ROWS, Rows, all_quantities, layout
from lossviz.lessons.cross_entropy_loss.tables import State
from lossviz.scene.quantities import Array, geometry, indices, merged, numbers
from lossviz.scene.scene import Table
from lossviz.theory.logarithms import nats_to_base

CLASSES = np.arange(FEWEST, MOST + 1)
# Round numbers, about evenly spaced on a logarithmic track.
DECADE = (*(1, 1.1, 1.2, 1.35, 1.5, 1.65, 1.8, 2, 2.2, 2.5, 2.75, 3, 3.33, 3.7, 4, 4.5, 5, 5.5, 6, 6.5, 7, 8, 9),)
TEMPERATURES = np.round(np.append(np.outer([0.1, 1, 10], DECADE).ravel(), 100), 4)
SMOOTHINGS = np.round(np.linspace(0, 0.5, 51), 2)


def on_track(temperature: float) -> float:
    """Where a temperature stands on its track, in steps; beyond its ends half a step outside."""
    last = len(TEMPERATURES) - 1
    outside = -0.5 if temperature < TEMPERATURES[0] else last + 0.5
    if not TEMPERATURES[0] <= temperature <= TEMPERATURES[-1]:
        return outside
    return float(np.interp(np.log(temperature), np.log(TEMPERATURES), np.arange(last + 1)))


def sizes(state: State, weights: Sequence[int]) -> dict[str, Array]:
    """States with each number of classes, and as it stands: a new class has the mean of the logits so far.

    A row has room for the most classes; the logits after its own are minus infinity.
    """
    z, classes = state.z, np.append(CLASSES, len(state.z))
    finite = z[np.isfinite(z)]
    new = round(float((finite / len(finite)).sum()), 6) + 0.0
    logits, y = np.full((len(classes), MOST), -np.inf), np.zeros((len(classes), MOST))
    for row, size in enumerate(classes):
        kept = z[:size] if np.isfinite(z[:size]).any() else np.full(size, new)
        logits[row, :size] = np.append(kept, np.full(size - len(kept), new))
        y[row, :size] = distribution.probabilities(fitted(weights, size))
    return {"z": logits, "y": y, "classes": classes, "focus": np.minimum(state.highlight, classes) - 1}


def all_tracks(state: State, weights: Sequence[int]) -> tuple[dict[str, Array], dict[str, slice]]:
    """Every quantity along the three tracks, one after the other, and which rows are whose.

    Classes are padded to the most there may be. `weights` are those of the target before it was fitted to them.
    """
    sized = sizes(state, weights)
    counts = {"temperature": len(TEMPERATURES) + 1, "smoothing": len(SMOOTHINGS) + 1, "classes": len(CLASSES) + 1}
    ends = np.cumsum(list(counts.values())).tolist()
    which = {name: slice(end - counts[name], end) for name, end in zip(counts, ends, strict=True)}
    # As it stands, until one of the tracks changes it; the last of the sizes is the present one.
    along = {name: np.repeat(values[-1:], ends[-1], axis=0) for name, values in sized.items()}
    along |= {name: np.full(ends[-1], getattr(state, name)) for name in ("temperature", "smoothing")}
    along["temperature"][which["temperature"]][:-1] = TEMPERATURES
    along["smoothing"][which["smoothing"]][:-1] = SMOOTHINGS
    for name, values in sized.items():
        along[name][which["classes"]] = values
    rows = Rows(**{name: many[None] for name, many in along.items()})
    return merged(all_quantities(rows, state.unit), indices(focus=rows.focus)), which


def cut(many: Array, classes: int) -> Array:
    """A quantity of ten classes as that of so many; another quantity as it is."""
    return np.ascontiguousarray(many[..., :classes]) if many.ndim > 1 and many.shape[-1] == MOST else many


def is_still(many: Array) -> bool:
    """Whether all rows are the same, bit for bit."""
    return many.tobytes() == many[:1].tobytes() * len(many)


def track_tables(values: Mapping[str, Array], which: Mapping[str, slice], state: State) -> dict[str, Table]:
    """Tables of the temperature, of the label smoothing and of the number of classes."""
    moving = {name: many[0] for name, many in values.items() if many.shape[1] > 1}
    made = {}
    for name, places, now in (
        ("temperature", np.arange(len(TEMPERATURES), dtype=float), on_track(state.temperature)),
        ("smoothing", SMOOTHINGS, state.smoothing),
    ):
        rows = {one: cut(many[which[name]], len(state.z)) for one, many in moving.items()}
        rows = {one: many for one, many in rows.items() if one == name or not is_still(many)}
        made[name] = Table(places, now, rows, {name: name})
    laid = [layout(int(size), MOST) for size in (*CLASSES, len(state.z))]
    spread = {name: np.stack([one[name] for one in laid]) for name in laid[0]}
    rows = {one: many[which["classes"]] for one, many in moving.items()}
    # Also what is still has room for ten classes here.
    still = {name: many[0, 0] for name, many in values.items() if many.shape[1] == 1 and many.ndim > 2}
    made["classes"] = Table(CLASSES.astype(float), float(len(state.z)), merged(rows, spread), {"logits": "z"}, still)
    return made


@cache
def curve(unit: Unit) -> dict[str, Array]:
    """The curve of the loss over the true class's probability."""
    p = np.concatenate([np.geomspace(0.002, 0.05, 40), np.linspace(0.05, 1, 96)[1:]])
    return geometry(curve_p=p, curve_loss=nats_to_base(-np.log(p), unit.base))


def shared(values: Mapping[str, Array], state: State) -> dict[str, Array]:
    """What tables share: every quantity as it stands, the curve of the loss, and places of labels."""
    return merged(
        {name: cut(many[:, -1], len(state.z))[0] for name, many in values.items()},
        layout(len(state.z)),
        curve(state.unit),
        indices(name=np.arange(MOST)),
        numbers(
            one=1.0, ends=[0.0, 1.0], left_ends=[0.0, 0.4], none=[0.0, 0.0], row=nats_to_base(ROWS, state.unit.base)
        ),
        PLACES,
    )
