"""The texts of the binary cross-entropy lesson: sentences, formula, links."""

from lossviz.inputs.units import Unit
from lossviz.scene.scene import Link, Part, marked

SAYS = (
    "The answer is yes and you said {yhat:set}: loss {loss} {loss:unit}, push {gradient} on the logit.",
    "The answer is no and you said {yhat:set}: loss {loss} {loss:unit}, push {gradient} on the logit.",
    "Yes in {of_100:set} of 100 cases and you say {yhat:set}: {loss} {loss:unit} on average; least is {least}.",
    "You said 0.5: {loss} {loss:unit} either way, as for a coin toss.",
    "You said never, and it happened. The loss is infinite.",
    "You said always, and it did not happen. The loss is infinite.",
    "You said never, and it happens in {of_100:set} of 100 cases. The average loss is infinite.",
    "You said always, and it happens in only {of_100:set} of 100 cases. The average loss is infinite.",
    "At logit {z:set} ŷ rounds to {yhat:set}, but the loss does not: {loss} {loss:unit}, push {gradient}.",
    "Squared error pushes {mse_gradient}, cross-entropy {gradient}: {ratio} times as hard.",
)


def to(y: str, *, yhat: str = "", logit: str = "") -> dict[str, str]:
    """The parameters of a state; the prediction is given by either `yhat` or `logit`, and the other is empty."""
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


def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The definition, the same with the numbers in it, and the two pushes."""
    log = unit.log
    return (
        (
            *marked(f"[cost]L[/] = −( [truth]y[/] {log} [model]ŷ[/] + (1 − [truth]y[/]) {log}(1 − [model]ŷ[/]) )"),
            Part(" = −( ", when="!rounded"),
            Part(" = ", when="rounded"),
            Part("{y:set}", "truth", when="y"),
            *marked(f" × {log} [model]{{yhat:set}}[/]", when="y !rounded"),
            *marked(f" × {log}(1 + exp([model]{{minus_z:set}}[/]))", when="y rounded"),
            Part("0 × …", "muted", when="!y"),
            Part(" + "),
            Part("{not_y:set}", "truth", when="not_y"),
            *marked(f" × {log} [model]{{not_yhat:set}}[/]", when="not_y !rounded"),
            *marked(f" × {log}(1 + exp([model]{{z:set}}[/]))", when="not_y rounded"),
            Part("0 × …", "muted", when="!not_y"),
            Part(" )", when="!rounded"),
            *marked(" = [cost]{loss}[/] {loss:unit}"),
        ),
        (
            *marked(
                "push in nats: [model]ŷ[/] − [truth]y[/] = [cost]{gradient}[/]"
                "     squared error: 2([model]ŷ[/] − [truth]y[/]) · [model]ŷ[/](1 − [model]ŷ[/])"
                " = 2 × {gradient} × "
            ),
            Part("{slope}", mark="one"),
            *marked(" = {mse_gradient}[muted]   the underlined factor is what shrinks[/]"),
        ),
    )
