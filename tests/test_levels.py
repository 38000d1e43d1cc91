"""Which tests run where: all where the counts are full, else a sample, and the fast part where it is quick."""

from types import SimpleNamespace

import pytest

from tests import conftest


class Case:
    """A case of a test with marks."""

    def __init__(self, nodeid, **marks):
        self.nodeid = nodeid
        self.marks = marks

    def get_closest_marker(self, name):
        return SimpleNamespace(kwargs=self.marks[name]) if name in self.marks else None


def left(monkeypatch, level):
    """Of a fast test, a slow one and thirty cases of a sampled one, how many run of each."""
    monkeypatch.setattr(conftest, "FULL", level == "full")
    monkeypatch.setattr(conftest, "QUICK", level == "quick")
    items = [Case("fast"), Case("slow", slow={}), *(Case(f"many[{i}]", sample={"every": 3}) for i in range(30))]
    hook = SimpleNamespace(pytest_deselected=lambda items: None)
    conftest.pytest_collection_modifyitems(SimpleNamespace(hook=hook), items)
    names = [item.nodeid.partition("[")[0] for item in items]
    return [names.count(name) for name in ("fast", "slow", "many")]


# By hand: every third of thirty cases is ten of them, every ninth is three or four.
@pytest.mark.parametrize(("level", "fewest", "most"), [("full", 30, 30), ("", 10, 10), ("quick", 3, 4)])
def test_a_level_runs_so_many_cases_and_only_the_quick_one_leaves_out_what_is_slow(level, fewest, most, monkeypatch):
    fast, slow, many = left(monkeypatch, level)
    assert (fast, slow) == (1, 0 if level == "quick" else 1)
    assert fewest <= many <= most


@pytest.mark.parametrize("level", ["", "quick"])
def test_of_a_test_with_few_cases_one_is_left_at_every_level(level, monkeypatch):
    monkeypatch.setattr(conftest, "FULL", False)
    monkeypatch.setattr(conftest, "QUICK", level == "quick")
    items = [Case(f"few[{i}]", sample={"every": 6}) for i in range(2)]
    hook = SimpleNamespace(pytest_deselected=lambda items: None)
    conftest.pytest_collection_modifyitems(SimpleNamespace(hook=hook), items)
    assert len(items) == 1
