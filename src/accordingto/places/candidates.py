"""Which names of a text are places: what the encoder marks, what the tables have, what its words make one."""

from accordingto import gazetteer, syntax, world
from accordingto.analysis import Analysis, Entity
from accordingto.inflection import is_plural, singular
from accordingto.places.mentions import Name


def candidates(analysis: Analysis) -> list[Name]:
    """Names of places from left to right, none inside another."""
    people = {
        analysis.tokens[i].form for e in analysis.entities if e.type == "PER" and e.last - e.first > 1 for i in range(e.first, e.last)
    }
    people -= {w for name in _established(analysis) for w in name.split()}
    known = _established(analysis)
    found: list[Name] = []
    i, n = 0, len(analysis.tokens)
    while i < n:
        if (body := _body_end(analysis, i)) is not None:
            i = body
            continue
        name, after = _established_at(analysis, i, known) or _candidate(analysis, i, people)
        if name:
            found.append(name)
        i = max(i + 1, after)
    return found


def _body_end(analysis: Analysis, i: int) -> int | None:
    """The end of the long name of an organisation that begins at a token: "Economic Community of **West African States**" names no place,
    however the encoder cuts it."""
    if not capital(analysis.tokens[i].form):
        return None
    known, end = world.load(), analysis.sentences[analysis.sentence_of[i]].last
    for last in range(min(i + known.longest.get(analysis.tokens[i].form.lower(), 0), end), i + _SHORT_NAME, -1):
        entry = known.names.get(world.words_of(analysis.words(i, last)))
        if entry is not None and entry.kind == "organisation" and capital(analysis.tokens[last - 1].form):
            return last
    return None


def _established(analysis: Analysis) -> frozenset[str]:
    """Names that no table has and that the document uses as places: more often than as anything else, and once where a place stands."""
    places: dict[str, int] = {}
    others: dict[str, int] = {}
    for entity in analysis.entities:
        name = analysis.words(entity.first, entity.last).removesuffix("'s").removesuffix("’s")
        if gazetteer.known(name) or len(name) < 4 or never(name):
            continue
        if entity.type == "LOC" or _stands_as_place(analysis, entity):
            places[name] = places.get(name, 0) + 1 + _stands_as_place(analysis, entity)
        elif _acts_as_person(analysis, entity):
            others[name] = others.get(name, 0) + 2
    return frozenset(name for name, count in places.items() if count >= 2 and count > others.get(name, 0))


def never(name: str) -> bool:
    """Whether a word of a name makes it none of a place; a direction does only by itself ("the West", but "Erez West")."""
    words, lexicon = name.lower().split(), gazetteer.words()
    return any(w in lexicon.never and (w not in lexicon.directions or len(words) == 1) for w in words)


def before_feature(analysis: Analysis, last: int) -> bool:
    """ "the Rafah crossing", "the Bra garrison": a common noun for something that stands in one place follows the name."""
    if last >= len(analysis.tokens) or analysis.sentence_of[last] != analysis.sentence_of[last - 1]:
        return False
    token, words = analysis.tokens[last], gazetteer.words()
    return token.form.islower() and token.upos == "NOUN" and (token.form in words.feature or token.form in words.facility)


def _stands_as_place(analysis: Analysis, entity: Entity) -> bool:
    """ "in X", "near X", "the village of X" — of a verb, or of a noun that is no feeling ("confidence in X")."""
    i = entity.first - 1
    if i < 0 or analysis.sentence_of[i] != analysis.sentence_of[entity.first]:
        return False
    if _called_a_place(analysis, entity.first) or (entity.type != "PER" and before_feature(analysis, entity.last)):
        return True
    words, before = gazetteer.words(), analysis.tokens[i].form.lower()
    if before not in words.inside:
        return False
    head = syntax.head(analysis, range(entity.first, entity.last), entity.first)
    return entity.type == "LOC" or before not in words.loose_inside or analysis.rel(head) == "obl"


def _acts_as_person(analysis: Analysis, entity: Entity) -> bool:
    """The subject of a verb, or behind an honorific or title."""
    head = syntax.head(analysis, range(entity.first, entity.last), entity.first)
    if entity.type != "PER":
        return False
    above = analysis.tokens[head].head
    return analysis.rel(head) == "nsubj" and above >= 0 and analysis.tokens[above].upos == "VERB"


