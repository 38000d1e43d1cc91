"""What is said of the training loop: sentences, labels, the four formulas, links and questions."""

from functools import cache

import numpy as np

from lossviz.lessons.training_loop.quantities import PHASES, UPDATES, Walk
from lossviz.scene.scene import Array, Goal, Label, Link, Part, Prediction

SAYS = (
    "Predict: at x = {said_x:set} the line says {said_yhat[k]}; the truth is {said_y:set}.",
    "Measure: the loss is {loss[k]}. Before the last update it was {loss[last]}.",
    "Measure: the loss is {loss[k]}. So far nothing has been adjusted.",
    "Slope: raising w by a little changes the loss by {gw[k]} times as much; for b, {gb[k]}.",
    "Adjust: w goes from {w[k]:set} to {w[next]:set}, b from {b[k]:set} to {b[next]:set}.",
    "The rate is 0, so nothing is adjusted. The loss stays {loss[k]}.",
    "Update {k:count}: the loss has grown to {loss[k]}. Each step goes too far.",
    "Both slopes are 0. The loop goes on, but nothing moves.",
    "Update {k:count}: the loss is {loss[k]}. The numbers ran away, and no step leads back.",
    "Adjust: w goes from {w[k]} to {w[next]}, and b goes with it. Each step goes too far.",
)
FAR_OUT = 1e6
# The quantities that say, for each phase, whether it is the one that is lit and what is known by then.
LIT = ("predicting", "measuring", "sloping", "adjusting")
KNOWN = ("said", "measured", "sloped", "adjusted")
FLAGS = {name: (np.arange(4) == phase).astype(np.uint8) for phase, name in enumerate(LIT)} | {
    f"is_{name}": (np.arange(4) >= phase).astype(np.uint8) for phase, name in enumerate(KNOWN)
}


def case(walked: Walk, loss: Array, k: Array, phase: Array) -> Array:
    """Which sentence holds at these updates and phases."""
    last, following = np.maximum(k - 1, 0), np.minimum(k + 1, UPDATES)
    plain: Array = np.array([0, 1, 3, 4])
    far_out = (abs(walked.path.points) >= FAR_OUT).any(axis=1) & (walked.path.losses > loss[0])
    lost = np.asarray(np.isnan(walked.path.points).any(axis=1))
    conditions = [
        np.isinf(loss[k]) | lost[k] | (lost[following] & (phase == 3)),
        walked.level[k] & (phase >= 2),
        (phase == 3) & far_out[following] & (walked.rate > 0),
        (walked.rate == 0) & ((phase == 3) | ((phase == 1) & (k > 0))),
        (phase == 1) & (k == 0),
        (phase == 1) & (loss[k] > loss[last]),
    ]
    return np.select(conditions, [8, 7, 9, 5, 2, 6], plain[phase]).astype(np.uint8)


def labels(*, guess: bool) -> tuple[Label, ...]:
    """The words on the figures."""
    stations = tuple(
        Label("ring", word, f"station_x[{i}]", f"station_y[{i}]", anchor="middle") for i, word in enumerate(PHASES)
    )
    flows = (
        ("ŷ {said_yhat[k]}\nat x = {said_x:set}", "model", "is_said[phase]"),
        ("loss\n{loss[k]}", "cost", "is_measured[phase]"),
        ("slopes\n{gw[k]}, {gb[k]}", "cost", "is_sloped[phase]"),
        ("w {w[next]:set}\nb {b[next]:set}", "model", ""),
    )
    guessed = (
        Label("fit", "your w {ghost:set}", "name_x", "ghost_grip", "model", anchor="above"),
        Label("fit", "loss of your line {ghost_loss}", "middle_x", "roof", "cost", anchor="below", part="guess_misses"),
    )
    return (
        *stations,
        *(
            Label("ring", text, f"beside_x[{i}]", f"beside_y[{i}]", role, when=when, part="flow")
            for i, (text, role, when) in enumerate(flows)
        ),
        *(guessed if guess else ()),
        Label("falling", "loss {loss[k]}", "at", "powers[k]", "cost", anchor="high"),
        Label("slice", "start {loss[0]}", "mark_x[0]", "mark_y[0]", "cost", anchor="above-right"),
        Label("slice", "border {border}", "border", "top", "muted", anchor="left", part="border"),
        Label("slice", "{loss[1]}", "dot_x", "dot_y", "cost", anchor="high", part="dot"),
    )


