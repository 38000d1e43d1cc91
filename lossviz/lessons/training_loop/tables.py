"""The tables of the training loop: the steps, four phases for each update, and the guesses of the next w."""

import math

import numpy as np

from lossviz.inputs.points import Points
from lossviz.lessons.training_loop import figures, questions, words
from lossviz.lessons.training_loop.figures import HUGE, TINY, Drawing
from lossviz.lessons.training_loop.parameters import LAST_STEP, PHASES
from lossviz.lessons.training_loop.quantities import DIGITS, TrainingRun, loss_surface
from lossviz.scene import assessment, axes
from lossviz.scene.quantities import Array, flags, indices, merged, numbers, whole
from lossviz.scene.scene import Table

STEPS = whole(np.arange(LAST_STEP + 1))
GUESSES = 100
# So many steps from 0 one step is still seen in all digits of a number, and farther out it is not.
MOST_STEPS = 1e12
# The state in which the formula also shows coordinate descent.
COORDINATE_DESCENT_RATE, COORDINATE_DESCENT_STEP = (
    float(words.COORDINATE_DESCENT["rate"]),
    int(words.COORDINATE_DESCENT["step"]),
)


def tables(run: TrainingRun, loss: Array, step: int, guess: float | None, drawn: Drawing) -> dict[str, Table]:
    """The table of the steps, and while a guess is asked for that of the guess."""
    time = time_rows(run, loss, step, drawn, guessing=guess is not None)
    if guess is None:
        return {"time": Table(STEPS, float(step), time, {"step": "step"}, no_guess(run.points))}
    places, rows = guess_rows(run, guess, drawn)
    now = {name: values[-1] for name, values in rows.items()}
    here = {name: values[-1] for name, values in time.items()}
    return {
        "time": Table(STEPS, float(step), time, {"step": "step"}, now),
        "guess": Table(places[:-1], float(places[-1]), rows, {"guess": "guess"}, here),
    }


def time_rows(run: TrainingRun, loss: Array, step: int, drawn: Drawing, *, guessing: bool) -> dict[str, Array]:
    """Every step, and the one that stands now: which update and phase it is, and the line there."""
    steps = np.append(STEPS, step)
    k, phase = np.divmod(steps, len(PHASES))
    updating = phase == words.UPDATE
    following = k + updating
    w, b = run.path.points.T
    x, y = figures.clipped_segment(w, b, drawn.frame)
    before_x, before_y = x[k], np.where(updating[:, None], y[k], np.nan)
    errors = figures.clipped_errors(w, b, run.points, drawn.frame)
    if drawn.exact:
        before_x, before_y = np.full_like(before_x, drawn.frame[0]), np.full_like(before_y, np.nan)
    if drawn.exact or guessing:
        # The errors of the line would stand where those of the guess do.
        errors = np.full_like(errors, np.nan)
    shown = not guessing and run.is_first and run.rate == COORDINATE_DESCENT_RATE
    return merged(
        indices(step=steps, k=k, phase=phase, next=following, previous=np.maximum(k - 1, 0)),
        words.case(run, loss, k, phase),
        flags(coordinate_descent=shown & (steps == COORDINATE_DESCENT_STEP)),
        figures.segment("line", x[following], y[following], drawn),
        figures.segment("before", before_x, before_y, drawn),
        drawn.places(errors=errors[following]),
    )


def guess_grid(run: TrainingRun, guess: float) -> Array:
    """The values that can be guessed for w after the first update; the last is the present guess."""
    here, after = run.line(0), run.line(1)
    reach = 1.3 * abs(after.w - here.w)
    step = axes.round_up(reach / GUESSES, DIGITS) if TINY < reach < HUGE else 0.01
    middle = round(here.w / step) if abs(here.w) < MOST_STEPS * step else 0
    grid = np.round((middle + np.arange(-GUESSES, GUESSES + 1.0)) * step, max(0, 3 - math.floor(math.log10(step))))
    return np.append(grid, guess)


def guess_rows(run: TrainingRun, guess: float, drawn: Drawing) -> tuple[Array, dict[str, Array]]:
    """The height of the handle and the line that is guessed, at every slope of it, from the lowest height up."""
    slopes, after = guess_grid(run, guess), run.line(1)
    b = np.full_like(slopes, after.b if math.isfinite(after.b) else run.start.b)
    edge = max(drawn.frame[0], key=abs)
    if edge < 0:
        slopes = np.append(slopes[-2::-1], slopes[-1])
    x, y = figures.clipped_segment(slopes, b, drawn.frame)
    with np.errstate(all="ignore"):
        height = axes.clip_outside(slopes * edge + b, *drawn.frame[1], 1)
    places = np.clip(slopes, -HUGE, HUGE) * edge
    # Beside a height so far out all places would be the same.
    if axes.CLOSEST_OF_SIZE * abs(b[0]) < np.ptp(places[:-1]):
        places = places + b
    return places, merged(
        numbers(guess=slopes, guess_loss=loss_surface(run.points).loss(np.stack([slopes, b], axis=-1))),
        figures.segment("guess", x, y, drawn),
        drawn.places(guess_handle_y=height, guess_errors=figures.clipped_errors(slopes, b, run.points, drawn.frame)),
        {"reply0": questions.guess_reply(run, slopes)},
    )


def no_guess(points: Points) -> dict[str, Array]:
    """The quantities of the guess while none is asked for: NaN."""
    errors = len(points) if len(points) <= figures.MAX_ERROR_BARS else 1
    return merged(
        numbers(
            guess=np.nan,
            guess_loss=np.nan,
            guess_handle_y=np.nan,
            guess_y=[np.nan, np.nan],
            guess_errors=np.full(errors, np.nan),
        ),
        {"reply0": assessment.reply_index([np.array(False)])},
    )
