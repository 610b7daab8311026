"""Expressions of time in a text, in text order."""

import re
from itertools import islice

import msgspec

from accordingto import syntax
from accordingto.analysis import Analysis
from accordingto.inflection import is_plural, singular
from accordingto.times.anchoring import remember, resolved
from accordingto.times.arithmetic import anchor_of, shifted
from accordingto.times.directions import direction, perfect, pluperfect
from accordingto.times.grammar import Grammar, grammar
from accordingto.times.points import Anchor, Before, Bound, Context, Found, Point, TimeKind, TimeMention
from accordingto.times.words import lexicon


class _Dated(msgspec.Struct, frozen=True):
    """What happened when: the stem of the word that names it, in which sentence it was told."""

    stem: str
    edtf: str
    sentence: int
    token: int


def find(analysis: Analysis, anchor: str | None, south: bool = False) -> tuple[TimeMention, ...]:
    """The expressions of time of a document in text order.

    Args:
        analysis: the document's tokens and trees.
        anchor: the document's date in EDTF (a day, month or year, ``~`` allowed), None where it is not known.
        south: whether the document is about the southern hemisphere, where summer is from December to February.

    Returns:
        One mention an expression; ranges ("from 3 to 5 March") are one.
    """
    now = anchor_of(anchor)
    mentions: list[TimeMention] = []
    told: list[_Dated] = []
    late: list[tuple[int, Found]] = []
    before = Before()
    for found in search(analysis):
        first, last, head = tokens_of(analysis, found.start, found.end, found.point.start)
        edtf = None
        context = msgspec.structs.replace(_context(analysis, found, head, first, now, before), south=south)
        found = _in_story(analysis, found, head, context)
        if found.point.form == "from_event":
            late.append((len(mentions), found))
        else:
            edtf = resolved(found, context)
        mention = _mention(found, edtf, first, last, head)
        nowadays = context.way == "present" and analysis.text[found.start : found.end].lower() in lexicon().edges.nowadays
        mentions.append(msgspec.structs.replace(mention, kind="present") if nowadays else mention)
        before = remember(found, edtf, before, now)
        told += _dated(analysis, mentions[-1])
    taken = set()
    for n, found in late:
        following = mentions[n + 1 : n + 2]
        if following and not analysis.text[found.end : following[0].start].strip():
            mentions[n] = msgspec.structs.replace(
                mentions[n], edtf=_counted(found, following[0].edtf), end=following[0].end, last=following[0].last
            )
            taken.add(n + 1)
            continue
        edtf, head = _from_event(analysis, found, mentions[n], following, told), mentions[n].head
        if edtf is None and (event := _event_after(analysis, mentions[n])) is not None:
            edtf, head = _before_main(analysis, found, event, told), event
        mentions[n] = msgspec.structs.replace(mentions[n], edtf=edtf, head=head if edtf else mentions[n].head)
    return tuple(m for n, m in enumerate(mentions) if n not in taken)


def _context(analysis: Analysis, found: Found, head: int, first: int, now: Anchor | None, before: Before) -> Context:
    way = direction(analysis, head, first)
    if found.bound in ("end", "before") and (way != "past" or _open(analysis, head)):
        way = "future"  # a deadline lies ahead, whatever the tense: "if it does not meet before the end of June"
    if (found.bound == "start" and way == "present") or analysis.text[found.start : found.end].lower().startswith(lexicon().edges.behind):
        way = "past"  # "since July": it has begun
    if way is None and found.point.form in _COUNTED and not _told_by_a_verb(analysis, first):
        way = "future"  # "Back in two days? Or in a week?"
    return Context(now, way, before, perfect(analysis, head), pluperfect(analysis, head))


