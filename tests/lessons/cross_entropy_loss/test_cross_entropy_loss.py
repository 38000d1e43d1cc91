"""The numbers of the cross-entropy loss, each in the state in which it stands on the page, and the wrong ideas."""

import math

import numpy as np
import pytest
from scipy import special, stats
from sklearn.metrics import log_loss

from lossviz.lessons import registry
from lossviz.lessons.cross_entropy_loss import questions, words
from lossviz.lessons.cross_entropy_loss.lesson import LESSON
from lossviz.live import codec, message
from lossviz.scene import template

CLOSE = 5e-4


def scene(**state):
    read = LESSON.read(state)
    assert not read.refused, read.refused
    return LESSON.build(read)


def at(table="", **state):
    built = scene(**state)
    return built.at(table or built.opening)


def loss(**state):
    return float(at(**state)["loss"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("expected", "state"),
    [
        (1.408, {}),
        (2.031, {"unit": "bits"}),
        (0.408, {"y": "0,1,0"}),
        (0.759, {"logits": "2,2,0"}),
        (1.099, {"logits": "7,7,7"}),
        (2.303, {"logits": "0,0,0,0,0,0,0,0,0,0"}),
        (0.143, {"logits": "4,2,0"}),
        (0.036, {"logits": "4,0,0"}),
        (3.051, {"logits": "3,6,0"}),
        (0.051, {"logits": "3,6,0", "y": "0,1,0"}),
        (4.018, {"temperature": "0.25"}),
        (2.143, {"temperature": "0.5"}),
        (1.180, {"temperature": "2"}),
        (1.099, {"temperature": "100"}),
        (0.291, {"logits": "3.3322,0,0", "smoothing": "0.1"}),
        (0.667, {"logits": "10,0,0", "smoothing": "0.1"}),
        (9.1e-5, {"logits": "10,0,0"}),
        (0.551, {"logits": "1,0,0"}),
        (1.461, {"logits": "1,0,0,0,0,0,0,0,0,0"}),
        (2.079, {"logits": "-0.520,0.866,0.173,-0.520", "y": "1,0,0,0"}),
        (3.0, {"logits": "-0.519860,0.866434,0.173287,-0.519860", "y": "1,0,0,0", "unit": "bits"}),
    ],
)
def test_the_loss_in_each_state_of_the_lesson(expected, state):
    assert loss(**state) == pytest.approx(expected, abs=6e-4 if expected > 1e-3 else 1e-6)


def test_the_first_state_has_the_probabilities_the_gradient_and_the_sentence_of_the_lesson():
    first = at()
    assert first["p"] == pytest.approx([0.245, 0.665, 0.090], abs=CLOSE)
    assert first["gradient"] == pytest.approx([-0.755, 0.665, 0.090], abs=CLOSE)
    assert float(first["uniform"]) == pytest.approx(1.099, abs=CLOSE)
    assert scene().sentence() == "Dog has the largest probability, 0.665; cat is true and has 0.245. Loss 1.41 nats."


def test_probabilities_beside_the_losses_are_those_of_the_lesson():
    assert at(logits="2,2,0")["p"][:2] == pytest.approx([0.468, 0.468], abs=CLOSE)
    assert at(logits="4,2,0")["p"][0] == pytest.approx(0.867, abs=CLOSE)
    assert at(logits="3,6,0")["p"][1] == pytest.approx(0.950, abs=CLOSE)
    assert at(logits="1000,999,998")["p"][0] == pytest.approx(0.665, abs=CLOSE)
    smoothed = at(smoothing="0.1")
    assert smoothed["t"] == pytest.approx([0.933, 0.033, 0.033], abs=CLOSE)
    assert float(smoothed["least"]) == pytest.approx(0.291, abs=CLOSE)


def test_losses_agree_with_sklearn_and_scipy():
    rng = np.random.default_rng(1)
    for classes in (2, 3, 7, 10):
        z = np.round(rng.normal(0, 3, classes), 3)
        text = ",".join(map(str, z.tolist()))
        p, true = special.softmax(z), int(rng.integers(classes))
        target = ",".join(str(int(k == true)) for k in range(classes))
        assert loss(logits=text, y=target) == pytest.approx(log_loss([true], [p], labels=range(classes)), rel=1e-12)
        weights = rng.integers(1, 9, classes)
        soft = weights / weights.sum()
        row = at(logits=text, y=",".join(map(str, weights)), smoothing="0.2", temperature="3")
        mixed = 0.8 * soft + 0.2 / classes
        q = special.softmax(z / 3)
        assert float(row["loss"]) == pytest.approx(stats.entropy(mixed) + stats.entropy(mixed, q), rel=1e-12)
        assert float(row["least"]) == pytest.approx(stats.entropy(mixed), rel=1e-12)
        gradient = (q - mixed) / 3
        if classes <= 3:
            assert row["gradient"] == pytest.approx(gradient, rel=1e-9, abs=1e-15)
        else:
            for name, k in (("true_gradient", int(weights.argmax())), ("focus_gradient", 0)):
                assert float(row[name]) == pytest.approx(gradient[k], rel=1e-9, abs=1e-15)


def test_two_classes_are_binary_cross_entropy_of_one_difference_and_it_is_carried_on():
    assert loss(logits="1,2", y="1,0") == pytest.approx(np.logaddexp(0, 1), rel=1e-14)
    link = registry.onward(LESSON, LESSON.read({}).texts, "nats")["next"]
    assert (link["slug"], link["state"]["logit"]) == ("binary-cross-entropy", "-1")


@pytest.mark.parametrize(
    ("logits", "logit"), [("-inf,2,0", "-1000"), ("1e308,-1e308,0", "1000"), ("1,-inf", "1000"), ("3,1", "2")]
)
def test_the_difference_that_is_carried_on_is_one_that_the_binary_lesson_takes(logits, logit):
    texts = LESSON.read({"logits": logits}).texts
    assert registry.onward(LESSON, texts, "nats")["next"]["state"]["logit"] == logit


@pytest.mark.parametrize(
    ("state", "logits", "truth"),
    [
        ({}, [-0.520, 0.866, 0.173, -0.520], "1,0,0,0"),
        ({"q": "0,1,1,2"}, [-math.inf, -0.231, -0.231, 0.462], "1,0,0,0"),
        ({"p": "1,3", "q": "1,0", "names": "a,b"}, [0, -math.inf], "0,1"),
    ],
)
def test_q_of_cross_entropy_arrives_as_logits(state, logits, truth):
    other = registry.BY_SLUG["cross-entropy"]
    link = registry.onward(other, other.read(state).texts, "bits")["next"]
    read = LESSON.read(link["state"])
    assert not read.refused
    assert read.values["logits"] == pytest.approx(logits, abs=CLOSE)
    assert link["state"]["y"] == truth
    LESSON.build(read)


def test_a_dragged_probability_moves_its_own_logit_and_no_other():
    built = scene()
    table = built.tables["p0"]
    row = int(np.argmin(abs(table.places - 0.5)))
    moved = built.at("p0", row)
    assert moved["p"][0] == pytest.approx(0.5, abs=1e-9)
    assert moved["z"][1:].tolist() == [2, 0]
    assert moved["z"][0] == pytest.approx(math.log(math.exp(2) + 1), abs=1e-8)
    never = built.at("p0", 0)
    assert (never["p"][0], never["z"][0], never["loss"]) == (0, -math.inf, math.inf)
    assert built.sentence("p0", 0).endswith("The loss is infinite.")


def test_a_new_class_has_the_mean_of_the_logits_and_equal_logits_stay_a_uniform_guess():
    built = scene(logits="5,5,5")
    for row, classes in enumerate(range(2, 11)):
        assert float(built.at("classes", row)["loss"]) == pytest.approx(math.log(classes), rel=1e-12)
        assert f"All {classes} classes are equally likely" in built.sentence("classes", row)


def test_bars_have_as_many_places_as_there_are_classes_but_where_their_number_is_pulled():
    built = scene(logits="1,2,0,1", temperature="2", smoothing="0.1")
    for name in built.tables:
        here = built.at(name)
        for quantity in ("z", "p", "y", "t", "z_at", "above_at", "gradient", "bar_x"):
            assert len(here[quantity]) == (10 if name == "classes" else 4), (name, quantity)


def test_the_loss_is_infinite_where_it_is_and_finite_where_a_probability_only_rounds_to_0():
    for state in ({"logits": "-inf,2,0"}, {"logits": "-1e308,1e308,0"}, {"logits": "1,-inf", "y": "1,1"}):
        assert math.isinf(loss(**state))
        assert "infinite" in scene(**state).sentence()
    assert loss(logits="0,0,-800", y="0,0,1") == pytest.approx(800 + math.log(2), rel=1e-14)
    assert "rounds to 0" in scene(logits="0,0,-800", y="0,0,1").sentence()
    assert loss(logits="1e308,-1e308,0") == 0
    assert loss(logits="0,1e308") == 1e308


SENTENCES = [
    ({"logits": "2,2,0"}, "Cat is true and has probability 0.468: loss 0.759 nats. A uniform guess has 1.10."),
    (
        {"logits": "4,2,0"},
        "Cat is true and has the largest probability, 0.867: loss 0.143 nats. A uniform guess has 1.10.",
    ),
    ({"logits": "1,1,1"}, "All 3 classes are equally likely: the loss is 1.10 nats, the log of 3."),
    (
        {"smoothing": "0.1", "logits": "10,0,0"},
        "Label smoothing spreads 0.1 of the target evenly: the minimum is 0.291 nats; the loss is 0.667.",
    ),
    ({"temperature": "2"}, "Temperature 2 divides all logits: cat has 0.307, loss 1.18 nats. Their order stays."),
    ({"logits": "-inf,2,0"}, "Cat is true and has probability 0. The loss is infinite."),
    ({"logits": "1,-inf,0", "smoothing": "0.3"}, "Dog has probability 0, but 0.1 of the target. The loss is infinite."),
    ({"y": "8,1,1"}, "Soft target: the loss is 1.41 nats. Its minimum is 0.639, the entropy of the target."),
]


@pytest.mark.parametrize(("state", "sentence"), SENTENCES)
def test_each_kind_of_state_has_its_sentence(state, sentence):
    assert scene(**state).sentence() == sentence


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("logits", "1"),
        ("logits", "1,two"),
        ("logits", ",".join("1" * 11)),
        ("logits", "nan,1"),
        ("logits", "inf,1"),
        ("logits", "-inf,-inf"),
        ("logits", "1e309,0"),
        ("y", "0,0,0"),
        ("y", "-1,2"),
        ("temperature", "0"),
        ("temperature", "-1"),
        ("temperature", "1e9"),
        ("smoothing", "1.1"),
        ("highlight", "11"),
        ("unit", "bit"),
        ("batch.samples", "1:1,2;1:1,2,3"),
        ("batch.samples", "4:1,2,0"),
        ("batch.samples", "1:"),
        ("batch.samples", ";".join(["1:1,2"] * 7)),
        ("batch.samples", "3,1,1,2"),
        ("batch.samples", "x"),
        ("numerical-traps.trap", "none"),
        ("numerical-traps.x", "inf"),
    ],
)
def test_bad_input_is_refused_in_words_and_the_page_still_builds(name, text):
    state = LESSON.read({name: text})
    assert list(state.refused) == [name]
    assert len(state.refused[name][1].split()) > 2
    for fold in ("", "batch", "numerical-traps"):
        LESSON.build(state, fold)


