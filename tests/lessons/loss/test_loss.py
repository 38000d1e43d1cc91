"""The first lesson's scene against the numbers of the lesson, worked out beside it, and against plain arithmetic."""

import itertools
import json

import numpy as np
import pytest

from lossviz.inputs import points
from lossviz.lessons.loss import scene as line
from lossviz.lessons.loss import words as line_words
from lossviz.lessons.loss.examples import LINKS
from lossviz.lessons.loss.problem import grain
from lossviz.lessons.loss.quantities import C_OFF, OUTLIER, three
from lossviz.live import codec
from lossviz.live.message import packed
from lossviz.scene.source import meanings

KNOBS = ("left", "right", "middle")
UPRIGHT = "3,2;3,1;3,4;3,3;3,5"
DIAGONAL = "1,1;2,2;3,3;4,4;5,5"


def built(**said):
    return line.scene(**meanings(line.PARAMETERS, said)[0])


def at(table="right", row=-1, **said):
    return built(**said).at(table, row)


def said(table="right", row=-1, **state):
    """The sentence of a state, its numbers filled in by plain formatting."""
    scene = built(**state)
    quantities = scene.at(table, row)
    text = scene.says[int(quantities["case"])]
    for name, values in quantities.items():
        for i, value in enumerate(np.atleast_1d(values).tolist()):
            for slot in (f"{{{name}}}", f"{{{name}[{i}]}}"):
                text = text.replace(slot, f"{value:#.3g}")
                for kind in ("count", "set"):
                    text = text.replace(slot.replace("}", f":{kind}}}"), f"{value:g}")
                text = text.replace(slot.replace("}", ":percent}"), f"{100 * value:#.3g} %")
            if name == "top":
                text = text.replace("{top:word}", scene.words[value])
    return text


def state(link):
    return {name: text for name, text in link.state.items() if text}


def link(text, **said):
    return next(one for one in built(**said).links if one.text == text)


def cloud(n, seed=0):
    rng = np.random.default_rng(seed)
    x = rng.normal(5, 2, n).round(3)
    return x, (2 * x + rng.normal(size=n)).round(3)


def written(x, y):
    return ";".join(f"{a},{b}" for a, b in zip(x.tolist(), y.tolist(), strict=True))


@pytest.mark.parametrize(
    ("said", "quantity", "value"),
    [
        ({}, "mse", 6.00),
        ({}, "mae", 2.00),
        ({}, "huber", 1.60),
        ({"line": "0.691,1"}, "mse", 0.749),
        ({"line": "0.7,1"}, "mse", 0.750),
        ({"points": OUTLIER, "line": "0,4"}, "mse", 10.0),
        ({"points": OUTLIER, "line": "0,3"}, "mse", 11.0),
        ({"points": OUTLIER, "line": "0,5.5"}, "mse", 12.25),
        ({"points": C_OFF, "line": "1,0"}, "mse", 0.200),
        ({"points": C_OFF.replace("3,4", "3,5"), "line": "1,0"}, "mse", 0.800),
        ({"points": OUTLIER, "line": "0,3"}, "mae", 2.20),
        ({"points": OUTLIER, "line": "0,4"}, "mae", 2.40),
        ({"line": "0.8,0.6"}, "mse", 0.720),
        ({"line": "0.8,0.6"}, "mae", 0.800),
        ({"line": "0.8,0.6"}, "huber", 0.356),
        ({"points": OUTLIER, "line": "0.8,0.6"}, "mse", 6.52),
        ({"points": OUTLIER, "line": "0.8,0.6"}, "share", 0.894),
        ({"points": OUTLIER, "line": "1.8,-1.4"}, "mse", 3.52),
        ({"points": OUTLIER, "line": "1,1"}, "mae", 1.60),
        ({"line": "0.75,1.25"}, "mae", 0.700),
        ({"line": "0.75,1.25"}, "mse", 0.975),
        *(({"points": UPRIGHT, "line": text}, "mse", 2.00) for text in ("0,3", "1,0", "-2,9")),
        ({"line": "2,-3"}, "mse", 3.60),
        ({"points": "1,200;2,100;3,400;4,300;5,500", "line": "80,60"}, "mse", 7200),
    ],
)
def test_the_numbers_of_the_lesson_stand_in_the_scene(said, quantity, value):
    for measure in ("mse", "mae", "huber"):
        shown = built(**said, measure=measure)
        if quantity == "share" and measure != "mse":
            continue
        for knob in KNOBS:
            assert float(shown.at(knob)[quantity]) == pytest.approx(value, rel=1.2e-3)


