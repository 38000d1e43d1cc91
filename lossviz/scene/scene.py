"""A scene: an interactive picture as plain data.

A scene knows nothing of Streamlit or of a browser. It names *quantities* (numpy arrays), and says which figures draw
them, which handles change them and which texts show them. Every number that a handle can reach is already in its
table; a browser looks numbers up and computes none.

Words are templates (`lossviz.scene.template`). An index in them may be the name of another quantity, so a path of many
steps is a few arrays that stay, and a row says which step it is: `{loss[k]}`. Everything that names a quantity is
checked when the scene is built.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

import numpy as np

from lossviz.inputs.parameter import SPEEDS
from lossviz.scene import checks, template
from lossviz.scene.job import Awaited
from lossviz.scene.quantities import Array
from lossviz.scene.sketch import SketchDomain
from lossviz.scene.track import TrackMark, Zones

State: TypeAlias = Mapping[str, str]

# In a row of integers that becomes a parameter of the address: no value. `lossviz/stage/state/tables.js` has the same.
ABSENT = np.iinfo(np.int16).min


def check_texts(texts: Mapping[str, Sequence[str]], places: int) -> None:
    """Refuse texts for each of some places that are not one for each and one more.

    Raises:
        ValueError: with the parameter, and both numbers.
    """
    for name, each in texts.items():
        if len(each) != places + 1:
            raise ValueError(f"parameter {name!r} has {len(each)} texts; {places} places need {places + 1}")


@dataclass(frozen=True)
class Table:
    """The quantities at every value of one handle.

    `places` are the values that the handle can take, equally spaced. Arrays in `rows` have one row for each place and a
    last one for the present state, which need not be one of them; `now` is the handle's value there. Arrays in
    `constants` are the same at every place. `commit` maps parameters of the address to the quantities that they are
    set to when the handle is released; `=text` sets a parameter to that text, an empty text to its default. `texts` has
    further parameters with a text of their own for each place and, last, for the present state.

    Raises:
        ValueError: rows, or texts, whose number is not that of the places plus one.
    """

    places: Array
    now: float
    rows: Mapping[str, Array]
    commit: Mapping[str, str]
    constants: Mapping[str, Array] = field(default_factory=dict)
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_texts(self.texts, len(self.places))
        for name, rows in self.rows.items():
            if len(rows) != len(self.places) + 1:
                raise ValueError(
                    f"quantity {name!r} has {len(rows)} rows; a table of {len(self.places)} places needs "
                    f"{len(self.places) + 1}, the last one for the picture as it stands"
                )


@dataclass(frozen=True)
class GridDomain:
    """The values of a handle that has too many for a table: the server is asked for the scene while it is dragged.

    For each direction, x before y: the lowest and the highest place, the step between two, and where the handle
    stands `now`, which need not lie on that grid. `commit` gives the parameters of the address as texts, in which
    `{x}` and `{y}` are the place: `{"start": "{x},{y}"}`. A text that begins with `~` goes after the one that stands,
    so that a point of many is moved without all others (`lossviz.inputs.point_texts`): `{"points": "~3={x},{y}"}`.
    In one direction `texts` has further parameters with a text of their own for each place and, last, for `now`.

    Raises:
        ValueError: tuples of different lengths, or not of one or two numbers; texts of another number.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    step: tuple[float, ...]
    now: tuple[float, ...]
    commit: Mapping[str, str]
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_texts(self.texts, round((self.high[0] - self.low[0]) / self.step[0]) + 1 if self.texts else 0)
        ends = {len(self.low), len(self.high), len(self.step), len(self.now)}
        if ends not in ({1}, {2}):
            raise ValueError(f"low, high, step and now have {sorted(ends)} numbers; give one or two, the same for all")

    @property
    def parameters(self) -> tuple[str, ...]:
        """The parameters of the address that it sets."""
        return (*self.commit, *self.texts)


