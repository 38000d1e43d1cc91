"""Mixtures of Gaussians and fits to them against scipy's quadrature and minimiser, closed forms, and their own laws.

Integrals agree with scipy's within 1e-6 nats, as the module promises.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, optimize, stats

from lossviz.theory import gaussian_fits, gaussian_mixtures
from lossviz.theory.gaussian_mixtures import Mixture
from tests.theory.cases import FULL, LAW, each_case
from tests.theory.test_refusals import refusal

WITHIN = 1e-6
HILLS = Mixture([0.5, 0.5], [-2, 2], [0.6, 0.6])
UNEVEN = Mixture([0.2, 0.5, 0.3], [-1.0, 0.5, 3.0], [0.4, 0.9, 0.5])
MIXTURES = {"two hills": HILLS, "three uneven": UNEVEN, "one": Mixture([1.0], [0.7], [1.3])}
PLACES = [(0, 2.088), (1.997, 0.605), (0, 1.79), (-2.75, 0.45), (1, 1), (2.5, 2.8)]
means, widths = st.floats(-2.5, 2.5), st.floats(0.6, 3)
mixtures = st.tuples(st.floats(0.01, 0.99), means, means, widths, widths).map(
    lambda m: Mixture([m[0], 1 - m[0]], m[1:3], m[3:])
)


def density(mixture, x):
    """By scipy, one bell after the other."""
    parts = zip(mixture.weights, mixture.means, mixture.widths, strict=True)
    with np.errstate(under="ignore"):
        return sum(weight * stats.norm.pdf(x, mean, width) for weight, mean, width in parts)


def log_density(mixture, x):
    parts = zip(mixture.weights, mixture.means, mixture.widths, strict=True)
    return np.logaddexp.reduce([math.log(weight) + stats.norm.logpdf(x, m, s) for weight, m, s in parts])


def integral(of, low, high):
    with np.errstate(under="ignore"):
        return integrate.quad(of, low, high, limit=400, epsabs=1e-10, points=np.linspace(low, high, 15))[0]


def kl(log_p, log_q, low, high):
    """KL(P || Q) by scipy, from two log densities."""
    return integral(lambda x: math.exp(log_p(x)) * (log_p(x) - log_q(x)), low, high)


@each_case("mixture", MIXTURES)
def test_the_log_density_is_scipys_and_its_density_has_the_area_1(mixture):
    x = np.linspace(-6, 6, 41)
    assert gaussian_mixtures.log_density(mixture, x) == pytest.approx(log_density(mixture, x), rel=1e-12)
    area = integral(lambda x: math.exp(gaussian_mixtures.log_density(mixture, [x])[0]), -12, 12)
    assert area == pytest.approx(1, abs=1e-9)


def test_far_out_the_log_density_is_finite_though_the_density_is_0():
    far = gaussian_mixtures.log_density(HILLS, [1e6])
    assert far[0] == pytest.approx(math.log(0.5) + stats.norm.logpdf(1e6, 2, 0.6), rel=1e-12)


@pytest.mark.slow
@each_case("mixture", MIXTURES)
def test_entropy_and_moments_are_those_of_scipys_quadrature(mixture):
    surprise = integral(lambda x: -density(mixture, x) * log_density(mixture, x), -12, 12)
    assert gaussian_mixtures.entropy(mixture) == pytest.approx(surprise, abs=WITHIN)
    mean = integral(lambda x: x * density(mixture, x), -12, 12)
    variance = integral(lambda x: (x - mean) ** 2 * density(mixture, x), -12, 12)
    assert gaussian_mixtures.moments(mixture) == pytest.approx((mean, math.sqrt(variance)), abs=1e-8)


@pytest.mark.slow
@each_case("mixture", MIXTURES)
def test_both_directions_are_those_of_scipys_quadrature(mixture):
    for mean, width in PLACES if FULL else PLACES[::2]:
        low, high = mean - 9 * width, mean + 9 * width

        def log_p(x):
            return float(log_density(mixture, x))

        def log_q(x, mean=mean, width=width):
            return float(stats.norm.logpdf(x, mean, width))

        forward, reverse = kl(log_p, log_q, -9, 9), kl(log_q, log_p, low, high)
        assert gaussian_mixtures.forward_kl(mixture, mean, width) == pytest.approx(forward, abs=WITHIN), (mean, width)
        assert gaussian_mixtures.reverse_kl(mixture, mean, width) == pytest.approx(reverse, abs=WITHIN), (mean, width)


def test_the_two_hills_of_the_lesson():
    assert gaussian_mixtures.entropy(HILLS) == pytest.approx(1.600, abs=5e-4)
    # The variance is 0.36 + 4.
    assert gaussian_mixtures.moments(HILLS) == pytest.approx((0, math.sqrt(4.36)), abs=1e-12)
    for mean, width, forward, reverse in (
        (0, 2.088, 0.555, 1.273),
        (1.99708, 0.60486, 10.23, 0.692),
        (-1.99708, 0.60486, 10.23, 0.692),
    ):
        assert gaussian_mixtures.forward_kl(HILLS, mean, width) == pytest.approx(forward, abs=6e-3 if mean else 5e-4)
        assert gaussian_mixtures.reverse_kl(HILLS, mean, width) == pytest.approx(reverse, abs=5e-4)
    assert gaussian_mixtures.reverse_kl(HILLS, 0, 1.790) == pytest.approx(1.138, abs=5e-4)


def test_between_two_gaussians_both_directions_are_the_closed_form():
    for m1, s1, m2, s2 in ((0, 1, 0, 1), (1, 2, -1, 0.5), (0.3, 0.7, 2, 1.9)):
        closed = math.log(s2 / s1) + (s1**2 + (m1 - m2) ** 2) / (2 * s2**2) - 0.5
        assert gaussian_mixtures.forward_kl(Mixture([1], [m1], [s1]), m2, s2) == pytest.approx(closed, abs=WITHIN)
        assert gaussian_mixtures.reverse_kl(Mixture([1], [m2], [s2]), m1, s1) == pytest.approx(closed, abs=WITHIN)
    assert gaussian_mixtures.gaussian_entropy(1.7) == pytest.approx(stats.norm.entropy(0, 1.7), rel=1e-12)


@LAW
@given(mixtures, means, widths)
def test_neither_direction_is_negative_and_the_moments_have_the_least_forward_divergence(mixture, mean, width):
    forward = gaussian_mixtures.forward_kl(mixture, mean, width)
    assert forward >= 0
    assert gaussian_mixtures.reverse_kl(mixture, mean, width) >= 0
    assert gaussian_mixtures.forward_kl(mixture, *gaussian_mixtures.moments(mixture)) <= forward + 1e-9


@LAW
@given(mixtures, means, widths, st.floats(-5, 5), st.floats(0.2, 5))
def test_a_shift_and_a_stretch_of_both_change_neither_direction(mixture, mean, width, shift, stretch):
    with np.errstate(under="ignore"):  # a mean may be as small as no normal number
        moved = Mixture(mixture.weights, mixture.means * stretch + shift, mixture.widths * stretch)
    for direction in (gaussian_mixtures.forward_kl, gaussian_mixtures.reverse_kl):
        here, there = direction(mixture, mean, width), direction(moved, mean * stretch + shift, width * stretch)
        assert there == pytest.approx(here, rel=1e-6, abs=1e-5)


@LAW
@given(mixtures, means, widths)
def test_the_slopes_are_those_of_differences(mixture, mean, width):
    h, log_width = 1e-4, math.log(width)

    def loss(mean, log_width):
        return gaussian_mixtures.reverse_kl(mixture, mean, math.exp(log_width))

    at = gaussian_fits.slopes(mixture, mean, width)
    middle = loss(mean, log_width)
    sides = [loss(mean + a * h, log_width + b * h) for a, b in ((1, 0), (-1, 0), (0, 1), (0, -1))]
    corners = [loss(mean + a * h, log_width + b * h) for a, b in ((1, 1), (-1, -1), (1, -1), (-1, 1))]
    scale = max(1, abs(middle))
    assert at.mean == pytest.approx((sides[0] - sides[1]) / (2 * h), rel=1e-4, abs=1e-5 * scale)
    assert at.log_width == pytest.approx((sides[2] - sides[3]) / (2 * h), rel=1e-4, abs=1e-5 * scale)
    assert at.mean_twice == pytest.approx((sides[0] + sides[1] - 2 * middle) / h**2, rel=1e-3, abs=1e-3 * scale)
    assert at.log_width_twice == pytest.approx((sides[2] + sides[3] - 2 * middle) / h**2, rel=1e-3, abs=1e-3 * scale)
    crossed = (corners[0] + corners[1] - corners[2] - corners[3]) / (4 * h**2)
    assert at.mixed == pytest.approx(crossed, rel=1e-3, abs=1e-3 * scale)


@each_case("mean", [0, 0.5, 1, 1.4, 2, 3])
def test_the_best_width_is_where_scipys_minimiser_ends(mean):
    found = optimize.minimize_scalar(
        lambda t: gaussian_mixtures.reverse_kl(HILLS, mean, math.exp(t)), bounds=(-2, 2), method="bounded"
    )
    assert gaussian_fits.best_width(HILLS, mean) == pytest.approx(math.exp(found.x), abs=1e-4)


@each_case(
    ("start", "place"),
    [([0.1, 1.75], (0, 1.790, 1.138)), ([1.7, 0.8], (1.997, 0.605, 0.692)), ([-1.7, 0.8], (-1.997, 0.605, 0.692))],
)
def test_the_minima_are_where_scipys_minimiser_ends(start, place):
    def loss(q):
        return gaussian_mixtures.reverse_kl(HILLS, q[0], math.exp(q[1]))

    found = optimize.minimize(loss, [start[0], math.log(start[1])], method="Nelder-Mead", options={"xatol": 1e-7})
    mean, width = gaussian_fits.level_place(HILLS, *start)
    assert (mean, width) == pytest.approx((found.x[0], math.exp(found.x[1])), abs=1e-5)
    assert (mean, width, gaussian_mixtures.reverse_kl(HILLS, mean, width)) == pytest.approx(place, abs=6e-4)
    at = gaussian_fits.slopes(HILLS, mean, width)
    assert at.mean_twice * at.log_width_twice - at.mixed**2 > 0


def test_between_the_minima_lies_a_pass_of_about_1_24():
    mean, width = gaussian_fits.level_place(HILLS, 1.1, 1.4)
    at = gaussian_fits.slopes(HILLS, mean, width)
    assert gaussian_mixtures.reverse_kl(HILLS, mean, width) == pytest.approx(1.24, abs=5e-3)
    assert (at.mean, at.log_width) == pytest.approx((0, 0), abs=1e-9)
    assert at.mean_twice * at.log_width_twice - at.mixed**2 < 0


def test_where_a_descent_begins_decides_where_it_ends():
    left, right = (gaussian_fits.descent(HILLS, mean, 1.5, rate=0.2, steps=400) for mean in (1.0, 1.2))
    assert left[-1] == pytest.approx([0, 1.790], abs=1e-3)
    assert right[-1] == pytest.approx([1.997, 0.605], abs=1e-3)


def test_a_descent_takes_steps_of_rate_times_gradient():
    for start in ([1, 1], [-2.75, 0.45], [0, 2.8]):
        path = gaussian_fits.descent(UNEVEN, *start, rate=0.05, steps=6)
        assert path.shape == (7, 2)
        assert path[0].tolist() == start
        slopes = np.stack(gaussian_fits.gradient(UNEVEN, path[:-1, 0], path[:-1, 1]), axis=-1)
        np.testing.assert_allclose(np.diff(path, axis=0), -0.05 * slopes, atol=1e-6)
    assert gaussian_fits.descent(HILLS, 1, 1, rate=0.2, steps=0).tolist() == [[1, 1]]


def test_leading_axes_broadcast_as_a_loop_would():
    hills = Mixture([0.5, 0.5], np.array([[[-1, 1]], [[-2, 2]], [[-2.5, 2.5]]]), [0.6, 0.6])
    mean, width = np.array([0, 0.7, 2, -1]), np.array([0.5, 1, 2, 2.8])
    for function in (
        gaussian_mixtures.forward_kl,
        gaussian_mixtures.reverse_kl,
        lambda *q: gaussian_fits.slopes(*q).log_width,
        lambda hills, mean, _: gaussian_fits.best_width(hills, mean),
    ):
        loop = [
            [
                function(Mixture([0.5, 0.5], hills.means[i, 0], [0.6, 0.6]), m, s)
                for m, s in zip(mean, width, strict=True)
            ]
            for i in range(3)
        ]
        assert function(hills, mean, width) == pytest.approx(np.array(loop), abs=1e-5)


def test_with_the_same_nodes_a_number_does_not_depend_on_what_else_is_computed():
    nodes = np.linspace(-24, 24, 481)
    hills = Mixture([0.5, 0.5], np.linspace(0, 2.5, 6)[:, None] * [-1, 1], [0.6, 0.6])
    places = np.linspace(-2.75, 2.75, 12)
    for direction in (gaussian_mixtures.forward_kl, gaussian_mixtures.reverse_kl):
        alone = [direction(HILLS, mean, 0.8, nodes=nodes) for mean in places]
        assert direction(HILLS, places, 0.8, nodes=nodes).tolist() == alone
        assert alone == pytest.approx(direction(HILLS, places, 0.8), abs=1e-6)
        apart = [direction(Mixture([0.5, 0.5], means, [0.6, 0.6]), 1, 0.8, nodes=nodes) for means in hills.means]
        assert direction(hills, 1, 0.8, nodes=nodes).tolist() == apart


def test_one_number_comes_back_as_one():
    for answer in (
        gaussian_mixtures.entropy(HILLS),
        gaussian_mixtures.forward_kl(HILLS, 0, 1),
        gaussian_mixtures.reverse_kl(HILLS, 0, 1),
        gaussian_mixtures.gaussian_entropy(1),
        *gaussian_mixtures.moments(HILLS),
    ):
        assert isinstance(answer, np.float64)


def test_what_is_no_mixture_is_refused_and_shown():
    assert "not 1" in refusal(Mixture, [0.5, 0.4], [0, 1], [1, 1])
    assert "holds nan" in refusal(Mixture, [0.5, 0.5], [0, math.nan], [1, 1])
    for bad in (0, -1):
        assert f"holds {float(bad)!r}" in refusal(Mixture, [0.5, 0.5], [0, 1], [1, bad])


@each_case("direction", [gaussian_mixtures.forward_kl, gaussian_mixtures.reverse_kl, gaussian_fits.slopes])
def test_what_is_no_gaussian_is_refused_and_shown(direction):
    for bad in (0, -0.5):
        assert f"width holds {float(bad)!r}" in refusal(direction, HILLS, 0, bad)
    assert "width holds inf" in refusal(direction, HILLS, 0, math.inf)
    assert "mean holds nan" in refusal(direction, HILLS, math.nan, 1)


def test_what_would_need_too_many_nodes_is_refused():
    assert "1e+06" in refusal(gaussian_mixtures.reverse_kl, HILLS, [0, 1e6], 1)
    assert "numbers of one size" in refusal(gaussian_mixtures.reverse_kl, HILLS, 0, 1e9)
    assert "one number" in refusal(gaussian_mixtures.log_density, HILLS, 2.0)


def test_a_descent_with_too_long_a_step_or_no_rate_is_refused():
    assert "width holds -" in refusal(gaussian_fits.descent, HILLS, 0, 2.8, rate=1.0, steps=3)
    assert "rate = 0" in refusal(gaussian_fits.descent, HILLS, 0, 1, rate=0, steps=3)
    assert "steps = -1" in refusal(gaussian_fits.descent, HILLS, 0, 1, rate=0.1, steps=-1)
