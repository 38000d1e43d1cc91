"""What every measurement is handed: the browser, the servers, and how long to look."""

from dataclasses import dataclass

from playwright.async_api import Browser

from lossviz.lessons import CURRICULUM
from tests.bench.servers import Servers

HANDLE = "[data-testid=stage] [role=slider]"
DRAWN = "[data-testid=stage] .cartesianlayer .trace"
SAYS = "[data-testid=says]"


@dataclass(frozen=True)
class Bench:
    """The means of measuring."""

    browser: Browser
    servers: Servers
    seconds: float
    pulls: int
    tries: int
    addresses: tuple[str, ...]

    def lessons(self) -> tuple[str, ...]:
        """The addresses of the lessons to measure: those that were asked for, else every one that is ready."""
        return self.addresses or tuple(lesson.slug for lesson in CURRICULUM if lesson.ready)
