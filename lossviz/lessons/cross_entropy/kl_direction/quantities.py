"""Every quantity of the fold on the direction of a KL divergence, along each of its handles."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from lossviz.inputs.units import Unit
from lossviz.lessons.cross_entropy.kl_direction import two_hills, words
from lossviz.scene.quantities import Array, flags, geometry, indices, merged, numbers
from lossviz.scene.scene import Table
from lossviz.theory.logarithms import nats_to_base

TOP, BOTTOM = 2.6, -0.35  # of the axis of both divergences, in nats
CROWDED = 0.4  # nats: with another curve so near below a minimum there is no room for its label
STEEP = 0.15  # nats within half a unit of the mean: inside a narrower dip there is no room for a label
BELL = np.concatenate([np.linspace(-3.5, -2, 5), np.linspace(-1.8, 1.8, 27), np.linspace(2, 3.5, 5)])
MEAN_PLACES = np.round(np.linspace(*two_hills.MEANS, 209), 3)
WIDTH_PLACES = np.round(np.linspace(*two_hills.WIDTHS, 85), 3)
RATE, STEPS = 0.2, 60
DECIMALS = 3  # of the mean and the width of a minimum, as they can be set
NEAR, NEAR_AT_THE_END = 0.03, 0.1  # of mean and width: so near to a minimum it may be that minimum
VALLEY = 1.2  # from here on P has a valley between its hills, with a quarter of their height
COMMIT = {words.HILLS: "m", words.MEAN: "mu", words.WIDTH: "sigma", words.STEP: ""}


@lru_cache(maxsize=64)
def of_hills(place: float, unit: Unit) -> dict[str, Array]:
    """What follows from the hills alone: a row for each place on the grid, and a last one for the present place."""
    here = two_hills.stacked([two_hills.hills(place)])
    rows = {name: np.concatenate([values, here[name]]) for name, values in two_hills.at_places().items()}
    names = ("mean", "width", "least")
    minimum = {
        which: dict(zip(names, np.moveaxis(rows[which], -1, 0), strict=True)) for which in ("least", "local", "ridge")
    }
    least, local, ridge = minimum.values()
    forward, reverse = rows["forward_curve"], rows["reverse_curve"]
    below = [np.interp(x, two_hills.FORWARD_X, y) for x, y in zip(least["mean"], forward, strict=True)]
    crowded = (below < least["least"]) & (below > least["least"] - CROWDED)
    # The reverse curve is named where it ends, or where it leaves the frame.
    right = reverse[:, len(two_hills.REVERSE_X) // 2 :]
    last = np.where((right > TOP).any(axis=1), (right > 0.9 * TOP).argmax(axis=1) - 1, right.shape[1] - 1)

    def shown(nats: Array) -> Array:
        return nats_to_base(nats, unit.base)

    return merged(
        geometry(
            density=rows["density"],
            flank=rows["flank"],
            forward_curve=shown(np.minimum(forward, 2 * TOP)),
            reverse_curve=shown(np.minimum(reverse, 2 * TOP)),
            forward_end=shown(forward[:, 0]),
            reverse_end=shown(np.take_along_axis(right, last[:, None], axis=1)[:, 0]),
            reverse_end_x=two_hills.REVERSE_X[last + right.shape[1] - 1],
            minus_least_mean=-least["mean"],
            minima_x=np.stack([least["mean"], -least["mean"], local["mean"], -local["mean"]], axis=-1),
            minima_y=shown(np.stack([least["least"]] * 2 + [local["least"]] * 2, axis=-1)),
        ),
        numbers(
            H=shown(rows["entropy"]),
            H_nats=rows["entropy"],
            forward_width=np.round(rows["forward_width"], DECIMALS),
            forward_least=shown(rows["forward_least"]),
            least=shown(least["least"]),
            least_mean=np.round(least["mean"], DECIMALS),
            least_width=np.round(least["width"], DECIMALS),
            local=shown(local["least"]),
            local_mean=np.round(local["mean"], DECIMALS),
            local_width=np.round(local["width"], DECIMALS),
            ridge=shown(ridge["least"]),
            ridge_mean=ridge["mean"],
        ),
        flags(
            beside=least["mean"] > 0,
            several=np.isfinite(local["least"]),
            labelled=(least["mean"] > 0) & ~crowded,
            broad=right[:, 5] - right[:, 0] < STEEP,
            deep=ridge["least"] - np.fmax(least["least"], 0) > CROWDED,
        ),
    )


@dataclass(frozen=True, eq=False)
class Bells:
    """Bells and hills in rows: the place m of the hills and its row `at`, mean, width, reverse KL in nats, step k."""

    m: Array
    at: Array
    mu: Array
    sigma: Array
    reverse: Array
    k: Array

    @classmethod
    def of(cls, **parts: Any) -> "Bells":
        """Of parts that broadcast to one number for each row."""
        return cls(**dict(zip(parts, np.broadcast_arrays(*parts.values()), strict=True)))


def all_quantities(bells: Bells, known: Mapping[str, Array], unit: Unit) -> dict[str, Array]:
    """Every quantity for rows of bells; `known` is what follows from the hills."""
    m, at, mu, sigma, reverse, k = bells.m, bells.at, bells.mu, bells.sigma, bells.reverse, bells.k
    entropy = known["H_nats"][at]
    forward = two_hills.forward(m, entropy, mu, sigma)
    F, R = (nats_to_base(nats, unit.base) for nats in (forward, reverse))
    top = nats_to_base(TOP, unit.base)
    peak = 1 / (sigma * math.sqrt(2 * math.pi))
    on_left = mu < 0
    side = np.where(on_left, 1, -1)
    return merged(
        numbers(m=m, mu=mu, sigma=sigma, F=F, R=R, nats=np.stack([entropy, forward, reverse], axis=-1)),
        geometry(
            left_x=-m + 0.0,
            peak=peak,
            edge=mu + sigma,
            shoulder=peak * math.exp(-0.5),
            bell_x=mu[:, None] + sigma[:, None] * BELL,
            bell_y=peak[:, None] * np.exp(-(BELL**2) / 2),
            dots_x=np.stack([mu, mu], axis=-1),
            dots_y=np.minimum(np.stack([F, R], axis=-1), top),
            flank_x=side * (m + two_hills.HILL_WIDTH),
            ridge_x=side * known["ridge_mean"][at],
        ),
        flags(on_left=on_left, F_outside=forward > TOP, R_outside=reverse > TOP),
        indices(at=at, k=k, case=sentence(bells, known, F, R)),
    )


def reads_the_same(value: Array, least: Array) -> Array:
    """Whether two divergences are the same to three significant digits."""
    size = np.floor(np.log10(np.where(least > 0, least, 1.0)))
    step = 10.0 ** (size - 2)
    return np.asarray(np.rint(value / step) == np.rint(least / step))


def sentence(bells: Bells, known: Mapping[str, Array], F: Array, R: Array) -> Array:
    """Which sentence is shown for each row, with both divergences in the unit that is shown."""
    here = {name: values[bells.at] for name, values in known.items() if values.ndim == 1}

    def is_at(mean: Array | float, width: Array, near: float) -> Array:
        return np.asarray((abs(abs(bells.mu) - mean) <= near) & (abs(bells.sigma - width) <= near))

    beside = here["beside"] == 1
    ended = bells.k == STEPS
    at_least = is_at(here["least_mean"], here["least_width"], NEAR) & reads_the_same(R, here["least"])
    at_local = is_at(here["local_mean"], here["local_width"], NEAR) & reads_the_same(R, here["local"])
    at_forward = is_at(0.0, here["forward_width"], NEAR) & reads_the_same(F, here["forward_least"])
    over_both = is_at(0.0, np.where(beside, here["local_width"], here["least_width"]), NEAR_AT_THE_END)
    return np.select(
        [
            ended & is_at(here["least_mean"], here["least_width"], NEAR) & beside,
            ended & over_both & (here["several"] == 0) & (bells.m < VALLEY),
            ended & over_both,
            bells.k > 0,
            at_least & (here["several"] == 0),
            at_least & beside,
            at_forward & (bells.m < VALLEY),
            at_forward,
            at_least,
            at_local,
        ],
        [
            words.ENDS_ON_ONE_MODE,
            words.ENDS_AT_MINIMUM,
            words.ENDS_OVER_BOTH,
            words.ON_THE_WAY,
            words.ONE_MINIMUM,
            words.ON_ONE_MODE,
            words.FORWARD_LEAST_CLOSE,
            words.FORWARD_LEAST,
            words.OVER_BOTH,
            words.LOCAL_MINIMUM,
        ],
        words.PLAIN,
    )


def known_row(place: float) -> int:
    """The row of a place among what is known of the hills: on the grid, or the last one."""
    return int(np.flatnonzero(np.append(two_hills.PLACES, place) == place)[0])


def table(places: Array, now: float, rows: dict[str, Array], commit: Mapping[str, str] = COMMIT) -> Table:
    """A table in which a quantity that is the same in every row is given once."""
    still = [name for name, values in rows.items() if (values == values[-1:]).all()]
    return Table(
        places=places,
        now=now,
        rows={name: values for name, values in rows.items() if name not in still},
        commit=commit,
        constants={name: rows[name][-1] for name in still},
    )


def tables(
    place: float, path: Array, path_reverse: Array, step: int, known: Mapping[str, Array], unit: Unit
) -> dict[str, Table]:
    """Mean and width of the bell, the place of either hill, and the step of the descent, each from end to end."""
    mean, width = path[step].tolist()
    now = known_row(place)
    means, widths = np.append(MEAN_PLACES, mean), np.append(WIDTH_PLACES, width)
    hills, still = np.append(two_hills.PLACES, place), {"m": place, "at": now, "mu": mean, "sigma": width}

    def rows(count: int, **parts: Any) -> dict[str, Array]:
        # The step counts in the present state only: what is pulled is the start of a new descent.
        at_rest = np.append(np.zeros(count, dtype=np.int64), step)
        return all_quantities(Bells.of(**{**still, "k": at_rest, **parts}), known, unit)

    right = rows(
        len(hills) - 1,
        m=hills,
        at=np.append(np.arange(len(hills) - 1), now),
        reverse=two_hills.reverse(hills, mean, width),
    )
    steps = np.append(np.arange(STEPS + 1), step)
    return {
        "mean": table(
            MEAN_PLACES, mean, rows(len(MEAN_PLACES), mu=means, reverse=two_hills.reverse(place, means, width))
        ),
        "width": table(
            WIDTH_PLACES, width, rows(len(WIDTH_PLACES), sigma=widths, reverse=two_hills.reverse(place, mean, widths))
        ),
        "left": table(
            -two_hills.PLACES[::-1] + 0.0,
            -place + 0.0,
            {name: np.concatenate([values[-2::-1], values[-1:]]) for name, values in right.items()},
        ),
        "right": table(two_hills.PLACES, place, right),
        "step": table(
            np.arange(STEPS + 1.0),
            float(step),
            rows(STEPS + 1, mu=path[steps, 0], sigma=path[steps, 1], reverse=path_reverse[steps], k=steps),
            {words.STEP: "k"},
        ),
    }
