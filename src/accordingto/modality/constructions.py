"""Constructions that say how far something is so, found in a tree: inverted conditions, imperatives, arrangements, "so-called"."""

from accordingto import cues, operators, syntax
from accordingto.analysis import Analysis
from accordingto.modality.lexicon import closed, conditional, effects, lexicon, phrasal

_PARTING = frozenset({",", "–", "—", "(", ";"})
"""Marks that may stand before the words that open a condition."""


class Constructions:
    """Asks one tree. ``i`` is always the predicate that is asked about."""

    def __init__(self, analysis: Analysis) -> None:
        self.a, self.words, self.closed = analysis, lexicon().words, closed()
        self.verbs, self.nouns = effects()

    def supposed(self, i: int) -> bool:
        """A clause that words such as "provided that" or "in case" open."""
        first, words = self.a.sentences[self.a.sentence_of[i]].first, self.a.lowered
        for k in range(first, i):
            for parts in conditional().get(words[k], ()):
                last = k + len(parts) - 1
                if last >= i or words[k : last + 1] != parts:
                    continue
                opened = k == first or words[k - 1] in self.closed.before_supposed or words[k - 1] in _PARTING
                if (len(parts) > 1 or opened) and self.opens(last, i):
                    return True
        return False

    def says_before(self, i: int, j: int) -> bool:
        """Whether what a verb of saying says stands between it and clause ``j``."""
        spoken = self.a.tokens[i].upos == "VERB" and self.a.tokens[i].lemma.lower() in cues.lexicon().verbs
        said = [k for k in self.a.dependents(i, "xcomp", "advcl", "ccomp") if i < k < j]
        return spoken and any(syntax.infinitive(self.a, k) or self.a.rel(k) == "ccomp" for k in said)

    def refused(self, i: int) -> bool:
        """Whether what is "denied" is refused rather than said to be untrue ("denied access to the valley", not "the tanker's entry")."""
        owners = self.a.dependents(i, "nmod:poss")
        owned = any(self.a.tokens[j].upos == "PRON" or self.a.dependents(j, "case") for j in owners)
        return not owned and self.a.tokens[i].lemma.lower() in cues.lexicon().words.granted

    def opens(self, last: int, i: int) -> bool:
        """Whether nothing parts the words up to ``last`` from the clause of ``i``: no other verb and no comma between, but its subject."""
        subject = min([i, *self.a.dependents(i, "nsubj", "aux", "cop", "expl")])
        first = min(self.a.subtree(subject)) if subject != i else i
        return all(self.a.tokens[k].upos not in ("VERB", "PUNCT") or k >= first for k in range(last + 1, i)) and last >= first - 4

    def doubtful(self, i: int) -> int | None:
        """ "so-called" and the like before a noun, by the words of its phrase alone: it is cut at its hyphen and hangs anywhere."""
        if self.a.tokens[i].upos not in ("NOUN", "PROPN"):
            return None
        for k in range(i - 1, max(-1, i - 6), -1):
            form = self.a.tokens[k].form.lower()
            if form in self.closed.written_apart_closers:
                before = (self.a.tokens[m].form.lower() for m in range(max(0, k - 2), k))
                if not self.closed.written_apart_openers.isdisjoint(before):
                    return k
            if self.a.tokens[k].upos not in ("ADJ", "NOUN", "PROPN", "PUNCT", "ADV", "NUM") or form in (",", ";", "."):
                return None
        return None

    def arranged(self, i: int) -> bool:
        """ "are to meet", "are to be quartered", "is about to leave", "is ready to sign", "is due today"; in titles "Dam to reopen"."""
        token = self.a.tokens[i]
        if syntax.infinitive(self.a, i) and not self.impersonal(i):
            marks = [j for j in self.a.dependents(i, "mark") if self.a.tokens[j].form.lower() in self.closed.infinitive]
            before = self.a.tokens[marks[0] - 1] if marks and marks[0] else None
            helpers = [j for j in self.a.dependents(i, "cop", "aux") if self.a.tokens[j].lemma.lower() in self.closed.copula]
            if helpers and before is not None and (marks[0] - 1 in helpers or before.form.lower() in self.closed.imminent):
                return True
            subjects = [j for j in self.a.dependents(i, "nsubj") if marks and max(k for k in self.a.subtree(j)) == marks[0] - 1]
            if subjects and self.a.rel(i) in ("root", "ccomp", "conj"):
                return True  # a headline: "Dam to reopen"
        lemma = token.lemma.lower()
        imminent = token.upos == "ADJ" and lemma in self.closed.imminent_adjectives
        if imminent and self.a.dependents(i, "cop") and self.a.dependents(i, "obl", "xcomp"):
            return True
        return token.upos == "ADJ" and self.verbs.get(lemma) == "planned" and bool(self.a.dependents(i, "xcomp", "advcl"))

    def open(self, i: int) -> bool:
        """ "The quarrel is unlikely to end in shooting", "an appeal is likely": the predicate itself is what leaves it open."""
        return (
            self.a.tokens[i].upos == "ADJ"
            and self.verbs.get(self.a.tokens[i].lemma.lower()) == "questioned"
            and bool(self.a.dependents(i, "cop"))
        )

    def so_called(self, j: int) -> bool:
        """ "so-called", which is cut at its hyphen."""
        before = (self.a.tokens[k].form.lower() for k in range(max(0, j - 2), j))
        return self.a.tokens[j].form.lower() in self.closed.so_called_closers and not self.closed.so_called_openers.isdisjoint(before)

    def yet_to(self, i: int) -> bool:
        """ "has yet to lift", whichever of the two verbs governs the other."""
        yet = [j for j in self.a.dependents(i, "advmod") if self.a.tokens[j].form.lower() in self.closed.still_to_come]
        return any(
            self.a.tokens[j + 1].form.lower() in self.closed.infinitive and self.a.tokens[j - 1].lemma.lower() in self.closed.yet_to_lemmas
            for j in yet
            if 0 < j < i - 1
        )

    def nearly(self, i: int, j: int) -> bool:
        """ "was **nearly** seized": adverb ``j`` says that the act of verb ``i`` fell short, not how far it went ("nearly doubled")."""
        verb = self.a.tokens[i]
        act = verb.upos == "VERB" and self.a.rel(i) != "amod" and verb.lemma.lower() not in self.words.by_degrees
        return act and j == i - 1 and self.a.tokens[j].form.lower() in self.words.nearly

    def instead(self, i: int) -> int | None:
        """ "They thanked him **instead** of arresting him": the word that says that something else was done. Who is asked to do it instead
        does the other ("asks them to help **instead** of watching")."""
        said = next((j for j in self.a.children[i] if j < i and " ".join(self.a.lowered[j : j + 2]) in self.words.instead), None)
        head = self.a.tokens[i].head
        asked = said is not None and self.a.rel(said) != "cc" and head >= 0 and syntax.infinitive(self.a, head)
        return None if asked else said

    def gerund(self, i: int) -> bool:
        """Whether a verb is one with "-ing", itself or by its helper ("being charged")."""
        return "VBG" in (self.a.tokens[i].xpos, *(self.a.tokens[j].xpos for j in self.a.dependents(i, "aux")))

    def ahead(self, i: int) -> bool:
        """Whether a verb lies ahead by its auxiliary ("will go", "would not go")."""
        helpers = {self.a.tokens[j].form.lower() for j in self.a.dependents(i, "aux")} if i >= 0 else set()
        return bool(helpers & (self.words.future | self.words.counterfactual))

    def only(self, j: int) -> bool:
        """ "not only … but also": both hold."""
        return j + 1 < len(self.a.tokens) and self.a.tokens[j + 1].form.lower() in self.closed.not_only

    def performative(self, i: int) -> bool:
        """ "I would like to thank": the act itself; so is its complement's reading."""
        subject = self.a.dependents(i, "nsubj")
        first = any(self.a.tokens[j].form.lower() in self.closed.selves for j in subject)
        verbs = [i, *self.a.dependents(i, "xcomp")]
        return first and any(self.a.tokens[v].lemma.lower() in self.words.performatives for v in verbs)

    def inverted(self, i: int) -> bool:
        """A condition by inversion: "Had the army left, …", "Should talks fail, …"."""
        if self.asks(i):
            return False
        if syntax.infinitive(self.a, i) and self.were_to(i):
            return True
        inverts = operators.lexicon().condition.inverted
        if any(self.a.tokens[j].form.lower() not in inverts for j in self.a.dependents(i, "mark")):
            return False
        helpers = [j for j in self.a.dependents(i, "aux", "cop", "mark") if self.a.tokens[j].form.lower() in inverts]
        opened = helpers and helpers[0] < i and self.a.tokens[helpers[0]].form.lower() in self.closed.inverted_infinitive
        bare = opened and not self.a.dependents(i, "nsubj", "expl")
        if bare and any(syntax.infinitive(self.a, j) for j in self.a.dependents(i, "acl", "advcl", "xcomp")):
            return True  # "were the court to free him", with "court" for the predicate
        subjects = self.a.dependents(i, "nsubj", "expl")
        return bool(helpers) and bool(subjects) and helpers[0] < subjects[0]

    def were_to(self, i: int) -> bool:
        """ "Were the court to free him": "were" opens its clause, and a subject stands between it and the infinitive."""
        tokens, sentence = self.a.tokens, self.a.sentences[self.a.sentence_of[i]]
        for k in range(i - 2, max(sentence.first, i - 12) - 1, -1):
            if tokens[k].form.lower() not in self.closed.inverted_infinitive:
                continue
            opened = k == sentence.first or tokens[k - 1].upos in ("PUNCT", "VERB", "ADV", "NOUN", "ADP")
            subject = tokens[k + 1].upos in ("DET", "PROPN", "NOUN", "PRON", "ADJ", "NUM")
            return opened and subject and not any(self.a.rel(j) == "nsubj" and j < k for j in (*self.a.children[k], *self.a.children[i]))
        return False

    def ordered(self, i: int) -> bool:
        """An imperative that opens a quotation ("“Give back our cattle,” they said"), that forbids ("Do not pay, they said"), or that is
        joined to one."""
        token = self.a.tokens[i]
        if token.upos != "VERB" or token.xpos != "VB" or self.a.rel(i) not in ("ccomp", "parataxis", "root", "conj"):
            return False
        helpers = self.a.dependents(i, "aux")
        if self.a.dependents(i, "nsubj", "mark", "cop", "expl") or any(self.a.tokens[j].xpos != "VB" for j in helpers):
            return False
        if self.a.rel(i) == "conj":
            return self.ordered(token.head)
        before = self.a.tokens[i - 1].form if i else ""
        return bool(helpers) or before in ("“", '"', "‘", "«", "„", "'")

    def impersonal(self, i: int) -> bool:
        """The infinitive of "it is essential to …", which parsers hang as a clause of purpose."""
        head = self.a.tokens[i].head
        return head >= 0 and self.a.tokens[head].upos == "ADJ" and bool(self.a.dependents(head, "expl")) and syntax.infinitive(self.a, i)

    def told(self, noun: int) -> bool:
        """ "the lie that guards took bribes", not "the lie that cost him the vote": a clause that says what is told."""
        return self.a.tokens[noun + 1].form.lower() in self.closed.declarative and self.a.rel(noun + 1) != "nsubj"

    def asks(self, i: int) -> bool:
        """Whether the predicate's sentence ends in a question mark."""
        sentence = self.a.sentences[self.a.sentence_of[i]]
        return any(t.form == "?" for t in self.a.tokens[max(sentence.first, sentence.last - 3) : sentence.last])

    def main(self, i: int) -> bool:
        """Whether nothing but coordination and juxtaposition stands between the predicate and its sentence's root."""
        while self.a.tokens[i].head >= 0:
            if self.a.rel(i) not in ("parataxis", "conj", "list", "appos", "dep"):
                return False
            i = self.a.tokens[i].head
        return True

    def shares(self, i: int, head: int) -> bool:
        """A coordinated predicate without a subject of its own shares its sister's operators ("will meet and sign")."""
        return not self.a.dependents(i, "nsubj", "csubj", "expl", "aux", "mark") and self.a.tokens[i].upos == self.a.tokens[head].upos

    def opened_by(self, i: int) -> list[int]:
        """ "If it rains, we shall stop and they **will go**": the clauses in front of the first predicate, which the others share."""
        first = syntax.first_conjunct(self.a, i)
        if first == i or self.begins_anew(i, first):
            return []
        return [j for j in self.a.dependents(first, "advcl") if j < first]

    def begins_anew(self, i: int, head: int) -> bool:
        """ "It is not true that they were driven out; they **left**": a clause with a subject and no mark, behind a semicolon."""
        apart = any(self.a.tokens[k].form == ";" for k in range(head, i))
        return apart and bool(self.a.dependents(i, "nsubj", "expl")) and not self.a.dependents(i, "mark")

    def urges(self, head: int) -> bool:
        """ "Let us …" as a demand: an imperative."""
        own = self.a.dependents(head, "nsubj", "aux")
        us = any(self.a.tokens[j].form.lower() in self.closed.urged for j in range(head + 1, min(head + 3, len(self.a.tokens))))
        return us and not own and self.a.tokens[head].form.lower() in self.closed.urging

    def asks_about(self, i: int, head: int) -> bool:
        """The event itself is what is wanted: an object, or the complement of the preposition that the head takes."""
        relation = self.a.rel(i)
        if relation in ("obj", "iobj") or self.a.tokens[i].deprel == "nsubj:pass":
            return True
        case = {self.a.tokens[j].form.lower() for j in self.a.dependents(i, "case")}
        return bool(case & self.closed.asked_about)

    def definite(self, i: int) -> bool:
        below = self.a.children[i]
        return any(self.a.tokens[j].form.lower() in self.closed.definite or self.a.tokens[j].deprel == "nmod:poss" for j in below)

    def with_particle(self, i: int) -> str:
        """The lemma of a verb with its particle ("call off"), which the parser may hang on the object."""
        lemma = self.a.tokens[i].lemma.lower()
        near = (j for j in (i + 1, *self.a.children[i]) if j < len(self.a.tokens))
        particle = next((j for j in near if self.a.tokens[j].xpos == "RP" or f"{lemma} {self.a.lowered[j]}" in phrasal()), None)
        return lemma if particle is None else f"{lemma} {self.a.lowered[particle]}"

    def object_of(self, i: int, head: int, verb: str) -> bool:
        """Whether a phrase is the object of a verb, also where its particle was hung on it ("headed **off a strike**")."""
        particle = verb.partition(" ")[2]
        hung = any(self.a.lowered[j] == particle for j in self.a.dependents(i, "case"))
        return self.a.tokens[i].deprel in ("obj", "nsubj:pass") or hung or self.a.tokens[head].upos == "ADJ"

    def singled(self, i: int) -> bool:
        """ "a boycott", not "sanctions", nor "an offer", which is there whatever becomes of it."""
        single = any(self.a.tokens[j].form.lower() in self.words.articles for j in self.a.children[i])
        return single and self.a.tokens[i].lemma.lower() not in self.nouns

    def that_clause(self, i: int) -> bool:
        return any(self.a.tokens[j].lemma in self.closed.clause_marks for j in self.a.dependents(i, "mark"))
