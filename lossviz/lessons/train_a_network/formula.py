"""The formula of the lesson: one point on its way through the network, and the update."""

from functools import cache

from lossviz.lessons.train_a_network.problem import Problem
from lossviz.scene.scene import LinkedPart, Part, marked

UPDATES = {"gradient_descent": "w ← w − [model]η[/] × ∂L/∂w of a batch"}
OTHER_UPDATE = "w changes by a step of the optimiser, from ∂L/∂w of a batch"
# The lessons on the logit and on the loss of each kind.
SOURCES = {
    "binary": (("binary-cross-entropy", "Logit"), ("binary-cross-entropy", "Binary cross-entropy")),
    "classes": (("cross-entropy-loss", "Logits"), ("cross-entropy-loss", "Cross-entropy loss")),
    "values": (("relu", "Sum of units"), ("loss", "Squared error")),
}
FUNCTIONS = {"relu": "relu", "leaky_relu": "leaky relu", "identity": "", "gelu": "gelu"}


@cache
def formula(problem: Problem) -> tuple[tuple[Part, ...], ...]:
    """One point on its way through the last hidden layer, its loss, and the update; then what holds for all points."""
    units, kind = problem.hidden[-1], problem.training.output_loss.kind
    name = FUNCTIONS.get(problem.activation, problem.activation)
    written = min(units, 2)

    def unit(i: int) -> str:
        made = f"{name}({{point_s[{i}]:precise}}) = " if name else ""
        return f"h{{point_units[{i}]:count}} = {made}{{point_h[{i}]:precise}}"

    products = " + ".join(f"{{point_v[{i}]:precisefactor}} × {{point_h[{i}]:precisefactor}}" for i in range(written))
    more = " + [muted]{other_units:count} more: [/]{point_rest:precisefactor}" if units > written else ""
    said = {
        "binary": "ŷ = sigmoid(z) = {point_answer:precise}",
        "classes": "ŷ = softmax(z) = {point_answer:precise} for its class",
        "values": "ŷ = z = {point_z:set}",
    }[kind]
    mean = "mean loss of the training points"
    total = f"{mean} + penalty = {{loss}} + {{penalty}}" if problem.l1 or problem.l2 else f"{mean} = {{loss}}"
    when = "" if problem.schedule == "constant" else " at this update"
    return (
        (
            Part("point {point_number:count}", "muted"),
            Part(" (largest loss)", "muted", when="point_worst"),
            *marked(f": {',  '.join(unit(i) for i in range(written))}"),
            *source("relu", "ReLU units" if "relu" in problem.activation else "Hidden units"),
        ),
        (*marked(f"z = {products}{more} + {{point_bias:precisefactor}} = {{point_z:set}}"), *source(*SOURCES[kind][0])),
        (
            *marked(f"[model]{said}[/],  [cost]loss = [/]"),
            *costs(problem),
            Part(" = {point_loss}", "cost"),
            *source(*SOURCES["values" if "squared" in problem.loss_name else kind][1]),
        ),
        (
            *marked(f"[cost]L[/] = [cost]{total}[/]"),
            *source("loss", "Loss"),
            *marked(f"  {UPDATES.get(problem.optimizer, OTHER_UPDATE)}, [model]η = {{rate_now:set}}[/]{when}"),
            *source("sgd", "Mini-batches"),
        ),
    )


def costs(problem: Problem) -> tuple[Part, ...]:
    """How the loss of the point is computed, with its numbers."""
    if "squared" not in problem.loss_name:
        return (
            Part("−log({point_share:precise})", "cost", when="!point_sure"),
            Part("−log(1 − {point_other:precise})", "cost", when="point_sure"),
        )
    if problem.outputs > 1:
        return (Part("sum of (y − ŷ)² over the classes", "cost"),)
    return (Part("(y − ŷ)² = {point_error:precisefactor}²", "cost"),)


def source(page: str, title: str) -> tuple[Part, ...]:
    """The lesson that explains a line."""
    return Part("  "), LinkedPart(title, "muted", page=page)
