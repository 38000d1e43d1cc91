"""Angles between gradients, which of them lead uphill, and circles."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossviz.theory import directions
from tests.theory.cases import LAW, each_case

TURNS = st.integers(-179, 180)
LENGTHS = st.floats(1e-150, 1e150)


def arrow(turn, length):
    return length * np.array([math.cos(math.radians(turn)), math.sin(math.radians(turn))])


@LAW
@given(TURNS, TURNS, LENGTHS, LENGTHS)
def test_the_angle_does_not_depend_on_the_lengths(one, other, length, other_length):
    between = abs((one - other + 180) % 360 - 180)
    found = directions.angle_degrees(arrow(one, length), arrow(other, other_length))
    assert found == pytest.approx(between, abs=1e-6)


def test_a_zero_or_infinite_vector_has_no_angle():
    found = directions.angle_degrees([[0, 0], [1, 0], [math.inf, 1], [math.nan, 1]], [[1, 0], [0, 0], [1, 0], [1, 0]])
    assert np.isnan(found).all()


@each_case(("other", "degrees"), [((1, 0), 0), ((1, 1), 45), ((0, -2), 90), ((-3, 0), 180)])
def test_known_angles(other, degrees):
    assert directions.angle_degrees([5, 0], other) == pytest.approx(degrees, abs=1e-12)


def test_parallel_vectors_are_exactly_0_or_180_degrees_apart():
    way = np.array([-8 / 3, -8 / 9])
    for times in (2.25, 1 / 3, 7.0, 0.1):
        assert directions.angle_degrees(times * way, way) == 0
        assert directions.angle_degrees(-times * way, way) == 180
    assert directions.angle_degrees([1, 1e-12], [1, 0]) == pytest.approx(math.degrees(1e-12))


def test_more_than_90_degrees_away_from_the_true_gradient_is_uphill():
    turns = np.radians([0, 89, 91, 180, 269, 271])
    gradients = np.stack([np.cos(turns), np.sin(turns)], axis=-1)
    assert directions.uphill(gradients, [7, 0]).tolist() == [False, False, True, True, True, False]
    assert not directions.uphill(gradients, [0, 0]).any()
    assert directions.uphill(1e200 * gradients, [1e200, 0]).tolist() == directions.uphill(gradients, [1, 0]).tolist()


def test_a_circle_is_closed_and_has_a_constant_radius():
    rings = directions.circle([[1, -2], [0, 5]], [3, 0.5], corners=24)
    assert rings.shape == (2, 25, 2)
    assert rings[:, 0] == pytest.approx(rings[:, -1], abs=1e-12)
    away = np.hypot(*np.moveaxis(rings - np.array([[[1, -2]], [[0, 5]]]), -1, 0))
    assert away == pytest.approx(np.broadcast_to([[3], [0.5]], away.shape), rel=1e-12)
