"""Small stills for the table of contents: a few marks, no axes, drawn as SVG from numbers."""

from collections.abc import Sequence

from lossviz.figures import palette

WIDE, HIGH, EDGE = 120, 64, 6


def svg(*marks: str, muted: bool = False) -> str:
    """The still as a picture of its own."""
    opacity = 0.4 if muted else 1
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}">'
        f'<g opacity="{opacity}">{"".join(marks)}</g></svg>'
    )


def x_of(share: float) -> float:
    return round(EDGE + share * (WIDE - 2 * EDGE), 1)


def y_of(share: float) -> float:
    return round(HIGH - EDGE - share * (HIGH - 2 * EDGE), 1)


def curve(points: Sequence[tuple[float, float]], colour: str = palette.COST, *, dashed: bool = False) -> str:
    """A line through points whose coordinates are shares of the picture."""
    path = "M" + "L".join(f"{x_of(x)} {y_of(y)}" for x, y in points)
    dash = ' stroke-dasharray="3 3"' if dashed else ""
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2.2"{dash}/>'


def dot(x: float, y: float, colour: str = palette.COST, *, size: float = 4) -> str:
    """A point."""
    return f'<circle cx="{x_of(x)}" cy="{y_of(y)}" r="{size}" fill="{colour}"/>'


def block(left: float, bottom: float, right: float, top: float, colour: str = palette.TRUTH) -> str:
    """A filled rectangle."""
    width, height = round(x_of(right) - x_of(left), 1), round(y_of(bottom) - y_of(top), 1)
    return f'<rect x="{x_of(left)}" y="{y_of(top)}" width="{width}" height="{height}" fill="{colour}"/>'
