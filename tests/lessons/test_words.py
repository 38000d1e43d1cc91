"""What a learner reads is in the field's own terms: phrases that are not, and every text in which they could stand."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import lossviz
from lossviz.lessons import registry
from lossviz.lessons.frequent_questions import QUESTIONS
from lossviz.live.still_stage import LINKS as MOST_LINKS
from lossviz.scene.lesson import Lesson
from lossviz.scene.scene import Scene
from tests.lessons.cases import PLACES

# What is wrong, and what it is called. Where a word has an ordinary sense, too, the expression leaves that out.
PHRASES = {
    r"\bmiss(es|ed)?\b": "error (residual)",
    r"(?<!learning[ -])\brates?\b": "learning rate (η)",
    r"\brate over time\b": "learning-rate schedule",
    r"\bborders?\b": "stability limit 2/λ",
    r"\bglid(e|es|ed|ing)\b": "converges smoothly",
    r"\bsw(ing|ings|inging|ung|ang)\b|\bto and fro\b|\bwall to wall\b": "oscillates",
    r"^apart$|\b(fly|flies|flew|flying|go|goes) apart\b|\b(run|runs|ran|running) away\b": "diverges",
    r"(?<!learning )\brates? times( the)? (curvature|slope)\b|\bby curvature\b": "η·λ (learning rate times curvature)",
    r"\btimes (as steep|the flattest)\b": "condition number κ",
    r"\bwalk(s|ed|ing|ers?)?\b": "path, descent",
    r"\bfates?\b": "convergence map",
    r"\bhollows?\b": "a local minimum",
    r"\b(lowest|highest) places?\b": "minimum, maximum",
    r"\bthe ground\b": "loss surface, curvature",
    r"^(measure|adjust)$|^(measure|slope|adjust)(:| {2})": "compute the loss, compute the gradient, update",
    r"^time(,|$)|\b(pull|drag) (the )?time\b|\bat this time\b": "step, update",
    r"\blaps?\b": "step",
    r"\bscatter(s|ed|ing)?\b(?! plot)": "standard deviation of the gradient (gradient noise)",
    r"\bspreads? of (the |its |a |all )?(single|batch|point|gradient)": "standard deviation of the gradient",
    r"\b(same|new|other|these|the) dice\b|^dice$": "seed, replay the same seed",
    r"\bin hand\b": "highlighted outcome",
    r"\bwhat is rare surprises\b": "rare events are more surprising",
    r"\bfair die with\b": "perplexity: like so many equally likely outcomes",
    r"\bnobody avoids\b": "entropy H(P)",
    r"\bfor being wrong\b": "KL divergence",
    r"\bwhat it costs\b": "cross-entropy = entropy + KL divergence",
    r"\bwhat is true\b": "true distribution",
    r"\bwhat you believe\b": "the model’s prediction",
    r"\bpush(es|ed)?\b": "gradient with respect to the logit, ŷ − y",
    r"\bwhat you pay\b": "loss as a function of ŷ",
    r"\bstall(s|ed|ing)?\b": "vanishing gradient",
    r"\bpowers of ten\b": "log scale",
    r"\basleep\b": "hidden until you check",
    r"\bit holds\b": "goal reached",
    r"\bthe chain\b(?! rule)": "all lessons",
}
# Texts as they were, one from each line of the table and more, and as they are; `|` and a new line part them.
OLD = """
Five small misses | Rate | At a rate of 0.2 | rate over time | The border | it glides
is swinging | Apart | flies apart | ran away | Rate times curvature | by curvature | 70 times as steep
The walk and the walker | A map of fates | A hollow | the lowest place | Measure: the loss is 6.00 | adjust
Slope  ∂L/∂w | time | Pull time | lap 3 | they still scatter | the spread of single points | same dice again
the outcome in hand | What is rare surprises | a fair die with 1.38 sides | that nobody avoids | for being wrong
what it costs | P: what is true | Q: what you believe | the push | what you pay for | the stall
loss, powers of ten | Asleep until you check | It holds. | The chain of lessons | the ground bends less
jumps to and fro | Both walk on
"""
NEW = """
error (residual) | loss function | learning rate (η) | Learning-rate schedule | stability limit 2/λ
converges smoothly | oscillates | diverges | condition number κ | SGD path, full-batch path | Convergence map
a local minimum, not the global one | compute the gradient | Drag the dot on the loss curve | step, update
standard deviation of the gradient | replay the same seed | highlighted outcome | Hidden until you check
rare events are more surprising | like 1.38 equally likely outcomes | the chain rule | Goal reached
54.5° apart | a missing number | slope w | a fair die | paste from a spreadsheet | a scatter plot
0.18 of the time | Start B: 0.01 from A | P: true distribution | loss (log scale)
"""
COMPILED = {re.compile(wrong, re.IGNORECASE): right for wrong, right in PHRASES.items()}
SLOT = re.compile(r"\{[^{}]*\}")
Text = tuple[str, str]


def parted(texts: str) -> list[str]:
    """The texts of a list."""
    return [text.strip() for text in re.split(r"[|\n]", texts) if text.strip()]


def wrong(texts: Iterator[Text]) -> list[str]:
    """Each text, once, that has one of the phrases: where it stands, what it says, and what that is called."""
    found = {}
    for where, text in texts:
        plain = SLOT.sub("…", text).replace("**", "").replace("\u00a0", " ").replace("\n", " ").strip()
        for phrase, right in COMPILED.items():
            if phrase.search(plain):
                found.setdefault((plain, right), f"{where}: “{text}” ({right})")
    return list(found.values())


def titles(layout: Any) -> Iterator[str]:
    """The titles of axes and the annotations of a figure's layout."""
    if isinstance(layout, dict):
        for name, value in layout.items():
            if name == "text" and isinstance(value, str):
                yield value
            else:
                yield from titles(value)
    elif isinstance(layout, list):
        for value in layout:
            yield from titles(value)