def test_the_first_state_misses_by_1_0_3_2_and_4():
    first = at()
    assert first["term"].tolist() == [1, 0, 3, 2, 4]
    assert first["square"].tolist() == [1, 0, 9, 4, 16]
    assert said() == "Five squares: 1, 0, 9, 4 and 16. Their mean, the MSE, is 6.00."


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"points": OUTLIER, "line": "0.8,0.6"}, "5 squares; the largest, E, is 89.4 % of their sum. MSE 6.52."),
        ({"measure": "mae"}, "The line misses by 2.00 on average. Point E is furthest, at 4.00."),
        (
            {"measure": "huber"},
            "Misses up to 1 pay by their square, longer ones by their length. Huber 1.60, MSE 6.00.",
        ),
        ({"points": DIAGONAL, "line": "1,0"}, "The line meets every point. Every loss is 0."),
        ({"line": "0.8,0.6"}, "MSE 0.720. No other line has a smaller one for these points."),
        ({"line": "0.75,1.25", "measure": "mae"}, "MAE 0.700. No other line has a smaller one for these points."),
        ({"points": UPRIGHT}, "All points share one x, so many lines are equally good. MSE 6.00."),
        ({"points": "2,3"}, "Through one point many lines pass. MSE 4.00."),
        ({"points": "1,1;2,3;3,4"}, "Three squares: 0, 4 and 9. Their mean, the MSE, is 4.33."),
        ({"points": "1,1;2,3"}, "Two squares: 0 and 4. Their mean, the MSE, is 2.00."),
    ],
)
def test_each_kind_of_state_has_its_own_sentence(state, words):
    assert said(**state) == words


def test_more_than_five_points_name_the_largest_square_and_its_share():
    x, y = cloud(30)
    misses = (y - 1) ** 2
    shown = said(points=written(x, y))
    assert shown.startswith("30 squares; the largest, ")
    assert f"is {100 * misses.max() / misses.sum():#.3g} %" in shown
    assert points.name(int(misses.argmax())) in shown


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("known", KNOBS)
def test_a_line_that_meets_every_point_but_for_a_rounding_meets_them(sign, known):
    x = np.arange(1, 6)
    y = np.round(sign * 0.1 * x + 0.3, 9)
    assert not np.array_equal(y, sign * 0.1 * x + 0.3)
    shown = at(known, points=written(x, y), line=f"{sign * 0.1},0.3")
    assert shown["mse"] == shown["mae"] == shown["huber"] == 0
    assert not np.signbit(shown["term"]).any()


@pytest.mark.parametrize("measure", ["mse", "mae", "huber"])
@pytest.mark.parametrize("knob", KNOBS)
@pytest.mark.parametrize(
    "said",
    [{}, {"points": OUTLIER, "line": "0.8,0.6"}, {"points": written(*cloud(11)), "line": "1.9,0.3"}],
    ids=["five", "outlier", "eleven"],
)
def test_every_row_holds_what_its_line_costs(said, knob, measure):
    shown = built(**said, measure=measure, delta="0.7")
    rows = shown.tables[knob].rows
    given = points.parse(said.get("points", points.FIVE))
    for k, (w, b) in enumerate(rows["line"].tolist()):
        misses = given.y - w * given.x - b
        size = abs(misses)
        assert rows["mse"][k] == pytest.approx((misses**2).mean(), rel=1e-12)
        assert rows["mae"][k] == pytest.approx(size.mean(), rel=1e-12)
        each = np.where(size <= 0.7, misses**2 / 2, 0.7 * (size - 0.35))
        assert rows["huber"][k] == pytest.approx(each.mean(), rel=1e-12)
        assert rows["foot"][k] == pytest.approx(given.y - misses, abs=1e-5)
        mine = {"mse": misses**2, "mae": size, "huber": each}[measure]
        if measure == "mse" and size.max() - np.sort(size)[-2] > 1e-9:
            assert rows["share"][k] == pytest.approx(mine[size.argmax()] / mine.sum(), rel=5e-3)


