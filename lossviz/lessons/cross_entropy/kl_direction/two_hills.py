"""Two hills at -m and m, for every m: their density, and where one bell has the least KL divergence, in nats."""

from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np

from lossviz.scene.quantities import Array
from lossviz.theory import gaussian_fits, gaussian_mixtures
from lossviz.theory.gaussian_mixtures import Mixture

HILL_WIDTH = 0.6
FARTHEST = 2.5
PLACES = np.round(np.arange(0, 51) * 0.05, 2)
MEANS, WIDTHS = (-2.6, 2.6), (0.5, 2.6)
# Far enough for the widest bell at the last mean, and at a sixth of a hill's width.
NODES = np.linspace(-23, 23, 461)
EDGE = 5.3
DENSITY_X = np.concatenate([[-EDGE], np.linspace(-4.6, 4.6, 93), [EDGE]])
FORWARD_X, REVERSE_X = np.linspace(-3, 3, 41), np.linspace(-3, 3, 61)
ROUNDING = 1e-12  # nats
NEAR = 0.2  # a level place belongs to a dip of the curve that is no further off than this


@dataclass(frozen=True, eq=False)
class Hills:
    """What follows from the place of the hills.

    `least`, `local` and `ridge` are mean, width and reverse KL divergence: of its least, of a minimum that is not the
    least, and of the pass between them; NaN where there is none. Means are 0 or above; the same holds at minus each.
    """

    density: Array
    flank: float  # the density at the outer side of a hill, a width from its top
    entropy: float
    forward_width: float
    forward_least: float
    forward_curve: Array
    reverse_curve: Array
    least: Array
    local: Array
    ridge: Array


def mixture(places: Array | float) -> Mixture:
    """Half a hill at -m and half at m, for one m or for many."""
    return Mixture([0.5, 0.5], np.asarray(places)[..., None] * [-1, 1], [HILL_WIDTH, HILL_WIDTH])


def forward(places: Array, entropy: Array, mean: Array, width: Array) -> Array:
    """KL(P || Q) of hills at places, whose entropy is known, from bells, in nats."""
    return np.maximum(gaussian_mixtures.cross_entropy(mixture(places), mean, width) - entropy, 0.0)


def reverse(places: Array | float, mean: Array | float, width: Array | float) -> Array:
    """KL(Q || P) of a bell from hills at places, in nats; what is only rounding is 0."""
    found = gaussian_mixtures.reverse_kl(mixture(places), mean, width, nodes=NODES)
    return np.where(found < ROUNDING, 0.0, found)


def level(place: float, mean: float, width: float) -> Array:
    """Mean, width and reverse KL divergence where it is level, near a mean and a width; NaN if that is not near."""
    found = [float(part) for part in gaussian_fits.level_place(mixture(place), mean, width)]
    near = abs(found[0] - mean) <= NEAR
    return np.array([*found, float(reverse(place, *found))]) if near else np.full(3, np.nan)


@lru_cache(maxsize=256)
def hills(place: float) -> Hills:
    """Everything that follows from one place of the hills."""
    both = mixture(place)
    _, own_width = gaussian_mixtures.moments(both)
    means = REVERSE_X[len(REVERSE_X) // 2 :]
    widths = gaussian_fits.best_width(both, means)
    curve = reverse(place, means, widths)
    middle = np.array([0.0, widths[0], curve[0]])
    side, ridge = np.full(3, np.nan), np.full(3, np.nan)
    dips = np.flatnonzero((curve[1:-1] < curve[:-2]) & (curve[1:-1] <= curve[2:])) + 1
    if dips.size:
        dip, pass_ = int(dips[0]), int(curve[: dips[0]].argmax())
        side, ridge = (level(place, means[i], widths[i]) for i in (dip, pass_))
    if not ridge[0] > 0:
        ridge = np.full(3, np.nan)
    least, local = (side, middle) if side[2] < middle[2] else (middle, side)
    return Hills(
        density=np.exp(gaussian_mixtures.log_density(both, DENSITY_X)),
        flank=float(np.exp(gaussian_mixtures.log_density(both, [place + HILL_WIDTH]))[0]),
        entropy=float(gaussian_mixtures.entropy(both, nodes=NODES)),
        forward_width=float(own_width),
        forward_least=float(gaussian_mixtures.forward_kl(both, 0.0, own_width, nodes=NODES)),
        forward_curve=gaussian_mixtures.forward_kl(both, FORWARD_X, np.hypot(own_width, FORWARD_X), nodes=NODES),
        reverse_curve=np.concatenate([curve[:0:-1], curve]),
        least=least,
        local=local,
        ridge=ridge,
    )


@cache
def at_places() -> dict[str, Array]:
    """What follows from each place on the grid, a row for each."""
    return stacked([hills(float(place)) for place in PLACES])


def stacked(many: list[Hills]) -> dict[str, Array]:
    """The parts of each, a row for each."""
    return {name: np.stack([getattr(one, name) for one in many]) for name in Hills.__dataclass_fields__}


@lru_cache(maxsize=64)
def descent(place: float, mean: float, width: float, rate: float, steps: int) -> Array:
    """Mean and width at each step of gradient descent on the reverse KL divergence, to three decimals."""
    path = gaussian_fits.descent(mixture(place), mean, width, rate=rate, steps=steps)
    shown = np.round(path, 3) + 0.0
    shown[0] = path[0]
    return shown
