"""What each draft is: event, modality, polarity, presupposition, time and place, from the model's view and the rules' hints."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from accordingto import events, modality, syntax
from accordingto.analysis import Analysis
from accordingto.attribution import Attribution, chain_stances
from accordingto.decide import moods, weighing
from accordingto.drafts import Draft, chains
from accordingto.features import Labels
from accordingto.meaning import Judgement
from accordingto.places import PlaceMention
from accordingto.setting import Setting
from accordingto.suggest import Seen
from accordingto.times import TimeMention
from accordingto.types import Link, Modality

M = TypeVar("M", TimeMention, PlaceMention)

_NOT_YET = ("planned", "conditional")
_KEEPING_BACK = ("COERCE", "REJECT", "SANCTION", "CONCEDE", "RETREAT")
"""Events that preventing or calling off something is itself."""


class Settled(msgspec.Struct, frozen=True):
    """A draft with what was decided of it.

    Attributes:
        draft: the draft.
        judged: the model's view of its words.
        decided: the decisions, with their reasons.
        coded: the event decided for.
        scene: when and where it is set.
        links: its chain, with everybody's stance.
        granted: whether it is presupposed and may be; False for what is itself said, and what is planned, denied or asked.
    """

    draft: Draft
    judged: Judgement
    decided: weighing.Decided
    coded: events.Coded | None
    scene: Setting
    links: tuple[Link, ...]
    granted: bool


def claims(seen: Seen, drafts: Sequence[Draft], judged: Iterable[Judgement], labels: Labels) -> list[Settled]:
    """Decide what each draft is.

    Args:
        seen: the document's hints.
        drafts: what is claimed, in which words.
        judged: the model's view of each.
        labels: the inventories of its scores.
    """
    dated: dict[int, list[int]] = {}
    for d in drafts:
        if d.scene.when is not None and d.predicate is not None:
            dated.setdefault(d.scene.when.first, []).append(d.predicate)
    settled = [_claim(seen, d, view, labels, dated) for d, view in zip(drafts, judged, strict=True)]
    own = {c.draft.predicate: c for c in settled if c.draft.predicate is not None}
    return [_as_its_noun(seen, c, own) for c in settled]


def _claim(seen: Seen, d: Draft, judged: Judgement, labels: Labels, dated: Mapping[int, Sequence[int]]) -> Settled:
    reading = moods.but_the_act_itself(seen, moods.of(seen, d), d.coded)
    said = moods.chain(seen, d, itself=is_said(seen, d))
    links = _links(seen, d, said, reading.modality)
    hinted = next(link.stance for link in reversed(links) if link.stance != "reported")
    hints = weighing.Hints(
        d.coded.type if d.coded else None,
        hinted,
        reading.polarity,
        (d.proposition is not None and d.proposition.presupposed and not reading.unreal) or reading.presupposed,
        moods.stated(seen, d, said, reading),
        moods.whence(seen, d, said, reading, hinted),
    )
    decided = weighing.claim(labels, judged, hints)
    coded = d.coded
    if decided.type is None:
        coded = None
    elif coded is None or coded.type != decided.type:
        word = weighing.trigger(judged, d.tokens)
        if not _others_words(seen, d, word):
            coded = events.code_as(seen.a, word, decided.type, decided.mode)
    granted = decided.presupposed and decided.modality in ("asserted", "alleged") and not (is_said(seen, d) or reading.unreal)
    return Settled(d, judged, decided, coded, _scene(seen, d, judged, dated), _restated(links, decided.modality), granted)


def _as_its_noun(seen: Seen, c: Settled, own: Mapping[int, Settled]) -> Settled:
    """A clause whose event a noun in it names is no more so than that noun ("is planning a **strike**", "foiled an **attack**"): where the
    noun is a claim of its own (``own``, by predicate), the event is told there and not here."""
    decided, noun = c.decided, _naming_noun(seen, c, own)
    if noun is None or (decided.modality, decided.polarity) != ("asserted", "positive"):
        return c
    if noun in own:
        told = own[noun].decided
        if told.modality in _NOT_YET or told.polarity == "negative":
            return _overruled(c, None, {"event": "O"}, {"event": weighing.Why("settling: told by its noun", (noun,))})
        return c
    reading = modality.of(seen.a, noun, stop=seen.stop, nominal=True)
    at = (reading.why if reading.why is not None else noun,)
    listed = c.draft.coded
    if reading.unreal and listed is not None and listed.sense is not None and listed.type in _KEEPING_BACK:
        return _overruled(c, listed, {"event": listed.type}, {})
    if reading.modality in _NOT_YET or reading.unreal:
        moods: dict[weighing.Notion, str] = {"modality": reading.modality, "polarity": reading.polarity}
        moods = {notion: label for notion, label in moods.items() if label != decided.weighed[notion].chosen}
        whence = dict.fromkeys(moods, weighing.Why(f"modality: {reading.rule or 'averted'}", at))
        return msgspec.structs.replace(_overruled(c, c.coded, moods, whence), granted=False)
    return c


def _overruled(
    c: Settled, coded: events.Coded | None, labels: Mapping[weighing.Notion, str], why: Mapping[weighing.Notion, weighing.Why]
) -> Settled:
    """A claim as the noun that names its event has it."""
    decided = weighing.overruled(c.decided, labels, why)
    if coded is not None and decided.type != c.decided.type:
        decided = msgspec.structs.replace(decided, mode=coded.mode)
    return msgspec.structs.replace(c, coded=coded, decided=decided, links=_restated(c.links, decided.modality))


def _naming_noun(seen: Seen, c: Settled, own: Mapping[int, Settled]) -> int | None:
    """The noun below a clause's verb that names its event: of the event's own word, or an object where the lexicon does not give the verb
    that type; by its claim, by the lexicon, or because the verb keeps it from being."""
    coded, predicate = c.coded, c.draft.predicate
    if coded is None or predicate is None:
        return None
    word = syntax.head(seen.a, range(coded.first, coded.last), coded.first)
    if word != predicate and word in own and seen.a.tokens[word].xpos == "VBG":
        return word  # "were on the verge of **attacking**"
    if seen.a.tokens[word].upos in ("NOUN", "PROPN"):
        above = seen.a.tokens[word].head
        near = above >= 0 and predicate in (above, seen.a.tokens[above].head)
        return word if near and (_type_of(seen, word, own) == coded.type or modality.averted(seen.a, word)) else None
    if (listed := c.draft.coded) is not None and listed.type == coded.type and listed.sense is not None:
        return None
    if seen.a.tokens[word].lemma.lower() in modality.lexicon().words.attempts:
        return None  # "attempted the rescue": the attempt is the event
    objects = [i for i in seen.a.children[word] if seen.a.tokens[i].deprel in ("obj", "obl", "nsubj:pass")]
    kept_back = coded.type not in _KEEPING_BACK
    return next((i for i in objects if _type_of(seen, i, own) == coded.type or (kept_back and modality.averted(seen.a, i))), None)


def _type_of(seen: Seen, i: int, own: Mapping[int, Settled]) -> str | None:
    """The type of the event that a noun names, by its own claim or by the lexicon."""
    told = own[i].coded if i in own else seen.coded.get(i) or events.code(seen.a, i)
    return told.type if told is not None else None


def _others_words(seen: Seen, d: Draft, i: int) -> bool:
    """Whether a word stands in what somebody says whom the claim does not cite ("there were reports of **beatings**"): its event is said
    there, not here."""
    token = seen.a.tokens[i]
    return bool(set(chains.around(seen, [(token.start, token.end)])) - set(d.chain))


def claims_nothing(seen: Seen, c: Settled) -> bool:
    """A fragment without a predicate that names no event and no figure ("Statement on the vote of the Assembly"), or a verb that only
    passes on what somebody says ("the ministry **insists** that the dam is safe"), where it is decided that it is no act of its own."""
    if c.coded is not None or c.draft.figure is not None:
        return False
    return c.draft.form == "fragment" or (c.draft.coded is not None and _only_passes_on(seen, c.draft))


def _only_passes_on(seen: Seen, d: Draft) -> bool:
    """Whether a draft's predicate is a verb of saying whose content is a claim beside it."""
    n = seen.cues.get(d.predicate) if d.predicate is not None and seen.a.tokens[d.predicate].upos == "VERB" else None
    return n is not None and seen.voices.attributions[n].stance == "asserted"


