"""The outlines of weights and biases that were set by hand, in the diagram of a network (`network_diagram`)."""

import numpy as np
from numpy.typing import NDArray

from lossviz.figures.network_diagram import SELECTED, Array, Layout, edge_widths, thickest

BIAS = 12.0  # pixels of the outline around the square of a bias


def by_hand(drawn: Layout, parameters: Array, is_set: NDArray[np.bool_], prefix: str = "net_") -> dict[str, Array]:
    """The quantities with how wide the outlines are of the parameters (size,) that were set by hand; 0 for others.

    The figure draws the row of each that the quantity `by_hand_shown` names.
    """
    width = np.maximum(edge_widths(parameters[drawn.weight_places], thickest(drawn)), SELECTED)
    return {
        f"{prefix}by_hand": np.where(is_set[drawn.weight_places], width, 0),
        f"{prefix}by_hand_bias": np.where(is_set[drawn.bias_places], BIAS, 0),
    }
