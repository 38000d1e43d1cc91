"""Paths worked out by hand or by a plain loop, many at once, and paths that diverge."""

import math

import numpy as np
import pytest

from lossviz.theory import optimizers
from lossviz.theory.descent import Path, descend, together, with_losses
from lossviz.theory.surfaces import SURFACES, ravine
from tests.theory.cases import each_case

FIVE = SURFACES["points_mse"]
FLAT_LINE = [0, 1]
EVERY_OPTIMIZER = {
    "gradient_descent": optimizers.gradient_descent(1e-3),
    "momentum": optimizers.momentum(1e-3),
    "nesterov": optimizers.nesterov(1e-3),
    "adagrad": optimizers.adagrad(0.1),
    "rmsprop": optimizers.rmsprop(0.01),
    "adam": optimizers.adam(0.01),
    "adamw": optimizers.adamw(0.01),
}


def shown(text):
    """The number on a page: equal to all that round to it."""
    digits, _, exponent = text.partition("e")
    last_place = int(exponent or 0) - len(digits.partition(".")[2])
    return pytest.approx(float(text), rel=0, abs=0.5000001 * 10.0**last_place)


def run(surface, start, rate, steps):
    return descend(surface.loss, surface.gradient, start, optimizers.gradient_descent(rate), steps)


def steps_until(losses, below):
    return int(np.argmax(losses < below))


def test_the_first_point_is_the_start_and_there_is_one_more_point_than_steps():
    path = run(FIVE, FLAT_LINE, 0.02, 20)
    assert path.points.shape == path.gradients.shape == (21, 2)
    assert path.losses.shape == (21,)
    assert path.points[0].tolist() == FLAT_LINE
    assert path.losses[0] == 6
    assert path.gradients[0] == pytest.approx([-15.2, -4], rel=1e-15)
    assert run(FIVE, FLAT_LINE, 0.02, 0).points.tolist() == [FLAT_LINE]


def test_losses_and_gradients_are_those_at_the_points():
    path = run(SURFACES["rosenbrock"], [-1.2, 1], 0.001, 50)
    assert path.losses.tolist() == SURFACES["rosenbrock"].loss(path.points).tolist()
    assert path.gradients.tolist() == SURFACES["rosenbrock"].gradient(path.points).tolist()


def test_the_first_update_of_the_lesson():
    path = run(FIVE, FLAT_LINE, 0.02, 100)
    assert path.points[1] == pytest.approx([0.304, 1.08], rel=1e-14)
    for step, text in ((0, "6.00"), (1, "2.23"), (2, "1.18"), (5, "0.785"), (20, "0.766"), (100, "0.736")):
        assert path.losses[step] == shown(text)


@each_case(
    ("rate", "losses"),
    [
        (0.0005, {100: "1.26"}),
        (0.042, {1: "0.779"}),
        (0.05, {1: "0.954", 2: "0.783", 100: "0.722"}),
        (0.08, {1: "4.94", 2: "4.09", 100: "0.72025"}),
        (0.0845, {1: "5.99", 100: "5.38"}),
        (0.09, {1: "7.44", 10: "60.4", 100: "2.0e11"}),
    ],
)
def test_the_losses_that_the_lesson_shows_for_a_rate(rate, losses):
    path = run(FIVE, FLAT_LINE, rate, 100)
    for step, text in losses.items():
        assert path.losses[step] == shown(text)


def test_both_parameters_are_updated_with_the_gradient_at_the_old_point():
    # With the new w in the slope of b, b would come to 0.972 and the loss to 0.787.
    path = run(FIVE, FLAT_LINE, 0.05, 1)
    assert path.points[1] == pytest.approx([0.76, 1.2], rel=1e-14)
    assert path.losses[1] == shown("0.954")


def test_a_rate_of_0_changes_nothing():
    path = run(FIVE, FLAT_LINE, 0, 50)
    assert (path.points == FLAT_LINE).all()
    assert (path.losses == 6).all()


def test_descent_converges_to_the_last_digits_of_the_minimum():
    # As it does where parameters are rounded to four places.
    path = run(FIVE, FLAT_LINE, 0.05, 3000)
    assert path.points[-1] == pytest.approx([0.8, 0.6], rel=1e-12)
    assert np.abs(path.gradients[-1]).max() < 1e-12


