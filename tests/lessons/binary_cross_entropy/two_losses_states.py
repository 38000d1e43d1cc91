"""States of the fold with two losses that the generic tests go through."""

STATES = {
    "two-losses": [
        {},
        {"two-losses.step": "10"},
        {"two-losses.step": "357", "two-losses.start": "3,3"},
        {"two-losses.step": "1000", "two-losses.rate": "5"},
        {"two-losses.start": "0,0", "two-losses.rate": "0", "two-losses.step": "3"},
        {"two-losses.start": "-50,9", "two-losses.rate": "7", "two-losses.speed": "2"},
        {"two-losses.start": "1e9,-1e9", "two-losses.rate": "1e150", "two-losses.step": "1"},
    ]
}
