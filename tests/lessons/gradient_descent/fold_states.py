"""States of the race and of the convergence map, which share the surface and the start of the lesson."""

from functools import cache

from lossviz.inputs.parameter import parse_state
from lossviz.lessons.gradient_descent import convergence_map
from lossviz.lessons.gradient_descent.race import scene as race
from lossviz.scene import descent_parameters, landscapes

LESSON = (
    descent_parameters.SURFACE,
    descent_parameters.CONDITION,
    descent_parameters.POINTS,
    descent_parameters.START,
    descent_parameters.RATE,
    descent_parameters.SPEED,
)
FOLDS = {fold.slug: fold for fold in (race.FOLD, convergence_map.FOLD)}
HUGE = "1,1e+150;2,-1e+150;3,1"
STATES = {
    "race": [
        {},
        {"race.step": "0"},
        {"race.step": "101", "race.rates": "best"},
        {"race.steps": "7", "race.step": "7", "race.optimizers": "adam"},
        {"surface": "rosenbrock", "start": "-1.2,1", "race.steps": "200"}
        | {"race.optimizers": "gradient_descent,momentum,adam"},
        {"surface": "himmelblau", "race.rates": "best", "race.steps": "120"},
        {"rate": "1e150", "race.steps": "60"},
        {"rate": "0", "race.steps": "5"},
        {"start": "0,0", "race.steps": "20"},
        {"surface": "beale", "start": "1e150,-1e150", "race.steps": "10", "race.step": "3"},
        {"surface": "points_mse", "points": "3,2;3,4;3,5", "race.steps": "40"},
        {"surface": "points_mse", "points": HUGE, "race.steps": "90"},
        {"surface": "points_bce", "points": "1,0;2,0;3,1;4,1", "race.steps": "60"},
    ],
    "convergence-map": [
        {},
        *({"surface": surface} for surface in landscapes.NAMES),
        {"convergence-map.cell": "0.2,0"},
        {"convergence-map.cell": "0.005,5"},
        {"convergence-map.cell": "77,-1e9"},
        {"condition": "400"},
        {"surface": "himmelblau", "convergence-map.cell": "0.03,-2"},
        {"surface": "points_mse", "points": "3,2;3,4;3,5"},
        {"surface": "points_mse", "points": HUGE},
        {"surface": "points_bce", "points": "1,0;2,0;3,1;4,1"},
    ],
}


@cache
def built(slug, address):
    """The scene of a fold at an address, built once."""
    fold = FOLDS[slug]
    parameters = (*(one for one in LESSON if one.name in fold.shared), *fold.parameters)
    state = parse_state(parameters, dict(address))
    assert not state.refused, state.refused
    assert set(dict(address)) <= {one.name for one in parameters}, address
    return fold.scene(**{one.key: state.values[one.name] for one in parameters})


def scene(slug, address):
    """The same, of an address that is a dictionary."""
    return built(slug, tuple(sorted(address.items())))


def parameter(slug, name):
    """A parameter of a fold, by its name in the address."""
    return {one.name: one for one in FOLDS[slug].parameters}[name]