def test_the_ravine_multiplies_each_coordinate_by_one_minus_rate_times_curvature():
    path = run(ravine(10), [-4, 1.5], 0.18, 60)
    k = np.arange(61)
    assert path.points[:, 0] == pytest.approx(-4 * 0.82**k, rel=1e-12)
    assert path.points[:, 1] == pytest.approx(1.5 * (-0.8) ** k, rel=1e-12)
    assert path.losses[0] == 19.25
    assert path.losses[1] == shown("12.58")
    assert path.losses[30] == shown("7e-5")


@each_case(("rate", "steps"), [(0.05, 88), (0.1, 43), (0.18, 24), (2 / 11, 25), (0.199, 465)])
def test_as_the_rate_grows_fewer_steps_are_needed_and_then_more(rate, steps):
    assert steps_until(run(ravine(10), [-4, 1.5], rate, 600).losses, below=1e-3) == steps


def test_at_the_stability_limit_the_steep_coordinate_oscillates_for_ever():
    path = run(ravine(10), [-4, 1.5], 0.2, 60)
    assert np.abs(path.points[:, 1]) == pytest.approx(1.5, rel=1e-12)
    assert path.losses[60] == shown("11.25")
    beyond = run(ravine(10), [-4, 1.5], 0.21, 30)
    assert beyond.losses[30] == shown("3425")
    assert beyond.points[30, 1] == shown("26.2")
    assert steps_until(run(ravine(10), [-4, 0], 0.19, 60).losses, below=1e-3) == 22
    assert run(ravine(1), [-4, 1.5], 1, 1).losses[1] == 0


def test_a_start_on_the_ridge_converges_to_the_saddle_point_and_one_beside_it_does_not():
    saddle = SURFACES["saddle"]
    assert run(saddle, [2, 0], 0.1, 400).losses[400] == pytest.approx(0.25, rel=1e-12)
    assert steps_until(run(saddle, [2, 0.001], 0.1, 400).losses, below=0.125) == 68
    assert steps_until(run(saddle, [2, 1e-6], 0.1, 400).losses, below=0.125) == 141
    assert run(saddle, [2, 0.001], 0.1, 400).losses[400] < 1e-12


def test_two_close_starts_on_himmelblau_converge_to_different_minima():
    ends = run(SURFACES["himmelblau"], [[-0.27, -0.92], [-0.28, -0.93]], 0.01, 400).points[-1]
    assert ends[0] == pytest.approx([3.584428, -1.848127], abs=1e-6)
    assert ends[1] == pytest.approx([-3.779310, -3.283186], abs=1e-6)


def test_on_himmelblau_descent_can_alternate_between_two_points_for_ever():
    path = run(SURFACES["himmelblau"], [0, 0], 0.025, 400)
    assert path.points[-1, 0] == shown("3.235")
    assert path.points[-2, 0] == shown("2.683")
    assert path.losses[-1] == shown("3.09")


@pytest.mark.slow
@each_case("optimizer", EVERY_OPTIMIZER)
@each_case("surface", SURFACES)
def test_many_starts_at_once_give_the_path_of_each_alone(surface, optimizer):
    starts = np.random.default_rng(3).uniform(*np.transpose(surface.domain), (2, 3, 2))
    together = descend(surface.loss, surface.gradient, starts, optimizer, 40)
    assert together.points.shape == (41, 2, 3, 2)
    assert together.losses.shape == (41, 2, 3)
    for place in np.ndindex(2, 3):
        alone = descend(surface.loss, surface.gradient, starts[place], optimizer, 40)
        # To the last digit, but for sums over points, which may be added up in another order.
        assert together.points[:, *place] == pytest.approx(alone.points, rel=1e-9, abs=1e-9, nan_ok=True)
        if not surface.name.startswith("points_bce"):
            np.testing.assert_array_equal(together.points[:, *place], alone.points)
            np.testing.assert_array_equal(together.losses[:, *place], alone.losses)


