"""What is set by hand at the update that is shown: as handles change it, as it is marked, and as training goes on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from lossviz.figures import network_outlines
from lossviz.inputs import numbers as texts
from lossviz.lessons.train_a_network import edits, tables, weights, words
from lossviz.lessons.train_a_network.edits import Edit
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.lessons.train_a_network.quantities import layout
from lossviz.lessons.train_a_network.weights import Weight
from lossviz.scene.axes import round_up
from lossviz.scene.quantities import Array, geometry, indices
from lossviz.scene.scene import GridDomain, Link

# How far a weight can be pulled at least and at most, and in which steps.
REACH, FARTHEST, STEP = 3.0, 1_000.0, 0.05
PLACE_STEPS = 80  # of a fold from the middle of the frame to its edge
DIGITS = 6  # of a weight that follows from a fold
MOST_LINKS = 3  # to other updates at which weights are by hand
# The quantities that say whether anything is by hand.
NAMES = frozenset({"net_by_hand_shown", "by_hand_word"})
EXPLAINED = "; dashed: by hand"  # the marks, in the caption of the diagram


@dataclass(frozen=True, eq=False)
class ByHand:
    """What is by hand: all edits of the address, those that hold at `update`, and the weights that these set.

    `values` are by places in the flat vector, in the order in which they were set; a fold sets three of them.
    """

    update: int
    all: tuple[Edit, ...]
    here: tuple[Edit, ...]
    values: Mapping[int, float]

    @property
    def elsewhere(self) -> tuple[Edit, ...]:
        """The edits of other updates."""
        return tuple(one for one in self.all if one.update != self.update)

    def but(self, *places: int) -> tuple[Edit, ...]:
        """All edits without those of some weights of this update."""
        return (*self.elsewhere, *of_values(self.update, {k: v for k, v in self.values.items() if k not in places}))


def of_values(update: int, values: Mapping[int, float]) -> tuple[Edit, ...]:
    """Edits of an update, from values by their places."""
    return tuple(Edit(update, place, value) for place, value in values.items())


def here(problem: Problem, every: Iterable[Edit], update: int) -> tuple[Edit, ...]:
    """The edits that hold at an update and that the network has a weight, or a fold, for."""
    known = weights.all_weights(problem.network.shapes)

    def has(one: Edit) -> bool:
        return one.place < len(known) and (one.fold is None or weights.has_fold(problem, known[one.place]))

    return tuple(one for one in every if one.update == update and has(one))


def edited(problem: Problem, parameters: Array, some: Iterable[Edit]) -> Array:
    """Parameters (1, size) after some edits, one after the other; the very same ones where there are none."""
    known, after = weights.all_weights(problem.network.shapes), parameters
    for one in some:
        if after is parameters:
            after = parameters.copy()
        if one.fold is None:
            after[..., one.place] = one.value
        else:
            weights.move_fold(problem, after, known[one.place], one.fold)
    return after


def of(problem: Problem, every: tuple[Edit, ...], update: int, trained: Array) -> ByHand:
    """What is by hand at an update, where the parameters as trained are `trained` (1, size)."""
    some = here(problem, every, update)
    return ByHand(update, every, some, values_of(problem, trained, some))


def values_of(problem: Problem, trained: Array, some: Iterable[Edit]) -> dict[int, float]:
    """The weights that edits set, by their places; what follows from a fold is rounded, so that a link stays short."""
    known, after, values = weights.all_weights(problem.network.shapes), trained, dict[int, float]()
    for one in some:
        after = edited(problem, after, (one,))
        for place in places_of(problem, known[one.place], one):
            values.pop(place, None)
            value = one.value if one.fold is None else float(f"{after[0, place]:.{DIGITS}g}")
            values[place] = float(np.clip(value, -edits.LARGEST_VALUE, edits.LARGEST_VALUE))
    return values


def places_of(problem: Problem, weight: Weight, one: Edit) -> tuple[int, ...]:
    """The places that an edit sets: its own, or of a fold those of its unit's weights and bias."""
    return (one.place,) if one.fold is None else weights.places_of_unit(problem, weight)


def reach(trained: float, value: float) -> float:
    """How far a weight can be pulled: by its value as trained, so that the track stays while it is pulled along it."""
    far = max(REACH, round_up(1.2 * abs(trained)))
    return min(far if abs(value) <= far else round_up(abs(value)), FARTHEST)


def grids(problem: Problem, known: ByHand, trained: Array, parameters: Array, weight: Weight) -> dict[str, GridDomain]:
    """The value of the weight, and the fold of its unit, as handles move them, as far as there is room for more."""
    value, found = float(parameters[0, weight.place]), {}
    far = reach(float(trained[0, weight.place]), value)
    if commit := pulled(known.but(weight.place), f"{known.update}:{weight.place + 1}:{{x}}", 1):
        found["value"] = GridDomain((-far,), (far,), (STEP,), (value,), {**commit, "weight": str(weight.place + 1)})
    if weights.has_fold(problem, weight):
        line = weights.fold_line(problem, parameters, weight)
        x, y = float(line["foot_x"][0]), float(line["foot_y"][0])
        commit = pulled(
            under_fold(problem, known, trained, weight), f"{known.update}:{weight.place + 1}:{{x}}:{{y}}", 3
        )
        if commit and np.isfinite([x, y]).all():
            found["fold"] = GridDomain(
                (-problem.half_width,) * 2,
                (problem.half_width,) * 2,
                (round_up(problem.half_width / PLACE_STEPS),) * 2,
                (x, y),
                {**commit, "weight": str(weight.place + 1)},
            )
    return found


