"""The texts of the training loop: sentences, labels, the four formulas, links."""

from functools import cache

import numpy as np

from lossviz.lessons.training_loop.parameters import PHASES, UPDATES, state
from lossviz.lessons.training_loop.quantities import TrainingRun
from lossviz.scene.quantities import Array, flags, indices, merged
from lossviz.scene.scene import Label, Link, Part, marked

SAYS = (
    "Predict: at x = {worst_x:set} the line predicts {worst_yhat[k]}; the true value is {worst_y:set}.",
    "Compute the loss: it is {loss[k]}. Before the last update it was {loss[previous]}.",
    "Compute the loss: it is {loss[k]}. Nothing has been updated yet.",
    "Gradient: ∂L/∂w = {gw[k]}, ∂L/∂b = {gb[k]}. Where it is negative, raising the parameter lowers the loss.",
    "Update: w goes from {w[k]:set} to {w[next]:set}, b from {b[k]:set} to {b[next]:set}.",
    "The learning rate is 0, so an update changes nothing. The loss stays {loss[k]}.",
    "Update {k:count}: the loss has grown to {loss[k]}. Each step goes too far.",
    "The gradient is 0, so an update changes nothing: this is a minimum.",
    "Update {k:count}: the loss is {loss[k]}. It has diverged, and no update leads back.",
    "Update: w goes from {w[k]} to {w[next]}, and b changes, too. Each step goes too far.",
)
FAR_OUT = 1e6
PREDICT, LOSS, GRADIENT, UPDATE = range(len(PHASES))
# For each phase: which one it is, and what has been computed by then.
ACTIVE = ("predicting", "computing_loss", "differentiating", "updating")
FLAGS = merged(
    *(flags(**{name: np.arange(len(PHASES)) == phase}) for phase, name in enumerate(ACTIVE)),
    *(
        flags(**{name: np.arange(len(PHASES)) >= phase})
        for phase, name in enumerate(("has_prediction", "has_loss", "has_gradient"))
    ),
)


def case(run: TrainingRun, loss: Array, k: Array, phase: Array) -> dict[str, Array]:
    """Which sentence holds at these updates and phases."""
    previous, following = np.maximum(k - 1, 0), np.minimum(k + 1, UPDATES)
    plain = np.array([0, 1, 3, 4])
    far_out = (abs(run.path.points) >= FAR_OUT).any(axis=1) & (run.path.losses > loss[0])
    lost = np.asarray(np.isnan(run.path.points).any(axis=1))
    conditions = [
        np.isinf(loss[k]) | lost[k] | (lost[following] & (phase == UPDATE)),
        run.stationary[k] & (phase >= GRADIENT),
        (phase == UPDATE) & far_out[following] & (run.rate > 0),
        (run.rate == 0) & ((phase == UPDATE) | ((phase == LOSS) & (k > 0))),
        (phase == LOSS) & (k == 0),
        (phase == LOSS) & (loss[k] > loss[previous]),
    ]
    return indices(case=np.select(conditions, [8, 7, 9, 5, 2, 6], plain[phase]))


def labels(*, guess: bool) -> tuple[Label, ...]:
    """The words on the figures."""
    phases = tuple(
        Label("cycle", word.replace(" the ", "\n"), f"node_x[{i}]", f"node_y[{i}]", anchor="middle")
        for i, word in enumerate(PHASES)
    )
    flows = (
        ("ŷ {worst_yhat[k]}\nat x = {worst_x:set}", "model", "has_prediction[phase]"),
        ("loss\n{loss[k]}", "cost", "has_loss[phase]"),
        ("gradient\n{gw[k]}\n{gb[k]}", "cost", "has_gradient[phase]"),
        ("w {w[next]:set}\nb {b[next]:set}", "model", ""),
    )
    guessed = (
        Label("fit", "your w {guess:set}", "guess_label_x", "guess_handle_y", "model", anchor="above"),
        Label("fit", "loss of your line {guess_loss}", "center_x", "top_y", "cost", "below", part="guess_errors"),
    )
    return (
        *phases,
        *(
            Label("cycle", text, f"edge_x[{i}]", f"edge_y[{i}]", role, when=when, part="flow")
            for i, (text, role, when) in enumerate(flows)
        ),
        *(guessed if guess else ()),
        Label("losses", "loss {loss[k]}", "step", "log10_loss[k]", "cost", anchor="high"),
        Label("slice", "start {loss[0]}", "mark_x[0]", "mark_y[0]", "cost", anchor="above-right"),
        Label("slice", "2/λ = {stability_limit}", "stability_limit", "top", "muted", anchor="left", part="limit"),
        Label("slice", "{loss[1]}", "dot_x", "dot_y", "cost", "high", "!outside", "dot"),
        # A dot that leaves the frame says so.
        Label("slice", "{loss[1]} ↗", "dot_x", "dot_y", "cost", "high", "outside", "dot"),
    )


