"""The same answers under two losses: two landscapes, one start, one rate, and what becomes of two walks."""

from functools import cache

import numpy as np

from lossviz.figures import two_walks as drawing
from lossviz.figures.runners import Look
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.lessons.binary_cross_entropy.two_losses import quantities as walked
from lossviz.lessons.binary_cross_entropy.two_losses import words
from lossviz.scene import descent_parameters as shared
from lossviz.scene.scene import SPEEDS, Figure, Handle, Player, Scene, Stream
from lossviz.theory import relief
from lossviz.theory.surface import Point

GOALS = words.GOALS
LOOKS = (Look("model", "circle", "solid"), Look("cost", "square", "dash"))
# One contour line to the next, and the highest one.
LINES = ((0.5, 10.0), (0.05, 0.7))
TICKS = (0, 5, 10, 20, 40, 100, 200, 400, 1000)
HEIGHTS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
HIGH = (-0.08, 1.08)
FASTEST, FINE, HAIR = 5.0, 0.05, 0.05
PER_SECOND = 10.0


def parse_after(text: str) -> int:
    """Read after how many updates both are shown.

    Raises:
        ValueError: if it is no whole number from 0 to 1,000.
    """
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and len(digits) <= 4 and int(digits) <= walked.UPDATES:
        return int(digits)
    raise ValueError(f"updates are a whole number from 0 to {walked.UPDATES:,}")


PAIR = Parameter("pair", "-4,0", shared.parse_start, shared.written)
STRIDE = Parameter("stride", "0.5", shared.parse_rate, shared.written)
AFTER = Parameter("after", "0", parse_after)
PULSE = Parameter("pulse", "1", one_of(*SPEEDS))
PARAMETERS = (PAIR, STRIDE, AFTER, PULSE)


@cache
def figures() -> tuple[Figure, ...]:
    """Two maps, the forecasts, and the losses over time."""
    maps = (
        Figure(
            name,
            f"{title}: lines {step} apart",
            drawing.ground(LOOKS[i], i, step=step, top=top, frame=walked.FRAME),
            height=275,
            narrow_height=260,
            columns=4,
            describes=f"A map of the {name} over slope and intercept, with the walk over it",
            hover=("time", f"hover_w{i}", f"hover_b{i}"),
        )
        for i, (name, title, (step, top)) in enumerate(zip(words.FIGURES, words.TITLES, LINES, strict=True))
    )
    return (
        *maps,
        Figure(
            "forecasts",
            "The answers, and ŷ = sigmoid(w·x + b) of both",
            drawing.forecasts(LOOKS, frame=(walked.SPAN, HIGH)),
            height=275,
            narrow_height=220,
            columns=4,
            describes="Six answers, yes or no, over x, and the forecast of each unit as a curve",
        ),
        Figure(
            "losses",
            "Update {k:count}: both losses on a logarithmic axis; dotted: the best there is",
            drawing.falling(
                LOOKS,
                updates={
                    "ticks": [float(tick) for tick in walked.where(np.array(TICKS))],
                    "words": [f"{tick:,}" for tick in TICKS],
                },
                places=(0.0, len(walked.TRACK) - 1.0),
                powers={
                    "ticks": [float(power) for power in relief.powers(np.array(HEIGHTS))],
                    "words": [f"{height:g}" for height in HEIGHTS],
                },
                up=walked.UP,
            ),
            height=195,
            narrow_height=220,
            columns=12,
            describes="Both losses over the updates on a logarithmic axis, with a handle on time",
            hover=("time", "each_place", ""),
        ),
    )


HANDLES = (
    *(
        Handle(
            f"start{i}",
            f"start of both, on the map of {name}",
            "w {start[0]:set}, b {start[1]:set}",
            (),
            axis="xy",
            figure=name,
            x="start_w",
            y="start_b",
            role="text",
            stream="start",
            look="dot",
        )
        for i, name in enumerate(words.FIGURES)
    ),
    Handle(
        "time", "update", "update {k:count}", ("time",), axis="x", figure="losses", x="place", y="rail", role="text"
    ),
    Handle("rate", "rate η of both", "{rate:set}", (), axis="x", role="text", stream="rate"),
)


def scene(*, pair: Point = (-4.0, 0.0), stride: float = 0.5, after: int = 0, pulse: str = "1") -> Scene:
    """Both walks at one update."""
    both = walked.walked(pair, stride)
    (left, right), (bottom, top) = walked.FRAME
    return Scene(
        name="two-surfaces",
        figures=figures(),
        tables={"time": walked.table(both, stride, after)},
        opening="time",
        handles=HANDLES,
        labels=words.LABELS,
        says=words.SAYS,
        case="case",
        formula=words.FORMULA,
        links=words.LINKS,
        goals=GOALS,
        shared={
            **walked.grounds(),
            **walked.whole(both),
            "start": np.array(pair),
            "start_w": np.array(min(max(pair[0], left), right)),
            "start_b": np.array(min(max(pair[1], bottom), top)),
            "rate": np.array(stride),
        },
        reset={parameter.name: "" for parameter in PARAMETERS},
        streams={
            "start": Stream((left, bottom), (right, top), (HAIR, HAIR), pair, {"pair": "{x},{y}"}),
            # What lies beyond its reach waits half a step outside.
            "rate": Stream((0.0,), (FASTEST,), (FINE,), (min(stride, FASTEST + FINE / 2),), {"stride": "{x}"}),
        },
        player=Player("time", PER_SECOND, "pulse", pulse),
        hint="start0",
    )
