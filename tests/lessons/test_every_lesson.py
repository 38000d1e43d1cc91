"""What holds for every scene of every lesson, at every place of every handle."""

import dataclasses
import json
import re

import numpy as np
import pytest

from lossviz.figures import plot
from lossviz.inputs import point_texts
from lossviz.lessons import registry
from lossviz.live import codec, message
from lossviz.scene import assessment, checks, template
from lossviz.scene.sketch import SketchDomain
from tests.lessons.cases import LEARNERS, PLACES, committed, few_rows, result_of, rows, states, wrong_ideas

LONGEST = 140
ROOM = 32 * 1024
# How a picture is framed while a handle is held, not what it says.
FRAMING = {"curve_range"}
# A number as it is written, a slot, and how a reply ends that says nothing but what is set.
NUMBER = re.compile(r"(?<![\d.−])−?\d+(?:\.\d+)?(?![\d.])")
SLOT = re.compile(r"\{[^{}]*\}")
RETRY = "Try again, or press Show me."
# What depends on the handle that is held: the outcome, or the unit, that sentence and formula speak of.
HELD = {"focus", "curve_of", "one", "other", "rest", "focus_gradient"}
HELD |= {"unit_number", "left", "right", "by_kink", "by_change", "finer", "s_finer"}

SHADES = 100  # more whole numbers than that are a picture

# Of the scope of the module, so that the tests of one place run together and build its scenes once.
everywhere = pytest.mark.parametrize("place", PLACES, ids=str, scope="module")
pytestmark = pytest.mark.sample(every=3)


def same(one, other):
    one, other = np.asarray(one), np.asarray(other)
    return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")


def nearly_same(one, other):
    """The same but for the order in which a product of matrices adds, for one network or for many at once."""
    one, other = np.asarray(one), np.asarray(other)
    # Of the shades of a picture one may be rounded the other way.
    apart = 1 if one.dtype == np.uint8 and one.size > SHADES else 0
    # What is drawn has 32 bits in one of them.
    return one.shape == other.shape and np.allclose(one * 1.0, other * 1.0, rtol=1e-7, atol=apart, equal_nan=True)


@everywhere
def test_no_sentence_is_longer_than_140_letters_or_lacks_a_number_at_any_place_of_any_handle(place):
    for address in place.addresses:
        scene = place.scene(address)
        for name, table in scene.tables.items():
            for row in rows(table):
                sentence = scene.sentence(name, row)
                assert 0 < len(sentence) <= LONGEST, (address, name, row, sentence)
                assert "–" not in sentence, (address, name, row, sentence)
                assert "{" not in sentence, (address, name, row, sentence)


@everywhere
def test_whether_a_goal_is_met_and_which_reply_holds_is_sent_only_where_it_is_asked(place):
    for address in place.addresses[:3]:
        scene = place.scene(address)
        goals, replies = message.answers(scene, predict=""), message.answers(scene, goal="")
        assert len(goals | replies) == len(goals) + len(replies)
        read = {
            name
            for _, names in checks.texts_with_names(dataclasses.replace(scene, goals=(), predictions=()))
            for name in names
        }
        assert not read & (goals | replies)
        for asked, sent in (
            ({}, set()),
            *(({"predict": one.name}, {one.reply_index.split("[")[0]}) for one in scene.predictions),
        ):
            _, arrays = codec.decode(message.packed(scene, **asked))
            assert {name.split("/")[-1] for name in arrays} & (goals | replies) == sent


@everywhere
def test_every_number_that_is_read_is_the_same_in_every_table_where_nothing_has_moved(place):
    compared = 0
    for address in place.addresses:
        scene = place.scene(address)
        read = frozenset().union(*map(template.template_names, checks.templates(scene))) - HELD
        first = scene.at(scene.opening)
        for name in scene.tables.keys() - {scene.opening}:
            now = scene.at(name)
            for quantity in read:
                one, other = (np.atleast_1d(np.asarray(at[quantity])) for at in (first, now))
                # A row that is as long as with the most outcomes is filled up with what is not a number.
                shared = min(len(one), len(other))
                assert same(one[:shared], other[:shared]), (address, name, quantity)
                compared += 1
    assert compared or {len(place.scene(address).tables) for address in place.addresses} == {1}


