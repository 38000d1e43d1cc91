"""Text files as programs save them: by their byte order mark, by their zeros, as UTF-8, or as Windows-1252."""

import codecs

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
MOSTLY = 0.7  # of the first or second byte of each letter are zeros where Latin letters and digits have two bytes each


def decoded(raw: bytes) -> tuple[str, str]:
    """The text of a file, and the name of the encoding where it had to be guessed.

    Raises:
        ValueError: if it is no text.
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return read(raw, encoding), ""
    if unmarked := utf_16(raw):
        return read(raw, unmarked), ""
    try:
        return read(raw, "utf-8"), ""
    except ValueError:
        return read(raw, "cp1252"), "Windows-1252"


def utf_16(raw: bytes) -> str:
    """UTF-16 without a mark, if that is plain: half of nearly every letter is zero, and it is the same half."""
    size = len(raw) // 2
    if not size or len(raw) % 2:
        return ""
    first, second = raw[::2].count(0) / size, raw[1::2].count(0) / size
    if max(first, second) < MOSTLY or min(first, second) > 1 - MOSTLY:
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def read(raw: bytes, encoding: str) -> str:
    """The text, without zeros, which no text has.

    Raises:
        ValueError: if these bytes are none in that encoding.
    """
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        raise ValueError("is no text; save it as CSV") from None
    if "\0" in text:
        raise ValueError("is no text; save it as CSV")
    return text
