"""What can be set in the batch: for each sample its true class and its logits, and which sample is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from lossviz.inputs import numbers as number_texts
from lossviz.inputs import parameter
from lossviz.inputs.parameter import Parameter
from lossviz.lessons.cross_entropy_loss.parameters import MOST, parse_logits

SAMPLES, SAMPLE = "batch.samples", "batch.sample"
ROOM = 6
Sample = tuple[int, tuple[float, ...]]
FIRST: tuple[Sample, ...] = ((1, (1.0, 2.0, 0.0)), (1, (2.0, 0.0, 0.0)), (3, (0.0, 0.0, 3.0)), (2, (0.0, 1.0, 0.5)))


@dataclass(frozen=True, kw_only=True)
class Samples(Parameter):
    """A batch such as `1:1,2,0; 3:0,0,3`: for each sample the true class, counted from 1, then its logits.

    A pull sends the same numbers without these signs, the number of classes first.
    """

    def read(self, text: str) -> tuple[Sample, ...]:
        if ":" in text:
            rows = [number_texts.pieces(row.replace(":", " ")) for row in text.split(";")]
            rows = [row for row in rows if row]
        else:
            flat = number_texts.pieces(text)
            if not flat:
                raise ValueError("there is no sample in it; give samples such as 1:1,2,0; 3:0,0,3")
            width = number_texts.parse_whole(flat[0], 2, MOST) + 1
            rows = [flat[start : start + width] for start in range(1, len(flat), width)]
            if len(flat) % width != 1:
                raise ValueError("the last sample is cut short; a batch is samples such as 1:1,2,0; 3:0,0,3")
        if not 1 <= len(rows) <= ROOM:
            raise ValueError(f"{len(rows)} samples; there is room for 1 to {ROOM}, such as 1:1,2,0; 3:0,0,3")
        read = [(row[0], parse_logits(row[1:])) for row in rows]
        classes = {len(logits) for _, logits in read}
        if len(classes) > 1:
            raise ValueError(f"samples with {min(classes)} and {max(classes)} logits; give all the same number")
        return tuple((number_texts.parse_whole(true, 1, classes.copy().pop()), logits) for true, logits in read)

    def text(self, value: Sequence[Sample]) -> str:
        return text(value)


def text(samples: Sequence[Sample]) -> str:
    """A batch as it stands in the address."""
    return ";".join(f"{true}:{number_texts.write_all(logits)}" for true, logits in samples)


PARAMETERS = (
    Samples(
        SAMPLES,
        default=FIRST,
        label="True class and logits of each sample",
        help="One to six samples, such as 1:1,2,0; 3:0,0,3. Classes are counted from 1.",
    ),
    parameter.Integer(SAMPLE, default=1, low=1, high=ROOM, label="Sample that is shown", help="Counted from 1."),
)
