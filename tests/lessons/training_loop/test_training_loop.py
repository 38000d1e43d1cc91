"""The numbers of lesson 2, each in the state in which it stands on the page."""

from functools import cache

import numpy as np
import pytest

from lossviz.inputs import points
from lossviz.inputs.parameter import parse_state
from lossviz.lessons.training_loop import words
from lossviz.lessons.training_loop.lesson import LESSON
from lossviz.lessons.training_loop.parameters import FIRST, PARAMETERS
from lossviz.lessons.training_loop.quantities import log10_range, train
from lossviz.lessons.training_loop.questions import GOALS, PREDICTIONS
from lossviz.live.message import packed
from lossviz.scene import template
from lossviz.theory import descent, optimizers, point_surfaces
from tests.lessons.training_loop.states import DIVERSE_POINTS, MANY

X, Y = np.array([1, 2, 3, 4, 5]), np.array([2, 1, 4, 3, 5])
CLOSE = 5e-4
PREDICT, LOSS, GRADIENT, UPDATE = range(4)
BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}


@cache
def built(address):
    """The scene at an address; every text in it means something."""
    state = parse_state(PARAMETERS, dict(address))
    assert not state.refused, state.refused
    return LESSON.build(state)


def shown(**address):
    return built(tuple(sorted(address.items())))


def at(update=0, phase=PREDICT, **address):
    return shown(step=str(4 * update + phase), **address)


def found(name, scene, table="time", row=-1):
    """The number that a reference such as `loss[k]` stands for."""
    return template.reference(name).number(scene.at(table, row))


def filled(text, scene):
    return template.write(text, scene.at("time"), words=scene.words)


def lit(scene):
    """The lines of the formula that are in full, with their numbers."""
    flag = f"{words.ACTIVE[int(found('phase', scene))]}[phase]"
    lines = ["".join(part.text for part in line if part.when == flag) for line in scene.formula]
    return [filled(line, scene) for line in lines if line]


def note(scene, when):
    """What stands under the formula while a quantity holds; without one, always."""
    return filled("".join(part.text for part in scene.formula[-1] if part.when == when), scene)


def mse(w, b, x=X, y=Y):
    return float(((y - w * x - b) ** 2).mean())


def descended(rate, updates, w=0.0, b=1.0):
    """Gradient descent by hand: both derivatives at the same old line, then both updates."""
    path = [(w, b)]
    for _ in range(updates):
        residual = Y - w * X - b
        w, b = w + rate * 2 * (X * residual).mean(), b + rate * 2 * residual.mean()
        path.append((w, b))
    return path


# ---- the path

LOSSES = [
    ("0.02", 0, 6.00),
    ("0.02", 1, 2.23),
    ("0.02", 2, 1.18),
    ("0.02", 5, 0.785),
    ("0.02", 20, 0.766),
    ("0.02", 100, 0.736),
    ("0.05", 1, 0.954),
    ("0.05", 2, 0.783),
    ("0.05", 100, 0.722),
    ("0.08", 1, 4.94),
    ("0.08", 2, 4.09),
    ("0.0845", 1, 5.99),
    ("0.0845", 100, 5.38),
    ("0.09", 1, 7.44),
    ("0.09", 10, 60.4),
    ("0.042", 1, 0.779),
    ("0.0005", 100, 1.26),
    ("0", 100, 6.00),
]


@pytest.mark.slow
def test_losses_are_those_of_the_lesson_in_every_phase():
    for rate, update, loss in LOSSES:
        for phase in (PREDICT, LOSS, GRADIENT, UPDATE) if update < 100 else (PREDICT,):
            measured = found("loss[k]", at(update, phase, rate=rate))
            assert template.computed(measured) == template.computed(loss), (rate, update, phase)
            assert measured == pytest.approx(mse(*descended(float(rate), update)[-1]), rel=1e-9)


def test_a_hundred_updates_at_008_converge_and_at_009_diverge():
    assert found("loss[k]", at(100, rate="0.08")) == pytest.approx(0.72025, abs=5e-6)
    assert found("loss[k]", at(100, rate="0.09")) == pytest.approx(2.0e11, rel=0.03)


