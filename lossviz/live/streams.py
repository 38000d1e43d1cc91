"""Scenes that are asked for while a handle is pulled: a place in the plane has no table, so the server is asked.

The answer depends on nothing but the question: no session, no widget, no history. What a lesson shows at rest it
builds from the same parameters by the same function.
"""

from collections.abc import Mapping
from typing import Protocol

from lossviz.scenes.parameter import Parameter
from lossviz.scenes.scene import Scene


class Source(Protocol):
    """A module of `lossviz.scenes` whose scene follows from its parameters."""

    PARAMETERS: tuple[Parameter, ...]

    def scene(self, **meant: object) -> Scene: ...


SOURCES: Mapping[str, object] = {}
