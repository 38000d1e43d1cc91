"""States of the gradient descent lesson that the generic tests go through."""

from tests.lessons.gradient_descent import fold_states

STATES = {
    "": [
        {},
        {"step": "0"},
        {"rate": "0.2", "step": "3"},
        {"rate": "0.21", "steps": "30"},
        {"condition": "100", "steps": "200"},
        {"start": "-4,0", "rate": "0.19"},
        {"rate": "0"},
        {"rate": "1e150"},
        {"start": "1e150,-1e150", "steps": "1", "condition": "10000"},
        {"surface": "bowl", "rate": "1", "azimuth": "0"},
        {"surface": "saddle", "start": "2,0", "steps": "400", "rate": "0.1"},
        {"surface": "rosenbrock", "steps": "300", "optimizer": "adam", "rate": "0.001"},
        {"surface": "rosenbrock", "steps": "600", "rate": "0.001", "step": "500"},
        {"surface": "himmelblau", "start": "0,0", "rate": "0.025", "steps": "400", "step": "399"},
        {"surface": "himmelblau", "optimizer": "nesterov", "azimuth": "45"},
        {"surface": "beale", "optimizer": "momentum", "step": "7", "speed": "0.25"},
        {"surface": "rastrigin", "optimizer": "rmsprop"},
        {"surface": "points_mse", "optimizer": "adagrad", "step": "12"},
        {"surface": "points_mse", "points": "3,2;3,4;3,5"},
        {"surface": "points_mse", "points": "2,7", "rate": "1", "step": "1"},
        {"surface": "points_mse", "points": "1,1e+150;2,-1e+150;3,1"},
        {"surface": "points_bce", "optimizer": "adamw"},
        {"surface": "points_bce", "points": "1,0;2,0;3,1;4,1", "steps": "300"},
        {"surface": "points_bce", "points": "1,5;2,0", "steps": "90", "step": "90"},
    ],
    "gradient-check": [
        {},
        {"gradient-check.h": "1e-12"},
        {"gradient-check.h": "1e-15", "condition": "10000"},
        {"gradient-check.h": "0.05", "surface": "rosenbrock"},
        {"surface": "saddle", "start": "0,0"},
        {"surface": "beale", "start": "1e150,1e150"},
        {"surface": "points_bce", "gradient-check.h": "0.0003"},
        {"surface": "points_mse", "points": "1,1e+150;2,-1e+150;3,1"},
    ],
    **fold_states.STATES,
}