def test_the_whole_path_is_gradient_descent_by_hand():
    for rate in ("0", "0.0005", "0.02", "0.05", "0.0845", "0.09"):
        path = np.array(descended(float(rate), 100))
        for name, values in (("w", path[:, 0]), ("b", path[:, 1])):
            np.testing.assert_allclose(shown(rate=rate).shared[name], values, rtol=1e-8, atol=1e-12, err_msg=rate)


def test_the_first_gradient_and_the_first_update():
    first = shown()
    assert found("gw[k]", first) == pytest.approx(-15.2, rel=1e-12)
    assert found("gb[k]", first) == pytest.approx(-4, rel=1e-12)
    step = at(0, UPDATE)
    assert (found("w[next]", step), found("b[next]", step)) == pytest.approx((0.304, 1.08), rel=1e-12)
    step = at(0, UPDATE, rate="0.05")
    assert (found("w[next]", step), found("b[next]", step)) == pytest.approx((0.76, 1.2), rel=1e-12)


def test_one_number_is_update_and_phase_and_the_last_place_is_update_100():
    rows = shown(step="6").tables["time"].rows
    for place in (0, 1, 3, 4, 250, 399, 400):
        assert divmod(place, 4) == (rows["k"][place], rows["phase"][place])
        assert rows["next"][place] == rows["k"][place] + (rows["phase"][place] == UPDATE)
    assert rows["next"].max() == 100
    assert [rows[name][-1] for name in ("step", "k", "phase", "next", "previous")] == [6, 1, GRADIENT, 1, 0]
    assert shown().shared["steps"].tolist() == shown().tables["time"].places.tolist() == list(range(401))


# ---- what is said, and the formulas


SAID = [
    ({"step": "0"}, "Predict: at x = 5 the line predicts 1.00; the true value is 5."),
    ({"step": "4"}, "Predict: at x = 5 the line predicts 2.60; the true value is 5."),
    ({"step": "1"}, "Compute the loss: it is 6.00. Nothing has been updated yet."),
    ({"step": "5"}, "Compute the loss: it is 2.23. Before the last update it was 6.00."),
    (
        {"step": "2"},
        "Gradient: ∂L/∂w = −15.2, ∂L/∂b = −4.00. Where it is negative, raising the parameter lowers the loss.",
    ),
    ({"step": "3"}, "Update: w goes from 0 to 0.304, b from 1 to 1.08."),
    ({"step": "3", "rate": "0"}, "The learning rate is 0, so an update changes nothing. The loss stays 6.00."),
    ({"step": "201", "rate": "0"}, "The learning rate is 0, so an update changes nothing. The loss stays 6.00."),
    ({"step": "5", "rate": "0.09"}, "Update 1: the loss has grown to 7.44. Each step goes too far."),
    ({"step": "41", "rate": "0.09"}, "Update 10: the loss has grown to 60.4. Each step goes too far."),
    ({"step": "2", "start": "0.8,0.6"}, "The gradient is 0, so an update changes nothing: this is a minimum."),
    ({"step": "399", "start": "0.8,0.6"}, "The gradient is 0, so an update changes nothing: this is a minimum."),
    ({"step": "1", "start": "0.8,0.6"}, "Compute the loss: it is 0.720. Nothing has been updated yet."),
]


def test_each_phase_says_what_it_does():
    for address, expected in SAID:
        assert shown(**address).sentence() == expected


LIT = {
    PREDICT: [
        "Predict  ŷ = w · x + b:   0 × 1 + 1 = 1.00,   0 × 2 + 1 = 1.00,   0 × 3 + 1 = 1.00,   "
        "0 × 4 + 1 = 1.00,   0 × 5 + 1 = 1.00"
    ],
    LOSS: ["Loss  L = (1/n) Σ (y − ŷ)² = (1² + 0² + 3² + 2² + 4²) / 5 = 6.00"],
    GRADIENT: [
        "Gradient  ∂L/∂w = −(2/5) × (1 × 1 + 2 × 0 + 3 × 3 + 4 × 2 + 5 × 4) = −15.2",
        "Gradient  ∂L/∂b = −(2/5) × (1 + 0 + 3 + 2 + 4) = −4.00",
    ],
    UPDATE: ["Update  w ← w − η · ∂L/∂w = 0 − 0.02 × (−15.2) = 0.304,   b ← b − η · ∂L/∂b = 1 − 0.02 × (−4.00) = 1.08"],
}


