"""And with only yes or no? One truth, one forecast, what it pays, and how hard that pushes on the logit."""

import math
import re
from functools import cache, lru_cache

import numpy as np

from lossviz.figures import branches, paper, pushes, rail
from lossviz.inputs.units import UNITS, Unit
from lossviz.scene import assessment as judged
from lossviz.scene.scene import Array, Figure, Goal, Handle, Label, Link, Part, Prediction, Scene, Table
from lossviz.scene.unit_choice import choices
from lossviz.theory import activations, mean_squared_error
from lossviz.theory import binary_cross_entropy as bce

TRUTHS = np.round(np.linspace(0, 1, 21), 2)
FORECASTS = np.round(np.linspace(0, 1, 201), 3)
LOGITS = np.round(np.linspace(-8, 8, 161), 1) + 0.0
# A handle's reach, and what the figures show beyond it.
REACH, EDGE = 8.0, 8.7
CURVE = np.linspace(-EDGE, EDGE, 175)
LARGEST_LOGIT = 1000
# Beyond it the slope of the sigmoid is 0 in double precision: as far out as infinity.
FAR = 800.0
# The frames of the two loss figures, in nats: what ŷ = 0.004 pays, and a little more than a logit at the edge.
TOP, TOP_LOGIT = 5.52, 9.2
MANY_UPDATES = 2000
# From here on out squared error needs more than that many.
STALLED = -9.0
HARD = 100
FIRST = {"y": "1", "yhat": "0.1", "logit": "", "unit": "nats"}
_NUMBER = re.compile(r"[+-]?([0-9]{1,9}(\.[0-9]{0,25})?|\.[0-9]{1,25})(e[+-]?[0-9]{1,3})?", re.IGNORECASE)


def parse_number(text: str, low: float, high: float) -> float:
    """Read one number between two bounds; its minus sign may be a hyphen or a minus sign.

    Raises:
        ValueError: naming what could be said instead.
    """
    plain = text.strip().replace("−", "-")
    if not _NUMBER.fullmatch(plain):
        raise ValueError("this is not a number; write it as in 0.9")
    number = float(plain)
    if not low <= number <= high:
        raise ValueError(f"it lies between {low:,.0f} and {high:,.0f}".replace("-", "−"))
    return number + 0.0


def parse_truth(text: str) -> float:
    """Read y: 1 is yes, 0 is no, 0.9 means yes in nine cases of ten."""
    return parse_number(text, 0, 1)


def parse_forecast(text: str) -> float:
    """Read ŷ, the probability of yes."""
    return parse_number(text, 0, 1)


def parse_logit(text: str) -> float | None:
    """Read a logit; nothing at all means that ŷ says it."""
    return parse_number(text, -LARGEST_LOGIT, LARGEST_LOGIT) if text.strip() else None


def text(number: float | None) -> str:
    """A number as it stands in the address."""
    return "" if number is None else repr(float(number)).removesuffix(".0")


def in_unit(nats: Array, unit: Unit) -> Array:
    """Nats in another unit: 0.693 nats are 1 bit."""
    return nats / math.log(unit.base)


def forecasts(yhat: Array) -> dict[str, Array]:
    """What is known of forecasts that were set as probabilities."""
    # The logit is what a no would pay, less what a yes would.
    z = bce.losses(0 * yhat, yhat) - bce.losses(0 * yhat + 1, yhat)
    return {"yhat": yhat, "not_yhat": 1 - yhat, "z": z}


def from_logits(z: Array) -> dict[str, Array]:
    """What is known of forecasts that were set as logits; near 0 and 1 the probabilities are rounded."""
    return {"yhat": activations.sigmoid(z), "not_yhat": activations.sigmoid(-z), "z": z}


def pushed(y: Array, z: Array) -> tuple[Array, Array]:
    """The slopes in the logit of cross-entropy and of the squared error, one for each sample."""
    push = bce.gradient_from_logits(y[..., None], z[..., None])[..., 0]
    return push, shrunk(push, z)


def shrunk(push: Array, z: Array) -> Array:
    """The squared error's slope where cross-entropy's is `push`: twice the miss, times the sigmoid's own slope."""
    # Set against a truth of 0, a forecast of `push` misses by exactly that.
    doubled = mean_squared_error.gradient(np.zeros((*push.shape, 1)), push[..., None])[..., 0]
    return doubled * activations.sigmoid_slope(np.clip(z, -FAR, FAR)) + 0.0


