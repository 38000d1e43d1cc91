"""The batch of lesson 8 and its numerical traps."""

import math

import numpy as np
import pytest
from scipy import special

from lossviz.lessons.cross_entropy_loss import batch, numerical_traps
from lossviz.lessons.cross_entropy_loss.lesson import LESSON

SAMPLES = batch.FOLD.parameters[0]


def fold(name, **state):
    read = LESSON.read(state)
    assert not read.refused, read.refused
    return LESSON.build(read, name)


def trap(name, x):
    built = fold("numerical-traps", **{numerical_traps.TRAP: name, numerical_traps.PLACE: str(x)})
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
    assert here["share"].sum() == pytest.approx(1)
    assert built.sentence() == "Mean of 4: 0.606 nats. Number 1 alone is 58.1 % of it."


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
    assert here.sentence().startswith("Number 1 was sure and wrong.")


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


def test_each_trap_says_in_its_first_state_that_the_line_is_wrong():
    for one in numerical_traps.TRAPS:
        built = fold("numerical-traps", **{numerical_traps.TRAP: one.name})
        assert int(built.at("x")["case"]) > 0, one.name
        code = " ".join(part.text for line in built.formula for part in line)
        assert all(line in code for line in one.code)


def test_the_lines_of_numpy_compute_what_they_promise():
    for z in (np.array([1000.0, 999, 998]), np.array([1.0, 2, 0]), np.array([-800.0, 0, 0])):
        y = 0
        assert eval(numerical_traps.NUMPY) == pytest.approx(-special.log_softmax(z)[0], rel=1e-12)
    e = np.exp(z - z.max())
    assert e / e.sum() == pytest.approx(special.softmax(z))
    assert y == 0


def test_the_line_of_torch_computes_what_it_promises_where_torch_is_installed():
    torch = pytest.importorskip("torch", reason="the live referee: pip install -r tests/requirements-torch.txt")
    functional = torch.nn.functional
    z, y = torch.tensor([[-30.0, 0.0]], dtype=torch.float64), torch.tensor([0])
    assert float(functional.cross_entropy(z, y)) == pytest.approx(trap("clipping", 30)[0], rel=1e-12)
    assert float(functional.nll_loss(z, y)) == 30
    p = torch.tensor([[1.0, 0.0, 0.0]], dtype=torch.float64)
    assert float(functional.cross_entropy(p, y)) == pytest.approx(trap("probabilities-as-logits", 1)[1], rel=1e-12)


@pytest.mark.parametrize("x", ["1e308", "-1e308", "0", "709.78", "1e-300"])
def test_no_place_of_a_trap_breaks_the_page(x):
    for one in numerical_traps.TRAPS:
        try:
            read = LESSON.read({numerical_traps.TRAP: one.name, numerical_traps.PLACE: x})
        except ValueError:
            continue
        assert LESSON.build(read, "numerical-traps").sentence()
