"""The still of a stage has its controls in the order in which the stage will have them."""

import re

from lossviz.live.still_stage import StillStage
from tests.lessons.cases import Place


def drawn(slug, predict="", **address):
    return StillStage(Place(slug).scene(address), lambda state: False, predict=predict).html()


def words(html):
    """The captions of groups, and the names of tracks, switches and actions, in order."""
    found = re.findall(
        r'lv-set-name">([^<]*)|lv-track-name">([^<]*)|lv-choice"><span>([^<]*)|lv-button">([^<]*)</a', html
    )
    return [next(filter(None, one)) for one in found]


def test_groups_follow_the_player_its_actions_and_time():
    told = words(drawn("train-a-network", hidden="3,2"))
    assert told[:6] == ["Next mini-batch", "Next epoch", "Rewind", "New weights", "update", "Point and weight"]
    assert told.index("Data") < told.index("noise") < told.index("Add a point") < told.index("Network")
    assert told.index("Network") < told.index("units of layer 2") < told.index("Training") < told.index("batch size")


def test_without_groups_actions_come_last():
    told = words(drawn("gradient-descent"))
    assert told[:2] == ["step", "learning rate η"]
    assert "lv-set" not in drawn("gradient-descent")


def test_an_open_question_locks_the_other_handles_and_names_the_one_that_answers_it():
    html = drawn("train-a-network", predict="1", hidden="1", epochs="100")
    assert "Set “units per layer”, then press Check." in html
    tracks = {
        name: "aria-disabled" in rest for name, rest in re.findall(r'lv-track-name">([^<]*)</span>(.*?)</div>', html)
    }
    assert [name for name, is_locked in tracks.items() if not is_locked] == ["units per layer"]
    assert len(tracks) > 6
    assert '<button class="lv-button lv-play" disabled>' in html