def test_the_handles_of_the_first_line_reach_from_edge_to_edge_and_meet_whole_numbers():
    for table in built().tables.values():
        assert table.places[[0, -1]].tolist() == [-1, 11]
        assert {float(whole) for whole in range(-1, 12)} <= set(table.places.tolist())
        assert table.now == 1


def test_an_end_turns_the_line_round_the_other_and_the_middle_lifts_it():
    tables = built(line="0.5,1").tables
    left, right, middle = (tables[knob].rows["line"][:-1] for knob in KNOBS)
    assert left[:, 0] * 6 + left[:, 1] == pytest.approx(4, abs=4e-4)
    assert left[:, 1] == pytest.approx(tables["left"].places)
    assert (right[:, 1] == 1).all()
    assert right[:, 0] * 6 + 1 == pytest.approx(tables["right"].places, abs=4e-4)
    assert (middle[:, 0] == 0.5).all()
    assert middle[:, 0] * 3.4 + middle[:, 1] == pytest.approx(tables["middle"].places, abs=1e-4)


def test_a_line_in_the_address_has_four_decimals():
    for table in built(line="0.7,1.3").tables.values():
        numbers = table.rows["line"]
        assert np.array_equal(numbers, [[round(value, 4) for value in row] for row in numbers.tolist()])


def test_on_another_scale_the_line_keeps_as_much_of_its_picture():
    for far, unit in ((2000, 1e-3), (0, 1e6), (-1e5, 1)):
        x, y = cloud(9)
        scene = built(points=written(far + unit * x, unit * y))
        (left, right), (bottom, top) = points.frame(points.parse(written(far + unit * x, unit * y)))
        for knob, where in (("left", left), ("right", right)):
            table = scene.tables[knob]
            heights = table.rows["line"][:-1, 0] * where + table.rows["line"][:-1, 1]
            assert heights == pytest.approx(table.places, abs=2e-4 * (top - bottom))


def test_the_loss_is_lowest_where_calculus_says_along_the_first_pull():
    table = built().tables["right"]
    lowest = table.rows["line"][table.rows["mse"].argmin(), 0]
    assert lowest == pytest.approx(38 / 55, abs=0.1 / 6)
    assert table.rows["mse"].min() == pytest.approx(0.749, abs=2e-3)


@pytest.mark.parametrize("measure", ["mse", "mae", "huber"])
@pytest.mark.parametrize("knob", KNOBS)
def test_the_slices_are_the_loss_along_slope_and_intercept(measure, knob):
    shown = at(knob, 40, measure=measure, line="0.5,2")
    x, y = np.arange(1, 6), np.array([2, 1, 4, 3, 5])
    w, b = shown["line"]

    def paid(slope, intercept):
        size = abs(y - slope * x - intercept)
        if measure == "huber":
            return np.where(size <= 1, size**2 / 2, size - 0.5).mean()
        return (size**2 if measure == "mse" else size).mean()

    highest = 3 * shown["loss_range"][1]
    slopes = [min(paid(slope, b), highest) for slope in shown["slope_x"]]
    levels = [min(paid(w, level), highest) for level in shown["intercept_x"]]
    assert shown["slope_y"] == pytest.approx(slopes, rel=2e-3, abs=1e-3)
    assert shown["intercept_y"] == pytest.approx(levels, rel=2e-3, abs=1e-3)
    assert float(shown["dot_y"]) == pytest.approx(min(paid(w, b), highest), rel=1e-5)
    assert shown["slope_range"].tolist() == [-2, 2]
    assert shown["intercept_range"].tolist() == [-1, 11]


def test_the_number_beside_a_dot_stands_inside_its_bowl():
    walls = at(line="0,1")
    assert [int(walls[name]) for name in ("slope_low", "slope_past", "intercept_low", "intercept_past")] == [0] * 4
    floor = at(line="0.8,0.6")
    assert int(floor["slope_low"]) == int(floor["intercept_low"]) == 1
    assert int(at(line="1.7,1")["slope_past"]) == int(at(line="0,6")["intercept_past"]) == 1


