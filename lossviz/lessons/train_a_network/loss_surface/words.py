"""The texts of the fold: sentences and which of them holds, formula, links."""

from functools import cache

import numpy as np

from lossviz.inputs import numbers
from lossviz.lessons.train_a_network.loss_surface.run import EXTENTS
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.scene.quantities import Array
from lossviz.scene.scene import Link, Part, marked

PLANE, SEED, ZOOM, AZIMUTH, SPEED = (
    f"loss-surface.{name}" for name in ("plane", "direction_seed", "zoom", "azimuth", "speed")
)
ZOOMS = tuple(numbers.write(extent) for extent in EXTENTS)
TITLES = {"principal": "principal components", "random": "random directions"}

WAITING, START, RUNNING, END, LEFT = range(5)


@cache
def sentences(*, has_penalty: bool) -> tuple[str, ...]:
    """In the order of these constants; a penalty is part of the loss wherever it is told."""
    loss = "loss with penalty" if has_penalty else "loss"
    return (
        "Not computed yet: the plane follows from the whole run.",
        f"Before training: {loss} {{loss}}; at its place in this plane {{plane_loss}}.",
        f"Epoch {{epoch:count}}: {loss} {{loss}}; at its place in this plane {{plane_loss}}.",
        f"Epoch {{epoch:count}}: {loss} {{loss}}, the same in this plane, which passes through the end.",
        "Training diverged: from update {left_at:count} on the parameters are too far away to be shown.",
    )


def case(problem: Problem, updates: Array, left_at: int | None) -> Array:
    """Which sentence holds after some updates."""
    left = updates >= left_at if left_at is not None else np.zeros(len(updates), dtype=bool)
    return np.select([left, updates == 0, updates == problem.updates], [LEFT, START, END], RUNNING)


@cache
def formula(plane: str, *, has_share: bool) -> tuple[tuple[Part, ...], ...]:
    """The place of the present network in the plane; under Details the directions, and where they are from."""
    place = "w = w_end + a·d₁ + b·d₂"
    shares = " They hold {shares[0]:percent} and {shares[1]:percent} of the path’s variance." if has_share else ""
    if plane == "principal":
        directions = f"d₁, d₂: the first two principal components of the path, of length 1, at right angles.{shares}"
    else:
        directions = (
            "d₁, d₂: random, filter-normalised: the weights into each unit have the length of its own weights. "
            "Biases stay."
        )
    return (
        (
            *marked(f"[model]{place}[/]", when="!placed"),
            *marked(f"[model]{place} = w_end + {{a:factor}}·d₁ + {{b:factor}}·d₂[/], ", when="placed"),
            *marked(" [cost]L(w) = {plane_loss}[/]", when="placed"),
        ),
        marked(f"[muted]{directions} w_end: the parameters at the end of the path.[/]"),
        marked("[muted]Li, Xu, Taylor, Studer, Goldstein, Visualizing the Loss Landscape of Neural Nets, 2018.[/]"),
    )


def state(plane: str = "", zoom: str = "") -> dict[str, str]:
    """A plane, and how far it reaches."""
    return {PLANE: plane, ZOOM: zoom}


@cache
def links(updates: int) -> tuple[Link, ...]:
    """What there is to see, of a run of so many updates."""
    return (
        Link("Principal components of the path", state(), "The plane that holds most of the path. Press Play."),
        Link(
            "Random directions through the end",
            state("random"),
            "The path hardly moves here: random directions are nearly at right angles to it.",
        ),
        Link(
            "Zoom in on the end of the path",
            {**state(zoom="0.25"), "update": str(updates)},
            "A quarter of the extent: the last updates, and the loss around them.",
        ),
    )
