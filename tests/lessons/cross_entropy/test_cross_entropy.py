"""The cross-entropy lesson against numbers worked out by hand, and against scipy along every handle."""

from decimal import Decimal
from functools import cache

import numpy as np
import pytest
from scipy.spatial.distance import jensenshannon
from scipy.special import rel_entr
from scipy.stats import entropy

from lossviz.inputs.parameter import parse_state
from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy.lesson import LESSON
from lossviz.lessons.cross_entropy.questions import GOALS, PREDICTIONS
from lossviz.lessons.cross_entropy.words import LINKS
from lossviz.scene import template
from tests.lessons.cross_entropy.states import STATES

P = "4,2,1,1"  # 1/2, 1/4, 1/8, 1/8


@cache
def built(address):
    """The scene at an address; every text in it means something."""
    state = parse_state(LESSON.parameters, dict(address))
    assert not state.refused, state.refused
    return LESSON.build(state)


def shown(**address):
    return built(tuple(sorted(address.items())))


def found(name, scene, table="q0", row=-1):
    """The number that a reference such as `s[0]` stands for."""
    return template.reference(name).number(scene.at(table, row))


def row_at(scene, table, place):
    """The row of a table whose place is nearest to a probability."""
    return int(abs(scene.tables[table].places - place).argmin())


# Worked out with pencil and logarithms: Q's surprises in the first state are 3, 1, 2 and 3 bits.
BY_HAND = [
    ({}, {"H": 1.75, "KL": 0.625, "CE": 2.375, "CE_swapped": 2.25, "HQ": 1.75, "KL_swapped": 0.5, "JS": 0.133}),
    ({"q": P}, {"CE": 1.75, "KL": 0, "JS": 0}),
    ({"q": "35,20,10,5"}, {"CE": 1.779, "KL": 0.0287}),
    ({"q": "97,1,1,1"}, {"CE": 3.344, "KL": 1.594}),
    ({"q": "1,1,0,0"}, {"CE": np.inf, "KL": np.inf}),
    ({"p": "1,1,0,0", "q": P}, {"CE": 1.50, "KL": 0.500, "KL_swapped": np.inf, "JS": 0.156}),
    ({"p": P, "q": "1,1,0,0"}, {"JS": 0.156}),
    ({"p": "9,1", "q": "1,1"}, {"KL": 0.531, "CE": 1}),
    ({"p": "1,1", "q": "9,1"}, {"KL": 0.737, "CE": 1.737}),
    ({"p": "99,1", "q": "1,1"}, {"KL": 0.919, "KL_swapped": 2.329}),
    ({"p": "1,0,0,0", "q": "7,1,1,1"}, {"CE": 0.515, "H": 0}),
    ({"p": "2,1,1", "q": "1,1,2", "unit": "nats"}, {"CE": 1.75 * np.log(2), "KL": 0.25 * np.log(2)}),
    ({"unit": "hartleys"}, {"CE": 2.375 * np.log10(2)}),
]


def test_the_numbers_of_the_lesson_stand_in_the_scene():
    for address, expected in BY_HAND:
        for quantity, value in expected.items():
            assert found(quantity, shown(**address)) == pytest.approx(value, abs=6e-4), (address, quantity)


@pytest.mark.slow
def test_every_row_of_every_handle_agrees_with_scipy():
    for address in STATES[""]:
        scene, base = shown(**address), UNITS[address.get("unit", "bits")].base
        for name in scene.tables:
            for row in (0, 1, 67, 100, 199, 200, -1):
                here = scene.at(name, row)
                p, q = here["p"], here["q"]
                forward, backward = (rel_entr(a, b).sum() / np.log(base) for a, b in ((p, q), (q, p)))
                expected = {
                    "H": entropy(p, base=base),
                    "HQ": entropy(q, base=base),
                    "KL": forward,
                    "KL_swapped": backward,
                    "CE": entropy(p, base=base) + forward,
                    "CE_swapped": entropy(q, base=base) + backward,
                    "JS": jensenshannon(p, q, base=base) ** 2,
                }
                for quantity, value in expected.items():
                    # The square of scipy's square root loses half of the digits near 0.
                    assert here[quantity] == pytest.approx(value, rel=1e-9, abs=1e-8), (address, name, row, quantity)


