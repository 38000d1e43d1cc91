"""Stills of fields and of ribbons in a browser: the colours of the numbers, those of the page's style sheet."""

import io

import numpy as np
import pytest
from PIL import Image

from lossviz.figures import field, plot, still, svg
from lossviz.figures.svg import Frame

FRAME = Frame(400, 200, (0, 10), (0, 10))
THREE = ["#0000FF", "#FFFFFF", "#FF0000"]
NEAR = 8
PAGE = "<!doctype html><body style='margin:0;background:#112233'><svg width=400 height=200>{}</svg>"
GROUND = (0x11, 0x22, 0x33)
# A browser interpolates between pixels in a few steps only, so a slope has some pixels.
ALONG = np.linspace(0, 1, 11)
AXES = {"x": 10 * ALONG, "y": [0, 10]}


def seen(page, trace, places, ink=svg.plain, style="", **numbers):
    """What is seen at places of the axes of a still with one trace."""
    bare = {"showgrid": False}
    figure = plot.figure([trace], *(plot.axis(0, 10) | bare for _ in range(2)))
    drawn = still.marks(figure, lambda name: np.asarray(numbers[name]), FRAME, ink)
    page.set_content(PAGE.format(drawn) + style)
    picture = Image.open(io.BytesIO(page.locator("svg").first.screenshot())).convert("RGB")
    return [picture.getpixel((int(x * 40), int(200 - y * 20))) for x, y in places]


def mean(one, other, share):
    return [a + (b - a) * share for a, b in zip(one, other, strict=True)]


def test_a_gradient_has_the_colours_of_its_numbers(page):
    trace = field.gradient("map", "x", "y", "z", THREE, (-1, 1))
    # From left to right -1 to 1: blue, white, red; 0.5 is half-way between white and red.
    colours = seen(page, trace, [(0.02, 5), (2.5, 5), (5, 5), (7.5, 5), (9.98, 5)], **AXES, z=np.tile(2 * ALONG - 1, 2))
    wanted = [(0, 0, 255), (128, 128, 255), (255, 255, 255), (255, 128, 128), (255, 0, 0)]
    for colour, want in zip(colours, wanted, strict=True):
        assert colour == pytest.approx(want, abs=NEAR)


def test_rows_run_from_below_and_what_is_no_number_shows_the_page(page):
    trace = field.gradient("map", "x", "y", "z", ["#000000", "#FFFFFF"], (0, 255))
    z = [0, 0, 0, 100, 100, 100, np.nan, 200, 200]
    colours = seen(page, trace, [(9.9, 0.1), (9.9, 5), (9.9, 9.9), (0.1, 9.9)], x=[0, 5, 10], y=[0, 5, 10], z=z)
    for colour, want in zip(colours, [(0, 0, 0), (100, 100, 100), (200, 200, 200), GROUND], strict=True):
        assert colour == pytest.approx(want, abs=NEAR)


def test_a_discrete_gradient_has_two_colours(page):
    trace = field.gradient("map", "x", "y", "z", ["#000000", "#FF0000"], (0, 1), discrete=True)
    assert seen(page, trace, [(4.8, 5), (5.2, 5)], **AXES, z=np.tile(ALONG, 2)) == [(0, 0, 0), (255, 0, 0)]


@pytest.mark.parametrize("shares", [(0.2, 0.4, 0.4), (0.1, 0.2, 0.3, 0.4), (1, 0)])
def test_a_mixture_has_the_colours_of_the_classes_by_their_shares(page, shares):
    colours = ["#FF0000", "#00FF00", "#0000FF", "#FFFFFF"][: len(shares)]
    trace = field.mixture("map", "x", "y", "z", colours)
    white = shares[3] if len(shares) > 3 else 0
    wanted = [255 * (share + white) for share in (*shares[:3], 0, 0)[:3]]
    (colour,) = seen(page, trace, [(5, 5)], x=[0, 10], y=[0, 10], z=shares * 4)
    assert colour == pytest.approx(wanted, abs=NEAR)


def test_the_style_sheet_says_which_colour_a_colour_of_the_palette_is(page):
    trace = field.gradient("map", "x", "y", "z", ["#0072B2", "#C24E00"], (0, 1))
    style = "<style>:root { --lv-truth: #00FF00; --lv-model: #000000 }</style>"
    colours = seen(page, trace, [(0.02, 5), (9.98, 5)], svg.themed, style, **AXES, z=np.tile(ALONG, 2))
    assert colours[0] == pytest.approx((0, 255, 0), abs=NEAR)
    assert colours[1] == pytest.approx((0, 0, 0), abs=NEAR)


def test_tiles_stand_at_their_places_each_with_its_own_numbers(page):
    trace = field.tiles("units", "x", "y", "z", ["#000000", "#FFFFFF"], (0, 255), side=2, size="size")
    # 2 units up are 40 pixels and 2 units across are 80: the tiles are 40 pixels, 1 unit to each side across.
    numbers = {"x": [3, np.nan, 7], "y": [5, 5, 5], "size": [2, 2], "z": [50] * 4 + [90] * 4 + [0, 200] * 2}
    at = seen(page, trace, [(3, 5), (3, 5.9), (6.55, 5), (7.45, 5), (3.55, 5), (3, 6.1), (5, 5)], **numbers)
    for colour, want in zip(at, [50, 50, 10, 190, None, None, None], strict=True):
        assert colour == (GROUND if want is None else pytest.approx([want] * 3, abs=12))
