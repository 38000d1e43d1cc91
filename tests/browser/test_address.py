"""The address is the state: links, Back and Forward, typed values, and links that nobody meant."""

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest

import lossviz
from tests.browser.driving import (
    LINKS,
    STAGE,
    address_changes,
    drag,
    enter,
    exact_values,
    field,
    formula,
    handle,
    parameters,
    probabilities,
    says,
    shown_entropy,
    travel,
    until,
    values,
    visit,
    weights,
)
from tests.lessons.cases import only_in_full, sampled

ALERT = '[data-testid="stAlert"]:visible'


def test_back_and_forward_undo_and_redo_a_pull(page, site):
    visit(page, site, drawn=False)
    shown = [(says(page), values(page))]
    for name, along in (("p0", 60.0), ("p1", 40.0)):
        address = page.url
        drag(page, name, along, steps=6)
        address_changes(page, address)
        shown.append((says(page), values(page)))
    assert shown[0] != shown[1] != shown[2]
    for step, at in [("back", 1), ("back", 0), ("forward", 1), ("forward", 2)]:
        travel(page, step)
        assert (says(page), values(page)) == shown[at]
        assert values(page) == pytest.approx(probabilities(page), abs=1e-9)


@only_in_full
def test_every_state_link_is_an_address_of_its_own(page, site):
    visit(page, site, "unit=nats", drawn=False)
    links = page.locator(LINKS).evaluate_all("all => all.map((one) => one.href)")
    assert len(links) >= 8
    for link in links:
        assert urlsplit(link).path == "/entropy"
    others = [link for link in links if parse_qs(urlsplit(link).query).get("unit") == ["nats"]]
    # All but Reset keep the unit that was chosen.
    assert len(others) >= len(links) - 1
    assert len(set(links)) == len(links)


def test_a_state_link_leads_to_the_same_state_here_and_in_a_new_tab(page, site):
    visit(page, site, drawn=False)
    page.evaluate("window.stayed = true")
    links = page.locator(LINKS)
    which = next(i for i in range(links.count()) if "names=" in links.nth(i).get_attribute("href"))
    link, address = links.nth(which), page.url
    href = link.evaluate("one => one.href")
    link.click()
    address_changes(page, address)
    assert page.evaluate("window.stayed") is True
    assert parameters(page) == {name: said[0] for name, said in parse_qs(urlsplit(href).query).items()}
    assert values(page) == pytest.approx(probabilities(page), abs=1e-9)
    here = says(page), formula(page), values(page)
    page.goto(href)
    page.wait_for_selector('[data-testid="says"]')
    page.wire.rest()
    assert page.evaluate("window.stayed") is None
    assert (says(page), formula(page), values(page)) == here


@only_in_full
def test_a_link_to_the_first_state_undoes_everything(page, site):
    visit(page, site, "p=4,2,1,1&names=a,b,c,d&unit=nats", drawn=False)
    address = page.url
    page.locator(LINKS).last.click()
    address_changes(page, address)
    assert values(page) == [0.9, 0.1]
    assert "0.469 bits" in says(page)
    assert not {"p", "names", "unit"} & set(parameters(page))


@only_in_full
def test_the_unit_changes_every_number_and_stays_through_a_pull(page, site):
    visit(page, site)
    assert shown_entropy(page) == 0.469
    address = page.url
    page.locator(STAGE).get_by_role("link", name="nats", exact=True).click()
    address_changes(page, address)
    stage = page.locator(STAGE)
    until(page, lambda: shown_entropy(page) == 0.325)
    # The voice for screen readers follows after a pause.
    until(page, lambda: not {"0.469", "3.32"} & set(re.findall(r"[\d.]+\d", stage.inner_text())))
    assert "bit" not in page.locator('[data-testid="says"]').first.inner_text()
    assert "ln(1/p)" in formula(page)
    until(page, lambda: "nats" in " ".join(stage.locator("svg text").all_text_contents()))
    assert not [text for text in stage.locator("svg text").all_text_contents() if "bits" in text]
    address = page.url
    drag(page, "p0", 40.0, steps=6)
    address_changes(page, address)
    assert parameters(page)["unit"] == "nats"
    assert shown_entropy(page) == pytest.approx(
        float(lossviz.entropy(probabilities(page), base=2.718281828459045)), rel=0.006
    )


