"""The batch of the cross-entropy loss, and its numerical traps."""

import math

import numpy as np
import pytest
from scipy import special

from lossviz.lessons.cross_entropy_loss.batch import scene as batch
from lossviz.lessons.cross_entropy_loss.lesson import LESSON
from lossviz.lessons.cross_entropy_loss.numerical_traps import quantities, scene
from lossviz.scene import template
from tests.lessons.cases import only_in_full

SAMPLES = batch.FOLD.parameters[0]


def fold(name, **state):
    read = LESSON.read(state)
    assert not read.refused, read.refused
    return LESSON.build(read, name)


def trap(name, x):
    built = fold("numerical-traps", **{scene.TRAP: name, scene.PLACE: str(x)})
    here = built.at("x")
    return float(here["right"]), float(here["wrong"]), built


def test_the_batch_of_four_has_the_losses_mean_share_and_perplexity_of_the_lesson():
    built = fold("batch")
    here = built.at("z0")
    assert here["loss"] == pytest.approx([1.408, 0.240, 0.095, 0.680], abs=6e-4)
    assert float(here["mean"]) == pytest.approx(0.606, abs=5e-4)
    assert float(here["largest"]) == pytest.approx(0.581, abs=5e-4)
    assert float(here["perplexity"]) == pytest.approx(4.09, abs=5e-3)
    assert float(here["mean_perplexity"]) == pytest.approx(math.exp(0.606), abs=2e-3)
    assert here["percent"].sum() == pytest.approx(100)
    assert here["percent"][0] == pytest.approx(58.1, abs=0.05)
    assert built.sentence() == "Mean loss of 4 samples: 0.606 nats. Sample 1 makes up 58.1 % of it."


@pytest.mark.parametrize(
    ("samples", "right"),
    [
        ("1:1,2,0;1:2,0,0;3:0,0,3;2:0,1,0.5", 3),
        ("1:-3,5,0;1:2,0,0;3:0,0,3;2:0,1,0.5", 3),
        ("1:0.1,0,0;2:0,0.1,0", 2),
        ("1:0,0,0;2:-1,0,0", 0),
        ("1:-inf,2;2:0,0.5", 1),
    ],
)
def test_the_accuracy_counts_samples_whose_true_class_leads_by_itself(samples, right):
    assert int(fold("batch", **{"batch.samples": samples}).at("z0")["right"]) == right


def test_a_pulled_logit_changes_its_own_sample_only_and_comes_back_from_the_address():
    built = fold("batch", **{"batch.sample": "3"})
    moved = built.at("z2", 0)
    still = built.at("z2")
    assert moved["loss"][[0, 1, 3]].tolist() == still["loss"][[0, 1, 3]].tolist()
    z = np.array([0, 0, built.tables["z2"].places[0]])
    assert moved["loss"][2] == pytest.approx(-special.log_softmax(z)[2], rel=1e-12)
    sent = ",".join(repr(number).removesuffix(".0") for number in moved["sent"].tolist())
    assert SAMPLES.parse(sent)[2] == (3, tuple(z.tolist()))
    assert SAMPLES.parse(SAMPLES.write(SAMPLES.parse(sent))) == SAMPLES.parse(sent)


def test_a_class_that_is_ruled_out_makes_loss_and_mean_infinite():
    here = fold("batch", **{"batch.samples": "1:-inf,2;2:0,0"})
    assert math.isinf(here.at("z0")["mean"])
    assert here.sentence().startswith("In sample 1 the true class has probability 0: its loss is infinite")


@pytest.mark.parametrize(
    ("name", "x", "right", "wrong"),
    [
        ("overflow", 1000, 0.408, math.nan),
        ("overflow", 500, 0.408, 0.408),
        ("underflow", 800, 800, math.inf),
        ("underflow", 700, 700, 700),
        ("softmax-twice", 10, 9.1e-5, 0.551),
        ("probabilities-as-logits", 1, 0, 0.551),
        ("probabilities-as-logits", 0, math.inf, 1.458),
        ("logits-as-probabilities", 3, 0.095, -3),
        ("clipping", 30, 30, 16.118),
        ("clipping", 800, 800, 16.118),
    ],
)
def test_each_trap_shows_the_right_loss_and_the_one_that_is_computed(name, x, right, wrong):
    found = trap(name, x)
    assert found[0] == pytest.approx(right, abs=6e-4)
    assert found[1] == pytest.approx(wrong, abs=6e-4, nan_ok=True)


def test_what_is_not_a_number_is_no_dash_in_the_caption():
    for one in quantities.TRAPS:
        built = fold("numerical-traps", **{scene.TRAP: one.name})
        said = template.write(built.figures[0].caption, built.at("x"))
        assert "–" not in said, said


def test_each_trap_says_in_its_first_state_that_the_line_is_wrong():
    for one in quantities.TRAPS:
        built = fold("numerical-traps", **{scene.TRAP: one.name})
        assert int(built.at("x")["case"]) > 0, one.name
        code = " ".join(part.text for line in built.formula for part in line)
        assert all(line in code for line in one.code)


def test_a_batch_without_a_sample_is_refused_in_words():
    for text in (",", " , ,", ",,,"):
        read = LESSON.read({"batch.samples": text})
        assert "sample" in read.refused["batch.samples"][1], text


