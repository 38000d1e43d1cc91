"""The scene of lesson 3 against the numbers of the lesson, and what it says of walks that go wrong."""

import math
import re
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest

from lossviz.lessons.gradient_descent import questions as descent_asks
from lossviz.lessons.gradient_descent import scene as descent
from lossviz.live.message import packed
from lossviz.scene import landscapes
from lossviz.scene.source import meanings
from lossviz.theory.surfaces import SURFACES

RAVINE = {"surface": "ravine"}
SLOT = re.compile(r"\{(\w+)(?:\[(\w+)\])?(?::(\w+))?\}")


def built(**said):
    return descent.scene(**meanings(descent.PARAMETERS, said)[0])


def at(row=-1, **said):
    return built(**said).at("time", row)


# ---- the page as words, the numbers written as the browser writes them


def computed(x):
    if x == 0:
        return "0"
    if not math.isfinite(x):
        return "∞" if x > 0 else "−∞"
    size, sign = abs(x), "−" if x < 0 else ""
    if size >= 9999.5 or size < 0.00009995:
        return sign + f"{size:.1e}".replace("e-0", "e−").replace("e-", "e−").replace("e+0", "e").replace("e+", "e")
    if size >= 999.5:
        return sign + f"{round(size):,}"
    digits = 2 - math.floor(math.log10(size))
    return sign + str(Decimal(size).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))


def as_set(x):
    short = round(x, 4)
    return f"{short:g}".replace("-", "−") if abs(x - short) < 1e-12 else computed(x)


def written(kind, x, scene):
    match kind:
        case "word":
            return scene.words[int(x)]
        case "count":
            return f"{int(x):,}"
        case "set":
            return as_set(x)
        case "factor" | "setfactor":
            text = as_set(x) if kind == "setfactor" else computed(x)
            return f"({text})" if x < 0 else text
    return computed(x)


def number(reference, quantities):
    quantity, index = re.fullmatch(r"(\w+)(?:\[(\w+)\])?", reference).groups()
    place = 0 if index is None else int(index) if index.isdigit() else int(np.atleast_1d(quantities[index])[0])
    return float(np.atleast_1d(quantities[quantity])[place])


def holds(conditions, quantities):
    return all(
        number(one[1:], quantities) == 0 if one.startswith("!") else number(one, quantities) > 0
        for one in conditions.split()
    )


def filled(text, quantities, scene):
    def fill(slot):
        quantity, index, kind = slot.groups()
        return written(kind, number(quantity + (f"[{index}]" if index else ""), quantities), scene)

    return SLOT.sub(fill, text)


def page(row=-1, **said):
    """Every word of the scene at a step: sentence, formula, labels and captions."""
    scene = built(**said)
    quantities = scene.at("time", row)
    texts = [scene.says[int(quantities["case"])], *(figure.caption for figure in scene.figures)]
    texts += ["".join(part.text for part in line if holds(part.when, quantities)) for line in scene.formula]
    texts += [label.text for label in scene.labels if holds(label.when, quantities)]
    return "\n".join(filled(text, quantities, scene) for text in texts)


