"""A product that is written out agrees with its factors."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from lossviz.inputs import distribution
from lossviz.lessons.entropy import scene as entropy
from lossviz.scene import template
from tests.lessons.cases import FULL

WRITTEN = Context(prec=3, rounding=ROUND_HALF_UP)


def product(p):
    """What the label on the highlighted block says: the two factors and their product."""
    scene = entropy.scene(distribution.parse(p), unit="bits")
    at = scene.at(scene.opening)
    (text,) = (
        template.write(label.text, at, words=scene.words)
        for label in scene.labels
        if "×" in label.text and template.holds(label.when, at)
    )
    return text.split("\n")[1]


def test_a_product_agrees_with_its_factors_to_the_last_digit_shown():
    # By hand: log2(1/0.495) = 1.0145, and 0.495 × 1.01 is only 0.500; log2(3) = 1.5850, and 0.333 × 1.58 only 0.526.
    assert product("495,505") == "0.495 × 1.0145 = 0.502"
    assert product("1,1,1") == "0.333 × 1.585 = 0.528"
    assert product("1,1") == "0.5 × 1.00 = 0.500"
    for thousandths in range(1, 1000, 1 if FULL else 17):
        factor, surprise, share = map(Decimal, re.findall(r"[\d.]+", product(f"{thousandths},{1000 - thousandths}")))
        assert WRITTEN.multiply(factor, surprise) == share, thousandths
