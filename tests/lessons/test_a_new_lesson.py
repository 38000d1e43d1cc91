"""A new lesson is one folder and one line: menu, page, address, endpoint, home, generic tests and bench find it."""

import subprocess
import sys

import pytest

from tests.lessons import toy

pytestmark = pytest.mark.slow

REGISTRY_TESTS = (
    *("tests/lessons/test_every_lesson.py", "tests/live/test_endpoint.py", "tests/front/test_every_page.py"),
    "tests/fuzz/test_random_states.py",
)
FOUND = """
from streamlit.testing.v1 import AppTest
from lossviz.lessons import registry
assert [entry.slug for entry in registry.LESSONS][:2] == ["loss", "toy"]
home = AppTest.from_file("lossviz/front/main.py", default_timeout=30).run()
assert not home.exception
assert any("Does a new lesson work?" in html.proto.body for html in home.get("html"))
onward = registry.onward(registry.BY_SLUG["loss"], registry.BY_SLUG["loss"].read({}).texts, "")
assert onward["next"]["slug"] == "toy"
from tests.bench.bench import lessons_and_folds
assert {"toy", "toy/square"} <= {str(place) for place in lessons_and_folds()}
"""


def test_a_lesson_of_one_folder_and_one_line_is_found_by_everything_that_walks_the_registry(tmp_path):
    project = toy.project(tmp_path)
    found = project / "found.py"
    found.write_text(FOUND)
    run = subprocess.run([sys.executable, "found.py"], cwd=project, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
    # Of the lesson and of its fold: every generic test of scenes, of the endpoint and of the page, and random states.
    assert toy.passed(project, "-k", "toy", *REGISTRY_TESTS) >= 29