@everywhere
def test_a_row_is_the_scene_built_afresh_at_the_address_it_would_commit_to(place):
    compared = 0
    agree = nearly_same if place.lesson.job_of(place.fold) else same
    # Beside a job the sentence, and a unit's large picture, are about what is pulled, and later about the job.
    while_pulled = {"case", "unit_shown"} if place.lesson.job_of(place.fold) else set()
    for address in place.few_addresses:
        scene = place.scene(address)
        for name, table in scene.tables.items():
            for row in few_rows(table):
                after = place.lesson.rewrite(address, committed(table, row))
                again = place.fresh_scene(after)
                if name not in again.tables:
                    continue
                fresh, kept = again.at(name), scene.at(name, row)
                # Weights set by hand belong to one update; the moments of a run are those of the run.
                is_of_run = scene.awaited is not None and name in scene.awaited.tables
                if is_of_run and again.shared.get("by_hand_count", 0) > 0:
                    continue
                for quantity in set(table.rows) - {*table.commit.values(), *FRAMING, *while_pulled}:
                    assert agree(kept[quantity], fresh[quantity]), (address, name, row, quantity)
                    compared += 1
                assert again.tables[name].now == pytest.approx(float(table.places[row]), abs=1e-9), (address, name, row)
    assert compared > 0


def is_clipped(scene, handle, numbers):
    """Whether a handle is beyond the ends of its chart wherever it is pulled, and drawn there at an end."""
    layout = next(figure for figure in scene.figures if figure.name == handle.figure).plot["layout"]
    if layout.get("meta") or len(set(numbers)) > 1:
        return False
    low, high = layout[f"{handle.axis}axis"]["range"]
    return all(not low < number < high for number in numbers)


@everywhere
def test_a_handle_in_a_figure_moves_along_its_axis_as_the_places_of_its_table_do(place):
    # A pointer is turned into a number of the axis, and that into the nearest place.
    for address in place.addresses:
        scene = place.scene(address)
        for handle in scene.handles:
            if not handle.figure or handle.grid or handle.axis == "path":
                continue
            along = template.reference(getattr(handle, handle.axis))
            for number, name in enumerate(handle.tables):
                table = scene.tables[name]
                every = [(row, scene.at(name, row)) for row in rows(table)[:-1]]
                if handle.which:
                    chosen = template.reference(handle.which)
                    every = [(row, at) for row, at in every if chosen.number(at) == number]
                if is_clipped(scene, handle, [along.number(at) for _, at in every]):
                    continue
                apart = [along.number(at) - table.places[row] for row, at in every]
                assert not apart or np.ptp(apart) <= 1e-6 * np.ptp(table.places), (address, handle.name, apart)


@everywhere
def test_a_handle_on_a_path_stands_at_another_spot_at_each_place_of_its_table(place):
    # A pointer is turned into the nearest of these spots.
    scene = place.scene({})
    for handle in (one for one in scene.handles if one.axis == "path"):
        x, y = (template.reference(name) for name in (handle.x, handle.y))
        every = [scene.at(handle.tables[0], row) for row in range(len(scene.tables[handle.tables[0]].places))]
        spots = [(x.number(at), y.number(at)) for at in every]
        assert np.isfinite(spots).all()
        assert len(set(spots)) == len(spots)


@everywhere
def test_each_prediction_is_open_at_its_start_and_right_at_its_answer(place):
    lesson = place.lesson
    for asked in place.scene({}).predictions:
        for state, is_right in ((asked.start, False), (asked.answer, True)):
            scene = place.scene(lesson.rewrite({}, state))
            replies = [template.reference(asked.reply_index).number(scene.at(name)) for name in scene.tables]
            assert {reply == 0 for reply in replies} == {is_right}, (asked.name, state, replies)