@pytest.mark.parametrize(
    ("said", "row", "words"),
    [
        ({}, 0, ["loss 19.3", "−4 − 0.18 × (−4) = −3.28", "1.5 − 0.18 × 15 = −1.2", "54.5° apart"]),
        ({}, 1, ["loss 12.6"]),
        ({}, 60, ["Loss at step 60: 3.9e−10", "below 0.001 from step 24"]),
        ({}, 60, ["2/λ = 2 / 10.0 = 0.200", "by 0.82 along", "by −0.8 across"]),
        ({"rate": "0.05", "steps": "100"}, -1, ["below 0.001 from step 88", "is 0.500, below 1, so it glides"]),
        ({"rate": "0.1"}, -1, ["below 0.001 from step 43"]),
        ({"rate": "0.1"}, 1, ["y:  0 − 0.1 × 0 = 0"]),
        ({"rate": "0.182"}, -1, ["below 0.001 from step 25"]),
        ({"rate": "0.199", "steps": "500"}, -1, ["below 0.001 from step 465"]),
        ({"rate": "0.2"}, -1, ["y:  1.5 − 0.2 × 15 = −1.5", "loss 11.3", "curvature is exactly 2"]),
        ({"rate": "0.2"}, -2, ["y:  1.5 − 0.2 × 15 = −1.5"]),
        ({"rate": "0.2"}, 59, ["y:  −1.5 − 0.2 × (−15) = 1.5"]),
        ({"rate": "0.21", "steps": "30"}, -1, ["loss 3,425", "y:  26.2 −", "above 2, so each jump is longer"]),
        ({"start": "-4,0", "rate": "0.19"}, -1, ["below 0.001 from step 22"]),
        (
            {"surface": "saddle", "start": "2,0", "rate": "0.1", "steps": "400"},
            -1,
            ["loss 0.250", "The gradient is 0, so it stays; but this is a saddle", "not within 400 steps"],
        ),
        (
            {"surface": "saddle", "start": "2,0.001", "rate": "0.1", "steps": "400"},
            -1,
            ["below 0.125 from step 68", "A lowest place"],
        ),
        (
            {"surface": "saddle", "start": "2,0.000001", "rate": "0.1", "steps": "400"},
            -1,
            ["below 0.125 from step 141"],
        ),
        (
            {"surface": "himmelblau", "start": "-0.27,-0.92", "rate": "0.01", "steps": "400"},
            -1,
            ["x:  3.58 −", "y:  −1.85 −"],
        ),
        (
            {"surface": "himmelblau", "start": "-0.28,-0.93", "rate": "0.01", "steps": "400"},
            -1,
            ["x:  −3.78 −", "y:  −3.28 −", "λ 134\nborder 0.0149"],
        ),
        (
            {"surface": "himmelblau", "start": "0,0", "rate": "0.025", "steps": "400"},
            -1,
            ["= 2.68", "x:  3.2", "loss 3.09", "2/λ = 2 / 82.3 = 0.0243", "λ 134\nborder 0.0149"],
        ),
        ({"surface": "rosenbrock"}, 0, ["loss 24.2", "= 0.00200", "; 2,508 times the flattest"]),
        ({"surface": "rosenbrock", "rate": "0.001", "steps": "1000"}, -1, ["loss 0.454"]),
        ({"surface": "rosenbrock", "rate": "0.001", "steps": "1000", "optimizer": "momentum"}, -1, ["loss 2.5e−5"]),
        ({"surface": "rosenbrock", "rate": "0.001", "steps": "1000", "optimizer": "adam"}, -1, ["loss 4.18"]),
        ({"surface": "bowl", "rate": "1"}, 1, ["the gradient is as good as 0, the loss 0"]),
        ({"surface": "points_mse"}, 0, ["loss 6.00", "0 − 0.02 × (−15.2) = 0.304", "1 − 0.02 × (−4) = 1.08"]),
        ({"surface": "points_mse"}, 0, ["the lowest, 0.720", "2 / 23.7 = 0.0845"]),
    ],
)
def test_the_numbers_of_the_lesson_stand_on_the_page_in_their_state(said, row, words):
    shown = page(row, **said)
    for word in words:
        assert word in shown, shown


def test_the_rest_of_the_saddle_is_0_to_all_digits_by_step_200():
    assert at(surface="saddle", start="2,0.001", rate="0.1", steps="400")["loss"][200] < 5e-13


def test_the_loss_at_step_30_of_the_first_state_is_7e_5():
    assert at()["loss"][30] == pytest.approx(7e-5, abs=5e-6)


@pytest.mark.parametrize("link", descent_asks.LINKS, ids=lambda link: link.text)
def test_the_note_of_a_link_says_what_its_state_shows(link):
    q = built(**link.state).at("time")
    # What the notes claim in numbers.
    claims = {
        "How fast? 0.05": lambda: q["until"] == 88,
        "0.1": lambda: q["until"] == 43 and q["wy"][1] == 0,
        "0.182": lambda: q["until"] == 25,
        "0.199": lambda: q["until"] == 465,
        "Apart": lambda: np.allclose(q["wy"][1:] / q["wy"][:-1], -1.1),
        "The border": lambda: np.allclose(abs(q["wy"]), 1.5),
    }
    assert claims.get(link.text, lambda: True)()


