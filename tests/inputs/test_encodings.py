"""A file is read as the program meant that saved it."""

import pytest

from lossviz.inputs import encodings

TABLE = "Größe;Länge\n1,5;2\n3;4\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_with_and_without_its_mark(encoding):
    assert encodings.decoded(TABLE.encode(encoding)) == (TABLE, "")


def test_utf_16_is_read_in_either_order_by_its_mark():
    for order, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        assert encodings.decoded(mark + TABLE.encode(order)) == (TABLE, "")


def test_what_is_not_utf_8_is_read_as_windows_1252_and_its_name_is_told():
    for encoding in ("cp1252", "latin-1"):
        assert encodings.decoded(TABLE.encode(encoding)) == (TABLE, "Windows-1252")
    assert encodings.decoded("x−y €\n1,2".replace("−", "-").encode("cp1252"))[0] == "x-y €\n1,2"


@pytest.mark.parametrize(
    "raw",
    [
        bytes(range(128, 255)),
        b"1,2\n3,\x004",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"\xff\xfe1",
        b"\xff\xfe\x00\xd8",
        bytes(40),
    ],
)
def test_what_is_no_text_is_refused(raw):
    with pytest.raises(ValueError, match="is no text; save it as CSV"):
        encodings.decoded(raw)


def test_an_empty_file_is_an_empty_text():
    assert encodings.decoded(b"") == ("", "")
