"""Addresses of the cross-entropy lesson that the generic tests go through: equal, excluding, certain, few and many.

Of its folds: minima and ends of every handle, off the grid, on the way and at the end of a descent.
"""

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
    ],
    "kl-direction": [
        {},
        {"unit": "nats"},
        {"kl-direction.mean": "0", "kl-direction.width": "2.088", "unit": "nats"},
        {"kl-direction.mean": "-1.997", "kl-direction.width": "0.605", "unit": "nats"},
        {"kl-direction.mean": "0", "kl-direction.width": "1.79", "unit": "hartleys"},
        {"kl-direction.mean": "1.2", "kl-direction.width": "1.5", "kl-direction.step": "60"},
        {"kl-direction.mean": "1", "kl-direction.width": "1.5", "kl-direction.step": "60"},
        {"kl-direction.mean": "-0.123", "kl-direction.width": "0.5", "kl-direction.step": "7"},
        {"kl-direction.hills": "0", "kl-direction.mean": "2.6", "kl-direction.width": "2.6"},
        {"kl-direction.hills": "2.5", "kl-direction.mean": "-2.6", "kl-direction.width": "0.5"},
        {"kl-direction.hills": "1.6", "kl-direction.mean": "0", "kl-direction.width": "1.5"},
        {"kl-direction.hills": "1.2345", "kl-direction.mean": "0.5"},
    ],
    "likelihood": [
        {},
        {"unit": "nats"},
        {"likelihood.b": "0.7"},
        {"likelihood.b": "0", "unit": "nats"},
        {"likelihood.b": "1", "unit": "hartleys"},
        {"likelihood.heads": "0", "likelihood.b": "0"},
        {"likelihood.heads": "10", "likelihood.b": "1"},
        {"likelihood.heads": "10", "likelihood.b": "0.001"},
        {"likelihood.heads": "1", "likelihood.b": "0.12345", "unit": "nats"},
    ],
    "mutual-information": [
        {},
        {"unit": "nats"},
        {"mutual-information.joint": "1,1,1,1"},
        {"mutual-information.joint": "9,3,3,1", "unit": "nats"},
        {"mutual-information.joint": "1,0,0,1", "unit": "hartleys"},
        {"mutual-information.joint": "1,1,0,0"},
        {"mutual-information.joint": "0,0,0,1"},
        {"mutual-information.joint": "1,2,3,4", "unit": "nats"},
        {"mutual-information.joint": "999999999,1,1,999999999"},
    ],
}