def trace_texts(plot: Any) -> Iterator[str]:
    """What stands at the marks of a figure, or under a mouse over them."""
    for trace in plot["data"]:
        for name in ("text", "hovertext", "hovertemplate"):
            value = trace.get(name) or ()
            yield from [value] if isinstance(value, str) else (one for one in value if isinstance(one, str))


def scene_texts(scene: Scene) -> Iterator[Text]:
    """Every text of a scene, its slots as they are."""
    for figure in scene.figures:
        for text in (figure.caption, figure.describes, *titles(figure.plot["layout"]), *trace_texts(figure.plot)):
            yield f"figure {figure.name}", text
    yield from (("sentence", text) for text in scene.sentences)
    yield from (("word", text) for text in scene.words)
    yield from (("formula", part.text) for line in scene.formula for part in line)
    yield from ((f"label on {label.figure}", label.text) for label in scene.labels)
    for handle in scene.handles:
        yield from ((f"handle {handle.name}", text) for text in (handle.label, handle.value_text))
    for switch in scene.choices:
        for text in (switch.label, switch.current, *(option for option, _ in switch.options)):
            yield f"choice {switch.label}", text
    for link in (*scene.links, *scene.actions):
        yield from ((f"link {link.text}", text) for text in (link.text, link.note))
    for asked in scene.predictions:
        for text in (asked.ask, *asked.replies, asked.default_reply):
            yield f"prediction {asked.name}", text
    yield from ((f"goal {goal.name}", goal.text) for goal in scene.goals)


def own_texts(lesson: Lesson, fold: str) -> Iterator[Text]:
    """What a lesson, or one of its folds, says around its scene."""
    if fold:
        shown = lesson.fold(fold)
        yield from (("title", shown.title), ("introduction", shown.introduction))
    else:
        yield from (("title", lesson.title), ("question", lesson.question))
        yield from (("introduction", lesson.introduction), ("conclusion", lesson.conclusion))
        onward = registry.onward(lesson, lesson.read({}).texts, "")
        yield from (("onward", onward[way]["title"]) for way in ("next", "before") if way in onward)
    for parameter in lesson.shown_parameters(fold):
        for text in (parameter.label, parameter.help, parameter.placeholder):
            yield f"box {parameter.name}", text