@pytest.mark.parametrize("knob", KNOBS)
def test_the_corners_of_the_mean_length_are_drawn_where_they_are(knob):
    shown = at(knob, points=OUTLIER, line="0,1", measure="mae")
    across, up = shown["intercept_x"].tolist(), shown["intercept_y"].tolist()
    # A flat line meets the points at the heights 1, 2, 3, 4 and 10; the middle one is the best.
    assert across == pytest.approx([-1, 1, 2, 3, 4, 10, 11], abs=1e-6) or len(across) > 40
    assert min(up) == pytest.approx(2.20, abs=1e-5 if len(across) == 7 else 0.02)


def test_no_handle_tells_a_loss_that_may_be_asleep():
    for measure in ("mse", "mae", "huber"):
        for handle in built(measure=measure).handles:
            assert not any(word in handle.says for word in ("{mse", "{mae", "{huber"))


def test_the_best_line_depends_on_how_misses_count():
    assert link("Best line").state == {"line": "0.8,0.6"}
    assert link("Best line", points=OUTLIER).state == {"line": "1.8,-1.4"}
    assert link("Best line", points=OUTLIER, measure="mae").state == {"line": "1,1"}
    assert link("Best line", measure="mae").state == {"line": "0.75,1.25"}
    assert float(at(points=OUTLIER, line="1.8,-1.4")["mse"]) == pytest.approx(3.52)
    best = link("Best line", measure="huber", points=OUTLIER).state["line"]
    w, b = map(float, best.split(","))
    least = float(at(measure="huber", points=OUTLIER, line=best)["huber"])
    for dw, db in itertools.product((-0.02, 0, 0.02), repeat=2):
        near = at(measure="huber", points=OUTLIER, line=f"{w + dw},{b + db}")
        assert float(near["huber"]) >= least - 1e-12


@pytest.mark.parametrize("measure", ["mse", "mae", "huber"])
@pytest.mark.parametrize("text", [UPRIGHT, "2,3"])
def test_where_all_x_are_equal_no_best_line_is_offered(text, measure):
    assert "Best line" not in [one.text for one in built(points=text, measure=measure).links]


def test_the_links_lead_to_what_their_notes_say():
    shown = {one.text: at(**state(one)) for one in LINKS}
    assert float(shown["One outlier"]["share"]) == pytest.approx(0.894, abs=5e-4)
    assert float(shown["Two lines, two opinions"]["mae"]) == pytest.approx(0.700)
    assert float(shown["Perfect"]["mse"]) == 0
    assert float(shown["All x equal"]["mse"]) == pytest.approx(2.00)
    for world in ("I", "II", "III", "IV"):
        assert float(shown[f"Anscombe {world}"]["mse"]) == pytest.approx(1.25, abs=5e-3)
        best = link("Best line", **state(link(f"Anscombe {world}"))).state["line"]
        w, b = map(float, best.split(","))
        assert (round(w, 1), round(b, 1)) == (0.5, 3.0)
    five, one = shown["1.00 by five small misses"], shown["1.00 by a single one"]
    assert float(five["mse"]) == pytest.approx(1)
    assert float(one["mse"]) == pytest.approx(1, abs=1e-6)
    assert float(five["mae"]) == pytest.approx(1)
    assert float(one["mae"]) == pytest.approx(0.447, abs=5e-4)
    assert float(one["term"][4]) == pytest.approx(2.236, abs=5e-3)
    assert float(shown["Times 100"]["mse"]) == pytest.approx(7200)


def test_the_first_link_is_the_first_state_and_no_link_repeats_another():
    states = [json.dumps(one.state, sort_keys=True) for one in LINKS]
    assert len(set(states)) == len(states)
    assert all(one.note for one in LINKS)


@pytest.mark.parametrize("asked", line_words.PREDICTIONS, ids=lambda asked: asked.name)
def test_the_answer_of_a_question_is_right_and_its_first_state_is_not(asked):
    for knob in KNOBS:
        assert int(at(knob, **asked.answer)[asked.code]) == 0
        assert int(at(knob, **asked.start)[asked.code]) == -1


