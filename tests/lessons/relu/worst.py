"""The states that take most of a processor, of memory or of a message, as far as they are known."""

UNITS = ";".join(f"{-1.8 + 0.3 * i:.3f},{0.251 * (-1) ** i}" for i in range(12))
WORST = {
    "": [
        *({"units": UNITS, "activation": name, "guess": "1.234"} for name in ("relu", "gelu", "sigmoid", "tanh")),
        {"units": UNITS, "activation": "gelu", "target": "own", "highlight": "7"},
    ],
    "dead-unit": [{"dead-unit.step": "100", "dead-unit.activation": "leaky_relu"}],
    "descent": [
        {"target": target, "activation": activation, "descent.units": "12", "descent.steps": "1000"}
        | {"descent.seed": "679936", "descent.rate": rate}
        for target, activation, rate in (
            ("wave", "gelu", "0.1"),
            ("wave", "sigmoid", "0.1"),
            ("own", "tanh", "0.1"),
            ("hat", "relu", "0.1"),
            ("wave", "gelu", "1e150"),
        )
    ],
}