def _in_story(analysis: Analysis, found: Found, head: int, context: Context) -> Found:
    """ "Over the next six years they built …": what a past tells lies behind, so it counts from what is told before."""
    point = found.point
    if point.form != "stretch" or point.direction < 0 or context.way != "past":
        return found
    above = analysis.tokens[head].head
    if above >= 0 and analysis.tokens[above].lemma.lower() in lexicon().edges.spans:
        above = analysis.tokens[above].head  # "in the course of the next six years"
    own = above >= 0 and analysis.tokens[above].upos == "VERB" and analysis.tokens[above].lemma.lower() not in lexicon().direction.ahead
    return msgspec.structs.replace(found, point=msgspec.structs.replace(point, form="stretch_then")) if own else found


def _open(analysis: Analysis, head: int) -> bool:
    """Whether a day had not come when what governs it was said: "if they had not left by Friday", "gave them until Friday"."""
    for above in islice(analysis.ancestors(head), 3):
        if analysis.tokens[above].upos in ("VERB", "ADJ", "AUX"):
            marks = {analysis.tokens[j].form.lower() for j in analysis.dependents(above, "mark")}
            return bool(marks & lexicon().edges.open) or analysis.tokens[above].lemma.lower() in lexicon().direction.giving
    return False


def _told_by_a_verb(analysis: Analysis, i: int) -> bool:
    sentence = analysis.sentences[analysis.sentence_of[i]]
    return any(analysis.tokens[k].upos in ("VERB", "AUX") for k in range(sentence.first, sentence.last))


def _mention(found: Found, edtf: str | None, first: int, last: int, head: int) -> TimeMention:
    basis = "explicit" if found.explicit else "relative"
    return TimeMention(edtf, basis, found.start, found.end, first, last, head, _kind(found, edtf), found.explicit)  # type: ignore[arg-type]


# --- events that times are counted from


def _stem(word: str) -> str:
    """What a verb and its noun share: "explode", "explosion"."""
    return word.lower()[:5]


def _dated(analysis: Analysis, mention: TimeMention) -> list[_Dated]:
    """The words whose time a mention gives: the noun or verb that it hangs on, and the one above."""
    if mention.edtf is None or mention.kind in ("set", "present"):
        return []
    above = [i for i in islice(analysis.ancestors(mention.head), 3) if analysis.tokens[i].upos in ("NOUN", "VERB")][:2]
    return [_Dated(_stem(analysis.tokens[i].lemma), mention.edtf, analysis.sentence_of[i], i) for i in above]


def _from_event(analysis: Analysis, found: Found, mention: TimeMention, following: list[TimeMention], told: list[_Dated]) -> str | None:
    """ "two days after the raid": from the date that the text gives the raid, here or elsewhere; without one none."""
    event = _event_after(analysis, mention)
    if event is None:
        return None
    here = [m.edtf for m in following if m.edtf and (m.head == event or event in analysis.ancestors(m.head))]
    return _counted(found, here[0] if here else _date_of(analysis, event, mention, told))


def _before_main(analysis: Analysis, found: Found, event: int, told: list[_Dated]) -> str | None:
    """ "left on Friday, two days after they had voted": the vote, counted back from what is told with it."""
    above = list(islice(analysis.ancestors(event), 4))
    main = [d for d in told if d.token in above and not d.edtf.startswith("..") and "/" not in d.edtf]
    then = anchor_of(main[0].edtf) if main else None
    return shifted(then, msgspec.structs.replace(found.point, direction=-found.point.direction)) if then else None


def _counted(found: Found, base: str | None) -> str | None:
    then = anchor_of(base) if base else None
    return shifted(then, found.point) if then else None


def _event_after(analysis: Analysis, mention: TimeMention) -> int | None:
    """The head of what follows "after": a noun phrase or clause that hangs on the expression or on what governs it."""
    i = mention.last
    sentence = analysis.sentences[analysis.sentence_of[mention.first]]
    if i >= sentence.last:
        return None
    for _ in range(8):
        token = analysis.tokens[i]
        phrase = token.upos in ("NOUN", "PROPN") and analysis.rel(i) in ("obl", "nmod", "obj", "dep")
        if phrase or token.head < mention.last:
            return i if token.upos in ("NOUN", "VERB", "PROPN") else None
        i = token.head
    return None


