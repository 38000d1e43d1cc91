"""Slopes in plain numbers are those of the surfaces, and what an answer has right is counted by hand."""

import math

import numpy as np
import pytest

from lossviz.theory import answer_walks, plane_walks
from lossviz.theory.surfaces import points_bce, points_squares

X, Y = (-3, -2, -1, 1, 2, 3), (0, 0, 1, 0, 1, 1)
SOFT = ([0.5, -4, 2.25], [0.2, 1, 0.6])
both = pytest.mark.parametrize(("squared", "make"), [(False, points_bce), (True, points_squares)])


@both
@pytest.mark.parametrize(("x", "y"), [(X, Y), SOFT])
def test_they_are_the_slopes_of_the_surface(squared, make, x, y):
    slope, surface = answer_walks.over_answers(x, y, squared=squared), make(x, y)
    for w in np.random.default_rng(0).uniform(-9, 9, (200, 2)):
        assert slope(0, *w.tolist()) == pytest.approx(surface.gradient(w), rel=1e-12, abs=1e-18)


@both
def test_a_walk_over_them_is_the_walk_over_the_surface(squared, make):
    surface = make()
    path = plane_walks.descend(surface.loss, answer_walks.over_answers(X, Y, squared=squared), [-4, 1], [0.5] * 200)
    w = np.array([-4.0, 1])
    for place in path.points[1:]:
        w = w - 0.5 * surface.gradient(w)
        assert place == pytest.approx(w, rel=1e-11, abs=1e-12)


@both
def test_what_cancels_leaves_no_dust_behind(squared, make):
    # Six answers that are their own mirror image: from b = 0 nothing pushes b.
    path = plane_walks.descend(make().loss, answer_walks.over_answers(X, Y, squared=squared), [-4, 0], [0.5] * 1000)
    assert (path.points[:, 1] == 0).all()
    assert (path.gradients[:, 1] == 0).all()


@both
@pytest.mark.parametrize("w", [(1e308, -1e308), (-1e308, 0.0), (math.inf, 1.0), (math.inf, -math.inf), (0.0, 1e200)])
def test_far_out_nothing_is_raised(squared, make, w):
    slope = answer_walks.over_answers([1e150, -1e150, 3], [1, 1, 0], squared=squared)
    assert all(isinstance(part, float) for part in slope(0, *w))


def test_sums_beyond_all_numbers_are_infinite_and_what_is_unknown_stays_so():
    assert answer_walks.exact([0.1] * 10) == 1
    assert answer_walks.exact([1e308, 1e308]) == math.inf
    assert math.isnan(answer_walks.exact([math.inf, -math.inf]))


def test_right_answers_counted_by_hand():
    # w = -4: yes for x = -3, -2, -1 and no for 1, 2, 3; of these -1 and 1 are right.
    assert answer_walks.right(X, Y, [-4, 0]) == 2
    assert answer_walks.right(X, Y, [[0.7, 0], [0, 5], [0, -5], [0, 0], [9, -13]]).tolist() == [4, 3, 3, 0, 5]
    assert answer_walks.right(X, Y, np.zeros((2, 3, 2))).shape == (2, 3)
    assert answer_walks.right(X, Y, [[math.nan, 0], [math.inf, 0], [1e308, -1e308]]).tolist() == [0, 4, 4]


@pytest.mark.parametrize("function", [answer_walks.over_answers, lambda x, y: answer_walks.right(x, y, [0, 0])])
def test_answers_that_are_none_are_refused(function):
    with pytest.raises(ValueError, match="shape"):
        function([1, 2], [1])
    with pytest.raises(ValueError, match=r"y holds 2\.0"):
        function([1, 2], [0, 2])
