"""What does learning do? Predict, measure, find the slope, adjust: a hundred rounds, phase by phase."""

import math
import re
from typing import Any

import numpy as np

from lossviz.figures import ring
from lossviz.inputs import points as given
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.inputs.points import Points
from lossviz.lessons.training_loop import figures as drawn
from lossviz.lessons.training_loop import quantities as loop
from lossviz.lessons.training_loop import words
from lossviz.lessons.training_loop.figures import HUGE, TINY, Frame
from lossviz.lessons.training_loop.quantities import FIRST, LAST, PHASES, ROUND, Line, Walk
from lossviz.scene import assessment as judged
from lossviz.scene.scene import SPEEDS, Array, Handle, Player, Scene, Stream, Table
from lossviz.theory import least_squares

PLACES = np.arange(LAST + 1, dtype=np.uint16)
PLACES_PER_SECOND = 1.5
GUESSES, HEIGHTS, RATES = 100, 240, 200


def parse_line(text: str) -> Line:
    """Read a line: w and b, such as `0, 1`, or two points on it, such as `0,1; 6,4`.

    Raises:
        ValueError: numbers that are neither.
    """
    found = [given.number(piece, "in the line") for piece in re.split(r"[,;\s]+", text.strip()) if piece]
    if len(found) == 4:
        return through(found[::2], found[1::2])
    if len(found) != 2:
        raise ValueError(f"{len(found)} numbers; give w and b of the line, such as 0, 1")
    return Line(*found)


def through(x: list[float], y: list[float]) -> Line:
    """The line through two points, in as few digits as one can see."""
    if x[0] == x[1]:
        raise ValueError("both points have the same x, so the line would stand upright")
    with np.errstate(over="ignore"):
        exact = [float(value) for value in least_squares.line(x, y)]
    if not all(abs(value) <= given.FURTHEST for value in exact):
        raise ValueError("the line through these points is too steep for numbers")
    rounded = [Line(*(float(f"{value:.{digits}g}") for value in exact)) for digits in (5, 8, 12, 17)]
    near = max(map(abs, y)) / 1e4
    return next((line for line in rounded if (abs(line.at(np.array(x)) - y) <= near).all()), rounded[-1])


def parse_rate(text: str) -> float:
    """Read a rate.

    Raises:
        ValueError: what is no finite number from 0 up.
    """
    try:
        rate = float(text)
    except ValueError:
        rate = math.nan
    if not math.isfinite(rate) or rate < 0:
        raise ValueError("a rate is a number from 0 up, such as 0.02")
    return rate + 0.0