def _date_of(analysis: Analysis, event: int, mention: TimeMention, told: list[_Dated]) -> str | None:
    """The date told of an event of that name, before the mention rather than behind it; none where the text tells two."""
    stem = _stem(analysis.tokens[event].lemma)
    same = [d for d in told if d.stem == stem and d.token != event and not d.edtf.startswith("..")]
    before = [d for d in same if d.token < mention.first]
    dates = {d.edtf for d in before or same}
    return (before or same)[-1].edtf if len(dates) == 1 else None


# --- the search


def search(analysis: Analysis) -> list[Found]:
    rules = grammar()
    found: list[Found] = []
    for number, sentence in enumerate(analysis.sentences):
        if sentence.first >= sentence.last:
            continue
        start, end = analysis.tokens[sentence.first].start, analysis.tokens[sentence.last - 1].end
        if rules.quick.search(analysis.text, start, end):
            points = _points(analysis, start, end, rules)
            found.extend(_bounded(analysis.text, start, number, points, rules))
    return found


def _points(analysis: Analysis, start: int, end: int, rules: Grammar) -> list[Point]:
    """The points of a stretch in text order; where two rules match the same words the earlier rule holds."""
    points: list[Point] = []
    for rule in rules.rules:
        for match in rule.pattern.finditer(analysis.text, start, end):
            if any(p.start < match.end() and match.start() < p.end for p in points):
                continue
            point = rule.build(match)
            if point and _plausible(analysis, point, start):
                points.append(_habitual(analysis, point, start))
    return _joined(analysis.text, start, sorted(points, key=lambda p: p.start))


_A_WEEK = re.compile(r"(?i)\b(?:once|twice|[a-z]+s)\s+(?:a|per|each|every)\s+week\b")


def _habitual(analysis: Analysis, point: Point, floor: int) -> Point:
    """ "on Saturday mornings", "twice a week, on Monday", "on a Tuesday": no day of the calendar."""
    first, last = analysis.token_at(point.start), analysis.token_at(point.end - 1)
    if point.form != "weekday" or first is None or last is None:
        return point
    after = analysis.tokens[last + 1].form.lower() if last + 1 < len(analysis.tokens) else ""
    if singular(after) in lexicon().parts.words and is_plural(after):
        return msgspec.structs.replace(point, form="set", end=analysis.tokens[last + 1].end)
    if _A_WEEK.search(analysis.text, floor, point.start):
        return msgspec.structs.replace(point, form="set")
    article = first and analysis.tokens[first - 1].xpos == "DT" and analysis.tokens[first - 1].lemma.lower() in lexicon().edges.indefinite
    named = article and analysis.tokens[first - 1].head == first and analysis.tokens[first].upos == "PROPN" and first == last
    return msgspec.structs.replace(point, form="vague") if named else point


_DAYS = frozenset(("calendar", "weekday", "weekday_of_week", "near_day", "same", "day_of_month", "feast"))
_BESIDE = re.compile(r"\s*,?\s*(?:(?:on|of|at|in|by|from|until|before|after)\s+)?(?:the\s+)?", re.IGNORECASE)
_OF_DAY = re.compile(
    r"(?i)\bthe\s+(?:(?:early|late|small|very)\s+)?(?:hours(?:\s+of\s+the\s+(?:morning|night))?|night|morning|evening|afternoon|(?P<eve>eve)|dead\s+of\s+night|"
    r"(?P<of_week>week)(?P<week_side>\s+(?:of|beginning|starting|commencing|from|ending))?)(?:\s+(?:of|on|from))?\s+(?:the\s+)?$"
    r"|\bw/(?P<week_short>[ce])\s+$"
)