Piece = tuple[str, str]


def line(lit: str, plain: str, *pieces: Piece) -> tuple[Part, ...]:
    """One phase's formula: in full while it is lit, else muted and without numbers. A piece is a text and its role."""
    merged: list[Piece] = []
    for text, role in pieces:
        if merged and merged[-1][1] == role:
            text = merged.pop()[0] + text
        merged.append((text, role))
    flag = f"{lit}[phase]"
    return (Part(plain, "muted", f"!{flag}"), *(Part(text, role, flag) for text, role in merged))


@cache
def formula(terms: int, *, elided: bool) -> tuple[tuple[Part, ...], ...]:
    """What each phase computes, the lit one in full, and under it how fast is too fast."""
    each = range(terms)
    said = ",   ".join(f"{{w[k]:set}} × {{x{i}:setfactor}} + {{b[k]:setfactor}} = {{yhat{i}[k]}}" for i in each)
    squares = " + ".join(f"{{miss{i}[k]:setfactor}}²" for i in each)
    products = " + ".join(f"{{x{i}:setfactor}} × {{miss{i}[k]:setfactor}}" for i in each)
    misses = " + ".join(f"{{miss{i}[k]:setfactor}}" for i in each)
    rest = " + … {more:count} more" if elided else ""
    return (
        line(
            "predicting",
            "Predict  ŷ = w · x + b",
            *(("Predict  ", "text"), ("ŷ = w · x + b", "model"), (":   ", "text")),
            *((said, "model"), (rest.replace(" +", ",  "), "text")),
        ),
        line(
            "measuring",
            "Measure  L = (1/n) Σ (y − ŷ)²",
            *(("Measure  ", "text"), ("L", "cost"), (" = (1/n) Σ (", "text"), ("y", "truth"), (" − ", "text")),
            *(("ŷ", "model"), (")² = (", "text"), (squares + rest, "cost"), (") / {n:count} = ", "text")),
            ("{loss[k]}", "cost"),
        ),
        line(
            "sloping",
            "Slope  ∂L/∂w = −(2/n) Σ x (y − ŷ)",
            *(("Slope  ", "text"), ("∂L/∂w", "cost"), (" = −(2/{n:count}) × (", "text"), (products + rest, "cost")),
            *((") = ", "text"), ("{gw[k]}", "cost")),
        ),
        line(
            "sloping",
            "Slope  ∂L/∂b = −(2/n) Σ (y − ŷ)",
            *(("Slope  ", "text"), ("∂L/∂b", "cost"), (" = −(2/{n:count}) × (", "text"), (misses + rest, "cost")),
            *((") = ", "text"), ("{gb[k]}", "cost")),
        ),
        line(
            "adjusting",
            "Adjust  w ← w − η · ∂L/∂w,   b ← b − η · ∂L/∂b",
            *(("Adjust  ", "text"), *update("w", "gw"), (",   ", "text"), *update("b", "gb")),
        ),
        (
            Part("Curvatures {steep} and {gentle}: a rate above 2 / {steep} = {border} takes steps too far.", "muted"),
            Part(" All points share one x, so many lines are equally good.", "muted", "upright"),
            Part("   One at a time, another method: b by its slope at the new w. Then b ", "muted", "aside"),
            Part("{turn_b:set}", "model", "aside"),
            Part(", loss ", "muted", "aside"),
            Part("{turn_loss}", "cost", "aside"),
            Part("; here b {b[next]:set}, loss {loss[next]}.", "muted", "aside"),
        ),
    )


