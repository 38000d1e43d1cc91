"""Addresses of the lesson that the generic tests go through: curves, activations, and units at the edges."""

TWELVE = ";".join(f"{-1.8 + 0.3 * i:.2f},{0.25 * (-1) ** i}" for i in range(12))
THREE = "-1,1;0,-2;1,1"
WAVE = {"target": "wave", "intercept": "-2.2866", "slope": "-1.0949", "units": "-1,2.2866;0,0;1,-2.2866"}
PARABOLA = {"target": "square", "intercept": "-2", "slope": "-3", "units": "-1,2;0,2;1,2"}
STATES = {
    "": [
        {},
        {"units": "0,2"},
        {"target": "hat", "slope": "0", "units": THREE, "highlight": "2"},
        WAVE,
        PARABOLA,
        {"units": "2,1.5"},
        {"slope": "0", "units": THREE, "activation": "identity"},
        {"slope": "0", "units": "0,1", "activation": "gelu", "probe": "-0.752"},
        {"units": "-1,1;0,-2;1,1;1.5,0.3", "activation": "tanh", "highlight": "3"},
        {"units": "0.333,-1.7;0.333,2", "activation": "leaky_relu"},
        {"target": "own", "units": "-1,1;0,-2;1,1;1.5,0.3", "highlight": "4"},
        {"target": "own", "curve": "-2,4,-2,4,0,0,0.123,1,2,0,0,0,0,0,1,-1,4", "units": TWELVE, "highlight": "7"},
        {"units": TWELVE},
        {"units": "10,100;-10,-100;0,0", "slope": "-100", "intercept": "100"},
        {"units": "0,2", "guess": "1", "probe": "0"},
        {"units": "-1,1;0,-2;1,1;1.5,0.3", "activation": "sigmoid", "target": "own", "guess": "-3"},
    ],
    "dead-unit": [
        {},
        {"dead-unit.step": "1"},
        {"dead-unit.rate": "0.1", "dead-unit.step": "30"},
        {"dead-unit.activation": "leaky_relu", "dead-unit.step": "100"},
        {"dead-unit.start": "-0.5,0", "dead-unit.step": "3"},
        {"dead-unit.start": "1e150,-1e150", "dead-unit.rate": "1e150", "dead-unit.step": "2"},
        {"dead-unit.rate": "1e6", "dead-unit.activation": "leaky_relu", "dead-unit.step": "100"},
        {"dead-unit.rate": "0"},
    ],
    "descent": [
        {},
        {"descent.step": "500"},
        {"target": "wave", "descent.units": "3", "descent.rate": "0.1", "descent.step": "123"},
        {"target": "own", "activation": "gelu", "descent.units": "2", "descent.steps": "100", "descent.step": "100"},
        {"target": "hat", "descent.units": "12", "descent.seed": "11", "descent.rate": "0.1", "descent.step": "200"},
        {"activation": "identity", "descent.rate": "1e6", "descent.steps": "7", "descent.step": "7"},
        {"activation": "tanh", "descent.rate": "0", "descent.steps": "1000", "descent.step": "990"},
        {"descent.rate": "0.6", "descent.step": "500"},
    ],
}
