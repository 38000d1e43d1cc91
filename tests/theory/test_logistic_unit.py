"""A logistic unit in plain floats: its gradients against the surfaces, scipy and mpmath, counts by hand."""

import math

import mpmath
import numpy as np
import pytest
from scipy import special

from lossviz.theory import binary_cross_entropy, logistic_unit, scalar_descent
from lossviz.theory.surfaces import points_bce, points_squares
from tests.theory.cases import each_case

X, Y = (-3, -2, -1, 1, 2, 3), (0, 0, 1, 0, 1, 1)
SOFT = ([0.5, -4, 2.25], [0.2, 1, 0.6])
both = each_case(("squared", "make"), [(False, points_bce), (True, points_squares)])


@both
@each_case(("x", "y"), [(X, Y), SOFT])
def test_the_scalar_gradient_is_that_of_the_surface(squared, make, x, y):
    slope, surface = logistic_unit.logistic_gradient(x, y, squared=squared), make(x, y)
    for w in np.random.default_rng(0).uniform(-9, 9, (200, 2)):
        assert slope(0, *w.tolist()) == pytest.approx(surface.gradient(w), rel=1e-12, abs=1e-18)


@both
def test_scalar_descent_follows_the_descent_on_the_surface(squared, make):
    surface = make()
    path = scalar_descent.descend_scalar(
        surface.loss, logistic_unit.logistic_gradient(X, Y, squared=squared), [-4, 1], [0.5] * 200
    )
    w = np.array([-4.0, 1])
    for place in path.points[1:]:
        w = w - 0.5 * surface.gradient(w)
        assert place == pytest.approx(w, rel=1e-11, abs=1e-12)


@both
def test_terms_that_cancel_leave_exactly_0(squared, make):
    # Six answers that are their own mirror image: from b = 0 nothing pushes b.
    path = scalar_descent.descend_scalar(
        make().loss, logistic_unit.logistic_gradient(X, Y, squared=squared), [-4, 0], [0.5] * 1000
    )
    assert (path.points[:, 1] == 0).all()
    assert (path.gradients[:, 1] == 0).all()


@both
@each_case("w", [(1e308, -1e308), (-1e308, 0.0), (math.inf, 1.0), (math.inf, -math.inf), (0.0, 1e200)])
def test_huge_and_infinite_weights_raise_nothing(squared, make, w):
    slope = logistic_unit.logistic_gradient([1e150, -1e150, 3], [1, 1, 0], squared=squared)
    assert all(isinstance(part, float) for part in slope(0, *w))


def test_sums_that_overflow_are_infinite_and_undefined_ones_nan():
    assert logistic_unit.exact_sum([0.1] * 10) == 1
    assert logistic_unit.exact_sum([1e308, 1e308]) == math.inf
    assert math.isnan(logistic_unit.exact_sum([math.inf, -math.inf]))


def test_correct_classifications_counted_by_hand():
    # w = -4: yes for x = -3, -2, -1 and no for 1, 2, 3; of these -1 and 1 are right.
    assert logistic_unit.correct_count(X, Y, [-4, 0]) == 2
    assert logistic_unit.correct_count(X, Y, [[0.7, 0], [0, 5], [0, -5], [0, 0], [9, -13]]).tolist() == [4, 3, 3, 0, 5]
    assert logistic_unit.correct_count(X, Y, np.zeros((2, 3, 2))).shape == (2, 3)
    assert logistic_unit.correct_count(X, Y, [[math.nan, 0], [math.inf, 0], [1e308, -1e308]]).tolist() == [0, 4, 4]


@each_case("function", [logistic_unit.logistic_gradient, lambda x, y: logistic_unit.correct_count(x, y, [0, 0])])
def test_labels_that_are_no_probabilities_are_refused(function):
    with pytest.raises(ValueError, match="shape"):
        function([1, 2], [1])
    with pytest.raises(ValueError, match=r"y holds 2\.0"):
        function([1, 2], [0, 2])