def _established_at(analysis: Analysis, i: int, known: frozenset[str]) -> tuple[Name, int] | None:
    """A name that the document has established, however this mention of it is marked."""
    if not known or not (_begins_a_name(analysis, i)) or analysis.tokens[i].upos not in ("PROPN", "NOUN", "ADJ"):
        return None
    for last in range(min(i + _LONG_NAME, analysis.sentences[analysis.sentence_of[i]].last), i, -1):
        words = analysis.words(i, last)
        if words in known:
            if (
                last < len(analysis.tokens)
                and analysis.tokens[last].upos == "PROPN"
                and last in analysis.entity_of
                and analysis.tokens[last].head < last
            ):
                return None  # "Kiriwa Dam Authority"
            return _presented(analysis, i, last, True), last
    return None


def _candidate(analysis: Analysis, i: int, people: set[str]) -> tuple[Name | None, int]:
    """The name that begins at a token, and where to read on."""
    token = analysis.tokens[i]
    if not (_begins_a_name(analysis, i) or token.form in gazetteer.words().name_prefixes):
        return None, i + 1
    if token.start and analysis.text[token.start - 1] in "-–" and i not in analysis.entity_of:
        return None, i + 1  # the second half of "Euro-Atlantic"
    entity = analysis.entity_of.get(i)
    if entity and entity.type != "LOC":
        if i == entity.first and _place_after_all(analysis, entity, people):
            return _presented(analysis, i, entity.last, False), entity.last
        return None, entity.last
    marked_to = _marked_end(analysis, i) if entity else i
    last = _longest(analysis, i, marked_to if entity else None)
    if entity and (last is None or last < marked_to) and i == entity.first:
        return _marked(analysis, i, marked_to, last)
    named = last is None and not entity and token.upos == "PROPN"
    if named and (_called_a_place(analysis, i) or _definite_before_feature(analysis, i)):
        last = _name_end(analysis, i)
        return _presented(analysis, i, last, True), last
    if last is None or (not entity and not _placelike(analysis, i, last, people)):
        return None, i + 1
    return _presented(analysis, i, last, entity is not None), last


_SHORT_NAME = 2  # tokens: what is no longer may be a place as well
_LONG_NAME = 7  # tokens: "al-Nahr al-Abyad" is six


def _begins_a_name(analysis: Analysis, i: int) -> bool:
    """A capital, or the Arabic article before one, which stands in lower case: "al-Shifa"."""
    form = analysis.tokens[i].form
    after = analysis.tokens[i + 2].form if i + 2 < len(analysis.tokens) and analysis.tokens[i + 1].form == "-" else ""
    return capital(form) or (after[:1].isupper() and form in gazetteer.words().articles)


def capital(words: str) -> bool:
    """Whether words begin with a capital, behind the Arabic article or without."""
    if words[:1].isupper():
        return True
    article, hyphen, name = words.partition("-")
    return bool(hyphen) and name[:1].isupper() and article in gazetteer.words().articles


def _definite_before_feature(analysis: Analysis, i: int) -> bool:
    """ "the Okuk bridge": behind an article or preposition, a name that nothing else in the text explains, before such a noun."""
    before = analysis.tokens[i - 1] if i else None
    last = _name_end(analysis, i)
    return before is not None and before.upos in ("DET", "ADP") and before_feature(analysis, last) and not never(analysis.words(i, last))


def _called_a_place(analysis: Analysis, i: int) -> bool:
    """ "The village of X", "the towns of X and Y": a name that only its words make a place."""
    before = _of_what(analysis, i, analysis.sentences[analysis.sentence_of[i]].first)
    return before in gazetteer.words().settlement and analysis.tokens[i - 1].upos != "NOUN"


def _name_end(analysis: Analysis, i: int) -> int:
    """The end of the run of capitalised names that begins at a token."""
    end = analysis.sentences[analysis.sentence_of[i]].last
    last = i + 1
    while last < end and last not in analysis.entity_of and (analysis.tokens[last].upos == "PROPN" or _joins(analysis, last)):
        last += 1
    return last


def _joins(analysis: Analysis, i: int) -> bool:
    """The hyphen in "al-Nahr" and the article of a name's second word."""
    if analysis.tokens[i].form == "-":
        return (
            i + 1 < len(analysis.tokens)
            and analysis.tokens[i + 1].form[:1].isupper()
            and analysis.tokens[i + 1].start == analysis.tokens[i].end
        )
    return _begins_a_name(analysis, i)


