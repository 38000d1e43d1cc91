"""Seven optimisers against the paths of torch.optim 2.13, arithmetic by hand, and the ends of their ranges."""

# How torch_footprints.json was made (torch is no dependency of the tests). For each row, in float64, with
# points_mse = mse_loss(w * x + b, y) on FIVE points, points_bce = binary_cross_entropy_with_logits(w * x + b, y) on
# SIX, the other surfaces as their formulas say, and slopes by autograd:
#
#     w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
#     optimizer = {"gradient_descent": SGD([w], lr=rate), "momentum": SGD([w], lr=rate, momentum=0.9),
#                  "nesterov": SGD([w], lr=rate, momentum=0.9, nesterov=True), "adagrad": Adagrad([w], lr=rate),
#                  "rmsprop": RMSprop([w], lr=rate), "adam": Adam([w], lr=rate), "adamw": AdamW([w], lr=rate)}[name]
#     for k in range(1, 301):
#         optimizer.zero_grad()
#         surface(*w.unbind()).backward()
#         optimizer.step()
#         if k in (1, 2, 10, 100, 300):
#             points[k] = w.tolist()

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossviz.theory import optimizers, schedules
from lossviz.theory.descent import descend
from lossviz.theory.optimizer import Optimizer, State
from lossviz.theory.surfaces import SURFACES, points_bce, ravine
from tests.theory.cases import LAW, each_case

RATES = st.integers(0, 190).map(lambda k: k / 1000)
BETAS = st.integers(0, 99).map(lambda k: k / 100)
NAMES = ["gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw"]
SIX = points_bce([0.5, 1, 1.5, 2, 2.5, 4], [0, 0, 1, 0, 1, 1])
FOOTPRINTS = json.loads((Path(__file__).parent / "torch_footprints.json").read_text())


def label(row):
    return f"{row['surface']} from {row['start']}, {row['optimizer']}"


def run(surface, start, optimizer, steps):
    return descend(surface.loss, surface.gradient, start, optimizer, steps)


def one_step(optimizer, w, gradient):
    return optimizer.step(w, gradient, optimizer.start(w))[0]


@pytest.mark.slow
@each_case("row", {label(row): row for row in FOOTPRINTS})
def test_the_path_is_that_of_torch(row):
    surface = SIX if row["surface"] == "points_bce" else SURFACES[row["surface"]]
    path = run(surface, row["start"], getattr(optimizers, row["optimizer"])(row["rate"]), 300)
    for step, point in row["points"].items():
        assert path.points[int(step)] == pytest.approx(point, rel=1e-9, abs=1e-11)


def test_the_torch_paths_cover_every_optimizer_and_eight_surfaces():
    assert {(row["surface"], row["optimizer"]) for row in FOOTPRINTS} == {
        (surface, name) for surface in set(SURFACES) - {"bowl"} for name in NAMES
    }


def test_at_equal_rates_the_optimizers_make_very_different_progress():
    surface, losses = SURFACES["rosenbrock"], {}
    assert surface.loss([-1.2, 1]) == pytest.approx(24.2, rel=1e-14)
    for name in ("gradient_descent", "momentum", "adam"):
        losses[name] = run(surface, [-1.2, 1], getattr(optimizers, name)(0.001), 1000).losses[-1]
    assert losses["gradient_descent"] == pytest.approx(0.454, abs=5e-4)
    assert losses["momentum"] == pytest.approx(2.5e-5, abs=5e-7)
    assert losses["adam"] == pytest.approx(4.18, abs=5e-3)


def test_the_first_step_of_each_by_hand():
    steps = {name: one_step(getattr(optimizers, name)(0.1), [1.0, 1.0], [2.0, -50.0]) for name in NAMES}
    assert steps["gradient_descent"] == pytest.approx([0.8, 6])
    assert steps["momentum"] == pytest.approx([0.8, 6])
    assert steps["nesterov"] == pytest.approx([1 - 0.1 * 1.9 * 2, 1 + 0.1 * 1.9 * 50])
    assert steps["adagrad"] == pytest.approx([0.9, 1.1])
    assert steps["rmsprop"] == pytest.approx([0, 2], abs=1e-6)
    assert steps["adam"] == pytest.approx([0.9, 1.1])
    assert steps["adamw"] == pytest.approx([0.999 - 0.1, 0.999 + 0.1])


def test_under_a_constant_gradient_momentum_tends_to_steps_of_ten_rates():
    path = descend(lambda w: w[..., 0], lambda w: np.ones_like(w), [0.0], optimizers.momentum(0.1), 300)
    assert np.diff(path.points[:, 0])[-1] == pytest.approx(-1, rel=1e-12)
    assert np.diff(path.points[:, 0])[:3] == pytest.approx([-0.1, -0.19, -0.271])


