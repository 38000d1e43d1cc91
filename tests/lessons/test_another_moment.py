"""A released step changes which moment of a run is shown: what belongs to the whole run is not computed again."""

import pytest

from lossviz.lessons import registry
from lossviz.lessons.gradient_descent import quantities as of_descent
from lossviz.lessons.gradient_descent import step_label
from lossviz.lessons.sgd import quantities as of_batches
from lossviz.lessons.sgd import tables


@pytest.mark.parametrize(
    ("slug", "module", "name", "kept"),
    [
        ("gradient-descent", step_label, "quantities", of_descent.all_quantities),
        ("sgd", of_batches, "gradient_quantities", tables.known_rows),
    ],
)
def test_all_steps_of_a_run_share_what_is_computed_for_it(monkeypatch, slug, module, name, kept):
    lesson, computed, function = registry.BY_SLUG[slug], [], getattr(module, name)
    monkeypatch.setattr(module, name, lambda *args: computed.append(1) or function(*args))
    kept.cache_clear()
    scenes = {step: lesson.build(lesson.read({"step": str(step)})) for step in (0, 3, 7)}
    assert len(computed) == 1
    for step, scene in scenes.items():
        assert scene.tables["time"].now == scene.at("time")["k"] == step
    lesson.build(lesson.read({"rate": "0.011"}))
    assert len(computed) == 2


def test_a_step_between_two_places_of_a_long_path_has_a_row_of_its_own():
    lesson = registry.BY_SLUG["sgd"]
    # 40 points, one each, for 40 epochs: 1,600 steps, every eighth on the track.
    scene = lesson.build(lesson.read({"epochs": "40", "step": "1001"}))
    table = scene.tables["time"]
    assert table.places[1] == 8
    assert table.rows["k"][-1] == 1001
    assert table.rows["loss"][-1] == lesson.build(lesson.read({"epochs": "26", "step": "1001"})).at("time")["loss"]
