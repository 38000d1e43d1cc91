"""Every scene at the states that the generic tests walk; a new scene is a new line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lossviz.scenes import entropy, names, split, weights
from lossviz.scenes.scene import ABSENT, Scene, Table


@dataclass(frozen=True)
class Shown:
    """A scene as an address describes it: `build` makes it from the texts of `state`."""

    build: Callable[..., Scene]
    state: Mapping[str, str]
    also: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def scene(self) -> Scene:
        return self.build(**self.state, **self.also)

    def __str__(self) -> str:
        return " ".join([self.build.__name__, *self.state.values(), *self.also.values()])


def entropy_scene(p: str = "", unit: str = "bits", names_: str = "") -> Scene:
    return entropy.scene(weights.parse(p or "9,1"), unit=unit or "bits", names=names.parse(names_))


def split_scene(bag: str = "", unit: str = "bits") -> Scene:
    return split.scene(split.parse(bag or "4,1,1,4"), unit=unit or "bits")


P = [
    "9,1",
    "1,1",
    "1,0",
    "2,1",
    "368,632",
    "5,3,2",
    "0,0,1",
    "4,2,1,1",
    "8.167,12.702,6.966,7.507,2.758",
    "1,1,1,1,1,1",
    "93,1,1,1,1,1,1,1",
    "0,1,0,1,0,1,0,1",
    "999999999,1,1,1,1,1,1,123456789",
]
BAGS = ["4,1,1,4", "3,3,2,2", "5,0,0,5", "3,0,2,5", "1,0,4,5", "0,0,1,0", "12,0,0,12", "12,7,0,5", "0,0,0,9"]
LONG = "sixteen letters!,WWWWWWWWWWWWWWWW,c,d,e,f,g,h"
SHOWN = [
    *(Shown(entropy_scene, {"p": p}) for p in P),
    Shown(entropy_scene, {"p": "9,1"}, {"unit": "nats"}),
    Shown(entropy_scene, {"p": "4,2,1,1"}, {"unit": "hartleys", "names_": "sun,cloud,rain,snow"}),
    Shown(entropy_scene, {"p": "3,2,1,1,1,1,1,1"}, {"unit": "hartleys", "names_": LONG}),
    *(Shown(split_scene, {"bag": bag}) for bag in BAGS),
    Shown(split_scene, {"bag": "12,7,0,5"}, {"unit": "hartleys"}),
]


def committed(table: Table, row: int) -> dict[str, str]:
    """What the address would say if the handle were let go at a row: each parameter as text."""
    quantities = {**table.constants, **{name: values[row] for name, values in table.rows.items()}}
    return {
        parameter: ",".join(
            np.format_float_positional(number, trim="-") if isinstance(number, float) else str(number)
            for number in np.asarray(quantities[quantity]).tolist()
            if number != ABSENT and number == number
        )
        if quantity
        else ""
        for parameter, quantity in table.commit.items()
    }
