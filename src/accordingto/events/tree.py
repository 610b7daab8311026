"""What a tree says of one word, asked with the event lexicon at hand: voice, antecedent, preposition, class."""

from collections.abc import Iterable, Iterator

from accordingto import inflection, syntax
from accordingto.analysis import Analysis, Token
from accordingto.events.coded import DEPTH
from accordingto.lexicons import INFINITIVE, EventLexicon, load_events

_NO_PARTICIPANT = frozenset({"case", "punct", "cc", "mark", "aux", "cop", "advmod", "expl", "det", "discourse"})


class Tree:
    """One analysis with the lemmas that the lexicon knows."""

    def __init__(self, analysis: Analysis, lexicon: EventLexicon) -> None:
        self.a, self.lex = analysis, lexicon
        self.tokens, self.children, self.rels, self.deps = analysis.tokens, analysis.children, analysis.relations, analysis.dependents
        self.lemmas = [_lemma(lexicon, t) for t in analysis.tokens]
        self.person_endings, self.people_endings = tuple(lexicon.words["person_endings"]), tuple(lexicon.words["people_endings"])
        self.plural_ending = inflection.endings().plural_ending
        self.known_passives: dict[int, bool] = {}

    def somebody(self, j: int) -> bool:
        return self.is_a(j, "@agent") or self.is_a(j, "@person") or self.is_a(j, "@place")

    def verbal(self, i: int) -> bool:
        """A verb, or a word that the tagger took for a noun or adjective though it has a clause's dependents."""
        token = self.tokens[i]
        if token.upos in ("VERB", "AUX"):
            return True
        if token.upos == "NOUN" and self.lemmas[i] not in self.lex.nouns:
            return bool(self.deps(i, "nsubj", "obj")) and not self.deps(i, "cop")
        return token.upos == "ADJ" and token.xpos == "VBN" and bool(self.deps(i, "aux:pass", "nsubj:pass"))

    def barred(self, i: int) -> bool:
        """Parts of names, and words that only qualify another ("attack helicopter", "occupied land")."""
        token = self.tokens[i]
        if token.deprel == "compound" or token.deprel in ("flat", "fixed", "case", "mark", "aux", "aux:pass", "cop"):
            return True
        if token.deprel == "amod" and token.upos != "NOUN":
            return True
        entity = self.a.entity_of.get(i)
        return entity is not None and not (token.upos == "VERB" and entity.last - entity.first == 1)

    def head_of(self, j: int) -> int:
        return self.tokens[j].head if j >= 0 else -1

    def is_a(self, j: int, name: str) -> bool:
        """Whether the head is that lemma, or belongs to the class: a name's entity type, a personal pronoun, a listed word."""
        token = self.tokens[j]
        if not name.startswith("@"):
            return self.lemmas[j] == name
        if self.lemmas[j] in self.lex.words["counting_heads"] and (counted := self.a.dependents(j, "nmod")):
            return self.is_a(counted[0], name)
        if self.lemmas[j] in self.lex.classes[name] or self.lemmas[j].removesuffix(self.plural_ending) in self.lex.classes[name]:
            return True
        entity = self.a.entity_of.get(j)
        if name == "@place":
            return entity is not None and entity.type == "LOC"
        if name == "@agent":
            named = token.upos == "PROPN" and j != self.a.sentences[self.a.sentence_of[j]].first
            return named or entity is not None or token.form.lower() in self.lex.words["pronouns"]
        if name == "@person" and token.upos == "NOUN" and self.lemmas[j].endswith(self.person_endings):
            return True
        return name == "@person" and (token.form.lower() in self.lex.words["pronouns"] or (entity is not None and entity.type == "PER"))

    def clause_name(self, j: int) -> str:
        """``of-ing``, ``for-ing``, ``to-inf`` … for a clause below a predicate, ``advcl`` for any other."""
        marks = [self.lemmas[k] for k in self.deps(j, "mark", "case") if k < j]
        words = self.lex.words
        if not words["infinitive_marks"].isdisjoint(marks) and self.tokens[j].xpos in ("VB", ""):
            return INFINITIVE
        return next((f"{mark}-ing" for mark in marks if mark in words["clause_marks"]), "advcl")

    def preposition(self, j: int) -> str | None:
        cases = [self.lemmas[k] for k in self.deps(j, "case")]
        if not cases:
            return None
        return self.lex.same_prepositions.get(cases[-1], cases[-1])

    def is_time(self, j: int) -> bool:
        """A time word, a year, or the number of a day beside its month."""
        if self.lemmas[j] in self.lex.classes["@time"]:
            return True
        if self.tokens[j].upos != "NUM":
            return False
        form = self.tokens[j].form
        beside = [self.lemmas[k] for k in (*self.children[j], self.tokens[j].head) if k >= 0]
        return (len(form) == 4 and form.isdigit()) or any(w in self.lex.classes["@time"] for w in beside)

    def passive(self, v: int) -> bool:
        """Whether the subject of ``v`` is whom the act is done to."""
        if v not in self.known_passives:
            self.known_passives[v] = self.is_passive(v)
        return self.known_passives[v]

    def is_passive(self, v: int) -> bool:
        seen = 0
        while seen <= DEPTH:
            seen += 1
            if self.deps(v, "aux:pass"):
                return True
            if self.deps(v, "nsubj:pass"):
                # A finite verb without an auxiliary is active, whatever the parser calls its subject.
                return self.tokens[v].xpos not in ("VBD", "VBZ", "VBP") or bool(self.deps(v, "aux"))
            token = self.tokens[v]
            if self.deps(v, "nsubj", "aux"):
                return False
            if self.rels[v] == "acl" and token.xpos in ("VBN", "VBD"):
                # "the mayor, accused of theft": without a subject of its own it is a participle, whatever the parser calls it.
                return token.deprel != "acl:relcl" or not self.deps(v, "obj")
            if token.xpos != "VBN":
                return False
            if self.rels[v] in ("advcl", "amod", "xcomp"):
                return True
            if self.rels[v] != "conj" or token.head < 0:
                return False
            v = token.head
        return False

    def infinitive(self, v: int) -> bool:
        return self.tokens[v].xpos in ("VB", "") and syntax.infinitive(self.a, v)

    def relative(self, j: int) -> bool:
        return self.tokens[j].xpos in ("WDT", "WP", "WP$") or self.lemmas[j] in self.lex.words["relative_words"]

    def antecedent(self, j: int, v: int) -> list[int]:
        """The noun that a relative pronoun stands for, else the token itself."""
        token = self.tokens[j]
        if not self.relative(j) and not (token.upos == "PRON" and self.lemmas[j] in self.lex.words["relative_pronouns"]):
            return [j]
        steps = 0
        while v >= 0 and steps <= DEPTH:
            if self.rels[v] == "acl" and self.tokens[v].head < j:
                return [self.tokens[v].head]
            v, steps = self.tokens[v].head, steps + 1
        return [j]

    def with_conjuncts(self, heads: Iterable[int]) -> list[int]:
        return [k for j in heads for k in (j, *(c for c in self.deps(j, "conj") if self.tokens[c].upos != "VERB" or self.verbal(j)))]

    def hyphenated(self, j: int) -> list[int]:
        """The first of two names that a hyphen joins ("Chile-Peru talks")."""
        return [k for k in self.deps(j, "compound", "nmod", "conj") if k < j and self.tokens[k + 1].form in ("-", "–", "—", "/")]

    def names_accord(self, j: int) -> bool:
        return self.is_a(j, "@accord")

    def names_people(self, j: int) -> bool:
        """A capitalised adjective ("Kenyan"); at the start of a sentence only one that is formed like a people's."""
        token = self.tokens[j]
        if not token.form[:1].isupper():
            return False
        if j != self.a.sentences[self.a.sentence_of[j]].first or token.xpos in ("NNP", "NNPS"):
            return True
        return token.form.lower().endswith(self.people_endings) and token.form.lower() not in self.lex.words["no_people"]

    def participates(self, j: int) -> bool:
        return self.tokens[j].upos != "VERB" and not self.is_time(j)

    def plural(self, j: int) -> bool:
        return self.tokens[j].xpos in ("NNS", "NNPS") or self.tokens[j].form.lower() in self.lex.words["plural_pronouns"]

    def own_subjects(self, v: int) -> list[int]:
        if self.passive(v):
            return [k for j in self.deps(v, "obl") if self.preposition(j) == "by" for k in self.with_conjuncts([j])]
        return [k for j in self.deps(v, "nsubj") for k in self.with_conjuncts([j])]

    def names_event(self, j: int) -> bool:
        token = self.tokens[j]
        return token.upos == "NOUN" and self.lemmas[j] in self.lex.nouns and not self.barred(j)

    def vicinity(self, i: int, noun: int | None) -> Iterator[int]:
        """The words in an event's own phrase: its dependents and what qualifies them, no further."""
        for top in (i,) if noun is None or noun == i else (i, noun):
            for j in self.children[top]:
                if self.rels[j] in _NO_PARTICIPANT or self.tokens[j].upos == "VERB":
                    continue
                yield j
                for k in self.children[j]:
                    if self.rels[k] in ("compound", "amod", "conj", "nmod"):
                        yield k


def _lemma(lexicon: EventLexicon, token: Token) -> str:
    """The lemma in lower case; a verb's by its form where the lemma is none that the lexicon has."""
    lemma = token.lemma.lower()
    if token.xpos == "NNS" and lemma == token.form.lower() and lemma not in lexicon.nouns:
        return inflection.singular(lemma)
    if token.upos != "VERB" or lemma in lexicon.verbs or lemma in lexicon.lights:
        return lemma
    return lexicon.verb_forms.get(token.form.lower(), lemma)


def sufferers(a: Analysis, predicate: int | None) -> tuple[int, ...]:
    """The subjects of "die", "drown" and the like: whatever the claim is taken for, they do it to nobody."""
    if predicate is None or a.tokens[predicate].lemma.lower() not in load_events().suffers or a.dependents(predicate, "obj"):
        return ()
    return syntax.shared_subjects(a, predicate)
