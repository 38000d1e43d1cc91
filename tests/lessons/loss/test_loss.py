"""The loss scene against the numbers of the lesson, worked out beside it, and against plain arithmetic."""

import itertools

import numpy as np
import pytest

from lossviz.inputs import points
from lossviz.lessons.loss.examples import LINKS
from lossviz.lessons.loss.problem import CURVE_FRAMES
from lossviz.lessons.loss.quantities import round_significant
from lossviz.lessons.loss.questions import C_OFF, OUTLIER
from lossviz.scene import axes
from tests.lessons.loss.scenes import HANDLES, LOSSES, at, built, cloud, losses_by_hand, written
from tests.lessons.loss.states import VERTICAL

DIAGONAL = "1,1;2,2;3,3;4,4;5,5"
TIMES_100 = "1,200;2,100;3,400;4,300;5,500"


@pytest.mark.slow
def test_the_numbers_of_the_lesson_stand_in_the_scene_whichever_loss_is_chosen():
    for address, quantity, value in (
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
        ({"points": OUTLIER, "line": "0.8,0.6"}, "largest_share", 0.894),
        ({"points": OUTLIER, "line": "1.8,-1.4"}, "mse", 3.52),
        ({"points": OUTLIER, "line": "1,1"}, "mae", 1.60),
        ({"line": "0.75,1.25"}, "mae", 0.700),
        ({"line": "0.75,1.25"}, "mse", 0.975),
        *(({"points": VERTICAL, "line": text}, "mse", 2.00) for text in ("0,3", "1,0", "-2,9")),
        ({"line": "2,-3"}, "mse", 3.60),
        ({"points": TIMES_100, "line": "80,60"}, "mse", 7200),
    ):
        for loss in LOSSES if quantity != "largest_share" else ("mse",):
            for handle in HANDLES:
                found = float(at(handle, **address, loss=loss)[quantity])
                assert found == pytest.approx(value, rel=1.2e-3), (address, loss, handle, quantity)


def test_the_residuals_of_the_first_state_are_1_0_3_2_and_4_in_size():
    assert at()["term"].tolist() == [1, 0, 3, 2, 4]
    assert at()["square"].tolist() == [1, 0, 9, 4, 16]


def test_each_kind_of_state_has_its_own_sentence():
    for address, sentence in (
        ({}, "Five squares: 1, 0, 9, 4 and 16. Their mean, the MSE, is 6.00."),
        ({"points": OUTLIER, "line": "0.8,0.6"}, "5 squares; the largest, E, is 89.4 % of their sum. MSE 6.52."),
        ({"loss": "mae"}, "The mean absolute error is 2.00. The largest error is at E: 4.00."),
        ({"loss": "huber"}, "Errors up to 1 count by their square, larger ones linearly. Huber 1.60, MSE 6.00."),
        ({"points": DIAGONAL, "line": "1,0"}, "The line passes through every point. Every loss is 0."),
        ({"line": "0.8,0.6"}, "MSE 0.720. No other line has a smaller MSE for these points."),
        ({"line": "0.75,1.25", "loss": "mae"}, "MAE 0.700. No other line has a smaller MAE for these points."),
        ({"points": VERTICAL}, "All points share one x, so many lines are equally good. MSE 6.00."),
        ({"points": "2,3"}, "Through one point many lines pass. MSE 4.00."),
        ({"points": "1,1;2,3;3,4"}, "Three squares: 0, 4 and 9. Their mean, the MSE, is 4.33."),
        ({"points": "1,1;2,3"}, "Two squares: 0 and 4. Their mean, the MSE, is 2.00."),
    ):
        assert built(**address).sentence() == sentence


def test_more_than_five_points_name_the_largest_square_and_its_share():
    x, y = cloud(30)
    squares = (y - 1) ** 2
    largest = int(squares.argmax())
    name = points.name(largest) if largest < 26 else f"point {largest + 1}"
    sentence = built(points=written(x, y)).sentence()
    share = f"{100 * squares.max() / squares.sum():#.3g}"
    assert sentence.startswith(f"30 squares; the largest, point {name}, is {share} % of their sum.")


def test_a_line_that_meets_every_point_but_for_a_rounding_error_meets_them():
    x = np.arange(1.0, 6)
    for sign in (1, -1):
        y = np.round(sign * 0.1 * x + 0.3, 9)
        assert not np.array_equal(y, sign * 0.1 * x + 0.3)
        for handle in HANDLES:
            shown = at(handle, points=written(x, y), line=f"{sign * 0.1},0.3")
            assert shown["mse"] == shown["mae"] == shown["huber"] == 0
            assert not np.signbit(shown["term"]).any()