@everywhere
def test_a_wrong_answer_gets_a_direction_or_a_hint_and_not_the_answer(place):
    for asked in place.scene({}).predictions:
        scene = place.scene(place.lesson.rewrite({}, asked.start))
        given = {template.reference(asked.reply_index).number(scene.at(name)) for name in scene.tables}
        # The start of most questions is a wrong answer that no reply is meant for.
        has_direction = not given & {assessment.ANY_OTHER}
        assert has_direction or not asked.default_reply.endswith(RETRY), asked.name
        said = NUMBER.match(asked.replies[0].removeprefix("At "))
        for reply in (*asked.replies[1:], asked.default_reply):
            assert not said or said.group() not in NUMBER.findall(SLOT.sub("", reply)), (asked.name, reply)


@pytest.mark.parametrize("learner", LEARNERS, ids=str)
def test_each_learner_gets_the_reply_for_the_idea_that_they_have(learner):
    state = learner.lesson.read(learner.address)
    scene = learner.lesson.build(state, "", result_of(learner.lesson, state))
    asked = learner.lesson.predictions[learner.prediction]
    # Whatever handle was pulled last, and so whichever table the page shows.
    given = {int(template.reference(asked.reply_index).number(scene.at(name))) for name in scene.tables}
    expected = assessment.ANY_OTHER if learner.reply is None else learner.reply
    assert given == {expected}
    text = asked.default_reply if expected < 0 else asked.replies[expected]
    written = template.write(text, scene.at(scene.opening), words=scene.words, units=scene.units, aloud=True)
    assert written
    assert not set("{}–") & set(written)


def test_each_reply_has_a_learner_it_is_meant_for_and_each_wrong_idea_of_a_lesson_is_held_by_one():
    for lesson in {learner.slug: learner.lesson for learner in LEARNERS}.values():
        answering = [learner for learner in LEARNERS if learner.lesson is lesson]
        for asked in lesson.predictions.values():
            replied = {learner.reply for learner in answering if learner.prediction == asked.name}
            assert replied >= set(range(len(asked.replies))), (lesson.slug, asked.name)
        held = {learner.idea[1] for learner in answering if learner.idea.startswith("(") and learner.reply != 0}
        assert held == set(wrong_ideas(lesson.slug)), lesson.slug


@everywhere
def test_each_goal_is_reached_somewhere_and_not_everywhere(place):
    answers = [place.lesson.rewrite({}, asked.answer) for asked in place.scene({}).predictions]
    for goal in place.scene({}).goals:
        met, seen = template.reference(goal.met), set()
        for address in (*place.linked_addresses, *answers, *states(place.slug).get(place.fold, [])):
            scene = place.scene(address)
            places = ((name, row) for name, table in scene.tables.items() for row in range(-1, len(table.places)))
            seen |= {met.number(scene.at(name, row)) for name, row in places}
            if seen == {0, 1}:
                break
        assert seen == {0, 1}, (goal.name, seen)


def whole(state, address):
    """A state as the browser commits it: a change of points after the points that stand."""
    change = point_texts.CHANGE
    return {name: address.get(name, "") + text if text.startswith(change) else text for name, text in state.items()}


@pytest.mark.slow
@everywhere
def test_every_link_switch_and_question_leads_to_an_address_that_reads_and_builds(place):
    lesson, seen = place.lesson, 0
    known = {parameter.name for parameter in lesson.all_parameters} | {"unit"}
    for address in place.few_addresses:
        scene = place.scene(address)
        switched = [state for switch in scene.choices for _, state in switch.options]
        states = [link.state for link in (*scene.links, *scene.actions)] + switched
        states += [state for asked in scene.predictions for state in (asked.start, asked.answer)]
        for change in states:
            state = whole(change, address)
            assert set(state) <= known, (address, state)
            after = lesson.rewrite(address, state)
            for name, text in state.items():
                parameter = next((one for one in lesson.all_parameters if one.name == name), None)
                if parameter is not None:
                    assert after.get(name, "") in ("", parameter.write(parameter.parse(text))), (address, state, name)
            assert place.scene(after).name == scene.name
            seen += 1
    assert seen or place.slug == "home"


