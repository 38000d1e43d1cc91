"""Lesson 6: entropy."""

from lossviz.inputs import distribution, parameter
from lossviz.lessons.entropy import information_gain
from lossviz.lessons.entropy.scene import scene
from lossviz.scene import budget, thumbnail
from lossviz.scene.lesson import Lesson
from lossviz.theory import impurity, information

LESSON = Lesson(
    "entropy",
    "Entropy",
    "How uncertain is this?",
    thumbnail.of(scene, "curve"),
    introduction="Rare events are more surprising. The **surprise** of an outcome with probability p is log(1/p): one "
    "**bit** for each halving of p. **Entropy** is the average surprise. Drag a bar by its top.",
    conclusion="Here the probabilities were known. What if a model predicts other probabilities?",
    parameters=(
        parameter.Distribution(
            "p",
            default=(9, 1),
            label="Weights of the outcomes",
            help="One number for each outcome, such as 9, 1 or 0.25, 0.75. Probabilities are these, divided by their "
            "sum.",
        ),
        parameter.Names(
            "names", label="Names of the outcomes", help="Such as sun, cloud, rain.", placeholder="heads, tails"
        ),
        parameter.Integer(
            "highlight",
            default=1,
            low=1,
            high=distribution.MOST,
            label="Highlighted outcome",
            help="Counted from 1; the sentence and the formula show it.",
        ),
        parameter.unit("bits"),
    ),
    scene=scene,
    cost=lambda *, p, **_: budget.of_numbers(len(p) * (7_000 + 1_000 * len(p))),
    folds=(information_gain.FOLD,),
    terms=("surprise", "entropy", "perplexity", "bits", "nats", "hartleys"),
    sources=(information.surprise, information.entropy, information.perplexity, impurity.information_gain),
    references=(
        "C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical Journal 27, 1948 "
        "(entropy, and why this formula).",
        "D. J. C. MacKay, Information Theory, Inference, and Learning Algorithms, Cambridge University Press, 2003 "
        "(surprise, the letters of English).",
        "T. M. Cover, J. A. Thomas, Elements of Information Theory, 2nd edition, Wiley, 2006.",
        "J. R. Quinlan, Induction of Decision Trees, Machine Learning 1, 1986 (the gain of a split).",
        "R. E. Lewand, Cryptological Mathematics, Mathematical Association of America, 2000 (letter frequencies).",
    ),
    linked_state={"cross-entropy": lambda texts: {"p": texts["p"], "names": texts["names"]}},
)
