"""A slice of a loss, whose dot may stand at the very end of its axis."""

from lossviz.figures import slice as slices


def test_the_dot_at_the_end_of_the_axis_is_not_cut_in_half():
    curve, dot = slices.figure(x="x", y="y", dot_x="w", dot_y="loss", title="slope", x_range="a", y_range="b")["data"]
    assert dot["cliponaxis"] is False
    assert "cliponaxis" not in curve
