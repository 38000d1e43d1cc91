"""Bits, nats and hartleys: one choice that changes every axis, formula and number of information theory."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """A unit of surprise: the base of its logarithm, how that logarithm is written, its words."""

    base: float
    log: str
    one: str
    many: str

    @property
    def words(self) -> tuple[str, str]:
        return self.one, self.many


UNITS = {
    "bits": Unit(2, "log₂", "bit", "bits"),
    "nats": Unit(math.e, "ln", "nat", "nats"),
    "hartleys": Unit(10, "log₁₀", "hartley", "hartleys"),
}
