"""Points of the loss lesson: moved, added and removed; few, many, and at the edge of what numbers can say."""

import itertools

import numpy as np
import pytest

from lossviz.inputs import point_texts, points
from lossviz.live import codec
from lossviz.live.message import packed
from lossviz.scene import axes
from tests.lessons.loss.scenes import HANDLES, LOSSES, at, built, cloud, losses_by_hand, written
from tests.lessons.loss.states import VERTICAL

FIVE = points.text(points.FIVE)
ROOM = 50 * 1024  # bytes on the wire


def point_handles(scene):
    return [handle for handle in scene.handles if handle.axis == "xy"]


def changed(base, text):
    """The points that a handle, an action or a double click makes of others."""
    return point_texts.parse(base + text)


def pairs(read):
    return list(zip(read.x.tolist(), read.y.tolist(), strict=True))


def test_a_point_moves_in_twentieths_and_only_its_own_text_changes():
    scene = built()
    assert [handle.label for handle in point_handles(scene)] == [f"point {name}" for name in "ABCDE"]
    grid = scene.grids["point3"]
    assert grid.step == (0.05, 0.05)
    assert grid.now == (3, 4)
    for low, high, step in zip(grid.low, grid.high, grid.step, strict=True):
        for whole in range(int(np.ceil(low)), int(high) + 1):
            steps = (whole - low) / step
            assert steps == pytest.approx(round(steps), abs=1e-6)
    assert grid.commit == {"points": "~3={x},{y}", "highlight": "3"}
    moved = grid.commit["points"].replace("{x}", "3.5").replace("{y}", "-1")
    assert pairs(changed(FIVE, moved)) == [(1, 2), (2, 1), (3.5, -1), (4, 3), (5, 5)]


def test_the_frame_stays_while_a_point_is_moved_to_its_edges():
    scene = built()
    frame = [scene.shared[name].tolist() for name in ("x_range", "y_range")]
    for name in ("point1", "point5"):
        grid = scene.grids[name]
        for x, y in itertools.product(*zip(grid.low, grid.high, strict=True)):
            text = FIVE + grid.commit["points"].replace("{x}", f"{x}").replace("{y}", f"{y}")
            assert [at(points=text)[name].tolist() for name in ("x_range", "y_range")] == frame, (name, x, y)


def test_a_point_can_be_added_in_a_free_place_and_the_highlighted_one_removed():
    add, remove = built().actions
    assert (add.text, remove.text) == ("Add a point", "Remove E")
    more = changed(FIVE, add.state["points"])
    assert len(more) == 6
    assert add.state["highlight"] == "6"
    places = pairs(more)
    assert len(set(places)) == 6
    assert 0 < places[-1][0] < 6
    assert remove.state == {"points": "~5", "highlight": ""}
    assert pairs(changed(FIVE, "~5")) == [(1, 2), (2, 1), (3, 4), (4, 3)]
    assert built(highlight="2").actions[1].text == "Remove B"
    assert built(highlight="2").actions[1].state["points"] == "~2"
    assert [action.text for action in built(points="2,3").actions] == ["Add a point"]


def test_what_is_added_lies_in_the_frame_and_on_no_other_point():
    for text in ("2,3", VERTICAL, "1e150,1;2,3", written(*cloud(40))):
        more = changed(text, built(points=text).actions[0].state["points"])
        (left, right), (bottom, top) = axes.points_frame(points.parse(text))
        x, y = more.x[-1], more.y[-1]
        assert left <= x <= right
        assert bottom <= y <= top
        assert not ((more.x[:-1] == x) & (more.y[:-1] == y)).any(), text


def test_a_double_click_adds_a_point_where_it_is():
    scene = built()
    assert scene.figures[0].adds == "new"
    assert scene.grids["new"].commit == {"points": "~={x},{y}", "highlight": "6"}


