"""Stills: marks stand where the numbers say, what has no place is not drawn, and no text is more than a text."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from lossviz.figures import contour, isolines, palette, plot, still, still3d, still_shapes, surface3d, svg
from lossviz.figures.svg import Frame

FRAME = Frame(100, 200, (0, 10), (0, 4))


def drawn(trace, **quantities):
    """The elements of one trace in the frame, without the grid."""
    bare = {"showgrid": False}
    figure = plot.figure([trace], plot.axis(0, 10) | bare, plot.axis(0, 4) | bare)
    found = still.marks(figure, lambda name: np.atleast_1d(np.asarray(quantities[name], dtype=float)), FRAME, svg.plain)
    return ElementTree.fromstring(f"<g>{found}</g>")


def paths(trace, **quantities):
    return [node.attrib for node in drawn(trace, **quantities).iter("path")]


def test_a_line_goes_through_its_points_and_breaks_where_there_is_none():
    (line,) = paths(plot.line("x", "y", color=palette.COST, width=3), x=[0, 5, 7, 10], y=[0, 4, np.nan, 1])
    assert line["d"] == "M0 200L50 0M100 150"
    assert line["stroke"] == palette.COST
    assert line["vector-effect"] == "non-scaling-stroke"


def test_a_bar_is_as_high_as_its_number_and_one_that_is_infinite_leaves_the_frame():
    trace = plot.bars({"x": "x", "y": "y", "width": "w"}, color=palette.TRUTH)
    (bars,) = paths(trace, x=[1, 5, 8], y=[2, np.inf, np.nan], w=[2, 2, 2])
    assert bars["d"] == "M0 200V100H20V200ZM40 200V-400H60V200Z"


def test_bars_that_lie_begin_at_their_base():
    trace = plot.bars({"x": "x", "y": "y", "base": "b"}, horizontal=True, width=1, color=palette.TRUTH)
    assert paths(trace, x=[2, 3], y=[1, 1], b=[0, 2])[0]["d"] == "M0 175V125H20V175ZM20 175V125H50V175Z"


def test_marks_are_dots_that_keep_their_size_with_an_edge_around_them():
    under, over = paths(plot.marks("x", "y", size=10, color=palette.MODEL, line=plot.EDGE), x=[2, np.nan], y=[1, 1])
    assert under["d"] == over["d"] == "M20 150h0"
    assert (under["stroke-width"], over["stroke-width"]) == ("11.5", "8.5")
    assert under["stroke-linecap"] == over["stroke-linecap"] == "round"


def test_marks_with_a_number_each_have_its_colour_on_the_ground():
    colours = ["#FF000080", "#FFFFFF00", "#0000FFFF"]
    marks = plot.shaded_marks("x", "y", "shade", colours=colours, ground="#FFFFFF", size=8)
    found = paths(marks, x=[1, 5, 9], y=[1, 2, 3], shade=[0, 255, 0])
    # Half of red on white for the first and the last, all of blue for the second.
    assert {one["stroke"]: one["d"].count("M") for one in found} == {"#FF7F7F": 2, "#0000FF": 1}


def test_a_path_is_drawn_up_to_its_step():
    trace = plot.line("x", "y", more={"upto": "k"}, color=palette.COST)
    assert paths(trace, x=[0, 1, 2], y=[0, 1, 2], k=1)[0]["d"] == "M0 200L10 150"


def test_squares_are_square_in_pixels_and_arrows_have_a_head():
    look = {"color": palette.COST, "width": 1}
    (square,) = paths(plot.line("x", "y", more={"foot": "f"}, **look), x=[1], y=[2], f=[1])
    assert square["d"] == "M10 100L10 150L60 150L60 100L10 100"
    (arrow,) = paths(plot.line("x", "y", more={"tip_x": "u", "tip_y": "v"}, **look), x=[0], y=[0], u=[10], v=[0])
    assert arrow["d"].startswith("M0 200L100 200L91.8 ")
    assert arrow["d"].count("L100 200") == 3


def test_a_hidden_trace_is_not_drawn():
    figure = plot.figure([plot.line("x", "y", "answer", color=palette.COST)], plot.axis(0, 1), plot.axis(0, 1))
    read = {"x": np.arange(2.0), "y": np.arange(2.0)}.__getitem__
    assert palette.COST in still.marks(figure, read, FRAME, svg.plain)
    assert palette.COST not in still.marks(figure, read, FRAME, svg.plain, ("answer",))


@pytest.mark.parametrize(
    ("low", "high", "length", "texts"),
    [
        (0, 6.6, 204, ["0", "2", "4", "6"]),
        (0, 1.22, 204, ["0", "0.5", "1"]),
        (-3, 3, 258, ["−3", "−2", "−1", "0", "1", "2", "3"]),
        (0, 1e-3, 204, ["0", "0.0002", "0.0004", "0.0006", "0.0008", "0.001"]),
    ],
)
def test_an_axis_without_ticks_of_its_own_has_round_ones_as_plotly_has(low, high, length, texts):
    figure = plot.figure([], plot.axis(0, 1), plot.axis(low, high))
    found = still.ticks(figure, Frame(100, length, (0, 1), (low, high)), "yaxis")
    assert [tick.text for tick in found] == texts
    assert found[0].share == pytest.approx(1)


@pytest.mark.parametrize(
    ("x", "y", "shown"), [((0, 1), (0, 2), False), ((-0.02, 1), (0, 2), False), ((-1, 1), (0, 2), True)]
)
def test_a_zero_that_would_belong_to_two_axes_is_not_written(x, y, shown):
    figure = plot.figure([], plot.axis(*x), plot.axis(*y))
    for axis in ("xaxis", "yaxis"):
        texts = [tick.text for tick in still.labelled_ticks(figure, Frame(400, 200, x, y), axis)]
        assert ("0" in texts) == shown
        assert "1" in texts
    names = plot.figure([], plot.axis(0, 1, ticks=[0.25, 0.75], words=["heads", "tails"]), plot.axis(*y))
    assert "0" in [tick.text for tick in still.labelled_ticks(names, Frame(400, 200, (0, 1), y), "yaxis")]


def test_a_document_has_its_size_its_words_and_the_colours_of_a_light_page():
    hostile = "<script>alert(1)</script>"
    axis = plot.axis(0, 10, hostile, ticks=[5], words=[hostile])
    figure = plot.figure([plot.line("x", "y", color=palette.COST)], axis, plot.axis(0, 1))
    document = ElementTree.fromstring(still.svg(figure, lambda _: np.array([0.0, 1.0]), 640, 360))
    assert (document.get("width"), document.get("height")) == ("640", "360")
    texts = [node.text for node in document.iter("{http://www.w3.org/2000/svg}text")]
    assert texts.count(hostile) == 2
    assert not [*document.iter("{http://www.w3.org/2000/svg}script")]
    assert "var(" not in still.svg(figure, lambda _: np.array([0.0, 1.0]), 640, 360)


def test_on_a_page_the_colours_are_those_of_its_theme():
    assert svg.themed(palette.TRUTH) == "var(--lv-truth)"
    assert svg.themed("rgba(0,0,0,0)") == "rgba(0,0,0,0)"


def test_the_lines_of_a_bowl_are_circles_and_those_of_a_plane_are_straight():
    x = np.linspace(-2, 2, 81)
    bowl = isolines.isolines(x, x, x[None] ** 2 + x[:, None] ** 2, [1.0], finest=81)
    ends = bowl.reshape(-1, 2)
    assert np.hypot(*ends.T) == pytest.approx(np.ones(len(ends)), abs=2e-3)
    length = np.hypot(*(bowl[:, :2] - bowl[:, 2:]).T).sum()
    assert length == pytest.approx(2 * np.pi, rel=1e-3)
    plane = isolines.isolines(x, x, np.broadcast_to(x, (81, 81)), [0.51])
    assert plane[:, [0, 2]] == pytest.approx(0.51)
    assert isolines.isolines(x, x, np.full((81, 81), np.nan), [0.0]).shape == (0, 4)


def test_what_lies_above_a_level_is_filled_in_closed_lines():
    x = np.linspace(-2, 2, 41)
    heights = x[None] ** 2 + x[:, None] ** 2
    found = isolines.isolines(*isolines.enclosed(x, x, heights, -2.0), [1.0])
    outer, circle = sorted(isolines.loops(found.reshape(-1, 2, 2)), key=lambda loop: -np.ptp(np.array(loop)[:, 0]))
    # What is above the level is enclosed from outside, beyond the grid, and around the hole in its middle.
    assert abs(np.array(outer)).max(axis=1).min() > 2
    assert np.hypot(*np.array(circle).T) == pytest.approx(np.ones(len(circle)), abs=0.11)
    filled = [one["fill"] for one in paths(contour_of(levels=3), x=x + 2, y=x + 2, z=heights.ravel())]
    assert filled == [svg.mixed(svg.plain, palette.LOW, palette.HIGH, share) for share in (1 / 3, 2 / 3, 1)]


def contour_of(levels):
    return contour.level_contours(x="x", y="y", z="z", levels=levels)


def test_a_surface_stands_in_the_middle_of_its_place_and_its_path_lies_on_it():
    span = (-1.0, 1.0)
    names = {"x": "x", "y": "y", "z": "z", "azimuth": "a", "upto": "k", "path": ("u", "v", "w"), "level": "z"}
    figure = surface3d.figure(
        **names, levels=2, frame=(span, span), z_range=(0.0, 1.0), titles=("x", "y", "loss"), handle_frame=("fx", "fy")
    )
    x = np.linspace(-1, 1, 9)
    numbers = {"x": x, "y": x, "z": (x[None] ** 2 + x[:, None] ** 2).ravel() / 2, "a": 30, "k": 1}
    numbers |= {"u": [1, 0, 5], "v": [1, 0, 5], "w": [1, 0, 5]}
    read = lambda name: np.atleast_1d(np.asarray(numbers[name], dtype=float))  # noqa: E731
    seen = still3d.camera(figure, 30, 400, 300)
    left, top = seen.pixels(0, 0, 0)
    assert left == pytest.approx(200)
    document = ElementTree.fromstring(still3d.svg(figure, read, 400, 300, svg.plain))
    dot = document.find(".//{http://www.w3.org/2000/svg}circle")
    assert float(dot.get("cx")) == pytest.approx(left, abs=0.06)
    assert float(dot.get("cy")) == pytest.approx(top, abs=0.06)
    spots = re.findall(r"(-?[\d.]+) (-?[\d.]+)", " ".join(node.get("d", "") for node in document.iter()))
    assert all(0 <= float(x) <= 400 and 0 <= float(y) <= 300 for x, y in spots)
    without = ElementTree.fromstring(still3d.svg(figure, read, 400, 300, svg.plain, with_path=False))
    assert without.find(".//{http://www.w3.org/2000/svg}circle") is None


def test_a_path_on_a_surface_is_drawn_where_it_lies_in_the_frame():
    space = {f"{axis}axis": {"range": (0, 10)} for axis in "xyz"}
    figure = {"layout": {"scene": space, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}}}
    seen, meta = still3d.camera(figure, 0, 400, 300), {"upto": "k", "path_x": "u", "path_y": "u", "path_z": "u"}
    numbers = {"u": [np.nan, 1, 2, np.nan, 4, 5, 6], "k": 5}
    read = lambda name: np.atleast_1d(np.asarray(numbers[name], dtype=float))  # noqa: E731
    spots = np.round(seen.pixels(*[np.array([1, 2, 4, 5])] * 3), 1).tolist()

    def lines():
        drawn = still3d.path(seen, read, meta, svg.plain)
        return [[float(x) for x in spot] for spot in re.findall(r"[ML]([\d.]+) ([\d.]+)", drawn)], drawn.count("M")

    assert lines() == (spots, 2)
    assert "circle" in still3d.path(seen, read, meta, svg.plain)
    numbers["k"] = 3
    assert lines() == (spots[:2], 1)
    assert "circle" not in still3d.path(seen, read, meta, svg.plain)


def test_a_parabola_through_few_points_is_drawn_finely():
    x = np.arange(-7.0, 8.0)
    fine = still_shapes.finely({"x": x, "y": x**2})
    assert len(fine["x"]) == 14 * 6 + 1
    np.testing.assert_allclose(fine["y"], fine["x"] ** 2, atol=1e-9)
