"""The gradient of the cross-entropy loss, as it is written."""

import math

import pytest

from tests.lessons.cross_entropy_loss.test_cross_entropy_loss import at


def test_at_the_minimum_of_a_smoothed_target_the_gradient_is_0_and_beside_it_it_is_not():
    # By hand: the target is 0.9 + 0.1/3 = 28/30 and 1/30, so the logit is log 28 = 3.3322045 above the others.
    assert math.log(28) == pytest.approx(3.3322045, abs=1e-7)
    assert at(logits="3.3322,0,0", smoothing="0.1")["gradient"].tolist() == [0, 0, 0]
    # One percent of p (1 - p) off, and of the others half of that each.
    beside = at(logits="3.3422,0,0", smoothing="0.1")["gradient"]
    assert beside[0] == pytest.approx(0.01 * 28 / 30 * 2 / 30, rel=0.01)
    assert beside[1] == pytest.approx(-beside[0] / 2)
    # A small gradient of a target that is certain is none of rounding.
    assert at(logits="16,0,0")["gradient"][0] == pytest.approx(-2 * math.exp(-16), rel=1e-6)
