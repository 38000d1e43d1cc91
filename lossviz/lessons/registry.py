"""The table of contents: every lesson in order. This is the only list of lessons."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from lossviz.inputs.units import UNITS
from lossviz.lessons import outlines
from lossviz.scene.lesson import Lesson, Outline


def load(folder: str) -> Lesson:
    """The lesson that is described in a folder beside this file."""
    lesson: Lesson = import_module(f"lossviz.lessons.{folder}.lesson").LESSON
    return lesson


HOME = load("home")
CONTENTS: tuple[Outline, ...] = (
    load("loss"),
    load("training_loop"),
    load("gradient_descent"),
    load("sgd"),
    load("relu"),
    load("entropy"),
    load("cross_entropy"),
    load("cross_entropy_loss"),
    load("binary_cross_entropy"),
    outlines.TRAIN_A_NETWORK,
)
LESSONS = tuple(entry for entry in CONTENTS if isinstance(entry, Lesson))
BY_SLUG: Mapping[str, Lesson] = {lesson.slug: lesson for lesson in (*LESSONS, HOME)}


def number(lesson: Outline) -> int:
    """Its number in the contents, from 1."""
    return CONTENTS.index(lesson) + 1


def onward(lesson: Lesson, texts: Mapping[str, str], unit: str) -> list[dict[str, Any]]:
    """Links to the previous and the next lesson, with the state they carry; none for a page outside the contents.

    What the other lesson would refuse is left behind.
    """
    if lesson not in CONTENTS:
        return []
    index = CONTENTS.index(lesson)

    def link(near: Outline, text: str) -> dict[str, Any]:
        along = lesson.linked_state[near.slug](texts) if near.slug in lesson.linked_state else {}
        refused = near.read(along).refused if isinstance(near, Lesson) else {}
        carried = {name: said for name, said in along.items() if name not in refused}
        return {"slug": near.slug, "text": text, "state": {**carried, "unit": unit if unit in UNITS else ""}}

    links = [link(near, f"← {near.question}") for near in CONTENTS[:index] if isinstance(near, Lesson)][-1:]
    for near in CONTENTS[index + 1 : index + 2]:
        if isinstance(near, Lesson):
            links.append(link(near, f"{near.question} →"))
        else:
            links.append({"slug": "", "text": f"Next: {near.question} (not written yet)", "state": {}})
    return links
