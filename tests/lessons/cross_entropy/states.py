"""Addresses of the cross-entropy lesson that the generic tests go through: equal, excluding, certain, few and many."""

STATES = {
    "": [
        {},
        {"q": "4,2,1,1"},
        {"q": "1,1,0,0"},
        {"p": "1,1,0,0", "q": "4,2,1,1"},
        {"p": "1,0,0,0", "q": "7,1,1,1"},
        {"p": "1,0", "q": "0,1"},
        {"p": "9,1", "q": "1,1", "names": "heads,tails"},
        {"p": "3,2,2,1,1,1", "q": "1,0,1,0,1,3"},
        {"p": "93,1,1,1,1,1,1,1", "q": "1,1,1,1,1,1,1,93"},
        {"highlight": "P3", "unit": "nats"},
        {"highlight": "P8", "unit": "hartleys"},
        {"p": "5,3,2"},
        {"p": "1,1", "q": "1,2,3,4"},
        {"p": "999999999,1,1", "q": "1,1,999999999"},
    ]
}