def updates(z: Array) -> Array:
    """How many updates at rate 1 lead from each logit up to 0, where ŷ is 0.5, if the answer is yes.

    The first of each two numbers is for cross-entropy, the second for squared error; counting stops at one
    more than `MANY_UPDATES`. From 0 on up none is needed.
    """
    count = np.zeros((*z.shape, 2), dtype=np.int16)
    below, place = np.unique(z[z < 0], return_inverse=True)
    if len(below):
        count[z < 0] = climbs(tuple(below.tolist()))[place]
    return count


# A walk of a thousand steps is slow and always the same, so it is walked once.
@lru_cache(maxsize=64)
def climbs(starts: tuple[float, ...]) -> Array:
    """The updates from each of these logits, all below 0."""
    counts = []
    for which in range(2):
        z = np.array(starts)
        count = np.where((z < STALLED) & (which == 1), MANY_UPDATES + 1, 0).astype(np.int16)
        going = np.flatnonzero(count == 0)
        while len(going):
            count[going] += 1
            z[going] -= pushed(np.ones(len(going)), z[going])[which]
            going = going[(z[going] < 0) & (count[going] <= MANY_UPDATES)]
        counts.append(count)
    return np.stack(counts, axis=-1)


def measured(y: Array, said: dict[str, Array], unit: Unit, by_logit: bool) -> dict[str, Array]:
    """Every number that is read, one row for each truth and forecast."""
    yhat, z = said["yhat"], said["z"]
    if by_logit:
        loss = bce.losses_from_logits(y, z)
        push, squared = pushed(y, z)
    else:
        loss = bce.losses(y, yhat)
        push = yhat - y
        squared = shrunk(push, z)
    slope = activations.sigmoid_slope(np.clip(z, -FAR, FAR))
    ratio = np.divide(push, squared, out=np.full(y.shape, np.inf), where=squared != 0)
    return said | {
        "y": y,
        "not_y": np.round(1 - y, 12),
        "of_100": np.round(100 * y, 9),
        "minus_z": -z,
        "loss": in_unit(loss, unit),
        "least": in_unit(bce.losses(y, y), unit),
        "nats": loss,
        "push": push,
        "squared": squared,
        "slope": slope,
        "ratio": ratio,
    }


def worded(at: dict[str, Array], by_logit: bool) -> dict[str, Array]:
    """Which sentence holds for each row, which parts of the formula show, and where labels have room."""
    y, yhat, z, push = (at[name] for name in ("y", "yhat", "z", "push"))
    plain, infinite = (y == 0) | (y == 1), np.isinf(at["nats"])
    wrong = (((y == 1) & (z < 0)) | ((y == 0) & (z > 0))) & np.isfinite(z)
    ends = (yhat == 0) | (yhat == 1)
    rounded = ends & by_logit & (at["nats"] > 0)
    case = np.select(
        [
            rounded,
            infinite & plain,
            infinite & (yhat == 0),
            infinite,
            yhat == 0.5,
            wrong & (at["ratio"] >= HARD),
            plain,
        ],
        [8, 4 + (y == 0), 6, 7, 3, 9, y == 0],
        default=2,
    )
    steep = bce.gradient(y[..., None], yhat[..., None])[..., 0]
    upper = y >= 0.5
    return {
        "case": case.astype(np.uint8),
        "rounded": rounded.astype(np.uint8),
        "stalls": wrong.astype(np.uint8),
        "right_of_wall": (steep < -5).astype(np.uint8),
        "left_of_wall": (steep > 5).astype(np.uint8),
        "beside_x": np.clip(yhat - 0.03 * np.sign(steep), 0, 1).astype(np.float32),
        "falls": (push < -0.3).astype(np.uint8),
        "rises": (push > 0.3).astype(np.uint8),
        "z_at": np.clip(z, -EDGE, EDGE).astype(np.float32),
        "beside_z": np.clip(z - 0.5 * np.sign(push), 0.5 - EDGE, EDGE - 0.5).astype(np.float32),
        "gap": (y - yhat).astype(np.float32),
        "line_1": np.where(upper, 0.94, -0.7).astype(np.float32),
        "line_2": np.where(upper, 0.7, -0.94).astype(np.float32),
        "plumb": np.stack([y, y], axis=-1).astype(np.float32),
    }