@pytest.mark.parametrize(
    ("asked", "change", "code"),
    [
        (0, {"line": "0.02,4"}, 0),
        (0, {"line": "0,3.9"}, 0),
        (0, {"line": "0,4.1"}, 0),
        (0, {"line": "0,4.15"}, -1),
        (0, {"line": "0.03,4"}, -1),
        (0, {"line": "0,3"}, 1),
        (0, {"line": "0,5.5"}, 2),
        (0, {"line": "0,5.7"}, 2),
        (0, {"line": "0,5.75"}, -1),
        (0, {"line": "0,4", "measure": "mae"}, -1),
        (0, {"line": "0,4", "points": points.FIVE}, -1),
        (1, {"points": C_OFF.replace("3,4", "3,5.1")}, 0),
        (1, {"points": C_OFF.replace("3,4", "3,1")}, 0),
        (1, {"points": C_OFF.replace("3,4", "3,5.15")}, -1),
        (1, {"points": C_OFF.replace("3,4", "3,7")}, 1),
        (1, {"points": C_OFF.replace("3,4", "3,-1")}, 1),
        (1, {"points": C_OFF.replace("3,4", "3,5"), "line": "1,0.1"}, -1),
        (1, {"points": C_OFF.replace("3,4", "3,5").replace("1,1", "1,2")}, -1),
        (2, {"line": "0,3"}, 0),
        (2, {"line": "0,2.9"}, 0),
        (2, {"line": "0,4"}, 1),
        (2, {"line": "0,3.5"}, -1),
        (2, {"line": "0,3", "measure": ""}, -1),
    ],
)
def test_an_answer_is_judged_by_its_state(asked, change, code):
    question = line_words.PREDICTIONS[asked]
    assert int(at(**{**question.start, **change})[question.code]) == code
    assert code < len(question.replies)


def test_the_whole_line_pulled_to_the_answer_is_right_and_two_steps_off_it_is_not():
    for asked, height in ((0, 4), (2, 3)):
        question = line_words.PREDICTIONS[asked]
        table = built(**question.start).tables["middle"]
        here = table.places.tolist().index(height)
        codes = table.rows[question.code]
        assert codes[here - 1 : here + 2].tolist() == [0, 0, 0]
        assert 0 not in (codes[here - 2], codes[here + 2])


@pytest.mark.parametrize(
    ("goal", "met", "missed"),
    [
        ("G1", [{"line": "0.8,0.6"}], [{}, {"line": "0.7,1"}, {"points": DIAGONAL, "line": "1,0"}]),
        ("G2", [{"line": "2,-3"}, {"line": "-0.3,3.9"}], [{"line": "0.8,0.6"}, {}, {"line": "2,-2.9"}]),
        ("G3", [{"line": "0.75,1.25"}, {"line": "0.75,1.25", "measure": "mae"}], [{"line": "0.8,0.6"}, {}]),
        (
            "G4",
            [{"points": OUTLIER, "line": "0.8,0.6"}],
            [{}, {"points": "1,5"}, {"points": OUTLIER, "line": "1.8,-1.4"}],
        ),
        ("G5", [{"points": OUTLIER, "line": "1,1"}], [{"line": "1,1"}, {"points": OUTLIER, "line": "0.8,0.6"}]),
    ],
)
def test_a_goal_is_met_by_its_witnesses_and_by_no_other(goal, met, missed):
    quantity = next(one.met for one in line_words.GOALS if one.name == goal)
    for knob in KNOBS:
        assert [int(at(knob, **said)[quantity]) for said in met] == [1] * len(met)
        assert [int(at(knob, **said)[quantity]) for said in missed] == [0] * len(missed)


def test_the_goals_can_be_reached_by_pulling():
    ends = built().tables["left"].places
    left, right = (grid.ravel() for grid in np.meshgrid(ends, ends))
    x, y, outlier = np.arange(1, 6), np.array([2, 1, 4, 3, 5]), np.array([2, 1, 4, 3, 10])

    def misses(truth):
        return truth - (left[:, None] + (right - left)[:, None] / 6 * x)

    squares = (misses(y) ** 2).mean(axis=1)
    assert (squares <= 0.73).any()
    assert ((abs(misses(y).sum(axis=1)) <= 0.05) & (squares >= 3)).any()
    assert (abs(misses(outlier)).mean(axis=1) <= 1.62).any()
    # The narrowest one: both ends first, and then the whole line for the last half step.
    assert {1.2, 5.7} <= set(ends.tolist())
    assert built(line="0.75,1.2").tables["middle"].rows["goal2"].any()


