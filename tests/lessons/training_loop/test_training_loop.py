"""The numbers of lesson 2, each in the state in which it stands on the page."""

import math
import re

import numpy as np
import pytest

from lossviz.inputs import points
from lossviz.lessons.training_loop import scene as loop
from lossviz.lessons.training_loop import words
from lossviz.live.message import packed
from lossviz.scene.source import meanings

X, Y = np.array([1, 2, 3, 4, 5]), np.array([2, 1, 4, 3, 5])
CLOSE = 5e-4
PREDICT, MEASURE, SLOPE, ADJUST = range(4)
SLOT = re.compile(r"\{(\w+)(?:\[(\w+)\])?(?::(\w+))?\}")
PHASE_FLAGS = ("predicting", "measuring", "sloping", "adjusting")


def shown(**said):
    """The scene at an address; `begin` is its `from`."""
    said = {("from" if name == "begin" else name): text for name, text in said.items()}
    return loop.scene(**meanings(loop.PARAMETERS, said)[0])


def at(update=0, phase=PREDICT, **said):
    return shown(at=str(4 * update + phase), **said)


def found(name, scene, table="time", row=-1):
    """A number as a word on the page names it: `loss[k]`."""
    quantity, _, index = name.partition("[")
    here = scene.at(table, row)
    if not index:
        return float(np.asarray(here[quantity]).reshape(-1)[0])
    place = index.rstrip("]")
    return float(here[quantity][int(place) if place.isdigit() else int(here[place])])


def number(value, kind):
    """A number as the page writes it, for the sizes that stand in this lesson."""
    if kind == "count":
        return f"{int(value):,}"
    set_ = kind in ("set", "setfactor") and abs(value - round(value, 4)) < 1e-12
    text = f"{round(value, 4):g}" if set_ else "0" if value == 0 else f"{value:#.3g}".rstrip(".")
    text = "∞" if math.isinf(value) else text.replace("-", "−")
    return f"({text})" if kind in ("factor", "setfactor") and value < 0 else text


def filled(template, scene, table="time", row=-1):
    def fill(slot):
        quantity, index, kind = slot.groups()
        if kind == "word":
            return scene.words[int(found(quantity, scene, table, row))]
        return number(found(f"{quantity}[{index}]" if index else quantity, scene, table, row), kind)

    return SLOT.sub(fill, template)


def sentence(scene, table="time", row=-1):
    return filled(scene.says[int(found("case", scene, table, row))], scene, table, row)


def lit(scene):
    """The lines of the formula that are in full, with their numbers."""
    flag = f"{PHASE_FLAGS[int(found('phase', scene))]}[phase]"
    lines = ["".join(part.text for part in line if part.when == flag) for line in scene.formula]
    return [filled(line, scene) for line in lines if line]


def aside(scene):
    return filled("".join(part.text for line in scene.formula for part in line if part.when == "aside"), scene)


def mse(w, b, x=X, y=Y):
    return float(((y - w * x - b) ** 2).mean())


def walked(rate, updates, w=0.0, b=1.0):
    """The loop by hand: both slopes at the same old line, then both steps."""
    path = [(w, b)]
    for _ in range(updates):
        miss = Y - w * X - b
        w, b = w + rate * 2 * (X * miss).mean(), b + rate * 2 * miss.mean()
        path.append((w, b))
    return path


# ---- the walk


@pytest.mark.parametrize(
    ("pace", "update", "loss"),
    [
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
    ],
)
def test_losses_are_those_of_the_lesson(pace, update, loss):
    for phase in (PREDICT, MEASURE, SLOPE, ADJUST) if update < 100 else (PREDICT,):
        measured = found("loss[k]", at(update, phase, pace=pace))
        assert number(measured, None) == number(loss, None)
        assert measured == pytest.approx(mse(*walked(float(pace), update)[-1]), rel=1e-9)


def test_a_hundred_updates_at_008_arrive_and_at_009_run_apart():
    assert found("loss[k]", at(100, pace="0.08")) == pytest.approx(0.72025, abs=5e-6)
    assert found("loss[k]", at(100, pace="0.09")) == pytest.approx(2.0e11, rel=0.03)