def _place_after_all(analysis: Analysis, entity: Entity, people: set[str]) -> bool:
    """Whether a mention marked as a person or organisation is used as a place and nobody in the text is called so."""
    whole = analysis.words(entity.first, entity.last)
    if whole in people:
        return False
    return _called_a_place(analysis, entity.first) or (gazetteer.known(whole) and _placelike(analysis, entity.first, entity.last, people))


def _marked_end(analysis: Analysis, i: int) -> int:
    """The end of the mention that covers a token, with mentions of places that follow at once: the encoder may cut one in two."""
    last = analysis.entity_of[i].last
    end = analysis.sentences[analysis.sentence_of[i]].last
    while last < end:
        if last in analysis.entity_of and analysis.entity_of[last].type == "LOC":
            last = analysis.entity_of[last].last
        elif last not in analysis.entity_of and analysis.tokens[last - 1].form in gazetteer.words().articles and _joins(analysis, last):
            last += 2  # "Jisr al" of "Jisr al-Milh"
        elif last not in analysis.entity_of and analysis.tokens[last].form.islower() and _begins_a_name(analysis, last):
            last += 1  # "Jisr"
        else:
            break
    return last


_ENDS = frozenset((",", "'s", "’s", "-"))


def _marked(analysis: Analysis, first: int, last: int, known: int | None) -> tuple[Name | None, int]:
    """A mention that the encoder marks and no table has as a whole: "Kursk region", "Tell Abyad bridge", a village."""
    words = gazetteer.words()
    while last - 1 > first and analysis.tokens[last - 1].form.lower() in words.region | words.settlement | {"'s", "’s"}:
        last -= 1
    if known is not None and analysis.tokens[known - 1].form[0].isupper() and known < last:
        rest = [analysis.tokens[k].form.lower() for k in range(known, last)]
        lower_feature = rest[0] in words.feature and analysis.tokens[known].form.islower()
        if lower_feature or rest[0] in words.region | words.settlement or rest[0] in words.list_marks | _ENDS:
            return _presented(analysis, first, known, True), known
    return _presented(analysis, first, last, True), last


def _longest(analysis: Analysis, i: int, limit: int | None) -> int | None:
    """The end of the longest name in the tables that begins at token ``i``; the sentence (or entity) bounds it."""
    sentence = analysis.sentences[analysis.sentence_of[i]]
    end = min(i + 7, sentence.last)
    for last in range(end, i, -1):
        final = analysis.tokens[last - 1]
        if not final.form[:1].isupper() and not (last - i > 1 and final.form[:1].islower() and final.upos in ("NOUN", "PROPN", "ADJ")):
            continue
        if any(analysis.tokens[k].form in (",", ";", ":", "(", ")") for k in range(i, last)):
            continue
        words = analysis.words(i, last)
        if gazetteer.country(words):
            return last if written_as_country(words) else None
        if gazetteer.areas(words, worded=True) or gazetteer.settlements(words):
            return last
    return limit if limit and limit > i and gazetteer.known(analysis.words(i, limit)) else None


def written_as_country(words: str) -> bool:
    """ "US" is a state, "Us" is none."""
    return len(words) > 3 or words.isupper() or "." in words


def _placelike(analysis: Analysis, first: int, last: int, people: set[str]) -> bool:
    """Whether an unmarked name in the tables is used as a place: a state anywhere, another where its words say so."""
    head = analysis.tokens[last - 1]
    if analysis.tokens[first].form in people or all(analysis.tokens[k].upos not in ("PROPN", "NOUN") for k in range(first, last)):
        return False
    words = analysis.words(first, last)
    if analysis.rel(last - 1) in ("compound", "flat") and analysis.tokens[head.head].upos == "PROPN" and head.head >= last:
        above = analysis.tokens[head.head].form.lower()
        if above not in gazetteer.words().region | gazetteer.words().settlement:
            return False
    if analysis.rel(last - 1) == "flat" and head.head < first:
        return False
    if _in_longer_name(analysis, first, last):
        return False
    if gazetteer.country(words):
        return True
    if len(words) < 4 and words.isupper():
        return False
    presented = _presented(analysis, first, last, False)
    if presented.reading or before_feature(analysis, last):
        return True
    areas = gazetteer.areas(words)
    if any(a.rank for a in areas) and (last - first > 1 or len(words) > 5):
        return True
    if not _located(analysis, first):
        return False
    return bool(areas) or _large(words)


