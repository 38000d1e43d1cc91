"""The light page as HTML: a lesson's words, and a still of its state, whose place the stage takes.

All that it refers to is relative to its own address, `<root>/lossviz/view/<slug>`.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from lossviz.lessons import registry
from lossviz.live import freshness, poster, stage_files
from lossviz.scene.lesson import Address, Fold, Lesson

ENTRY = "view.js"
OWN = f"../{stage_files.VERSION}"
FAVICON = poster.LOGO.with_name("favicon.svg")
LOCKED = "A question is open above. Answer or skip it first: this part could change what it asks about."


def html(
    lesson: Lesson,
    still: poster.Still | None,
    *,
    address: Address,
    notes: Sequence[str],
    query: str,
    places: Mapping[str, str],
) -> str:
    """The page of a lesson at an address; `query` is that address as it came, `notes` what of it is not understood."""
    said = poster.words(lesson, still)
    is_presented = address.get("present") == "1"
    asked = f"?{escape(query)}" if query else ""
    return f"""<!doctype html>
<html lang="en"{f' class="{poster.PRESENTING}"' if is_presented else ""}>
<head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    {poster.tags(said, **places)}
    <link rel="icon" href="{poster.data_address(FAVICON)}">
    <link rel="preload" as="fetch" crossorigin href="../scene/{lesson.slug}{asked}">
    <link rel="preload" as="script" href="{OWN}/{stage_files.PLOTLY.name}">
    {preloaded()}
    <style>{style()}</style>
</head>
<body class="lv-page">
    <header class="lv-page-head">
        <a href="../../"><img src="{poster.logo()}" alt="lossviz"></a>
        <a data-whole href="../../{lesson.slug}{asked}" target="_top">Open the whole lesson</a>
    </header>
    <main data-lesson="{lesson.slug}" data-version="{freshness.version()}">
        <h1>{poster.headline(lesson)}</h1>
        <p class="lv-introduction">{poster.marked_up(lesson.introduction)}</p>
        <div class="lv-notes" role="status">{"".join(f"<p>{escape(note)}</p>" for note in notes)}</div>
        {place(lesson.slug, still.html if still else "")}
        <noscript><p>Without JavaScript this page is a still picture: nothing in it can be pulled.</p></noscript>
        {"".join(fold(lesson, one) for one in sorted(lesson.folds, key=lambda one: not one.is_section))}
        {references(lesson)}
    </main>
    <p class="lv-line" role="status" hidden></p>
    <script type="module" src="{OWN}/{ENTRY}"></script>
</body>
</html>
"""


def place(path: str, still: str = "") -> str:
    """Where a picture comes, with its still until then."""
    inside = f'<div id="{poster.ID}" class="lv-still">{still}</div>' if still else '<div class="lv-room"></div>'
    return f'<div class="lv-place" data-path="{path}">{inside}</div>'


def fold(lesson: Lesson, one: Fold) -> str:
    """A fold or a section; its picture is drawn when it is opened, or comes near."""
    inside = (
        f"<p>{poster.marked_up(one.introduction)}</p>"
        f'<p class="lv-fold-locked" hidden>{LOCKED}</p>{place(f"{lesson.slug}/{one.slug}")}'
    )
    if one.is_section:
        return f'<section data-fold="{one.slug}"><h2>{escape(one.title)}</h2>{inside}</section>'
    return f'<details data-fold="{one.slug}"><summary>{escape(one.title)}</summary>{inside}</details>'


def references(lesson: Lesson) -> str:
    """The literature."""
    if not lesson.references:
        return ""
    items = "".join(f"<li>{poster.marked_up(one)}</li>" for one in lesson.references)
    return f'<details class="lv-references"><summary>References</summary><ul>{items}</ul></details>'


@cache
def preloaded() -> str:
    """The modules of the page, so that none waits for the one that imports it."""
    return "\n    ".join(
        f'<link rel="modulepreload" href="{OWN}/{name}">' for name in stage_files.modules(ENTRY, "poster.js")
    )


@cache
def style() -> str:
    """The style sheets of the stage, of stills, and of the page itself."""
    return "".join(map(stage_files.style, (stage_files.STYLE, "poster.css", "view.css")))


def nowhere(slug: str) -> str:
    """The page for a name that no lesson has."""
    links = "".join(f'<li><a href="{one.slug}">{escape(registry.numbered(one))}</a></li>' for one in registry.LESSONS)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(poster.SITE)}</title></head>'
        f"<body><h1>There is no lesson {escape(slug[:40])} here.</h1><p>These are the lessons:</p><ul>{links}</ul>"
        "</body></html>"
    )
