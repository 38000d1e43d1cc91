"""The thumbnail of the lesson: three units by hand, whose folds enclose the disc in a triangle."""

import numpy as np

from lossviz.figures import decision_boundary, still, thumbnails
from lossviz.figures.network_diagram import shades
from lossviz.lessons.train_a_network import problem as problems
from lossviz.lessons.train_a_network.figures import groups
from lossviz.lessons.train_a_network.quantities import fixed
from lossviz.theory.network_pictures import OUTPUT_SIDE, output_pictures

# The logit is SHARPNESS (LEVEL - the sum of the units), each of which is above 0 beyond a line so far from the middle.
AWAY, LEVEL, SHARPNESS = 0.5, 0.75, 10.0
HALF_HEIGHT = 3.3
EACH = 3  # so small a picture has room for every third point


def triangle() -> list[str]:
    """The boundary of that network over the circles."""
    problem = problems.of(hidden=(3,))
    turns = 2 * np.pi * np.arange(3) / 3 - np.pi / 6
    first = np.stack([np.cos(turns), np.sin(turns)]), np.full(3, -AWAY)
    parameters = problem.network.parameters((first, (np.full((3, 1), -SHARPNESS), [SHARPNESS * LEVEL])))
    width = HALF_HEIGHT * (thumbnails.WIDTH - 2 * thumbnails.PADDING) / (thumbnails.HEIGHT - 2 * thumbnails.PADDING)
    said = output_pictures(problem.network, problem.training.output_loss, parameters[None], half_width=width)
    known = fixed(problem) | {
        "grid": np.linspace(-width, width, OUTPUT_SIDE),
        "said": shades(said, 0.0, 1.0).ravel(),
        "nowhere": np.full(1, np.nan),
    }
    places = [f"{kind}{which}_{axis}" for kind in ("seen", "unseen") for which in range(2) for axis in "xy"]
    known |= {name: known[name][::EACH] for name in places}
    plot = decision_boundary.figure(
        grid="grid", z="said", classes=2, groups=groups(2, True), point=("nowhere", "nowhere"), half_width=width
    )
    axis = {**plot["layout"]["yaxis"], "range": [-HALF_HEIGHT, HALF_HEIGHT]}
    layout = {**plot["layout"], "yaxis": axis, "margin": dict.fromkeys("lrtb", thumbnails.PADDING)}
    plot = {**plot, "layout": layout}
    frame = still.frame_of(plot, known.__getitem__, thumbnails.WIDTH, thumbnails.HEIGHT)
    place = f"translate({thumbnails.PADDING} {thumbnails.PADDING})"
    return [f'<g transform="{place}">{still.marks(plot, known.__getitem__, frame)}</g>']
