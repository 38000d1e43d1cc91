"""The fold on the loss around the path: its planes and losses from plain numpy, words, and what is not computed yet."""

import math

import numpy as np
import pytest

from lossviz.lessons import registry
from lossviz.lessons.train_a_network import problem as problems
from lossviz.lessons.train_a_network.loss_surface import run, words
from lossviz.live import codec, message
from lossviz.scene import template
from lossviz.theory import interruption, training_run
from tests.lessons.cases import Place, result_of

LESSON = registry.BY_SLUG["train-a-network"]
PLACE = Place("train-a-network", "loss-surface")
DIVERGED = {"data": "plane", "hidden": "1", "rate": "100", "epochs": "3"}
RANDOM = {"loss-surface.plane": "random"}
SHORT = {"epochs": "20"}


def at(**address):
    """The scene at an address, and the quantities of its present state."""
    scene = PLACE.scene(address)
    return scene, scene.at(scene.opening)


def result(**address):
    return result_of(LESSON, LESSON.read(address), "loss-surface")


def trained(**values):
    """The moments of the same run, trained apart, and the training points."""
    problem = problems.of(**values)
    return problem, training_run.train(problem.training)


def cross_entropy(parameters, x, y):
    """Of a network of 2 inputs, 4 relu units and a sigmoid, in plain numpy."""
    w, b, v, c = parameters[:8].reshape(2, 4), parameters[8:12], parameters[12:16], parameters[16]
    z = np.maximum(x @ w + b, 0) @ v + c
    return np.log1p(np.exp(np.where(y == 1, -z, z))).mean()


def test_both_losses_are_told_at_a_moment():
    scene, now = at(update="75")
    # The lesson tells the same loss of its 75th update; its test has it from a run that was computed apart.
    assert now["loss"] == pytest.approx(0.470, abs=6e-4)
    assert scene.sentence().startswith("Epoch 5: loss 0.470; at its place in this plane 0.4")


@pytest.mark.slow
@pytest.mark.parametrize("address", [{}, RANDOM], ids=["principal", "random"])
def test_the_loss_in_the_plane_is_that_of_the_network_there(address):
    problem, _ = trained(epochs=20)
    x, y = problem.training.x, problem.training.y
    known = result(**SHORT, **address)
    origin, (d1, d2) = known.plane.origin, known.plane.directions
    for around in known.around:
        for i, j in ((0, 0), (7, 33), (40, 40)):
            a, b = around.grid[0][i], around.grid[1][j]
            loss = cross_entropy(origin + a * d1 + b * d2, x, y)
            level = math.log(loss / around.levels.first) / math.log(around.levels.factor)
            assert around.level[j, i] == pytest.approx(np.clip(level, -1, 10), abs=1e-9)
    for place, loss in list(zip(known.places, known.plane_losses, strict=True))[::20]:
        assert loss == pytest.approx(cross_entropy(origin + place @ [d1, d2], x, y), rel=1e-12)


def test_the_principal_plane_holds_of_the_variance_what_the_singular_values_say():
    _, whole = trained(epochs=20)
    path = whole.parameters - whole.parameters.mean(axis=0)
    _, lengths, components = np.linalg.svd(path, full_matrices=False)
    scene, now = at(**SHORT)
    variances = lengths**2 / (lengths**2).sum()
    assert now["share"] == pytest.approx(variances[:2].sum(), rel=1e-9)
    np.testing.assert_allclose(now["shares"], variances[:2], rtol=1e-9)
    places = (whole.parameters - whole.parameters[-1]) @ components[:2].T
    np.testing.assert_allclose(abs(result(**SHORT).places), abs(places), atol=1e-9)
    caption = template.write(scene.figures[0].caption, now)
    assert caption.endswith(f"{template.write('{share:percent}', now)} of the path’s variance")