def parse_time(text: str) -> int:
    """Read an update and a phase as one number: four for each update, and 0 to 3 for the phase.

    Raises:
        ValueError: what is no whole number from 0 to the last update.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= LAST):
        raise ValueError(f"time is a whole number from 0 to {LAST}, four times the update plus 0 to 3 for the phase")
    return int(text)


def parse_guess(text: str) -> float | None:
    """Read a guess of the next w; nothing is no guess."""
    return given.number(text, "as a guess of w") if text.strip() else None


DATA = Parameter("data", given.FIVE, given.parse, given.text)
FROM = Parameter("from", "0,1", parse_line, lambda line: ",".join(map(given.short, line)))
PACE = Parameter("pace", "0.02", parse_rate, given.short)
AT = Parameter("at", "0", parse_time)
GHOST = Parameter("ghost", "", parse_guess, lambda guess: "" if guess is None else given.short(guess))
TEMPO = Parameter("tempo", "1", one_of(*SPEEDS))
PARAMETERS = (DATA, FROM, PACE, AT, GHOST, TEMPO)


# ---- the tables


def rows_of_time(walked: Walk, loss: Array, at: int, frame: Frame, kind: Any, *, told: bool) -> dict[str, Array]:
    """Every place of time, and the one that stands now: which update and phase it is, and the line there."""
    time = np.append(np.arange(LAST + 1), at)
    k, phase = np.divmod(time, ROUND)
    following = k + (phase == ROUND - 1)
    w, b = walked.path.points.T
    x, y = (part.astype(kind) for part in drawn.cut(w, b, frame))
    few = drawn.misses(w, b, walked.data, frame).astype(kind)
    adjusting = (phase == ROUND - 1)[:, None]
    if kind is np.float64:
        # These numbers take twice the room, and more: there is some for the line, and none for what goes with it.
        few, adjusting = np.full_like(few, np.nan), np.zeros_like(adjusting)
    return {
        "at": time.astype(np.uint16),
        "k": k.astype(np.uint8),
        "phase": phase.astype(np.uint8),
        "next": following.astype(np.uint8),
        "last": np.maximum(k - 1, 0).astype(np.uint8),
        "case": words.case(walked, loss, k, phase),
        "aside": (told & (time == int(words.ONE_AT_A_TIME["at"]))).astype(np.uint8),
        **drawn.placed("line", x[following], y[following], frame),
        **drawn.placed("before", x[k], np.where(adjusting, y[k], kind(np.nan)), frame),
        "misses": few[following],
    }


def guesses(walked: Walk, ghost: float) -> tuple[Array, float]:
    """What can be guessed of w after the first update, the guess itself the last; and the b that goes with it."""
    here, after = walked.line(0), walked.line(1)
    far = 1.3 * abs(after.w - here.w)
    step = loop.rounded_up(far / GUESSES) if TINY < far < HUGE else 0.01
    middle = round(here.w / step) if abs(here.w) < HUGE else 0
    grid = np.round((middle + np.arange(-GUESSES, GUESSES + 1.0)) * step, max(0, 3 - math.floor(math.log10(step))))
    return np.append(grid, ghost), after.b if math.isfinite(after.b) else here.b


def rows_of_guesses(walked: Walk, slopes: Array, b: float, frame: Frame, kind: Any, grip: float) -> dict[str, Array]:
    """The line that is guessed, at every slope of it."""
    height = np.full_like(slopes, b)
    x, y = drawn.cut(slopes, height, frame)
    (bottom, top) = frame[1]
    with np.errstate(all="ignore"):
        at_grip = np.clip(slopes * grip + b, 2 * bottom - top, 2 * top - bottom)
    return {
        "ghost": slopes,
        **drawn.placed("ghost", x.astype(kind), y.astype(kind), frame),
        "ghost_grip": at_grip.astype(kind),
        "ghost_misses": drawn.misses(slopes, height, walked.data, frame).astype(kind),
        "ghost_loss": loop.misfit(walked, slopes, b),
        "code0": loop.guessed(walked, slopes),
    }


def no_guess(frame: Frame, data: Points) -> dict[str, Array]:
    """What takes the place of a guess while none is asked for."""
    none = np.array(np.nan)
    return {
        **{name: none for name in ("ghost", "ghost_grip", "ghost_loss")},
        "ghost_y": np.full(2, np.nan),
        "ghost_misses": np.full(len(data) if len(data) <= loop.MISSES else 1, np.nan),
        "code0": judged.answered([np.array(False)]),
    }


# ---- what moves it


def handles(*, guess: bool, ends: bool) -> tuple[Handle, ...]:
    """Time, the rate, and the ends of the line that learning begins with, or a guess where one is asked for."""
    time = Handle(
        "time",
        "time, in updates and phases",
        "update {k:count}, {phase:word}, loss {loss[k]}",
        ("time",),
        axis="x",
        figure="falling",
        x="at",
        y="powers[k]",
        role="cost",
        leap=ROUND,
    )
    sides = tuple(
        Handle(
            side,
            f"{side} end of the first line",
            "w {w[0]:set}, b {b[0]:set}",
            (),
            axis="y",
            figure="fit",
            x=f"ends[{i}]",
            y=f"end_y[{i}]",
            role="model",
            stream=side,
            when="!at",
        )
        for i, side in enumerate(("left", "right") if ends else ())
    )
    rate = Handle("pace", "rate", "{rate:set}", (), axis="x", role="cost", stream="pace")
    slope = Handle(
        "ghost",
        "w of your guess",
        "{ghost:set}",
        ("ghost",),
        axis="y",
        figure="fit",
        x="grip_x",
        y="ghost_grip",
        role="model",
    )
    return (slope, time, rate) if guess else (time, *sides, rate)


def streams(frame: Frame, ends: Array, pace: float, highest: float) -> dict[str, Stream]:
    """The rate, and the two ends of the line that learning begins with."""
    (bottom, top), (left, right) = frame[1], frame[0]
    heights = [float(height) for height in np.clip(np.nan_to_num(ends), -given.FURTHEST, given.FURTHEST)]
    said = [f"{given.short(x)},{given.short(y)}" for x, y in zip((left, right), heights, strict=True)]
    step = loop.rounded_up((top - bottom) / HEIGHTS)
    most = highest if pace <= highest else loop.rounded_up(pace)

    def end(height: float, commit: str) -> Stream:
        return Stream((bottom,), (top,), (step,), (height,), {"from": commit})

    return {
        "pace": Stream((0.0,), (most,), (most / RATES,), (pace,), {"pace": "{x}"}),
        "left": end(heights[0], f"{given.short(left)},{{x}};{said[1]}"),
        "right": end(heights[1], f"{said[0]};{given.short(right)},{{x}}"),
    }


def tables(walked: Walk, loss: Array, at: int, ghost: float | None, framed: tuple[Frame, Any]) -> dict[str, Table]:
    """Time, and while one is asked for the guess."""
    frame, kind = framed
    told = ghost is None and walked.rate == 0.05 and walked.start == FIRST and loop.is_five(walked.data)
    time = rows_of_time(walked, loss, at, frame, kind, told=told)
    if ghost is None:
        return {"time": Table(PLACES, float(at), time, {"at": "at"}, no_guess(frame, walked.data))}
    # The misses of the line would stand where those of the guess do.
    time["misses"] = np.full_like(time["misses"], np.nan)
    slopes, height = guesses(walked, ghost)
    grip = max(frame[0], key=abs)
    rows = rows_of_guesses(walked, slopes, height, frame, kind, grip)
    now = {name: values[-1] for name, values in rows.items()}
    places = np.clip(slopes, -HUGE, HUGE) * grip + height
    if grip < 0:
        places = np.append(places[-2::-1], places[-1])
        rows = {name: np.concatenate([values[-2::-1], values[-1:]]) for name, values in rows.items()}
    here = {name: values[-1] for name, values in time.items()}
    return {
        "time": Table(PLACES, float(at), time, {"at": "at"}, now),
        "ghost": Table(places[:-1], float(places[-1]), rows, {"ghost": "ghost"}, here),
    }


def picture(*, data: Points, start: Line, pace: float, at: int, ghost: float | None, tempo: str) -> Scene:
    """The loop among these points, from this line, at this rate, at one phase of one update."""
    walked = loop.walk(data, start, pace)
    shown, frame, kind = drawn.framed(data)
    if ghost is not None:
        frame = drawn.with_room(frame, walked)
    quantities, slice_ = loop.numbers(walked), loop.sliced(walked)
    span = loop.powers(walked)
    few = shown if len(data) <= loop.MISSES else Points(np.array([np.nan]), np.array([np.nan]))
    ends = np.array(frame[0])
    return Scene(
        name="training-loop",
        figures=drawn.figures(data, shown, frame, span, level=bool(walked.level[0])),
        tables=tables(walked, quantities["loss"], at, ghost, (frame, kind)),
        opening="time" if ghost is None else "ghost",
        handles=handles(guess=ghost is not None, ends=max(map(abs, (*frame[0], *frame[1]))) <= given.FURTHEST),
        labels=words.labels(guess=ghost is not None),
        says=words.SAYS,
        case="case",
        formula=words.formula(len(walked.terms), elided=len(data) > len(walked.terms)),
        words=PHASES,
        links=words.LINKS,
        predictions=words.PREDICTIONS,
        goals=words.GOALS,
        shared=quantities
        | slice_
        | loop.turns(walked)
        | loop.judged_by(walked)
        | words.FLAGS
        | ring.layout(ROUND)
        | {
            "x": shown.x.astype(kind),
            "y": shown.y.astype(kind),
            "few_x": few.x,
            "few_y": few.y,
            "drawn": np.array(len(shown), dtype=np.int32),
            "ends": ends,
            **{f"{name}_x": ends for name in ("line", "before", "ghost")},
            "end_y": start.at(ends),
            "grip_x": np.array(max(frame[0], key=abs)),
            "name_x": np.array(max(frame[0], key=abs) * 0.82 + min(frame[0], key=abs) * 0.18),
            "middle_x": np.array(sum(frame[0]) / 2),
            "roof": np.array(frame[1][1]),
            "moments": PLACES,
            "times": PLACES[::ROUND],
            "powers": loop.heights(quantities["loss"], span).astype(np.float32),
        },
        reset={parameter.name: "" for parameter in PARAMETERS},
        streams=streams(frame, start.at(ends), pace, float(slice_["rate_range"][1])),
        player=Player("time", PLACES_PER_SECOND, "tempo", tempo),
    )


def scene(**meant: Any) -> Scene:
    """The picture of what the address says; its `from` is a word that Python keeps for itself."""
    return picture(start=meant.pop(FROM.name), **meant)
