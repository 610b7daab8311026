"""The modality lexicon as data: ``lexicons/en/modality.toml``."""

from functools import cache, cached_property

import msgspec

from accordingto import language


class Governor(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that do the same to what they govern; ``examples`` and ``counterexamples`` are run as tests."""

    effect: str
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
    performatives: frozenset[str]


class ModalityLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The file ``lexicons/en/modality.toml``."""

    governor: tuple[Governor, ...]
    noun: tuple[Governor, ...]
    words: Words

    @cached_property
    def prevents(self) -> frozenset[str]:
        """Lemmas that with "from" keep their complement from happening."""
        return frozenset(lemma for entry in self.governor if entry.effect == "prevents" for lemma in entry.lemmas)

    @cached_property
    def hinges(self) -> frozenset[str]:
        """Lemmas that make their subject depend on what they are about."""
        return frozenset(lemma for entry in self.governor if entry.effect == "hinges" for lemma in entry.lemmas)

    def effects(self) -> tuple[dict[str, str], dict[str, str]]:
        """Lemma → effect, for verbs and adjectives and for nouns; a lemma listed twice keeps its first effect."""
        verbs: dict[str, str] = {}
        nouns: dict[str, str] = {}
        for table, entries in ((verbs, self.governor), (nouns, self.noun)):
            for entry in entries:
                for lemma in entry.lemmas if entry.effect not in ("prevents", "hinges") else ():
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
def effects() -> tuple[dict[str, str], dict[str, str]]:
    return lexicon().effects()


@cache
def conditional() -> dict[str, list[tuple[str, ...]]]:
    """The phrases that open a condition, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lexicon().words.conditional_phrases:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return found
