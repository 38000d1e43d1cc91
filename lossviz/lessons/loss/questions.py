"""Predictions and goals of the loss lesson, and their assessment."""

import numpy as np

from lossviz.inputs import points
from lossviz.lessons.loss.problem import FEW, LineProblem
from lossviz.scene import assessment
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Goal, Prediction

OUTLIER = "1,2;2,1;3,4;4,3;5,10"
C_OFF = "1,1;2,2;3,4;4,4;5,5"
BEFORE_C_IS_PULLED = points.parse(C_OFF)
AGAIN = "Try again, or press Show me."
FLAT = {"points": OUTLIER, "line": "0,1", "delta": "", "highlight": ""}
MOVED = {"line": "1,0", "loss": "", "delta": "", "highlight": "3"}
SLICES = ("slope", "intercept")
PREDICTIONS = (
    Prediction(
        "1",
        "Keep the line flat. At what height is the MSE smallest?",
        FLAT | {"loss": ""},
        FLAT | {"loss": "", "line": "0,4"},
        "reply0",
        (
            "At 4, the mean of the five y values: MSE 10.0.",
            "3 is the median: MSE 11.0. The far point counts for more, since its error is squared.",
            "Halfway between the lowest and the highest point the MSE is 12.25. All five points count.",
        ),
        f"The line is at {{line[1]:set}}, with slope {{line[0]:set}}. {AGAIN}",
        (*SLICES, "fit.squares"),
    ),
    Prediction(
        "2",
        "The error at C is 1. Drag C until the MSE is four times as large.",
        MOVED | {"points": C_OFF},
        MOVED | {"points": C_OFF.replace("3,4", "3,5")},
        "reply1",
        (
            "An error of 2: MSE 0.800. Twice the error, four times its square.",
            "Four times the error gives sixteen times its square.",
        ),
        f"The MSE is {{mse}}; it was 0.200. {AGAIN}",
        SLICES,
    ),
    Prediction(
        "3",
        "Now the loss is the mean absolute error (MAE). Where is the best flat line?",
        FLAT | {"loss": "mae"},
        FLAT | {"loss": "mae", "line": "0,3"},
        "reply2",
        (
            "At 3, the median: MAE 2.20. How far away the outlier lies makes no difference, only on which side.",
            "4 is the mean: MAE 2.40. That was right for MSE, where the far point’s error is squared; here it is not.",
        ),
        f"The line is at {{line[1]:set}}, with slope {{line[0]:set}}. {AGAIN}",
        (*SLICES, "fit.residuals"),
    ),
)
GOALS = (
    Goal("G1", "The five points, and a line with an MSE of at most 0.73.", "goal0"),
    Goal("G2", "Errors that add up to 0, and yet an MSE of at least 3.", "goal1"),
    Goal("G3", "The five points, and a line with an MAE of at most 0.705.", "goal2"),
    Goal("G4", "One point of at least five that alone makes 80 % of the loss or more.", "goal3"),
    Goal("G5", "E at (5, 10), and a line with an MAE of at most 1.62.", "goal4"),
)


def asked(problem: LineProblem) -> tuple[bool, bool, bool]:
    """Which of the three predictions can be answered with these points and this loss."""
    outlier, mse = problem.few and problem.text == OUTLIER, problem.loss == "mse"
    start, others = BEFORE_C_IS_PULLED, [0, 1, 3, 4]
    only_c_moved = len(problem.points) == FEW and all(
        np.array_equal(now[others], before[others])
        for now, before in ((problem.points.x, start.x), (problem.points.y, start.y))
    )
    return outlier and mse, only_c_moved and mse, outlier and problem.loss == "mae"


def replies(problem: LineProblem, w: Array, b: Array, residuals: Array) -> dict[str, Array]:
    """The reply to each line for the predictions that can be answered with this problem."""
    flat, diagonal = assessment.within(w, 0, 0.02), (w == 1) & (b == 0)
    first, second, third = asked(problem)

    def at(height: float, tolerance: float) -> Array:
        return flat & assessment.within(b, height, tolerance)

    known: dict[str, Array] = {}
    height = np.where(flat, b, np.nan)
    if first:
        known["reply0"] = assessment.reply_index([at(4, 0.1), at(3, 0.1), at(5.5, 0.2)], value=height, target=4)
    if second:
        of_c = abs(residuals[..., 2])
        known["reply1"] = assessment.reply_index(
            [diagonal & assessment.within(of_c, far, 0.1) for far in (2, 4)],
            value=np.where(diagonal, of_c, np.nan),
            target=2,
        )
    if third:
        known["reply2"] = assessment.reply_index([at(3, 0.1), at(4, 0.1)], value=height, target=3)
    return known


def unasked_replies(problem: LineProblem) -> dict[str, Array]:
    """The replies of the predictions that cannot be answered with this problem: always -1."""
    return {f"reply{k}": assessment.reply_index([False]) for k, one in enumerate(asked(problem)) if not one}


def goals(problem: LineProblem, mse: Array, mae: Array, residuals: Array, largest_share: Array) -> dict[str, Array]:
    """Which goals each line meets."""
    five, outlier = (problem.few and problem.text == text for text in (points.text(points.FIVE), OUTLIER))
    balanced = assessment.within(residuals.sum(axis=-1), 0, 0.05)
    return assessment.goal_flags(
        (
            (mse <= 0.73 + assessment.ROUNDING) & five,
            balanced & (mse >= 3 - assessment.ROUNDING),
            (mae <= 0.705 + assessment.ROUNDING) & five,
            (largest_share >= 0.8) & (len(problem.points) >= FEW),
            (mae <= 1.62 + assessment.ROUNDING) & outlier,
        )
    )
