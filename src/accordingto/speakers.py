"""The links of a chain: who a source is, by the fullest name that the document uses, with the words that stand there as the mention."""

import re

import msgspec

from accordingto.actors import Cast, Ref
from accordingto.analysis import Analysis
from accordingto.attribution import Attribution, Turn, Voices, issuer, saying
from accordingto.syntax import antecedent
from accordingto.types import Link, Quote

_CLAUSE = re.compile(r",\s+(?:who|whom|whose|which)\b")
_ONE = ("NN", "NNP")
_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})


class Speakers:
    """Makes the links of one document."""

    def __init__(self, analysis: Analysis, voices: Voices, cast: Cast) -> None:
        self.a, self.voices, self.cast = analysis, voices, cast

    def publisher(self, name: str | None) -> Link:
        """The outermost link."""
        ref = self.cast.named(name) if name else None
        return Link(name, ref.country if ref else None, ref.sector if ref else None, "publisher", "asserted", None, None)

    def in_body(self, offset: int) -> bool:
        """Whether a character stands in the words of the document's own speaker."""
        return self.voices.speaker is not None and self.voices.speaker.covers(offset)

    def document_speaker(self) -> Link:
        """The link of the document's own speaker."""
        speaker = self.voices.speaker
        assert speaker is not None
        ref = self.cast.named(speaker.name)
        hint = self.cast.named(speaker.country_hint) if speaker.country_hint else None
        country = (ref.country if ref else None) or (hint.country if hint else None)
        sector = (ref.sector if ref else None) or (hint.sector if hint else None)
        return Link(speaker.name, country, sector, "document", "asserted", speaker.mention, speaker.cue)

    def cited(self, n: int) -> Link:
        """The link of the ``n``-th attribution; no name where the words are a pronoun of which it is not certain whom it means."""
        said = self.voices.attributions[n]
        mention = self.quote(*said.source[0]) if said.source else None
        cue = self.quote(*said.cue[0]) if said.cue else None
        if said.turn is not None:
            return self.turn(said.turn, mention)
        source = self.head(said)
        refs = self.refs(n, source) if source is not None else ()
        if source is None:
            return Link(_plain(mention.text) if mention else None, None, None, said.how, "asserted", mention, cue)
        names = dict.fromkeys(name for r in refs if (name := self.name(r)))
        pronoun = self.a.tokens[source].upos in ("PRON", "DET")
        words = None if pronoun else self.phrase(source) if source != said.source_token else _plain(mention.text) if mention else None
        words = _CLAUSE.split(words)[0] if words else None
        country, sector = _only({r.country for r in refs}), _only({r.sector for r in refs})
        if (house := self.house(source)) is not None:
            body, noun = house
            name = f"{self.name(body)} {self.a.tokens[noun].form}"
            return Link(name, body.country, body.sector, said.how, "asserted", mention, cue)
        return Link(", ".join(names) or words, country, sector, said.how, "asserted", mention, cue)

    def own_office(self, said: Attribution) -> bool:
        """Whether a source is the document's own speaker by a word of its name: "the Ministry" in the Ministry of X's words, "the
        Ministers" in those of several, "the organisation" in those of one."""
        i = said.source_token
        if i is None or self.voices.speaker is None:
            return False
        return self.cast.is_speaker(i) or self._own_organ(i, self.voices.speaker.name) or self._own_kind(i)

    def _own_kind(self, i: int) -> bool:
        """ "the organisation asks" in the words of a body of no state that has a name of its own, where no other is called so."""
        speaker, token = self.cast.speaker, self.a.tokens[i]
        if (
            speaker is None
            or speaker.sector in _OF_STATE
            or token.lemma.lower() not in self.cast.world.words.of_own_kind
            or token.xpos != "NN"
        ):
            return False
        if {w.lower() for w in (speaker.name or "").split()} & issuer.words().selfnames:  # whoever is called a union is no charity
            return False
        cluster = self.cast.same.of(i)
        below = [self.a.tokens[j].form.lower() for j in self.a.children[i] if self.a.tokens[j].upos != "PUNCT"]
        known = self.cast.world.words.known_by
        return (
            len(below) == 1 and below[0] in known and (cluster is None or not cluster.named or self.cast.same.name(cluster) == speaker.name)
        )

    def _own_organ(self, i: int, name: str) -> bool:
        """ "the Mission" in the words of an election watch, "the Parties" in those of two: with a capital and no more, where the document's
        speaker is no person."""
        a, token = self.a, self.a.tokens[i]
        if (
            token.lemma.lower() not in self.cast.world.words.of_own
            or not token.form[:1].isupper()
            or i == a.sentences[a.sentence_of[i]].first
        ):
            return False
        below = [a.rel(j) for j in a.children[i] if a.tokens[j].upos != "PUNCT"]
        last = name.rsplit(maxsplit=1)[-1]
        person = any(e.type == "PER" and last in a.words(e.first, e.last).split() for e in a.entities)
        return below == ["det"] and not person

    def house(self, source: int) -> tuple[Ref, int] | None:
        """The body that a spokesman speaks for and the word for him: the body named beside him ("a spokesman for the Harbour Board", "a CBP
        spokesman"), of a bare "a spokesman" the one that leads a sentence of this or the last paragraph, if only one does."""
        cluster = self.cast.same.of(source)
        if cluster is not None and cluster.named:
            return None
        noun = cluster.fullest.head if cluster is not None else source
        if self.a.tokens[noun].lemma.lower() not in saying.words().speaking_offices:
            return None
        beside = self.a.dependents(noun, "nmod", "compound", "amod", "appos", "flat")
        if beside:
            named = [j for j in beside if (c := self.cast.same.of(j)) is not None and c.what == "body" and c.named]
            found = self.cast.of(named[0]) if len(named) == 1 and len(beside) == 1 else ()
            return (found[0], noun) if len(found) == 1 else None
        if noun != source:
            return None
        bodies = self.cast.same.leading_bodies(source)
        found = self.cast.of(bodies[0].head) if len({m.name for m in bodies}) == 1 else ()
        return (found[0], noun) if found else None

    def refs(self, n: int, source: int) -> tuple[Ref, ...]:
        """Who the source of an attribution is; "I" and "we" are whoever speaks around it."""
        if self.a.tokens[source].form.lower() in saying.words().own_forms:
            return self.quoted_self(source, inside=n) or self.cast.of(source)
        found = self.cast.of(source)
        behind = found[0].last if len(found) > 1 else 0
        if len(found) > 1 and (self.a.dependents(source, "appos") or (behind < len(self.a.tokens) and self.a.tokens[behind].form == ",")):
            # "Ana Reis, a columnist for the Post and the Star": what an apposition joins are no further speakers
            people = [r for r in found if (c := self.cast.same.of(r.head)) is not None and c.what == "person"]
            return tuple(people[:1]) if people and people[0] is found[0] and len(people) == 1 else found
        return found

    def name(self, ref: Ref) -> str | None:
        """The name of a source: of a person, body or state as the cast has it, of what only a noun names the words."""
        return self.cast.called(ref)

    def turn(self, turn: Turn, mention: Quote | None) -> Link:
        """Whoever speaks in a transcript's turn, as its label and the labels before it say; who asks is a journalist."""
        ref = self.cast.named(turn.name) if turn.name else None
        office = self.cast.named(turn.office) if turn.office and (ref is None or not (ref.country and ref.sector)) else None
        country = (ref.country if ref else None) or (office.country if office else None)
        sector = "JRN" if turn.asks else (ref.sector if ref else None) or (office.sector if office else None)
        return Link(turn.speaker, country, sector, "direct", "asserted", mention, None)

    def head(self, said: Attribution) -> int | None:
        """The token that stands for the source: of a label the person in it ("Director Kuramochi:"), of "who" its noun."""
        source = said.source_token
        if said.cue_token is not None and self.a.tokens[said.cue_token].form == ":" and said.source:
            clusters = (self.cast.same.of(i) for i in self.a.tokens_in(*said.source[0]))
            inside = set(self.a.tokens_in(*said.source[0]))
            people = [m.head for c in clusters if c is not None and c.what == "person" for m in c.names if m.head in inside]
            source = people[-1] if people else source
        named = self.named_last(said)
        return named if named is not None else self.antecedent(source)

    def named_last(self, said: Attribution) -> int | None:
        """The person whose name ends the source, behind a long title ("The port authority's representative for Africa Ana Reis")."""
        if not said.source or len(said.source) > 1 or said.source_token is None:
            return None
        inside = self.a.tokens_in(*said.source[0])
        cluster = self.cast.same.within.get(inside[-1])
        if cluster is None or cluster.what != "person" or cluster is self.cast.same.of(said.source_token):
            return None
        m = next(m for m in cluster.names if m.first <= inside[-1] < m.last)
        others = {c.number for k in inside if (c := self.cast.same.within.get(k)) is not None and c.what == "person"}
        k = m.first
        while k > inside[0] and self.a.tokens[k - 1].upos in ("NOUN", "PROPN", "ADJ"):
            k -= 1
        opens = k == inside[0] or self.a.tokens[k - 1].form == "," or (k == inside[0] + 1 and self.a.tokens[inside[0]].upos == "DET")
        office = self.cast.world.roles.get(self.a.tokens[m.first - 1].lemma.lower()) if m.first > inside[0] else None
        holder = office is not None and office.kind == "person"  # "the commission for Africa's representative Ana Reis"
        return (
            m.head
            if (opens or holder) and k < m.first + (self.a.tokens[k - 1].form == ",") and len(others) == 1 and self.a.rel(m.head) != "conj"
            else None
        )

    def antecedent(self, i: int | None) -> int | None:
        """The noun that a relative pronoun stands for ("reports according to which …")."""
        if i is None or self.a.tokens[i].form.lower() not in saying.words().relative_nouns:
            return i
        above = antecedent(self.a, i)
        if above is not None:
            return above
        k = i - 1  # a mangled tree: the phrase that ends right before
        sentence = self.a.sentences[self.a.sentence_of[i]]
        while k >= sentence.first and self.a.tokens[k].upos in ("PUNCT", "ADP"):
            k -= 1
        if k < sentence.first or self.a.tokens[k].upos not in ("NOUN", "PROPN"):
            return i
        while self.a.rel(k) in ("flat", "compound", "nmod", "appos", "amod") and sentence.first <= self.a.tokens[k].head < i:
            k = self.a.tokens[k].head
        return k

    def quoted_self(self, i: int, inside: int | None = None) -> tuple[Ref, ...]:
        """Whoever says "I" or "we" in a quotation: its source, not the document's own speaker."""
        token = self.a.tokens[i]
        if token.upos != "PRON" or token.form.lower() not in saying.words().own_forms:
            return ()
        chain = [n for n in self.voices.chain(token.start, token.end) if n != inside]
        said = next(
            (x for n in reversed(chain) if (x := self.voices.attributions[n]).how != "indirect" and x.source_token is not None), None
        )
        source = self.antecedent(said.source_token) if said else None
        if source is None or source == i:
            return ()
        return tuple(msgspec.structs.replace(r, first=i, last=i + 1, head=i) for r in self.cast.of(source))

    def phrase(self, i: int) -> str:
        """The words of a noun with what stands before it."""
        first = min([i, *(j for j in self.a.dependents(i, "amod", "compound", "nummod") if j < i)])
        return self.a.text[self.a.tokens[first].start : self.a.tokens[i].end]

    def quote(self, start: int, end: int) -> Quote:
        """A stretch of the text."""
        return Quote(start, end, self.a.text[start:end])


def _plain(words: str) -> str:
    """Words without the article before them."""
    return re.sub(r"^(?:[Tt]he|[Aa]n?) (?=\w)", "", words)


def _only(values: set[str | None]) -> str | None:
    return next(iter(values)) if len(values) == 1 else None