def _joined(text: str, floor: int, points: list[Point]) -> list[Point]:
    """Times of day and their day in one ("at 3 a.m. on Thursday"), and days what is said of them ("the night of 8 May")."""
    joined: list[Point] = []
    for point in points:
        point = _with_part(text, floor, point)
        if joined and joined[-1].form == "from_event" and point.start < joined[-1].end:
            joined.pop()  # "the eve of" is of the day that follows
        last = joined[-1] if joined else None
        whole = _one_day(text, last, point) if last is not None else None
        if whole is not None:
            joined[-1] = whole
            continue
        if last is not None and _BESIDE.fullmatch(text[last.end : point.start]):
            if last.form == "clock" and point.form in _DAYS and (point.form != "calendar" or point.day):
                joined[-1] = msgspec.structs.replace(point, start=last.start, hour=True)
                continue
            if point.form == "clock" and last.form in _DAYS and (last.form != "calendar" or last.day):
                joined[-1] = msgspec.structs.replace(last, end=point.end, hour=True)
                continue
        joined.append(point)
    return joined


_COUNTED = frozenset(("from_now", "ahead"))
_STARTING = re.compile(
    r"\s*,?\s*(?:(?:starting|beginning|counting)(?:\s+(?:from|on|in|with))?|from|as\s+from)\s+(?:the\s+)?", re.IGNORECASE
)


def _one_day(text: str, last: Point, point: Point) -> Point | None:
    """ "Monday two weeks from now", "in three days, on Friday": one day; "three days starting on Monday": the days from it."""
    gap = text[last.end : point.start]
    if (
        last.form in _DAYS
        and last.form != point.form
        and point.month
        and point.day
        and gap.strip() == "("
        and text.startswith(")", point.end)
    ):
        day = None if last.form == "near_day" else last.count
        return msgspec.structs.replace(point, start=last.start, end=point.end + 1, weekday=day)  # "on Friday (15 June)"
    if last.form == "duration" and point.form in _DAYS and _STARTING.fullmatch(gap):
        base, size = lexicon().units.get(last.unit or "", ("", 0))
        days = (last.count or 0) * size if base == "day" else 0
        return msgspec.structs.replace(point, start=last.start, length=days) if 0 < days < 400 else None
    if {last.form, point.form} & _COUNTED and _BESIDE.fullmatch(gap):
        weekday, counted = (last, point) if last.form == "weekday" else (point, last)
        if weekday.form == "weekday" and not weekday.direction and counted.form in _COUNTED and counted.code != "until":
            return msgspec.structs.replace(
                counted, form="weekday_from", start=last.start, end=point.end, weekday=weekday.count, direction=counted.direction or 1
            )
    return None


def _with_part(text: str, floor: int, point: Point) -> Point:
    """ "the night of Sunday", "the eve of 5 May", "the week of 3 March"."""
    if point.form not in _DAYS or point.form == "same" or (point.form == "calendar" and not point.day):
        return point
    match = _OF_DAY.search(text, max(floor, point.start - 45), point.start)
    if not match:
        return point
    sign = (match["week_side"] or "").strip() or (match["week_short"] or "").lower()
    if match["of_week"] and not sign:
        return point
    around = lexicon().week_signs.get(sign, "week from") if sign else None
    return msgspec.structs.replace(
        point, start=match.start(), shift=-1 if match["eve"] else 0, around=around, hour=not around and not match["eve"]
    )


def _plausible(analysis: Analysis, point: Point, floor: int) -> bool:
    """Whether the tree allows it: "2000 people" is no year, "may" no month, "earlier" before a noun no time."""
    i = analysis.token_at(point.start)
    if i is None:
        return False
    token = analysis.tokens[i]
    if point.form in ("bare_year", "year") and _in_a_name(analysis, analysis.token_at(point.end - 1) or i):
        return False
    if point.form == "bare_year":
        return _is_year(analysis, i)
    if point.form == "calendar" and token.upos in ("AUX", "VERB") and token.form in ("May", "March"):
        return False
    if point.form == "clock" and _verse(analysis, point, i):
        return False
    if point.form == "fixed" and point.month is None and _describes(analysis, point):
        return False
    if point.form in ("weekday", "feast") and _of_somebody(analysis, point, i):
        return False
    if (
        point.form in ("vague", "present", "near_day")
        and token.upos in ("ADJ", "NOUN", "SCONJ")
        and token.form.lower() in lexicon().edges.describing
        and not (i and token.form.lower() == "now" and analysis.tokens[i - 1].form.lower() in lexicon().edges.before_now)
    ):
        return False
    return not (point.form == "weekday" and analysis.entity_of.get(i) is not None and analysis.entity_of[i].type != "LOC")