def test_the_formula_of_the_active_phase_has_its_numbers_in_it():
    for phase, lines in LIT.items():
        assert lit(at(0, phase)) == lines


def test_the_other_three_phases_are_muted_and_without_numbers():
    for line in shown().formula[:5]:
        plain = line[0]
        assert plain.role == "muted"
        assert plain.when.startswith("!")
        assert "{" not in plain.text
        assert {f"!{part.when}" for part in line[1:]} == {plain.when}


def test_a_sum_of_many_points_is_elided_and_still_names_the_point_with_the_largest_error():
    scene = at(0, LOSS, points="1,1;2,1;3,9;4,1;5,2;6,0;7,1")
    assert lit(scene) == ["Loss  L = (1/n) Σ (y − ŷ)² = (0² + 0² + 8² + … 4 more) / 7 = 9.43"]
    assert pytest.approx(9.43, abs=0.005) == (8**2 + 1 + 1) / 7
    here = at(0, PREDICT, points="1,1;2,1;3,9;4,1;5,2;6,0;7,1")
    assert here.sentence().startswith("Predict: at x = 3 the line predicts 1.00")


def test_curvatures_and_stability_limit_stand_under_the_formula():
    scene = shown()
    assert note(scene, "").startswith(
        "Curvatures λ of the loss: 23.7 and 0.338. With a learning rate above the stability limit "
        "2/λ = 2 / 23.7 = 0.0845 it diverges."
    )
    hessian = 2 / 5 * np.array([[(X**2).sum(), X.sum()], [X.sum(), 5]])
    smallest, largest = np.linalg.eigvalsh(hessian)
    assert found("smallest_curvature", scene) == pytest.approx(smallest, rel=1e-9)
    assert found("largest_curvature", scene) == pytest.approx(largest, rel=1e-9)
    assert found("stability_limit", scene) == pytest.approx(2 / largest, rel=1e-9)
    assert (largest, smallest, 2 / largest) == pytest.approx((23.66, 0.338, 0.0845), abs=CLOSE * 10)


def test_coordinate_descent_is_shown_in_its_own_state_only():
    scene = shown(**words.COORDINATE_DESCENT)
    assert found("coordinate_descent", scene) == 1
    assert "Then b 0.972, loss 0.787; here b 1.2, loss 0.954." in note(scene, "coordinate_descent")
    shown_at = scene.tables["time"].rows["coordinate_descent"]
    assert np.flatnonzero(shown_at).tolist() == [3, 401]
    for said in (
        {"step": "3"},
        {"rate": "0.05", "step": "3", "guess": "0.76"},
        {"rate": "0.05", "step": "3", "start": "0,2"},
    ):
        assert not shown(**said).tables["time"].rows["coordinate_descent"].any()


# ---- the pictures


def test_the_names_of_the_phases_fit_into_their_nodes():
    # Two lines of 8 letters, 57 pixels wide, fit into a circle of 70; “the gradient” did not.
    names = [label.text for label in shown().labels if label.figure == "cycle" and label.anchor == "middle"]
    assert [name for name in names[:4] for line in name.split("\n") if len(line) > 8] == []
    assert [len(name.split("\n")) for name in names[:4]] == [1, 2, 2, 1]


def test_during_the_update_the_line_is_drawn_before_and_after_it():
    here = at(0, UPDATE).at("time")
    np.testing.assert_allclose(here["before_y"], [1, 1])
    np.testing.assert_allclose(here["line_y"], [1.08, 1.08 + 6 * 0.304], rtol=1e-6)
    for phase in (PREDICT, LOSS, GRADIENT):
        here = at(0, phase).at("time")
        np.testing.assert_allclose(here["line_y"], [1, 1])
        assert np.isnan(here["before_y"]).all()


