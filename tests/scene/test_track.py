"""Zones of a track: each place of the handle is in one, and what is wrong is refused with the names there are."""

import dataclasses

import numpy as np
import pytest

from lossviz.lessons import registry
from lossviz.scene import track
from lossviz.scene.track import TrackMark, Zone, Zones

SCENE = registry.BY_SLUG["gradient-descent"].first_scene()


def zoned(*kinds, at=(0,)):
    return {"rate": Zones(tuple(Zone(*kind) for kind in kinds), "", lambda: np.array(at))}


def test_stretches_cover_the_track_and_the_widest_of_each_kind_is_named():
    found = track.stretches(np.array([1, 1, 0, 1, 1, 1]))
    assert [(one.kind, one.start, one.end, one.named) for one in found] == [
        (1, 0, pytest.approx(0.3), False),
        (0, pytest.approx(0.3), 0.5, True),
        (1, 0.5, 1, True),
    ]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"zones": {"start": zoned(("fast", "truth", "solid"))["rate"]}}, "start"),
        ({"zones": zoned(("fast", "blue", "solid"))}, "truth"),
        ({"zones": zoned(("fast", "truth", "waves"))}, "stripes"),
        ({"zones": zoned(("fast", "truth", "solid"), ("slow", "muted", "solid"))}, "one pattern"),
    ],
)
def test_zones_that_cannot_be_drawn_are_refused_when_a_scene_is_built(changed, named):
    with pytest.raises(ValueError, match=named):
        dataclasses.replace(SCENE, **changed)


def test_a_place_in_a_zone_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="zone 3 of the 1 zones"):
        zoned(("fast", "truth", "solid"), at=[0, 3])["rate"].indices()


def test_a_mark_needs_a_track_and_a_quantity():
    for name, at in (("start", "n"), ("rate", "nowhere")):
        handles = tuple(
            dataclasses.replace(one, marks=(TrackMark(at, "2/λ"),)) if one.name == name else one
            for one in SCENE.handles
        )
        with pytest.raises(ValueError, match="no track" if name == "start" else "nowhere"):
            dataclasses.replace(SCENE, handles=handles)
