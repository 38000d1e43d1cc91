"""Links to data sets: Anscombe's quartet, an outlier, points on one vertical line."""

from lossviz.inputs import numbers
from lossviz.lessons.loss.problem import LineProblem
from lossviz.lessons.loss.questions import OUTLIER
from lossviz.lessons.loss.words import BEST_NOTES
from lossviz.scene.scene import Link, grouped

# F. J. Anscombe, Graphs in Statistical Analysis, The American Statistician 27, 1973.
X = (10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5)
ANSCOMBE = (
    (X, (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)),
    (X, (9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74)),
    (X, (7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73)),
    ((8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8), (6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89)),
)
WORDS = ("Points around a line.", "A curve.", "A line, and one outlier.", "One point decides the slope.")


def example(text: str, points: str, line: str, note: str) -> Link:
    """These points with this line, by MSE; no points are the first ones."""
    return Link(text, {"points": points, "line": line, "loss": "", "delta": "", "highlight": ""}, note)


LINKS = (
    *grouped(
        "Points",
        example(
            "One outlier",
            OUTLIER,
            "0.8,0.6",
            "E at (5, 10), with the best line from before: most of the MSE comes from E. Compare the best lines for "
            "MSE and for MAE.",
        ),
        example("Perfect fit", "1,1;2,2;3,3;4,4;5,5", "1,0", "Every error is 0, so every loss is 0."),
        example(
            "All x equal",
            "3,2;3,1;3,4;3,3;3,5",
            "0,3",
            "Lines with w 0, b 3, with w 1, b 0 and with w −2, b 9 all have the MSE 2.00: no single line is the best.",
        ),
        example(
            "y in another unit (× 100)",
            "1,200;2,100;3,400;4,300;5,500",
            "80,60",
            "The best line again, with y in a unit 100 times as small: an MSE of 0.72 becomes 7,200. The MSE depends "
            "on the unit.",
        ),
    ),
    *grouped(
        "Line",
        example(
            "Lowest MAE, not lowest MSE",
            "",
            "0.75,1.25",
            "This line through A and E has the lowest MAE, 0.700, but not the lowest MSE.",
        ),
    ),
    *grouped(
        "Same MSE",
        example(
            "MSE 1.00: five errors of 1",
            "1,2;2,3;3,4;4,5;5,6",
            "1,0",
            "Five errors of 1: MSE 1.00, and the MAE is 1.00 too.",
        ),
        example(
            "MSE 1.00: one error of 2.236",
            "1,1;2,2;3,3;4,4;5,7.236068",
            "1,0",
            "A single error of 2.236 gives the same MSE, 1.00, but an MAE of only 0.447.",
        ),
    ),
    *grouped(
        "Same best line",
        *(
            example(
                f"Anscombe {('I', 'II', 'III', 'IV')[k]}",
                ";".join(f"{numbers.write(a)},{numbers.write(b)}" for a, b in zip(x, y, strict=True)),
                "0.5,3",
                f"{WORDS[k]} All four sets have the same best line (w 0.5, b 3.0) and the same MSE (1.25). "
                "Look at the squares.",
            )
            for k, (x, y) in enumerate(ANSCOMBE)
        ),
    ),
)


def links(problem: LineProblem) -> tuple[Link, ...]:
    """The links, and last one to the best line for these points, where there is one."""
    if problem.best is None:
        return LINKS
    return (*LINKS, Link("Best line", {"line": numbers.write_all(problem.best)}, BEST_NOTES[problem.loss], "Line"))
