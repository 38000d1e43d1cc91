"""The entropy scene against the numbers of the lesson, worked out beside it, and against the package."""

import math

import numpy as np
import pytest

import lossviz
from lossviz.inputs import distribution
from lossviz.inputs.units import UNITS
from lossviz.lessons.entropy import questions
from lossviz.lessons.entropy import scene as entropy
from lossviz.scene import template


def shown(p, unit="bits", row=None, table="p0", names=()):
    """Every quantity of the scene at a state, or where a handle leads from it."""
    scene = entropy.scene(distribution.parse(p), unit=unit, names=names)
    return scene.at(table, -1 if row is None else row)


def said(p, table="p0", row=-1, **how):
    scene = entropy.scene(distribution.parse(p), **how)
    return scene.sentences[int(scene.at(table, row)[scene.case])]


@pytest.mark.parametrize(
    ("p", "unit", "quantity", "value"),
    [
        ("9,1", "bits", "H", 0.469),
        ("9,1", "nats", "H", 0.325),
        ("9,1", "hartleys", "H", 0.141),
        ("9,1", "bits", "perplexity", 1.38),
        ("9,1", "nats", "perplexity", 1.38),
        ("1,1", "bits", "H", 1.00),
        ("1,1", "nats", "H", 0.693),
        ("1,1", "hartleys", "H", 0.301),
        ("7,3", "bits", "H", 0.881),
        ("1,1,1,1,1,1", "bits", "H", 2.585),
        ("1,1,1,1,1,1", "bits", "perplexity", 6),
        ("8.167,12.702,6.966,7.507,2.758", "bits", "H", 2.19),
        ("8.167,12.702,6.966,7.507,2.758", "bits", "most", 2.32),
        ("8.167,12.702,6.966,7.507,2.758", "bits", "perplexity", 4.56),
        ("99,1", "bits", "H", 0.0808),
        ("93,1,1,1,1,1,1,1", "bits", "H", 0.562),
        ("4,2,1,1", "bits", "H", 1.75),
        ("1,0", "bits", "H", 0),
        ("89,11", "bits", "H", 0.500),
        ("97,3", "bits", "H", 0.194),
        ("5,5,0", "bits", "H", 1.00),
        ("0.773,0.1135,0.1135", "bits", "H", 1.00),
    ],
)
def test_the_numbers_of_the_lesson_stand_in_the_scene(p, unit, quantity, value):
    assert float(shown(p, unit)[quantity]) == pytest.approx(value, rel=5.1e-3)


@pytest.mark.parametrize(
    ("p", "quantity", "values"),
    [
        ("9,1", "s", [0.152, 3.32]),
        ("9,1", "share", [0.137, 0.332]),
        ("4,2,1,1", "s", [1, 2, 3, 3]),
        ("4,2,1,1", "p", [0.5, 0.25, 0.125, 0.125]),
        ("8.167,12.702,6.966,7.507,2.758", "p", [0.214, 0.333, 0.183, 0.197, 0.072]),
        ("97,3", "s", [0.0439, 5.06]),
    ],
)
def test_each_outcome_has_the_surprise_and_the_share_of_the_lesson(p, quantity, values):
    assert shown(p)[quantity].tolist() == pytest.approx(values, rel=6e-3)


def test_the_rare_side_of_the_first_coin_brings_most_of_its_entropy():
    first = shown("9,1")
    assert float(first["share"][1] / first["H"]) == pytest.approx(0.708, abs=5e-4)


def test_a_block_is_largest_at_one_over_e_where_it_is_0_531_bits():
    places = entropy.scene((1, 1)).tables["p0"]
    blocks = places.rows["share"][:-1, 0]
    assert places.places[blocks.argmax()] == pytest.approx(1 / math.e, abs=0.005)
    assert float(shown("368,632")["share"][0]) == pytest.approx(0.531, abs=5e-4)


