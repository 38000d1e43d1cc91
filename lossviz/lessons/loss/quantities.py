"""How wrong each line of a row of lines is: every quantity of the first lesson, for one line or for a hundred."""

import numpy as np

from lossviz.inputs import points as given
from lossviz.lessons.loss.problem import AROUND, FEW, MEASURES, Board, paid
from lossviz.scene import assessment as judged
from lossviz.scene.scene import Array
from lossviz.theory import samples

OUTLIER = "1,2;2,1;3,4;4,3;5,10"
C_OFF = "1,1;2,2;3,4;4,4;5,5"
GENERAL, ZERO, UPRIGHT, BEST, LISTED = range(5)


def three(values: Array) -> Array:
    """Numbers to three digits, so that they stand short in a sum: 1, 0.967."""
    with np.errstate(divide="ignore"):
        size = np.floor(np.log10(np.abs(values)))
    scale = 10.0 ** np.clip(2 - np.where(np.isfinite(size), size, 0), -290, 290)
    small = np.where(np.isfinite(values), values, 0)
    return np.where(np.isfinite(values), np.round(small * scale) / scale, values) + 0.0


def drawn(board: Board, w: Array, b: Array, y_hat: Array) -> dict[str, Array]:
    """Where the lines, their misses and their handles are drawn; what lies far outside the frame ends near it."""
    (left, right), (bottom, top) = board.frame
    low, high = bottom - AROUND * board.tall, top + AROUND * board.tall
    ends = [board.heights(w, b, x) for x in (left, right)]
    cut = [np.clip(end, low, high) for end in ends]
    shapes = {
        "line_y": np.stack(cut, axis=-1),
        "left_y": np.clip(ends[0], bottom, top),
        "right_y": np.clip(ends[1], bottom, top),
        "middle_y": np.clip(board.heights(w, b, board.middle), bottom, top),
    }
    if any((one != end).any() for one, end in zip(cut, ends, strict=True)):
        # A steep line is drawn where it is near: to cut its ends straight would turn it.
        steep = np.where(w == 0, 1, w)
        at = [
            np.clip(x + (one - end) / steep, left, right) for x, one, end in zip((left, right), cut, ends, strict=True)
        ]
        shapes["line_x"] = np.stack(at, axis=-1)
    if not board.crowd:
        shapes["foot"] = np.clip(y_hat, low, high)
        if board.measure == "huber":
            misses = np.clip(board.points.y - y_hat, -board.delta, board.delta)
            shapes["until"] = np.clip(board.points.y - misses, low, high)
    return {name: values.astype(board.mark) for name, values in shapes.items()}


def worded(board: Board, misses: Array, losses: Array, top: Array, share: Array, case: Array) -> dict[str, Array]:
    """The terms that the formula shows, and the numbers that the sentence says."""
    n, hand = len(board.points), board.hand - 1
    each = three(misses if board.measure == "mse" else losses)
    words: dict[str, Array] = {}
    if board.few:
        words["term"] = each
        if board.measure == "mse":
            whole = np.where((case == LISTED)[..., None], np.round(losses), 0)
            words["square"] = whole.astype(np.uint8 if whole.max() < 256 else np.int16)
    else:
        apart = (top > 1) & (top != hand)
        shown = [0, 1, max(hand, 0)]
        largest = np.take_along_axis(each, top[..., None], axis=-1)
        words["term"] = np.concatenate([each[..., shown], largest], axis=-1)
        words["apart"] = apart.astype(np.uint8)
        words["more"] = (n - 2 - apart.astype(int) - (hand > 1)).astype(np.int16)
    if board.measure == "mse":
        words["share"] = three(share)
    if board.measure == "mae":
        words["furthest"] = np.take_along_axis(losses, top[..., None], axis=-1)[..., 0]
    if board.crowd:
        return words | {"top": top, "top_x": board.points.x[top], "top_y": board.points.y[top]}
    return words | {"top": top.astype(np.uint8)}