def test_a_point_is_pulled_in_twentieths_and_only_its_own_text_changes():
    scene = built()
    handles = {handle.name: handle for handle in scene.handles if handle.axis == "xy"}
    assert [handle.label for handle in handles.values()] == [f"point {name}" for name in "ABCDE"]
    stream = scene.streams["point3"]
    assert stream.step == (0.05, 0.05)
    assert stream.now == (3, 4)
    for low, high, step in zip(stream.low, stream.high, stream.step, strict=True):
        for whole in range(int(np.ceil(low)), int(high) + 1):
            steps = (whole - low) / step
            assert steps == pytest.approx(round(steps), abs=1e-6)
    moved = stream.commit["points"].replace("{x}", "3").replace("{y}", "5.25")
    assert moved == "1,2;2,1;3,5.25;4,3;5,5"
    assert stream.commit["point"] == "3"


def test_the_frame_stays_while_a_point_is_pulled_to_its_edges():
    scene = built()
    frame = scene.shared["x_range"].tolist(), scene.shared["y_range"].tolist()
    for name in ("point1", "point5"):
        stream = scene.streams[name]
        for x, y in itertools.product(*zip(stream.low, stream.high, strict=True)):
            text = stream.commit["points"].replace("{x}", f"{x}").replace("{y}", f"{y}")
            again = built(points=text)
            assert (again.shared["x_range"].tolist(), again.shared["y_range"].tolist()) == frame


def test_the_term_of_the_point_in_hand_is_underlined():
    assert at(point="3")["held"].tolist() == [0, 0, 1, 0, 0]
    assert at()["held"].tolist() == [0] * 5
    x, y = cloud(9)
    assert at(points=written(x, y), point="7")["held"].tolist() == [0, 0, 1, 0]
    assert at(points=written(x, y), point="2")["held"].tolist() == [0, 1, 0, 0]


def test_a_long_sum_shows_two_terms_the_one_in_hand_the_largest_and_how_many_more():
    x, y = cloud(9)
    shown = at(points=written(x, y), point="5")
    misses = y - 1
    largest = int(abs(misses).argmax())
    assert largest not in (0, 1, 4)
    assert shown["term"].tolist() == pytest.approx(misses[[0, 1, 4, largest]].tolist(), rel=6e-3)
    assert (int(shown["apart"]), int(shown["more"])) == (1, 5)
    in_hand = at(points=written(x, y), point=str(largest + 1))
    assert (int(in_hand["apart"]), int(in_hand["more"])) == (0, 6)


def test_a_point_can_be_added_in_a_free_place_and_the_one_in_hand_taken_away():
    add, remove = built().actions
    assert (add.text, remove.text) == ("Add a point", "Remove E")
    grown = points.parse(add.state["points"])
    assert len(grown) == 6
    assert add.state["point"] == "6"
    spots = list(zip(grown.x.tolist(), grown.y.tolist(), strict=True))
    assert len(set(spots)) == 6
    assert 0 < spots[-1][0] < 6
    assert remove.state == {"points": "1,2;2,1;3,4;4,3", "point": ""}
    assert built(point="2").actions[1].text == "Remove B"
    assert [action.text for action in built(points="2,3").actions] == ["Add a point"]


@pytest.mark.parametrize("text", ["2,3", UPRIGHT, "1e150,1;2,3", written(*cloud(40))])
def test_what_is_added_lies_in_the_frame_and_on_no_other_point(text):
    grown = points.parse(built(points=text).actions[0].state["points"])
    (left, right), (bottom, top) = points.frame(points.parse(text))
    x, y = grown.x[-1], grown.y[-1]
    assert left <= x <= right
    assert bottom <= y <= top
    assert not ((grown.x[:-1] == x) & (grown.y[:-1] == y)).any()


def test_a_double_click_adds_a_point_where_it_is():
    scene = built()
    assert scene.figures[0].adds == "new"
    assert scene.streams["new"].commit == {"points": "1,2;2,1;3,4;4,3;5,5;{x},{y}", "point": "6"}


