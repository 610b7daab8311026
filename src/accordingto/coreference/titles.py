"""What stands beside a person's name and belongs to it: the title before it, appositions, "X is the …", whom the name is given for."""

from accordingto.coreference.mentions import Description
from accordingto.coreference.nouns import PLURAL, POSSESSIVE, Nouns

_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
_JOINING = (*POSSESSIVE, "-")


class Titles:
    """Finds what describes the names of a document."""

    def __init__(self, nouns: Nouns) -> None:
        self.a, self.nouns = nouns.a, nouns

    def before(self, first: int, head: int) -> tuple[set[str], list[Description], list[int]]:
        """The title right before a name: its words, what it describes, the tokens that head it.

        Args:
            first: the name's first token.
            head: the token that heads the name.
        """
        a, nouns = self.a, self.nouns
        start = a.sentences[a.sentence_of[first]].first
        k = self._run(first, start)
        offices = [j for j in range(k, first) if nouns.is_person(j)]
        if not offices and k < first and k > start and a.tokens[k - 1].form.lower() == "of":
            k = self._run(k - 1, start)
            offices = [j for j in range(k, first) if nouns.is_person(j)]
        inside = range(k, first)
        honorific = {word for j in inside if (word := nouns.bare(j)) in nouns.world.honorifics}
        if not offices and k < first and a.tokens[first - 1].upos == "NOUN" and not nouns.office_of_body(first - 1):
            offices = [first - 1]  # a noun of the trade right before the name ("statistician Mei Tanaka")
        if not offices:
            return honorific & {nouns.bare(first - 1)} if first > start else set(), [], []
        described = [nouns.description(offices[-1], inside)]
        also = [j for j in inside if a.tokens[j].head not in inside or j == offices[-1]]
        return {*honorific, *map(nouns.bare, offices)}, described, [j for j in also if a.rel(j) != "case" and j != head]

    def _run(self, end: int, start: int) -> int:
        """Where the words that may be a title before token ``end`` begin."""
        k = end
        while k > start:
            token = self.a.tokens[k - 1]
            other = self.a.entity_of.get(k - 1)
            if other is not None and other.type == "PER" and other.last <= end and other.first < k - 1:
                break
            if token.upos in _TITLE or (token.form in _JOINING and k < end):
                k -= 1
            else:
                break
        return k

    def beside(self, head: int, last: int) -> tuple[list[Description], list[int]]:
        """What appositions and "X is the …" say of a name, and the tokens of the appositions.

        Args:
            head: the token that heads the name.
            last: the token behind it.
        """
        a, nouns = self.a, self.nouns
        near = self._appositions(head, last)
        above = a.tokens[head].head
        said_of = a.rel(head) == "nsubj" and above > head and a.dependents(above, "cop") and a.tokens[above].upos == "NOUN"
        found, also = [], []
        for j in [*near, above] if said_of else near:
            titled = nouns.is_person(j) or (j in near and a.tokens[j].upos == "NOUN" and not nouns.office_of_body(j))
            if titled and a.tokens[j].xpos not in PLURAL:
                found.append(nouns.description(j, nouns.phrase(j)))
                if j in near:
                    also.append(j)
        if not found and last + 1 < len(a.tokens) and a.tokens[last].form == "," and a.tokens[last + 1].form.isdigit():
            found.append(Description("", frozenset({a.tokens[last + 1].form})))  # "Carol Newt, 63,"
        return found, also

    def _appositions(self, head: int, last: int) -> list[int]:
        """The nouns beside a name that say who it is."""
        a = self.a
        near = a.dependents(head, "appos")
        above = a.tokens[head].head
        joined = range(above, head) if 0 <= above < head else range(0)
        if a.rel(head) == "appos" and 0 <= above < head and not any(a.tokens[k].upos == "CCONJ" for k in joined):
            near.append(above)
        return near + [j for j in (self._gives_name(head), self.long(head, last)) if j is not None and j not in near]

    def long(self, head: int, last: int) -> int | None:
        """ "The Executive Secretary, Fruit Growers Alliance (FGA), Ana Reis said": the subject that a name right before the verb ends."""
        a = self.a
        verb = last + (a.tokens[last].form == ",") if last < len(a.tokens) else last
        start = a.sentences[a.sentence_of[head]].first
        if verb >= len(a.tokens) or a.tokens[verb].upos != "VERB" or a.tokens[head - 1].form != "," or head <= start:
            return None
        for j in a.dependents(verb, "nsubj"):
            if j < head - 1 and self.nouns.is_person(j) and not self._predicated(j, head):
                return j
        return None

    def _predicated(self, first: int, last: int) -> bool:
        """Whether something is said between two tokens, beside what only modifies a noun."""
        a = self.a
        return any(a.tokens[k].upos in ("VERB", "AUX") and a.rel(k) not in ("acl", "amod") for k in range(first, last))

    def _gives_name(self, head: int) -> int | None:
        """ "A shopkeeper, who gave his name as Ahmed": the noun that the name is given for."""
        a, words = self.a, self.nouns.words
        if not any(a.tokens[j].form.lower() in words.name_marks for j in a.dependents(head, "case", "mark")):
            return None
        verb = a.tokens[head].head
        verb = a.tokens[verb].head if verb >= 0 and a.tokens[verb].lemma in words.name_nouns else verb
        named = verb >= 0 and (
            a.tokens[verb].lemma in words.name_verbs or any(a.tokens[j].lemma in words.name_nouns for j in a.dependents(verb, "obj"))
        )
        if not named:
            return None
        if a.tokens[verb].deprel.startswith("acl"):
            return a.tokens[verb].head
        subjects = a.dependents(verb, "nsubj", "nsubj:pass")
        return subjects[0] if subjects and a.tokens[subjects[0]].upos == "NOUN" else None
