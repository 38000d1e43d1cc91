"""Lesson 5: what does a bend buy?"""

import numpy as np

import lossviz
from lossviz.figures import palette, thumbnails
from lossviz.lessons.relu.dead_unit import scene as dead_unit
from lossviz.lessons.relu.descent import scene as descent
from lossviz.lessons.relu.parameters import PARAMETERS
from lossviz.lessons.relu.scene import cost, scene
from lossviz.scene.lesson import Lesson
from lossviz.theory import activations, single_unit, unit_sums


def thumbnail() -> list[str]:
    """A rectified linear unit."""
    x = np.linspace(0, 1, 41)
    return [thumbnails.line(x, thumbnails.scaled(lossviz.relu(2 * x - 1), -0.1, 1.1), palette.MODEL)]


LESSON = Lesson(
    "relu",
    "ReLU",
    "What does a bend buy?",
    thumbnail,
    introduction="A line can only be a line. A **ReLU unit** adds nothing left of its **kink** and a slope right of "
    "it: one bend. Drag the right end of the sum, or a kink.",
    conclusion="Each unit adds one bend; sums of bends follow a curve as closely as you pay for; without the bend any "
    "stack of layers is still a line. So far the answer was a number. What if it is “cat”, with 80 % certainty? First: "
    "what is certainty worth?",
    parameters=PARAMETERS,
    scene=scene,
    cost=cost,
    folds=(dead_unit.FOLD, descent.FOLD),
    sources=(
        activations.relu,
        activations.relu_derivative,
        unit_sums.value,
        unit_sums.derivative,
        unit_sums.running_slopes,
        unit_sums.best_fit,
        unit_sums.mean_squared_error_gradient,
        single_unit.train,
    ),
    references=(
        "V. Nair, G. E. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, ICML 2010.",
        "X. Glorot, A. Bordes, Y. Bengio, Deep Sparse Rectifier Neural Networks, AISTATS 2011.",
        "M. Leshno, V. Y. Lin, A. Pinkus, S. Schocken, Multilayer feedforward networks with a nonpolynomial activation "
        "function can approximate any function, Neural Networks 6, 1993.",
        "A. L. Maas, A. Y. Hannun, A. Y. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, ICML "
        "2013 (leaky ReLU).",
        "K. He, X. Zhang, S. Ren, J. Sun, Delving Deep into Rectifiers: Surpassing Human-Level Performance on ImageNet "
        "Classification, ICCV 2015 (the random start).",
        "D. Hendrycks, K. Gimpel, Gaussian Error Linear Units (GELUs), arXiv 2016.",
        "L. Lu, Y. Shin, Y. Su, G. E. Karniadakis, Dying ReLU and Initialization: Theory and Numerical Examples, "
        "Communications in Computational Physics 28, 2020.",
    ),
)
