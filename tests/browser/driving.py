"""A hand, an eye and an ear for the pages: what the tests do with a browser, in one place."""

import re
import time
from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import CDPSession, Locator, Page

STAGE = '[data-testid="stage"][data-scene="entropy"]'
LINKS = f'{STAGE} .lv-links a[href*="/entropy?"]'
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
QUIET = 0.1
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:e−?\d+)?|∞")
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))"
RESTING = """() =>
  document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]')
  && !document.querySelector('[data-testid="stage"][data-busy]')"""


class Wire:
    """Every websocket message of a page, with the moment it passed."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.sent: list[float] = []
        self.received: list[float] = []
        page.on("websocket", self._tap)

    def _tap(self, socket) -> None:
        socket.on("framesent", lambda _: self.sent.append(time.monotonic()))
        socket.on("framereceived", lambda _: self.received.append(time.monotonic()))

    @property
    def count(self) -> int:
        return len(self.sent) + len(self.received)

    def rest(self) -> None:
        """Wait until the app has connected, every question is answered, and nothing has passed for a while."""
        count = -1
        # On a busy machine a page reads its messages long after they have come: two frames later it has.
        while count != self.count:
            self.page.wait_for_function(RESTING)
            until(self.page, lambda: self.answered and time.monotonic() - self.received[-1] > QUIET)
            count = self.count
            self.page.evaluate(FRAMES)
            self.page.wait_for_function(RESTING)

    @property
    def answered(self) -> bool:
        return bool(self.received) and self.received[-1] > max([0.0, *self.sent[-1:]])


def until(page: Page, holds: Callable[[], bool], patience: float = 10) -> None:
    """Wait for a condition, not for a time."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        page.wait_for_timeout(25)


def travel(page: Page, where: str = "back") -> None:
    """Go back or forward in the browser's history, and wait until the app has been told and has answered."""
    sent = len(page.wire.sent)
    page.evaluate(f"history.{where}()")
    until(page, lambda: len(page.wire.sent) > sent)
    page.wire.rest()


def without_drawing(page: Page) -> None:
    """Give the page an empty drawing library, which is quicker."""
    silent = "window.Plotly = {react: async () => {}, relayout: async () => {}, update: async () => {}, purge() {}}"
    page.route("**/plotly-cartesian.min.js*", lambda route: route.fulfill(body=silent, content_type="text/javascript"))


def visit(page: Page, site: str, query: str = "", *, slug: str = "entropy", drawn: bool = True) -> None:
    """Open a lesson and wait until it can be used; not `drawn` where a test looks at words and numbers only."""
    if not drawn:
        without_drawing(page)
    page.goto(f"{site}/{slug}{'?' if query else ''}{query}")
    page.wait_for_selector(f"{STAGE} [role=slider]", state="attached")
    if drawn:
        page.wait_for_selector(f"{STAGE} .main-svg", state="attached")
    page.wire.rest()


def frames(page: Page) -> None:
    """Let the browser draw what it was told."""
    page.evaluate(FRAMES)


def says(page: Page) -> str:
    return page.locator(f'{STAGE} [data-testid="says"]').inner_text()


def formula(page: Page) -> str:
    return page.locator(f'{STAGE} [data-testid="formula"]').inner_text()


def handle(page: Page, name: str, stage: str = STAGE) -> Locator:
    return page.locator(f'{stage} [data-handle="{name}"]')


def value(knob: Locator) -> float:
    return float(knob.get_attribute("aria-valuenow"))


def values(page: Page) -> list[float]:
    """The probabilities that the handles say they stand at."""
    knobs = page.locator(f'{STAGE} [data-figure="bars"] [role="slider"]:visible')
    return [float(now) for now in knobs.evaluate_all("all => all.map((one) => one.getAttribute('aria-valuenow'))")]


def middle(knob: Locator) -> tuple[float, float]:
    knob.scroll_into_view_if_needed()
    box = knob.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def parameters(page: Page) -> dict[str, str]:
    return {name: said[0] for name, said in parse_qs(urlsplit(page.url).query).items()}


def weights(page: Page) -> list[int]:
    """The weights that the address holds; the first state has none."""
    return [int(weight) for weight in parameters(page).get("p", "9,1").split(",")]


def probabilities(page: Page) -> list[float]:
    held = weights(page)
    return [weight / sum(held) for weight in held]


def numbers(text: str) -> list[float]:
    return [float(found.replace(",", "").replace("−", "-").replace("∞", "inf")) for found in NUMBER.findall(text)]


