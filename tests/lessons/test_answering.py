"""Which handles answer a question, in every lesson: those that its learners need, and no others."""

import pytest

from lossviz.live import codec, message
from lossviz.scene.answering import answering, committed
from tests.lessons.cases import LEARNERS, Place, result_of

# By hand, from what each question asks: the parameters that it is not about, and that would change it.
LOCKED = {
    ("loss", "1"): {"point1", "point5", "delta"},
    ("loss", "2"): {"left", "right", "middle", "delta"},
    ("training-loop", "1"): {"rate", "time"},
    ("gradient-descent", "1"): {"start", "steps", "time"},
    ("gradient-descent", "3"): {"rate", "steps", "time"},
    ("sgd", "2"): {"batch", "rate", "start"},
    ("relu", "1"): {"slope", "intercept"},
    ("cross-entropy", "1"): {"p0", "p1", "p2", "p3"},
    ("cross-entropy-loss", "1"): {"temperature", "smoothing"},
    ("binary-cross-entropy", "1"): {"y"},
    ("train-a-network", "1"): {"time", "rate", "batch", "epochs", "noise", "point", "weight", "value"},
    ("train-a-network", "2"): {"time", "units", "rate", "batch", "epochs", "noise"},
    ("train-a-network", "3"): {"rate", "units", "batch", "epochs", "noise"},
}


def opened(slug, name):
    """The scene in which a question begins."""
    lesson = Place(slug).lesson
    asked = lesson.predictions[name]
    state = lesson.read(lesson.rewrite({"predict": name}, asked.start))
    return lesson.build(state, "", result_of(lesson, state)), asked


@pytest.mark.slow
@pytest.mark.parametrize("learner", LEARNERS, ids=str)
def test_each_learner_can_set_what_they_think(learner):
    scene, asked = opened(learner.slug, learner.prediction)
    free = answering(scene, asked)
    assert set(free) <= {handle.name for handle in scene.handles}
    settable = set().union(*(committed(scene, handle) for handle in scene.handles if handle.name in free))
    assert set(learner.deeds) <= settable


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "name"), LOCKED, ids="-".join)
def test_what_would_change_the_question_is_locked(slug, name):
    scene, asked = opened(slug, name)
    assert not LOCKED[slug, name] & set(answering(scene, asked))
    assert LOCKED[slug, name] <= {handle.name for handle in scene.handles}


def test_a_browser_is_told_which_handles_answer_the_open_question_only():
    for predict, names in (("3", ["time"]), ("", [])):
        scene, _ = opened("train-a-network", "3")
        assert codec.decode(message.packed(scene, predict=predict))[0]["answering"] == names
