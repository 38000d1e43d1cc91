"""One unit against torch and a loop by hand, and the death that one step brings."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import approx_fprime

from lossviz.theory import single_unit
from tests.theory.cases import each_case

X, Y = np.array([0.5, 1, 1.5, 2]), np.array([0.1, 0.2, 0.3, 0.4])

# How it was made stands in test_unit_sums.py.
TORCH = json.loads((Path(__file__).parent / "torch_units.json").read_text())["unit"]


@each_case("row", TORCH)
def test_the_weights_are_those_of_torch(row):
    run = single_unit.train(X, Y, (1, 0), row["rate"], 100, activation=row["activation"])
    for step, point in row["points"].items():
        assert (run.w[int(step)], run.b[int(step)]) == pytest.approx(tuple(point), rel=1e-10, abs=1e-12)


def by_hand(rate, updates, w=1.0, b=0.0):
    for _ in range(updates):
        push = [2 * (max(w * x + b, 0) - y) * (w * x + b > 0) for x, y in zip(X, Y, strict=True)]
        w, b = w - rate * sum(p * x for p, x in zip(push, X, strict=True)) / 4, b - rate * sum(push) / 4
    return w, b, float(np.mean((np.maximum(w * X + b, 0) - Y) ** 2))


def test_every_update_is_that_of_a_loop_by_hand():
    run = single_unit.train(X, Y, (1, 0), [0.05, 0.1, 0.3], 30)
    for column, rate in enumerate((0.05, 0.1, 0.3)):
        for update in (0, 1, 2, 30):
            found = [values[update, column] for values in run[:3]]
            assert found == pytest.approx(by_hand(rate, update), abs=1e-12), (rate, update)


def test_rate_03_kills_the_unit_in_one_step_and_rate_01_does_not():
    killed, fine = (single_unit.train(X, Y, (1, 0), rate, 30) for rate in (0.3, 0.1))
    assert (killed.w[1], killed.b[1]) == pytest.approx((0.1, -0.6))
    assert (killed.active[1], killed.losses[1], killed.losses[30]) == (0, pytest.approx(0.075), pytest.approx(0.075))
    assert killed.w[1] == killed.w[30]
    assert fine.active[30] > 0
    assert fine.losses[30] == pytest.approx(0.00712, abs=5e-6)


def test_a_leaky_unit_moves_on_after_the_same_step():
    run = single_unit.train(X, Y, (1, 0), 0.3, 30, activation="leaky_relu")
    assert run.active[1] == 0
    assert run.losses[30] < run.losses[1]


def test_the_gradient_is_that_of_differences_and_many_units_at_once_are_those_one_by_one():
    points = np.array([[1.0, 0.1], [0.4, -0.3], [-0.5, 0.6]])
    both = single_unit.loss_and_gradient(X, Y, activation="leaky_relu")
    losses, gradients = both(points)
    for point, loss, gradient in zip(points, losses, gradients, strict=True):
        assert both(point)[0] == loss
        assert gradient == pytest.approx(approx_fprime(point, lambda p: both(p)[0], 1e-7), rel=1e-4, abs=1e-6)


def test_a_unit_that_diverges_ends_in_an_infinite_loss_and_without_a_warning():
    run = single_unit.train(X, Y, (1, 0), 1e6, 300, activation="leaky_relu")
    assert run.losses[-1] == np.inf


def test_rows_of_different_length_are_refused():
    with pytest.raises(ValueError, match="two rows of one length"):
        single_unit.train([1, 2], [1], (1, 0), 0.1, 1)
