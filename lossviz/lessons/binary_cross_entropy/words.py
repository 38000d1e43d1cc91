"""The texts of the binary cross-entropy lesson: sentences, formula, links."""

from lossviz.inputs.units import Unit
from lossviz.scene.scene import Link, Part, grouped, marked

SAYS = (
    "The answer is yes and ŷ is {yhat:set}: loss {loss} {loss:unit}, gradient with respect to the logit {gradient}.",
    "The answer is no and ŷ is {yhat:set}: loss {loss} {loss:unit}, gradient with respect to the logit {gradient}.",
    "Yes in {of_100:set} of 100 cases, and ŷ is {yhat:set}: mean loss {loss} {loss:unit}; its minimum is {least}.",
    "ŷ is 0.5: loss {loss} {loss:unit} for either answer, as for a coin toss.",
    "ŷ is 0, but the answer is yes. The loss is infinite.",
    "ŷ is 1, but the answer is no. The loss is infinite.",
    "ŷ is 0, but the answer is yes in {of_100:set} of 100 cases. The mean loss is infinite.",
    "ŷ is 1, but the answer is yes in only {of_100:set} of 100 cases. The mean loss is infinite.",
    "At logit {z:set} ŷ rounds to {yhat:set}; from the logit the loss is {loss} {loss:unit}, its gradient {gradient}.",
    "Squared error: vanishing gradient, {mse_gradient}. Cross-entropy: {gradient}, {ratio} times as large.",
)


def to(y: str, *, yhat: str = "", logit: str = "") -> dict[str, str]:
    """The parameters of a state; the prediction is given by either `yhat` or `logit`, and the other is empty."""
    return {"y": y, "yhat": yhat, "logit": logit}


LINKS = (
    *grouped(
        "Prediction",
        Link(
            "ŷ = 0.5: a coin toss",
            to("1", yhat="0.5"),
            "[0.693 nats] for either answer. A mean loss of [0.693|nats] is no better than always predicting 0.5.",
        ),
        Link(
            "ŷ = 0.99: confident and right",
            to("1", yhat="0.99"),
            "[0.0101 nats]: a larger ŷ can make the loss only a little smaller.",
        ),
        Link(
            "ŷ = 0: confident and wrong",
            to("1", yhat="0"),
            "The answer is yes, but its predicted probability is 0: the loss is infinite.",
        ),
        Link(
            "y = 0.9, ŷ = 0.99: overconfident",
            to("0.9", yhat="0.99"),
            "Nine of ten losses are small, but the tenth is large. Drag ŷ to 0.9.",
        ),
    ),
    *grouped(
        "Large logits",
        Link(
            "Logit −800: loss [800|nats]",
            to("1", logit="-800"),
            "ŷ rounds to 0, but the loss is exactly [800 nats]. This is why losses in software take logits.",
        ),
        Link(
            "Logit 37: ŷ rounds to 1",
            to("0", logit="37"),
            "From logit 37 on ŷ is exactly 1 in double precision. From ŷ the loss would be infinite; it is [37 nats].",
        ),
    ),
    *grouped(
        "Squared error",
        Link(
            "Squared error: vanishing gradient",
            to("1", logit="-6"),
            "From logit −6 to ŷ = 0.5: 7 updates with cross-entropy, 214 with squared error. From −8: 9 and 1,507.",
        ),
        Link(
            "Squared error: largest gradient",
            to("1", logit="-0.693"),
            "ŷ is one third. The gradient of squared error is largest here, −0.296; that of cross-entropy is −0.667.",
        ),
    ),
)


def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """The definition, the same with the numbers in it, and the two gradients."""
    log = unit.log
    return (
        (
            *marked(f"[cost]L[/] = −( [truth]y[/] {log} [model]ŷ[/] + (1 − [truth]y[/]) {log}(1 − [model]ŷ[/]) )"),
            Part(" = −( ", when="!rounded"),
            Part(" = ", when="rounded"),
            Part("{y:set}", "truth", when="y"),
            *marked(f" × {log} [model]{{yhat:setdigits}}[/]", when="y !rounded"),
            *marked(f" × {log}(1 + exp([model]{{minus_z:setdigits}}[/]))", when="y rounded"),
            Part("0 × …", "muted", when="!y"),
            Part(" + "),
            Part("{not_y:set}", "truth", when="not_y"),
            *marked(f" × {log} [model]{{not_yhat:setdigits}}[/]", when="not_y !rounded"),
            *marked(f" × {log}(1 + exp([model]{{z:setdigits}}[/]))", when="not_y rounded"),
            Part("0 × …", "muted", when="!not_y"),
            Part(" )", when="!rounded"),
            *marked(" = [cost]{loss}[/] {loss:unit}"),
        ),
        (*marked("gradient with respect to the logit, in nats: [model]ŷ[/] − [truth]y[/] = [cost]{gradient}[/]"),),
        (
            *marked(
                "of squared error: 2([model]ŷ[/] − [truth]y[/]) · [model]ŷ[/](1 − [model]ŷ[/]) "
                "= 2 × {gradient:digitsfactor} × "
            ),
            Part("{slope:digits}", mark="one"),
            *marked(" = {mse_gradient}[muted]   the underlined factor is near 0 where ŷ is near 0 or 1[/]"),
        ),
    )
