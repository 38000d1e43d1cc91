"""Random texts of the units of hidden layers, of weights by hand, and of points with labels."""

from random import Random

from lossviz.inputs import labelled_points, packed_points, points
from lossviz.inputs.labelled_points import LabelledPoints
from lossviz.lessons.train_a_network.edits import MOST, Edits
from lossviz.lessons.train_a_network.parameters import MOST_LAYERS, MOST_UNITS, Layers
from tests.fuzz import texts


def layers(parameter: Layers, rng: Random) -> str:
    return ", ".join(texts.several(rng, texts.count(rng, 1, MOST_LAYERS), lambda: str(rng.randint(1, MOST_UNITS))))


def labelled(parameter: labelled_points.Parameter, rng: Random) -> str:
    """Points with classes or values, as a hand writes them, packed, or changed after that."""
    count = rng.choice(
        (1, 3, 4, 4, 5, 6, 9, 20, 60, 500 if rng.random() < 0.2 else 12, 501 if rng.random() < 0.1 else 8)
    )
    scale = 10.0 ** rng.choice((0, 0, 0, 1, 3, 5, 6, -6, -150))

    def place() -> str:
        return texts.numbers.write(round(rng.uniform(-4, 4), 3) * scale)

    label = rng.choice(
        (
            lambda: str(rng.randint(0, 1)),
            lambda: str(rng.randint(0, 3)),
            lambda: str(rng.choice((0, 2, 3))),
            lambda: str(rng.randint(0, 4)),
            lambda: texts.ordinary(rng, -1, 1),
            lambda: texts.number(rng, -1e6, 1e6),
        )
    )
    across, up = (texts.several(rng, count, place) for _ in range(2))
    text = ";".join(f"{x},{y},{label()}" for x, y in zip(across, up, strict=True))
    try:
        read = points.parse_as(LabelledPoints, text)
    except ValueError:
        return text
    roll = rng.random()
    if roll < 0.3:
        text = packed_points.pack(read)
    if 0.2 < roll < 0.4:
        text += f"~{rng.choice(('', '1', str(count), str(count + 1)))}{rng.choice(('', f'={place()},{place()},1'))}"
    return text


def edits(parameter: Edits, rng: Random) -> str:
    """Weights and folds at few updates, so that some are at one that is shown, and too many of them."""

    def one() -> str:
        update = rng.choice(("0", "0", "0", "1", "15", "75", texts.whole(rng, 0, 30_000)))
        place = rng.choice((str(rng.randint(1, 20)), texts.whole(rng, 1, 1_000)))
        values = [texts.number(rng, -1e9, 1e9)]
        if rng.random() < 0.3:
            values.append(texts.number(rng, -1e6, 1e6))
        return ":".join([update, place, *values])

    return texts.joined(rng, texts.several(rng, rng.choice((1, 1, 2, 2, 3, 5, 13, 14, MOST, MOST + 1)), one))


GENERATORS = {Edits: edits, Layers: layers, labelled_points.Parameter: labelled}