def shown_entropy(page: Page) -> float:
    """The number behind the last sign of equality in the formula."""
    return numbers(formula(page).rsplit("=", 1)[1])[0]


def press(page: Page, knob: Locator, *keys: str) -> None:
    """Press keys on a handle, and leave it: only then is the run of them sent, as one deed."""
    knob.focus()
    for key in keys:
        page.keyboard.press(key)
    frames(page)
    knob.blur()
    page.wire.rest()


def opened(page: Page, site: str, where: str, scene: str) -> str:
    """Open an address and wait until one of its stages is drawn; the selector of that stage."""
    stage = stage_of(scene)
    page.goto(f"{site}/{where}")
    page.wait_for_selector(f"{stage} .main-svg", state="attached", timeout=30_000)
    # What plays itself on arrival begins when the still goes.
    page.wait_for_selector("#lossviz-poster", state="detached")
    page.wait_for_selector(f"{stage}:not(.lv-entering)", state="attached")
    page.wire.rest()
    return stage


def where(slug: str, address: Mapping[str, str], fold: str = "") -> str:
    """The path and query of a lesson's address, with its fold open."""
    said = {**address, **({"open": fold} if fold else {})}
    return (
        ("" if slug == "home" else slug) + "?" * bool(said) + "&".join(f"{name}={text}" for name, text in said.items())
    )


def stage_of(scene: str) -> str:
    return f'[data-testid="stage"][data-scene="{scene}"]'


def exact_values(page: Page) -> None:
    """Open the drawer of a lesson's exact values."""
    page.get_by_text("Exact values").first.click()
    page.wire.rest()


def field(page: Page, name: str) -> Locator:
    """The box of a parameter in that drawer."""
    slug = urlsplit(page.url).path.rstrip("/").rsplit("/", 1)[1]
    key = re.sub(r"[^\w-]", "-", f"{slug}.{name}")
    return page.locator(f".st-key-{key} input, .st-key-{key} textarea")


def enter(page: Page, name: str, text: str) -> None:
    """Type an exact value and wait for what comes of it."""
    field(page, name).fill(text)
    sent = len(page.wire.sent)
    field(page, name).press("Control+Enter")
    until(page, lambda: len(page.wire.sent) > sent)
    page.wire.rest()


def address_changes(page: Page, before: str) -> None:
    """Wait for the address to follow, and for the page to come to rest after it."""
    until(page, lambda: page.url != before)
    page.wire.rest()


def drag(page: Page, name: str, along: float, *, steps: int = 20, stage: str = STAGE, release: bool = True) -> set[str]:
    """Pull a handle by so many pixels along its axis, half as many down where it has two.

    Returns the sentences that were seen while it was held.
    """
    knob = handle(page, name, stage)
    x, y = middle(knob)
    axis = knob.get_attribute("data-axis")
    seen = set()
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, steps + 1):
        gone = along * step / steps
        page.mouse.move(x + (0 if axis == "y" else gone), y + {"y": gone, "xy": gone / 2}.get(axis, 0))
        if step % 4 == 0:
            frames(page)
            seen.add(page.locator(f'{stage} [data-testid="says"]').inner_text())
    frames(page)
    if release:
        page.mouse.up()
    return seen


class Finger:
    """A finger on a touch screen, by the browser's own protocol."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session: CDPSession = page.context.new_cdp_session(page)

    def _send(self, kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def drag(self, knob: Locator, dx: float, dy: float, steps: int = 12) -> None:
        x, y = middle(knob)
        self._send("touchStart", (x, y))
        for step in range(1, steps + 1):
            self._send("touchMove", (x + dx * step / steps, y + dy * step / steps))
        frames(self.page)

    def lift(self) -> None:
        self._send("touchEnd")


LIT = """() => {
  const isAway = (place) => !place.checkVisibility() || place.closest("section[data-fold]:not([data-near])")
  const isDrawn = (place) => isAway(place) || place.querySelector(".main-svg, canvas")
  return document.querySelector("main[data-lesson]") && !document.querySelector(".lv-still")
    && [...document.querySelectorAll(".lv-place")].every(isDrawn)
    && !document.querySelector('[data-testid="stage"][data-busy]')
}"""


def lit(page: Page) -> None:
    """Wait until a light page has drawn all that it shows, and every question is answered."""
    page.wait_for_function(LIT)
    frames(page)
    page.wait_for_function(LIT)


def view(page: Page, site: str, path: str) -> str:
    """Open a light page, and wait until it is drawn; the selector of the lesson's own stage."""
    page.goto(f"{site}/lossviz/view/{path}")
    lit(page)
    return stage_of(path.partition("?")[0])
