"""A training and what it keeps: repeated bit for bit, in slices, diverging, and by a second writing of it."""

import math
import warnings

import numpy as np
import pytest

from lossviz.theory import classification_datasets, interruption, optimizers, regression_datasets, schedules
from lossviz.theory.network import Network
from lossviz.theory.network_measures import dead_units, gradients
from lossviz.theory.network_training import Training
from lossviz.theory.training_run import MOMENTS, moments, slices, train, updates_between
from tests.theory.cases import each_case

POINTS = classification_datasets.circles(30)
OPTIMIZERS = ("gradient_descent", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw")


def training(optimizer=None, *, batch=7, epochs=12, network=None, loss="binary_cross_entropy", **options):
    return Training(
        network or Network(2, (4, 3)),
        options.pop("x", POINTS.x[:45]),
        options.pop("y", POINTS.y[:45]),
        loss,
        optimizer or optimizers.gradient_descent(0.1),
        batch,
        epochs,
        options.pop("seed", 1),
        **{"held_out_x": POINTS.x[45:], "held_out_y": POINTS.y[45:], **options},
    )


def diverging():
    points = regression_datasets.plane(20)
    network = Network(2, (3,), 1, "identity")
    return training(
        optimizers.gradient_descent(0.5),
        batch=1,
        epochs=40,
        network=network,
        loss="squared_error",
        x=points.x,
        y=points.y,
        held_out_x=points.x[:3],
        held_out_y=points.y[:3],
    )


@pytest.mark.slow
@each_case(("name", "activation"), [*((name, "relu") for name in OPTIMIZERS), ("adam", "gelu")])
def test_updates_are_repeated_bit_for_bit_wherever_they_begin(name, activation):
    optimizer = getattr(optimizers, name)(schedules.cosine(0.05, steps=200))
    run = train(training(optimizer, batch=2, epochs=9, network=Network(2, (4, 3), 1, activation)))
    assert run.training.updates == 9 * 23 > 2 * MOMENTS
    whole = updates_between(run, 0, run.training.updates)
    assert whole.parameters[run.updates].tobytes() == run.parameters.tobytes()
    for first, last in ((0, 1), (5, 30), (22, 24), (100, 100), (199, 207)):
        part = updates_between(run, first, last)
        assert part.numbers.tolist() == list(range(first, last + 1))
        assert part.parameters.tobytes() == whole.parameters[first : last + 1].tobytes()
        assert part.gradients.tobytes() == whole.gradients[first:last].tobytes()
        assert [b.tolist() for b in part.batches] == [b.tolist() for b in whole.batches[first:last]]
    again = train(run.training)
    assert again.parameters.tobytes() == run.parameters.tobytes()
    assert again.training_epochs.loss.tobytes() == run.training_epochs.loss.tobytes()


def test_every_update_is_the_rule_applied_to_the_gradient_of_its_batch():
    given = training(optimizers.adam(0.05), l1=0.01, l2=0.02)
    run = train(given)
    updates = updates_between(run, 0, given.updates)
    state = given.optimizer.start(updates.parameters[0])
    seen = []
    for k, batch in enumerate(updates.batches):
        expected = gradients(
            given.network, given.output_loss, given.penalty, given.x[batch], given.targets[batch], updates.parameters[k]
        )
        np.testing.assert_allclose(updates.gradients[k], expected, rtol=1e-9, atol=1e-14)
        w, state = given.optimizer.step(updates.parameters[k], updates.gradients[k], state)
        assert w.tobytes() == updates.parameters[k + 1].tobytes()
        seen.append(batch)
    for epoch in range(given.epochs):
        rows = np.concatenate(seen[7 * epoch : 7 * epoch + 7])
        assert sorted(rows.tolist()) == list(range(45))


def test_the_scores_of_moments_and_epochs_are_those_of_their_parameters():
    given = training()
    run = train(given)
    whole = updates_between(run, 0, given.updates).parameters
    places = 7 * np.arange(13)
    logits = []
    for parameters in whole:
        h = given.x
        for weights, biases in given.network.layers(parameters):
            z = h @ weights + biases
            h = np.maximum(z, 0)
        logits.append(z[:, 0])
    losses = np.array([np.mean(np.logaddexp(0, z) - given.y * z) for z in logits])
    accuracies = np.array([np.mean((z > 0) == given.y) for z in logits])
    np.testing.assert_allclose(run.training_scores.loss, losses[run.updates], rtol=1e-12)
    np.testing.assert_allclose(run.training_epochs.loss, losses[places], rtol=1e-12)
    assert run.training_epochs.accuracy.tolist() == pytest.approx(accuracies[places].tolist(), rel=1e-12)
    assert run.held_out_epochs.loss.shape == run.held_out_epochs.accuracy.shape == (13,)
    assert run.held_out_scores.loss[-1] == run.held_out_epochs.loss[-1]


def test_the_gradient_norms_are_those_of_all_training_points_by_layer():
    given = training(l2=0.1)
    run = train(given)
    for moment in (0, -1):
        whole = gradients(
            given.network, given.output_loss, given.penalty, given.x, given.targets, run.parameters[moment]
        )
        by_layer = [math.sqrt((w**2).sum() + (b**2).sum()) for w, b in given.network.layers(whole)]
        np.testing.assert_allclose(run.health.gradient_norms[moment], by_layer, rtol=1e-12)


def test_a_unit_is_dead_where_its_output_is_0_on_every_training_point():
    network = Network(2, (3, 2))
    first = ([[1, 0, 0], [0, 1, 0]], [0, -50, -1])
    flat = network.parameters([first, ([[1, -1], [1, -1], [1, -1]], [0, 0]), ([[1], [1]], [0])])
    x = np.array([[1.0, 2.0], [-1.0, 30.0]])
    assert dead_units(network, x, flat).tolist() == [False, True, True, False, True]
    leaky = Network(2, (3, 2), 1, "leaky_relu")
    assert not dead_units(leaky, x, flat).any()
    saturated = Network(2, (1,), 1, "tanh")
    assert dead_units(saturated, x, np.array([0.0, 0, 40, 1, 0])).tolist() == [True]
    assert dead_units(saturated, x, np.array([0.0, 0, 4, 1, 0])).tolist() == [False]


@each_case(
    ("updates", "kept"), [(0, [0]), (1, [0, 1]), (100, list(range(101))), (101, 101), (900, list(range(0, 901, 9)))]
)
def test_moments_are_spread_evenly_and_include_both_ends(updates, kept):
    found = moments(updates).tolist()
    assert found == kept or len(found) == kept
    assert (found[0], found[-1]) == (0, updates)
    assert max(np.diff(found), default=0) - min(np.diff(found), default=0) <= 1


def test_no_epoch_keeps_the_first_state_alone():
    run = train(training(epochs=0))
    assert run.updates.tolist() == [0]
    assert run.training_epochs.loss.shape == run.training_scores.loss.shape == (1,)
    assert updates_between(run, 0, 0).gradients.shape == (0, run.training.network.size)


def test_another_start_is_walked_by_the_same_batches():
    given = training(start=np.full(Network(2, (4, 3)).size, 0.1))
    ours, theirs = train(given), train(training())
    assert ours.parameters[0].tolist() == [0.1] * given.network.size
    assert [b.tolist() for b in updates_between(ours, 0, 20).batches] == [
        b.tolist() for b in updates_between(theirs, 0, 20).batches
    ]


def test_a_run_that_diverges_ends_in_infinity_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run = train(diverging())
        parts = updates_between(run, run.diverged_at - 3, run.training.updates)
    assert run.diverged_at is not None
    late = run.updates >= run.diverged_at
    assert late.any()
    assert not late.all()
    assert np.isfinite(run.parameters).all()
    assert np.isposinf(run.training_scores.loss[late]).all()
    assert np.isposinf(run.held_out_scores.loss[late]).all()
    assert np.isfinite(run.training_scores.loss[0])
    assert np.isposinf(run.training_epochs.loss[-1])
    assert not np.isnan(run.health.gradient_norms).any()
    assert parts.numbers.tolist() == [run.diverged_at - 3, run.diverged_at - 2, run.diverged_at - 1]
    assert (run.parameters[late] == parts.parameters[-1]).all()


def test_what_leads_to_the_first_number_that_is_not_finite_is_the_update_that_is_named():
    given = diverging()
    run = train(given)
    last = updates_between(run, run.diverged_at - 1, run.diverged_at - 1).parameters[0]
    order = next(x for k, x in enumerate(given.initial()[1]) if k == (run.diverged_at - 1) // 20)
    batch = order[[(run.diverged_at - 1) % 20]]
    with np.errstate(all="ignore"):
        gradient = gradients(
            given.network, given.output_loss, given.penalty, given.x[batch], given.targets[batch], last
        )
        assert np.isfinite(last).all()
        assert not np.isfinite(last - 0.5 * gradient).all()


def test_slices_are_many_and_short_and_say_how_far_they_are():
    given = training(batch=2, epochs=20)
    said = list(slices(given))
    assert said[0] == 0
    assert said[-1] == given.updates
    assert said == sorted(said)
    assert max(np.diff(said)) <= given.updates_per_epoch


def test_a_caller_may_stop_between_two_slices_or_within_one():
    under_way = slices(training())
    next(under_way)
    under_way.close()
    asked = []
    with (
        pytest.raises(interruption.ComputationEndedError),
        interruption.interruptible(lambda: asked.append(1) or len(asked) > 3),
    ):
        train(training())
    with interruption.counted() as work:
        train(training())
    assert work.operations > training().updates * interruption.STEP


def test_without_held_out_points_their_scores_are_unknown():
    run = train(Training(Network(2, (2,)), POINTS.x, POINTS.y, "binary_cross_entropy", optimizers.adam(0.1), 60, 3, 0))
    assert np.isnan(run.held_out_scores.loss).all()
    assert np.isnan(run.held_out_epochs.accuracy).all()
    assert np.isfinite(run.training_scores.loss).all()


@each_case(
    ("options", "said"),
    [
        ({"batch": 0}, "batch = 0"),
        ({"batch": 46}, "batch = 46"),
        ({"epochs": 1.5}, r"epochs = 1\.5"),
        ({"seed": -1}, "seed = -1"),
        ({"optimizer": optimizers.gradient_descent([0.1, 0.2])}, r"\(2,\)"),
        ({"loss": "hinge"}, "'hinge'"),
        ({"network": Network(3, (2,))}, r"\(45, 2\)"),
        ({"network": Network(2, (2,), 2)}, "outputs = 2"),
        ({"y": np.full(45, 2)}, "holds 2"),
        ({"y": POINTS.y[:44]}, r"\(45, 2\)"),
        ({"held_out_y": np.full(15, -1)}, "holds -1"),
        ({"held_out_x": POINTS.x[44:]}, r"held_out_x .*\(16, 2\)"),
        ({"x": np.full((45, 2), math.nan)}, "x holds nan"),
        ({"l1": -1.0}, r"l1 = -1\.0"),
        ({"l2": math.nan}, "l2 holds nan"),
        ({"start": np.zeros(3)}, r"\(3,\)"),
        ({"start": [math.inf] * 31}, "start holds inf"),
    ],
)
def test_a_training_that_does_not_fit_is_refused_at_once(options, said):
    with pytest.raises(ValueError, match=said):
        training(options.pop("optimizer", None), **options)


def test_updates_beyond_a_run_are_refused_and_so_is_a_rate_that_becomes_negative():
    run = train(training())
    for first, last in ((0, 85), (9, 8), (-1, 3)):
        with pytest.raises(ValueError, match=rf"{last if first >= 0 else first}"):
            updates_between(run, first, last)
    with pytest.raises(ValueError, match="rate = -0"):
        train(training(optimizers.gradient_descent(lambda step: 0.5 - 0.1 * step)))


def test_between_two_moments_of_a_long_run_it_is_asked_often_whether_it_is_over():
    # Many updates lie between two moments, and nothing in between may take long.
    long, asked = training(batch=1, epochs=100), []
    with interruption.interruptible(lambda: asked.append(1) is not None):
        train(long)
    assert long.updates > 40 * MOMENTS
    assert len(asked) >= long.updates / 40
