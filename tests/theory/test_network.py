"""Networks: arithmetic by hand, finite differences, scipy and the checked modules of the same functions."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from lossviz.theory import (
    activations,
    binary_cross_entropy,
    finite_differences,
    mean_squared_error,
    network_activations,
    network_losses,
    softmax,
    softmax_cross_entropy,
    unit_sums,
)
from lossviz.theory.network import Network, backward, forward
from lossviz.theory.network_gradient import BatchGradient, with_ones
from lossviz.theory.network_losses import Penalty, encoded
from lossviz.theory.network_measures import gradients, mean_losses
from tests.theory.cases import LAW, each_case

SMOOTH = ("tanh", "sigmoid", "gelu", "identity")
HIDDEN = [(), (1,), (4,), (3, 5), (12, 1), (2, 3, 2)]
OUTPUTS = {
    "binary_cross_entropy": 1,
    "sigmoid_squared_error": 1,
    "softmax_cross_entropy": 3,
    "softmax_squared_error": 4,
    "squared_error": 1,
}


def case(activation, hidden, loss, seed, n=7, inputs=2):
    """A network with random parameters, and points on which no sum is near a kink."""
    rng, outputs = np.random.default_rng(seed), OUTPUTS[loss]
    network = Network(inputs, hidden, outputs, activation)
    for _ in range(100):
        parameters, x = rng.normal(0, 0.8, network.size), rng.uniform(-2, 2, (n, inputs))
        sums = forward(network, network.layers(parameters), x).sums
        if min([1.0, *(abs(z).min() for z in sums)]) > 1e-3:
            break
    y = rng.normal(size=n) if loss == "squared_error" else rng.integers(max(outputs, 2), size=n)
    return network, parameters, x, encoded(network_losses.of(loss), y, outputs)


@LAW
@given(
    st.sampled_from(list(network_activations.ACTIVATIONS)),
    st.sampled_from(HIDDEN),
    st.sampled_from(list(OUTPUTS)),
    st.sampled_from([(0, 0), (0.3, 0), (0, 0.7), (0.2, 0.1)]),
    st.integers(1, 7),
    st.integers(0, 1000),
)
def test_the_gradient_is_that_of_finite_differences(activation, hidden, loss, strengths, inputs, seed):
    network, parameters, x, targets = case(activation, hidden, loss, seed, inputs=inputs)
    parameters[abs(parameters) < 1e-3] = 0.5  # the kink of l1
    output_loss, penalty = network_losses.of(loss), Penalty(network, l1=strengths[0], l2=strengths[1])

    def objective(w):
        logits = forward(network, network.layers(w), x).logits
        return mean_losses(output_loss, targets, logits) + penalty.value(w)

    found = gradients(network, output_loss, penalty, x, targets, parameters)
    expected = finite_differences.central(objective, parameters, finite_differences.recommended_step())
    np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-8)


@LAW
@given(
    st.sampled_from(list(network_activations.ACTIVATIONS)),
    st.sampled_from(HIDDEN),
    st.sampled_from(list(OUTPUTS)),
    st.integers(0, 1000),
)
def test_the_gradient_in_work_arrays_is_that_of_backward(activation, hidden, loss, seed):
    network, parameters, x, targets = case(activation, hidden, loss, seed)
    output_loss, penalty = network_losses.of(loss), Penalty(network, l1=0.1, l2=0.2)
    gradient_of = BatchGradient(network, output_loss, penalty, parameters)
    for part in (slice(0, 4), slice(4, 7), slice(0, 4)):
        expected = gradients(network, output_loss, penalty, x[part], targets[part], parameters)
        np.testing.assert_allclose(gradient_of(with_ones(x[part]), targets[part]), expected, rtol=1e-11, atol=1e-14)
        parameters *= 0.9  # they are read where they are


def test_a_forward_and_a_backward_pass_by_hand():
    network = Network(2, (2,))
    parameters = network.parameters([([[1, -1], [2, 0]], [0.5, 0]), ([[3], [4]], [-1])])
    layers, x = network.layers(parameters), np.array([[1.0, 2.0]])
    passed = forward(network, layers, x)
    assert passed.sums[0].tolist() == [[5.5, -1]]
    assert passed.units[0].tolist() == [[5.5, 0]]
    assert passed.logits.tolist() == [[15.5]]
    gradient = backward(network, layers, x, passed, np.array([[2.0]]))
    assert gradient.tolist() == [6, 0, 12, 0, 6, 0, 11, 0, 2]


def test_many_networks_at_once_are_each_by_itself():
    network = Network(3, (4, 5), 2, "tanh")
    rng = np.random.default_rng(0)
    parameters, x, by_logit = rng.normal(size=(6, 2, network.size)), rng.normal(size=(9, 3)), rng.normal(size=(9, 2))
    layers = network.layers(parameters)
    passed = forward(network, layers, x)
    gradient = backward(network, layers, x, passed, by_logit)
    assert passed.logits.shape == (6, 2, 9, 2)
    assert [units.shape for units in passed.units] == [(6, 2, 9, 4), (6, 2, 9, 5)]
    assert gradient.shape == parameters.shape
    for place in np.ndindex(6, 2):
        alone = network.layers(parameters[place])
        single = forward(network, alone, x)
        np.testing.assert_allclose(passed.logits[place], single.logits, rtol=1e-13)
        np.testing.assert_allclose(gradient[place], backward(network, alone, x, single, by_logit), rtol=1e-12)


def test_layers_are_views_of_the_flat_vector_and_go_back_into_it():
    network = Network(2, (3, 2), 4)
    flat = np.arange(network.size * 1.0)
    layers = network.layers(flat)
    assert [layer.weights.shape for layer in layers] == [(2, 3), (3, 2), (2, 4)] == list(network.shapes)
    assert network.parameters(layers).tolist() == flat.tolist()
    layers[1].biases[0] = -7
    assert flat[network.place(1, 3, 0)] == -7
    for number, layer in enumerate(layers):
        for (source, unit), weight in np.ndenumerate(layer.weights):
            assert flat[network.place(number, source, unit)] == weight
    assert network.is_weight.sum() == 6 + 6 + 8


def test_initial_weights_are_drawn_layer_by_layer_with_variance_2_over_inputs_and_no_biases():
    network = Network(2, (12, 12, 12), 4)
    rng = np.random.default_rng(7)
    for (weights, biases), (inputs, outputs) in zip(
        network.layers(network.initial_parameters(7)), network.shapes, strict=True
    ):
        assert weights.tolist() == rng.normal(0, math.sqrt(2 / inputs), (inputs, outputs)).tolist()
        assert not biases.any()
    many = np.concatenate([network.layers(network.initial_parameters(seed))[1].weights.ravel() for seed in range(50)])
    assert many.var() == pytest.approx(2 / 12, rel=0.05)


@each_case("name", list(network_activations.ACTIVATIONS))
def test_activations_are_those_that_are_checked(name):
    z = np.concatenate([np.linspace(-12, 12, 4001), [-35.0, 35.0]])
    checked, (function, derivative, _) = unit_sums.of(name), network_activations.of(name)
    np.testing.assert_allclose(function(z), checked.function(z), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(derivative(z, function(z)), checked.derivative(z), rtol=1e-12, atol=1e-14)


def test_the_normal_cdf_from_a_table_is_that_of_scipy_and_keeps_what_is_no_number():
    z = np.concatenate([np.linspace(-9.5, 9.5, 10_007), [-1e300, 1e300]])
    np.testing.assert_allclose(network_activations.normal_cdf(z), norm.cdf(z), atol=2e-15)
    with np.errstate(invalid="ignore"):
        ends = network_activations.normal_cdf(np.array([-np.inf, np.nan, np.inf]))
    assert ends.tolist() == pytest.approx([0, np.nan, 1], nan_ok=True)


def test_losses_are_those_that_are_checked():
    rng = np.random.default_rng(0)
    y, z = rng.integers(2, size=20), rng.normal(0, 9, (20, 1))
    p = activations.sigmoid(z[:, 0])
    binary, by_square = network_losses.of("binary_cross_entropy"), network_losses.of("sigmoid_squared_error")
    signs = encoded(binary, y, 1)
    np.testing.assert_allclose(binary.losses(signs, z), binary_cross_entropy.losses_from_logits(y, z[:, 0]), rtol=1e-12)
    slopes = binary_cross_entropy.derivatives_from_logits(y, z[:, 0])
    np.testing.assert_allclose(binary.derivatives(signs, z)[:, 0], slopes, rtol=1e-12)
    np.testing.assert_allclose(by_square.losses(signs, z), mean_squared_error.losses(y * 1.0, p), rtol=1e-9, atol=1e-30)
    np.testing.assert_allclose(binary.answer(z)[:, 0], p, rtol=1e-12)

    y, z = rng.integers(3, size=20), rng.normal(0, 9, (20, 3))
    several, by_square = network_losses.of("softmax_cross_entropy"), network_losses.of("softmax_squared_error")
    targets, p = encoded(several, y, 3), softmax.softmax(z)
    np.testing.assert_allclose(several.losses(targets, z), softmax_cross_entropy.losses(y, z), rtol=1e-12)
    slopes = 20 * softmax_cross_entropy.gradient(y, z)
    np.testing.assert_allclose(several.derivatives(targets, z), slopes, rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(by_square.losses(targets, z), ((p - np.eye(3)[y]) ** 2).sum(axis=1), rtol=1e-12)
    np.testing.assert_allclose(several.answer(z), p, rtol=1e-12)

    values = network_losses.of("squared_error")
    targets, z = encoded(values, [2.0, -1.0], 1), np.array([[1.0], [-1.0]])
    assert values.losses(targets, z).tolist() == [1, 0]
    assert values.derivatives(targets, z).tolist() == [[-2], [0]]


def test_which_points_are_right():
    binary, several, values = map(network_losses.of, ("binary_cross_entropy", "softmax_cross_entropy", "squared_error"))
    z = np.array([[2.0], [-2.0], [0.0], [0.0]])
    assert network_losses.is_right(binary, encoded(binary, [1, 1, 0, 1], 1), z).tolist() == [1, 0, 1, 0]
    z = np.array([[1.0, 2, 0], [0, 0, 1]])
    assert network_losses.is_right(several, encoded(several, [1, 1], 3), z).tolist() == [1, 0]
    assert np.isnan(network_losses.is_right(values, encoded(values, [1.0], 1), z[:1, :1])).all()


def test_the_penalty_leaves_biases_alone_and_has_no_slope_at_0():
    network = Network(2, (2,), 1)
    flat = network.parameters([([[1, -2], [0, 3]], [50, -60]), ([[-1], [4]], [70])])
    assert Penalty(network, l1=0.5).value(flat) == 0.5 * (1 + 2 + 3 + 1 + 4)
    assert Penalty(network, l2=3).value(flat) == 1.5 * (1 + 4 + 9 + 1 + 16)
    assert Penalty(network, l1=0.5).gradient(flat).tolist() == [0.5, -0.5, 0, 0.5, 0, 0, -0.5, 0.5, 0]
    assert Penalty(network, l2=3).gradient(flat).tolist() == [3, -6, 0, 9, 0, 0, -3, 12, 0]
    assert not Penalty(network)


@each_case(
    ("call", "said"),
    [
        (lambda: Network(0, (2,)), "inputs = 0"),
        (lambda: Network(2, (3, 0)), "hidden = 0"),
        (lambda: Network(2, [3]), r"hidden = \[3\]"),
        (lambda: Network(2, (3.0,)), r"hidden = 3\.0"),
        (lambda: Network(2, (3,), 0), "outputs = 0"),
        (lambda: Network(2, (3,), 1, "step"), "'step'"),
        (lambda: Network(2, (3,)).layers(np.zeros(12)), r"\(12,\).* 13"),
        (lambda: Network(1, ()).parameters([([[1, 2]], [3])]), r"\(1, 2\)"),
        (lambda: Network(1, ()).parameters([([[math.nan]], [3])]), "nan"),
        (lambda: Network(2, (3,)).place(2, 0, 0), "layer 2"),
        (lambda: Network(2, (3,)).place(0, 3, 0), "from 3"),
        (lambda: Network(2, (3,)).place(0, 0, -1), "unit -1"),
        (lambda: Network(2, (3,)).initial_parameters(-1), "seed = -1"),
        (lambda: network_losses.of("hinge"), "'hinge'"),
        (lambda: Penalty(Network(1, ()), l1=-0.5), r"l1 = -0\.5"),
        (lambda: Penalty(Network(1, ()), l2=math.inf), "l2 holds inf"),
        (lambda: encoded(network_losses.of("binary_cross_entropy"), [0, 2], 1), "class.*|holds 2"),
        (lambda: encoded(network_losses.of("binary_cross_entropy"), [0, 1], 2), "outputs = 2"),
        (lambda: encoded(network_losses.of("softmax_cross_entropy"), [0, 0.5], 2), r"0\.5"),
        (lambda: encoded(network_losses.of("softmax_cross_entropy"), [0, 3], 3), "holds 3"),
        (lambda: encoded(network_losses.of("squared_error"), [math.nan], 1), "nan"),
        (lambda: encoded(network_losses.of("squared_error"), [[1.0]], 1), r"\(1, 1\)"),
    ],
)
def test_what_does_not_fit_is_refused_and_shown(call, said):
    with pytest.raises(ValueError, match=said):
        call()
