"""A scene that follows from its parameters alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from lossviz.inputs.parameter import Parameter
from lossviz.scene.scene import Scene


class Source(Protocol):
    """A module whose scene follows from its parameters alone."""

    @property
    def PARAMETERS(self) -> Sequence[Parameter]: ...

    @property
    def scene(self) -> Callable[..., Scene]: ...


def meanings(parameters: Sequence[Parameter], asked: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What texts mean, by the names of the parameters, and how they are written.

    Raises:
        ValueError: if one of them means nothing.
    """
    meant = {parameter.name: parameter.meant(asked.get(parameter.name, "")) for parameter in parameters}
    return meant, {parameter.name: parameter.write(meant[parameter.name]) for parameter in parameters}
