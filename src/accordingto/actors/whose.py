"""Whose somebody or something is by the words of the phrase itself."""

from accordingto.actors.homes import Homes
from accordingto.actors.phrases import Phrases
from accordingto.actors.ref import Lookup

_BESIDE = frozenset({"amod", "compound", "flat", "det"})


class Whose:
    """Finds the country that a phrase states.

    Args:
        phrases: the document's phrases.
        homes: who is at home where by the document around him.
        refs: who a pronoun is.
    """

    def __init__(self, phrases: Phrases, homes: Homes, refs: Lookup) -> None:
        self.a, self.phrases, self.homes, self.refs = phrases.a, phrases, homes, refs

    def country(self, i: int) -> str | None:
        """The country that a noun's own phrase states: by adjective, possessive, compound, or "of" and "in"."""
        for j in self.a.children[i]:
            relation, deprel = self.a.rel(j), self.a.tokens[j].deprel
            possessive = deprel == "nmod:poss"
            if possessive and self.a.tokens[i].lemma.lower() in self.phrases.world.words.relative:
                continue
            country = None
            if possessive or relation in _BESIDE:
                country = self.phrases.country_word(j) or (self._possessor(j) if possessive else None)
            elif relation == "nmod" and self.a.tokens[j].upos == "PROPN" and self._whence(j):
                country = self.phrases.country_word(j) or self.country(j)
            if country:
                return country
        return None

    def told_before(self, i: int) -> str | None:
        """ "The **ambassador**, X" behind "Myanmar's ambassador": the country of which the text has said so, where it names no other's."""
        a = self.a
        articles = {a.tokens[j].form.lower() for j in a.dependents(i, "det")}
        if not articles & self.phrases.world.words.known_by or a.tokens[i].xpos in ("NNS", "NNPS"):
            return None
        before = (j for j in range(i) if a.tokens[j].lemma == a.tokens[i].lemma and a.tokens[j].upos in ("NOUN", "PROPN"))
        countries = {c for j in before if (c := self.country(j)) is not None}
        return countries.pop() if len(countries) == 1 else None

    def _whence(self, j: int) -> bool:
        return any(self.a.tokens[k].form.lower() in self.phrases.words.whence for k in self.a.dependents(j, "case"))

    def _possessor(self, j: int) -> str | None:
        """The country of whoever has something ("its secretary", "the minister's aide")."""
        if self.a.tokens[j].upos != "PRON":
            return self.country(j) if self.a.tokens[j].upos in ("NOUN", "PROPN") else None
        # "the union … its secretary": a country that only the document gives the union makes no secretary of state.
        countries = {r.country for r in self.refs(j) if (r.name, r.country) not in self.homes.at_home}
        return next(iter(countries)) if len(countries) == 1 else None

    def owner(self, i: int) -> str | None:
        """The country of whoever has or runs what is no actor itself ("Israeli Air Force jets", "our town")."""
        for j in self.a.dependents(i, "compound", "nmod:poss", "amod"):
            if self.a.tokens[j].form.lower() in self.phrases.words.ours:
                return self.homes.speaker.country if self.homes.speaker else None
            found = self.phrases.country_word(j) or self.country(j)
            if found:
                return found
        return None