def test_under_a_constant_gradient_adam_steps_by_the_rate():
    for steepness in (1e-3, 1, 1e9):
        path = descend(lambda w: w[..., 0], lambda w, s=steepness: np.full_like(w, s), [0.0], optimizers.adam(0.1), 200)
        assert np.diff(path.points[:, 0]) == pytest.approx(-0.1, rel=1e-4)


def test_under_a_constant_gradient_adagrad_steps_fall_as_one_over_the_square_root():
    path = descend(lambda w: w[..., 0], lambda w: np.full_like(w, 7), [0.0], optimizers.adagrad(0.1), 50)
    assert np.diff(path.points[:, 0]) == pytest.approx(-0.1 / np.sqrt(np.arange(1, 51)), rel=1e-9)


@LAW
@given(RATES)
def test_with_beta_0_momentum_and_nesterov_are_gradient_descent(rate):
    plain = run(ravine(10), [-4, 1.5], optimizers.gradient_descent(rate), 30).points
    for name in ("momentum", "nesterov"):
        forgetful = getattr(optimizers, name)(rate, beta=0)
        assert run(ravine(10), [-4, 1.5], forgetful, 30).points == pytest.approx(plain, rel=1e-12)


@LAW
@given(RATES, BETAS)
def test_momentum_is_the_recurrence_of_polyak(rate, beta):
    points = run(ravine(10), [-4, 1.5], optimizers.momentum(rate, beta=beta), 30).points
    inner = points[1:-1]
    predicted = inner - rate * ravine(10).gradient(inner) + beta * (inner - points[:-2])
    assert points[2:] == pytest.approx(predicted, rel=1e-9, abs=1e-9 * np.abs(points).max())


@LAW
@given(RATES, BETAS)
def test_nesterov_takes_the_gradient_at_the_look_ahead_point(rate, beta):
    # In the form of the book: u is where the ball is, and the slope is taken at u + beta * (u - u before).
    u, before = np.array([-4, 1.5]), np.array([-4, 1.5])
    looked = [u]
    for _ in range(30):
        ahead = u + beta * (u - before)
        u, before = ahead - rate * ravine(10).gradient(ahead), u
        looked.append(u + beta * (u - before))
    points = run(ravine(10), [-4, 1.5], optimizers.nesterov(rate, beta=beta), 30).points
    assert points == pytest.approx(np.array(looked), rel=1e-9, abs=1e-9 * np.abs(points).max())


def test_without_weight_decay_adamw_is_adam_and_with_it_converges_nearer_to_0():
    surface = SURFACES["himmelblau"]
    adam = run(surface, [1, 1], optimizers.adam(0.05), 300).points
    assert run(surface, [1, 1], optimizers.adamw(0.05, weight_decay=0), 300).points.tolist() == adam.tolist()
    led = run(surface, [1, 1], optimizers.adamw(0.05, weight_decay=0.5), 300).points
    assert np.hypot(*led[-1]) < np.hypot(*adam[-1])
    level = optimizers.adamw(0.1, weight_decay=0.5)
    assert one_step(level, [8.0, -2.0], [0.0, 0.0]) == pytest.approx([8 * 0.95, -2 * 0.95])


@each_case("name", NAMES)
def test_a_step_does_not_modify_its_arguments(name):
    optimizer = getattr(optimizers, name)(0.1)
    w, gradient = np.array([1.0, 2.0]), np.array([3.0, -4.0])
    state = optimizer.start(w)
    _, state = optimizer.step(w, gradient, state)
    copies = [a.copy() for a in (w, gradient, *state.memory)]
    first, again = optimizer.step(w, gradient, state), optimizer.step(w, gradient, state)
    assert first[0].tolist() == again[0].tolist()
    assert all((a == b).all() for a, b in zip((w, gradient, *state.memory), copies, strict=True))
    assert first[1].steps == state.steps + 1 == 2


@each_case("name", NAMES)
def test_with_a_gradient_of_0_nothing_moves(name):
    path = run(SURFACES["bowl"], [0, 0], getattr(optimizers, name)(0.1), 20)
    assert (path.points == 0).all()


@each_case("name", NAMES)
def test_a_rate_of_0_is_allowed_and_nothing_moves(name):
    path = run(SURFACES["rosenbrock"], [-1.2, 1], getattr(optimizers, name)(0), 20)
    assert (path.points == [-1.2, 1]).all()


