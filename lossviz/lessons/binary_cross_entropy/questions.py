"""Predictions and goals of the binary cross-entropy lesson, and their assessment."""

from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

FIRST = {"y": "1", "yhat": "0.1", "logit": "", "unit": "nats"}
HIDDEN = ("loss", "logit", "gradient")
PREDICTIONS = (
    Prediction(
        "1",
        "The answer is yes, and at ŷ = 0.1 the loss is 2.303. Where is it half as large?",
        FIRST,
        FIRST | {"yhat": "0.316"},
        "reply0",
        (
            "At 0.316, the square root of 0.1: loss 1.151. Not in the middle.",
            "In the middle the loss is much smaller: near 0 the curve is steep.",
        ),
        "ŷ is at {yhat:set}. Try again, or press Show me.",
        HIDDEN,
    ),
    Prediction(
        "2",
        "Nine of ten such cases are yes. Which ŷ, the same for all, has the smallest mean loss?",
        FIRST | {"y": "0.9", "yhat": "0.5"},
        FIRST | {"y": "0.9", "yhat": "0.9"},
        "reply1",
        (
            "0.9: mean loss 0.325. At 0.99 it is 0.470, and at 0.999 it is 0.692, as much as at 0.5 (0.693).",
            "The loss is small nine times, but very large the tenth time.",
        ),
        "ŷ is at {yhat:set}, with a mean loss of {loss}. Try again, or press Show me.",
        HIDDEN,
    ),
    Prediction(
        "3",
        "The answer is yes. Where is the gradient of squared error with respect to the logit largest in size?",
        FIRST | {"yhat": "0.5"},
        FIRST | {"yhat": "0.333"},
        "reply2",
        (
            "At 0.333, where it is −0.296. At ŷ = 0.00247, a confident error, it is only −0.00492; that of "
            "cross-entropy is −0.998, 203 times as large.",
            "That would be useful. But there the sigmoid is flat, and its slope is a factor of this gradient.",
        ),
        "At {yhat:set} it is {mse_gradient}. Try again, or press Show me.",
        ("gradient",),
    ),
)


GOALS = (
    Goal("G1", "A loss of 0.693 nats, that of a coin toss.", "goal0"),
    Goal("G2", "With y at 0.9, a loss of at most 0.326 nats.", "goal1"),
)


def assessed(at: dict[str, Array]) -> dict[str, Array]:
    """How each row answers the predictions, and which goals it meets."""
    y, yhat, nats = at["y"], at["yhat"], at["nats"]
    yes, nine = y == 1, assessment.within(y, 0.9, 0)
    replies = (
        (yes, 0.316, [assessment.within(yhat, 0.316, 0.015), assessment.within(yhat, 0.55, 0.03)]),
        (nine, 0.9, [assessment.within(yhat, 0.9, 0.015), yhat >= 0.97]),
        (yes, 1 / 3, [(yhat >= 0.27) & (yhat <= 0.4), yhat <= 0.1]),
    )
    answers = {
        f"reply{i}": assessment.reply_index(held, asked=asked, value=yhat, target=target)
        for i, (asked, target, held) in enumerate(replies)
    }
    return answers | assessment.goal_flags((assessment.within(nats, 0.693, 0.01), nine & (nats <= 0.326)))