@pytest.mark.parametrize("pace", ["0", "0.0005", "0.02", "0.05", "0.0845", "0.09"])
def test_the_whole_walk_is_the_loop_by_hand(pace):
    scene = shown(pace=pace)
    path = np.array(walked(float(pace), 100))
    for name, values in (("w", path[:, 0]), ("b", path[:, 1])):
        np.testing.assert_allclose(scene.shared[name], values, rtol=1e-8, atol=1e-12)


def test_the_first_slopes_and_the_first_step():
    first = shown()
    assert found("gw[k]", first) == pytest.approx(-15.2, rel=1e-12)
    assert found("gb[k]", first) == pytest.approx(-4, rel=1e-12)
    step = at(0, ADJUST)
    assert (found("w[next]", step), found("b[next]", step)) == pytest.approx((0.304, 1.08), rel=1e-12)
    step = at(0, ADJUST, pace="0.05")
    assert (found("w[next]", step), found("b[next]", step)) == pytest.approx((0.76, 1.2), rel=1e-12)


def test_one_number_is_update_and_phase_and_the_last_place_is_update_100():
    rows = shown(at="6").tables["time"].rows
    for place in (0, 1, 3, 4, 250, 399, 400):
        assert divmod(place, 4) == (rows["k"][place], rows["phase"][place])
        assert rows["next"][place] == rows["k"][place] + (rows["phase"][place] == ADJUST)
    assert rows["next"].max() == 100
    assert [rows[name][-1] for name in ("at", "k", "phase", "next", "last")] == [6, 1, SLOPE, 1, 0]
    assert shown().shared["moments"].tolist() == shown().tables["time"].places.tolist() == list(range(401))


# ---- what is said, and the formulas


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"at": "0"}, "Predict: at x = 5 the line says 1.00; the truth is 5."),
        ({"at": "4"}, "Predict: at x = 5 the line says 2.60; the truth is 5."),
        ({"at": "1"}, "Measure: the loss is 6.00. So far nothing has been adjusted."),
        ({"at": "5"}, "Measure: the loss is 2.23. Before the last update it was 6.00."),
        ({"at": "2"}, "Slope: raising w by a little changes the loss by −15.2 times as much; for b, −4.00."),
        ({"at": "3"}, "Adjust: w goes from 0 to 0.304, b from 1 to 1.08."),
        ({"at": "3", "pace": "0"}, "The rate is 0, so nothing is adjusted. The loss stays 6.00."),
        ({"at": "201", "pace": "0"}, "The rate is 0, so nothing is adjusted. The loss stays 6.00."),
        ({"at": "5", "pace": "0.09"}, "Update 1: the loss has grown to 7.44. Each step goes too far."),
        ({"at": "41", "pace": "0.09"}, "Update 10: the loss has grown to 60.4. Each step goes too far."),
        ({"at": "2", "from": "0.8,0.6"}, "Both slopes are 0. The loop goes on, but nothing moves."),
        ({"at": "399", "from": "0.8,0.6"}, "Both slopes are 0. The loop goes on, but nothing moves."),
        ({"at": "1", "from": "0.8,0.6"}, "Measure: the loss is 0.720. So far nothing has been adjusted."),
    ],
)
def test_each_phase_says_what_it_does(said, expected):
    assert sentence(loop.scene(**meanings(loop.PARAMETERS, said)[0])) == expected


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (
            PREDICT,
            [
                "Predict  ŷ = w · x + b:   0 × 1 + 1 = 1.00,   0 × 2 + 1 = 1.00,   0 × 3 + 1 = 1.00,   "
                "0 × 4 + 1 = 1.00,   0 × 5 + 1 = 1.00"
            ],
        ),
        (MEASURE, ["Measure  L = (1/n) Σ (y − ŷ)² = (1² + 0² + 3² + 2² + 4²) / 5 = 6.00"]),
        (
            SLOPE,
            [
                "Slope  ∂L/∂w = −(2/5) × (1 × 1 + 2 × 0 + 3 × 3 + 4 × 2 + 5 × 4) = −15.2",
                "Slope  ∂L/∂b = −(2/5) × (1 + 0 + 3 + 2 + 4) = −4.00",
            ],
        ),
        (
            ADJUST,
            ["Adjust  w ← w − η · ∂L/∂w = 0 − 0.02 × (−15.2) = 0.304,   b ← b − η · ∂L/∂b = 1 − 0.02 × (−4.00) = 1.08"],
        ),
    ],
)
def test_the_lit_phase_has_its_numbers_in_it(place, lines):
    assert lit(at(0, place)) == lines


