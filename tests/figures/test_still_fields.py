"""Stills of fields and of ribbons: what PNG, size and outline are, without a browser."""

import io
import re

import numpy as np
import pytest
from PIL import Image

from lossviz.figures import field, palette, plot, still, still_fields, still_shapes, svg
from lossviz.figures.ribbons import ribbons
from lossviz.figures.svg import Frame
from lossviz.theory import network_losses, network_pictures
from lossviz.theory.network import Network

# A pixel is 0.1 across and 0.2 up, as in tests/stage/shapes.test.js.
SHEET = Frame(100, 200, (0, 10), (0, 40))
ROOM = 6000  # bytes of a decision boundary and the pictures of 17 units


def marks(traces, **quantities):
    axes = (plot.axis(0, top) | {"showgrid": False} for top in (10, 40))
    return still.marks(plot.figure(traces, *axes), quantities.__getitem__, SHEET, svg.themed)


@pytest.mark.parametrize("parts", [2, 4])
@pytest.mark.parametrize("opaque", [True, False])
def test_a_png_is_read_as_what_was_written(parts, opaque):
    pixels = np.random.default_rng(3).integers(0, 256, (5, 7, parts), dtype=np.uint8)
    if opaque:
        pixels[..., -1] = 255
    read = np.asarray(Image.open(io.BytesIO(still_fields.png(pixels))).convert("LA" if parts == 2 else "RGBA"))
    np.testing.assert_array_equal(read, pixels)


def test_a_boundary_and_the_pictures_of_seventeen_units_are_small():
    network = Network(2, (8, 8), 1, "tanh")
    parameters = network.initial_parameters(4)[None]
    loss = network_losses.of("binary_cross_entropy")
    boundary = network_pictures.output_pictures(network, loss, parameters)[0, ..., 0]
    units = np.concatenate([layer[0] for layer in network_pictures.unit_pictures(network, parameters)])
    output = boundary[::2, ::2][None]
    three = [palette.MODEL, palette.PAPER, palette.TRUTH]
    traces = [
        field.gradient("boundary", "x", "y", "z", three, (0, 1)),
        field.tiles("units", "u", "v", "unit", three, (-1, 1), side=21, size="size"),
    ]
    quantities = {"x": np.linspace(0, 10, 41), "y": np.linspace(0, 40, 41), "z": boundary}
    quantities |= {"u": np.arange(17) / 2, "v": np.arange(17), "size": np.array([1, 1])}
    drawn = marks(traces, **quantities, unit=np.concatenate([units, output]))
    assert drawn.count("<use ") == 17
    assert len(drawn) < ROOM


def test_a_ribbon_is_the_one_of_the_stage():
    parts = {name: np.array([value]) for name, value in (("x", 1), ("y", 8), ("tip_x", 9), ("tip_y", 32), ("width", 6))}
    drawn = still_shapes.ribbons(parts, SHEET)
    x, y = drawn["x"], drawn["y"]
    assert [x[0], y[0], x[47], y[47]] == pytest.approx([1, 8.6, 1, 7.4])
    assert [x[23], y[23], x[24], y[24]] == pytest.approx([9, 32.6, 9, 31.4])
    thick = np.hypot((x[:24] - x[47:23:-1]) / 0.1, (y[:24] - y[47:23:-1]) / 0.2)
    assert thick == pytest.approx(np.full(24, 6))
    inset = still_shapes.ribbons(parts | {"inset": np.array([1, 4])}, SHEET)["x"]
    assert [inset[0], inset[23]] == pytest.approx([1.5, 8.5])


@pytest.mark.parametrize(("count", "along"), [(60, 24), (61, 12), (200, 12), (201, 8)])
def test_many_ribbons_have_fewer_places_as_on_the_stage(count, along):
    parts = {name: np.full(count, value) for name, value in (("x", 1), ("y", 8), ("tip_x", 9), ("tip_y", 32))}
    drawn = still_shapes.ribbons(parts | {"width": np.full(count, 6)}, SHEET)
    assert len(drawn["x"]) == count * (2 * along + 2)


@pytest.mark.parametrize(
    ("shape", "x", "y"),
    [
        ({"box": np.array([2, 8])}, [4, 6, 6, 4, 4], [18, 18, 22, 22, 18]),
        ({"cross": np.array([2, 8])}, [4, 6, 5, 4, 6], [18, 22, 20, 22, 18]),
        (
            {"corner": np.array([2, 8]), "width": np.array([4, 0])},
            [3.8, 4.2, 4.2, 3.8, 3.8],
            [17.6, 17.6, 18.4, 18.4, 17.6],
        ),
    ],
)
def test_marks_of_squares_are_those_of_the_stage(shape, x, y):
    drawn = still_shapes.shaped({"x": np.array([5, np.nan]), "y": np.array([20, 20.0])} | shape, SHEET)
    assert drawn["x"][:-1] == pytest.approx(x)
    assert drawn["y"][:-1] == pytest.approx(y)


def test_ribbons_are_filled_with_their_opacity_and_those_without_a_width_are_not_there():
    ends = {"x": np.array([1, 1]), "y": np.array([8, 8]), "u": np.array([9, 9]), "v": np.array([32, 8])}
    trace = ribbons("edges", "x", "y", "u", "v", "w", palette.TRUTH, 0.5)
    drawn = marks([trace], **ends, w=np.array([6, np.nan]))
    (path,) = re.findall(r"<path[^>]*>", drawn)
    assert path.count("M") == 1
    assert 'opacity="0.5"' in path
    assert "var(--lv-truth)" in path
    assert "<path" not in marks([trace], **ends, w=np.array([0.0, np.nan]))
