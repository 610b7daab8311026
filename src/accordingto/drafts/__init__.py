"""What a document claims, in which words and according to whom, before it is decided what that is.

drafts.find(seen)       propositions, what is said that holds none, figures; each with its chain, time and place as the rules see them
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from accordingto import events, figures, propositions, setting
from accordingto.analysis import Analysis
from accordingto.attribution import Attribution
from accordingto.drafts import chains, passing, stretches
from accordingto.figures import holding
from accordingto.propositions import Proposition
from accordingto.suggest import Seen


class Draft(msgspec.Struct, frozen=True):
    """A claim in the making.

    Attributes:
        tokens: its words.
        predicate: the token that heads them.
        proposition: the clause or noun that it is; None: a content, or a figure of its own.
        coded: the event that the lexicon or the event head gives.
        chain: the numbers of the attributions around it, outermost first.
        spans: its words as character spans.
        figure: the figure that it holds.
        scene: when and where the rules set it.
    """

    tokens: tuple[int, ...]
    predicate: int | None
    proposition: Proposition | None
    coded: events.Coded | None
    chain: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    figure: figures.FigureMention | None = None
    scene: setting.Setting = setting.Setting()

    @property
    def form(self) -> propositions.Form | None:
        """The construction of its proposition."""
        return self.proposition.form if self.proposition else None


_HELPING = frozenset({"AUX", "PUNCT", "CCONJ", "SCONJ", "DET", "ADP", "PART"})
"""Words that claim nothing without another."""
_APART = ("conj", "advcl")
"""What stands beside an act that is asked for is asked for by itself."""


def find(seen: Seen) -> list[Draft]:
    """The drafts of a document, in text order."""
    nominal = {i for i in seen.coded if seen.a.tokens[i].upos in ("NOUN", "PROPN")}
    reporting = passing.reporting(seen)
    asked = frozenset(_undertaken(seen))
    said = propositions.find(seen.a, nominal=nominal, merged=_merged(seen), reporting=reporting, asked=asked, skip=seen.silent)
    found = [d for p in said if _has_words(seen, d := _draft(seen, p, asked)) and (p.predicate in asked or not _only_speaks(seen, d))]
    found += _contents(seen, [d for d in found if d.chain])
    found = _set(seen, _with_figures(seen, found))
    return sorted(_distinct(found), key=lambda d: (d.spans[0][0], d.spans[-1][1]))


def _has_words(seen: Seen, d: Draft) -> bool:
    """Whether more is left of a draft than helping words ("was", its participle being said elsewhere)."""
    return bool(d.spans) and any(seen.a.tokens[i].upos not in _HELPING for i in d.tokens)


def _draft(seen: Seen, p: Proposition, asked: Collection[int]) -> Draft:
    """A proposition in its own words, without who says it."""
    tokens = tuple(stretches.without_label(seen, _with_content(seen, p, stretches.without_asides(seen, p))))
    p = p if tokens == p.tokens else msgspec.structs.replace(p, tokens=tokens)
    spans = stretches.spans(seen.a, p.tokens)
    coded = seen.coded.get(p.predicate) or (embedded(seen, p.predicate, asked) if p.predicate not in seen.cues else None)
    return Draft(p.tokens, p.predicate, p, coded, chains.of(seen, p) if spans else (), spans)


def _with_content(seen: Seen, p: Proposition, tokens: Sequence[int]) -> Sequence[int]:
    """The words of a speech act with what is said in it ("the company promised **that the mine would reopen**"), as its sentence has it."""
    n = seen.cues.get(p.predicate)
    if n is None or p.form == "nominal":
        return tokens
    own = seen.a.sentence_of[p.predicate]
    said = [i for span in seen.voices.attributions[n].content for i in seen.within(span) if seen.a.sentence_of[i] == own]
    return stretches.trimmed(seen.a, sorted({*tokens, *said}))


def _only_speaks(seen: Seen, d: Draft) -> bool:
    return d.predicate is not None and d.coded is None and passing.only_speaks(seen, d.predicate, d.tokens)


def _merged(seen: Seen) -> dict[int, int]:
    """Event nouns that lie inside another event's trigger ("carried out an attack")."""
    return {
        j: i
        for i, c in seen.coded.items()
        for j in range(c.first, c.last)
        if j != i and j in seen.coded and seen.a.tokens[i].upos == "VERB"
    }


def embedded(seen: Seen, i: int, asked: Collection[int] = ()) -> events.Coded | None:
    """The event of an open complement: "decided to launch an attack" codes the attack; not of one that is said by itself (``asked``)."""
    for j in seen.a.dependents(i, "xcomp"):
        if j not in asked and (coded := seen.coded.get(j) or embedded(seen, j, asked)):
            return coded
    return None


def _contents(seen: Seen, inside: Sequence[Draft]) -> list[Draft]:
    """What is said where it holds no clause or event of its own: the content is the claim.

    So it is where only a noun inside it has one: of "a request to free the men held in May" that they were held is no request.
    """
    headed: dict[int, set[int | None]] = {}
    for d in inside:
        headed.setdefault(d.chain[-1], set()).add(d.predicate)
    parents = {x.parent for x in seen.voices.attributions}
    drafts = []
    for n, said in enumerate(seen.voices.attributions):
        if n in parents:
            continue
        tokens = stretches.trimmed(seen.a, (i for span in said.content for i in seen.within(span)))
        if n in headed:
            if not tokens or (i := stretches.head(seen.a, tokens)) in headed[n] or not (_to_do(seen, said, i) or _to_give(seen, said, i)):
                continue
            beside = ("acl",) if seen.a.tokens[i].upos != "VERB" else _APART
            apart = {k for p in headed[n] if p is not None and seen.a.rel(p) in beside for k in seen.a.subtree(p)}
            tokens = stretches.trimmed(seen.a, (k for k in tokens if k not in apart)) if i not in apart else tokens
        chain = tuple(chains.around(seen, said.content)) if tokens else ()
        if len(tokens) >= (1 if _says_much(seen, chain, tokens) else 2) and not seen.silent(
            seen.a.sentences[seen.a.sentence_of[tokens[0]]]
        ):
            head = stretches.head(seen.a, tokens)
            if chain and chains.reaches(seen, n, head):
                coded = seen.coded.get(head) or embedded(seen, head)
                drafts.append(Draft(tokens, head, None, coded, chain, stretches.spans(seen.a, tokens)))
    return drafts


