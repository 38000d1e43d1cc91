"""The field's terms, each explained in one plain sentence."""

from collections.abc import Iterable

GLOSSARY = {
    # Fitting.
    "residual": "The error at one data point: the observed y minus the predicted ŷ.",
    "outlier": "A data point that lies far from all others.",
    "MSE": "Mean squared error: the mean of the squared errors, so a single large error counts much.",
    "MAE": "Mean absolute error: the mean of the errors without their signs.",
    "Huber": "A loss that squares small errors, up to a limit δ, and grows like a straight line beyond it.",
    "gradient": "The slopes of the loss with respect to all parameters; together they point where it rises fastest.",
    "update": "One change of the parameters: each becomes a little smaller or larger, against its gradient.",
    "learning rate": "The number η by which the gradient is multiplied in an update: a larger η makes longer steps.",
    "learning-rate schedule": "A rule by which the learning rate changes from step to step.",
    "stability limit": "2/λ, where λ is the largest curvature: with a larger learning rate steps near a minimum grow.",
    "curvature": "How fast the slope of the loss changes along a direction; at a minimum it is λ in the steepest one.",
    "condition number": "κ, the largest curvature divided by the smallest: a large κ means a long, narrow valley.",
    "saddle": "A point where the gradient is 0, but the loss rises in some directions and falls in others.",
    "minimum": "A point where no small step makes the loss smaller; the global minimum has the smallest loss of all.",
    "momentum": "A sum of past gradients, older ones with less weight, that takes the place of the gradient.",
    "optimiser": "The method that turns gradients into updates, such as gradient descent, momentum or Adam.",
    "diverges": "The steps become longer and longer, and the loss grows without bound.",
    "SGD": "Stochastic gradient descent: each step uses the gradient of a small random part of the data.",
    "full batch": "All data points at once, instead of a part of them.",
    "epoch": "One pass through the data: every point is used once.",
    "seed": "The number with which random choices begin: the same seed gives the same order of the points.",
    "standard deviation": "The typical distance from the mean: the square root of the mean squared distance.",
    "gradient evaluations": "How many gradients of single points were computed: a batch of 8 points counts 8.",
    # Networks.
    "activation function": "What a unit does to its input; without a nonlinear one a network is only a line.",
    "decision boundary": "The line on which a classifier finds two classes equally likely.",
    "hidden unit": "A part of a network: a weighted sum of its inputs plus a bias, then the activation function.",
    "backpropagation": "The chain rule, layer by layer from the output back: it gives the gradient in all weights.",
    "held-out points": "Points that training never uses, kept to measure how well the network does on new ones.",
    "overfitting": "The training loss falls while the held-out loss rises: the network learns its points by heart.",
    "regularization": "A penalty on large weights that is added to the loss: on their sizes (L1) or squares (L2).",
    "dead unit": "A ReLU unit that is 0 at every data point: its gradient is 0, so it does not learn.",
    "kink": "A place where the slope jumps, so that no single slope exists there.",
    # Information.
    "surprise": "log(1/p), also called information content: the less likely an outcome, the larger it is.",
    "bits": "Units of information, with logarithms to base 2: a fair coin toss has 1 bit.",
    "nats": "Units of information, with natural logarithms: 1 nat is 1.443 bits.",
    "hartleys": "Units of information, with logarithms to base 10: 1 hartley is 3.322 bits.",
    "entropy": "The average surprise of a distribution: how uncertain its outcome is.",
    "perplexity": "The number of equally likely outcomes that have the same entropy.",
    "cross-entropy": "The average surprise of outcomes that come from P, for a model that predicts Q.",
    "KL divergence": "Cross-entropy minus entropy: how much larger the average surprise is because Q is not P.",
    "Jensen-Shannon": "The mean of two KL divergences, of P and of Q from the average of both; it is symmetric.",
    "negative log-likelihood": "−log of the probability that the model gave to what was observed.",
    "one-hot": "A distribution with probability 1 for one outcome and 0 for all others.",
    # Classifiers.
    "logit": "A score, any number, that softmax or the sigmoid turns into a probability.",
    "softmax": "It turns logits into probabilities: e to each logit, divided by the sum of all of them.",
    "sigmoid": "1/(1 + e⁻ᶻ): it turns a logit z into a probability between 0 and 1.",
    "temperature": "The number by which logits are divided before softmax: above 1 probabilities become more equal.",
    "label smoothing": "A target that keeps a small probability ε for all classes, instead of 0 for the wrong ones.",
    "soft target": "A target that is a distribution over the classes, instead of one class.",
    "vanishing gradient": "A gradient so close to 0 that learning almost stops.",
}


def entries(terms: Iterable[str]) -> list[tuple[str, str]]:
    """Terms with their sentences.

    Raises:
        KeyError: for a term that has none.
    """
    return [(term, GLOSSARY[term]) for term in terms]