def line(active: str, plain: str, text: str) -> tuple[Part, ...]:
    """One phase's formula: in full while it is active, else muted and without numbers."""
    flag = f"{active}[phase]"
    return (Part(plain, "muted", f"!{flag}"), *marked(text, when=flag))


@cache
def formula(terms: int, *, elided: bool) -> tuple[tuple[Part, ...], ...]:
    """What each phase computes, the active one in full, and under it the stability limit."""
    each = range(terms)
    predictions = ",   ".join(f"{{w[k]:set}} × {{x{i}:setfactor}} + {{b[k]:setfactor}} = {{yhat{i}[k]}}" for i in each)
    squares = " + ".join(f"{{residual{i}[k]:setfactor}}²" for i in each)
    products = " + ".join(f"{{x{i}:setfactor}} × {{residual{i}[k]:setfactor}}" for i in each)
    residuals = " + ".join(f"{{residual{i}[k]:setfactor}}" for i in each)
    rest = " + … {omitted:count} more" if elided else ""
    return (
        line(
            "predicting",
            "Predict  ŷ = w · x + b",
            f"Predict  [model]ŷ = w · x + b[/]:   [model]{predictions}[/]{rest.replace(' +', ',  ')}",
        ),
        line(
            "computing_loss",
            "Loss  L = (1/n) Σ (y − ŷ)²",
            "Loss  [cost]L[/] = (1/n) Σ ([truth]y[/] − [model]ŷ[/])² = "
            f"([cost]{squares}{rest}[/]) / {{n:count}} = [cost]{{loss[k]}}[/]",
        ),
        line(
            "differentiating",
            "Gradient  ∂L/∂w = −(2/n) Σ x (y − ŷ)",
            f"Gradient  [cost]∂L/∂w[/] = −(2/{{n:count}}) × ([cost]{products}{rest}[/]) = [cost]{{gw[k]}}[/]",
        ),
        line(
            "differentiating",
            "Gradient  ∂L/∂b = −(2/n) Σ (y − ŷ)",
            f"Gradient  [cost]∂L/∂b[/] = −(2/{{n:count}}) × ([cost]{residuals}{rest}[/]) = [cost]{{gb[k]}}[/]",
        ),
        line(
            "updating",
            "Update  w ← w − η · ∂L/∂w,   b ← b − η · ∂L/∂b",
            f"Update  {update('w', 'gw')},   {update('b', 'gb')}",
        ),
        (
            Part(
                "Curvatures λ of the loss: {largest_curvature} and {smallest_curvature}. With a learning rate above "
                "the stability limit 2/λ = 2 / {largest_curvature} = {stability_limit} it diverges.",
                "muted",
            ),
            Part(" All points share one x, so many lines are equally good.", "muted", "vertical"),
            *marked(
                "[muted]   Coordinate descent, another method: b by its derivative at the new w. Then b [/]"
                "[model]{coordinate_b:set}[/][muted], loss [/][cost]{coordinate_loss}[/]"
                "[muted]; here b {b[next]:set}, loss {loss[next]}.[/]",
                when="coordinate_descent",
            ),
        ),
    )


def update(name: str, derivative: str) -> str:
    """The update of one parameter: itself minus the learning rate times its derivative."""
    return (
        f"[model]{name}[/] ← {name} − η · [cost]∂L/∂{name}[/] = {{{name}[k]:set}} − {{rate:set}} × "
        f"[cost]{{{derivative}[k]:factor}}[/] = [model]{{{name}[next]:set}}[/]"
    )


COORDINATE_DESCENT = state(rate="0.05", step="3")
LINKS = (
    Link(
        "First updates",
        state(step="8"),
        "Loss 6.00, 2.23, 1.18; after 20 updates 0.766, after 100 still 0.736. Fast in the direction of high "
        "curvature, then slow.",
    ),
    Link(
        "η = 0.08: overshoots, still converges",
        state(rate="0.08", step="5"),
        "Loss 4.94, then 4.09: each update goes past the minimum and still comes closer; after 100 updates 0.72025. "
        "With η = 0.05: 0.954, 0.783, and after 100 updates 0.722.",
    ),
    Link(
        "η = 0.0845: just below the stability limit",
        state(rate="0.0845", step="400"),
        "Loss 5.99 after one update, still 5.38 after 100. With a slightly larger learning rate it would grow.",
    ),
    Link(
        "η = 0.09: diverges",
        state(rate="0.09", step="41"),
        "Loss 7.44 after one update, 60.4 after ten, 2.0e11 after a hundred.",
    ),
    Link("η = 0: nothing changes", state(rate="0", step="3"), "All four phases run, but each update changes nothing."),
    Link(
        "Coordinate descent",
        COORDINATE_DESCENT,
        "Using the new w to update b is another method, coordinate descent; gradient descent uses the old w for both.",
    ),
)
