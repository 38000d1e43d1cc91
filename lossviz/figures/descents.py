"""Several descents at once: on the map, step by step, and side by side; each with a mark and a line of its own."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lossviz.figures import contour, losses, palette, plot
from lossviz.figures.contour import Span

MOST_POWERS, FEW_POWERS = 10, 5


class Style(NamedTuple):
    """How one descent is drawn: its colour by role, the symbol of its mark and the dash of its line."""

    role: str
    symbol: str
    dash: str

    @property
    def colour(self) -> str:
        return palette.ROLES[self.role]


def mark(x: str, y: str, style: Style, size: int) -> Any:
    """The marker of one descent at its present point; not cut off at the edge of the frame."""
    marks = contour.marks(style.symbol, x=x, y=y, colour=style.colour, symbol=style.symbol, size=size)
    return marks.update(cliponaxis=False)


def paths(
    styles: Sequence[Style],
    *,
    grid: tuple[str, str, str],
    levels: int,
    minima: tuple[str, str],
    step: str,
    frame: tuple[Span, Span],
    titles: tuple[str, str],
) -> dict[str, Any]:
    """The map with the paths `x0`, `y0`, `x1` … as far as `step`, their marks there, and crosses at the `minima`."""
    traces = [
        contour.level_contours(x=grid[0], y=grid[1], z=grid[2], levels=levels),
        contour.marks("minima", x=minima[0], y=minima[1], colour=palette.TEXT, symbol="cross-thin", edge=False),
        *(
            contour.path(f"path{i}", x=f"x{i}", y=f"y{i}", colour=style.colour, width=2, upto=step, dash=style.dash)
            for i, style in enumerate(styles)
        ),
        # What has left the frame is not marked on its edge, as if it stood there.
        *(mark(f"x{i}[{step}]", f"y{i}[{step}]", style, 12).update(cliponaxis=True) for i, style in enumerate(styles)),
    ]
    return contour.figure(traces, frame=frame, titles=titles)


def loss_curves(
    styles: Sequence[Style], *, x: str, step: str, steps: int, powers: tuple[int, int], title: str
) -> dict[str, Any]:
    """The losses `log10_loss0`, `log10_loss1` … over the steps, and their marks at the present one."""
    return plot.figure(
        [
            *(
                losses.line(f"path{i}", x=x, y=f"log10_loss{i}", colour=style.colour, width=2, dash=style.dash)
                for i, style in enumerate(styles)
            ),
            *(mark(f"{x}[{step}]", f"log10_loss{i}[{step}]", style, 10) for i, style in enumerate(styles)),
        ],
        plot.axis(0, steps, "steps"),
        plot.axis(powers[0], powers[1], title, **losses.powers(*powers, MOST_POWERS)),
        margin={"l": 62, "r": 100, "t": 8},
    )


def ranking(styles: Sequence[Style], *, step: str, y: str, powers: tuple[int, int], title: str) -> dict[str, Any]:
    """A row for each descent, with its mark where its loss is."""
    grid = {"showgrid": True, "gridcolor": palette.GRID}
    return plot.figure(
        [mark(f"log10_loss{i}[{step}]", f"{y}[{i}]", style, 12) for i, style in enumerate(styles)],
        plot.axis(powers[0], powers[1], title, **losses.powers(*powers, FEW_POWERS)) | grid | {"tickangle": 0},
        plot.axis(-0.6, len(styles) - 0.4, ticks=[]),
        margin={"l": 104, "r": 64, "t": 6},
    )
