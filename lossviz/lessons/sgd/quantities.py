"""The one table of the lesson: every place of the walk, and what is known of its gradients there."""

import numpy as np

from lossviz.inputs import points as given
from lossviz.lessons.sgd import axes as scales
from lossviz.lessons.sgd import questions as judging
from lossviz.lessons.sgd import runs as walked
from lossviz.lessons.sgd.axes import Frame, Scale
from lossviz.lessons.sgd.runs import Run
from lossviz.scene.landscapes import geometry
from lossviz.scene.scene import Array, Table
from lossviz.theory import directions, mini_batches, walks

# So many places on the track of time, and so much of clouds and batches, go into one table.
PLACES = 200
ROOM = 5_000
WORK = 50_000
LIT = 4_000
RAYS = 400
CORNERS = 24
SHOWN_TERMS = 3
SOME = 40
# From this share of the axis on words stand to the left of their mark.
LATE = 0.55

# The sentences, by what they tell; `batches_words.SAYS` has them in this order.
GRADIENT, ONE, ONE_OF_MANY, ALL, ONLY, PATH, SHORT, SHORT_ONE = range(8)
SINGLE, FEW, BORDER, LEVEL, LEVEL_ONE, FAR, STILL = range(8, 15)


def stride(steps: int) -> int:
    """Every step has a place on the track of time, or every so manieth where there are very many."""
    divisors = (d for d in range(1, steps + 1) if steps % d == 0 and steps / d <= PLACES)
    found = next(divisors, 1)
    return found if steps / found >= PLACES / 5 else 1


def at_places(run: Run, at: Array) -> dict[str, Array]:
    """What is known of the gradients at some places: one row for each."""
    points, n = run.points, run.n
    gradients = mini_batches.line_gradients(points.x, points.y, run.path.points[at])
    true, slopes = run.true[at], run.slopes[at]
    single, spread = walked.spreads(gradients, [1, run.batch]).T
    many = min(walked.DRAWS if run.batch > 1 else RAYS, RAYS)
    with np.errstate(all="ignore"):
        cloud = walked.clouds(gradients, run.batch, run.seed, many)
        ring = directions.ring(true, spread, CORNERS)
        length = np.hypot(true[:, 0], true[:, 1])
        factor = spread / np.where(single > 0, single, np.nan)
    turn = directions.angle(slopes, true)
    terms, who = np.zeros((len(at), SHOWN_TERMS, 2)), np.zeros((len(at), SHOWN_TERMS), dtype=np.uint16)
    for row, place in enumerate(at):
        first = run.batches[place][:SHOWN_TERMS]
        terms[row, : len(first)], who[row, : len(first)] = gradients[row, first], first
    return {
        "angle": turn,
        "single": single,
        "spread": spread,
        "plain": mini_batches.plain_spread(single, run.batch),
        "factor": factor,
        "away": directions.uphill(gradients, true).sum(axis=-1).astype(np.uint16),
        "n_w": true[:, 0],
        "n_b": true[:, 1],
        "length": length,
        "b_w": slopes[:, 0],
        "b_b": slopes[:, 1],
        "rate": run.rates[at],
        "level": (length == 0).astype(np.uint8),
        "turned": (np.isfinite(turn) & (run.batch < n)).astype(np.uint8),
        "number": (who[:, 0] + 1).astype(np.uint16),
        **{f"t{i}_{name}": terms[:, i, c] for i in range(SHOWN_TERMS) for c, name in enumerate("wb")},
        **{f"who{i}": who[:, i] for i in range(SHOWN_TERMS)},
        "cloud_x": cloud[..., 0],
        "cloud_y": cloud[..., 1],
        "ring_x": ring[..., 0],
        "ring_y": ring[..., 1],
    }


def drawn_gradients(known: dict[str, Array], frame: Frame) -> None:
    """Clouds and rings as geometry: what lies far outside of the frame is drawn at its edge."""
    for name in ("cloud", "ring"):
        places = scales.inside(np.stack([known[f"{name}_x"], known[f"{name}_y"]], axis=-1), frame)
        known[f"{name}_x"], known[f"{name}_y"] = geometry(places[..., 0]), geometry(places[..., 1])
    known["ring_in"] = ((places[..., 1] > frame[1][0]).all(axis=-1) & (known["spread"] > 0)).astype(np.uint8)


