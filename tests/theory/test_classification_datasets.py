"""Data sets for networks: their recipes written a second time, and how noise and holding out change them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossviz.theory import classification_datasets as data
from lossviz.theory import point_features, regression_datasets
from tests.theory.cases import LAW, each_case

GOLDEN = math.pi * (3 - math.sqrt(5))
A, B = 0.7548776662466927, 0.5698402910980532
ALL = {**data.CLASSIFICATION, **regression_datasets.REGRESSION}


def disc(i, m, inner, outer):
    radius = math.sqrt(inner**2 + (outer**2 - inner**2) * (i + 0.5) / m)
    return [radius * math.cos(GOLDEN * i), radius * math.sin(GOLDEN * i)]


def by_turns(*classes):
    return [point for together in zip(*classes, strict=True) for point in together]


def signed(t):
    return math.copysign(0.3 + 2.7 * abs(t), t)


def moon(i, upper):
    turn = math.pi * (i + 0.5) / 100
    u, v = 0.6 * ((i * A) % 1 - 0.5), 0.6 * ((i * B) % 1 - 0.5)
    x, y = (math.cos(turn) + u, math.sin(turn) + v) if upper else (1 - math.cos(turn) + v, 0.5 - math.sin(turn) + u)
    return [1.5 * (x - 0.5), 1.5 * (y - 0.25)]


def arm(i, turns, sign):
    radius, turn = 0.3 + 2.7 * i / 99, 2 * math.pi * turns * i / 99
    return [sign * radius * math.cos(turn), sign * radius * math.sin(turn)]


RECIPES = {
    "circles": by_turns([disc(i, 100, 2, 3) for i in range(100)], [disc(i, 100, 0, 1) for i in range(100)]),
    "xor": [[signed(2 * ((0.5 + i * A) % 1) - 1), signed(2 * ((0.5 + i * B) % 1) - 1)] for i in range(1, 201)],
    "moons": by_turns([moon(i, True) for i in range(100)], [moon(i, False) for i in range(100)]),
    "spirals": by_turns([arm(i, 1, 1) for i in range(100)], [arm(i, 1, -1) for i in range(100)]),
    "blobs": by_turns(
        *(
            [[a + b for a, b in zip(disc(i, 50, 0, 1.1), middle, strict=True)] for i in range(50)]
            for middle in ([2, 0], [0, 2], [-2, 0], [0, -2])
        )
    ),
}


@each_case("name", list(RECIPES))
def test_the_points_are_those_of_the_recipe(name):
    points = data.CLASSIFICATION[name]()
    assert len(points.x) == 200
    np.testing.assert_allclose(points.x, RECIPES[name], atol=1e-12)
    if name == "xor":
        assert points.y.tolist() == [int(x * y > 0) for x, y in RECIPES[name]]
    else:
        assert points.y.tolist() == list(range(points.classes)) * (200 // points.classes)


def test_spirals_of_other_turns_and_blobs_of_other_classes():
    expected = by_turns([arm(i, 1.5, 1) for i in range(100)], [arm(i, 1.5, -1) for i in range(100)])
    np.testing.assert_allclose(data.spirals(turns=1.5).x, expected, atol=1e-12)
    for classes in (2, 3, 4):
        blobs = data.blobs(classes=classes)
        assert blobs.classes == classes
        for k in range(classes):
            turn = 2 * math.pi * k / classes
            middle = [2 * math.cos(turn), 2 * math.sin(turn)]
            assert np.hypot(*(blobs.x[blobs.y == k] - middle).T).max() <= 1.1


def test_regression_values_at_some_places_by_hand():
    plane, hills, wave = (make() for make in regression_datasets.REGRESSION.values())
    np.testing.assert_allclose(plane.y, (plane.x[:, 0] + plane.x[:, 1]) / 5)
    np.testing.assert_allclose(wave.y, [math.cos(math.pi * math.hypot(*x) / 2) for x in wave.x], atol=1e-12)
    middles = [(-2, 1.25, 1), (0, 1.25, -1), (2, 1.25, 1), (-2, -1.25, -1), (0, -1.25, 1), (2, -1.25, -1)]
    for x, y in zip(hills.x, hills.y, strict=True):
        values = [sign * max(0, 1 - math.dist(x, (a, b))) for a, b, sign in middles]
        assert y == pytest.approx(max(values, key=abs), abs=1e-12)
    assert hills.y.min() < -0.8
    assert hills.y.max() > 0.8
    assert plane.classes == hills.classes == wave.classes == 0


@each_case("name", list(ALL))
def test_every_data_set_lies_within_its_frame(name):
    points = ALL[name]()
    assert abs(points.x).max() <= 3.2
    assert np.isfinite(points.y).all()


@each_case("name", list(ALL))
def test_noise_moves_every_point_or_value_by_at_most_itself_and_none_by_0(name):
    points = ALL[name]()
    assert data.noisy(points, 0) is points
    moved = data.noisy(points, 0.5)
    by_x, by_y = np.hypot(*(moved.x - points.x).T), abs(moved.y - points.y)
    moving, still = (by_x, by_y) if points.classes else (by_y, by_x)
    assert moving.max() <= 0.5
    assert moving.max() > 0.45
    assert not still.any()
    twice = data.noisy(points, 1)
    np.testing.assert_allclose(twice.x - points.x, 2 * (moved.x - points.x), atol=1e-12)
    if points.classes:
        # Spread evenly over the disc, and in no direction more than in another; of each class by itself, too.
        for k in range(points.classes):
            shift = (moved.x - points.x)[points.y == k]
            assert abs(shift.mean(axis=0)).max() < 0.04
            assert abs((shift**2).sum(axis=1).mean() - 0.5**2 / 2) < 0.02


@LAW
@given(st.sampled_from(list(ALL)), st.integers(10, 50))
def test_so_many_percent_of_each_class_are_held_out(name, percent):
    points = ALL[name]()
    out = data.held_out(points, percent)
    each = max(points.classes, 1)
    for k in range(each):
        places = out[k::each]
        assert places.sum() == len(places) * percent // 100
        gaps = np.diff(np.flatnonzero(places))
        assert gaps.max() - gaps.min() <= 1


def test_every_fourth_place_of_each_class_is_held_out_unless_it_is_said_otherwise():
    out = data.held_out(data.blobs())
    assert [i for i in range(200) if out[i]] == [i for i in range(200) if i // 4 % 4 == 3]


def test_features_by_hand():
    found = point_features.features([[0.5, -2.0], [3.0, 1.0]], list(point_features.FEATURES))
    for (x, y), row in zip([(0.5, -2.0), (3.0, 1.0)], found, strict=True):
        assert row.tolist() == pytest.approx([x, y, x**2, y**2, x * y, math.sin(x), math.sin(y)])
    assert point_features.features(np.zeros((4, 5, 2)), ["xy"]).shape == (4, 5, 1)
    assert point_features.features([[1, 2]]).tolist() == [[1, 2]]


@each_case(
    ("call", "said"),
    [
        (lambda: data.blobs(classes=5), "classes = 5"),
        (lambda: data.blobs(classes=1), "classes = 1"),
        (lambda: data.spirals(turns=0), "turns = 0"),
        (lambda: data.noisy(data.xor(), 1.5), r"noise = 1\.5"),
        (lambda: data.noisy(data.xor(), math.nan), "noise holds nan"),
        (lambda: data.held_out(data.xor(), 9), "percent = 9"),
        (lambda: data.held_out(data.xor(), 51), "percent = 51"),
        (lambda: point_features.features([[1, 2]], []), r"names = \[\]"),
        (lambda: point_features.features([[1, 2]], ["x", "x"]), r"\['x', 'x'\]"),
        (lambda: point_features.features([[1, 2]], ["radius"]), "radius"),
        (lambda: point_features.features([[1, 2, 3]], ["x"]), r"\(1, 3\)"),
    ],
)
def test_what_does_not_fit_is_refused_and_shown(call, said):
    with pytest.raises(ValueError, match=said):
        call()
