"""The generic page of a lesson, run as Streamlit runs it, without a browser."""

from streamlit.testing.v1 import AppTest

SCRIPT = """
from lossviz.front import page
from lossviz.lessons import registry
page.show(registry.BY_SLUG[{slug!r}])
"""


def opened(slug: str, address: dict[str, str] | None = None, *, exact: bool = False) -> AppTest:
    """The page of a lesson as an address opens it, with its drawer of exact values open or closed."""
    app = AppTest.from_string(SCRIPT.format(slug=slug), default_timeout=30)
    for name, text in (address or {}).items():
        app.query_params[name] = text
    app.run()
    if exact:
        app.session_state[f"{slug}..exact"] = True
        app.run()
    return app


def address(app: AppTest) -> dict[str, str]:
    """What the address says now."""
    return {name: text if isinstance(text, str) else text[-1] for name, text in app.query_params.items()}


def warnings(app: AppTest) -> list[str]:
    return [warning.value for warning in app.warning]


def boxes(app: AppTest) -> dict[str, object]:
    """Every box for an exact value, by the name of its parameter."""
    found = [*app.text_input, *app.text_area]
    return {box.key.partition(".")[2]: box for box in found}