@pytest.mark.sample(every=3)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_lesson_speaks_in_the_terms_of_the_field(place):
    def texts():
        yield from own_texts(place.lesson, place.fold)
        for address in place.linked_addresses + place.addresses:
            for where, text in scene_texts(place.scene(address)):
                yield f"{where} at {str(address)[:80]}", text

    assert wrong(texts()) == []


@pytest.mark.sample(every=3)
@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_link_says_what_is_set_or_what_happens_and_not_only_which_one_it_is(place):
    links = [link.text for address in place.addresses for link in place.scene(address).links]
    assert [text for text in links if re.fullmatch(r"one|the other|[\d.,]+", text, re.IGNORECASE)] == []


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_more_links_than_stand_there_at_first_are_in_groups_of_one_kind(place):
    for address in place.addresses:
        links = place.scene(address).links
        groups = [link.group for link in links]
        if len(links) > MOST_LINKS + 1:
            assert "" not in groups
            assert 1 < len(set(groups)) <= MOST_LINKS


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_wrong_answer_is_told_what_is_set_and_not_only_it(place):
    replies = [asked.default_reply for asked in place.scene(place.addresses[0]).predictions]
    assert [reply for reply in replies if re.search(r"\bit is at\b", reply, re.IGNORECASE)] == []


def test_entries_and_frequent_questions_speak_in_the_terms_of_the_field():
    entries = ((f"entry {entry.slug}", text) for entry in registry.LESSONS for text in (entry.title, entry.question))
    asked = ((one.question, text) for one in QUESTIONS for text in (one.topic, one.question, one.answer))
    assert wrong(entries) + wrong(asked) == []


def python_texts(path: Path) -> Iterator[str]:
    """The texts of a module that are no docstrings, of f-strings the parts between the slots."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {id(node.body[0].value) for node in ast.walk(tree) if isinstance(node, documented) and is_said(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def is_said(node: Any) -> bool:
    """Whether a module, a class or a function begins with an expression, as it does with a docstring."""
    return bool(node.body) and isinstance(node.body[0], ast.Expr)


def script_texts(path: Path) -> Iterator[str]:
    """The texts of a script, of templates the parts between the slots; none of its comments."""
    code = re.sub(r"(?m)^\s*(//|\*|/\*).*$", "", path.read_text(encoding="utf-8"))
    for quoted in re.findall(r'"([^"\n]*)"|`([^`]*)`', code):
        yield from re.split(r"\$\{[^}]*\}", "".join(quoted))


def is_read(text: str) -> bool:
    """Whether a text of the code has the form of one for people: a capital at its beginning, or words apart."""
    return bool(re.match(r"[A-Z][a-z]|\S*[a-z]\S* +\S*[a-z]", text.strip()))


@pytest.mark.parametrize("folder", ["front", "stage", "inputs"])
def test_what_stands_around_the_lessons_is_in_the_terms_of_the_field(folder):
    root = Path(lossviz.__file__).parent / folder
    modules = ((path, python_texts(path)) for path in sorted(root.rglob("*.py")))
    scripts = ((path, script_texts(path)) for path in sorted(root.rglob("*.js")))
    read = [
        (path.name, text) for found in (modules, scripts) for path, texts in found for text in texts if is_read(text)
    ]
    assert len(read) > 20
    assert wrong(iter(read)) == []


@pytest.mark.parametrize("text", parted(OLD))
def test_each_phrase_is_found(text):
    assert wrong(iter([("here", text)]))


def test_each_expression_finds_one_of_them():
    assert [phrase.pattern for phrase in COMPILED if not any(phrase.search(text) for text in parted(OLD))] == []


@pytest.mark.parametrize("text", parted(NEW))
def test_terms_of_the_field_and_ordinary_senses_are_not_found(text):
    assert wrong(iter([("here", text)])) == []
