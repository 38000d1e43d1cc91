"""Thumbnails of lessons: figures of their scenes, small, for light and dark pages."""

import itertools
import math
import re
from xml.etree import ElementTree

import pytest

from lossviz.figures import palette
from lossviz.lessons import registry
from lossviz.lessons.gradient_descent.scene import scene
from lossviz.scene import thumbnail

SVG = "{http://www.w3.org/2000/svg}"
LARGEST = 40_000


@pytest.mark.parametrize("entry", registry.LESSONS, ids=lambda entry: entry.slug)
def test_each_thumbnail_is_a_small_picture_of_one_size_with_the_colours_of_light_and_of_dark(entry):
    drawn = entry.thumbnail_svg()
    root = ElementTree.fromstring(drawn)
    assert (root.get("width"), root.get("height")) == ("240", "128")
    assert any(mark.tag in {f"{SVG}{name}" for name in ("path", "rect", "circle")} for mark in root.iter())
    assert len(drawn) < LARGEST
    light, dark = drawn.split("@media(prefers-color-scheme:dark)")
    for role, (by_day, by_night) in palette.light_and_dark().items():
        assert f"--lv-{role}:{by_day};" in light
        assert f"--lv-{role}:{by_night};" in dark


def test_a_thumbnail_shows_the_state_that_it_names():
    first, later = (thumbnail.of(scene, "contour", step=step)() for step in (0, 40))
    assert first != later
    assert thumbnail.of(scene, "contour", step=40)() == later


def test_points_that_can_be_dragged_are_dots_of_a_thumbnail():
    root = ElementTree.fromstring(registry.BY_SLUG["loss"].thumbnail_svg())
    dots = [mark for mark in root.iter(f"{SVG}circle") if mark.get("fill") == "var(--lv-truth)"]
    assert len(dots) == 5


def test_the_two_paths_of_mini_batches_are_long_and_their_dots_do_not_touch():
    root = ElementTree.fromstring(registry.BY_SLUG["sgd"].thumbnail_svg())
    dots = {(float(one.get("cx")), float(one.get("cy"))): 2 * float(one.get("r")) for one in root.iter(f"{SVG}circle")}
    for one in root.iter(f"{SVG}path"):
        if place := re.fullmatch(r"M([\d.-]+) ([\d.-]+)h0", one.get("d")):
            x, y = map(float, place.groups())
            dots[x, y] = max(float(one.get("stroke-width")), dots.get((x, y), 0))
    assert len(dots) == 4  # the start, the ends of both paths, the minimum
    for (one, size), (other, other_size) in itertools.combinations(dots.items(), 2):
        assert math.dist(one, other) > (size + other_size) / 2
    start = next(iter(dots))
    # A path is seen where it is longer than a third of the picture.
    for colour in ("truth", "model"):
        (end,) = (
            one.get("d")
            for one in root.iter(f"{SVG}path")
            if one.get("stroke") == f"var(--lv-{colour})" and "h0" in one.get("d", "")
        )
        assert math.dist(start, map(float, end[1:-2].split())) > 240 / 3
