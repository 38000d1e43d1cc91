"""Questions that are asked while a handle is pulled: answered with the page's own scene, whatever is in them."""

import asyncio
import threading
import time
from random import Random
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from lossviz.inputs import points, session_store
from lossviz.inputs.session_store import SessionStore
from lossviz.lessons import registry
from lossviz.live import codec, endpoint, message, turns
from lossviz.live.allowance import Allowances
from lossviz.live.lane import Lane
from lossviz.theory.interruption import ComputationEndedError, checkpoint, interruptible
from tests.lessons import toy
from tests.lessons.cases import PLACES
from tests.live.waiting import until

everywhere = pytest.mark.parametrize("place", PLACES, ids=str, scope="module")


def asking(path, address=(), *, static="", headers=(), client="", receive=None):
    """A question as it arrives at the server: the whole address as a query."""
    query = address if isinstance(address, bytes) else urlencode(dict(address)).encode()
    known = [(b"x-static-fields", static.encode())] if static else []

    async def waits():
        await asyncio.Event().wait()

    scope = {
        "type": "http",
        "method": "GET",
        "path": f"/lossviz/row/{path}",
        "query_string": query,
        "headers": [*known, *headers],
        "client": (client, 1234) if client else None,
        "path_params": {"path": path},
    }
    return Request(scope, receive or waits)


def ask(path, address=(), **also):
    """The answer to one question, as the server gives it."""
    return asyncio.run(endpoint.answer(asking(path, address, **also)))


@pytest.mark.slow
@everywhere
def test_an_answer_is_the_scene_that_the_page_would_show_at_the_same_address(place):
    for address in place.few_addresses:
        answer = ask(str(place), address)
        if len(urlencode(address)) > endpoint.LONGEST_QUERY:
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


@pytest.mark.slow
@everywhere
def test_what_stays_is_not_sent_again_to_a_browser_that_has_it(place):
    whole = codec.decode(ask(str(place)).body)[0]
    again = codec.decode(ask(str(place), static=whole["static"]).body)[0]
    assert again["static"] == whole["static"]
    assert set(whole) - set(again) == {"static_fields"}
    for other in ("", "0123456789abcdef", whole["static"] + "0"):
        assert "static_fields" in codec.decode(ask(str(place), static=other).body)[0]


@pytest.mark.slow
@everywhere
def test_the_whole_address_may_be_sent_and_of_the_rest_nothing_matters(place):
    others = {one.name: "nonsense" for one in place.lesson.all_parameters}
    for parameter in place.lesson.shown_parameters(place.fold):
        del others[parameter.name]
    answer = ask(str(place), {**others, "unknown": "1", "present": "1"})
    assert answer.status_code == 200
    assert codec.decode(answer.body)[0]["state"] == codec.decode(ask(str(place)).body)[0]["state"]


@pytest.mark.slow
@everywhere
def test_a_parameter_that_means_nothing_is_refused_in_words(place):
    for parameter in place.lesson.shown_parameters(place.fold):
        text = "<script>x</script>;__import__('os')" if parameter.key != "names" else "x" * 99
        answer = ask(str(place), {parameter.name: text})
        assert answer.status_code == 422, parameter.name
        assert answer.media_type == "text/plain"
        assert answer.body.startswith(f"not understood: {parameter.name}: ".encode())
        assert len(answer.body) < 1000


def test_a_goal_and_an_open_question_of_the_address_are_in_the_answer():
    header, _ = codec.decode(ask("entropy", {"goal": "G2", "predict": "2"}).body)
    assert [goal["name"] for goal in header["goals"]] == ["G2"]
    assert header["predict"] == "2"
    header, _ = codec.decode(ask("entropy", {"goal": "G99", "predict": "99"}).body)
    assert (header["goals"], header["predict"]) == ([], "")


