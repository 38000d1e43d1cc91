"""A small still of the first state of every lesson, for the table of contents."""

from collections.abc import Callable
from functools import cache
from typing import TypeAlias

import numpy as np

import lossviz
from lossviz.figures import palette, still
from lossviz.inputs import distribution as weights
from lossviz.lessons.cross_entropy import scene as cross_entropy
from lossviz.theory import optimizers, point_surfaces, surfaces
from lossviz.theory.descent import descend

Marks: TypeAlias = list[str]
CURVE = np.linspace(0, 1, 41)


def shares(values: object, low: float, high: float) -> list[float]:
    """Numbers as shares of a picture's side."""
    return [float(value) for value in (np.asarray(values, dtype=float) - low) / (high - low)]


def bars(*rows: tuple[tuple[int, ...], str]) -> Marks:
    """Distributions side by side, bar beside bar."""
    count = len(rows[0][0])
    width = 0.8 / (count * len(rows))
    marks = [
        still.block((k + 0.1) / count + r * width, 0, (k + 0.1) / count + (r + 0.92) * width, float(p), colour)
        for r, (row, colour) in enumerate(rows)
        for k, p in enumerate(weights.probabilities(row))
    ]
    return [*marks]


def points() -> Marks:
    x, y = point_surfaces.FIVE_POINTS
    return [
        still.dot(across, up, palette.TRUTH, size=3.2)
        for across, up in zip(shares(x, 0, 6), shares(y, 0, 6), strict=True)
    ]


def loss() -> Marks:
    return [still.curve([(0, 1 / 6), (1, 1 / 6)], palette.MODEL), *points()]


def training_loop() -> Marks:
    surface = point_surfaces.points_mse()
    walk = descend(surface.loss, surface.gradient, (0, 1), optimizers.gradient_descent(0.02), 4).points
    lines = [
        still.curve([(0, b / 6), (1, (6 * w + b) / 6)], palette.MODEL if k == len(walk) - 1 else palette.MUTED)
        for k, (w, b) in enumerate(walk)
    ]
    return [*lines, *points()]


def gradient_descent() -> Marks:
    ravine = surfaces.SURFACES["ravine"]
    walk = descend(ravine.loss, ravine.gradient, (-4, 1.5), optimizers.gradient_descent(0.18), 24).points
    path = list(zip(shares(walk[:, 0], -4.4, 1), shares(walk[:, 1], -2, 2), strict=True))
    return [still.curve(path, palette.MODEL), still.dot(*path[0], palette.MODEL), still.dot(*path[-1])]


def sgd() -> Marks:
    surface = point_surfaces.points_mse()
    rng = np.random.default_rng(0)
    x, y = (np.array(row, dtype=float) for row in point_surfaces.FIVE_POINTS)
    marks = []
    for i in rng.permutation(5):
        miss = y[i] - 1
        marks.append(still.curve([(0.12, 0.12), (0.12 + miss * x[i] / 25, 0.12 + miss / 5)], palette.MUTED))
    slope = -surface.gradient(np.array([0.0, 1.0]))
    marks.append(still.curve([(0.12, 0.12), (0.12 + slope[0] / 25, 0.12 + slope[1] / 5)], palette.TRUTH))
    return [*marks]


def relu() -> Marks:
    bend = lossviz.relu(2 * CURVE - 1)
    return [still.curve(list(zip(CURVE, shares(bend, -0.1, 1.1), strict=True)), palette.MODEL)]


def entropy() -> Marks:
    bits = lossviz.entropy(np.stack([CURVE, 1 - CURVE], axis=-1))
    at = float(lossviz.entropy([0.9, 0.1]))
    return [still.curve(list(zip(CURVE, shares(bits, 0, 1.1), strict=True))), still.dot(0.9, at / 1.1)]


def beliefs() -> Marks:
    return bars((cross_entropy.TRUE, palette.TRUTH), (cross_entropy.BELIEVED, palette.MODEL))


def classifier() -> Marks:
    p = lossviz.softmax([1, 2, 0])
    return bars((tuple(round(1000 * float(share)) for share in p), palette.MODEL))


def yes_or_no() -> Marks:
    said = CURVE[1:]
    price = np.array([lossviz.surprise(p, base=np.e) for p in said])
    at = float(lossviz.surprise(0.1, base=np.e))
    path = list(zip(said, shares(price, 0, 4), strict=True))
    return [still.curve(path), still.dot(0.1, at / 4)]


def network() -> Marks:
    golden = np.pi * (3 - np.sqrt(5))

    def disc(count: int, inner: float, outer: float, colour: str) -> list[str]:
        radius = np.sqrt(inner**2 + (outer**2 - inner**2) * (np.arange(count) + 0.5) / count)
        x, y = radius * np.cos(golden * np.arange(count)), radius * np.sin(golden * np.arange(count))
        return [still.dot(a, b, colour, size=2) for a, b in zip(shares(x, -6, 6), shares(y, -3.2, 3.2), strict=True)]

    return [*disc(40, 2, 3, palette.MODEL), *disc(20, 0, 1, palette.TRUTH)]


STILLS: dict[str, Callable[[], Marks]] = {
    "loss": loss,
    "training-loop": training_loop,
    "gradient-descent": gradient_descent,
    "sgd": sgd,
    "relu": relu,
    "entropy": entropy,
    "cross-entropy": beliefs,
    "cross-entropy-loss": classifier,
    "binary-cross-entropy": yes_or_no,
    "train-a-network": network,
}


@cache
def drawn(slug: str, *, muted: bool = False) -> str:
    """The still of one lesson, faint where the lesson is not written yet."""
    return still.svg(*STILLS[slug](), muted=muted)