def test_the_cross_entropy_is_least_where_the_dragged_probability_is_the_true_one():
    scene = shown()
    cost = scene.tables["q0"].rows["CE"][:-1]
    places = scene.tables["q0"].places
    # The others keep their proportions to the nearest thousandth, so the cost is rough by as much.
    assert abs(places[cost.argmin()] - 0.5) < 0.006
    assert (np.diff(cost[places <= 0.45]) < 0).all()
    assert (np.diff(cost[places >= 0.55]) > 0).all()
    for place, value in ((0.4, 1.808), (0.6, 1.808), (0.9, 2.516)):
        assert found("CE", scene, "q0", row_at(scene, "q0", place)) == pytest.approx(value, abs=2e-3)
    assert found("CE", scene, "q0", 0) == np.inf


def test_the_row_that_stands_now_is_the_same_state_in_every_table():
    for address in STATES[""]:
        scene = shown(**address)
        for quantity in ("p", "q", "s", "s_p", "H", "HQ", "CE", "KL", "CE_swapped", "KL_swapped", "JS", "left"):
            for name in scene.tables:
                np.testing.assert_array_equal(scene.at(name)[quantity], scene.at(scene.opening)[quantity], quantity)


def labels_on(scene, figure, table):
    """What the labels of a figure say, with their places, now that a handle of a table was dragged."""
    here = scene.at(table)
    return [
        (
            template.write(label.text, here, words=scene.words),
            *(template.reference(at).number(here) for at in (label.x, label.y)),
        )
        for label in scene.labels
        if label.figure == figure and template.holds(label.when, here)
    ]


def test_blocks_of_what_never_happens_have_no_height_and_each_infinite_one_is_marked_in_its_middle():
    here = shown(p="1,1,0,0", q=P)
    np.testing.assert_allclose(here.at("q0")["s_p"], [1, 1, 0, 0])
    assert "∞" not in [text for text, *_ in labels_on(here, "cost", "q0")]
    here = shown(q="1,1,0,0")
    assert here.at("q0")["excluded"] == 2
    marks = [x for text, x, _ in labels_on(here, "cost", "q0") if text == "∞"]
    assert marks == pytest.approx([0.5 + 0.25 + 0.125 / 2, 0.5 + 0.25 + 0.125 + 0.125 / 2])


def test_what_never_happens_has_an_infinite_surprise_and_a_label_above_the_blocks_it_reaches_over():
    # P is 0, 1/2, 1/4, 1/4: its blocks are 1, 2 and 2 bits high; under Q they are 1, 2 and 3.
    scene = shown(p="0,2,1,1", q="1,4,2,1")
    assert ("sun\nsurprise ∞, width 0", pytest.approx(0.06), 1) in labels_on(scene, "own", "p0")
    assert ("sun\nsurprise 3.00", pytest.approx(0.06), 1) in labels_on(scene, "cost", "p0")
    assert [height for *_, height in labels_on(scene, "own", "p1") if height] == [1]


def test_a_sum_that_leaves_its_frame_says_so_and_whether_it_ends():
    # The axis ends at 4.29 bits. With q = 1/1000 for sun, H(P,Q) is 0.9 · 9.97 + 0.1 · 0.00144 = 8.97 bits.
    marks = {"→", "∞"}
    for address, expected in (
        ({}, []),
        ({"p": "9,1", "q": "1,999"}, [("→", 2.26)]),
        ({"q": "1,1,0,0"}, [("∞", 2.26)]),
        ({"p": "1,1,0,0", "q": P}, [("∞", 1.26)]),
    ):
        labels = labels_on(shown(**address), "costs", "q0")
        assert [(text, height) for text, _, height in labels if text in marks] == expected, address


