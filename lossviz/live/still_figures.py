"""The figures of a stage without a script: captions, what is drawn, axes, labels and handles."""

from collections.abc import Collection
from html import escape

from lossviz.figures.svg import Frame
from lossviz.live.still_elements import hinted, knob, share
from lossviz.scene.scene import Figure, Handle, Scene
from lossviz.scene.still import Still, is_surface

WIDTH, GAP = 1110, 19  # pixels of a wide page: what stays square or pointed is drawn for it
HIDDEN = "Hidden until you check"


class StillFigures:
    """The figures of a scene; `hidden` names those, and the parts of those, that an open question hides.

    It locks the handles that `locked` names.
    """

    def __init__(self, scene: Scene, still: Still, hidden: Collection[str], locked: Collection[str]) -> None:
        self.scene = scene
        self.still = still
        self.hidden = hidden
        self.locked = locked
        self.hinted = hinted(scene)

    def html(self) -> str:
        """All of them, and what stands under them on a phone."""
        figures = "".join(self.figure(one) for one in self.scene.figures)
        return f'<div class="lv-view"><div class="lv-figures">{figures}</div>{self.pages()}</div>'

    def pages(self) -> str:
        """On a phone a dot for each figure."""
        count = len(self.scene.figures)
        dots = "".join(f'<span class="lv-page"{" aria-current" if i == 0 else ""}></span>' for i in range(count))
        return f'<div class="lv-pages">{dots}</div>' if count > 1 else ""

    def figure(self, figure: Figure) -> str:
        is_hidden = figure.name in self.hidden
        names = "".join(
            f" {name}"
            for name, holds in (
                ("lv-first", figure.name == self.first),
                ("lv-tall", figure.rows > 1),
                ("lv-square", figure.square),
                ("lv-concealed", is_hidden),
            )
            if holds
        )
        caption = HIDDEN if is_hidden else self.still.words(figure.caption)
        size = f"--columns:{figure.columns};--rows:{figure.rows};--height:{figure.height}px;"
        size += f"--narrow-height:{figure.narrow_height or figure.height}px"
        return (
            f'<figure class="lv-figure{names}" style="{size}"><figcaption>{escape(caption)}</figcaption>'
            f'<div class="lv-sheet">{"" if is_hidden else self.sheet(figure)}</div></figure>'
        )

    @property
    def first(self) -> str:
        """The figure that stands first on a phone."""
        handles = [one for one in self.scene.handles if one.figure]
        opening = next((one.figure for one in handles if self.scene.opening in one.tables), self.scene.figures[0].name)
        if opening not in self.hidden:
            return opening
        return next((one.figure for one in handles if one.figure not in self.hidden), opening)

    def sheet(self, figure: Figure) -> str:
        width = WIDTH * figure.columns / 12 - GAP * (1 - figure.columns / 12)
        hidden = [name.partition(".")[2] for name in self.hidden if name.startswith(f"{figure.name}.")]
        margin, frame = self.still.margin(figure), self.still.frame(figure, width)
        if is_surface(figure):
            drawn, axes = '<span class="lv-still-track"></span>', ""
            under = f'<div class="lv-plot">{self.still.surface(figure, width, hidden)}</div>'
        else:
            drawn, axes, under = self.still.area(figure, frame, hidden), self.axes(figure, frame), ""
        inset = " ".join(f"calc({margin[side]}px*var(--lv-scale))" for side in "trbl")
        labels = "".join(self.labels(figure, frame))
        handles = "".join(self.handle(one, frame) for one in self.scene.handles if one.figure == figure.name)
        return f'{under}<div class="lv-still-area" style="inset:{inset}">{drawn}{axes}{labels}{handles}</div>'

    def axes(self, figure: Figure, frame: Frame) -> str:
        """The texts of the ticks, and the titles."""
        drawn, longest = [], 0
        for tick in self.still.ticks(figure, frame, "xaxis"):
            drawn.append(f'<span class="lv-tick-x" style="left:{share(tick.share)}">{escape(tick.text)}</span>')
        for tick in self.still.ticks(figure, frame, "yaxis"):
            longest = max(longest, len(tick.text))
            drawn.append(f'<span class="lv-tick-y" style="top:{share(tick.share)}">{escape(tick.text)}</span>')
        for axis, name in (("xaxis", "lv-title-x"), ("yaxis", "lv-title-y")):
            title = (figure.plot["layout"][axis].get("title") or {}).get("text", "")
            if title:
                drawn.append(f'<span class="{name}" style="--letters:{longest}">{escape(title)}</span>')
        return "".join(drawn)

    def labels(self, figure: Figure, frame: Frame) -> list[str]:
        shown = [
            one
            for one in self.scene.labels
            if one.figure == figure.name
            and self.is_placed(one.x, one.y)
            and self.still.holds(one.when)
            and f"{figure.name}.{one.part}" not in self.hidden
        ]
        below = sum(one.anchor == "below" for one in shown) or 1
        drawn = []
        for one in shown:
            x, y = self.place(one.x, one.y, frame)
            # A label above a mark that leaves the frame stays inside it.
            top = f"max({share(y)},36px)" if one.anchor == "above" else share(y)
            room = f";max-width:calc({100 / below:.2f}% - 1px)" if one.anchor == "below" else ""
            drawn.append(
                f'<span class="lv-label lv-{one.anchor}{" lv-small" * one.small}" data-role="{one.role}" '
                f'style="left:{share(x)};top:{top}{room}">{escape(self.still.words(one.text))}</span>'
            )
        return drawn

    def is_placed(self, x: str, y: str) -> bool:
        """Whether neither reference is NaN."""
        across, up = self.still.number(x), self.still.number(y)
        return across == across and up == up

    def place(self, x: str, y: str, frame: Frame) -> tuple[float, float]:
        """The shares of a frame at which a point lies; outside it stops at the edge."""
        found = frame.across(self.still.number(x)), frame.down(self.still.number(y))
        return min(1.0, max(0.0, float(found[0]))), min(1.0, max(0.0, float(found[1])))

    def handle(self, handle: Handle, frame: Frame) -> str:
        if not self.is_placed(handle.x, handle.y) or not self.still.holds(handle.when):
            return ""
        x, y = self.place(handle.x, handle.y, frame)
        style = f"left:{share(x)};top:{share(y)}"
        return knob(
            handle, style, is_hinted=handle is self.hinted, is_late=x > 0.8, is_locked=handle.name in self.locked
        )
