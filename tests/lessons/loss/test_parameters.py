"""The parameters of the loss lesson: how an address is read, written and refused."""

import numpy as np
import pytest

from lossviz.lessons.loss.lesson import LESSON

PARAMETERS = {parameter.name: parameter for parameter in LESSON.parameters}


def test_a_line_is_read_in_three_ways_and_written_in_one():
    line = PARAMETERS["line"]
    for text, value, written in (
        ("0.8, 0.6", (0.8, 0.6), "0.8,0.6"),
        ("0.8 0.6", (0.8, 0.6), "0.8,0.6"),
        ("-2;9", (-2, 9), "-2,9"),
        ("−2;9", (-2, 9), "-2,9"),
        ("0:1,6:4", (0.5, 1), "0.5,1"),
        ("2@3:4", (2, -2), "2,-2"),
        ("-0,-0", (0, 0), "0,0"),
    ):
        read = line.parse(text)
        assert read == value
        assert np.array_equal(np.signbit(read), np.array(value) < 0), text
        assert line.write(read) == written
        assert line.parse(written) == value
    assert line.short((0, 1)) == ""


def test_what_means_nothing_is_refused_in_words():
    for name, text, message in (
        ("line", "1", "two numbers"),
        ("line", "1,2,3", "two numbers"),
        ("line", "a,b", "“a” in the line is no number"),
        ("line", "nan,1", "“nan” in the line is no number"),
        ("line", "1e200,1", "end at 1e152"),
        ("line", "1e150@1e150:1", "end at 1e152"),
        ("line", "3:1,3:2", "same x"),
        ("line", "@", "no number"),
        ("line", "1:2", "two numbers"),
        ("loss", "rmse", "mse, mae, huber"),
        ("delta", "0", "above 0"),
        ("delta", "-1", "above 0"),
        ("delta", "wide", "no number"),
        ("highlight", "0", "whole number from 1"),
        ("highlight", "C", "whole number from 1"),
        ("highlight", "99999999999", "whole number from 1"),
        ("points", "1;2", "row 1"),
    ):
        with pytest.raises(ValueError, match=message):
            PARAMETERS[name].parse(text)


def test_the_points_go_along_to_the_training_loop_and_the_line_does_not():
    along = LESSON.linked_state["training-loop"]({"points": "1,2;3,4", "line": "0.5,1", "loss": "mae"})
    assert along == {"points": "1,2;3,4"}