def test_errors_reach_from_each_point_to_the_line():
    here = at(1, PREDICT).at("time")
    np.testing.assert_allclose(here["error_base"] + here["errors"], 0.304 * X + 1.08, rtol=1e-6)


def test_a_line_that_leaves_the_frame_is_clipped_without_changing_its_slope():
    for update in (3, 10, 40, 100):
        scene = at(update, rate="0.09")
        here, (w, b) = scene.at("time"), descended(0.09, update)[-1]
        x, y = here["line_x"].astype(float), here["line_y"].astype(float)
        if update > 10:
            # So steep by now that it meets the frame nowhere: it passes to the left of x = 0.
            assert ((np.array([-13, 23]) - b) / w < 0).all()
            assert np.isnan([x, y]).all()
            continue
        assert (x >= 0).all()
        assert (x <= 6).all()
        assert (y >= -13.01).all()
        assert (y <= 23.01).all()
        np.testing.assert_allclose((y - b) / w, x, atol=1e-5)


def test_the_loss_curve_is_drawn_in_powers_of_ten():
    scene = shown()
    np.testing.assert_allclose(scene.shared["log10_loss"][:3], np.log10([6, 2.228096, 1.18089544]), rtol=1e-6)
    for rate in ("0", "0.02", "0.0845", "0.09"):
        scene = shown(rate=rate)
        low, high = next(one for one in scene.figures if one.name == "losses").plot["layout"]["yaxis"]["range"]
        assert (scene.shared["log10_loss"] >= low).all()
        assert (scene.shared["log10_loss"] <= high).all()


@pytest.mark.slow
def test_the_axis_of_the_loss_stays_while_a_small_rate_is_dragged():
    rates = np.arange(0, 0.0845, 0.0005)
    assert len({log10_range(train(points.FIVE, FIRST, float(rate))) for rate in rates}) == 1
    assert log10_range(train(points.FIVE, FIRST, 0.09)) != log10_range(train(points.FIVE, FIRST, 0.02))


def test_the_slice_is_a_parabola_with_its_minimum_at_00423_and_its_far_side_at_00845():
    scene = shown()
    g = np.array([-15.2, -4])
    for rate, height in zip(scene.shared["rates"][::16], scene.shared["slice_loss"][::16], strict=True):
        assert height == pytest.approx(mse(0 - rate * g[0], 1 - rate * g[1]), rel=1e-5)
    best = found("best_rate", scene)
    assert best == pytest.approx(0.0423, abs=5e-5)
    assert found("mark_y[1]", scene) == pytest.approx(0.779, abs=CLOSE)
    assert mse(0 - 2 * best * g[0], 1 - 2 * best * g[1]) == pytest.approx(6, rel=1e-9)
    assert 2 * best == pytest.approx(0.0845, abs=5e-5)
    assert scene.figures[2].caption.endswith("{best_rate}")
    for rate, height in (("0.0423", 0.779), ("0.09", 7.44), ("0", 6)):
        assert found("loss[1]", shown(rate=rate)) == pytest.approx(height, abs=5e-3)


def test_the_rate_is_pulled_from_0_to_a_tenth_and_with_other_points_a_little_past_their_stability_limit():
    rate = shown().grids["rate"]
    assert (rate.low, rate.high, rate.step, rate.now) == ((0.0,), (0.1,), (0.0005,), (0.02,))
    for text in ("10,1;20,2;30,5", "0.001,1;0.002,2", "3,3"):
        scene = shown(points=text, rate="0")
        assert 1.15 < scene.grids["rate"].high[0] / found("stability_limit", scene) < 1.5
    assert shown(rate="7").grids["rate"].high[0] == 8


def test_the_ends_of_the_first_line_are_pulled_up_and_down_before_the_first_step_only():
    scene = shown()
    assert [handle.when for handle in scene.handles if handle.name in ("left", "right")] == ["!step", "!step"]
    for side, pulled, ends in (("right", "4.25", (1, 4.25)), ("left", "-0.5", (-0.5, 1))):
        # What the browser sends: the place it was pulled to in the words of the grid.
        line = BY_NAME["start"].parse(scene.grids[side].commit["start"].replace("{x}", pulled))
        assert (line.predict(0.0), line.predict(6.0)) == pytest.approx(ends, abs=1e-3), side


