"""What is set on the page: handles on tracks and figures, switches, and single steps."""

from collections.abc import Collection, Mapping

from lossviz.inputs import numbers as texts
from lossviz.lessons.train_a_network import own_points, tables, words
from lossviz.lessons.train_a_network.parameters import (
    BOUNDARIES,
    HELD_OUT_POINTS,
    INPUTS,
    LARGEST_SEED,
    LOSS_AXES,
    OF_ONE_NETWORK,
    PARAMETERS,
)
from lossviz.lessons.train_a_network.problem import Problem
from lossviz.scene.scene import Handle, Link, Switch

PENALTY = "0.003"  # the strength of regularization that a learner begins with
SCHEDULES = {
    "constant": "constant",
    "step": "step decay",
    "exponential": "exponential decay",
    "cosine": "cosine",
    "inverse": "inverse time decay",
}
DEFAULTS = {one.name: one.default_text for one in PARAMETERS}


def handles(
    problem: Problem, *, guess: bool, pulled: Collection[str], compare: str, chosen: int | None, update: int
) -> tuple[Handle, ...]:
    """Time, and the settings, on tracks; `pulled` says whether a weight's value and a fold can be set by hand."""
    each = "{units_choice:count}" if len(set(problem.hidden)) == 1 else ", ".join(map(str, problem.hidden))
    return (
        *((Handle("guess", "your answer in %", "{guess:set} %", role="truth"),) if guess else ()),
        Handle("time", "update", "{update:count} of {updates:count}", role="muted"),
        Handle("rate", "learning rate η", "{rate_choice:set}", role="model", page_step=1),
        *(
            (Handle("second_rate", "second run: η", "{second_rate_choice:set}", role="truth", page_step=1),)
            if compare == "rate"
            else ()
        ),
        Handle("units", "units per layer", each, role="model", page_step=2),
        *(
            Handle(name, f"units of layer {i + 1}", f"{{layer_counts[{i}]:count}}", role="model", page_step=2)
            for i, name in enumerate(tables.layer_names(problem))
        ),
        Handle("batch", "batch size", "{batch_choice:count} of {seen_count:count}", role="model", page_step=2),
        *(
            (
                Handle(
                    "second_batch", "second run: batch size", "{second_batch_choice:count}", role="truth", page_step=2
                ),
            )
            if compare == "batch"
            else ()
        ),
        Handle("epochs", "epochs", "{epochs_choice:count}", role="muted", page_step=2),
        Handle("point", "point number, by loss", "{point_number:count} of {points:count}", role="cost"),
        Handle("weight", "weight or bias", "{weight_number:count} of {parameters:count}", role="model"),
        *(
            (Handle("value", "{weight_index:word}", "{weight:set}", role="model", grid="value"),)
            if "value" in pulled
            else ()
        ),
        *(
            (
                Handle(
                    "fold",
                    "fold of its unit",
                    "{foot_x:set}, {foot_y:set}",
                    "boundary",
                    "foot_x",
                    "foot_y",
                    "text",
                    axis="xy",
                    grid="fold",
                    look="dot",
                ),
            )
            if "fold" in pulled
            else ()
        ),
        *(
            Handle(name, f"{name.upper()} strength", f"{{{name}_choice:set}}", role="muted", page_step=1)
            for name in ("l1", "l2")
            if getattr(problem, name) > 0
        ),
        *own_points.handles(problem, chosen, update),
    )


