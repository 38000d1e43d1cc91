"""The check of the gradient: both gradients, their distance, and the error of every step of the difference."""

import math

import numpy as np
import pytest

from lossviz.lessons.gradient_descent import gradient_check
from lossviz.lessons.gradient_descent.lesson import LESSON
from lossviz.live.message import packed
from tests.lessons.cases import Place


def checked(h="", **address):
    return Place("gradient-descent", "gradient-check").scene({"gradient-check.h": h, **address})


def test_at_the_first_start_the_derivatives_are_those_of_arithmetic():
    # Ravine: x and 10 y at (-4, 1.5).
    here = checked().at("h")
    assert here["gradient"].tolist() == [-4.0, 15.0]
    assert here["difference"] == pytest.approx([-4, 15], rel=1e-9)
    assert float(here["h"]) == pytest.approx(4 * (2.0**-52) ** (1 / 3), rel=1e-12)
    assert int(here["case"]) == gradient_check.AGREES


def test_the_numbers_in_the_formula_are_those_of_the_difference():
    h = 0.01
    here = checked(surface="rosenbrock", start="-1.2,1", h="0.01").at("h")

    def loss(x, y):
        return (1 - x) ** 2 + 100 * (y - x * x) ** 2

    rise = [loss(-1.2 + h, 1) - loss(-1.2 - h, 1), loss(-1.2, 1 + h) - loss(-1.2, 1 - h)]
    assert here["loss_change"] == pytest.approx(rise, rel=1e-12)
    assert here["difference"] == pytest.approx([rise[0] / 0.02, rise[1] / 0.02], rel=1e-12)
    assert here["gradient"] == pytest.approx([-215.6, -88.0], rel=1e-14)
    # The third derivative in x is 2400 x = -2880; a sixth of it times h^2 is -0.048.
    assert here["gap"] == pytest.approx([-0.048, 0], abs=1e-6)
    assert float(here["error"]) == pytest.approx(0.048 / math.hypot(215.6, 88), rel=1e-3)


def test_a_step_of_1e_12_is_called_too_small_and_one_of_a_tenth_too_large():
    small, large = (checked(surface="rosenbrock", h=h) for h in ("1e-12", "0.1"))
    assert int(small.at("h")["case"]) == gradient_check.ROUNDING
    assert small.sentence().startswith("h = 1.0e−12 is too small: the rounding error dominates.")
    assert int(large.at("h")["case"]) == gradient_check.TRUNCATION
    assert large.sentence().startswith("h = 0.100 is too large: the truncation error dominates.")
    assert float(small.at("h")["error"]) > 1e-6 < float(large.at("h")["error"])


def test_on_a_parabola_no_step_is_too_large_and_the_picture_does_not_say_so():
    for surface in ("bowl", "ravine", "points_mse"):
        here = checked(surface=surface, h="0.1").at("h")
        assert int(here["case"]) == gradient_check.AGREES
        assert not here["not_quadratic"]
    for surface in ("saddle", "rosenbrock", "himmelblau", "beale", "rastrigin", "points_bce"):
        assert checked(surface=surface).at("h")["not_quadratic"], surface


def test_the_error_is_least_near_the_recommended_step():
    scene = checked(surface="rosenbrock")
    table = scene.tables["h"]
    errors = table.rows["error"][:-1]
    best = table.places[errors.argmin()]
    assert abs(best - math.log10(float(scene.at("h")["recommended"]))) <= 1
    assert min(errors[0], errors[-1]) > 1e5 * errors.min()
    assert table.rows["log_error"][:-1] == pytest.approx(np.log10(errors), abs=1e-5)


def test_steps_go_from_a_tenth_to_1e_15_in_quarters_of_a_power_of_ten():
    table = checked().tables["h"]
    assert table.places.tolist() == [k / 4 for k in range(-60, -3)]
    assert table.rows["h"][:57] == pytest.approx(10.0 ** (np.arange(-60, -3) / 4), rel=0.005)
    assert 1e-12 in table.rows["h"].tolist()


def test_a_step_of_the_grid_stands_on_the_grid_and_another_where_it_is():
    assert checked(h="5.62e-13").tables["h"].now == -12.25
    assert checked(h="2e-5").tables["h"].now == pytest.approx(math.log10(2e-5))


def test_where_the_gradient_is_zero_there_is_nothing_to_compare_with():
    scene = checked(surface="saddle", start="0,0")
    assert scene.sentence() == (
        "The gradient is 0 here, so a relative difference is not defined. The absolute one is 0."
    )


def test_where_the_loss_is_infinite_it_says_so_and_the_handle_can_still_be_pulled():
    scene = checked(surface="beale", start="1e150,-1e150")
    assert scene.sentence().startswith("Here the loss is not a finite number")
    for row in range(len(scene.tables["h"].places) + 1):
        assert np.isfinite(scene.at("h", row)["log_error"])


def test_a_step_out_of_range_is_refused_in_words():
    for text in ("0", "-1e-6", "1", "1e-16", "h", "nan", "inf"):
        refused = LESSON.read({"gradient-check.h": text}).refused["gradient-check.h"]
        assert refused[0] == text
        assert any(words in refused[1] for words in ("1e-15", "no number", "too far out")), refused


def test_the_message_is_small():
    assert len(packed(checked(), answers=0, state={}, predict="", onward={})) <= 20 * 1024


def test_no_two_links_are_the_present_one_at_once():
    for link in gradient_check.LINKS:
        for other in gradient_check.LINKS:
            assert link is other or not link.state.items() <= other.state.items(), (link.text, other.text)