def _undertaken(seen: Seen) -> Iterator[int]:
    """The words that head what whoever speaks asks for or means to do in his own name ("we urge both sides **to talk**", "the Ministry asks
    its partners for **eight transformers**"), and what somebody is ready to do ("is prepared **to talk**")."""
    a = seen.a
    for said in seen.voices.undertaken:
        tokens = stretches.trimmed(a, (i for span in said.content for i in seen.within(span)))
        if tokens and a.tokens[head := stretches.head(a, tokens)].head == said.cue_token:
            yield head
            if a.tokens[head].upos in ("NOUN", "PROPN"):
                yield from (j for j in (*a.dependents(head, "conj"), *_list(a, head)) if a.tokens[j].upos in ("NOUN", "PROPN"))
    yield from propositions.meant(a)


def _list(a: Analysis, head: int) -> list[int]:
    """The further items of a list without a conjunction, which parsers take for appositions: "photographs, a report, the weapon"."""
    found = [*a.dependents(head, "appos")]
    for i in found:
        found += a.dependents(i, "appos")
    return found if len(found) > 1 else []


def _says_much(seen: Seen, chain: Sequence[int], tokens: Sequence[int]) -> bool:
    """Whether one word is a claim: taken back ("rumours of **cholera** are false"), or the name of an event ("reports of **shelling**")."""
    if all(seen.a.tokens[i].upos == "PRON" for i in tokens):
        return False
    judged = any(x.judges or x.verdict is not None or x.stance == "denied" for x in (seen.voices.attributions[n] for n in chain))
    return judged or any(i in seen.coded for i in tokens)


def _to_do(seen: Seen, said: Attribution, i: int) -> bool:
    """The infinitive of what asks or promises: "a request **to free** the men", "urged the mayor **to ground** the boats until …"."""
    return seen.a.tokens[i].upos == "VERB" and seen.a.rel(i) in ("acl", "xcomp") and seen.a.tokens[i].head == said.cue_token


def _to_give(seen: Seen, said: Attribution, i: int) -> bool:
    """A thing that is asked for, where what is said of it is another claim: "asked for **eight boats**, without which nobody can go"."""
    thing = seen.a.tokens[i].upos in ("NOUN", "PROPN") and seen.a.rel(i) in ("obl", "obj")
    return said.stance == "demanded" and thing and seen.a.tokens[i].head == said.cue_token


def _with_figures(seen: Seen, drafts: Sequence[Draft]) -> list[Draft]:
    """Each figure with the claim that holds it, or as one of its own (:mod:`accordingto.figures.holding`)."""
    found = list(drafts)
    speaking = frozenset(i for x in seen.voices.attributions for span in (*x.source, *x.cue) for i in seen.within(span))
    for held in holding.settle(seen.a, [d.tokens for d in drafts], seen.figures, speaking):
        spans = stretches.spans(seen.a, stretches.trimmed(seen.a, held.words))
        if held.claim is None:
            chain = tuple(chains.around(seen, [(held.figure.start, held.figure.end)]))
            coded = seen.coded.get(held.predicate) if held.predicate is not None else None
            found.append(Draft(held.words, held.predicate, None, coded, chain, spans, held.figure))
        elif held.words:
            holder = found[held.claim]
            found.append(msgspec.structs.replace(holder, figure=held.figure, spans=spans or holder.spans))
        else:
            found[held.claim] = msgspec.structs.replace(found[held.claim], figure=held.figure)
    return found


def _set(seen: Seen, drafts: Sequence[Draft]) -> list[Draft]:
    """Each draft with its time and place as the rules see them (:mod:`accordingto.setting`)."""
    clauses = [setting.Clause(d.predicate, d.tokens, d.form, d.coded.type if d.coded else None) for d in drafts]
    scenes = setting.settle(seen.a, clauses, seen.times, seen.places)
    return [msgspec.structs.replace(d, scene=_of_its_own(seen, d, scene)) for d, scene in zip(drafts, scenes, strict=True)]


def _of_its_own(seen: Seen, d: Draft, scene: setting.Setting) -> setting.Setting:
    """ "40 boats in 2023 and 12 boats in 2022": a figure has the time that hangs on what it counts."""
    own = [t for t in seen.times if t.edtf and d.figure and seen.a.tokens[t.head].head == d.figure.head and t.first >= d.figure.last]
    return msgspec.structs.replace(scene, when=own[0], when_carried=False) if own and scene.when not in own else scene


def _distinct(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts with other words, other speakers or another figure; of the same words the first stays."""
    seen: dict[tuple[object, ...], Draft] = {}
    for d in drafts:
        key = (d.spans, d.chain, d.coded.type if d.coded else None, (d.figure.start, d.figure.end) if d.figure else None)
        seen.setdefault(key, d)
    return list(seen.values())
