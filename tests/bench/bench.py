"""What every measurement is handed: the browser, the servers, the places to look at, and how long to look."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from playwright.async_api import Browser

from lossviz.lessons import registry
from lossviz.scene.lesson import Lesson
from lossviz.scene.scene import Scene
from tests.bench.servers import Servers


@dataclass(frozen=True)
class Place:
    """A lesson, or one of its folds, at a state; `query` is that state as the address says it."""

    slug: str
    fold: str = ""
    query: str = ""

    @property
    def lesson(self) -> Lesson:
        return registry.BY_SLUG[self.slug]

    @property
    def address(self) -> str:
        """Where a browser finds it; a fold is open there."""
        query = "&".join(part for part in (self.query, f"open={self.fold}" if self.fold else "") if part)
        path = "" if self.slug == registry.HOME.slug else self.slug
        return f"{path}?{query}" if query else path

    @property
    def stage(self) -> str:
        """The selector of its stage on the page."""
        return f'[data-testid=stage][data-scene="{self.fold or self.slug}"]'

    @property
    def handles(self) -> str:
        return f"{self.stage} [role=slider]"

    @property
    def drawn(self) -> str:
        """What is there once a figure is drawn."""
        return f"{self.stage} .cartesianlayer .trace"

    @property
    def says(self) -> str:
        return f"{self.stage} [data-testid=says]"

    @property
    def formula(self) -> str:
        return f"{self.stage} [data-testid=formula]"

    @property
    def linked(self) -> tuple["Place", ...]:
        """The same place at the states to which the links of its first state lead."""
        links = self.lesson.first_scene(self.fold).links
        states = [self.lesson.rewrite({}, link.state) for link in links]
        return tuple(replace(self, query=urlencode(state)) for state in states)

    def build(self, address: Mapping[str, str]) -> Scene:
        """Its scene at an address."""
        return self.lesson.build(self.lesson.read(address), self.fold)

    def __str__(self) -> str:
        return f"{self.slug}/{self.fold}" if self.fold else self.address or self.slug


def lessons() -> tuple[Place, ...]:
    """Every lesson at its first state."""
    return tuple(Place(lesson.slug) for lesson in registry.LESSONS)


def lessons_and_folds() -> tuple[Place, ...]:
    """Every lesson and every fold at its first state."""
    return tuple(
        Place(lesson.slug, fold) for lesson in registry.LESSONS for fold in ("", *(f.slug for f in lesson.folds))
    )


def place_of(address: str) -> Place:
    """The place of an address such as `entropy?p=1,1,1`, home if empty; with `open=` the fold that it names."""
    slug, _, query = address.partition("?")
    said = dict(parse_qsl(query))
    fold = said.pop("open", "")
    return Place(slug or registry.HOME.slug, fold, urlencode(said, safe=",;:"))


@dataclass(frozen=True)
class Bench:
    """The means of measuring."""

    browser: Browser
    servers: Servers
    seconds: float
    pulls: int
    tries: int
    addresses: tuple[str, ...] = ()
    against: Path | None = None

    @property
    def lessons(self) -> tuple[Place, ...]:
        """The lessons to measure: at the addresses that were asked for, else every one."""
        return self._asked or lessons()

    @property
    def places(self) -> tuple[Place, ...]:
        """The same, with every fold."""
        return self._asked or lessons_and_folds()

    @property
    def _asked(self) -> tuple[Place, ...]:
        return tuple(map(place_of, self.addresses))