def test_the_other_three_phases_are_muted_and_without_numbers():
    for line in shown().formula[:5]:
        plain = line[0]
        assert plain.role == "muted"
        assert plain.when.startswith("!")
        assert "{" not in plain.text
        assert {f"!{part.when}" for part in line[1:]} == {plain.when}


def test_a_sum_of_many_points_is_elided_and_still_names_the_point_that_is_furthest_off():
    scene = at(0, MEASURE, data="1,1;2,1;3,9;4,1;5,2;6,0;7,1")
    assert lit(scene) == ["Measure  L = (1/n) Σ (y − ŷ)² = (0² + 0² + 8² + … 4 more) / 7 = 9.43"]
    assert pytest.approx(9.43, abs=0.005) == (8**2 + 1 + 1) / 7
    assert sentence(at(0, PREDICT, data="1,1;2,1;3,9;4,1;5,2;6,0;7,1")).startswith(
        "Predict: at x = 3 the line says 1.00"
    )


def test_curvatures_and_border_stand_under_the_formula():
    scene = shown()
    line = filled("".join(part.text for part in scene.formula[-1] if not part.when), scene)
    assert line.startswith("Curvatures 23.7 and 0.338: a rate above 2 / 23.7 = 0.0845 ")
    hessian = 2 / 5 * np.array([[(X**2).sum(), X.sum()], [X.sum(), 5]])
    gentle, steep = np.linalg.eigvalsh(hessian)
    assert (found("steep", scene), found("gentle", scene)) == pytest.approx((steep, gentle), rel=1e-9)
    assert (steep, gentle, 2 / steep) == pytest.approx((23.66, 0.338, 0.0845), abs=CLOSE * 10)
    assert found("border", scene) == pytest.approx(2 / steep, rel=1e-9)


def test_one_at_a_time_is_told_in_its_own_state_only():
    scene = loop.scene(**meanings(loop.PARAMETERS, words.ONE_AT_A_TIME)[0])
    assert found("aside", scene) == 1
    assert "Then b 0.972, loss 0.787; here b 1.2, loss 0.954." in aside(scene)
    told = scene.tables["time"].rows["aside"]
    assert np.flatnonzero(told).tolist() == [3, 401]
    for said in (
        {"at": "3"},
        {"pace": "0.05", "at": "3", "ghost": "0.76"},
        {"pace": "0.05", "at": "3", "begin": "0,2"},
    ):
        assert not shown(**said).tables["time"].rows["aside"].any()


# ---- the pictures


def test_while_it_is_adjusted_the_line_stands_where_it_was_and_where_it_goes():
    here = at(0, ADJUST).at("time")
    np.testing.assert_allclose(here["before_y"], [1, 1])
    np.testing.assert_allclose(here["line_y"], [1.08, 1.08 + 6 * 0.304], rtol=1e-6)
    for phase in (PREDICT, MEASURE, SLOPE):
        here = at(0, phase).at("time")
        np.testing.assert_allclose(here["line_y"], [1, 1])
        assert np.isnan(here["before_y"]).all()


def test_misses_reach_from_each_point_to_the_line():
    here = at(1, PREDICT).at("time")
    np.testing.assert_allclose(here["few_y"] + here["misses"], 0.304 * X + 1.08, rtol=1e-6)


def test_a_line_that_leaves_the_frame_is_cut_on_its_own_way():
    for update in (3, 10, 40, 100):
        scene = at(update, pace="0.09")
        here, (w, b) = scene.at("time"), walked(0.09, update)[-1]
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