def is_said(seen: Seen, d: Draft) -> bool:
    """Whether a noun phrase is itself what somebody says ("spoke of **an attack on the convoy**"), or joined to it, and so not taken for
    granted."""
    if not d.chain or d.form != "nominal" or d.predicate is None:
        return False
    content = seen.voices.attributions[d.chain[-1]].content
    if len(content) == 1 and abs(content[0][0] - d.spans[0][0]) <= 1 and abs(content[0][1] - d.spans[-1][1]) <= 1:
        return True
    first = d.predicate
    while seen.a.rel(first) in ("conj", "appos"):  # lists are parsed as either
        first = seen.a.tokens[first].head
    above = seen.a.tokens[first].head
    return above >= 0 and not any(start <= seen.a.tokens[above].start < end for start, end in content)


# --- the chain


def _links(seen: Seen, d: Draft, said: Sequence[Attribution], local: Modality) -> tuple[Link, ...]:
    """The chain, outermost first: publisher, document speaker, whoever they cite (``said``, one for each number of the draft's chain)."""
    chain: list[Link] = [seen.speakers.publisher(seen.page.document.publisher)]
    if seen.speakers.in_body(d.spans[0][0]):
        chain.append(seen.speakers.document_speaker())
    taken = chain_stances(len(chain), said, local)
    own = chain[-1].name if chain[-1].how == "document" else None
    for n, cited in zip(d.chain, said, strict=True):
        if cited.speaks:
            link = seen.speakers.cited(n)
            chain.append(msgspec.structs.replace(link, name=own) if own and seen.speakers.own_office(cited) else link)
    return _once(msgspec.structs.replace(link, stance=stance) for link, stance in zip(chain, taken, strict=True))


