"""What every lesson page has: its head, its state in the address, its foot."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from lossviz.front import address
from lossviz.front import unit_box as units
from lossviz.inputs import distribution as whole
from lossviz.inputs import outcome_names as names
from lossviz.inputs import points
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.inputs.units import UNITS
from lossviz.lessons.curriculum import CURRICULUM, Lesson
from lossviz.live import long_texts as kept
from lossviz.scene.scene import Goal, Prediction

PROSE = 720
INTRODUCTION = 900


def lesson(slug: str) -> Lesson:
    """The entry of the table of contents."""
    return next(entry for entry in CURRICULUM if entry.slug == slug)


def weights(name: str, first: str) -> Parameter:
    """A distribution in the address."""
    return Parameter(name, first, whole.parse, lambda read: whole.text(whole.reduced(read)))


def outcome_names(name: str) -> Parameter:
    """The names of outcomes in the address."""
    return Parameter(name, "", names.parse, ",".join)


def in_hand(name: str, choices: Sequence[str]) -> Parameter:
    """The outcome that sentence and formula speak of: the one that was pulled last."""
    return Parameter(name, choices[0], one_of(*choices))


UNIT = Parameter(units.KEY, "", one_of("", *UNITS))


def text_box(parameter: Parameter, label: str, explained: str = "", *, width: int = 220, hint: str = "") -> str:
    """A plain box for the exact value of a parameter, bound to the address."""
    typed = st.text_input(
        label,
        key=parameter.name,
        bind="query-params",
        width=width,
        help=explained or None,
        placeholder=hint or parameter.first,
    )
    return str(typed)


def points_box(parameter: Parameter, explained: str = "One point in each row: x and y.") -> str:
    """A box that takes points from a hand or a spreadsheet, and beside it a way to open a file.

    What is too long for a link is kept by the server, and the box then holds the name under which it is kept.
    """
    with st.expander("Your own points", key=f"{parameter.name}.fold"):
        typed = st.text_area(
            "Points",
            key=parameter.name,
            bind="query-params",
            height=120,
            help=f"{explained} Paste them from a spreadsheet, or write 1, 2; 2, 1.",
            placeholder=parameter.first.replace(";", "\n"),
            on_change=keep,
            args=(parameter,),
        )
        st.file_uploader(
            "Or open a CSV file with two columns",
            key=f"{parameter.name}.file",
            type=["csv", "txt", "tsv"],
            max_upload_size=2,
            on_change=opened,
            args=(parameter,),
        )
        if said := st.session_state.get(f"{parameter.name}.said"):
            st.warning(said)
        st.session_state[f"{parameter.name}.before"] = typed
        if kept.is_kept(str(typed)):
            st.info(
                f"These points are too many for a link, which holds {kept.LONGEST:,} characters. They are kept for "
                "this session, under the name in the box; elsewhere a link with that name shows the first state."
            )
    return str(typed)


def keep(parameter: Parameter) -> None:
    """What was pasted may be too long for the address: it is kept by the server, if it can be read."""
    name, said = parameter.name, f"{parameter.name}.said"
    st.session_state[said] = ""
    text = st.session_state[name]
    if kept.fits(text):
        return
    try:
        parameter.read(text)
    except ValueError as error:
        st.session_state[said] = f"What you pasted: {address.plain(str(error))}. The points stay as they were."
        st.session_state[name] = st.session_state.get(f"{name}.before", "")
    else:
        st.session_state[name] = kept.shortened(text)


def opened(parameter: Parameter) -> None:
    """A file was chosen: its points take the place of those in the box, unless they cannot be read."""
    file = st.session_state[f"{parameter.name}.file"]
    if file is None:
        return
    said, name = f"{parameter.name}.said", address.quoted(file.name)
    try:
        text = points.text(points.parse(file.getvalue().decode("utf-8-sig")))
        parameter.read(text)
    except UnicodeDecodeError:
        st.session_state[said] = f"{name} is no text; save it as CSV. The points stay as they were."
    except ValueError as error:
        st.session_state[said] = f"{name}: {address.plain(str(error))}. The points stay as they were."
    else:
        st.session_state[parameter.name] = kept.shortened(text)
        st.session_state[said] = ""


def head(
    entry: Lesson,
    words: str,
    *,
    parameters: Sequence[Parameter],
    goals: Sequence[Goal] = (),
    predictions: Sequence[Prediction] = (),
) -> None:
    """The question, a sentence or two, and what of the link was not understood."""
    st.title(entry.question, anchor=False)
    st.markdown(words, width=INTRODUCTION)
    refusals(parameters, goal=[goal.name for goal in goals], predict=[asked.name for asked in predictions])
    if entry.unit:
        units.greet(entry)


def refusals(parameters: Sequence[Parameter], **teaching: Sequence[str]) -> None:
    """What of the link was not understood, a line each."""
    for sentence in address.refused((*parameters, UNIT), {"goal": (), "predict": (), **teaching}):
        st.warning(sentence, width=PROSE)
    state("all", (UNIT,), {UNIT.name: st.session_state.get(UNIT.name, "")})


def teaching() -> dict[str, str]:
    """What a teacher's link asks for besides the state: a goal, an open prediction."""
    return {name: address.remembered(name) for name in ("goal", "predict")}


