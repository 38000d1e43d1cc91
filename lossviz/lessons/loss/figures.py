"""The three figures of the loss lesson, and the words on them."""

from functools import cache, lru_cache

from lossviz.figures import residuals
from lossviz.figures import slice as slices
from lossviz.inputs.points import name, thinned
from lossviz.lessons.loss.problem import LOSSES, LineProblem
from lossviz.scene.scene import Figure, Label

LEFT_HEIGHT = "height at the left edge"  # what stands for the intercept where the frame does not begin at 0
NAMED = 12  # so many points have their name beside them
CAPTIONS = {
    "mse": "Each error and its square; the MSE is the mean area",
    "mae": "Each error; the MAE is the mean of their sizes",
    "huber": "Errors: half the square up to delta, then linear",
}


def figures(problem: LineProblem) -> tuple[Figure, ...]:
    """The points with the line, and the loss along each of its two numbers."""
    caption = CAPTIONS[problem.loss]
    if problem.many:
        drawn = len(thinned(problem.points))
        caption = "{n:count} points, too many to drag" + (
            "; {drawn:count} are drawn" if drawn < len(problem.points) else ""
        )
    intercept = "intercept b" if problem.frame[0][0] == 0 else LEFT_HEIGHT
    return cached_figures(problem.loss, problem.many, intercept, caption)


@cache
def cached_figures(loss: str, many: bool, intercept: str, caption: str) -> tuple[Figure, ...]:
    """The figures; every place in them is a quantity."""
    # What does not count ends where it begins.
    squares, lengths = {"mse": ("y_hat", "py"), "mae": ("py", "y_hat"), "huber": ("quadratic_end", "y_hat")}[loss]
    if many:
        squares = lengths = "py"
    word = LOSSES[loss]

    def along(name: str, dot: str, title: str, fixed: str) -> Figure:
        return Figure(
            name,
            f"{word} over {title if title != LEFT_HEIGHT else 'height'}",
            slices.figure(
                x=f"{name}_x",
                y=f"{name}_y",
                dot_x=dot,
                dot_y="dot_y",
                title=title,
                x_range=f"{name}_range",
                y_range="loss_range",
                smooth=loss != "mae",
            ),
            height=290,
            narrow_height=200,
            columns=3,
            describes=f"The {word} of lines with every {title} and the present {fixed}, with a dot at this line",
        )

    return (
        Figure(
            "fit",
            caption,
            residuals.figure(squares=squares, lengths=lengths, many=many),
            height=290,
            narrow_height=270,
            columns=6,
            describes="Points, a line, and the vertical error at each point",
            adds="" if many else "new",
        ),
        along("slope", "line[0]", "slope w", intercept),
        along("intercept", "left_y", intercept, "slope"),
    )


def labels(problem: LineProblem) -> tuple[Label, ...]:
    """The names of the points, away from the squares that stand on them, and the loss on both slices.

    Where there are too many points for that, the one with the largest residual is named.
    """
    far_right = problem.points.x > problem.frame[0][0] + 0.75 * problem.width
    named = len(problem.points) <= NAMED
    return cached_labels(problem.loss, tuple(far_right.tolist()) if named else (), problem.many)


@lru_cache(maxsize=64)
def cached_labels(loss: str, far_right: tuple[bool, ...], many: bool) -> tuple[Label, ...]:
    """The labels; `far_right` has an entry for each point that is named."""
    named = [
        Label("fit", name(i), f"px[{i}]", f"py[{i}]", "truth", "right" if right else "above-left")
        for i, right in enumerate(far_right)
    ]
    if not named:
        x, y = ("largest_x", "largest_y") if many else ("px[largest]", "py[largest]")
        named.append(Label("fit", "{largest:word}", x, y, "truth", "above-left"))
    losses = [
        Label(figure, f"{{{loss}}}", x, "dot_y", "cost", anchor, when)
        for figure, x in (("slope", "line[0]"), ("intercept", "left_y"))
        for anchor, when in (
            ("above", f"{figure}_near_minimum"),
            ("right", f"!{figure}_near_minimum !{figure}_right_of_minimum"),
            ("left", f"!{figure}_near_minimum {figure}_right_of_minimum"),
        )
    ]
    return (*named, *losses)
