"""What rate times curvature predicts, what a path shows, and how it ended, against arithmetic by hand."""

import numpy as np
import pytest

from lossviz.theory import convergence, optimizers, surfaces
from lossviz.theory.convergence import ObservedBehaviour, Outcome, PredictedRegime
from lossviz.theory.descent import Path, descend
from tests.theory.cases import each_case


def run(name, start, rate, steps, optimizer=optimizers.gradient_descent):
    surface = surfaces.ravine(10) if name == "ravine" else surfaces.SURFACES[name]
    return descend(surface.loss, surface.gradient, start, optimizer(rate), steps)


def path(x, losses, slopes):
    """A path along one line, given point by point."""
    still = np.zeros(len(x))
    return Path(
        np.stack([np.array(x, dtype=float), still], axis=-1),
        np.array(losses, dtype=float),
        np.stack([np.array(slopes, dtype=float), still], axis=-1),
    )


@each_case(
    ("rate", "expected"),
    [
        (0.0, PredictedRegime.ZERO_RATE),
        (0.0999, PredictedRegime.MONOTONE),
        (0.1, PredictedRegime.ONE_STEP),
        (0.1001, PredictedRegime.OSCILLATES),
        (0.18, PredictedRegime.OSCILLATES),
        (0.1999, PredictedRegime.OSCILLATES),
        (0.2, PredictedRegime.AT_STABILITY_LIMIT),
        (0.2001, PredictedRegime.DIVERGES),
    ],
)
def test_for_curvature_10_the_regimes_change_at_rates_of_a_tenth_and_a_fifth(rate, expected):
    assert PredictedRegime(convergence.predicted_regime(rate, 10.0)) is expected


def test_a_product_within_rounding_of_2_counts_as_2():
    assert 0.2 * (10 + 1e-14) != 2
    assert PredictedRegime(convergence.predicted_regime(0.2, 10 + 1e-14)) is PredictedRegime.AT_STABILITY_LIMIT
    assert PredictedRegime(convergence.predicted_regime(0.2, 10 + 1e-7)) is PredictedRegime.DIVERGES


def test_regimes_of_many_rates_and_curvatures_broadcast():
    found = convergence.predicted_regime([[0.09], [0.25]], [1.0, 10.0, -3.0, np.inf])
    assert found.tolist() == [
        [PredictedRegime.MONOTONE, PredictedRegime.MONOTONE, PredictedRegime.MONOTONE, PredictedRegime.DIVERGES],
        [PredictedRegime.MONOTONE, PredictedRegime.DIVERGES, PredictedRegime.MONOTONE, PredictedRegime.DIVERGES],
    ]


def test_a_rate_of_0_is_its_own_regime_for_any_curvature():
    assert convergence.predicted_regime(0.0, [0.0, 5.0, -5.0, np.inf]).tolist() == [PredictedRegime.ZERO_RATE] * 4


@each_case(("rate", "bend"), [(np.nan, 1.0), (0.1, np.nan), (np.inf, 1.0)])
def test_nan_and_an_infinite_rate_have_no_regime(rate, bend):
    with pytest.raises(ValueError, match="holds"):
        convergence.predicted_regime(rate, bend)


@each_case(
    ("rate", "expected"),
    [
        (0.05, ObservedBehaviour.MONOTONE),
        (0.18, ObservedBehaviour.OSCILLATES),
        (0.2, ObservedBehaviour.OSCILLATES),
        (0.21, ObservedBehaviour.DIVERGES),
    ],
)
def test_predicted_and_observed_behaviour_agree_on_the_ravine(rate, expected):
    assert ObservedBehaviour(convergence.observed_behaviour(run("ravine", (-4, 1.5), rate, 60))[-1]) is expected


def test_beyond_the_stability_limit_a_path_oscillates_until_its_loss_is_ten_times_the_first():
    # y grows by 1.1 a step, x has all but gone: 11.25 * 1.21^k passes 192.5, ten times 19.25, between 14 and 15.
    names = convergence.observed_behaviour(run("ravine", (-4, 1.5), 0.21, 20))
    assert 11.25 * 1.1 ** (2 * 14) < 192.5 < 11.25 * 1.1 ** (2 * 15)
    assert names[1:15].tolist() == [ObservedBehaviour.OSCILLATES] * 14
    assert names[15:].tolist() == [ObservedBehaviour.DIVERGES] * 6