def state(slug: str, parameters: Sequence[Parameter], said: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the parameters mean, and their texts; a text that means nothing leaves the picture as it was."""
    meant, texts = {}, {}
    for parameter in parameters:
        text, last = said[parameter.name], f"{slug}.kept.{parameter.name}"
        try:
            meant[parameter.name] = parameter.meant(kept.whole(text))
        except ValueError as error:
            stays = "The picture stays as it was." if last in st.session_state else address.SHOWS_FIRST
            st.warning(f"{parameter.name} = {address.quoted(text)}: {address.plain(str(error))}. {stays}", width=PROSE)
            text = st.session_state.get(last, "")
            meant[parameter.name] = parameter.meant(kept.whole(text))
        st.session_state[last] = text if kept.is_kept(text) else text and parameter.short(text)
        texts[parameter.name] = kept.shortened(parameter.write(meant[parameter.name]))
    return meant, texts


def firsts(parameters: Sequence[Parameter]) -> dict[str, str]:
    """What the address need not say."""
    return {parameter.name: parameter.first for parameter in parameters}


def left(entry: Lesson) -> str:
    """The state in which a lesson was left, as far as it is not its first."""
    kept = {
        str(key).removeprefix(f"{entry.slug}.kept."): str(text)
        for key, text in st.session_state.items()
        if str(key).startswith(f"{entry.slug}.kept.") and text
    }
    return " and ".join(f"{name} = {text}" for name, text in kept.items())


def taker(parameters: Sequence[Parameter]) -> Callable[[Mapping[str, str]], None]:
    """Put what a handle or a link asks for into the bound widgets; the address follows."""
    by_name = {parameter.name: parameter for parameter in parameters}

    def take(asked: Mapping[str, str]) -> None:
        for name, text in asked.items():
            if name == units.KEY:
                units.take(text)
            if name not in by_name:
                continue
            try:
                st.session_state[name] = text and kept.shortened(by_name[name].short(kept.whole(text)))
            except ValueError:
                continue

    return take


def chain(entry: Lesson, carried: Mapping[str, Mapping[str, str]]) -> list[dict[str, Any]]:
    """Links to the lessons before and after; `carried` says what each is given to take along."""
    index = CURRICULUM.index(entry)
    unit = {units.KEY: st.session_state.get(units.KEY) or ""}

    def link(near: Lesson, text: str) -> dict[str, Any]:
        return {"slug": near.slug, "text": text, "state": {**carried.get(near.slug, {}), **unit}}

    links = [link(near, f"← {near.question}") for near in CURRICULUM[:index] if near.ready][-1:]
    for near in CURRICULUM[index + 1 : index + 2]:
        if near.ready:
            links.append(link(near, f"{near.question} →"))
        else:
            links.append({"slug": "", "text": f"Next: {near.question} (not written yet)", "state": {}})
    return links


@st.fragment
def code(sources: Sequence[Any]) -> None:
    """The source of the functions behind the picture; shown, and its highlighter loaded, only when it is opened."""
    fold = st.expander("The code that made these numbers", width=PROSE + 120, key="code", on_change="rerun")
    if fold.open:
        fold.code("\n\n".join(inspect.getsource(source) for source in sources), language="python")


def foot(onward: str, sources: Sequence[Any], references: Sequence[str]) -> None:
    """Why it matters for the next lesson, the code that made the numbers, and where it is from."""
    st.markdown(onward, width=PROSE)
    code(sources)
    if not references:
        return
    with st.expander("References", width=PROSE + 120):
        st.markdown("\n".join(f"- {reference}" for reference in references))
