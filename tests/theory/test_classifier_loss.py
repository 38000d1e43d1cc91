"""Temperature, label smoothing, one logit among others, and the numerical traps, against scipy, sklearn and by hand."""

import math

import numpy as np
import pytest
from scipy import optimize, special, stats
from sklearn.metrics import log_loss

import lossviz
from lossviz.theory import label_smoothing, numerical_traps, one_logit, softmax_cross_entropy, temperature_scaling
from tests.theory.cases import each_case, referee

CAT_DOG_FOX = [1, 2, 0]


@each_case(("temperature", "loss"), [(0.25, 4.018), (0.5, 2.143), (1, 1.408), (2, 1.180), (100, 1.099)])
def test_scaled_logits_give_the_loss_at_that_temperature(temperature, loss):
    scaled = temperature_scaling.scaled_logits(CAT_DOG_FOX, temperature)
    assert softmax_cross_entropy.loss(0, scaled) == pytest.approx(loss, abs=5e-4)
    assert special.softmax(scaled) == pytest.approx(special.softmax(np.array(CAT_DOG_FOX) / temperature), rel=1e-14)


def test_scaled_logits_reach_from_end_to_end_of_the_floats():
    assert temperature_scaling.scaled_logits([1e308, -1e308], 2).tolist() == [0, -1e308]
    assert temperature_scaling.scaled_logits([1e308, -1e308, -np.inf], 0.25).tolist() == [0, -np.inf, -np.inf]
    assert temperature_scaling.scaled_logits([[1, 2], [1, 2]], [1, 10]).tolist() == [[-1, 0], [-0.1, 0]]


@each_case("temperature", [0, -1, [1, 0]])
def test_a_temperature_that_is_not_above_0_is_refused(temperature):
    with pytest.raises(ValueError, match="not above 0"):
        temperature_scaling.scaled_logits(CAT_DOG_FOX, temperature)


@each_case(("classes", "smoothing"), [(2, 0.1), (3, 0.1), (3, 0.5), (10, 0.2), (4, 1)])
def test_the_least_smoothed_loss_is_where_a_minimiser_finds_it(classes, smoothing):
    def loss(lead):
        z = np.zeros(classes)
        z[0] = lead
        return float(softmax_cross_entropy.loss(0, z, label_smoothing=smoothing))

    found = optimize.minimize_scalar(loss, bracket=(0, 1), tol=1e-12)
    assert label_smoothing.best_lead(classes, smoothing) == pytest.approx(found.x, abs=1e-6)
    one_hot = np.eye(classes)[0]
    assert label_smoothing.least_loss(one_hot, smoothing) == pytest.approx(found.fun, rel=1e-12)
    target = (1 - smoothing) * one_hot + smoothing / classes
    assert label_smoothing.least_loss(one_hot, smoothing) == pytest.approx(stats.entropy(target), rel=1e-14)


def test_smoothing_of_one_tenth_is_least_at_a_lead_of_log_28_and_none_at_infinity():
    assert label_smoothing.best_lead(3, 0.1) == pytest.approx(math.log(28), rel=1e-15)
    assert label_smoothing.best_lead(3, 0) == math.inf
    assert label_smoothing.least_loss([0, 1, 0], 0) == 0


def test_a_smoothing_outside_0_to_1_and_a_single_class_are_refused():
    for smoothing in (-0.1, 1.1):
        with pytest.raises(ValueError, match="from 0 to 1"):
            label_smoothing.least_loss([1, 0], smoothing)
    with pytest.raises(ValueError, match="at least two"):
        label_smoothing.best_lead(1, 0.1)


@each_case("temperature", [0.25, 1, 7])
def test_a_logit_for_a_probability_gives_that_probability(temperature):
    p = np.array([1e-12, 0.005, 0.245, 0.5, 0.995])
    z = one_logit.logit_for_probability(p, [2, -1, -np.inf], temperature=temperature)
    rows = np.stack([z, np.full(5, 2.0), np.full(5, -1.0)], axis=-1)
    assert special.softmax(rows / temperature, axis=-1)[:, 0] == pytest.approx(p, rel=1e-12)


