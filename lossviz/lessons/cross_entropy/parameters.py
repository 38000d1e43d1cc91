"""What can be set in the cross-entropy lesson: both distributions, the names of the outcomes, the highlighted bar."""

from lossviz.inputs import distribution, parameter

WEATHER = ("sun", "cloud", "rain", "snow")
P, Q = (4, 2, 1, 1), (1, 4, 2, 1)
FIRST = {"p": distribution.text(P), "q": distribution.text(Q), "highlight": ""}

PARAMETERS = (
    parameter.Distribution(
        "p",
        default=P,
        label="Weights of P, the true distribution",
        help="One number for each outcome. Probabilities are these, divided by their sum.",
    ),
    parameter.Distribution("q", default=Q, label="Weights of Q, the prediction"),
    parameter.Names(
        "names", label="Names of the outcomes", help="Such as sun, cloud, rain.", placeholder="sun, cloud, rain, snow"
    ),
    parameter.Choice(
        "highlight",
        default="Q1",
        options=tuple(f"{which}{k + 1}" for which in "QP" for k in range(distribution.MOST)),
        label="Highlighted bar",
        help="Such as Q1 or P2; the sentence and the formula show it.",
    ),
    parameter.unit("bits"),
)
