"""What a formula writes as a sum of products is its total, to the last digit, when a reader adds it up."""

import re
from decimal import ROUND_HALF_UP, Decimal
from random import Random

import pytest

from lossviz.scene import template
from tests.lessons.cases import Place

UNITS = ("bits", "nats", "hartleys")
STATES = 200


def number(text):
    return Decimal(text.replace("−", "-").replace(",", ""))


def lines(place, address, table):
    scene = place.scene(address)
    view = scene.at(table or scene.opening)
    return [
        "".join(template.write(part.text, view) for part in line if template.holds(part.when, view))
        for line in scene.formula
    ]


def is_sum_of(written, total):
    """Whether the terms of a written sum add up to a total, rounded to its last digit."""
    terms = [one for one in written.split(" + ") if one not in ("0", "0 × …")]
    added = Decimal(0)
    for term in terms:
        if found := re.fullmatch(r"… \d+ more: (\S+)", term):
            added += number(found[1])
        else:
            weight, value = term.split(" × ")
            added += number(weight) * number(value)
    last = Decimal((0, (1,), number(total).as_tuple().exponent))
    return added.quantize(last, ROUND_HALF_UP) == number(total)


def weights(random, least=0):
    size = random.choice((9, 99, 1000, 10**6))
    return ",".join(str(random.randint(least, size)) for _ in range(random.randint(2, 8)))


def test_a_sum_whose_last_digit_is_another_one_is_none():
    assert is_sum_of("0.368 × 1.442 + 0.632 × 0.662", "0.949")
    assert not is_sum_of("0.368 × 1.44 + 0.632 × 0.662", "0.949")
    assert is_sum_of("0.5 × 1.00 + … 4 more: 1.0e−3 + 0", "0.501")


def test_the_terms_of_an_entropy_add_up():
    place, random = Place("entropy"), Random(4)
    for _ in range(STATES):
        p = weights(random)
        if not any(map(int, p.split(","))):
            continue
        address = {"p": p, "unit": random.choice(UNITS)}
        written, total = lines(place, address, "")[1].rsplit(" = ", 1)
        assert is_sum_of(written, total.split(" ")[0]), (address, written, total)


def test_the_terms_of_a_cross_entropy_add_up_and_so_do_its_parts():
    place, random = Place("cross-entropy"), Random(5)
    for _ in range(STATES):
        p = weights(random, 1)
        q = ",".join(str(random.randint(1, 999)) for _ in p.split(","))
        address = {"p": p, "q": q, "unit": random.choice(UNITS)}
        written, total, parts = lines(place, address, "")[1].split(" = ")
        assert is_sum_of(written, total), (address, written, total)
        entropy, divergence = parts.split(" + ")
        # A divergence below 0.002 keeps three digits of its own.
        added = number(entropy) + number(divergence.split(" ")[0])
        assert added.quantize(number(total), ROUND_HALF_UP) == number(total), (address, total, parts)


@pytest.mark.parametrize(("slug", "name"), [("entropy", "p0"), ("cross-entropy", "q1")])
def test_they_do_while_a_handle_is_dragged(slug, name):
    scene = Place(slug).scene({"p": "3,5,7", "q": "2,2,7"} if slug == "cross-entropy" else {"p": "3,5,7"})
    for row in range(0, 201, 5):
        view = scene.at(name, row)
        text = "".join(template.write(one.text, view) for one in scene.formula[1] if template.holds(one.when, view))
        written, total, *_ = text.split(" = ")
        if "∞" not in total:
            assert is_sum_of(written, total.split(" ")[0]), (row, text)


LOGARITHM = re.compile(r"(\S+) × (?:ln|log₂|log₁₀) (\S+)")
BASES = {"bits": Decimal(2), "nats": Decimal(1).exp(), "hartleys": Decimal(10)}


def rounds_to(exact, total):
    last = Decimal((0, (1,), number(total).as_tuple().exponent))
    return exact.quantize(last, ROUND_HALF_UP) == number(total)


def test_the_binary_loss_is_that_of_the_numbers_in_it_and_so_is_the_gradient_of_squared_error():
    place, random = Place("binary-cross-entropy"), Random(6)
    for _ in range(STATES):
        address = {"y": str(random.choice((0, 1, 0.5, round(random.random(), 2)))), "unit": random.choice(UNITS)}
        kind = random.choice(("yhat", "logit"))
        address[kind] = str(round(random.uniform(0.01, 0.99), 3) if kind == "yhat" else round(random.gauss(0, 4), 3))
        loss, _, squared = lines(place, address, kind)
        written, total = loss.split(" = −( ", 1)[1].rsplit(" ) = ", 1)
        terms = [number(weight) * number(value).ln() for weight, value in LOGARITHM.findall(written)]
        assert terms, (address, loss)
        assert rounds_to(-sum(terms) / BASES[address["unit"]].ln(), total.split(" ")[0]), (address, loss)
        factors, product, *_ = squared.split(" = ")[1:]
        left, right = (number(one.strip("()")) for one in factors.removeprefix("2 × ").split(" × "))
        assert rounds_to(2 * left * right, product.split(" ")[0]), (address, squared)