@pytest.mark.slow
@pytest.mark.parametrize("loss", LOSSES)
def test_every_row_holds_the_losses_of_its_line(loss):
    for address in ({}, {"points": OUTLIER, "line": "0.8,0.6"}, {"points": written(*cloud(11)), "line": "1.9,0.3"}):
        read = points.parse(address.get("points", points.text(points.FIVE)))
        for handle in HANDLES:
            rows = built(**address, loss=loss, delta="0.7").tables[handle].rows
            w, b = rows["line"][:, :1], rows["line"][:, 1:]
            residuals = read.y - w * read.x - b
            expected = losses_by_hand(residuals, 0.7)
            for name in LOSSES:
                assert rows[name] == pytest.approx(expected[name].mean(axis=-1), rel=1e-12), (address, handle, name)
            assert rows["y_hat"] == pytest.approx(read.y - residuals, abs=1e-5)
            if loss == "mse":
                largest, second = np.sort(abs(residuals))[:, :-3:-1].T
                single = largest - second > 1e-9
                share = expected[loss].max(axis=-1) / expected[loss].sum(axis=-1)
                assert rows["largest_share"][single] == pytest.approx(share[single], rel=5e-3)


def test_the_handles_of_the_first_line_reach_from_edge_to_edge_and_meet_whole_numbers():
    for table in built().tables.values():
        assert table.places[[0, -1]].tolist() == [-1, 11]
        assert {float(whole) for whole in range(-1, 12)} <= set(table.places.tolist())
        assert table.now == 1


def test_an_end_rotates_the_line_about_the_other_and_the_middle_shifts_it():
    tables = built(line="0.5,1").tables
    left, right, middle = (tables[handle].rows["line"][:-1] for handle in HANDLES)
    assert left[:, 0] * 6 + left[:, 1] == pytest.approx(4, abs=4e-4)
    assert left[:, 1] == pytest.approx(tables["left"].places)
    assert (right[:, 1] == 1).all()
    assert right[:, 0] * 6 + 1 == pytest.approx(tables["right"].places, abs=4e-4)
    assert (middle[:, 0] == 0.5).all()
    assert middle[:, 0] * 3.4 + middle[:, 1] == pytest.approx(tables["middle"].places, abs=1e-4)
    assert set(built(line="0.5,1.23456").tables["right"].rows["line"][:, 1]) == {1.23456}


def test_an_end_that_is_off_a_place_by_the_rounding_of_the_line_stands_on_it_and_no_other_does():
    assert built(line="0.1667,1").tables["right"].now == 2
    assert built(line="0,1.01").tables["right"].now == 1.01


def test_a_line_in_the_address_has_four_decimals():
    for table in built(line="0.7,1.3").tables.values():
        numbers = table.rows["line"]
        assert np.array_equal(numbers, [[round(value, 4) for value in row] for row in numbers.tolist()])


def test_on_another_scale_the_line_keeps_as_much_of_its_picture():
    for far, unit in ((2000, 1e-3), (0, 1e6), (-1e5, 1)):
        x, y = cloud(9)
        text = written(far + unit * x, unit * y)
        (left, right), (bottom, top) = axes.points_frame(points.parse(text))
        for handle, where in (("left", left), ("right", right)):
            table = built(points=text).tables[handle]
            heights = table.rows["line"][:-1, 0] * where + table.rows["line"][:-1, 1]
            assert heights == pytest.approx(table.places, abs=2e-4 * (top - bottom))


def test_a_frame_begins_and_ends_on_whole_steps_also_where_the_points_are_five_wide():
    # 0.08 of 5 is 0.4: the next whole numbers are 0 and 7, the next halves 0.5 and 6.5.
    assert at(points="1,1;2,5;3,2;4,2;5,80;6,1")["x_range"].tolist() == [0, 7]


def test_the_loss_is_lowest_where_calculus_says_along_the_first_handle():
    # Least squares with b = 1: the sum of x (y - 1) is 38, that of x² is 55.
    rows = built().tables["right"].rows
    assert rows["line"][rows["mse"].argmin(), 0] == pytest.approx(38 / 55, abs=0.1 / 6)
    assert rows["mse"].min() == pytest.approx(0.749, abs=2e-3)