def test_a_path_along_the_flat_axis_is_monotone_though_the_steep_one_would_oscillate():
    assert (
        ObservedBehaviour(convergence.observed_behaviour(run("ravine", (-4, 0), 0.19, 60))[-1])
        is ObservedBehaviour.MONOTONE
    )


def test_only_the_last_twenty_steps_count():
    slopes = [(-1) ** k for k in range(11)] + [1.0] * 40
    names = convergence.observed_behaviour(path(range(51), np.ones(51), slopes))
    # Ten turns in the first ten steps; after 20 steps they are half of the window, and half is not more than half.
    assert names[10] == ObservedBehaviour.OSCILLATES
    assert names[19] == ObservedBehaviour.OSCILLATES
    assert names[20] == ObservedBehaviour.MONOTONE
    assert names[50] == ObservedBehaviour.MONOTONE


def test_one_oscillating_coordinate_is_enough_but_two_do_not_add_up():
    turns = np.array([(-1.0) ** (k // 2) for k in range(61)])
    slopes = np.stack([turns, np.roll(turns, 1)], axis=-1)
    both = Path(np.zeros((61, 2)), np.ones(61), slopes)
    # Each turns at every second step, together at every step.
    assert convergence.observed_behaviour(both)[40] == ObservedBehaviour.MONOTONE


def test_an_infinite_or_nan_loss_has_diverged():
    for last in (np.inf, np.nan):
        assert convergence.observed_behaviour(path([0, 1], [1.0, last], [1, 1]))[-1] == ObservedBehaviour.DIVERGES
    assert convergence.observed_behaviour(path([0, 1], [np.inf, np.inf], [1, 1]))[-1] == ObservedBehaviour.DIVERGES


def test_a_path_that_starts_at_the_minimum_has_not_diverged():
    resting = run("bowl", (0, 0), 0.5, 30)
    assert convergence.observed_behaviour(resting).tolist() == [ObservedBehaviour.MONOTONE] * 31
    assert convergence.outcome(resting) == Outcome.FAST


def test_ten_times_the_first_loss_already_counts_as_diverged():
    names = convergence.observed_behaviour(path(range(3), [1, 9.99, 10], [1, 1, 1]))
    assert names.tolist() == [ObservedBehaviour.MONOTONE, ObservedBehaviour.MONOTONE, ObservedBehaviour.DIVERGES]


def test_many_paths_at_once_are_judged_as_each_alone():
    rates = [0.05, 0.18, 0.2, 0.21, 3.0]
    together = run("ravine", (-4, 1.5), rates, 100)
    alone = [run("ravine", (-4, 1.5), rate, 100) for rate in rates]
    assert convergence.observed_behaviour(together).T.tolist() == [
        convergence.observed_behaviour(one).tolist() for one in alone
    ]
    assert convergence.outcome(together).tolist() == [int(convergence.outcome(one)) for one in alone]


@each_case(
    ("surface", "start", "rate", "steps", "expected"),
    [
        ("ravine", (-4, 1.5), 0.1, 200, Outcome.FAST),  # 0.9^50 is 0.005 of the way
        ("ravine", (-4, 1.5), 0.18, 200, Outcome.FAST),
        ("ravine", (-4, 1.5), 0.05, 200, Outcome.SLOW),  # 0.95^50 is 0.08: not there after a quarter
        ("ravine", (-4, 1.5), 0.001, 200, Outcome.SLOW),
        ("ravine", (-4, 1.5), 0.199, 200, Outcome.OSCILLATES),  # y is still 0.2 after 200 steps
        ("ravine", (-4, 1.5), 0.2, 200, Outcome.OSCILLATES),
        ("ravine", (0, 1.5), 0.2, 200, Outcome.OSCILLATES),  # it ends where it began
        ("ravine", (-4, 1.5), 0.2002, 200, Outcome.OSCILLATES),  # 1.002^400 is 2.2, not ten
        ("ravine", (-4, 1.5), 0.21, 200, Outcome.DIVERGES),
        ("himmelblau", (0, 0), 0.025, 400, Outcome.OSCILLATES),  # for ever two
        ("himmelblau", (-0.27, -0.92), 0.01, 200, Outcome.FAST),
        ("rosenbrock", (-1.2, 1), 0.001, 1000, Outcome.SLOW),
        ("rosenbrock", (-1.2, 1), 0.01, 200, Outcome.DIVERGES),
        ("rastrigin", (3.6, -2.6), 0.002, 200, Outcome.FAST),  # in a dent: where it came to rest is not asked
        ("saddle", (2, 0), 0.1, 400, Outcome.FAST),  # the saddle point holds it for ever
        ("saddle", (2, 1e-6), 0.1, 200, Outcome.SLOW),  # and here it lets go
    ],
)
def test_outcomes_of_known_paths(surface, start, rate, steps, expected):
    assert Outcome(convergence.outcome(run(surface, start, rate, steps))) is expected


def test_the_settling_step_is_that_from_which_a_path_stays_near_its_end():
    # Along the floor x is 0.9^k times as far: 0.9^43 is 0.0108, 0.9^44 is 0.0097.
    assert convergence.settling_step(run("ravine", (-4, 0), 0.1, 400)) == 44
    both = convergence.settling_step(run("ravine", (-4, 0), [0.1, 0.2], 400))
    # 0.8^20 is 0.0115, 0.8^21 is 0.0092.
    assert both.tolist() == [44, 21]
    assert convergence.settling_step(run("ravine", (0, 0), 0.1, 10)) == 0
    assert convergence.settling_step(run("ravine", (0, 1.5), 0.2, 11)) == 11
    assert convergence.settling_step(run("ravine", (-4, 1.5), 1e200, 11)) == -1


def test_a_path_that_never_moves_though_its_gradient_is_not_0_has_not_converged():
    assert convergence.outcome(run("ravine", (-4, 1.5), 0.0, 200)) == Outcome.SLOW


def test_slow_progress_along_a_flat_valley_after_one_large_step_has_not_converged():
    # One step down the wall, a hundred thousand times as steep; along the floor 4 units are to go, at 1e-5 a step.
    steep = surfaces.ravine(1e5)
    creeping = descend(steep.loss, steep.gradient, (-4, 300), optimizers.gradient_descent(1e-5), 200)
    assert abs(creeping.points[-1, 0] - -4) < 0.01
    assert convergence.outcome(creeping) == Outcome.SLOW


def test_a_path_whose_loss_rises_is_not_called_slow_even_without_sign_changes():
    losses = [1, 2, 0.5] * 20
    about = path(np.cos(np.arange(60) * 2.0), losses, np.ones(60))
    assert convergence.observed_behaviour(about)[-1] == ObservedBehaviour.MONOTONE
    assert convergence.outcome(about) == Outcome.OSCILLATES


@pytest.mark.slow
def test_every_path_has_one_outcome_even_a_short_one():
    rates = np.geomspace(1e-4, 10, 200)
    for name in surfaces.SURFACES:
        for steps in (0, 1, 2, 5, 200):
            outcomes = convergence.outcome(run(name, (0.7, 0.4), rates, steps))
            assert outcomes.shape == (200,)
            assert set(outcomes.tolist()) <= set(Outcome)


def test_first_step_with_a_loss_below_a_thousandth():
    # Counted once by hand-written loops, rate by rate.
    for rate, steps in [(0.05, 88), (0.1, 43), (0.18, 24), (0.182, 25), (0.199, 465)]:
        assert convergence.first_step_below(run("ravine", (-4, 1.5), rate, 500).losses, 0.001) == steps
    assert convergence.first_step_below(run("ravine", (-4, 0), 0.19, 60).losses, 0.001) == 22
    assert convergence.first_step_below(run("ravine", (-4, 1.5), 0.2, 500).losses, 0.001) == -1


def test_steps_are_counted_for_each_path_and_nan_is_below_no_threshold():
    losses = np.array([[5.0, 0.5, 5.0], [np.nan, 3.0, 4.0], [0.9, 2.0, 3.0]])
    assert convergence.first_step_below(losses, 1).tolist() == [2, 0, -1]


def test_paths_behave_as_their_regime_predicts():
    # 1 - rate * curvature for curvature 10: 1, 0.5, 0, -0.5, -1 and -1.5 times the distance after each step.
    for rate, regime in zip((0, 0.05, 0.1, 0.15, 0.2, 0.25), PredictedRegime, strict=True):
        assert convergence.predicted_regime(rate, 10.0) == regime
        seen = convergence.observed_behaviour(run("ravine", (0, 1.5), rate, 60))[-1]
        assert seen == convergence.EXPECTED_BEHAVIOUR[regime], regime
