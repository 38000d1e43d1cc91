"""Slices through the loss: eigenvectors of the covariance, filter normalisation, and places by hand."""

import math

import numpy as np
import pytest

from lossviz.theory import classification_datasets, interruption, loss_slices, optimizers
from lossviz.theory.network import Network, forward
from lossviz.theory.network_training import Training
from lossviz.theory.training_run import train
from tests.theory.cases import each_case

POINTS = classification_datasets.circles(20)


def training(**options):
    return Training(
        Network(2, (4, 3)),
        POINTS.x,
        POINTS.y,
        "binary_cross_entropy",
        optimizers.gradient_descent(0.1),
        8,
        30,
        1,
        **options,
    )


def test_the_plane_of_a_path_is_that_of_the_largest_eigenvectors_of_its_covariance():
    path = train(training()).parameters
    plane = loss_slices.principal_plane(path)
    values, vectors = np.linalg.eigh(np.cov(path.T))
    for k in (0, 1):
        assert abs(plane.directions[k] @ vectors[:, -1 - k]) == pytest.approx(1, rel=1e-9)
    np.testing.assert_allclose(plane.shares, values[:-3:-1] / values.sum(), rtol=1e-9)
    assert plane.origin.tolist() == path[-1].tolist()
    places = plane.projected(path)
    np.testing.assert_allclose(places[-1], 0, atol=1e-12)
    assert (places[0] <= 1e-12).all()
    # What is left is at right angles to the plane.
    np.testing.assert_allclose((path - plane.parameters(places)) @ plane.directions.T, 0, atol=1e-9)


def test_a_path_within_a_plane_is_on_it():
    rng = np.random.default_rng(0)
    basis, places = rng.normal(size=(2, 9)), rng.normal(size=(20, 2))
    path = 3 + places @ basis
    plane = loss_slices.principal_plane(path)
    np.testing.assert_allclose(plane.parameters(plane.projected(path)), path, atol=1e-12)
    assert plane.shares.sum() == pytest.approx(1)


@each_case("moments", [1, 2, 3])
def test_a_path_that_stands_still_or_is_short_has_a_plane_too(moments):
    plane = loss_slices.principal_plane(np.ones((moments, 6)))
    np.testing.assert_allclose(plane.directions @ plane.directions.T, np.eye(2), atol=1e-12)
    assert not plane.projected(np.ones((moments, 6))).any()
    assert plane.shares.tolist() == [0, 0]
    line = loss_slices.principal_plane([[0, 0, 0], [3, 4, 0]])
    np.testing.assert_allclose(line.projected(np.array([0.0, 0, 0]))[0], -5)
    assert line.shares.tolist() == pytest.approx([1, 0])


def test_each_unit_of_a_direction_has_the_norm_of_the_networks_own():
    network = Network(2, (4, 3), 2)
    parameters = network.initial_parameters(3)
    plane = loss_slices.random_plane(network, parameters, 7)
    for direction in plane.directions:
        for own, layer in zip(network.layers(parameters), network.layers(direction), strict=True):
            np.testing.assert_allclose((layer.weights**2).sum(axis=0), (own.weights**2).sum(axis=0), rtol=1e-12)
            assert not layer.biases.any()
    assert plane.directions[0].tolist() != plane.directions[1].tolist()
    again = loss_slices.filter_normalised_direction(network, parameters, 14)
    assert again.tolist() == plane.directions[0].tolist()


def test_a_relu_network_whose_units_are_rescaled_has_the_same_slice():
    given = training()
    network, parameters = given.network, given.network.initial_parameters(2)
    layers = network.layers(parameters)
    layers[0].biases[:] = [0.1, -0.2, 0.3, -0.4]
    # Units twice as large, and what reads them half as large: the network says the same.
    first, (weights, biases), last = layers
    scaled = network.parameters([(2 * first.weights, 2 * first.biases), (weights / 2, biases), last])
    along = np.linspace(-1, 1, 5)
    one, other = (
        loss_slices.losses_on(given, loss_slices.random_plane(network, flat, 0), along, along)
        for flat in (parameters, scaled)
    )
    np.testing.assert_allclose(one, other, rtol=1e-11)
    assert one.std() > 0.01


def test_losses_are_those_of_the_network_at_each_place_with_the_penalty():
    given = training(l2=0.05)
    run = train(given)
    plane = loss_slices.principal_plane(run.parameters)
    a, b = [-1.0, 0.0, 0.5], [0.0, 2.0]
    losses = loss_slices.losses_on(given, plane, a, b)
    assert losses.shape == (2, 3)
    for row, column in np.ndindex(2, 3):
        parameters = plane.origin + a[column] * plane.directions[0] + b[row] * plane.directions[1]
        layers = given.network.layers(parameters)
        z = forward(given.network, layers, given.x).logits[:, 0]
        squares = sum((weights**2).sum() for weights, _ in layers)
        expected = np.mean(np.logaddexp(0, z) - given.y * z) + 0.05 / 2 * squares
        assert losses[row, column] == pytest.approx(expected, rel=1e-12)
    assert losses[0, 1] == pytest.approx(run.training_scores.loss[-1] + run.penalties[-1], rel=1e-12)


def test_rows_come_one_by_one_and_may_be_ended():
    given = training()
    plane = loss_slices.random_plane(given.network, given.network.initial_parameters(0), 0)
    assert list(loss_slices.loss_rows(given, plane, [0, 1], [0, 1, 2])) == [1, 2, 3]
    with interruption.interruptible(lambda: True), pytest.raises(interruption.ComputationEndedError):
        loss_slices.losses_on(given, plane, [0, 1], [0])


def test_a_far_place_is_infinite_without_a_warning():
    given = training()
    plane = loss_slices.random_plane(given.network, given.network.initial_parameters(0), 0)
    assert np.isposinf(loss_slices.losses_on(given, plane, [1e160], [1e160])).all()


def test_the_domain_of_a_straight_path_has_some_width():
    (x0, x1), (y0, y1) = loss_slices.domain([[0, 3], [10, 3]])
    assert (x0, x1) == (-2.5, 12.5)
    assert (y0, y1) == (2.25, 3.75)


@each_case(
    ("call", "said"),
    [
        (lambda: loss_slices.principal_plane([1.0, 2.0]), r"\(2,\)"),
        (lambda: loss_slices.principal_plane([[1.0], [2.0]]), r"\(2, 1\)"),
        (lambda: loss_slices.principal_plane([[1.0, math.inf]]), "inf"),
        (lambda: loss_slices.filter_normalised_direction(Network(1, ()), [1.0, 2.0, 3.0], 0), r"\(3,\)"),
        (lambda: loss_slices.filter_normalised_direction(Network(1, ()), [1.0, 2.0], -1), "seed = -1"),
    ],
)
def test_what_does_not_fit_is_refused_and_shown(call, said):
    with pytest.raises(ValueError, match=said):
        call()
