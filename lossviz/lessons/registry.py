"""The table of contents: every lesson in order, in its groups. This is the only list of lessons."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from lossviz.inputs.units import UNITS
from lossviz.scene.lesson import Lesson


def load(folder: str) -> Lesson:
    """The lesson that is described in a folder beside this file."""
    lesson: Lesson = import_module(f"lossviz.lessons.{folder}.lesson").LESSON
    return lesson


HOME = load("home")
GROUPS: Mapping[str, tuple[Lesson, ...]] = {
    "Fitting": (load("loss"), load("training_loop"), load("gradient_descent"), load("sgd"), load("relu")),
    "Information": (
        load("entropy"),
        load("cross_entropy"),
        load("cross_entropy_loss"),
        load("binary_cross_entropy"),
        load("train_a_network"),
    ),
}
LESSONS = tuple(lesson for lessons in GROUPS.values() for lesson in lessons)
START = f"Start: {LESSONS[0].title}"
BY_SLUG: Mapping[str, Lesson] = {lesson.slug: lesson for lesson in (*LESSONS, HOME)}


def numbered(lesson: Lesson) -> str:
    """Its title after its number in the contents, such as "6 Entropy"; a page outside the contents has none."""
    return f"{LESSONS.index(lesson) + 1} {lesson.title}" if lesson in LESSONS else lesson.title


def onward(lesson: Lesson, texts: Mapping[str, str], unit: str) -> dict[str, Any]:
    """What was learned, and where the page leads: `next` and `before`, with the state they carry.

    The next lesson is the next that is written; from the last one the page leads home. What the other lesson would
    refuse is left behind. Nothing for a page outside the contents.
    """
    if lesson not in LESSONS:
        return {}
    index = LESSONS.index(lesson)

    def link(near: Lesson) -> dict[str, Any]:
        along = lesson.linked_state[near.slug](texts) if near.slug in lesson.linked_state else {}
        refused = near.read(along).refused
        carried = {name: said for name, said in along.items() if name not in refused}
        return {
            "slug": near.slug,
            "title": numbered(near),
            "question": near.question,
            "picture": f"thumbnails/{near.slug}.svg",
            "state": {**carried, "unit": unit if unit in UNITS else ""},
        }

    home = {"slug": "", "title": "All lessons", "question": HOME.question, "picture": "", "state": {}}
    return {
        "conclusion": lesson.conclusion,
        "next": link(LESSONS[index + 1]) if index + 1 < len(LESSONS) else home,
        **({"before": link(LESSONS[index - 1])} if index else {}),
    }
