"""A tab of a browser, with what the tests do in it; the browsers differ in a few commands only."""

import json
import subprocess
import time
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

PATIENCE = 30
SOON = 12
QUIET = 0.12
KEYS = {"ArrowUp": "\ue013", "ArrowDown": "\ue015", "ArrowLeft": "\ue012", "ArrowRight": "\ue014"}
PAUSE = {"type": "pause", "duration": 16}

# What a script of the tests may use: visible handles and links, found by the hooks of the page.
TOOLS = """
const visible = (one) => one.checkVisibility({visibilityProperty: true}) && one.getBoundingClientRect().width > 0
const stages = () => [...document.querySelectorAll('[data-testid="stage"]')]
const knob = ([stage, name]) => stages()[stage].querySelector(`[role="slider"][data-handle="${name}"]`)
const handles = () => stages().flatMap((stage, i) => [...stage.querySelectorAll('[role="slider"]')]
  .filter(visible).map((one) => [i, one.dataset.handle]))
const text = (id) => stages().map((stage) => stage.querySelector(`[data-testid="${id}"]`)?.innerText ?? "")
const resting = () => Boolean(document.querySelector('[data-testid="stApp"][data-test-script-state="notRunning"]'
  + '[data-test-connection-state="CONNECTED"]') && stages().length && handles().length && text("says").every(Boolean)
  && !document.querySelector('[data-testid="run"]:not([hidden], .lv-stopped)'))
const spoken = (one) => [one[1], knob(one).getAttribute("aria-label"), knob(one).getAttribute("aria-valuetext")]
const shown = () => [location.href, text("says"), text("formula"), handles().map(spoken)]
"""


class BrowserError(Exception):
    """The browser could not do what it was told; while a page is being replaced this passes."""


class Shown(NamedTuple):
    """Everything that a lesson says of its state; of a handle its name, its label and its value in words."""

    address: str
    says: list[str]
    formula: list[str]
    handles: list[list[str]]


class Handle(NamedTuple):
    """A handle by the number of its stage and its own name."""

    stage: int
    name: str


