"""Gradients and trainings of networks against torch 2.13: torch_networks.json is what torch_networks.py recorded."""

import itertools
import json

import numpy as np
import pytest

from lossviz.theory.training_run import train, updates_between
from tests.theory import torch_networks
from tests.theory.cases import each_case, referee

ROWS = json.loads(torch_networks.FILE.read_text())


def ours(case):
    """Parameters after each update, and the gradient of each, as `updates_between` has them."""
    loss, activation, optimizer, hidden, penalty = case
    run = train(torch_networks.training(loss, activation, optimizer, tuple(hidden), tuple(penalty)))
    return updates_between(run, 0, run.training.updates)


@each_case("row", {str(row["case"]): row for row in ROWS})
def test_gradients_and_trainings_are_those_of_torch(row):
    mine = ours(row["case"])
    np.testing.assert_allclose(mine.gradients[0], row["gradient"], rtol=1e-9, atol=1e-13)
    for update, parameters in row["parameters"].items():
        np.testing.assert_allclose(mine.parameters[int(update)], parameters, rtol=1e-9, atol=1e-11)


def test_what_is_recorded_has_every_optimizer_loss_activation_and_penalty():
    losses, activations, optimizers, hidden, penalties = zip(*(row["case"] for row in ROWS), strict=True)
    assert set(losses) == set(torch_networks.LOSSES)
    assert set(activations) == set(torch_networks.ACTIVATIONS)
    assert set(optimizers) == set(torch_networks.OPTIMIZERS)
    assert {len(layers) for layers in hidden} == {1, 2, 3}
    assert set(map(tuple, penalties)) >= set(torch_networks.PENALTIES)


@referee
@pytest.mark.parametrize("hidden", [(5,), (4, 3), (3, 3, 2)])
@pytest.mark.parametrize("optimizer", torch_networks.OPTIMIZERS)
def test_torch_agrees_on_every_combination(optimizer, hidden):
    torch = pytest.importorskip("torch", reason="the live referee: pip install -r tests/requirements-torch.txt")
    names = torch_networks.LOSSES, torch_networks.ACTIVATIONS, torch_networks.PENALTIES
    for loss, activation, penalty in itertools.product(*names):
        case = (loss, activation, optimizer, hidden, penalty)
        mine = ours(case)
        parameters, gradients = torch_networks.footprints(torch, torch_networks.training(*case))
        np.testing.assert_allclose(mine.gradients, gradients, rtol=1e-9, atol=1e-9, err_msg=str(case))
        np.testing.assert_allclose(mine.parameters, parameters, rtol=1e-9, atol=1e-9, err_msg=str(case))


@referee
def test_l2_is_the_weight_decay_of_torch_for_weights_alone():
    torch = pytest.importorskip("torch", reason="the live referee: pip install -r tests/requirements-torch.txt")
    training = torch_networks.training("softmax_cross_entropy", "relu", "gradient_descent", (4,), (0.0, 0.1))
    layers = [
        tuple(torch.tensor(part, requires_grad=True) for part in layer) for layer in torch_networks.start(training)
    ]
    weights, biases = ([layer[k] for layer in layers] for k in (0, 1))
    optimizer = torch.optim.SGD(
        [{"params": weights, "weight_decay": 0.1}, {"params": biases}], lr=training.optimizer.rate
    )
    for batch in torch_networks.batches(training):
        optimizer.zero_grad()
        z = torch_networks.logits_of(torch, layers, "relu", training.x[batch])
        torch.nn.functional.cross_entropy(z, torch.tensor(training.y[batch])).backward()
        optimizer.step()
    end = train(training).parameters[-1]
    np.testing.assert_allclose(end, torch_networks.parameters_of(layers), rtol=1e-9, atol=1e-11)
