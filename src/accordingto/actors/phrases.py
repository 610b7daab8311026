"""What the words of one phrase say by themselves, whoever else the document names."""

from collections.abc import Mapping

import msgspec

from accordingto import affiliation
from accordingto.actors.lexicon import lexicon
from accordingto.actors.ref import Ref
from accordingto.analysis import Analysis
from accordingto.coreference import Coreference
from accordingto.world import Entry, Role, World

_BEFORE = frozenset({"det", "amod", "compound", "nummod", "flat", "nmod"})


class Phrases:
    """The phrases of one document.

    Args:
        analysis: its trees.
        known: the world as its text means it.
        named_at: the known names in it, by token.
        same: who in it is the same.
    """

    def __init__(self, analysis: Analysis, known: World, named_at: Mapping[int, tuple[int, int, Entry]], same: Coreference) -> None:
        self.a, self.world, self.named_at, self.same, self.words = analysis, known, named_at, same, lexicon()

    def extent(self, i: int) -> tuple[int, int]:
        """The noun with what stands before it and an "of" phrase after it: its first token and the one behind its last."""
        inside = [i]
        for j in self.a.children[i]:
            relation = self.a.rel(j)
            if j < i and relation in _BEFORE:
                inside += self.a.subtree(j)
            elif relation in ("nmod", "flat") and self._is_whole(j):
                inside += self.a.subtree(j, without=("acl:relcl", "acl", "appos", "parataxis", "punct"))
        return min(inside), max(inside) + 1

    def wholes(self, i: int) -> list[int]:
        """What something is a part of ("the members of the **Council**", "a line of **police**")."""
        return [j for j in self.a.dependents(i, "nmod") if self._is_whole(j)]

    def _is_whole(self, j: int) -> bool:
        return any(self.a.tokens[k].form.lower() in self.world.words.whole for k in self.a.dependents(j, "case"))

    def role(self, i: int) -> Role | None:
        """The office, body or group that a noun is; whoever serves a force or an association has its sector."""
        token = self.a.tokens[i]
        form = token.form.lower()  # a plural that the tagger takes for a name keeps its ending ("Villagers burned …")
        single = form.removesuffix(self.words.plural) if token.upos in ("NOUN", "PROPN") else form
        written = (affiliation.title(self.a, i), token.lemma.lower(), form, single)
        found = next((r for k in written if (r := self.world.roles.get(k)) and r.fits(token.form)), None)
        serves = affiliation.serves(self.a, self.world, self._body_of, i) if found is not None and found.kind == "person" else None
        return found if found is None or serves is None else msgspec.structs.replace(found, sector=serves)

    def _body_of(self, pronoun: int) -> int:
        """The head of the name of the body that a pronoun stands for; the pronoun where it stands for none."""
        cluster = self.same.of(pronoun)
        return cluster.fullest.head if cluster is not None and cluster.what == "body" else pronoun

    def country_word(self, k: int) -> str | None:
        """The state that a word names as a name, seat or demonym."""
        found = self.named_at.get(k)
        if found is not None:
            return found[2].country
        token = self.a.tokens[k]
        country = self.world.demonyms.get((token.form.lower(),)) if token.form[:1].isupper() else None
        return country.code if country else None

    def joint(self, i: int) -> list[str]:
        """Further countries of coordinated adjectives ("Peruvian and Chilean officials" are officials of both)."""
        found = []
        for j in self.a.dependents(i, "amod", "compound"):
            for k in self.a.dependents(j, "conj"):
                if self.country_word(j) and (country := self.country_word(k)):
                    found.append(country)
        return found

    def both(self, i: int) -> bool:
        """ "both sides", "the two governments"."""
        told = self.a.dependents(i, "det", "nummod", "cc:preconj", "amod", "advmod")
        return self.a.tokens[i].lemma.lower() in self.world.words.parties and any(
            self.a.tokens[j].form.lower() in self.world.words.two for j in told
        )

    def ours(self, i: int) -> bool:
        """ "our government": the speaker's."""
        return any(self.a.tokens[j].form.lower() in self.words.ours for j in self.a.dependents(i, "nmod"))

    def hostile(self, i: int) -> bool:
        """ "its neighbour", "the enemy", "occupation forces": another's than whoever tells of them."""
        own = self.a.tokens[i].lemma.lower()
        around = {own, *(self.a.tokens[j].form.lower() for j in self.a.dependents(i, "compound", "amod"))}
        return own in self.world.words.relative or not around.isdisjoint(self.world.words.hostile)

    def plain(self, words: str) -> str:
        """Words without the articles and pronouns that they begin with."""
        if words.partition(" ")[0].lower() not in self.words.determiners:
            return words
        for determiner in self.words.determiners:
            first, space, rest = words.partition(" ")
            if space and first.lower() == determiner:
                words = rest
        return words

    def text(self, first: int, last: int) -> str:
        """Tokens ``first`` to ``last`` (exclusive) as they are called where no table has a name."""
        return self.plain(self.a.words(first, last))

    def ref(self, i: int, within: tuple[int, int], country: str | None, sector: str | None) -> Ref:
        """The participant that a phrase names in its own words; tokens ``within`` (end exclusive) are the phrase, ``i`` its head."""
        return Ref(self.text(*within), country, sector, (), None, *within, i)