def test_every_link_is_written_as_the_address_writes_it_or_it_would_not_be_marked_as_the_present_one():
    for link in descent_asks.LINKS:
        for parameter in descent.PARAMETERS:
            text = link.state.get(parameter.name, "")
            assert text in ("", parameter.write(parameter.meant(text))), link.text


# ---- theory and footprints


@pytest.mark.parametrize(
    ("said", "course", "happened"),
    [
        ({}, "swings", "is swinging"),
        ({"rate": "0.05"}, "glides", "is gliding"),
        ({"rate": "0.21"}, "diverges", "has diverged"),
        ({"rate": "0.2"}, "swings for ever", "is swinging"),
        ({"rate": "0"}, "rests", "is gliding"),
        ({"surface": "bowl", "rate": "1"}, "lands in one step where it is steepest", "is gliding"),
    ],
)
def test_both_names_of_a_walk_agree_in_the_plain_cases(said, course, happened):
    scene = built(**said)
    q = scene.at("time")
    assert scene.words[q["course"]] == course
    assert scene.words[q["happened"]] == happened
    assert not q["differ"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"start": "-4,0", "rate": "0.21"}, "from this start the steep direction is never met"),
        ({"rate": "0.21", "steps": "5"}, "there are too few steps to tell"),
        (
            {"surface": "himmelblau", "start": "0,0", "rate": "0.025", "steps": "400"},
            "on its way the ground bends less",
        ),
        ({"surface": "beale", "start": "4.1,-3", "rate": "0.0047"}, "By step 300 the numbers are infinite"),
        (
            {"surface": "beale", "start": "-1.8,1.3", "rate": "0.0143", "steps": "100"},
            "on its way the ground bends more",
        ),
        ({"surface": "himmelblau", "start": "4.9,4.9", "rate": "0.015"}, "there are too few steps to tell"),
    ],
)
def test_where_the_names_disagree_the_page_says_why(said, why):
    assert why in page(**said)


def test_an_optimiser_with_memory_is_not_judged_by_the_border_of_plain_descent():
    shown = page(optimizer="momentum", rate="0.25")
    assert "The border holds for plain descent only" in shown
    assert "by curvature" not in shown


def test_infinite_numbers_are_said_with_the_limit_of_the_surface():
    shown = page(surface="rosenbrock", rate="0.003", start="-1.9,2.9", steps="200")
    assert "By step 200 the numbers are infinite. The limit for this surface is a rate of 0.00200." in shown


def test_a_dent_is_called_a_hollow_and_not_the_lowest_place():
    assert "A hollow, but not the lowest place." in page(surface="rastrigin")


def test_a_far_and_flat_direction_is_not_called_level_where_there_is_only_one_lowest_place():
    assert "so it stays" not in page(surface="points_mse", samples="1e-9,0;2e-9,1;3e-9,0;4e-9,1")


def test_on_level_ground_no_arrow_is_said_to_point_astray():
    assert "downhill (the arrow)" in page(0, surface="saddle", start="2,0.5", rate="0.1", steps="400")
    assert "downhill (the arrow)" not in page(surface="saddle", start="2,0", rate="0.1", steps="400")


def test_the_dust_of_a_lowest_place_is_not_written():
    # The six answers of the lesson are the same on both sides of 0, so the best intercept is 0.
    assert ", 0), the lowest place nearest to its end" in page(surface="points_bce")


@pytest.mark.parametrize("surface", landscapes.NAMES)
def test_the_words_of_a_step_have_one_seat_inside_the_frame_none_outside_and_none_on_a_climbing_arrow(surface):
    scene = built(surface=surface)
    q, (across, up) = scene.at("time"), landscapes.of(surface).frame
    seated = q["over"].astype(int) + q["east"] + q["west"]
    x, y = q["wx"][:-1], q["wy"][:-1]
    assert seated.tolist() == [across[0] <= a <= across[1] and up[0] <= b <= up[1] for a, b in zip(x, y, strict=True)]
    run, rise = (q["tip_x"] - q["px"]) / (across[1] - across[0]), (q["tip_y"] - q["py"]) / (up[1] - up[0])
    assert not q["over"][rise > abs(run)].any()
    assert not (q["west"].astype(bool) & (run < -abs(rise)) & (x < across[0] + 0.6 * (across[1] - across[0]))).any()