def test_every_link_says_a_number_or_why_and_leads_where_it_says():
    for link in words.LINKS:
        assert scene(**{**link.state, "unit": "nats"}).sentence()
    assert [asked.name for asked in questions.PREDICTIONS] == list("12345678")


TEN = "0,1,2,3,-1,0.5,2,4,1,0.33"


@pytest.mark.slow
@pytest.mark.parametrize(("classes", "room"), [(2, 150), (3, 150), (4, 150), (6, 450), (8, 450), (10, 450)])
@pytest.mark.parametrize(
    "state",
    [{}, {"y": "457,31,212,300,9,8,7,6,5,4", "smoothing": "0.13"}, {"y": "3,2,1", "temperature": "1.7"}],
    ids=["one-hot", "smoothed", "soft"],
)
def test_what_a_released_handle_sends_is_small_enough(classes, room, state):
    address = {"logits": ",".join(TEN.split(",")[:classes]), **state}
    read = LESSON.read(address)
    known = codec.decode(message.answer(LESSON, "", address, read))[0]["static"]
    assert len(message.answer(LESSON, "", address, read, client_hash=known)) <= room * 1000
    if not state:
        # The whole of a page that is opened.
        assert len(message.answer(LESSON, "", address, read)) <= room * 1024


@pytest.mark.parametrize("classes", range(2, 11))
def test_a_bar_has_about_a_place_for_each_pixel_of_its_height(classes):
    built = scene(logits=",".join(TEN.split(",")[:classes]))
    pixels = {"z": 158, "p": 134, "y": 127}  # from end to end of a handle, on a wide page
    for name, height in pixels.items():
        for k in range(classes):
            assert len(built.tables[f"{name}{k}"].places) >= 0.74 * height