def counted(at: dict[str, Array], stalls: Array) -> dict[str, Array]:
    """How many updates each row is from ŷ = 0.5, where it is on the wrong side of it."""
    # A no is a yes with the signs turned.
    count = updates(np.where(stalls > 0, -abs(at["z"]), 0.0))
    return {
        "updates": count[:, 0],
        "updates_squared": count[:, 1],
        "soon": (count[:, 0] <= MANY_UPDATES).astype(np.uint8),
        "ever": (count[:, 1] <= MANY_UPDATES).astype(np.uint8),
    }


def judged_by(at: dict[str, Array]) -> dict[str, Array]:
    """How each row answers the predictions, and which goals it meets."""
    y, yhat, nats = at["y"], at["yhat"], at["nats"]
    yes, nine = y == 1, judged.within(y, 0.9, 0)
    replies = (
        [yes & judged.within(yhat, 0.316, 0.015), yes & judged.within(yhat, 0.55, 0.03)],
        [nine & judged.within(yhat, 0.9, 0.015), nine & (yhat >= 0.97)],
        [yes & (yhat >= 0.27) & (yhat <= 0.4), yes & (yhat <= 0.1)],
    )
    codes = {f"code{i}": judged.answered(reply) for i, reply in enumerate(replies)}
    return codes | judged.met((judged.within(nats, 0.693, 0.01), nine & (nats <= 0.326)))


def drawn(y: Array, said: dict[str, Array], unit: Unit, by_logit: bool) -> dict[str, Array]:
    """Every quantity for rows of truths and forecasts."""
    at = measured(y, said, unit, by_logit)
    words = worded(at, by_logit)
    rows = at | words | counted(at, words["stalls"]) | judged_by(at)
    return {name: values for name, values in rows.items() if name != "nats"}


def curves(y: Array, unit: Unit) -> dict[str, Array]:
    """What is paid and how hard it pushes, for truths on the first axis over all logits on the last."""
    truth, z = np.broadcast_arrays(y[..., None], CURVE)
    push, squared = pushed(truth, z)
    paid = in_unit(bce.losses_from_logits(truth, z), unit)
    named = {"paid": paid, "push_curve": push, "squared_curve": squared}
    return {name: values.astype(np.float32) for name, values in named.items()}


def tables(y: float, yhat: float, logit: float | None, unit: Unit) -> dict[str, Table]:
    """The forecast, its logit and the truth, each pulled from end to end while the others stay."""
    by_logit = logit is not None
    said = from_logits(np.array([logit])) if by_logit else forecasts(np.array([yhat]))
    now = drawn(np.array([y]), said, unit, by_logit)

    def rows(many: dict[str, Array]) -> dict[str, Array]:
        return {name: np.concatenate([values, now[name]]) for name, values in many.items()}

    by_yhat = drawn(np.full(len(FORECASTS), y), forecasts(FORECASTS), unit, False)
    by_z = drawn(np.full(len(LOGITS), y), from_logits(LOGITS), unit, True)
    still = {name: np.full(len(TRUTHS), values[0]) for name, values in said.items()}
    by_y = rows(drawn(TRUTHS, still, unit, by_logit)) | curves(np.append(TRUTHS, y), unit)
    # Who pulls one empties the other, but only by pulling: what is not a number is written as nothing.
    none = {"none": np.array(np.nan)}
    return {
        "yhat": Table(FORECASTS, float(said["yhat"][0]), rows(by_yhat), {"yhat": "yhat", "logit": "none"}, none),
        "logit": Table(LOGITS, reached(float(said["z"][0])), rows(by_z), {"logit": "z", "yhat": "none"}, none),
        "y": Table(TRUTHS, y, by_y, {"y": "y"}),
    }