def test_deltas_track_is_there_for_hubers_loss_only():
    assert "delta" not in [handle.name for handle in built().handles]
    scene = built(measure="huber", delta="0.35")
    assert scene.handles[-1].name == "delta"
    stream = scene.streams["delta"]
    assert stream.now == (0.35,)
    assert stream.commit == {"delta": "{x}"}
    steps = (1 - stream.low[0]) / stream.step[0]
    assert steps == pytest.approx(round(steps), abs=1e-9)


def test_what_does_not_count_has_no_size():
    for measure, square, length in (("mse", "foot", "py"), ("mae", "py", "foot"), ("huber", "until", "foot")):
        traces = {trace["name"]: trace["meta"] for trace in built(measure=measure).figures[0].plot["data"]}
        assert (traces["squares"]["foot"], traces["misses"]["foot"]) == (square, length)
    assert at(measure="huber")["until"].tolist() == pytest.approx([1, 1, 3, 2, 4], abs=1e-4)


@pytest.mark.parametrize("n", [41, 10_000])
@pytest.mark.parametrize("measure", ["mse", "mae", "huber"])
def test_a_crowd_has_no_handles_of_its_own_but_every_number_is_over_all_of_it(n, measure):
    x, y = cloud(n)
    scene = built(points=written(x, y), measure=measure, line="1.5,2")
    assert all(handle.axis != "xy" for handle in scene.handles)
    assert scene.actions == ()
    shown, misses = scene.at("right"), y - 1.5 * x - 2
    size = abs(misses)
    assert shown["mse"] == pytest.approx((misses**2).mean(), rel=1e-9)
    assert shown["mae"] == pytest.approx(size.mean(), rel=1e-9)
    assert shown["huber"] == pytest.approx(np.where(size <= 1, misses**2 / 2, size - 0.5).mean(), rel=1e-9)
    assert scene.words == (points.name(int(size.argmax())),)
    assert len(shown["bare_x"]) == min(n, points.DRAWN)
    assert (int(shown["n"]), int(shown["drawn"])) == (n, min(n, points.DRAWN))
    assert len(packed(scene, answers=0, state={}, first={}, predict="", chain=[])) <= 50 * 1024


def test_the_line_in_a_crowd_is_asked_for_by_two_places_or_by_slope_and_place():
    x, y = cloud(50)
    text = written(x, y)
    scene = built(points=text, line="1.5,2")
    (left, right), _ = points.frame(points.parse(text))
    for knob in KNOBS:
        stream = scene.streams[knob]
        asked = stream.commit["line"].replace("{x}", "7")
        again = built(points=text, line=asked)
        w, b = again.at("right")["line"]
        if knob == "middle":
            assert w == 1.5
            assert w * scene.shared["at_middle"] + b == pytest.approx(7, abs=1e-6)
        else:
            here, there = (left, right) if knob == "left" else (right, left)
            assert w * here + b == pytest.approx(7, abs=1e-4)
            assert w * there + b == pytest.approx(1.5 * there + 2, abs=1e-4)


def test_forty_points_have_a_handle_each_and_long_numbers_only_the_one_in_hand():
    x, y = cloud(40)
    assert sum(handle.axis == "xy" for handle in built(points=written(x, y)).handles) == 40
    long = written(x / 7, y / 7)
    names = [handle.name for handle in built(points=long, point="12").handles if handle.axis == "xy"]
    assert names == ["point12"]
    assert len(built(points=long, point="12").shared["bare_x"]) == 39