def test_many_rates_at_once_give_the_path_of_each_alone():
    rates = np.array([0, 0.01, 0.18, 0.21])
    path = run(ravine(10), [-4, 1.5], rates, 30)
    assert path.points.shape == (31, 4, 2)
    for k, rate in enumerate(rates):
        np.testing.assert_array_equal(path.points[:, k], run(ravine(10), [-4, 1.5], rate, 30).points)


def test_rates_in_a_column_and_starts_in_a_row_make_a_map():
    rates, starts = np.linspace(0.01, 0.25, 5)[:, None], np.linspace([-4, -1], [4, 1], 7)
    path = run(ravine(10), starts, rates, 20)
    assert path.losses.shape == (21, 5, 7)
    np.testing.assert_array_equal(path.losses[:, 2, 6], run(ravine(10), starts[6], rates[2, 0], 20).losses)


@each_case("name", ["momentum", "nesterov"])
def test_the_momentum_may_be_an_array(name):
    make, surface = getattr(optimizers, name), SURFACES["rosenbrock"]
    betas = np.array([0, 0.5, 0.9])
    path = descend(surface.loss, surface.gradient, [-1.2, 1], make(5e-4, beta=betas), 50)
    for k, beta in enumerate(betas):
        alone = descend(surface.loss, surface.gradient, [-1.2, 1], make(5e-4, beta=beta), 50)
        np.testing.assert_array_equal(path.points[:, k], alone.points)


def test_the_hyperparameters_of_adamw_may_be_arrays():
    surface, many = SURFACES["rosenbrock"], np.array([0.1, 0.5])
    path = descend(
        surface.loss, surface.gradient, [-1.2, 1], optimizers.adamw(0.01, betas=(many, 0.9), weight_decay=many), 50
    )
    for k, value in enumerate(many):
        optimizer = optimizers.adamw(0.01, betas=(value, 0.9), weight_decay=value)
        alone = descend(surface.loss, surface.gradient, [-1.2, 1], optimizer, 50)
        assert path.points[:, k] == pytest.approx(alone.points, rel=1e-12)


@each_case("name", ["ravine", "saddle", "rosenbrock", "himmelblau", "beale", "points_mse"])
@each_case("optimizer", [optimizers.gradient_descent, optimizers.momentum, optimizers.nesterov])
def test_a_diverging_path_ends_with_an_infinite_loss_and_stays_there(name, optimizer):
    surface = SURFACES[name]
    path = descend(surface.loss, surface.gradient, [2.5, -1.5], optimizer(3), 400)
    assert path.losses[-1] == math.inf
    assert not np.isnan(path.losses).any()
    assert not np.isnan(path.points).any()
    gone = int(np.argmax(~np.isfinite(path.points).all(axis=-1)))
    assert gone == 0 or (path.points[gone:] == path.points[gone]).all()


def test_a_diverging_path_leaves_the_others_alone():
    path = run(SURFACES["himmelblau"], [[-0.27, -0.92], [1e200, -1e200]], 0.01, 400)
    np.testing.assert_array_equal(path.points[:, 0], run(SURFACES["himmelblau"], [-0.27, -0.92], 0.01, 400).points)
    assert path.losses[-1, 1] == math.inf


def test_a_nan_gradient_gives_nan_losses():
    path = descend(lambda w: w[..., 0], lambda w: w * math.nan, [1, 2], optimizers.gradient_descent(1), 3)
    assert path.losses[0] == 1
    assert np.isnan(path.losses[1:]).all()


def test_a_path_is_read_only():
    path = run(FIVE, FLAT_LINE, 0.02, 3)
    assert isinstance(path, Path)
    for array in (path.points, path.losses, path.gradients):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    with pytest.raises(AttributeError):
        path.points = path.losses


def test_the_start_is_left_as_it_was():
    start = np.array([-4, 1.5])
    run(ravine(10), start, 0.1, 5)
    assert start.tolist() == [-4, 1.5]


def test_any_number_of_coordinates_will_do():
    path = descend(lambda w: (w**2).sum(-1), lambda w: 2 * w, [1, 2, 3, 4, 5], optimizers.gradient_descent(0.25), 2)
    assert path.points[2].tolist() == [0.25, 0.5, 0.75, 1, 1.25]
    assert descend(lambda w: w[..., 0] ** 2, lambda w: 2 * w, [8], optimizers.gradient_descent(0.25), 2).losses[2] == 4


