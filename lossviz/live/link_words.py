"""What a link says that a page does not understand, in a sentence for each part."""

from collections.abc import Callable, Collection

from lossviz.inputs.parameter import State
from lossviz.inputs.units import UNITS
from lossviz.scene.lesson import RESERVED, Address, Lesson

SHOWN = 40
SHOWS_FIRST = "It stays as in the first state."


def printable(text: str) -> str:
    """A text on one line, without what cannot be printed."""
    return "".join(letter if letter.isprintable() else "�" for letter in "; ".join(text.splitlines()))


def shortened(text: str) -> str:
    """A piece of an address, short enough to be shown."""
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def not_understood(
    lesson: Lesson,
    address: Address,
    state: State,
    *,
    awaited: Collection[str] = (),
    plain: Callable[[str], str] = printable,
) -> list[str]:
    """What an address says that the page of a lesson does not understand, one sentence each.

    Parameters whose points are `awaited` are passed over; `plain` makes any text safe where it is shown.
    """

    def quoted(text: str) -> str:
        return plain(shortened(text))

    own = {parameter.name: plain(parameter.called) for parameter in lesson.all_parameters}
    said = [
        f"The link says {quoted(name)} = {quoted(text)} ({own[name]}): {plain(why)}. {SHOWS_FIRST}"
        for name, (text, why) in state.refused.items()
        if name not in awaited
    ]
    for name, text in address.items():
        if name in own or name == "present" or not text.strip():
            continue
        if name not in RESERVED:
            said.append(f"The link has a part that this page does not know: {quoted(name)}.")
        elif unknown := [piece for piece in text.split(",") if piece not in known(lesson, name)]:
            there = ", ".join(known(lesson, name)) or "none"
            said.append(f"The link says {name} = {quoted(','.join(unknown))}. This page has {there}.")
    return said


def known(lesson: Lesson, name: str) -> list[str]:
    """What a reserved name may say on this page."""
    match name:
        case "goal":
            return list(lesson.goals)
        case "predict":
            return list(lesson.predictions)
        case "open":
            return [fold.slug for fold in lesson.folds]
        case _:
            return list(UNITS)
