"""Gradients and Hessians of every surface by differences; then what is known of each from books and solvers."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize

from lossviz.theory import binary_cross_entropy, mean_squared_error
from lossviz.theory.interruption import counted
from lossviz.theory.point_surfaces import MOST_EVALUATIONS, minimum_loss
from lossviz.theory.surfaces import SURFACES, Surface, points_bce, points_mse, points_squares, ravine
from tests.lessons.cases import sampled
from tests.theory.cases import LAW, each_case

TILTED = points_mse([0.5, 2, 2.5, 7], [3, -1, 4, 4])
SOFT = points_bce([-1, 0.5, 2, 3], [0.2, 1, 0.4, 0.9])
EVERY = {
    **SURFACES,
    "steep ravine": ravine(100),
    "other points": TILTED,
    "one x": points_mse([3, 3, 3], [1, 2, 6]),
    "soft answers": SOFT,
    "answers apart": points_bce([1, 2, 3, 4], [0, 0, 1, 1]),
    "squares": points_squares(),
    "soft squares": points_squares([-1, 0.5, 2, 3], [0.2, 1, 0.4, 0.9]),
    "squares apart": points_squares([1, 2, 3, 4], [0, 0, 1, 1]),
}
each = each_case("surface", EVERY)
FAR = [0.0, 5e-324, -1e-200, 0.5, -1.0, 3.0, 1e60, -1e100, 1e160, -1e200, 1e200, 1e308, -1e308]


def some_places(surface, many, seed=0):
    return np.random.default_rng(seed).uniform(*np.transpose(surface.domain), (many, 2))


def slope_by_differences(function, w, axis, step):
    """Fourth-order central difference."""
    shift = step * np.eye(2)[axis]
    steps = (function(w - 2 * shift) - function(w + 2 * shift), 8 * (function(w + shift) - function(w - shift)))
    return sum(steps) / (12 * step)


def test_there_are_at_least_nine_surfaces_under_their_own_names():
    assert len(SURFACES) >= 9
    assert {"bowl", "ravine", "saddle", "rosenbrock", "himmelblau", "beale", "rastrigin"} < set(SURFACES)
    for name, surface in SURFACES.items():
        assert isinstance(surface, Surface)
        assert surface.name == name
        assert surface.formula


@each
def test_the_gradient_agrees_with_differences_of_the_loss(surface):
    w = some_places(surface, 40)
    slopes = np.stack([slope_by_differences(surface.loss, w, axis, 1e-3) for axis in (0, 1)], axis=-1)
    steepest = np.abs(slopes).max()
    assert surface.gradient(w) == pytest.approx(slopes, rel=1e-6, abs=2e-9 * max(steepest, 1))


@each
def test_scipys_check_grad_accepts_the_gradient(surface):
    for w in some_places(surface, 5, seed=1):
        error = optimize.check_grad(surface.loss, surface.gradient, w, epsilon=1e-7)
        assert error <= 1e-5 * max(1, np.abs(surface.gradient(w)).max(), np.abs(surface.hessian(w)).max())


@each
def test_the_hessian_agrees_with_differences_of_the_gradient_and_is_symmetric(surface):
    w = some_places(surface, 40)
    bends = np.stack([slope_by_differences(surface.gradient, w, axis, 1e-3) for axis in (0, 1)], axis=-1)
    assert surface.hessian(w) == pytest.approx(bends, rel=1e-6, abs=2e-9 * max(np.abs(bends).max(), 1))
    assert (surface.hessian(w) == np.swapaxes(surface.hessian(w), -1, -2)).all()


@each
def test_the_curvatures_are_the_eigenvalues_of_the_hessian(surface):
    w = some_places(surface, 40)
    values = np.linalg.eigvalsh(surface.hessian(w))
    assert surface.curvature(w) == pytest.approx(values, rel=1e-9, abs=1e-12 * np.abs(values).max())


@each
def test_a_minimum_is_a_minimum(surface):
    """Level, curved upwards, no neighbour is lower; and nothing in the domain is lower than the lowest."""
    assert bool(surface.minima) != bool(surface.note)
    assert isinstance(surface.minima, list)
    for minimum in surface.minima:
        lowest, scale = surface.loss(minimum), surface.curvature(minimum)[1]
        assert np.abs(surface.gradient(minimum)).max() <= 1e-14 * scale
        assert (surface.curvature(minimum) > 0).all()
        for radius in (1e-6, 1e-3, 0.1):
            around = minimum + radius * np.random.default_rng(2).normal(size=(200, 2))
            assert (surface.loss(around) >= lowest).all()
        assert (surface.loss(some_places(surface, 5000)) >= lowest).all()
        (x0, x1), (y0, y1) = surface.domain
        assert x0 < minimum[0] < x1
        assert y0 < minimum[1] < y1


@pytest.mark.slow
@each
def test_scipy_finds_no_lower_loss_from_any_start(surface):
    for start in some_places(surface, 8, seed=4):
        with np.errstate(all="ignore"):
            found = optimize.minimize(surface.loss, start, jac=surface.gradient, tol=1e-12)
        if surface.minima:
            assert found.fun >= surface.loss(surface.minima[0]) - 1e-15


@each
def test_all_but_the_surfaces_of_points_have_the_minimum_0(surface):
    if not surface.name.startswith("points"):
        assert surface.loss(surface.minima) == pytest.approx(0, abs=1e-28)


@each
def test_many_points_at_once_give_what_each_gives_alone(surface):
    w = some_places(surface, 12).reshape(3, 4, 2)
    assert surface.loss(w).shape == (3, 4)
    assert surface.gradient(w).shape == (3, 4, 2)
    assert surface.hessian(w).shape == (3, 4, 2, 2)
    assert surface.curvature(w).shape == (3, 4, 2)
    assert surface.stability_limit(w).shape == (3, 4)
    for k in np.ndindex(3, 4):
        assert surface.loss(w)[k] == pytest.approx(surface.loss(w[k]), rel=1e-14)
        assert surface.gradient(w)[k] == pytest.approx(surface.gradient(w[k]), rel=1e-13, abs=1e-14)
    assert surface.loss(np.empty((0, 2))).shape == (0,)
    assert surface.loss(list(w[0, 0])) == surface.loss(w[0, 0])


@pytest.mark.skipif(np.finfo(np.longdouble).maxexp <= 1024, reason="this machine has no wider floats")
@each
def test_huge_coordinates_give_an_infinite_loss_and_no_nan(surface):
    w = np.stack(np.meshgrid(FAR, FAR), axis=-1)
    losses, slopes = surface.loss(w), surface.gradient(w)
    assert not np.isnan(losses).any()
    assert not np.isnan(slopes).any()
    assert (losses >= 0).all()
    if not surface.name.startswith("points"):
        assert (surface.loss([[1e200, 3], [3, 1e200], [-1e200, 1e200]]) == math.inf).all()
        outward = np.sign([[1e200, 3], [3, 1e200]])
        assert np.sign(surface.gradient([[1e200, 3], [3, 1e200]])).diagonal().tolist() == outward.diagonal().tolist()


@each
def test_infinity_and_nan_raise_no_warning(surface):
    for w in ([math.inf, 1], [1, -math.inf], [math.inf, -math.inf], [math.nan, 1]):
        for result in (surface.loss(w), surface.gradient(w), surface.hessian(w), surface.curvature(w)):
            assert np.asarray(result).dtype == float
    assert np.isnan(surface.loss([math.nan, math.nan]))
    assert np.isnan(surface.stability_limit([math.nan, math.nan])) or surface.stability_limit(
        [0, 0]
    ) == surface.stability_limit([math.nan] * 2)


@each
@each_case("w", [3, [1, 2, 3], [[1], [2]], [], np.zeros((2, 3))])
def test_a_point_without_two_coordinates_is_refused(surface, w):
    for function in (surface.loss, surface.gradient, surface.hessian, surface.curvature, surface.stability_limit):
        with pytest.raises(ValueError, match=r"w has shape \("):
            function(w)


def test_values_worked_out_by_hand():
    assert SURFACES["bowl"].loss([3, 4]) == 12.5
    assert SURFACES["ravine"].loss([-4, 1.5]) == 19.25
    assert SURFACES["ravine"].gradient([-4, 1.5]).tolist() == [-4, 15]
    assert SURFACES["saddle"].loss([[0, 0], [2, 0], [0, 1]]).tolist() == [0.25, 2.25, 0]
    assert SURFACES["rosenbrock"].loss([-1.2, 1]) == pytest.approx(24.2, rel=1e-14)
    assert SURFACES["himmelblau"].loss([0, 0]) == 170
    assert SURFACES["beale"].loss([0, 0]) == 1.5**2 + 2.25**2 + 2.625**2
    assert SURFACES["rastrigin"].loss([0.5, 0.5]) == pytest.approx(40.5, rel=1e-15)
    assert SURFACES["points_mse"].loss([0, 1]) == 6


def test_scipy_has_the_same_rosenbrock():
    w = some_places(SURFACES["rosenbrock"], 50)
    assert SURFACES["rosenbrock"].loss(w) == pytest.approx(optimize.rosen(w.T), rel=1e-13)
    assert SURFACES["rosenbrock"].gradient(w) == pytest.approx(optimize.rosen_der(w.T).T, rel=1e-12, abs=1e-10)
    assert SURFACES["rosenbrock"].hessian(w) == pytest.approx(np.array([optimize.rosen_hess(v) for v in w]), rel=1e-13)


def test_rastrigin_in_the_form_of_the_book():
    w = some_places(SURFACES["rastrigin"], 50)
    book = 20 + (w**2 - 10 * np.cos(2 * np.pi * w)).sum(-1)
    assert SURFACES["rastrigin"].loss(w) == pytest.approx(book, rel=1e-12)
    assert SURFACES["rastrigin"].loss([1e-9, 0]) == pytest.approx((1 + 20 * np.pi**2) * 1e-18, rel=1e-9)


def test_himmelblau_has_the_four_published_minima():
    published = [(3, 2), (-2.805118, 3.131312), (-3.779310, -3.283186), (3.584428, -1.848126)]
    assert SURFACES["himmelblau"].minima == pytest.approx(np.array(published), abs=1e-6)


def test_a_point_called_a_minimum_elsewhere_is_none():
    # "The true minimum at (2, 2)" of a picture found on the web: its neighbours are lower.
    for surface in SURFACES.values():
        assert (2.0, 2.0) not in surface.minima


@each_case(
    ("name", "place", "steepest", "limit"),
    [
        ("himmelblau", (3, 2), 82.3, 0.0243),
        ("himmelblau", (-3.779310, -3.283186), 133.8, 0.0149),
        ("rosenbrock", (1, 1), 1001.6, 0.0020),
        ("ravine", (0, 0), 10, 0.2),
        ("bowl", (1, 2), 1, 2),
        ("saddle", (0, 1), 2, 1),
        ("points_mse", (0.8, 0.6), 23.66, 0.0845),
    ],
)
def test_the_stability_limit_is_two_over_the_largest_curvature(name, place, steepest, limit):
    assert SURFACES[name].curvature(place)[1] == pytest.approx(steepest, rel=1e-3)
    assert SURFACES[name].stability_limit(place) == pytest.approx(limit, rel=0, abs=0.5e-4)


def test_more_curvatures_of_the_lessons():
    lam = SURFACES["rosenbrock"].curvature([1, 1])
    assert lam[1] / lam[0] == pytest.approx(2508, abs=0.5)
    assert SURFACES["points_mse"].curvature([0, 1]) == pytest.approx([0.338, 23.66], abs=5e-3)
    assert SURFACES["saddle"].curvature([0, 0]).tolist() == [-1, 1]
    assert points_bce([1, 2], [0, 1]).stability_limit([0, 1e4]) > 1e100
    assert ravine(50).curvature([3, 3]).tolist() == [1, 50]
    downhill = SURFACES["ravine"].gradient([-4, 1.5])
    cosine = downhill @ [-4, 1.5] / np.linalg.norm(downhill) / math.hypot(4, 1.5)
    assert math.degrees(math.acos(cosine)) == pytest.approx(54.5, abs=0.05)


def test_without_positive_curvature_the_stability_limit_is_infinite():
    dome = Surface("dome", "−x² − y²", lambda x, y: -x * x - y * y, lambda x, y: (-2 * x, -2 * y),
                   lambda x, y: (-2.0, 0.0, -2.0), ((-1, 1), (-1, 1)), [], "none")  # fmt: skip
    assert dome.stability_limit([0, 0]) == math.inf


@each_case("condition", [0, -1, math.nan, math.inf, "steep", [1, 2]])
def test_a_ravine_has_a_condition_above_0(condition):
    with pytest.raises(ValueError, match="condition"):
        ravine(condition)


@LAW
@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=1, max_size=8), st.integers(-5, 5))
def test_the_surface_of_points_is_the_mean_squared_error_of_the_line(points, slope):
    x, y = np.transpose(points)
    surface = points_mse(x, y)
    for intercept in (-2.5, 0, 7):
        line = slope * x + intercept
        assert surface.loss([slope, intercept]) == pytest.approx(mean_squared_error.loss(y, line), rel=1e-12, abs=1e-12)
        pushes = mean_squared_error.gradient(y, line)
        assert surface.gradient([slope, intercept]) == pytest.approx([pushes @ x, pushes.sum()], rel=1e-9, abs=1e-9)


@LAW
@given(
    st.lists(st.tuples(st.integers(-9, 9), st.sampled_from([0, 0.25, 1])), min_size=1, max_size=8), st.integers(-9, 9)
)
def test_the_surface_of_labels_is_the_binary_cross_entropy_of_the_forecasts(points, slope):
    x, y = np.transpose(points)
    surface = points_bce(x, y)
    for bias in (-2.5, 0, 7):
        z = slope * x + bias
        loss = binary_cross_entropy.loss_from_logits(y, z)
        assert surface.loss([slope, bias]) == pytest.approx(loss, rel=1e-12)
        pushes = binary_cross_entropy.gradient_from_logits(y, z)
        assert surface.gradient([slope, bias]) == pytest.approx([pushes @ x, pushes.sum()], rel=1e-9, abs=1e-15)


def test_the_lessons_numbers_of_the_surface_of_labels():
    surface = SURFACES["points_bce"]
    assert surface.loss([-4, 0]) == pytest.approx(6.673, abs=5e-4)
    assert surface.minima[0][0] == pytest.approx(0.732, abs=5e-4)
    assert surface.minima[0][1] == pytest.approx(0, abs=1e-15)
    assert surface.loss(surface.minima[0]) == pytest.approx(0.479, abs=5e-4)
    w = np.array([-4.0, 0])
    for _ in range(10):
        w = w - 0.5 * surface.gradient(w)
    assert w[0] == pytest.approx(0.649, abs=5e-4)
    assert surface.loss(w) == pytest.approx(0.481, abs=5e-4)


def test_two_points_with_soft_labels_are_fitted_exactly():
    # Two points, two parameters: the sigmoid can pass through both truths, at the logits log(y / (1 - y)).
    surface = points_bce([1, 3], [0.2, 0.9])
    slope = (math.log(9) - math.log(0.25)) / 2
    assert surface.minima[0] == pytest.approx([slope, math.log(0.25) - slope], rel=1e-13)


@LAW
@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(0, 1)), min_size=4, max_size=12),
    st.sampled_from([1e-6, 1, 1e6]),
)
def test_a_minimum_exists_exactly_where_the_classes_overlap(points, unit):
    x, y = np.transpose(points)
    surface = points_bce(x * unit, y)
    yes, no = x[y == 1], x[y == 0]
    apart = not len(yes) or not len(no) or yes.min() >= no.max() or no.min() >= yes.max()
    assert bool(surface.minima) != apart
    for slope, bias in surface.minima:
        push = surface.gradient([slope, bias])
        assert abs(push[0]) <= 1e-13 * unit * 50
        assert abs(push[1]) <= 1e-13


@each_case(
    ("x", "y"),
    [
        ([1, 2, 2, 3], [0, 0, 1, 1]),
        ([1, 2, 2, 3], [1, 1, 0, 0]),
        ([2, 2], [0, 1]),
        ([2, 2, 3], [0, 1, 1]),
        ([1, 2, 3], [1, 1, 1]),
        ([5], [0.5]),
        ([1, 5], [0, 1]),
    ],
)
def test_classes_that_only_touch_have_no_minimum_and_the_surface_says_so(x, y):
    surface = points_bce(x, y)
    assert surface.minima == []
    assert "for ever" in surface.note
    steeper = [surface.loss([w, 0]) for w in (0, 1, 100)]
    assert all(math.isfinite(loss) for loss in steeper)
    assert all(math.isfinite(edge) for axis in surface.domain for edge in axis)


def test_points_that_share_one_x_make_a_valley_with_a_flat_floor():
    surface = points_mse([3] * 5, [2, 1, 4, 3, 5])
    assert surface.minima == []
    assert "valley" in surface.note
    assert surface.loss([(0, 3), (1, 0), (-2, 9)]) == pytest.approx([2, 2, 2], rel=1e-15)
    assert surface.curvature([0, 3]) == pytest.approx([0, 20], abs=1e-12)
    assert points_mse([0.1] * 3, [1, 2, 3]).minima == []
    assert points_mse([1], [1]).loss([1, 0]) == 0
    assert all(math.isfinite(edge) for axis in points_mse([0], [0]).domain for edge in axis)


def test_ten_thousand_points_and_huge_coordinates_have_finite_losses():
    x = np.linspace(0, 1, 10_000)
    assert points_mse(x, 3 * x + 1).minima[0] == pytest.approx((3, 1), rel=1e-12)
    assert points_mse(x, 3 * x + 1).loss([3, 1]) == pytest.approx(0, abs=1e-25)
    assert points_mse(x + 1e6, 3 * x + 1).minima[0][0] == pytest.approx(3, rel=1e-8)
    assert points_bce(x, (x * 7919) % 1 > 0.5).minima


ODD = [0.0, 5e-324, -5e-324, 1e-310, 1e-150, -1e-88, 0.5, 1.0, -3.0, 1e17, 1e150, -1e150]


@pytest.mark.slow
@each_case("make", [points_mse, points_bce, points_squares])
def test_a_picture_of_any_points_has_room_between_numbers_up_to_1e150(make):
    for x in sampled(list(itertools.combinations_with_replacement(ODD, 3)), 5):
        for y in ([0, 1, 1], [1e150, 5e-324, -1e17]):
            with np.errstate(under="ignore"):
                surface = make(x, y if make is points_mse else np.clip(y, 0, 1))
            for low, high in surface.domain:
                assert -1.0000001e150 <= low < high <= 1.0000001e150, (x, y)
                assert (np.diff(np.linspace(low, high, 1001)) > 0).all(), (x, y)
            assert np.isfinite(surface.minima).all(), (x, y)


@each_case("make", [points_mse, points_bce, points_squares])
@each_case(
    ("x", "y", "message"),
    [
        ([1, 2], [1], "shape"),
        ([], [], "empty"),
        ([1, math.nan], [0, 1], "x holds nan"),
        ([1, math.inf], [0, 1], "x holds inf"),
        ([1, 1e300], [0, 1], r"x = 1e\+300 is beyond 1e\+150"),
        (["a", 1], [0, 1], "'a'"),
        ([[1, 2], [3, 4]], [[0, 1], [1, 0]], "one row of points"),
        (3, 1, "give rows of points"),
    ],
)
def test_rows_that_are_no_points_are_refused(make, x, y, message):
    with pytest.raises(ValueError, match=message):
        make(x, y)


def test_a_label_is_a_probability():
    with pytest.raises(ValueError, match=r"y holds 2\.0"):
        points_bce([1, 2], [0, 2])


def test_the_minimum_loss_of_a_line_is_that_of_polyfit_and_for_one_x_the_variance():
    x, y = np.array([0.5, 2, 2.5, 7]), np.array([3, -1, 4, 4])
    residuals = np.polyfit(x, y, 1, full=True)[1]
    assert minimum_loss(points_mse(x, y), y) == pytest.approx(residuals[0] / 4, rel=1e-12)
    assert minimum_loss(points_mse([3, 3, 3], [1, 2, 6]), [1, 2, 6]) == pytest.approx(np.var([1, 2, 6]), rel=1e-14)


def test_many_places_at_once_are_the_places_one_by_one_and_all_their_samples_are_counted():
    x = np.linspace(-3, 3, 900)
    surface = points_bce(x, np.where(np.sin(5 * x) > 0, 0.8, 0.0))
    places = np.stack(np.meshgrid(np.linspace(-2, 2, 7), np.linspace(-1, 1, 5)), axis=-1)
    with counted() as work:
        together = surface.loss(places)
    assert work.operations == places[..., 0].size * len(x)
    np.testing.assert_allclose(together, [[surface.loss(place) for place in row] for row in places], rtol=1e-14)
    assert surface.gradient(places).shape == places.shape


def test_a_minimum_beside_a_point_far_from_all_others_is_searched_for_no_longer_than_others():
    random = np.random.default_rng(0)
    x = np.append(random.normal(size=200), 1e150)
    with counted() as work:
        points_bce(x, np.append(random.random(200) < 0.5, 1))
    assert work.operations <= (MOST_EVALUATIONS + 20) * len(x)
