"""States of the binary cross-entropy lesson that the generic tests go through."""

from tests.lessons.binary_cross_entropy import two_losses_states

BATCHES = ["1:0.9,1:0.8,0:0.3,0:0.1,1:0.6", "1:0.01", "1:0,0:0.5", "1:0.9,1:0.8,0:0.3,0:0.1,1:0.6,0:1,1:1,0:0"]
STATES = {
    "": [
        {},
        {"y": "0"},
        {"y": "0.9", "yhat": "0.9"},
        {"y": "0.9", "yhat": "0.999"},
        {"yhat": "0"},
        {"yhat": "1"},
        {"logit": "-800"},
        {"logit": "37", "y": "0"},
        {"yhat": "0.333"},
        {"logit": "-6", "unit": "bits"},
        {"y": "0.25", "yhat": "1"},
        {"y": "0.37", "logit": "0.123", "unit": "hartleys"},
    ],
    "batch-loss": [
        *({"batch-loss.samples": samples} for samples in BATCHES),
        {"batch-loss.samples": BATCHES[0], "unit": "hartleys"},
    ],
    **two_losses_states.STATES,
}
