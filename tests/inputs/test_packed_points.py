"""Points as a short text: exact, in their order, short enough for a link, and bounded when they are hostile."""

import base64
import zlib
from random import Random

import numpy as np
import pytest

from lossviz.inputs import packed_points, point_texts, points
from lossviz.inputs.points import Points
from tests.inputs import clouds

SEEDS = range(4)


def bits(read):
    return read.x.view(np.uint64).tolist(), read.y.view(np.uint64).tolist()


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("seed", range(40))
def test_what_is_packed_is_unpacked_to_the_last_bit_and_packed_again_alike(seed):
    given = clouds.of_any_kind(Random(seed))
    text = packed_points.pack(given)
    assert packed_points.is_packed(text)
    read = packed_points.unpack(text)
    assert bits(read) == bits(given)
    assert packed_points.pack(read) == text


def test_minus_zero_is_zero_as_the_reader_of_numbers_has_it():
    text = packed_points.pack(Points(np.array([-0.0, 1 / 3]), np.array([0.0, -0.0])))
    assert text == packed_points.pack(points.parse(f"0,0;{1 / 3},0"))
    assert not np.signbit(packed_points.unpack(text).x).any()


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("seed", SEEDS)
def test_1500_points_of_two_decimals_fit_into_a_link_in_any_order(seed):
    rng = Random(seed)
    for high in (1, 10, 20):
        for order, pairs in clouds.orders(rng, clouds.decimals(rng, 1500, 2, 0, high)).items():
            text = packed_points.pack(points.of_places(pairs))
            assert len(text) <= point_texts.LONGEST, (high, order)


@pytest.mark.sample(every=2)
@pytest.mark.parametrize("seed", SEEDS)
def test_300_points_with_all_digits_of_doubles_fit_into_a_link_in_any_order(seed):
    rng = Random(seed)
    for order, pairs in clouds.orders(rng, clouds.doubles(rng, 300)).items():
        text = packed_points.pack(points.of_places(pairs))
        assert len(text) <= point_texts.LONGEST, order


def test_a_table_that_goes_on_regularly_takes_next_to_nothing():
    for pairs in ([(float(i), float(i % 7)) for i in range(10_000)], [(2.5, 2.5)] * 10_000):
        given = points.of_places(pairs)
        text = packed_points.pack(given)
        assert len(text) < 150
        assert bits(packed_points.unpack(text)) == bits(given)


def test_points_without_decimals_are_not_written_as_doubles():
    assert len(packed_points.pack(points.parse("1,2;2,1;3,4;4,3;5,5"))) < 40


def written(raw):
    return packed_points.PREFIX + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def column(way, body, *, start=0, base=256):
    number = packed_points.number
    return bytes([way]) + number(start) + number(base - 1) + number(len(body)) + body


def squeezed(raw):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(raw) + packer.flush()


ONE = column(packed_points.BASE, b"\1")
HOSTILE = {
    "nothing": b"",
    "too many points": bytes([2]) + packed_points.number(10_001) + ONE * 2,
    "no points": bytes([2]) + packed_points.number(0) + ONE * 2,
    "an unknown number of decimals": bytes([16]) + packed_points.number(1) + ONE * 2,
    "one column": bytes([2]) + packed_points.number(1) + ONE,
    "three columns": bytes([2]) + packed_points.number(1) + ONE * 3,
    "an unknown way": bytes([2]) + packed_points.number(1) + column(9, b"\1") * 2,
    "a number of nine bytes": bytes([2, 9]) + bytes(9) + ONE * 2,
    "a body that ends early": bytes([2]) + packed_points.number(64) + ONE * 2,
    "no deflate": bytes([2]) + packed_points.number(1) + column(packed_points.DEFLATED, b"\xff\xff") * 2,
    "100 MB of zeros": bytes([2])
    + packed_points.number(9)
    + column(packed_points.DEFLATED, squeezed(bytes(10**8))) * 2,
    "infinity": bytes([255])
    + packed_points.number(1)
    + column(packed_points.BASE, b"", start=0x7FF0000000000000 << 1, base=1) * 2,
    "NaN": bytes([255])
    + packed_points.number(1)
    + column(packed_points.BASE, b"", start=0x7FF8000000000000 << 1, base=1) * 2,
    "a number too far out": bytes([255])
    + packed_points.number(1)
    + column(packed_points.BASE, b"", start=0x7FE0000000000000 << 1, base=1) * 2,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_refused_in_words(raw):
    with pytest.raises(ValueError, match="damaged or not complete"):
        packed_points.unpack(written(raw))


def test_of_what_inflates_to_more_than_the_points_take_nothing_more_is_unpacked(monkeypatch):
    asked = []

    class Watched:
        def __init__(self, inner):
            self.inner = inner

        def decompress(self, body, most):
            asked.append(most)
            return self.inner.decompress(body, most)

    make = zlib.decompressobj
    monkeypatch.setattr(packed_points.zlib, "decompressobj", lambda *how: Watched(make(*how)))
    with pytest.raises(ValueError, match="damaged"):
        packed_points.unpack(written(HOSTILE["100 MB of zeros"]))
    assert asked == [9 + 1]


def read_or_refused(text):
    """The points of a text, or none where it is refused as damaged."""
    try:
        return packed_points.unpack(text)
    except ValueError as error:
        if str(error) != packed_points.DAMAGED:
            raise
        return None


def test_any_piece_of_a_text_and_any_letter_changed_in_it_is_points_or_a_refusal():
    rng, refused = Random(3), 0
    for seed in range(12):
        text = packed_points.pack(clouds.of_any_kind(Random(seed)))
        for _ in range(40):
            at = rng.randrange(2, len(text))
            for odd in (text[:at], text[:at] + rng.choice("AZaz09-_") + text[at + 1 :], text + "A" * rng.randrange(4)):
                read = read_or_refused(odd)
                refused += read is None
                assert read is None or np.isfinite([read.x, read.y]).all()
    assert refused > 400