@pytest.mark.parametrize(
    ("surface", "low"), [("ravine", -10), ("beale", -10), ("rosenbrock", -10), ("points_mse", -10)]
)
def test_the_axis_of_the_loss_reaches_down_to_where_walks_end(surface, low):
    losses = next(figure for figure in built(surface=surface).figures if figure.name == "losses")
    assert losses.plot["layout"]["yaxis"]["range"][0] == low
    dot = next(trace for trace in losses.plot["data"] if trace["name"] == "dot")
    assert dot["cliponaxis"] is False


# ---- the update, against arithmetic


def adams(m, v, t):
    return 0.05 * (m / (1 - 0.9**t)) / math.sqrt(v / (1 - 0.999**t))


# From the place, the slope, both memories before and after, and the number of the step: both memories, and the move.
RULES = {
    "gradient_descent": lambda w, g, m, v, m_, v_, t: (0, 0, -0.05 * g),
    "momentum": lambda w, g, m, v, m_, v_, t: (0.9 * m + g, 0, -0.05 * m_),
    "nesterov": lambda w, g, m, v, m_, v_, t: (0.9 * m + g, 0, -0.05 * (g + 0.9 * m_)),
    "adagrad": lambda w, g, m, v, m_, v_, t: (m + g**2, 0, -0.05 * g / math.sqrt(m_)),
    "rmsprop": lambda w, g, m, v, m_, v_, t: (0.99 * m + 0.01 * g**2, 0, -0.05 * g / math.sqrt(m_)),
    "adam": lambda w, g, m, v, m_, v_, t: (0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2, -adams(m_, v_, t)),
    "adamw": lambda w, g, m, v, m_, v_, t: (
        0.9 * m + 0.1 * g,
        0.999 * v + 0.001 * g**2,
        -0.01 * 0.05 * w - adams(m_, v_, t),
    ),
}


@pytest.mark.parametrize("optimizer", landscapes.OPTIMIZERS)
def test_the_written_update_comes_out_at_the_written_place(optimizer):
    q = at(optimizer=optimizer, rate="0.05")
    nothing = np.zeros(62)
    for k in (0, 1, 17):
        for c in "xy":
            w, g, m, v = (q.get(f"{name}{c}", nothing) for name in "wgmv")
            memory = (m[k], v[k], m[k + 1], v[k + 1])
            expected = RULES[optimizer](w[k], g[k], *memory, k + 1)
            assert (m[k + 1], v[k + 1], w[k + 1] - w[k]) == pytest.approx(expected, abs=1e-7)


def test_adams_formula_shows_its_memories_and_their_corrections():
    shown = page(0, optimizer="adam", rate="0.1")
    assert "0.9 × 0 + 0.1 × (−4) = −0.400" in shown
    assert "0.999 × 0 + 0.001 × (−4)² = 0.0160" in shown
    assert "−4 − 0.1 × ((−0.400) / 0.100) / √(0.0160 / 0.00100) = −3.9" in shown


# ---- questions and goals


@pytest.mark.parametrize("asked", descent_asks.PREDICTIONS, ids=lambda asked: asked.name)
def test_a_question_opens_unsolved_and_its_answer_is_right(asked):
    assert built(**asked.start).at("time")[asked.code] == -1
    assert built(**asked.answer).at("time")[asked.code] == 0


@pytest.mark.parametrize(
    ("question", "said", "code"),
    [
        (0, {"rate": "0.98"}, 0),
        (0, {"rate": "1.02"}, 0),
        (0, {"rate": "1.05"}, -1),
        (0, {"rate": "1.9"}, 1),
        (0, {"rate": "2"}, 1),
        (1, {"rate": "0.195"}, 0),
        (1, {"rate": "0.205"}, 0),
        (1, {"rate": "0.21"}, -1),
        (1, {"rate": "2"}, -1),
        (2, {"start": "3,0.06"}, 0),
        (2, {"start": "0.05,-2"}, 0),
        (2, {"start": "0.3,0"}, -1),
        (2, {"start": "3,0.1"}, -1),
    ],
)
def test_an_answer_is_judged_by_the_tolerance_of_the_lesson(question, said, code):
    asked = descent_asks.PREDICTIONS[question]
    assert built(**(asked.start | said)).at("time")[asked.code] == code


