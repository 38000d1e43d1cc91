"""The way to all lessons on the home page as HTML: pieces for the page itself, and the whole of it for the poster."""

from html import escape

from lossviz.lessons import registry
from lossviz.live import stage_files
from lossviz.scene.lesson import Lesson


def picture(entry: Lesson, base: str) -> str:
    """The picture of a lesson; `base` is the path that the whole app is served from."""
    root = f"/{base.strip('/')}" if base.strip("/") else ""
    file = f"{root}/{stage_files.PREFIX}/{stage_files.VERSION}/thumbnails/{entry.slug}.svg"
    return f'<img class="lv-card-picture" src="{file}" width="240" height="128" alt="{escape(entry.title)}: a still">'


def words(entry: Lesson, where: str = "") -> str:
    """The question of a lesson, and `where` it was left in this visit."""
    note = f"You left it at {where}" if where else ""
    noted = f'<p class="lv-card-note">{escape(note)}</p>' if note else ""
    return f'<p class="lv-card-question">{escape(entry.question)}</p>{noted}'


def html(base: str) -> str:
    """The button and the map as they stand on the page, without their links."""
    groups = "".join(
        f'<h2>{escape(group)}</h2><div class="lv-group">{"".join(card(entry, base) for entry in entries)}</div>'
        for group, entries in registry.GROUPS.items()
    )
    start = f'<div class="lv-start"><span>{escape(registry.START)}</span></div>'
    return f'{start}<div class="lv-lessons">{groups}</div>'


def card(entry: Lesson, base: str) -> str:
    """One lesson."""
    name = f'<p class="lv-card-name">{escape(registry.numbered(entry))}</p>'
    return f'<div class="lv-card">{picture(entry, base)}{name}{words(entry)}</div>'
