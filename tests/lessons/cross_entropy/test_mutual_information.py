"""A table of two by two: the numbers of the lesson in their states, scipy and scikit-learn along every handle."""

import math

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import mutual_info_score

from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy.lesson import LESSON
from lossviz.lessons.cross_entropy.mutual_information.words import LINKS
from lossviz.scene import template
from tests.lessons.cases import Place, sampled

PLACE = Place("cross-entropy", "mutual-information")


def shown(joint="", unit="bits"):
    return PLACE.scene({"unit": unit, "mutual-information.joint": joint})


def found(name, scene, table="p0", row=-1):
    return template.reference(name).number(scene.at(table, row))


def written(scene):
    here = scene.at(scene.opening)
    lines = ["".join(part.text for part in line if template.holds(part.when, here)) for line in scene.formula]
    return [template.write(line, here, units=scene.units) for line in lines]


def test_the_numbers_of_the_lesson_stand_in_the_first_state():
    scene = shown()
    assert scene.at("p0")["H"].tolist() == [1, 1, 1.722, 2]
    assert found("I", scene) == pytest.approx(0.278072, abs=1e-6)
    assert found("I", shown("1,1,1,1")) == found("I", shown("9,3,3,1")) == 0
    assert written(scene) == [
        "I(X;Y) = H(X) + H(Y) − H(X,Y) = 1 + 1 − 1.722 = 0.278 bits",
        "= KL(P‖Q) = Σ p · log₂(p/q) = 0.4 × 0.678 + 0.1 × (−1.32) + 0.1 × (−1.32) + 0.4 × 0.678 = 0.278",
        "Marginal probabilities: sun 0.5, cloud 0.5; dry 0.5, rain 0.5. Q is their product.",
    ]


def test_what_is_shared_is_not_said_to_be_0_however_little_it_is():
    for joint in ("26,25,25,24", "99999,1,0,1"):
        scene = shown(joint)
        assert scene.at("p0")["I"] > 0
        assert not scene.sentence().endswith("share 0.")
        assert (scene.at("p0")["H"] > 0).all()


@pytest.mark.slow
def test_every_row_of_every_handle_agrees_with_scipy_and_scikit_learn():
    for address in ({}, {"joint": "1,2,3,4", "unit": "nats"}, {"joint": "0,0,0,1"}, {"joint": "1,0,0,1"}):
        scene, base = shown(**address), UNITS[address.get("unit", "bits")].base
        for name, table in scene.tables.items():
            for row in sampled([*range(-1, len(table.places))], 3):
                at = scene.at(name, row)
                p = at["p"].reshape(2, 2)
                with np.errstate(all="ignore"):
                    theirs = mutual_info_score(None, None, contingency=p * 1000) / math.log(base)
                x, y, both = (stats.entropy(part.ravel(), base=base) for part in (p.sum(1), p.sum(0), p))
                assert float(at["I"]) == pytest.approx(theirs, abs=1e-9), (address, name, row)
                assert at["length"].tolist() == pytest.approx([x, y, both, theirs], abs=1e-6)
                np.testing.assert_allclose(at["q"].reshape(2, 2), np.outer(p.sum(1), p.sum(0)), atol=1e-12)
                # As a KL divergence, term by term; and in the blocks, whose areas are the entropies.
                assert float((at["p"] * np.where(at["p"] > 0, at["log_ratio"], 0)).sum()) == pytest.approx(
                    theirs, abs=1e-9
                )
                assert float((at["p"] * at["own"]).sum()) == pytest.approx(both, abs=1e-6)
                assert float((at["p"] * at["apart"]).sum()) == pytest.approx(x + y, abs=1e-6)


def test_sums_add_up_as_they_are_shown_and_each_part_is_right_to_half_a_thousandth():
    for unit in UNITS:
        scene = shown(unit=unit)
        for name, table in scene.tables.items():
            for row in range(-1, len(table.places)):
                at = scene.at(name, row)
                x, y, both, together = at["H"]
                assert x + y == pytest.approx(together, abs=1e-12)
                assert x + y - both == pytest.approx(float(at["I_shown"]), abs=1e-12)
                exact = at["length"]
                assert [x, y, both] == pytest.approx(exact[:3].tolist(), abs=5.1e-4), (unit, name, row)
                assert float(at["I_shown"]) == pytest.approx(float(at["I"]), abs=5.1e-4)


SAID = {
    "": "H(X) + H(Y) = 1 + 1 = 2 bits; H(X,Y) = 1.722. Mutual information: 0.278.",
    "1,1,1,1": "X and Y are independent: the morning tells nothing about the afternoon. Mutual information 0 bits.",
    "1,0,0,1": "Each variable determines the other: the mutual information is the whole entropy, 1 bit.",
    "1,1,0,0": "One of the two variables is constant: its entropy is 0, so the mutual information is 0 bits.",
    "1,1,1,0": "H(X) + H(Y) = 0.9183 + 0.9183 = 1.8366 bits; H(X,Y) = 1.585. Mutual information: 0.2516.",
}


def test_the_sentence_says_what_holds():
    for joint, sentence in SAID.items():
        assert shown(joint).sentence() == sentence


def test_each_handle_commits_the_whole_table():
    scene = shown()
    for k in range(4):
        table = scene.tables[f"p{k}"]
        assert table.commit == {"mutual-information.joint": "p"}
        np.testing.assert_allclose(table.rows["p"][:-1, k], table.places, atol=1e-12)
        np.testing.assert_allclose(table.rows["p"].sum(axis=-1), 1, rtol=1e-12)


def test_links_show_what_their_notes_say():
    bits = {link.text: found("I", PLACE.scene({k: v for k, v in link.state.items() if v})) for link in LINKS}
    expected = [0.278072, 0, 0, 0.278072, 1, 0]
    assert list(bits.values()) == pytest.approx(expected, abs=1e-6)
    assert [text.partition(":")[0].replace(" ", "") for text in bits] == [
        "4,1,1,4",
        "1,1,1,1",
        "9,3,3,1",
        "1,4,4,1",
        "1,0,0,1",
        "1,1,0,0",
    ]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("1,1", "four weights"),
        ("1,1,1", "four weights"),
        ("1,1,1,1,1", "four weights"),
        ("0,0,0,0", "all weights are 0"),
        ("-1,1,1,1", "no weight"),
        ("a,b,c,d", "no weight"),
        ("1e9,1e-9,1,1", "too many digits"),
        ("nan,1,1,1", "no weight"),
    ],
)
def test_what_is_no_table_is_refused_in_words_and_the_first_one_stands(text, word):
    state = LESSON.read({"mutual-information.joint": text})
    assert word in state.refused["mutual-information.joint"][1]
    assert state.values == LESSON.read({}).values
    assert LESSON.build(state, "mutual-information").name == "mutual-information"
