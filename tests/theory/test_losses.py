"""What holds for every loss, walking the one list; then each against hands, books and other libraries."""

import math
import pkgutil
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.special import huber as scipy_huber
from sklearn import metrics

import lossviz
from lossviz import theory
from lossviz.theory import LOSSES, huber, logarithms, mean_absolute_error, mean_squared_error, samples
from tests.theory.cases import LAW, each_case

REGRESSION = ["mean_squared_error", "mean_absolute_error", "huber"]
TRUTH = np.array([2, 1, 4, 3, 5])
FLAT = np.ones(5)


def forms():
    """Every way to call a loss: (losses, loss, gradient, targets, predictions), all smooth where we look."""
    rng = np.random.default_rng(7)
    y = rng.normal(size=(3, 6))
    y_hat = y + rng.choice([-1, 1], (3, 6)) * rng.choice([0.4, 0.7, 1.6, 2.5], (3, 6))
    answers, chances, scores = rng.random((3, 6)), rng.uniform(0.1, 0.9, (3, 6)), rng.normal(size=(3, 6)) * 3
    classes, beliefs, logits = (
        rng.integers(0, 4, (3, 6)),
        rng.dirichlet(np.ones(4), (3, 6)),
        rng.normal(size=(3, 6, 4)) * 2,
    )
    for name, module in LOSSES.items():
        plain = (module.losses, module.loss, module.gradient)
        if name == "softmax_cross_entropy":
            yield f"{name} of classes", (*plain, classes, logits)
            yield f"{name} of distributions", (*plain, beliefs, logits)
            smooth = [with_option(f, label_smoothing=0.1) for f in plain]
            yield f"{name} smoothed", (*smooth, classes, logits)
        elif name == "binary_cross_entropy":
            from_logits = (module.losses_from_logits, module.loss_from_logits, module.gradient_from_logits)
            yield name, (*plain, answers, chances)
            yield f"{name} of yes and no", (*plain, answers.round(), chances)
            yield f"{name} from logits", (*from_logits, answers, scores)
            yield f"{name} of yes and no from logits", (*from_logits, answers.round(), scores)
        else:
            yield name, (*plain, y, y_hat)
            if name == "huber":
                wide = [with_option(f, delta=2) for f in plain]
                yield "huber with delta 2", (*wide, y, y_hat)


def with_option(function, **option):
    return lambda y, z: function(y, z, **option)


every_form = each_case(("losses", "loss", "gradient", "y", "z"), dict(forms()))


def slope_by_differences(loss, z, index, step=1e-3):
    """Fourth-order central difference."""

    def at(shift):
        moved = z.copy()
        moved[index] += shift * step
        return loss(moved)

    return (at(-2) - 8 * at(-1) + 8 * at(1) - at(2)) / (12 * step)


@every_form
def test_the_gradient_agrees_with_differences_of_the_mean_loss(losses, loss, gradient, y, z):
    y, z = y[0], z[0]
    slopes = [slope_by_differences(lambda moved: loss(y, moved), z, index) for index in np.ndindex(z.shape)]
    assert gradient(y, z).shape == z.shape
    assert gradient(y, z).ravel() == pytest.approx(np.array(slopes), rel=1e-7, abs=1e-9)


@every_form
def test_the_loss_is_the_mean_of_the_losses_one_per_sample(losses, loss, gradient, y, z):
    assert losses(y, z).shape == (3, 6)
    assert loss(y, z) == pytest.approx(losses(y, z).mean(axis=-1), rel=1e-14)


@every_form
def test_leading_axes_broadcast_as_a_loop_over_them_would(losses, loss, gradient, y, z):
    for function in (losses, loss, gradient):
        loop = np.array([function(y[0], z[i]) for i in range(3)])
        assert function(y[:1], z) == pytest.approx(loop, rel=1e-14)
        assert function(y, z[:1]) == pytest.approx(np.array([function(y[i], z[0]) for i in range(3)]), rel=1e-14)
    assert gradient(y, z[:1]).shape == z.shape


@every_form
def test_one_row_gives_one_number_and_leaves_its_input_alone(losses, loss, gradient, y, z):
    before = (y.copy(), z.copy())
    assert isinstance(loss(y[0], z[0]), np.float64)
    for function in (losses, gradient):
        function(y, z)
    assert np.array_equal(before[0], y)
    assert np.array_equal(before[1], z)


@every_form
def test_lists_do_as_well_as_arrays(losses, loss, gradient, y, z):
    assert loss(y.tolist(), z.tolist()).tolist() == loss(y, z).tolist()


@every_form
def test_no_loss_is_negative(losses, loss, gradient, y, z):
    assert (losses(y, z) >= 0).all()


