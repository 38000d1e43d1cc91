"""Several walks at once: on the map, lap by lap, and side by side; each with a mark, a line and a name of its own."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from lossviz.figures import contour, losses, palette, paper
from lossviz.figures.contour import Span

MOST_POWERS, FEW_POWERS = 10, 5


class Look(NamedTuple):
    """How one walk is drawn: its colour by role, the symbol of its mark and the dash of its line."""

    role: str
    symbol: str
    dash: str

    @property
    def colour(self) -> str:
        return palette.ROLES[self.role]


def mark(x: str, y: str, look: Look, size: int) -> Any:
    """Where one walk stands; its mark is whole at the edge of the frame, too."""
    drawn = contour.marks(look.symbol, x=x, y=y, colour=look.colour, symbol=look.symbol, size=size)
    return drawn.update(cliponaxis=False)


def course(
    looks: Sequence[Look],
    *,
    ground: tuple[str, str, str],
    lines: int,
    lowest: tuple[str, str],
    at: str,
    frame: tuple[Span, Span],
    titles: tuple[str, str],
) -> dict[str, Any]:
    """The map with the walks `x0`, `y0`, `x1` … as far as `at`, their marks there, and crosses at the `lowest`."""
    traces = [
        contour.heights(x=ground[0], y=ground[1], z=ground[2], lines=lines),
        contour.marks("lowest", x=lowest[0], y=lowest[1], colour=palette.TEXT, symbol="cross-thin", edge=False),
        *(
            contour.path(f"way{i}", x=f"x{i}", y=f"y{i}", colour=look.colour, width=2, upto=at, dash=look.dash)
            for i, look in enumerate(looks)
        ),
        # What has left the frame is not marked on its edge, as if it stood there.
        *(mark(f"x{i}[{at}]", f"y{i}[{at}]", look, 12).update(cliponaxis=True) for i, look in enumerate(looks)),
    ]
    return contour.figure(traces, frame=frame, titles=titles)


def heights(
    looks: Sequence[Look],
    *,
    x: str,
    at: str,
    laps: int,
    powers: tuple[int, int],
    title: str,
) -> dict[str, Any]:
    """The losses `power0`, `power1` … over the laps, and their marks at the present one."""
    return paper.sheet(
        [
            *(
                losses.line(f"way{i}", x=x, y=f"power{i}", colour=look.colour, width=2, dash=look.dash)
                for i, look in enumerate(looks)
            ),
            *(mark(f"{x}[{at}]", f"power{i}[{at}]", look, 10) for i, look in enumerate(looks)),
        ],
        paper.axis(0, laps, "laps"),
        paper.axis(powers[0], powers[1], title, **losses.powers(*powers, MOST_POWERS)),
        margin={"l": 62, "r": 100, "t": 8},
    )


def standings(looks: Sequence[Look], *, at: str, lanes: str, powers: tuple[int, int], title: str) -> dict[str, Any]:
    """A lane for each walk, with its mark where its loss is."""
    grid = {"showgrid": True, "gridcolor": palette.GRID}
    return paper.sheet(
        [mark(f"power{i}[{at}]", f"{lanes}[{i}]", look, 12) for i, look in enumerate(looks)],
        paper.axis(powers[0], powers[1], title, **losses.powers(*powers, FEW_POWERS)) | grid | {"tickangle": 0},
        paper.axis(-0.6, len(looks) - 0.4, ticks=[]),
        margin={"l": 104, "r": 64, "t": 6},
    )
