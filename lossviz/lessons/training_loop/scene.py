"""The scene of the training loop: predict, compute loss and gradient, update; a hundred updates in four phases each."""

import numpy as np

from lossviz.figures import cycle
from lossviz.inputs import numbers as texts
from lossviz.inputs.points import FIVE, Points
from lossviz.lessons.training_loop import figures, questions, words
from lossviz.lessons.training_loop import quantities as loop
from lossviz.lessons.training_loop.parameters import FIRST, PHASES, Line
from lossviz.lessons.training_loop.tables import STEPS, tables
from lossviz.scene import axes
from lossviz.scene.axes import Frame
from lossviz.scene.quantities import Array, geometry, indices, merged, numbers
from lossviz.scene.scene import GridDomain, Handle, Player, Scene

STEPS_PER_SECOND = 1.5
HEIGHTS, RATES = 240, 200


def handles(*, guess: bool, ends: bool) -> tuple[Handle, ...]:
    """Handles on the step, the learning rate and the ends of the initial line, or on a guess where one is asked for."""
    time = Handle(
        "time",
        "update and phase",
        "update {k:count}, {phase:word}, loss {loss[k]}",
        "losses",
        "step",
        "log10_loss[k]",
        "cost",
        page_step=len(PHASES),
    )
    sides = tuple(
        Handle(
            side,
            f"{side} end of the initial line",
            "w {w[0]:set}, b {b[0]:set}",
            "fit",
            f"ends[{i}]",
            f"end_y[{i}]",
            "model",
            axis="y",
            grid=side,
            when="!step",
        )
        for i, side in enumerate(("left", "right") if ends else ())
    )
    rate = Handle("rate", "learning rate η", "{rate:set}", role="cost", grid="rate")
    slope = Handle(
        "guess", "w of your guess", "{guess:set}", "fit", "guess_handle_x", "guess_handle_y", "model", axis="y"
    )
    return (slope, time, rate) if guess else (time, *sides, rate)


def end_grids(frame: Frame, end_heights: Array) -> dict[str, GridDomain]:
    """The heights of the two ends of the initial line."""
    (left, right), (bottom, top) = frame
    heights = [float(height) for height in np.clip(np.nan_to_num(end_heights), -texts.LARGEST, texts.LARGEST)]
    ends = [texts.write_all(end) for end in zip((left, right), heights, strict=True)]
    step = axes.round_up((top - bottom) / HEIGHTS, loop.DIGITS)

    def end(height: float, commit: str) -> GridDomain:
        return GridDomain((bottom,), (top,), (step,), (height,), {"start": commit})

    return {
        "left": end(heights[0], f"{texts.write(left)},{{x}};{ends[1]}"),
        "right": end(heights[1], f"{ends[0]};{texts.write(right)},{{x}}"),
    }


def scene(
    points: Points = FIVE,
    start: Line = FIRST,
    rate: float = 0.02,
    step: int = 0,
    guess: float | None = None,
    speed: str = "1",
) -> Scene:
    """The loop among these points, from this line, with this learning rate, at one phase of one update."""
    run = loop.train(points, start, rate)
    drawn = figures.drawing(points)
    if guess is not None:
        drawn = drawn._replace(frame=figures.with_room(drawn.frame, run))
    path, slice_ = loop.path_quantities(run), loop.slice_quantities(run)
    low, high = loop.log10_range(run)
    edges = np.array(drawn.frame[0])
    far, near = (f(drawn.frame[0], key=abs) for f in (max, min))
    reachable = abs(np.array(drawn.frame)).max() <= texts.LARGEST
    highest = float(slice_["rate_range"][1])
    highest = highest if rate <= highest else axes.round_up(rate, loop.DIGITS)
    few = drawn.points if len(points) <= figures.MAX_ERROR_BARS else None
    return Scene(
        name="training-loop",
        figures=figures.figures(points, drawn, (low, high), stationary=bool(run.stationary[0])),
        tables=tables(run, path["loss"], step, guess, drawn),
        opening="time" if guess is None else "guess",
        handles=handles(guess=guess is not None, ends=reachable),
        labels=words.labels(guess=guess is not None),
        sentences=words.SAYS,
        formula=words.formula(len(run.terms), elided=len(points) > len(run.terms)),
        words=PHASES,
        links=words.LINKS,
        predictions=questions.PREDICTIONS,
        goals=questions.GOALS,
        shared=merged(
            path,
            slice_,
            loop.coordinate_step(run),
            questions.assessed(run),
            words.FLAGS,
            cycle.layout(len(PHASES)),
            drawn.places(x=drawn.points.x, y=drawn.points.y),
            numbers(
                error_x=few.x if few else [np.nan],
                error_base=few.y if few else [np.nan],
                ends=edges,
                line_x=edges,
                before_x=edges,
                guess_x=edges,
                end_y=start.predict(edges),
                guess_handle_x=far,
                guess_label_x=far * 0.82 + near * 0.18,
                center_x=sum(drawn.frame[0]) / 2,
                top_y=drawn.frame[1][1],
            ),
            indices(drawn=len(drawn.points), steps=STEPS, update_steps=STEPS[:: len(PHASES)]),
            geometry(log10_loss=axes.log_heights(path["loss"], low, high + 0.2)),
        ),
        grids={
            "rate": GridDomain((0.0,), (highest,), (highest / RATES,), (rate,), {"rate": "{x}"}),
            **(end_grids(drawn.frame, start.predict(edges)) if reachable else {}),
        },
        details=1,
        player=Player("time", STEPS_PER_SECOND, "speed", speed),
    )
