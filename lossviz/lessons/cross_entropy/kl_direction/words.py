"""The texts of the fold on the direction of a KL divergence: sentences, formula, labels, links."""

from functools import cache

from lossviz.inputs.units import Unit
from lossviz.scene.scene import Label, Link, Part, marked

HILLS, MEAN, WIDTH, STEP = (f"kl-direction.{name}" for name in ("hills", "mean", "width", "step"))

BESIDE = ("least_mean[at]", "minus_least_mean[at]")

# Which sentence is shown.
PLAIN, FORWARD_LEAST, ON_ONE_MODE, OVER_BOTH, LOCAL_MINIMUM, ONE_MINIMUM = range(6)
ON_THE_WAY, ENDS_ON_ONE_MODE, ENDS_OVER_BOTH, ENDS_AT_MINIMUM, FORWARD_LEAST_CLOSE = range(6, 11)
SAYS = (
    "KL(P‖Q) is {F} {F:unit}, its minimum {forward_least[at]}. KL(Q‖P) is {R} {R:unit}, its minimum {least[at]}.",
    "Minimum of KL(P‖Q), {F} {F:unit}: Q covers both modes, and the valley between them. KL(Q‖P) is {R}.",
    "Minimum of KL(Q‖P), {R} {R:unit}: Q covers one mode and leaves out the other. KL(P‖Q) is {F}.",
    "Minimum of KL(Q‖P), {R} {R:unit}, over both modes; {local[at]} on one is a local minimum. KL(P‖Q) is {F}.",
    "A local minimum of KL(Q‖P), not the global one: {R} {R:unit}. The global minimum is {least[at]}.",
    "Minimum of KL(Q‖P), {R} {R:unit}: with modes so close together it is the only one. KL(P‖Q) is {F}.",
    "Step {k:count}: KL(Q‖P) has fallen from {path_R[0]} to {R} {R:unit}, with mean {mu:set} and σ {sigma:set}.",
    "Step {k:count}: the descent converges to one mode, with KL(Q‖P) {R} {R:unit}. KL(P‖Q) is {F}.",
    "Step {k:count}: the descent converges over both modes, with KL(Q‖P) {R} {R:unit}. KL(P‖Q) is {F}.",
    "Step {k:count}: the descent converges to the only minimum, with KL(Q‖P) {R} {R:unit}. KL(P‖Q) is {F}.",
    "Minimum of KL(P‖Q), {F} {F:unit}: Q has the mean and the standard deviation of P. KL(Q‖P) is {R}.",
)


@cache
def formula(unit: Unit) -> tuple[tuple[Part, ...], ...]:
    """Both directions with their numbers, and where each is least."""
    p, q, log = "[truth]p[/]", "[model]q[/]", unit.log
    return (
        marked(
            f"[truth]KL(P‖Q)[/] = ∫ {p} {log}({p}/{q}) dx = [truth]{{F}}[/] {{F:unit}}"
            "[muted]     minimum: {forward_least[at]}, at mean 0, σ {forward_width[at]:set}[/]"
        ),
        (
            *marked(
                f"[model]KL(Q‖P)[/] = ∫ {q} {log}({q}/{p}) dx = [model]{{R}}[/] {{R:unit}}"
                "[muted]     minimum: {least[at]}, at mean [/]"
            ),
            *marked("[muted]±[/]", when="beside[at]"),
            *marked("[muted]{least_mean[at]:set}, σ {least_width[at]:set}[/]"),
        ),
        (
            *marked("[muted]KL(Q‖P) has a local minimum, {local[at]}, at mean [/]", when="several[at]"),
            *marked("[muted]±[/]", when="several[at] !beside[at]"),
            *marked("[muted]{local_mean[at]:set}, σ {local_width[at]:set}[/]", when="several[at]"),
            *marked("[muted]; the saddle point between the minima is at {ridge[at]}[/]", when="several[at]"),
        ),
        (
            *marked("[muted]Entropy of the density P (differential entropy): {H[at]} {H:unit}[/]"),
            *marked("[muted]. In nats, the unit of training software: {nats[0]}, [/]", when="not_nats"),
            *marked("[muted]KL(P‖Q) {nats[1]}, KL(Q‖P) {nats[2]}[/]", when="not_nats"),
        ),
    )


@cache
def labels() -> tuple[Label, ...]:
    """The words on both figures."""
    kl = "divergences"
    return (
        Label("bells", "P", "flank_x", "flank[at]", "truth", "right", "on_left"),
        Label("bells", "P", "flank_x", "flank[at]", "truth", "left", "!on_left"),
        Label("bells", "Q", "mu", "peak", "model", "high"),
        Label(kl, "forward", "forward_end_x", "forward_end[at]", "truth", "left"),
        Label(kl, "reverse", "reverse_end_x[at]", "reverse_end[at]", "model", "right"),
        Label(kl, "{forward_least[at]}", "zero", "forward_least[at]", "truth", "below"),
        *(Label(kl, "{least[at]}", x, "least[at]", "model", "below", "labelled[at]") for x in BESIDE),
        Label(kl, "{least[at]}", "zero", "least[at]", "model", "high", "broad[at] !beside[at]"),
        Label(kl, "{local[at]}", "zero", "local[at]", "model", "high", "broad[at] beside[at]"),
        Label(kl, "{ridge[at]}", "ridge_x", "ridge[at]", "text", "above-right", "on_left deep[at]"),
        Label(kl, "{ridge[at]}", "ridge_x", "ridge[at]", "text", "above-left", "!on_left deep[at]"),
        Label(kl, "{F} ↑", "mu", "ceiling", "truth", "left", "F_outside"),
        Label(kl, "{R} ↑", "mu", "ceiling", "model", "right", "R_outside"),
    )


def state(mean: str, width: str, hills: str = "") -> dict[str, str]:
    """A bell, before any step of the descent."""
    return {MEAN: mean, WIDTH: width, HILLS: hills, STEP: ""}


LINKS = (
    Link(
        "Mean 0, σ = 2.088: forward KL smallest",
        state("0", "2.088"),
        "Q has the mean and the σ of P. It is large in the valley between the modes, too: mode-covering.",
    ),
    Link(
        "Mean 1.997, σ = 0.605: reverse KL smallest",
        state("1.997", "0.605"),
        "Q covers one mode: mode-seeking. KL(Q‖P) is nearly [1 bits], the log of 2, because Q leaves out half of P.",
    ),
    Link(
        "Mean 0, σ = 1.79: local minimum",
        state("0", "1.79"),
        "Every small change makes the reverse KL larger, although it is smaller on one mode.",
    ),
    Link("Start at mean 1: over both modes", state("1", "1.5"), "Press Play: the descent converges over both modes."),
    Link(
        "Start at mean 1.2: on one mode",
        state("1.2", "1.5"),
        "Press Play: this start is beyond the saddle point, so the descent converges to one mode.",
    ),
    Link(
        "Modes at ±0.5: nearly the same Q",
        state("0", "0.776", "0.5"),
        "Where one normal distribution fits well, the minima of both directions are nearly the same Q.",
    ),
)
