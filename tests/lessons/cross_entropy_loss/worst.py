"""The states that take most of a processor, of memory or of a message, as far as they are known."""

from tests.lessons.cross_entropy_loss.states import TEN

WORST = {
    "": [
        {"logits": ",".join(TEN), "y": "1.5,2,3,4,5,6,7,8,9,10.25", "smoothing": "0.3", "temperature": "1.37"},
        {"logits": ",".join(TEN), "unit": "bits"},
        {"logits": ",".join(TEN[:3]), "y": "1,2,3", "smoothing": "0.123", "temperature": "1000"},
    ],
    "batch": [
        {
            "batch.samples": ";".join(f"{i % classes + 1}:{','.join(TEN[:classes])}" for i in range(count)),
            "batch.sample": "1",
        }
        for count, classes in ((6, 10), (1, 10), (6, 2))
    ],
    "numerical-traps": [
        {"numerical-traps.trap": trap, "numerical-traps.x": "3.21"}
        for trap in ("softmax-twice", "clipping", "overflow")
    ],
}
