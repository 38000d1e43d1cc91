"""Every scene at the states that the generic tests walk; a new scene is a new line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lossviz.scenes import answers as batch
from lossviz.scenes import binary_cross_entropy, cross_entropy, entropy, learning, names, split, weights
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


def entropy_scene(p: str = "", unit: str = "bits", names_: str = "", hand: str = "") -> Scene:
    hand_ = int(hand or "1") - 1
    return entropy.scene(weights.parse(p or "9,1"), unit=unit or "bits", names=names.parse(names_), hand=hand_)


def cross_entropy_scene(
    truth: str = "", belief: str = "", unit: str = "bits", events: str = "", grip: str = ""
) -> Scene:
    return cross_entropy.scene(
        weights.parse(truth or "4,2,1,1"),
        weights.parse(belief or "1,4,2,1"),
        unit=unit or "bits",
        names=names.parse(events),
        grip=grip or "Q1",
    )


def learning_scene(update: str = "") -> Scene:
    return learning.scene(learning.parse(update or "0"))


def split_scene(bag: str = "", unit: str = "bits") -> Scene:
    return split.scene(split.parse(bag or "4,1,1,4"), unit=unit or "bits")


def yes_or_no_scene(y: str = "", yhat: str = "", logit: str = "", unit: str = "nats") -> Scene:
    read = binary_cross_entropy
    return read.scene(
        y=read.parse_truth(y or "1"),
        yhat=read.parse_forecast(yhat or "0.1"),
        logit=read.parse_logit(logit),
        unit=unit or "nats",
    )


def answers_scene(answers: str = "", unit: str = "nats") -> Scene:
    return batch.scene(batch.parse(answers) if answers else batch.FIRST, unit=unit or "nats")


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
BELIEFS = [
    ("4,2,1,1", "1,4,2,1"),
    ("4,2,1,1", "4,2,1,1"),
    ("4,2,1,1", "1,1,0,0"),
    ("1,1,0,0", "4,2,1,1"),
    ("1,0,0,0", "7,1,1,1"),
    ("1,0", "0,1"),
    ("9,1", "1,1"),
    ("3,2,2,1,1,1", "1,0,1,0,1,3"),
    ("93,1,1,1,1,1,1,1", "1,1,1,1,1,1,1,93"),
]
FORECASTS = [
    {},
    {"y": "0"},
    {"y": "0.9", "yhat": "0.9"},
    {"yhat": "0"},
    {"yhat": "1"},
    {"logit": "-800"},
    {"logit": "37", "y": "0"},
    {"yhat": "0.333"},
]
BATCHES = ["1:0.9,1:0.8,0:0.3,0:0.1,1:0.6", "1:0.01", "1:0,0:0.5", "1:0.9,1:0.8,0:0.3,0:0.1,1:0.6,0:1,1:1,0:0"]
SHOWN = [
    *(Shown(entropy_scene, {"p": p}) for p in P),
    Shown(entropy_scene, {"p": "9,1"}, {"unit": "nats"}),
    Shown(entropy_scene, {"p": "4,2,1,1"}, {"unit": "hartleys", "names_": "sun,cloud,rain,snow"}),
    Shown(entropy_scene, {"p": "3,2,1,1,1,1,1,1"}, {"unit": "hartleys", "names_": LONG}),
    Shown(entropy_scene, {"p": "4,2,1,1", "hand": "3"}),
    *(Shown(cross_entropy_scene, {"truth": truth, "belief": belief}) for truth, belief in BELIEFS),
    Shown(cross_entropy_scene, {"truth": "4,2,1,1", "belief": "1,4,2,1", "grip": "P3"}, {"unit": "nats"}),
    *(Shown(yes_or_no_scene, state) for state in FORECASTS),
    Shown(yes_or_no_scene, {"logit": "-6"}, {"unit": "bits"}),
    *(Shown(answers_scene, {"answers": pairs}) for pairs in BATCHES),
    *(Shown(learning_scene, {"update": update}) for update in ("0", "5", "20")),
    *(Shown(split_scene, {"bag": bag}) for bag in BAGS),
    Shown(split_scene, {"bag": "12,7,0,5"}, {"unit": "hartleys"}),
]


def committed(table: Table, row: int) -> dict[str, str]:
    """What the address would say if the handle were let go at a row: each parameter as text."""
    quantities = {**table.constants, **{name: values[row] for name, values in table.rows.items()}}
    return {
        parameter: ",".join(
            np.format_float_positional(number, trim="-") if isinstance(number, float) else str(number)
            for number in np.atleast_1d(quantities[quantity]).tolist()
            if number != ABSENT and number == number
        )
        if quantity and not quantity.startswith("=")
        else quantity[1:]
        for parameter, quantity in table.commit.items()
    }
