"""Lessons as data, shown by any front end.

The state of a lesson is its address: the texts of its parameters by their names. Beside them an address may hold the
`RESERVED` names, which every lesson understands and every rewriting keeps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from functools import cached_property
from typing import Any, TypeAlias
from urllib.parse import urlencode

from lossviz.figures import thumbnails
from lossviz.inputs.parameter import Parameter, State, parse_state
from lossviz.inputs.point_texts import LONGEST_QUERY
from lossviz.inputs.session_store import NotInLinkError
from lossviz.scene import budget, checks
from lossviz.scene.budget import Cost
from lossviz.scene.job import Job
from lossviz.scene.scene import Goal, Prediction, Scene
from lossviz.theory import interruption

Address: TypeAlias = Mapping[str, str]
Follow: TypeAlias = Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, str]]
LinkedState: TypeAlias = Callable[[Mapping[str, str]], Mapping[str, str]]

# Which folds are open, a goal and a question that a link asks for, a page for presenting, the unit of information.
RESERVED = ("open", "goal", "predict", "present", "unit")


@dataclass(frozen=True, eq=False, kw_only=True)
class Fold:
    """A part of a lesson with a scene of its own: folded away, or an open section that is drawn when one comes to it.

    Its own `parameters` are named `<slug>.<name>`; `shared` names those of the lesson that its scene takes, too. `cost`
    is at most how many operations that scene takes. A scene with a `job` takes its `result`, too, or None without it.
    """

    slug: str
    title: str
    introduction: str
    parameters: tuple[Parameter, ...]
    scene: Callable[..., Scene]
    cost: Cost
    shared: tuple[str, ...] = ()
    is_section: bool = False
    job: Job | None = None


@dataclass(frozen=True, eq=False)
class Lesson:
    """A lesson: its words, its parameters, and the scenes that follow from them.

    `thumbnail` returns the SVG marks of its thumbnail (`lossviz.figures.thumbnails`). `cost` is at most how many
    operations its scene takes. `sources` are the functions whose source is shown, `references` the literature.
    `linked_state` has, by the slug of another lesson, the function from the texts of this lesson's parameters to the
    state that a link to that lesson carries. `terms` are those of the glossary that are explained on its page. A scene
    with a `job` takes its `result`, too, or None without it. `followed` returns, from the values of all its parameters
    before and after some of them are entered, what else changes in the address with them.
    """

    slug: str
    title: str
    question: str
    thumbnail: Callable[[], Sequence[str]]
    _: KW_ONLY
    introduction: str
    conclusion: str
    parameters: tuple[Parameter, ...]
    scene: Callable[..., Scene]
    cost: Cost
    folds: tuple[Fold, ...] = ()
    terms: tuple[str, ...] = ()
    sources: tuple[Any, ...] = ()
    references: tuple[str, ...] = ()
    linked_state: Mapping[str, LinkedState] = field(default_factory=dict)
    job: Job | None = None
    followed: Follow | None = None

    def thumbnail_svg(self) -> str:
        """Its thumbnail as SVG."""
        return thumbnails.svg(*self.thumbnail())

    @cached_property
    def all_parameters(self) -> tuple[Parameter, ...]:
        """Its parameters, and those of its folds."""
        return (*self.parameters, *(parameter for fold in self.folds for parameter in fold.parameters))

    @cached_property
    def unit(self) -> str:
        """The unit of information that it begins with; empty where it has none."""
        return next((str(parameter.default) for parameter in self.parameters if parameter.name == "unit"), "")

    @property
    def predictions(self) -> Mapping[str, Prediction]:
        """The questions of its scene, by name."""
        return {asked.name: asked for asked in self.first_scene().predictions}

    @property
    def goals(self) -> Mapping[str, Goal]:
        """The goals of all its scenes, by name."""
        scenes = (self.first_scene(), *(self.first_scene(fold.slug) for fold in self.folds))
        return {goal.name: goal for scene in scenes for goal in scene.goals}

    def first_scene(self, fold: str = "") -> Scene:
        """The scene of the first state."""
        known = self.__dict__.setdefault("first_scenes", {})
        if fold not in known:
            known[fold] = self.build(parse_state(self.all_parameters, {}), fold)
        scene: Scene = known[fold]
        return scene

    def fold(self, slug: str) -> Fold:
        """The fold of that name.

        Raises:
            KeyError: if there is none.
        """
        return {fold.slug: fold for fold in self.folds}[slug]

    def shown_parameters(self, fold: str = "") -> tuple[Parameter, ...]:
        """The parameters on which the scene of a fold, or without one that of the lesson itself, depends."""
        if not fold:
            return self.parameters
        chosen = self.fold(fold)
        return (*(one for one in self.parameters if one.name in chosen.shared), *chosen.parameters)

    def shown_values(self, state: State, fold: str = "") -> dict[str, Any]:
        """What of a state the scene takes, by the names under which it takes it."""
        return {one.key: state.values[one.name] for one in self.shown_parameters(fold)}

    def declared_cost(self, state: State, fold: str = "") -> int:
        """The operations that building the scene of a state takes at most."""
        return (self.fold(fold).cost if fold else self.cost)(**self.shown_values(state, fold))

    def job_of(self, fold: str = "") -> Job | None:
        """The job of a fold, or without one that of the lesson itself."""
        return self.fold(fold).job if fold else self.job

    def build(self, state: State, fold: str = "", result: Any = None) -> Scene:
        """The scene of a state; with the result of its job, where it has one.

        Raises:
            ValueError: if the scene is not named as the lesson or the fold, changes a parameter that is not there, or
                does not await the result of its job.
        """
        make, values = self.fold(fold).scene if fold else self.scene, self.shown_values(state, fold)
        job = self.job_of(fold)
        scene = make(**values, result=result) if job else make(**values)
        if scene.awaited:
            scene.awaited.check(job.key(**values) if job else None, is_done=result is not None)
        interruption.checkpoint(budget.of_numbers(scene.size))
        if scene.name != (fold or self.slug):
            raise ValueError(f"the scene of {fold or self.slug!r} is named {scene.name!r}; give it the same name")
        checks.check_parameters(scene, {*RESERVED, *(one.name for one in self.all_parameters)})
        return scene

    def read(self, address: Address) -> State:
        """The state that an address means.

        An open question with nothing else in the address begins at its own start.
        """
        return parse_state(self.all_parameters, {**self.start(address), **address})

    def start(self, address: Address) -> Mapping[str, str]:
        """The start of the question that an address opens, if the address sets nothing but that question and a unit."""
        asked = address.get("predict") and self.predictions.get(address["predict"])
        if not asked or any(one.name in address for one in self.all_parameters if one.name not in RESERVED):
            return {}
        return asked.start

    def open_question(self, address: Address) -> str:
        """The name of the question that an address opens; empty where it opens none of this lesson's."""
        predict = address.get("predict", "")
        return predict if predict and predict in self.predictions else ""

    def open_folds(self, address: Address) -> list[str]:
        """The folds that an address opens, in their order on the page."""
        names = address.get("open", "").split(",")
        return [fold.slug for fold in self.folds if fold.slug in names]

    def shown_folds(self, address: Address) -> list[str]:
        """The folds that are open at an address, and the sections, which always are."""
        opened = self.open_folds(address)
        return [fold.slug for fold in self.folds if fold.is_section or fold.slug in opened]

    def rewrite(self, address: Address, changes: Mapping[str, str]) -> dict[str, str]:
        """The address after some of its parameters are changed; an empty text means the default.

        A text that cannot be parsed is ignored, and a parameter at its default is left out. While a question is open,
        a default that differs from the question's start is written, if only as an empty text, so that an address with
        nothing but a question is the start itself. Points that are in another session only keep their name.
        """
        current = {**self.start(address), **address}
        kept = {name: changes.get(name, address.get(name, "")) for name in RESERVED}
        asked = self.predictions.get(kept["predict"]) if kept["predict"] else None
        after = {}
        for parameter in self.all_parameters:
            texts = [changes[parameter.name]] if parameter.name in changes else []
            written = first_written(parameter, [*texts, current.get(parameter.name, "")])
            begun = asked.start.get(parameter.name, "") if asked else ""
            if written != parameter.default_text or parameter.short(parameter.parse(begun)):
                after[parameter.name] = written
        own = {parameter.name for parameter in self.all_parameters}
        whole = {**after, **{name: text for name, text in kept.items() if text.strip() and name not in own}}
        if len(urlencode(whole, errors="replace")) <= LONGEST_QUERY:
            return whole
        return whole | {one.name: one.shortest(after[one.name]) for one in self.all_parameters if one.name in after}

    def entered(self, address: Address, changes: Mapping[str, str]) -> dict[str, str]:
        """Changes by entering exact values, with what follows from them; what they set themselves stays."""
        if self.followed is None:
            return dict(changes)
        before, after = (self.read(one) for one in (address, self.rewrite(address, changes)))
        return {**self.followed(self.shown_values(before), self.shown_values(after)), **changes}


def first_written(parameter: Parameter, texts: Sequence[str]) -> str:
    """The first text that can be parsed, as it is written, else that of the default."""
    for text in texts:
        try:
            return parameter.write(parameter.parse(text))
        except NotInLinkError:
            return text
        except ValueError:
            continue
    return parameter.default_text
