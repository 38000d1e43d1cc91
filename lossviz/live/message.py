"""A scene as the one value that crosses to the browser.

What of it stays as it is while a handle is pulled (words, figures, questions) has a hash. A browser that has the fields
of that hash is not sent them again.
"""

import dataclasses
import hashlib
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from lossviz.figures import palette, plot
from lossviz.inputs.parameter import State
from lossviz.lessons import glossary
from lossviz.live import codec
from lossviz.scene import template
from lossviz.scene.answering import answering
from lossviz.scene.lesson import Address, Lesson
from lossviz.scene.scene import Figure, Scene
from lossviz.theory.interruption import ComputationEndedError

STATIC_FIELDS = (
    *("figures", "labels", "sentences", "formula", "details", "handles", "choices", "links", "predictions", "words"),
    *("groups", "template", "colours", "terms"),
)
TEMPLATE = plot.TEMPLATE.to_plotly_json()
COLOURS = palette.light_and_dark()
SHOWN = 500
LOG = logging.getLogger(__name__)


class DrawingError(Exception):
    """The scene of a state fails, although every part of that state is understood: a fault of ours, not of theirs."""


@contextmanager
def drawing(lesson: Lesson, fold: str, address: Address) -> Iterator[None]:
    """Whatever fails while a state is drawn is logged with its traceback; that nobody waits any more is no failure.

    Raises:
        DrawingError: in its place.
    """
    try:
        yield
    except ComputationEndedError:
        raise
    except Exception as error:
        where = f"{lesson.slug}/{fold}" if fold else lesson.slug
        LOG.exception("%s cannot be drawn at %s", where, repr(dict(address))[:SHOWN])
        raise DrawingError(f"the picture of this state of {where} cannot be drawn") from error


def answer(lesson: Lesson, fold: str, address: Address, state: State, *, result: Any = None, **how: Any) -> bytes:
    """The scene of a lesson or of one of its folds at an address, packed.

    `result` is that of its job, `how` is for `packed`.
    """
    return packed(lesson.build(state, fold, result), **beside(lesson, fold, address, state), **how)


def beside(lesson: Lesson, fold: str, address: Address, state: State) -> dict[str, Any]:
    """What is sent with a scene: where it stands, and what of the address it depends on."""
    shown = lesson.shown_parameters(fold)
    own = lesson.fold(fold).parameters if fold else lesson.parameters
    return {
        "path": f"{lesson.slug}/{fold}" if fold else lesson.slug,
        "state": {one.name: state.texts[one.name] for one in shown},
        "defaults": {one.name: one.default_text for one in shown},
        "reset": {one.name: "" for one in own},
        "goal": address.get("goal", ""),
        "predict": "" if fold else lesson.open_question(address),
        "terms": [] if fold else glossary.entries(lesson.terms),
    }


def packed(
    scene: Scene,
    *,
    goal: str = "",
    predict: str = "",
    terms: Sequence[tuple[str, str]] = (),
    client_hash: str = "",
    current_row_only: bool = False,
    with_result: bool = False,
    **also: Any,
) -> bytes:
    """A scene as the one value that is sent; of the goals and the replies only those of the goal and question asked.

    `client_hash` names the static fields that the browser has. With `current_row_only` each table has only the picture
    as it stands: while one handle is held no other can be dragged. So have the tables that the result of a job fills,
    unless `with_result`: a browser that has the result is not sent it again, but what depends on more than that.
    """
    awaited = scene.awaited.tables if scene.awaited and not with_result else ()
    in_part = {name: current_row_only or name in awaited for name in scene.tables}
    goals = [asked for asked in scene.goals if asked.name == goal]
    unasked = answers(scene) - answers(scene, goal=goal, predict=predict)
    arrays: dict[str, Any] = {
        f"shared/{name}": np.atleast_1d(values) for name, values in scene.shared.items() if name not in unasked
    }
    for name, table in scene.tables.items():
        rows = slice(-1, None) if in_part[name] else slice(None)
        arrays[f"places/{name}"] = table.places
        arrays |= {f"rows/{name}/{q}": values[rows] for q, values in table.rows.items() if q not in unasked}
        if scene.awaited and scene.awaited.is_done and name in awaited and not current_row_only:
            own = scene.awaited.beside & table.rows.keys() - unasked
            arrays |= {f"beside/{name}/{q}": table.rows[q] for q in sorted(own)}
        arrays |= {
            f"constants/{name}/{q}": np.atleast_1d(values) for q, values in table.constants.items() if q not in unasked
        }
    header = {
        field.name: getattr(scene, field.name)
        for field in dataclasses.fields(scene)
        if field.name not in ("tables", "shared", "zones", "awaited") and getattr(scene, field.name) is not None
    }
    if scene.awaited:
        header["awaited"] = {name: part for name, part in vars(scene.awaited).items() if name != "beside"}
    if not current_row_only:
        arrays |= {f"zones/{name}": zones.indices() for name, zones in scene.zones.items()}
    header |= {
        "goals": goals,
        "zones": {name: {"kinds": zones.kinds, "key": zones.key} for name, zones in scene.zones.items()},
        "predict": predict,
        "tables": {
            name: {"now": table.now, "commit": dict(table.commit), "current_row_only": in_part[name]}
            | ({"texts": dict(table.texts)} if table.texts else {})
            for name, table in scene.tables.items()
        },
        "answering": next((answering(scene, one) for one in scene.predictions if one.name == predict), ()),
        "figures": [described(figure) for figure in scene.figures],
        "handles": lean(scene.handles, "removed"),
        "labels": lean(scene.labels, "small", "part"),
        "formula": [lean(line, "mark") for line in scene.formula],
        "template": TEMPLATE,
        "colours": COLOURS,
        "terms": terms,
    }
    static = {name: header.pop(name) for name in STATIC_FIELDS}
    name = hashlib.sha256(codec.as_json(static)).hexdigest()[:16]
    more = {} if name == client_hash else {"static_fields": static}
    return codec.encode(header | also | {"static": name} | more, arrays)


def answers(scene: Scene, *, goal: str | None = None, predict: str | None = None) -> set[str]:
    """The quantities that say whether goals are met and which reply holds: of all, or of those of a name."""
    met = {asked.met for asked in scene.goals if goal in (None, asked.name)}
    return met | {
        template.reference(asked.reply_index).quantity for asked in scene.predictions if predict in (None, asked.name)
    }


def lean(parts: Sequence[Any], *rare: str) -> list[dict[str, Any]]:
    """Parts of a scene by their fields, without fields that few of them have where they have them not."""
    return [{name: value for name, value in vars(part).items() if value or name not in rare} for part in parts]


def described(figure: Figure) -> dict[str, Any]:
    """A figure without what it has not, and without its template, which is the same for all and sent once."""
    layout = {name: part for name, part in figure.plot["layout"].items() if name != "template"}
    fields = {name: value for name, value in vars(figure).items() if value is not None}
    return fields | {"plot": {**figure.plot, "layout": layout}}
