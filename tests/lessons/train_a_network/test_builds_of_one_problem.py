"""What depends on the problem alone is computed once, whichever point, weight or label is looked at after that."""

import numpy as np
import pytest

from lossviz.lessons import registry
from lossviz.lessons.train_a_network import own_points, quantities, run

LESSON = registry.BY_SLUG["train-a-network"]
STATES = ({"seed": "77"}, {"seed": "77", "point": "2"}, {"seed": "77", "weight": "3"}, {"seed": "77", "add": "1"})


def test_the_network_before_training_is_made_once_and_cannot_be_changed(monkeypatch):
    pictured = []
    at_updates = quantities.at_updates
    monkeypatch.setattr(quantities, "at_updates", lambda *args: pictured.append(1) or at_updates(*args))
    run.untrained.cache_clear()
    scenes = [LESSON.build(LESSON.read(address)) for address in STATES]
    assert len(pictured) == 1
    assert len({float(scene.shared["loss"]) for scene in scenes}) == 1
    problem = run.problems.of(**LESSON.shown_values(LESSON.read(STATES[0])))
    with pytest.raises(ValueError, match="read-only"):
        run.untrained(problem).parameters[:] = 0


def test_a_place_for_a_new_point_is_sought_once(monkeypatch):
    sought = []
    hypot = np.hypot
    monkeypatch.setattr(own_points.np, "hypot", lambda *args: sought.append(np.size(args[0])) or hypot(*args))
    own_points.free_place.cache_clear()
    for address in STATES:
        LESSON.build(LESSON.read(address))
    # 256 places and 200 points: no other distances are so many.
    assert [size for size in sought if size >= 256 * 200] == [256 * 200]
