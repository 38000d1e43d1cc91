"""How a place of a walk over batches answers the questions, and which goals it meets."""

import numpy as np

from lossviz.lessons.sgd import runs as walked
from lossviz.lessons.sgd.runs import Run
from lossviz.scene import assessment as judged
from lossviz.scene.scene import Array
from lossviz.theory import mini_batches


def asked(run: Run, at: Array) -> dict[str, Array]:
    """How each place answers the predictions."""
    here, lesson = np.broadcast_to(run.batch, at.shape), run.points is walked.FORTY
    return {
        "code0": judged.answered([here == 4, here == 2], asked=lesson),
        "code1": judged.answered([at == 3, at == 1], asked=lesson and run.batch == 16),
        "code2": judged.answered([at == 40, at == 1], asked=lesson and run.batch == 1),
    }


def goals(run: Run, at: Array) -> dict[str, Array]:
    """Which goals each place meets."""
    begun = mini_batches.line_gradients(run.points.x, run.points.y, run.path.points[:1])
    one, before, now = walked.spreads(begun, [1, max(run.batch - 1, 1), run.batch])[0]
    loss, last = run.path.losses[at], walked.tail(run)
    rested = last is not None and run.batch == 1 and run.epochs == 40 and last[0] <= 0.7
    return judged.met(
        (
            np.full(len(at), now <= one / 2 < before),
            (loss <= 0.8) & (run.work[at] <= 40),
            np.full(len(at), rested),
            (loss > 1000) & (run.eta < walked.borders(run.points).full),
        )
    )
