"""What can be set in the cross-entropy lesson: both distributions, the names of the outcomes, the highlighted bar."""

from lossviz.inputs import distribution, parameter

WEATHER = ("sun", "cloud", "rain", "snow")
P, Q = (4, 2, 1, 1), (1, 4, 2, 1)
FIRST = {"p": distribution.text(P), "q": distribution.text(Q), "highlight": ""}

PARAMETERS = (
    parameter.Distribution(
        "p", default=P, label="Weights of P", help="One number for each outcome; probabilities are their shares."
    ),
    parameter.Distribution("q", default=Q, label="Weights of Q"),
    parameter.Names("names", label="Names", help="Such as sun, cloud, rain.", placeholder="sun, cloud, rain, snow"),
    parameter.Choice(
        "highlight",
        default="Q1",
        options=tuple(f"{which}{k + 1}" for which in "QP" for k in range(distribution.MOST)),
        label="Bar in hand",
        help="Such as Q1 or P2: sentence and formula speak of it.",
    ),
    parameter.unit("bits"),
)