def test_a_logit_for_a_probability_beside_one_other_is_its_logit_and_at_the_ends_infinite():
    assert one_logit.logit_for_probability([0.25], [3]) == pytest.approx(3 + math.log(1 / 3), rel=1e-15)
    assert one_logit.logit_for_probability([0, 1], [5, 6]).tolist() == [-math.inf, math.inf]


def test_naive_softmax_is_right_below_709_and_no_number_beyond():
    assert numerical_traps.naive_softmax([709, 708]) == pytest.approx(special.softmax([709, 708]), rel=1e-12)
    assert np.isnan(numerical_traps.naive_softmax([1000, 999, 998])).all()
    assert lossviz.softmax([1000, 999, 998])[0] == pytest.approx(0.665, abs=5e-4)


def test_the_loss_of_a_rounded_softmax_is_infinite_where_the_loss_is_745():
    for gap in (10, 700, 740):
        assert numerical_traps.loss_of_rounded_softmax(0, [-gap, 0]) == pytest.approx(gap, abs=0.5)
    assert numerical_traps.loss_of_rounded_softmax([0], [[-746, 0]]).tolist() == [math.inf]
    assert softmax_cross_entropy.loss(0, [-746, 0]) == 746


@each_case(("classes", "least"), [(2, 0.313), (3, 0.551), (10, 1.461)])
def test_softmax_twice_never_gets_below_its_floor(classes, least):
    sure = np.zeros(classes)
    sure[0] = 1000
    assert numerical_traps.losses_of_softmax_twice(0, sure) == pytest.approx(least, abs=5e-4)
    assert numerical_traps.losses_of_softmax_twice(0, sure) == pytest.approx(math.log(1 + (classes - 1) / math.e))
    twice = special.log_softmax(special.softmax(CAT_DOG_FOX))
    assert numerical_traps.losses_of_softmax_twice(0, CAT_DOG_FOX) == pytest.approx(-twice[0], rel=1e-14)


def test_clipping_turns_infinity_into_16():
    assert numerical_traps.clipped_loss([0.0, 1e-9]) == pytest.approx([16.118, 16.118], abs=5e-4)
    assert numerical_traps.clipped_loss([0.3])[0] == pytest.approx(log_loss([1], [[0.7, 0.3]], labels=[0, 1]))
    assert numerical_traps.clipped_loss(1.0) > 0


@each_case("smoothing", [0, 0.1, 1])
def test_a_smoothed_target_is_a_mixture_with_equal_shares(smoothing):
    y = np.array([[0.5, 0.3, 0.2], [1, 0, 0]])
    expected = (1 - smoothing) * y + smoothing * np.full(3, 1 / 3)
    assert label_smoothing.smoothed(y, smoothing) == pytest.approx(expected, rel=1e-14)
    padded = label_smoothing.smoothed([[1, 0, 0, 0], [0.5, 0.5, 0, 0]], [smoothing, 0.2], classes=[2, 4])
    assert padded[0].tolist() == pytest.approx([1 - smoothing / 2, smoothing / 2, 0, 0])
    assert padded[1].tolist() == pytest.approx([0.45, 0.45, 0.05, 0.05])


def test_smoothing_over_more_classes_than_there_are_is_refused():
    with pytest.raises(ValueError, match="1 to 3"):
        label_smoothing.smoothed([1, 0, 0], 0.1, classes=4)
    with pytest.raises(ValueError, match="from 0 to 1"):
        label_smoothing.smoothed([1, 0, 0], [0.1, 1.1])


