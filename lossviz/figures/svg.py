"""What stills are written with: the frame of a figure, inks, lines and words, as SVG."""

from collections.abc import Callable
from html import escape
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from lossviz.figures import palette

# Finds the numbers of a quantity that a figure names.
Read: TypeAlias = Callable[[str], Any]
Ink: TypeAlias = Callable[[str], str]

FAR = 1e4  # pixels beyond which nothing is drawn
ROLES = {colour: role for role, colour in palette.ROLES.items()}


class Frame(NamedTuple):
    """The place inside the margins in pixels, and the ranges of its axes."""

    width: float
    height: float
    x: tuple[float, float]
    y: tuple[float, float]

    def across(self, value: Any) -> Any:
        """The share of the width at which a number of the x axis lies, from the left."""
        return (np.asarray(value, dtype=float) - self.x[0]) / (self.x[1] - self.x[0])

    def down(self, value: Any) -> Any:
        """The share of the height at which a number of the y axis lies, from the top."""
        return 1 - (np.asarray(value, dtype=float) - self.y[0]) / (self.y[1] - self.y[0])

    def pixels(self, x: Any, y: Any) -> tuple[Any, Any]:
        """Pixels of points; NaN where there is none."""
        with np.errstate(over="ignore"):  # what is beyond every float lies far out, too
            return np.clip(self.width * self.across(x), -FAR, FAR), np.clip(self.height * self.down(y), -FAR, FAR)


def themed(colour: str) -> str:
    """A colour of the palette as the property of a page that has it for light and for dark."""
    return f"var(--lv-{ROLES[colour]})" if colour in ROLES else colour


def plain(colour: str) -> str:
    """A colour as it is, for a picture without a page."""
    return colour


def mixed(ink: Ink, low: str, high: str, share: float) -> str:
    """A colour of so large a share of `high`, the rest `low`."""
    if ink is themed:
        return f"color-mix(in srgb,{ink(high)} {round(100 * share)}%,{ink(low)})"
    pairs = ((int(low[k : k + 2], 16), int(high[k : k + 2], 16)) for k in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def words(text: str, x: float, y: float, anchor: str, ink: Ink, *, turn: int = 0, size: int = 14) -> str:
    """A text in a picture; all that is no letter of it is escaped."""
    turned = f' transform="rotate({turn} {number(x)} {number(y)})"' if turn else ""
    return (
        f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}" font-family="Source Sans, sans-serif" '
        f'font-size="{size}" fill="{ink(palette.TEXT)}"{turned}>{escape(text)}</text>'
    )


def number(value: float) -> str:
    """A number of pixels, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def stroke(d: str, colour: str, width: float, more: str = "") -> str:
    """A path that is a line, `width` pixels wide at any size of the drawing."""
    if not d:
        return ""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{number(width)}" '
        f'vector-effect="non-scaling-stroke"{more}/>'
    )
