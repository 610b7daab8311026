"""The one place that decides what a claim is: hints of rules and lexicons weighed against the model's view, each decision with its reasons.

weighing    the sums: what a hint adds, which label, which words are likeliest
moods       what the words and the chain say of how far it is so
claims      event, modality, polarity, presupposition, time and place of every draft
roles       who takes part in it
"""

from accordingto.decide.settling import Settled, claims
from accordingto.decide.weighing import (
    WEIGHTS,
    Decided,
    Hints,
    Notion,
    Push,
    Weighed,
    Weights,
    Why,
    certain,
    claim,
    likeliest,
    modes,
    pushes,
    trigger,
    weigh,
    words,
)

__all__ = [
    "WEIGHTS",
    "Decided",
    "Hints",
    "Notion",
    "Push",
    "Settled",
    "Weighed",
    "Weights",
    "Why",
    "certain",
    "claim",
    "claims",
    "likeliest",
    "modes",
    "pushes",
    "trigger",
    "weigh",
    "words",
]