def _verse(analysis: Analysis, point: Point, i: int) -> bool:
    """ "Matthew 5:44": chapter and verse, a score; a time of day stands behind a preposition, a comma or a weekday."""
    if not i or not re.fullmatch(r"\d+:\d\d", analysis.text[point.start : point.end]):
        return False
    before = analysis.tokens[i - 1]
    return before.upos == "PROPN" and before.form[:3].lower() not in {day[:3] for day in lexicon().weekdays}


def _describes(analysis: Analysis, point: Point) -> bool:
    """ "a World War II bomb": an age that only says what kind of thing it is."""
    last = analysis.token_at(point.end - 1)
    if last is None or analysis.text[point.start : point.end].lower() not in lexicon().eras:
        return False
    first = analysis.token_at(point.start) or last
    outside = [k for k in range(first, last + 1) if not first <= analysis.tokens[k].head <= last]
    return any(analysis.tokens[k].head > last and analysis.rel(k) in ("compound", "nmod", "amod") for k in outside)


def _of_somebody(analysis: Analysis, point: Point, i: int) -> bool:
    """A day that is somebody's name ("Joan Friday"), and a new year that is another calendar's ("Chinese New Year")."""
    entity = analysis.entity_of.get(i)
    if entity is not None and entity.type == "PER":
        return True
    before = analysis.tokens[i - 1] if i else None
    return (
        before is not None
        and (point.code or "").startswith("new year")
        and before.head in range(i, i + 3)
        and before.form[0].isupper()
        and before.upos in ("ADJ", "PROPN")
    )


def _in_a_name(analysis: Analysis, i: int) -> bool:
    """ "the 2003 agreement", "the 2004 Budget", "Expo 2020": a year that only tells one thing from others of its kind."""
    token, entity = analysis.tokens[i], analysis.entity_of.get(i)
    if i + 1 < len(analysis.tokens) and analysis.tokens[i + 1].xpos == "POS":
        return False  # "2019's protests"
    if entity is not None and entity.type == "ORG" and entity.last - entity.first > 1:
        return True
    if token.head <= i or analysis.rel(i) not in ("nummod", "compound", "amod", "nmod"):
        return False
    noun = analysis.tokens[token.head]
    return noun.upos == "PROPN" or noun.lemma.lower() in lexicon().names.documents


def _is_year(analysis: Analysis, i: int) -> bool:
    """A bare four-digit number is a year unless it counts what follows."""
    token = analysis.tokens[i]
    if i and analysis.tokens[i - 1].form.lower() in lexicon().names.numbered:
        return False
    if analysis.rel(i) != "nummod" or token.head < i:
        return True
    head = analysis.tokens[token.head]
    before = analysis.tokens[i - 1].form.lower() if i else ""
    return before in lexicon().names.before_years or (head.xpos not in ("NNS", "SYM") and head.upos != "SYM")


_OPEN = re.compile(
    r"\s+(?:or\s+(?P<way>later|after|onwards?|beyond|newer|earlier|before|older)|and\s+(?:onwards?|beyond|later|greater))\b(?!\s+(?:the|a|an|than|that|this|in|on|his|her|its|their)\b)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\s*(?:to|until|till|through|and|[-–—])\s*(?:the\s+)?", re.IGNORECASE)


_TO = re.compile(r"\s*(?:to|through|[-–—])\s*", re.IGNORECASE)


def _stretches_to(text: str, point: Point, following: Point) -> bool:
    """ "2003 to 2007" without "from"."""
    years = point.year is not None and following.year is not None and not {point.form, following.form} & {"fixed", "years"}
    same = years or (point.form == following.form == "weekday")
    return same and bool(_TO.fullmatch(text[point.end : following.start]))


