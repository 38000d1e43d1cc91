"""States of the sgd lesson that the generic tests go through, and others for its own."""

FAR = "1e+149,1e+149;-1e+149,3;2,1"
LEVEL = "1,1e+149;2,-1e+149;3,1"
VERTICAL = "3,1;3,2;3,5"
EDGES = [
    {"points": "3,4"},
    {"points": "3,4", "epochs": "40", "step": "40"},
    {"points": VERTICAL, "epochs": "12", "step": "9"},
    {"points": VERTICAL, "batch": "2", "step": "1"},
    {"points": "0,0;1,1;2,2", "start": "1,0"},
    {"points": "0,0;0,0", "start": "0,0"},
    {"points": FAR},
    {"points": FAR, "rate": "0.01", "epochs": "3", "step": "5"},
    {"points": LEVEL, "batch": "2"},
    {"points": "1e-150,1e-150;2e-150,3e-150;4e-150,0"},
    {"points": ";".join(f"{x},{x * x % 11}" for x in range(41)), "step": "3"},
    {"rate": "0"},
]
# The map of these points reaches further than numbers in an address do.
FARTHEST = [{"points": "1e150,1e150;-1e150,3;2,1"}, {"points": "1,1e150;2,-1e150;3,1", "batch": "2", "step": "1"}]
# Tables with so many steps that not every one has its cloud, or that are larger than others may be.
LARGE = [
    {"points": "2000,3;2001,5;2002,4;2010,9", "epochs": "40", "step": "160"},
    {"batch": "40", "rate": "1000", "epochs": "40", "step": "40", "compare": "steps"},
    {"start": "1e150,-1e150", "epochs": "2"},
    {"start": "1e80,1", "batch": "3"},
    {"rate": "1000", "epochs": "40", "step": "900"},
    {"epochs": "40", "step": "1600", "compare": "steps", "schedule": "cosine", "seed": "999999999"},
    {"batch": "2", "rate": "0.02", "epochs": "11", "schedule": "step", "step": "220"},
]
STATES = {
    "": [
        {},
        {"batch": "4", "step": "3"},
        {"batch": "16", "epochs": "4", "step": "2"},
        {"batch": "40", "epochs": "12", "step": "7", "compare": "steps"},
        {"batch": "20", "rate": "0.09", "epochs": "3", "seed": "7", "schedule": "warm-up"},
        {"batch": "39", "rate": "0.3", "epochs": "4", "step": "8"},
        {"points": "1,2;2,1;3,4;4,3;5,5", "batch": "2", "start": "-1,4"},
        {"points": VERTICAL, "rate": "0.05", "epochs": "2"},
        {"points": LEVEL, "batch": "2", "step": "1"},
        *EDGES,
    ]
}
