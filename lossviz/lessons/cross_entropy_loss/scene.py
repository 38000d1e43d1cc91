"""The scene of one sample: logits, softmax, a target, and the cross-entropy loss with its gradient."""

from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np

from lossviz.inputs import distribution
from lossviz.inputs.units import UNITS
from lossviz.lessons.cross_entropy_loss import figures, questions, words
from lossviz.lessons.cross_entropy_loss.parameters import LOGITS, TARGET, class_names, fitted, one_hot
from lossviz.lessons.cross_entropy_loss.tables import State, logit_tables, target_tables
from lossviz.lessons.cross_entropy_loss.tracks import all_tracks, shared, track_tables
from lossviz.scene.scene import Handle, Scene, Switch
from lossviz.scene.unit_switch import links_in, unit_switch

SOFT = "soft target"


@lru_cache(maxsize=64)
def bar_handles(classes: int, near: tuple[int, ...]) -> tuple[Handle, ...]:
    """A handle on the bar of every logit and target, and of the probability of the classes that are `near`."""
    described = (
        ("z", "logit", "logits", "z_at", "set", "model", range(classes)),
        ("p", "probability", "probabilities", "p", "computed", "model", near),
        ("y", "target", "target", "y", "set", "truth", range(classes)),
    )
    return tuple(
        Handle(
            f"{name}{k}",
            f"{what} of {{name[{k}]:word}}",
            f"{{{name}[{k}]:set}}" if kind == "set" else f"{{{name}[{k}]}}",
            figure,
            f"bar_x[{k}]",
            f"{height}[{k}]",
            role,
            axis="y",
        )
        for name, what, figure, height, kind, role, which in described
        for k in which
    )


@cache
def tracks() -> tuple[Handle, ...]:
    """The handles that stand on no figure."""
    return (
        Handle("classes", "number of classes", "{classes:count}", role="muted", page_step=2),
        Handle("temperature", "temperature T", "{temperature:set}", role="model"),
        Handle("smoothing", "label smoothing ε", "{smoothing:set}", role="truth"),
    )


def truth_switch(weights: Sequence[int], names: Sequence[str]) -> Switch:
    """The switch of the true class; a soft target is one of its positions."""
    classes = len(weights)
    # Classes of the same name are told apart by their number.
    options = [
        (name if names.index(name) == k else f"{name} {k + 1}", {"y": one_hot(k, classes)})
        for k, name in enumerate(names[:classes])
    ]
    true = int(np.argmax(weights))
    soft = sum(weight > 0 for weight in weights) > 1
    # Eight parts for the true class, the rest evenly.
    softened = distribution.reduced([8 * (classes - 1) if k == true else 2 for k in range(classes)])
    state = distribution.text(distribution.reduced(weights) if soft else softened)
    return Switch("true class", SOFT if soft else options[true][0], (*options, (SOFT, {"y": state})))


def scene(
    logits: Sequence[float] = LOGITS,
    y: Sequence[int] = TARGET,
    temperature: float = 1.0,
    smoothing: float = 0.0,
    names: Sequence[str] = (),
    highlight: int = 1,
    unit: str = "nats",
) -> Scene:
    """The scene of logits and a target, given as whole weights, with a handle on every bar of both."""
    chosen, classes = UNITS[unit], len(logits)
    weights, called = fitted(y, classes), class_names(names)
    state = State(np.array(logits, dtype=np.float64), weights, temperature, smoothing, highlight, chosen)
    values, which = all_tracks(state, y)
    made = {**logit_tables(state), **target_tables(state), **track_tables(values, which, state)}
    true = int(np.argmax(weights))
    near = tuple(k for k in range(classes) if f"p{k}" in made)
    dot = Handle(
        "dot",
        "probability of {name[true]:word}, on the loss curve",
        "{p[true]}",
        "loss",
        "p[true]",
        "dot_at",
        "cost",
        tables=(f"p{true}",),
    )
    return Scene(
        name="cross-entropy-loss",
        figures=figures.figures(unit),
        tables=made,
        opening=f"z{min(highlight, classes) - 1}",
        handles=(*bar_handles(classes, near), *((dot,) if true in near else ()), *tracks()),
        labels=figures.labels(chosen.log),
        sentences=words.SAYS,
        formula=words.formula(chosen),
        units=chosen.words,
        choices=(truth_switch(weights, called), *unit_switch(unit)),
        words=called,
        links=links_in(chosen, words.LINKS),
        predictions=questions.PREDICTIONS,
        goals=questions.GOALS,
        hint="z0",
        shared=shared(values, state),
    )
