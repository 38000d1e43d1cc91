"""A scene as the one value that crosses to the browser."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np

from lossviz.figures import palette, paper
from lossviz.live import codec
from lossviz.scenes.scene import Scene

TEMPLATE = paper.TEMPLATE.to_plotly_json()
COLOURS = palette.both()


def packed(scene: Scene, *, goal: str = "", **also: Any) -> bytes:
    """A scene as the one value that is sent; of the goals only the one that was asked for."""
    goals = [asked for asked in scene.goals if asked.name == goal]
    unasked = {one.met for one in scene.goals} - {one.met for one in goals}
    arrays: dict[str, Any] = {f"shared/{name}": np.atleast_1d(values) for name, values in scene.shared.items()}
    for name, table in scene.tables.items():
        arrays[f"places/{name}"] = table.places
        arrays |= {f"rows/{name}/{q}": values for q, values in table.rows.items() if q not in unasked}
        arrays |= {f"constants/{name}/{q}": np.atleast_1d(values) for q, values in table.constants.items()}
    header = {
        field.name: getattr(scene, field.name)
        for field in dataclasses.fields(scene)
        if field.name not in ("tables", "shared")
    }
    header |= {
        "goals": goals,
        "tables": {name: {"now": table.now, "commit": dict(table.commit)} for name, table in scene.tables.items()},
        "figures": [vars(figure) | {"plot": without_template(figure.plot)} for figure in scene.figures],
        "template": TEMPLATE,
        "colours": COLOURS,
    }
    return codec.encode(header | also, arrays)


def without_template(plot: Mapping[str, Any]) -> dict[str, Any]:
    """A figure without its template, which is the same for all and sent once."""
    layout = {name: part for name, part in plot["layout"].items() if name != "template"}
    return {**plot, "layout": layout}
