"""Ten tosses of a coin: the numbers of the lesson in their states, scipy along both handles, words and refusals."""

import math

import numpy as np
import pytest
from scipy import stats

from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy.lesson import LESSON
from lossviz.lessons.cross_entropy.likelihood import scene as likelihood
from lossviz.lessons.cross_entropy.likelihood.words import LINKS
from lossviz.scene import template
from tests.lessons.cases import Place

PLACE = Place("cross-entropy", "likelihood")


def shown(heads="", b="", unit="nats"):
    return PLACE.scene({"unit": unit, "likelihood.heads": heads, "likelihood.b": b})


def found(name, scene, table="b", row=-1):
    return template.reference(name).number(scene.at(table, row))


def written(scene):
    here = scene.at(scene.opening)
    lines = ["".join(part.text for part in line if template.holds(part.when, here)) for line in scene.formula]
    return [template.write(line, here, units=scene.units, words=scene.words) for line in lines]


def test_the_numbers_of_the_lesson_stand_in_their_states():
    fair, best = shown(), shown(b="0.7")
    assert found("CE", fair) == pytest.approx(0.693, abs=5e-4)
    assert found("CE", best) == pytest.approx(0.611, abs=5e-4)
    assert found("KL", fair) == pytest.approx(0.0823, abs=5e-5)
    assert found("KL", best) == pytest.approx(0, abs=1e-15)
    assert found("L", best) == pytest.approx(0.00222, abs=5e-6)
    assert found("L", fair) == pytest.approx(0.000977, abs=5e-7)
    assert found("CE", shown(unit="bits")) == 1


def test_the_formula_and_the_sentence_have_them():
    assert written(shown())[:2] == [
        "H(P,Q) = −ln L / 10 = 0.7 × 0.693 + 0.3 × 0.693 = 0.693 = 0.611 + 0.082 nats",
        "L = 0.5⁷ × 0.5³ = 0.000977     maximum: 0.00222, at bias 0.7",
    ]
    assert written(shown(b="0"))[0].endswith(" = ∞ = 0.611 + ∞ nats")
    assert written(shown(unit="bits"))[2] == (
        "In nats, the unit of training software: 0.693; the minimum is 0.611, so KL is 0.0823"
    )
    assert written(shown(heads="10", b="1"))[0] == "H(P,Q) = −ln L / 10 = 1 × 0 + 0 × … = 0 = 0 + 0 nats"
    assert shown().sentence() == (
        "Bias 0.5: the cross-entropy is 0.693 nats, 0.0823 above its minimum. The likelihood is 0.000977."
    )
    assert shown(b="0.7").sentence() == (
        "The bias is the observed share: minimum of the cross-entropy, 0.611 nats, maximum of the likelihood, 0.00222."
    )
    assert shown(b="0").sentence() == (
        "Bias 0 gives heads probability 0, but they did come: likelihood 0, cross-entropy infinite."
    )
    assert "gives tails probability 0" in shown(b="1").sentence()
    assert shown(heads="0", b="0").sentence().startswith("All ten tosses are alike, as bias 0 predicts")


@pytest.mark.slow
def test_every_row_of_both_handles_agrees_with_scipy():
    for address in ({}, {"heads": "0", "b": "0.25"}, {"heads": "10"}, {"heads": "3", "b": "0.01", "unit": "bits"}):
        scene, base = shown(**address), UNITS[address.get("unit", "nats")].base
        for name, table in scene.tables.items():
            for row in range(-1, len(table.places)):
                at = scene.at(name, row)
                heads, b = int(at["n"][0]), float(at["b"])
                tosses = np.repeat([1, 0], [heads, 10 - heads])
                with np.errstate(divide="ignore"):
                    logs = stats.bernoulli.logpmf(tosses, b)
                assert float(at["L"]) == pytest.approx(stats.bernoulli.pmf(tosses, b).prod(), rel=1e-11)
                assert float(at["CE"]) == pytest.approx(-logs.mean() / math.log(base), rel=1e-12, abs=1e-15)
                assert float(at["H"]) == pytest.approx(stats.entropy([heads, 10 - heads], base=base), abs=1e-12)
                assert float(at["CE"]) == pytest.approx(float(at["H"] + at["KL"]), rel=1e-12)
                whole, parts = float(at["whole"]), at["parts"].tolist()
                assert whole == pytest.approx(sum(parts), abs=1e-12)
                assert [whole, *parts] == pytest.approx([float(at[part]) for part in ("CE", "H", "KL")], abs=5.1e-4)
                assert at["nats"] * 1.0 == pytest.approx(
                    np.array([at["CE"], at["H"], at["KL"]]) * math.log(base), rel=1e-12
                )


