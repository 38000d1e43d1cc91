"""How wrong is a line? Points, a line by hand, and one number made of all its misses."""

from functools import cache

import numpy as np

from lossviz.figures import misses
from lossviz.figures import slice as slices
from lossviz.inputs import points as given
from lossviz.inputs.points import Points
from lossviz.lessons.loss import point_handles as line_points
from lossviz.lessons.loss import words as line_words
from lossviz.lessons.loss.examples import links
from lossviz.lessons.loss.parameters import PARAMETERS
from lossviz.lessons.loss.problem import MEASURES, Board, grain, tidy
from lossviz.lessons.loss.quantities import asked
from lossviz.lessons.loss.tables import KNOBS, pulled, resting, table
from lossviz.scene import assessment as judged
from lossviz.scene.scene import Array, Figure, Handle, Scene, Stream

__all__ = ["PARAMETERS", "scene"]

LEVEL = "height at the left edge"  # what stands for the intercept where the frame does not begin at 0


@cache
def figures(measure: str, crowd: bool, level: str, caption: str, adds: str) -> tuple[Figure, ...]:
    """The points with the line, and the loss along each of its two numbers."""
    # What does not count ends where it begins.
    squares, lengths = {"mse": ("foot", "py"), "mae": ("py", "foot"), "huber": ("until", "foot")}[measure]
    if crowd:
        squares = lengths = "py"
    word = MEASURES[measure]

    def along(name: str, dot: str, title: str, kept: str) -> Figure:
        return Figure(
            name,
            f"{word} as the {title if title != LEVEL else 'height'} changes",
            slices.figure(
                x=f"{name}_x",
                y=f"{name}_y",
                dot_x=dot,
                dot_y="dot_y",
                title=title,
                x_range=f"{name}_range",
                y_range="loss_range",
                round_=measure != "mae",
            ),
            height=290,
            narrow_height=200,
            columns=3,
            describes=f"The {word} of lines with every {title} and the present {kept}, with a dot at this line",
        )

    return (
        Figure(
            "fit",
            caption,
            misses.figure(squares=squares, lengths=lengths, crowd=crowd),
            height=290,
            narrow_height=270,
            columns=6,
            describes="Points, a line, and what each vertical miss between them counts",
            adds=adds,
        ),
        along("slope", "line[0]", "slope w", level),
        along("intercept", "left_y", level, "slope"),
    )


CAPTIONS = {
    "mse": "Each miss has its square; the MSE is their mean area",
    "mae": "Each miss counts by its length; the MAE is their mean",
    "huber": "Up to delta half a square, beyond it a length",
}


def picture(board: Board) -> tuple[Figure, ...]:
    """The figures for these points."""
    thinned = len(given.drawn(board.points)) < len(board.points)
    caption = "{n:count} points, {drawn:count} of them drawn" if thinned else "{n:count} points and a line"
    level = "intercept b" if board.frame[0][0] == 0 else LEVEL
    return figures(
        board.measure,
        board.crowd,
        level,
        caption if board.crowd else CAPTIONS[board.measure],
        "" if board.crowd else "new",
    )


def shared(board: Board) -> dict[str, Array]:
    """What no handle on the line changes."""
    points, n = board.points, len(board.points)
    (left, right), edges = board.frame
    shown = given.drawn(points) if board.crowd else points
    bare = np.ones(len(shown), dtype=bool)
    bare[line_points.reachable(board)] = False
    slots = n if board.few else 4
    held = np.zeros(slots, dtype=np.uint8)
    if board.hand:
        held[min(board.hand - 1, slots - 1 if board.few else 2)] = 1
    apart = Points(points.x[:1].copy(), points.y[:1].copy()) if board.crowd else points
    return {
        "bare_x": shown.x[bare].astype(board.mark),
        "bare_y": shown.y[bare].astype(board.mark),
        "line_x": np.array([left, right]),
        "edge_left": np.array(left),
        "edge_right": np.array(right),
        "at_middle": np.array(board.middle),
        "x_range": np.array([left, right]),
        "y_range": np.array(edges),
        "slope_range": board.slopes(2),
        "intercept_range": np.array(edges),
        "loss_range": np.array([0.0, board.top]),
        "held": held,
        "n": np.array(n, dtype=np.int16),
        "drawn": np.array(len(shown), dtype=np.int16),
        "delta": np.array(board.delta),
        # What is not asked of these points is answered by no line.
        **{f"code{k}": judged.answered([np.array(False)]) for k, asks in enumerate(asked(board)) if not asks},
        # In a crowd no miss is drawn but the first one, as long as nothing.
        "px": apart.x,
        "py": apart.y,
        "side": np.where(apart.x > left + 0.75 * board.wide, -1.0, 1.0).astype(board.mark),
        "straight": np.zeros(len(apart), dtype=board.mark),
    }


def scene(
    points: Points,
    line: tuple[float, float] = (0.0, 1.0),
    measure: str = "mse",
    delta: float = 1.0,
    point: int = 0,
) -> Scene:
    """The picture of one line among its points."""
    board = Board(points, measure, delta, min(point, len(points)))
    n = len(points)
    streams: dict[str, Stream] = {}
    words = given.words(points) if not board.crowd else ()
    if board.crowd:
        streams = pulled(board, line)
        rest, furthest = resting(board, line)
        tables, words = {"right": rest}, (given.name(furthest),)
    else:
        tables = {knob: table(board, knob, line) for knob in KNOBS}
    line_handles = [
        Handle(
            knob,
            called,
            "w {line[0]:set}, b {line[1]:set}",
            () if board.crowd else (knob,),
            axis="y",
            figure="fit",
            x={"left": "edge_left", "right": "edge_right", "middle": "at_middle"}[knob],
            y=f"{knob}_y",
            role="model",
            stream=knob if board.crowd else "",
        )
        for knob, called in KNOBS.items()
    ]
    point_handles, point_streams = line_points.handles(board)
    streams |= point_streams
    if new := line_points.added(board):
        streams["new"] = new
    track: list[Handle] = []
    if measure == "huber":
        step = grain(0, board.tall, 240)
        streams["delta"] = Stream((step,), (tidy(board.tall / 2),), (step,), (delta,), {"delta": "{x}"})
        track.append(
            Handle("delta", "delta", "{delta:set}", (), axis="x", role="cost", stream="delta"),
        )
    far_right = points.x > board.frame[0][0] + 0.75 * board.wide
    return Scene(
        name="loss",
        figures=picture(board),
        tables=tables,
        opening="right",
        hint="right",
        handles=(*line_handles, *point_handles, *track),
        labels=line_words.labels(measure, tuple(far_right.tolist()) if n <= line_words.NAMED else (), board.crowd),
        says=line_words.says(measure, n),
        case="case",
        formula=line_words.formula(measure, n, board.hand),
        words=words,
        choices=(line_words.choice(measure),),
        links=links(board),
        predictions=line_words.PREDICTIONS,
        goals=line_words.GOALS,
        shared=shared(board),
        reset={parameter.name: "" for parameter in PARAMETERS},
        streams=streams,
        actions=line_points.actions(board),
    )
