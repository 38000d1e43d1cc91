"""Doors open one way: which room may import what, and what comes in without Streamlit."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "lossviz"
ROOMS = {
    "theory": {"numpy", "lossviz.theory"},
    "figures": {"numpy", "plotly", "lossviz.figures"},
    "inputs": {"numpy", "lossviz.inputs"},
    "scene": {"numpy", "lossviz.theory", "lossviz.figures", "lossviz.inputs", "lossviz.scene"},
    "lessons": {"numpy", "lossviz.theory", "lossviz.figures", "lossviz.inputs", "lossviz.scene", "lossviz.lessons"},
    "live": {
        *(
            "numpy",
            "orjson",
            "plotly",
            "segno",
            "starlette",
            "uvicorn",
            "lossviz.theory",
            "lossviz.figures",
            "lossviz.inputs",
        ),
        *("lossviz.scene", "lossviz.lessons", "lossviz.live"),
    },
    "front": {"streamlit", "lossviz.inputs", "lossviz.scene", "lossviz.lessons", "lossviz.live", "lossviz.front"},
}
# The browser side: no Python.
STAGE = "stage"
DOOR = {"streamlit", "starlette", "lossviz.front", "lossviz.live"}


@cache
def imported(path):
    """The rooms and libraries that a file opens a door to; names of `lossviz` itself are the theory's."""
    return set(doors(path))


def doors(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports from beside itself"
            names = [node.module]
            if node.module == "lossviz":
                names = [f"lossviz.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            first, *rest = name.split(".")
            if first in sys.stdlib_module_names:
                continue
            if first != "lossviz":
                yield first
            else:
                room = rest[0] if rest and (PACKAGE / rest[0]).is_dir() else "theory"
                yield f"lossviz.{room}"


def files(room):
    found = sorted((PACKAGE / room).rglob("*.py"))
    assert found
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_only_the_doors_it_may(room):
    for path in files(room):
        assert imported(path) <= ROOMS[room], path.relative_to(ROOT)


def test_every_room_of_the_house_is_in_the_plan():
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir()} - {"__pycache__"}
    assert folders == {*ROOMS, STAGE}
    assert not list((PACKAGE / STAGE).rglob("*.py"))
    assert {path.name for path in PACKAGE.glob("*.py")} == {"__init__.py"}


def test_the_way_in_opens_the_doors_to_front_and_live_only():
    assert imported(ROOT / "app.py") <= DOOR
    assert imported(PACKAGE / "__init__.py") == {"lossviz.theory"}


def test_no_lesson_imports_another():
    folders = [path.parent for path in (PACKAGE / "lessons").glob("*/lesson.py")]
    assert len(folders) > 1
    for folder in folders:
        for path in folder.rglob("*.py"):
            others = set(re.findall(r"lossviz\.lessons(?:\.| import )(\w+)", path.read_text())) - {folder.name}
            assert not others, path.relative_to(ROOT)


def test_of_all_figures_live_imports_the_palette_the_plot_template_and_frames_only():
    for path in files("live"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("lossviz.figures"):
                own = {alias.name for alias in node.names} if node.module == "lossviz.figures" else {node.module}
                assert own <= {"palette", "plot", "lossviz.figures.svg"}, path.relative_to(ROOT)


def test_only_what_answers_the_browser_knows_starlette():
    known = {
        "routes.py": {"starlette"},
        "stage_files.py": {"starlette"},
        "freshness.py": {"starlette"},
        "code_endpoint.py": {"starlette"},
        "scene_endpoint.py": {"starlette"},
        "view_endpoint.py": {"starlette"},
        "compression.py": {"starlette"},
        "endpoint.py": {"starlette"},
        "run_endpoint.py": {"starlette"},
        "index_page.py": {"starlette"},
        "middleware.py": {"starlette"},
        "connections.py": {"uvicorn"},
    }
    for path in files("live"):
        found = {"starlette", "plotly", "uvicorn"} & imported(path)
        assert found <= known.get(path.name, set()), path.relative_to(ROOT)


def loaded(*statements):
    """The libraries that a fresh Python has loaded after some statements."""
    code = "; ".join([*statements, "import sys", "print(*sorted({name.split('.')[0] for name in sys.modules}))"])
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_the_mathematics_comes_without_streamlit_and_without_plotly():
    assert not {"streamlit", "plotly", "starlette"} & loaded("import lossviz")


@pytest.mark.slow
def test_everything_but_the_front_comes_without_streamlit():
    modules = [
        "import " + ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for room in ROOMS.keys() - {"front"}
        for path in files(room)
        if path.stem != "__init__"
    ]
    assert "streamlit" not in loaded(*sorted(modules))
