"""Every scene at the states that the generic tests walk; a new scene is a new line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from lossviz.inputs import distribution as weights
from lossviz.inputs import outcome_names as names
from lossviz.lessons.binary_cross_entropy import batch_loss as batch
from lossviz.lessons.binary_cross_entropy import scene as binary_cross_entropy
from lossviz.lessons.binary_cross_entropy.two_losses import scene as two_surfaces
from lossviz.lessons.cross_entropy import scene as cross_entropy
from lossviz.lessons.entropy import information_gain as split
from lossviz.lessons.entropy import scene as entropy
from lossviz.lessons.gradient_descent import convergence_map as fates
from lossviz.lessons.gradient_descent import gradient_check as slope_check
from lossviz.lessons.gradient_descent import scene as descent
from lossviz.lessons.gradient_descent.race import scene as race
from lossviz.lessons.home import scene as learning
from lossviz.lessons.loss import scene as line
from lossviz.lessons.sgd import scene as batches
from lossviz.lessons.training_loop import scene as loop
from lossviz.scene import landscapes
from lossviz.scene.scene import ABSENT, Scene, Table
from lossviz.scene.source import meanings


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


def loop_scene(**said: str) -> Scene:
    return loop.scene(**meanings(loop.PARAMETERS, said)[0])


def descent_scene(**said: str) -> Scene:
    return descent.scene(**meanings(descent.PARAMETERS, said)[0])


def race_scene(**said: str) -> Scene:
    return race.scene(**meanings(race.PARAMETERS, said)[0])


def fates_scene(**said: str) -> Scene:
    return fates.scene(**meanings(fates.PARAMETERS, said)[0])


def slope_check_scene(**said: str) -> Scene:
    return slope_check.scene(**meanings(slope_check.PARAMETERS, said)[0])


def loss_scene(**said: str) -> Scene:
    return line.scene(**meanings(line.PARAMETERS, said)[0])


def sgd_scene(**said: str) -> Scene:
    return batches.scene(**meanings(batches.PARAMETERS, said)[0])


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


def two_surfaces_scene(**said: str) -> Scene:
    return two_surfaces.scene(**meanings(two_surfaces.PARAMETERS, said)[0])


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
LOOPS = [
    {},
    {"at": "3"},
    {"at": "400", "pace": "0.0845"},
    {"at": "41", "pace": "0.09"},
    {"at": "7", "pace": "0"},
    {"at": "3", "pace": "0.05"},
    {"at": "2", "pace": "0.05", "ghost": "0"},
    {"at": "6", "from": "0.8,0.6"},
    {"at": "11", "data": "3,2;3,4;3,5"},
    {"at": "5", "data": "-2,7", "ghost": "1"},
    {"at": "90", "pace": "7"},
    {"data": ";".join(f"{i},{i % 7}" for i in range(60)), "pace": "0.0001", "at": "30"},
]
OUT = "1,2;2,1;3,4;4,3;5,10"
LINES = [
    {},
    {"line": "0.8,0.6", "point": "5"},
    {"measure": "mae", "line": "0.75,1.25"},
    {"measure": "huber", "delta": "0.35", "line": "-0.3,3.9"},
    {"points": OUT, "line": "1.8,-1.4"},
    {"points": OUT, "measure": "mae", "line": "0,4"},
    {"points": "1,1;2,2;3,3;4,4;5,5", "line": "1,0"},
    {"points": "3,2;3,1;3,4;3,3;3,5", "line": "-2,9"},
    {"points": "2,3", "line": "0.1,0.25"},
    {"points": "8,6.58;8,5.76;8,7.71;8,8.84;8,8.47;8,7.04;8,5.25;19,12.5;8,5.56;8,7.91;8,6.89", "line": "0.5,3"},
    {"points": "1,200;2,100;3,400;4,300;5,500", "line": "80,60", "measure": "huber"},
    {"points": "2001,3.5;2004,7;2010,4.25", "line": "0.123456,-240.5", "point": "9"},
    {"points": ";".join(f"{i},{i * i % 17}" for i in range(40)), "line": "0.2,5", "point": "33"},
    {"points": ";".join(f"{i},{i * i % 17}" for i in range(40)), "line": "30,5", "measure": "huber"},
    {"points": ";".join(f"{i},{i % 7}" for i in range(60)), "measure": "mae"},
    {"points": "1e150,-1e150;-1e150,1e150;3,4", "line": "-1,0"},
    {"points": "1e-12,1;2e-12,5;3e-12,2;4e-12,2;5e-12,8;6e-12,1"},
]
WALKS_OVER_BATCHES = [
    {},
    {"size": "4", "now": "3"},
    {"size": "16", "epochs": "4", "now": "2"},
    {"size": "40", "epochs": "12", "now": "7", "axis": "steps"},
    {"size": "20", "eta": "0.09", "epochs": "3", "seed": "7", "schedule": "warm-up"},
    {"size": "39", "eta": "0.3", "epochs": "4", "now": "8"},
    {"sample": "1,2;2,1;3,4;4,3;5,5", "size": "2", "begin": "-1,4"},
    {"sample": "3,4"},
    {"sample": "3,1;3,2;3,5", "eta": "0.05", "epochs": "2"},
    {"sample": "1,1e150;2,-1e150;3,1", "size": "2", "now": "1"},
]
DESCENTS = [
    {},
    {"step": "0"},
    {"rate": "0.2", "step": "3"},
    {"rate": "0.21", "steps": "30"},
    {"condition": "100", "steps": "200"},
    {"start": "-4,0", "rate": "0.19"},
    {"rate": "0"},
    {"surface": "bowl", "rate": "1"},
    {"surface": "saddle", "start": "2,0", "steps": "400", "rate": "0.1"},
    {"surface": "rosenbrock", "steps": "300", "optimizer": "adam", "rate": "0.001"},
    {"surface": "rosenbrock", "steps": "600", "rate": "0.001", "step": "500"},
    {"surface": "himmelblau", "start": "0,0", "rate": "0.025", "steps": "400", "step": "399"},
    {"surface": "himmelblau", "optimizer": "nesterov", "view": "45"},
    {"surface": "beale", "optimizer": "momentum", "step": "7", "speed": "0.25"},
    {"surface": "rastrigin", "optimizer": "rmsprop"},
    {"surface": "points_mse", "optimizer": "adagrad", "step": "12"},
    {"surface": "points_mse", "samples": "3,2;3,4;3,5"},
    {"surface": "points_mse", "samples": "2,7", "rate": "1", "step": "1"},
    {"surface": "points_bce", "optimizer": "adamw"},
    {"surface": "points_bce", "samples": "1,0;2,0;3,1;4,1", "steps": "300"},
    {"surface": "points_bce", "samples": "1,5;2,0"},
]
RACES = [
    {},
    {"lap": "0"},
    {"lap": "101", "chances": "best"},
    {"laps": "7", "lap": "7", "runners": "adam"},
    {"surface": "rosenbrock", "start": "-1.2,1", "laps": "200", "runners": "gradient_descent,momentum,adam"},
    {"surface": "himmelblau", "chances": "best", "laps": "120"},
    {"rate": "1e150", "laps": "60"},
    {"rate": "0", "laps": "5"},
    {"start": "0,0", "laps": "20"},
    {"surface": "points_mse", "samples": "3,2;3,4;3,5", "laps": "40"},
    {"surface": "points_mse", "samples": "1,1e150;2,-1e150;3,1", "laps": "90"},
    {"surface": "points_bce", "samples": "1,0;2,0;3,1;4,1", "laps": "60"},
]
MAPS = [
    *({"surface": surface} for surface in landscapes.NAMES),
    {"cell": "0.2,0"},
    {"cell": "0.005,5"},
    {"condition": "400"},
    {"surface": "himmelblau", "cell": "0.03,-2"},
    {"surface": "points_mse", "samples": "3,2;3,4;3,5"},
    {"surface": "points_mse", "samples": "1,1e150;2,-1e150;3,1"},
    {"surface": "points_bce", "samples": "1,0;2,0;3,1;4,1"},
]
CHECKS = [
    {},
    {"h": "1e-12"},
    {"h": "0.05", "surface": "rosenbrock"},
    {"surface": "saddle", "start": "0,0"},
    {"surface": "beale", "start": "1e150,1e150"},
    {"surface": "points_bce", "h": "0.0003"},
    {"surface": "points_mse", "samples": "1,1e150;2,-1e150;3,1"},
]
PAIRS = [
    {},
    {"after": "10"},
    {"after": "357", "pair": "3,3"},
    {"after": "1000", "stride": "5"},
    {"pair": "0,0", "stride": "0", "after": "3"},
    {"pair": "1e9,-1e9", "stride": "1e150", "after": "1"},
]
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
    *(Shown(loop_scene, state) for state in LOOPS),
    *(Shown(descent_scene, state) for state in DESCENTS),
    *(Shown(race_scene, state) for state in RACES),
    *(Shown(fates_scene, state) for state in MAPS),
    *(Shown(slope_check_scene, state) for state in CHECKS),
    *(Shown(loss_scene, state) for state in LINES),
    *(Shown(sgd_scene, state) for state in WALKS_OVER_BATCHES),
    *(Shown(two_surfaces_scene, state) for state in PAIRS),
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
