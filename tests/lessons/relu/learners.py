"""Learners who answer the predictions: the right one of each, and one for each idea that the lesson is there to break.

For each the idea, the name of the prediction, what the learner sets, and which reply is meant for that: the number of
the reply, 0 for the right answer, None or a number below 0 for the reply to any other answer.
"""

from lossviz.scene.assessment import TOO_SMALL

HAT = "-1,1;0,-2;1,1"

WRONG_IDEAS = {
    "a": "ReLU networks are smooth",
    "b": "a unit sets the slope to its right",
    "c": "more units or layers alone make curves",
    "d": "a unit that is off will come back by itself",
    "e": "the derivative at the kink is ½",
}

LEARNERS = [
    ("a unit adds to the slope that is there", "1", {"units": "0,2"}, 0),
    ("(b) a unit sets the slope to its right, and |x| has slope 1 there", "1", {"units": "0,1"}, 1),
    ("the right half must be turned round", "1", {"units": "0,-1"}, TOO_SMALL),
    ("each unit adds to the slope: 0, 1, −1, 0", "2", {"units": HAT}, 0),
    ("(b) a unit sets the slope: −1 to come down, 0 to end", "2", {"units": "-1,1;0,-1;1,0"}, 1),
    ("a point moves a unit that is on its sloping side only", "3", {"units": "2,1.5"}, 0),
    ("a kink left of all points leaves them all behind", "3", {"units": "-2,1.5"}, 1),
    ("the slope is −1 right up to the kink", "4", {"guess": "-1"}, 0),
    ("(a) ReLU networks are smooth, so near the lowest place the curve is nearly level", "4", {"guess": "0"}, 1),
    ("a sum of lines is a line", "5", {"guess": "0"}, 0),
    ("(c) more units or layers alone make curves: three units, three bends", "5", {"guess": "3"}, 1),
    ("gradient 0 moves nothing", "6", {"guess": "2"}, 0),
    ("(d) a unit that is off will come back by itself", "6", {"guess": "0.5"}, 1),
    ("there is no derivative at the kink; software takes 0", "7", {"guess": "0"}, 0),
    ("(e) the derivative at the kink is ½", "7", {"guess": "0.5"}, 1),
    ("the slope on the right counts", "7", {"guess": "1"}, 2),
]
