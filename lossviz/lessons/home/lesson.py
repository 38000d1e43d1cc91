"""The home page: a line that learns under one handle, and the way to all lessons."""

from lossviz.inputs import parameter
from lossviz.lessons.home.quantities import UPDATES
from lossviz.lessons.home.scene import scene
from lossviz.scene import budget
from lossviz.scene.lesson import Lesson

LESSON = Lesson(
    "home",
    "All lessons",
    "See a loss function at work",
    thumbnail=list,
    introduction="A model makes predictions, and a **loss function** turns all their errors into one number, the loss. "
    "To learn is to make that number smaller: here a line learns to fit five points, step by step.",
    conclusion="",
    parameters=(parameter.Integer("step", default=0, high=UPDATES, label=f"Update, 0 to {UPDATES}"),),
    scene=scene,
    cost=lambda **_: budget.of_numbers(20_000),
)
