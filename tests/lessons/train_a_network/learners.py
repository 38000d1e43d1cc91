"""Learners who answer the predictions of the lesson."""

from lossviz.scene.assessment import TOO_LARGE, TOO_SMALL

WRONG_IDEAS = {
    "a": "more units are always the cure",
    "b": "the boundary of ReLU units is smooth, so a disc needs no corners",
    "c": "an update uses all points",
}
LEARNERS = [
    ("A triangle is the simplest closed shape of straight sides", "1", {"hidden": "3"}, 0),
    ("(b) two bent lines already close round a disc", "1", {"hidden": "2"}, 1),
    ("(a) four is safer than three", "1", {"hidden": "4"}, 2),
    ("(a) eight is safer still", "1", {"hidden": "8"}, TOO_LARGE),
    ("Lines of lines are lines, so about half", "2", {"guess": "52"}, 0),
    ("About half, roughly", "2", {"guess": "57"}, 0),
    ("(a) eight units are plenty", "2", {"guess": "95"}, 1),
    ("(b) one straight side gets two thirds", "2", {"guess": "67"}, TOO_LARGE),
    ("15 updates an epoch, times five", "3", {"update": "75"}, 0),
    ("(c) five updates use every point five times", "3", {"update": "5"}, 1),
    ("(c) one epoch is enough", "3", {"update": "15"}, TOO_SMALL),
]
