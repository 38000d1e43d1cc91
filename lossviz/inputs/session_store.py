"""Points that are too many for an address, kept by the session of one visitor under a name made from them.

A name means something in the session that has the points and nowhere else. The session alone holds its store; a
question, which knows no session, finds the store by a key that only this session's browser was given. What goes with
the session is still in the tab, which gives the points back (`lossviz/stage/state/copies.js`).
"""

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from weakref import WeakValueDictionary

from lossviz.inputs.points import P, Points
from lossviz.inputs.recent import Recent

BUDGET = 2_000_000
PREFIX = "kept-"
_NAME = re.compile(PREFIX + "[0-9a-f]{24}")


class NotInLinkError(ValueError):
    """The text is the name of points that this session has not."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            "these points are too many for a link, and are only in the browser tab that opened them; there, “Save as a "
            "file” under “Exact values and your own points” makes a file that can be opened here"
        )


class SessionStore:
    """The points of one session, 2 MB of them: when there are more, those not used for longest go first."""

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(16)
        # Names of which the browser has a copy, and those of which it said that it has none.
        self.copied: set[str] = set()
        self.nowhere: set[str] = set()
        self._points: Recent[Points] = Recent(BUDGET)
        _stores[self.key] = self

    @property
    def held(self) -> int:
        """The bytes of all points."""
        return self._points.held

    def get(self, name: str) -> Points | None:
        return self._points.get(name)

    def put(self, points: Points) -> str:
        """Keep points; returns their name."""
        name = name_of(points)
        if self._points.get(name) is None:
            self._points.put(name, points, points.nbytes)
        return name


_stores: WeakValueDictionary[str, SessionStore] = WeakValueDictionary()
_current: ContextVar[SessionStore | None] = ContextVar("session_store", default=None)
_is_asking: ContextVar[bool] = ContextVar("is_asking", default=False)


def name_of(points: Points) -> str:
    """The name of points, made from nothing but their numbers and, where they have more than x and y, their titles."""
    more = ",".join(points.TITLES).encode() if len(points.columns) > 2 else b""
    return PREFIX + hashlib.sha256(b"".join(row.tobytes() for row in points.columns) + more).hexdigest()[:24]


def is_name(text: str) -> bool:
    """Whether a text is the name of points."""
    return _NAME.fullmatch(text) is not None


def use(store: SessionStore) -> None:
    """From here on this thread, which is one session's, reads and keeps points in its store."""
    _current.set(store)


@contextmanager
def asking(key: str) -> Iterator[None]:
    """Within a question: points are found in the store with this key, if there is one, and none are kept."""
    store, asks = _current.set(_stores.get(key)), _is_asking.set(True)
    try:
        yield
    finally:
        _current.reset(store)
        _is_asking.reset(asks)


def find(name: str) -> Points:
    """The points of a name.

    Raises:
        NotInLinkError: if this session has none of that name.
    """
    store = _current.get()
    points = store.get(name) if store else None
    if points is None:
        raise NotInLinkError(name)
    return points


def find_as(kind: type[P], name: str) -> P:
    """The points of a name, which are of a kind.

    Raises:
        NotInLinkError: if this session has none of that name.
        ValueError: if they have other columns.
    """
    points = find(name)
    if not isinstance(points, kind) or len(points.columns) != len(kind.TITLES):
        raise ValueError(f"these points have other columns than {', '.join(kind.TITLES)}; open them elsewhere")
    return points


def keep(points: Points) -> str:
    """Keep points in the session; returns their name, or nothing where they are not kept."""
    store = _current.get()
    if store is None:
        return ""
    if _is_asking.get():
        name = name_of(points)
        return name if store.get(name) else ""
    return store.put(points)