@dataclass(frozen=True)
class Handle:
    """A draggable handle, in ARIA's terms a slider: on a figure, or on a track of its own when `figure` is empty.

    `label` and `value_text` are templates of its name and its value. `tables` names the tables whose row it chooses;
    `which` names the quantity that chooses among them. A handle that names neither tables nor a `grid` has the table
    of its own name. `x` and `y` are the quantities with its position, `axis` the direction of the drag (`x`, `y`, `xy`
    for both, or `path`: along the positions that the rows of its table give it), `page_step` the number of places for
    Page Up, `look` is `dot` for a handle that is itself the marker of a point and `pen` for one that draws. It is shown
    while the conditions `when` hold. `marks` stand on its track. `removed` is the state without what it stands for,
    which a double click or Delete leads to; without one it cannot be removed.
    """

    name: str
    label: str
    value_text: str
    figure: str = ""
    x: str = ""
    y: str = ""
    role: str = "truth"
    axis: str = "x"
    tables: tuple[str, ...] = ()
    which: str = ""
    page_step: int = 10
    grid: str = ""
    look: str = ""
    when: str = ""
    marks: tuple[TrackMark, ...] = ()
    removed: State = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.tables and not self.grid:
            object.__setattr__(self, "tables", (self.name,))


@dataclass(frozen=True)
class Player:
    """Buttons that play a handle, step it and set the speed; at speed 1 it advances `places_per_second`.

    `parameter` is where the address keeps the `speed`, one of `speeds`.
    """

    handle: str
    places_per_second: float
    parameter: str
    speed: str = "1"
    speeds: tuple[str, ...] = SPEEDS