@pytest.mark.parametrize("measure", ["mse", "mae", "huber"])
@pytest.mark.parametrize(
    "said",
    [
        {"points": "2,3"},
        {"points": "0,0"},
        {"points": UPRIGHT},
        {"points": written(*cloud(40))},
        {"points": written(*cloud(10_000))},
        {"points": "1e150,-1e150;-1e150,1e150;3,4", "line": "1e150,-1e150"},
        {"points": "1e150,1;1e150,-1e150"},
        {"points": "1e-150,1e-150;2e-150,3e-150;3e-150,1e-150"},
        {"points": "1,1e-150;2,-1e-150;3,0;4,0;5,0;6,1e-150"},
        {"points": "1,1;1,1;1,1;1,1;1,1;1,1", "delta": "1e-150"},
        {"line": "1e152,-1e152", "delta": "1e150"},
        {"line": "400,-3", "point": "10000"},
    ],
    ids=lambda said: " ".join(said.values())[:40],
)
def test_no_data_is_too_few_too_many_too_large_or_too_small(said, measure):
    scene = built(**said, measure=measure)
    for name, table in scene.tables.items():
        for row in (-1, 0, len(table.places) // 2):
            shown = scene.at(name, row)
            for quantity, values in shown.items():
                assert not np.isnan(np.asarray(values, dtype=float)).any(), (name, row, quantity)
    assert len(packed(scene, answers=0, state={}, first={}, predict="", chain=[])) > 0


def test_a_steep_line_is_cut_and_not_turned_where_it_leaves_the_frame():
    shown = at(line="100,-50")
    (x1, x2), (y1, y2) = shown["line_x"].tolist(), shown["line_y"].tolist()
    assert (y2 - y1) / (x2 - x1) == pytest.approx(100, rel=1e-3)
    assert y1 == pytest.approx(100 * x1 - 50, abs=0.1)


def test_a_handle_whose_end_lies_outside_waits_at_the_edge():
    scene = built(points=OUTLIER, line="1.8,-1.4")
    assert scene.tables["left"].now == -1
    assert float(scene.at("left")["left_y"]) == -1
    assert float(scene.at("left")["line"][1]) == -1.4


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0.8, 0.6", (0.8, 0.6)),
        ("0.8 0.6", (0.8, 0.6)),
        ("-2;9", (-2, 9)),
        ("0:1,6:4", (0.5, 1)),
        ("2@3:4", (2, -2)),
        ("-0,-0", (0, 0)),
    ],
)
def test_a_line_is_read_in_three_ways_and_written_in_one(text, meant):
    read = line.PARAMETERS[1].read(text)
    assert read == meant
    assert not np.signbit(np.array(read)).any() or min(meant) < 0
    assert line.PARAMETERS[1].read(line.PARAMETERS[1].write(read)) == meant


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("line", "1", "two numbers"),
        ("line", "1,2,3", "two numbers"),
        ("line", "a,b", "“a” in the line is no number"),
        ("line", "nan,1", "no number"),
        ("line", "1e200,1", "end at 1e152"),
        ("line", "3:1,3:2", "same x"),
        ("line", "@", "no number"),
        ("line", "1:2", "two numbers"),
        ("measure", "rmse", "mse, mae, huber"),
        ("delta", "0", "above 0"),
        ("delta", "-1", "above 0"),
        ("delta", "wide", "no number"),
        ("point", "0", "whole number from 1"),
        ("point", "C", "whole number from 1"),
        ("point", "99999999999", "whole number from 1"),
        ("points", "1;2", "row 1"),
    ],
)
def test_what_means_nothing_is_refused_in_words(name, text, message):
    parameter = next(one for one in line.PARAMETERS if one.name == name)
    with pytest.raises(ValueError, match=message):
        parameter.read(text)


@pytest.mark.parametrize(
    ("low", "high", "most", "step"), [(-1, 11, 125, 0.1), (-1, 11, 250, 0.05), (0, 6, 250, 0.05), (0, 1e-9, 100, 1e-11)]
)
def test_a_step_is_1_2_or_5_of_some_power_of_ten(low, high, most, step):
    assert grain(low, high, most) == pytest.approx(step, rel=1e-12)


def test_numbers_in_a_sum_have_three_digits():
    assert three(np.array([3.0, 0.96666, -12.345, 0.0, 1234.5, 1e-7 / 3])).tolist() == [
        3,
        0.967,
        -12.3,
        0,
        1230,
        3.33e-8,
    ]


@pytest.mark.parametrize("measure", ["mse", "mae", "huber"])
@pytest.mark.parametrize("line", ["0.3333,1.2", "0.8,0.6", "-1.15,7.35"])
def test_a_new_line_takes_no_more_than_50_kilobytes_on_the_wire(measure, line):
    also = {"answers": 0, "state": {}, "first": {}, "predict": "", "chain": []}
    look = codec.decode(packed(built(measure=measure), **also))[0]["look"]
    assert len(packed(built(measure=measure, line=line), known=look, **also)) <= 50 * 1024