def test_a_random_plane_holds_of_the_variance_what_a_projection_onto_it_leaves():
    _, whole = trained(epochs=20)
    path = whole.parameters - whole.parameters.mean(axis=0)
    directions = result(**SHORT, **RANDOM).plane.directions
    # What of each moment least squares does not explain.
    _, left, *_ = np.linalg.lstsq(directions.T, path.T, rcond=None)
    _, now = at(**SHORT, **RANDOM)
    assert now["share"] == pytest.approx(1 - left.sum() / (path**2).sum(), rel=1e-9)
    assert now["share"] < 0.5


def test_the_plane_passes_through_the_end_of_the_path_where_both_losses_are_the_same():
    for address in ({}, RANDOM):
        scene, now = at(**SHORT, update="300", **address)
        assert (now["a"], now["b"]) == (0, 0)
        assert now["plane_loss"] == pytest.approx(float(now["loss"]), rel=1e-12)
        assert scene.sentence().startswith("Epoch 20: loss 0.144, the same in this plane")


def test_between_two_moments_the_network_is_the_one_after_that_update():
    # 60 epochs of 15 updates: every ninth is a moment, the 75th and the 76th are none.
    _, now = at(update="76")
    problem, whole = trained()
    network = training_run.updates_between(whole, 76, 76).parameters[0]
    assert now["loss"] == pytest.approx(cross_entropy(network, problem.training.x, problem.training.y), rel=1e-12)
    assert (now["k"], now["update"]) == (8, 76)


def test_an_extent_reaches_so_many_times_as_far_from_the_end_of_the_path():
    rows = PLACE.scene(SHORT).tables["zoom"].rows
    for name in ("range_a", "range_b"):
        np.testing.assert_allclose(rows[name][:5], np.outer(rows["zoom"][:5], rows[name][2]))
        assert (rows[name][:, 0] < 0).all()
        assert (rows[name][:, 1] > 0).all()
    # At 1 the whole path is shown, at a quarter its start is outside.
    assert np.isfinite(rows["side_z"][2]).all()
    assert np.isnan(rows["side_z"][0][0])
    assert np.isnan(rows["start_x"][0])


def test_the_network_is_shown_where_it_is_in_the_extent_and_nowhere_where_it_is_not():
    _, now = at(**SHORT)
    assert [now["dot_x"], now["dot_y"]] == [np.float32(now["a"]), np.float32(now["b"])]
    _, now = at(**SHORT, **{"loss-surface.zoom": "0.25"})
    assert np.isnan([now["dot_x"], now["dot_y"]]).all()
    assert np.isfinite([now["a"], now["b"]]).all()


@pytest.mark.parametrize("ratio", [1.0001, 1.4, 30, 1e6, 1e40])
def test_ten_contours_reach_from_the_largest_loss_to_the_least_or_as_far_down_as_they_can(ratio):
    losses = np.geomspace(1, ratio, 41)
    around = run.drawn(np.arange(41.0), np.arange(1.0), losses[None])
    assert around.levels.factor == next((one for one in run.FACTORS if one**9 >= min(ratio, 1e12)), 25.0)
    highest = around.levels.first * around.levels.factor**9
    assert highest <= ratio * (1 + 1e-9) < highest * around.levels.factor * (1 + 1e-6)


def test_a_loss_that_overflows_stands_above_all_contours():
    level = run.drawn(np.arange(4.0), np.arange(1.0), np.array([[1.0, np.inf, np.nan, 0.0]])).level
    assert level.tolist() == [[pytest.approx(9), 10, 10, -1]]


def test_a_run_that_diverges_is_followed_until_it_is_too_far_away():
    scene, now = at(**DIVERGED, update="30")
    _, whole = trained(data="plane", hidden=(1,), rate=100.0, epochs=3)
    left_at = int(np.flatnonzero(abs(whole.parameters).max(axis=1) > 1e6)[0])
    assert now["left_at"] == left_at < whole.diverged_at
    assert scene.sentence().startswith(f"Training diverged: from update {left_at} on")
    assert np.isnan(now["plane_loss"])
    assert not now["placed"]
    assert np.isfinite(scene.at("time", left_at - 1)["plane_loss"])
    # The axis ends above the losses of the path that is shown, and not above those that no eye could tell apart.
    losses = whole.training_scores.loss[:left_at]
    assert losses.max() < now["loss_range"][1] <= 2 * max(losses.max(), result(**DIVERGED).plane_losses[:left_at].max())