def test_the_loss_over_time_is_drawn_in_powers_of_ten():
    scene = shown()
    np.testing.assert_allclose(scene.shared["powers"][:3], np.log10([6, 2.228096, 1.18089544]), rtol=1e-6)
    for pace in ("0", "0.02", "0.0845", "0.09"):
        scene = shown(pace=pace)
        low, high = next(one for one in scene.figures if one.name == "falling").plot["layout"]["yaxis"]["range"]
        assert (scene.shared["powers"] >= low).all()
        assert (scene.shared["powers"] <= high).all()


def test_the_axis_of_the_loss_stays_while_a_small_rate_is_pulled():
    ranges = {str(words.state()): None}
    for rate in np.arange(0, 0.0845, 0.0005):
        scene = shown(pace=f"{rate:g}")
        ranges[str(scene.figures[-1].plot["layout"]["yaxis"]["range"])] = None
    assert len(ranges) == 2


def test_the_slice_is_a_parabola_with_its_bottom_at_00423_and_its_far_side_at_00845():
    scene = shown()
    g = np.array([-15.2, -4])
    for rate, height in zip(scene.shared["rates"][::16], scene.shared["heights"][::16], strict=True):
        assert height == pytest.approx(mse(0 - rate * g[0], 1 - rate * g[1]), rel=1e-5)
    best = found("best_rate", scene)
    assert best == pytest.approx(0.0423, abs=5e-5)
    assert found("bottom", scene) == pytest.approx(0.779, abs=CLOSE)
    assert mse(0 - 2 * best * g[0], 1 - 2 * best * g[1]) == pytest.approx(6, rel=1e-9)
    assert 2 * best == pytest.approx(0.0845, abs=5e-5)
    assert scene.figures[2].caption.endswith("{best_rate}")
    for pace, height in (("0.0423", 0.779), ("0.09", 7.44), ("0", 6)):
        assert found("loss[1]", shown(pace=pace)) == pytest.approx(height, abs=5e-3)


def test_the_rate_is_pulled_from_0_to_a_tenth_and_with_other_points_a_little_past_their_border():
    rate = shown().streams["pace"]
    assert (rate.low, rate.high, rate.step, rate.now) == ((0.0,), (0.1,), (0.0005,), (0.02,))
    for data in ("10,1;20,2;30,5", "0.001,1;0.002,2", "3,3"):
        scene = shown(data=data, pace="0")
        assert 1.15 < scene.streams["pace"].high[0] / found("border", scene) < 1.5
    assert shown(pace="7").streams["pace"].high[0] == 8


def test_the_ends_of_the_first_line_are_pulled_up_and_down_before_the_first_step_only():
    scene = shown()
    ends = {handle.name: handle for handle in scene.handles if handle.name in ("left", "right")}
    assert [handle.when for handle in ends.values()] == ["!at", "!at"]
    # What the browser sends: the place it was pulled to in the words of the stream.
    sent = {name: text.replace("{x}", "4.25") for name, text in scene.streams["right"].commit.items()}
    line = meanings(loop.PARAMETERS, sent)[0]["from"]
    assert (line.at(0.0), line.at(6.0)) == pytest.approx((1, 4.25), abs=1e-3)
    sent = {name: text.replace("{x}", "-0.5") for name, text in scene.streams["left"].commit.items()}
    line = meanings(loop.PARAMETERS, sent)[0]["from"]
    assert (line.at(0.0), line.at(6.0)) == pytest.approx((-0.5, 1), abs=1e-3)


# ---- questions and goals


def asked(name):
    return next(one for one in words.PREDICTIONS if one.name == name)


def code(name, table="time", row=-1, **said):
    start = dict(asked(name).start)
    scene = loop.scene(**meanings(loop.PARAMETERS, start | said)[0])
    return int(scene.at(table, row)[asked(name).code])


