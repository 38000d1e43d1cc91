"""Gradient descent against the numbers of the lesson, arithmetic by hand, and what it says where it goes wrong."""

import itertools
import math

import numpy as np
import pytest

from lossviz.lessons.gradient_descent import questions, step_label, words
from lossviz.lessons.gradient_descent.lesson import LESSON
from lossviz.live.message import packed
from lossviz.scene import landscapes, template
from lossviz.theory.surfaces import SURFACES
from tests.lessons import many_points
from tests.lessons.cases import Place, committed, sampled

SADDLE = {"surface": "saddle", "rate": "0.1", "steps": "400"}
ROSENBROCK = {"surface": "rosenbrock", "rate": "0.001", "steps": "1000"}
HIMMELBLAU = {"surface": "himmelblau", "rate": "0.01", "steps": "400"}


def built(**address):
    return Place("gradient-descent").scene(address)


LAST = -2  # the row of the last step; after it comes that of the present one


def at(row=LAST, **address):
    return built(**address).at("time", row)


def page(row=LAST, **address):
    """Every word of the scene at a step: sentence, captions, formula, labels."""
    scene = built(**address)
    quantities = scene.at("time", row)

    def written(text):
        return template.write(text, quantities, words=scene.words)

    parts = [
        *([written(part.text) for part in line if template.holds(part.when, quantities)] for line in scene.formula),
        *([written(label.text)] for label in scene.labels if template.holds(label.when, quantities)),
        *([written(figure.caption)] for figure in scene.figures),
    ]
    return "\n".join([scene.sentence("time", row), *map("".join, parts)])


NUMBERS = [
    ({}, 0, ["loss 19.3", "−4 − 0.18 × (−4) = −3.28", "1.5 − 0.18 × 15 = −1.2", "54.5° between −∇L"]),
    ({}, 1, ["loss 12.6"]),
    ({}, 60, ["Loss at step 60: 3.9e−10", "below 0.001 from step 24"]),
    ({}, 60, ["2/λ = 2 / 10.0 = 0.200", "by 0.82 (flattest direction) and −0.8 (steepest)"]),
    (
        {"rate": "0.05", "steps": "100"},
        LAST,
        ["below 0.001 from step 88", "η·λ = 0.500 is below 1, so it converges smoothly"],
    ),
    ({"rate": "0.1"}, LAST, ["below 0.001 from step 43"]),
    ({"rate": "0.1"}, 1, ["y:  0 − 0.1 × 0 = 0"]),
    ({"rate": "0.182"}, LAST, ["below 0.001 from step 25"]),
    ({"rate": "0.199", "steps": "500"}, LAST, ["below 0.001 from step 465"]),
    (
        {"rate": "0.2"},
        LAST,
        ["y:  1.5 − 0.2 × 15 = −1.5", "Loss at step 60: 11.3", "η·λ is exactly 2, the stability limit"],
    ),
    ({"rate": "0.2"}, 59, ["y:  −1.5 − 0.2 × (−15) = 1.5"]),
    ({"rate": "0.21", "steps": "30"}, LAST, ["step 30: 3,425", "y:  26.2 −", "η·λ = 2.10 is above 2, so it diverges"]),
    ({"start": "-4,0", "rate": "0.19"}, LAST, ["below 0.001 from step 22"]),
    (
        SADDLE | {"start": "2,0"},
        LAST,
        ["step 400: 0.250", "The gradient is 0, so it stays here; but this is a saddle point", "not within 400 steps"],
    ),
    (SADDLE | {"start": "2,0.001"}, LAST, ["below 0.125 from step 68", "converged to a minimum"]),
    (SADDLE | {"start": "2,0.000001"}, LAST, ["below 0.125 from step 141"]),
    (HIMMELBLAU | {"start": "-0.27,-0.92"}, LAST, ["x:  3.58 −", "y:  −1.85 −"]),
    (HIMMELBLAU | {"start": "-0.28,-0.93"}, LAST, ["x:  −3.78 −", "y:  −3.28 −", "λ 134\n2/λ 0.0149"]),
    (
        HIMMELBLAU | {"start": "0,0", "rate": "0.025"},
        LAST,
        ["= 2.68", "x:  3.2", "loss 3.09", "2/λ = 2 / 82.3 = 0.0243", "λ 134\n2/λ 0.0149"],
    ),
    ({"surface": "rosenbrock"}, 0, ["loss 24.2", "= 0.00200", "; condition number κ = 2,508"]),
    (ROSENBROCK, LAST, ["loss 0.454"]),
    (ROSENBROCK | {"optimizer": "momentum"}, LAST, ["loss 2.5e−5"]),
    (ROSENBROCK | {"optimizer": "adam"}, LAST, ["loss 4.18"]),
    ({"surface": "bowl", "rate": "1"}, 1, ["loss 0. The gradient is practically 0"]),
    ({"surface": "points_mse"}, 0, ["loss 6.00", "0 − 0.02 × (−15.2) = 0.304", "1 − 0.02 × (−4) = 1.08"]),
    ({"surface": "points_mse"}, 0, ["the minimum, 0.720", "2 / 23.7 = 0.0845"]),
]


