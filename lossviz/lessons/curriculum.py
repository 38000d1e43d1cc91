"""The table of contents: the chain of lessons, in order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """One page: its address, its title and the question it answers.

    `unit` is the unit of surprise that it begins with, where it has one; `ready` says that it is written.
    """

    slug: str
    title: str
    question: str
    unit: str = ""
    ready: bool = False


CURRICULUM = (
    Lesson("loss", "Loss", "How wrong is a line?", ready=True),
    Lesson("training-loop", "Training loop", "What does “learning” do?", ready=True),
    Lesson("gradient-descent", "Gradient descent", "Which way is down?", ready=True),
    Lesson("sgd", "Mini-batches", "What if we only look at a few points?", ready=True),
    Lesson("relu", "ReLU", "What does a bend buy?"),
    Lesson("entropy", "Entropy", "How uncertain is this?", unit="bits", ready=True),
    Lesson("cross-entropy", "Cross-entropy", "What does believing Q cost when P is true?", unit="bits", ready=True),
    Lesson("cross-entropy-loss", "Cross-entropy loss", "How does a classifier pay?", unit="nats"),
    Lesson("binary-cross-entropy", "Binary cross-entropy", "And with only yes or no?", unit="nats", ready=True),
    Lesson("train-a-network", "Train a network", "All of it at once?", unit="nats"),
)
