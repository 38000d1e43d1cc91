"""Colours by meaning, the same in figure, formula and text; safe for the colour-blind, for light and dark.

The first of each pair is for light pages, the second for dark ones. Blue, vermilion and reddish purple start
from the set of M. Okabe and K. Ito, Color Universal Design, 2008.
"""

TRUTH = "#0072B2"
MODEL = "#C24E00"
COST = "#A8417F"
# A fourth class beside the three.
OTHER = "#2F7A4D"
MUTED = "#8A8F98"
TEXT = "#23262B"
GRID = "#E6E2D8"
PAPER = "#FFFEFB"
# From the least to the largest loss on a surface: of the colour of the cost, so light that a path on it stands out.
LOW = "#FBF5F5"
HIGH = "#E7C9D8"

DARK = {
    TRUTH: "#5BB4EA",
    MODEL: "#F0914A",
    COST: "#E391C2",
    OTHER: "#62C08A",
    MUTED: "#8D95A1",
    TEXT: "#E8E6E0",
    GRID: "#2B313A",
    PAPER: "#14171C",
    LOW: "#1E1D24",
    HIGH: "#4E394A",
}

ROLES = {
    "truth": TRUTH,
    "model": MODEL,
    "cost": COST,
    "other": OTHER,
    "muted": MUTED,
    "text": TEXT,
    "grid": GRID,
    "paper": PAPER,
    "low": LOW,
    "high": HIGH,
}


def translucent(colour: str) -> str:
    """A hex colour with an alpha of 18 %; the browser still finds the six digits and replaces them in dark mode."""
    return f"{colour}2E"


def light_and_dark() -> dict[str, tuple[str, str]]:
    """The colours of each role, (on a light page, on a dark page), as hex strings."""
    return {role: (colour, DARK[colour]) for role, colour in ROLES.items()}
