"""Lesson 3: gradient descent."""

from collections.abc import Mapping

from lossviz.inputs import parameter
from lossviz.lessons.gradient_descent import convergence_map, gradient_check
from lossviz.lessons.gradient_descent.race import scene as race_scene
from lossviz.lessons.gradient_descent.scene import MOST_STEPS, cost, scene
from lossviz.scene import descent_parameters as shared
from lossviz.scene import thumbnail
from lossviz.scene.landscapes import OPTIMIZERS
from lossviz.scene.lesson import Lesson
from lossviz.theory import descent, optimizers, surface


def to_sgd(texts: Mapping[str, str]) -> Mapping[str, str]:
    """The points, and where the surface is that of a line its start and rate, too."""
    line = texts["surface"] == "points_mse"
    return {"points": texts["points"]} | {name: texts[name] if line else "" for name in ("start", "rate")}


LESSON = Lesson(
    "gradient-descent",
    "Gradient descent",
    "Which way is down?",
    thumbnail.of(scene, "contour", step=40),
    introduction="The loss of two parameters is a surface. Its **gradient** ∇L points where the loss rises fastest. "
    "Each step of **gradient descent** goes the other way: it subtracts the **learning rate** η times the gradient. "
    "Drag the start, or the learning rate.",
    conclusion="The direction of steepest descent is not the direction to the minimum. The learning rate times the "
    "curvature, η·λ, decides: below 1 it converges smoothly, between 1 and 2 it oscillates and converges, above 2 it "
    "diverges. Each step used every data point. With a million points that is slow: what if we use only a few?",
    parameters=(
        shared.START,
        shared.RATE,
        parameter.Integer(
            "steps", low=1, high=MOST_STEPS, label="Steps", help="1 to 1,000.", placeholder="the surface’s own"
        ),
        parameter.Integer("step", high=MOST_STEPS, label="Step", help="Which step is shown.", placeholder="0"),
        shared.SURFACE,
        shared.CONDITION,
        parameter.Choice(
            "optimizer",
            default="gradient_descent",
            options=OPTIMIZERS,
            label="Optimiser",
            help="gradient_descent, momentum, nesterov, adagrad, rmsprop, adam or adamw.",
        ),
        parameter.Integer(
            "azimuth",
            default=290,
            high=360,
            label="View angle",
            help="From where the surface is seen, 0 to 360 degrees.",
        ),
        shared.SPEED,
        shared.POINTS,
    ),
    scene=scene,
    cost=cost,
    folds=(race_scene.FOLD, convergence_map.FOLD, gradient_check.FOLD),
    terms=(
        "gradient",
        "learning rate",
        "curvature",
        "condition number",
        "stability limit",
        "minimum",
        "saddle",
        "optimiser",
        "momentum",
        "diverges",
    ),
    sources=(
        descent.descend,
        optimizers.gradient_descent,
        optimizers.momentum,
        optimizers.adam,
        optimizers.adam_with,
        surface.Surface.stability_limit,
    ),
    references=(
        "A.-L. Cauchy, Méthode générale pour la résolution des systèmes d’équations simultanées, Comptes rendus 25, "
        "1847 (steepest descent).",
        "B. T. Polyak, Some methods of speeding up the convergence of iteration methods, USSR Computational "
        "Mathematics and Mathematical Physics 4, 1964 (momentum).",
        "G. Goh, Why Momentum Really Works, Distill, 2017 (the limit and the eigenvectors).",
        "D. P. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.",
        "H. H. Rosenbrock, An Automatic Method for Finding the Greatest or Least Value of a Function, The Computer "
        "Journal 3, 1960.",
    ),
    linked_state={"training-loop": lambda texts: {"points": texts["points"]}, "sgd": to_sgd},
)
