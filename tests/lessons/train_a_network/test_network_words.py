"""What is said of a network and written of it: true of the state that is shown."""

import pytest

from lossviz.lessons import registry
from lossviz.lessons.train_a_network import problem as problems
from lossviz.lessons.train_a_network.parameters import DATA
from lossviz.scene import template
from lossviz.scene.scene import LinkedPart
from tests.lessons.cases import Place

LESSON = registry.BY_SLUG["train-a-network"]
PLACE = Place("train-a-network")


def at(**address):
    """The quantities of the present state at an address."""
    scene = PLACE.scene(address)
    return scene, scene.at(scene.opening)


def written(**address):
    """The lines of the formula in one text each."""
    scene = PLACE.scene(address)
    view = scene.at(scene.opening)
    return [
        "".join(template.write(part.text, view) for part in line if template.holds(part.when, view))
        for line in scene.formula
    ]


def test_the_loss_is_that_of_the_training_points_and_has_the_penalty_beside_it():
    lines = written(epochs="2")
    assert "L = mean loss of the training points = 0.907 " in lines[3]
    _, now = at(epochs="2", l2="0.1")
    parameters = problems.initial(problems.of())[0]
    weights = [*parameters[:8], *parameters[12:16]]
    assert now["penalty"] == pytest.approx(0.05 * sum(w * w for w in weights), abs=1e-9)
    assert f"+ penalty = 0.907 + {now['penalty']:.3f}" in written(epochs="2", l2="0.1")[3]


@pytest.mark.parametrize(
    ("activation", "begins", "link"),
    [("relu", "relu(", "ReLU units"), ("tanh", "tanh(", "Hidden units"), ("identity", "", "Hidden units")],
)
def test_a_unit_is_written_with_its_activation_and_without_one_as_its_sum(activation, begins, link):
    line = written(activation=activation, epochs="2")[0]
    assert line.split(" = ")[1].startswith(begins)
    assert ("(" in line.partition(": ")[2]) is (activation != "identity")
    assert line.endswith(link)


def test_squared_error_leads_to_the_lesson_on_squared_error():
    for loss, page in (("cross_entropy", "binary-cross-entropy"), ("squared_error", "loss")):
        formula = PLACE.scene({"loss": loss, "epochs": "2"}).formula
        assert [part.page for part in formula[2] if isinstance(part, LinkedPart)] == [page]


@pytest.mark.slow
def test_overfitting_is_told_with_both_losses():
    address = {"data": "spirals", "noise": "0.5", "hidden": "8,8", "epochs": "200", "update": "3000"}
    scene, now = at(**address)
    # The least held-out loss is that of the epoch that is named.
    assert now["held_loss"] > 1.1 * scene.tables["time"].rows["held_loss"].min()
    assert scene.sentence() == (
        "Overfitting: since epoch 124 the training loss fell to 0.0179, the held-out loss rose to 0.102."
    )


@pytest.mark.slow
def test_the_note_on_xor_says_for_how_many_of_ten_seeds_the_units_are_enough():
    def solved(units):
        runs = [{"data": "xor", "hidden": units, "seed": str(s), "epochs": "100", "update": "1500"} for s in range(10)]
        return sum(at(**run)[1]["accuracy"] == 1 for run in runs)

    assert (solved("4"), solved("3")) == (10, 5)
    note = next(link.note for link in at(epochs="2")[0].links if link.text == "XOR with 4 units")
    assert note == "All of ten seeds get every training point right; with 3 units five of ten do."


def test_each_input_is_named_in_its_picture_and_the_diagram_says_what_its_colours_mean():
    scene, now = at(inputs="x,xy,sin_y", epochs="2")
    labels = [one for one in scene.labels if one.figure == "network"]
    assert [one.text for one in labels] == ["x", "xy", "sin y"]
    assert [(one.x, one.y) for one in labels] == [(f"net_input_x[{i}]", f"net_input_y[{i}]") for i in range(3)]
    # The first input stands highest.
    assert now["net_input_y"][0] > now["net_input_y"][1] > now["net_input_y"][2]
    caption = next(one.caption for one in scene.figures if one.name == "network")
    assert template.write(caption, now, words=scene.words) == "Network: blue is positive, orange negative"
    # Beside a second run there is no diagram.
    assert {one.figure for one in at(compare="rate")[0].labels} == {"boundary"}


