"""The table of the steps: a row for each place on the track of time, and one for the present step."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np

from lossviz.lessons.sgd import quantities, runs, words
from lossviz.lessons.sgd.axes import CORNERS, LossAxes
from lossviz.lessons.sgd.quantities import MOST_ARROWS
from lossviz.lessons.sgd.runs import Run
from lossviz.scene.axes import Frame
from lossviz.scene.quantities import Array, flags, indices, merged, whole
from lossviz.scene.scene import Table

# Places on the track of time, and how many numbers of clouds and of gradients one table holds.
PLACES = 200
CLOUD_BUDGET, GRADIENT_BUDGET = 5_000, 50_000


def stride(steps: int) -> int:
    """How many steps lie between two places of the track: one, or a divisor of the steps where there are many."""
    divisors = (d for d in range(1, steps + 1) if steps % d == 0 and steps / d <= PLACES)
    found = next(divisors, 1)
    return found if steps / found >= PLACES / 5 else 1


def track(run: Run) -> Array:
    """The steps at which the track of time has a place."""
    return np.arange(0, run.steps + 1, stride(run.steps))


def has_gradients(run: Run) -> bool:
    """Whether one table has room for the gradients at every place. A long path has them at the present step only."""
    rows, draws = len(track(run)) + 1, (runs.DRAWS if run.batch > 1 else min(run.n, MOST_ARROWS)) + CORNERS + 1
    return rows * draws <= CLOUD_BUDGET and rows * run.n <= GRADIENT_BUDGET


@lru_cache(maxsize=16)
def known_rows(
    run: Run, now: int, loss_axes: LossAxes, frame: Frame
) -> tuple[Mapping[str, Array], Array, Mapping[str, Array]]:
    """At each place of the track and, last, at the step `now`: quantities, sentences, gradients if there is room."""
    at = np.append(track(run), now)
    gradients = quantities.gradient_quantities(run, at, frame) if has_gradients(run) else {}
    rows = quantities.step_quantities(run, at, loss_axes, frame)
    return rows, words.sentence_index(run, at, gradients or None), gradients


def time_table(run: Run, now: int, loss_axes: LossAxes, frame: Frame) -> Table:
    """Every step from the start to the end of the path; `frame` are the axes of the gradients."""
    places, everywhere = track(run), has_gradients(run)
    is_place, which = places == now, np.arange(len(places) + 1)
    if is_place.any():
        # The rows of the places are the same wherever time stands; the last is one of them once more.
        which[-1] = is_place.argmax()
    known = known_rows(run, int(places[-1]) if is_place.any() else now, loss_axes, frame)
    rows, gradients = ({name: values[which] for name, values in part.items()} for part in (known[0], known[2]))
    alone = {} if everywhere else quantities.gradient_quantities(run, np.array([now]), frame)
    # Gradients are shown nowhere but where they are known.
    here = np.append(is_place | everywhere, True)
    draws = (gradients or alone)["cloud_x"].shape[-1]
    return Table(
        places=whole(places),
        now=float(now),
        rows=merged(
            rows,
            flags(known=here),
            indices(case=known[1][which], cloud_k=np.where(here, draws - 1, -1), circle_k=np.where(here, CORNERS, -1)),
            gradients,
        ),
        commit={"step": "k"},
        constants=merged(
            quantities.path_quantities(run, places, loss_axes),
            {"hover_x": rows["batch_x"][:-1], "hover_y": rows["batch_y"][:-1]},
            {name: values[0] for name, values in alone.items()},
        ),
    )
