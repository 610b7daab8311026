"""When and where a claim is set: which of the times and places of a sentence belong to which claim.

An expression belongs to the event that it modifies: the nearest claim above it in the tree ("condemned the raid on 10 April": the raid).
It governs the clauses under it ("In 1986, X did A and B": both), and what a clause of place adds ("where they …") is where its antecedent
is. Words that say where are phrases with a preposition of place, what an act reaches, leaves or strikes, and the place in an event's own
noun phrase ("the shelling of X"); a place that acts is an actor.
"""

from collections.abc import Collection, Sequence
from functools import cache
from itertools import islice

import msgspec

from accordingto import language
from accordingto.analysis import Analysis
from accordingto.places import PlaceMention
from accordingto.times import TimeMention


class Clause(msgspec.Struct, frozen=True):
    """What is claimed: its predicate, its words, how it stands in the sentence, the type of its event."""

    predicate: int | None
    tokens: tuple[int, ...]
    form: str | None
    event: str | None


class Setting(msgspec.Struct, frozen=True):
    """When and where a claim is set; ``carried``: the words stand outside the claim's own."""

    when: TimeMention | None = None
    where: PlaceMention | None = None
    when_carried: bool = False
    where_carried: bool = False


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Prepositions, verbs and nouns of place; see ``lexicons/en/settings.toml``."""

    locative: frozenset[str]
    towards: frozenset[str]
    motion: frozenset[str]
    reached: frozenset[str]
    struck: frozenset[str]
    judging: frozenset[str]
    no_place: frozenset[str]
    standing: frozenset[str]
    areas: frozenset[str]
    sites: frozenset[str]


@cache
def _words() -> _Words:
    return language.load("settings", _Words)


def settle(
    analysis: Analysis, clauses: Sequence[Clause], times: Sequence[TimeMention], places: Sequence[PlaceMention]
) -> tuple[Setting, ...]:
    """When and where each claim is set.

    Args:
        analysis: the document's trees.
        clauses: the claims, in any order.
        times: its expressions of time; those without a value are passed over.
        places: its places.

    Returns:
        One setting a clause, in their order.
    """
    settler = _Settler(analysis, clauses)
    for mention in times:
        if mention.edtf:
            settler.date(mention)
    for place in places:
        settler.locate(place)
    return settler.settings()


_CARRYING_MARKS = frozenset(("when", "while", "as", "whereupon", "where"))
_SPANS = frozenset(("day", "date", "night", "week", "month", "year", "morning", "evening"))
_RELATIVE = "which"
_STEPS = 12
_PRECISE = {"settlement": 0, "area": 1, "region": 2, "country": 3}
_WORDS_ONLY = frozenset(("REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "CONSULT", "AGREE", "CONCEDE", "COOPERATE", "SANCTION"))


def _itself(edtf: str) -> str:
    """A day without "since" or "until" before it."""
    return edtf.removeprefix("../").removesuffix("/..")


def _of_what_stands(a: Analysis, place: PlaceMention) -> list[int]:
    """ "the clinic in X, which has forty beds": the relative clauses on something that stands in a place."""
    noun = a.tokens[place.head].head
    if noun < 0 or a.rel(place.head) != "nmod" or a.tokens[noun].lemma.lower() not in _words().sites:
        return []
    if not {a.tokens[j].form.lower() for j in a.dependents(place.head, "case")} & _words().locative:
        return []
    return [i for i in a.dependents(noun, "acl") if i > place.head and a.tokens[i].deprel == "acl:relcl"]


def _where_heads(a: Analysis, place: PlaceMention) -> list[int]:
    """The words that may head a clause of place: "X, where the families live"; of "the village of X in Y, where …" it tells of X."""
    noun = a.tokens[place.head].head if a.rel(place.head) in ("nmod", "appos", "flat") else place.head
    on_noun = (i for k in dict.fromkeys((place.head, noun)) if k >= 0 for i in a.dependents(k, "acl:relcl"))
    found = [i for i in on_noun if any(a.tokens[k].form.lower() == "where" and a.tokens[k].head == i for k in a.children[i])]
    sentence = a.sentences[a.sentence_of[place.last - 1]]
    opens = place.last + (place.last < sentence.last and a.tokens[place.last].form == ",")
    behind = opens < sentence.last and a.tokens[opens].form.lower() == "where"
    return found + [i for i in (a.ancestors(opens) if behind else ()) if i > opens]


def _told_beside(a: Analysis, i: int, place: PlaceMention, claimed: Collection[int]) -> bool:
    """ "the shooting in X in which two were hurt": a relative clause on an event's noun, behind the place of that event."""
    noun = a.tokens[i].head
    return noun >= 0 and a.tokens[noun].upos == "NOUN" and noun in claimed and noun < place.first < i


