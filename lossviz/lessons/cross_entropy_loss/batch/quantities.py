"""Every quantity of a batch of samples: the loss of each, their mean, the share of each, and the perplexity."""

import numpy as np

from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy_loss.batch.parameters import SAMPLES
from lossviz.lessons.cross_entropy_loss.parameters import MOST
from lossviz.lessons.cross_entropy_loss.quantities import outside
from lossviz.lessons.cross_entropy_loss.tables import dragged_logits, grids, within_reach
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Table
from lossviz.theory import samples as over_samples
from lossviz.theory import softmax_cross_entropy
from lossviz.theory.logarithms import nats_to_base

TOP = 4.0  # nats
PLACES = grids(MOST)["z"]


def compared(y: Array, z: Array) -> tuple[Array, Array]:
    """The logit of the true class and the largest of the others, for each sample."""
    others = np.where(np.arange(z.shape[-1]) == y[:, None], -np.inf, z).max(axis=-1)
    return np.take_along_axis(z, np.broadcast_to(y, z.shape[:-1])[..., None], axis=-1)[..., 0], others


def all_quantities(y: Array, z: Array, mine: int, unit: Unit) -> dict[str, Array]:
    """Every quantity for rows of batches (..., samples, classes), of which the sample `mine` is shown."""
    nats = softmax_cross_entropy.losses(np.broadcast_to(y, z.shape[:-1]), z)
    mean_nats = over_samples.mean(nats)
    loss, mean = nats_to_base(nats, unit.base), nats_to_base(mean_nats, unit.base)
    with np.errstate(over="ignore"):
        perplexity, mean_perplexity = np.exp(nats), np.exp(mean_nats)
    share = over_samples.shares(nats / len(y), mean_nats[..., None])
    worst = nats.argmax(axis=-1)
    true, others = compared(y, z)
    single = np.full(mean.shape, len(y) == 1)
    flat = np.concatenate([np.broadcast_to(y[:, None] + 1.0, (*z.shape[:-1], 1)), z], axis=-1)
    flat = flat.reshape(*z.shape[:-2], -1)
    return merged(
        numbers(
            loss=loss,
            mean=mean,
            percent=np.where(np.isfinite(mean)[..., None], 100 * share, np.nan),
            largest=np.take_along_axis(share, worst[..., None], axis=-1)[..., 0],
            perplexity=np.take_along_axis(perplexity, worst[..., None], axis=-1)[..., 0],
            mean_perplexity=mean_perplexity,
            z=z[..., mine, :],
            sent=np.concatenate([np.full((*flat.shape[:-1], 1), float(z.shape[-1])), flat], axis=-1),
        ),
        outside(z[..., mine, :]),
        geometry(mean_line=np.stack([mean, mean], axis=-1)),
        flags(
            infinite=np.isinf(loss),
            off=np.isfinite(loss) & (nats > TOP),
            finite=np.isfinite(mean),
            tied=(true == others).any(axis=-1),
        ),
        indices(
            right=(true > others).sum(axis=-1),
            worst=worst + 1,
            case=np.select([np.isinf(mean), single, mean == 0], [1, 2, 3], 0),
        ),
    )


def tables(y: Array, z: Array, mine: int, unit: Unit) -> tuple[dict[str, Table], dict[str, Array]]:
    """Tables of every logit of one sample, and what they share."""
    classes = z.shape[-1]
    grid = np.broadcast_to(z, (classes, len(PLACES) + 1, *z.shape)).copy()
    grid[:, :, mine, :] = dragged_logits(z[mine], PLACES)
    values = all_quantities(y, grid, mine, unit)
    moving = {name: many for name, many in values.items() if many.shape[:2] == grid.shape[:2]}
    made = {
        f"z{k}": Table(
            PLACES,
            within_reach(float(z[mine, k])),
            {name: many[k] for name, many in moving.items()},
            {SAMPLES: "sent"},
            indices(focus=k),
        )
        for k in range(classes)
    }
    return made, {name: many[0, -1] for name, many in values.items()}
