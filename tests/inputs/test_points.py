"""The learner's own points: read from whatever a hand or a spreadsheet gives, and thinned."""

import numpy as np
import pytest

from lossviz.inputs import points

FIVE = [(1, 2), (2, 1), (3, 4), (4, 3), (5, 5)]


def pairs(given):
    return list(zip(given.x.tolist(), given.y.tolist(), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "1,2;2,1;3,4;4,3;5,5",
        "1, 2\n2, 1\n3, 4\r\n4, 3\n5, 5\n\n",
        "x,y\n1,2\n2,1\n3,4\n4,3\n5,5",
        "1\t2\n2\t1\n3\t4\n4\t3\n5\t5",
        "1 2; 2 1; 3 4; 4 3; 5 5",
        '"1","2"\n"2","1"\n"3","4"\n"4","3"\n"5","5"',
    ],
)
def test_points_are_read_however_they_are_written(text):
    assert pairs(points.parse(text)) == FIVE


def test_beside_a_tab_a_comma_is_a_decimal_point():
    assert pairs(points.parse("1,5\t2\n-3\t4,25")) == [(1.5, 2), (-3, 4.25)]


@pytest.mark.parametrize("text", ["x;y\n1,5;2,25\n2;3", "1,5;2,25\r\n2;3\r\n"])
def test_where_each_line_has_one_semicolon_it_parts_the_columns(text):
    assert pairs(points.parse(text)) == [(1.5, 2.25), (2, 3)]


@pytest.mark.parametrize("text", ["1,2;\n3,4;", "1,2;3,4", "1,2\n3,4;"])
def test_a_semicolon_that_ends_a_point_parts_no_columns(text):
    assert pairs(points.parse(text)) == [(1, 2), (3, 4)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there is no point in it"),
        (" ;\n; ", "there is no point in it"),
        ("1", "has 1 number; give x and y"),
        ("1,2,3", "has 3 numbers; give x and y"),
        ("1,2;2,x", "“x” in row 2 is no number"),
        ("a,b", "“a” in row 1 is no number"),
        ("1,2;nan,3", "“nan” in row 2 is no number"),
        ("1,inf", "“inf” in row 1 is no number"),
        ("1e300,1;2,3", "“1e300” in row 1 is too far out"),
        ("<script>,1", "“<script>” in row 1 is no number"),
        (";".join(["1,2"] * 10_001), "10,001 points; there is room for 10,000"),
    ],
)
def test_what_is_no_point_is_refused_with_its_value_and_its_row(text, said):
    with pytest.raises(ValueError, match=said.replace("(", "\\(")):
        points.parse(text)


def test_ten_thousand_points_are_read_and_a_row_of_titles_does_not_count():
    text = "x,y\n" + "\n".join(f"{i},{i % 7}" for i in range(10_000))
    assert len(points.parse(text)) == 10_000


def test_points_are_written_as_short_as_they_are_exact():
    given = points.parse("1.0,2.50;-0.0,1e20;0.1,-3")
    assert points.text(given) == "1,2.5;0,1e+20;0.1,-3"
    assert pairs(points.parse(points.text(given))) == pairs(given)


def test_nobody_can_change_the_points_of_another():
    given = points.parse("1,2;2,1")
    with pytest.raises(ValueError, match="read-only"):
        given.x[0] = 9


def test_points_that_share_one_x_are_vertical_and_others_are_not():
    assert points.parse("3,1;3,2;3,9").vertical
    assert points.parse("3,1").vertical
    assert not points.parse("3,1;3.5,2").vertical


def test_names_are_letters_and_from_the_twenty_seventh_on_numbers():
    assert [points.name(i) for i in (0, 4, 25, 26, 39)] == ["A", "E", "Z", "27", "40"]


def test_more_points_than_a_picture_holds_are_thinned_from_end_to_end():
    given = points.parse("\n".join(f"{i},{i * i}" for i in range(9_000)))
    drawn = points.thinned(given)
    assert len(drawn) == points.DRAWN
    assert pairs(drawn)[0] == (0, 0)
    assert pairs(drawn)[-1] == (8_999, 8_999**2)
    assert set(pairs(drawn)) <= set(pairs(given))
    few = points.FIVE
    assert points.thinned(few) is few
    assert np.array_equal(few.x, [1, 2, 3, 4, 5])
