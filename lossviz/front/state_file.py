"""A state of a lesson as a file that a spreadsheet opens, too: CSV of the points, and above them all that is set.

# lossviz: 1 point of loss
# line = 0.8,0.6
x,y
1,2
# end

A file whose end is missing was cut on its way, and is refused. Those that were saved without a number of points, as
`# lossviz: loss`, have no end and are read as they are.
"""

import re
from collections.abc import Mapping

from lossviz.inputs import points
from lossviz.inputs.parameter import Parameter, Points
from lossviz.lessons import registry
from lossviz.scene.lesson import RESERVED, Lesson

HEAD = "# lossviz: "
MARK = "#"
END = "# end"
_COUNTED = re.compile(r"([0-9]{1,6}) points? of (.*)")
MOST_LINES = 200
SHOWN = 40


def points_parameter(lesson: Lesson) -> Points | None:
    """The parameter of a lesson that has the learner's points, if there is one."""
    return next((one for one in lesson.all_parameters if isinstance(one, Points)), None)


def write(lesson: Lesson, address: Mapping[str, str]) -> str:
    """The file of the state that an address means."""
    own, state = points_parameter(lesson), lesson.read(address)
    said = lesson.rewrite(address, {})
    value = state.values[own.name] if own else None
    count = len(value) if value is not None else 0
    lines = [f"{HEAD}{count} {'point' if count == 1 else 'points'} of {lesson.slug}"]
    lines += [f"{MARK} {name} = {text}" for name, text in said.items() if own is None or name != own.name]
    if value is not None:
        lines += [",".join(value.TITLES), *points.text(value).split(";")]
    return "\n".join([*lines, END]) + "\n"


def is_state(text: str) -> bool:
    """Whether a file is a state, and not points alone."""
    return text.startswith(HEAD)


def read(lesson: Lesson, text: str) -> dict[str, str]:
    """What the address of a lesson would say of the state in a file: every parameter, an empty text for a default.

    Raises:
        ValueError: if it is a state of another lesson, was cut, or says what this one does not understand.
    """
    lines = text.splitlines()
    # A spreadsheet that saves the file gives every line as many cells.
    heads = [line.rstrip(" ,;\t") for line in lines if line.startswith(MARK)]
    if len(heads) > MOST_LINES:
        raise ValueError(f"{len(heads):,} lines begin with {MARK}; there is room for {MOST_LINES}")
    slug = heads[0].removeprefix(HEAD)
    if counted := _COUNTED.fullmatch(slug):
        slug = counted[2]
        if heads[-1] != END:
            raise ValueError(
                f"it was cut on its way and may lack some of its {counted[1]} points; save or send it again"
            )
        heads.pop()
    if slug != lesson.slug:
        other = registry.BY_SLUG.get(slug)
        where = f"of the lesson “{other.title}”; open it there" if other else "of a lesson that is not here"
        raise ValueError(f"it is a state {where}")
    known = {one.name: one for one in lesson.all_parameters}
    own = points_parameter(lesson)
    found = dict.fromkeys((*known, *RESERVED), "")
    for line in heads[1:]:
        name, sign, said = (part.strip() for part in line.removeprefix(MARK).partition("="))
        if not sign or name not in found:
            raise ValueError(f"it says “{line[:SHOWN]}”, which this lesson does not know")
        found[name] = said
    rows = "\n".join(line for line in lines if not line.startswith(MARK))
    if own is not None and rows.strip():
        found[own.name] = own.write(own.read_table(rows))
    for name, parameter in known.items():
        check(parameter, name, found[name])
    return found


def check(parameter: Parameter, name: str, text: str) -> None:
    """Refuse a text that a parameter does not understand.

    Raises:
        ValueError: with the name, the label and what is wrong.
    """
    try:
        parameter.parse(text)
    except ValueError as error:
        raise ValueError(f"it says {name} = {text[:SHOWN]} ({parameter.called}): {error}") from None