def test_deltas_track_is_there_for_hubers_loss_only():
    assert [int(built(loss=loss).shared["is_huber"]) for loss in ("mse", "mae", "huber")] == [0, 0, 1]
    scene = built(loss="huber", delta="0.35")
    assert scene.handles[-1].when == "is_huber"
    assert scene.handles[-1].name == "delta"
    grid = scene.grids["delta"]
    assert grid.now == (0.35,)
    assert grid.commit == {"delta": "{x}"}
    steps = (1 - grid.low[0]) / grid.step[0]
    assert steps == pytest.approx(round(steps), abs=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("n", [41, 10_000])
def test_many_points_have_no_handles_but_every_number_is_over_all_of_them(n):
    x, y = cloud(n)
    residuals = y - 1.5 * x - 2
    for loss in LOSSES:
        scene = built(points=written(x, y), loss=loss, line="1.5,2")
        assert not point_handles(scene)
        assert scene.actions == ()
        shown = scene.at("right")
        for name, each in losses_by_hand(residuals).items():
            assert shown[name] == pytest.approx(each.mean(), rel=1e-9)
        assert scene.words[int(shown["largest"])] == points.name(int(abs(residuals).argmax()))
        assert len(shown["marker_x"]) == min(n, points.DRAWN)
        assert (int(shown["n"]), int(shown["drawn"])) == (n, min(n, points.DRAWN))
        assert len(packed(scene)) <= ROOM


def test_the_line_among_many_points_is_asked_for_by_two_places_or_by_slope_and_place():
    text = written(*cloud(50))
    scene = built(points=text, line="1.5,2")
    (left, right), _ = axes.points_frame(points.parse(text))
    for handle in HANDLES:
        asked = scene.grids[handle].commit["line"].replace("{x}", "7")
        w, b = at(points=text, line=asked)["line"]
        if handle == "middle":
            assert w == 1.5
            assert w * scene.shared["at_middle"] + b == pytest.approx(7, abs=1e-6)
        else:
            here, there = (left, right) if handle == "left" else (right, left)
            assert w * here + b == pytest.approx(7, abs=1e-4)
            assert w * there + b == pytest.approx(1.5 * there + 2, abs=1e-4)


def test_forty_points_have_a_handle_each_however_long_their_numbers_are():
    x, y = cloud(40)
    short, long = built(points=written(x, y)), built(points=written(x / 7, y / 7))
    for scene in (short, long):
        assert len(point_handles(scene)) == 40
        assert not len(scene.shared["marker_x"])
    assert len(packed(long, current_row_only=True)) < 1.2 * len(packed(short, current_row_only=True))


@pytest.mark.slow
@pytest.mark.parametrize("loss", LOSSES)
def test_no_points_are_too_few_too_many_too_large_or_too_small(loss):
    for address in (
        {"points": "2,3"},
        {"points": "0,0"},
        {"points": VERTICAL},
        {"points": written(*cloud(40))},
        {"points": written(*cloud(10_000))},
        {"points": "1e150,-1e150;-1e150,1e150;3,4", "line": "1e150,-1e150"},
        {"points": "1e150,1;1e150,-1e150"},
        {"points": "1e-150,1e-150;2e-150,3e-150;3e-150,1e-150"},
        {"points": "1,1e-150;2,-1e-150;3,0;4,0;5,0;6,1e-150"},
        {"points": "1,1;1,1;1,1;1,1;1,1;1,1", "delta": "1e-150"},
        {"line": "1e152,-1e152", "delta": "1e150"},
        {"line": "400,-3", "highlight": "10000"},
    ):
        for table in built(**address, loss=loss).tables.values():
            for quantity, values in {**table.rows, **table.constants}.items():
                assert not np.isnan(values).any(), (address, quantity)
        for quantity, values in built(**address, loss=loss).shared.items():
            assert not np.isnan(values).any(), (address, quantity)


def test_a_new_line_takes_no_more_than_50_kilobytes_on_the_wire():
    for loss, line in itertools.product(LOSSES, ("0.3333,1.2", "0.8,0.6", "-1.15,7.35")):
        known = codec.decode(packed(built(loss=loss)))[0]["static"]
        assert len(packed(built(loss=loss, line=line), client_hash=known)) <= ROOM, (loss, line)
