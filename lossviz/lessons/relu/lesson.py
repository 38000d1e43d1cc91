"""Lesson 5: what does a bend buy?"""

from lossviz.lessons.relu.dead_unit import scene as dead_unit
from lossviz.lessons.relu.descent import scene as descent
from lossviz.lessons.relu.parameters import PARAMETERS
from lossviz.lessons.relu.scene import cost, scene
from lossviz.scene import thumbnail
from lossviz.scene.lesson import Lesson
from lossviz.theory import activations, single_unit, unit_sums

LESSON = Lesson(
    "relu",
    "ReLU units",
    "How do straight pieces make a curve?",
    thumbnail.of(scene, "sum"),
    introduction="A **ReLU unit** (rectified linear unit), max(0, x − k), is 0 left of its **kink** k and rises with "
    "slope 1 right of it. A sum of such units is made of straight pieces with a bend at each kink. Drag the right end "
    "of the sum, or a kink.",
    conclusion="Each unit adds one bend; with enough units the sum comes as close to a curve as is wanted. Without a "
    "nonlinear activation function such as ReLU, any stack of layers is still a line. So far the prediction was a "
    "number. What if it is a probability? First: how is uncertainty measured?",
    parameters=PARAMETERS,
    scene=scene,
    cost=cost,
    folds=(dead_unit.FOLD, descent.FOLD),
    terms=("kink", "activation function", "dead unit", "sigmoid", "MSE"),
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
        "Classification, ICCV 2015 (the random initialisation).",
        "D. Hendrycks, K. Gimpel, Gaussian Error Linear Units (GELUs), arXiv 2016.",
        "L. Lu, Y. Shin, Y. Su, G. E. Karniadakis, Dying ReLU and Initialization: Theory and Numerical Examples, "
        "Communications in Computational Physics 28, 2020.",
    ),
)
