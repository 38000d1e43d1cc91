"""The browser tests find a new lesson, too."""

from tests.lessons import toy
from tests.lessons.cases import only_in_full


@only_in_full
def test_a_new_lesson_and_its_fold_are_pulled_in_a_browser(tmp_path):
    # Each handle follows the hand, and Back and Forward undo and redo: of the lesson and of its fold.
    assert toy.passed(toy.project(tmp_path), "-k", "toy", "tests/browser/test_every_page.py") >= 4
