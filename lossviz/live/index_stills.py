"""The stills on Streamlit's index page: each state's, built once, in a limited pool and at the client's expense."""

import json
import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from lossviz.inputs import session_store
from lossviz.inputs.parameter import State
from lossviz.inputs.recent import Recent
from lossviz.inputs.units import UNITS
from lossviz.lessons import registry
from lossviz.live import endpoint, message, poster, turns
from lossviz.scene.lesson import RESERVED, Lesson
from lossviz.theory.interruption import ComputationEndedError

PREPARING = 60.0  # seconds for those that are built when the server starts

stills: Recent[poster.Still] = Recent(8 * 2**20)
pool = ThreadPoolExecutor(2, thread_name_prefix="still")


def prepare() -> list[Future[poster.Still | None]]:
    """Build the stills of all first states, beside what else is done: a first visitor finds them."""
    end = time.monotonic() + PREPARING
    return [pool.submit(still, lesson, {}, "", end) for lesson in registry.BY_SLUG.values()]


def still(lesson: Lesson, address: Mapping[str, str], client: str, end: float) -> poster.Still | None:
    """The still of the state at an address; None where the page has a word to say about that address, or time is up."""
    with session_store.asking(""):
        state = lesson.read(address)
        if state.refused or not is_understood(lesson, address):
            return None
        named = {name: address.get(name, "") for name in ("predict", "goal")}
        key = json.dumps([lesson.slug, *(state.texts[one.name] for one in lesson.parameters), *named.values()])
        if known := stills.get(key):
            return known
        if endpoint.allowances.wait(client):
            return None
        began = time.thread_time()
        try:
            made = turns.computed(
                client,
                f"{lesson.slug}/still",
                lambda: drawn(lesson, named, state),
                lambda: time.monotonic() > end,
                asker=f"still {client}",
            )
        except (ComputationEndedError, message.DrawingError):
            return None
        finally:
            endpoint.allowances.spend(client, time.thread_time() - began)
        stills.put(key, made, made.size)
        return made


def drawn(lesson: Lesson, named: Mapping[str, str], state: State) -> poster.Still:
    """A still, built.

    Raises:
        DrawingError: if that fails.
    """
    with message.drawing(lesson, "", state.texts):
        return poster.still(lesson, named, state)


def is_understood(lesson: Lesson, address: Mapping[str, str]) -> bool:
    """Whether the page has no word to say above its picture about a part of the address."""
    own = {one.name for one in lesson.all_parameters}
    return all(name in own or not text.strip() or is_known(lesson, name, text) for name, text in address.items())


def is_known(lesson: Lesson, name: str, text: str) -> bool:
    """Whether a name that is no parameter says something that the page knows."""
    match name:
        case "goal":
            return text in lesson.goals
        case "predict":
            return text in lesson.predictions
        case "unit":
            return text in UNITS
        case _:
            return name in RESERVED
