"""A toy lesson with a job: the height of a bar at eleven times, which takes as many seconds as one sets."""

import time

import numpy as np

from lossviz.figures import bars, thumbnails
from lossviz.inputs import parameter
from lossviz.scene import budget
from lossviz.scene.job import Awaited, Job
from lossviz.scene.lesson import Lesson
from lossviz.scene.quantities import indices, numbers
from lossviz.scene.scene import Figure, Handle, Part, Player, Scene, Table

SLICE = 0.005  # seconds


def key(height, seconds, **_):
    return f"{height} {seconds}"


def slices(height, seconds, **_):
    """A height at each time, growing evenly to the last one."""
    count = max(1, round(seconds / SLICE))
    for done in range(count):
        yield done, count
        time.sleep(SLICE if seconds else 0)
    yield count, count
    return np.arange(11) * height / 100


def scene(height=3, seconds=0, time=0, speed="1", result=None):
    every = np.append(np.arange(11), time)
    heights = np.zeros(12) if result is None else np.append(result, result[time])
    return Scene(
        name="toy-job",
        figures=(
            Figure("bars", "One bar", bars.figure(x="bar_x", height="bar", width="bar_width"), height=200, columns=12),
        ),
        tables={
            "time": Table(every[:-1], time, numbers(bar=heights[:, None]) | indices(step=every), {"time": "step"}),
            "height": Table(
                np.arange(11),
                height,
                indices(height=np.append(np.arange(11), height), step=np.full(12, time))
                | numbers(bar=np.full((12, 1), heights[-1])),
                {"height": "height"},
            ),
        },
        opening="time",
        handles=(
            Handle("time", "step", "{step:count}", tables=("time",)),
            Handle("height", "height", "{height:count}", tables=("height",)),
        ),
        labels=(),
        sentences=("At step {step:count} it is {bar[0]}.",),
        formula=((Part("{bar[0]}", "truth"),),),
        player=Player("time", 4.0, "speed", speed),
        shared=numbers(bar_x=[0.5], bar_width=[0.2]) | indices(case=0, height=height),
        awaited=Awaited(key(height, seconds), ("time",), result is not None, "Training"),
    )


LESSON = Lesson(
    "toy-job",
    "Toy with a job",
    "Does a job work?",
    lambda: [thumbnails.dot(0.5, 0.5)],
    introduction="One bar.",
    conclusion="That was all.",
    parameters=(
        parameter.Integer("height", default=3, high=10, label="Height"),
        parameter.Integer("seconds", default=0, high=60, label="Seconds"),
        parameter.Integer("time", default=0, high=10, label="Step"),
        parameter.Choice("speed", options=parameter.SPEEDS, default="1"),
    ),
    scene=scene,
    cost=lambda **_: budget.of_numbers(400),
    job=Job(key, slices, lambda result: result.nbytes),
    sources=(slices,),
    references=("A reference.",),
)