def test_what_never_happens_surprises_without_end_and_adds_nothing():
    sure = shown("1,0")
    assert sure["s"].tolist() == [0, math.inf]
    assert sure["share"].tolist() == [0, 0]
    assert sure["H"] == 0
    assert sure["perplexity"] == 1
    assert not np.signbit(sure["H"])


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("p", ["9,1", "1,0", "5,3,2", "0,0,1", "93,1,1,1,1,1,1,1", "2,1", "8167,12702,6966,7507,2758"])
def test_every_row_holds_what_the_package_computes_from_the_weights_it_commits(p, unit):
    base = UNITS[unit].base
    state = distribution.parse(p)
    scene = entropy.scene(state, unit=unit)
    pulled = distribution.drag_grid(state)
    for outcome in range(len(state)):
        table = scene.tables[f"p{outcome}"]
        chances = pulled[outcome] / 1000
        assert np.array_equal(table.rows["p"][:-1], chances)
        assert np.array_equal(table.rows["H"][:-1], lossviz.entropy(chances, base=base))
        assert np.array_equal(table.rows["s"][:-1], lossviz.surprise(chances, base=base))
        assert np.array_equal(table.rows["perplexity"][:-1], lossviz.perplexity(chances))
        exact = np.array(state) / sum(state)
        assert np.array_equal(table.rows["H"][-1], lossviz.entropy(exact, base=base))
        assert table.now == exact[outcome]
        shares = (
            np.where(chances > 0, chances * table.rows["s"][:-1], 0) if 0 not in chances else table.rows["share"][:-1]
        )
        assert table.rows["share"][:-1] == pytest.approx(shares, rel=1e-12)
        assert table.rows["share"].sum(axis=-1) == pytest.approx(table.rows["H"], rel=1e-12, abs=1e-15)


def test_the_curve_is_the_entropy_along_the_handle_that_is_held():
    scene = entropy.scene((5, 3, 2))
    for outcome in range(3):
        table = scene.tables[f"p{outcome}"]
        assert table.constants["curve_y"] == pytest.approx(table.rows["H"][:-1], rel=1e-6)


def test_the_blocks_stand_side_by_side_and_the_pieces_end_to_end():
    for quantities in (shown("5,3,2"), shown("93,1,1,1,1,1,1,1")):
        assert quantities["left"] == pytest.approx(np.cumsum(quantities["p"]) - quantities["p"], abs=1e-6)
        assert quantities["start"] == pytest.approx(np.cumsum(quantities["share"]) - quantities["share"], abs=1e-6)


@pytest.mark.parametrize("outcomes", range(2, 9))
def test_the_number_of_outcomes_can_be_pulled_from_two_to_eight(outcomes):
    scene = entropy.scene((1, 1))
    table = scene.tables["outcomes"]
    row = table.places.tolist().index(outcomes)
    quantities = scene.at("outcomes", row)
    assert quantities["K"] == outcomes
    assert float(quantities["H"]) == pytest.approx(math.log2(outcomes), rel=1e-12)
    assert np.isfinite(quantities["p"]).sum() == outcomes


def test_the_sentence_speaks_of_tosses_only_where_there_is_a_coin():
    assert "per toss" in said("9,1")
    assert "per toss" not in said("4,2,1,1")
    assert "per toss" not in said("5,3,2")
    assert "per toss" not in said("9,1", names=("sun", "rain"))
    assert "per toss" not in said("9,1", table="outcomes", row=1)


@pytest.mark.parametrize(
    ("p", "words"),
    [("1,0", "certain"), ("0,0,1", "certain"), ("1,1,1", "equally likely"), ("1,1", "equally likely"), ("9,1", "{H}")],
)
def test_a_special_state_has_a_sentence_of_its_own(p, words):
    assert words in said(p)


def test_an_outcome_that_is_pulled_to_nothing_adds_nothing_to_the_entropy():
    assert "has probability 0 and adds 0" in said("5,3,2", table="p1", row=0)


@pytest.mark.parametrize(("asked", "right"), [(0, "0.5,0.5"), (1, "0.875,0.125"), (2, "1,1,1,1,1,1,1,1")])
def test_the_answer_of_a_question_is_right_and_its_first_state_is_not(asked, right):
    prediction = questions.PREDICTIONS[asked]
    assert shown(prediction.answer["p"] or "9,1")[prediction.reply_index] == 0
    assert shown(right)[prediction.reply_index] == 0
    assert shown(prediction.start["p"] or "9,1")[prediction.reply_index] != 0


