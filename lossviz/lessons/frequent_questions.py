"""Questions that people ask about loss functions, each with a short answer and the state of a lesson that shows it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FrequentQuestion:
    """A question, its answer in one sentence, and the state of the lesson `slug` in which the answer can be read.

    `shown` is what of the answer stands on the page in that state. `terms` are words under which it is found, too.
    """

    topic: str
    question: str
    answer: str
    slug: str
    state: Mapping[str, str]
    shown: str
    terms: str = ""

    def matches(self, words: str) -> bool:
        """Whether each of the words begins a word of it; capitals do not matter, and no words match everything."""
        own = "".join(map(_letter, f"{self.topic} {self.question} {self.answer} {self.terms} {self.slug}")).split()
        asked = "".join(map(_letter, words)).split()
        return all(any(word.startswith(piece) for word in own) for piece in asked)


def _letter(sign: str) -> str:
    """A letter or a digit in lower case; any other sign parts words."""
    return sign.casefold() if sign.isalnum() else " "


def search(words: str) -> tuple[FrequentQuestion, ...]:
    """The questions that match, in their order."""
    return tuple(one for one in QUESTIONS if one.matches(words))


def trap(name: str, x: str) -> dict[str, str]:
    """A state of the numerical traps."""
    return {"open": "numerical-traps", "numerical-traps.trap": name, "numerical-traps.x": x}


LOSSES, TRAINING, CLASSIFIERS, INFORMATION = "Loss functions", "Training", "Classifiers", "Entropy and KL divergence"
QUESTIONS = (
    FrequentQuestion(
        LOSSES,
        "Can I choose another loss function?",
        "Yes: with the Huber loss these five points have a loss of 1.60 rather than an MSE of 6.00, because a large "
        "error (residual) counts by its size and not by its square.",
        "loss",
        {"loss": "huber"},
        "1.60",
        "MAE L1 L2 outlier robust regression",
    ),
    FrequentQuestion(
        LOSSES,
        "Can I use my own data?",
        "Yes: open “Exact values and your own points” and paste points or choose a CSV file; the line here has an MSE "
        "of 7.00 on the points (1, 2), (2, 3) and (3, 5).",
        "loss",
        {"points": "1,2;2,3;3,5"},
        "7.00",
        "upload dataset CSV import",
    ),
    FrequentQuestion(
        LOSSES,
        "How does the error change when I move a line?",
        "Drag the line and watch the squares: their mean is the MSE, here 6.00, and the square root of that is the "
        "RMSE, which has the unit of y.",
        "loss",
        {},
        "6.00",
        "root mean squared error regression slope intercept",
    ),
    FrequentQuestion(
        TRAINING,
        "Can I go back to the same starting point?",
        "Yes: start and step are in the link, so step 0 is always the same point with the same loss, here 19.3.",
        "gradient-descent",
        {"step": "0"},
        "19.3",
        "rewind reset initial weights seed reproducible replay",
    ),
    FrequentQuestion(
        TRAINING,
        "Which learning rates work, which fail, and why?",
        "Gradient descent converges while the learning rate times the largest curvature is below 2, the stability "
        "limit; "
        "on this map 0.18 needs 23 steps, and above the limit every start diverges.",
        "gradient-descent",
        {"open": "convergence-map"},
        "23",
        "eta diverge too large stability hyperparameter settings",
    ),
    FrequentQuestion(
        TRAINING,
        "Can I see the numbers of each step?",
        "Yes: every phase of a step writes its numbers into the formula; in the first one the line predicts 1.00 "
        "where the true value is 5.",
        "training-loop",
        {},
        "1.00",
        "weights values inspect gradient backpropagation",
    ),
    FrequentQuestion(
        CLASSIFIERS,
        "Does the cross-entropy loss take logits or probabilities?",
        "In PyTorch F.cross_entropy takes logits: a probability of 1 that is given as if it were a logit has a loss "
        "of 0.551 and not 0.",
        "cross-entropy-loss",
        trap("probabilities-as-logits", "1"),
        "0.551",
        "CrossEntropyLoss BCEWithLogitsLoss from_logits softmax_cross_entropy_with_logits Keras TensorFlow",
    ),
    FrequentQuestion(
        CLASSIFIERS,
        "What happens if softmax is applied twice?",
        "The loss no longer reaches 0: with three classes it stays above 0.551, and here it is 0.552 although the "
        "right loss is 0.00009.",
        "cross-entropy-loss",
        trap("softmax-twice", "10"),
        "0.552",
        "plateau stuck does not decrease final layer CrossEntropyLoss",
    ),
    FrequentQuestion(
        CLASSIFIERS,
        "Can a cross-entropy be negative?",
        "No: for classes neither it nor a KL divergence is ever negative; −3.00 comes from logits given to a function "
        "that expects "
        "logarithms of probabilities.",
        "cross-entropy-loss",
        trap("logits-as-probabilities", "3"),
        "−3.00",
        "nll_loss NLLLoss BCE below zero minus sign",
    ),
    FrequentQuestion(
        CLASSIFIERS,
        "What is the loss when the true class has probability 0?",
        "It is infinite; a finite number comes from a limit in the library: Keras and scikit-learn clip the "
        "probability, "
        "PyTorch’s BCELoss limits the logarithm to −100.",
        "cross-entropy-loss",
        {"logits": "-inf,2,0"},
        "infinite",
        "log loss log_loss inf nan eps zero",
    ),
    FrequentQuestion(
        CLASSIFIERS,
        "Why do two frameworks give different losses for the same outputs?",
        "They limit it differently: Keras clips the probability at 1e-7, which turns a loss of 30.0 into 16.1, "
        "PyTorch’s BCELoss limits the logarithm to −100, and losses that take logits have no limit.",
        "cross-entropy-loss",
        trap("clipping", "30"),
        "16.1",
        "BCE Keras TensorFlow PyTorch epsilon clip 15.33 15.94 16.12 15.42",
    ),
    FrequentQuestion(
        CLASSIFIERS,
        "Binary or categorical cross-entropy?",
        "With two classes they are the same, here 1.31, because softmax of two logits is the sigmoid of "
        "their difference; with more classes the binary one asks a separate yes-or-no question for each.",
        "cross-entropy-loss",
        {"logits": "1,2"},
        "1.31",
        "BCE sigmoid softmax multiclass multilabel binary_crossentropy categorical_crossentropy",
    ),
    FrequentQuestion(
        CLASSIFIERS,
        "Why is the loss above 0 although the prediction equals the target?",
        "With a soft target the minimum of the loss is the entropy of the target, here 0.639, and this prediction "
        "reaches it.",
        "cross-entropy-loss",
        {"logits": "2.079442,0,0", "y": "8,1,1"},
        "0.639",
        "soft labels label smoothing minimum distillation",
    ),
    FrequentQuestion(
        CLASSIFIERS,
        "How low should a cross-entropy loss be?",
        "Compare it with a uniform guess, whose loss is the logarithm of the number of classes: 2.30 with ten "
        "classes, 0.693 with two.",
        "cross-entropy-loss",
        {"logits": "0,0,0,0,0,0,0,0,0,0"},
        "2.30",
        "good value baseline random chance ln K what is a good loss",
    ),
    FrequentQuestion(
        CLASSIFIERS,
        "Can the loss rise while the accuracy rises, too?",
        "Yes: uniform guesses are right one time in three, with a loss of 1.10; here 3 of 4 are right, but one "
        "confident error makes the mean loss 2.26.",
        "cross-entropy-loss",
        {"open": "batch", "batch.samples": "1:-3,5,0;1:2,0,0;3:0,0,3;2:0,1,0.5"},
        "2.26",
        "validation loss increases overconfident overfitting calibration",
    ),
    FrequentQuestion(
        INFORMATION,
        "Does the order of the arguments of a KL divergence matter?",
        "Yes: KL(P‖Q) is 0.625 bits here and KL(Q‖P) is 0.500 bits, so look up which argument your library takes "
        "first.",
        "cross-entropy",
        {},
        "0.625",
        "kl_div batchmean forward reverse asymmetric Kullback Leibler direction",
    ),
    FrequentQuestion(
        INFORMATION,
        "Is perplexity computed from bits or from nats?",
        "From either: 2 to the entropy in bits equals e to the entropy in nats, here 1.38; but a perplexity for each "
        "token and one for each word cannot be compared.",
        "entropy",
        {"unit": "nats"},
        "1.38",
        "language model token word byte bits per byte log base",
    ),
)
