"""Points with a class or a value: read from what a spreadsheet or a hand gives, exact in every form of an address."""

import re
from random import Random

import numpy as np
import pytest

from lossviz.front import own_points
from lossviz.inputs import labelled_points, packed_points, point_texts, points, session_store
from lossviz.inputs.labelled_points import LabelledPoints
from lossviz.inputs.session_store import SessionStore
from tests.inputs import clouds

PARAMETER = labelled_points.Parameter("points")
SIX = "0,0,0;1,0,0;2,0.5,0;0,1,1;1,1,1;-2,1.25,1"
PLACES = [(0, 0, 0), (1, 0, 0), (2, 0.5, 0), (0, 1, 1), (1, 1, 1), (-2, 1.25, 1)]


@pytest.fixture
def session():
    """A session of its own, so that names mean something."""
    store = SessionStore()
    before = session_store._current.set(store)
    yield store
    session_store._current.reset(before)


def of(rows):
    return points.of_rows(LabelledPoints, rows)


def many(seed, count=500):
    """Points with all their digits, in two classes."""
    return of([(x, y, float(k % 2)) for k, (x, y) in enumerate(clouds.doubles(Random(seed), count))])


@pytest.mark.parametrize(
    "text",
    [
        SIX,
        SIX.replace(";", "\n"),
        SIX.replace(",", ", ").replace(";", "; "),
        SIX.replace(",", " ").replace(";", "\n"),
        SIX.replace(",", "\t").replace(";", "\n").replace(".", ","),
        "x,y,class\r\n" + SIX.replace(";", "\r\n"),
        "Länge;Breite;Art\n" + SIX.replace(";", "\n").replace(",", ";").replace(".", ","),
        "0,0,0;1,0,0;2,0.5,0\n0,1,1;1,1,1;-2,1.25,1",
    ],
)
def test_rows_of_x_y_and_class_are_read_as_spreadsheets_and_hands_write_them(text):
    read = PARAMETER.parse(text)
    assert read.places == PLACES
    assert PARAMETER.write(read) == SIX
    assert PARAMETER.read_table(text).places == PLACES


@pytest.mark.parametrize(
    ("labels", "classes"),
    [
        ("0 1 0 1", 2),
        ("0 1 2 2", 3),
        ("3 2 1 0", 4),
        ("0 1 0.5 1", 0),
        ("0 1 4 1", 0),
        ("-1 1 0 1", 0),
        ("1.5 2 3 2.5", 0),
    ],
)
def test_labels_are_classes_where_all_are_whole_numbers_from_0_to_3(labels, classes):
    read = PARAMETER.parse(";".join(f"{i},{i},{label}" for i, label in enumerate(labels.split())))
    assert read.classes == classes
    assert read.label.tolist() == [float(label) for label in labels.split()]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1,2,0\n1,3,1\n1,2", "row 3, “1,2”, has 2 numbers; give x, y and the class, such as 1, 2, 0"),
        ("1,2,0,5", "row 1, “1,2,0,5”, has 4 numbers"),
        ("1,2,0;1,2,red", "“red” in row 2 is no number"),
        ("1,2,0;1,2,1;2,2,0", "give at least 4 points; there are 3"),
        ("1,2,0", "there is 1"),
        (SIX.replace(",1;", ",0;").replace("1.25,1", "1.25,0"), "all points have the class 0; give points of at least"),
        (SIX.replace(",1;", ",2;").replace("1.25,1", "1.25,2"), "no point of class 1, but of class 2; number the"),
        (SIX + ";2000000,0,0", "point 7: x = 2000000 is beyond 1,000,000; divide"),
        (";".join(f"0,{i},{i % 2}" for i in range(501)), "501 points; there is room for 500"),
        (";".join(f"0,{i},{i % 2}" for i in range(900)), "900 points; there is room for 500"),
        ("z1ABCD", "other columns than x, y, class"),
        ("z2ABCD", "damaged"),
        (SIX + "~2", ""),
        (SIX + "~2=1,1", "“1,1” is no point; give x, y and the class, such as 1, 2, 0"),
        (SIX + "~=1,1,1~9", "no point 9 to change; there are 7"),
        ("~x", "no change of a point, such as 3=1,2,0"),
        ("~1", "there are 0"),
    ],
)
def test_what_cannot_be_trained_on_is_refused_in_words(text, said):
    if not said:
        assert len(PARAMETER.parse(text)) == 5
        return
    with pytest.raises(ValueError, match=re.escape(said)):
        PARAMETER.parse(text)


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("seed", range(20))
def test_all_forms_are_exact_and_depend_on_the_numbers_alone(seed):
    rng = Random(seed)
    plane = clouds.of_any_kind(rng)
    given = of([(x, y, rng.choice((0.0, 1.0, 1 / 3, -7e5))) for x, y in plane.places])
    text = packed_points.pack(given)
    assert text.startswith("z2")
    read = packed_points.unpack_as(LabelledPoints, text)
    bits = [[column.view(np.uint64).tolist() for column in one.columns] for one in (given, read)]
    assert bits[0] == bits[1]
    assert packed_points.pack(read) == text
    assert point_texts.parse_as(LabelledPoints, points.text(given)) == given == read
    assert hash(given) == hash(read)


def test_changes_go_after_every_form(session):
    text = PARAMETER.write(PARAMETER.parse(SIX))
    packed = packed_points.pack(PARAMETER.parse(SIX))
    kept = session.put(PARAMETER.parse(SIX))
    for base in (text, packed, kept):
        assert PARAMETER.parse(f"{base}~1=3,3,1~2~=5,5,2").places == [(3, 3, 1), *PLACES[2:], (5, 5, 2)]


def test_points_too_many_for_a_link_are_kept_under_a_name_of_their_own_kind(session):
    given = many(1)
    name = PARAMETER.write(given)
    assert session_store.is_name(name)
    assert PARAMETER.parse(name) is given
    assert session.held == 3 * 8 * 500
    with pytest.raises(ValueError, match="other columns than x, y;"):
        point_texts.parse(name)
    plane = session.put(points.of_places(clouds.doubles(Random(1), 6)))
    with pytest.raises(ValueError, match="other columns than x, y, class;"):
        PARAMETER.parse(plane)
    # Six points of two columns have the bytes of four of three.
    same_bytes = points.Points(np.arange(6.0), np.arange(6.0, 12.0))
    others = LabelledPoints(np.arange(4.0), np.arange(4.0, 8.0), np.arange(8.0, 12.0))
    assert len({plane, session_store.name_of(same_bytes), session_store.name_of(others)}) == 3


def test_the_tab_gives_them_back_to_a_session_that_lost_them():
    for given in (many(1), PARAMETER.parse(SIX)):
        store, name = SessionStore(), session_store.name_of(given)
        own_points.place_one(store, name, point_texts.short(given))
        assert store.get(name) == given
        assert name in store.copied
        own_points.place_one(store, session_store.name_of(many(2)), point_texts.short(given))
        assert session_store.name_of(many(2)) in store.nowhere


def test_a_text_means_points_of_two_columns_to_one_reader_and_of_three_to_the_other():
    text = "1,2,0;1,3,0;2,2,1;2,3,1"
    assert len(PARAMETER.parse(text)) == 4
    with pytest.raises(ValueError, match="has 3 numbers; give x and y"):
        point_texts.parse(text)
    assert PARAMETER.parse(text) is PARAMETER.parse(text)