def reached(z: float) -> float:
    """Where the logit's handle stands: what lies beyond its reach waits half a step outside."""
    return z if abs(z) <= REACH else math.copysign(REACH + 0.05, z)


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The four pictures; they depend on the unit only."""
    per_nat = 1 / math.log(UNITS[unit_name].base)
    loss = {"if_yes": "if_yes", "if_no": "if_no", "paid": "paid", "dot_y": "loss", "unit": unit_name}
    return (
        Figure(
            "rail",
            "Truth and forecast: their gap is the push",
            rail.figure(rails=(("ends", "upper"), ("ends", "lower")), plumb=("plumb", "down"), gap="gap", said="yhat"),
            height=92,
            columns=12,
            describes="Two lines from no to yes with the truth y on one and your forecast on the other",
        ),
        Figure(
            "loss",
            "What you pay for saying ŷ",
            branches.figure(
                x="curve_yhat",
                dot_x="yhat",
                across=paper.axis(0, 1, "ŷ", ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
                top=TOP * per_nat,
                **loss,
            ),
            height=250,
            narrow_height=230,
            columns=4,
            describes="Curve of the loss over the forecast, a wall where you are sure and wrong",
        ),
        Figure(
            "logit",
            "The same over the logit: nearly straight",
            branches.figure(
                x="curve_z",
                dot_x="z_at",
                across=paper.axis(-EDGE, EDGE, "logit", ticks=[-8, -4, 0, 4, 8]),
                top=TOP_LOGIT * per_nat,
                **loss,
            ),
            height=250,
            narrow_height=230,
            columns=4,
            describes="Curve of the loss over the logit, nearly straight on the wrong side",
        ),
        Figure(
            "push",
            "The push: what an update at rate 1 subtracts",
            pushes.figure(
                x="curve_z",
                first="push_curve",
                second="squared_curve",
                at="z_at",
                first_at="push",
                second_at="squared",
                level=("edges", "lower"),
                edge=EDGE,
            ),
            height=250,
            narrow_height=230,
            columns=4,
            describes="Slope in the logit of cross-entropy and of squared error, which is flat where it is most wrong",
        ),
    )


def labels(unit: Unit) -> tuple[Label, ...]:
    """The words on the figures."""
    many = f"{MANY_UPDATES:,}"
    branch = [
        # What is paid wears its colour; a branch that is idle, or only a part of what is paid, is muted.
        ("loss", f"−{unit.log} ŷ\nif yes", "yes_x", "high", "right", "not_y"),
        ("loss", f"−{unit.log}(1 − ŷ)\nif no", "no_x", "high", "left", "y"),
        ("logit", "if yes", "yes_z", "high_z", "right", "not_y"),
        ("logit", "if no", "no_z", "high_z", "left", "y"),
    ]
    return (
        # The spaces keep clear of a handle at the end of its rail.
        Label("rail", "y = {y:set}   ", "floor", "one", "truth", anchor="left"),
        Label("rail", "ŷ = {yhat:set}   ", "floor", "floor", "model", anchor="left"),
        *(Label(at, text, x, y, "cost", anchor, f"!{idle}") for at, text, x, y, anchor, idle in branch),
        *(Label(at, text, x, y, "muted", anchor, idle) for at, text, x, y, anchor, idle in branch),
        Label("loss", "{loss}", "beside_x", "loss", "cost", anchor="right", when="right_of_wall"),
        Label("loss", "{loss}", "beside_x", "loss", "cost", anchor="left", when="left_of_wall"),
        Label("loss", "{loss}", "yhat", "loss", "cost", anchor="high", when="!right_of_wall !left_of_wall"),
        Label("logit", "{z:set}", "beside_z", "loss", "model", anchor="right", when="falls"),
        Label("logit", "{z:set}", "beside_z", "loss", "model", anchor="left", when="rises"),
        Label("logit", "{z:set}", "z_at", "loss", "model", anchor="high", when="!falls !rises"),
        *(
            Label("push", f"{mark} {{{push}}}{more}", "edge_z", line, role, anchor="right", when=when)
            for mark, push, line, role, count, soon in (
                ("● cross-entropy", "push", "line_1", "cost", "updates", "soon"),
                ("■ squared error", "squared", "line_2", "text", "updates_squared", "ever"),
            )
            for more, when in (
                ("", "!stalls"),
                (f": {{{count}:count}} updates to 0.5", f"stalls {soon}"),
                (f": over {many} to 0.5", f"stalls !{soon}"),
            )
        ),
    )


def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The definition, the same with the numbers in it, and the two pushes."""
    log = unit.log
    return (
        (
            Part("L", "cost"),
            Part(" = −( "),
            Part("y", "truth"),
            Part(f" {log} "),
            Part("ŷ", "model"),
            Part(" + (1 − "),
            Part("y", "truth"),
            Part(f") {log}(1 − "),
            Part("ŷ", "model"),
            Part(") )"),
            Part(" = −( ", when="!rounded"),
            Part(" = ", when="rounded"),
            Part("{y:set}", "truth", when="y"),
            Part(f" × {log} ", when="y !rounded"),
            Part("{yhat:set}", "model", when="y !rounded"),
            Part(f" × {log}(1 + exp(", when="y rounded"),
            Part("{minus_z:set}", "model", when="y rounded"),
            Part("))", when="y rounded"),
            Part("0 × …", "muted", when="!y"),
            Part(" + "),
            Part("{not_y:set}", "truth", when="not_y"),
            Part(f" × {log} ", when="not_y !rounded"),
            Part("{not_yhat:set}", "model", when="not_y !rounded"),
            Part(f" × {log}(1 + exp(", when="not_y rounded"),
            Part("{z:set}", "model", when="not_y rounded"),
            Part("))", when="not_y rounded"),
            Part("0 × …", "muted", when="!not_y"),
            Part(" )", when="!rounded"),
            Part(" = "),
            Part("{loss}", "cost"),
            Part(" {loss:unit}"),
        ),
        (
            Part("push in nats: "),
            Part("ŷ", "model"),
            Part(" − "),
            Part("y", "truth"),
            Part(" = "),
            Part("{push}", "cost"),
            Part("     squared error: 2("),
            Part("ŷ", "model"),
            Part(" − "),
            Part("y", "truth"),
            Part(") · "),
            Part("ŷ", "model"),
            Part("(1 − "),
            Part("ŷ", "model"),
            Part(") = 2 × {push} × "),
            Part("{slope}", mark="one"),
            Part(" = {squared}"),
            Part("   the underlined factor is what shrinks", "muted"),
        ),
    )


