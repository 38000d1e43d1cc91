"""What a page shows before any script runs: its words, and a still of the very state that its address means."""

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from lossviz.inputs.parameter import State
from lossviz.lessons import registry
from lossviz.live import lesson_map
from lossviz.live.still_stage import StillStage
from lossviz.scene.lesson import Lesson

LOGO = Path(__file__).parents[2] / "assets" / "logo.svg"
ID = "lossviz-poster"
PRESENTING = "lv-presenting"  # the class of a page that is presented
LATER = "lossviz-later"  # what the page itself is made of, which is fetched once the poster is seen
SITE = "lossviz"
_INLINE = ((r"\*\*(.+?)\*\*", r"<strong>\1</strong>"), (r"\*(.+?)\*", r"<em>\1</em>"), (r"`(.+?)`", r"<code>\1</code>"))


@dataclass(frozen=True)
class Words:
    """What is said of a page in one line each, for its tab, for a search engine and for who shares it."""

    title: str
    question: str
    description: str
    introduction: str


@dataclass(frozen=True)
class Still:
    """The stage of one state: its HTML, and what the state says of itself."""

    html: str
    sentence: str

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.html) + len(self.sentence)


def still(lesson: Lesson, address: Mapping[str, str], state: State) -> Still:
    """The still of a state."""
    defaults = {one.name: one.default_text for one in lesson.parameters}

    def is_current(linked: Mapping[str, str]) -> bool:
        return all(state.texts.get(name, "") == (text or defaults.get(name, "")) for name, text in linked.items())

    said = {name: address.get(name, "") for name in ("predict", "goal")}
    stage = StillStage(lesson.build(state), is_current, terms=lesson.terms, **said)
    return Still(stage.html(), stage.sentence)


def title(page: str) -> str:
    """What the tab of a page says."""
    return f"{page} · {SITE}"


def words(lesson: Lesson, drawn: Still | None) -> Words:
    """What is said of a lesson; without a still its introduction describes it."""
    introduction = plain(lesson.introduction)
    return Words(lesson.title, lesson.question, drawn.sentence if drawn else introduction, introduction)


def plain(markdown: str) -> str:
    """Markdown without its marks."""
    for pattern, _ in _INLINE:
        markdown = re.sub(pattern, r"\1", markdown)
    return markdown


def marked_up(markdown: str) -> str:
    """The Markdown of an introduction as HTML."""
    text = escape(markdown)
    for pattern, tag in _INLINE:
        text = re.sub(pattern, tag, text)
    return text


def html(
    lesson: Lesson, drawn: Still | None, menu: Sequence[str], base: str = "", *, is_presented: bool = False
) -> str:
    """The poster of a lesson, the stage in it if there is a still; nobody can reach it, the page itself comes behind.

    `base` is the path that the whole app is served from. Where the page is presented there is no more than its title
    and the stage.

    A screen reader passes over it: the page has the same words.
    """
    head = f"<h1>{headline(lesson)}</h1>"
    if is_presented:
        above = f'<main><div class="st-key-presenting">{head}<span>Leave presenting</span></div>'
    else:
        above = (
            f'<header class="lv-poster-head"><img src="{logo()}" alt=""><nav>{titles(lesson, menu)}</nav></header>'
            f'<main>{head}<p class="lv-poster-text">{marked_up(lesson.introduction)}</p>'
        )
    lessons = lesson_map.html(base) if drawn and lesson is registry.HOME else ""
    return (
        f'<div id="{ID}" class="lv-poster" aria-hidden="true" inert>{above}'
        f"{drawn.html if drawn else ''}{lessons}</main></div>"
    )


def titles(lesson: Lesson, menu: Sequence[str]) -> str:
    """The menu, the lesson marked in it."""
    own = registry.numbered(lesson)
    here = menu.index(own) if own in menu else -1
    return "".join(menu_entry(title, "aria-current" if i == here else "") for i, title in enumerate(menu))


def headline(lesson: Lesson) -> str:
    """What stands over the page: for a lesson its number and name, with its question beside them."""
    if lesson is registry.HOME:
        return escape(lesson.question)
    return f"{escape(registry.numbered(lesson))} <span>{escape(lesson.question)}</span>"


def menu_entry(title: str, state: str) -> str:
    """The title of a page in the menu."""
    return f'<span data-title="{escape(title)}" {state}>{escape(title)}</span>'


def menu(questions: str) -> list[str]:
    """The titles of all pages, in the order of the menu; `questions` is that of the page without a lesson."""
    return [registry.HOME.title, *map(registry.numbered, registry.LESSONS), questions]


@cache
def data_address(path: Path) -> str:
    """An SVG file, as an address that holds it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(path.read_bytes()).decode()}"


def logo() -> str:
    """The logo, as an address that holds it."""
    return data_address(LOGO)


def unscripted(said: Words) -> str:
    """What a page says where no script runs: the words once more, for who cannot see the poster."""
    return (
        "<p>Without JavaScript this page is a still picture: nothing in it can be pulled.</p>"
        f'<div class="lv-poster-words"><h1>{escape(said.question)}</h1><p>{escape(said.introduction)}</p>'
        f"<p>{escape(said.description)}</p></div>"
    )


def tags(said: Words, *, url: str = "", picture: str = "") -> str:
    """The title, and what is said to search engines and where a page is shared; `url` and `picture` are whole."""
    shared = f"{said.title}: {said.question}"
    properties = {
        "og:type": "website",
        "og:site_name": SITE,
        "og:title": shared,
        "og:description": said.description,
        "og:url": url,
        "og:image": picture,
    }
    names = {
        "description": said.description,
        "twitter:card": "summary_large_image",
        "twitter:title": shared,
        "twitter:description": said.description,
        "twitter:image": picture,
    }
    lines = [f'<meta property="{name}" content="{escape(text)}" />' for name, text in properties.items() if text]
    lines += [f'<meta name="{name}" content="{escape(text)}" />' for name, text in names.items() if text]
    tab = SITE if said.title == registry.HOME.title else title(said.title)
    return "\n    ".join([f"<title>{escape(tab)}</title>", *lines])