def test_the_third_reply_names_the_angle_and_which_axis_it_is():
    asked = descent_asks.PREDICTIONS[2]
    for start, ending in (("-4,0", "Yours, on y = 0, glides."), ("0,2", "jumps to and fro on one line.")):
        scene = built(**(asked.start | {"start": start}))
        reply = filled(asked.replies[0], scene.at("time"), scene)
        assert "the two directions are 54.5° apart" in reply
        assert reply.endswith(ending)


@pytest.mark.parametrize(
    ("goal", "said", "met"),
    [
        ("G1", {}, 1),
        ("G1", {"rate": "0.1"}, 0),
        ("G1", {"surface": "bowl", "rate": "1"}, 0),
        ("G2", {"rate": "0.21"}, 1),
        ("G2", {"rate": "0.19"}, 0),
        ("G2", {"rate": "0.21", "steps": "20"}, 0),
        ("G3", {"surface": "saddle", "start": "2,0.001", "rate": "0.1", "steps": "400"}, 1),
        ("G3", {"surface": "saddle", "start": "2,0", "rate": "0.1", "steps": "400"}, 0),
        ("G3", {"surface": "saddle", "start": "2,0.01", "rate": "0.1", "steps": "400"}, 0),
        ("G4", {"surface": "himmelblau", "start": "-0.28,-0.93", "rate": "0.01", "steps": "400"}, 1),
        ("G4", {"surface": "himmelblau", "start": "-0.27,-0.92", "rate": "0.01", "steps": "400"}, 0),
    ],
)
def test_a_goal_is_met_by_its_witness_and_not_by_others(goal, said, met):
    name = next(one.met for one in descent_asks.GOALS if one.name == goal)
    assert at(**said)[name] == met


# ---- whatever is asked for can be drawn


@pytest.mark.parametrize("surface", landscapes.NAMES)
@pytest.mark.parametrize("optimizer", landscapes.OPTIMIZERS)
def test_every_optimiser_walks_every_surface_at_any_rate_and_is_drawn(surface, optimizer):
    for said in ({}, {"rate": "1e150"}, {"rate": "0"}, {"steps": "1", "start": "1e150,-1e150"}):
        scene = built(surface=surface, optimizer=optimizer, **said)
        packed(scene, state={}, first={})
        shown = page(surface=surface, optimizer=optimizer, **said)
        assert "nan" not in shown, shown


@pytest.mark.parametrize("samples", ["3,4", "3,1;3,2;3,6", "1e150,0;-1e150,1", "1e-150,1e150;2e-150,0", "0,0"])
@pytest.mark.parametrize("surface", ["points_mse", "points_bce"])
def test_any_points_make_a_surface_that_is_walked_and_drawn(surface, samples):
    for optimizer in landscapes.OPTIMIZERS:
        packed(built(surface=surface, samples=samples, optimizer=optimizer, rate="2"), state={}, first={})
    assert "nan" not in page(surface=surface, samples=samples)


def test_where_all_points_share_one_x_the_loss_is_counted_from_the_floor_of_the_valley():
    # y = 1, 2, 6 about their mean 3: (4 + 1 + 9) / 3.
    said = {"surface": "points_mse", "samples": "3,1;3,2;3,6"}
    assert "the lowest, 4.67" in page(**said)
    assert at(**said)["soon"] == 1
    assert "A lowest place, so it stays." in page(steps="300", **said)


def test_points_that_are_no_answers_are_refused_in_words_and_the_lessons_own_are_shown():
    shown = page(surface="points_bce", samples="1,5;2,0")
    assert "y = 5 is no answer: yes is 1 and no is 0." in shown
    assert at(surface="points_bce", samples="1,5;2,0")["data_x"].tolist() == [-3, -2, -1, 1, 2, 3]


def test_ten_thousand_points_are_all_counted_and_some_of_them_drawn():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=10_000).round(3), rng.normal(size=10_000).round(3)
    text = ";".join(f"{a},{b}" for a, b in zip(x, y, strict=True))
    q = at(surface="points_mse", samples=text, start="2,-1")
    assert q["loss"][0] == pytest.approx(np.mean((y - (2 * x - 1)) ** 2))
    assert "10,000 points, 1,500 of them drawn" in page(surface="points_mse", samples=text)
    assert len(q["data_x"]) == 1500