def test_a_label_on_a_low_block_stands_above_the_outline_of_p():
    # The surprise of sun is 1 bit under P, 0.0439 under Q.
    labels = labels_on(shown(q="97,1,1,1"), "cost", "q0")
    assert ("sun\nsurprise 0.0439", pytest.approx(0.25), 1) in labels


SAID = [
    ({}, "Cross-entropy 2.375 bits: the entropy H(P), 1.75, plus the KL divergence, 0.625."),
    ({"unit": "nats"}, "Cross-entropy 1.646 nats: the entropy H(P), 1.213, plus the KL divergence, 0.433."),
    ({"q": P}, "Q equals P: the KL divergence is 0, and the cross-entropy is the entropy H(P), 1.75 bits."),
    ({"q": "1,1,0,0"}, "Q gives rain probability 0, but it does happen. The cross-entropy is infinite."),
    ({"p": "1,0,0,0", "q": "7,1,1,1"}, "P has only sun. The cross-entropy is its surprise under Q: 0.515 bits."),
    ({"p": "1,0", "q": "0,1"}, "Q gives heads probability 0, but it does happen. The cross-entropy is infinite."),
    (
        {"p": "1,1,0,0", "q": P, "highlight": "Q3"},
        "Rain never happens. Q gives it 0.125, so less to all others; the cross-entropy is finite.",
    ),
]


def test_the_sentence_says_what_holds():
    for address, sentence in SAID:
        assert shown(**address).sentence() == sentence


def test_the_formula_is_the_sum_with_its_numbers():
    for address, written in (
        ({}, "0.5 × 3.00 + 0.25 × 1.00 + 0.125 × 2.00 + 0.125 × 3.00 = 2.375 = 1.75 + 0.625 bits"),
        ({"q": "1,1,0,0"}, "0.5 × 1.00 + 0.25 × 1.00 + 0.125 × ∞ + 0.125 × ∞ = ∞ = 1.75 + ∞ bits"),
        ({"p": "1,1,0,0", "q": P}, "0.5 × 1.00 + 0.5 × 2.00 + 0 × … + 0 × … = 1.5 = 1 + 0.5 bits"),
    ):
        scene = shown(**address)
        here = scene.at("q0")
        text = "".join(part.text for part in scene.formula[1] if template.holds(part.when, here))
        assert template.write(text, here, units=scene.units) == written


def test_a_prediction_has_as_many_outcomes_as_the_true_distribution():
    assert found("q[1]", shown(p="1,1", q="1,3,2,2")) == 0.75
    # With more outcomes all are equally likely.
    np.testing.assert_allclose(shown(p="1,1,1", q="1,3").at("q0")["q"], [1 / 3, 1 / 3, 1 / 3])


def test_each_handle_commits_its_own_distribution_and_the_bar_that_is_highlighted():
    scene = shown()
    for which in "pq":
        for k in range(4):
            assert scene.tables[f"{which}{k}"].commit == {which: which, "highlight": f"={which.upper()}{k + 1}"}
    for highlight, opening in (("P3", "p2"), ("Q1", "q0"), ("", "q0"), ("P8", "q0")):
        assert shown(highlight=highlight).opening == opening


def reply(name, **address):
    """How a state beside the start of a question answers it."""
    asked = next(one for one in PREDICTIONS if one.name == name)
    return int(found(asked.reply_index, shown(**{**asked.start, **address})))


def test_no_question_opens_on_a_solved_state_and_each_answer_solves_it():
    for asked in PREDICTIONS:
        assert reply(asked.name) < 0, asked.name
        assert reply(asked.name, **asked.answer) == 0, asked.name


