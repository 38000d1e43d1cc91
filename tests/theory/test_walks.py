"""A walk is called what it is: by rate times curvature, by its footprints, by how it ended."""

import numpy as np
import pytest

from lossviz.theory import optimizers, surfaces, walks
from lossviz.theory.descent import Path, descend
from lossviz.theory.walks import Course, Fate, Happened


def walk(name, start, rate, steps, optimizer=optimizers.gradient_descent):
    surface = surfaces.ravine(10) if name == "ravine" else surfaces.SURFACES[name]
    return descend(surface.loss, surface.gradient, start, optimizer(rate), steps)


def path(x, losses, slopes):
    """A walk along one line, given footprint by footprint."""
    still = np.zeros(len(x))
    return Path(
        np.stack([np.array(x, dtype=float), still], axis=-1),
        np.array(losses, dtype=float),
        np.stack([np.array(slopes, dtype=float), still], axis=-1),
    )


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        (0.0, Course.RESTS),
        (0.0999, Course.GLIDES),
        (0.1, Course.LANDS),
        (0.1001, Course.SWINGS),
        (0.18, Course.SWINGS),
        (0.1999, Course.SWINGS),
        (0.2, Course.BORDER),
        (0.2001, Course.DIVERGES),
    ],
)
def test_across_the_ravine_the_borders_lie_at_a_rate_of_a_tenth_and_of_a_fifth(rate, expected):
    assert Course(walks.course(rate, 10.0)) is expected


def test_a_product_that_rounding_keeps_from_two_is_two():
    assert 0.2 * (10 + 1e-14) != 2
    assert Course(walks.course(0.2, 10 + 1e-14)) is Course.BORDER
    assert Course(walks.course(0.2, 10 + 1e-7)) is Course.DIVERGES


def test_courses_are_told_of_many_rates_and_curvatures_at_once():
    found = walks.course([[0.09], [0.25]], [1.0, 10.0, -3.0, np.inf])
    assert found.tolist() == [
        [Course.GLIDES, Course.GLIDES, Course.GLIDES, Course.DIVERGES],
        [Course.GLIDES, Course.DIVERGES, Course.GLIDES, Course.DIVERGES],
    ]


def test_a_rate_of_zero_rests_on_any_ground():
    assert walks.course(0.0, [0.0, 5.0, -5.0, np.inf]).tolist() == [Course.RESTS] * 4


@pytest.mark.parametrize(("rate", "bend"), [(np.nan, 1.0), (0.1, np.nan), (np.inf, 1.0)])
def test_what_is_no_number_has_no_course(rate, bend):
    with pytest.raises(ValueError, match="holds"):
        walks.course(rate, bend)


@pytest.mark.parametrize(
    ("rate", "expected"),
    [(0.05, Happened.GLIDING), (0.18, Happened.SWINGING), (0.2, Happened.SWINGING), (0.21, Happened.DIVERGED)],
)
def test_theory_and_footprints_agree_in_the_ravine(rate, expected):
    assert Happened(walks.happened(walk("ravine", (-4, 1.5), rate, 60))[-1]) is expected


def test_beyond_the_border_a_walk_is_swinging_until_its_loss_is_ten_times_the_first():
    # y grows by 1.1 a step, x has all but gone: 11.25 * 1.21^k passes 192.5, ten times 19.25, between 14 and 15.
    names = walks.happened(walk("ravine", (-4, 1.5), 0.21, 20))
    assert 11.25 * 1.1 ** (2 * 14) < 192.5 < 11.25 * 1.1 ** (2 * 15)
    assert names[1:15].tolist() == [Happened.SWINGING] * 14
    assert names[15:].tolist() == [Happened.DIVERGED] * 6


def test_a_walk_along_the_floor_glides_though_theory_says_that_across_it_would_swing():
    assert Happened(walks.happened(walk("ravine", (-4, 0), 0.19, 60))[-1]) is Happened.GLIDING


def test_only_the_last_twenty_steps_count():
    slopes = [(-1) ** k for k in range(11)] + [1.0] * 40
    names = walks.happened(path(range(51), np.ones(51), slopes))
    # Ten turns in the first ten steps; after 20 steps they are half of the window, and half is not more than half.
    assert names[10] == Happened.SWINGING
    assert names[19] == Happened.SWINGING
    assert names[20] == Happened.GLIDING
    assert names[50] == Happened.GLIDING


