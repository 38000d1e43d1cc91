"""Quantities by kind: the type in which each crosses to the browser, and a name given once."""

import numpy as np
import pytest

from lossviz.scene import quantities


def test_each_kind_has_its_type_and_keeps_its_values():
    for kind, values, dtype in (
        (quantities.numbers, [1, 0.1], np.float64),
        (quantities.flags, [True, False], np.uint8),
        (quantities.flags, [2.0, 0.0], np.uint8),
        (quantities.geometry, [0.5, np.nan], np.float32),
        (quantities.geometry, [1e39, 1.0], np.float64),
        (quantities.geometry, [1e-40, 0.0], np.float64),
        (quantities.indices, [0, 255], np.uint8),
        (quantities.indices, [-1, 255], np.int16),
        (quantities.indices, [0, 40_000], np.uint16),
        (quantities.indices, [-1, 40_000], np.int32),
    ):
        found = kind(q=values)["q"]
        assert found.dtype == dtype, (kind.__name__, values)
    assert quantities.numbers(q=1)["q"].shape == ()
    assert quantities.flags(q=[2.0, 0.0])["q"].tolist() == [1, 0]
    assert quantities.numbers(q=0.1)["q"] == 0.1


def test_an_index_beyond_32_bits_is_refused_with_its_number():
    with pytest.raises(ValueError, match=r"3000000000"):
        quantities.indices(q=[0, 3_000_000_000])


def test_a_name_given_twice_is_refused():
    assert quantities.merged({"a": np.zeros(1)}, {"b": np.ones(1)}).keys() == {"a", "b"}
    with pytest.raises(ValueError, match=r"'a' is given twice"):
        quantities.merged({"a": np.zeros(1)}, {"b": np.ones(1), "a": np.ones(1)})
