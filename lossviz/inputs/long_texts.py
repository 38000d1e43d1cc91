"""Texts too long for an address, stored by this process under a name made from the text.

The same text always has the same name, and nobody can guess one. The process holds 64 of them and forgets the one
that was not asked for longest.
"""

import hashlib
from collections import OrderedDict
from threading import Lock
from urllib.parse import quote

LONGEST = 6_000  # characters of an address
REST = 600  # of them for everything else in it
CAPACITY = 64
PREFIX = "kept-"
GONE = "these points were too many for a link, and the server that kept them no longer does; load them again"

_texts: OrderedDict[str, str] = OrderedDict()
_lock = Lock()


def fits(text: str) -> bool:
    """Whether a text fits into an address, in which a comma takes three characters."""
    return len(text) <= LONGEST and len(quote(text, safe="")) <= LONGEST - REST


def store(text: str) -> str:
    """A text that fits into an address: itself, or the name under which it is stored."""
    if fits(text):
        return text
    name = PREFIX + hashlib.sha256(text.encode()).hexdigest()[:24]
    with _lock:
        _texts[name] = text
        _texts.move_to_end(name)
        while len(_texts) > CAPACITY:
            _texts.popitem(last=False)
    return name


def is_name(text: str) -> bool:
    """Whether a text is the name of a stored one."""
    return text.startswith(PREFIX)


def load(text: str) -> str:
    """The text itself, from the store where it was stored under a name.

    Raises:
        ValueError: if nothing is stored under that name any more.
    """
    if not is_name(text):
        return text
    with _lock:
        if text not in _texts:
            raise ValueError(GONE)
        _texts.move_to_end(text)
        return _texts[text]