def test_the_first_question_asks_for_minus_a_minus():
    assert [code("1", ghost=text) for text in ("0", "0.76", "0.74", "0.78", "0.73", "-0.76", "-0.78")] == [
        *(-1, 0, 0, 0, -1, 1, 1)
    ]
    scene = loop.scene(**meanings(loop.PARAMETERS, asked("1").start)[0])
    guesses = scene.tables["ghost"].rows["ghost"][:-1]
    assert {-0.76, 0.0, 0.76} <= set(guesses.tolist())
    assert np.diff(guesses) == pytest.approx(0.01)
    codes = scene.tables["ghost"].rows["code0"][:-1]
    np.testing.assert_allclose(guesses[codes == 0], [0.74, 0.75, 0.76, 0.77, 0.78])
    np.testing.assert_allclose(guesses[codes == 1], [-0.78, -0.77, -0.76, -0.75, -0.74])
    right = int(np.flatnonzero(guesses == 0.76)[0])
    assert found("ghost_loss", scene, "ghost", right) == pytest.approx(0.954, abs=CLOSE)
    assert scene.opening == "ghost"
    assert code("1", ghost="0.76", pace="0.04") == -1


def test_a_guess_is_drawn_from_the_height_that_the_first_update_gives_and_has_room_both_ways():
    scene = loop.scene(**meanings(loop.PARAMETERS, asked("1").start)[0])
    table = scene.tables["ghost"]
    for guess in (-0.76, 0.3, 0.76):
        row = int(np.flatnonzero(table.rows["ghost"][:-1] == guess)[0])
        assert table.places[row] == pytest.approx(1.2 + 6 * guess)
        np.testing.assert_allclose(table.rows["ghost_y"][row], [1.2, 1.2 + 6 * guess], rtol=1e-6)
        low, high = scene.figures[1].plot["layout"]["yaxis"]["range"]
        assert low < 1.2 + 6 * guess < high


def test_the_second_question_asks_for_twice_as_far():
    paces = ("0.0423", "0.0835", "0.0845", "0.0855", "0.083", "0.086")
    assert [code("2", pace=pace) for pace in paces] == [-1, 0, 0, 0, -1, -1]
    assert code("2", pace="0.0845", **{"from": "0,2"}) == -1


def test_the_third_question_asks_for_level_ground():
    lines = ("0,1", "0.8,0.6", "0.83,0.6", "0.77,0.7", "0.8,0.5", "0.84,0.6", "0.8,0.71", "0.75,1.25")
    assert [code("3", **{"from": line}) for line in lines] == [-1, 0, 0, 0, 0, -1, -1, -1]
    assert code("3", **{"from": "0.8,0.6"}, data="1,2;2,3") == -1
    level = at(0, SLOPE, begin="0.8,0.6")
    assert (found("gw[k]", level), found("gb[k]", level)) == (0, 0)
    assert found("loss[k]", level) == pytest.approx(0.720, abs=1e-12)


def test_no_question_opens_on_a_solved_state_and_each_answer_solves_it():
    for one in words.PREDICTIONS:
        assert code(one.name) == -1
        assert code(one.name, **one.answer) == 0


def test_what_sleeps_is_a_figure_or_a_trace_of_one():
    figures = {figure.name: {trace.get("name") for trace in figure.plot["data"]} for figure in shown().figures}
    for one in words.PREDICTIONS:
        for name in one.asleep:
            figure, _, trace = name.partition(".")
            assert not trace or trace in figures[figure], name
    parts = {
        (label.figure, label.part) for label in (*words.labels(guess=True), *words.labels(guess=False)) if label.part
    }
    assert all(part in figures[figure] for figure, part in parts)


def test_nothing_that_is_awake_tells_the_answer_of_the_second_question():
    sleeping = asked("2").asleep
    for label in words.labels(guess=False):
        if label.figure in sleeping or f"{label.figure}.{label.part}" in sleeping:
            continue
        assert not {"border", "loss[1]", "bottom"} & {f"{q}[{i}]" if i else q for q, i, _ in SLOT.findall(label.text)}
    assert {"falling", "slice.curve", "slice.dot", "slice.border", "ring.flow"} <= set(sleeping)