# ---- questions and goals


def asked(name):
    return next(one for one in PREDICTIONS if one.name == name)


def reply(name, **address):
    """How a state beside the start of a question answers it."""
    return int(found(asked(name).reply_index, shown(**{**asked(name).start, **address})))


def test_the_first_question_asks_for_the_sign_of_the_update():
    assert [reply("1", guess=text) for text in ("0", "0.76", "0.74", "0.78", "0.73", "-0.76", "-0.78")] == [
        *(-2, 0, 0, 0, -2, 1, 1)
    ]
    scene = shown(**asked("1").start)
    guesses = scene.tables["guess"].rows["guess"][:-1]
    assert {-0.76, 0.0, 0.76} <= set(guesses.tolist())
    assert np.diff(guesses) == pytest.approx(0.01)
    replies = scene.tables["guess"].rows["reply0"][:-1]
    np.testing.assert_allclose(guesses[replies == 0], [0.74, 0.75, 0.76, 0.77, 0.78])
    np.testing.assert_allclose(guesses[replies == 1], [-0.78, -0.77, -0.76, -0.75, -0.74])
    right = int(np.flatnonzero(guesses == 0.76)[0])
    assert found("guess_loss", scene, "guess", right) == pytest.approx(0.954, abs=CLOSE)
    assert scene.opening == "guess"
    assert reply("1", guess="0.76", rate="0.04") == -1


def test_a_guess_is_drawn_from_the_height_that_the_first_update_gives_and_has_room_both_ways():
    scene = shown(**asked("1").start)
    table = scene.tables["guess"]
    for guess in (-0.76, 0.3, 0.76):
        row = int(np.flatnonzero(table.rows["guess"][:-1] == guess)[0])
        assert table.places[row] == pytest.approx(1.2 + 6 * guess)
        np.testing.assert_allclose(table.rows["guess_y"][row], [1.2, 1.2 + 6 * guess], rtol=1e-6)
        low, high = scene.figures[1].plot["layout"]["yaxis"]["range"]
        assert low < 1.2 + 6 * guess < high


def test_places_of_a_guess_rise_also_left_of_0_where_a_steeper_line_ends_lower():
    scene = shown(**DIVERSE_POINTS["left of 0"])
    table, edge, b = scene.tables["guess"], found("guess_handle_x", scene), found("b[1]", scene)
    assert edge < 0
    assert (np.diff(table.places) > 0).all()
    np.testing.assert_allclose(table.rows["guess"] * edge + b, [*table.places, table.now])


def test_the_second_question_asks_for_twice_the_exact_line_search_rate():
    rates = ("0.0423", "0.0835", "0.0845", "0.0855", "0.083", "0.086")
    assert [reply("2", rate=rate) for rate in rates] == [-2, 0, 0, 0, -2, -3]
    assert reply("2", rate="0.0845", start="0,2") == -1


def test_the_third_question_asks_for_a_stationary_point():
    lines = ("0,1", "0.8,0.6", "0.83,0.6", "0.77,0.7", "0.8,0.5", "0.84,0.6", "0.8,0.71", "0.75,1.25")
    assert [reply("3", start=line) for line in lines] == [-1, 0, 0, 0, 0, -1, -1, -1]
    assert reply("3", start="0.8,0.6", points="1,2;2,3") == -1
    level = at(0, GRADIENT, start="0.8,0.6")
    assert (found("gw[k]", level), found("gb[k]", level)) == (0, 0)
    assert found("loss[k]", level) == pytest.approx(0.720, abs=1e-12)


def test_no_question_opens_on_a_solved_state_and_each_answer_solves_it():
    for one in PREDICTIONS:
        assert reply(one.name) < 0
        assert reply(one.name, **one.answer) == 0


