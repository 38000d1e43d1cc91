"""Predictions and goals of the binary cross-entropy lesson, and their assessment."""

from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

FIRST = {"y": "1", "yhat": "0.1", "logit": "", "unit": "nats"}
HIDDEN = ("loss", "logit", "gradient")
PREDICTIONS = (
    Prediction(
        "1",
        "At 0.1 the yes costs 2.303. Where does it cost half of that?",
        FIRST,
        FIRST | {"yhat": "0.316"},
        "reply0",
        (
            "At 0.316, the root of 0.1: 1.151. Not in the middle.",
            "The middle of the way costs much less: the wall is steep.",
        ),
        "Not yet. It is at {yhat:set}. Look at the picture, then try again.",
        HIDDEN,
    ),
    Prediction(
        "2",
        "Nine of ten such cases are yes. What should you say, each time, to pay least?",
        FIRST | {"y": "0.9", "yhat": "0.5"},
        FIRST | {"y": "0.9", "yhat": "0.9"},
        "reply1",
        (
            "0.9: 0.325 on average. Saying 0.99 costs 0.470, and 0.999 costs 0.692, as much as 0.5 would (0.693).",
            "Right nine times, but the tenth time is dear.",
        ),
        "Not yet. It is at {yhat:set}, for {loss} on average. Look at the picture, then try again.",
        HIDDEN,
    ),
    Prediction(
        "3",
        "The answer is yes. Where does squared error push hardest on the logit?",
        FIRST | {"yhat": "0.5"},
        FIRST | {"yhat": "0.333"},
        "reply2",
        (
            "At 0.333, where it pushes −0.296. At ŷ = 0.00247, the worst of mistakes, it pushes −0.00492; "
            "cross-entropy pushes −0.998, 203 times as hard.",
            "One would wish so. But there the sigmoid is flat, and the squared error multiplies by its slope.",
        ),
        "Not yet. At {yhat:set} it pushes {mse_gradient}. Look at the picture, then try again.",
        ("gradient",),
    ),
)


GOALS = (
    Goal("G1", "A loss of 0.693 nats, what a coin toss pays.", "goal0"),
    Goal("G2", "With y at 0.9, a loss of at most 0.326 nats.", "goal1"),
)


def assessed(at: dict[str, Array]) -> dict[str, Array]:
    """How each row answers the predictions, and which goals it meets."""
    y, yhat, nats = at["y"], at["yhat"], at["nats"]
    yes, nine = y == 1, assessment.within(y, 0.9, 0)
    replies = (
        [yes & assessment.within(yhat, 0.316, 0.015), yes & assessment.within(yhat, 0.55, 0.03)],
        [nine & assessment.within(yhat, 0.9, 0.015), nine & (yhat >= 0.97)],
        [yes & (yhat >= 0.27) & (yhat <= 0.4), yes & (yhat <= 0.1)],
    )
    answers = {f"reply{i}": assessment.reply_index(reply) for i, reply in enumerate(replies)}
    return answers | assessment.goal_flags((assessment.within(nats, 0.693, 0.01), nine & (nats <= 0.326)))