def _bounded(text: str, floor: int, sentence: int, points: list[Point], rules: Grammar) -> list[Found]:
    """The points with "since", "until", "by" …, and two points joined where the words make them one stretch."""
    found: list[Found] = []
    skip = -1
    for n, point in enumerate(points):
        if n == skip:
            continue
        bound, start = _bound(text, max([floor, *(p.end for p in points[max(0, n - 1) : n])]), point, rules)
        following = points[n + 1] if n + 1 < len(points) else None
        to_date = following is not None and following.form == "hitherto" and not text[point.end : following.start].strip()
        if following is not None and to_date and bound in ("opening", "from_to", "start"):  # "from March to date"
            found.append(Found(point, msgspec.structs.replace(following, form="present"), "from_to", start, following.end, sentence))
            skip = n + 1
            continue
        if point.day_max and bound in ("opening", "from_to"):
            found.append(Found(point, None, "plain", start, point.end, sentence))
            continue
        if following and bound == "plain" and _stretches_to(text, point, following):
            bound = "from_to"
        if following and bound in ("opening", "from_to") and _FROM_TO.fullmatch(text[point.end : following.start]):
            found.append(Found(point, following, "from_to", start, following.end, sentence))
            skip = n + 1
            continue
        end = point.end
        onwards = re.match(r"\s+(?:on|onwards?|forward)\b(?!\s+(?:the|a|an)\b)", text[end : end + 12])
        if bound == "opening":
            bound = "start" if onwards or start <= floor else "plain"
            start = start if bound == "start" else point.start
            end = end + onwards.end() if onwards else end
        if bound == "from_to":
            bound, start = "plain", point.start
        further = _OPEN.match(text, end) if bound == "plain" and (point.year is not None or point.form == "calendar") else None
        if further is not None:  # "in 2012 or later"
            bound = "end" if (further["way"] or "").lower() in lexicon().edges.back else "start"
        found.append(Found(point, None, bound, start, end, sentence))
    return found


_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
_BEING = re.compile(r"\b(?:is|are|was|were|be|been|being|am|not|['’](?:s|re))\s+$", re.IGNORECASE)


def _bound(text: str, floor: int, point: Point, rules: Grammar) -> tuple[Bound, int]:
    window = text[max(floor, point.start - 30) : point.start]
    if between := _BETWEEN.search(window):
        return "from_to", point.start - len(window) + between.start()
    match = rules.bound.search(window)
    if not match:
        return "plain", point.start
    if point.form in ("duration", "set", "vague", "stretch", "stretch_then", "present", "hitherto", "then") or (
        point.form in ("from_now", "from_then", "ahead") and match["word"].lower() == "by"
    ):
        return "plain", point.start
    kind = lexicon().bounds[re.sub(r"\s+", " ", match["word"].lower())]
    if match["word"].lower() in lexicon().edges.verbs and _BEING.search(window, 0, match.start("word")):
        return "plain", point.start  # "the talks are beginning today"
    if kind in ("before", "end") and (point.form == "clock" or point.hour) and match["word"].lower() not in lexicon().edges.lasting_until:
        kind = "plain"  # "before noon", "by evening" is that day
    if kind == "after" and (point.form == "clock" or point.hour):
        kind = "plain"
    return (kind, point.start) if kind == "plain" else (kind, point.start - len(window) + match.start())


def tokens_of(analysis: Analysis, start: int, end: int, point: int) -> tuple[int, int, int]:
    """The tokens of an expression, and the one of them (of the point, without "since") that is governed from outside."""
    first = analysis.token_at(start) or 0
    final = analysis.token_at(end - 1)
    last = (len(analysis.tokens) - 1 if final is None else final) + 1
    inner = analysis.token_at(point) or first
    span = range(inner, max(last, inner + 1))
    head = syntax.head(analysis, span, inner, without=("case", "punct", "det"))
    return first, max(last, first + 1), head


def _kind(found: Found, edtf: str | None) -> TimeKind:
    form = found.point.form
    if form in ("set", "present") and found.second is None:
        return "set" if form == "set" else "present"
    if form == "duration":
        return "duration"
    return "interval" if found.bound != "plain" or (edtf is not None and "/" in edtf) or form == "stretch" else "date"
