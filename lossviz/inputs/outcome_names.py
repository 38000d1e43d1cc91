"""The names of outcomes: the learner's where there are any, else heads and tails, or letters."""

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lossviz.inputs.distribution import MOST

COIN = ("heads", "tails")
LETTERS = tuple("ABCDEFGH")
LONGEST = 16

Array: TypeAlias = NDArray[Any]
Named: TypeAlias = Callable[[int], Array]


def parse(text: str, most: int = MOST) -> tuple[str, ...]:
    """Read at most `most` names such as `sun, rain`; nothing at all means that the page finds names itself.

    Raises:
        ValueError: if there are more names than outcomes, or one is too long to stand under a bar.
    """
    if not text.strip():
        return ()
    names = tuple(" ".join(name.split()) for name in re.split(r"[,;\n]", text))
    if len(names) > most:
        raise ValueError(f"{len(names)} names; there is room for {most}")
    for name in names:
        if len(name) > LONGEST:
            raise ValueError(f"“{name[:LONGEST]}…” is too long for a name; {LONGEST} letters fit")
        if not name.isprintable():
            raise ValueError("a name holds a character that cannot be shown")
    return names if any(names) else ()


def default_names(outcomes: int) -> tuple[str, ...]:
    """Names for outcomes that have none."""
    return COIN if outcomes == len(COIN) else LETTERS[:outcomes]


def scene_words(names: Sequence[str]) -> tuple[tuple[str, ...], Named]:
    """The words of a scene, and a function from the number of outcomes to the indices of their names among them."""
    own = tuple(name or letter for name, letter in zip(names, LETTERS, strict=False))
    words = (*COIN, *LETTERS, *own)

    def named(outcomes: int) -> Array:
        mine = [len(COIN) + len(LETTERS) + i for i in range(len(own))]
        found = mine or [words.index(name) for name in default_names(outcomes)]
        return np.array((found + [len(COIN) + i for i in range(len(found), MOST)])[:MOST], dtype=np.uint8)

    return words, named