def _once(chain: Iterable[Link]) -> tuple[Link, ...]:
    """The chain without anybody named again right behind himself: what the document's speaker rejects or asks in the third person is his
    own, and so is what "she said she had told" somebody. His stance is the outer one, or, where that only reports, the inner one."""
    found: list[Link] = []
    for link in chain:
        before = found[-1] if found and found[-1].how != "publisher" else None
        same = before is not None and (
            (link.name is not None and link.name == before.name) or _short_for(link, before) or _same_word(link, before)
        )
        if before is not None and same:
            inner = link.stance != "reported" and (before.how == "document" or before.stance == "reported")
            found[-1] = msgspec.structs.replace(before, stance=link.stance if inner else before.stance)
        else:
            found.append(link)
    return tuple(found)


def _same_word(link: Link, before: Link) -> bool:
    """ "He denied that he had asked": the same pronoun of somebody who is not known is the same person."""
    said, by = link.mention, before.mention
    return link.name is None is before.name and said is not None and by is not None and said.text.lower() == by.text.lower()


def _short_for(link: Link, before: Link) -> bool:
    """Whether a link is the document's speaker by the beginning of its name, what it is of or where being left out ("Ministry of Trade" for
    that of Togo, "Mission" for that in Gambia)."""
    whole, short = before.name or "", f"{link.name} "
    return before.how == "document" and link.name is not None and whole.startswith(short) and whole[len(short) :][:1].islower()


def _restated(links: tuple[Link, ...], modality: Modality) -> tuple[Link, ...]:
    """The chain with the stance that was decided for at its innermost link that does not only report."""
    at = max(n for n, link in enumerate(links) if link.stance != "reported")
    return (*links[:at], msgspec.structs.replace(links[at], stance=modality), *links[at + 1 :])


# --- time and place


def _scene(seen: Seen, d: Draft, judged: Judgement, dated: Mapping[int, Sequence[int]]) -> Setting:
    """The time and place of a claim; where the rules give none, those that the model is sure of, but no time of its own words that the
    tree gives to what stands below it ("promised to **reopen** the bridge in May"). ``dated``: the predicates that have a time, by its
    first token."""
    scene, own = d.scene, frozenset(d.tokens)
    near = {seen.a.sentence_of[i] for i in d.tokens}

    def beside(i: int) -> bool:
        return seen.a.sentence_of[i] in near

    def below(m: TimeMention | PlaceMention) -> bool:
        return m.first in own and any(d.predicate == seen.a.tokens[p].head and _is_content(seen.a, p) for p in dated.get(m.first, ()))

    if scene.when is None and (moment := _likeliest(judged, "when", seen.dated, beside, but=below)) is not None:
        scene = msgspec.structs.replace(scene, when=moment, when_carried=moment.first not in own)
    if scene.where is None and (place := _likeliest(judged, "where", seen.placed, beside)) is not None:
        scene = msgspec.structs.replace(scene, where=place, where_carried=place.first not in own)
    return scene


def _is_content(a: Analysis, p: int) -> bool:
    """Whether a clause is what its governor says, asks or means to do ("promised **to reopen**", "a plan **to reopen**")."""
    return a.rel(p) in ("xcomp", "ccomp") or (a.rel(p) == "acl" and a.tokens[p].xpos == "VB")


def _likeliest(
    judged: Judgement, part: str, mentions: Sequence[M], beside: Callable[[int], bool], but: Callable[[M], bool] | None = None
) -> M | None:
    """Of the mentions, in text order, the one in the model's window that has the part most surely, of those that are not ``but``."""
    last = judged.first + len(judged.parts)
    near = mentions[bisect_left(mentions, judged.first, key=_first) : bisect_left(mentions, last, key=_first)]
    if but is not None:
        near = [m for m in near if not but(m)]
    n = weighing.likeliest(judged, part, [(m.first, m.last) for m in near], beside)
    return near[n] if n is not None else None


def _first(mention: TimeMention | PlaceMention) -> int:
    return mention.first