def test_a_batch_says_what_counts_as_right_and_what_is_beyond_all_numbers():
    ties = fold("batch", **{"batch.samples": "1:0,0;2:0,1"})
    assert (ties.at("z0")["right"], ties.at("z0")["tied"]) == (1, 1)
    assert not fold("batch").at("z0")["tied"]
    assert "rounds to 1" in fold("batch", **{"batch.samples": "1:800,0;1:900,0"}).sentence()


def test_the_lines_of_numpy_compute_what_they_promise():
    assert all("np" in one.code[2] for one in quantities.TRAPS)
    for z in (np.array([1000.0, 999, 998]), np.array([1.0, 2, 0]), np.array([-800.0, 0, 0])):
        y = 0
        assert eval(quantities.NUMPY) == pytest.approx(-special.log_softmax(z)[0], rel=1e-12)
    e = np.exp(z - z.max())
    assert e / e.sum() == pytest.approx(special.softmax(z))
    assert y == 0


def test_the_limits_that_the_notes_name_are_those_of_the_floats():
    with np.errstate(over="ignore", under="ignore"):
        assert np.isfinite(np.exp(709.78))
        assert np.isinf(np.exp(709.79))
        assert np.isfinite(np.exp(np.float32(88.72)))
        assert np.isinf(np.exp(np.float32(88.73)))
        assert np.exp(-745.0) > 0 == np.exp(-746.0)
        assert np.exp(np.float32(-103)) > 0 == np.exp(np.float32(-104))
    notes = " ".join(trap.note for trap in quantities.TRAPS)
    assert all(number in notes for number in ("709.78", "88.72", "746", "104"))


def test_each_link_of_a_fold_says_the_number_that_its_state_shows():
    assert fold("batch", **batch.LINKS[1].state).at("z0")["largest"] == pytest.approx(0.888, abs=5e-4)
    for link in batch.LINKS:
        assert fold("batch", **link.state).sentence()
    shown = []
    for link in fold("numerical-traps").links:
        built = fold("numerical-traps", **link.state)
        wrong = template.number_text("computed", float(built.at("x")["wrong"]))
        shown.append(link.text.rsplit(" ", 1)[1])
        assert (shown[-1], wrong) in {(wrong, wrong), ("NaN", "–"), ("−3", "−3.00")}, link.text
    assert shown == ["NaN", "∞", "0.552", "0.551", "1.46", "−3", "16.1"]


@only_in_full
def test_the_lines_of_torch_compute_what_they_promise_where_torch_is_installed():
    torch = pytest.importorskip("torch", reason="the live referee: pip install -r tests/requirements-torch.txt")
    functional, y = torch.nn.functional, torch.tensor(0)
    states = {
        "overflow": ([1000, 999, 998], None),
        "underflow": ([-800, 0], None),
        "softmax-twice": ([10, 0, 0], None),
        "probabilities-as-logits": (None, [0.9, 0.05, 0.05]),
        "logits-as-probabilities": ([3, 0, 0], None),
        "clipping": ([-30, 0], None),
    }
    for one in quantities.TRAPS:
        logits, probabilities = states[one.name]
        # As the page says: the logits of one sample.
        z = torch.tensor(logits, dtype=torch.float64) if logits else None
        p = torch.softmax(z, dim=-1) if logits else torch.tensor(probabilities, dtype=torch.float64)
        known = {"torch": torch, "F": functional, "z": z, "p": p, "y": y}
        wrong_line, torch_line, _ = one.code
        right = eval(torch_line.removeprefix("p = "), known)
        if one.name == "overflow":
            right = -torch.log(right)
        right = right[0] if right.ndim else right
        expected, computed, _ = trap(one.name, one.first)
        assert float(right) == pytest.approx(expected, rel=1e-9), one.name
        if "np." in wrong_line:
            z, p = (None if many is None else many.numpy() for many in (z, p))
            with np.errstate(all="ignore"):
                found = eval(wrong_line.removeprefix("p = "), {"np": np, "z": z, "p": p})[0]
            found = -np.log(found) if one.name == "overflow" else found
        else:
            found = eval(wrong_line, known)
            found = float(found)
        assert found == pytest.approx(computed, rel=1e-9, nan_ok=True), one.name


@pytest.mark.parametrize("x", ["1e4", "-1e4", "0", "709.78", "1e-300"])
def test_no_place_of_a_trap_breaks_the_page(x):
    for one in quantities.TRAPS:
        assert fold("numerical-traps", **{scene.TRAP: one.name, scene.PLACE: x}).sentence()


def test_what_is_no_probability_is_said_to_be_none():
    said = fold("numerical-traps", **{scene.TRAP: "probabilities-as-logits", scene.PLACE: "2"}).sentence()
    assert said == "2 is not a probability. At 1 the loss is 0 nats, and this line computes 0.551."


def test_however_small_a_loss_it_is_not_the_same_as_0():
    said = fold("numerical-traps", **{scene.TRAP: "underflow", scene.PLACE: "-50"}).sentence()
    assert said == "At −50 the loss is 1.9e−22 nats, and this line computes 0."


def test_farther_out_than_numbers_can_tell_apart_no_trap_goes():
    for x in ("10001", "-1e16", "1e308"):
        assert scene.PLACE in LESSON.read({scene.TRAP: "overflow", scene.PLACE: x}).refused
