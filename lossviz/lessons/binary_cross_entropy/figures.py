"""The four figures of the binary cross-entropy lesson, and the words on them."""

from functools import cache

from lossviz.figures import binary_loss, logit_gradients, number_lines, plot
from lossviz.inputs.units import UNITS, Unit
from lossviz.lessons.binary_cross_entropy.quantities import EDGE, MANY_UPDATES
from lossviz.scene.scene import Figure, Label
from lossviz.theory.logarithms import nats_to_base

# The frames of the two loss figures, in nats: the loss at ŷ = 0.004, and a little more than a logit at the edge.
TOP, TOP_LOGIT = 5.52, 9.2


@cache
def figures(unit_name: str) -> tuple[Figure, ...]:
    """The four figures; they depend on the unit only."""
    per_nat = float(nats_to_base(1.0, UNITS[unit_name].base))
    curves = {"if_yes": "if_yes", "if_no": "if_no", "loss": "loss_curve", "dot_y": "loss", "unit": unit_name}
    return (
        Figure(
            "prediction",
            "Label y, prediction ŷ; bar: the gradient ŷ − y",
            number_lines.figure(
                lines=(("ends", "upper"), ("ends", "lower")),
                drop_line=("drop_x", "drop_y"),
                error="error",
                prediction="yhat",
            ),
            height=92,
            narrow_height=150,
            columns=12,
            describes="Two lines from no to yes with the label y on one and the prediction ŷ on the other",
        ),
        Figure(
            "loss",
            "Loss as a function of ŷ",
            binary_loss.figure(
                x="curve_yhat",
                dot_x="yhat",
                x_axis=plot.axis(0, 1, "ŷ", ticks=[0, 0.5, 1.0], words=["0", "½", "1"]),
                top=TOP * per_nat,
                **curves,
            ),
            height=250,
            narrow_height=230,
            columns=4,
            describes="Curve of the loss over the prediction, which rises to infinity where it is confident and wrong",
        ),
        Figure(
            "logit",
            "Loss as a function of the logit",
            binary_loss.figure(
                x="curve_z",
                dot_x="z_at",
                x_axis=plot.axis(-EDGE, EDGE, "logit", ticks=[-8, -4, 0, 4, 8]),
                top=TOP_LOGIT * per_nat,
                **curves,
            ),
            height=250,
            narrow_height=230,
            columns=4,
            describes="Curve of the loss over the logit, nearly straight on the wrong side",
        ),
        Figure(
            "gradient",
            "Gradient: updates to ŷ = 0.5 (η = 1)",
            logit_gradients.figure(
                x="curve_z",
                first="gradient_curve",
                second="mse_gradient_curve",
                at="z_at",
                first_at="gradient",
                second_at="mse_gradient",
                zero=("edges", "lower"),
                edge=EDGE,
            ),
            height=250,
            narrow_height=230,
            columns=4,
            describes="Gradients of cross-entropy and of squared error with respect to the logit; that of squared "
            "error vanishes where "
            "the prediction is confident and wrong",
        ),
    )


def labels(unit: Unit) -> tuple[Label, ...]:
    """The words on the figures."""
    many = f"{MANY_UPDATES:,}"
    branch = [
        # The branch that is the loss has its colour; one that is idle, or only a part of the loss, is muted.
        ("loss", f"−{unit.log} ŷ\nif yes", "yes_x", "high", "right", "not_y"),
        ("loss", f"−{unit.log}(1 − ŷ)\nif no", "no_x", "high", "left", "y"),
        ("logit", "if yes", "yes_z", "high_z", "right", "not_y"),
        ("logit", "if no", "no_z", "high_z", "left", "y"),
    ]
    return (
        # The spaces keep clear of a handle at the end of its rail.
        Label("prediction", "y = {y:set}   ", "floor", "one", "truth", anchor="left"),
        Label("prediction", "ŷ = {yhat:set}   ", "floor", "floor", "model", anchor="left"),
        *(Label(at, text, x, y, "cost", anchor, f"!{idle}") for at, text, x, y, anchor, idle in branch),
        *(Label(at, text, x, y, "muted", anchor, idle) for at, text, x, y, anchor, idle in branch),
        Label("loss", "{loss}", "beside_x", "loss", "cost", anchor="right", when="falls_steeply"),
        Label("loss", "{loss}", "beside_x", "loss", "cost", anchor="left", when="rises_steeply"),
        Label("loss", "{loss}", "yhat", "loss", "cost", anchor="high", when="!falls_steeply !rises_steeply"),
        Label("logit", "{z:set}", "beside_z", "loss", "model", anchor="right", when="falls"),
        Label("logit", "{z:set}", "beside_z", "loss", "model", anchor="left", when="rises"),
        Label("logit", "{z:set}", "z_at", "loss", "model", anchor="high", when="!falls !rises"),
        *(
            Label("gradient", f"{mark} {{{gradient}}}{more}", "edge_z", line, role, anchor="right", when=when)
            for mark, gradient, line, role, count, counted in (
                ("● cross-entropy", "gradient", "line_1", "cost", "updates", "counted"),
                ("■ squared error", "mse_gradient", "line_2", "text", "mse_updates", "mse_counted"),
            )
            for more, when in (
                ("", "!wrong"),
                (f": {{{count}:count}}", f"wrong {counted}"),
                (f": over {many}", f"wrong !{counted}"),
            )
        ),
    )
