"""A bag that is split: how much of its uncertainty a cut takes away."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

import lossviz
from lossviz.figures import balls, palette, stack
from lossviz.inputs.units import UNITS, Unit
from lossviz.scene.scene import Array, Figure, Goal, Handle, Label, Link, Part, Scene, Table

MOST = 12
FIRST = (4, 1, 1, 4)


def parse(text: str) -> tuple[int, ...]:
    """Read a split such as `4,1,1,4`: red and blue on the left, then red and blue on the right.

    Raises:
        ValueError: naming what could not be read, and what can.
    """
    pieces = [piece for piece in re.split(r"[,;\s]+", text.strip()) if piece]
    if len(pieces) != 4 or not all(re.fullmatch(r"[0-9]{1,3}", piece) for piece in pieces):
        raise ValueError("a split is four whole numbers: red and blue on the left, red and blue on the right")
    counts = tuple(int(piece) for piece in pieces)
    for colour, number in (("red", counts[0] + counts[2]), ("blue", counts[1] + counts[3])):
        if number > MOST:
            raise ValueError(f"{number} {colour} balls; there is room for {MOST}")
    if sum(counts) == 0:
        raise ValueError("the bag is empty; it needs at least one ball")
    return counts


def text(counts: Sequence[int]) -> str:
    """A split as it stands in the address."""
    return ",".join(str(count) for count in counts)


def impure(counts: Array, unit: Unit) -> Array:
    """The entropy of each group of balls; a group without any has none, and is not a number."""
    total = counts.sum(axis=-1, keepdims=True)
    some = total[..., 0] > 0
    p = np.where(total > 0, counts, 1) / np.where(total > 0, total, counts.shape[-1])
    return np.where(some, lossviz.entropy(p, base=unit.base), np.nan)


def measured(left: Array, bag: Array, unit: Unit) -> dict[str, Array]:
    """Every quantity for cuts that put `left` of the `bag` to the left; red and blue on the last axis."""
    children = np.stack([left, bag - left], axis=-2)
    gain = np.asarray(lossviz.information_gain(bag, children, base=unit.base))
    before = np.broadcast_to(impure(bag, unit), gain.shape)
    groups = impure(children, unit)
    sizes = children.sum(axis=-1)
    after = before - gain
    ends = np.stack([left[..., 0], left[..., 0], left[..., 1], left[..., 1]], axis=-1)
    pure = ((children == 0).any(axis=-1)).any(axis=-1)
    bits = np.asarray(lossviz.information_gain(bag, children))
    return {
        "cut": np.concatenate([left, bag - left], axis=-1).astype(np.int16),
        "cut_x": ends.astype(np.float32),
        "before": before,
        "after": after,
        "gain": gain,
        "group": groups,
        "size": sizes.astype(np.uint8),
        "length": np.stack([after, gain, before], axis=-1).astype(np.float32),
        "start": np.stack([0 * after, after, 0 * after], axis=-1).astype(np.float32),
        "case": (sizes == 0).any(axis=-1).astype(np.uint8),
        "middle": ((ends[..., :1] + ends[..., 2:3]) / 4).astype(np.float32),
        "goal0": ((bits >= 0.25) & ~pure).astype(np.uint8),
    }


def table(bag: Array, left: Array, colour: int, unit: Unit) -> Table:
    """One colour's cut, from none on the left to all."""
    places = np.arange(bag[colour] + 1)
    cuts = np.repeat(left[None, :], len(places) + 1, axis=0)
    cuts[:-1, colour] = places
    return Table(
        places=places.astype(float),
        now=float(left[colour]),
        rows=measured(cuts, bag, unit),
        commit={"bag": "cut"},
    )


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The balls with their cut, and the entropy before and after it."""
    one = float(lossviz.entropy([0.5, 0.5], base=UNITS[unit_name].base))
    return (
        Figure(
            "balls",
            "Move the cut: what lies left of it, what lies right",
            balls.figure(round_x="red_x", square_x="blue_x", cut_x="cut_x", cut_y="cut_y", span="span"),
            height=190,
            columns=7,
            describes="A row of red round balls and a row of blue square ones, cut in two",
        ),
        Figure(
            "gain",
            "The split gains {gain} {gain:unit}",
            stack.figure(
                start="start",
                length="length",
                longest=1.25 * one,
                unit=unit_name,
                rows=2,
                left=64,
                colours=[palette.COST, palette.MUTED, palette.COST],
            ),
            height=190,
            columns=5,
            describes="Entropy of the bag, and below it what is left of it after the split",
        ),
    )


LABELS = (
    Label("balls", "red", "floor", "one", "model", anchor="left"),
    Label("balls", "blue", "floor", "floor", "truth", anchor="left"),
    Label("balls", "left: {group[0]}", "floor", "low", "cost", anchor="right"),
    Label("balls", "right: {group[1]}", "far", "low", "cost", anchor="left"),
    Label("gain", "bag", "floor", "one", anchor="left"),
    Label("gain", "split", "floor", "floor", anchor="left"),
    Label("gain", "{before}", "before", "one", "cost", anchor="right"),
    Label("gain", "{after}", "before", "floor", "cost", anchor="right"),
)
SAYS = (
    "The bag has {before} {before:unit}; after the split {after} on average. The split gains {gain}.",
    "One side is empty, so nothing is split: {before} {before:unit} before and after.",
)
FORMULA = (
    (
        Part("gain", "muted"),
        Part(" = "),
        Part("H(bag)", "cost"),
        Part(" − ( share of left · "),
        Part("H(left)", "cost"),
        Part(" + share of right · "),
        Part("H(right)", "cost"),
        Part(" )"),
    ),
    (
        Part("{before}", "cost"),
        Part(" − ( {size[0]:count}/{total:count} × "),
        Part("{group[0]}", "cost"),
        Part(" + {size[1]:count}/{total:count} × "),
        Part("{group[1]}", "cost"),
        Part(" ) = {gain} {gain:unit}"),
    ),
)
LINKS = (
    Link("Four to one", {"bag": "4,1,1,4"}, "Two groups that are each nearly of one colour."),
    Link("No gain", {"bag": "3,3,2,2"}, "Both sides are as mixed as the bag, so the split tells nothing."),
    Link("All of it", {"bag": "5,0,0,5"}, "Each side holds one colour: nothing is left to guess."),
    Link("One pure side", {"bag": "3,0,2,5"}, "One side is certain, the other still mixed."),
    Link("A pure group of one", {"bag": "1,0,4,5"}, "A single ball set apart is certain, and worth little."),
)
GOALS = (Goal("G4", "Gain at least 0.25 bits with both colours on both sides.", "goal0"),)


def scene(counts: Sequence[int] = FIRST, *, unit: str = "bits") -> Scene:
    """The picture of one split, with a handle on the cut through each colour."""
    chosen = UNITS[unit]
    left, bag = np.array(counts[:2]), np.array(counts[:2]) + np.array(counts[2:])
    span = float(max(6, *bag))
    colours = [(name, colour) for colour, name in enumerate(("red", "blue")) if bag[colour] > 0]
    return Scene(
        name="split",
        figures=figures(unit),
        tables={name: table(bag, left, colour, chosen) for name, colour in colours},
        opening=colours[0][0],
        handles=tuple(
            Handle(
                name,
                f"{name} balls on the left",
                f"{{cut[{colour}]:count}}",
                (name,),
                axis="x",
                figure="balls",
                x=f"cut[{colour}]",
                y=("one", "floor")[colour],
                role=("model", "truth")[colour],
                leap=2,
            )
            for name, colour in colours
        ),
        labels=LABELS,
        says=SAYS,
        case="case",
        formula=FORMULA,
        units=chosen.words,
        links=LINKS,
        goals=GOALS,
        shared={
            "floor": np.array(0.0),
            "one": np.array(1.0),
            "low": np.array(-0.68),
            "far": np.array(span),
            "span": np.array([-0.2, span + 0.2]),
            "red_x": np.arange(bag[0]) + 0.5,
            "blue_x": np.arange(bag[1]) + 0.5,
            "round_y": np.full(bag[0], balls.ROUND),
            "square_y": np.full(bag[1], balls.SQUARE),
            "cut_y": np.array([1.5, 0.5, 0.5, -0.5]),
            "stack_y": np.array([0.0, 0.0, 1.0]),
            "total": np.array(int(bag.sum()), dtype=np.int16),
        },
        reset={"bag": ""},
    )
