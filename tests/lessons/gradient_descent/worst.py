"""The states that take most of a processor, of memory or of a message, as far as they are known."""

from lossviz.scene.landscapes import OPTIMIZERS
from tests.lessons.many_points import points

LONG = {"steps": "1000"}
LABELLED = ("labels", "soft labels", "separable", "one label far out", "one spot", "all sizes")
RACE = {"race.steps": "1000", "race.rates": "best"}
WORST = {
    "": [
        *({**LONG, "surface": "points_bce", "optimizer": "adamw", "points": points(kind)} for kind in LABELLED),
        {**LONG, "surface": "points_mse", "optimizer": "adamw", "points": points("huge")},
        {**LONG, "surface": "points_mse", "optimizer": "adamw", "points": points("beyond 32 bits"), "rate": "1e98"},
        *(
            {
                **LONG,
                "surface": "points_bce",
                "optimizer": "adamw",
                "points": points("few and huge", count),
                "rate": "3",
            }
            for count in (1_500, 2_000)
        ),
        *({**LONG, "surface": "rastrigin", "optimizer": optimizer} for optimizer in OPTIMIZERS),
        {**LONG, "surface": "rastrigin", "optimizer": "adam", "rate": "3"},
        {**LONG, "surface": "rosenbrock", "optimizer": "adam"},
    ],
    "race": [
        *({**RACE, "surface": "points_bce", "points": points(kind)} for kind in LABELLED),
        {**RACE, "surface": "points_bce", "points": points("labels"), "race.rates": ""},
        {**RACE, "surface": "points_bce", "points": points("soft labels"), "race.steps": "300"},
        {**RACE, "surface": "points_mse", "points": points("scattered")},
        *({**RACE, "surface": surface} for surface in ("beale", "rastrigin", "rosenbrock")),
    ],
    "convergence-map": [
        *({"surface": "points_bce", "points": points(kind)} for kind in LABELLED),
        *({"surface": "points_bce", "points": points("soft labels", count)} for count in (30, 60, 200)),
        # Almost no walk settles.
        {"surface": "points_bce", "points": ";".join(("7.815,1e-88", "6.7,1e-88") * 20)},
        *({"surface": surface} for surface in ("rosenbrock", "himmelblau", "beale", "rastrigin")),
    ],
    "gradient-check": [{"surface": "points_bce", "points": points(kind)} for kind in LABELLED],
}
