"""The home page: a line that learns under one handle, and the way to all lessons."""

from lossviz.inputs import parameter
from lossviz.lessons.home.scene import UPDATES, scene
from lossviz.scene import budget
from lossviz.scene.lesson import Lesson

LESSON = Lesson(
    "home",
    "All lessons",
    "See a loss function at work",
    thumbnail=list,
    introduction="A model learns by repeating three things: it predicts, it computes how large its errors are, and it "
    "changes its parameters a little. The size of the errors is one number, the **loss**. Drag the dot on the loss "
    "curve, and watch the loss fall.",
    conclusion="The first four lessons fit a line and minimise its loss by gradient descent. ReLU units then turn "
    "lines into curves. Entropy and cross-entropy measure predictions that are probabilities, and give the loss "
    "function of most classifiers. The last lesson trains a small network. Begin anywhere; each lesson builds on those "
    "before it.",
    parameters=(parameter.Integer("step", default=0, high=UPDATES, label="Update, 0 to 20"),),
    scene=scene,
    cost=lambda **_: budget.of_numbers(4_000),
)
