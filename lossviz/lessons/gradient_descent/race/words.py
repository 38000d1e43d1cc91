"""What is said of a race: who leads, what each runner has, and why equal rates are not equal chances."""

from collections.abc import Sequence

import numpy as np

from lossviz.lessons.gradient_descent.race.quantities import NAMES, RUNNERS, Laps, Run
from lossviz.scene.landscapes import Landscape
from lossviz.scene.scene import Array, Label, Link, Part

# The room of a name on the map, in shares of its width and height.
WIDE, TALL = 0.3, 0.07
SAYS = (
    "Lap {lap:count}: {name[lead]:word} leads with a loss of {loss[lead]}, "
    "{name[trail]:word} is last with {loss[trail]}.",
    "All {n:count} begin at one place, at a loss of {loss[lead]}. Play, or pull the lap.",
    "Lap {lap:count}: {name[lead]:word} leads with a loss of {loss[lead]}; {gone:count} of {n:count} ran away.",
    "Lap {lap:count}: all have run away. At such rates nobody settles.",
    "Lap {lap:count}: {name[lead]:word} has a loss of {loss[lead]}.",
    "Lap {lap:count}: {leaders:count} lead together with a loss of {loss[lead]}, "
    "{name[trail]:word} is last with {loss[trail]}.",
    "Lap {lap:count}: {leaders:count} lead together with a loss of {loss[lead]}; {gone:count} of {n:count} ran away.",
    "Lap {lap:count}: all {n:count} have the same loss, {loss[lead]}.",
)
WORDS = tuple(RUNNERS[name].title for name in NAMES)
EQUAL = (
    "Equal rates are not equal chances: a step of AdaGrad, RMSprop, Adam and AdamW is about the rate itself, however "
    "steep the ground. One of plain descent is rate × slope, and momentum makes it up to ten times as long."
)
LINKS = (
    Link(
        "A fair race?",
        {"surface": "rosenbrock", "start": "-1.2,1", "rate": "0.001", "laps": "1000"}
        | dict.fromkeys(("runners", "chances", "lap"), ""),
        "Rate 0.001 for all: momentum is nearly there, plain descent on its way, and Adam has hardly begun.",
    ),
    Link(
        "Each at its best",
        {"surface": "rosenbrock", "start": "-1.2,1", "laps": "1000", "chances": "best"}
        | dict.fromkeys(("rate", "runners", "lap"), ""),
        "The same valley, but each at the best of many rates. The order is another one.",
    ),
    Link(
        "In the ravine",
        {"surface": "ravine", "laps": "60"} | dict.fromkeys(("start", "rate", "runners", "chances", "lap"), ""),
        "At this rate plain descent is quick, and a rate that suits it throws momentum from wall to wall.",
    ),
    Link(
        "Momentum and its looking ahead",
        {"surface": "ravine", "rate": "0.02", "runners": "gradient_descent,momentum,nesterov", "laps": "120"}
        | dict.fromkeys(("start", "chances", "lap"), ""),
        "Both carry on with the old velocity; Nesterov’s looks where it will lead, and swings less.",
    ),
)


def judged(laps: Laps) -> dict[str, Array]:
    """The losses in each row, who leads and who is last, how many have run away, and which sentence holds."""
    losses, gone = laps.losses[laps.rows], laps.gone[laps.rows].sum(axis=-1)
    runners = losses.shape[-1]
    alone = np.full(len(gone), runners == 1)
    leaders = (losses == losses.min(axis=-1, keepdims=True)).sum(axis=-1)
    together = leaders > 1
    case = np.select(
        [gone == runners, together & (gone > 0), gone > 0, alone, laps.rows == 0, leaders == runners, together],
        [3, 6, 2, 4, 1, 7, 5],
        default=0,
    )
    return {
        "loss": losses,
        "lead": losses.argmin(axis=-1).astype(np.uint8),
        "trail": losses.argmax(axis=-1).astype(np.uint8),
        "leaders": leaders.astype(np.uint8),
        "gone": gone.astype(np.uint8),
        "case": case.astype(np.uint8),
    }


def named(laps: Laps, ground: Landscape) -> dict[str, Array]:
    """Which marks on the map have room for their name: the leader's goes first."""
    (left, right), (bottom, top) = ground.frame
    place = (laps.points[laps.rows].astype(float) - [left, bottom]) / [right - left, top - bottom]
    order = np.argsort(laps.losses[laps.rows], axis=-1, kind="stable")
    shown = np.zeros(order.shape, dtype=bool)
    row = np.arange(len(order))
    for mine in order.T:
        here = place[row, mine]
        away = abs(place - here[:, None])
        crowded = ((away[..., 0] < WIDE) & (away[..., 1] < TALL) & shown).any(axis=-1)
        shown[row, mine] = ((here > 0) & (here < 1)).all(axis=-1) & ~crowded
    return {"shown": shown.astype(np.uint8)}


def beside(powers: Array, decades: tuple[int, int]) -> Array:
    """Where the names stand at the ends of the curves: as high as these, but one below the other."""
    low, high = decades
    gap = 0.085 * (high - low)
    order = np.argsort(powers, kind="stable")
    at = powers[order].astype(float)
    for i in range(1, len(at)):
        at[i] = max(at[i], at[i - 1] + gap)
    at[-1] = min(at[-1], float(high))
    for i in range(len(at) - 2, -1, -1):
        at[i] = min(at[i], at[i + 1] - gap)
    placed = np.empty_like(at)
    placed[order] = at
    return placed


def labels(raced: Sequence[Run]) -> tuple[Label, ...]:
    """Names beside marks and curves, and the numbers of the standings."""
    written: list[Label] = []
    for i, run in enumerate(raced):
        title, sign, _, role, _ = RUNNERS[run.name]
        written += [
            Label("course", title, f"x{i}[lap]", f"y{i}[lap]", role, "high", f"shown[{i}]"),
            Label("heights", f"{sign} {title}", "last_lap", f"beside[{i}]", role, "right"),
            Label("standings", f"{sign} {title}  ", "edge", f"lanes[{i}]", role, "left"),
            Label("standings", f"{{loss[{i}]}}", f"power{i}[lap]", f"lanes[{i}]", "text", "right"),
        ]
    return tuple(written)


def formula(raced: Sequence[Run], *, best: bool) -> tuple[tuple[Part, ...], ...]:
    """Every setting of every runner, and how their rates were chosen."""
    lines: list[tuple[Part, ...]] = []
    place = 0
    for i, run in enumerate(raced):
        title, sign, _, role, _ = RUNNERS[run.name]
        parts = [Part(f"{sign} {title}", role), Part(f": rate {{rates[{i}]:set}}")]
        for name, values in run.settings:
            slots = " and ".join(f"{{settings[{place + j}]:set}}" for j in range(len(values)))
            parts.append(Part(f", {name} {slots}"))
            place += len(values)
        lines.append(tuple(parts))
    if best:
        why = Part(
            "Each ran all laps at {tried:count} rates from {lowest_rate:set} to {highest_rate:set} (1, 2, 5, 10 …); "
            "its best is the one with the lowest loss at lap {laps:count}.",
            "muted",
        )
        return (*lines, (why,))
    return (*lines, (Part(EQUAL, "muted"),)) if len(raced) > 1 else tuple(lines)


def settings(raced: Sequence[Run]) -> Array:
    """The numbers of the settings in the order in which the formula has them."""
    return np.array([one for run in raced for _, values in run.settings for one in values] or [0.0])