def under_fold(problem: Problem, known: ByHand, trained: Array, weight: Weight) -> tuple[Edit, ...]:
    """What is by hand beside the fold of a unit: its weights, too, which say how steep it is, and on which side."""
    every = weights.all_weights(problem.network.shapes)
    last = known.here[-1] if known.here else None
    # A pull goes on from where it began.
    if last and last.fold and every[last.place].unit == weight.unit:
        return replace(known, values=values_of(problem, trained, known.here[:-1])).but()
    return known.but()


def pulled(beside: tuple[Edit, ...], more: str, count: int) -> dict[str, str]:
    """What a handle commits that adds `count` weights in one more text; nothing where there is no room for them."""
    if edits.room(beside) < count:
        return {}
    return {"by_hand": ",".join(filter(None, (edits.text(beside), more)))}


def marks(problem: Problem, known: ByHand, parameters: Array) -> dict[str, Array]:
    """The marks of what is by hand in the diagram: in the first row none, as everywhere else in the run."""
    is_set = np.isin(np.arange(problem.network.size), list(known.values))
    outlines = network_outlines.by_hand(layout(problem), parameters[0], is_set)
    return geometry(**{name: np.stack([np.zeros_like(row), row]) for name, row in outlines.items()})


def shown(problem: Problem, count: int, *, is_by_hand: bool) -> dict[str, Array]:
    """Whether the marks are shown, and explained, in so many rows."""
    word = problem.network.size if is_by_hand else -1
    return indices(net_by_hand_shown=np.full(count, int(is_by_hand)), by_hand_word=np.full(count, word))


def sentence(known: ByHand, weight: Weight) -> int:
    """Which sentence tells of what is by hand; 0 for none."""
    if not known.values:
        return 0
    if weight.place not in known.values:
        return words.OTHERS_BY_HAND
    return words.BY_HAND if len(known.values) == 1 else words.ONE_OF_BY_HAND


def actions(problem: Problem, known: ByHand, weight: Weight, *, waiting: bool) -> tuple[Link, ...]:
    """Train on from what is by hand, or take it back; the way to other updates with weights by hand."""
    found = []
    if known.values and not waiting and (state := trained_on(problem, known)):
        found.append(Link("Train on from here", state, note(problem, known)))
    if known.values:
        back, full = {"by_hand": edits.text(known.elsewhere)}, edits.room(known.all) == 0
        said = "All weights as they are trained at this update." + (
            " There is no room for more by hand." if full else ""
        )
        found.append(Link("As trained", back, said))
    if weight.place in known.values and len(known.values) > 1:
        state = {"by_hand": edits.text(known.but(weight.place))}
        found.append(Link("This weight as trained", state, f"Only the {weights.name_of(problem, weight)}."))
    there = {one.update for one in known.elsewhere if here(problem, (one,), one.update)}
    for update in sorted(there, key=lambda one: abs(one - known.update))[:MOST_LINKS]:
        if update <= problem.updates:
            text = "Weights set by hand stay with the update at which they were set."
            found.append(Link(f"By hand at update {update}", {"update": str(update) if update else ""}, text))
    if problem.edits:
        at = ", ".join(texts.write(one) for one in sorted({one.update for one in problem.edits}))
        found.append(Link("Train without edits", {"edits": ""}, f"Weights were set by hand after update {at}."))
    return tuple(found)


def trained_on(problem: Problem, known: ByHand) -> dict[str, str]:
    """The state in which training goes on from what is by hand; nothing where that cannot be.

    What was edited later is left out. From the end of the run there are more epochs, unless the learning rate depends
    on how many there are.
    """
    before = tuple(
        one
        for one in problem.edits
        if one.update < known.update or (one.update == known.update and one.place not in known.values)
    )
    after = (*before, *of_values(known.update, known.values))
    if edits.room(after) < 0:
        return {}
    state = {"edits": edits.text(after), "by_hand": edits.text(known.elsewhere)}
    if known.update < problem.updates:
        return state
    epochs = more_epochs(problem)
    return {**state, "epochs": str(epochs)} if epochs else {}


def more_epochs(problem: Problem) -> int:
    """The next number of epochs on their track; 0 where there is none, or where it would be another run so far."""
    for epochs in tables.EPOCHS if problem.schedule == "constant" else ():
        if replace(problem, epochs=epochs).shown_epochs > problem.shown_epochs:
            return epochs
    return 0


def note(problem: Problem, known: ByHand) -> str:
    """What training on from here means."""
    if known.update < problem.updates:
        said = f"The run up to update {known.update}, then these weights, then training to the end."
    else:
        said = f"These weights, then training to epoch {more_epochs(problem)}."
    if problem.optimizer != "gradient_descent" and known.update:
        said += " The optimiser’s moving averages stay."
    return said + (" Later edits are left out." if any(one.update > known.update for one in problem.edits) else "")