@pytest.mark.parametrize(
    ("logits", "marks"), [("1000,999,998", "above_at"), ("-1e9,0,1", "below_at"), ("-inf,2,0", "below_at")]
)
def test_a_logit_beyond_its_figure_is_marked_and_its_handle_comes_back(logits, marks):
    built = scene(logits=logits)
    first = built.at("z0")
    other = {"above_at": "below_at", "below_at": "above_at"}[marks]
    assert not math.isnan(first[marks][0])
    assert np.isnan(first[other]).all()
    table = built.tables["z0"]
    assert not table.places[0] <= table.now <= table.places[-1]
    # The last row is the present one, that before it the last place.
    for row, place in ((0, 0), (-2, -1)):
        assert np.isnan([built.at("z0", row)[name][0] for name in (marks, other)]).all()
        assert built.at("z0", row)["z"][0] == table.places[place]


def test_a_loss_beyond_its_figure_keeps_its_dot_in_the_frame_and_says_so():
    far, near = at(logits="0,0,-9", y="0,0,1"), at()
    assert float(far["dot_at"]) < 5.2 < float(far["loss"])
    assert (int(far["off"]), int(near["off"])) == (1, 0)
    assert float(near["dot_at"]) == pytest.approx(float(near["loss"]), rel=1e-6)


