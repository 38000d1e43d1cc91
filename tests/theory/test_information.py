"""Entropy and its relatives against hand arithmetic, books, scipy and their own laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

import lossviz
from lossviz.theory import information
from tests.theory.cases import LAW, each_case

WEATHER = [0.5, 0.25, 0.125, 0.125]
FORECAST = [0.125, 0.5, 0.25, 0.125]
VOWELS = np.array([8.167, 12.702, 6.966, 7.507, 2.758]) / 38.1


def normalised(weights):
    return np.array(weights, dtype=float) / sum(weights)


def distributions(k, least=0):
    return st.lists(st.integers(least, 1000), min_size=k, max_size=k).filter(any).map(normalised)


any_distribution = st.integers(1, 8).flatmap(distributions)
pairs = st.integers(1, 8).flatmap(lambda k: st.tuples(distributions(k), distributions(k)))
positive_pairs = st.integers(1, 8).flatmap(lambda k: st.tuples(distributions(k, 1), distributions(k, 1)))
bases = st.sampled_from([2, math.e, 10, 3, 1.5, 1000])


def test_each_halving_of_a_probability_is_exactly_one_more_bit():
    halvings = np.arange(1075)
    assert lossviz.surprise([0.5**n for n in range(1075)]).tolist() == halvings.tolist()


def test_a_certain_outcome_has_surprise_0_and_not_minus_0():
    assert str(lossviz.surprise(1)) == "0.0"
    assert str(lossviz.entropy([1, 0])) == "0.0"
    assert str(lossviz.cross_entropy([0, 1], [0, 1])) == "0.0"
    assert str(lossviz.kl_divergence([0, 1], [0, 1])) == "0.0"
    assert str(lossviz.jensen_shannon_divergence([0, 1], [0, 1])) == "0.0"


def test_an_impossible_outcome_has_infinite_surprise():
    assert lossviz.surprise([0, 0.5]).tolist() == [math.inf, 1]


def test_surprises_as_a_hand_calculator_gives_them():
    assert lossviz.surprise([0.9, 0.1, 1 / 3, 0.001]) == pytest.approx([0.152003, 3.321928, 1.584963, 9.965784])
    assert lossviz.surprise(0.01, base=10) == 2
    assert lossviz.surprise(1 / math.e, base=math.e) == 1
    assert lossviz.surprise(1 / 9, base=3) == pytest.approx(2, rel=1e-15)


@each_case(
    ("p", "bits"),
    [
        ([0.5, 0.5], 1),
        ([0.9, 0.1], 0.469),
        ([0.7, 0.3], 0.881),
        ([0.99, 0.01], 0.0808),
        ([0.89, 0.11], 0.500),
        ([1 / 6] * 6, 2.585),
        (WEATHER, 1.75),
        ([0.93] + [0.01] * 7, 0.562),
        ([0.773, 0.1135, 0.1135], 1.000),
        ([0.97, 0.03], 0.194),
        ([0.25] * 4, 2),
        ([1, 0], 0),
    ],
)
def test_entropies_of_coins_dice_and_letters(p, bits):
    assert lossviz.entropy(p) == pytest.approx(bits, abs=0.0005)


def test_vowels_are_nearly_but_not_quite_evenly_spread():
    assert lossviz.entropy(VOWELS) == pytest.approx(2.19, abs=0.005)
    assert lossviz.entropy([0.2] * 5) == pytest.approx(2.32, abs=0.005)


def test_halves_quarters_and_eighths_have_an_exact_entropy():
    assert lossviz.entropy(WEATHER) == 1.75
    # The horse race of Cover and Thomas, example 1.1.2.
    assert lossviz.entropy([1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 64, 1 / 64, 1 / 64, 1 / 64]) == 2


def test_the_fair_coin_in_three_units():
    coin = [0.5, 0.5]
    assert lossviz.entropy(coin) == 1
    assert lossviz.entropy(coin, base=math.e) == pytest.approx(0.6931471805599453, rel=1e-15)
    assert lossviz.entropy(coin, base=10) == pytest.approx(0.3010299956639812, rel=1e-15)


def test_a_perplexity_is_the_number_of_sides_of_a_fair_die():
    assert lossviz.perplexity([1 / 8] * 8) == 8
    assert lossviz.perplexity([1 / 6] * 6) == pytest.approx(6, rel=1e-14)
    assert lossviz.perplexity([0.9, 0.1]) == pytest.approx(1.38, abs=0.005)
    assert lossviz.perplexity(VOWELS) == pytest.approx(4.56, abs=0.005)
    assert lossviz.perplexity([1, 0, 0]) == 1


def test_the_weather_and_its_forecast_add_up_exactly():
    assert lossviz.cross_entropy(WEATHER, FORECAST) == 2.375
    assert lossviz.kl_divergence(WEATHER, FORECAST) == 0.625
    assert lossviz.cross_entropy(FORECAST, WEATHER) == 2.25
    assert lossviz.kl_divergence(FORECAST, WEATHER) == 0.5
    assert lossviz.jensen_shannon_divergence(WEATHER, FORECAST) == pytest.approx(0.133, abs=0.0005)


def test_the_divergence_of_two_coins_is_not_symmetric():
    bent, fair = [0.9, 0.1], [0.5, 0.5]
    assert lossviz.kl_divergence(bent, fair) == pytest.approx(0.531004, abs=1e-6)
    assert lossviz.kl_divergence(fair, bent) == pytest.approx(0.736966, abs=1e-6)
    assert lossviz.cross_entropy(fair, bent) == pytest.approx(1.736966, abs=1e-6)
    assert lossviz.cross_entropy(bent, fair) == 1
    assert lossviz.kl_divergence([0.99, 0.01], fair) == pytest.approx(0.919, abs=0.0005)
    assert lossviz.kl_divergence(fair, [0.99, 0.01]) == pytest.approx(2.329, abs=0.0005)


def test_other_forecasts_of_the_weather():
    assert lossviz.cross_entropy(WEATHER, [0.97, 0.01, 0.01, 0.01]) == pytest.approx(3.344, abs=0.0005)
    assert lossviz.kl_divergence(WEATHER, [0.97, 0.01, 0.01, 0.01]) == pytest.approx(1.594, abs=0.0005)
    assert lossviz.cross_entropy(WEATHER, [0.5, 2 / 7, 1 / 7, 0.5 / 7]) == pytest.approx(1.779, abs=0.0005)
    assert lossviz.cross_entropy([1, 0, 0, 0], [0.7, 0.1, 0.1, 0.1]) == pytest.approx(0.515, abs=0.0005)
    assert lossviz.cross_entropy(WEATHER, [0.25] * 4) == 2


def test_cross_entropy_is_infinite_where_q_is_0_and_p_is_not():
    never = [0.5, 0.5, 0, 0]
    assert lossviz.cross_entropy(WEATHER, never) == math.inf
    assert lossviz.kl_divergence(WEATHER, never) == math.inf
    assert lossviz.cross_entropy(WEATHER, never, base=10) == math.inf


def test_cross_entropy_is_finite_where_p_is_0_and_q_is_not():
    half = [0.5, 0.5, 0, 0]
    assert lossviz.cross_entropy(half, WEATHER) == 1.5
    assert lossviz.kl_divergence(half, WEATHER) == 0.5
    assert lossviz.jensen_shannon_divergence(half, WEATHER) == pytest.approx(0.156, abs=0.0005)


def test_two_distributions_with_nothing_in_common_are_exactly_one_bit_apart():
    assert lossviz.jensen_shannon_divergence([0.5, 0.5, 0, 0], [0, 0, 0.25, 0.75]) == 1
    assert lossviz.jensen_shannon_divergence([1, 0], [0, 1], base=10) == pytest.approx(math.log10(2), rel=1e-15)


def test_the_smallest_float_gives_finite_divergences():
    tiny = [5e-324, 1]
    assert lossviz.jensen_shannon_divergence(tiny, [0, 1]) <= 5e-324
    assert lossviz.jensen_shannon_divergence(tiny, tiny) == 0
    assert lossviz.kl_divergence(tiny, tiny) == 0
    assert lossviz.kl_divergence(tiny, [1e-323, 1]) == 0
    assert lossviz.kl_divergence([0.5, 0.5], tiny) == pytest.approx(536)
    assert lossviz.surprise(5e-324) == 1074


@LAW
@given(pairs)
def test_scipy_agrees(pair):
    p, q = pair
    mine = [f(p, q, base=math.e) for f in (lossviz.cross_entropy, lossviz.kl_divergence)]
    with np.errstate(all="ignore"):
        relative = special.rel_entr(p, q).sum()
        theirs = [stats.entropy(p, base=2), special.entr(p).sum() + relative, relative]
        distance = jensenshannon(p, q, base=2) ** 2
    assert lossviz.entropy(p) == pytest.approx(theirs[0], rel=1e-12)
    assert mine == pytest.approx(theirs[1:], rel=1e-9, abs=1e-14)
    # scipy takes a root of a rounded number, so it has only half of the digits near 0.
    assert lossviz.jensen_shannon_divergence(p, q) == pytest.approx(np.nan_to_num(distance), abs=1e-12)


@LAW
@given(any_distribution)
def test_no_distribution_is_more_uncertain_than_the_uniform_one(p):
    assert 0 <= lossviz.entropy(p) <= math.log2(len(p)) * (1 + 1e-15)
    assert 1 <= lossviz.perplexity(p) <= len(p) * (1 + 1e-14)


@LAW
@given(pairs)
def test_gibbs_inequality_holds(pair):
    p, q = pair
    assert lossviz.kl_divergence(p, q) >= 0
    assert lossviz.kl_divergence(p, p) == 0
    assert lossviz.cross_entropy(p, q) >= lossviz.entropy(p) * (1 - 1e-14)


@LAW
@given(pairs, bases)
def test_cross_entropy_is_entropy_plus_divergence(pair, base):
    p, q = pair
    together = lossviz.entropy(p, base=base) + lossviz.kl_divergence(p, q, base=base)
    assert lossviz.cross_entropy(p, q, base=base) == pytest.approx(together, rel=1e-13)


@LAW
@given(pairs)
def test_jensen_shannon_is_symmetric_and_at_most_one_bit(pair):
    p, q = pair
    one_way, other_way = lossviz.jensen_shannon_divergence(p, q), lossviz.jensen_shannon_divergence(q, p)
    assert one_way == other_way
    assert 0 <= one_way <= 1 + 1e-15


@LAW
@given(pairs, bases)
def test_jensen_shannon_is_the_mean_divergence_from_the_middle(pair, base):
    p, q = pair
    middle = (p + q) / 2
    by_definition = (lossviz.kl_divergence(p, middle, base=base) + lossviz.kl_divergence(q, middle, base=base)) / 2
    assert lossviz.jensen_shannon_divergence(p, q, base=base) == pytest.approx(by_definition, rel=1e-9, abs=1e-15)


@LAW
@given(positive_pairs, bases)
def test_another_base_scales_all_measures(pair, base):
    p, q = pair
    assert lossviz.surprise(p) == pytest.approx(lossviz.surprise(p, base=base) * math.log2(base), rel=1e-14)
    assert lossviz.entropy(p) == pytest.approx(lossviz.entropy(p, base=base) * math.log2(base), rel=1e-14)
    for measure in (lossviz.cross_entropy, lossviz.kl_divergence, lossviz.jensen_shannon_divergence):
        assert measure(p, q) == pytest.approx(measure(p, q, base=base) * math.log2(base), rel=1e-12)


@LAW
@given(any_distribution, bases)
def test_perplexity_is_the_base_to_the_entropy_in_every_unit(p, base):
    assert lossviz.perplexity(p) == pytest.approx(base ** lossviz.entropy(p, base=base), rel=1e-13)


@each_case("measure", ["cross_entropy", "kl_divergence", "jensen_shannon_divergence"])
def test_leading_axes_broadcast_as_a_loop_would(measure):
    rng = np.random.default_rng(0)
    p, q = rng.dirichlet(np.ones(5), (3, 1)), rng.dirichlet(np.ones(5), 4)
    distance = getattr(lossviz, measure)
    loop = [[distance(p[i, 0], q[j]) for j in range(4)] for i in range(3)]
    assert distance(p, q) == pytest.approx(np.array(loop), rel=1e-15)


def test_one_distribution_per_row_gives_one_number_per_row():
    rows = np.random.default_rng(1).dirichlet(np.ones(3), (2, 4))
    for measure in (lossviz.entropy, lossviz.perplexity, lossviz.gini):
        assert measure(rows).shape == (2, 4)
        assert measure(rows)[1, 2] == pytest.approx(measure(rows[1, 2]), rel=1e-15)


def test_lists_integers_and_booleans_are_numbers_and_one_number_comes_back_as_one():
    for answer in (
        lossviz.surprise(1),
        lossviz.entropy([1, 0]),
        lossviz.perplexity([True, False]),
        lossviz.cross_entropy((0, 1), np.array([0, 1], dtype=np.int8)),
        lossviz.kl_divergence([0, 1], [0.5, 0.5]),
        lossviz.jensen_shannon_divergence([0, 1], [1, 0]),
    ):
        assert isinstance(answer, np.float64)


def test_the_input_is_left_as_it_was():
    p, q = np.array([0.3, 0.7]), np.array([0.6, 0.4])
    for measure in (lossviz.cross_entropy, lossviz.kl_divergence, lossviz.jensen_shannon_divergence):
        measure(p, q)
    assert (p.tolist(), q.tolist()) == ([0.3, 0.7], [0.6, 0.4])


def test_the_entropy_of_1024_equal_outcomes_is_10_bits_in_every_row():
    p = np.full((2, 1024), 1 / 1024)
    assert information.entropy(p).tolist() == [10, 10]


def test_the_terms_of_a_cross_entropy_by_hand_add_up_to_it():
    terms = information.cross_entropy_terms(WEATHER, FORECAST)
    assert terms.tolist() == [0.5 * 3, 0.25 * 1, 0.125 * 2, 0.125 * 3]
    assert terms.sum() == lossviz.cross_entropy(WEATHER, FORECAST)
    assert information.cross_entropy_terms([1, 0], [0.5, 0.5], base=4).tolist() == [0.5, 0]
    # 0 log(1/0) counts as 0, and so does 0 log(1/q); p log(1/0) is infinite.
    assert information.cross_entropy_terms([0.5, 0.5, 0], [1, 0, 0]).tolist() == [0, math.inf, 0]
    assert [str(term) for term in information.cross_entropy_terms([0, 1], [0, 1])] == ["0.0", "0.0"]


def test_the_terms_of_an_entropy_are_those_of_scipy():
    p = np.random.default_rng(2).dirichlet(np.ones(4), (3, 2))
    p[0, 0] = [0, 0.5, 0.5, 0]
    with np.errstate(all="ignore"):
        assert information.cross_entropy_terms(p, p, base=math.e) == pytest.approx(special.entr(p), rel=1e-14)


def test_a_comparison_of_the_weather_and_its_forecast_by_hand():
    # Terms 0.5·3, 0.25·1, 0.125·2, 0.125·3; swapped 0.125·1, 0.5·2, 0.25·3, 0.125·3.
    found = information.compare(WEATHER, FORECAST)
    assert found.terms.tolist() == [1.5, 0.25, 0.25, 0.375]
    assert (found.cross_entropy, found.swapped_cross_entropy) == (2.375, 2.25)
    assert (found.kl_divergence, found.swapped_kl_divergence) == (0.625, 0.5)
    with pytest.raises(ValueError, match="q holds"):
        information.compare(WEATHER, [0.5, 0.5, 0.5, 0.5])


@given(pairs)
def test_scipy_agrees_with_a_comparison_of_many_rows(pair):
    p, q = (np.stack([one, two]) for one, two in (pair, pair[::-1]))
    found = information.compare(p, q)
    expected = special.rel_entr(p, q).sum(axis=-1) / math.log(2)
    np.testing.assert_allclose(found.kl_divergence, expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.swapped_kl_divergence, expected[::-1], rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.jensen_shannon_divergence, jensenshannon(*pair, base=2) ** 2, atol=1e-9)
