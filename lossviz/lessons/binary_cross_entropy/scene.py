"""One label, one predicted probability, its loss, and the gradient with respect to the logit."""

import numpy as np

from lossviz.figures import number_lines
from lossviz.inputs.units import UNITS
from lossviz.lessons.binary_cross_entropy import figures, questions, words
from lossviz.lessons.binary_cross_entropy.quantities import CURVE, EDGE, curves, tables
from lossviz.scene.quantities import geometry, merged, numbers
from lossviz.scene.scene import Handle, Scene
from lossviz.scene.unit_switch import links_in, unit_switch
from lossviz.theory import activations
from lossviz.theory.logarithms import nats_to_base


def handles() -> tuple[Handle, ...]:
    """The prediction on its number line and on the loss curve, the logit, and the label."""
    return (
        Handle("yhat", "ŷ, the prediction", "{yhat:set}", "prediction", "yhat", "floor", "model"),
        Handle("y", "y, the true label", "{y:set}", "prediction", "y", "one", "truth", page_step=2),
        Handle("curve", "ŷ, on the loss curve", "{yhat:set}", "loss", "yhat", "loss", "model", tables=("yhat",)),
        Handle("logit", "logit", "{z:set}", "logit", "z_at", "loss", "model"),
    )


def scene(y: float = 1.0, yhat: float = 0.1, logit: float | None = None, unit: str = "nats") -> Scene:
    """The scene of one label and one prediction; a `logit` takes the place of the probability `yhat`."""
    chosen = UNITS[unit]
    ends = np.array([1.0, 0.0])
    branch = curves(ends, chosen)["loss_curve"]
    now = {name: values[0] for name, values in curves(np.array([y]), chosen).items()}
    return Scene(
        name="binary-cross-entropy",
        figures=figures.figures(unit),
        tables=tables(y, yhat, logit, chosen),
        opening="yhat",
        handles=handles(),
        labels=figures.labels(chosen),
        sentences=words.SAYS,
        formula=words.formula(chosen),
        units=chosen.words,
        choices=unit_switch(unit),
        links=links_in(chosen, words.LINKS),
        predictions=questions.PREDICTIONS,
        goals=questions.GOALS,
        shared=merged(
            numbers(
                floor=0.0,
                one=1.0,
                ends=[0.0, 1.0],
                edges=[-EDGE, EDGE],
                upper=np.full(2, number_lines.UPPER),
                lower=np.full(2, number_lines.LOWER),
                drop_y=[number_lines.UPPER, number_lines.LOWER],
                yes_x=0.17,
                no_x=0.83,
                high=nats_to_base(np.array(0.88 * figures.TOP), chosen.base),
                yes_z=-6.6,
                no_z=6.6,
                high_z=nats_to_base(np.array(8.4), chosen.base),
                edge_z=-EDGE,
            ),
            geometry(curve_z=CURVE, curve_yhat=activations.sigmoid(CURVE)),
            {"if_yes": branch[0], "if_no": branch[1]},
            now,
        ),
    )
