"""States of the entropy lesson that the generic tests go through."""

LONG = "sixteen letters!,WWWWWWWWWWWWWWWW,c,d,e,f,g,h"
DISTRIBUTIONS = [
    "9,1",
    "1,1",
    "1,0",
    "2,1",
    "368,632",
    "5,3,2",
    "0,0,1",
    "1,1,0",
    "4,2,1,1",
    "8.167,12.702,6.966,7.507,2.758",
    "1,1,1,1,1,1",
    "93,1,1,1,1,1,1,1",
    "0,1,0,1,0,1,0,1",
    "999999999,1,1,1,1,1,1,123456789",
]
SPLITS = ["4,1,1,4", "3,3,2,2", "5,0,0,5", "3,0,2,5", "1,0,4,5", "0,0,1,0", "12,0,0,12", "12,7,0,5", "0,0,0,9"]
STATES = {
    "": [
        *({"p": p} for p in DISTRIBUTIONS),
        {"unit": "nats"},
        {"p": "4,2,1,1", "unit": "hartleys", "names": "sun,cloud,rain,snow"},
        {"p": "3,2,1,1,1,1,1,1", "unit": "hartleys", "names": LONG},
        {"p": "4,2,1,1", "highlight": "3"},
        {"p": "4,2,1,1", "highlight": "8"},
    ],
    "information-gain": [
        *({"information-gain.counts": counts} for counts in SPLITS),
        {"information-gain.counts": "12,7,0,5", "unit": "hartleys"},
    ],
}