def cases(board: Board, misses: Array, loss: Array) -> Array:
    """Which sentence holds for each line."""
    zero = (misses == 0).all(axis=-1)
    best = loss <= board.least * (1 + 1e-6) if board.best else np.zeros(loss.shape, dtype=bool)
    near = np.round(misses)
    listed = (abs(misses) < 100) & (abs(misses - np.where(abs(misses) < 100, near, 0)) < 1e-9)
    few = board.few and board.measure == "mse"
    upright = np.full(loss.shape, board.points.upright)
    return np.select([zero, upright, best, listed.all(axis=-1) & few], [ZERO, UPRIGHT, BEST, LISTED], GENERAL)


def asked(board: Board) -> tuple[bool, bool, bool]:
    """Which of the three questions these points can answer."""
    outlier, off = board.few and board.text == OUTLIER, given.parse(C_OFF)
    others = [0, 1, 3, 4]
    bent = len(board.points) == FEW and all(
        np.array_equal(row[others], was[others])
        for row, was in zip((board.points.x, board.points.y), (off.x, off.y), strict=True)
    )
    return outlier and board.measure == "mse", bent and board.measure == "mse", outlier and board.measure == "mae"


def judgements(
    board: Board, w: Array, b: Array, misses: Array, share: Array, means: dict[str, Array]
) -> dict[str, Array]:
    """How each line answers the questions that are asked of these points, and which goals it meets."""
    flat, first, second, third = judged.within(w, 0, 0.02), *asked(board)
    five, outlier = (board.few and board.text == text for text in (given.FIVE, OUTLIER))

    def at(height: float, tolerance: float) -> Array:
        return flat & judged.within(b, height, tolerance)

    codes: dict[str, Array] = {}
    if first:
        codes["code0"] = judged.answered([at(4, 0.1), at(3, 0.1), at(5.5, 0.2)])
    if second:
        miss, diagonal = abs(misses[..., 2]), (w == 1) & (b == 0)
        codes["code1"] = judged.answered([diagonal & judged.within(miss, far, 0.1) for far in (2, 4)])
    if third:
        codes["code2"] = judged.answered([at(3, 0.1), at(4, 0.1)])
    mse, mae = means["mse"], means["mae"]
    balanced = judged.within(misses.sum(axis=-1), 0, 0.05)
    # 1e-9: a loss of 0.73 is at most 0.73, whatever its last digit says.
    return codes | judged.met(
        (
            (mse <= 0.73 + 1e-9) & five,
            balanced & (mse >= 3 - 1e-9),
            (mae <= 0.705 + 1e-9) & five,
            (share >= 0.8) & (len(board.points) >= FEW),
            (mae <= 1.62 + 1e-9) & outlier,
        )
    )


def measured(board: Board, w: Array, b: Array, exact: str = "") -> dict[str, Array]:
    """Every quantity for lines with these slopes and intercepts; `exact` names the handle whose place is read."""
    y, measure = board.points.y, board.measure
    y_hat = board.said(w, b)
    truth = np.broadcast_to(y, y_hat.shape)
    misses = samples.residuals(truth, y_hat)
    losses = {name: paid(name, board.delta, truth, y_hat) for name in MEASURES}
    means = {name: samples.mean(each) for name, each in losses.items()}
    top = abs(misses).argmax(axis=-1)
    loss, mine = means[measure], losses[measure]
    with np.errstate(over="ignore"):
        total = mine.sum(axis=-1)
    some = (total > 0) & np.isfinite(total)
    largest = np.take_along_axis(mine, top[..., None], axis=-1)[..., 0]
    share = np.divide(largest, total, out=np.zeros(loss.shape), where=some)
    case = cases(board, misses, loss)
    shapes = drawn(board, w, b, y_hat)
    if exact:
        shapes[exact] = np.clip(
            board.heights(w, b, {"left_y": board.frame[0][0], "right_y": board.frame[0][1]}.get(exact, board.middle)),
            *board.frame[1],
        )
    return (
        means
        | shapes
        | worded(board, misses, mine, top, share, case)
        | judgements(board, w, b, misses, share, means)
        | {
            "line": np.stack([w, b], axis=-1),
            "dot_y": np.minimum(loss, AROUND * board.top).astype(board.mark),
            "case": case.astype(np.uint8),
        }
    )
