"""The states that take most of a processor, of memory or of a message, as far as they are known."""

from tests.lessons.many_points import points

WORST = {
    "": [
        {"points": points("scattered"), "guess": "1", "step": "400"},
        {"points": points("huge"), "guess": "1"},
        {"points": points("scattered", 12), "guess": "1", "rate": "1e150"},
    ]
}
