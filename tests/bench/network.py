"""A network: trained beside torch, the pictures of all its moments, a sweep of one weight, a slice of its loss.

Beside them the slowest run, whole and cancelled.
"""

import importlib.util
import time
from collections.abc import Callable
from statistics import median

import numpy as np

from lossviz.theory import classification_datasets, loss_slices, network_pictures, optimizers
from lossviz.theory.classification_datasets import PlanePoints
from lossviz.theory.network import Network
from lossviz.theory.network_training import Training
from lossviz.theory.optimizer import Optimizer
from lossviz.theory.training_run import Run, train, updates_between
from tests.bench import slowest_run, torch_networks
from tests.bench.bench import Bench
from tests.bench.table import NotTakenError, Row, taken, verdict

HIDDEN, BATCH, EPOCHS, EACH, TRIES = (8, 8), 10, 200, 150, 3
VALUES, SIDE = 201, 41
SGD_SHARE, ADAM_SHARE = 0.2, 0.35
PICTURES_TIME = 300.0


def training(points: PlanePoints, loss: str, optimizer: Optimizer) -> Training:
    """A training on all of these points."""
    network = Network(2, HIDDEN, 1 if points.classes == 2 else points.classes)
    return Training(network, points.x, points.y, loss, optimizer, BATCH, EPOCHS, 1)


def trainings() -> dict[str, tuple[Training, str, float]]:
    """Two trainings on 300 points, with their optimisers in torch and the largest share of torch's time."""
    two, four = classification_datasets.circles(EACH), classification_datasets.blobs(EACH // 2)
    plain = training(two, "binary_cross_entropy", optimizers.gradient_descent(0.1))
    adaptive = training(four, "softmax_cross_entropy", optimizers.adam(0.01))
    return {"SGD, two classes": (plain, "SGD", SGD_SHARE), "Adam, four classes": (adaptive, "Adam", ADAM_SHARE)}


def milliseconds(deed: Callable[[], object]) -> float:
    """The time of a deed."""
    began = time.perf_counter()
    deed()
    return 1000 * (time.perf_counter() - began)


async def beside_torch(name: str, training: Training, optimizer: str, most: float) -> list[Row]:
    """A training with all that is kept of it, beside the updates alone of the same training by torch."""
    if importlib.util.find_spec("torch") is None:
        raise NotTakenError("torch is not installed")
    run = train(training)
    batches = list(updates_between(run, 0, training.updates).batches)
    layers, rate = training.network.layers(run.parameters[0]), float(str(training.optimizer.rate))

    def theirs() -> list[np.ndarray]:
        return torch_networks.trained(layers, training.x, training.y, batches, optimizer, rate)

    end = np.concatenate([part.ravel() for part in theirs()])
    pairs = [(milliseconds(lambda: train(training)), milliseconds(theirs)) for _ in range(TRIES)]
    mine, torchs = (median(times) for times in zip(*pairs, strict=True))
    apart = np.abs(run.parameters[-1] - end).max()
    return [
        Row(
            f"{EPOCHS} epochs of {len(training.y)} points, {name}",
            f"{mine:.0f} ms, ends {apart:.0e} apart",
            f"torch {torchs:.0f} ms, one thread",
            f"{mine / torchs:.2f}",
            f"<= {most}",
            verdict(mine <= most * torchs),
        )
    ]


def timed(figure: str, deed: Callable[[], object], most: float | None = None) -> Row:
    """The median time of a deed, held against the longest that it may take."""
    spent = median(milliseconds(deed) for _ in range(2 * TRIES + 1))
    if most is None:
        return Row(figure, f"{spent:.0f} ms")
    return Row(figure, f"{spent:.0f} ms", "", f"{spent / most:.2f}", f"<= {most:.0f} ms", verdict(spent <= most))


async def pictures(run: Run) -> list[Row]:
    """What is drawn of a run."""
    training, moments = run.training, len(run.updates)
    plane = loss_slices.principal_plane(run.parameters)
    along = [np.linspace(*ends, SIDE) for ends in loss_slices.domain(plane.projected(run.parameters))]
    values = np.linspace(-3, 3, VALUES)

    def all_moments() -> None:
        network_pictures.output_pictures(training.network, training.output_loss, run.parameters)
        network_pictures.unit_pictures(training.network, run.parameters)

    return [
        timed(f"boundary and units at {moments} moments", all_moments, PICTURES_TIME),
        timed(
            f"{VALUES} values of one weight",
            lambda: network_pictures.weight_sweep(training, run.parameters[-1], 0, values),
        ),
        timed(f"loss at {SIDE} x {SIDE} places", lambda: loss_slices.losses_on(training, plane, *along)),
    ]


async def measure(bench: Bench) -> list[Row]:
    """What the arithmetic of a network costs."""
    rows = []
    for name, (training, optimizer, most) in trainings().items():
        rows += await taken(name, beside_torch(name, training, optimizer, most))
    first, *_ = trainings().values()
    rows += await taken("pictures of a network", pictures(train(first[0])))
    return [*rows, *await taken("the slowest run", slowest_run.rows())]