@only_in_full
def test_typed_weights_are_shown_and_a_refused_entry_leaves_the_picture_until_the_next_pull(page, site):
    visit(page, site, drawn=False)
    exact_values(page)
    enter(page, "p", "3, 1")
    assert values(page) == [0.75, 0.25]
    assert probabilities(page) == [0.75, 0.25]
    enter(page, "p", "3, minus")
    assert values(page) == [0.75, 0.25]
    assert "minus" in page.locator(ALERT).first.inner_text()
    address = page.url
    drag(page, "p0", 40.0, steps=6)
    address_changes(page, address)
    assert page.locator(ALERT).count() == 0
    assert [int(weight) for weight in field(page, "p").input_value().split(",")] == weights(page)
    assert values(page) == pytest.approx(probabilities(page), abs=1e-9)


@only_in_full
def test_the_first_state_can_be_pulled_to_after_a_refused_entry(page, site):
    visit(page, site, "p=3,1", drawn=False)
    exact_values(page)
    enter(page, "p", "nonsense")
    page.locator(LINKS).last.click()
    until(page, lambda: values(page) == [0.9, 0.1])
    page.wire.rest()
    assert field(page, "p").input_value() in ("", "9,1")
    assert page.locator(ALERT).count() == 0


@only_in_full
def test_names_are_used_everywhere_and_kept_in_the_address(page, site):
    visit(page, site, drawn=False)
    exact_values(page)
    enter(page, "names", "sun, rain")
    assert "Sun" in says(page)
    assert "sun" in handle(page, "p0").get_attribute("aria-label")
    assert "rain" in handle(page, "p1").get_attribute("aria-label")
    assert parameters(page)["names"].replace(" ", "") == "sun,rain"
    assert "heads" not in page.locator(STAGE).locator(".lv-figures").inner_text()


def test_a_name_that_looks_like_markup_is_shown_as_it_is(page, site):
    visit(page, site, "names=" + quote("<b>x</b>,<img src=x>"), drawn=False)
    assert page.locator('[data-testid="stException"]').count() == 0
    assert page.locator(f"{STAGE} :is(b, img):not(:is(.lv-next, .lv-share) *)").count() == 0
    assert "<b>x</b>" in handle(page, "p0").get_attribute("aria-label")
    assert values(page) == [0.9, 0.1]


HOSTILE = ["abc", "nan,inf", "-1,2", "0,0", "1e999", "<script>alert(1)</script>", "7" * 3000, ",".join("1" * 1500)]


def test_weights_that_mean_nothing_show_the_first_state_and_say_so(page, site):
    for text in sampled(HOSTILE):
        visit(page, site, f"p={quote(text)}", drawn=False)
        assert page.locator('[data-testid="stException"]').count() == 0, text[:30]
        assert values(page) == [0.9, 0.1], text[:30]
        assert "0.469" in says(page), text[:30]
        said = page.locator(ALERT).all_inner_texts()
        assert len(said) == 1, (text[:30], said)
        assert "p =" in said[0], text[:30]
        assert len(said[0]) < 300, text[:30]


@only_in_full
def test_each_part_of_a_link_that_is_not_understood_is_named(page, site):
    hostile = {"unit": "foo", "names": "a" * 50, "unknown": "1", "goal": "zzz", "p": "1,x"}
    visit(page, site, "&".join(f"{name}={said}" for name, said in hostile.items()), drawn=False)
    assert page.locator('[data-testid="stException"]').count() == 0
    said = page.locator(ALERT).all_inner_texts()
    for name in hostile:
        assert len([sentence for sentence in said if re.search(rf"\b{name}\b", sentence)]) >= 1, name
    assert len(said) == len(hostile)
    assert values(page) == [0.9, 0.1]
    assert "0.469 bits" in says(page)
    assert page.locator('[data-testid="goal"]:visible').count() == 0


@only_in_full
def test_a_question_that_is_not_there_is_named_and_opens_nothing(page, site):
    visit(page, site, "predict=99&p=3,1", drawn=False)
    assert "99" in page.locator(ALERT).all_inner_texts()[0]
    assert values(page) == [0.75, 0.25]
    assert "0.811 bits" in says(page)


@only_in_full
def test_a_link_with_one_bad_part_keeps_the_good_ones(page, site):
    visit(page, site, "p=3,1&unit=foo&names=sun,rain", drawn=False)
    assert values(page) == [0.75, 0.25]
    assert "Sun" in says(page)
    assert "0.811 bits" in says(page)


@only_in_full
def test_two_visitors_do_not_see_each_others_state(visitor, site):
    first, second = visitor(), visitor()
    visit(first, site, drawn=False)
    visit(second, site, drawn=False)
    address = first.url
    drag(first, "p0", 60.0, steps=6)
    address_changes(first, address)
    assert values(second) == [0.9, 0.1]
    address = second.url
    drag(second, "p1", -30.0, steps=6)
    address_changes(second, address)
    for page in (first, second):
        assert values(page) == pytest.approx(probabilities(page), abs=1e-9)
    assert values(first) != values(second)