@pytest.mark.parametrize(
    ("goal", "met", "missed"),
    [
        ("G1", ("0.042", "0.0423"), ("0.02", "0.05", "0.09")),
        ("G2", ("0.09", "0.085"), ("0.0845", "0.02", "0")),
        ("G3", ("0.08",), ("0.05", "0.02", "0.09")),
        ("G4", ("0.0005",), ("0.02", "0.09", "0")),
    ],
)
def test_goals_hold_where_the_lesson_has_a_witness(goal, met, missed):
    asked_for = next(one for one in words.GOALS if one.name == goal)
    assert [int(shown(pace=pace).at("time")[asked_for.met]) for pace in met] == [1] * len(met)
    assert [int(shown(pace=pace).at("time")[asked_for.met]) for pace in missed] == [0] * len(missed)


def test_numbers_in_the_notes_of_links_are_those_of_their_walks():
    notes = {link.text: (link.note, dict(link.state)) for link in words.LINKS}
    assert list(notes) == ["First steps", "Over the bottom", "The border", "Apart", "Rate 0", "One at a time"]

    def losses(name):
        return shown(pace=notes[name][1]["pace"]).shared["loss"]

    first = losses("First steps")
    for update in (0, 1, 2, 20, 100):
        assert number(float(first[update]), None) in notes["First steps"][0]
    over, other = losses("Over the bottom"), shown(pace="0.05").shared["loss"]
    for value in (over[1], over[2], other[1], other[2], other[100]):
        assert number(float(value), None) in notes["Over the bottom"][0]
    assert f"{over[100]:.5f}" in notes["Over the bottom"][0]
    border, apart = losses("The border"), losses("Apart")
    assert [f"{border[k]:.2f}" in notes["The border"][0] for k in (1, 100)] == [True, True]
    assert [number(float(apart[k]), None) in notes["Apart"][0] for k in (1, 10)] == [True, True]
    assert f"{apart[100]:.1e}".replace("+", "") in notes["Apart"][0]


# ---- the address


@pytest.mark.parametrize(
    ("text", "line"),
    [("0,1", (0, 1)), ("0.8; 0.6", (0.8, 0.6)), (" -1 2 ", (-1, 2)), ("0,0.6;6,5.4", (0.8, 0.6)), ("0,0;6,0", (0, 0))],
)
def test_a_line_is_read_as_w_and_b_or_as_two_points(text, line):
    assert loop.parse_line(text) == line
    assert loop.FROM.meant(loop.FROM.write(loop.Line(*line))) == line


@pytest.mark.parametrize(
    ("parameter", "text"),
    [
        *((loop.FROM, text) for text in ("1", "1,2,3", "a,b", "1,nan", "1,1e151", "2,1;2,5", "1e-300,1;2e-300,5e10")),
        *((loop.PACE, text) for text in ("-0.1", "nan", "inf", "fast", "0.1,0.2")),
        *((loop.AT, text) for text in ("-1", "401", "1.5", "x", "٣", "9" * 50)),
        *((loop.GHOST, text) for text in ("w", "nan", "1e200")),
        *((loop.TEMPO, text) for text in ("0", "3", "fast")),
    ],
)
def test_what_means_nothing_is_refused_in_words(parameter, text):
    with pytest.raises(ValueError, match=r"\w+ \w+") as refusal:
        parameter.meant(text)
    assert len(str(refusal.value)) < 160


def test_what_is_written_is_read_back_and_a_first_state_needs_no_words():
    for parameter, text in (
        (loop.PACE, "1e-05"),
        (loop.PACE, "0"),
        (loop.AT, "400"),
        (loop.GHOST, "-0.76"),
        (loop.GHOST, ""),
    ):
        assert parameter.write(parameter.meant(text)) == text
    assert all(parameter.short(parameter.first) == "" for parameter in loop.PARAMETERS)


# ---- the learner's own points