def test_a_scene_that_fails_is_answered_in_words_and_logged(monkeypatch, caplog):
    monkeypatch.setitem(registry.BY_SLUG, "toy", toy.breaking(4))
    assert ask("toy", {"height": "5"}).status_code == 200
    answer = ask("toy", {"height": "4"})
    assert (answer.status_code, answer.media_type) == (422, "text/plain")
    assert answer.body == b"the picture of this state of toy cannot be drawn"
    assert "IndexError: 4 is more than a toy can stand" in caplog.text


def test_odd_queries_are_answered_or_refused_in_words():
    for query in (b"", b"p", b"&&=&", b"p=%ff%fe", b"p=%00", b"p=\xff", b"=9,1", b"p=9,1&p=1,1", b"p[]=1"):
        answer = ask("entropy", query)
        assert answer.status_code in (200, 422), query
        assert answer.headers["cache-control"] == "no-store"
    assert codec.decode(ask("entropy", b"p=9,1&p=1,1").body)[0]["state"]["p"] == "1,1"


def test_a_question_longer_than_any_of_ours_is_refused_unread():
    answer = ask("entropy", b"p=" + b"1" * endpoint.LONGEST_QUERY)
    assert answer.status_code == 413
    assert b"16,384 characters" in answer.body


def test_only_pages_of_the_app_are_answered():
    for site in (b"cross-site", b"same-site", b"none"):
        assert ask("entropy", headers=[(b"sec-fetch-site", site)]).status_code == 403
    assert ask("entropy", headers=[(b"sec-fetch-site", b"same-origin")]).status_code == 200


def test_a_scene_that_is_none_is_not_found():
    for path in ("nothing", "entropy/nothing", "../app", "os", "__class__", "", "/", "entropy/information-gain/more"):
        assert ask(path).status_code == 404, path


@pytest.fixture
def sessions():
    """Two sessions, the first with more points than an address can hold."""
    numbers = Random(1)
    rows = [(numbers.random(), numbers.random()) for _ in range(500)]
    first, other = SessionStore(), SessionStore()
    return first, other, first.put(points.of_places(rows))


def test_points_too_many_for_an_address_are_found_by_the_key_of_their_session_alone(sessions):
    first, other, name = sessions

    def answered(key):
        return ask("training-loop", {"points": name}, headers=[(endpoint.STORE.encode(), key.encode())])

    answer = answered(first.key)
    assert answer.status_code == 200
    assert codec.decode(answer.body)[0]["state"]["points"] == name
    for key in (other.key, "", name, first.key[:-1]):
        assert answered(key).status_code == 422


def test_a_question_keeps_nothing(sessions):
    first, _, name = sessions
    held, many = first.held, ";".join(f"0.{i:017},1" for i in range(400))
    headers = [(endpoint.STORE.encode(), first.key.encode())]
    for text in (many, f"{name}~3=1,2"):
        answer = ask("training-loop", {"points": text}, headers=headers)
        assert answer.status_code == 200
        assert not session_store.is_name(codec.decode(answer.body)[0]["state"]["points"])
    assert (first.held, first.get(name) is not None) == (held, True)


# ---- at whose expense, and for how long


@pytest.fixture
def spent(monkeypatch):
    """Allowances of one second that never fill up again by themselves."""
    allowances = Allowances(most=1.0, rate=1e-9)
    monkeypatch.setattr(endpoint, "allowances", allowances)
    return allowances


def test_each_client_pays_for_what_it_asked_and_for_nothing_else(spent):
    assert ask("entropy", client="10.0.0.1").status_code == 200
    assert 0 < 1 - spent.left("10.0.0.1") < 1
    assert spent.left("10.0.0.2") == 1
    spent.spend("10.0.0.1", 1.5)
    answer = ask("entropy", client="10.0.0.1")
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert ask("entropy", client="10.0.0.2").status_code == 200


