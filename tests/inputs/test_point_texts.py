"""Points in an address: plain while short, then packed, then a name; and changes after any of them."""

from random import Random
from urllib.parse import quote

import pytest

from lossviz.inputs import packed_points, point_texts, points, session_store
from lossviz.inputs.session_store import SessionStore
from tests.inputs import clouds

FIVE = "1,2;2,1;3,4;4,3;5,5"


@pytest.fixture
def session():
    """A session of its own, so that names mean something."""
    store = SessionStore()
    before = session_store._current.set(store)
    yield store
    session_store._current.reset(before)


def pairs(read):
    return list(zip(read.x.tolist(), read.y.tolist(), strict=True))


def test_short_points_stand_plainly_in_the_address():
    assert point_texts.write(points.parse(FIVE)) == FIVE
    many = points.of_places(clouds.decimals(Random(1), 100, 2))
    text = point_texts.write(many)
    assert packed_points.is_packed(text)
    assert pairs(point_texts.parse(text)) == pairs(many)


@pytest.mark.parametrize("count", [30, 60, 300])
def test_a_link_that_is_cut_anywhere_on_its_way_is_refused(count):
    for seed in range(4):
        text = point_texts.write(points.of_places(clouds.decimals(Random(seed), count, 1)))
        for at in range(1, len(text)):
            with pytest.raises(ValueError, match=r"damaged or not complete|“z1?”"):
                point_texts.parse(text[:at])


def test_a_link_with_plain_points_from_before_opens():
    many = points.of_places(clouds.decimals(Random(1), 60, 1))
    assert pairs(point_texts.parse(points.text(many))) == pairs(many)


def test_a_text_depends_on_the_numbers_alone(session):
    for seed in range(30):
        given = clouds.of_any_kind(Random(seed))
        again = points.parse("x,y\n" + "\n".join(f"{x!r} , {y!r}" for x, y in pairs(given)))
        text = point_texts.write(given)
        assert text == point_texts.write(again) == point_texts.write(point_texts.parse(text))
        assert pairs(point_texts.parse(text)) == pairs(given)
        assert len(quote(text, safe="")) <= point_texts.LONGEST


def test_points_too_many_for_a_link_have_a_name_in_their_session_and_a_longer_text_without_one(session):
    many = points.of_places(clouds.doubles(Random(1), 500))
    name = point_texts.write(many)
    assert session_store.is_name(name)
    assert point_texts.parse(name) is many
    with session_store.asking(""):
        text = point_texts.write(many)
        assert packed_points.is_packed(text)
        assert pairs(point_texts.parse(text)) == pairs(many)
        with pytest.raises(ValueError, match=r"too many for a link.*Save as a file"):
            point_texts.parse(name)


@pytest.mark.parametrize(
    ("change", "after"),
    [
        ("~3=1.5,-2", [(1, 2), (2, 1), (1.5, -2), (4, 3), (5, 5)]),
        ("~1", [(2, 1), (3, 4), (4, 3), (5, 5)]),
        ("~=6,7", [(1, 2), (2, 1), (3, 4), (4, 3), (5, 5), (6, 7)]),
        ("~5~4~3~2~1=0,0", [(0, 0)]),
        ("~5=1,1~5=2,2", [(1, 2), (2, 1), (3, 4), (4, 3), (2, 2)]),
        (" ~ 5 ", [(1, 2), (2, 1), (3, 4), (4, 3)]),
    ],
)
def test_a_change_moves_removes_or_adds_one_point(change, after):
    for base in (FIVE, packed_points.pack(points.parse(FIVE))):
        assert pairs(point_texts.parse(base + change)) == after


def test_a_change_of_points_that_have_a_name(session):
    many = points.of_places(clouds.doubles(Random(1), 500))
    read = point_texts.parse(f"{session.put(many)}~2=1,2")
    assert pairs(read) == [pairs(many)[0], (1.0, 2.0), *pairs(many)[2:]]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{FIVE}~6", "no point 6 to change; there are 5"),
        (f"{FIVE}~0=1,2", "no point 0"),
        (f"{FIVE}~", "no change of a point, such as 3=1.5,2"),
        (f"{FIVE}~x=1,2", "“x=1,2” is no change"),
        (f"{FIVE}~1=1", "“1” is no point"),
        (f"{FIVE}~1=1,two", "“two” is no number"),
        (f"{FIVE}~1=1,1e300", "too far out"),
        (f"{FIVE}~1=", "is no point"),
        (f"{FIVE}~{'9' * 30}", "no change"),
        (f"{FIVE}{'~1=1,2' * 10_001}", "room for 10,000 changes"),
        ("1,2~1", "there is no point in it"),
        ("~1=2,3", "there are 0"),
        (";".join(["1,2"] * 10_000) + "~=1,2", "10,001 points; there is room for 10,000"),
    ],
)
def test_a_change_that_means_nothing_is_refused_in_words(text, said):
    with pytest.raises(ValueError, match=said):
        point_texts.parse(text)


def test_a_title_with_a_tilde_is_a_title():
    assert pairs(point_texts.parse("size~,price\n1,2\n3,4")) == [(1, 2), (3, 4)]


@pytest.mark.slow
def test_equal_texts_are_the_very_same_points_and_only_so_many_bytes_of_them_are_held():
    text = "1,2;2,1.25"
    assert point_texts.parse(text) is point_texts.parse(text)
    for number in range(3_000):
        point_texts.parse(f"1,{number};{' ' * 5_000}2,1")
    assert point_texts._read.held <= point_texts.CACHED
    long = f"1,2;{' ' * 500_000}2,1"
    assert point_texts.parse(long) is not point_texts.parse(long)


def test_what_a_session_keeps_is_not_held_for_others(session):
    many = points.of_places(clouds.doubles(Random(1), 500))
    name = session.put(many)
    for text in (name, f"{name}~2=1,2"):
        point_texts.parse(text)
        with session_store.asking(""), pytest.raises(session_store.NotInLinkError):
            point_texts.parse(text)
