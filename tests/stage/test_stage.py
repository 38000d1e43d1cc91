"""The stage's modules under the node that Playwright brings: their syntax, and their own tests in this folder."""

import json
import re
from pathlib import Path

import numpy as np
import pytest

from lossviz.front import exact_values, own_points
from lossviz.lessons.entropy import scene as entropy
from lossviz.live import codec
from lossviz.scene import checks
from lossviz.scene.quantities import Drawn
from tests.node import node

HERE = Path(__file__).parent
STAGE = HERE.parents[1] / "lossviz" / "stage"
KINDS = {"f8": "Float64", "f4": "Float32", "i4": "Int32", "i2": "Int16", "u2": "Uint16", "u1": "Uint8"}
MODULES = sorted(STAGE.rglob("*.js"))
TESTS = sorted(HERE.glob("*.test.js"))


def odd_arrays():
    """Arrays for each way of packing, with the values that are easily lost."""
    odd = np.array([np.inf, -np.inf, np.nan, -0.0, 0.0, 5e-324, -5e-324, 1.7976931348623157e308, 0.1])
    wide = np.tile(odd, (60, 1))
    wide[7, 3] = 0.3
    random = np.random.default_rng(1)
    grid = np.vstack([random.integers(0, 1001, (200, 2)) / 1000, [[1 / 3, 2 / 3]]])
    return {
        "odd": odd,
        "wide": wide,
        "echo": -wide,
        "p": grid,
        "surprise": np.where(grid > 0, 1 / np.maximum(grid, 1e-9), np.inf),
        "holed": np.where(grid > 0.5, np.nan, -grid),
        "apart": random.normal(size=(50, 3)),
        "line": random.normal(size=99),
        "same": np.full((40, 5), -0.0),
        "geometry": random.normal(size=(90, 2)).astype(np.float32),
        "far out": np.where(random.random(300) < 0.2, np.nan, random.normal(size=300) * 1e100).view(Drawn),
        "holes": np.where(random.random(300) < 0.2, np.nan, random.random(300)).astype(np.float32),
        "flat": np.full(300, np.nan, dtype=np.float32),
        "walls": np.array([np.inf, 1.5] * 100, dtype=np.float32),
        "long": np.array([-(2**31), 2**31 - 1], dtype=np.int64),
        "short": np.arange(-300, 300, dtype=np.int16).reshape(200, 3),
        "decimals": np.vstack([random.integers(-30_000, 30_000, (90, 3)) / 10_000, [[1 / 3, np.nan, -0.0]]]),
        "places": np.append(np.arange(-10, 111) / 10, 2 / 3),
        "far": np.append(random.integers(-(2**31), 2**31, 200) / 100, np.inf),
        "small": np.arange(256, dtype=np.uint8),
        "runs": np.repeat(np.array([-1, 3, 0, 3], dtype=np.int16), [50, 1, 200, 9]).reshape(130, 2),
        "column": np.where(np.arange(4) == 2, random.normal(size=(70, 4)), odd[:4]),
        "other": np.where(np.arange(3) == 1, -0.0, random.normal(size=(50, 3))),
        "none": np.zeros((0, 3)),
        "one": np.array([3.5]),
        **beside(random),
    }


def beside(random):
    """An array, and after it one that differs from it in some columns, and one that is the same."""
    first = random.normal(size=(80, 5))
    second = first.copy()
    second[:, [1, 4]] = random.normal(size=(80, 2))
    return {"first": first, "second": second, "again": first.copy()}


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    """A folder of messages, each beside what Python's decoder makes of it: kinds, shapes and bits."""
    folder = tmp_path_factory.mktemp("messages")
    packed = {"odd": codec.encode({"words": "Σ p · log₂(1/p) — ∞", "list": [1, 2.5, None, True]}, odd_arrays())}
    for weights in ((9, 1), (1, 0), (93, 1, 1, 1, 1, 1, 1, 1)):
        tables = entropy.scene(weights).tables
        rows = {f"{table}/{name}": values for table in tables for name, values in tables[table].rows.items()}
        packed[f"entropy of {weights}"] = codec.encode({}, rows)
    for name, message in packed.items():
        header, arrays = codec.decode(message)
        described = {
            key: (f"{KINDS[array.dtype.str[1:]]}Array", array.shape, np.ascontiguousarray(array).tobytes().hex())
            for key, array in arrays.items()
        }
        (folder / f"{name}.bin").write_bytes(message)
        (folder / f"{name}.json").write_text(json.dumps({"header": header, "arrays": described}), encoding="utf-8")
    return folder


def test_every_module_is_javascript():
    assert len(MODULES) > 10
    said, content = parsed(*MODULES)
    assert content, said


def test_what_is_no_javascript_is_named(tmp_path):
    good, bad = tmp_path / "good.js", tmp_path / "bad.js"
    good.write_text("import { a } from './nowhere.js';\nexport const b = await a;\n")
    bad.write_text("export const b = ;\n")
    said, content = parsed(good, bad)
    assert not content
    assert said.startswith(f"{bad}: SyntaxError")


def parsed(*modules):
    """What node says of modules that it reads and does not run, and whether it was content."""
    return node("--experimental-vm-modules", "--no-warnings", HERE / "parse.mjs", *modules)


def test_the_stage_passes_its_own_tests(messages):
    # In one process: to start one for each file takes four times as long.
    alone = ("--test", "--test-isolation=none", "--test-reporter=spec")
    said, content = node(*alone, *TESTS, LOSSVIZ_MESSAGES=str(messages))
    if not content:
        pytest.fail(said[said.find("failing tests:") :], pytrace=False)
    ran = int(re.search(r"^. tests (\d+)$", said, re.MULTILINE)[1])
    assert ran > len(TESTS)
    # A message that nobody read would prove nothing.
    assert said.count("both sides read") == len(list(messages.glob("*.bin")))


def test_every_module_of_the_state_has_its_tests():
    text = "".join(path.read_text(encoding="utf-8") for path in [*TESTS, HERE / "standin.js"])
    assert [path.name for path in (STAGE / "state").glob("*.js") if f"state/{path.name}" not in text] == []


def test_the_style_sheet_has_every_anchor_of_a_label():
    sheet = (STAGE / "style" / "figures.css").read_text()
    assert [anchor for anchor in checks.ANCHORS if not re.search(rf"\.lv-{anchor} ", sheet)] == []


def test_the_box_for_points_has_the_same_room_in_the_browser_and_in_python():
    (room,) = re.findall(r"TEXTAREA: ([\d_]+)", (STAGE / "input" / "boxes.js").read_text())
    assert int(room) == exact_values.ROOM


def test_the_largest_file_has_the_same_size_in_the_browser_and_in_python():
    (size,) = re.findall(r"LARGEST_FILE = (\d+) \* 2 \*\* 20", (STAGE / "input" / "boxes.js").read_text())
    assert int(size) == own_points.LARGEST_FILE


def test_no_style_sheet_asks_what_an_element_holds():
    """A selector with `:has()` makes the browser look again after every change of a picture: a quarter of a frame."""
    for sheet in STAGE.rglob("*.css"):
        assert ":has(" not in re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL), sheet.name
