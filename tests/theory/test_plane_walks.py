"""Walks in plain numbers leave the footprints of the optimiser's, over all points and over batches."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossviz.theory import descent, mini_batches, optimizers, plane_walks, schedules
from lossviz.theory.forty_points import forty_points
from lossviz.theory.point_surfaces import points_mse

LAW = settings(derandomize=True, deadline=None, max_examples=40)
X, Y = forty_points()
SURFACE = points_mse(X, Y)


def slowly(batches, rate, start):
    def slope(w, i):
        return mini_batches.line_gradients(X, Y, w)[i].mean(0)

    return mini_batches.descend(SURFACE.loss, slope, start, optimizers.gradient_descent(rate), batches)


def quickly(batches, rates, start):
    return plane_walks.descend(SURFACE.loss, plane_walks.over_batches(X, Y, batches), start, rates)


@LAW
@given(st.integers(1, 40), st.integers(0, 9), st.floats(0, 0.05), st.floats(-3, 3), st.floats(-9, 9))
def test_both_walks_over_batches_leave_the_same_footprints(batch, seed, rate, w, b):
    batches = list(mini_batches.epochs(40, batch, seed=seed, epochs=2))
    slow, quick = slowly(batches, rate, [w, b]), quickly(batches, [rate] * len(batches), [w, b])
    assert quick.points == pytest.approx(slow.points, rel=1e-12, abs=1e-12)
    assert quick.gradients == pytest.approx(slow.gradients, rel=1e-9, abs=1e-11)
    assert quick.losses == pytest.approx(slow.losses, rel=1e-12)


def test_sixteen_hundred_steps_with_a_falling_rate_agree_to_twelve_digits():
    batches = list(mini_batches.epochs(40, 1, seed=0, epochs=40))
    falling = schedules.inverse(0.02, tau=200)
    slow = slowly(batches, falling, [0, 1])
    quick = quickly(batches, [float(falling(t)) for t in range(1600)], [0, 1])
    assert quick.points == pytest.approx(slow.points, rel=1e-12, abs=1e-12)


def test_over_the_surface_it_is_plain_descent():
    quick = plane_walks.descend(SURFACE.loss, plane_walks.over_surface(SURFACE.slopes), [0, 1], [0.02] * 50)
    plain = descent.descend(SURFACE.loss, SURFACE.gradient, [0, 1], optimizers.gradient_descent(0.02), 50)
    assert quick.points == pytest.approx(plain.points, rel=1e-12)
    assert quick.losses == pytest.approx(plain.losses, rel=1e-12)


def test_a_walk_that_runs_away_ends_in_infinity_as_the_slow_one_does():
    batches = list(mini_batches.epochs(40, 1, seed=0, epochs=20))
    slow, quick = slowly(batches, 1, [0, 1]), quickly(batches, [1.0] * 800, [0, 1])
    assert quick.losses[-1] == slow.losses[-1] == math.inf
    assert np.isfinite(quick.losses).sum() == np.isfinite(slow.losses).sum()


def test_no_rates_are_no_steps():
    path = quickly([], [], [0, 1])
    assert path.points.tolist() == [[0, 1]]
    assert path.gradients.shape == (0, 2)


def test_the_mean_of_the_last_places_is_nearer_than_they_are():
    batches = list(mini_batches.epochs(40, 1, seed=0, epochs=40))
    path = quickly(batches, [0.02] * 1600, [0, 1])
    loss, place = plane_walks.last_places(path, 400)
    assert loss == pytest.approx(0.967, abs=5e-4)
    assert SURFACE.loss(place) == pytest.approx(0.677, abs=5e-4)
    assert place == pytest.approx(path.points[1201:].mean(0), rel=1e-12)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: quickly([], [], [0, 1, 2]), r"start = \[0, 1, 2\] is no place in the plane"),
        (lambda: quickly([], [], [0, math.nan]), "start holds nan"),
        (lambda: plane_walks.last_places(quickly([], [], [0, 1]), 2), "last = 2 is more than the 1 places"),
        (lambda: plane_walks.last_places(quickly([], [], [0, 1]), 0), "last = 0 is below 1"),
    ],
)
def test_what_is_no_walk_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_the_forty_points_are_those_of_the_lesson():
    assert (len(X), len(Y)) == (40, 40)
    assert Y[:4].tolist() == [0.6, 1.73, -0.07, 1.45]
    assert X.tolist() == [float(f"{15 * i // 100}.{15 * i % 100:02d}") for i in range(40)]
    assert Y.tolist() == [float(f"{0.6 + 0.8 * 0.15 * i + 1.2 * math.sin(i * i):.2f}") for i in range(40)]
    assert SURFACE.minima[0] == pytest.approx((0.827, 0.400), abs=5e-4)
    assert SURFACE.loss(SURFACE.minima[0]) == pytest.approx(0.675, abs=5e-4)


def test_putting_points_back_would_scatter_by_one_over_the_root():
    assert mini_batches.plain_spread(16.8, [1, 4, 16]) == pytest.approx([16.8, 8.4, 4.2])


def test_a_drawn_batch_holds_no_point_twice_and_a_cloud_is_their_means():
    drawn = mini_batches.drawn(40, 6, seed=5, draws=30)
    assert drawn.shape == (30, 6)
    assert all(len(set(batch)) == 6 for batch in drawn.tolist())
    gradients = mini_batches.line_gradients(X, Y, [0, 1])
    means = [gradients[batch].sum(0) / 6 for batch in drawn]
    assert mini_batches.cloud(gradients, 6, seed=5, draws=30) == pytest.approx(np.array(means), rel=1e-12)
    assert mini_batches.drawn(5, 1, seed=0).tolist() == [[0], [1], [2], [3], [4]]
