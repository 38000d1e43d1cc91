"""Three folds of lesson 3: a race of seven optimisers, a map of fates, and a check of the gradient.

They follow the surface and the start of the picture above them, so they are built inside its fragment; and each only
when it is opened.
"""

from collections.abc import Mapping, Sequence
from types import ModuleType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lossviz.front import page
from lossviz.front.component import stage
from lossviz.inputs.parameter import Parameter, one_of
from lossviz.lessons.gradient_descent import convergence_map as fates
from lossviz.lessons.gradient_descent import gradient_check as slope_check
from lossviz.lessons.gradient_descent import scene as descent
from lossviz.lessons.gradient_descent.race import scene as race

ENTRY = page.lesson("gradient-descent")
RACE, FATES, CHECK = (
    Parameter(name, "false", one_of("true", "false"), boxed=False) for name in ("race", "fates", "check")
)
OWN = (race.RUN, race.CHANCES, race.LAPS, race.LAP, fates.CELL, slope_check.H)
PARAMETERS = (RACE, FATES, CHECK, *OWN)


def folds(texts: Mapping[str, str]) -> None:
    """All three, below the picture whose parameters have these texts."""
    racing(texts)
    mapped(texts)
    checked(texts)


def fold(parameter: Parameter, title: str) -> DeltaGenerator | None:
    """A fold that the address knows; nothing while it is closed."""
    box = st.expander(title, key=parameter.name, bind="query-params", on_change="rerun")
    return box if box.open else None


def shown(scene: ModuleType, own: Sequence[Parameter], said: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """The stage of one fold: its own parameters beside those of the picture above."""
    meant, written = page.state(ENTRY.slug, scene.PARAMETERS, {**texts, **said})
    everything = (*descent.PARAMETERS, *own)
    built = scene.scene(**meant)
    stage(
        built,
        key=f"gradient-descent.{built.name}",
        state={**texts, **written},
        first=page.firsts(everything),
        take=page.taker(everything),
    )


def racing(texts: Mapping[str, str]) -> None:
    """Up to seven optimisers from the same start."""
    box = fold(RACE, "A race: seven optimisers from one start")
    if box is None:
        return
    with box:
        st.markdown(
            "The same surface and the same start, seven rules of walking. Each has its own memory, and its settings "
            "stand below. **Whoever wins at one rate may lose at another**, so let each run at its best, too.",
            width=page.PROSE,
        )
        above, below = st.container(), st.container(horizontal=True, vertical_alignment="bottom")
        with below:
            said = {
                race.LAPS.name: page.text_box(race.LAPS, "Laps", "1 to 1,000 steps for each.", width=110),
                race.LAP.name: page.text_box(race.LAP, "Lap in hand", width=110, hint="the last"),
                race.CHANCES.name: page.text_box(
                    race.CHANCES, "Chances", "equal: one rate for all. best: for each the best of many.", width=110
                ),
                race.RUN.name: page.text_box(race.RUN, "Who runs", "Names, with commas between them.", width=420),
            }
        with above:
            shown(race, OWN, said, texts)


def mapped(texts: Mapping[str, str]) -> None:
    """How plain descent ends from many starts at many rates."""
    box = fold(FATES, "Which settings converge? A map of fates")
    if box is None:
        return
    with box:
        st.markdown(
            "Each cell is a whole walk of plain descent: its rate across, its start up. Pull the handle over the map; "
            "a button takes that walk to the picture above.",
            width=page.PROSE,
        )
        above, below = st.container(), st.container()
        with below:
            said = {
                fates.CELL.name: page.text_box(
                    fates.CELL, "Rate and start", "Two numbers, such as 0.18, -4.", hint="the surface’s own"
                )
            }
        with above:
            shown(fates, OWN, said, texts)


def checked(texts: Mapping[str, str]) -> None:
    """The gradient by its formula beside the gradient by differences."""
    box = fold(CHECK, "Is the gradient right? A check by differences")
    if box is None:
        return
    with box:
        st.markdown(
            "A slope can be measured without a formula: step a little to both sides and see how much the loss rises. "
            "It is how every gradient here was checked. But how little is *a little*? Pull the step h.",
            width=page.PROSE,
        )
        above, below = st.container(), st.container()
        with below:
            said = {
                slope_check.H.name: page.text_box(
                    slope_check.H, "Step h", "From 1e-15 to 0.1.", width=140, hint="the one that suits"
                )
            }
        with above:
            shown(slope_check, OWN, said, texts)
