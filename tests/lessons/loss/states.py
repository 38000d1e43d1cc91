"""The states at which the generic tests look at the loss lesson, as addresses."""

OUTLIER = "1,2;2,1;3,4;4,3;5,10"
VERTICAL = "3,2;3,1;3,4;3,3;3,5"
FORTY = ";".join(f"{i},{i * i % 17}" for i in range(40))
SIXTY = ";".join(f"{i},{i % 7}" for i in range(60))
ANSCOMBE_IV = "8,6.58;8,5.76;8,7.71;8,8.84;8,8.47;8,7.04;8,5.25;19,12.5;8,5.56;8,7.91;8,6.89"
STATES: dict[str, list[dict[str, str]]] = {
    "": [
        {},
        {"line": "0.8,0.6", "highlight": "5"},
        {"loss": "mae", "line": "0.75,1.25"},
        {"loss": "huber", "delta": "0.35", "line": "-0.3,3.9"},
        {"points": OUTLIER, "line": "1.8,-1.4"},
        {"points": OUTLIER, "loss": "mae", "line": "0,4"},
        {"points": "1,1;2,2;3,3;4,4;5,5", "line": "1,0"},
        {"points": VERTICAL, "line": "-2,9"},
        {"points": "2,3", "line": "0.1,0.25"},
        {"points": ANSCOMBE_IV, "line": "0.5,3"},
        {"points": "1,200;2,100;3,400;4,300;5,500", "line": "80,60", "loss": "huber"},
        {"points": "2001,3.5;2004,7;2010,4.25", "line": "0.123456,-240.5", "highlight": "9"},
        {"points": FORTY, "line": "0.2,5", "highlight": "33"},
        {"points": FORTY, "line": "30,5", "loss": "huber"},
        {"points": SIXTY, "loss": "mae"},
        {"points": "1e150,-1e150;-1e150,1e150;3,4", "line": "-1,0"},
        {"points": "1e-12,1;2e-12,5;3e-12,2;4e-12,2;5e-12,8;6e-12,1"},
        # At the edges: more digits than a link keeps, a steep line, many points by each loss, all points in one place.
        {"points": "1,2;2,1;3,4;4,3;5,5;6,1", "line": "0:1,6:4", "highlight": "3"},
        {"points": SIXTY, "line": "400,-3", "loss": "huber", "delta": "0.001"},
        {"points": SIXTY, "line": "2@3:4", "highlight": "60"},
        {"points": "1,1;1,1;1,1", "loss": "mae", "line": "0.3,0.7"},
        {"points": "1e-150,1e-150;2e-150,3e-150;3e-150,1e-150"},
    ]
}
