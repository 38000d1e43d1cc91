"""A scene as the one value that crosses to the browser.

What of it stays as it is while a handle is pulled (words, figures, questions) has a name, made from itself. A browser
that has what goes by that name is not sent it again.
"""

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.figures import palette, paper
from lossviz.live import codec
from lossviz.scene.scene import Scene

STAYS = (
    *("figures", "labels", "says", "formula", "handles", "choices", "links", "predictions", "words"),
    *("template", "colours"),
)
TEMPLATE = paper.TEMPLATE.to_plotly_json()
COLOURS = palette.both()


def packed(scene: Scene, *, goal: str = "", known: str = "", resting: bool = False, **also: Any) -> bytes:
    """A scene as the one value that is sent; of the goals only the one that was asked for.

    `known` names what stays, as the browser has it. A `resting` scene has of each table only the picture as it
    stands: while one handle is held nobody can pull another.
    """
    rows = slice(-1, None) if resting else slice(None)
    goals = [asked for asked in scene.goals if asked.name == goal]
    unasked = {one.met for one in scene.goals} - {one.met for one in goals}
    arrays: dict[str, Any] = {f"shared/{name}": np.atleast_1d(values) for name, values in scene.shared.items()}
    for name, table in scene.tables.items():
        arrays[f"places/{name}"] = table.places
        arrays |= {f"rows/{name}/{q}": values[rows] for q, values in table.rows.items() if q not in unasked}
        arrays |= {f"constants/{name}/{q}": np.atleast_1d(values) for q, values in table.constants.items()}
    header = {
        field.name: getattr(scene, field.name)
        for field in dataclasses.fields(scene)
        if field.name not in ("tables", "shared")
    }
    header |= {
        "goals": goals,
        "tables": {
            name: {"now": table.now, "commit": dict(table.commit), "resting": resting}
            for name, table in scene.tables.items()
        },
        "figures": [vars(figure) | {"plot": without_template(figure.plot)} for figure in scene.figures],
        "template": TEMPLATE,
        "colours": COLOURS,
    }
    stays = {name: header.pop(name) for name in STAYS}
    name = hashlib.sha256(json.dumps(stays, default=vars).encode()).hexdigest()[:16]
    return codec.encode(header | also | {"look": name} | ({} if name == known else {"stays": stays}), arrays)


def without_template(plot: Mapping[str, Any]) -> dict[str, Any]:
    """A figure without its template, which is the same for all and sent once."""
    layout = {name: part for name, part in plot["layout"].items() if name != "template"}
    return {**plot, "layout": layout}
