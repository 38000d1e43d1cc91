"""Validation of a scene's switches and of the groups of its controls."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lossviz.scene.scene import Scene

# Symbols of a switch's positions: a class of the stage's style sheet each.
SYMBOLS = ("square", "circle", "diamond", "triangle-up")


def check_groups(scene: Scene, tracks: Collection[str]) -> None:
    """Every control that a group names is there, and in no other group; so is the group that an action names."""
    labels = [switch.label for switch in scene.choices]
    grouped = [name for group in scene.groups for name in group.controls]
    for name in grouped:
        if name not in (*tracks, *labels):
            there = ", ".join(sorted((*tracks, *labels))) or "none"
            raise ValueError(f"there is no track and no switch {name!r}; there is {there}")
    if twice := {name for name in (*grouped, *labels) if max(grouped.count(name), labels.count(name)) > 1}:
        raise ValueError(f"two groups have, or two switches are called, {min(twice)!r}")
    captions = [group.caption for group in scene.groups]
    if len(set(captions)) < len(captions):
        raise ValueError("two groups of controls have one caption")
    for action in scene.actions:
        if action.group and action.group not in captions:
            raise ValueError(f"action {action.text!r} is in group {action.group!r}; there is {', '.join(captions)}")


def check_marks(scene: Scene, roles: Collection[str]) -> None:
    """What a position of a switch stands for has a role and a symbol that there are."""
    for switch in scene.choices:
        for mark in switch.marks:
            for what, name, there in zip(("role", "symbol"), mark, (roles, SYMBOLS), strict=True):
                if name not in there:
                    raise ValueError(f"there is no {what} {name!r}; there is {', '.join(sorted(there))}")