def test_nothing_that_is_shown_tells_the_answer_of_the_second_question():
    hidden = asked("2").hidden_until_checked
    assert {"losses", "slice.curve", "slice.dot", "slice.limit", "cycle.flow"} <= set(hidden)
    for label in words.labels(guess=False):
        if label.figure in hidden or f"{label.figure}.{label.part}" in hidden:
            continue
        slots = [part.reference for part in template.template(label.text) if isinstance(part, template.Slot)]
        assert not {("stability_limit", ""), ("loss", "1")} & {(slot.quantity, slot.index) for slot in slots}, label


WITNESSES = [
    ("G1", ("0.042", "0.0423"), ("0.02", "0.05", "0.09")),
    ("G2", ("0.09", "0.085"), ("0.0845", "0.02", "0")),
    ("G3", ("0.08",), ("0.05", "0.02", "0.09")),
    ("G4", ("0.0005",), ("0.02", "0.09", "0")),
]


def test_goals_hold_where_the_lesson_has_a_witness():
    quantity = {goal.name: goal.met for goal in GOALS}
    for goal, met, unmet in WITNESSES:
        for rate in (*met, *unmet):
            assert found(quantity[goal], shown(rate=rate)) == (rate in met), (goal, rate)


def test_numbers_in_the_notes_of_links_are_those_of_their_paths():
    notes = {link.text: (link.note, dict(link.state)) for link in words.LINKS}
    assert list(notes) == [
        "First updates",
        "η = 0.08: overshoots, still converges",
        "η = 0.0845: just below the stability limit",
        "η = 0.09: diverges",
        "η = 0: nothing changes",
        "Coordinate descent",
    ]
    begins, overshoots, at_limit, diverges = list(notes)[:4]

    def losses(name):
        return shown(rate=notes[name][1]["rate"]).shared["loss"]

    first = losses(begins)
    for update in (0, 1, 2, 20, 100):
        assert template.computed(float(first[update])) in notes[begins][0]
    over, other = losses(overshoots), shown(rate="0.05").shared["loss"]
    for value in (over[1], over[2], other[1], other[2], other[100]):
        assert template.computed(float(value)) in notes[overshoots][0]
    assert f"{over[100]:.5f}" in notes[overshoots][0]
    limit, diverging = losses(at_limit), losses(diverges)
    assert [f"{limit[k]:.2f}" in notes[at_limit][0] for k in (1, 100)] == [True, True]
    assert [template.computed(float(diverging[k])) in notes[diverges][0] for k in (1, 10)] == [True, True]
    assert f"{diverging[100]:.1e}".replace("+", "") in notes[diverges][0]


# ---- the address


LINES = {"0,1": (0, 1), "0.8; 0.6": (0.8, 0.6), " -1 2 ": (-1, 2), "0,0.6;6,5.4": (0.8, 0.6), "0,0;6,0": (0, 0)}
REFUSED = {
    "start": ("1", "1,2,3", "a,b", "1,nan", "1,1e151", "2,1;2,5", "1e-300,1;2e-300,5e10"),
    "rate": ("-0.1", "nan", "inf", "fast", "0.1,0.2"),
    "step": ("-1", "401", "1.5", "x", "٣", "9" * 50),
    "guess": ("w", "nan", "1e200"),
    "speed": ("0", "3", "fast"),
}


def test_a_line_is_read_as_w_and_b_or_as_two_points():
    start = BY_NAME["start"]
    for text, line in LINES.items():
        assert start.parse(text) == line
        assert start.parse(start.write(start.parse(text))) == line


def test_what_means_nothing_is_refused_in_words():
    for name, texts in REFUSED.items():
        for text in texts:
            with pytest.raises(ValueError, match=r"\w+ \w+") as refusal:
                BY_NAME[name].parse(text)
            assert len(str(refusal.value)) < 160, (name, text)


def test_what_is_written_is_read_back_and_a_first_state_needs_no_words():
    for name, text in (("rate", "1e-05"), ("rate", "0"), ("step", "400"), ("guess", "-0.76"), ("guess", "")):
        assert BY_NAME[name].write(BY_NAME[name].parse(text)) == text
    assert all(parameter.short(parameter.default) == "" for parameter in PARAMETERS)