def test_a_loss_of_a_single_point_needs_no_broadcasting():
    path = descend(lambda w: w[0] ** 2 + w[1] ** 2, lambda w: 2 * w, [2, 4], optimizers.gradient_descent(0.25), 1)
    assert path.losses.tolist() == [20, 5]


@each_case("steps", [-1, True, False, 3.0, 2.5, "3", None, math.nan, np.True_])
def test_steps_are_a_whole_number(steps):
    with pytest.raises(ValueError, match=r"steps = .*give an int from 0 up"):
        run(FIVE, FLAT_LINE, 0.1, steps)


def test_steps_may_be_counted_by_numpy():
    assert len(run(FIVE, FLAT_LINE, 0.1, np.int64(3)).points) == 4


@each_case(
    ("start", "message"),
    [
        (math.nan, "start holds nan"),
        ([1, math.nan], "start holds nan"),
        ([1, math.inf], "start holds inf"),
        (3, "start = 3 is one number"),
        ([], "start = .*is empty"),
        (["a", "b"], "start = .*'a'"),
        ([1, 2, 3], r"shape \(3,\)"),
    ],
)
def test_a_start_that_is_no_point_is_refused(start, message):
    with pytest.raises(ValueError, match=message):
        run(FIVE, start, 0.1, 3)


def test_starts_and_rates_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match=r"start has shape \(3, 2\) and the settings of gradient_descent have \(4,\)"):
        run(FIVE, np.zeros((3, 2)), np.full(4, 0.1), 3)


def test_a_loss_or_gradient_of_the_wrong_shape_is_refused():
    plain = optimizers.gradient_descent(0.1)
    with pytest.raises(ValueError, match=r"loss returned shape \(2,\), not \(\)"):
        descend(lambda w: w, lambda w: w, [1, 2], plain, 3)
    with pytest.raises(ValueError, match=r"loss returned shape \(\), not \(3,\)"):
        descend(lambda w: (w**2).sum(), lambda w: w, np.ones((3, 2)), plain, 3)
    with pytest.raises(ValueError, match=r"gradient returned shape \(\), not \(2,\)"):
        descend(lambda w: w.sum(-1), lambda w: w.sum(-1), [1, 2], plain, 3)


def test_a_loss_and_a_gradient_that_come_together_are_computed_once_for_each_point_and_give_the_same_path():
    calls = []

    def both(w):
        calls.append(w)
        return FIVE.loss(w), FIVE.gradient(w)

    rule = optimizers.momentum(0.01)
    path, apart = descend(*together(both), FLAT_LINE, rule, 20), descend(FIVE.loss, FIVE.gradient, FLAT_LINE, rule, 20)
    assert len(calls) == 21
    for one, other in ((path.points, apart.points), (path.losses, apart.losses), (path.gradients, apart.gradients)):
        np.testing.assert_array_equal(one, other)


def test_points_that_are_equal_but_not_the_same_are_computed_anew():
    loss, gradient = together(lambda w: (w.sum(), w * 0))
    w = np.array([1.0, 2.0])
    assert loss(w) == 3
    w = np.array([5.0, 2.0])
    assert (loss(w), gradient(w).tolist()) == (7, [0, 0])


def test_the_last_losses_alone_are_those_of_all_and_the_others_can_be_had_later():
    surface, rates = SURFACES["beale"], optimizers.gradient_descent([0.001, 0.01, 0.5])
    all_losses = descend(surface.loss, surface.gradient, [2.0, -1.0], rates, 40)
    some = descend(surface.loss, surface.gradient, [2.0, -1.0], rates, 40, last=3)
    known = [0, 38, 39, 40]
    np.testing.assert_array_equal(some.losses[known, :2], all_losses.losses[known, :2])
    assert np.isnan(some.losses[1:38, :2]).all()
    assert (some.losses[-1] == np.inf).tolist() == [False, False, True]
    np.testing.assert_array_equal(with_losses(some, surface.loss).losses, all_losses.losses)