MANY = ";".join(f"{i / 100:g},{(i * 37 % 101) / 50:g}" for i in range(10_000))
EDGES = {
    "one point": {"data": "3,2"},
    "one point at 0": {"data": "0,0", "begin": "0,0"},
    "one x": {"data": "3,2;3,4;3,5"},
    "left of 0": {"data": "-5,2;-4,4;-3,5", "ghost": "1"},
    "forty": {"data": ";".join(f"{i},{i % 5}" for i in range(40)), "pace": "0.0005"},
    "ten thousand": {"data": MANY, "pace": "0.0001"},
    "far out": {"data": "1e150,-1e150;-1e150,1e150;3e149,2"},
    "far out and guessed": {"data": "1e150,-1e150;-1e150,1e150;3e149,2", "ghost": "1e150"},
    "far out all of them": {"data": "1e150,1;-1e150,2", "begin": "1e150,1e150", "pace": "0"},
    "close together": {"data": "1e-150,1e-150;2e-150,3e-150"},
    "far away": {"data": "1700000000,3;1700000100,4;1700000200,9"},
    "a rate beyond all": {"pace": "1e300"},
    "a small rate": {"pace": "1e-300"},
    "a start far out": {"begin": "1e150,-1e150", "ghost": "0"},
    "perfect": {"data": "1,1;2,2;3,3", "begin": "1,0"},
    "perfect in the end": {"data": "1,1;2,2;3,3", "pace": "0.1"},
}


@pytest.mark.parametrize("said", EDGES.values(), ids=EDGES)
def test_no_data_of_the_learners_own_makes_it_stumble(said):
    for place in ("0", "1", "2", "3", "203", "400"):
        scene = shown(at=place, **said)
        for name, table in scene.tables.items():
            for row in (*range(0, len(table.places), 7), -1):
                spoken = sentence(scene, name, row)
                assert "nan" not in spoken, spoken
        assert packed(scene)
        for stream in [scene.streams[handle.stream] for handle in scene.handles if handle.stream]:
            assert stream.low[0] < stream.high[0]
            assert stream.step[0] > 0
            if stream.commit.get("from", "").count("e") <= 1:
                sent = {name: text.replace("{x}", repr(stream.high[0])) for name, text in stream.commit.items()}
                meanings(loop.PARAMETERS, sent)
        for figure in scene.figures:
            for axis in ("xaxis", "yaxis"):
                low, high = figure.plot["layout"][axis]["range"]
                assert low < high
        for name in ("rate_range", "loss_range"):
            assert scene.shared[name][0] < scene.shared[name][1]


def test_a_walk_that_ran_away_says_so():
    scene = at(100, pace="1e300")
    assert sentence(scene) == "Update 100: the loss is ∞. The numbers ran away, and no step leads back."
    assert sentence(at(30, ADJUST, pace="0.5")).endswith("Each step goes too far.")


def test_of_points_that_share_one_x_one_curvature_is_0():
    scene = shown(data="3,2;3,4;3,5")
    assert found("gentle", scene) == 0
    assert found("steep", scene) == pytest.approx(2 * (9 + 1))
    assert any("share one x" in part.text and part.when == "upright" for part in scene.formula[-1])
    assert found("gentle", shown()) > 0


def test_many_points_are_drawn_as_a_cloud_and_counted_all():
    scene = shown(data=MANY, pace="0.0001")
    x, y = np.array([pair.split(",") for pair in MANY.split(";")], dtype=float).T
    assert found("loss[0]", scene) == pytest.approx(mse(0, 1, x, y), rel=1e-9)
    assert found("gw[0]", scene) == pytest.approx(-2 * (x * (y - 1)).mean(), rel=1e-9)
    assert len(scene.shared["x"]) == points.DRAWN
    assert filled(scene.figures[1].caption, scene) == "The line among 10,000 points, 1,500 of them drawn"
    assert np.isnan(scene.at("time")["misses"]).all()


def test_the_message_is_small():
    for said, most in (({}, 50), ({"pace": "0.09"}, 50), (dict(asked("1").start), 54), ({"data": MANY}, 50)):
        scene = loop.scene(**meanings(loop.PARAMETERS, said)[0])
        assert len(packed(scene, answers=0, state={}, first={}, predict="", chain=[])) <= most * 1024


def test_points_far_apart_are_not_said_to_share_one_x_and_their_marks_stay_near_the_frame():
    scene = shown(data="1e20,1;2,-1e20")
    assert int(scene.shared["upright"]) == 0
    assert int(shown(data="3,1;3,4").shared["upright"]) == 1
    edge = scene.shared["rate_range"][1]
    assert (scene.shared["mark_x"] <= 2 * edge).all()
