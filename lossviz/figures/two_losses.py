"""Two descents from one start, each on its own loss surface: contour maps, loss curves and predictions."""

from typing import Any

from lossviz.figures import contour, losses, palette, plot
from lossviz.figures.contour import Span
from lossviz.figures.descents import Style


def loss_map(style: Style, i: int, *, step: float, top: float, frame: tuple[Span, Span]) -> dict[str, Any]:
    """Contours of loss number i, `step` apart up to `top`: the whole path, its part so far, and the minimum."""
    traces = [
        contour.filled_contours(x="grid_w", y="grid_b", z=f"surface{i}", lowest=step, highest=top, step=step),
        contour.path("ahead", x=f"w{i}", y=f"b{i}", colour=palette.MUTED, width=1.2),
        contour.path("path", x=f"w{i}", y=f"b{i}", colour=style.colour, upto="upto"),
        contour.marks("best", x=f"best_w[{i}]", y=f"best_b[{i}]", colour=palette.TEXT, symbol="cross-thin", edge=False),
        contour.marks("dot", x=f"dot_w[{i}]", y=f"dot_b[{i}]", colour=style.colour, symbol=style.symbol, size=16),
    ]
    return contour.figure(traces, frame=frame, titles=("slope w", "intercept b"))


def loss_curves(
    styles: tuple[Style, Style], *, updates: dict[str, Any], x: Span, powers: dict[str, Any], y: Span
) -> dict[str, Any]:
    """Both losses over the updates, and a line that stands at the present one.

    `updates` and `powers` are the ticks of the axes and their words.
    """

    def thin(name: str, x: str, y: str, dash: str = "") -> Any:
        return losses.line(name, x=x, y=y, colour=palette.MUTED, width=1, dash=dash)

    def mark(i: int, style: Style) -> Any:
        dot = contour.marks(
            f"dot{i}", x="place", y=f"dot_log10_loss[{i}]", colour=style.colour, symbol=style.symbol, size=11
        )
        return dot.update(cliponaxis=False)

    passed = [
        losses.line(f"passed{i}", x="curve_x", y=f"log10_loss{i}", colour=style.colour, upto="upto", dash=style.dash)
        for i, style in enumerate(styles)
    ]
    return plot.figure(
        [
            thin("now", "now_x", "now_y"),
            *(thin(f"best{i}", "ends", f"best_log10_loss{i}", "dot") for i in range(2)),
            *(thin(f"ahead{i}", "curve_x", f"log10_loss{i}") for i in range(2)),
            *passed,
            *(mark(i, style) for i, style in enumerate(styles)),
        ],
        plot.axis(*x, "updates (later ones closer together)", **updates) | {"tickangle": 0},
        plot.axis(*y, "loss", **powers),
        margin={"l": 46, "r": 22, "t": 8},
    )


def predictions(styles: tuple[Style, Style], *, frame: tuple[Span, Span]) -> dict[str, Any]:
    """The labelled points, and what each unit predicts along x."""
    traces = [
        plot.marks("x", "y", "points", color=palette.TRUTH, size=10, line=plot.EDGE),
        losses.line("half", x="sigmoid_ends", y="half", colour=palette.MUTED, width=1, dash="dot"),
        *(
            losses.line(f"sigmoid{i}", x="sigmoid_x", y=f"sigmoid{i}", colour=style.colour, width=3, dash=style.dash)
            for i, style in enumerate(styles)
        ),
    ]
    return plot.figure(
        traces,
        plot.axis(*frame[0], "x"),
        plot.axis(*frame[1], ticks=[0.0, 0.5, 1.0], words=["no 0", "½", "yes 1"]),
        margin={"l": 46, "r": 8, "t": 8},
    )