def test_a_path_that_does_not_move_has_no_variance_of_which_a_share_could_be_told():
    scene, now = at(rate="0", epochs="2")
    assert np.isnan(now["share"])
    assert "variance" not in scene.figures[0].caption
    assert now["loss"] == pytest.approx(float(now["plane_loss"]), rel=1e-12)


def test_a_penalty_is_part_of_both_losses_and_they_say_so():
    scene, now = at(l2="0.01", update="900")
    problem, whole = trained(l2=0.01)
    x, y, end = problem.training.x, problem.training.y, whole.parameters[-1]
    weights = np.concatenate([end[:8], end[12:16]])
    assert now["loss"] == pytest.approx(cross_entropy(end, x, y) + 0.005 * (weights**2).sum(), rel=1e-9)
    assert "loss with penalty" in scene.sentence()


def test_points_of_the_learner_are_those_of_the_lesson():
    own = {"points": "0,0,1;1,0,0;0,1,0;-1,0,0;0,-1,0;0.2,0.1,1;-0.2,0.1,1;1,1,0", "epochs": "10", "update": "10"}
    _, now = at(**own)
    lesson = Place("train-a-network").scene(own)
    assert now["loss"] == pytest.approx(float(lesson.at("time")["loss"]), rel=1e-12)
    assert now["updates"] == lesson.at("time")["updates"]


def test_without_its_result_a_scene_says_so_and_has_a_level_field_without_a_path():
    scene = LESSON.build(LESSON.read({"update": "75"}), "loss-surface")
    assert scene.sentence() == "Not computed yet: the plane follows from the whole run."
    now = scene.at("time")
    assert set(now["level"].tolist()) == {0.5}
    assert np.isnan(now["path_a"]).all()
    assert {template.write(figure.caption, now).split(":")[0] for figure in scene.figures[:1]} == {"Loss in a plane"}


def test_the_key_names_the_run_and_the_plane_and_the_seed_only_where_directions_are_random():
    def key(**address):
        return LESSON.job_of("loss-surface").key(**LESSON.shown_values(LESSON.read(address), "loss-surface"))

    assert key() == key(update="9") == key(**{"loss-surface.zoom": "4"}) == key(**{"loss-surface.direction_seed": "3"})
    different = [{}, RANDOM, RANDOM | {"loss-surface.direction_seed": "3"}, {"rate": "0.2"}, {"seed": "2"}]
    assert len({key(**address) for address in different}) == len(different)


def test_progress_goes_up_to_the_whole():
    values = LESSON.shown_values(LESSON.read({"epochs": "2"}), "loss-surface")
    told = []

    def steps():
        slices = run.slices(**values)
        while True:
            try:
                told.append(next(slices))
                yield
            except StopIteration as end:
                return end.value

    known = interruption.finished(steps())
    done = [one for one, _ in told]
    assert done == sorted(done)
    assert {total for _, total in told} == {done[-1]}
    assert known.size > known.run.parameters.nbytes


def test_a_message_without_the_result_has_one_row_of_what_depends_on_the_run():
    state = LESSON.read(SHORT)
    scene = LESSON.build(state, "loss-surface", result_of(LESSON, state, "loss-surface"))
    _, arrays = codec.decode(message.packed(scene))
    assert len(arrays["rows/zoom/level"]) == len(arrays["rows/time/plane_loss"]) == 1
    assert {name.split("/")[2] for name in arrays if name.startswith("beside/")} == {"dot_x", "dot_y"}
    _, whole = codec.decode(message.packed(scene, with_result=True))
    assert whole["rows/zoom/level"].shape == (6, 41 * 41)


def test_another_seed_is_offered_where_directions_are_random_and_nowhere_else():
    assert not at(**SHORT)[0].actions
    (action,) = at(**SHORT, **RANDOM, **{"loss-surface.direction_seed": "4"})[0].actions
    assert action.state == {words.SEED: "5"}
