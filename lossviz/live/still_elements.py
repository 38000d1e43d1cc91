"""What stands in several places of a stage without a script: buttons, options, and what a handle is taken by."""

from html import escape

from lossviz.scene.scene import Handle, Scene

CROWD = 9  # as `stage/input/handles.js` has it


def button(text: str, more: str = "", *, is_disabled: bool = False) -> str:
    """A button that stands there and does nothing."""
    return f'<button class="lv-button{more}"{" disabled" if is_disabled else ""}>{escape(text)}</button>'


def knob(handle: Handle, style: str, *, is_hinted: bool, is_late: bool, is_locked: bool) -> str:
    """What a handle is taken by; the one that is hinted at says so."""
    name = "lv-handle" + (" lv-hint" if is_hinted else "") + (" lv-late" if is_late else "")
    look = f' data-look="{handle.look}"' if handle.look else ""
    look += ' aria-disabled="true"' if is_locked else ""
    return (
        f'<span class="{name}" data-axis="{handle.axis}" data-role="{handle.role}"{look} style="{style}">'
        '<span class="lv-grip"></span></span>'
    )


def hinted(scene: Scene) -> Handle | None:
    """The handle with a hint, if there is one."""
    if scene.hint:
        return next(one for one in scene.handles if one.name == scene.hint)
    if len(scene.handles) >= CROWD:
        return None
    return next((one for one in scene.handles if scene.opening in one.tables), None)


def symbol(mark: tuple[str, str]) -> str:
    """What a position of a switch stands for in a figure: its role and its symbol."""
    role, name = mark
    return f'<i class="lv-symbol lv-{name}" data-role="{role}"></i>'


def share(part: float) -> str:
    """A share of the frame as a style sheet writes it."""
    return f"{100 * part:.2f}%"


def chosen(is_chosen: bool) -> str:
    """The attribute of the option that a list shows."""
    return " selected" if is_chosen else ""
