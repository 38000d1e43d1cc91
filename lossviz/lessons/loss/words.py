"""What the first lesson says: its sentences and formulas, its labels, its questions and goals."""

from functools import lru_cache

from lossviz.inputs import points as given
from lossviz.lessons.loss.problem import FEW, MEASURES, Board
from lossviz.lessons.loss.quantities import C_OFF, OUTLIER
from lossviz.scene.scene import Choice, Goal, Label, Part, Prediction

COUNTED = ("no", "one", "two", "three", "four", "five")
NAMED = 12  # so many points have their name beside them


def joined(pieces: list[str]) -> str:
    """A list as it is said: 1, 0 and 9."""
    return " and ".join(filter(None, [", ".join(pieces[:-1]), pieces[-1]]))


@lru_cache(maxsize=64)
def says(measure: str, n: int) -> tuple[str, ...]:
    """The sentences, in the order of the cases."""
    word, loss = MEASURES[measure], f"{{{measure}}}"
    squares = "square" if n == 1 else "squares"
    worst = "{top:word}" if n <= given.NAMED else "point {top:word}"
    general = {
        "mse": f"{{n:count}} {squares}; the largest, {worst}, is {{share:percent}} of their sum. MSE {{mse}}.",
        "mae": "The line misses by {mae} on average. Point {top:word} is furthest, at {furthest}.",
        "huber": "Misses up to {delta:set} pay by their square, longer ones by their length. Huber {huber}, MSE {mse}.",
    }[measure]
    shared = (
        "All points share one x, so many lines are equally good." if n > 1 else "Through one point many lines pass."
    )
    listed = joined([f"{{square[{i}]}}".replace("]}", "]:count}") for i in range(n)]) if n <= FEW else ""
    lists = f"{COUNTED[min(n, FEW)].capitalize()} {squares}: {listed}. Their mean, the MSE, is {{mse}}."
    return (
        general,
        "The line meets every point. Every loss is 0.",
        f"{shared} {word} {loss}.",
        f"{word} {loss}. No other line has a smaller one for these points.",
        lists if n <= FEW and measure == "mse" else general,
    )


WRITTEN: dict[str, tuple[Part, ...]] = {
    "mse": (
        Part("MSE", "cost"),
        Part(" = (1/n) Σ ("),
        Part("y", "truth"),
        Part(" − "),
        Part("ŷ", "model"),
        Part(")²"),
    ),
    "mae": (
        Part("MAE", "cost"),
        Part(" = (1/n) Σ |"),
        Part("y", "truth"),
        Part(" − "),
        Part("ŷ", "model"),
        Part("|"),
    ),
    "huber": (
        Part("Huber", "cost"),
        Part(" = (1/n) Σ  ½ r² up to δ = {delta:set}, δ (|r| − ½ δ) beyond;  r = "),
        Part("y", "truth"),
        Part(" − "),
        Part("ŷ", "model"),
    ),
}
NOTES = {
    "mse": "     Some books write ½; here is none.",
    "mae": "",
    "huber": "     The ½ belongs to it: the pieces join.",
}


@lru_cache(maxsize=64)
def formula(measure: str, n: int, hand: int) -> tuple[tuple[Part, ...], ...]:
    """The definition, the same with the numbers in it, and the line with all three losses."""

    def term(i: int, *, first: bool = False, when: str = "") -> tuple[Part, ...]:
        slot = f"{{term[{i}]:setfactor}}²" if measure == "mse" else f"{{term[{i}]:set}}"
        plus = () if first else (Part(" + ", "cost", when),)
        return (*plus, Part(slot, "cost", when, f"held[{i}]"))

    shown = range(n) if n <= FEW else (0, 1, 2) if hand > 2 else (0, 1)
    terms = [part for i in shown for part in term(i, first=i == 0)]
    if n > FEW:
        terms += [*term(3, when="apart"), Part(" + … {more:count} more", "muted")]
    three = [
        Part(f"     {word}\u00a0{{{name}}}", "cost" if name == measure else "muted") for name, word in MEASURES.items()
    ]
    numbers = (
        Part("= ("),
        *terms,
        Part(") / {n:count} = "),
        Part(f"{{{measure}}}", "cost"),
    )
    line = (
        Part("ŷ", "model"),
        Part(" = "),
        Part("{line[0]:set}", "model"),
        Part(" · x + "),
        Part("{line[1]:setfactor}", "model"),
    )
    return (*WRITTEN[measure], Part(NOTES[measure], "muted")), numbers, (*line, *three)


