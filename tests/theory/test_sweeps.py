"""Many rates are tried, and the best is the one with the lowest final loss."""

import numpy as np
import pytest

from lossviz.theory import optimizers, surfaces, sweeps
from lossviz.theory.descent import descend
from tests.theory.cases import each_case


def test_the_rates_of_a_sweep_are_round():
    assert sweeps.one_two_five_series(1e-3, 0.5).tolist() == [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
    assert sweeps.one_two_five_series(0.0011, 0.0049).tolist() == [0.002]
    assert sweeps.one_two_five_series(1e-300, 2e-300).tolist() == [1e-300, 2e-300]


@each_case("wrong", [(0.0, 1.0), (-1.0, 1.0), (1.0, np.inf), (np.nan, 1.0)])
def test_limits_of_a_sweep_that_are_not_positive_and_finite_are_refused(wrong):
    with pytest.raises(ValueError, match=r"low|high"):
        sweeps.one_two_five_series(*wrong)


def test_the_best_run_has_the_lowest_final_loss_not_the_lowest_on_the_way():
    losses = np.array([[9.0, 9.0, 9.0, 9.0], [0.1, 5.0, np.inf, 9.0], [4.0, 3.0, np.nan, 3.0]])
    assert sweeps.best_run(losses) == 1


def test_where_all_runs_diverged_the_first_is_best():
    assert sweeps.best_run(np.array([[1.0, 1.0], [np.inf, np.nan]])) == 0


def test_in_the_ravine_of_three_rates_0_18_ends_lowest_after_sixty_steps():
    # The slower of 1 - rate and 1 - 10 rate counts: 0.9, 0.82 and 0.9 times as far each step.
    surface = surfaces.ravine(10)
    paths = descend(surface.loss, surface.gradient, (-4, 1.5), optimizers.gradient_descent([0.1, 0.18, 0.19]), 60)
    chosen = int(sweeps.best_run(paths.losses))
    assert chosen == 1
    alone = descend(surface.loss, surface.gradient, (-4, 1.5), optimizers.gradient_descent(0.18), 60)
    for name in ("points", "losses", "gradients"):
        assert np.array_equal(getattr(sweeps.single_path(paths, chosen), name), getattr(alone, name))
