"""The three figures of the fold: the plane from above, from the side, and both losses over the epochs."""

from functools import cache

from lossviz.figures import contour, palette, plot, surface3d, training_curves
from lossviz.lessons.train_a_network.loss_surface.quantities import TOP, UNIT
from lossviz.scene.scene import Figure
from lossviz.theory.contour_levels import LEVEL_COUNT

AXES = {"principal": ("component 1", "component 2"), "random": ("direction 1", "direction 2")}
CONTOURS = "Contours: each has {ratio:set} times the loss of the next"


@cache
def figures(plane: str, *, is_known: bool, has_share: bool) -> tuple[Figure, ...]:
    """All figures; `has_share` is whether the path moves, so that a share of its variance lies in the plane."""
    across, up = AXES[plane]
    caption = f"{CONTOURS}. {{share:percent}} of the path’s variance" if has_share else CONTOURS
    return (
        Figure(
            "plane",
            caption if is_known else "Loss in a plane: not computed yet",
            plot.figure(
                [
                    contour.level_contours(x="grid_a", y="grid_b", z="level", levels=LEVEL_COUNT),
                    contour.path("ahead", x="path_a", y="path_b", colour=palette.MODEL, width=1.2, dash="dot"),
                    contour.path("path", x="path_a", y="path_b", colour=palette.MODEL, upto="k"),
                    contour.marks("end", x="end_x", y="end_y", colour=palette.TRUTH, symbol="x", size=9),
                    contour.marks("dot", x="dot_x", y="dot_y", colour=palette.MODEL, size=11),
                ],
                plot.axis(*UNIT, across) | {"showgrid": False, "ticks": "", "nticks": 7},
                plot.axis(*UNIT, up) | {"showgrid": False, "ticks": "", "nticks": 7},
                margin={"l": 58, "r": 8, "t": 12},
                ranges={"xaxis": "range_a", "yaxis": "range_b"},
            ),
            height=380,
            narrow_height=300,
            columns=7,
            rows=2,
            describes="Contour map of the loss in a plane of the parameters, with the path of the training in it",
            hover=("time", "path_a", "path_b"),
            picks=True,
        ),
        Figure(
            "surface",
            "The same from the side: drag to turn",
            surface3d.figure(
                x="side_grid",
                y="side_grid",
                z="level",
                level="level",
                levels=LEVEL_COUNT,
                frame=(UNIT, UNIT),
                z_range=(-1.0, TOP),
                titles=(across, up, "log loss"),
                azimuth="azimuth",
                path=("side_x", "side_y", "side_z"),
                upto="k",
                handle_frame=("azimuth_range", "unit_range"),
            ),
            height=200,
            narrow_height=230,
            columns=5,
            describes="The loss over the plane as a surface in space, with the path on it",
            hover=("time", "path_a", "path_b"),
        ),
        Figure(
            "losses",
            "Loss, and in the plane (dashed)",
            training_curves.loss_figure(
                seen=("path_epoch", "path_loss"),
                dashed=("path_epoch", "path_plane_loss"),
                upto=("k", "k"),
                dot_x="epoch_now",
                dots=("loss", "plane_loss"),
                ranges=("epoch_range", "loss_range"),
            ),
            height=150,
            narrow_height=200,
            columns=5,
            describes="The loss of the network over the epochs, and the loss at its place in the plane",
            hover=("time", "path_epoch", ""),
        ),
    )