def update(name: str, slope: str) -> tuple[Piece, ...]:
    """One parameter's way: itself minus the rate times its slope."""
    return (
        (name, "model"),
        (f" ← {name} − η · ", "text"),
        (f"∂L/∂{name}", "cost"),
        (f" = {{{name}[k]:set}} − {{rate:set}} × ", "text"),
        (f"{{{slope}[k]:factor}}", "cost"),
        (" = ", "text"),
        (f"{{{name}[next]:set}}", "model"),
    )


def state(**said: str) -> dict[str, str]:
    """A state of the five points and the first line, but for what is said; `begin` is where learning begins."""
    begin = said.pop("begin", "")
    return {"data": "", "from": begin, "pace": "", "at": "", "ghost": ""} | said


ONE_AT_A_TIME = state(pace="0.05", at="3")
LINKS = (
    Link(
        "First steps",
        state(at="8"),
        "6.00, 2.23, 1.18; after 20 updates 0.766, after 100 still 0.736. Fast where the ground bends much, then slow.",
    ),
    Link(
        "Over the bottom",
        state(pace="0.08", at="5"),
        "4.94, then 4.09: it swings across and still arrives. After 100 updates 0.72025; rate 0.05 begins with 0.954 "
        "and 0.783 and has 0.722 there.",
    ),
    Link(
        "The border",
        state(pace="0.0845", at="400"),
        "5.99 after one update, still 5.38 after 100. A little more, and it would grow.",
    ),
    Link(
        "Apart",
        state(pace="0.09", at="41"),
        "7.44 after one update, 60.4 after ten, 2.0e11 after a hundred.",
    ),
    Link("Rate 0", state(pace="0", at="3"), "It predicts, measures, finds the slopes, and adjusts by nothing."),
    Link(
        "One at a time",
        ONE_AT_A_TIME,
        "Using the new w for b is another method, not this one; shown so that you know it when you meet it.",
    ),
)
PREDICTIONS = (
    Prediction(
        "1",
        "The slope of w is −15.2 and the rate 0.05. Where will w be?",
        state(pace="0.05", at="2", ghost="0"),
        state(pace="0.05", at="3", ghost="0.76"),
        "code0",
        (
            "0 − 0.05 × (−15.2) = 0.76. Minus a minus: w goes up. b goes to 1.2, the loss to 0.954.",
            "The slope is negative, so against it is up.",
        ),
        "Not yet. It is at {ghost:set}. Look at the picture, then try again.",
        ("fit.guess_misses", "falling", "slice"),
    ),
    Prediction(
        "2",
        "Rate 0.0423 lands at the bottom of this slice of the loss. Which rate lands on the other side, as high as it "
        "began?",
        state(pace="0.0423"),
        state(pace="0.0845"),
        "code1",
        (
            "0.0845, twice as far. The slice is a parabola: as far beyond the bottom, as high. Loss 6.00 again; at the "
            "bottom it was 0.779.",
        ),
        "Not yet. It is at {rate:set}. Look at the picture, then try again.",
        ("falling", "slice.curve", "slice.dot", "slice.border", "ring.flow"),
    ),
    Prediction(
        "3",
        "Put the line where the loop stops for good.",
        state(pace="0.05"),
        state(pace="0.05", begin="0.8,0.6"),
        "code2",
        (
            "At w 0.8, b 0.6 both slopes are 0, so nothing moves. The loop stops where the ground is level, not where "
            "the loss is 0: it is 0.720.",
        ),
        "Not yet. It is at w {w[0]:set}, b {b[0]:set}. Look at the picture, then try again.",
        ("falling", "slice", "ring.flow"),
    ),
)
GOALS = (
    Goal("G1", "After one update the loss is at most 0.80.", "goal0"),
    Goal("G2", "After one update the loss is higher than before.", "goal1"),
    Goal("G3", "After 100 updates the loss is at most 0.7205.", "goal2"),
    Goal("G4", "The loss falls at every update, and after 100 it is still above 1.", "goal3"),
)
