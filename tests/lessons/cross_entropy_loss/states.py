"""States of the cross-entropy loss lesson that the generic tests go through: equal, certain, infinite, few and many."""

STATES = {
    "": [
        {},
        {"y": "0,1,0"},
        {"logits": "4,2,0", "highlight": "3"},
        {"temperature": "0.25"},
        {"temperature": "0.01"},
        {"smoothing": "0.1", "logits": "3.3,0,0"},
        {"y": "8,1,1", "unit": "bits"},
        {"logits": "1,2", "unit": "hartleys"},
        {"logits": "-inf,2,0"},
        {"logits": "1,-inf,-inf"},
        {"logits": "1000,999,998"},
        {"logits": "1e308,-1e308,0", "y": "0,0,1"},
        {"logits": "0,0,-800", "y": "0,0,1"},
        {"logits": "0.5,0.5,0.5,0.5", "names": "sun,cloud,rain,snow"},
        {"logits": "0,1,2,3,-1,0.5,2,4,1,0.33", "highlight": "6"},
        {"logits": "0,1,2,3,-1,0.5,2,4,1,0.33", "y": "1,2,3", "smoothing": "0.3", "temperature": "2.5"},
        {"logits": "1,-inf,0", "smoothing": "0.3"},
    ],
    "batch": [
        {},
        {"batch.sample": "4"},
        {"batch.samples": "1:1,2"},
        {"batch.samples": "1:-inf,2;2:0,0", "unit": "bits"},
        {"batch.samples": "1:-1e308,1e308;2:0,0"},
        {"batch.samples": "1:0,1e308;1:0,1e308;2:0,0", "unit": "bits"},
        {"batch.samples": ";".join(f"{i + 1}:0,1,2,3,4,5,6,7,8,{i}" for i in range(6)), "batch.sample": "6"},
    ],
    "numerical-traps": [
        {},
        *(
            {"numerical-traps.trap": name}
            for name in ("underflow", "softmax-twice", "probabilities-as-logits", "logits-as-probabilities", "clipping")
        ),
        {"numerical-traps.trap": "probabilities-as-logits", "numerical-traps.x": "0"},
        {"numerical-traps.trap": "probabilities-as-logits", "numerical-traps.x": "2"},
        {"numerical-traps.trap": "underflow", "numerical-traps.x": "-50"},
        {"numerical-traps.x": "1e4", "unit": "bits"},
    ],
}

# What the bench weighs, with two, four and ten classes: logits that no pull has made rounder.
TEN = ("1.25", "2.1", "-0.35", "3.3", "-1.15", "0.55", "2.45", "4.05", "1.6", "0.33")
WEIGHED = {"": {classes: {"logits": ",".join(TEN[:classes])} for classes in (2, 4, 10)}}
