"""Information gain: by how much a split of labelled balls into two groups reduces their entropy."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

import lossviz
from lossviz.figures import balls, palette, stack
from lossviz.inputs import numbers as numbers_input
from lossviz.inputs.parameter import Parameter
from lossviz.inputs.units import UNITS, Unit
from lossviz.scene import assessment, budget
from lossviz.scene.lesson import Fold
from lossviz.scene.quantities import Array, geometry, indices, merged, numbers
from lossviz.scene.scene import Figure, Goal, Handle, Label, Link, Scene, Table, marked
from lossviz.theory import impurity

MOST = 12
FIRST = (4, 1, 1, 4)
COUNTS = "information-gain.counts"


@dataclass(frozen=True, kw_only=True)
class Counts(Parameter):
    """Red and blue balls on the left, then red and blue on the right, such as `4,1,1,4`."""

    def read(self, text: str) -> tuple[int, ...]:
        pieces = numbers_input.pieces(text)
        if len(pieces) != 4:
            raise ValueError("a split is four whole numbers: red and blue on the left, red and blue on the right")
        counts = tuple(numbers_input.parse_whole(piece, 0, MOST) for piece in pieces)
        for colour, number in (("red", counts[0] + counts[2]), ("blue", counts[1] + counts[3])):
            if number > MOST:
                raise ValueError(f"{number} {colour} balls; there is room for {MOST}")
        if sum(counts) == 0:
            raise ValueError("the bag is empty; it needs at least one ball")
        return counts

    def text(self, value: Sequence[int]) -> str:
        return ",".join(map(str, value))


def all_quantities(left: Array, bag: Array, unit: Unit) -> dict[str, Array]:
    """Every quantity for cuts that put `left` of the `bag` to the left; red and blue on the last axis."""
    children = np.stack([left, bag - left], axis=-2)
    gain = np.asarray(lossviz.information_gain(bag, children, base=unit.base))
    before = np.broadcast_to(impurity.group_entropy(bag, base=unit.base), gain.shape)
    groups = impurity.group_entropy(children, base=unit.base)
    sizes = children.sum(axis=-1)
    after = before - gain
    ends = np.stack([left[..., 0], left[..., 0], left[..., 1], left[..., 1]], axis=-1)
    pure = ((children == 0).any(axis=-1)).any(axis=-1)
    bits = np.asarray(lossviz.information_gain(bag, children))
    return merged(
        indices(cut=np.concatenate([left, bag - left], axis=-1), size=sizes, case=(sizes == 0).any(axis=-1)),
        numbers(before=before, after=after, gain=gain, group=groups),
        geometry(
            cut_x=ends,
            length=np.stack([after, gain, before], axis=-1),
            start=np.stack([0 * after, after, 0 * after], axis=-1),
            middle=(ends[..., :1] + ends[..., 2:3]) / 4,
        ),
        assessment.goal_flags([(bits >= 0.25) & ~pure]),
    )


def table(bag: Array, left: Array, colour: int, unit: Unit) -> Table:
    """One colour's cut, from none on the left to all."""
    places = np.arange(bag[colour] + 1)
    cuts = np.repeat(left[None, :], len(places) + 1, axis=0)
    cuts[:-1, colour] = places
    return Table(
        places=places.astype(float),
        now=float(left[colour]),
        rows=all_quantities(cuts, bag, unit),
        commit={COUNTS: "cut"},
    )


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The balls with their cut, and the entropy before and after it."""
    one = float(lossviz.entropy([0.5, 0.5], base=UNITS[unit_name].base))
    return (
        Figure(
            "balls",
            "Drag the cut: it splits the bag into left and right",
            balls.figure(round_x="red_x", square_x="blue_x", cut_x="cut_x", cut_y="cut_y", x_range="x_range"),
            height=190,
            columns=7,
            describes="A row of red round balls and a row of blue square ones, cut in two",
        ),
        Figure(
            "gain",
            "Information gain {gain} {gain:unit}",
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
            describes="Entropy of the bag, and below it the average entropy after the split and the information gain",
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
    "Entropy before the split {before} {before:unit}, after it {after} on average: information gain {gain}.",
    "One side is empty, so nothing is split: entropy {before} {before:unit} before and after.",
)
FORMULA = (
    marked(
        "[muted]information gain[/] = [cost]H(bag)[/] − ( share of left · [cost]H(left)[/] + share of right · "
        "[cost]H(right)[/] )"
    ),
    marked(
        "[cost]{before}[/] − ( {size[0]:count}/{total:count} × [cost]{group[0]}[/]"
        " + {size[1]:count}/{total:count} × [cost]{group[1]}[/] ) = {gain} {gain:unit}"
    ),
)
LINKS = (
    Link("4 red, 1 blue on the left: a good split", {COUNTS: "4,1,1,4"}, "Each side is mostly of one colour."),
    Link("3 of each on the left: no gain", {COUNTS: "3,3,2,2"}, "Both sides are as mixed as the bag."),
    Link("5 red on the left: the largest gain", {COUNTS: "5,0,0,5"}, "Each side has one colour: entropy 0."),
    Link("3 red on the left: one pure side", {COUNTS: "3,0,2,5"}, "The left side has entropy 0, the right is mixed."),
    Link(
        "1 red on the left: a small gain",
        {COUNTS: "1,0,4,5"},
        "A single ball has entropy 0, but it is only one of ten: the average falls little.",
    ),
)
GOALS = (Goal("G4", "An information gain of at least 0.25 bits, with both colours on both sides.", "goal0"),)


def scene(counts: Sequence[int] = FIRST, unit: str = "bits") -> Scene:
    """The scene of one split, with a handle on the cut of each colour."""
    chosen = UNITS[unit]
    left, bag = np.array(counts[:2]), np.array(counts[:2]) + np.array(counts[2:])
    span = float(max(6, *bag))
    colours = [(name, colour) for colour, name in enumerate(("red", "blue")) if bag[colour] > 0]
    return Scene(
        name="information-gain",
        figures=figures(unit),
        tables={name: table(bag, left, colour, chosen) for name, colour in colours},
        opening=colours[0][0],
        handles=tuple(
            Handle(
                name,
                f"{name} balls on the left",
                f"{{cut[{colour}]:count}}",
                "balls",
                f"cut[{colour}]",
                ("one", "floor")[colour],
                ("model", "truth")[colour],
                page_step=2,
            )
            for name, colour in colours
        ),
        labels=LABELS,
        sentences=SAYS,
        formula=FORMULA,
        units=chosen.words,
        links=LINKS,
        goals=GOALS,
        shared=merged(
            numbers(
                floor=0.0,
                one=1.0,
                low=-0.68,
                far=span,
                x_range=[-0.2, span + 0.2],
                red_x=np.arange(bag[0]) + 0.5,
                blue_x=np.arange(bag[1]) + 0.5,
                round_y=np.full(bag[0], balls.ROUND),
                square_y=np.full(bag[1], balls.SQUARE),
                cut_y=[1.5, 0.5, 0.5, -0.5],
                stack_y=[0.0, 0.0, 1.0],
            ),
            indices(total=bag.sum()),
        ),
    )


FOLD = Fold(
    slug="information-gain",
    title="Information gain: how a decision tree chooses its questions",
    introduction="A bag of red and blue balls has an entropy, too: that of the colour of a ball. A question splits the "
    "bag in two. Its **information gain** is the entropy of the bag minus the average entropy of the two sides.",
    parameters=(Counts(COUNTS, default=FIRST, label="Balls: red and blue on the left, then on the right"),),
    shared=("unit",),
    scene=scene,
    cost=lambda **_: budget.of_numbers(1_000),
)
