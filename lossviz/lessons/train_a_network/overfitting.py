"""When a run is said to overfit, and since when: by its held-out loss, where there is enough evidence."""

from collections.abc import Mapping

import numpy as np

from lossviz.scene.quantities import Array

RISEN = 1.1  # so many times its least value is a held-out loss that has risen
LASTING = 3  # for so many epochs it has stayed so
FEWEST_HELD_OUT = 10  # points, fewer of which are no evidence


def least(held_loss: Array) -> Array:
    """Where the least held-out loss up to each moment stood, (moments,); what is not finite counts as infinite."""
    held = np.where(np.isfinite(held_loss), held_loss, np.inf)
    before = np.minimum.accumulate(np.append(np.inf, held[:-1]))
    return np.asarray(np.maximum.accumulate(np.where(held < before, np.arange(len(held)), 0)))


def overfits(
    rows: Mapping[str, Array], known: Mapping[str, Array], k: Array, *, per_epoch: int, held_out: int
) -> Array:
    """Whether the network of each row overfits; `k` are the moments of the run, `known`, at or before the rows.

    It does if the training loss is lower than where the held-out loss was least, and the held-out loss is more than
    1.1 times as large as it was there: in this row, and at every moment of the three epochs before it. With fewer than
    ten held-out points, or in the first three epochs after the least held-out loss, it is not said.
    """
    best, updates = least(known["held_loss"]), known["update"].astype(int)
    with np.errstate(invalid="ignore"):
        risen = known["held_loss"] > RISEN * known["held_loss"][best]
        found = np.zeros(len(k), dtype=bool)
        for row, moment in enumerate(k):
            at = best[moment]
            since = int(rows["update"][row]) - LASTING * per_epoch
            if held_out < FEWEST_HELD_OUT or since < updates[at]:
                continue
            lasting = risen[: moment + 1][updates[: moment + 1] > since]
            found[row] = (
                lasting.all()
                and rows["held_loss"][row] > RISEN * known["held_loss"][at]
                and rows["loss"][row] < known["loss"][at]
            )
    return found & np.isfinite(rows["loss"])