def test_the_forecasts_are_scipys_sigmoid_of_a_line():
    x, w = np.linspace(-3.5, 3.5, 9), np.random.default_rng(0).normal(size=(4, 2, 2)) * 5
    with np.errstate(all="ignore"):
        theirs = special.expit(w[..., :1] * x + w[..., 1:])
    assert logistic_unit.probabilities(x, w) == pytest.approx(theirs, rel=1e-13)
    assert logistic_unit.probabilities([-1, 1], [math.inf, 3]).tolist() == [0, 1]
    assert logistic_unit.probabilities([-1, 1], [math.inf, -math.inf]).tolist() == [0, 0.5]


def test_the_derivative_of_the_squared_error_by_hand_and_by_many_digits():
    # sigmoid(ln 3) = 3/4 and its derivative is 3/16: for a no 2 * 3/4 * 3/16, for a yes 2 * -1/4 * 3/16.
    z = math.log(3)
    assert logistic_unit.squared_error_derivative([0.75, -0.25], [z, z]) == pytest.approx([9 / 32, -3 / 32], rel=1e-14)
    assert logistic_unit.squared_error_derivative([1, -1, 1], [math.inf, -math.inf, 900]).tolist() == [0, 0, 0]
    with mpmath.mp.workdps(60):
        for y in (0, 0.25, 1):
            for z in (-30.0, -4.0, 0.5, 8.0, 36.0):
                exact = mpmath.diff(lambda u, y=y: (1 / (1 + mpmath.exp(-u)) - y) ** 2, mpmath.mpf(z))
                error = binary_cross_entropy.derivatives_from_logits(y, z)
                assert float(logistic_unit.squared_error_derivative(error, z)) == pytest.approx(float(exact), rel=1e-12)


def counted_by_a_loop(z, squared, most):
    for count in range(most + 1):
        if z >= 0:
            return count
        s = 1 / (1 + math.exp(-z))
        z -= (s - 1) * (2 * s * (1 - s) if squared else 1)
    return most + 1


def test_updates_to_half_are_the_same_for_a_few_logits_as_for_many():
    starts = np.concatenate(
        [-np.random.default_rng(5).exponential(5, 400), [-800.0, -709.5, -8.29, -1e150, 0, -5e-324]]
    )
    many = logistic_unit.updates_to_half(starts, 2000)
    assert len(starts) > logistic_unit.FEW
    assert [logistic_unit.updates_to_half([z], 2000)[0].tolist() for z in starts] == many.tolist()


def test_updates_to_half_are_those_of_a_plain_loop():
    starts = [-0.1, -2.0, -6.0, -7.5, -8.2, -8.3, -8.5, -9.0, -20.0]
    loop = [[counted_by_a_loop(z, squared, 2000) for squared in (False, True)] for z in starts]
    assert logistic_unit.updates_to_half(starts, 2000).tolist() == loop
    assert loop[1:3] == [[3, 8], [7, 214]]
    assert logistic_unit.updates_to_half(starts, 5).tolist() == np.minimum(loop, 6).tolist()


def test_no_update_is_needed_from_one_half_up_and_many_starts_keep_their_shape():
    assert logistic_unit.updates_to_half([0, 3.5, 1e300], 10).tolist() == [[0, 0]] * 3
    assert logistic_unit.updates_to_half([-1e6], 0).tolist() == [[1, 1]]
    many = logistic_unit.updates_to_half([[-2, 1], [-2, -6]], 2000)
    assert many.tolist() == [[[3, 8], [0, 0]], [[3, 8], [7, 214]]]
    for bad, message in (((math.inf, 3), "z holds inf"), ((-1, 2.5), "most = 2.5"), ((-1, -1), "most = -1")):
        with pytest.raises(ValueError, match=message):
            logistic_unit.updates_to_half(*bad)
