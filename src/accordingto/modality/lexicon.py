"""The modality lexicon as data: ``lexicons/en/modality.toml`` and ``lexicons/en/constructions.toml``."""

from functools import cache
from typing import Literal, get_args

import msgspec

from accordingto import language
from accordingto.types import Modality

Effect = (
    Modality | Literal["transparent", "factive", "reverse", "prevents", "hinges", "averts", "puts off", "entertains", "seems", "means to"]
)
"""What a word does to what it governs: makes it of a modality, or one of these."""
MODALITIES: frozenset[str] = frozenset(get_args(Modality)) - {"asserted"}
"""Those that an operator gives."""
_APART: tuple[Effect, ...] = ("prevents", "hinges", "averts", "puts off", "entertains", "seems", "means to")
"""Effects on some complements only; a word may have another on the rest."""


class Governor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that do the same to what they govern; ``examples`` and ``counterexamples`` are run as tests."""

    effect: Effect
    lemmas: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Closed lists of function words and adverbs."""

    future: frozenset[str]
    necessity: frozenset[str]
    possibility: frozenset[str]
    ability: frozenset[str]
    counterfactual: frozenset[str]
    alleged: frozenset[str]
    uncertain: frozenset[str]
    conditional_marks: frozenset[str]
    conditional_phrases: tuple[str, ...]
    question_marks: frozenset[str]
    attempts: frozenset[str]
    habits: frozenset[str]
    prospects: frozenset[str]
    until: frozenset[str]
    too_late: frozenset[str]
    instead: frozenset[str]
    about: frozenset[str]
    weighed: frozenset[str]
    articles: frozenset[str]
    nearly: frozenset[str]
    by_degrees: frozenset[str]
    performatives: frozenset[str]


class Closed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``lexicons/en/constructions.toml``, words in lower case; what each list is stands there."""

    infinitive: frozenset[str]
    declarative: frozenset[str]
    clause_marks: frozenset[str]
    asked_if: frozenset[str]
    before_supposed: frozenset[str]
    thanked_for: frozenset[str]
    kept_from: frozenset[str]
    leaving_out: frozenset[str]
    asked_about: frozenset[str]
    copula: frozenset[str]
    imminent: frozenset[str]
    imminent_adjectives: frozenset[str]
    present_forms: frozenset[str]
    days_ahead: frozenset[str]
    future_in_past: frozenset[str]
    perfect: frozenset[str]
    concluding: frozenset[str]
    permitting: frozenset[str]
    enabled_then: frozenset[str]
    inverted_infinitive: frozenset[str]
    still_to_come: frozenset[str]
    yet_to_lemmas: frozenset[str]
    not_only: frozenset[str]
    no_longer: dict[str, str]
    needing: frozenset[str]
    none_of: frozenset[str]
    shared_negation: frozenset[str]
    selves: frozenset[str]
    urging: frozenset[str]
    urged: frozenset[str]
    definite: frozenset[str]
    predicating: frozenset[str]
    becoming: frozenset[str]
    so_called_openers: frozenset[str]
    so_called_closers: frozenset[str]
    written_apart_openers: frozenset[str]
    written_apart_closers: frozenset[str]


class ModalityLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file ``lexicons/en/modality.toml``."""

    governor: tuple[Governor, ...]
    noun: tuple[Governor, ...]
    words: Words

    def effects(self) -> tuple[dict[str, str], dict[str, str]]:
        """Lemma → effect, for verbs and adjectives and for nouns; a lemma listed twice keeps its first effect."""
        verbs: dict[str, str] = {}
        nouns: dict[str, str] = {}
        for table, entries in ((verbs, self.governor), (nouns, self.noun)):
            for entry in entries:
                for lemma in entry.lemmas if entry.effect not in _APART else ():
                    table.setdefault(lemma, entry.effect)
        return verbs, nouns


@cache
def lexicon() -> ModalityLexicon:
    """The modality lexicon of English.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("modality", ModalityLexicon)


@cache
def closed() -> Closed:
    """The words that constructions are read with.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("constructions", Closed)


@cache
def effects() -> tuple[dict[str, str], dict[str, str]]:
    return lexicon().effects()


@cache
def having(effect: Effect) -> frozenset[str]:
    """Lemmas with an effect on some of what they govern, verbs with their particle: ``prevents`` ("kept them from leaving"), ``hinges``
    ("depends on a vote"), ``averts`` ("foiled an attack"), ``puts off`` ("postponed the visit"), ``entertains`` ("debated a boycott"),
    ``seems`` ("seems to have left"), ``means to``."""
    return frozenset(lemma for entry in lexicon().governor if entry.effect == effect for lemma in entry.lemmas)


@cache
def phrasal() -> frozenset[str]:
    """The governors of two words ("call off")."""
    return frozenset(lemma for entry in lexicon().governor for lemma in entry.lemmas if " " in lemma)


@cache
def conditional() -> dict[str, list[tuple[str, ...]]]:
    """The phrases that open a condition, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicon().words.conditional_phrases:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return found
