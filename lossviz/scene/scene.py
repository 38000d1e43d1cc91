"""What a scene is: a picture that can be pulled, as plain data.

A scene knows nothing of Streamlit or of a browser. It names *quantities* (numpy arrays), says which figures
draw them, which handles move them, and which words speak of them. Every number that a handle can reach is
already in its table; whoever shows a scene looks numbers up and computes none.

Words in braces are filled in from quantities: `{H}` is shown with three significant digits, `{p[0]:set}` as
it was set, `{share[0]:percent}` as a percentage, `{n:count}` as a whole number, `{name[k]:word}` is the word at that
place in `Scene.words`, `{H:unit}` the unit of `H` in singular or plural; `{g:factor}` and `{w:setfactor}` are computed
and set numbers as they stand in a product, a negative one in brackets. An index is a number or the name of another
quantity, so a walk of many steps is a few arrays that stay, and a row says which step it is: `{loss[k]}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
State: TypeAlias = Mapping[str, str]

# In a row of whole numbers that is sent as a parameter: there is nothing here.
ABSENT = np.iinfo(np.int16).min


@dataclass(frozen=True)
class Table:
    """The picture at every place of one handle.

    `places` are the values the handle can take. Arrays in `rows` have one row for each place and a last one,
    the picture as it stands now, which need not lie on the grid; `now` is the handle's value there. Arrays in
    `constants` are the same at every place. `commit` says which parameter of the address becomes which
    quantity when the handle is let go; a parameter given as `=text` becomes that text, and as nothing is emptied.
    """

    places: Array
    now: float
    rows: Mapping[str, Array]
    commit: Mapping[str, str]
    constants: Mapping[str, Array] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, rows in self.rows.items():
            if len(rows) != len(self.places) + 1:
                raise ValueError(
                    f"quantity {name!r} has {len(rows)} rows; a table of {len(self.places)} places needs "
                    f"{len(self.places) + 1}, the last one for the picture as it stands"
                )


@dataclass(frozen=True)
class Stream:
    """The places of a handle that has too many of them for a table: the picture is asked for while it is pulled.

    For each direction, x before y: the lowest and the highest place, the step between two, and where the handle
    stands `now`, which need not lie on that grid. `commit` gives the parameters of the address as texts, in which
    `{x}` and `{y}` are the place: `{"start": "{x},{y}"}`.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    step: tuple[float, ...]
    now: tuple[float, ...]
    commit: Mapping[str, str]

    def __post_init__(self) -> None:
        ends = {len(self.low), len(self.high), len(self.step), len(self.now)}
        if ends not in ({1}, {2}):
            raise ValueError(f"low, high, step and now have {sorted(ends)} numbers; give one or two, the same for all")


@dataclass(frozen=True)
class Handle:
    """Something to take hold of: a place on a figure, or on a track of its own when `figure` is empty.

    `tables` names the tables it can move; `which` names the quantity that chooses among them. A handle without tables
    names a `stream`. `x` and `y` are the quantities that place it, `axis` the direction in which it is pulled (`x`,
    `y`, or `xy` for both), `look` is `dot` for one that is itself the mark it moves. It is there while `when` holds.
    """

    name: str
    label: str
    says: str
    tables: tuple[str, ...]
    axis: str
    figure: str = ""
    x: str = ""
    y: str = ""
    which: str = ""
    role: str = "truth"
    leap: int = 10
    stream: str = ""
    look: str = ""
    when: str = ""


# How fast time may be played, as the address has it; 1 is as the player's scene says.
SPEEDS = ("0.1", "0.25", "0.5", "1", "2", "5", "10")


@dataclass(frozen=True)
class Player:
    """Buttons that play a handle on time, step it and set how fast: at speed 1 so many places a second.

    `parameter` is where the address keeps the `speed`.
    """

    handle: str
    places_per_second: float
    parameter: str
    speed: str = "1"


@dataclass(frozen=True)
class Label:
    """Words on a figure at a place that quantities give; gone where that place is not a number.

    `part` names the trace it belongs to, with which it falls asleep.
    """

    figure: str
    text: str
    x: str
    y: str
    role: str = "text"
    anchor: str = "middle"
    when: str = ""
    part: str = ""


@dataclass(frozen=True)
class Part:
    """A piece of a formula, in the colour of what it stands for.

    It is shown while every quantity in `when` is above 0, or is 0 if `!` stands before it: `few !p[0]`. It is
    underlined while the quantity `mark` is above 0.
    """

    text: str
    role: str = "text"
    when: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Figure:
    """A plotly figure as a dictionary, its caption, its height in pixels and its share of twelve columns.

    `hover` makes it a linked view: a table and the quantities that say where each of its places lies on this figure
    (x, y; with an empty y the nearest in x counts). A mouse over it shows the nearest place in all figures. `adds`
    names a stream: a double click sends its place.
    """

    name: str
    caption: str
    plot: Mapping[str, Any]
    height: int
    columns: int
    narrow_height: int = 0
    describes: str = ""
    hover: tuple[str, str, str] | None = None
    adds: str = ""


@dataclass(frozen=True)
class Link:
    """A state worth a look, with the words that invite to it."""

    text: str
    state: State
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """A switch with a few named positions, each a state; `current` is the one it stands at."""

    label: str
    current: str
    options: tuple[tuple[str, State], ...]


@dataclass(frozen=True)
class Prediction:
    """A question that is answered by setting the control.

    `code` names the quantity that tells how a state answers: 0 is right, a higher number picks the reply in
    `replies` for that mistake, -1 is any other miss. `asleep` are the figures that would give it away, or single
    traces of them by their names: `curve`, `fit.squares`.
    """

    name: str
    ask: str
    start: State
    answer: State
    code: str
    replies: tuple[str, ...]
    miss: str
    asleep: tuple[str, ...]


@dataclass(frozen=True)
class Goal:
    """A condition that a teacher can name in a link; `met` names the quantity that is 1 where it holds."""

    name: str
    text: str
    met: str


@dataclass(frozen=True)
class Scene:
    """A whole picture: what is drawn, what moves it, and what is said of it.

    `hint` names the handle that says it can be pulled; without one it is the first that moves the `opening` table.
    """

    name: str
    figures: tuple[Figure, ...]
    tables: Mapping[str, Table]
    opening: str
    handles: tuple[Handle, ...]
    labels: tuple[Label, ...]
    says: tuple[str, ...]
    case: str
    formula: tuple[tuple[Part, ...], ...]
    units: tuple[str, str] = ("", "")
    words: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    predictions: tuple[Prediction, ...] = ()
    goals: tuple[Goal, ...] = ()
    shared: Mapping[str, Array] = field(default_factory=dict)
    reset: State = field(default_factory=dict)
    streams: Mapping[str, Stream] = field(default_factory=dict)
    player: Player | None = None
    actions: tuple[Link, ...] = ()
    hint: str = ""

    def at(self, table: str, row: int = -1) -> dict[str, Array]:
        """Every quantity at one row of one table, the row as it stands now unless another is asked for."""
        chosen = self.tables[table]
        rows = {name: np.asarray(values[row]) for name, values in chosen.rows.items()}
        return {**self.shared, **chosen.constants, **rows}
