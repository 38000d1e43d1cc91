"""The home page: a line that learns under one handle, and the way to all lessons."""

from lossviz.inputs import parameter
from lossviz.lessons.home.scene import UPDATES, scene
from lossviz.scene import budget
from lossviz.scene.lesson import Lesson

LESSON = Lesson(
    "home",
    "The chain",
    "Take hold of a loss function",
    thumbnail=list,
    introduction="A machine that learns does three things again and again: it guesses, it finds out how wrong the "
    "guess was, and it changes itself a little. *How wrong* is a number, the **loss**. Pull the handle, and watch it "
    "fall.",
    conclusion="Follow the loss and you understand training. The first four lessons fit a line and walk downhill. "
    "Then comes a bend, so that lines can become curves. Then a question: what if the answer is not a number but a "
    "probability? Surprise, entropy and cross-entropy answer it, and become the loss of every classifier. The last "
    "lesson puts all of it into one small network. Every picture here moves under your finger. Begin anywhere; the "
    "chain runs from left to right.",
    parameters=(parameter.Integer("step", default=0, high=UPDATES, label="Update, 0 to 20"),),
    scene=scene,
    cost=lambda **_: budget.of_numbers(4_000),
)
