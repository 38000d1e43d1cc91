"""The named loss surfaces.

>>> SURFACES["ravine"].loss([-4, 1.5]), SURFACES["ravine"].stability_limit([0, 0])
(array(19.25), array(0.2))
"""

from lossviz.theory.landscapes import beale, bowl, himmelblau, rastrigin, ravine, rosenbrock, saddle
from lossviz.theory.point_squares import points_squares
from lossviz.theory.point_surfaces import points_bce, points_mse
from lossviz.theory.surface import Surface

SURFACES: dict[str, Surface] = {
    surface.name: surface
    for surface in (
        bowl(),
        ravine(),
        saddle(),
        rosenbrock(),
        himmelblau(),
        beale(),
        rastrigin(),
        points_mse(),
        points_bce(),
    )
}

__all__ = [
    "SURFACES",
    "Surface",
    "beale",
    "bowl",
    "himmelblau",
    "points_bce",
    "points_mse",
    "points_squares",
    "rastrigin",
    "ravine",
    "rosenbrock",
    "saddle",
]