class Tab(ABC):
    """One tab. Waiting is for conditions, never for a time."""

    @abstractmethod
    def front(self) -> None:
        """Bring this tab to the front of the others: only there a browser draws."""

    @abstractmethod
    def open(self, address: str) -> None: ...

    @abstractmethod
    def reload(self) -> None: ...

    @abstractmethod
    def traverse(self, delta: int) -> None:
        """Go one entry of the history back (-1) or forward (1)."""

    @abstractmethod
    def evaluate(self, expression: str) -> str:
        """The value of a JavaScript expression, which is a promise of a string."""

    @abstractmethod
    def perform(self, sources: list[dict[str, Any]]) -> None:
        """Perform input actions, in the words of the WebDriver standard, which both browsers speak."""

    @abstractmethod
    def screenshot_data(self) -> str: ...

    @abstractmethod
    def errors(self) -> list[str]:
        """What the console complained about so far."""

    def run(self, body: str, *arguments: Any) -> Any:
        """What a piece of JavaScript returns; its arguments are in `given`."""
        script = f"const given = {json.dumps(arguments)}; {TOOLS} {body}"
        return json.loads(
            self.evaluate(f"(async () => JSON.stringify((await (async () => {{{script}}})()) ?? null))()")
        )

    def until(self, holds: Callable[[], bool], patience: float = PATIENCE) -> bool:
        """Wait for a condition; whether it came to hold."""
        end = time.monotonic() + patience
        while True:
            try:
                if holds():
                    return True
            except BrowserError:
                if time.monotonic() > end:
                    raise
            if time.monotonic() > end:
                return False
            time.sleep(0.03)

    @property
    def address(self) -> str:
        return str(self.run("return location.href"))

    @property
    def entries(self) -> int:
        return int(self.run("return history.length"))

    def handles(self) -> list[Handle]:
        return [Handle(*one) for one in self.run("return handles()")]

    def attribute(self, handle: Handle, name: str) -> str:
        return str(self.run("return knob(given[0]).getAttribute(given[1])", handle, name))

    def value(self, handle: Handle) -> float:
        return float(self.attribute(handle, "aria-valuenow"))

    def shown(self) -> Shown:
        return Shown(*self.run("return shown()"))

    def rest(self) -> Shown:
        """Wait until every script has run and nothing that is shown changes any more."""
        seen, since = None, time.monotonic()

        def quiet() -> bool:
            nonlocal seen, since
            now = self.shown() if self.run("return resting()") else None
            if now is None or now != seen:
                seen, since = now, time.monotonic()
            return time.monotonic() - since > QUIET

        assert self.until(quiet), f"the page does not come to rest: {seen}"
        assert seen is not None
        return seen

    def visit(self, address: str) -> Shown:
        """Open a lesson and wait until it can be used."""
        self.open(address)
        drawn = "return Boolean(document.querySelector('.main-svg')) && resting()"
        assert self.until(lambda: bool(self.run(drawn))), f"no picture at {address}"
        return self.rest()

    def after(self, address: str) -> Shown:
        """What is shown once the address is another one; after a while what is shown anyway."""
        self.until(lambda: self.address != address, SOON)
        return self.rest()

    def value_other_than(self, handle: Handle, value: float) -> float:
        """The value of a handle once it has moved; after a while the value it has anyway."""
        self.until(lambda: self.value(handle) != value, SOON)
        return self.value(handle)

    def like(self, state: Shown) -> Shown:
        """What is shown once it is a state that was seen before; after a while what is shown anyway."""
        self.until(lambda: self.shown() == state, SOON)
        return self.rest()

    def _middle(self, script: str, *arguments: Any) -> tuple[int, int]:
        """The middle of an element, scrolled to where it can be reached."""
        body = f"""const found = {script}; found.scrollIntoView({{block: "center", behavior: "instant"}})
          await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
          const box = found.getBoundingClientRect()
          return [box.left + box.width / 2, box.top + box.height / 2]"""
        x, y = self.run(body, *arguments)
        return round(x), round(y)

    def _mouse(self, *actions: dict[str, Any]) -> None:
        self.perform([{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": actions}])

    def click(self, script: str, *arguments: Any) -> None:
        """Click with the mouse on the element that a script returns."""
        x, y = self._middle(script, *arguments)
        self._mouse(_move(x, y), {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})

    def pull(self, handle: Handle, along: int, steps: int = 5) -> None:
        """Press on a handle and move it along its axis (half as far down where it has two), without letting go."""
        x, y = self._middle("knob(given[0])", handle)
        axis = self.attribute(handle, "data-axis")
        moves: list[dict[str, Any]] = []
        for step in range(1, steps + 1):
            gone = round(along * step / steps)
            moves += [_move(x + ("x" in axis) * gone, y + {"x": 0, "y": gone, "xy": gone // 2}[axis]), PAUSE]
        self._mouse(_move(x, y), {"type": "pointerDown", "button": 0}, *moves)

    def release(self) -> None:
        """Let go, and take the mouse away from the figures, which answer to it."""
        self._mouse({"type": "pointerUp", "button": 0}, _move(1, 1))

    def room(self, handle: Handle) -> int:
        """The direction in pixels along the axis in which a handle has more room: 1 or -1."""
        now, low, high = (float(self.attribute(handle, f"aria-value{which}")) for which in ("now", "min", "max"))
        return (1 if now < (low + high) / 2 else -1) * (-1 if self.attribute(handle, "data-axis") == "y" else 1)

    def drag(self, handle: Handle, along: int) -> Shown:
        """A whole pull by so many pixels towards where there is room."""
        before = self.address
        self.pull(handle, along * self.room(handle))
        self.release()
        return self.after(before)

    def press_arrow(self, handle: Handle) -> Shown:
        """Press the arrow key that moves a handle to where there is room, and let it go."""
        before, vertical = self.address, self.attribute(handle, "data-axis") == "y"
        keys = ("ArrowUp", "ArrowDown") if vertical else ("ArrowLeft", "ArrowRight")
        key = keys[self.room(handle) > 0]
        self.run("knob(given[0]).focus({preventScroll: true})", handle)
        down, up = ({"type": kind, "value": KEYS[key]} for kind in ("keyDown", "keyUp"))
        self.perform([{"type": "key", "id": "keyboard", "actions": [down, PAUSE, up]}])
        return self.after(before)

    def screenshot(self, path: Path) -> None:
        path.write_bytes(b64decode(self.screenshot_data()))


# A started browser: each use is a fresh visitor with a storage of its own, who opens tabs.
Browser = Callable[[], AbstractContextManager[Callable[[], Tab]]]


@contextmanager
def stopping(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """End a process that was started, also where it does not want to."""
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _move(x: int, y: int) -> dict[str, Any]:
    return {"type": "pointerMove", "x": x, "y": y, "duration": 0}