def lit(run: Run, at: Array) -> tuple[Array, Array]:
    """The points of the batch that comes next at each place, as many of them as there is room for."""
    room = max(1, min(run.batch, LIT // len(at)))
    rows = np.full((len(at), room, 2), np.nan)
    for row, place in enumerate(at):
        chosen = run.batches[place][:room]
        rows[row, : len(chosen), 0], rows[row, : len(chosen), 1] = run.points.x[chosen], run.points.y[chosen]
    return rows[..., 0], rows[..., 1]


def cases(run: Run, at: Array, known: dict[str, Array] | None) -> Array:
    """Which sentence holds at each place."""
    n, batch, border = run.n, run.batch, walked.borders(run.points).full
    gone = walks.ran_away(run.path.losses)[at]
    short = (run.sizes[at] < batch) & (at > 0)
    begun = (at > 0) | (known is None)
    none = np.zeros(len(at), dtype=bool)
    level, far = (known["level"] > 0, ~np.isfinite(known["length"])) if known else (none, none)
    still = level & (known["single"] == 0) if known else none
    single = batch == 1
    return np.select(
        [
            gone & (run.eta < border) & (batch < n),
            gone,
            short & (run.sizes[at] == 1),
            short,
            begun,
            far,
            np.full(len(at), n == 1),
            still,
            np.full(len(at), batch == n),
            level,
            np.full(len(at), single),
        ],
        [
            SINGLE if single else FEW,
            BORDER,
            SHORT_ONE,
            SHORT,
            PATH,
            FAR,
            ONLY,
            STILL,
            ALL,
            LEVEL_ONE if single else LEVEL,
            ONE if n <= SOME else ONE_OF_MANY,
        ],
        default=GRADIENT,
    ).astype(np.uint8)


def moving(run: Run, at: Array, on: Scale, by_steps: bool, frame: Frame) -> dict[str, Array]:
    """What changes from place to place, one row for each."""
    full = at if by_steps else run.work[at] // run.n
    losses, beside = run.path.losses[at], run.full.losses[full]
    (left, right), (bottom, top) = given.frame(run.points)
    slope, intercept = run.path.points[at].T
    with np.errstate(all="ignore"):
        line = np.stack([intercept + slope * end for end in (left, right)], axis=-1)
    true, batch = (scales.inside(slopes[at], frame) for slopes in (run.true, run.slopes))
    lit_x, lit_y = lit(run, at)
    label = scales.apart(scales.heights(beside, on), scales.heights(losses, on), on)
    sizes = run.sizes[at]
    return {
        "k": at.astype(np.uint16),
        "loss": losses,
        "evals": scales.whole(run.work)[at],
        "epoch": np.maximum(1, -(-at // run.each)).astype(np.uint8),
        "m": sizes.astype(np.uint16),
        "two": (sizes > 1).astype(np.uint8),
        "three": (sizes > 2).astype(np.uint8),
        "more": np.maximum(sizes - SHOWN_TERMS, 0).astype(np.uint16),
        "f": full.astype(np.uint16),
        "beside": ((full > 0) & (run.batch < run.n)).astype(np.uint8),
        "full_loss": beside,
        "full_label": label.astype(np.float32),
        "late": ((at if by_steps else run.work[at]) > LATE * on.end).astype(np.uint8),
        "line": geometry(np.clip(line, *scales.reach(bottom, top))),
        "lit_x": geometry(lit_x),
        "lit_y": geometry(lit_y),
        "true_x": geometry(true[:, 0]),
        "true_y": geometry(true[:, 1]),
        "true_left": (true[:, 0] < 0).astype(np.uint8),
        "batch_x": geometry(batch[:, 0]),
        "batch_y": geometry(batch[:, 1]),
        **judging.asked(run, at),
        **judging.goals(run, at),
    }


def whole_walks(run: Run, grid: Array, on: Scale, by_steps: bool) -> dict[str, Array]:
    """Both walks from end to end, and where the places of the track lie on them."""
    last = scales.shown_full(run, by_steps) + 1
    path = scales.inside(run.path.points, run.landscape.frame)
    full = scales.inside(run.full.points[:last], run.landscape.frame)
    work, full_work = run.work, run.full_work[:last]
    if by_steps:
        work, full_work = np.arange(len(path)), np.arange(last)
    found = {
        "path_w": geometry(path[:, 0]),
        "path_b": geometry(path[:, 1]),
        "work": scales.whole(work),
        "height": scales.heights(run.path.losses, on).astype(np.float32),
        "full_w": geometry(full[:, 0]),
        "full_b": geometry(full[:, 1]),
        "full_work": scales.whole(full_work),
        "full_height": scales.heights(run.full.losses[:last], on).astype(np.float32),
    }
    every = len(grid) == len(path)
    places = {f"hover_{name.removeprefix('path_')}": found[name] for name in ("path_w", "path_b", "work")}
    return found | {name: values if every else values[grid] for name, values in places.items()}


def table(run: Run, now: int, on: Scale, by_steps: bool, frame: Frame) -> Table:
    """Time, step by step, from the start to the end of the walk; `frame` are the axes of the gradients."""
    grid = np.arange(0, run.steps + 1, stride(run.steps))
    at = np.append(grid, now)
    many = (walked.DRAWS if run.batch > 1 else min(run.n, RAYS)) + CORNERS + 1
    everywhere = len(at) * many <= ROOM and len(at) * run.n <= WORK
    known = at_places(run, at if everywhere else np.array([now]))
    drawn_gradients(known, frame)
    rows = moving(run, at, on, by_steps, frame)
    constants = whole_walks(run, grid, on, by_steps)
    constants |= {"hover_x": rows["batch_x"][:-1], "hover_y": rows["batch_y"][:-1]}
    # A long walk has its cloud and its numbers only where it stands: nowhere else are they drawn.
    here = np.append((grid == now) | everywhere, True)
    rows |= {
        "case": cases(run, at, known if everywhere else None),
        "known": here.astype(np.uint8),
        "cloud_k": np.where(here, known["cloud_x"].shape[-1] - 1, -1).astype(np.int16),
        "ring_k": np.where(here, CORNERS, -1).astype(np.int16),
    }
    if everywhere:
        rows |= known
    else:
        constants |= {name: values[0] for name, values in known.items()}
    return Table(places=grid.astype(np.uint16), now=float(now), rows=rows, commit={"now": "k"}, constants=constants)
