"""The thumbnail of the lesson."""

import numpy as np

from lossviz.figures import palette, thumbnails


def disc_in_ring() -> list[str]:
    """A disc of points inside a ring, evenly spread by the golden angle."""
    golden = np.pi * (3 - np.sqrt(5))

    def spread(count: int, inner: float, outer: float, colour: str) -> list[str]:
        radius = np.sqrt(inner**2 + (outer**2 - inner**2) * (np.arange(count) + 0.5) / count)
        x, y = radius * np.cos(golden * np.arange(count)), radius * np.sin(golden * np.arange(count))
        return thumbnails.dots(thumbnails.scaled(x, -6, 6), thumbnails.scaled(y, -3.2, 3.2), colour, size=3.6)

    return [*spread(40, 2, 3, palette.MODEL), *spread(20, 0, 1, palette.TRUTH)]