@pytest.mark.slow
def test_the_numbers_of_the_lesson_stand_on_the_page_in_their_state():
    for address, row, expected in NUMBERS:
        shown = page(row, **address)
        for text in expected:
            assert text in shown, (address, row, text, shown)


def test_off_the_ridge_of_the_saddle_the_loss_is_0_to_all_digits_by_step_200():
    assert at(**SADDLE, start="2,0.001")["loss"][200] < 5e-13


def test_the_loss_at_step_30_of_the_first_state_is_7e_5():
    assert at()["loss"][30] == pytest.approx(7e-5, abs=5e-6)


# What the note of each link claims of the quantities of its state.
CLAIMS = {
    "η = 0.18: zigzag, 24 steps": lambda q: (
        ratios(q["wy"]) == pytest.approx(-0.8)
        and ratios(q["wx"]) == pytest.approx(0.82)
        and q["steps_to_tolerance"] == 24
    ),
    "η = 0.05: 88 steps": lambda q: q["steps_to_tolerance"] == 88,
    "η = 0.1: 43 steps": lambda q: q["steps_to_tolerance"] == 43 and (q["wy"][1:] == 0).all(),
    "η = 0.182: 25 steps": lambda q: q["steps_to_tolerance"] == 25 and at(rate="0.18")["steps_to_tolerance"] == 24,
    "η = 0.199: 465 steps": lambda q: q["steps_to_tolerance"] == 465 and (q["wy"][1:] * q["wy"][:-1] < 0).all(),
    "η = 0.2: stability limit": lambda q: q["wy"].tolist() == pytest.approx([1.5, -1.5] * (len(q["wy"]) // 2)),
    "η = 0.21: diverges": lambda q: ratios(q["wy"]) == pytest.approx(-1.1),
    "Saddle: start on y = 0": lambda q: q["case"] == words.SADDLE and abs(q["gx"][-1]) < 1e-9 and q["loss"][-1] > 0.2,
    "Saddle: start 0.001 off": lambda q: q["loss"][0] > 0.2 and q["loss"][-1] < 1e-9,
    "Saddle: start 0.000001 off": lambda q: (
        1.8 < q["steps_to_half"] / at(**SADDLE, start="2,0.001")["steps_to_half"] < 2.2 and q["start"][1] == 1e-6
    ),
    "Start A": lambda q: q["wx"][-1] > 3 and q["wy"][-1] < -1,
    "Start B: 0.01 from A": lambda q: q["wx"][-1] < -3 and abs(q["start"] - [-0.27, -0.92]) == pytest.approx(0.01),
    "Endless 2-cycle": lambda q: (
        math.dist(point(q, -1), point(q, -3)) < 1e-6 < 0.1 < math.dist(point(q, -1), point(q, -2))
    ),
    "Rosenbrock: gradient descent": lambda q: q["rate"] == 0.001,
    "Rosenbrock: momentum": lambda q: (
        # 1 / (1 - 0.9) = 10, where the slope hardly changes.
        q["rate"] == 0.001 and (q["mx"][1:] / q["gx"][:-1])[-200:] == pytest.approx(10, rel=0.05)
    ),
    "Rosenbrock: Adam": lambda q: (
        # The first step is the learning rate in both directions, however steep they are, and none is longer.
        abs(np.diff([q["wx"], q["wy"]]))[:, 0] == pytest.approx(0.001)
        and abs(np.diff([q["wx"], q["wy"]])).max() < 0.00101
        and q["rate"] == 0.001
    ),
}


def ratios(values):
    return values[1:] / values[:-1]


def point(q, k):
    return q["wx"][k], q["wy"][k]


@pytest.mark.slow
def test_the_note_of_a_link_says_what_its_state_shows():
    assert set(CLAIMS) == {link.text for link in questions.LINKS}
    for link in questions.LINKS:
        assert CLAIMS[link.text](at(**link.state)), link.text


# ---- prediction and observation


def test_the_prediction_and_the_observation_agree_in_the_plain_cases():
    for address, predicted, observed in (
        ({}, "oscillates and converges", "oscillates and converges"),
        ({"rate": "0.05"}, "converges smoothly", "converges smoothly"),
        ({"rate": "0.21"}, "diverges", "diverges"),
        ({"rate": "0.2"}, "oscillates for ever", "oscillates"),
        ({"rate": "0"}, "does not move", "does not move"),
        ({"surface": "bowl", "rate": "1"}, "converges in one step where it is steepest", "converges smoothly"),
    ):
        q = at(**address)
        assert (words.WORDS[q["predicted"]], words.WORDS[q["observed"]]) == (predicted, observed), address
        assert not q["differ"], address


def test_where_they_differ_the_page_says_why():
    for address, why in (
        ({"start": "-4,0", "rate": "0.21"}, "it never moves in the steep direction"),
        ({"rate": "0.21", "steps": "5"}, "too few steps to tell"),
        (HIMMELBLAU | {"start": "0,0", "rate": "0.025"}, "the curvature along this path is lower"),
        (
            {"surface": "beale", "start": "4.1,-3", "rate": "0.0047"},
            "By step 300 it has diverged: the numbers are infinite",
        ),
        (
            {"surface": "beale", "start": "-1.8,1.3", "rate": "0.0143", "steps": "100"},
            "the curvature along this path is higher",
        ),
        ({"surface": "himmelblau", "start": "4.9,4.9", "rate": "0.015"}, "too few steps to tell"),
    ):
        assert why in page(**address), address


def test_an_optimiser_with_memory_is_not_assessed_by_the_stability_limit_of_plain_descent():
    shown = page(optimizer="momentum", rate="0.25")
    assert "The limit 2/λ is for gradient descent only" in shown
    assert "predicted by" not in shown


def test_a_descent_that_is_still_far_from_the_minimum_is_not_said_to_converge():
    # No step of Adam is longer than η in a coordinate: 1,000 of 0.001 come from x = −1.2 to −0.2 at most, and the
    # minimum is at x = 1.
    shown = page(surface="rosenbrock", start="-1.2,1", rate="0.001", steps="1000", optimizer="adam")
    assert "In its last steps it does not oscillate." in shown
    assert "converges smoothly" not in shown
    # Of the ravine's x no more than 0.95^1000 is left.
    assert "In its last steps it converges smoothly." in page(optimizer="momentum", rate="0.05", steps="1000")
    # One that converges while it oscillates is said to do both.
    assert "observed in the last 20 steps: it oscillates and converges" in page()


def test_infinite_numbers_are_said_with_the_stability_limit_of_the_surface():
    shown = page(surface="rosenbrock", rate="0.003", start="-1.9,2.9", steps="200")
    assert "By step 200 it has diverged: the numbers are infinite. The stability limit here is η = 0.00200." in shown


def test_a_local_minimum_is_not_called_the_global_one():
    assert "a local minimum, not the global one." in page(surface="rastrigin")


def test_a_flat_direction_is_not_called_stationary_where_there_is_only_one_minimum():
    assert "The gradient is practically 0" not in page(surface="points_mse", points="1e-9,0;2e-9,1;3e-9,0;4e-9,1")


def test_where_the_gradient_is_next_to_0_no_angle_is_said():
    assert "−∇L (arrow)" in page(0, **SADDLE, start="2,0.5")
    assert "−∇L (arrow)" not in page(**SADDLE, start="2,0")


def test_a_coordinate_that_is_0_but_for_rounding_is_written_as_0():
    # The six answers of the lesson are the same on both sides of 0, so the best intercept is 0.
    assert ", 0), the minimum nearest to its end" in page(surface="points_bce")


def test_a_point_inside_the_frame_has_one_label_and_one_outside_has_none():
    for surface in landscapes.NAMES:
        q, (across, up) = at(surface=surface), landscapes.of(surface).frame
        count = sum(q[step_label.name(side)].astype(int) for side in step_label.SIDES)
        x, y = q["wx"][:-1], q["wy"][:-1]
        inside = (x >= across[0]) & (x <= across[1]) & (y >= up[0]) & (y <= up[1])
        assert count.tolist() == inside.astype(int).tolist(), surface


def test_the_label_of_a_step_does_not_lie_on_a_zigzag_path():
    for address in ({}, {"rate": "0.19"}, {"rate": "0.2"}, {"surface": "bowl"}, {"start": "4,1.5"}):
        q, frame = at(**address), np.array(landscapes.of(address.get("surface", "ravine")).frame)
        points = (np.stack([q["wx"], q["wy"]], axis=-1)[:-1] - frame[:, 0]) / np.ptp(frame, axis=1)
        path = np.concatenate([a + np.linspace(0, 1, 400)[:, None] * (b - a) for a, b in itertools.pairwise(points)])
        for k in range(0, 6):
            side = next(one for one in step_label.SIDES if q[step_label.name(one)][k])
            middle = points[k] + np.array(step_label.SIDES[side]) * step_label.LABEL
            assert not (abs(path - middle) < step_label.LABEL / 2).all(axis=-1).any(), (address, k, side)


def test_a_loss_that_leaves_the_frame_is_no_line_along_its_edge():
    losses = next(figure for figure in built(rate="0.21").figures if figure.name == "losses")
    top = losses.plot["layout"]["yaxis"]["range"][1]
    q = at(rate="0.21", steps="1000")
    outside = np.log10(q["loss"][:-1]) > top
    assert outside.sum() > 900
    assert (q["log_loss"][outside] > top).all()
    assert np.array_equal(np.isnan(q["dot_y"]), outside)
    edges = built(rate="0.21", steps="1000").tables["time"].rows["edge"][:-1]
    assert np.array_equal(q["upper_edge"][edges] == top, outside)
    assert (q["exit_y"], q["exit_step"]) == (top, outside.argmax() - 1)
    assert "∞" not in page(500, rate="0.21", steps="1000")
    assert at()["exit_y"] != at()["exit_y"]  # NaN: it does not leave


def test_a_loss_below_its_frame_has_an_arrow_and_no_number_on_its_dot():
    # At the last step the dot stands at the right edge: a number beside it would lie on it.
    scene = built(**SADDLE, start="2,0.001", step="400")
    here = scene.at("time")
    beside = [
        template.write(label.text, here)
        for label in scene.labels
        if label.figure == "losses" and template.reference(label.y).number(here) == here["lower_edge"][2]
    ]
    assert beside == ["↓"]


def test_the_axis_of_the_loss_reaches_down_to_where_descents_end():
    for surface in ("ravine", "beale", "rosenbrock", "points_mse"):
        losses = next(figure for figure in built(surface=surface).figures if figure.name == "losses")
        assert losses.plot["layout"]["yaxis"]["range"][0] == -10, surface
        dot = next(trace for trace in losses.plot["data"] if trace["name"] == "dot")
        assert dot["cliponaxis"] is False, surface


# ---- the update, against arithmetic


def adam_step(m, v, t):
    return 0.05 * (m / (1 - 0.9**t)) / math.sqrt(v / (1 - 0.999**t))


# From the place, the gradient, both memories before and after, and the number of the step: both memories, and the move.
RULES = {
    "gradient_descent": lambda w, g, m, v, m_, v_, t: (0, 0, -0.05 * g),
    "momentum": lambda w, g, m, v, m_, v_, t: (0.9 * m + g, 0, -0.05 * m_),
    "nesterov": lambda w, g, m, v, m_, v_, t: (0.9 * m + g, 0, -0.05 * (g + 0.9 * m_)),
    "adagrad": lambda w, g, m, v, m_, v_, t: (m + g**2, 0, -0.05 * g / math.sqrt(m_)),
    "rmsprop": lambda w, g, m, v, m_, v_, t: (0.99 * m + 0.01 * g**2, 0, -0.05 * g / math.sqrt(m_)),
    "adam": lambda w, g, m, v, m_, v_, t: (0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2, -adam_step(m_, v_, t)),
    "adamw": lambda w, g, m, v, m_, v_, t: (
        0.9 * m + 0.1 * g,
        0.999 * v + 0.001 * g**2,
        -0.01 * 0.05 * w - adam_step(m_, v_, t),
    ),
}


def test_the_written_update_comes_out_at_the_written_point():
    assert set(RULES) == set(landscapes.OPTIMIZERS)
    nothing = np.zeros(62)
    for optimizer, k, c in itertools.product(RULES, (0, 1, 17), "xy"):
        q = at(optimizer=optimizer, rate="0.05")
        w, g, m, v = (q.get(f"{name}{c}", nothing) for name in "wgmv")
        expected = RULES[optimizer](w[k], g[k], m[k], v[k], m[k + 1], v[k + 1], k + 1)
        assert (m[k + 1], v[k + 1], w[k + 1] - w[k]) == pytest.approx(expected, abs=1e-7), (optimizer, k, c)


def test_adams_formula_shows_its_memories_and_their_corrections():
    shown = page(0, optimizer="adam", rate="0.1")
    assert "0.9 × 0 + 0.1 × (−4) = −0.400" in shown
    assert "0.999 × 0 + 0.001 × (−4)² = 0.0160" in shown
    assert "−4 − 0.1 × ((−0.400) / 0.100) / √(0.0160 / 0.00100) = −3.9" in shown


# ---- predictions and goals


def test_a_prediction_opens_unsolved_and_its_answer_is_right():
    for asked in questions.PREDICTIONS:
        assert at(**asked.start)[asked.reply_index] < 0, asked.ask
        assert at(**asked.answer)[asked.reply_index] == 0, asked.ask


def test_an_answer_is_judged_by_the_tolerance_of_the_lesson():
    for index, said, reply in (
        (0, {"rate": "0.98"}, 0),
        (0, {"rate": "1.02"}, 0),
        (0, {"rate": "1.05"}, -3),
        (0, {"rate": "1.9"}, 1),
        (0, {"rate": "2"}, 1),
        (1, {"rate": "0.195"}, 0),
        (1, {"rate": "0.205"}, 0),
        (0, {"rate": "0.5"}, -2),
        (1, {"rate": "0.21"}, -3),
        (1, {"rate": "2"}, -3),
        (2, {"start": "3,0.06"}, 0),
        (2, {"start": "0.05,-2"}, 0),
        (2, {"start": "0.3,0"}, -1),
        (2, {"start": "3,0.1"}, -1),
    ):
        asked = questions.PREDICTIONS[index]
        assert at(**(asked.start | said))[asked.reply_index] == reply, (asked.ask, said)


def test_the_third_reply_names_the_angle_and_which_axis_it_is():
    asked = questions.PREDICTIONS[2]
    for start, ending in (
        ("-4,0", "From yours, on y = 0, it converges smoothly."),
        ("0,2", "on x = 0, it oscillates along one line."),
    ):
        scene = built(**(asked.start | {"start": start}))
        reply = template.write(asked.replies[0], scene.at("time"), words=scene.words)
        assert "the angle between the two directions is 54.5°" in reply
        assert reply.endswith(ending)


def test_a_goal_is_met_by_its_witness_and_not_by_others():
    for name, address, met in (
        ("G1", {}, 1),
        ("G1", {"rate": "0.1"}, 0),
        ("G1", {"surface": "bowl", "rate": "1"}, 0),
        ("G2", {"rate": "0.21"}, 1),
        ("G2", {"rate": "0.19"}, 0),
        ("G2", {"rate": "0.21", "steps": "20"}, 0),
        ("G3", SADDLE | {"start": "2,0.001"}, 1),
        ("G3", SADDLE | {"start": "2,0"}, 0),
        ("G3", SADDLE | {"start": "2,0.01"}, 0),
        ("G4", HIMMELBLAU | {"start": "-0.28,-0.93"}, 1),
        ("G4", HIMMELBLAU | {"start": "-0.27,-0.92"}, 0),
    ):
        assert at(**address)[LESSON.goals[name].met] == met, (name, address)


# ---- whatever is asked for can be drawn


def assert_drawn_and_said(address):
    """The scene can be sent, its sentence lacks no number, and where all numbers are finite the page lacks none."""
    scene = built(**address)
    assert len(packed(scene)) > 1000
    assert "–" not in scene.sentence(), address
    q = scene.at("time")
    if np.isfinite([q["wx"], q["wy"], q["gx"], q["gy"], q["loss"]]).all():
        assert "–" not in page(**address), address


@pytest.mark.slow
@pytest.mark.sample(every=3)
@pytest.mark.parametrize("surface", landscapes.NAMES)
def test_every_optimiser_descends_every_surface_at_any_rate_and_no_number_lacks(surface):
    for optimizer in landscapes.OPTIMIZERS:
        for said in ({}, {"rate": "1e150"}, {"rate": "0"}, {"steps": "1", "start": "1e150,-1e150"}):
            address = {"surface": surface, "optimizer": optimizer, **said}
            assert_drawn_and_said(address)


@pytest.mark.slow
def test_any_points_make_a_surface_on_which_every_optimiser_descends():
    cases = itertools.product(
        ("3,4", "3,1;3,2;3,6", "1e150,0;-1e150,1", "1e-150,1e150;2e-150,0", "0,0"),
        ("points_mse", "points_bce"),
        landscapes.OPTIMIZERS,
    )
    for points, surface, optimizer in sampled([*cases]):
        address = {"surface": surface, "points": points, "optimizer": optimizer}
        assert_drawn_and_said(address)
        assert_drawn_and_said(address | {"rate": "2"})


def test_where_all_points_share_one_x_the_loss_is_counted_from_its_minimum():
    # y = 1, 2, 6 about their mean 3: (4 + 1 + 9) / 3.
    said = {"surface": "points_mse", "points": "3,1;3,2;3,6"}
    assert "the minimum, 4.67" in page(**said)
    assert at(**said)["within_tolerance"] == 1
    assert "converged to a minimum." in page(steps="300", **said)


def test_points_that_are_no_labels_are_refused_in_words_and_the_lessons_own_are_shown():
    said = {"surface": "points_bce", "points": "1,5;2,0"}
    assert "y = 5 is no label: labels are 0 or 1." in page(**said)
    assert at(**said)["data_x"].tolist() == [-3, -2, -1, 1, 2, 3]


def test_ten_thousand_points_are_all_counted_and_some_of_them_drawn():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=10_000).round(3), rng.normal(size=10_000).round(3)
    points = ";".join(f"{a},{b}" for a, b in zip(x, y, strict=True))
    q = at(surface="points_mse", points=points, start="2,-1")
    assert q["loss"][0] == pytest.approx(np.mean((y - (2 * x - 1)) ** 2))
    assert "10,000 points, 1,500 of them drawn" in page(surface="points_mse", points=points, start="2,-1")
    assert len(q["data_x"]) == 1500


def test_of_points_that_take_more_room_fewer_are_drawn_and_as_many_are_said_to_be():
    asked = {"surface": "points_bce", "points": many_points.points("few and huge", 1_500), "steps": "20"}
    assert len(at(**asked)["data_x"]) == 500
    assert "1,500 points, 500 of them drawn" in page(**asked)


def test_one_point_is_said_in_the_singular():
    assert "1 point and the line at this step" in page(surface="points_mse", points="3,4")


def test_the_line_among_the_points_is_the_line_of_that_step():
    q = at(7, surface="points_mse")
    w, b = point(q, 7)
    assert q["line"] == pytest.approx([b, 6 * w + b], rel=1e-6)
    assert q["initial_line"] == pytest.approx([1, 1])


def test_a_predicted_probability_is_the_sigmoid_of_that_step():
    q = at(50, surface="points_bce")
    logits = q["wx"][50] * q["line_x"].astype(float) + q["wy"][50]
    assert q["line"] == pytest.approx(1 / (1 + np.exp(-logits)), abs=1e-6)


# ---- the size of things


def test_a_descent_of_300_steps_fits_into_55_kilobytes():
    for surface in ("bowl", "ravine", "saddle", "himmelblau"):
        assert len(packed(built(surface=surface, steps="300"), answers=0, state={}, onward={})) <= 55 * 1024, surface


def test_a_row_of_time_holds_little():
    table = built(steps="1000").tables["time"]
    assert sum(values.nbytes for values in table.rows.values()) <= 10_000


def test_only_the_azimuth_differs_along_the_azimuth():
    assert set(built().tables["azimuth"].rows) == {"azimuth"}


def test_a_descent_opens_at_its_start_which_is_what_an_address_without_a_step_means():
    assert built().at("time")["k"] == 0
    for step, sent in (("", ""), ("60", "60"), ("30", "30"), ("0", "")):
        table = built(step=step).tables["time"]
        assert committed(table, int(table.now)) == {"step": sent}, step


# ---- what goes along to the neighbours


def test_the_start_and_the_rate_go_to_sgd_where_they_are_those_of_a_line():
    said = {"points": "1,2;3,4", "start": "1,2", "rate": "0.5"}
    texts = LESSON.read({"surface": "points_mse", **said}).texts
    assert LESSON.linked_state["sgd"](texts) == said
    texts = LESSON.read(said).texts
    assert LESSON.linked_state["sgd"](texts) == {"points": "1,2;3,4", "start": "", "rate": ""}
    assert LESSON.linked_state["training-loop"](texts) == {"points": "1,2;3,4"}


# ---- landscapes


def test_a_landscape_has_its_start_inside_its_frame_on_its_grid_and_its_rate_within_its_range():
    for name in landscapes.NAMES:
        landscape = landscapes.of(name)
        for optimizer in landscapes.OPTIMIZERS:
            rates = landscape.rate_range(optimizer)
            assert 0 < rates.default <= rates.high, (name, optimizer)
            assert rates.high / rates.step >= 199, (name, optimizer)
            assert rates.default / rates.step == pytest.approx(round(rates.default / rates.step)), (name, optimizer)
        for place, low, high, step in zip(landscape.start, *landscape.grid, strict=True):
            assert low < place < high, name
            assert (place - low) / step == pytest.approx(round((place - low) / step), abs=1e-6), name


def test_the_rates_of_the_ravine_have_the_stability_limit_and_the_links_among_them():
    rates = landscapes.of("ravine").rate_range()
    for rate in (0.18, 0.2, 0.182, 0.199, 0.21):
        assert rate / rates.step == pytest.approx(round(rate / rates.step))
    assert rates.high == 0.3


def test_only_the_ravine_has_a_condition_number_and_only_surfaces_of_points_have_points():
    first = landscapes.of("saddle")
    assert landscapes.of("saddle", 50.0, landscapes.SIX) is first
    assert landscapes.of("ravine", 50.0).stability_limit() == pytest.approx(2 / 50)


def test_the_map_is_drawn_from_the_surface_itself():
    for name in landscapes.NAMES:
        landscape, surface, levels = landscapes.of(name), SURFACES[name], landscapes.of(name).levels
        for row, column in ((0, 0), (10, 40), (-1, -1)):
            loss = float(surface.loss([landscape.x[column], landscape.y[row]]))
            drawn = float(landscape.level.reshape(len(landscape.y), len(landscape.x))[row, column])
            above = (loss - levels.minimum) / levels.first
            assert drawn == pytest.approx(max(math.log(above) / math.log(levels.factor), -1), abs=1e-5), name
        assert levels.count <= 14, name
        assert landscape.level.max() < levels.count + 1, name


def test_nonsense_is_refused_in_words_and_means_the_default():
    for name, text in (
        ("start", "1"),
        ("start", "1,2,3"),
        ("start", "x,1"),
        ("rate", "-1"),
        ("rate", "fast"),
        ("rate", "1e999"),
        ("steps", "0"),
        ("steps", "1001"),
        ("steps", "2.5"),
        ("step", "-1"),
        ("azimuth", "361"),
        ("condition", "0"),
        ("condition", "nan"),
        ("surface", "Ravine"),
        ("optimizer", "sgd"),
        ("points", "1"),
        ("speed", "3"),
    ):
        state = LESSON.read({name: text})
        assert state.refused[name][0] == text
        assert len(state.refused[name][1].split()) > 3, state.refused
        assert state.values == LESSON.read({}).values, name
