"""Thumbnails for the table of contents: SVG drawings of a few marks without axes, for light and for dark pages."""

from collections.abc import Sequence

import numpy as np

from lossviz.figures import palette
from lossviz.figures.svg import themed

WIDTH, HEIGHT, PADDING = 240, 128, 8  # pixels


def properties(which: int) -> str:
    """The colours of all roles on a light page (0) or a dark one (1), as properties of a style sheet."""
    each = "".join(f"--lv-{role}:{pair[which]};" for role, pair in palette.light_and_dark().items())
    return f":root{{{each}}}"


COLOURS = f"{properties(0)}@media(prefers-color-scheme:dark){{{properties(1)}}}"


def svg(*marks: str) -> str:
    """The thumbnail as an SVG document."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<style>{COLOURS}</style>"
        f"{''.join(marks)}</svg>"
    )


def x_of(share: float) -> float:
    return round(PADDING + share * (WIDTH - 2 * PADDING), 1)


def y_of(share: float) -> float:
    return round(HEIGHT - PADDING - share * (HEIGHT - 2 * PADDING), 1)


def dot(x: float, y: float, colour: str = palette.COST, *, size: float = 7) -> str:
    """A point."""
    return f'<circle cx="{x_of(x)}" cy="{y_of(y)}" r="{size}" fill="{themed(colour)}"/>'


def block(left: float, bottom: float, right: float, top: float, colour: str = palette.TRUTH) -> str:
    """A filled rectangle."""
    width, height = round(x_of(right) - x_of(left), 1), round(y_of(bottom) - y_of(top), 1)
    return f'<rect x="{x_of(left)}" y="{y_of(top)}" width="{width}" height="{height}" fill="{themed(colour)}"/>'


def scaled(values: object, low: float, high: float) -> list[float]:
    """Values scaled to 0 at `low` and 1 at `high`."""
    return [float(value) for value in (np.asarray(values, dtype=float) - low) / (high - low)]


def line(x: object, y: object, colour: str = palette.COST) -> str:
    """A curve through points given as shares of the picture, by their x and y."""
    points = zip(np.asarray(x).tolist(), np.asarray(y).tolist(), strict=True)
    path = "M" + "L".join(f"{x_of(across)} {y_of(up)}" for across, up in points)
    return f'<path d="{path}" fill="none" stroke="{themed(colour)}" stroke-width="3"/>'


def dots(x: object, y: object, colour: str = palette.TRUTH, *, size: float = 6) -> list[str]:
    """Several points."""
    return [dot(across, up, colour, size=size) for across, up in zip(np.asarray(x), np.asarray(y), strict=True)]


def bars(*rows: tuple[Sequence[float], str]) -> list[str]:
    """Distributions side by side, bar beside bar, each row of probabilities in its colour."""
    count = len(rows[0][0])
    width = 0.8 / (count * len(rows))
    return [
        block((k + 0.1) / count + r * width, 0, (k + 0.1) / count + (r + 0.92) * width, float(p), colour)
        for r, (row, colour) in enumerate(rows)
        for k, p in enumerate(row)
    ]
