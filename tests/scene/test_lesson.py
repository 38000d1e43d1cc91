"""The address as the state of a lesson: read, rewritten by a deed, with an open question and with reserved names."""

import dataclasses

import pytest

from lossviz.lessons import registry
from lossviz.theory.interruption import finished
from tests.lessons import toy_job

ENTROPY = registry.BY_SLUG["entropy"]


def test_a_bare_address_is_the_first_state_and_the_first_state_is_a_bare_address():
    state = ENTROPY.read({})
    assert not state.refused
    assert state.values["p"] == (9, 1)
    assert ENTROPY.rewrite({}, state.texts) == {}


def test_a_change_sets_its_parameters_and_leaves_the_others():
    after = ENTROPY.rewrite({"p": "5,3,2", "names": "sun,rain,snow"}, {"p": "4,4,2", "highlight": "2"})
    assert after == {"p": "2,2,1", "names": "sun,rain,snow", "highlight": "2"}


def test_an_empty_text_means_the_default_and_the_default_is_left_out():
    assert ENTROPY.rewrite({"p": "5,3,2", "highlight": "2"}, {"p": ""}) == {"highlight": "2"}
    assert ENTROPY.rewrite({"p": "5,3,2"}, {"p": "900, 100"}) == {}


def test_what_means_nothing_changes_nothing():
    assert ENTROPY.rewrite({"p": "5,3,2"}, {"p": "x"}) == {"p": "5,3,2"}
    assert ENTROPY.rewrite({"p": "nonsense"}, {"highlight": "2"}) == {"highlight": "2"}
    assert ENTROPY.rewrite({}, {"unknown": "1"}) == {}


def test_a_blank_part_of_an_address_is_no_part_of_it():
    blank = dict.fromkeys(("p", "names", "unit", "goal", "predict", "open", "present"), " ")
    assert ENTROPY.read(blank).texts == ENTROPY.read({}).texts
    assert ENTROPY.rewrite(blank, {}) == {}


def test_every_rewriting_keeps_the_reserved_names_and_drops_what_nobody_knows():
    kept = {"goal": "G1", "present": "1", "unit": "nats", "open": "information-gain"}
    assert ENTROPY.rewrite({**kept, "other": "1"}, {"p": "1,1"}) == {**kept, "p": "1,1"}
    loss = registry.BY_SLUG["home"]
    assert loss.rewrite({"unit": "nats"}, {"step": "3"}) == {"unit": "nats", "step": "3"}


def test_a_refused_text_has_the_default_and_says_why():
    state = ENTROPY.read({"p": "1,x", "highlight": "9"})
    assert state.values["p"] == (9, 1)
    assert state.refused["p"][0] == "1,x"
    assert "weight" in state.refused["p"][1]
    assert "1 to 8" in state.refused["highlight"][1]


def test_a_bare_question_is_its_own_start():
    for lesson in registry.LESSONS:
        for name, asked in lesson.predictions.items():
            bare, opened = {"predict": name}, lesson.rewrite({}, {**asked.start, "predict": name})
            assert lesson.read(bare).texts == lesson.read(opened).texts, (lesson.slug, name)
            assert opened["predict"] == name


def test_while_a_question_is_open_a_default_that_its_start_sets_otherwise_stays_written():
    # Else an address with the question and nothing else would say two things.
    for lesson in registry.LESSONS:
        for name, asked in lesson.predictions.items():
            at_defaults = lesson.rewrite({"predict": name}, dict.fromkeys(asked.start, ""))
            assert lesson.read(at_defaults).texts == lesson.read({}).texts, (lesson.slug, name)
    sgd = registry.BY_SLUG["sgd"]
    assert sgd.rewrite({"predict": "2"}, {"batch": "", "epochs": ""}) == {"predict": "2", "batch": "1", "epochs": "1"}
    # What has no text is written as an empty one.
    descent = registry.BY_SLUG["gradient-descent"]
    assert descent.rewrite({"predict": "2"}, {"rate": ""}) == {"predict": "2", "rate": "", "step": "60"}
    assert descent.rewrite({"predict": "2", "rate": ""}, {"predict": ""}) == {}


def test_done_restores_the_state_from_before_in_one_rewriting():
    before = ENTROPY.read({"p": "5,3,2", "names": "sun,rain,snow"}).texts
    opened = ENTROPY.rewrite({"p": "5,3,2", "names": "sun,rain,snow"}, {"predict": "1", "p": "9,1", "names": ""})
    assert ENTROPY.rewrite(opened, {**before, "predict": ""}) == {"p": "5,3,2", "names": "sun,rain,snow"}


def test_folds_are_opened_by_name_in_their_order_and_unknown_ones_are_left():
    assert ENTROPY.open_folds({"open": "nothing,information-gain"}) == ["information-gain"]
    assert ENTROPY.open_folds({}) == []
    with pytest.raises(KeyError):
        ENTROPY.fold("nothing")


def test_a_fold_is_shown_with_its_own_parameters_and_those_it_shares():
    names = [parameter.name for parameter in ENTROPY.shown_parameters("information-gain")]
    assert names == ["unit", "information-gain.counts"]
    scene = ENTROPY.build(ENTROPY.read({"information-gain.counts": "5,0,0,5", "unit": "nats"}), "information-gain")
    assert "nat" in scene.sentence()


def test_a_scene_with_a_job_is_built_without_its_result_and_with_it():
    state = toy_job.LESSON.read({"height": "4", "time": "10"})
    before = toy_job.LESSON.build(state)
    result = finished(toy_job.LESSON.job.slices(**toy_job.LESSON.shown_values(state)))
    after = toy_job.LESSON.build(state, "", result)
    assert (before.awaited.is_done, after.awaited.is_done) == (False, True)
    # By hand: a height of 4 at the last step is 0.4.
    assert (before.at("time")["bar"], after.at("time")["bar"]) == (0, 0.4)
    assert toy_job.LESSON.job_of("") is toy_job.LESSON.job


def test_a_fold_has_a_job_of_its_own():
    fold = dataclasses.replace(ENTROPY.folds[0], job=toy_job.LESSON.job)
    lesson = dataclasses.replace(ENTROPY, folds=(fold,))
    assert (lesson.job_of(""), lesson.job_of(fold.slug)) == (None, toy_job.LESSON.job)


@pytest.mark.parametrize("job", [None, dataclasses.replace(toy_job.LESSON.job, key=lambda **_: "another")])
def test_a_scene_that_awaits_another_result_than_its_jobs_is_refused(job):
    lesson = dataclasses.replace(toy_job.LESSON, job=job)
    with pytest.raises(ValueError, match="awaits '3 0'"):
        lesson.build(lesson.read({}))
