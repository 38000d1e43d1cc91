"""Lesson 10: a small network, trained."""

from lossviz.lessons.train_a_network import run, same_epoch, thumbnail
from lossviz.lessons.train_a_network.loss_surface.scene import FOLD as LOSS_SURFACE
from lossviz.lessons.train_a_network.parameters import PARAMETERS
from lossviz.lessons.train_a_network.scene import cost, scene
from lossviz.scene.job import Job
from lossviz.scene.lesson import Lesson
from lossviz.theory import loss_slices, network, network_gradient, network_measures, network_training

LESSON = Lesson(
    "train-a-network",
    "Train a network",
    "How does a small network learn?",
    thumbnail.triangle,
    introduction="A **network** of **hidden units** gives each point a **logit**, with **cross-entropy** as its loss, "
    "or a value, with squared error. Each mini-batch (ringed points) makes one update, by **backpropagation**. Press "
    "Play, or drag the update.",
    conclusion="A sum of units makes a logit or a value, its loss is cross-entropy or squared error, and mini-batches "
    "descend on it: each part is a lesson of its own.",
    parameters=PARAMETERS,
    scene=scene,
    cost=cost,
    folds=(LOSS_SURFACE,),
    job=Job(run.key_of, run.slices, lambda result: result.size),
    followed=same_epoch.entered,
    terms=(
        "hidden unit",
        "cross-entropy",
        "gradient",
        "update",
        "SGD",
        "activation function",
        "decision boundary",
        "logit",
        "backpropagation",
        "epoch",
        "held-out points",
        "overfitting",
        "dead unit",
        "learning rate",
        "learning-rate schedule",
        "optimiser",
        "regularization",
        "seed",
    ),
    sources=(
        network.Network.initial_parameters,
        network.forward,
        network.backward,
        network_gradient.BatchGradient,
        network_training.Descent,
        network_measures.health,
        loss_slices.principal_plane,
        loss_slices.filter_normalised_direction,
    ),
    references=(
        "D. Smilkov, S. Carter, D. Sculley, F. B. Viégas, M. Wattenberg, Direct-Manipulation Visualization of Deep "
        "Networks, arXiv 2017 (a forerunner of this page).",
        "K. He, X. Zhang, S. Ren, J. Sun, Delving Deep into Rectifiers, ICCV 2015 (the initial weights).",
        "C. Zhang, S. Bengio, M. Hardt, B. Recht, O. Vinyals, Understanding deep learning requires rethinking "
        "generalization, ICLR 2017 (a network can learn its training points by heart).",
        "H. Li, Z. Xu, G. Taylor, C. Studer, T. Goldstein, Visualizing the Loss Landscape of Neural Nets, NeurIPS 2018 "
        "(the loss surface around the path).",
    ),
)