def _large(words: str) -> bool:
    """Whether an unmarked name is large enough to be meant; one that is only another spelling has to be larger."""
    return any(
        p.population >= (50_000 if gazetteer.folded(p.name) == gazetteer.folded(words) else 300_000)
        for p in gazetteer.settlements(words)[:1]
    )


def _in_longer_name(analysis: Analysis, first: int, last: int) -> bool:
    """ "George Martin", "Stevens Creek": a capitalised word of the same name stands before or after."""
    tokens = analysis.tokens
    if last < len(tokens) and tokens[last].upos == "PROPN" and analysis.rel(last) == "flat" and first <= tokens[last].head < last:
        return True
    before = tokens[first - 1] if first else None
    if before is None or before.upos != "PROPN" or not first <= before.head < last:
        return False
    return analysis.rel(first - 1) in ("compound", "flat", "nummod")


def _located(analysis: Analysis, first: int) -> bool:
    """Whether a preposition of place stands before the name, or it continues a list of places that has one."""
    locative = gazetteer.words().locative
    i, steps = first - 1, 0
    while i >= 0 and steps < 5 and analysis.sentence_of[i] == analysis.sentence_of[first]:
        token = analysis.tokens[i]
        if token.form.lower() in locative:
            return token.upos in ("ADP", "SCONJ", "PART")
        if token.upos not in ("DET", "ADJ", "PROPN", "CCONJ", "PUNCT") and token.form.lower() not in gazetteer.words().settlement:
            return False
        i, steps = i - 1, steps + 1
    return False


def _presented(analysis: Analysis, first: int, last: int, marked: bool) -> Name:
    """The name with the words that say what it is: "X region", "the province of X", "the village of X"."""
    words = gazetteer.words()
    tokens, sentence = analysis.tokens, analysis.sentences[analysis.sentence_of[first]]
    after = tokens[last].form.lower() if last < sentence.last else ""
    if gazetteer.country(analysis.words(first, last)) or (last - first > 1 and gazetteer.areas(analysis.words(first, last))):
        return Name(first, last, first, last, "", marked, "")
    if after in words.region and is_plural(after):
        return Name(first, last + 1, first, last, "region", marked, singular(after))
    if after in words.region and not (after in words.other_regions and _verb_or_other(analysis, last)):
        return Name(first, last + 1, first, last, "region", marked, after)
    if after in words.behind_names:
        return Name(first, last + 1, first, last, "settlement", marked, after)
    inner = tokens[last - 1].form.lower()
    if last - first > 1 and inner in words.region:
        return Name(first, last, first, last - 1, "region", marked, inner)
    before = _of_what(analysis, first, sentence.first)
    if before in words.region:
        return Name(first, last, first, last, "region", marked, before)
    if before in words.settlement:
        return Name(first, last, first, last, "settlement", marked, before)
    shared = _shared_region_word(analysis, last, sentence.last)
    return Name(first, last, first, last, "region" if shared else "", marked, shared)


def _verb_or_other(analysis: Analysis, i: int) -> bool:
    return analysis.tokens[i].upos not in ("NOUN", "PROPN")


def _of_what(analysis: Analysis, first: int, floor: int) -> str:
    """The noun in "the village of X", "the port city of X", "the town X"; also across "the towns of X and Y"."""
    i, steps = first - 1, 0
    while i > floor and steps < 8 and (analysis.tokens[i].upos in ("PROPN", "CCONJ", "DET") or analysis.tokens[i].form == ","):
        i, steps = i - 1, steps + 1
    if i > floor and analysis.tokens[i].form.lower() == "of":
        noun = analysis.tokens[i - 1]
        return noun.lemma.lower() if noun.upos in ("NOUN", "PROPN") else ""
    if i == first - 1 and i >= floor and analysis.tokens[i].upos == "NOUN":
        return analysis.tokens[i].lemma.lower()
    return ""


def _shared_region_word(analysis: Analysis, last: int, end: int) -> str:
    """The plural region word at the end of a list: "Donetsk, Kherson and Zaporizhzhia regions"."""
    i, joined = last, False
    while i < min(end, last + 14):
        token = analysis.tokens[i]
        if token.upos == "CCONJ" or token.form == ",":
            joined = True
        elif token.form.lower() in gazetteer.words().region and is_plural(token.form.lower()):
            return singular(token.form.lower()) if joined else ""
        elif not token.form[:1].isupper() and token.form not in ("'s", "’s", "-"):
            return ""
        i += 1
    return ""
