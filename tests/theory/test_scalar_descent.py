"""Gradient descent in plain floats follows the optimiser's path, over all points and over batches."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossviz.theory import descent, mini_batches, optimizers, scalar_descent, schedules
from lossviz.theory.datasets import noisy_line
from lossviz.theory.point_surfaces import points_mse
from tests.theory.cases import LAW, each_case

X, Y = noisy_line()
SURFACE = points_mse(X, Y)


def slowly(batches, rates, start):
    """The points and gradients of the same path, by a plain loop over the mean of the points' gradients."""
    points, gradients = [np.array(start, dtype=float)], []
    with np.errstate(all="ignore"):
        for batch, rate in zip(batches, rates, strict=True):
            gradients.append(mini_batches.per_sample_gradients(X, Y, points[-1])[batch].mean(0))
            points.append(points[-1] - rate * gradients[-1])
    return np.array(points), np.array(gradients)


def quickly(batches, rates, start):
    return scalar_descent.descend_scalar(SURFACE.loss, scalar_descent.batch_gradient(X, Y, batches), start, rates)


@LAW
@given(st.integers(1, 40), st.integers(0, 9), st.floats(0, 0.05), st.floats(-3, 3), st.floats(-9, 9))
def test_scalar_descent_over_batches_follows_a_plain_loop(batch, seed, rate, w, b):
    batches = list(mini_batches.shuffled_batches(40, batch, seed=seed, epochs=2))
    rates = [rate] * len(batches)
    (points, gradients), quick = slowly(batches, rates, [w, b]), quickly(batches, rates, [w, b])
    assert quick.points == pytest.approx(points, rel=1e-12, abs=1e-12)
    assert quick.gradients == pytest.approx(gradients, rel=1e-9, abs=1e-11)
    assert quick.losses == pytest.approx(SURFACE.loss(points), rel=1e-12)


def test_1600_steps_with_a_decaying_rate_agree_to_twelve_digits():
    batches = list(mini_batches.shuffled_batches(40, 1, seed=0, epochs=40))
    rates = [float(schedules.inverse(0.02, tau=200)(t)) for t in range(1600)]
    points, _ = slowly(batches, rates, [0, 1])
    assert quickly(batches, rates, [0, 1]).points == pytest.approx(points, rel=1e-12, abs=1e-12)


def test_over_a_surface_it_is_gradient_descent():
    quick = scalar_descent.descend_scalar(
        SURFACE.loss, scalar_descent.surface_gradient(SURFACE.partials), [0, 1], [0.02] * 50
    )
    plain = descent.descend(SURFACE.loss, SURFACE.gradient, [0, 1], optimizers.gradient_descent(0.02), 50)
    assert quick.points == pytest.approx(plain.points, rel=1e-12)
    assert quick.losses == pytest.approx(plain.losses, rel=1e-12)


def test_a_diverging_path_ends_with_an_infinite_loss_where_the_loop_overflows():
    batches = list(mini_batches.shuffled_batches(40, 1, seed=0, epochs=20))
    (points, _), quick = slowly(batches, [1.0] * 800, [0, 1]), quickly(batches, [1.0] * 800, [0, 1])
    finite = np.isfinite(points).all(axis=1).sum()
    assert 1 < finite < 801
    assert quick.points[:finite] == pytest.approx(points[:finite], rel=1e-9)
    assert (np.isfinite(quick.points).all(axis=1) == (np.arange(801) < finite)).all()
    assert (quick.losses[finite:] == math.inf).all()


def test_no_rates_are_no_steps():
    path = quickly([], [], [0, 1])
    assert path.points.tolist() == [[0, 1]]
    assert path.gradients.shape == (0, 2)


def test_the_tail_average_is_nearer_to_the_minimum_than_the_last_points():
    batches = list(mini_batches.shuffled_batches(40, 1, seed=0, epochs=40))
    path = quickly(batches, [0.02] * 1600, [0, 1])
    loss, place = scalar_descent.tail_average(path, 400)
    assert loss == pytest.approx(0.967, abs=5e-4)
    assert SURFACE.loss(place) == pytest.approx(0.677, abs=5e-4)
    assert place == pytest.approx(path.points[1201:].mean(0), rel=1e-12)


@each_case(
    ("call", "message"),
    [
        (lambda: quickly([], [], [0, 1, 2]), r"start = \[0, 1, 2\] is no point in the plane"),
        (lambda: quickly([], [], [0, math.nan]), "start holds nan"),
        (lambda: scalar_descent.tail_average(quickly([], [], [0, 1]), 2), "last = 2 is more than the 1 points"),
        (lambda: scalar_descent.tail_average(quickly([], [], [0, 1]), 0), "last = 0 is below 1"),
    ],
)
def test_impossible_starts_and_tails_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_the_forty_points_are_those_of_the_lesson():
    assert (len(X), len(Y)) == (40, 40)
    assert Y[:4].tolist() == [0.6, 1.73, -0.07, 1.45]
    assert X.tolist() == [float(f"{15 * i // 100}.{15 * i % 100:02d}") for i in range(40)]
    assert Y.tolist() == [float(f"{0.6 + 0.8 * 0.15 * i + 1.2 * math.sin(i * i):.2f}") for i in range(40)]
    assert SURFACE.minima[0] == pytest.approx((0.827, 0.400), abs=5e-4)
    assert SURFACE.loss(SURFACE.minima[0]) == pytest.approx(0.675, abs=5e-4)


def test_with_replacement_the_standard_deviation_falls_as_one_over_the_root():
    assert mini_batches.standard_deviation_with_replacement(16.8, [1, 4, 16]) == pytest.approx([16.8, 8.4, 4.2])


def test_a_sampled_batch_holds_no_point_twice():
    drawn = mini_batches.sample_batches(40, 6, seed=5, draws=30)
    assert drawn.shape == (30, 6)
    assert all(len(set(batch)) == 6 for batch in drawn.tolist())
    assert mini_batches.sample_batches(5, 1, seed=0).tolist() == [[0], [1], [2], [3], [4]]
