"""The learner's own points on the page: opened, refused, saved, kept by the session and given back by the tab."""

from random import Random

import pytest

from lossviz.front import address as place
from lossviz.front import own_points
from lossviz.inputs import point_texts, points, session_store
from lossviz.inputs.session_store import SessionStore
from lossviz.lessons import registry
from tests.front.pages import address, boxes, opened, warnings
from tests.inputs import clouds

MANY = points.of_places(clouds.doubles(Random(1), 500))
NAME = session_store.name_of(MANY)
GOOD = "x,y\n1,1\n2,2\n4,3\n"


def upload(app, name, raw):
    app.file_uploader[0].set_value((name, raw if isinstance(raw, bytes) else raw.encode(), "text/csv")).run()
    assert not app.exception


def notes(app):
    return [one.value for one in app.caption if one.value]


def test_what_a_file_says_takes_the_place_of_the_points():
    app = opened("loss", {"points": "1,2;2,1"}, exact=True)
    upload(app, "good.csv", GOOD)
    assert address(app) == {"points": "1,1;2,2;4,3"}
    assert boxes(app)["points"].value == "1,1;2,2;4,3"


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_unicode_is_read_and_nothing_is_said_of_it(encoding):
    app = opened("loss", exact=True)
    upload(app, "good.csv", "Größe;Höhe\n1,5;1\n2;2,5\n".encode(encoding))
    assert address(app) == {"points": "1.5,1;2,2.5"}
    assert not [note for note in notes(app) if "read as" in note]


def test_a_file_in_another_encoding_is_read_and_the_page_says_as_which_until_the_next_action():
    app = opened("loss", exact=True)
    upload(app, "Größe.csv", "Größe,Höhe\n1,1\n2,2\n".encode("latin-1"))
    assert address(app) == {"points": "1,1;2,2"}
    assert "Größe.csv is not in UTF-8; it was read as Windows-1252." in notes(app)
    boxes(app)["loss"].set_value("mae").run()
    assert not [note for note in notes(app) if "read as" in note]


@pytest.mark.slow
def test_a_file_that_cannot_be_read_is_refused_and_a_good_one_after_it_is_not():
    app = opened("loss", {"points": "1,2;2,1"}, exact=True)
    for name, raw, said in (
        ("bad.csv", GOOD + "5,zwei\n", "bad.csv: “zwei” in row 5 is no number. The picture stays as it was."),
        ("picture.csv", bytes(range(128, 255)), "picture.csv: is no text; save it as CSV"),
        ("sgd.csv", "# lossviz: sgd\n1,2\n", "sgd.csv: it is a state of the lesson “Mini-batches”; open it there"),
    ):
        upload(app, name, raw)
        assert len(warnings(app)) == 1
        assert said in warnings(app)[0]
        assert boxes(app)["points"].value == "1,2;2,1"
        assert address(app) == {"points": "1,2;2,1"}
    upload(app, "good.csv", GOOD)
    assert not app.warning
    upload(app, "bad.csv", GOOD + "5,zwei\n")
    app.file_uploader[0].clear().run()
    assert not app.warning
    assert address(app) == {"points": "1,1;2,2;4,3"}


@pytest.mark.slow
def test_a_saved_state_is_opened_with_all_that_is_set_in_it():
    app = opened("sgd", {"batch": "7", "points": "1,1;2,2"}, exact=True)
    text = "# lossviz: sgd\n# batch = 2\n# seed = 3\n# unit = nats\nx,y\n1,2\n2,1\n3,3\n"
    upload(app, "state.csv", text)
    assert address(app) == {"batch": "2", "seed": "3", "unit": "nats", "points": "1,2;2,1;3,3"}


def test_packed_points_are_shown_as_a_hand_writes_them():
    few = points.of_places(clouds.decimals(Random(1), 200, 2))
    app = opened("loss", {"points": point_texts.write(few)}, exact=True)
    assert boxes(app)["points"].value == points.text(few).replace(";", "\n")
    boxes(app)["loss"].set_value("mae").run()
    assert address(app) == {"points": point_texts.write(few), "loss": "mae"}


# ---- points that are in no link


def told(app, name, text):
    """The tab says what it has under a name."""
    own_points.place_one(app.session_state[place.STORE], name, text)
    app.run()


def test_while_the_tab_is_asked_for_its_copy_nothing_is_said_and_the_name_stays():
    app = opened("loss", {"points": NAME, "loss": "mae"}, exact=True)
    assert not app.warning
    boxes(app)["delta"].set_value("2").run()
    assert address(app) == {"points": NAME, "loss": "mae", "delta": "2"}
    told(app, NAME, point_texts.short(MANY))
    assert not app.warning
    assert address(app) == {"points": NAME, "loss": "mae", "delta": "2"}
    assert app.session_state[place.STORE].get(NAME).x.tolist() == MANY.x.tolist()


def test_where_the_tab_has_none_the_page_says_so_once_and_what_to_do():
    app = opened("loss", {"points": NAME})
    told(app, NAME, "")
    (said,) = warnings(app)
    assert "only in the browser tab that opened them" in said
    assert "“Save as a file”" in said
    assert address(app) == {"points": NAME}


@pytest.mark.parametrize(
    "text", ["1,2;2,1", point_texts.short(points.of_places(clouds.doubles(Random(2), 500))), "z1AAAA", "x", "9" * 10**6]
)
def test_what_has_another_name_is_not_taken(text):
    store = SessionStore()
    own_points.place_one(store, NAME, text)
    assert (store.held, store.nowhere) == (0, {NAME})
    own_points.place_one(store, NAME, point_texts.short(MANY))
    assert store.get(NAME) is not None


def test_names_that_nobody_can_have_are_not_remembered_without_end():
    store = SessionStore()
    for number in range(1_000):
        own_points.place_one(store, f"kept-{number:024x}", "")
        own_points.place_one(store, f"odd{number}", "")
    assert len(store.nowhere) <= own_points.MOST_NAMES


@pytest.mark.slow
def test_another_visitor_is_not_shown_what_one_session_keeps():
    mine = opened("loss", exact=True)
    boxes(mine)["points"].set_value(points.text(MANY)).run()
    assert address(mine) == {"points": NAME}
    other = opened("loss", {"points": NAME}, exact=True)
    told(other, NAME, "")
    assert len(warnings(other)) == 1
    mine.run()
    assert not mine.warning


@pytest.mark.slow
def test_twelve_pastes_of_the_largest_size_leave_no_more_than_the_points_behind():
    app = opened("loss", exact=True)
    for number in range(12):
        boxes(app)["points"].set_value(f"1,{number};" + " " * 490_000 + "2,1").run()
        assert not app.exception
        assert app.session_state["loss.points"] == f"1,{number};2,1"
    assert point_texts._read.held <= point_texts.CACHED


@pytest.mark.parametrize(("size", "said"), [(3 * 2**20, ["3.0 MB"]), (2**53, []), (10**400, []), (-1, []), ("1", [])])
def test_a_file_that_is_too_large_is_refused_with_a_size_that_a_file_can_have(monkeypatch, size, said):
    refused = []
    monkeypatch.setattr(place, "refuse", lambda name, sentence: refused.append(sentence))
    own_points.refuse_large(registry.BY_SLUG["loss"], "big.csv", size)
    assert [one for one in ("3.0 MB",) if one in "".join(refused)] == said
    assert len(refused) == len(said)