def grid_ends(grid):
    """What the address would say of the lowest and of the highest place."""
    for end, k in ((grid.low, 0), (grid.high, -2)):
        # As the browser writes numbers: 1 and not 1.0.
        x, y = [repr(float(number)).removesuffix(".0") for number in (*end, 0.0)][:2]
        texts = {one: each[k] for one, each in grid.texts.items()}
        yield texts | {one: text.replace("{x}", x).replace("{y}", y) for one, text in grid.commit.items()}


@everywhere
def test_a_grid_leads_from_end_to_end_to_addresses_that_read_and_build(place):
    for address in place.few_addresses:
        scene = place.scene(address)
        for name, grid in scene.grids.items():
            for state in grid.ends if isinstance(grid, SketchDomain) else grid_ends(grid):
                assert set(state) <= {parameter.name for parameter in place.lesson.all_parameters}, (name, state)
                changed = whole(state, address)
                for parameter in place.lesson.all_parameters:
                    parameter.parse(changed.get(parameter.name, ""))
                assert place.scene(place.lesson.rewrite(address, changed)).name == scene.name


@everywhere
def test_what_is_written_into_an_address_reads_back_as_the_same_state(place):
    for address in place.addresses:
        state = place.lesson.read(address)
        written = place.lesson.rewrite({}, state.texts)
        again = place.lesson.read(written)
        assert (again.texts, again.refused) == (state.texts, {})
        assert place.lesson.rewrite(written, {}) == written
        for parameter in place.lesson.all_parameters:
            assert written.get(parameter.name) != parameter.default_text, parameter.name


@everywhere
def test_the_tables_of_a_handle_fit_into_32_kilobytes(place):
    for address in place.addresses:
        scene = place.scene(address)
        packed = message.packed(scene, answers=0, state={}, predict="")
        header = 4 + int.from_bytes(packed[:4], "little")
        assert (len(packed) - header) / len(scene.tables) <= ROOM, address
        assert codec.decode(packed)[0]["name"] == scene.name


@everywhere
def test_a_figure_is_plain_data_with_fixed_axes_and_says_in_words_what_it_shows(place):
    for address in place.addresses:
        for figure in place.scene(address).figures:
            assert json.loads(json.dumps(figure.plot, allow_nan=False)).keys() == figure.plot.keys()
            layout = figure.plot["layout"]
            for axis in ("xaxis", "yaxis") if "scene" not in layout else ():
                low, high = layout[axis]["range"]
                assert low < high, (address, figure.name, axis)
            assert len(figure.describes) > 10
            assert figure.caption
            for trace in figure.plot["data"]:
                for part in trace.get("meta") or {}:
                    assert len(trace.get(part) or ()) == 0, (figure.name, part)


def test_no_axis_moves_by_itself():
    assert plot.TEMPLATE.layout.xaxis.fixedrange
    assert plot.TEMPLATE.layout.yaxis.fixedrange
    assert plot.TEMPLATE.layout.dragmode is False