def test_one_swinging_coordinate_is_enough_but_two_do_not_add_up():
    turns = np.array([(-1.0) ** (k // 2) for k in range(61)])
    slopes = np.stack([turns, np.roll(turns, 1)], axis=-1)
    both = Path(np.zeros((61, 2)), np.ones(61), slopes)
    # Each turns at every second step, together at every step.
    assert walks.happened(both)[40] == Happened.GLIDING


def test_a_loss_that_is_infinite_or_no_number_has_run_away():
    for last in (np.inf, np.nan):
        assert walks.happened(path([0, 1], [1.0, last], [1, 1]))[-1] == Happened.DIVERGED
    assert walks.happened(path([0, 1], [np.inf, np.inf], [1, 1]))[-1] == Happened.DIVERGED


def test_whoever_begins_at_the_bottom_has_not_run_away():
    resting = walk("bowl", (0, 0), 0.5, 30)
    assert walks.happened(resting).tolist() == [Happened.GLIDING] * 31
    assert walks.fate(resting) == Fate.FAST


def test_ten_times_the_first_loss_is_the_limit_itself():
    names = walks.happened(path(range(3), [1, 9.99, 10], [1, 1, 1]))
    assert names.tolist() == [Happened.GLIDING, Happened.GLIDING, Happened.DIVERGED]


def test_many_walkers_are_named_as_each_alone():
    rates = [0.05, 0.18, 0.2, 0.21, 3.0]
    together = walk("ravine", (-4, 1.5), rates, 100)
    alone = [walk("ravine", (-4, 1.5), rate, 100) for rate in rates]
    assert walks.happened(together).T.tolist() == [walks.happened(one).tolist() for one in alone]
    assert walks.fate(together).tolist() == [int(walks.fate(one)) for one in alone]


@pytest.mark.parametrize(
    ("surface", "start", "rate", "steps", "expected"),
    [
        ("ravine", (-4, 1.5), 0.1, 200, Fate.FAST),  # 0.9^50 is 0.005 of the way
        ("ravine", (-4, 1.5), 0.18, 200, Fate.FAST),
        ("ravine", (-4, 1.5), 0.05, 200, Fate.SLOW),  # 0.95^50 is 0.08: not there after a quarter
        ("ravine", (-4, 1.5), 0.001, 200, Fate.SLOW),
        ("ravine", (-4, 1.5), 0.199, 200, Fate.OSCILLATES),  # y is still 0.2 after 200 steps
        ("ravine", (-4, 1.5), 0.2, 200, Fate.OSCILLATES),
        ("ravine", (0, 1.5), 0.2, 200, Fate.OSCILLATES),  # it ends where it began
        ("ravine", (-4, 1.5), 0.2002, 200, Fate.OSCILLATES),  # 1.002^400 is 2.2, not ten
        ("ravine", (-4, 1.5), 0.21, 200, Fate.DIVERGES),
        ("himmelblau", (0, 0), 0.025, 400, Fate.OSCILLATES),  # for ever two
        ("himmelblau", (-0.27, -0.92), 0.01, 200, Fate.FAST),
        ("rosenbrock", (-1.2, 1), 0.001, 1000, Fate.SLOW),
        ("rosenbrock", (-1.2, 1), 0.01, 200, Fate.DIVERGES),
        ("rastrigin", (3.6, -2.6), 0.002, 200, Fate.FAST),  # in a dent: where it came to rest is not asked
        ("saddle", (2, 0), 0.1, 400, Fate.FAST),  # the saddle point holds it for ever
        ("saddle", (2, 1e-6), 0.1, 200, Fate.SLOW),  # and here it lets go
    ],
)
def test_fates_of_walks_that_are_known(surface, start, rate, steps, expected):
    assert Fate(walks.fate(walk(surface, start, rate, steps))) is expected


def test_a_walk_is_settled_from_the_step_on_which_it_stays_near_its_end():
    # Along the floor x is 0.9^k times as far: 0.9^43 is 0.0108, 0.9^44 is 0.0097.
    assert walks.settled(walk("ravine", (-4, 0), 0.1, 400)) == 44
    both = walks.settled(walk("ravine", (-4, 0), [0.1, 0.2], 400))
    # 0.8^20 is 0.0115, 0.8^21 is 0.0092.
    assert both.tolist() == [44, 21]
    assert walks.settled(walk("ravine", (0, 0), 0.1, 10)) == 0
    assert walks.settled(walk("ravine", (0, 1.5), 0.2, 11)) == 11
    assert walks.settled(walk("ravine", (-4, 1.5), 1e200, 11)) == -1


def test_standing_still_on_a_slope_is_not_arriving():
    assert walks.fate(walk("ravine", (-4, 1.5), 0.0, 200)) == Fate.SLOW


def test_creeping_along_the_floor_after_one_long_fall_is_not_arriving():
    # One step down the wall, a hundred thousand times as steep; along the floor 4 units are to go, at 1e-5 a step.
    steep = surfaces.ravine(1e5)
    creeping = descend(steep.loss, steep.gradient, (-4, 300), optimizers.gradient_descent(1e-5), 200)
    assert abs(creeping.points[-1, 0] - -4) < 0.01
    assert walks.fate(creeping) == Fate.SLOW


def test_a_walk_that_jumps_about_without_swinging_is_not_called_slow():
    losses = [1, 2, 0.5] * 20
    about = path(np.cos(np.arange(60) * 2.0), losses, np.ones(60))
    assert walks.happened(about)[-1] == Happened.GLIDING
    assert walks.fate(about) == Fate.OSCILLATES


def test_every_walk_has_one_fate_and_short_walks_too():
    rates = np.geomspace(1e-4, 10, 200)
    for name in surfaces.SURFACES:
        for steps in (0, 1, 2, 5, 200):
            fates = walks.fate(walk(name, (0.7, 0.4), rates, steps))
            assert fates.shape == (200,)
            assert set(fates.tolist()) <= set(Fate)


def test_steps_until_the_loss_is_below_a_thousandth():
    # Counted once by hand-written loops, rate by rate.
    for rate, steps in [(0.05, 88), (0.1, 43), (0.18, 24), (0.182, 25), (0.199, 465)]:
        assert walks.steps_until(walk("ravine", (-4, 1.5), rate, 500).losses, 0.001) == steps
    assert walks.steps_until(walk("ravine", (-4, 0), 0.19, 60).losses, 0.001) == 22
    assert walks.steps_until(walk("ravine", (-4, 1.5), 0.2, 500).losses, 0.001) == -1


def test_steps_are_counted_for_each_walker_and_nan_is_below_nothing():
    losses = np.array([[5.0, 0.5, 5.0], [np.nan, 3.0, 4.0], [0.9, 2.0, 3.0]])
    assert walks.steps_until(losses, 1).tolist() == [2, 0, -1]