def test_every_module_with_a_gradient_is_on_the_list():
    found = set()
    for entry in pkgutil.iter_modules(theory.__path__):
        module = import_module(f"lossviz.theory.{entry.name}")
        if hasattr(module, "losses"):
            found.add(entry.name)
            assert callable(module.loss)
            assert callable(module.gradient)
            assert LOSSES[entry.name] is module
    assert found == set(LOSSES)


def test_the_five_points_of_the_first_lesson():
    assert mean_squared_error.losses(TRUTH, FLAT).tolist() == [1, 0, 9, 4, 16]
    assert mean_absolute_error.losses(TRUTH, FLAT).tolist() == [1, 0, 3, 2, 4]
    assert huber.losses(TRUTH, FLAT).tolist() == [0.5, 0, 2.5, 1.5, 3.5]
    assert lossviz.mean_squared_error(TRUTH, FLAT) == 6
    assert lossviz.mean_absolute_error(TRUTH, FLAT) == 2
    assert lossviz.huber(TRUTH, FLAT) == 1.6


def test_the_mean_of_squares_of_known_residuals_is_the_loss_row_by_row():
    y, y_hat = np.random.default_rng(2).normal(size=(2, 50, 401))
    found = mean_squared_error.of_residuals(y - y_hat)
    assert found == pytest.approx(mean_squared_error.loss(y, y_hat), rel=1e-13)
    # A row alone is to the last bit the row among many.
    assert mean_squared_error.of_residuals((y - y_hat)[7:8])[0] == found[7]


def test_the_slopes_of_the_first_training_step():
    # w = 0, b = 1: the chain rule with the slopes in the predictions gives -15.2 and -4.
    slopes = mean_squared_error.gradient(TRUTH, FLAT)
    assert slopes @ np.array([1, 2, 3, 4, 5]) == pytest.approx(-15.2, rel=1e-14)
    assert slopes.sum() == pytest.approx(-4, rel=1e-14)


@each_case(
    ("w", "b", "mse", "mae", "hub"),
    [(0.8, 0.6, 0.720, 0.800, 0.356), (0.75, 1.25, 0.975, 0.700, None), (0.691, 1, 0.749, None, None)],
)
def test_the_best_lines_of_the_first_lesson(w, b, mse, mae, hub):
    line = w * np.arange(1, 6) + b
    assert lossviz.mean_squared_error(TRUTH, line) == pytest.approx(mse, abs=0.0005)
    if mae is not None:
        assert lossviz.mean_absolute_error(TRUTH, line) == pytest.approx(mae, abs=0.0005)
    if hub is not None:
        assert lossviz.huber(TRUTH, line) == pytest.approx(hub, abs=0.0005)


def test_two_ways_to_a_squared_error_of_one():
    same, single = [1, 1, 1, 1, 1], [0, 0, 0, 0, math.sqrt(5)]
    zeros = [0] * 5
    assert lossviz.mean_squared_error(zeros, same) == lossviz.mean_squared_error(zeros, single).round(15) == 1
    assert lossviz.mean_absolute_error(zeros, single) == pytest.approx(0.447, abs=0.0005)


def test_an_outlier_has_most_of_the_squared_error():
    outlier, line = np.array([2, 1, 4, 3, 10]), 0.8 * np.arange(1, 6) + 0.6
    squares = mean_squared_error.losses(outlier, line)
    assert squares.mean() == pytest.approx(6.52, abs=0.005)
    assert squares[-1] / squares.sum() == pytest.approx(0.894, abs=0.0005)


@each_case("points", [[2, 1, 4, 3, 10], [0, 0, 1], [-3, 8, 8.5, 9, 100]])
def test_the_mean_minimises_squared_and_the_median_absolute_error(points):
    for loss, best in ((lossviz.mean_squared_error, np.mean(points)), (lossviz.mean_absolute_error, np.median(points))):
        cost = [loss(points, np.full(len(points), c)) for c in (best - 0.01, best, best + 0.01)]
        assert cost[1] < min(cost[0], cost[2])
        with np.errstate(all="ignore"):
            found = minimize_scalar(lambda c, f=loss: f(points, np.full(len(points), c)), bounds=(-5, 105))
        assert found.x == pytest.approx(best, abs=1e-3)


def test_the_losses_of_mean_and_median_in_the_first_lesson():
    points = [2, 1, 4, 3, 10]
    assert lossviz.mean_squared_error(points, [4] * 5) == 10
    assert lossviz.mean_squared_error(points, [3] * 5) == 11
    assert lossviz.mean_absolute_error(points, [3] * 5) == pytest.approx(2.2, rel=1e-15)
    assert lossviz.mean_absolute_error(points, [4] * 5) == pytest.approx(2.4, rel=1e-15)


