"""Questions that are asked while a handle is pulled: answered with the page's own scene, whatever is in them."""

import asyncio
import json

import pytest
from starlette.requests import Request

from lossviz.inputs import points
from lossviz.live import codec
from lossviz.live import endpoint as streams
from lossviz.live import long_texts as kept
from lossviz.live.message import packed
from lossviz.scene.source import meanings


def ask(name, body):
    """The answer to one question, as the server gives it."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    told = iter([{"type": "http.request", "body": raw, "more_body": False}])

    async def receive():
        return next(told)

    scope = {
        "type": "http",
        "method": "POST",
        "path": f"/lossviz/ask/{name}",
        "headers": [],
        "path_params": {"name": name},
    }
    return asyncio.run(streams.answer(Request(scope, receive)))


def first(source):
    return {parameter.name: "" for parameter in source.PARAMETERS}


@pytest.mark.parametrize("name", sorted(streams.SOURCES))
def test_an_answer_is_the_scene_that_the_page_would_show_at_the_same_parameters(name):
    source = streams.SOURCES[name]
    answer = ask(name, {"state": first(source)})
    assert (answer.status_code, answer.media_type) == (200, "application/octet-stream")
    meant, texts = meanings(source.PARAMETERS, {})
    assert answer.body == packed(source.scene(**meant), state=texts, resting=True)
    header, _ = codec.decode(answer.body)
    assert header["name"] == name
    assert header["state"] == texts


def test_what_stays_is_not_sent_again_to_a_browser_that_has_it():
    whole = codec.decode(ask("training-loop", {"state": {}}).body)[0]
    again = codec.decode(ask("training-loop", {"state": {"pace": "0.05"}, "look": whole["look"]}).body)[0]
    assert again["look"] == whole["look"]
    assert "stays" not in again
    assert set(whole) - set(again) == {"stays"}
    for look in ("", "0123456789abcdef", whole["look"] + "0"):
        assert "stays" in codec.decode(ask("training-loop", {"state": {}, "look": look}).body)[0]


@pytest.mark.parametrize("name", sorted(streams.SOURCES))
def test_every_stream_of_a_scene_leads_to_parameters_that_its_source_reads(name):
    source = streams.SOURCES[name]
    meant, texts = meanings(source.PARAMETERS, {})
    scene = source.scene(**meant)
    known = {parameter.name for parameter in source.PARAMETERS}
    for stream in scene.streams.values():
        # As the browser writes numbers: 1 and not 1.0.
        place = dict(zip("xy", map(points.short, stream.low), strict=False))
        filled = {
            name: text.replace("{x}", place["x"]).replace("{y}", place.get("y", ""))
            for name, text in stream.commit.items()
        }
        assert set(filled) <= known
        assert ask(name, {"state": texts | filled}).status_code == 200
    assert {handle.stream for handle in scene.handles} - {""} <= set(scene.streams)


@pytest.mark.parametrize("name", sorted(streams.SOURCES))
def test_a_parameter_that_means_nothing_is_refused_in_words(name):
    source = streams.SOURCES[name]
    for parameter in source.PARAMETERS:
        answer = ask(name, {"state": first(source) | {parameter.name: "<script>x</script>;__import__('os')"}})
        assert answer.status_code == 422, parameter.name
        assert answer.media_type == "text/plain"
        assert answer.body.startswith(b"not understood: ")
        assert len(answer.body) < 1000


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"state": 3}', b"\xff\xfe", b'{"goal": "G1"}', b"[" * 9999, b'{"state": [1]}']
)
def test_what_is_no_question_is_refused(body):
    assert ask(next(iter(streams.SOURCES)), body).status_code == 422


def test_a_question_longer_than_any_of_ours_is_not_read():
    assert ask(next(iter(streams.SOURCES)), b" " * (streams.LONGEST_QUESTION + 1)).status_code == 413


@pytest.mark.parametrize("name", ["nothing", "entropy", "../app", "os", "__class__"])
def test_a_scene_that_does_not_stream_is_not_found(name):
    assert ask(name, {"state": {}}).status_code == 404


def test_points_that_were_too_many_for_a_link_are_found_by_their_name():
    text = points.text(points.parse("\n".join(f"{i},{i % 7}" for i in range(2000))))
    answer = ask("training-loop", {"state": {"data": kept.shortened(text)}})
    assert answer.status_code == 200
    assert codec.decode(answer.body)[0]["state"]["data"] == kept.shortened(text)
    assert ask("training-loop", {"state": {"data": "kept-000000000000000000000000"}}).status_code == 422