def switches(
    problem: Problem, second: Problem | None, compare: str, looks: Mapping[str, str], add: float, update: int
) -> tuple[Switch, ...]:
    """What is chosen by name; `looks` are the choices of how something is drawn."""
    layers = len(problem.hidden)

    def deeper(count: int) -> dict[str, str]:
        units = ",".join(map(str, (*problem.hidden, *problem.hidden[-1:] * count)[:count]))
        return {"hidden": units, **dict.fromkeys(OF_ONE_NETWORK, "")}

    def one(label: str, name: str, present: str, options: Mapping[str, str]) -> Switch:
        default = DEFAULTS[name]
        shown = {text: {name: "" if value == default else value} for value, text in options.items()}
        return Switch(label, options[present], tuple(shown.items()))

    made = [
        own_points.data_switch(problem, update),
        *own_points.classes_switch(problem, update),
        own_points.switch(problem, add),
        Switch("Hidden layers", str(layers), tuple((str(count), deeper(count)) for count in range(1, 4))),
        one("Activation", "activation", problem.activation, words.ACTIVATIONS),
    ]
    if problem.points.classes:
        made.append(one("Loss function", "loss", problem.loss, words.LOSSES))
    made.append(one("Learning-rate schedule", "schedule", problem.schedule, SCHEDULES))
    made.append(one("Optimiser", "optimizer", problem.optimizer, words.OPTIMIZERS))
    comparable = {name: text for name, text in words.COMPARED.items() if name != "loss" or problem.points.classes}
    made.append(one("Compare", "compare", compare, comparable))
    if second and compare == "optimizer":
        made.append(one("Second run", "second_optimizer", second.optimizer, words.OPTIMIZERS))
    if second and compare == "loss":
        made.append(one("Second run", "second_loss", second.loss, words.LOSSES))
    made += [inputs(problem), regularization(problem)]
    made.append(one("Boundary", "boundary", looks["boundary"], {name: name for name in BOUNDARIES}))
    made.append(one("Held-out points", "held_out_points", looks["held_out_points"], {x: x for x in HELD_OUT_POINTS}))
    if compare != "loss":
        made.append(one("Loss axis", "loss_axis", looks["loss_axis"], {name: name for name in LOSS_AXES}))
    return tuple(made)


def inputs(problem: Problem) -> Switch:
    """What the network is given: each can be put in or taken out, but the last one."""
    first = DEFAULTS["inputs"]

    def changed(name: str) -> dict[str, str]:
        others = [one for one in INPUTS if (one in problem.inputs) != (one == name)]
        text = ",".join(others or [name])
        return {"inputs": "" if text == first else text, "weight": "", **dict.fromkeys(OF_ONE_NETWORK, "")}

    options = tuple((text, changed(name)) for name, text in INPUTS.items())
    return Switch("Inputs", "", options, on=tuple(INPUTS[name] for name in problem.inputs))


def regularization(problem: Problem) -> Switch:
    """The penalty on large weights: none, or one of two, whose strength stands on a track."""
    states = {"none": ("", ""), "L1": (PENALTY, ""), "L2": ("", PENALTY)}
    options = {name: {"l1": l1, "l2": l2} for name, (l1, l2) in states.items()}
    current = {(False, False): "none", (True, False): "L1", (False, True): "L2", (True, True): "L1 and L2"}[
        problem.l1 > 0, problem.l2 > 0
    ]
    if current not in options:
        options[current] = {"l1": texts.write(problem.l1), "l2": texts.write(problem.l2)}
    return Switch("Regularization", current, tuple(options.items()))


def actions(problem: Problem, update: int) -> tuple[Link, ...]:
    """Single steps, back to the start, and other initial weights."""
    per_epoch = problem.updates_per_epoch
    epoch = min((update // per_epoch + 1) * per_epoch, problem.updates)
    return (
        # At the end of the run they stay, so that nothing else comes under a pointer that presses them.
        Link("Next mini-batch", {"update": str(min(update + 1, problem.updates))}, "One update."),
        Link("Next epoch", {"update": str(epoch)}, "Updates to the end of the epoch."),
        Link("Rewind", {"update": ""}, "Back to before training: the same seed gives the same run."),
        Link(
            "New weights",
            {"seed": str((problem.seed + 1) % (LARGEST_SEED + 1)), **dict.fromkeys(OF_ONE_NETWORK, "")},
            "Another seed: other initial weights, another order of the points.",
        ),
    )