@pytest.mark.slow
def test_replies_are_those_of_their_states():
    assert [reply("1", q=f"{sun},{1000 - sun},0,0") for sun in (490, 510, 480, 900, 899)] == [0, 0, -2, 1, -3]
    assert reply("1", p="2,1,1", q="2,1,1") == -1
    assert [reply("2", q=q) for q in ("1,1,1,1", "26,24,25,25", "27,23,25,25")] == [0, 0, -1]
    assert reply("2", p="1,1,1", q="1,1,1") == -1
    assert [reply("3", q=q) for q in ("0,4,2,1", "1,4,2,0", "1,400,2,1", "2,3,45,50", "3,2,45,50")] == [0, 0, 1, 1, 1]
    assert [reply("3", q=q) for q in ("3,3,44,50", "3,0,47,50")] == [-1, 0]
    assert reply("3", p="1,1,1,0", q="1,1,1,0") == -1
    certain = [("1,0,0,0", "1,0,0,0"), ("99,1,0,0", "99,1,0,0"), ("99,1,0,0", "1,0,0,0"), ("98,2,0,0", "98,2,0,0")]
    assert [reply("4", p=p, q=q) for p, q in certain] == [0, 0, 2, 1]
    assert [reply("4", p=P, q=q) for q in (P, "51,24,13,12", "52,24,12,12", "1,0,0,0")] == [1, 1, -1, 2]
    assert reply("4", p="1,0", q="1,0") == -1
    heads = [850, 851, 871, 872, 139, 890, 910, 911, 100]
    # KL grows from 0 at 0.5: 0.486 at 0.85, 0.582 at 0.872, and more beyond.
    assert [reply("5", q=f"{one},{1000 - one}") for one in heads] == [-2, 0, 0, -3, 0, 1, 1, -3, 1]
    assert reply("5", p="9,1", q="9,1") == -1
    heads = [805, 806, 826, 827, 184, 690, 710, 711, 300]
    # Half of 0.737 is 0.368: KL is 0.336 at 0.805, 0.403 at 0.827, and 0.141 at 0.711.
    assert [reply("6", q=f"{one},{1000 - one}") for one in heads] == [-2, 0, 0, -3, 0, 1, 1, -2, 1]
    assert reply("6", p="1,1,1", q="7,3,0") == -1


def test_the_numbers_that_questions_and_replies_quote_are_scipys():
    def kl(p, q):
        return rel_entr([p, 1 - p], [q, 1 - q]).sum() / np.log(2)

    for name, quoted in (
        ("5", {0.531: kl(0.9, 0.5), 0.737: kl(0.5, 0.9)}),
        ("6", {0.737: kl(0.5, 0.9), 0.126: kl(0.5, 0.7), 0.347: kl(0.5, 0.7) + kl(0.7, 0.9)}),
    ):
        asked = next(one for one in PREDICTIONS if one.name == name)
        for number, value in quoted.items():
            assert number == pytest.approx(value, abs=5e-4)
            assert str(number) in asked.ask + "".join(asked.replies)
    # What is asked for is where the answer is: KL about 0.53 again, as it is written, and half of 0.737.
    assert kl(0.9, 0.5) == pytest.approx(0.53, abs=5e-3)
    assert found("KL", shown(p="1,1", q="86,14")) == pytest.approx(0.53, abs=5e-3)
    assert "about 0.53 bits" in PREDICTIONS[4].ask
    assert found("KL", shown(p="1,1", q="102,23")) == pytest.approx(0.737 / 2, abs=1e-3)


# The limits are in bits, whatever the unit: 0.0825 bits are 0.0248 hartleys, 2 bits are 0.602 hartleys.
WITNESSES = [
    (
        "G1",
        [{"q": "35,20,10,5", "p": P}, {"q": "4,2,1,1", "p": "35,20,10,5", "unit": "nats"}],
        [{}, {"q": P}, {"q": "3,2,2,1", "unit": "hartleys"}],
    ),
    ("G2", [{"q": "1,1,0,0"}], [{}, {"q": "1,1,0,0", "p": "1,1,0,0"}]),
    (
        "G3",
        [{"p": "1,1,0,0", "q": P}, {"p": "1,1,0,0", "q": P, "unit": "hartleys"}],
        [{}, {"q": "1,1,0,0"}, {"p": "1,0", "q": "1,3", "unit": "hartleys"}],
    ),
    ("G4", [{"q": "1,1,1,1"}, {"q": "1,1,1,1", "p": "1,0,0,0"}], [{}, {"p": "1,1", "q": "1,1"}, {"q": "26,24,25,25"}]),
]


