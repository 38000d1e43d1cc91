"""Which controls stand together: what is looked at or set by hand, the data, the network, and how it is trained."""

from collections.abc import Sequence

from lossviz.scene.scene import ControlGroup, Handle, Switch

LOOK, DATA, NETWORK, TRAINING = "Point and weight", "Data", "Network", "Training"
# In the order in which they stand, two in a row; what is only there at times comes last, so that nothing else moves.
CONTROLS = {
    LOOK: ("weight", "value", "point", "Boundary", "Held-out points", "Loss axis"),
    DATA: ("Data", "noise", "held_out", "Add points of class", "Add points of value", "turns", "Classes of the blobs"),
    NETWORK: ("Hidden layers", "units", "Activation", "Inputs", "units1", "units2", "units3"),
    TRAINING: (
        *("rate", "Learning-rate schedule", "Optimiser", "batch", "epochs", "Regularization", "Compare"),
        *("Loss function", "l1", "l2", "second_rate", "second_batch", "Second run"),
    ),
}


def groups(handles: Sequence[Handle], switches: Sequence[Switch]) -> tuple[ControlGroup, ...]:
    """The groups, each with those of its controls that there are."""
    there = {one.name for one in handles if not one.figure} | {one.label for one in switches}
    return tuple(
        ControlGroup(caption, tuple(name for name in names if name in there)) for caption, names in CONTROLS.items()
    )