@each_case("name", NAMES)
def test_an_optimizer_prints_as_the_call_that_made_it(name):
    optimizer = getattr(optimizers, name)(0.25)
    assert isinstance(optimizer, Optimizer)
    assert optimizer.name == name
    again = eval(repr(optimizer), {name: getattr(optimizers, name)})
    assert repr(again) == repr(optimizer)
    with pytest.raises(AttributeError):
        optimizer.rate = 1


def test_the_defaults_are_those_of_torch_and_each_names_its_memory():
    shown = {name: repr(getattr(optimizers, name)(0.1)) for name in NAMES}
    assert shown == {
        "gradient_descent": "gradient_descent(0.1)",
        "momentum": "momentum(0.1, beta=0.9)",
        "nesterov": "nesterov(0.1, beta=0.9)",
        "adagrad": "adagrad(0.1, eps=1e-10)",
        "rmsprop": "rmsprop(0.1, alpha=0.99, eps=1e-08)",
        "adam": "adam(0.1, betas=(0.9, 0.999), eps=1e-08)",
        "adamw": "adamw(0.1, betas=(0.9, 0.999), eps=1e-08, weight_decay=0.01)",
    }
    for name in NAMES:
        optimizer = getattr(optimizers, name)(0.1)
        state = optimizer.start([1, 2])
        assert isinstance(state, State)
        assert len(state.memory) == len(optimizer.memory_names)
        assert state.steps == 0


def test_the_memory_can_be_recomputed_from_the_gradients():
    optimizer, surface = optimizers.adam(0.05), SURFACES["himmelblau"]
    path = run(surface, [1, 1], optimizer, 20)
    state = optimizer.start(path.points[0])
    for k in range(20):
        w, state = optimizer.step(path.points[k], path.gradients[k], state)
        assert w.tolist() == path.points[k + 1].tolist()
    weights = 0.1 * 0.9 ** np.arange(19, -1, -1)
    assert state.memory[0] == pytest.approx(weights @ path.gradients[:20], rel=1e-12)


def test_a_rate_may_be_a_schedule_or_any_function_of_the_steps_taken():
    asked = []
    optimizer = optimizers.gradient_descent(lambda step: asked.append(step) or 0.1 / (1 + step))
    path = run(SURFACES["bowl"], [1, 0], optimizer, 3)
    assert path.points[-1, 0] == pytest.approx(0.9 * 0.95 * (1 - 0.1 / 3))
    assert sorted(set(asked)) == [0, 1, 2]
    assert repr(optimizers.adam(schedules.inverse(0.02, tau=200))).startswith("adam(inverse(0.02, tau=200.0), betas")
    rates = np.array([0.1, 0.2])
    both = run(SURFACES["bowl"], [1, 0], optimizers.gradient_descent(schedules.exponential(rates, gamma=0.5)), 2)
    assert both.points[-1, :, 0] == pytest.approx([0.9 * 0.95, 0.8 * 0.9])


@each_case("name", NAMES)
@each_case("rate", [-0.1, math.nan, math.inf, -math.inf, "fast", None, [0.1, -0.2], [], 1j])
def test_a_rate_below_0_or_no_number_is_refused(name, rate):
    with pytest.raises(ValueError, match=r"rate .*(-0\.[12]|nan|inf|'fast'|None|\[\]|1j)"):
        getattr(optimizers, name)(rate)


def test_a_schedule_that_becomes_negative_is_refused_at_that_step():
    with pytest.raises(ValueError, match=r"rate = -1\.0 is below 0"):
        run(SURFACES["bowl"], [1, 0], optimizers.momentum(lambda step: 1.0 - step), 5)


@each_case(
    ("name", "setting", "value"),
    [
        *((name, "beta", value) for name in ("momentum", "nesterov") for value in (-0.1, 1, 1.5, math.nan)),
        *(("rmsprop", "alpha", value) for value in (-0.1, 1, math.inf)),
        *((name, "eps", value) for name in ("adagrad", "rmsprop", "adam", "adamw") for value in (0, -1e-8, math.nan)),
        *((name, "betas", value) for name in ("adam", "adamw") for value in ((1, 0.9), (0.9, -1), 0.9, (0.9,))),
        ("adamw", "weight_decay", -0.01),
        ("adamw", "weight_decay", math.inf),
    ],
)
def test_a_setting_out_of_its_range_is_refused(name, setting, value):
    with pytest.raises(ValueError, match=rf"{setting}\S* (=|holds) .*(give|put)"):
        getattr(optimizers, name)(0.1, **{setting: value})
