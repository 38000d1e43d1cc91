"""The first page, usable: a visitor who has never been here, and a server that is warm."""

from statistics import median

from playwright.async_api import Browser

from tests.bench.bench import Bench, Place
from tests.bench.table import Row, compared

BAR = 1.3
# Looked for in every frame; the time is counted from the start of the navigation.
LOOK = """
((wanted) => {
  const look = () => {
    if (wanted.every((each) => document.querySelector(each))) window.usableAt = performance.now()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})
"""


async def usable(browser: Browser, url: str, wanted: list[str]) -> float:
    """Milliseconds from navigation until everything wanted stands on the page."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800})
    page = await context.new_page()
    await page.add_init_script(f"{LOOK}({wanted!r})")
    await page.goto(url)
    await page.wait_for_function("window.usableAt", timeout=60_000)
    spent = float(await page.evaluate("window.usableAt"))
    await context.close()
    return spent


async def measure(bench: Bench) -> list[Row]:
    """The bare page and each lesson by turns, after one round that does not count."""
    bare, ours = bench.servers.tuned("number").url, bench.servers.ours().url
    theirs: list[float] = []
    times: dict[Place, list[float]] = {lesson: [] for lesson in bench.lessons}
    for _ in range(bench.tries + 1):
        theirs.append(
            await usable(bench.browser, bare, ["[data-testid=stNumberInput]", ".stPlotlyChart .cartesianlayer .trace"])
        )
        for lesson, spent in times.items():
            url = f"{ours}/{lesson.address}"
            spent.append(await usable(bench.browser, url, [lesson.handles, lesson.drawn]))
    rows = []
    baseline = median(theirs[1:])
    for lesson, spent in times.items():
        mine = median(spent[1:])
        rows.append(compared(f"first page usable, {lesson}, against a bare page", mine, baseline, "ms", BAR))
    return rows