@pytest.mark.parametrize(
    ("asked", "p", "code"),
    [
        (0, "0.49,0.51", 0),
        (0, "0.51,0.49", 0),
        (0, "0.52,0.48", -3),
        (0, "0.48,0.52", -2),
        (0, "0.99,0.01", 1),
        (0, "1,0", 1),
        (0, "7,3", -3),
        (0, "1,1,1", -1),
        (1, "0.87,0.13", 0),
        (1, "0.885,0.115", 0),
        (1, "0.86,0.14", -3),
        (1, "2,1", 1),
        (1, "0.65,0.35", 1),
        (1, "1,1", -3),
        (1, "6,1,1", -1),
        (2, "1,1,1,1,1,1,1", -2),
        (2, "2,1,1,1,1,1,1,1", -1),
        (2, "1,1,1", -2),
    ],
)
def test_a_state_answers_a_question(asked, p, code):
    assert shown(p)[questions.PREDICTIONS[asked].reply_index] == code
    if code > 0:
        assert len(questions.PREDICTIONS[asked].replies) > code


def test_the_sure_coin_is_the_wrong_idea_on_the_side_of_heads_only():
    # A probability of at least 0.99 is the mistake that the lesson names.
    assert shown("0.99,0.01")["reply0"] == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("goal", "met", "missed"),
    [
        ("G1", ["5,5,0", "0.773,0.1135,0.1135"], ["1,1,1", "1,1", "5,3,2"]),
        ("G2", ["93,1,1,1,1,1,1,1"], ["1,0,0,0,0,0,0,0", "1,1,1,1,1,1,1,1", "99,1"]),
        ("G3", ["97,3"], ["9,1", "94,6", "93,1,1,1,1,1,1,1"]),
        ("G5", ["89,11", "11,89"], ["9,1", "1,1", "97,1,1,1"]),
    ],
)
def test_a_goal_is_met_by_its_witnesses_and_by_no_other(goal, met, missed):
    quantity = next(one.met for one in questions.GOALS if one.name == goal)
    for unit in UNITS:
        assert [int(shown(p, unit)[quantity]) for p in met] == [1] * len(met)
        assert [int(shown(p, unit)[quantity]) for p in missed] == [0] * len(missed)


def test_no_goal_is_met_in_the_first_state():
    assert [int(shown("9,1")[goal.met]) for goal in questions.GOALS] == [0] * len(questions.GOALS)


def test_names_are_used_and_letters_stand_in_where_none_are_given():
    scene = entropy.scene((1, 1, 1), names=("sun", "rain"))
    places = scene.at("p0")["name"]
    assert [scene.words[place] for place in places[:3]] == ["sun", "rain", "C"]


def test_an_axis_of_surprise_or_entropy_names_its_unit():
    for unit in UNITS:
        drawn = {figure.name: figure.plot["layout"] for figure in entropy.scene(unit=unit).figures}
        for name in ("areas", "curve", "stack"):
            titles = [drawn[name][axis]["title"].get("text") or "" for axis in ("xaxis", "yaxis")]
            assert unit in " ".join(titles), (unit, name)


def test_with_more_outcomes_all_are_equally_likely_and_the_sentence_says_so():
    moved = entropy.scene(p=(9, 1)).tables["outcomes"]
    p = moved.rows["p"]
    for outcomes in range(3, 9):
        assert set(p[outcomes - 2][:outcomes].tolist()) == {1 / outcomes}
        assert moved.rows["case"][outcomes - 2] == 2
    assert p[0][:2].tolist() == [0.9, 0.1]


@pytest.mark.parametrize(
    ("p", "unit", "x"),
    [
        # The axis ends at 6.5 bits; the surprise of 1/100 is 6.64 bits, of 1/90 it is 6.49.
        ("9,1", "bits", []),
        ("89,1", "bits", []),
        ("99,1", "bits", [0.995]),
        ("1,99", "nats", [0.005]),
        ("93,1,1,1,1,1,1,1", "bits", [0.935]),
        ("1,0", "bits", []),
    ],
)
def test_a_block_that_leaves_its_frame_has_an_arrow(p, unit, x):
    scene = entropy.scene(distribution.parse(p), unit=unit)
    here = scene.at("p0")
    arrows = [label for label in scene.labels if label.figure == "areas" and label.text == "↑"]
    places = [template.reference(arrow.x).number(here) for arrow in arrows]
    assert [place for place in places if not math.isnan(place)] == pytest.approx(x)
