"""The three figures of the lesson."""

from functools import lru_cache

from lossviz.figures import unit_sum
from lossviz.lessons.relu.parameters import ACTIVATIONS
from lossviz.scene.scene import Figure
from lossviz.theory import unit_sums


@lru_cache(maxsize=512)
def figures(target: str, activation: str, n: int) -> tuple[Figure, ...]:
    """The sum and the curve, the derivative of the sum, and the slope change of each unit."""
    own = target == "own"
    name = ACTIVATIONS[activation]
    change = "slope change s" if unit_sums.of(activation).piecewise else "weight s"
    return (
        Figure(
            "sum",
            f"A sum of {name} units; dots: data; draw your own curve across the chart"
            if own
            else f"A sum of {name} units; dashed: the curve to fit; dots: data; strip: the error",
            unit_sum.fit(
                target=("target_x", "target_y"),
                total=("sum_x", "sum_y"),
                edge=("edge_x", "edge_y"),
                data=("data_x", "data_y"),
                chosen=("k[focus]", "kink_y[focus]") if n > 1 else None,
            ),
            height=310,
            narrow_height=270,
            columns=6,
            describes="The curve to fit, the sum of the units, and between both a strip: the error",
            draws="pen" if own else "",
        ),
        Figure(
            "derivative",
            "Its derivative: the slope at each x",
            unit_sum.slopes(line=("slope_x", "slope_y"), kink="k[focus]", gap="gap_y"),
            height=310,
            narrow_height=210,
            columns=3,
            describes="The slope of the sum over x: steps, with a gap at the kink of the highlighted unit",
        ),
        Figure(
            "changes",
            f"{change.capitalize()} of each unit",
            unit_sum.changes(n, x="bar_x", height="s", width="bar_width", chosen="focus", title=change),
            height=310,
            narrow_height=210,
            columns=3,
            describes=f"A bar for the {change} of each unit, darker for the highlighted one",
        ),
    )
