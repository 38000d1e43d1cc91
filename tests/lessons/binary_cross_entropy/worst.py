"""The states that take most of a processor, of memory or of a message, as far as they are known."""

WORST = {
    "": [
        *({"y": "1", "logit": logit} for logit in ("-7.4", "-7.77", "-1000", "8")),
        {"y": "0.123", "yhat": "0.456", "unit": "bits"},
    ],
    "batch-loss": [{"batch-loss.samples": ",".join(f"{i % 2}:0.{i}23" for i in range(1, 9)), "unit": "bits"}],
    "two-losses": [
        {"two-losses.start": "-5,5", "two-losses.rate": rate, "two-losses.step": "1000"}
        for rate in ("0.5", "30", "1e150")
    ],
}
