"""A curve that is drawn by hand on a figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from lossviz.inputs import numbers

SLOT = "{heights}"


@dataclass(frozen=True)
class SketchDomain:
    """What a pen, a handle, draws on its figure: heights at fixed places in x, straight in between.

    A pull from one spot to another sets the heights of all `places` between them, from `low` to `high` in steps; a
    press on the figure beside its handles takes the pen there. The server is asked for the scene meanwhile. `now` are
    the present heights, `pen` is where in x the pen stands at first. `commit` gives the parameters of the address as
    texts, in which `{heights}` are the heights with commas between them.

    Raises:
        ValueError: fewer than two places; not a height for each of them; a text with anything else in braces.
    """

    places: tuple[float, ...]
    low: float
    high: float
    step: float
    now: tuple[float, ...]
    commit: Mapping[str, str]
    pen: float = 0.0

    def __post_init__(self) -> None:
        if len(self.places) < 2 or len(self.now) != len(self.places):
            raise ValueError(
                f"{len(self.places)} places and {len(self.now)} heights; give two places or more and a height for each"
            )
        for text in self.commit.values():
            if "{" in text.replace(SLOT, ""):
                raise ValueError(f"a sketch commits “{text}”; what may stand there in braces is {SLOT}")

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters of the address that it sets."""
        return tuple(self.commit)

    @property
    def ends(self) -> list[dict[str, str]]:
        """What the address would say of the lowest and of the highest curve."""
        heights = (numbers.write_all([end] * len(self.places)) for end in (self.low, self.high))
        return [{name: text.replace(SLOT, one) for name, text in self.commit.items()} for one in heights]