def test_one_point_is_said_in_the_singular():
    assert "1 point and the line at this step" in page(surface="points_mse", samples="3,4")


def test_the_line_among_the_points_is_the_line_of_that_step():
    q = at(7, surface="points_mse")
    w, b = q["wx"][7], q["wy"][7]
    assert q["line"] == pytest.approx([b, 6 * w + b], rel=1e-6)
    assert q["line_0"] == pytest.approx([1, 1])


def test_a_yes_or_no_forecast_is_the_sigmoid_of_that_step():
    q = at(50, surface="points_bce")
    logits = q["wx"][50] * q["line_x"].astype(float) + q["wy"][50]
    assert q["line"] == pytest.approx(1 / (1 + np.exp(-logits)), abs=1e-6)


# ---- the size of things


@pytest.mark.parametrize("surface", ["bowl", "ravine", "saddle", "himmelblau"])
def test_a_walk_of_300_steps_fits_into_50_kilobytes(surface):
    assert len(packed(built(surface=surface, steps="300"), state={}, first={}, answers=0, chain=[])) <= 50 * 1024


def test_a_row_of_time_holds_little_for_the_walk_itself_stays():
    table = built(steps="1000").tables["time"]
    assert sum(values.nbytes for values in table.rows.values()) <= 10_000


def test_only_the_turn_differs_along_the_turn():
    scene = built()
    assert set(scene.tables["turn"].rows) == {"turn"}
    assert scene.tables["turn"].commit == {"view": "turn"}


@pytest.mark.parametrize(("step", "sent"), [("", ""), ("60", ""), ("30", "30"), ("0", "0")])
def test_the_last_step_is_what_an_address_without_one_means(step, sent):
    from tests.lessons.states import committed

    scene = built(step=step)
    assert committed(scene.tables["time"], int(scene.tables["time"].now)) == {"step": sent}


# ---- landscapes


@pytest.mark.parametrize("name", landscapes.NAMES)
def test_a_landscape_begins_inside_its_frame_on_its_grid_and_at_a_rate_on_its_track(name):
    land = landscapes.of(name)
    for optimizer in landscapes.OPTIMIZERS:
        rates = land.rates(optimizer)
        assert 0 < rates.first <= rates.high
        assert rates.high / rates.step >= 199
        assert rates.first / rates.step == pytest.approx(round(rates.first / rates.step))
    low, high, step = land.grid
    for place, bottom, top, fine in zip(land.start, low, high, step, strict=True):
        assert bottom < place < top
        assert (place - bottom) / fine == pytest.approx(round((place - bottom) / fine), abs=1e-6)


def test_the_track_of_the_ravine_has_the_border_and_the_first_rate_on_it():
    rates = landscapes.of("ravine").rates()
    for rate in (0.18, 0.2, 0.182, 0.199, 0.21):
        assert rate / rates.step == pytest.approx(round(rate / rates.step))
    assert rates.high == 0.3


@pytest.mark.parametrize("name", landscapes.NAMES)
def test_the_map_is_drawn_from_the_surface_itself(name):
    land, surface = landscapes.of(name), SURFACES[name]
    for row, column in ((0, 0), (10, 40), (-1, -1)):
        loss = float(surface.loss([land.x[column], land.y[row]]))
        drawn = float(land.depth.reshape(len(land.y), len(land.x))[row, column])
        above = (loss - land.relief.least) / land.relief.floor
        assert drawn == pytest.approx(max(math.log(above) / math.log(land.relief.factor), -1), abs=1e-5)
    assert land.relief.count <= 14
    assert land.depth.max() < land.relief.count + 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
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
        ("view", "361"),
        ("condition", "0"),
        ("condition", "nan"),
        ("surface", "Ravine"),
        ("optimizer", "sgd"),
        ("samples", "1"),
        ("speed", "3"),
    ],
)
def test_nonsense_is_refused_in_words(name, text):
    parameter = next(one for one in descent.PARAMETERS if one.name == name)
    with pytest.raises(ValueError, match=r"\w{3}"):
        parameter.meant(text)
