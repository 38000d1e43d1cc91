"""Colours by meaning: legible on their background, told apart by everyone."""

import itertools
import json
import re
from pathlib import Path

import pytest

from lossviz.figures import palette
from lossviz.lessons import registry

MARKS = ("TRUTH", "MODEL", "COST")
STYLE = "".join(path.read_text() for path in (Path(__file__).parents[2] / "lossviz/stage/style").glob("*.css"))


def channels(colour):
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def linear(colour):
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour)]


def luminance(colour):
    """Relative luminance as in WCAG 2."""
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


# What the eye sees without one kind of cone: Viénot, Brettel and Mollon 1999, in linear RGB.
BLIND = {
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
}


def seen(colour, blindness):
    rgb = linear(colour)
    return [sum(row[i] * rgb[i] for i in range(3)) for row in BLIND[blindness]]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", [*MARKS, "TEXT"])
def test_marks_and_words_stand_out_from_their_background(name, dark):
    colour, background = getattr(palette, name), palette.PAPER
    if dark:
        colour, background = palette.DARK[colour], palette.DARK[background]
    assert contrast(colour, background) >= 4.5


def mixed(one, other, share):
    """A colour of so large a share of one and the rest of another, as a style sheet mixes them."""
    parts = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(255 * (share * a + (1 - share) * b)):02X}" for a, b in parts)


@pytest.mark.parametrize("which", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("tint", "share"), [("paper", 1), ("text", 0.03), ("text", 0.04), ("truth", 0.05)])
def test_muted_words_stand_out_wherever_they_stand(which, tint, share):
    colours = {role: pair[which] for role, pair in palette.light_and_dark().items()}
    of_text = re.search(r"--lv-soft: color-mix\(in srgb, var\(--lv-text\) (\d+)%, var\(--lv-paper\)\);", STYLE)
    assert of_text
    soft = mixed(colours["text"], colours["paper"], int(of_text[1]) / 100)
    assert contrast(soft, mixed(colours[tint], colours["paper"], share)) >= 4.5


@pytest.mark.slow
def test_no_words_have_the_colour_of_muted_marks():
    """That one has 3.2 : 1 on a light page, enough for a line."""
    assert "color: var(--lv-muted)" not in STYLE
    for lesson in registry.BY_SLUG.values():
        for place in ("", *(fold.slug for fold in lesson.folds)):
            for figure in lesson.build(lesson.read({}), place).figures:
                fonts = re.findall(r'font": \{[^}]*', json.dumps(figure.plot, default=str))
                assert not any(palette.MUTED in one for one in fonts)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("blindness", BLIND)
def test_truth_model_and_cost_are_told_apart_by_the_colour_blind(blindness, dark):
    for one, other in itertools.combinations((getattr(palette, name) for name in MARKS), 2):
        pair = (palette.DARK[one], palette.DARK[other]) if dark else (one, other)
        a, b = (seen(colour, blindness) for colour in pair)
        assert max(abs(x - y) for x, y in zip(a, b, strict=True)) > 0.08, pair


def test_every_role_has_a_colour_of_its_own_in_light_and_in_dark():
    both = palette.light_and_dark()
    assert {"truth", "model", "cost", "muted", "text"} <= set(both)
    for which in (0, 1):
        assert len({pair[which] for pair in both.values()}) == len(both)
    assert all(light != dark for light, dark in both.values())


def test_no_colour_is_part_of_another_so_that_each_can_be_replaced():
    light = [pair[0] for pair in palette.light_and_dark().values()]
    dark = [pair[1] for pair in palette.light_and_dark().values()]
    assert not set(light) & set(dark)
