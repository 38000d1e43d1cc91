"""One reader of numbers: what it reads, to the last digit, and what no parameter of any lesson takes for a number."""

import re
from fractions import Fraction

import pytest

from lossviz.inputs import numbers
from lossviz.inputs.parameter import Choice, Names, Several
from lossviz.lessons import registry

NO_NUMBERS = ("1_000", "٣", "１", "½", "0x10", "1e", "e5", "--1", "1.2.3", "nan", "inf", "9" * 4000, "0." + "3" * 401)
FIRST = re.compile(r"−?[0-9][0-9.]*")
NUMERIC = {
    f"{lesson.slug} {one.name}": one
    for lesson in registry.BY_SLUG.values()
    for one in lesson.all_parameters
    if not isinstance(one, Choice | Names | Several)
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1", Fraction(1, 10)),
        (" −2.50 ", Fraction(-5, 2)),
        ("1e3", Fraction(1000)),
        (".5", Fraction(1, 2)),
        ("5e-324", Fraction(5, 10**324)),
        ("0." + "3" * 400, Fraction(int("3" * 400), 10**400)),
    ],
)
def test_a_number_is_read_to_its_last_digit(text, value):
    assert numbers.parse_exact(text) == value
    assert numbers.parse(text) == float(value)


def test_a_number_beyond_the_largest_is_refused_with_where_numbers_end():
    assert numbers.parse("1e150") == 1e150
    assert numbers.parse("-1e308", largest=1e308) == -1e308
    with pytest.raises(ValueError, match=r"^“1e151” in row 2 is too far out; numbers here end at 1e150$"):
        numbers.parse("1e151", "in row 2")
    with pytest.raises(ValueError, match=r"end at 1e308$"):
        numbers.parse("1.5e308", largest=1e308)


def test_a_list_has_commas_semicolons_or_blanks_between_its_pieces():
    assert numbers.pieces(" 1, 2;3\n4\t,;5, ") == ["1", "2", "3", "4", "5"]
    assert numbers.pieces(" ,; ") == []


@pytest.mark.parametrize("parameter", NUMERIC.values(), ids=NUMERIC)
def test_no_parameter_reads_a_number_that_another_refuses(parameter):
    written = FIRST.sub("1", parameter.default_text, count=1) if parameter.default_text else "1"
    for text in NO_NUMBERS:
        with pytest.raises(ValueError, match=r".{10}"):
            parameter.parse(written.replace("1", text, 1))