SAYS = (
    "The answer is yes and you said {yhat:set}: loss {loss} {loss:unit}, push {push} on the logit.",
    "The answer is no and you said {yhat:set}: loss {loss} {loss:unit}, push {push} on the logit.",
    "Yes in {of_100:set} of 100 cases and you say {yhat:set}: {loss} {loss:unit} on average; least is {least}.",
    "You said 0.5: {loss} {loss:unit} either way, as for a coin toss.",
    "You said never, and it happened. The loss is infinite.",
    "You said always, and it did not happen. The loss is infinite.",
    "You said never, and it happens in {of_100:set} of 100 cases. The average loss is infinite.",
    "You said always, and it happens in only {of_100:set} of 100 cases. The average loss is infinite.",
    "At logit {z:set} ŷ rounds to {yhat:set}, but the loss does not: {loss} {loss:unit}, push {push}.",
    "Squared error pushes {squared}, cross-entropy {push}: {ratio} times as hard.",
)


def to(y: str, *, yhat: str = "", logit: str = "") -> dict[str, str]:
    """A state in the words of the address; of ŷ and logit one says it and the other is empty."""
    return {"y": y, "yhat": yhat, "logit": logit}


LINKS = (
    Link(
        "Coin toss",
        to("1", yhat="0.5"),
        "0.5 costs 0.693 nats, whichever answer comes. A loss of 0.693 has learned nothing.",
    ),
    Link(
        "Sure and right", to("1", yhat="0.99"), "0.99 costs 0.0101 nats: little is left to gain by being surer still."
    ),
    Link("Sure and wrong", to("1", yhat="0"), "Never was said, yes was true. No number is large enough."),
    Link(
        "Sure and wrong, as a logit",
        to("1", logit="-800"),
        "ŷ rounds to 0, yet the loss is exactly 800 nats. This is why losses in software take logits.",
    ),
    Link(
        "Logit 37",
        to("0", logit="37"),
        "From logit 37 on ŷ is exactly 1 in double precision. Taken from ŷ the loss would be infinite; it is 37 nats.",
    ),
    Link(
        "The stall",
        to("1", logit="-6"),
        "Cross-entropy is back at 0.5 after 7 updates, squared error after 214. From −8: 9 and 1,507.",
    ),
    Link(
        "−ln 2",
        to("1", logit="-0.693"),
        "ŷ is one third, where squared error pushes hardest: −0.296. Cross-entropy pushes −0.667.",
    ),
    Link("Nine of ten", to("0.9", yhat="0.99"), "Right nine times of ten, and the tenth time is dear. Pull ŷ to 0.9."),
)
ASLEEP = ("loss", "logit", "push")
PREDICTIONS = (
    Prediction(
        "1",
        "At 0.1 the yes costs 2.303. Where does it cost half of that?",
        FIRST,
        FIRST | {"yhat": "0.316"},
        "code0",
        (
            "At 0.316, the root of 0.1: 1.151. Not in the middle.",
            "The middle of the way costs much less: the wall is steep.",
        ),
        "Not yet. It is at {yhat:set}. Look at the picture, then try again.",
        ASLEEP,
    ),
    Prediction(
        "2",
        "Nine of ten such cases are yes. What should you say, each time, to pay least?",
        FIRST | {"y": "0.9", "yhat": "0.5"},
        FIRST | {"y": "0.9", "yhat": "0.9"},
        "code1",
        (
            "0.9: 0.325 on average. Saying 0.99 costs 0.470, and 0.999 costs 0.692, as much as 0.5 would (0.693).",
            "Right nine times, but the tenth time is dear.",
        ),
        "Not yet. It is at {yhat:set}, for {loss} on average. Look at the picture, then try again.",
        ASLEEP,
    ),
    Prediction(
        "3",
        "The answer is yes. Where does squared error push hardest on the logit?",
        FIRST | {"yhat": "0.5"},
        FIRST | {"yhat": "0.333"},
        "code2",
        (
            "At 0.333, where it pushes −0.296. At ŷ = 0.00247, the worst of mistakes, it pushes −0.00492; "
            "cross-entropy pushes −0.998, 203 times as hard.",
            "One would wish so. But there the sigmoid is flat, and the squared error multiplies by its slope.",
        ),
        "Not yet. At {yhat:set} it pushes {squared}. Look at the picture, then try again.",
        ("push",),
    ),
)
GOALS = (
    Goal("G1", "A loss of 0.693 nats, what a coin toss pays.", "goal0"),
    Goal("G2", "With y at 0.9, a loss of at most 0.326 nats.", "goal1"),
)


