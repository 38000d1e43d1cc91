"""A lesson that is made for the tests: one folder and one line in the registry of a copy of the project."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from lossviz.scene.lesson import Lesson
from lossviz.scene.scene import Scene

ROOT = Path(__file__).parents[2]
COPIED = ("lossviz", "tests", "assets", ".streamlit", "app.py", "pyproject.toml")
LESSON = '''
"""A toy: a number under a handle, and its square in a fold."""

import numpy as np

from lossviz.figures import bars, thumbnails
from lossviz.inputs import parameter
from lossviz.scene import budget
from lossviz.scene.lesson import Fold, Lesson
from lossviz.scene.quantities import indices, merged, numbers
from lossviz.scene.scene import Figure, Goal, Handle, Link, Part, Prediction, Scene, Table


def scene(height: int = 3) -> Scene:
    """One bar."""
    return one_bar("toy", "height", height, power=1)


def square(side: int = 2) -> Scene:
    """One bar as high as a square."""
    return one_bar("square", "square.side", side, power=2)


def one_bar(name: str, parameter_name: str, now: int, power: int) -> Scene:
    every = np.append(np.arange(11), now)
    bar = (every / 10.0) ** power
    rows = merged(
        indices(set=every, case=every > 0, reply0=np.where(every == 5, 0, -1), goal0=every == 7),
        numbers(bar=bar[:, None]),
    )
    ask = Prediction(f"{name}1", "Make it 5.", {parameter_name: "1"}, {parameter_name: "5"}, "reply0", ("Five.",),
                     "It is at {set:count}.", ("bars",))
    return Scene(
        name=name,
        figures=(Figure("bars", "One bar", bars.figure(x="bar_x", height="bar", width="bar_width"), height=200,
                        columns=12, describes="A single bar that can be pulled"),),
        tables={"bar": Table(bar[:-1], bar[-1], rows, {parameter_name: "set"})},
        opening="bar",
        handles=(
            Handle("bar", "height", "{set:count}", figure="bars", x="bar_x[0]", y="bar[0]", axis="y"),
            # A track, which stays while the figure is hidden.
            Handle("track", "height", "{set:count}", tables=("bar",)),
        ),
        labels=(),
        sentences=("Nothing at all.", "It is {set:count}, as high as {bar[0]}."),
        formula=((Part("{bar[0]}", "truth"),),),
        links=(Link("Seven", {parameter_name: "7"}, "A goal."),),
        predictions=(ask,) if name == "toy" else (),
        goals=(Goal(f"{name}-G1", "A seven.", "goal0"),),
        shared=numbers(bar_x=[0.5], bar_width=[0.2]),
    )


LESSON = Lesson(
    "toy",
    "Toy",
    "Does a new lesson work?",
    lambda: [thumbnails.dot(0.5, 0.5)],
    introduction="One number.",
    conclusion="That was all.",
    parameters=(parameter.Integer("height", default=3, high=10, label="Height"),),
    scene=scene,
    cost=lambda **_: budget.of_numbers(200),
    folds=(
        Fold(
            slug="square",
            title="Its square",
            introduction="The same, squared.",
            parameters=(parameter.Integer("square.side", default=2, high=10, label="Side"),),
            scene=square,
            cost=lambda **_: budget.of_numbers(200),
        ),
    ),
    sources=(one_bar,),
    references=("A reference.",),
)
'''


def breaking(at: int) -> Lesson:
    """The toy, whose scene fails at one height."""
    made: dict[str, Any] = {}
    exec(LESSON, made)
    lesson: Lesson = made["LESSON"]

    def scene(height: int) -> Scene:
        if height == at:
            raise IndexError(f"{height} is more than a toy can stand")
        return lesson.scene(height)

    # What was not read from a file has no source to show.
    return replace(lesson, scene=scene, sources=())


def project(folder: Path, name: str = "toy", text: str = LESSON) -> Path:
    """A copy of the project with one more lesson: one folder, and one line in the registry."""
    for copied in COPIED:
        source = ROOT / copied
        # With what Python has compiled, the times by which it knows that this is right, and nothing half written.
        ignored = shutil.ignore_patterns("*.pyc.*")
        shutil.copytree(source, folder / copied, ignore=ignored) if source.is_dir() else shutil.copy2(source, folder)
    toy = folder / "lossviz" / "lessons" / name
    toy.mkdir()
    (toy / "__init__.py").touch()
    (toy / "lesson.py").write_text(text.lstrip())
    registry = folder / "lossviz" / "lessons" / "registry.py"
    before = registry.read_text()
    registry.write_text(before.replace('load("loss")', f'load("loss"), load("{name}")', 1))
    assert registry.read_text().count("load(") == before.count("load(") + 1
    return folder


def passed(folder: Path, *arguments: str) -> int:
    """How many tests pass in a project; all that are asked for must."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--assert=plain", *arguments]
    environment = {**os.environ, "LOSSVIZ_FUZZ_STATES": "300"}
    run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    return run.stdout.count(".")
