"""What is no probability, count, logit or number is refused, and the message shows it."""

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest

import lossviz
from lossviz.theory import LOSSES, activations
from tests.theory.cases import each_case

NAN, INF = math.nan, math.inf
HALF = [0.5, 0.5]


def refusal(call, *arguments, **options):
    """The message of the ValueError that the call must raise."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ValueError, match=r"\w+ \w+") as caught:
            call(*arguments, **options)
    assert type(caught.value) is ValueError
    return str(caught.value)


ONE_ROW = {
    "surprise": lossviz.surprise,
    "entropy": lossviz.entropy,
    "perplexity": lossviz.perplexity,
    "gini": lossviz.gini,
}
TWO_ROWS = {
    "cross_entropy": lossviz.cross_entropy,
    "kl_divergence": lossviz.kl_divergence,
    "jensen_shannon_divergence": lossviz.jensen_shannon_divergence,
}
OF_DISTRIBUTIONS = {k: v for k, v in ONE_ROW.items() if k != "surprise"}
for _name, _f in TWO_ROWS.items():
    OF_DISTRIBUTIONS[f"{_name}, first"] = lambda p, f=_f: f(p, HALF)
    OF_DISTRIBUTIONS[f"{_name}, second"] = lambda q, f=_f: f(HALF, q)
OF_DISTRIBUTIONS["softmax_cross_entropy, targets"] = lambda y: lossviz.softmax_cross_entropy(y, [0, 0])

WITH_A_UNIT = {"surprise": lossviz.surprise, "entropy": lossviz.entropy}
for _name, _f in TWO_ROWS.items():
    WITH_A_UNIT[_name] = lambda p, f=_f, **unit: f(p, p, **unit)

OF_PROBABILITIES = {
    **OF_DISTRIBUTIONS,
    "surprise": lossviz.surprise,
    "binary_cross_entropy, targets": lambda y: lossviz.binary_cross_entropy(y, HALF),
    "binary_cross_entropy, forecasts": lambda p: lossviz.binary_cross_entropy(HALF, p),
    "binary_cross_entropy_with_logits, targets": lambda y: lossviz.binary_cross_entropy_with_logits(y, HALF),
    "gradient, targets": lambda y: LOSSES["binary_cross_entropy"].gradient(y, HALF),
    "gradient, forecasts": lambda p: LOSSES["binary_cross_entropy"].gradient(HALF, p),
    "gradient_from_logits, targets": lambda y: LOSSES["binary_cross_entropy"].gradient_from_logits(y, HALF),
}
OF_NUMBERS = {
    **OF_PROBABILITIES,
    "softmax": lossviz.softmax,
    "log_softmax": lossviz.log_softmax,
    "softmax_cross_entropy, logits": lambda z: lossviz.softmax_cross_entropy(0, z),
    "binary_cross_entropy_with_logits, logits": lambda z: lossviz.binary_cross_entropy_with_logits(HALF, z),
    "parent_counts": lambda n: lossviz.information_gain(n, [[1, 1]]),
    "children_counts": lambda n: lossviz.information_gain([1, 1], n),
}
for _name in ("mean_squared_error", "mean_absolute_error", "huber"):
    for _part in ("losses", "loss", "gradient"):
        _f = getattr(LOSSES[_name], _part)
        OF_NUMBERS[f"{_name}.{_part}, targets"] = lambda y, f=_f: f(y, HALF)
        OF_NUMBERS[f"{_name}.{_part}, predictions"] = lambda y_hat, f=_f: f(HALF, y_hat)
for _name in ("sigmoid", "relu", "leaky_relu", "tanh", "gelu"):
    OF_NUMBERS[_name] = getattr(activations, _name)
    OF_NUMBERS[f"{_name}_derivative"] = getattr(activations, f"{_name}_derivative")


def each(functions):
    return each_case("function", functions)


@each(OF_PROBABILITIES)
@each_case("bad", [-0.1, 1.25, -5e-324, 1.0000000000000002, INF, -INF, 2])
def test_a_probability_below_0_or_above_1_is_refused_and_shown(function, bad):
    message = refusal(function, [bad, 1 - bad] if 0 <= bad <= 1 else [0.5, bad])
    assert repr(float(bad)) in message
    assert "between 0 and 1" in message


@each(OF_DISTRIBUTIONS)
@each_case("row", [[0.5, 0.4], [0.5, 0.5 + 2e-9], [0.0, 0.0], [1.0, 1.0]])
def test_a_row_that_does_not_sum_to_1_is_refused_with_row_and_sum(function, row):
    message = refusal(function, row)
    assert repr(sum(row)) in message
    assert repr(row[0]).removesuffix("0") in message
    assert "not 1" in message


@each(OF_DISTRIBUTIONS)
def test_a_row_whose_sum_is_1_within_rounding_is_accepted(function):
    assert np.isfinite(function([0.5, 0.5 + 9e-10]))
    assert np.isfinite(function([0.5, 0.5 - 9e-10]))


@each(OF_DISTRIBUTIONS)
def test_one_number_is_no_distribution(function):
    assert refusal(function, 1.0)


def test_the_one_bad_row_among_many_is_the_one_shown():
    rows = np.full((3, 2), 0.5)
    rows[1] = [0.25, 0.5]
    assert "[0.25, 0.5 ], whose sum is 0.75" in refusal(lossviz.entropy, rows)


@each(OF_NUMBERS)
def test_nan_is_refused_with_its_place(function):
    message = refusal(function, [0.5, NAN])
    assert "nan at (1,)" in message


@each(OF_NUMBERS)
@each_case(
    "bad", ["heads", None, ["0.5", "0.5"], [0.5, None], [0.5, 0.5j], [Fraction(1, 2)] * 2, {"p": 0.5}, object(), b"x"]
)
def test_what_is_no_number_is_refused_and_shown(function, bad):
    message = refusal(function, bad)
    assert repr(bad)[:80] in message
    assert "numbers" in message


@each(OF_NUMBERS)
@each_case("bad", [[], [[]], np.zeros((0, 2)), np.zeros((2, 0))])
def test_an_empty_array_is_refused_with_its_shape(function, bad):
    assert f"is empty, shape {np.shape(bad)}" in refusal(function, bad)


@each(OF_NUMBERS)
def test_rows_of_different_lengths_are_refused_and_shown(function):
    assert "[[0.5, 0.5], [1]]" in refusal(function, [[0.5, 0.5], [1]])


@each(OF_NUMBERS)
def test_whole_numbers_beyond_every_float_are_refused(function):
    assert "10000" in refusal(function, [10**400, 1])
    assert "10000" in refusal(function, [10**400, 1.0])


@each({k: v for k, v in OF_NUMBERS.items() if k not in OF_PROBABILITIES and "softmax" not in k})
@each_case("bad", [INF, -INF])
def test_infinity_is_no_prediction_and_no_count(function, bad):
    assert f"holds {bad!r}" in refusal(function, [0.5, bad])


def test_plus_infinity_is_no_logit_and_a_row_needs_a_finite_one():
    for function in (lossviz.softmax, lossviz.log_softmax, lambda z: lossviz.softmax_cross_entropy(0, z)):
        assert "holds inf" in refusal(function, [0, INF])
        assert "[-inf, -inf]" in refusal(function, [-INF, -INF])
    assert "[-inf, -inf]" in refusal(lossviz.softmax, [[0, 1], [-INF, -INF]])
    assert "5.0" in refusal(lossviz.softmax, 5.0)


@each(WITH_A_UNIT)
@each_case("base", [1, 0.5, 0, -2, INF, NAN, "2", None, [2, 3], 2j])
def test_a_base_must_be_one_finite_number_above_1(function, base):
    message = refusal(function, HALF, base=base)
    assert "base" in message
    assert repr(base) in message or repr(base)[:-1] in message


def test_a_gain_needs_a_base_above_1_too():
    assert "0.5" in refusal(lossviz.information_gain, [1, 1], [[1, 1]], base=0.5)


@each(TWO_ROWS)
def test_different_numbers_of_outcomes_are_refused_with_both_shapes(function):
    message = refusal(function, HALF, [0.25, 0.25, 0.5])
    assert "(2,)" in message
    assert "(3,)" in message
    message = refusal(function, [1.0], HALF)
    assert "(1,)" in message
    message = refusal(function, [HALF] * 2, [HALF] * 3)
    assert "(2, 2)" in message
    assert "(3, 2)" in message


@each_case("part", ["losses", "loss", "gradient"])
@each_case("name", ["mean_squared_error", "mean_absolute_error", "huber", "binary_cross_entropy"])
def test_a_row_against_a_column_is_refused_with_both_shapes(name, part):
    function = getattr(LOSSES[name], part)
    for first, second in (((3,), (3, 1)), ((3, 1), (3,)), ((), (3,)), ((1,), (3,)), ((2, 3), (4, 3))):
        message = refusal(function, np.ones(first), np.ones(second))
        assert str(first) in message
        assert str(second) in message


@each_case("part", ["losses_from_logits", "loss_from_logits", "gradient_from_logits"])
def test_a_row_against_a_column_of_logits_is_refused_with_both_shapes(part):
    message = refusal(getattr(LOSSES["binary_cross_entropy"], part), np.ones(3), np.ones((3, 1)))
    assert "(3,)" in message
    assert "(3, 1)" in message


@each_case("part", ["losses", "loss", "gradient"])
def test_classes_and_distributions_must_fit_their_logits(part):
    function = getattr(LOSSES["softmax_cross_entropy"], part)
    z = np.zeros((4, 3))
    assert "class 3" in refusal(function, [0, 1, 2, 3], z)
    assert "class -1" in refusal(function, [0, 1, 2, -1], z)
    for shape in ((3,), (1,), (4, 1)):
        message = refusal(function, np.zeros(shape, dtype=int), z)
        assert str(shape) in message
        assert "(4" in message
    assert "whole numbers" in refusal(function, [0.0, 1.0, 2.0, 0.0], z)
    assert "(2, 3)" in refusal(function, np.full((2, 3), 1 / 3), z)
    assert "(1, 3)" in refusal(function, np.full((1, 3), 1 / 3), z)
    assert "()" in refusal(function, 0, z)


@each_case("bad", [0, -1, -5e-324, INF, NAN, "1", None, [1]])
def test_a_delta_or_a_temperature_must_be_one_positive_number(bad):
    for part in ("losses", "loss", "gradient"):
        message = refusal(getattr(LOSSES["huber"], part), [1], [2], delta=bad)
        assert "delta" in message
    message = refusal(lossviz.softmax, [1, 2], temperature=bad)
    assert "temperature" in message
    assert repr(bad).strip("[]") in message


@each_case("bad", [-0.1, 1.5, NAN, INF, "0.1", None])
def test_a_label_smoothing_is_from_0_to_1(bad):
    message = refusal(lossviz.softmax_cross_entropy, 0, [1, 2], label_smoothing=bad)
    assert "label_smoothing" in message
    assert repr(bad) in message


@each_case("bad", [NAN, INF, "0.1", None])
def test_the_slope_of_a_leaky_relu_is_one_finite_number(bad):
    for function in (activations.leaky_relu, activations.leaky_relu_derivative):
        assert repr(bad) in refusal(function, [1, 2], slope=bad)


def test_children_must_add_up_to_their_parent():
    message = refusal(lossviz.information_gain, [5, 5], [[5, 0], [0, 4]])
    assert "[5., 4.]" in message
    assert "[5., 5.]" in message
    assert "(2,)" in refusal(lossviz.information_gain, [5, 5], [[5, 0, 0], [0, 5, 0]])
    assert "(3,)" in refusal(lossviz.information_gain, [5, 5], [[5, 0, 0], [0, 5, 0]])


def test_an_empty_parent_and_children_without_rows_are_refused():
    assert "[0., 0.]" in refusal(lossviz.information_gain, [0, 0], [[0, 0], [0, 0]])
    assert "[5., 5.]" in refusal(lossviz.information_gain, [5, 5], [5, 5])
    assert "5" in refusal(lossviz.information_gain, 5, [[5]])


@each_case("bad", [-1, 0.5, 2.0**60])
def test_a_count_is_a_whole_number_from_0(bad):
    assert repr(float(bad)) in refusal(lossviz.information_gain, [bad, 1], [[bad, 1]])
    assert repr(float(bad)) in refusal(lossviz.information_gain, [1, 1], [[bad, 1]])


def test_a_long_value_is_cut_to_one_line():
    message = refusal(lossviz.entropy, np.full((300,), 0.5))
    assert "150.0" in message
    assert len(message) < 200
    assert "\n" not in message
