"""The cue lexicon as data: typed loading of ``lexicons/en/cues.toml``.

A cue is the word that ties what is said to who says it ("said", "according to", "allegedly"); source, cue and content are the terms of
PolNeAR (Newell, Margolin and Ruths 2018) and of the Penn Attribution Relations Corpus (Pareti 2012). The types here are the file's only
schema. How to add an entry: ``docs/attribution.md``.
"""

import re
from functools import cache, cached_property
from typing import Literal

import msgspec

from accordingto import language
from accordingto.types import Modality

Slot = Literal["clause", "quote", "infinitive", "object", "as", "of", "of act", "for", "about", "event", "figure", "gerund", "addressee"]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole sentence that a test reads; ``source`` and ``content`` are words that must (at least) lie in those spans."""

    text: str
    cue: str
    source: str = ""
    content: str = ""


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that mark an attribution in the same way.

    ``lemmas``: a verb with a particle or preposition is two words ("call for", "point out"). ``stance`` is the source's own stance to
    the content. ``takes`` says where the content of a verb or noun stands: ``clause`` (that he left), ``quote`` (a quotation beside it),
    ``infinitive`` (to leave), ``object`` (an apology), ``as`` (it a mistake, it as a mistake), ``of`` (him of theft), ``for`` (a truce;
    with the preposition in the lemma), ``about`` (a matter), ``event`` (of an attack: an event or a count, with the preposition in the
    lemma), ``figure`` (40 dead), ``gerund`` (having left); ``addressee``: the object is who is spoken to, not what is said.
    ``attitude``: the cue reports a state of mind, not an utterance. ``clausal``: with anything but a clause or a quotation it is another
    word ("showed the guests the garden"), whatever the model marks. ``factive``: a noun whose words are known rather than said ("the news
    that"): without a source they are nobody's claim.
    """

    lemmas: tuple[str, ...]
    stance: Modality
    examples: tuple[Example, ...]
    takes: tuple[Slot, ...] = ()
    attitude: bool = False
    clausal: bool = False
    factive: bool = False
    counterexamples: tuple[Example, ...] = ()


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Closed lists.

    ``attitudes``: verbs that are no link unless they take a clause or a name for a thing; ``light``: verbs whose subject makes the
    statement that their object names; ``come``: verbs with whose subject a report comes from somebody; ``credit``: whoever is to be
    believed speaks ("if the mayor is to be believed"); ``hear``: so does whoever somebody believes or listens to ("to believe the mayor",
    "if one listens to him"); ``seek``: verbs whose subject looks for or has what shows something; ``seem``: verbs whose "it" is nobody;
    ``names``: verbs that give a name where nobody in particular does ("is called"); ``known``: verbs whose passive takes its clause for
    true ("is known to"); ``hearsay``: verbs whose passive passes on at a distance ("is said to"); ``quoted``: verbs whose passive subject
    is who says what follows, whoever the agent ("was quoted by the paper as saying"); ``include``: verbs that list what a proposal holds;
    ``granted``: what is refused where it is "denied", rather than said to be untrue; ``listeners``: who is spoken to; ``persons``:
    pronouns of people; ``unread``: words before a colon that label no speaker; ``honorifics``, ``offices`` and ``bodies``: words of
    titles; ``statements``: what a title calls a statement, ``sayings``: what else somebody's words are called; ``rejoinders``: verbs
    and ``outspoken``: adjectives behind whose colon stand the words of whoever answers so; ``evidenced``: verbs whose passive says what
    came out ("were found to carry"); ``putting``: what opens the clause that says
    who put it so; ``from_whom``: what stands before whose words they are, ``about_what`` before what they are of; ``occasions``: what
    statements are made at; ``attributable``: what stands before whoever a text's words may be attributed to, ``quotable`` behind the
    name; ``quoting``: what such a line calls the text, beside
    ``statements``; ``announcing``: words beside a statement that stands behind them ("the following"), ``follows``: verbs whose subject
    does; ``verbatim``: what a paper says of how it prints one; ``reporters``: authors whose words are their paper's.
    """

    attitudes: frozenset[str]
    light: frozenset[str]
    come: frozenset[str]
    credit: frozenset[str]
    hear: frozenset[str]
    seek: frozenset[str]
    seem: frozenset[str]
    names: frozenset[str]
    known: frozenset[str]
    won_over: frozenset[str]
    measured: frozenset[str]
    hearsay: frozenset[str]
    quoted: frozenset[str]
    include: frozenset[str]
    granted: frozenset[str]
    listeners: frozenset[str]
    persons: frozenset[str]
    unread: frozenset[str]
    honorifics: frozenset[str]
    offices: frozenset[str]
    bodies: frozenset[str]
    statements: frozenset[str]
    sayings: frozenset[str]
    rejoinders: frozenset[str]
    evidenced: frozenset[str]
    outspoken: frozenset[str]
    putting: frozenset[str]
    from_whom: frozenset[str]
    about_what: frozenset[str]
    occasions: frozenset[str]
    attributable: tuple[str, ...]
    quotable: tuple[str, ...]
    quoting: frozenset[str]
    announcing: frozenset[str]
    follows: frozenset[str]
    verbatim: tuple[str, ...]
    reporters: frozenset[str]


class Passing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What hearsay in passing is made of (:mod:`accordingto.attribution.hearsay`); see the file."""

    phrases: tuple[str, ...]
    rumours: tuple[str, ...]
    passed_on: tuple[str, ...]
    turned: tuple[str, ...]
    opens: tuple[str, ...]
    said_where: tuple[str, ...]
    examples: tuple[Example, ...]
    counterexamples: tuple[Example, ...]


class CueLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The file ``lexicons/en/cues.toml``."""

    verb: tuple[Cue, ...]
    noun: tuple[Cue, ...]
    preposition: tuple[Cue, ...]
    adverb: tuple[Cue, ...]
    passing: Passing
    words: Words

    @cached_property
    def verbs(self) -> dict[str, tuple[tuple[str, Cue], ...]]:
        """Lemma of the verb → (particle or preposition that must follow, or "", cue), those with a particle first."""
        found: dict[str, list[tuple[str, Cue]]] = {}
        for cue in self.verb:
            for lemma in cue.lemmas:
                word, _, particle = lemma.partition(" ")
                found.setdefault(word, []).append((particle, cue))
        return {word: tuple(sorted(cues, key=lambda c: not c[0])) for word, cues in found.items()}

    @cached_property
    def nouns(self) -> dict[str, Cue]:
        """Lemma → cue."""
        return {lemma: cue for cue in self.noun for lemma in cue.lemmas}

    @cached_property
    def adverbs(self) -> dict[str, Cue]:
        """Word in lower case → cue."""
        return {lemma: cue for cue in self.adverb for lemma in cue.lemmas}

    @cached_property
    def prepositions(self) -> dict[tuple[str, ...], Cue]:
        """Words in lower case → cue."""
        return {tuple(lemma.split()): cue for cue in self.preposition for lemma in cue.lemmas}


@cache
def lexicon() -> CueLexicon:
    """The cue lexicon of English.

    Raises:
        LexiconError: the file breaks its schema.
    """
    return language.load("cues", CueLexicon)


def says_whose(line: str, words: Words) -> tuple[int, int, bool] | None:
    """Where a line says to whom a text may be attributed, and whether the name stands behind that.

    "The deaths can be attributed to cholera" says no such thing: before it must stand what the text is called, or nothing.
    """
    ahead, behind = _pattern(words.attributable), _pattern(words.quotable)
    if (found := ahead.search(line)) is not None and _calls_it(line[: found.start()], words):
        return found.start(), found.end(), True
    found = behind.search(line)
    return (found.start(), found.end(), False) if found is not None else None


def _calls_it(before: str, words: Words) -> bool:
    told = {w.lower() for w in re.findall(r"\w+", before)}
    return not told or bool(told & (words.statements | words.quoting))


@cache
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(re.escape(p) for p in sorted(phrases, key=len, reverse=True))})\b", re.IGNORECASE)