@pytest.mark.parametrize("loss", LOSSES)
def test_the_slices_are_the_loss_along_slope_and_intercept(loss):
    x, y = np.arange(1, 6), np.array([2, 1, 4, 3, 5])
    for handle in HANDLES:
        shown = at(handle, 40, loss=loss, line="0.5,2")
        w, b = shown["line"]
        highest = CURVE_FRAMES * shown["loss_range"][1]

        def clipped(slope, intercept, highest=highest):
            each = losses_by_hand(y - np.multiply.outer(slope, x) - np.array(intercept)[..., None])
            return np.minimum(each[loss].mean(axis=-1), highest)

        assert shown["slope_y"] == pytest.approx(clipped(shown["slope_x"], b), rel=2e-3, abs=2e-2)
        assert shown["intercept_y"] == pytest.approx(clipped(w, shown["intercept_x"]), rel=2e-3, abs=2e-2)
        assert float(shown["dot_y"]) == pytest.approx(float(clipped(w, b)), rel=1e-5)
        assert shown["slope_range"].tolist() == [-2, 2]
        assert shown["intercept_range"].tolist() == [-1, 11]


def test_the_number_beside_a_dot_stands_inside_its_curve():
    places = [f"{name}_{where}" for name in ("slope", "intercept") for where in ("near_minimum", "right_of_minimum")]
    for line, expected in (("0,1", [0, 0, 0, 0]), ("1.7,1", [0, 1, 0, 1]), ("0,6", [0, 1, 0, 1])):
        assert [int(at(line=line)[name]) for name in places] == expected, line
    assert [int(at(line="0.8,0.6")[name]) for name in places[::2]] == [1, 1]


def test_the_kinks_of_the_mae_are_drawn_where_lines_meet_points():
    for handle in HANDLES:
        shown = at(handle, points=OUTLIER, line="0,1", loss="mae")
        # A flat line meets the points at the heights 1, 2, 3, 4 and 10; the middle one is the best.
        assert shown["intercept_x"].tolist() == pytest.approx([-1, 1, 2, 3, 4, 10, 11], abs=1e-6)
        assert shown["intercept_y"].min() == pytest.approx(2.20, abs=1e-5)
        # From (0, 1) the points lie in the directions 1, 0, 1, 0.5 and 1.8.
        assert shown["slope_x"].tolist() == pytest.approx([-2, 0, 0.5, 1, 1, 1.8, 2], abs=1e-6)
    # Lines of slope 0.5 meet them at the heights y - x / 2.
    steeper = at(points=OUTLIER, line="0.5,1", loss="mae")["intercept_x"]
    assert steeper.tolist() == pytest.approx([-1, 0, 1, 1.5, 2.5, 7.5, 11], abs=1e-6)


def test_no_handle_shows_a_loss_that_may_be_hidden():
    for loss in LOSSES:
        for handle in built(loss=loss).handles:
            assert not any(word in handle.value_text for word in ("{mse", "{mae", "{huber")), handle.name


def link(text, **address):
    return next(one for one in built(**address).links if one.text == text)


def test_the_best_line_depends_on_the_loss():
    assert link("Best line").state == {"line": "0.8,0.6"}
    assert link("Best line", points=OUTLIER).state == {"line": "1.8,-1.4"}
    assert link("Best line", points=OUTLIER, loss="mae").state == {"line": "1,1"}
    assert link("Best line", loss="mae").state == {"line": "0.75,1.25"}
    x, y = cloud(9)
    by_squares = link("Best line", points=written(x, y)).state["line"]
    assert [*map(float, by_squares.split(","))] == pytest.approx(np.polyfit(x, y, 1), abs=1e-7)
    best = link("Best line", loss="huber", points=OUTLIER).state["line"]
    w, b = map(float, best.split(","))
    least = float(at(loss="huber", points=OUTLIER, line=best)["huber"])
    for dw, db in itertools.product((-0.02, 0, 0.02), repeat=2):
        near = at(loss="huber", points=OUTLIER, line=f"{w + dw},{b + db}")
        assert float(near["huber"]) >= least - 1e-12


def test_where_all_x_are_equal_no_best_line_is_offered():
    for text, loss in itertools.product((VERTICAL, "2,3"), LOSSES):
        assert "Best line" not in [one.text for one in built(points=text, loss=loss).links], (text, loss)


