"""The folded sections of the cross-entropy lesson, in their order, and the functions and books behind them."""

from lossviz.lessons.cross_entropy import kl_direction, likelihood, mutual_information
from lossviz.theory import gaussian_mixtures, joint_distributions
from lossviz.theory.likelihood import mean_negative_log_likelihood

FOLDS = (kl_direction.FOLD, likelihood.FOLD, mutual_information.FOLD)
SOURCES = (
    gaussian_mixtures.forward_kl,
    gaussian_mixtures.reverse_kl,
    mean_negative_log_likelihood,
    joint_distributions.mutual_information,
)
REFERENCES = (
    "R. A. Fisher, On the Mathematical Foundations of Theoretical Statistics, Philosophical Transactions of the "
    "Royal Society of London A 222, 1922 (maximum likelihood).",
    "C. M. Bishop, Pattern Recognition and Machine Learning, Springer, 2006, section 10.1.2 "
    "(one Gaussian fitted to two hills by KL divergence in both directions).",
    "T. Minka, Divergence Measures and Message Passing, Microsoft Research, MSR-TR-2005-173, 2005 "
    "(which fits each direction prefers).",
)
