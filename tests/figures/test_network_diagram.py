"""The diagram of a network: where everything stands, and which edge is which weight."""

import numpy as np
import pytest

from lossviz.figures import network_diagram as diagram
from lossviz.figures import network_outlines
from lossviz.theory.network import Network

SHAPES = [(1, (), 1), (2, (3,), 1), (2, (8, 8), 1), (7, (12, 12, 12), 4), (2, (1, 12), 3)]


@pytest.mark.parametrize(("inputs", "hidden", "outputs"), SHAPES)
def test_each_edge_joins_the_two_that_its_weight_joins(inputs, hidden, outputs):
    network, found = Network(inputs, hidden, outputs), diagram.layout(inputs, hidden, outputs)
    columns = [found.inputs, *np.split(found.units, np.cumsum(hidden))[: len(hidden)], found.outputs]
    edges = dict(zip(found.weight_places.tolist(), found.edges.tolist(), strict=True))
    biases = dict(zip(found.bias_places.tolist(), found.biases.tolist(), strict=True))
    assert len(edges) + len(biases) == network.size
    for layer, (sources, units) in enumerate(network.shapes):
        for unit in range(units):
            assert biases[network.place(layer, sources, unit)] == columns[layer + 1][unit].tolist()
            for source in range(sources):
                ends = [*columns[layer][source], *columns[layer + 1][unit]]
                assert edges[network.place(layer, source, unit)] == ends


@pytest.mark.parametrize(("inputs", "hidden", "outputs"), SHAPES)
@pytest.mark.parametrize(("wide", "high"), [(440, 384), (270, 384), (800, 384)])
def test_tiles_keep_apart_and_inside_at_any_size_of_the_figure(inputs, hidden, outputs, wide, high):
    found = diagram.layout(inputs, hidden, outputs)
    side = min(found.size[0] * wide, found.size[1] * high)
    at = np.concatenate([found.inputs, found.units, found.outputs]) * (wide, high)
    assert side > 20
    assert at.min() >= side / 2
    assert (at + side / 2 <= (wide, high)).all()
    apart = np.abs(at[:, None] - at[None]).max(axis=-1)
    assert apart[~np.eye(len(at), dtype=bool)].min() > side
    # The first of each layer is the highest.
    assert (np.diff(found.inputs[:, 1]) < 0).all()


def test_an_edge_is_as_thick_as_its_weight():
    widths = diagram.edge_widths(np.array([0, 1e-9, 1.4, -1.4, 2.8, np.inf, np.nan]))
    # 0.6, and of 8 more a half, and three quarters.
    np.testing.assert_allclose(widths, [0, 0.6, 4.6, 4.6, 6.6, 8.6, np.nan])


def test_signs_are_apart_along_all_leading_axes():
    found = diagram.layout(1, (), 1)
    moving = diagram.moving(found, np.array([[2.0, -1.0], [-3.0, 0.0]]), "")
    assert [moving[name].ravel().tolist()[1] for name in ("positive", "positive_bias", "negative_bias")] == [0, 0, 0]
    assert moving["negative"].ravel()[0] == 0 < moving["negative"].ravel()[1]
    assert moving["negative_bias"].shape == (2, 1)
    assert 3 < moving["negative_bias"][0, 0] < 7


def test_a_weight_of_zero_and_a_bias_can_be_selected():
    found = diagram.layout(2, (), 1)
    weight = diagram.selected(found, np.array([5.0, 0.0, -1.0]), 1, "")
    ends = [weight[f"selected_{name}"][0] for name in ("x", "y", "tip_x", "tip_y")]
    assert ends == found.edges[1].tolist()
    assert [weight[f"selected_{name}"][0] for name in ("positive", "negative", "width")] == [0, 0, 3]
    assert np.isnan(weight["selected_unit_x"]).all()
    bias = diagram.selected(found, np.array([5.0, 0.0, -1.0]), 2, "")
    assert [bias["selected_unit_x"][0], bias["selected_unit_y"][0]] == found.outputs[0].tolist()
    assert np.isnan(bias["selected_x"]).all()
    nothing = diagram.selected(found, np.array([5.0, 0.0, -1.0]), None, "")
    assert not any((values > 0).any() for values in nothing.values())


def test_what_was_set_by_hand_is_outlined_as_wide_as_it_is_and_can_be_seen():
    found = diagram.layout(2, (), 1)
    is_set = np.array([True, True, True])
    shown = network_outlines.by_hand(found, np.array([1.4, 0.0, 0.0]), is_set, "")
    # Half-way between 0.6 and 8.6 pixels; a weight of 0 and a bias can be seen as well.
    assert shown["by_hand"].tolist() == [4.6, 3]
    assert shown["by_hand_bias"].tolist() == [12]
    none = network_outlines.by_hand(found, np.array([1.4, 0.0, 0.0]), ~is_set, "")
    assert not any(values.any() for values in none.values())


def test_shades_run_from_the_lowest_number_to_the_highest():
    numbers = np.array([[-2.0, 0.0, 2.0, 5.0, np.nan]])
    assert diagram.shades(numbers, [[-2]], [[2]]).tolist() == [[0, 128, 255, 255, 128]]


@pytest.mark.parametrize("outputs", [1, 3])
def test_all_that_the_figure_draws_is_among_its_quantities(outputs):
    network, found = Network(2, (3,), outputs), diagram.layout(2, (3,), outputs)
    parameters = network.initial_parameters(0)
    given = diagram.fixed(found) | diagram.moving(found, parameters) | diagram.selected(found, parameters, 0)
    given |= diagram.dead(found, np.array([False, True, False]))
    given |= network_outlines.by_hand(found, parameters, np.zeros(network.size, dtype=bool))
    pictures = {"net_input_pictures", "net_unit_pictures"}
    pictures |= {f"net_output_pictures_{k}" for k in range(outputs)} if outputs > 1 else {"net_output_pictures"}
    plot = diagram.figure(side=21, output_colours=[diagram.COLOURS] * outputs)
    named = {quantity.split("[")[0] for trace in plot["data"] for quantity in trace["meta"].values()}
    assert named == given.keys() | pictures
