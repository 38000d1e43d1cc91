"""Lesson 2: what does “learning” do?"""

from lossviz.lessons.training_loop.parameters import PARAMETERS, UPDATES
from lossviz.lessons.training_loop.scene import scene
from lossviz.scene import budget, thumbnail
from lossviz.scene.lesson import Lesson
from lossviz.theory import descent, interruption, mean_squared_error, optimizers

LESSON = Lesson(
    "training-loop",
    "Training loop",
    "What does “learning” do?",
    thumbnail.of(scene, "slice"),
    introduction="Training repeats four phases: **predict** with the line ŷ = w·x + b, **compute the loss**, **compute "
    "its gradient** (how fast the loss changes with w and with b), and **update** w and b a little, against the "
    "gradient. Drag the dot on the loss curve.",
    conclusion="Predict, compute the loss, compute the gradient, update; then again. That is all of training. The loss "
    "is a function of two parameters, w and b: a surface. The next lesson looks at it from above.",
    parameters=PARAMETERS,
    scene=scene,
    # A run that overflows is made twice.
    cost=lambda *, points, **_: budget.of_numbers(18_000 + len(points)) + 2 * (UPDATES + 1) * (interruption.STEP + 10),
    terms=("gradient", "update", "learning rate", "minimum", "stability limit", "curvature", "diverges"),
    sources=(descent.descend, optimizers.gradient_descent, mean_squared_error.loss, mean_squared_error.gradient),
    linked_state={
        "loss": lambda texts: {"points": texts["points"], "line": texts["start"]},
        "gradient-descent": lambda texts: {
            "surface": "points_mse",
            **{name: texts[name] for name in ("points", "start", "rate")},
        },
    },
)