def test_least_cross_entropy_is_maximum_likelihood_whatever_was_tossed():
    for heads in range(11):
        scene = shown(heads=str(heads))
        rows = scene.tables["b"].rows
        assert rows["CE"][:-1].argmin() == rows["L"][:-1].argmax() == 20 * heads
        at = scene.at("b")
        assert likelihood.CURVE_B[at["cost_curve"].argmin()] == pytest.approx(heads / 10, abs=0.01)
        assert at["likelihood_curve"].max() == pytest.approx(1, abs=5e-3)
        assert float(at["p"][0]) == heads / 10


def test_the_tosses_are_as_many_on_each_side_of_the_cut_as_the_handle_says():
    scene = shown()
    for heads in range(11):
        at = scene.at("heads", heads)
        assert (np.isfinite(at["heads_x"]).sum(), np.isfinite(at["tails_x"]).sum()) == (heads, 10 - heads)
        assert np.nanmax(np.append(at["heads_x"], 0)) <= heads <= np.nanmin(np.append(at["tails_x"], 10))


def test_the_bar_at_the_bias_is_split_in_entropy_and_kl_and_an_infinite_one_is_marked():
    at = shown().at("b")
    assert at["parts_y"].tolist() == pytest.approx([0.611, 0.0823], abs=5e-4)
    assert at["parts_base"].tolist() == pytest.approx([0, 0.611], abs=5e-4)
    assert [found(name, shown(b="0")) for name in ("infinite", "outside")] == [1, 0]
    assert [found(name, shown(b="0.005")) for name in ("infinite", "outside")] == [0, 1]
    assert [found(name, shown()) for name in ("infinite", "outside")] == [0, 0]


def test_links_show_what_their_notes_say():
    scenes = {link.text: PLACE.scene({k: v for k, v in link.state.items() if v}) for link in LINKS}
    assert found("L", scenes["7 heads, b = 0.5: fair coin"]) == 1 / 1024
    assert found("case", scenes["b = 0.7: maximum likelihood"]) == 1
    sure = scenes["b = 0.9: overconfident"]
    assert found("s[1]", sure) == pytest.approx(3.32, abs=5e-3)
    assert found("s[1]", sure) * math.log(2) == pytest.approx(2.30, abs=5e-3)
    assert found("CE", scenes["b = 0: likelihood 0"]) == math.inf
    assert [found(name, scenes["5 heads, b = 0.5: KL 0"]) for name in ("CE", "KL")] == [1, 0]
    assert [found(name, scenes["10 heads, b = 1: cross-entropy 0"]) for name in ("CE", "L")] == [0, 1]


HOSTILE = {
    "likelihood.heads": ["-1", "11", "7.5", "seven", "1e1", "７"],
    "likelihood.b": ["-0.01", "1.01", "nan", "inf", "1/2", "0,5", "50%"],
}


def test_what_an_address_may_not_say_is_refused_in_words_and_the_default_stands():
    defaults = LESSON.read({})
    for name, texts in HOSTILE.items():
        for text in texts:
            state = LESSON.read({name: text})
            assert list(state.refused) == [name], (name, text)
            assert state.values == defaults.values
            assert LESSON.build(state, "likelihood").name == "likelihood"
