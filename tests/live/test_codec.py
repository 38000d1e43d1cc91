"""One value across the wire and back."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossviz.live import codec
from lossviz.scene import quantities
from lossviz.scene.quantities import Drawn

LAW = settings(derandomize=True, deadline=None, max_examples=40)
ODD = [math.inf, -math.inf, math.nan, -0.0, 0.0, 5e-324, -5e-324, 1.7976931348623157e308, 0.001, 1.0]
doubles = st.sampled_from(ODD) | st.floats(width=64)
thousandths = st.integers(0, 1000).map(lambda whole: whole / 1000)
INTEGERS = {kind: np.iinfo(kind) for kind in ("int16", "uint16", "uint8", "int32")}


def arrays(numbers, kind):
    shapes = st.one_of(
        st.tuples(st.integers(0, 5)),
        st.tuples(st.integers(1, 60), st.integers(1, 8)),
        st.tuples(st.integers(200, 202), st.integers(1, 3)),
    )
    few = st.lists(numbers, min_size=1, max_size=20)
    return st.tuples(shapes, few).map(
        lambda drawn: np.resize(np.array(drawn[1], dtype=kind), math.prod(drawn[0])).reshape(drawn[0])
    )


def crossed(*sent):
    _, received = codec.decode(codec.encode({}, {str(i): array for i, array in enumerate(sent)}))
    return [received[str(i)] for i in range(len(sent))]


def identical(one, other):
    return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()


@LAW
@given(st.lists(arrays(doubles, "f8") | arrays(thousandths, "f8"), min_size=1, max_size=3))
def test_doubles_arrive_bit_for_bit(sent):
    for one, other in zip(sent, crossed(*sent), strict=True):
        assert identical(one, other)


@LAW
@given(arrays(thousandths, "f8"), st.sampled_from([np.negative, np.square, np.sqrt, lambda p: 1 / (p + 0.1), np.sign]))
def test_a_function_of_thousandths_arrives_bit_for_bit_beside_them(p, function):
    last = p.copy()
    last[-1:] = 1 / 3
    for sent in ((p, function(p)), (last, function(last)), (p, function(p), function(last), 1 - p)):
        for one, other in zip(sent, crossed(*sent), strict=True):
            assert identical(one, other)


@LAW
@given(arrays(st.integers(-(2**31), 2**31 - 1).map(float), "f8"), st.sampled_from([1, 10, 100, 1_000, 10_000, 7]))
def test_numbers_of_a_few_decimals_arrive_bit_for_bit(whole, scale):
    odd = whole / scale
    odd[-1:] = 1 / 3
    for sent in (whole / scale, odd, (whole % 250) / scale, np.concatenate([odd, odd[:1]])):
        assert identical(crossed(sent)[0], sent)


def test_numbers_of_a_few_decimals_take_no_more_room_than_their_digits():
    prices = np.round(np.random.default_rng(5).uniform(-2, 2, (122, 5)), 4)
    prices[-1] = 1 / 3
    assert len(codec.encode({}, {"prices": prices})) < prices.nbytes / 4 + 200
    assert len(codec.encode({}, {"near": prices + 1e-9})) > prices.nbytes


@LAW
@given(
    st.integers(2, 60), st.integers(1, 8), st.lists(st.booleans(), min_size=8, max_size=8), st.sampled_from([*ODD, 0.1])
)
def test_rows_that_differ_in_some_columns_arrive_bit_for_bit(rows, width, changing, still):
    random = np.random.default_rng(rows)
    first = random.normal(size=(rows, width))
    kept = np.array(changing[:width])
    partly = np.where(kept, first, still)
    beside = np.where(kept, random.normal(size=(rows, width)), first)
    for sent in ((partly,), (first, beside), (first, first.copy()), (first, partly, beside, np.round(partly, 2))):
        for one, other in zip(sent, crossed(*sent), strict=True):
            assert identical(one, other)


def test_only_the_columns_that_change_take_room():
    random = np.random.default_rng(2)
    first = random.normal(size=(100, 10))
    second = np.where(np.arange(10) == 3, random.normal(size=(100, 10)), first)
    constant = np.where(np.arange(10) == 3, first, first[0])
    assert len(codec.encode({}, {"a": first, "b": second})) < first.nbytes + 800 + 200
    assert len(codec.encode({}, {"c": constant})) < 800 + 80 + 200
    assert len(codec.encode({}, {"a": first, "d": first + 1})) > 2 * first.nbytes


@LAW
@given(st.lists(st.tuples(st.integers(0, 255), st.integers(1, 90)), min_size=1, max_size=9))
def test_runs_of_whole_numbers_arrive_as_they_left(runs):
    values, lengths = zip(*runs, strict=True)
    for kind in INTEGERS:
        sent = np.repeat(np.array(values, dtype=kind), lengths)
        assert identical(crossed(sent)[0], sent)


def test_runs_take_the_room_of_their_number():
    assert len(codec.encode({}, {"case": np.repeat(np.arange(4, dtype=np.int16), 100)})) < 200
    assert len(codec.encode({}, {"noise": np.arange(400, dtype=np.int16)})) > 800


def test_a_single_long_row_is_packed_too():
    row = np.arange(50.0)[None] / 4
    assert identical(crossed(row)[0], row)


def test_minus_nought_and_not_a_number_keep_their_bits_in_every_packing():
    p = np.repeat(np.arange(100)[:, None] / 1000, 2, axis=1)
    pattern = np.where(p == 0, -0.0, np.where(p < 0.05, math.nan, -1 / np.maximum(p, 1e-9)))
    for sent in (np.full((90, 2), -0.0), np.full((90, 2), math.nan), -p, pattern):
        received = crossed(p, sent)[1]
        assert identical(received, sent)


@pytest.mark.parametrize("kind", INTEGERS)
def test_whole_numbers_arrive_as_they_left(kind):
    bounds = INTEGERS[kind]
    for sent in ([bounds.min, 0, bounds.max], np.arange(400) % 120, np.full(300, bounds.max)):
        array = np.array(sent, dtype=kind)
        assert identical(crossed(array)[0], array)


def test_pythons_own_whole_numbers_travel_as_32_bits():
    received = crossed(np.array([-(2**31), 2**31 - 1]))[0]
    assert received.dtype == np.int32
    assert received.tolist() == [-(2**31), 2**31 - 1]


@LAW
@given(arrays(st.floats(-1e6, 1e6, width=32) | st.just(math.nan), "f4"))
def test_geometry_arrives_within_one_step_of_its_range_and_keeps_its_holes(sent):
    received = crossed(sent)[0]
    assert received.dtype == np.float32
    assert received.shape == sent.shape
    known = np.isfinite(sent)
    assert np.array_equal(np.isnan(received), np.isnan(sent))
    if known.any():
        spread = float(np.ptp(sent[known].astype(float)))
        near = np.abs(received[known].astype(float) - sent[known])
        assert near.max() <= spread / 65534 + np.spacing(np.abs(sent[known]).max())


FAR = st.floats(-1e100, 1e100) | st.just(math.nan)
CLOSE = st.floats(-1e-40, 1e-40) | st.sampled_from([5e-324, 0.0, math.nan])


@LAW
@given(arrays(FAR, "f8") | arrays(CLOSE, "f8"))
def test_geometry_beyond_32_bits_arrives_within_one_step_of_its_range_and_keeps_its_holes(sent):
    received = crossed(sent.view(Drawn))[0]
    assert (received.dtype, received.shape) == (np.float64, sent.shape)
    known = np.isfinite(sent)
    assert np.array_equal(np.isnan(received), np.isnan(sent))
    if known.any():
        near = np.abs(received[known] - sent[known])
        assert near.max() <= np.ptp(sent[known]) / 65534 + 1e-8 * np.abs(sent[known]).max()


def test_geometry_beyond_32_bits_takes_as_little_room_as_any_other():
    random = np.random.default_rng(4).normal(size=(80, 20))
    places = quantities.geometry(far=random * 1e100, near=random * 1e-100)
    still = quantities.geometry(still=np.where(np.arange(20) < 15, random[0], random) * 1e100)
    assert len(codec.encode({}, places)) < 2 * 80 * 20 * 2 + 400
    assert len(codec.encode({}, still)) < 80 * 5 * 2 + 20 * 8 + 200
    assert len(codec.encode({}, quantities.numbers(read=random * 1e100))) > 80 * 20 * 8


def test_columns_of_geometry_that_stay_take_no_room_and_arrive_whole():
    random = np.random.default_rng(4)
    moving = random.normal(size=(80, 20)).astype(np.float32)
    still = np.where(np.arange(20) < 15, np.where(np.arange(20) == 7, np.nan, moving[0]), moving).astype(np.float32)
    received = crossed(still)[0]
    assert identical(received[:, :15], still[:, :15])
    assert received[:, 15:] == pytest.approx(still[:, 15:], abs=1e-4)
    assert len(codec.encode({}, {"still": still})) < 80 * 5 * 2 + 20 * 4 + 200
    assert len(codec.encode({}, {"moving": moving})) > 80 * 20 * 2


def test_geometry_that_leaves_every_frame_stays_infinite():
    sent = np.array([math.inf, -math.inf, 1.5, math.nan] * 50, dtype=np.float32)
    assert identical(crossed(sent)[0], sent)


@pytest.mark.parametrize("shape", [(0,), (1,), (1, 1), (0, 8), (3, 0)])
def test_small_and_empty_arrays_keep_their_shape(shape):
    sent = np.full(shape, 0.25)
    assert identical(crossed(sent)[0], sent)


def test_a_single_number_becomes_a_row_of_one():
    assert crossed(np.atleast_1d(np.array(2.5)))[0].tolist() == [2.5]


def test_words_arrive_as_they_left():
    header = {"says": "Σ p · log₂(1/p)", "quote": '"\\\n', "list": [1, 2.5, None, True], "deep": {"a": {"b": []}}}
    assert codec.decode(codec.encode(header, {}))[0] == header


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_words_may_not_hold_what_json_cannot(number):
    with pytest.raises(ValueError, match=r"[Oo]ut of range|JSON"):
        codec.encode({"deep": [{"x": number}]}, {})


def test_a_type_that_the_wire_does_not_carry_is_refused_by_name():
    with pytest.raises(ValueError, match="'odd' has the type complex128"):
        codec.encode({}, {"odd": np.array([1j])})


def test_a_whole_number_of_more_than_32_bits_is_refused_by_name():
    with pytest.raises(ValueError, match="'weights' has whole numbers of 64 bits"):
        codec.encode({}, {"weights": np.array([1, 2**31])})


def test_geometry_that_hardly_differs_arrives_within_its_digits():
    near = np.full((300, 4), 1e17, dtype=np.float32)
    near[7] = np.nextafter(np.float32(1e17), np.float32(np.inf))
    assert identical(crossed(near)[0], near)


@pytest.mark.parametrize("kind", ["f4", "f8"])
def test_geometry_whose_ends_have_more_than_nine_digits_has_no_holes(kind):
    low, high = np.float32(1.0000001), np.float32(1.0001)
    sent = np.linspace(low, high, 300).astype(kind)
    assert crossed(sent.view(Drawn) if kind == "f8" else sent)[0] == pytest.approx(sent, abs=1e-8)


def test_every_array_begins_at_a_multiple_of_eight_bytes():
    sent = {f"a{i}": np.arange(i + 1, dtype=kind) for i, kind in enumerate(("u1", "i2", "f4", "f8", "u1", "u2", "f8"))}
    message = codec.encode({"words": "of any length"}, sent)
    length = int.from_bytes(message[:4], "little")
    assert (4 + length) % 8 == 0
    described = json.loads(message[4 : 4 + length])["arrays"]
    assert all(place[1] % 8 == 0 for _, place, *_ in described.values())


def test_what_repeats_is_not_sent_again():
    once = len(codec.encode({}, {"a": np.zeros((200, 8))}))
    assert once < 300
    p = np.random.default_rng(3).integers(0, 1001, (201, 8)) / 1000
    assert len(codec.encode({}, {"p": p})) < p.nbytes / 3
