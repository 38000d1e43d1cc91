"""The stage as it will stand, without a script: the same elements and classes, so that one style sheet places both.

Nothing in it answers; it is shown until the stage itself has drawn. What an open question hides is not in it at all.
"""

import re
from collections.abc import Callable, Collection, Sequence
from html import escape
from typing import Any

from lossviz.figures.svg import Frame
from lossviz.scene import template, track
from lossviz.scene.scene import Figure, Handle, Link, Prediction, Scene, State, Table
from lossviz.scene.still import Still, is_surface
from lossviz.scene.track import TrackMark, Zone

# As the stage has them (`stage/draw/words.js`, `stage/input/handles.js`, `stage/input/controls.js`).
LINE, NUMBER = 90, "00000"
FEW, CROWD, MOST_TICKS, LINKS = 4, 9, 21, 6
WIDTH, GAP = 1110, 19  # pixels of a wide page: what stays square or pointed is drawn for it
HIDDEN, SET_FIRST = "Hidden until you check", "Set the handle, then press Check."


def button(text: str, more: str = "") -> str:
    """A button that stands there and does nothing."""
    return f'<button class="lv-button{more}">{escape(text)}</button>'


class StillStage:
    """The stage of a scene in its present state; `predict` names the question that is open, `goal` the goal.

    `is_current` tells whether a state that a link leads to is the present one, `terms` are explained on the page.
    """

    def __init__(
        self,
        scene: Scene,
        is_current: Callable[[State], bool],
        *,
        predict: str = "",
        goal: str = "",
        terms: Sequence[str] = (),
    ) -> None:
        self.scene = scene
        self.terms = terms
        self.is_current = is_current
        self.still = Still(scene)
        self.open: Prediction | None = next((one for one in scene.predictions if one.name == predict), None)
        self.hidden = frozenset(self.open.hidden_until_checked if self.open else ())
        self.goal = next((one for one in scene.goals if one.name == goal), None)

    @property
    def sentence(self) -> str:
        """What the picture says; of an open question what it asks."""
        return self.open.ask if self.open else self.scene.sentence()

    def html(self) -> str:
        """The whole of it."""
        figures = "".join(self.figure(one) for one in self.scene.figures)
        longest = max(len(re.sub(r"\{.*?\}", NUMBER, text)) for text in self.scene.sentences)
        two = " lv-two" if longest > LINE else ""
        says = SET_FIRST if self.hidden else self.scene.sentence()
        asked, offered = (self.question(), "") if self.open else ("", self.question())
        return (
            f'<section class="lv-stage"><div class="lv-inside"><div class="lv-hand">{self.goal_line()}{asked}'
            f'<div class="lv-view"><div class="lv-figures">{figures}</div>{self.pages()}</div>'
            f'<p class="lv-says{two}">{escape(says)}</p>'
            f'<div class="lv-tracks">{self.tracks()}</div>{self.run()}{self.actions()}{offered}{self.links()}</div>'
            f"{self.explained()}{self.formula()}</div></section>"
        )

    def run(self) -> str:
        """The room of the line that says how far a job is."""
        return '<div class="lv-run"></div>' if self.scene.awaited else ""

    def goal_line(self) -> str:
        if not self.goal:
            return ""
        is_met = not self.hidden and self.still.number(self.goal.met) == 1
        met = " lv-met" if is_met else ""
        return f'<p class="lv-goal{met}">Goal: {escape(self.goal.text)} {"✓ Goal reached." if is_met else ""}</p>'

    # ---- the question and the switches

    def question(self) -> str:
        """The question that is open, or the one that is offered."""
        asked = self.open or next(iter(self.scene.predictions), None)
        if not asked:
            return '<div class="lv-predict" hidden></div>'
        place = f"{self.scene.predictions.index(asked) + 1} of {len(self.scene.predictions)}"
        if self.open:
            title = f"Question {place}. Done or Skip brings your own settings back."
            buttons = [button("Check", " lv-strong"), button("Skip")]
        else:
            title, buttons = f"Predict first, {place}", [button("Try it")]
            buttons += [button("Another")] if len(self.scene.predictions) > 1 else []
        reply = '<p class="lv-reply"></p>' if self.open else ""
        return (
            f'<div class="lv-predict{" lv-open" if self.open else ""}"><span class="lv-predict-title">{title}</span>'
            f'<span class="lv-ask">{escape(asked.ask)}</span><span class="lv-buttons">{"".join(buttons)}</span>'
            f"{reply}</div>"
        )

    @property
    def locked(self) -> str:
        """The class of a link that changes nothing while a question is open."""
        return " lv-locked" if self.open else ""

    def choices(self) -> str:
        drawn = []
        for one in self.scene.choices:
            texts = [text for text, _ in one.options]
            if len(texts) > FEW and not one.on:
                options = "".join(f"<option{chosen(text == one.current)}>{escape(text)}</option>" for text in texts)
                shown = f"<select{' disabled' if self.open else ''}>{options}</select>"
            else:
                on = one.on or (one.current,)
                links = "".join(
                    f'<a class="{self.locked}"{" aria-current" if text in on else ""}>{escape(text)}</a>'
                    for text in texts
                )
                shown = f'<div class="lv-positions">{links}</div>'
            drawn.append(f'<div class="lv-choice"><span>{escape(one.label)}</span>{shown}</div>')
        return f'<div class="lv-choices">{"".join(drawn)}</div>'

    # ---- figures

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
                f'<span class="lv-label lv-{one.anchor}" data-role="{one.role}" '
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
        return self.knob(handle, f"left:{share(x)};top:{share(y)}", is_late=x > 0.8)

    def knob(self, handle: Handle, style: str, *, is_late: bool) -> str:
        """What a handle is taken by; the one that is hinted at says so."""
        name = "lv-handle" + (" lv-hint" if handle is self.hinted else "") + (" lv-late" if is_late else "")
        look = f' data-look="{handle.look}"' if handle.look else ""
        return (
            f'<span class="{name}" data-axis="{handle.axis}" data-role="{handle.role}"{look} style="{style}">'
            '<span class="lv-grip"></span></span>'
        )

    @property
    def hinted(self) -> Handle | None:
        scene = self.scene
        if scene.hint:
            return next(one for one in scene.handles if one.name == scene.hint)
        if len(scene.handles) >= CROWD:
            return None
        return next((one for one in scene.handles if scene.opening in one.tables), None)

    # ---- below the figures

    def tracks(self) -> str:
        """In the one order: what is played, what the lesson is about, switches, and the rest."""
        player = self.scene.player
        tracks = [one for one in self.scene.handles if not one.figure]
        played = [one for one in tracks if player and one.name == player.handle]
        others = [one for one in tracks if one not in played]
        main = [one for one in others if one.name == self.scene.hint] or (others[:1] if player else [])
        rest = [one for one in others if one not in main]
        lead = [*map(self.track, played), *(self.track(one, " lv-main") for one in main)]
        return "".join([self.player(), *lead, self.choices(), *map(self.track, rest)])

    def player(self) -> str:
        player = self.scene.player
        if not player:
            return ""
        speeds = "".join(f"<option{chosen(one == player.speed)}>{escape(one)}×</option>" for one in player.speeds)
        buttons = button("‹") + button("Play", " lv-play") + button("›")
        return f'<div class="lv-player">{buttons}<select>{speeds}</select></div>'

    def track(self, handle: Handle, more: str = "") -> str:
        low, high, now, ticks = self.domain(handle)
        at = min(1.0, max(0.0, (now - low) / ((high - low) or 1)))
        marks = "".join(f'<i style="left:{share(k / (ticks - 1))}"></i>' for k in range(ticks))
        zones = self.scene.zones.get(handle.name)
        zoned = " lv-zoned" if zones else ""
        kinds = zones.indices() if zones and not self.hidden else ()
        under, named = self.zones(zones.kinds, kinds) if zones and len(kinds) else ("", "")
        marks += "" if self.hidden else "".join(self.track_mark(one, low, high) for one in handle.marks)
        hidden = "" if self.still.holds(handle.when) else " hidden"
        return (
            f'<div class="lv-track{more}{zoned}"{hidden}>'
            f'<span class="lv-track-name">{escape(self.still.words(handle.label))}</span>'
            f'<div class="lv-track-line">{under}{marks}{self.knob(handle, f"left:{share(at)}", is_late=at > 0.5)}</div>'
            f'<span class="lv-track-value">{escape(self.still.words(handle.value_text))}</span>{named}</div>'
        )

    def zones(self, zones: Sequence[Zone], kinds: Any) -> tuple[str, str]:
        """The band of a track and its names, and the name of where its handle stands."""
        stretches = track.stretches(kinds[:-1])
        band = "".join(
            f'<b class="lv-zone" data-role="{zones[one.kind].role}" '
            f'data-pattern="{zones[one.kind].pattern}" '
            f'style="left:{share(one.start)};width:{share(one.end - one.start)}"></b>'
            for one in stretches
        )
        names = "".join(
            f'<span style="flex-grow:{1000 * (one.end - one.start):.0f}">'
            f"{escape(zones[one.kind].name) if one.named else ''}</span>"
            for one in stretches
        )
        return (
            f'<div class="lv-zones">{band}</div><div class="lv-zone-names">{names}</div>',
            f'<span class="lv-zone-now">{escape(zones[kinds[-1]].name)}</span>',
        )

    def track_mark(self, mark: TrackMark, low: float, high: float) -> str:
        """A mark on a track, if it lies there."""
        at = (self.still.number(mark.at) - low) / (high - low)
        if not 0 <= at <= 1 or not self.still.holds(mark.when):
            return ""
        return f'<span class="lv-track-mark" style="left:{share(at)}">{escape(self.still.words(mark.text))}</span>'

    def domain(self, handle: Handle) -> tuple[float, float, float, int]:
        """The lowest and the highest place of a handle, the present one, and how many ticks there are."""
        if handle.grid:
            grid: Any = self.scene.grids[handle.grid]
            return grid.low[0], grid.high[0], grid.now[0], 0
        at = int(self.still.number(handle.which)) if handle.which else 0
        table: Table = self.scene.tables[handle.tables[at]]
        places = table.places
        return float(places[0]), float(places[-1]), table.now, len(places) if 1 < len(places) <= MOST_TICKS else 0

    def actions(self) -> str:
        if not self.scene.actions:
            return '<div class="lv-actions" hidden></div>'
        buttons = "".join(f'<a class="lv-button{self.locked}">{escape(one.text)}</a>' for one in self.scene.actions)
        return f'<div class="lv-actions">{buttons}</div>'

    def formula(self) -> str:
        rows = []
        for line in self.scene.formula:
            is_note = all(part.role == "muted" for part in line)
            is_live = is_note or any(template.template_names(part.text) for part in line)
            parts = [] if is_live and self.hidden else [one for one in line if self.still.holds(one.when)]
            spans = "".join(
                f'<{tag} data-role="{one.role}"{self.marked(one.mark)}>{escape(self.still.words(one.text))}</{tag}>'
                for one in parts
                for tag in ("a" if one.page else "span",)
            )
            rows.append(f"<p>{spans}</p>")
        shown = len(rows) - self.scene.details
        details = '<details class="lv-details"><summary>Details</summary></details>' if self.scene.details else ""
        concealed = " lv-concealed" if self.hidden else ""
        return f'<div class="lv-formula{concealed}">{"".join(rows[:shown])}</div>{details}'

    def explained(self) -> str:
        names = f"Terms: {', '.join(self.terms)}"
        hidden = "" if self.terms else " hidden"
        return f'<details class="lv-details lv-terms"{hidden}><summary>{escape(names)}</summary></details>'

    def marked(self, mark: str) -> str:
        return ' class="lv-highlighted"' if mark and self.still.number(mark) > 0 else ""

    def links(self) -> str:
        title = '<span class="lv-links-title">Try this</span>' if self.scene.links else ""
        current = [not self.hidden and self.is_current(one.state) for one in self.scene.links]
        first = first_shown(self.scene.links)
        are_all_shown = any(here and i not in first for i, here in enumerate(current))
        groups: dict[str, str] = {}
        for i, (one, here) in enumerate(zip(self.scene.links, current, strict=True)):
            mark = " aria-current" if here and not self.open else ""
            shown = f'<a class="{self.locked}"{mark}>{escape(one.text)}</a>' if are_all_shown or i in first else ""
            groups[one.group] = groups.get(one.group, "") + shown
        rows = "".join(group_of_links(name, links) for name, links in groups.items())
        if rest := len(current) - len(first):
            rows += button("Fewer" if are_all_shown else f"{rest} more", " lv-more")
        note = self.scene.links[current.index(True)].note if True in current else ""
        about = f'<p class="lv-about">{escape(note)}</p>' if self.scene.links else ""
        reset = f'<a class="lv-reset{self.locked}">Reset</a>' if self.scene.resets else ""
        hidden = "" if rows or reset else " hidden"
        return f'<div class="lv-links"{hidden}>{title}{rows}{reset}{about}</div>'


def first_shown(links: Sequence[Link]) -> Collection[int]:
    """Which links stand there at first: the first of each group, then the second of each, as many as have room."""
    every = range(len(links))
    if len(links) <= LINKS + 1:
        return every
    place = [sum(one.group == link.group for one in links[:i]) for i, link in enumerate(links)]
    return sorted(every, key=lambda i: place[i])[:LINKS]


def group_of_links(name: str, links: str) -> str:
    """Links after the name of their group, if they have one."""
    if not name:
        return links
    return f'<div class="lv-kind"><span class="lv-kind-name">{escape(name)}</span>{links}</div>'


def share(part: float) -> str:
    """A share of the frame as a style sheet writes it."""
    return f"{100 * part:.2f}%"


def chosen(is_chosen: bool) -> str:
    """The attribute of the option that a list shows."""
    return " selected" if is_chosen else ""
