"""The states that take most of a processor, of memory or of a message, as far as they are known."""

from tests.lessons.many_points import points

WORST = {
    "": [
        *(
            {"points": points(kind), "loss": loss, "delta": "0.3"}
            for kind in ("scattered", "one far out", "huge", "on a line")
            for loss in ("mae", "huber")
        ),
        {"points": points("one far out", 200), "loss": "huber", "delta": "0.001"},
        {"points": points("scattered", 2_000), "loss": "mae"},
        {"points": points("scattered", 200), "loss": "mae"},
        *({"points": points("scattered", 40), "loss": loss} for loss in ("mae", "huber")),
        {"points": points("scattered", 12), "loss": "mae"},
    ]
}
