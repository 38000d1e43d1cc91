"""Which handles answer a question: all others are locked while it is open, so that nothing changes what it asks."""

from lossviz.scene.scene import Handle, Prediction, Scene


def answering(scene: Scene, asked: Prediction) -> tuple[str, ...]:
    """The names of the handles that answer a question: those that it names, else those that can set its answer.

    They set a parameter in which a right answer differs from the state that the question begins with. Where there is
    none, as in a scene of another state, any handle does.
    """
    if asked.handles:
        return asked.handles
    names = asked.start.keys() | asked.answer.keys()
    differ = {name for name in names if asked.start.get(name, "") != asked.answer.get(name, "")}
    found = tuple(handle.name for handle in scene.handles if differ & committed(scene, handle))
    return found or tuple(handle.name for handle in scene.handles)


def committed(scene: Scene, handle: Handle) -> set[str]:
    """The parameters of the address that a handle sets when it is released."""
    commits = [scene.tables[name].commit for name in handle.tables]
    if handle.grid:
        commits.append(scene.grids[handle.grid].commit)
    return {name for commit in commits for name in commit}
