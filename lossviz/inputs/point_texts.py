"""Points as an address has them: plain while they are short, packed, or the name under which the session has them.

After either may stand changes, by which one point more or less travels without all others: `~3=1.5,2` moves the third
point, `~3` removes it, `~=1.5,2` adds one. They are read and never written.
"""

import re
from urllib.parse import quote
from weakref import WeakKeyDictionary

from lossviz.inputs import numbers, packed_points, session_store
from lossviz.inputs import points as plain
from lossviz.inputs.points import P, Points
from lossviz.inputs.recent import Recent

LONGEST_ADDRESS = 6_000  # characters: many proxies stop at 8,000
LONGEST_QUERY = LONGEST_ADDRESS - 200  # what stands before it is the site and the page
LONGEST = LONGEST_QUERY - len("points=")
# Characters in an address, up to which points can be read there. Of a link that is cut on its way plain points are
# fewer without a word; packed ones, which tell their number first, are refused.
PLAIN = 120
CHANGE = "~"
_CHANGE = re.compile(r"([0-9]{0,5})(?:=([^=]*))?")
CACHED = 4_000_000  # bytes

_read: Recent[Points] = Recent(CACHED)
_written: WeakKeyDictionary[Points, str] = WeakKeyDictionary()


def parse(text: str) -> Points:
    """Read points of two columns in any of these forms.

    Raises:
        ValueError: if the text means nothing here, in words that say why.
    """
    return parse_as(Points, text)


def parse_as(kind: type[P], text: str) -> P:
    """Read points of a kind in any of these forms. Equal short texts are the very same points while they are in use.

    Raises:
        ValueError: if the text means nothing here, in words that say why.
    """
    text = text.strip()
    # What belongs to one session is not kept for others.
    if len(text) > LONGEST_ADDRESS or text.startswith(session_store.PREFIX):
        return parse_changed(kind, text)
    name = f"{len(kind.TITLES)}:{text}"
    read = _read.get(name)
    if not isinstance(read, kind):
        read = parse_changed(kind, text)
        _read.put(name, read, read.nbytes + len(text))
    return read


def is_plain(text: str) -> bool:
    """Whether a text has points as a hand writes them."""
    return not (session_store.is_name(text) or packed_points.is_packed(text) or CHANGE in text)


def write(points: Points) -> str:
    """The text of points, which depends on nothing but their numbers and on whether there is a session to keep them."""
    return short(points) if len(short(points)) <= LONGEST else shortest(points)


def shortest(points: Points) -> str:
    """The name of points where there is a session to keep them and it is shorter, else their text."""
    name = session_store.keep(points)
    return name if name and len(name) < len(short(points)) else short(points)


def short(points: Points) -> str:
    """The text of points by themselves: plain or packed."""
    written = _written.get(points, "")
    if not written:
        written = plain.text(points) if len(points) <= PLAIN else ""
        if not written or len(quote(written, safe="")) > PLAIN:
            written = packed_points.pack(points)
        _written[points] = written
    return written


def parse_changed(kind: type[P], text: str) -> P:
    """Points and the changes after them; a pasted table, which has several lines, has none."""
    if CHANGE not in text or "\n" in text.strip():
        return unpacked(kind, text)
    base, *changes = text.split(CHANGE, plain.MOST + 1)
    if len(changes) > plain.MOST:
        raise ValueError(f"there is room for {plain.MOST:,} changes of points")
    places = unpacked(kind, base.strip()).places if base.strip() else []
    for change in changes:
        apply(places, change, kind)
    return plain.of_rows(kind, places)


def unpacked(kind: type[P], text: str) -> P:
    """Points that are packed, or plain."""
    if session_store.is_name(text):
        return session_store.find_as(kind, text)
    return packed_points.unpack_as(kind, text) if packed_points.is_packed(text) else plain.parse_as(kind, text)


def apply(places: list[tuple[float, ...]], change: str, kind: type[Points]) -> None:
    """Move, remove or add one of the places.

    Raises:
        ValueError: if the change is none, or of a point that is not there.
    """
    found = _CHANGE.fullmatch(change.strip())
    place = plain.place(found[2], kind) if found and found[2] is not None else None
    if found is None or not (found[1] or place):
        example = f"3={kind.EXAMPLES[0].replace(' ', '')}" if kind is not Points else "3=1.5,2"
        raise ValueError(f"{numbers.shown(change)} is no change of a point, such as {example}")
    if not found[1]:
        places.extend([place] if place else [])
        return
    index = int(found[1]) - 1
    if not 0 <= index < len(places):
        raise ValueError(f"there is no point {found[1]} to change; there are {len(places):,}")
    places[index : index + 1] = [place] if place else []