class _Settler:
    def __init__(self, analysis: Analysis, clauses: Sequence[Clause]) -> None:
        self.a, self.clauses = analysis, clauses
        self.inside = [frozenset(c.tokens) for c in clauses]
        self.of_predicate: dict[int, list[int]] = {}
        self.near: dict[int, list[int]] = {}
        for n, c in enumerate(clauses):
            if c.predicate is not None:
                self.of_predicate.setdefault(c.predicate, []).append(n)
            for s in dict.fromkeys(analysis.sentence_of[i] for i in c.tokens):
                self.near.setdefault(s, []).append(n)
        self.when: list[tuple[tuple[int, int], TimeMention] | None] = [None] * len(clauses)
        self.where: list[tuple[tuple[int, int, int, int], PlaceMention] | None] = [None] * len(clauses)

    # --- times

    def date(self, mention: TimeMention) -> None:
        """Give an expression to the claims that it belongs to; of several that one has, the nearest date stays."""
        for n, rank in self.owners(mention.head, mention.first, mention.last):
            self.hold(n, mention, rank)
        for n in self.told_of(mention.last):
            self.hold(n, msgspec.structs.replace(mention, edtf=_itself(str(mention.edtf))), 0)

    def hold(self, n: int, mention: TimeMention, rank: int) -> None:
        """Give an expression to a claim, unless it has a nearer or plainer one."""
        order = ({"date": 0, "interval": 0, "duration": 1, "present": 2, "set": 3}[mention.kind], rank)
        held = self.when[n]
        if held is None or order < held[0]:
            self.when[n] = (order, mention)

    def owners(self, head: int, first: int, last: int) -> list[tuple[int, int]]:
        """The claims of a phrase with their distance: of the nearest predicate above it, and whoever shares it."""
        beside = self.beside(first)
        if beside:
            return [(n, 0) for n in beside]
        above = [head, *islice(self.a.ancestors(head), _STEPS)]
        for rank, i in enumerate(above):
            found = [n for n in self.of_predicate.get(i, ()) if rank <= 2 or first in self.inside[n]]
            if not found:
                continue
            judged = self.judged(i, first) if rank <= 2 else []
            if judged:
                return [(n, 0) for n in judged]
            return [(n, rank) for n in (*found, *self.antecedents(i, first))]
        holding = [n for n in self.near.get(self.a.sentence_of[first], ()) if first in self.inside[n] and last - 1 in self.inside[n]]
        smallest = min(holding, key=lambda n: (len(self.clauses[n].tokens), self.clauses[n].tokens[0]), default=None)
        return [] if smallest is None else [(smallest, _STEPS)]

    def told_of(self, last: int) -> list[int]:
        """ "last Saturday, when a guard was hit", "22 April, the date on which the fighting resumed": the clause says what was then."""
        sentence = self.a.sentences[self.a.sentence_of[last - 1]]
        forms = [self.a.tokens[k].form.lower() for k in range(last, min(last + 6, sentence.last))]
        behind = 1 if forms[:1] == [","] else 0
        if forms[behind : behind + 1] == ["the"] and forms[behind + 1 : behind + 2] and forms[behind + 1] in _SPANS:
            behind += 2
        if forms[behind : behind + 2] in (["on", "which"], ["in", "which"]):
            behind += 1
        elif forms[behind : behind + 1] != ["when"]:
            return []
        opens = last + behind
        below = [i for i in self.a.ancestors(opens) if i > opens and i in self.of_predicate]
        return [] if not below else [*self.of_predicate[below[0]]]

    def beside(self, first: int) -> list[int]:
        """ "the homes blacked out on Monday were dark on Wednesday": a time behind a participle is the participle's."""
        i = first - 1 - self.prepositions(first)
        if i < 0 or self.a.sentence_of[i] != self.a.sentence_of[first]:
            return []
        if self.a.tokens[i].upos == "ADP" and i:  # "blacked out on"
            i -= 1
        if self.a.tokens[i].xpos != "VBN" or self.a.rel(i) != "acl" or self.a.tokens[i].deprel == "acl:relcl":
            return []
        return [*self.of_predicate.get(i, ()), *self.antecedents(i, first)] if i in self.of_predicate else []

    def antecedents(self, i: int, first: int) -> list[int]:
        """ "a ceasefire agreed in 2003": what a participle or relative clause says of an event is said of the event's noun as well."""
        if self.a.rel(i) != "acl":
            return []
        return [n for n in self.of_predicate.get(self.a.tokens[i].head, ()) if first in self.inside[n]]

    def judged(self, i: int, first: int) -> list[int]:
        """ "condemned the attack on 10 April": what is judged in words is what the time, or place, behind its noun is of."""
        if self.a.tokens[i].lemma.lower() not in _words().judging:
            return []
        for j in self.a.dependents(i, "obj", "obl", "nsubj:pass"):
            under = [k for k in self.a.subtree(j) if k < first and self.a.tokens[k].upos != "PUNCT"]
            if j < first and j in self.of_predicate and under and under[-1] == first - 1 - self.prepositions(first):
                return self.of_predicate[j]
        return []

    def prepositions(self, first: int) -> int:
        return 1 if first and self.a.tokens[first - 1].upos == "ADP" else 0

    # --- places

    def locate(self, place: PlaceMention) -> None:
        """Give a place to the claims that are set there; the nearest to the predicate stays."""
        for n in (*self.where_clauses(place), *(n for i in _of_what_stands(self.a, place) for n in self.of_predicate.get(i, ()))):
            if self.where[n] is None:
                self.where[n] = ((0, _PRECISE[place.kind], 0, 0), place)
        for n, rank in self.owners(place.head, place.first, place.last):
            order = self.says_where(place, n)
            if order is None:
                continue
            held = self.where[n]
            key = (order // 2, _PRECISE[place.kind], order, rank)
            if held is None or key < held[0]:
                self.where[n] = (key, place)

    def where_clauses(self, place: PlaceMention) -> list[int]:
        """The claims of the clause of place that tells what is somewhere."""
        return next(([*self.of_predicate[i]] for i in _where_heads(self.a, place) if i in self.of_predicate), [])

    def says_where(self, place: PlaceMention, n: int) -> int | None:
        """How plainly a place says where a claim is set, 0 the most; None where it does not."""
        clause, words = self.clauses[n], _words()
        head, steps = place.head, 0
        while steps < 6:
            cases = {self.a.tokens[j].form.lower() for j in self.a.dependents(head, "case")} | self.adverb(place)
            if cases & words.locative:
                return 0 if cases & {"in", "at", "near", "inside", "outside"} else 1
            above = self.a.tokens[head].head
            if cases & words.towards and above >= 0 and self.moves(above, clause):
                return 2
            if cases & words.towards - {"of"} or above < 0:
                break
            if head == clause.predicate:
                break
            if self.touched(head, above, place, clause):
                return 1
            if not self.part_of(head, above, place):
                break
            head, steps = above, steps + 1
        return self.stands(place, clause)

    def adverb(self, place: PlaceMention) -> set[str]:
        """ "there", "here" need no preposition."""
        return {"in"} if self.a.tokens[place.head].upos == "ADV" else set()

    def moves(self, above: int, clause: Clause) -> bool:
        """A verb or noun of motion governs "to X", "from X"."""
        token = self.a.tokens[above]
        return token.lemma.lower() in _words().motion or clause.event in ("RETREAT", "MOBILIZE")

    def touched(self, head: int, above: int, place: PlaceMention, clause: Clause) -> bool:
        """What an act reaches, leaves or strikes: "reached X", "shelled the market of X", "the shelling of X"."""
        words, token = _words(), self.a.tokens[above]
        relation = self.a.tokens[head].deprel
        lemma = token.lemma.lower()
        if lemma in words.reached:
            return relation in ("obj", "obl", "nsubj:pass", "nmod") or self.a.rel(head) == "conj"
        struck = lemma in words.struck or (
            clause.event in ("ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "PROTEST") and above == clause.predicate
        )
        if place.kind == "country":
            return False
        if struck and relation in ("obj", "obl", "nsubj:pass", "nmod", "compound", "nmod:poss"):
            return True
        return above == clause.predicate and token.upos == "NOUN" and relation in ("nmod", "compound")

    def part_of(self, head: int, above: int, place: PlaceMention) -> bool:
        """ "the region of X", "the health centre of X", "X airport": through the noun of what stands in a place."""
        relation = self.a.rel(head)
        if relation == "conj":
            return True
        if relation not in ("nmod", "appos", "flat", "compound", "amod"):
            return False
        lemma = self.a.tokens[above].lemma.lower()
        if lemma in _words().areas or self.a.tokens[above].upos == "PROPN":
            return True
        return place.kind != "country" and self.a.tokens[above].upos in ("NOUN", "SYM", "NUM") and lemma not in _words().no_place

    def stands(self, place: PlaceMention, clause: Clause) -> int | None:
        """ "X is calm", "citizens of X were killed": a state of the place itself, and what happens to those who are of it."""
        if place.kind == "country" or clause.predicate is None:
            return None
        above = self.a.tokens[place.head].head
        top = place.head
        if above >= 0 and above != clause.predicate and self.part_of(top, above, place):
            top, above = above, self.a.tokens[above].head  # "the X crossing was open"
        if above == clause.predicate and self.a.rel(top) == "nsubj":
            stays = self.a.dependents(clause.predicate, "cop") or self.a.tokens[clause.predicate].lemma.lower() in _words().standing
            undergoes = self.a.tokens[top].deprel == "nsubj:pass"
            return 3 if (stays and clause.event is None) or undergoes else None
        of = any(self.a.tokens[j].form.lower() == "of" for j in self.a.dependents(place.head, "case"))
        if place.kind != "settlement" or not of or above < 0 or self.a.tokens[above].lemma.lower() in _words().no_place:
            return None
        taking_part = self.a.tokens[above].head == clause.predicate and self.a.rel(above) in ("nsubj", "obj", "obl")
        return 3 if taking_part and clause.event not in _WORDS_ONLY else None

    # --- what reaches further

    def settings(self) -> tuple[Setting, ...]:
        """The settings, with what a clause has from the one that governs it."""
        order = sorted(range(len(self.clauses)), key=self.depth)
        times: list[tuple[TimeMention, bool] | None] = [
            held and (held[1], self.outside(n, held[1].first)) for n, held in enumerate(self.when)
        ]
        spots: list[tuple[PlaceMention, bool] | None] = [
            held and (held[1], self.outside(n, held[1].first)) for n, held in enumerate(self.where)
        ]
        for n in order:
            up, edge = self.governor(n)
            if up is None:
                continue
            above_time, above_spot = times[up], spots[up]
            if times[n] is None and above_time is not None and self.carries_time(edge, n, up, above_time[0]):
                times[n] = (above_time[0], self.outside(n, above_time[0].first))
            if spots[n] is None and above_spot is not None and self.carries_place(edge, n, above_spot[0]):
                spots[n] = (above_spot[0], self.outside(n, above_spot[0].first))
        return tuple(
            Setting(t[0] if t else None, s[0] if s else None, bool(t and t[1]), bool(s and s[1])) for t, s in zip(times, spots, strict=True)
        )

    def outside(self, n: int, first: int) -> bool:
        return first not in self.inside[n]

    def depth(self, n: int) -> int:
        predicate = self.clauses[n].predicate
        return len(list(self.a.ancestors(predicate))) if predicate is not None else 0

    def governor(self, n: int) -> tuple[int | None, str]:
        """The claim of the nearest predicate above, and by what relation this one hangs on it."""
        i = self.clauses[n].predicate
        if i is None:
            return None, ""
        edge = self.edge(i)
        for _ in range(4):
            i = self.a.tokens[i].head
            if i < 0:
                break
            found = [m for m in self.of_predicate.get(i, ()) if m != n]
            if found:
                return next((m for m in found if self.when[m] or self.where[m]), found[0]), edge
            if edge not in ("conj", "xcomp"):
                break
        return None, edge

    def edge(self, i: int) -> str:
        """The relation, of adverbial and relative clauses with the word that opens them."""
        relation = self.a.rel(i)
        if relation == "acl" and self.a.tokens[i].deprel == "acl:relcl":
            opening = [self.a.tokens[k].form.lower() for k in self.a.subtree(i) if self.a.tokens[k].xpos in ("WRB", "WDT", "WP")]
            return "where" if opening[:1] == ["where"] else _RELATIVE
        if relation in ("advcl", "acl"):
            marks = [self.a.tokens[k].form.lower() for k in self.a.dependents(i, "mark", "advmod") if k < i]
            if marks[:1] and marks[0] in _CARRYING_MARKS:
                return marks[0]
            return "participle" if self.a.tokens[i].xpos in ("VBG", "VBN") and not marks else "other"
        return relation

    def carries_time(self, edge: str, n: int, up: int, mention: TimeMention) -> bool:
        """Whether the time of the governing claim holds for this one."""
        i, above = self.clauses[n].predicate, self.clauses[up].predicate
        if i is None or above is None or self.clauses[n].form == "nominal":
            return False
        fronted = mention.first < min([above, *self.a.dependents(above, "nsubj")])
        if edge == "conj":
            return fronted or (not self.a.dependents(i, "nsubj") and mention.first < i)
        if edge == _RELATIVE:
            return self.a.tokens[above].upos in ("NOUN", "PROPN") and mention.first < i
        return edge in _CARRYING_MARKS or edge in ("participle", "xcomp")

    def carries_place(self, edge: str, n: int, place: PlaceMention) -> bool:
        """Whether the place of the governing claim holds for this one."""
        i = self.clauses[n].predicate
        if i is None or self.clauses[n].form == "nominal":
            return False
        if edge == "conj":
            return not self.a.dependents(i, "nsubj") and place.first < i
        return edge in (*_CARRYING_MARKS, "participle") or (edge == _RELATIVE and _told_beside(self.a, i, place, self.of_predicate))