def slow_scene(seconds, began):
    """A computation in steps that would take so many seconds."""

    def make(*_):
        began.append(time.monotonic())
        while time.monotonic() < began[-1] + seconds:
            checkpoint()
            time.sleep(0.001)
        return b"done"

    return make


def test_a_computation_ends_when_the_client_hangs_up(monkeypatch, spent):
    began = []
    monkeypatch.setattr(endpoint, "packed_scene", slow_scene(60, began))

    async def hung_up():
        while not began:
            await asyncio.sleep(0.001)
        return {"type": "http.disconnect"}

    assert ask("entropy", receive=hung_up).status_code == 503
    assert began
    # The lane is free again: the next question is answered.
    monkeypatch.undo()
    assert ask("entropy").status_code == 200


def test_a_computation_ends_at_the_deadline(monkeypatch):
    monkeypatch.setattr(endpoint, "DEADLINE", 0.05)
    monkeypatch.setattr(endpoint, "packed_scene", slow_scene(60, []))
    answer = ask("entropy")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


def test_a_descent_that_is_not_done_at_the_deadline_is_no_fault_of_the_scene(monkeypatch, caplog):
    monkeypatch.setattr(endpoint, "DEADLINE", -1.0)
    assert ask("gradient-descent", {"start": "0.77,1.23", "steps": "100"}).status_code == 503
    assert not caplog.text


def test_a_descent_of_a_lesson_ends_between_two_steps():
    lesson = registry.BY_SLUG["gradient-descent"]
    state = lesson.read({"start": "1.23,0.77", "steps": "1000"})
    with interruptible(lambda: True), pytest.raises(ComputationEndedError):
        lesson.build(state)
    assert lesson.build(state).name == "gradient-descent"


def all_at_once(clients):
    """The answers to questions of these clients, each asked when the one before has begun, waits or is sent away.

    Each has its number as its address; all are released when the last has been asked.
    """
    began, release = [], threading.Event()

    def make(_lesson, _fold, asked, _known):
        began.append(int(asked["p"]))
        while not release.is_set():
            checkpoint()
        return b"done"

    async def ask_them():
        tasks = []
        for number, client in enumerate(clients):
            before = len(began) + turns.quick.waiting + turns.slow.waiting
            question = asking("entropy", {"p": str(number)}, client=client)
            task = asyncio.create_task(endpoint.answer(question))
            tasks.append(task)
            while not task.done() and len(began) + turns.quick.waiting + turns.slow.waiting == before:
                await asyncio.sleep(0.001)
        release.set()
        return await asyncio.gather(*tasks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(endpoint, "packed_scene", make)
        patch.setattr(endpoint, "DEADLINE", 60)
        patch.setattr(turns, "slow_kinds", turns.SlowKinds())
        return [answer.status_code for answer in asyncio.run(ask_them())], began


def test_while_one_question_is_computed_others_wait_and_too_many_are_sent_away(monkeypatch):
    monkeypatch.setattr(turns, "quick", Lane(waiting=2, waiting_each=1))
    monkeypatch.setattr(turns, "QUICK", 60)
    # The first runs, one of each client waits, and two wait in all.
    assert all_at_once("aaabc") == ([200, 200, 503, 200, 503], [0, 1, 3])
    assert (turns.quick.free, turns.quick.waiting) == (1, 0)


def test_a_question_that_is_not_waited_for_any_more_leaves_the_queue(monkeypatch):
    monkeypatch.setattr(endpoint, "packed_scene", lambda *_: b"done")
    # Whatever took long before: it waits where it is waited for.
    monkeypatch.setattr(turns, "slow_kinds", turns.SlowKinds())

    async def hung_up():
        while not turns.quick.waiting:
            await asyncio.sleep(0.001)
        return {"type": "http.disconnect"}

    turns.quick.enter("another")
    try:
        assert ask("entropy", receive=hung_up).status_code == 503
        until(lambda: turns.quick.waiting == 0)
    finally:
        turns.quick.leave()
    assert ask("entropy").status_code == 200
