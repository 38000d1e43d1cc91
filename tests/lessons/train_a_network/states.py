"""States of the train-a-network lesson that the generic tests go through."""

STATES = {
    "": [
        {},
        {"update": "75", "point": "3"},
        {"hidden": "3", "seed": "0", "epochs": "100", "update": "1500"},
        {"rate": "10", "update": "900"},
        {"data": "blobs", "classes": "3", "hidden": "6", "epochs": "20", "update": "101", "boundary": "discrete"},
        {"data": "wave", "hidden": "5,3", "activation": "tanh", "optimizer": "adam", "rate": "0.01", "update": "40"},
        {"data": "spirals", "turns": "1.5", "hidden": "12,12", "epochs": "5", "batch": "1", "update": "7"},
        {"data": "xor", "inputs": "x,y,xy", "hidden": "1", "activation": "identity", "loss": "squared_error"},
        {"data": "moons", "noise": "0.4", "held_out": "50", "hidden": "2,2,2", "activation": "gelu", "l2": "0.01"},
        {"data": "plane", "hidden": "1", "rate": "100", "epochs": "3", "update": "30", "l1": "1"},
        {"compare": "rate", "update": "300"},
        {"compare": "batch", "second_batch": "1", "epochs": "2", "update": "10", "data": "blobs"},
        {"compare": "loss", "second_loss": "cross_entropy", "epochs": "4", "loss": "squared_error"},
        {"compare": "optimizer", "data": "gaussian", "epochs": "4", "update": "60"},
        {"batch": "1000", "epochs": "1", "update": "1", "inputs": "sin_x"},
    ],
    "loss-surface": [
        {},
        {"update": "75", "loss-surface.zoom": "4"},
        {"update": "76", "loss-surface.azimuth": "30", "loss-surface.speed": "2"},
        {"loss-surface.plane": "random", "loss-surface.direction_seed": "7", "update": "900"},
        {"data": "spirals", "hidden": "8,8", "epochs": "5", "update": "50", "loss-surface.zoom": "0.25"},
        {"data": "blobs", "hidden": "3", "epochs": "10", "optimizer": "adam", "l2": "0.01", "update": "80"},
        {"data": "plane", "hidden": "1", "rate": "100", "epochs": "3", "update": "30"},
        {"data": "plane", "hidden": "1", "rate": "100", "epochs": "3", "loss-surface.plane": "random"},
        {"rate": "0", "epochs": "2", "update": "7"},
        {"inputs": "sin_x", "hidden": "1", "batch": "1000", "epochs": "1", "update": "1", "l1": "1"},
    ],
}