def test_goals_hold_where_the_lesson_has_a_witness():
    quantity = {goal.name: goal.met for goal in GOALS}
    for goal, met, missed in WITNESSES:
        for address in (*met, *missed):
            assert found(quantity[goal], shown(**address)) == (address in met), (goal, address)


def test_a_bar_that_solves_a_goal_does_so_in_its_table_too():
    scene = shown()
    met = scene.tables["q0"].rows[GOALS[0].met][:-1]
    cost, sun = scene.tables["q0"].rows["KL"][:-1], scene.tables["q0"].places
    np.testing.assert_array_equal(np.flatnonzero(met), np.flatnonzero(cost <= 0.03))
    assert met[row_at(scene, "q0", 0.5)]
    assert sun[met == 1].min() > 0.4


def test_links_show_what_their_notes_say():
    first, equal, _, never, finite, one_hot, coins, swapped = (shown(**link.state) for link in LINKS)
    assert found("KL", first) != found("KL_swapped", first)
    assert (found("CE", equal), found("KL", equal)) == (1.75, 0)
    assert found("CE", never) == np.inf
    assert found("KL_swapped", finite) == np.inf > found("KL", finite)
    assert found("KL", swapped) > found("KL", coins)
    assert found("JS", swapped) == pytest.approx(found("JS", coins), rel=1e-12)
    assert found("CE", one_hot) == pytest.approx(np.log2(1 / 0.7), rel=1e-12)


def test_the_true_distribution_is_carried_over_to_entropy():
    texts = parse_state(LESSON.parameters, {"p": "9,1", "names": "yes,no"}).texts
    assert LESSON.linked_state["entropy"](texts) == {"p": "9,1", "names": "yes,no"}


@pytest.mark.parametrize("unit", ["bits", "nats"])
def test_what_is_shown_as_a_sum_adds_up_as_it_is_shown(unit):
    for p, q in (("4,2,1,1", "1,2,4,1"), ("7,2,1", "1,5,3")):
        for table in shown(p=p, q=q, unit=unit).tables.values():
            known = {**table.constants, **table.rows}
            for part, extra, total in (
                ("H_shown", "KL_shown", "CE_shown"),
                ("HQ_shown", "KL_swapped_shown", "CE_swapped_shown"),
            ):
                parts = np.broadcast_arrays(known[part], known[extra], known[total])
                for one, other, whole in zip(*(each.ravel().tolist() for each in parts), strict=True):
                    if np.isfinite(whole) and other >= 2e-3:
                        texts = [template.number_text("set", x) for x in (one, other, whole)]
                        assert Decimal(texts[0]) + Decimal(texts[1]) == Decimal(texts[2]), texts


@pytest.mark.parametrize(
    ("address", "caption", "q"),
    [
        ({"p": "1,1,1,1,1"}, "Q: given for 4 outcomes; for 5 it begins uniform", [0.2] * 5),
        (
            {"p": "4,2,1", "q": "1,4,5,2"},
            "Q: given for 4 outcomes; the first 3 keep their proportions",
            [0.1, 0.4, 0.5],
        ),
        ({}, "Q: the model’s prediction; ticks: P", [0.125, 0.5, 0.25, 0.125]),
    ],
)
def test_a_prediction_for_another_number_of_outcomes_says_what_became_of_it(address, caption, q):
    scene = shown(**address)
    assert next(figure.caption for figure in scene.figures if figure.name == "Q") == caption
    assert scene.at("q0")["q"] == pytest.approx(q)
