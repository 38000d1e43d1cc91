"""Addresses of the training loop that the generic tests go through: steps, starts, rates, and points at the edges."""

MANY = ";".join(f"{i / 100:g},{(i * 37 % 101) / 50:g}" for i in range(10_000))
FAR_OUT = "1e+150,-1e+150;-1e+150,1e+150;3e+149,2"
DIVERSE_POINTS = {
    "one point": {"points": "3,2"},
    "one point at 0": {"points": "0,0", "start": "0,0"},
    "one x": {"points": "3,2;3,4;3,5"},
    "left of 0": {"points": "-5,2;-4,4;-3,5", "guess": "1"},
    "forty": {"points": ";".join(f"{i},{i % 5}" for i in range(40)), "rate": "0.0005"},
    "ten thousand": {"points": MANY, "rate": "0.0001"},
    "far out": {"points": FAR_OUT},
    "far out and guessed": {"points": FAR_OUT, "guess": "1e+150"},
    "far out all of them": {"points": "1e+150,1;-1e+150,2", "start": "1e+150,1e+150", "rate": "0"},
    "close together": {"points": "1e-150,1e-150;2e-150,3e-150"},
    "far away": {"points": "1700000000,3;1700000100,4;1700000200,9"},
    "a rate beyond all": {"rate": "1e+150"},
    "a small rate": {"rate": "1e-300"},
    "a start far out": {"start": "1e+150,-1e+150", "guess": "0"},
    "perfect": {"points": "1,1;2,2;3,3", "start": "1,0"},
    "perfect in the end": {"points": "1,1;2,2;3,3", "rate": "0.1"},
}
STATES = {
    "": [
        {},
        {"step": "3"},
        {"step": "400", "rate": "0.0845"},
        {"step": "41", "rate": "0.09"},
        {"step": "7", "rate": "0"},
        {"step": "3", "rate": "0.05"},
        {"step": "2", "rate": "0.05", "guess": "0"},
        {"step": "6", "start": "0.8,0.6"},
        {"step": "5", "points": "-2,7", "guess": "1"},
        {"step": "90", "rate": "7"},
        {"start": "0,0.6;6,5.4"},
        {"points": ";".join(f"{i},{i % 7}" for i in range(60)), "rate": "0.0001", "step": "30"},
        *DIVERSE_POINTS.values(),
    ]
}