@dataclass(frozen=True)
class Label:
    """A text on a figure at the position (`x`, `y`), two references; not shown where one of them is NaN.

    `part` names the trace it belongs to, with which it is hidden. A `small` one has smaller letters.
    """

    figure: str
    text: str
    x: str
    y: str
    role: str = "text"
    anchor: str = "middle"
    when: str = ""
    part: str = ""
    small: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a formula, coloured by its role.

    It is shown while every quantity in `when` is above 0, or is 0 if `!` stands before it: `few !p[0]`. It is
    underlined while the quantity `mark` is above 0.
    """

    text: str
    role: str = "text"
    when: str = ""
    mark: str = ""


@dataclass(frozen=True)
class LinkedPart(Part):
    """A part that is a link to the lesson whose slug is its `page`."""

    page: str = ""


_MARKED = re.compile(r"\[(truth|model|cost|muted)\](.*?)\[/\]")


def marked(text: str, when: str = "") -> tuple[Part, ...]:
    """Parts of a formula from one text, in which `[cost]H(P)[/]` is a part in the colour of the cost.

    Raises:
        ValueError: if a mark is none of truth, model, cost and muted.
    """
    parts, end = [], 0
    for found in _MARKED.finditer(text):
        parts += [Part(text[end : found.start()], when=when), Part(found[2], found[1], when)]
        end = found.end()
    parts.append(Part(text[end:], when=when))
    if left := [part.text for part in parts if "[/]" in part.text]:
        raise ValueError(f"“{left[0]}” is no marked text; write [truth], [model], [cost] or [muted] before each [/]")
    return tuple(part for part in parts if part.text)


@dataclass(frozen=True)
class Figure:
    """A plotly figure as a dictionary, its caption, its height in pixels and its share of twelve columns.

    `hover` makes it a linked view: a table and the quantities that say where each of its places lies on this figure
    (x, y; with an empty y the nearest in x counts; all places once, or several times over where each lies at several
    spots). A mouse over it shows the nearest place in all figures; if the figure `picks`, a click goes there. `adds`
    names a grid: a double click sends its place. `draws` names a handle on a `SketchDomain`: a press on the figure
    beside its handles takes it there. A figure of two `rows` is as tall as the two that are stacked beside it. A
    `square` one is no taller than it is wide, so that both axes have nearly the same scale.
    """

    name: str
    caption: str
    plot: Mapping[str, Any]
    height: int
    columns: int
    narrow_height: int = 0
    describes: str = ""
    hover: tuple[str, str, str] | None = None
    picks: bool = False
    adds: str = ""
    draws: str = ""
    rows: int = 1
    square: bool = False


@dataclass(frozen=True)
class Link:
    """A link to a state: its text, a note that is shown in that state, and the group that it stands in, if any."""

    text: str
    state: State
    note: str = ""
    group: str = ""


def grouped(group: str, *links: Link) -> tuple[Link, ...]:
    """Links of one kind, under its name."""
    return tuple(replace(link, group=group) for link in links)


@dataclass(frozen=True)
class Switch:
    """A switch with a few named positions, each a state; `current` is the one it stands at.

    Where several can be on at once, `on` are those that are, and each position is the state with that one changed.
    `marks` are the role and the symbol of what a position stands for in a figure, for the first of the positions.
    """

    label: str
    current: str
    options: tuple[tuple[str, State], ...]
    on: tuple[str, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ControlGroup:
    """Controls that stand together under a caption, in this order: names of handles on tracks, labels of switches.

    Actions whose `group` is the caption come after them.
    """

    caption: str
    controls: tuple[str, ...]


@dataclass(frozen=True)
class Prediction:
    """A question that is answered by setting a handle, from the state `start`; `answer` is a correct state.

    `reply_index` names the quantity that tells how a state answers: 0 is right, a higher number picks the reply in
    `replies` for that mistake, and a number below 0 is any other wrong answer: one that is too small (-2), too large
    (-3), or neither (-1). Its reply begins with that, and goes on with the `default_reply`. No reply but the first
    says the answer. `hidden_until_checked` names the figures that would reveal the answer, or single traces of them:
    `curve`, `fit.squares`. All handles are locked but those that answer it: `handles`, or without any those that can
    set `answer` (`lossviz.scene.answering`).
    """

    name: str
    ask: str
    start: State
    answer: State
    reply_index: str
    replies: tuple[str, ...]
    default_reply: str
    hidden_until_checked: tuple[str, ...]
    handles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Goal:
    """A condition that a teacher can name in a link; `met` names the quantity that is 1 where it holds."""

    name: str
    text: str
    met: str


def own_size(values: Array) -> int:
    """How many numbers an array has of its own: of rows that are broadcast from one, that one."""
    return values[:1].size if values.ndim and values.strides[0] == 0 else values.size


@dataclass(frozen=True)
class Scene:
    """A complete interactive picture: figures, quantities, handles and texts.

    `case` names the quantity that holds the index of the sentence, among `sentences`, that is shown.
    `hint` names the handle that is marked as draggable; without one it is the first that has the `opening` table, which
    is shown at first. If `entrance_seconds` are given, that table is played in them on arrival, unless the address says
    where it stands. `details` counts the last lines of the formula, which are folded away. `resets` is whether a way
    back to the first state is offered. Controls stand in their `groups`, after the player, the actions, and what is in
    none; without groups all stand in one order. `shared` are quantities that no handle changes (one of the same name in
    a table takes its place there), `words` the texts of `{...:word}` slots, `zones` those of the tracks of some
    handles, by their names. `awaited` is the result of the lesson's or the fold's job.

    Raises:
        ValueError: a name, in a text or elsewhere, that refers to nothing (`checks.check`).
    """

    name: str
    figures: tuple[Figure, ...]
    tables: Mapping[str, Table]
    opening: str
    handles: tuple[Handle, ...]
    labels: tuple[Label, ...]
    sentences: tuple[str, ...]
    formula: tuple[tuple[Part, ...], ...]
    case: str = "case"
    units: tuple[str, str] = ("", "")
    words: tuple[str, ...] = ()
    choices: tuple[Switch, ...] = ()
    groups: tuple[ControlGroup, ...] = ()
    links: tuple[Link, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    goals: tuple[Goal, ...] = ()
    shared: Mapping[str, Array] = field(default_factory=dict)
    grids: Mapping[str, GridDomain | SketchDomain] = field(default_factory=dict)
    player: Player | None = None
    actions: tuple[Link, ...] = ()
    hint: str = ""
    details: int = 0
    entrance_seconds: float = 0.0
    resets: bool = True
    zones: Mapping[str, Zones] = field(default_factory=dict)
    awaited: Awaited | None = None

    def __post_init__(self) -> None:
        checks.check(self)

    @property
    def size(self) -> int:
        """How many numbers it has; rows that are one and the same count once."""
        tables = ((*table.rows.values(), *table.constants.values()) for table in self.tables.values())
        return sum(own_size(values) for part in (self.shared.values(), *tables) for values in part)

    def at(self, table: str, row: int = -1) -> dict[str, Array]:
        """Every quantity at one row of one table; by default at the last row, the present state."""
        chosen = self.tables[table]
        rows = {name: np.asarray(values[row]) for name, values in chosen.rows.items()}
        return {**self.shared, **chosen.constants, **rows}

    def sentence(self, table: str = "", row: int = -1) -> str:
        """The sentence at one row of one table, as the browser writes it; by default in the present state."""
        quantities = self.at(table or self.opening, row)
        text = self.sentences[int(template.first(quantities[self.case]))]
        return template.write(text, quantities, words=self.words, units=self.units, aloud=True)
