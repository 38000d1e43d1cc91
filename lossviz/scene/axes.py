"""Axes: round steps and ranges, logarithmic heights, and clipping of what lies outside the frame."""

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from lossviz.inputs.points import Points
from lossviz.scene.quantities import Array
from lossviz.theory import contour_levels

Range: TypeAlias = tuple[float, float]
Frame: TypeAlias = tuple[Range, Range]

DIGITS = (1, 2, 5, 10)
MANY_DIGITS = (1, 1.5, 2, 3, 4, 5, 6, 8, 10)
ROUNDING = 1e-9
# Numbers that lie closer together, in all or in proportion to their size, are one place on an axis.
CLOSEST, CLOSEST_OF_SIZE = 1e-150, 1e-9
# Beyond it the next round number may be infinite.
LARGEST = 1e308
FEW_POINTS = 5
# The axes of the five points, kept for all other points that have room on them.
DEFAULT_FRAME: Frame = ((0.0, 6.0), (-1.0, 11.0))


def round_up(value: float, digits: Sequence[float] = DIGITS) -> float:
    """The smallest round number not below a value: one of the digits times a power of ten; 1 where there is none."""
    if not 0 < value <= LARGEST:
        return 1.0
    power = math.floor(math.log10(value))
    return next(number for digit in digits if (number := float(f"{digit}e{power}")) >= value * (1 - ROUNDING))


def round_down(value: float) -> float:
    """The largest number 1, 2 or 5 times a power of ten that is not above a positive value."""
    power = math.floor(math.log10(value) + ROUNDING)
    choices = (float(f"{digit}e{power}") for digit in (5, 2, 1))
    return next((step for step in choices if step <= value * (1 + ROUNDING)), float(f"1e{power}"))


def one_digit(value: float) -> float:
    """A number near to it with one digit: 0.0203 becomes 0.02."""
    return float(f"{value:.0e}")


def on_grid(value: float, step: float) -> float:
    """The multiple of a round step nearest to a value, without the rounding error of binary fractions."""
    digit, power = f"{step:.0e}".split("e")
    return float(f"{round(value / step) * int(digit)}e{power}")


def tidy(value: float) -> float:
    """A number without the rounding error of binary fractions: 0.3, not 0.30000000000000004."""
    return float(f"{value:.12g}") + 0.0


def distance(low: float, high: float, alone: float) -> float:
    """How far two numbers lie apart, or `alone` where they are one place on an axis."""
    apart = high - low
    return apart if apart > max(CLOSEST, CLOSEST_OF_SIZE * max(abs(low), abs(high))) else alone


def enclosing(low: float, high: float, *, room: float) -> Range:
    """The range of about ten round steps that holds two numbers and `room` times their distance on both sides."""
    wide = distance(low, high, max(1.0, abs(high) / 1000))
    step = round_down(wide / 10)
    return math.floor((low - room * wide) / step) * step, math.ceil((high + room * wide) / step) * step


def round_range(low: float, high: float) -> Range:
    """A range with a little room that begins and ends on round numbers."""
    wide = distance(low, high, max(abs(high), 1.0))
    power = math.floor(math.log10(wide / 5) + ROUNDING)
    step = max(round_up(wide / 10), float(f"1e{power}"))  # whole steps in a range that is 5 wide, not halves
    return math.floor((low - 0.08 * wide) / step) * step, math.ceil((high + 0.08 * wide) / step) * step


def points_frame(points: Points) -> Frame:
    """The axes on which points are drawn: those of the five points where there is room on them."""
    (left, right), (bottom, top) = DEFAULT_FRAME
    across, up = (points.x.min(), points.x.max()), (points.y.min(), points.y.max())
    inside = across[0] > left and across[1] < right and up[0] > bottom and up[1] < top
    small = (across[1] - across[0]) < (right - left) / 6 or (up[1] - up[0]) < (top - bottom) / 12
    if inside and (not small or len(points) <= FEW_POINTS):
        return DEFAULT_FRAME
    return round_range(*map(float, across)), round_range(*map(float, up))


def log_heights(losses: Array, low: float, high: float, least: float = 0.0) -> Array:
    """log10 of the losses minus the `least`, clipped to low ... high; NaN counts as infinite."""
    powers = contour_levels.log10_excess(losses, least)
    return np.clip(np.nan_to_num(powers, nan=np.inf, posinf=np.inf, neginf=-np.inf), low, high)


def clip_outside(values: Array, low: float, high: float, frames: float) -> Array:
    """Values clipped to at most `frames` times the width of a range outside it."""
    far = frames * (high - low)
    return np.clip(values, low - far, high + far)


def clip_radially(points: Array, frame: Frame, frames: float) -> Array:
    """Points (..., 2) clipped to `frames` times the size of a frame, along the line to its centre; NaN stays NaN."""
    low, high = np.array(frame).T
    middle, half = (low + high) / 2, (high - low) / 2
    with np.errstate(all="ignore"):
        away = (points - middle) / half
        far = abs(away).max(axis=-1, keepdims=True) / frames
        moved = middle + half * np.where(far > 1, away / far, away)
    return np.where(np.isfinite(moved), moved, np.nan)
