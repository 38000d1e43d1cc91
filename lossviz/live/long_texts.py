"""Texts that are too long for a link: kept by this server for as long as it has room, under a name of their own.

The name is made from the text, so the same points always have the same name, and nobody can guess one.
"""

import hashlib
from collections import OrderedDict
from threading import Lock
from urllib.parse import quote

LONGEST = 6_000  # letters of an address
AROUND = 600  # of them for the rest of it
MOST = 64
MARK = "kept-"
GONE = "these points were too many for a link, and the server that kept them no longer does; load them again"

_texts: OrderedDict[str, str] = OrderedDict()
_lock = Lock()


def fits(text: str) -> bool:
    """Whether a text fits into an address, in which a comma takes three letters."""
    return len(text) <= LONGEST and len(quote(text, safe="")) <= LONGEST - AROUND


def shortened(text: str) -> str:
    """A text that fits into a link: itself, or the name under which it is kept."""
    if fits(text):
        return text
    name = MARK + hashlib.sha256(text.encode()).hexdigest()[:24]
    with _lock:
        _texts[name] = text
        _texts.move_to_end(name)
        while len(_texts) > MOST:
            _texts.popitem(last=False)
    return name


def is_kept(text: str) -> bool:
    """Whether a text is the name of a longer one."""
    return text.startswith(MARK)


def whole(text: str) -> str:
    """The text itself, where it was kept under a name.

    Raises:
        ValueError: if nothing is kept under that name any more.
    """
    if not is_kept(text):
        return text
    with _lock:
        if text not in _texts:
            raise ValueError(GONE)
        _texts.move_to_end(text)
        return _texts[text]