def test_the_links_lead_to_what_their_notes_say():
    shown = {one.text: at(**one.state) for one in LINKS}
    for text, quantity, value in (
        ("One outlier", "largest_share", 0.894),
        ("Lowest MAE, not lowest MSE", "mae", 0.700),
        ("Perfect fit", "mse", 0),
        ("All x equal", "mse", 2.00),
        ("MSE 1.00: five errors of 1", "mse", 1.00),
        ("MSE 1.00: one error of 2.236", "mse", 1.00),
        ("MSE 1.00: five errors of 1", "mae", 1.00),
        ("MSE 1.00: one error of 2.236", "mae", 0.447),
        ("y in another unit (× 100)", "mse", 7200),
    ):
        assert float(shown[text][quantity]) == pytest.approx(value, rel=1e-3), text
    assert float(shown["MSE 1.00: one error of 2.236"]["term"][4]) == pytest.approx(2.236, abs=5e-3)
    for world in ("I", "II", "III", "IV"):
        assert float(shown[f"Anscombe {world}"]["mse"]) == pytest.approx(1.25, abs=5e-3)
        best = link("Best line", **link(f"Anscombe {world}").state).state["line"]
        w, b = map(float, best.split(","))
        assert (round(w, 1), round(b, 1)) == (0.5, 3.0), world


def test_no_link_repeats_another():
    states = [tuple(sorted(one.state.items())) for one in LINKS]
    assert len(set(states)) == len(states)


def test_a_long_sum_shows_two_terms_the_highlighted_the_largest_and_how_many_more():
    x, y = cloud(9)
    residuals = y - 1
    largest = int(abs(residuals).argmax())
    assert largest not in (0, 1, 4)
    shown = at(points=written(x, y), highlight="5")
    assert shown["term"].tolist() == pytest.approx(residuals[[0, 1, 4, largest]].tolist(), rel=6e-3)
    assert (int(shown["largest_unlisted"]), int(shown["left_out"])) == (1, 5)
    itself = at(points=written(x, y), highlight=str(largest + 1))
    assert (int(itself["largest_unlisted"]), int(itself["left_out"])) == (0, 6)


def test_the_term_of_the_highlighted_point_is_underlined():
    assert at(highlight="3")["highlighted"].tolist() == [0, 0, 1, 0, 0]
    assert at(highlight="9")["highlighted"].tolist() == [0, 0, 0, 0, 1]
    assert at()["highlighted"].tolist() == [0] * 5
    nine = written(*cloud(9))
    assert at(points=nine, highlight="7")["highlighted"].tolist() == [0, 0, 1, 0]
    assert at(points=nine, highlight="2")["highlighted"].tolist() == [0, 1, 0, 0]
    assert at(points=nine)["highlighted"].tolist() == [0] * 4


def test_what_does_not_count_has_no_size():
    for loss, square, length in (("mse", "y_hat", "py"), ("mae", "py", "y_hat"), ("huber", "quadratic_end", "y_hat")):
        traces = {trace["name"]: trace["meta"] for trace in built(loss=loss).figures[0].plot["data"]}
        assert (traces["squares"]["foot"], traces["residuals"]["foot"]) == (square, length)
    # The errors of the first line at A to E are 1, 0, 3, 2 and 4; delta is 1, so each square ends 1 from its point.
    assert at(loss="huber")["quadratic_end"].tolist() == pytest.approx([1, 1, 3, 2, 4], abs=1e-4)


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


def test_numbers_in_a_sum_have_three_digits():
    values = np.array([3.0, 0.96666, -12.345, 0.0, 1234.5, 1e-7 / 3, np.inf])
    assert round_significant(values).tolist() == [3, 0.967, -12.3, 0, 1230, 3.33e-8, np.inf]


def test_delta_is_pulled_from_a_small_step_to_half_of_the_frame():
    # The first points stand in a frame that is 12 high.
    delta = built(loss="huber").grids["delta"]
    assert (delta.low, delta.high, delta.now) == ((0.05,), (6.0,), (1.0,))


def test_the_axis_of_the_slices_doubles_until_the_loss_of_the_line_is_on_it():
    for line in ("0,1", "0,11", "-2,11", "2,-1"):
        shown = at("right", line=line)
        low, high = shown["loss_range"]
        assert low == 0
        assert float(shown["dot_y"]) <= 0.9 * high + 1e-6
        # The curve comes into the frame, too: no empty panel.
        assert shown["slope_y"].min() < high
        assert shown["intercept_y"].min() < high
    first, worst = at("right", line="0,1")["loss_range"][1], at("right", line="0,11")["loss_range"][1]
    assert worst == 4 * first
