"""Fields in a browser: the pixels of the page have the colours of the numbers, under Plotly's drawing."""

import io

import numpy as np
import pytest
from PIL import Image

from lossviz.figures import field, palette, plot
from tests.browser import modules

# Counts how often a canvas is painted.
COUNTED = """() => {
  window.paintings = 0
  const { prototype } = CanvasRenderingContext2D
  const own = prototype.clearRect
  prototype.clearRect = function (...box) { window.paintings += 1; return own.apply(this, box) }
}"""
AXES = {"x": [0, 10], "y": [0, 10]}
MARGIN = 40
NEAR = 3


def parts(colour):
    return tuple(int(colour[k : k + 2], 16) for k in (1, 3, 5))


PAPER = parts(palette.PAPER)


def figure(*traces):
    """Axes from 0 to 10 without a grid, with the same margin on all sides."""
    bare = {"showgrid": False, "ticks": "", "showticklabels": False}
    axes = (plot.axis(0, 10) | bare for _ in range(2))
    return plot.figure(list(traces), *axes, margin=dict.fromkeys("lrtb", MARGIN))


def gradient(**how):
    return field.gradient("grey", "x", "y", "z", ["#000000", "#FFFFFF"], (0, 255), **how)


def seen(page, *places):
    """What a learner sees at places of the axes: (red, green, blue)."""
    sheet = page.locator(".lv-sheet")
    box = sheet.bounding_box()
    picture = Image.open(io.BytesIO(sheet.screenshot())).convert("RGB")
    wide, high = box["width"] - 2 * MARGIN, box["height"] - 2 * MARGIN
    at = [(MARGIN + x * wide / 10, MARGIN + (10 - y) * high / 10) for x, y in places]
    return [picture.getpixel((int(left), int(top))) for left, top in at]


@pytest.mark.parametrize("kind", [np.float64, np.uint8])
def test_a_gradient_is_bilinear_between_its_places(page, kind):
    modules.begin(page, figure(gradient()))
    modules.show(page, {**AXES, "z": np.array([0, 200, 40, 240], dtype=kind)})
    places = [(1, 1), (9, 1), (1, 9), (5, 5), (7.5, 2.5)]
    for (x, y), colour in zip(places, seen(page, *places), strict=True):
        assert colour == pytest.approx([20 * x + 4 * y] * 3, abs=NEAR)


def test_a_field_fits_the_frame_and_lies_under_the_lines(page):
    modules.begin(page, figure(gradient(), plot.line("line_x", "line_y", "line", color="#FF0000", width=20)))
    modules.show(page, {**AXES, "z": [200] * 4, "line_x": [0, 10], "line_y": [5, 5]})
    at = seen(page, (5, 5), (0.05, 0.05), (9.95, 9.95), (-0.05, 7), (5, 10.1))
    assert at == [(255, 0, 0), (200, 200, 200), (200, 200, 200), PAPER, PAPER]


def test_a_field_is_painted_again_only_when_something_of_it_has_changed(page):
    modules.begin(page, figure(gradient()))
    modules.show(page, {**AXES, "z": [0] * 4})
    page.evaluate(COUNTED)
    modules.show(page, {"z": [0] * 4})
    assert page.evaluate("paintings") == 0
    modules.show(page, {"z": [0, 0, 0, 9]})
    assert page.evaluate("paintings") == 1
    modules.show(page, {"z": [100] * 4})
    assert seen(page, (5, 5)) == [(100, 100, 100)]


def test_a_hidden_field_is_not_painted(page):
    modules.begin(page, figure(gradient()))
    modules.show(page, {**AXES, "z": [100] * 4})
    modules.show(page, {}, hidden=["figure.grey"])
    assert seen(page, (5, 5)) == [PAPER]
    modules.show(page, {})
    assert seen(page, (5, 5)) == [(100, 100, 100)]


@pytest.mark.parametrize("dark", [False, True])
def test_the_colours_of_the_palette_are_those_of_the_page(page, dark):
    both = [palette.TRUTH, palette.MODEL]
    modules.begin(page, figure(field.gradient("map", "x", "y", "z", both, (0, 1), discrete=True)), dark=dark)
    modules.show(page, {**AXES, "z": [0, 1, 0, 1]})
    shown = [palette.DARK[colour] if dark else colour for colour in both]
    assert seen(page, (2, 5), (8, 5)) == [parts(colour) for colour in shown]


def test_a_mixture_has_the_colours_of_the_classes_by_their_shares(page):
    modules.begin(page, figure(field.mixture("map", "x", "y", "z", ["#FF0000", "#00FF00", "#0000FF"])))
    modules.show(page, {**AXES, "z": [0.2, 0.4, 0.4] * 4})
    assert seen(page, (5, 5)) == [(51, 102, 102)]


def test_tiles_are_square_on_the_screen_and_stand_where_they_are_said(page):
    tiles = field.tiles("tiles", "x", "y", "z", ["#000000", "#FFFFFF"], (0, 255), side=2, size="size")
    modules.begin(page, figure(tiles))
    # The frame is 560 x 320 pixels: 2 units across are 112 pixels, 2 units up are 64, which is less.
    modules.show(page, {"x": [3, np.nan, 7], "y": [5, 5, 5], "size": [2, 2], "z": [50] * 4 + [90] * 4 + [150] * 4})
    inside = seen(page, (3, 5), (3, 5.9), (3.5, 5), (7, 5))
    assert [red for red, _, _ in inside] == [50, 50, 50, 150]
    assert seen(page, (3, 6.1), (3.65, 5), (5, 5)) == [PAPER] * 3
