"""A state as a file: it opens the same state again, and what is no such state is refused in words."""

from random import Random

import pytest

from lossviz.front import state_file
from lossviz.inputs import session_store
from lossviz.lessons import registry
from tests.fuzz import states
from tests.lessons.cases import PLACES, Place, sampled

WITH_POINTS = [lesson.slug for lesson in registry.LESSONS if state_file.points_parameter(lesson)]
LOSS = registry.BY_SLUG["loss"]


def opened(lesson, text):
    """The address after a file was opened in the first state."""
    return lesson.rewrite({}, state_file.read(lesson, text))


def test_the_lessons_with_own_points_are_those_that_have_files():
    assert WITH_POINTS == ["loss", "training-loop", "gradient-descent", "sgd", "train-a-network"]


def test_a_file_says_in_plain_words_what_is_set_and_then_the_points():
    assert state_file.write(LOSS, {"line": "0.8,0.6", "loss": "mae", "points": "1,2;2,1.5", "unit": "nats"}) == (
        "# lossviz: 2 points of loss\n# line = 0.8,0.6\n# loss = mae\n# unit = nats\nx,y\n1,2\n2,1.5\n# end\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize("slug", WITH_POINTS)
def test_a_saved_state_is_the_same_state_when_it_is_opened(slug):
    for place in [Place(slug), *[one for one in PLACES if one.slug == slug and one.fold]]:
        addresses = [*sampled(place.addresses, 2), *states.states(place, "files", 12)]
        for address in addresses:
            before = place.lesson.read(address)
            text = state_file.write(place.lesson, {**address, "unit": "nats", "open": place.fold})
            after = opened(place.lesson, text)
            assert place.lesson.read(after).texts == before.texts, address
            assert (after["unit"], after.get("open", "")) == ("nats", place.fold)


def test_what_was_set_before_is_as_in_the_file_afterwards():
    text = state_file.write(LOSS, {"points": "1,2;2,1"})
    assert LOSS.rewrite({"line": "3,4", "goal": "G1", "unit": "nats"}, state_file.read(LOSS, text)) == {
        "points": "1,2;2,1"
    }


def test_points_that_are_in_no_link_are_in_the_file():
    rng = Random(1)
    store = session_store.SessionStore()
    rows = "\n".join(f"{rng.random()},{rng.random()}" for _ in range(600))
    value = state_file.points_parameter(LOSS).parse(rows)
    with session_store.asking(store.key):
        text = state_file.write(LOSS, {"points": store.put(value), "loss": "mae"})
    assert text.endswith(rows + "\n# end\n")
    # Where they are opened there is another session.
    assert LOSS.read(opened(LOSS, text)).values["points"].x.tolist() == value.x.tolist()


def test_a_spreadsheet_may_have_saved_it_again():
    text = state_file.write(LOSS, {"line": "0.8,0.6", "points": "1,2;2,1.5"})
    again = text.replace("of loss", "of loss,").replace("# end", "3,1\n# end,").replace("\n", "\r\n")
    assert opened(LOSS, again) == {"line": "0.8,0.6", "points": "1,2;2,1.5;3,1"}


@pytest.mark.parametrize("slug", WITH_POINTS)
def test_a_file_that_was_cut_anywhere_is_refused(slug):
    lesson = registry.BY_SLUG[slug]
    points = {2: "1,2;2.25,1.75;30,1.5", 3: "1,2,0;2.25,1.75,1;30,1.5,0;4,4,1"}
    columns = len(state_file.points_parameter(lesson).kind.TITLES)
    text = state_file.write(lesson, {"points": points[columns], "unit": "nats"})
    whole = len(text.rstrip())
    for at in range(len(state_file.HEAD), whole):
        with pytest.raises(ValueError, match=r"cut on its way|of a lesson that is not here"):
            state_file.read(lesson, text[:at])
    assert lesson.read(opened(lesson, text[:whole])).texts == lesson.read(opened(lesson, text)).texts
    count = points[columns].count(";") + 1
    with pytest.raises(
        ValueError, match=f"it was cut on its way and may lack some of its {count} points; save or send"
    ):
        state_file.read(lesson, text[: whole - 10])


def test_a_file_that_was_saved_before_it_had_an_end_opens():
    text = "# lossviz: loss\n# line = 0.8,0.6\nx,y\n1,2\n2,1.5\n"
    assert opened(LOSS, text) == {"line": "0.8,0.6", "points": "1,2;2,1.5"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# lossviz: sgd\nx,y\n1,2\n", "a state of the lesson “Mini-batches”; open it there"),
        ("# lossviz: <b>\n1,2\n", "a state of a lesson that is not here"),
        ("# lossviz: \n", "a state of a lesson that is not here"),
        ("# lossviz: loss\n# colour = red\n1,2\n", "“# colour = red”, which this lesson does not know"),
        ("# lossviz: loss\n# note\n1,2\n", "“# note”, which this lesson does not know"),
        ("# lossviz: loss\n# loss = log\n1,2\n", r"it says loss = log \(.+\): there is mse, mae, huber"),
        ("# lossviz: loss\n# line = " + "9" * 5000 + "\n1,2\n", r"it says line = 9{40} \(Line.*\): "),
        ("# lossviz: loss\nx,y\n1,2\n3,four\n", "“four” in row 3 is no number"),
        ("# lossviz: loss\n" + "# line = 0,1\n" * 500_000, "500,001 lines begin with #; there is room for 200"),
    ],
)
def test_a_foreign_or_hostile_file_is_refused_in_words(text, said):
    assert state_file.is_state(text)
    with pytest.raises(ValueError, match=said):
        state_file.read(LOSS, text)


def test_points_alone_are_no_state():
    for text in ("x,y\n1,2\n", "# a comment\n1,2\n", "", "#lossviz\n"):
        assert not state_file.is_state(text)


def test_points_with_labels_are_in_a_file_with_their_third_column_and_are_read_from_it():
    lesson = registry.BY_SLUG["train-a-network"]
    address = {"points": "-1,-1,0;-1,1,0;2,0.1,1;1,1,1", "hidden": "3"}
    text = state_file.write(lesson, address)
    assert text == (
        "# lossviz: 4 points of train-a-network\n# hidden = 3\nx,y,class\n-1,-1,0\n-1,1,0\n2,0.1,1\n1,1,1\n# end\n"
    )
    read = state_file.read(lesson, text)
    assert {name: said for name, said in read.items() if said} == address
    assert "x,y" not in state_file.write(lesson, {"hidden": "3"})
    with pytest.raises(ValueError, match="has 2 numbers; give x, y and the class"):
        state_file.read(lesson, text.replace("2,0.1,1", "2,0.1"))
