"""What stands on a handle's track: stretches that have a name, and marks at single places."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from lossviz.scene.quantities import Array

# How a stretch is drawn, so that it is told from others without its colour: a class of the stage's style sheet each.
PATTERNS = ("dots", "solid", "stripes", "crosses", "bars")


@dataclass(frozen=True)
class Zone:
    """A kind of stretch: its name, and the role and the pattern in which it is drawn."""

    name: str
    role: str
    pattern: str


@dataclass(frozen=True)
class Zones:
    """Of which kind each place of a handle is.

    `kind_at` returns the indices of the kinds, for each place of the handle and, last, for where it stands now; none
    at all where they are not known. It is called where the scene is shown at rest; while a handle is dragged the stage
    keeps the zones that it has as long as they have the same `key`, and shows none otherwise.
    """

    kinds: tuple[Zone, ...]
    key: str
    kind_at: Callable[[], Array]

    def indices(self) -> Array:
        """What `kind_at` returns.

        Raises:
            ValueError: an index without a kind.
        """
        found = np.asarray(self.kind_at(), dtype=np.uint8)
        if found.max(initial=0) >= len(self.kinds):
            raise ValueError(f"zone {found.max()} of the {len(self.kinds)} zones {[one.name for one in self.kinds]}")
        return found


@dataclass(frozen=True)
class TrackMark:
    """A text at the number on a track for which the reference `at` stands; not shown where that is NaN or beyond."""

    at: str
    text: str
    when: str = ""


class Stretch(NamedTuple):
    """A stretch of one kind, its ends as shares of the track; a `named` one is the widest of its kind."""

    kind: int
    start: float
    end: float
    named: bool


def stretches(kinds: Array) -> list[Stretch]:
    """The stretches that places of some kinds make up, each place with half the way to its neighbours."""
    edges = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), len(kinds)]
    last = max(1, len(kinds) - 1)
    found = [
        Stretch(int(kinds[a]), max(0.0, (a - 0.5) / last), min(1.0, (b - 0.5) / last), named=False)
        for a, b in itertools.pairwise(edges)
    ]
    widest: dict[int, Stretch] = {}
    for one in found:
        if one.kind not in widest or one.end - one.start > widest[one.kind].end - widest[one.kind].start:
            widest[one.kind] = one
    return [one._replace(named=one is widest[one.kind]) for one in found]
