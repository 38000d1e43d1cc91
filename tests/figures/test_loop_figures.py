"""The figures of the training loop: a cycle diagram, and ticks of a logarithmic axis."""

import math

import numpy as np
import pytest

from lossviz.figures import cycle, log_loss_curve
from lossviz.lessons.training_loop.scene import scene

FIGURES = scene().figures


def angles(x, y):
    """Clockwise from the top, in shares of the whole turn."""
    return (np.arctan2(x, y) / (2 * np.pi)) % 1


@pytest.mark.parametrize("nodes", [3, 4, 6])
def test_nodes_stand_on_a_circle_clockwise_from_the_top(nodes):
    places = cycle.layout(nodes)
    np.testing.assert_allclose(np.hypot(places["node_x"], places["node_y"]), 1)
    np.testing.assert_allclose(angles(places["node_x"], places["node_y"]), np.arange(nodes) / nodes)


@pytest.mark.parametrize("nodes", [3, 4, 6])
def test_each_arrow_points_from_its_node_towards_the_next_and_touches_neither(nodes):
    places = cycle.layout(nodes)
    neck, tip = (angles(places[f"{end}_x"], places[f"{end}_y"]) for end in ("neck", "tip"))
    here = np.arange(nodes) / nodes
    assert (here < neck).all()
    assert (neck < tip).all()
    assert (tip < here + 0.75 / nodes).all()
    edge = angles(places["edge_x"], places["edge_y"])
    np.testing.assert_allclose(edge, here + 0.5 / nodes)
    assert np.isnan(places["arc_x"]).sum() == nodes


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-0.5, 1, ["0.5", "1", "2", "5"]),
        (0, 1.5, ["2", "5", "10", "20"]),
        (-0.5, 2.5, ["1", "10", "100"]),
        (-0.5, 1.5, ["1", "10"]),
        (-0.5, 11.5, ["1", "100", "10,000", "1e6", "1e8", "1e10"]),
        (39.5, 40, ["5e39"]),
        (-12.0, -11.5, ["2e−12"]),
        (3.25, 4, ["2,000", "5,000"]),
    ],
)
def test_ticks_are_1_2_or_5_times_a_power_of_ten_and_stand_at_their_powers_of_ten(low, high, words):
    axis = log_loss_curve.log_ticks(low, high)
    assert axis["words"] == words
    for place, word in zip(axis["ticks"], words, strict=True):
        assert place == pytest.approx(math.log10(float(word.replace(",", "").replace("−", "-"))))


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure.name)
def test_no_number_that_a_scene_could_change_is_written_into_a_figure(figure):
    for trace in figure.plot["data"]:
        assert trace["name"]
        assert trace["meta"]
        for part in trace["meta"]:
            assert len(trace.get(part) or ()) == 0
