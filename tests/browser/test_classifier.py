"""The cross-entropy loss in a browser: what leaves a figure comes back, and questions on a phone."""

from tests.browser.driving import handle, opened, parameters, press
from tests.lessons.cases import only_in_full

PHONE = {"width": 390, "height": 844}


@only_in_full
def test_a_logit_beyond_its_figure_is_brought_back_by_a_key(page, site):
    stage = opened(page, site, "cross-entropy-loss?logits=1000,-inf,998", "cross-entropy-loss")
    assert page.locator(f'{stage} [data-figure="logits"] .scatterlayer .point:visible').count() == 3
    assert handle(page, "z0", stage).get_attribute("aria-valuetext") == "1000"
    press(page, handle(page, "z0", stage), "ArrowDown")
    assert parameters(page)["logits"] == "8,-inf,998"
    press(page, handle(page, "z1", stage), "ArrowUp")
    assert parameters(page)["logits"] == "8,-4,998"
    assert page.locator(f'{stage} [data-figure="logits"] .scatterlayer .point:visible').count() == 1


def test_on_a_phone_a_question_that_hides_the_logits_begins_with_the_probabilities(visitor, site):
    page = visitor(viewport=PHONE)
    for query, first in (("", "logits"), ("?predict=6", "probabilities"), ("?predict=4", "logits")):
        stage = opened(page, site, f"cross-entropy-loss{query}", "cross-entropy-loss")
        # Side by side: the one at the left is in view.
        places = {
            name: page.locator(f'{stage} [data-figure="{name}"]').bounding_box()["x"]
            for name in ("logits", "probabilities", "target", "loss")
        }
        assert min(places, key=places.get) == first, query
        assert 0 <= places[first] < PHONE["width"]


@only_in_full
def test_the_name_of_no_class_is_cut_on_a_phone(visitor, site):
    page = visitor(viewport=PHONE)
    for query in ("logits=1,2,0", "logits=0,1,2,3,-1,0.5,2,4,1,0.33&highlight=10"):
        stage = opened(page, site, f"cross-entropy-loss?{query}", "cross-entropy-loss")
        cut = page.locator(f"{stage} .lv-label:visible").evaluate_all(
            "all => all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)"
        )
        assert cut == []
