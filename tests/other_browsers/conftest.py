"""The same tests in Firefox and in WebKit; they run only where this folder is named: `pytest tests/other_browsers`."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import serving
from tests.other_browsers import firefox, install, webkit
from tests.other_browsers.tab import Browser, Tab

HERE = Path(__file__).parent
STARTERS = {"firefox": firefox.started, "webkit": webkit.started}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--browser-name", choices=[*STARTERS], action="append", help="one of the browsers only")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "other_browsers: drives a real Firefox or WebKit against a real server")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    named = [Path(os.path.abspath(config.invocation_params.dir / one.split("::")[0])) for one in config.args]
    return None if any(one == HERE or HERE in one.parents for one in named) else True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("other_browsers")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "browser_name" in metafunc.fixturenames:
        names = metafunc.config.getoption("--browser-name") or [*STARTERS]
        metafunc.parametrize("browser_name", names, scope="session")


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    with serving() as url:
        yield url


@pytest.fixture(scope="session")
def browser(browser_name: str) -> Iterator[Browser]:
    if install.missing([browser_name]):
        pytest.fail(install.complaint(browser_name), pytrace=False)
    with STARTERS[browser_name]() as started:
        yield started


@pytest.fixture
def new_tab(browser: Browser) -> Iterator[Callable[[], Tab]]:
    """Opens tabs of one fresh visitor; an error in the console of any fails the test."""
    tabs: list[Tab] = []

    def opened() -> Tab:
        tabs.append(tab())
        return tabs[-1]

    with browser() as tab:
        yield opened
        errors = [error for one in tabs for error in one.errors()]
    assert not errors, "\n".join(errors)


@pytest.fixture
def tab(new_tab: Callable[[], Tab]) -> Tab:
    return new_tab()
