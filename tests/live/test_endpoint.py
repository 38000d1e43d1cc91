"""Questions that are asked while a handle is pulled: answered with the page's own scene, whatever is in them."""

import asyncio
import json

import pytest
from starlette.requests import Request

from lossviz.inputs import long_texts, points
from lossviz.lessons import registry
from lossviz.live import codec, endpoint, message
from tests.lessons import toy
from tests.lessons.cases import PLACES

everywhere = pytest.mark.parametrize("place", PLACES, ids=str, scope="module")


def ask(path, body):
    """The answer to one question, as the server gives it."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = iter([{"type": "http.request", "body": raw, "more_body": False}])

    async def receive():
        return next(told)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/lossviz/scene/{path}",
        "headers": [],
        "path_params": {"path": path},
    }
    return asyncio.run(endpoint.answer(Request(scope, receive)))


@everywhere
def test_an_answer_is_the_scene_that_the_page_would_show_at_the_same_address(place):
    for address in place.few_addresses:
        answer = ask(str(place), {"address": address})
        if len(json.dumps(address)) > endpoint.LONGEST_QUESTION:
            assert answer.status_code == 413
            continue
        assert (answer.status_code, answer.media_type) == (200, "application/octet-stream"), address
        state = place.lesson.read(address)
        assert answer.body == message.answer(place.lesson, place.fold, address, state, current_row_only=True)
        header, _ = codec.decode(answer.body)
        assert (header["name"], header["path"]) == (place.fold or place.slug, str(place))
        own = place.lesson.fold(place.fold).parameters if place.fold else place.lesson.parameters
        assert header["reset"] == {one.name: "" for one in own}
        assert header["state"] == {one.name: state.texts[one.name] for one in place.lesson.shown_parameters(place.fold)}


@everywhere
def test_what_stays_is_not_sent_again_to_a_browser_that_has_it(place):
    whole = codec.decode(ask(str(place), {"address": {}}).body)[0]
    again = codec.decode(ask(str(place), {"address": {}, "static": whole["static"]}).body)[0]
    assert again["static"] == whole["static"]
    assert set(whole) - set(again) == {"static_fields"}
    for other in ("", "0123456789abcdef", whole["static"] + "0"):
        assert "static_fields" in codec.decode(ask(str(place), {"address": {}, "static": other}).body)[0]


@everywhere
def test_the_whole_address_may_be_sent_and_of_the_rest_nothing_matters(place):
    others = {one.name: "nonsense" for one in place.lesson.all_parameters}
    for parameter in place.lesson.shown_parameters(place.fold):
        del others[parameter.name]
    answer = ask(str(place), {"address": {**others, "unknown": "1", "present": "1"}})
    assert answer.status_code == 200
    assert codec.decode(answer.body)[0]["state"] == codec.decode(ask(str(place), {"address": {}}).body)[0]["state"]


@everywhere
def test_a_parameter_that_means_nothing_is_refused_in_words(place):
    for parameter in place.lesson.shown_parameters(place.fold):
        text = "<script>x</script>;__import__('os')" if parameter.key != "names" else "x" * 99
        answer = ask(str(place), {"address": {parameter.name: text}})
        assert answer.status_code == 422, parameter.name
        assert answer.media_type == "text/plain"
        assert answer.body.startswith(f"not understood: {parameter.name}: ".encode())
        assert len(answer.body) < 1000


def test_a_goal_and_an_open_question_of_the_address_are_in_the_answer():
    header, _ = codec.decode(ask("entropy", {"address": {"goal": "G2", "predict": "2"}}).body)
    assert [goal["name"] for goal in header["goals"]] == ["G2"]
    assert header["predict"] == "2"
    header, _ = codec.decode(ask("entropy", {"address": {"goal": "G99", "predict": "99"}}).body)
    assert (header["goals"], header["predict"]) == ([], "")


def test_a_scene_that_fails_is_answered_in_words_and_logged(monkeypatch, caplog):
    monkeypatch.setitem(registry.BY_SLUG, "toy", toy.breaking(4))
    assert ask("toy", {"address": {"height": "5"}}).status_code == 200
    answer = ask("toy", {"address": {"height": "4"}})
    assert (answer.status_code, answer.media_type) == (422, "text/plain")
    assert answer.body == b"the picture of this state of toy cannot be drawn"
    assert "IndexError: 4 is more than a toy can stand" in caplog.text


def test_a_text_that_has_no_encoding_is_refused_in_words():
    answer = ask("loss", b'{"address": {"points": "\\udfff,1"}}')
    assert answer.status_code == 422
    assert "“?” in row 1 is no number" in answer.body.decode()


def test_what_is_no_question_is_refused():
    for body in (b"", b"{", b"[]", b"null", b'{"address": 3}', b"\xff\xfe", b'{"goal": "G1"}', b"[" * 9999):
        assert ask("entropy", body).status_code == 422, body[:20]


def test_a_question_longer_than_any_of_ours_is_not_read():
    assert ask("entropy", b" " * (endpoint.LONGEST_QUESTION + 1)).status_code == 413


def test_a_scene_that_is_none_is_not_found():
    for path in ("nothing", "entropy/nothing", "../app", "os", "__class__", "", "/", "entropy/information-gain/more"):
        assert ask(path, {"address": {}}).status_code == 404, path


def test_points_that_were_too_many_for_an_address_are_found_by_their_name():
    text = points.text(points.parse("\n".join(f"{i},{i % 7}" for i in range(2000))))
    name = long_texts.store(text)
    answer = ask("training-loop", {"address": {"points": name}})
    assert answer.status_code == 200
    assert codec.decode(answer.body)[0]["state"]["points"] == name
    assert ask("training-loop", {"address": {"points": "kept-000000000000000000000000"}}).status_code == 422
