"""The states that take most of a processor, of memory or of a message, as far as they are known."""

from tests.lessons.many_points import points

WORST = {
    "": [
        {"points": points("scattered"), "batch": "1", "epochs": "40"},
        {"points": points("scattered"), "batch": "9999", "epochs": "1"},
        {"points": points("scattered"), "batch": "4999", "epochs": "40", "compare": "steps", "schedule": "cosine"},
        {"points": points("scattered"), "batch": "37", "epochs": "40", "compare": "steps"},
        {"points": points("scattered", 1_000), "batch": "999", "epochs": "10"},
        {"points": points("scattered", 200), "batch": "20", "epochs": "2"},
        {"points": points("huge"), "batch": "1", "rate": "1000"},
    ]
}
