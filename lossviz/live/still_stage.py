"""The stage as it will stand, without a script: the same elements and classes, so that one style sheet places both.

Nothing in it answers; it is shown until the stage itself has drawn. What an open question hides is not in it at all.
"""

import re
from collections.abc import Callable, Collection, Sequence
from html import escape
from itertools import zip_longest

from lossviz.live.still_elements import button, chosen, symbol
from lossviz.live.still_figures import StillFigures
from lossviz.live.still_tracks import StillTracks
from lossviz.scene import template
from lossviz.scene.answering import answering
from lossviz.scene.scene import Link, LinkedPart, Prediction, Scene, State
from lossviz.scene.still import Still

# As the stage has them (`stage/draw/words.js`, `stage/input/controls.js`).
LINE, NUMBER = 90, "00000"
FEW, LINKS = 4, 6
SET_FIRST = "Set the handles, then press Check."


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
        self.answering = answering(scene, self.open) if self.open else ()
        self.locked_handles = frozenset(one.name for one in scene.handles if self.open) - {*self.answering}
        self.goal = next((one for one in scene.goals if one.name == goal), None)

    @property
    def sentence(self) -> str:
        """What the picture says; of an open question what it asks."""
        return self.open.ask if self.open else self.scene.sentence()

    def html(self) -> str:
        """The whole of it."""
        longest = max(len(re.sub(r"\{.*?\}", NUMBER, text)) for text in self.scene.sentences)
        two = " lv-two" if longest > LINE else ""
        says = self.task() if self.hidden else self.scene.sentence()
        figures = StillFigures(self.scene, self.still, self.hidden, self.locked_handles).html()
        tracks = StillTracks(self.scene, self.still, self.hidden, self.locked_handles)
        actions, run = self.actions(), self.run()
        if self.scene.groups:
            controls = tracks.in_groups(self.switches(), actions, run)
        else:
            controls = f"{tracks.html(self.switches())}{run}{actions['']}"
        asked, offered = (self.question(), "") if self.open else ("", self.question())
        return (
            f'<section class="lv-stage"><div class="lv-inside"><div class="lv-hand">{self.goal_line()}{asked}'
            f'{figures}<p class="lv-says{two}">{escape(says)}</p>'
            f"{controls}{offered}{self.links()}</div>"
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

    def task(self) -> str:
        """What is to be done with an open question."""
        asked = [one for one in self.scene.handles if one.name in self.answering]
        if len(asked) != 1:
            return SET_FIRST
        return f"Set “{self.still.words(asked[0].label)}”, then press Check."

    @property
    def locked(self) -> str:
        """The class of a link that changes nothing while a question is open."""
        return " lv-locked" if self.open else ""

    def switches(self) -> dict[str, str]:
        """Each switch by its label."""
        drawn = {}
        for one in self.scene.choices:
            texts = [text for text, _ in one.options]
            if len(texts) > FEW and not one.on:
                options = "".join(f"<option{chosen(text == one.current)}>{escape(text)}</option>" for text in texts)
                shown = f"<select{' disabled' if self.open else ''}>{options}</select>"
            else:
                on = one.on or (one.current,)
                links = "".join(
                    f'<a class="{self.locked}"{" aria-current" if text in on else ""}>{mark}{escape(text)}</a>'
                    for mark, text in zip_longest(map(symbol, one.marks), texts, fillvalue="")
                )
                shown = f'<div class="lv-positions">{links}</div>'
            drawn[one.label] = f'<div class="lv-choice"><span>{escape(one.label)}</span>{shown}</div>'
        return drawn

    # ---- below the tracks

    def actions(self) -> dict[str, str]:
        """The actions of each group by its caption; under an empty one those of none."""
        drawn = {}
        for caption in ("", *(group.caption for group in self.scene.groups)):
            own = [one for one in self.scene.actions if one.group == caption]
            buttons = "".join(f'<a class="lv-button{self.locked}">{escape(one.text)}</a>' for one in own)
            drawn[caption] = f'<div class="lv-actions"{"" if own else " hidden"}>{buttons}</div>'
        return drawn

    def formula(self) -> str:
        rows = []
        for line in self.scene.formula:
            is_note = all(part.role == "muted" for part in line)
            is_live = is_note or any(template.template_names(part.text) for part in line)
            # What leads to a lesson says no number, so no question hides it.
            shown_parts = [one for one in line if isinstance(one, LinkedPart)] if is_live and self.hidden else line
            parts = [one for one in shown_parts if self.still.holds(one.when)]
            spans = "".join(
                f'<{tag} data-role="{one.role}"{self.marked(one.mark)}>{escape(self.still.words(one.text))}</{tag}>'
                for one in parts
                for tag in ("a" if isinstance(one, LinkedPart) else "span",)
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
