"""Batches that cover every point once an epoch, their exact deviation, and the numbers of the fourth lesson."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossviz.theory import mini_batches, optimizers, scalar_descent, schedules
from lossviz.theory.descent import descend
from lossviz.theory.surfaces import points_mse
from tests.theory.cases import LAW, each_case

I = np.arange(40)  # noqa: E741
X = 0.15 * I
Y = np.round(0.6 + 0.8 * X + 1.2 * np.sin(I**2.0), 2)
SURFACE = points_mse(X, Y)
START = [0, 1]


def point_gradients(w):
    return mini_batches.per_sample_gradients(X, Y, w)


def run(batch, rate, epochs, start=START):
    batches = mini_batches.shuffled_batches(40, batch, seed=0, epochs=epochs)
    batches = list(batches)
    rates = [float(rate(t)) if callable(rate) else rate for t in range(len(batches))]
    return scalar_descent.descend_scalar(SURFACE.loss, scalar_descent.batch_gradient(X, Y, batches), start, rates)


@LAW
@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**32), st.integers(0, 4))
def test_every_point_occurs_exactly_once_in_every_epoch(n, batch, seed, epochs):
    batch = min(batch, n)
    batches = list(mini_batches.shuffled_batches(n, batch, seed=seed, epochs=epochs))
    each = mini_batches.updates_per_epoch(n, batch)
    assert len(batches) == each * epochs
    for k in range(epochs):
        epoch = batches[k * each : (k + 1) * each]
        assert sorted(np.concatenate(epoch)) == list(range(n))
        assert [len(b) for b in epoch] == [batch] * (n // batch) + [n % batch] * (n % batch > 0)


def test_the_last_batch_of_an_epoch_holds_the_remaining_points():
    assert [len(b) for b in mini_batches.shuffled_batches(40, 16, seed=0, epochs=2)] == [16, 16, 8, 16, 16, 8]
    assert mini_batches.updates_per_epoch(40, 16) == 3


def test_the_order_is_one_permutation_per_epoch_from_one_generator():
    rng = np.random.default_rng(7)
    orders = np.concatenate([rng.permutation(40) for _ in range(3)])
    for batch in (1, 8, 40):
        assert (
            np.concatenate(list(mini_batches.shuffled_batches(40, batch, seed=7, epochs=3))).tolist() == orders.tolist()
        )


def test_the_same_seed_is_the_same_order_and_another_is_another():
    def order(seed):
        return np.concatenate(list(mini_batches.shuffled_batches(40, 7, seed=seed, epochs=3))).tolist()

    assert order(0) == order(0)
    assert order(0) != order(1)
    assert order(0)[:40] != order(0)[40:80]


def test_asking_for_the_standard_deviation_does_not_disturb_the_order():
    batches = mini_batches.shuffled_batches(40, 40, seed=0, epochs=2)
    first = next(batches)
    mini_batches.sample_batches(40, 4, seed=0)
    assert [*first, *next(batches)] == np.concatenate(
        list(mini_batches.shuffled_batches(40, 40, seed=0, epochs=2))
    ).tolist()


def test_the_gradients_of_the_points_average_to_that_of_the_surface():
    for w in ([0, 1], [0.8, 0.6], [-3, 7]):
        assert point_gradients(w).mean(0) == pytest.approx(SURFACE.gradient(w), rel=1e-12, abs=1e-12)
    many = np.random.default_rng(0).normal(size=(2, 3, 2))
    assert mini_batches.per_sample_gradients(X, Y, many).shape == (2, 3, 40, 2)
    assert mini_batches.per_sample_gradients(X, Y, many)[1, 2].tolist() == point_gradients(many[1, 2]).tolist()


def test_the_standard_deviation_of_the_fourth_lesson():
    gradients = point_gradients(START)
    true = gradients.mean(0)
    assert true == pytest.approx([-15.60, -3.64], abs=5e-3)
    assert (gradients @ true < 0).sum() == 6
    deviation = mini_batches.gradient_standard_deviation(gradients, [1, 2, 3, 4, 20, 40])
    assert deviation[[0, 3, 4, 5]] == pytest.approx([16.8, 8.06, 2.69, 0], abs=0.05)
    assert deviation[3] == pytest.approx(8.06, abs=5e-3)
    assert deviation[4] == pytest.approx(2.69, abs=5e-3)
    assert deviation[5] == 0
    assert deviation[[1, 3]] / deviation[0] == pytest.approx([0.698, 0.480], abs=5e-4)
    assert deviation[2] > deviation[0] / 2 > deviation[3]
    at_the_bottom = mini_batches.gradient_standard_deviation(point_gradients(SURFACE.minima[0]), 1)
    assert at_the_bottom == pytest.approx(5.79, abs=5e-3)


@LAW
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=7), st.integers(1, 7))
def test_the_standard_deviation_is_that_of_all_batches_there_are(rows, batch):
    gradients, batch = np.array(rows, dtype=float), min(batch, len(rows))
    every = [gradients[list(chosen)].mean(0) for chosen in itertools.combinations(range(len(rows)), batch)]
    away = np.array(every) - gradients.mean(0)
    exact = math.sqrt((away**2).sum(1).mean())
    assert mini_batches.gradient_standard_deviation(gradients, batch) == pytest.approx(exact, rel=1e-9, abs=1e-12)


def test_many_points_of_the_plane_have_a_standard_deviation_each():
    places = np.array([[0, 1], [0.8, 0.6]])
    both = mini_batches.gradient_standard_deviation(point_gradients(places), 4)
    assert both.shape == (2,)
    assert both[1] == mini_batches.gradient_standard_deviation(point_gradients(places[1]), 4)


def test_sampled_batches_have_the_exact_standard_deviation_and_a_seed_repeats_them():
    gradients = point_gradients(START)
    assert mini_batches.sample_batches(40, 1, seed=0).tolist() == [[i] for i in range(40)]
    away = gradients[mini_batches.sample_batches(40, 4, seed=0, draws=20_000)].mean(axis=1) - gradients.mean(0)
    deviation = mini_batches.gradient_standard_deviation(gradients, 4)
    assert np.sqrt((away**2).sum(1).mean()) == pytest.approx(deviation, rel=0.02)
    draws = [mini_batches.sample_batches(40, 4, seed=seed) for seed in (3, 3, 4)]
    assert draws[0].shape == (200, 4)
    assert draws[0].tolist() == draws[1].tolist() != draws[2].tolist()
    assert np.sort(mini_batches.sample_batches(40, 40, seed=0, draws=5)).tolist() == [list(range(40))] * 5
    assert mini_batches.sample_batches(40, 4, seed=0, draws=0).shape == (0, 4)


def test_for_the_same_work_batches_of_one_lower_the_loss_further():
    assert run(1, 0.01, 1).losses[40] == pytest.approx(0.780, abs=5e-4)
    assert run(40, 0.01, 1).losses[1] == pytest.approx(3.78, abs=5e-3)
    good = 1.2 * SURFACE.loss(SURFACE.minima[0])
    assert np.argmax(run(1, 0.01, 5).losses < good) == 26
    assert np.argmax(run(40, 0.01, 60).losses < good) == 14


def test_a_constant_rate_keeps_fluctuating_and_a_decaying_one_converges():
    constant, falling = run(1, 0.02, 40), run(1, schedules.inverse(0.02, tau=200), 40)
    assert constant.losses[-400:].mean() == pytest.approx(0.967, abs=5e-4)
    assert SURFACE.loss(constant.points[-400:].mean(0)) == pytest.approx(0.677, abs=5e-4)
    assert falling.losses[-400:].mean() == pytest.approx(0.690, abs=5e-4)


def test_the_stability_limit_is_lower_for_a_single_point():
    assert SURFACE.stability_limit(START) == pytest.approx(0.0812, abs=5e-5)
    assert points_mse(X[-1:], Y[-1:]).stability_limit(START) == pytest.approx(0.0284, abs=5e-5)
    assert run(40, 0.07, 200).losses[-1] == pytest.approx(0.675, abs=5e-4)
    assert run(1, 0.07, 5).losses[-1] == pytest.approx(1.2e7, abs=5e5)


def test_with_all_points_in_the_batch_it_is_gradient_descent():
    path = run(40, 0.02, 50)
    plain = descend(SURFACE.loss, SURFACE.gradient, START, optimizers.gradient_descent(0.02), 50)
    assert path.points == pytest.approx(plain.points, rel=1e-9)
    assert path.gradients == pytest.approx(plain.gradients[:-1], rel=1e-9, abs=1e-9)


def test_a_diverging_path_over_batches_ends_with_an_infinite_loss():
    path = run(1, 1, 20)
    assert path.losses[-1] == math.inf
    assert path.points.shape == (801, 2)
    assert path.gradients.shape == (800, 2)
    assert run(1, 1, 0).gradients.shape == (0, 2)


@each_case(
    ("call", "message"),
    [
        (lambda: mini_batches.shuffled_batches(40, 0, seed=0, epochs=1), "batch = 0 is below 1"),
        (lambda: mini_batches.shuffled_batches(40, 41, seed=0, epochs=1), "batch = 41 is more than the 40 points"),
        (lambda: mini_batches.shuffled_batches(40, 2.5, seed=0, epochs=1), "batch = 2.5 is no whole number"),
        (lambda: mini_batches.shuffled_batches(40, True, seed=0, epochs=1), "batch = True"),
        (lambda: mini_batches.shuffled_batches(0, 1, seed=0, epochs=1), "n = 0 is below 1"),
        (lambda: mini_batches.shuffled_batches(4, 1, seed=-1, epochs=1), "seed = -1 is below 0"),
        (lambda: mini_batches.shuffled_batches(4, 1, seed=None, epochs=1), "seed = None is no whole number"),
        (lambda: mini_batches.shuffled_batches(4, 1, seed=0, epochs=-1), "epochs = -1 is below 0"),
        (lambda: mini_batches.updates_per_epoch(4, 5), "batch = 5"),
        (
            lambda: mini_batches.gradient_standard_deviation([[1, 2], [3, 4]], 3),
            "batch = 3.0 is no number of points out of 2",
        ),
        (lambda: mini_batches.gradient_standard_deviation([[1, 2], [3, 4]], 0), "batch = 0.0"),
        (lambda: mini_batches.gradient_standard_deviation([[1, 2], [3, 4]], 1.5), "1.5"),
        (lambda: mini_batches.gradient_standard_deviation([1, 2], 1), r"gradients has shape \(2,\)"),
        (lambda: mini_batches.gradient_standard_deviation([[1, 2], [3, math.nan]], 1), "gradients holds nan"),
    ],
)
def test_impossible_batches_are_refused_at_once(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_the_mean_of_the_points_gradients_is_the_gradient_of_the_surface():
    places = np.random.default_rng(1).normal(size=(3, 2))
    each = mini_batches.per_sample_gradients(X, Y, places)
    assert mini_batches.mean_gradient(each) == pytest.approx(SURFACE.gradient(places), rel=1e-12)
    batches = each[:, [[0, 1, 2], [3, 3, 5]]]  # (places, batches, points, coordinates)
    assert mini_batches.mean_gradient(batches)[2, 1] == pytest.approx((2 * each[2, 3] + each[2, 5]) / 3)
    assert mini_batches.mean_gradient([[1.0, math.inf], [3.0, 0.0]]).tolist() == [2, math.inf]
    assert np.isnan(mini_batches.mean_gradient([[math.inf], [-math.inf]])).all()