@pytest.mark.parametrize("lesson", registry.BY_SLUG.values(), ids=lambda lesson: lesson.slug)
def test_a_lesson_is_described_whole(lesson):
    assert lesson.slug == lesson.slug.lower()
    assert " " not in lesson.slug
    assert lesson.title
    assert lesson.introduction
    # The home page concludes with all lessons.
    assert lesson.conclusion or lesson is registry.HOME
    names = [parameter.name for parameter in lesson.all_parameters]
    assert len(set(names)) == len(names)
    for fold in lesson.folds:
        assert all(parameter.name == f"{fold.slug}.{parameter.key}" for parameter in fold.parameters)
        assert set(fold.shared) <= {parameter.name for parameter in lesson.parameters}
        keys = [parameter.key for parameter in lesson.shown_parameters(fold.slug)]
        assert len(set(keys)) == len(keys)
        assert lesson.first_scene(fold.slug).name == fold.slug
    assert lesson.first_scene().name == lesson.slug
    for parameter in lesson.all_parameters:
        assert parameter.parse(parameter.default_text) == parameter.default, parameter.name
        assert parameter.label, parameter.name


def test_goals_and_predictions_have_names_of_their_own_in_each_lesson():
    for lesson in registry.LESSONS:
        scenes = [lesson.first_scene(fold) for fold in ("", *(fold.slug for fold in lesson.folds))]
        goals = [goal.name for scene in scenes for goal in scene.goals]
        assert len(set(goals)) == len(goals), lesson.slug
        asked = [asked.name for scene in scenes for asked in scene.predictions]
        assert len(set(asked)) == len(asked), lesson.slug


def test_ten_lessons_are_named_each_with_an_address_a_title_a_question_and_a_thumbnail():
    assert len({entry.slug for entry in registry.LESSONS}) == len(registry.LESSONS) == 10
    for entry in registry.LESSONS:
        assert entry.title
        assert entry.question.endswith("?")
        assert len(entry.thumbnail()) > 0


def test_the_state_that_a_lesson_carries_over_is_understood_by_the_other():
    handed = 0
    for lesson in registry.LESSONS:
        onward = registry.onward(lesson, lesson.read({}).texts, "nats")
        for link in (onward[way] for way in ("next", "before") if way in onward):
            if link["slug"]:
                other = registry.BY_SLUG[link["slug"]]
                state = other.read(link["state"])
                assert not state.refused, (lesson.slug, link)
                assert set(link["state"]) <= {parameter.name for parameter in other.all_parameters} | {"unit"}
                other.build(state)
                handed += 1
        assert set(lesson.linked_state) <= {entry.slug for entry in registry.LESSONS}
    assert handed > 0


def test_what_the_other_lesson_would_refuse_is_left_behind():
    descent = registry.BY_SLUG["gradient-descent"]
    state = {"surface": "points_mse", "start": "1,2", "rate": "5000"}
    onward = registry.onward(descent, descent.read(state).texts, "fathoms")
    # Mini-batches take no learning rate above 1,000, and there is no such unit.
    assert onward["next"]["state"] == {"points": "", "start": "1,2", "unit": ""}


def test_what_is_carried_on_does_not_spoil_the_lesson_that_it_enters():
    loss, cross = registry.BY_SLUG["loss"], registry.BY_SLUG["cross-entropy"]
    carried = registry.onward(loss, loss.read({"line": "0.8,0.6", "points": "1,2;2,3;4,4"}).texts, "")["next"]["state"]
    # Training does not begin at the best line, with nothing left to do.
    assert carried == {"points": "1,2;2,3;4,4", "unit": ""}
    for p, taken in (("1,0,0,0", ""), ("1,1,0,0", "1,1,0,0")):
        state = registry.onward(cross, cross.read({"p": p}).texts, "")["before"]["state"]
        assert state.get("p", "") == taken


def test_a_lesson_leads_to_its_neighbours():
    slugs = [lesson.slug for lesson in registry.LESSONS]
    for at, lesson in enumerate(registry.LESSONS):
        onward = registry.onward(lesson, lesson.read({}).texts, "")
        # The last one that is written leads home.
        assert onward["next"]["slug"] == [*slugs, ""][at + 1]
        assert ("before" in onward) is (at > 0)
        assert at == 0 or onward["before"]["slug"] == slugs[at - 1]
        assert onward["conclusion"] == lesson.conclusion
