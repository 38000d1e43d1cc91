"""Validation of a scene when it is built: every name that it refers to exists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from lossviz.figures import palette
from lossviz.scene import assessment, template
from lossviz.scene.control_checks import check_groups, check_marks
from lossviz.scene.sketch import SketchDomain
from lossviz.scene.track import PATTERNS

if TYPE_CHECKING:
    from lossviz.scene.quantities import Array
    from lossviz.scene.scene import Scene

# The path on a surface in 3-D is drawn by the stage and is no trace of the figure.
PATH_ON_SURFACE = "surface.path"
# Where a label stands about its place: a class of the stage's style sheet each.
ANCHORS = (
    "middle",
    "below",
    "lower",
    "above",
    "high",
    "low",
    "beneath",
    "inside",
    "right",
    "left",
    "above-left",
    "above-right",
)
_PLACE = re.compile(r"\{([^{}]*)\}")


def check(scene: Scene) -> None:
    """Refuse a scene in which a reference, a slot, a condition or a name refers to nothing that exists.

    Raises:
        ValueError: with the scene, the text that is wrong, and the names there are.
    """
    try:
        check_names(scene)
        # What all tables share is looked at once; a table has only what changes there.
        unshared = needed_names(scene) - scene.shared.keys()
        choosing = list(choosing_quantities(scene))
        for what, quantity, bounds in choosing:
            if quantity in scene.shared:
                check_index(what, scene.shared[quantity], *bounds)
        for name, table in scene.tables.items():
            own = {**table.constants, **table.rows}
            sent = {quantity for quantity in table.commit.values() if quantity and not quantity.startswith("=")}
            if unsent := sent - own.keys() - scene.shared.keys():
                raise ValueError(f"table {name!r} commits {min(unsent)!r}; {there(scene, name)}")
            if missing := unshared - own.keys():
                text, names = next(one for one in texts_with_names(scene) if one[1] & missing)
                lacks = ", ".join(sorted(names & missing))
                raise ValueError(f"“{text}” needs {lacks}; {there(scene, name)}")
            for what, quantity, bounds in choosing:
                if quantity in own:
                    check_index(what, own[quantity], *bounds)
    except ValueError as error:
        raise ValueError(f"scene {scene.name!r}: {error}") from None


def check_parameters(scene: Scene, known: Collection[str]) -> None:
    """Refuse a scene that changes a parameter which its lesson has not.

    Raises:
        ValueError: with what changes it, and the parameters there are.
    """

    def changed() -> Iterator[tuple[str, Iterable[str]]]:
        yield from ((f"table {name!r}", (*table.commit, *table.texts)) for name, table in scene.tables.items())
        yield from ((f"grid {name!r}", grid.parameters) for name, grid in scene.grids.items())
        yield from ((f"removed handle {handle.name!r}", handle.removed) for handle in scene.handles)
        yield from ((f"link {link.text!r}", link.state) for link in (*scene.links, *scene.actions))
        yield from ((f"switch {one.label!r}", state) for one in scene.choices for _, state in one.options)
        yield from (
            (f"prediction {one.name!r}", state) for one in scene.predictions for state in (one.start, one.answer)
        )
        if scene.player:
            yield "the player", {scene.player.parameter: ""}

    for what, state in changed():
        for name in state:
            if name not in known:
                raise ValueError(
                    f"scene {scene.name!r}: {what} changes {name!r}; the parameters are {', '.join(sorted(known))}"
                )


def there(scene: Scene, name: str) -> str:
    """The quantities of one table, in words."""
    table = scene.tables[name]
    return f"table {name!r} has {', '.join(sorted({**scene.shared, **table.constants, **table.rows}))}"


def choosing_quantities(scene: Scene) -> Iterator[tuple[str, str, tuple[int, int, str]]]:
    """What chooses one of several texts: in words, its quantity, and its bounds and texts as `check_index` has them."""
    case = template.reference(scene.case).quantity
    yield f"case {scene.case!r}", case, (0, len(scene.sentences), "sentences")
    for asked in scene.predictions:
        what = f"reply_index {asked.reply_index!r} of prediction {asked.name!r}"
        yield (
            what,
            template.reference(asked.reply_index).quantity,
            (assessment.TOO_LARGE, len(asked.replies), "replies"),
        )


def check_index(what: str, values: Array, least: int, count: int, of: str) -> None:
    """A quantity that chooses one of several texts chooses, at every place of a table, one that is there."""
    low, high = int(values.min()), int(values.max())
    if low < least or high >= count:
        found = high if high >= count else low
        raise ValueError(f"{what} is {found} somewhere, but there are {count} {of}, counted from 0")


def texts_with_names(scene: Scene) -> Iterator[tuple[str, frozenset[str]]]:
    """Every template, condition and reference of a scene, each once, with the names of the quantities in it."""
    for read, texts in (
        (template.template_names, templates(scene)),
        (template.condition_names, conditions(scene)),
        (template.reference_names, references(scene)),
    ):
        for text in dict.fromkeys(texts):
            if text:
                yield text, read(text)


def needed_names(scene: Scene) -> frozenset[str]:
    """The names of all quantities in its templates, conditions and references."""
    return frozenset().union(*(names for _, names in texts_with_names(scene)))


def templates(scene: Scene) -> Iterator[str]:
    """Every template."""
    yield from scene.sentences
    for label in scene.labels:
        yield label.text
    for line in scene.formula:
        for part in line:
            yield part.text
    for figure in scene.figures:
        yield figure.caption
    for handle in scene.handles:
        yield from (handle.label, handle.value_text, *(mark.text for mark in handle.marks))
    for asked in scene.predictions:
        yield from (asked.default_reply, *asked.replies)


def conditions(scene: Scene) -> Iterator[str]:
    """Every condition."""
    for label in scene.labels:
        yield label.when
    for line in scene.formula:
        for part in line:
            yield part.when
    for handle in scene.handles:
        yield from (handle.when, *(mark.when for mark in handle.marks))


def references(scene: Scene) -> Iterator[str]:
    """Every reference."""
    yield scene.case
    for label in scene.labels:
        yield from (label.x, label.y)
    for line in scene.formula:
        for part in line:
            yield part.mark
    for handle in scene.handles:
        yield from (handle.x, handle.y, handle.which, *(mark.at for mark in handle.marks))
    for goal in scene.goals:
        yield goal.met
    for asked in scene.predictions:
        yield asked.reply_index
    for figure in scene.figures:
        for trace in figure.plot["data"]:
            yield from (trace.get("meta") or {}).values()
        yield from (figure.plot["layout"].get("meta") or {}).values()
        if figure.hover:
            yield from figure.hover[1:]


def check_names(scene: Scene) -> None:
    """Every figure, trace, table, grid and handle that is named is there."""
    figures = {figure.name for figure in scene.figures}
    tables, grids = set(scene.tables), set(scene.grids)
    roles = set(palette.ROLES)
    traces = {f"{figure.name}.{trace.get('name')}" for figure in scene.figures for trace in figure.plot["data"]}
    handles = {handle.name for handle in scene.handles}
    pens = {handle.name for handle in scene.handles if isinstance(scene.grids.get(handle.grid), SketchDomain)}

    def named(what: str, name: str, there: set[str]) -> None:
        if name and name not in there:
            raise ValueError(f"there is no {what} {name!r}; there is {', '.join(sorted(there)) or 'none'}")

    if len(handles) < len(scene.handles):
        raise ValueError("two handles have one name")
    for table in (scene.opening, *(scene.awaited.tables if scene.awaited else ())):
        named("table", table, tables)
    named("handle", scene.hint, handles)
    named("handle", scene.player.handle if scene.player else "", handles)
    for handle in scene.handles:
        if handle.tables and handle.grid:
            raise ValueError(f"handle {handle.name!r} has both tables and a grid")
        if handle.axis not in ("x", "y", "xy", "path"):
            raise ValueError(f"handle {handle.name!r} has axis {handle.axis!r}; there is x, y, xy, path")
        if handle.axis == "path" and (handle.grid or not handle.figure):
            raise ValueError(f"handle {handle.name!r} moves along a path; give it a table, and a figure with the path")
        named("role", handle.role, roles)
        named("figure", handle.figure, figures)
        named("grid", handle.grid, grids)
        for table in handle.tables:
            named("table", table, tables)
    tracks = {handle.name for handle in scene.handles if not handle.figure}
    for name, zones in scene.zones.items():
        named("track", name, tracks)
        for kind in zones.kinds:
            named("role", kind.role, roles)
            named("pattern", kind.pattern, set(PATTERNS))
        if any(len({getattr(kind, what) for kind in zones.kinds}) < len(zones.kinds) for what in ("name", "pattern")):
            raise ValueError(f"two zones of handle {name!r} have one name or one pattern")
    for handle in scene.handles:
        if handle.figure and handle.marks:
            raise ValueError(f"handle {handle.name!r} has marks but no track; it stands on figure {handle.figure!r}")
    for line in scene.formula:
        for part in line:
            named("role", part.role, roles)
    for switch in scene.choices:
        for current in switch.on or (switch.current,):
            named(f"option of switch {switch.label!r}", current, {text for text, _ in switch.options})
    check_groups(scene, tracks)
    check_marks(scene, roles)
    for label in scene.labels:
        named("role", label.role, roles)
        named("anchor", label.anchor, set(ANCHORS))
        named("figure", label.figure, figures)
        named("trace", f"{label.figure}.{label.part}" if label.part else "", traces)
    for figure in scene.figures:
        named("table", figure.hover[0] if figure.hover else "", tables)
        named("grid", figure.adds, grids)
        named("handle", figure.draws, pens)
    for asked in scene.predictions:
        for name in asked.hidden_until_checked:
            named("figure or trace", name, figures | traces | {PATH_ON_SURFACE})
        if all(handle.figure in asked.hidden_until_checked for handle in scene.handles):
            raise ValueError(
                f"prediction {asked.name!r} hides every figure that has a handle, so it cannot be answered; "
                "hide a trace (figure.trace), or add a handle without a figure"
            )
    for name, grid in scene.grids.items():
        for text in grid.commit.values() if not isinstance(grid, SketchDomain) else ():
            if not set(_PLACE.findall(text)) <= {"x", "y"}:
                raise ValueError(f"grid {name!r} commits “{text}”; a place there is {{x}} or {{x}} and {{y}}")