def test_buttons_for_single_steps_stay_in_their_places_at_the_end_of_the_run():
    names = ["Next mini-batch", "Next epoch", "Rewind", "New weights"]
    # 15 updates an epoch: 29 is one before the end of two epochs.
    for update, batch, epoch in ((0, 1, 15), (29, 30, 30), (30, 30, 30)):
        links = at(epochs="2", update=str(update))[0].actions
        assert [link.text for link in links[:4]] == names
        assert [link.state["update"] for link in links[:2]] == [str(batch), str(epoch)]


def test_with_a_schedule_the_rate_is_that_of_the_update_that_is_shown():
    # 4 epochs of 15 updates, a tenth of the rate after every 20: the 21st update is the first one with it.
    for update, rate in ((0, "0.1"), (1, "0.1"), (20, "0.1"), (21, "0.01"), (41, "0.001")):
        address = {"schedule": "step", "epochs": "4", "update": str(update)}
        assert f"η = {rate} at this update" in written(**address)[3]
        scene, now = at(**address)
        assert now["rate_now"] == pytest.approx(float(rate), rel=1e-12)
        assert scene.sentence().endswith(f" η = {rate}.") is (update > 0)
    # Half a cosine wave: half the rate after half of the updates.
    assert at(schedule="cosine", epochs="4", update="31")[1]["rate_now"] == pytest.approx(0.05, rel=1e-12)
    assert "η = 0.1  Mini-batches" in written(epochs="4", update="30")[3]
    assert "η" not in at(epochs="4", update="30")[0].sentence()


def test_held_out_points_can_be_hidden_and_then_none_of_them_is_pointed_at():
    scene, now = at(epochs="2", held_out_points="hidden")
    boundary = scene.figures[0]
    assert "held-out points" not in [trace["name"] for trace in boundary.plot["data"]]
    assert boundary.caption == "Decision boundary"
    # 150 of the 200 points are for training: only these have a place by their loss.
    assert len(scene.tables["point"].places) == len(now["ranked_x"]) == 150
    assert not scene.tables["point"].rows["point_held"].any()
    every, shown = at(epochs="2")
    assert len(every.tables["point"].places) == len(shown["ranked_x"]) == 200
    assert every.figures[0].caption == "Decision boundary; open: held out"
    switch = next(one for one in every.choices if one.label == "Held-out points")
    assert switch.options == (("shown", {"held_out_points": ""}), ("hidden", {"held_out_points": "hidden"}))
    # A held-out point that was chosen is not, as long as it is hidden; the sentence still tells their loss.
    held = str(int(every.tables["point"].rows["point_number"][every.tables["point"].rows["point_held"] > 0][0]))
    assert at(epochs="2", held_out_points="hidden", point=held)[1]["point_labelled"] == 0
    assert (
        at(epochs="2", held_out_points="hidden", update="30")[0].sentence() == at(epochs="2", update="30")[0].sentence()
    )


def test_the_loss_of_a_point_is_written_in_the_figure_where_it_is_chosen_or_pointed_at():
    for address, is_chosen in (({}, False), ({"point": "7"}, True)):
        scene, now = at(epochs="2", **address)
        label = next(one for one in scene.labels if one.figure == "boundary")
        assert template.holds(label.when, now) is is_chosen
        assert template.holds(label.when, scene.at("point")) is is_chosen
        assert template.holds(label.when, scene.at("point", 3))


@pytest.mark.parametrize("data", DATA)
def test_the_introduction_and_the_conclusion_say_the_loss_that_the_data_ask_for(data):
    # The name of the loss is that of its lesson, which the formula links.
    scene, _ = at(data=data)
    titles = {part.text for part in scene.formula[2] if isinstance(part, LinkedPart)}
    [name] = titles & {"Binary cross-entropy", "Cross-entropy loss", "Squared error"}
    said = "squared error" if name == "Squared error" else "cross-entropy"
    for text in (LESSON.introduction, LESSON.conclusion):
        assert said in text
