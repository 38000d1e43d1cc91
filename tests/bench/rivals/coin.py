"""The picture that every rival draws: a coin's two probabilities, and its entropy over one of them."""

import numpy as np
import plotly.graph_objects as go
from plotly.subplots import make_subplots

P = np.linspace(0.005, 0.995, 199)
ENTROPY = -P * np.log2(P) - (1 - P) * np.log2(1 - P)


def figure(p: float) -> go.Figure:
    """Two bars, and a curve with a dot."""
    height = float(np.interp(p, P, ENTROPY))
    drawn = make_subplots(rows=1, cols=2)
    drawn.add_trace(go.Bar(x=["heads", "tails"], y=[p, 1 - p]), row=1, col=1)
    drawn.add_trace(go.Scatter(x=P, y=ENTROPY, mode="lines"), row=1, col=2)
    drawn.add_trace(go.Scatter(x=[p], y=[height], mode="markers"), row=1, col=2)
    drawn.update_layout(height=300, showlegend=False)
    return drawn
