"""Learners with a wrong idea and learners with none: what each of them sets in a prediction, and the reply to it.

Each is an idea, the name of a prediction, what is set in the address after its start, and the index of the reply among
`Prediction.replies`: 0 is the right one, None the default reply, as to one that is too small or too large.
"""

from lossviz.scene.assessment import TOO_LARGE, TOO_SMALL

WRONG_IDEAS = {
    "a": "softmax outputs are how sure one may be",
    "b": "a loss of 0.69 is small",
    "c": "only the true class’s logit matters",
    "d": "better loss means better accuracy",
    "e": "softmax goes before the loss function that contains it",
}

LEARNERS: list[tuple[str, str, dict[str, str], int | None]] = [
    ("equal logits are equal probabilities", "1", {"logits": "2,2,0"}, 0),
    ("a class with a high logit needs it far higher", "1", {"logits": "4,2,0"}, 1),
    ("dog keeps its 0.665 while cat rises to it", "1", {"logits": "2.8,2,0"}, 2),
    ("to raise cat a little is enough", "1", {"logits": "1.5,2,0"}, TOO_SMALL),
    ("knowing nothing is equal logits, at any height", "2", {"logits": "-3,-3,-3"}, 0),
    ("knowing nothing is a coin toss about the true class", "2", {"logits": "0.693147,0,0"}, 1),
    ("(b) a loss of 0.69 is small, so knowing nothing costs far more", "2", {"logits": "-2,2,0"}, 2),
    ("half of the loss is the square root of the probability", "3", {"logits": "1.574521,0,0"}, 0),
    ("half of the loss is half of the way to 1", "3", {"logits": "1.791759,0,0"}, 1),
    ("half of the loss is twice the probability", "3", {"logits": "8,0,0"}, 2),
    ("a constant added to all logits changes nothing", "4", {"logits": "2,3,1"}, 0),
    ("(c) only the true class’s logit matters: back to 1", "4", {"logits": "1,3,1"}, 1),
    ("the others have risen, so far up", "4", {"logits": "5,3,1"}, TOO_LARGE),
    ("a loss of 0.69 is a coin toss", "5", {"logits": "0,0"}, 0),
    ("(b) a loss of 0.69 is small, so the model is good", "5", {"logits": "2.2,0"}, 1),
    ("the loss is what is missing to 1", "5", {"logits": "-0.8,0"}, 2),
    ("three times the logits are far surer outputs", "6", {"logits": "3,6,0"}, 0),
    ("(a) outputs are how sure one may be: nothing learned, no surer", "6", {"logits": "3,3.73,0"}, 1),
    ("three times the logits are three times the probability", "6", {"logits": "3,8,0"}, 2),
    ("a better loss can go with a worse answer", "7", {"logits": "1.9,2,0"}, 0),
    ("(d) a better loss means a better accuracy: make cat lead more", "7", {"logits": "2,0,0"}, 1),
    ("(d) a worse accuracy means a worse loss: make dog lead", "7", {"logits": "0.1,1,0"}, 2),
    ("softmax outputs end at 1", "8", {"logits": "1,0,0"}, 0),
    ("(e) softmax before the loss changes nothing: sure is a high logit", "8", {"logits": "6,0,0"}, 1),
    ("something in between", "8", {"logits": "0.5,0,0"}, None),
]
