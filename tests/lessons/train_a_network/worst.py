"""The states that take most of a processor, of memory or of a message, as far as they are known."""

WORST = {
    "": [
        {"hidden": "12,12,12", "activation": "gelu", "optimizer": "adam", "data": "blobs"},
        {"hidden": "12,12,12", "activation": "gelu", "data": "wave", "noise": "1"},
        {"inputs": "x,y,x_squared,y_squared,xy,sin_x,sin_y", "hidden": "12", "batch": "1"},
    ],
    "loss-surface": [
        {"data": "blobs", "hidden": "12,12,12", "epochs": "500", "batch": "1", "update": "29999"},
        {"loss-surface.plane": "random", "loss-surface.zoom": "4", "epochs": "500"},
    ],
}