@lru_cache(maxsize=64)
def labels(measure: str, rightmost: tuple[bool, ...], crowd: bool) -> tuple[Label, ...]:
    """The names of the points, away from the squares that stand on them, and the loss on both slices.

    Where there are too many for that, the one that misses most is named.
    """
    named = [
        Label("fit", given.name(i), f"px[{i}]", f"py[{i}]", "truth", "right" if right else "above-left")
        for i, right in enumerate(rightmost)
    ]
    if not named:
        where = ("top_x", "top_y") if crowd else ("px[top]", "py[top]")
        named.append(Label("fit", "{top:word}", *where, "truth", "above-left"))
    return (
        *named,
        *(
            Label(name, f"{{{measure}}}", x, "dot_y", "cost", anchor, when.replace("of", name))
            for name, x in (("slope", "line[0]"), ("intercept", "left_y"))
            for anchor, when in (("above", "of_low"), ("right", "!of_low !of_past"), ("left", "!of_low of_past"))
        ),
    )


def choice(measure: str) -> Choice:
    """How misses count."""
    options = tuple((word, {"measure": "" if name == "mse" else name}) for name, word in MEASURES.items())
    return Choice("Misses count as", MEASURES[measure], options)


AGAIN = "Look at the picture, then try again."
FLAT = {"points": OUTLIER, "line": "0,1", "delta": "", "point": ""}
SLICES = ("slope", "intercept")
PREDICTIONS = (
    Prediction(
        "1",
        "Keep the line flat. At what height is the MSE smallest?",
        FLAT | {"measure": ""},
        FLAT | {"measure": "", "line": "0,4"},
        "code0",
        (
            "At 4, the mean of the five y values: MSE 10.0.",
            "3 is the middle value, and costs 11.0. Squares listen to the far point more.",
            "Halfway between lowest and highest costs 12.25. All five have a say.",
        ),
        f"Not yet. It is at {{line[1]:set}}. {AGAIN}",
        (*SLICES, "fit.squares"),
    ),
    Prediction(
        "2",
        "C misses by 1. Pull C until the MSE is four times as large.",
        {"points": C_OFF, "line": "1,0", "measure": "", "delta": "", "point": "3"},
        {"points": C_OFF.replace("3,4", "3,5"), "line": "1,0", "measure": "", "delta": "", "point": "3"},
        "code1",
        (
            "A miss of 2: MSE 0.800. Twice the miss, four times the square.",
            "Four times the miss gives sixteen times the square.",
        ),
        f"Not yet. The MSE is {{mse}}; it was 0.200. {AGAIN}",
        SLICES,
    ),
    Prediction(
        "3",
        "Now misses count by length, not by square. Where is the best flat line?",
        FLAT | {"measure": "mae"},
        FLAT | {"measure": "mae", "line": "0,3"},
        "code2",
        (
            "At 3, the median: MAE 2.20. The outlier may go where it likes; only its side counts.",
            "4 is the mean: MAE 2.40. That would be right for MSE (10.0 there, 11.0 at 3).",
        ),
        f"Not yet. It is at {{line[1]:set}}. {AGAIN}",
        (*SLICES, "fit.misses"),
    ),
)
GOALS = (
    Goal("G1", "The five points, and a line with an MSE of at most 0.73.", "goal0"),
    Goal("G2", "Misses that add up to 0, and yet an MSE of at least 3.", "goal1"),
    Goal("G3", "The five points, and a line with an MAE of at most 0.705.", "goal2"),
    Goal("G4", "One point of at least five that alone makes 80 % of the loss or more.", "goal3"),
    Goal("G5", "E at (5, 10), and a line with an MAE of at most 1.62.", "goal4"),
)


def best_note(board: Board) -> str:
    """What the best line is, by the way misses count."""
    return {
        "mse": "No other line has a smaller MSE. It passes through the mean of the points.",
        "mae": "No other line has a smaller MAE. It passes through two of the points.",
        "huber": "No other line has a smaller Huber loss. It lies between those of MSE and MAE.",
    }[board.measure]