def test_an_evaluation_is_softmax_loss_and_gradient_of_each_sample_at_its_temperature():
    rng = np.random.default_rng(4)
    z, y, temperature = rng.normal(0, 5, (6, 4)), rng.dirichlet(np.ones(4), 6), rng.uniform(0.2, 5, 6)
    found = temperature_scaling.evaluate(y, z, temperature)
    p = special.softmax(z / temperature[:, None], axis=-1)
    assert found.probabilities == pytest.approx(p, rel=1e-12)
    assert found.surprises == pytest.approx(-np.log(p), rel=1e-12)
    assert found.losses == pytest.approx(stats.entropy(y, axis=-1) + stats.entropy(y, p, axis=-1), rel=1e-12)
    assert found.gradients == pytest.approx((p - y) / temperature[:, None], rel=1e-9, abs=1e-15)
    assert found.gradients.sum(axis=-1) == pytest.approx(np.zeros(6), abs=1e-14)
    step = 1e-6
    for k in range(4):
        nudge = step * np.eye(4)[k]
        up, down = (temperature_scaling.evaluate(y, z + sign * nudge, temperature).losses for sign in (1, -1))
        assert (up - down) / (2 * step) == pytest.approx(found.gradients[:, k], abs=1e-7)


def test_an_evaluation_holds_at_the_ends_of_the_floats():
    found = temperature_scaling.evaluate([[1, 0], [0, 1]], [[-1e308, 0], [0, -np.inf]])
    assert found.losses.tolist() == [1e308, np.inf]
    assert found.gradients.tolist() == [[-1, 1], [1, -1]]
    sure = temperature_scaling.evaluate([1, 0], [50, 0])
    assert sure.gradients[0] == pytest.approx(-math.exp(-50), rel=1e-12)
    assert sure.losses == pytest.approx(math.exp(-50), rel=1e-12)


@each_case(
    ("y", "z", "said"), [([0.5, 0.6], [1, 2], "sum"), ([1, 0, 0], [1, 2], "shape"), ([1, 0], [np.nan, 2], "nan")]
)
def test_an_evaluation_of_what_is_none_is_refused(y, z, said):
    with pytest.raises(ValueError, match=said):
        temperature_scaling.evaluate(y, z)


# Up to 1e308: beyond it the difference of two logits is infinite in torch.
@referee
@each_case("scale", [1, 30, 800, 1e9, 1e150, 8e307])
def test_torch_agrees_where_it_is_installed_and_finite(scale):
    torch = pytest.importorskip("torch", reason="the live referee: pip install -r tests/requirements-torch.txt")
    rng = np.random.default_rng(0)
    compared = 0
    for classes in (2, 3, 10):
        z, soft = rng.uniform(-scale, scale, (7, classes)), rng.dirichlet(np.ones(classes), 7)
        hard = np.eye(classes)[rng.integers(classes, size=7)]
        for y in (soft, hard):
            for smoothing in (0.0, 0.1, 1.0):
                for temperature in (0.25, 1.0, 3.0):
                    logits = torch.tensor(z, requires_grad=True)
                    theirs = torch.nn.functional.cross_entropy(
                        logits / temperature, torch.tensor(y), label_smoothing=smoothing, reduction="none"
                    )
                    theirs.sum().backward()
                    finite = torch.isfinite(theirs).numpy()
                    target = label_smoothing.smoothed(y, smoothing)
                    found = temperature_scaling.evaluate(target, z, temperature)
                    assert found.losses[finite] == pytest.approx(theirs.detach().numpy()[finite], rel=1e-12)
                    assert found.gradients[finite] == pytest.approx(logits.grad.numpy()[finite], rel=1e-9, abs=1e-15)
                    scaled = temperature_scaling.scaled_logits(z, temperature)
                    losses = softmax_cross_entropy.losses(y, scaled, label_smoothing=smoothing)
                    assert losses[finite] == pytest.approx(theirs.detach().numpy()[finite], rel=1e-12)
                    compared += int(finite.sum())
    assert compared >= 3 * 2 * 3 * 7


@referee
def test_torch_agrees_about_the_gradient_of_the_mean():
    torch = pytest.importorskip("torch", reason="the live referee: pip install -r tests/requirements-torch.txt")
    rng = np.random.default_rng(1)
    z, y = rng.normal(0, 9, (5, 4)), rng.integers(4, size=5)
    logits = torch.tensor(z, requires_grad=True)
    torch.nn.functional.cross_entropy(logits, torch.tensor(y), label_smoothing=0.1).backward()
    mine = softmax_cross_entropy.gradient(y, z, label_smoothing=0.1)
    assert mine == pytest.approx(logits.grad.numpy(), rel=1e-9, abs=1e-16)
