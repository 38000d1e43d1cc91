"""Learners who answer the predictions of the cross-entropy lesson, each with an idea that is right or wrong.

For each the idea, the name of the prediction, what they set, and the index of the reply that is meant for them: 0 is
the right one, None the reply to any other answer, or below 0 that to one that is too small or too large.
"""

from lossviz.scene.assessment import TOO_LARGE, TOO_SMALL

WRONG_IDEAS = {
    "a": "cross-entropy is symmetric",
    "b": "a perfect model pays 0",
    "c": "KL is a distance",
    "d": "zero is just a very small number",
}

LEARNERS: list[tuple[str, str, dict[str, str], int | None]] = [
    ("the cost is least where Q's sun is P's sun", "1", {"q": "35,20,10,5"}, 0),
    ("the more Q gives to the likeliest outcome, the less it costs", "1", {"q": "95,3,1,1"}, 1),
    ("Q need not know anything to cost little", "1", {"q": "1,1,1,1"}, TOO_SMALL),
    ("a uniform Q is equally surprised by everything", "2", {"q": "1,1,1,1"}, 0),
    ("a Q that equals P costs the same whatever is true", "2", {"q": "4,2,1,1"}, None),
    ("what Q calls impossible may happen", "3", {"q": "0,4,2,1"}, 0),
    ("(d) zero is just a very small number", "3", {"q": "5,569,284,142"}, 1),
    ("a Q that is sure of one outcome costs infinitely much", "3", {"q": "97,1,1,1"}, 1),
    ("a Q that is far from P costs infinitely much", "3", {"q": "1,1,1,7"}, None),
    ("the cost is 0 only where P itself is certain", "4", {"p": "1,0,0,0", "q": "1,0,0,0"}, 0),
    ("(b) a perfect model pays 0", "4", {"q": "4,2,1,1"}, 1),
    ("a Q that is certain pays 0", "4", {"q": "1,0,0,0"}, 2),
    ("a Q that is nearly P pays nearly 0", "4", {"q": "5,3,1,1"}, None),
    ("where P is even, the rare outcomes of Q count more", "5", {"q": "86,14"}, 0),
    ("the same with tails", "5", {"q": "14,86"}, 0),
    ("(a) cross-entropy and KL are symmetric", "5", {"q": "9,1"}, 1),
    ("KL is symmetric, with heads and tails exchanged", "5", {"q": "1,9"}, 1),
    ("KL is the difference of the probabilities", "5", {"q": "969,31"}, TOO_LARGE),
    ("KL grows slowly near P and fast far away", "6", {"q": "102,23"}, 0),
    ("(c) KL is a distance: half of the way is half of it", "6", {"q": "7,3"}, 1),
    ("half of KL is half of Q's probability", "6", {"q": "45,55"}, TOO_SMALL),
]