reals = st.floats(-1e6, 1e6, allow_subnormal=False)


@LAW
@given(st.lists(st.tuples(reals, reals), min_size=1, max_size=20), st.floats(0.01, 100))
def test_scikit_learn_and_scipy_agree(rows, delta):
    y, y_hat = np.array(rows).T
    with np.errstate(all="ignore"):
        squared, absolute = metrics.mean_squared_error(y, y_hat), metrics.mean_absolute_error(y, y_hat)
        theirs = scipy_huber(delta, y - y_hat).mean()
    assert lossviz.mean_squared_error(y, y_hat) == pytest.approx(squared, rel=1e-13)
    assert lossviz.mean_absolute_error(y, y_hat) == pytest.approx(absolute, rel=1e-13)
    assert lossviz.huber(y, y_hat, delta=delta) == pytest.approx(theirs, rel=1e-13)


def test_huber_is_half_the_squared_error_for_a_large_delta_and_absolute_error_for_a_small_one():
    assert lossviz.huber(TRUTH, FLAT, delta=100) == lossviz.mean_squared_error(TRUTH, FLAT) / 2
    assert lossviz.huber(TRUTH, FLAT, delta=1e-9) / 1e-9 == pytest.approx(2, rel=1e-8)


def test_the_pieces_of_huber_agree_in_value_and_slope_at_delta():
    for delta in (0.5, 1, 3):
        beside = [delta * (1 - 1e-9), delta, delta * (1 + 1e-9)]
        zeros = [0, 0, 0]
        assert np.ptp(huber.losses(zeros, beside, delta=delta)) < 1e-8 * delta**2
        assert np.ptp(huber.gradient(zeros, beside, delta=delta)) < 1e-8 * delta


def test_the_huber_gradient_of_an_outlier_is_that_of_delta():
    assert huber.gradient([0, 0], [1e9, -1e300], delta=2).tolist() == [1, -1]
    assert mean_absolute_error.gradient([0, 0], [1e9, -1e300]).tolist() == [0.5, -0.5]


@each_case("name", REGRESSION)
def test_a_perfect_prediction_has_loss_and_gradient_0(name):
    module = LOSSES[name]
    assert str(module.loss([1, 2], [1, 2])) == "0.0"
    assert [str(g) for g in module.gradient([1, -0.0], [1, 0.0])] == ["0.0", "0.0"]
    assert [str(g) for g in module.gradient([1, 0.0], [1, -0.0])] == ["0.0", "0.0"]


@each_case("name", REGRESSION)
def test_a_scalar_is_one_sample(name):
    module = LOSSES[name]
    assert module.loss(3, 3.5) == module.loss([3], [3.5])
    assert module.gradient(3, 3.5) == module.gradient([3], [3.5])[0]
    assert isinstance(module.gradient(3, 3.5), np.float64)


def test_the_largest_floats_have_a_mean_though_their_sum_overflows():
    assert lossviz.mean_absolute_error([0, 0, 0], [1.5e308] * 3) == pytest.approx(1.5e308, rel=1e-15)
    assert lossviz.huber([0, 0], [1e308, 1e308]) == pytest.approx(1e308, rel=1e-15)
    assert lossviz.mean_squared_error([0, 0], [1e200, 0]) == math.inf
    assert mean_squared_error.gradient([0], [1e200]).tolist() == [2e200]
    assert lossviz.binary_cross_entropy_with_logits([0, 1], [1e308, -1e308]) == 1e308


def test_the_smallest_floats_keep_their_mean():
    assert lossviz.mean_absolute_error([0, 0, 0], [1.5e-323] * 3) == 1.5e-323


def test_shares_are_fractions_of_a_total_and_0_where_it_is_0_or_infinite():
    assert samples.shares([0.105, 0.223, 0.357, 0.105, 4.605], 5.395)[-1] == pytest.approx(4.605 / 5.395, rel=1e-15)
    assert samples.shares([[1.0, 3.0], [2.0, 2.0]], [[4.0], [8.0]]).tolist() == [[0.25, 0.75], [0.25, 0.25]]
    assert samples.shares([0.0, 0.0], 0.0).tolist() == [0, 0]
    assert samples.shares([math.inf, 1.0], math.inf).tolist() == [0, 0]


def test_nats_become_bits_and_hartleys():
    assert logarithms.nats_to_base(math.log(8), 2) == pytest.approx(3, rel=1e-15)
    assert logarithms.nats_to_base([math.log(100), math.inf], 10).tolist() == [2, math.inf]
    assert logarithms.nats_to_base(0.25, math.e) == 0.25
    assert logarithms.nats_to_base(1.7e308, 2) == math.inf