# ---- the learner's own points


@pytest.mark.slow
@pytest.mark.parametrize("address", DIVERSE_POINTS.values(), ids=DIVERSE_POINTS)
def test_any_points_of_the_learner_give_finite_pictures_without_warnings(address):
    for step in ("0", "1", "2", "3", "203", "400"):
        scene = shown(**{**address, "step": step})
        for name, table in scene.tables.items():
            for row in (*range(0, len(table.places), 7), -1):
                sentence = scene.sentence(name, row)
                assert "–" not in sentence, sentence
        for grid in scene.grids.values():
            assert grid.low[0] < grid.high[0]
            assert grid.step[0] > 0
            if grid.commit.get("start", "").count("e") <= 1:
                for parameter, text in grid.commit.items():
                    BY_NAME[parameter].parse(text.replace("{x}", repr(grid.high[0])))
        for figure in scene.figures:
            for axis in ("xaxis", "yaxis"):
                low, high = figure.plot["layout"][axis]["range"]
                assert low < high
        for name in ("rate_range", "loss_range"):
            assert scene.shared[name][0] < scene.shared[name][1]


def test_a_diverged_path_says_so():
    sentence = at(100, rate="1e150").sentence()
    assert sentence == "Update 100: the loss is infinite. It has diverged, and no update leads back."
    assert at(30, UPDATE, rate="0.5").sentence().endswith("Each step goes too far.")


def test_of_points_that_share_one_x_one_curvature_is_0():
    scene = shown(points="3,2;3,4;3,5")
    assert found("smallest_curvature", scene) == 0
    assert found("largest_curvature", scene) == pytest.approx(2 * (9 + 1))
    assert any("share one x" in part.text and part.when == "vertical" for part in scene.formula[-1])
    assert found("smallest_curvature", shown()) > 0


def test_many_points_are_drawn_as_a_cloud_and_counted_all():
    scene = shown(points=MANY, rate="0.0001")
    x, y = np.array([pair.split(",") for pair in MANY.split(";")], dtype=float).T
    assert found("loss[0]", scene) == pytest.approx(mse(0, 1, x, y), rel=1e-9)
    assert found("gw[0]", scene) == pytest.approx(-2 * (x * (y - 1)).mean(), rel=1e-9)
    assert len(scene.shared["x"]) == points.DRAWN
    assert filled(scene.figures[1].caption, scene) == "The line among 10,000 points, 1,500 of them drawn"
    assert np.isnan(scene.at("time")["errors"]).all()


def test_the_message_is_small():
    for address, most in (({}, 52), ({"rate": "0.09"}, 52), (asked("1").start, 56), ({"points": MANY}, 52)):
        assert len(packed(shown(**address))) <= most * 1024, str(address)[:80]


def test_points_far_apart_are_not_said_to_share_one_x_and_their_marks_stay_near_the_frame():
    scene = shown(points="1e20,1;2,-1e20")
    assert int(scene.shared["vertical"]) == 0
    assert int(shown(points="3,1;3,4").shared["vertical"]) == 1
    edge = scene.shared["rate_range"][1]
    assert (scene.shared["mark_x"] <= 2 * edge).all()


def test_a_dot_that_leaves_the_frame_of_the_first_update_says_so():
    for rate, outside in (("0.02", 0), ("0.3", 1)):
        scene = LESSON.build(parse_state(LESSON.parameters, {"rate": rate}))
        assert int(scene.at(scene.opening)["outside"]) == outside, rate


@pytest.mark.parametrize("rate", [0.02, 30.0, 1e100])
def test_the_run_is_that_of_gradient_descent_where_it_converges_and_where_it_overflows(rate):
    surface = point_surfaces.points_mse(X, Y)
    path = descent.descend(surface.loss, surface.gradient, [0.0, 1.0], optimizers.gradient_descent(rate), 100)
    run = train(points.FIVE, FIRST, rate).path
    assert np.isfinite(path.points).all() == (rate < 1e100)
    for part in ("points", "losses", "gradients"):
        np.testing.assert_array_equal(getattr(run, part), getattr(path, part))