def test_with_many_classes_only_the_highlighted_one_has_numbers():
    built = scene(logits=TEN, highlight="4")
    here = built.at("temperature")
    shown = [
        template.write(label.text, here, words=built.words)
        for label in built.labels
        if label.figure == "probabilities" and template.holds(label.when, here)
    ]
    assert shown[:10] == ["cat", "dog", "fox", "owl", "bee", "elk", "hen", "pig", "rat", "yak"]
    assert shown[10:] == ["0.202", "−0.990", "0.202"]
    assert float(here["focus_gradient"]) == pytest.approx(special.softmax(list(map(float, TEN.split(","))))[3])


@pytest.mark.parametrize(
    ("said", "y", "logit"),
    [
        ({"logits": "1,2"}, "1", -1),
        ({"logits": "1,2", "temperature": "2"}, "1", -0.5),
        ({"logits": "1,2", "smoothing": "0.2"}, "0.9", -1),
        ({"logits": "1,2", "y": "4,1"}, "0.8", -1),
        ({"logits": "1,2", "y": "1,4"}, "0.8", 1),
        ({"logits": "1,2,0", "smoothing": "0.2"}, "1", -1),
    ],
    ids=str,
)
def test_two_classes_are_carried_over_to_the_binary_lesson_with_the_same_loss(said, y, logit):
    texts = LESSON.read(said).texts
    along = LESSON.linked_state["binary-cross-entropy"](texts)
    assert (along["y"], float(along["logit"])) == (y, logit)
    if len(said["logits"].split(",")) == 2:
        binary_lesson = registry.BY_SLUG["binary-cross-entropy"]
        binary = binary_lesson.build(binary_lesson.read(along))
        mine = LESSON.build(LESSON.read(said))
        loss = binary.at(binary.opening)["loss"]
        assert float(loss) == pytest.approx(float(mine.at(mine.opening)["loss"]), rel=1e-12)


def test_all_terms_of_the_denominator_that_are_not_written_are_counted():
    ten = LESSON.build(LESSON.read({"logits": ",".join("0123456789")}))
    # With cat in hand and true one term is written, else two.
    assert [int(ten.at(name)["rest"]) for name in ("z0", "z3")] == [9, 8]


def written_formula(**address):
    """The lines of the formula as they are read in a state."""
    state = LESSON.read(address)
    scene = LESSON.build(state)
    at = scene.at(scene.opening)

    def shown(part):
        return template.holds(part.when, at) if part.when else True

    return [
        "".join(template.write(part.text, at, words=scene.words, units=scene.units) for part in line if shown(part))
        for line in scene.formula
    ]


def test_no_finite_loss_is_written_as_the_logarithm_of_0():
    # exp(-801) is below the smallest float, 5e-324; its logarithm is -801 all the same.
    assert np.exp(-801.0) == 0
    first, loss = written_formula(logits="0,801,0")[:2]
    assert first.endswith("= 0, rounded")
    assert loss.startswith("loss = −ln p(cat) = ln( Σ exp(z) / exp(z(cat)) ) = 801 nats")
    assert "exp(z/T) / exp(z(cat)/T) ) = 801" in written_formula(logits="0,1602,0", temperature="2")[1]
    assert "where p rounds to 0" in written_formula(logits="0,801,0", y="1,1,0")[1]
    # What is infinite still is, and what is not rounded has its number.
    assert "−ln 0 = ∞" in written_formula(logits="-inf,2,0")[1]
    assert "−ln 0.245 = 1.41" in written_formula()[1]
