"""Pictures of networks against one forward pass at a place, and the sweep of a weight against each value by itself."""

import math

import numpy as np
import pytest

from lossviz.theory import classification_datasets, network_pictures, optimizers
from lossviz.theory.network import Network, forward
from lossviz.theory.network_measures import score
from lossviz.theory.network_training import Training
from lossviz.theory.point_features import features
from lossviz.theory.training_run import train
from tests.theory.cases import each_case

POINTS = classification_datasets.blobs(12, classes=3)


def training(hidden, activation="tanh", names=("x", "y")):
    x = features(POINTS.x, names)
    return Training(
        Network(len(names), hidden, 3, activation),
        x[:27],
        POINTS.y[:27],
        "softmax_cross_entropy",
        optimizers.adam(0.03),
        9,
        5,
        0,
        held_out_x=x[27:],
        held_out_y=POINTS.y[27:],
    )


def test_places_run_row_by_row_from_below():
    grid = network_pictures.plane_grid(3, 2)
    assert grid.tolist() == [[x, y] for y in (-2, 0, 2) for x in (-2, 0, 2)]


def test_a_picture_is_what_the_network_says_at_each_place():
    names = ["x", "y_squared", "sin_x"]
    given = training((4, 3), names=names)
    run = train(given)
    whole = network_pictures.output_pictures(given.network, given.output_loss, run.parameters, names, side=5)
    units = network_pictures.unit_pictures(given.network, run.parameters, names, side=5)
    assert whole.shape == (16, 5, 5, 3)
    assert [picture.shape for picture in units] == [(16, 4, 5, 5), (16, 3, 5, 5)]
    np.testing.assert_allclose(whole.sum(axis=-1), 1)
    along = np.linspace(-4, 4, 5)
    for moment, row, column in ((0, 0, 0), (7, 1, 4), (15, 3, 2)):
        x = features([[along[column], along[row]]], names)
        passed = forward(given.network, given.network.layers(run.parameters[moment]), x)
        e = np.exp(passed.logits[0])
        np.testing.assert_allclose(whole[moment, row, column], e / e.sum(), rtol=1e-12)
        for picture, answers in zip(units, passed.units, strict=True):
            np.testing.assert_allclose(picture[moment, :, row, column], answers[0], rtol=1e-12)


def test_the_losses_of_points_have_the_mean_that_is_the_loss():
    run = train(training((4,)))
    given = run.training
    losses = network_pictures.point_losses(given.network, given.output_loss, given.x, given.targets, run.parameters)
    assert losses.shape == (len(run.updates), 27)
    answers = network_pictures.point_answers(given.network, given.output_loss, given.x, run.parameters)
    np.testing.assert_allclose(-np.log(answers[:, np.arange(27), given.y]), losses, rtol=1e-9)
    np.testing.assert_allclose(losses.mean(axis=1), run.training_scores.loss, rtol=1e-12)


@each_case(("hidden", "activation"), [((), "relu"), ((3,), "relu"), ((3, 2, 3), "gelu")])
def test_a_sweep_of_any_parameter_is_that_of_each_value_by_itself(hidden, activation):
    given = training(hidden, activation)
    parameters = given.network.initial_parameters(5)
    values = np.array([-2.0, -0.5, 0, 0.5, 3])
    for place in range(given.network.size):
        sweep = network_pictures.weight_sweep(given, parameters, place, values, side=4)
        changed = np.repeat(parameters[None], len(values), axis=0)
        changed[:, place] = values
        expected = network_pictures.output_pictures(given.network, given.output_loss, changed, side=4)
        np.testing.assert_allclose(sweep.pictures, expected, rtol=1e-11, atol=1e-15)
        for x, targets, loss, right in (
            (given.x, given.targets, sweep.training_loss, sweep.training_accuracy),
            (given.held_out_x, given.held_out_targets, sweep.held_out_loss, sweep.held_out_accuracy),
        ):
            alone = score(given.network, given.output_loss, x, targets, changed)
            np.testing.assert_allclose(loss, alone.loss, rtol=1e-11)
            assert right.tolist() == alone.accuracy.tolist()


@each_case(
    ("call", "said"),
    [
        (lambda t, w: network_pictures.weight_sweep(t, w, t.network.size, [0]), "place = 21"),
        (lambda t, w: network_pictures.weight_sweep(t, w, -1, [0]), "place = -1"),
        (lambda t, w: network_pictures.weight_sweep(t, w, 0, [math.nan]), "values holds nan"),
        (lambda t, w: network_pictures.weight_sweep(t, w[:4], 0, [1]), r"\(4,\)"),
        (lambda t, w: network_pictures.plane_grid(1), "side = 1"),
        (lambda t, w: network_pictures.plane_grid(5, -1), "half_width = -1"),
    ],
)
def test_what_does_not_fit_is_refused_and_shown(call, said):
    given = training((3,))
    with pytest.raises(ValueError, match=said):
        call(given, given.network.initial_parameters(0))
