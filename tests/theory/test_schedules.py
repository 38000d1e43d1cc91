"""Schedules against the formulas of torch.optim.lr_scheduler and against arithmetic by hand."""

import math

import numpy as np
import pytest

from lossviz.theory import schedules
from tests.theory.cases import each_case


def rates(schedule, steps):
    return [schedule(t) for t in range(steps)]


def test_constant_never_changes():
    assert rates(schedules.constant(0.3), 4) == [0.3] * 4


def test_step_decays_by_gamma_every_so_many_steps():
    # torch.optim.lr_scheduler.StepLR(lr=0.8, step_size=3, gamma=0.5)
    assert rates(schedules.step(0.8, every=3, gamma=0.5), 8) == [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2]
    assert schedules.step(1, every=30)(60) == pytest.approx(0.01)


def test_exponential_decays_by_the_same_factor_each_step():
    # torch.optim.lr_scheduler.ExponentialLR(lr=1, gamma=0.9)
    assert rates(schedules.exponential(1, gamma=0.9), 4) == pytest.approx([1, 0.9, 0.81, 0.729])


def test_cosine_starts_at_the_rate_is_half_way_at_half_time_and_ends_at_the_floor():
    # torch.optim.lr_scheduler.CosineAnnealingLR(lr=1, T_max=10, eta_min=0.2), which goes up again after T_max
    wave = schedules.cosine(1, steps=10, floor=0.2)
    assert wave(0) == 1
    assert wave(5) == pytest.approx(0.6)
    assert wave(1) == pytest.approx(0.2 + 0.8 * (1 + math.cos(math.pi / 10)) / 2)
    assert [wave(10), wave(11), wave(1000)] == [0.2, 0.2, 0.2]
    assert (np.diff(rates(wave, 11)) < 0).all()


def test_warm_up_is_linear_and_then_the_other_schedule_begins_at_its_beginning():
    # LinearLR(start_factor=1/5, total_iters=4), then ExponentialLR(gamma=0.5), joined by SequentialLR(milestones=[4])
    gentle = schedules.warm_up(schedules.exponential(1, gamma=0.5), steps=4)
    assert rates(gentle, 7) == pytest.approx([0.2, 0.4, 0.6, 0.8, 1, 0.5, 0.25])
    assert rates(schedules.warm_up(0.1, steps=0), 3) == [0.1] * 3
    assert rates(schedules.warm_up(0.1, steps=1), 3) == pytest.approx([0.05, 0.1, 0.1])


def test_inverse_is_half_after_tau_and_a_third_after_two():
    falling = schedules.inverse(0.02, tau=200)
    assert [falling(0), falling(200), falling(400)] == pytest.approx([0.02, 0.01, 0.02 / 3])
    # Robbins and Monro: the steps add up without bound (tau log(1 + t / tau) and more), their squares do not.
    assert sum(rates(falling, 10**5)) > 0.02 * 200 * math.log(1 + 10**5 / 200)


@each_case(
    "schedule",
    [
        schedules.constant(0.1),
        schedules.step(0.1, every=5),
        schedules.exponential(0.1, gamma=0.99),
        schedules.cosine(0.1, steps=50, floor=0.01),
        schedules.warm_up(schedules.inverse(0.1, tau=3), steps=5),
        schedules.inverse(0.1, tau=7),
    ],
)
def test_a_schedule_prints_as_the_call_that_made_it_and_never_falls_below_0(schedule):
    names = {name: getattr(schedules, name) for name in ("constant", "step", "exponential", "cosine", "warm_up")}
    again = eval(str(schedule), names | {"inverse": schedules.inverse})
    assert rates(again, 100) == rates(schedule, 100)
    assert again == schedule
    assert min(rates(schedule, 200)) >= 0
    assert schedule(10**6) <= 0.1


@each_case(
    "halved_at_step_1",
    [
        lambda rate: schedules.step(rate, every=1, gamma=0.5),
        lambda rate: schedules.exponential(rate, gamma=0.5),
        lambda rate: schedules.cosine(rate, steps=2),
        lambda rate: schedules.warm_up(rate, steps=3),
        lambda rate: schedules.inverse(rate, tau=1),
    ],
)
def test_a_schedule_of_many_rates_gives_many_rates(halved_at_step_1):
    many = np.array([0.1, 0.2, 0.4])
    assert halved_at_step_1(many)(1) == pytest.approx(many / 2)


@each_case(
    ("call", "message"),
    [
        (lambda: schedules.constant(-1), "rate = -1.0 is below 0"),
        (lambda: schedules.inverse(math.nan, tau=1), "rate holds nan"),
        (lambda: schedules.inverse(0.1, tau=0), "tau = 0.0 is not above 0"),
        (lambda: schedules.step(0.1, every=0), "every = 0 is below 1"),
        (lambda: schedules.step(0.1, every=2.5), "every = 2.5 is no whole number"),
        (lambda: schedules.exponential(0.1, gamma=-0.5), "gamma = -0.5 is below 0"),
        (lambda: schedules.cosine(0.1, steps=0), "steps = 0 is below 1"),
        (lambda: schedules.cosine(0.1, steps=True), "steps = True is no whole number"),
        (lambda: schedules.cosine(0.1, steps=5, floor=-1), "floor = -1.0 is below 0"),
        (lambda: schedules.warm_up(0.1, steps=-1), "steps = -1 is below 0"),
        (lambda: schedules.warm_up(-0.1, steps=3), "rate = -0.1 is below 0"),
    ],
)
def test_impossible_schedules_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