def handles() -> tuple[Handle, ...]:
    """The forecast on its rail and on its curve, the logit on its own, and the truth."""
    return (
        Handle(
            "yhat",
            "ŷ, your forecast",
            "{yhat:set}",
            ("yhat",),
            axis="x",
            figure="rail",
            x="yhat",
            y="floor",
            role="model",
        ),
        Handle("y", "y, the truth", "{y:set}", ("y",), axis="x", figure="rail", x="y", y="one", role="truth", leap=2),
        Handle(
            "curve",
            "ŷ, on the curve",
            "{yhat:set}",
            ("yhat",),
            axis="x",
            figure="loss",
            x="yhat",
            y="loss",
            role="model",
        ),
        Handle("logit", "logit", "{z:set}", ("logit",), axis="x", figure="logit", x="z_at", y="loss", role="model"),
    )


def scene(*, y: float = 1.0, yhat: float = 0.1, logit: float | None = None, unit: str = "nats") -> Scene:
    """The picture of one truth and one forecast; where there is a logit, it says the forecast."""
    chosen = UNITS[unit]
    ends = np.array([1.0, 0.0])
    branch = curves(ends, chosen)["paid"]
    now = {name: values[0] for name, values in curves(np.array([y]), chosen).items()}
    return Scene(
        name="binary-cross-entropy",
        figures=figures(unit),
        tables=tables(y, yhat, logit, chosen),
        opening="yhat",
        handles=handles(),
        labels=labels(chosen),
        says=SAYS,
        case="case",
        formula=formula(chosen),
        units=chosen.words,
        choices=choices(unit),
        links=LINKS,
        predictions=PREDICTIONS,
        goals=GOALS,
        shared={
            "floor": np.array(0.0),
            "one": np.array(1.0),
            "ends": np.array([0.0, 1.0]),
            "edges": np.array([-EDGE, EDGE]),
            "upper": np.full(2, rail.UPPER),
            "lower": np.full(2, rail.LOWER),
            "down": np.array([rail.UPPER, rail.LOWER]),
            "curve_z": CURVE.astype(np.float32),
            "curve_yhat": activations.sigmoid(CURVE).astype(np.float32),
            "if_yes": branch[0],
            "if_no": branch[1],
            "yes_x": np.array(0.17),
            "no_x": np.array(0.83),
            "high": in_unit(np.array(0.88 * TOP), chosen),
            "yes_z": np.array(-6.6),
            "no_z": np.array(6.6),
            "high_z": in_unit(np.array(8.4), chosen),
            "edge_z": np.array(-EDGE),
            **now,
        },
        reset=dict.fromkeys(FIRST, ""),
    )
