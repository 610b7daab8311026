"""What a bare number counts: the noun beside it, the noun that it is a part of, what was counted before, the people of a toll.

The tree rules read Universal Dependencies (``nummod``, ``nmod`` with its ``case``, ``nsubj``, ``obj``).
"""

import re
from itertools import islice

import msgspec

from accordingto.analysis import Analysis
from accordingto.figures import comparators, phrases
from accordingto.figures.amounts import Amount
from accordingto.figures.lexicon import HOW_OFTEN, PERCENT, Lexicon, Small, load
from accordingto.figures.mention import NOUNS, FigureMention, form, lexeme, subject, token_before, verb_before


class Counted(msgspec.Struct, frozen=True):
    """The counted noun (None where it is left out or stands elsewhere), the token that stands for the amount, and the unit."""

    noun: int | None
    head: int
    unit: str


def find(analysis: Analysis, amount: Amount, number: int, lexicon: Lexicon, previous: FigureMention | None) -> Counted | None:
    """What a number without a unit counts; None where it counts nothing known."""
    if _of_one(analysis, number, lexicon.numbers.uses.parents):
        return None
    partitive = _partitive(analysis, amount)
    if partitive is not None:
        return Counted(None, number, _part_unit(analysis, partitive, lexicon, previous))
    noun = noun_after(analysis, amount, number)
    if noun is not None:
        if previous is not None and previous.head == noun and amount.digits and amount.comparator is None and previous.end > amount.start:
            return None  # "three old 214 Bell helicopters": the second number is a model's
        if lexeme(analysis, noun) == "other":
            return Counted(noun, noun, _spoken_of(analysis, number, previous))
        return Counted(noun, noun, noun_unit(analysis, noun, lexicon))
    whole = _of_which(analysis, amount, number)
    if whole is not None:
        return Counted(None, number, noun_unit(analysis, whole, lexicon))
    if _strong(analysis, amount, lexicon) or left_dead(analysis, amount, lexicon):
        return Counted(None, number, "person")
    if previous and (_goes_on(analysis, amount, number, previous) or _costs(analysis, amount, number, previous, lexicon)):
        return Counted(None, number, previous.unit)
    if (
        amount.digits
        and (told := _CHANGE_BEHIND.match(analysis.text, amount.end))
        and "." in analysis.text[amount.number_start : amount.number_end]
    ):
        return Counted(None, number, "point" if told["points"] else "1")
    if amount.level and previous and previous.unit in lexicon.numbers.uses.relative_units and amount.digits:
        return Counted(None, number, _level_unit(analysis, amount, number))
    if _age(analysis, amount, number):
        return Counted(None, number, "year")
    if _of_one(analysis, number, lexicon.numbers.uses.groups):
        return Counted(None, number, "person")
    beside = _beside(analysis, number, lexicon)
    if beside is not None:
        return Counted(None, number, beside)
    counts = _priced(analysis, amount, number, lexicon, previous) or _by_verb(analysis, amount, number, lexicon, previous)
    if (
        counts is None
        and previous is not None
        and (amount.comparator not in (None, "=") or _undergone(analysis, amount) or _told(analysis, amount, number, lexicon))
    ):
        return Counted(None, number, _spoken_of(analysis, number, previous))
    if counts is None and amount.digits and amount.scale == 1 and (amount.level or _level_after_change(analysis, amount, number)):
        return Counted(None, number, _level_unit(analysis, amount, number))
    return counts


_CHANGE_BEHIND = re.compile(r",?\s+(?:up|down)\s+(?:by\s+)?\d[\d.,]*(?:\s?%|\s+per\s?cent|(?P<points>\s+points))")
_POINTS = re.compile(r"\d\s+points?\b")


def _level_unit(analysis: Analysis, amount: Amount, number: int) -> str:
    """ "Lost 60 points to close at 3,120": where the sentence tells a change in points, the level is in points, else in nothing ("1")."""
    start = analysis.tokens[analysis.sentences[analysis.sentence_of[number]].first].start
    return "point" if _POINTS.search(analysis.text, start, amount.start) else "1"


_CHANGED = re.compile(r"(?:%|per\s?cent|points?|pct|cents?)[^.;]{0,40}$", re.IGNORECASE)


def _level_after_change(analysis: Analysis, amount: Amount, number: int) -> bool:
    """ "lost 162 points to close at 7,425.81": a bare number behind "at" or "to", a change shortly before it, is the level it led to."""
    if comparators.lead(analysis.text, amount.quote_start) not in load().small.level_leads:
        return False
    start = analysis.tokens[analysis.sentences[analysis.sentence_of[number]].first].start
    before = analysis.text[max(start, amount.quote_start - 60) : amount.quote_start]
    return _CHANGED.search(before) is not None and comparators.changes(analysis.text, amount.quote_start)


_PERCENT = re.compile(r"[%％]|cent|pct|\bpc\b", re.IGNORECASE)


def measured_on(analysis: Analysis, amount: Amount, number: int, lexicon: Lexicon, latest: FigureMention | None) -> bool:
    """ "The customs weighed 2.1 tonnes; the ministry speaks of 1.4": a bare number in the sentence of a measure goes on with its unit.

    Args:
        analysis: the document.
        amount: the amount, without a unit.
        number: the number's last token.
        lexicon: the tables.
        latest: the figure before it.
    """
    if latest is None or analysis.sentence_of[latest.first] != analysis.sentence_of[number] or is_counted(latest.unit):
        return False
    if (
        latest.unit in HOW_OFTEN
        or latest.unit == "1"
        or amount.kind != "count"
        or amount.level
        or (amount.value == 1 and not amount.digits)
    ):
        return False
    if not 0.04 < amount.value / (latest.value or 1) < 25 or analysis.text.startswith("-", amount.end):
        return False  # "a 40-metre twelve-storey block"
    if latest.unit == PERCENT and (amount.value > 100 or not _PERCENT.search(analysis.text[latest.start : latest.end])):
        return False  # "A third were above 40"
    first = analysis.token_at(amount.start)
    if first is None or (first and analysis.tokens[first - 1].upos == "PROPN"):
        return False  # "the S&P 500"
    if noun_after(analysis, amount, number) is not None or _partitive(analysis, amount) is not None or left_dead(analysis, amount, lexicon):
        return False
    after = analysis.token_at(amount.end)
    if after is not None and analysis.rel(number) == "nsubj" and analysis.tokens[after].upos in ("AUX", "VERB"):
        return False  # "two were killed"
    verb = governor(analysis, number)
    return verb is None or (
        lexeme(analysis, verb) not in lexicon.units.people.casualty_verbs and _tally(analysis, verb, lexicon, None) is None
    )


def noun_unit(analysis: Analysis, noun: int, lexicon: Lexicon) -> str:
    """The unit that a counted noun is: ``person`` for people, else the noun in the singular."""
    lemma = lexeme(analysis, noun)
    people, small = lexicon.units.people.nouns, lexicon.small
    if (
        lemma in people
        or lemma.removesuffix(small.plural_ending) in people
        or form(analysis, noun) in people
        or lemma.endswith(small.person_endings)
    ):
        return "person"
    if lemma == "head" and form(analysis, noun + 1) == "of":
        return next((lexeme(analysis, i) for i in analysis.dependents(noun, "nmod") if i > noun), lemma)
    if analysis.tokens[noun].upos == "PROPN":
        return _name_unit(analysis, noun, small)
    return _singular(form(analysis, noun), lemma, small)


def _singular(written: str, lemma: str, small: Small) -> str:
    """The lemma, with the plurals in -ies and -ses mended that no lemmatiser gets right by rule."""
    if written.endswith(small.y_plural):
        one = written.removesuffix(small.plural_ending)
        return one if one in small.ie_nouns else written.removesuffix(small.y_plural) + small.y_singular
    return small.irregular_singulars.get(written, lemma)


def _name_unit(analysis: Analysis, noun: int, small: Small) -> str:
    """ "12 Nigerians": a plural proper noun counts persons; another name ("12 Leopards") counts what it names."""
    written = analysis.tokens[noun].form
    if written.endswith(small.people_endings) or (written[0].isupper() and written.endswith(small.capital_people_endings)):
        return "person"
    return _singular(written.lower(), written.removesuffix(small.plural_ending).lower(), small)


def noun_after(analysis: Analysis, amount: Amount, number: int) -> int | None:
    """The counted noun: the number's head to its right, else the noun of the words that follow at once."""
    top = number
    for above in islice(analysis.ancestors(number), 4):
        if analysis.tokens[above].upos != "NUM" or analysis.rel(top) not in ("compound", "nummod", "flat", "amod", "advmod"):
            break
        top = above
    head = analysis.tokens[top].head
    joined = analysis.text[amount.end : amount.end + 1] in ("-", "‐", "‑")
    if analysis.rel(top) in ("nummod", "amod", "compound", "det") and number < head <= number + 7 and analysis.tokens[head].upos in NOUNS:
        if joined and amount.digits is False and amount.value == 1:
            return None  # "one-sided", "one-way"
        if form(analysis, head) in load().numbers.uses.never_counted or any(
            analysis.tokens[k].upos == "DET" and k > token_before(analysis, amount.end) for k in range(number + 1, head)
        ):
            return None  # "costs 68,000 today", "brings to 892,000 the number"
        return _behind_name(analysis, head) if analysis.tokens[head].form[0].isalpha() else None
    if joined:
        behind = token_before(analysis, amount.end) + 2
        return behind if behind < len(analysis.tokens) and analysis.tokens[behind].upos == "NOUN" and amount.value > 1 else None
    return _next_noun(analysis, amount, number)


def _next_noun(analysis: Analysis, amount: Amount, number: int) -> int | None:
    i = token_before(analysis, amount.end) + 1
    end = min(i + 5, len(analysis.tokens))
    while i < end and (analysis.tokens[i].upos in ("ADJ", "NUM") or _joins(analysis, i)):
        i += 1
    if i >= end or analysis.sentence_of[i] != analysis.sentence_of[number] or analysis.tokens[i].upos not in NOUNS:
        return None
    if not analysis.tokens[i].form[0].isalpha() or form(analysis, i) in load().numbers.uses.never_counted:
        return None
    while i + 1 < end and analysis.tokens[i + 1].upos == "NOUN" and analysis.rel(i) == "compound":
        i += 1
    if analysis.tokens[i].upos == "PROPN" and analysis.tokens[i].head != number and analysis.rel(i) not in ("compound", "nmod"):
        return None if not analysis.tokens[i].form.endswith(load().small.name_plurals) else i
    return i if analysis.tokens[i].head != number or analysis.rel(i) in ("nmod", "compound") else None


def _joins(analysis: Analysis, i: int) -> bool:
    """ "18 front-line nurses": a hyphen within a word behind an adjective, or the word behind such a hyphen."""
    if analysis.tokens[i].form == "-":
        return analysis.tokens[i - 1].upos == "ADJ" and analysis.tokens[i - 1].end == analysis.tokens[i].start
    return (
        i > 1 and analysis.tokens[i - 1].form == "-" and analysis.tokens[i - 1].end == analysis.tokens[i].start and _joins(analysis, i - 1)
    )


def _behind_name(analysis: Analysis, noun: int) -> int:
    """ "3 Su-25 aircraft": the noun behind a model's name is what is counted."""
    if analysis.tokens[noun].upos != "PROPN" or form(analysis, noun + 1) != "-":
        return noun
    for i in range(noun + 1, min(noun + 5, len(analysis.tokens))):
        if analysis.tokens[i].upos == "NOUN":
            return i
        if analysis.tokens[i].upos not in ("PUNCT", "NUM", "PROPN", "SYM"):
            return noun
    return noun


def _partitive(analysis: Analysis, amount: Amount) -> int | None:
    """ "22 of the passengers": the noun that they are of. The words decide, not the tree."""
    i = token_before(analysis, amount.end) + 1
    if form(analysis, i) == "out" and form(analysis, i + 1) == "of":
        i += 1
    if i + 1 >= len(analysis.tokens) or form(analysis, i) not in ("of", "among"):
        return None
    noun = None
    for k in range(i + 1, phrases.chunk_end(analysis, i + 1)):
        if form(analysis, k) == "of" or analysis.tokens[k].upos in ("CCONJ", "PUNCT"):
            break
        noun = k if analysis.tokens[k].upos in ("NOUN", "PROPN") else noun
    if noun is None and form(analysis, i + 1) in load().small.part_pronouns:
        return i + 1
    return noun


def _part_unit(analysis: Analysis, noun: int, lexicon: Lexicon, previous: FigureMention | None) -> str:
    """The unit of a part: "of them" goes on with what was counted before."""
    if analysis.tokens[noun].upos in ("NOUN", "PROPN"):
        return noun_unit(analysis, noun, lexicon)
    if form(analysis, noun) in lexicon.small.people_pronouns:
        return "person"
    return _spoken_of(analysis, noun, previous)


def _of_which(analysis: Analysis, amount: Amount, number: int) -> int | None:
    """ "Of 211 kids 64 are here", "of the 7,900 loads, fewer than 2,000 were delivered": the noun of the phrase that opens the clause."""
    first = analysis.token_at(amount.quote_start)
    if first is None:
        return None
    i = first - 1
    noun = None
    while i >= 0 and analysis.sentence_of[i] == analysis.sentence_of[number] and first - i < 14:
        token = analysis.tokens[i]
        if token.form.lower() in ("of", "among"):
            at_start = i == 0 or analysis.sentence_of[i - 1] != analysis.sentence_of[i] or analysis.tokens[i - 1].upos in ("PUNCT", "CCONJ")
            return noun if at_start else None
        if token.upos in ("VERB", "AUX") or (token.upos == "PUNCT" and i < first - 1):
            return None
        if token.upos in ("NOUN", "PROPN"):
            noun = i
        i -= 1
    return None


def _strong(analysis: Analysis, amount: Amount, lexicon: Lexicon) -> bool:
    """ "a 300-strong force"."""
    return bool(re.match(r"-(?:" + "|".join(sorted(lexicon.units.people.strong)) + r")\b", analysis.text[amount.end : amount.end + 12]))


def left_dead(analysis: Analysis, amount: Amount, lexicon: Lexicon) -> bool:
    """ "left 20 dead and 30 missing", "with 60 on board"."""
    after = analysis.token_at(amount.end)
    if after is None:
        return False
    first = analysis.token_at(amount.start)
    if first is not None and form(analysis, first - 1) == ":" and first > 1:
        label = {form(analysis, first - 2), lexeme(analysis, first - 2)}
        if label & lexicon.units.people.tolls or lexeme(analysis, first - 2) in lexicon.units.people.casualty_verbs:
            return True  # "Deaths: 7"
    aboard = re.match(r"\s+(?:on\s+board|aboard)\b", analysis.text[amount.end : amount.end + 12])
    return bool(aboard) or form(analysis, after) in lexicon.units.people.tolls


def _goes_on(analysis: Analysis, amount: Amount, number: int, previous: FigureMention) -> bool:
    """ "five more", or millions without a noun in the sentence of a figure: they count what was counted before."""
    between = analysis.sentence_of[number] - analysis.sentence_of[previous.first]
    after = analysis.token_at(amount.end)
    more = after is not None and form(analysis, after) in load().small.more_of_same
    if previous.unit in HOW_OFTEN or previous.unit in (PERCENT, "year"):
        return False
    if amount.scale >= 1e3 and amount.digits and re.fullmatch(r"[A-Z]{3}", previous.unit) and between == 0:
        return True  # "25k euros and Italy 40k"
    if amount.scale >= 1e5 and previous.unit.isupper() and len(previous.unit) == 3:
        return between <= 3
    if between == 0 and is_counted(previous.unit) and amount.value > 1 and _listed(analysis, amount):
        return True
    return (more and between <= 1) or (between == 0 and amount.scale >= 1e5)


_LISTED = re.compile(r"(?:[,;]|\b(?:and|but|or|including))\s+$")
_PLACED = re.compile(r"\s+(?:in|by|on|from|during|with|for|at|who|whose)\b")


def _listed(analysis: Analysis, amount: Amount) -> bool:
    """ "74 boats in May, 159 in June", "including 12 who were convicted": a bare number behind a comma or "and", a preposition behind."""
    before = analysis.text[max(0, amount.quote_start - 12) : amount.quote_start]
    return _LISTED.search(before) is not None and _PLACED.match(analysis.text, amount.end) is not None


def _of_one(analysis: Analysis, number: int, nouns: frozenset[str]) -> bool:
    """ "A committee of five", "a group of some fifteen"; "a father of four", which counts nobody whom the claim is about."""
    above = analysis.tokens[number].head
    return analysis.rel(number) == "nmod" and above >= 0 and lexeme(analysis, above) in nouns and case_is_of(analysis, number)


def _beside(analysis: Analysis, number: int, lexicon: Lexicon) -> str | None:
    """ "Most attempts, 24,300, failed"; "a magnitude of 6.1", "magnitude 6.3": the noun that the number stands beside."""
    above = analysis.tokens[number].head
    if above < 0 or not above < number:
        return None
    if unit := lexicon.small.units_beside.get(lexeme(analysis, above)):
        return unit
    if analysis.rel(number) == "appos" and analysis.tokens[above].xpos == "NNS" and number - above <= 3:
        return noun_unit(analysis, above, lexicon)
    return None


def _priced(analysis: Analysis, amount: Amount, number: int, lexicon: Lexicon, previous: FigureMention | None) -> Counted | None:
    """ "Fares went up by an average of 1,800", "short of estimates of 5,200": a sum without its currency, a number that was expected.

    A sum is in the currency told before it in the sentence, else in nothing that the text tells ("1"); what was expected counts what the
    sentence counted before.
    """
    if amount.value <= 1 or not (amount.digits or amount.scale >= 1e3):
        return None
    near = previous if previous is not None and analysis.sentence_of[previous.first] == analysis.sentence_of[number] else None
    top = number
    while analysis.rel(top) == "nmod" and lexeme(analysis, analysis.tokens[top].head) in lexicon.numbers.uses.averages:
        top = analysis.tokens[top].head
    above = analysis.tokens[top].head
    if above >= 0 and analysis.rel(top) == "nmod" and lexeme(analysis, above) in lexicon.numbers.uses.expected and near:
        return Counted(None, number, near.unit)
    own = subject(analysis, top if above < 0 or analysis.dependents(top, "cop") else above)
    if own is not None and analysis.tokens[own].upos == "PRON" and analysis.tokens[own].head >= 0:
        own = next((i for i in analysis.ancestors(own) if analysis.tokens[i].upos == "NOUN"), own)  # "an investment, which is 50,000"
    if not any(i is not None and i >= 0 and lexeme(analysis, i) in lexicon.numbers.uses.priced for i in (above, own)):
        return None
    return Counted(None, number, near.unit if near and re.fullmatch(r"[A-Z]{3}", near.unit) else "1")


def _undergone(analysis: Analysis, amount: Amount) -> bool:
    """ "more than 60 killed, 14 captured": a participle right behind the number."""
    after = analysis.token_at(amount.end)
    return after is not None and analysis.tokens[after].xpos == "VBN"


def _told(analysis: Analysis, amount: Amount, number: int, lexicon: Lexicon) -> bool:
    """ "The council speaks of 31", "we are at 40", "the other 15", "all but nine": a number that goes on with what was counted before."""
    first = analysis.token_at(amount.start)
    if first is None or amount.value <= 1:
        return False
    if form(analysis, first - 1) in lexicon.numbers.uses.still_counted:
        return True
    after = analysis.token_at(amount.end)
    if after is not None and analysis.sentence_of[after] == analysis.sentence_of[number] and analysis.tokens[after].upos in ("AUX", "VERB"):
        return True
    verb = verb_before(analysis, first - 1) if first else None
    return verb is not None and lexeme(analysis, verb) in lexicon.numbers.uses.telling


def _age(analysis: Analysis, amount: Amount, number: int) -> bool:
    """ "He is nineteen": a person's age that is said."""
    if not 0 < amount.value < 120 or amount.comparator not in (None, "~") or not analysis.dependents(number, "cop"):
        return False
    return any(form(analysis, s) in load().small.aged_pronouns for s in analysis.dependents(number, "nsubj"))


def governor(analysis: Analysis, i: int) -> int | None:
    """The predicate that a number without a noun belongs to, through coordination of numbers."""
    steps = 0
    while analysis.tokens[i].head >= 0 and steps < 6:
        relation, head = analysis.rel(i), analysis.tokens[i].head
        if relation in ("nsubj", "obj", "obl", "nmod", "advmod", "xcomp", "ccomp") and analysis.tokens[head].upos in (
            "VERB",
            "AUX",
            "ADJ",
            "NOUN",
        ):
            return head
        if relation not in ("conj", "nummod", "compound", "nmod", "dep", "obl"):
            return None
        i, steps = head, steps + 1
    if analysis.tokens[i].head < 0 and analysis.dependents(i, "cop"):
        return i
    return None


def _by_verb(analysis: Analysis, amount: Amount, number: int, lexicon: Lexicon, previous: FigureMention | None) -> Counted | None:
    """ "killing 20", "the toll stands at 22", "the number of attacks rose to 14", "put the number at nine", "five were hurt"."""
    verb = governor(analysis, number)
    verb = verb if verb is not None else verb_before(analysis, number)
    if verb is None:
        return None
    people = lexicon.units.people
    if lexeme(analysis, verb) in people.casualty_verbs and analysis.tokens[number].upos in ("NUM", "NOUN", "ADJ"):
        return Counted(None, number, "person")
    put = _put_at(analysis, amount, verb, lexicon)
    if put:
        return Counted(None, number, put)
    own = subject(analysis, verb, people.tolls)
    nearby = [i for i in (verb, *analysis.dependents(verb, "obj", "nsubj"), own) if i is not None and i != number]
    for tally in nearby:
        unit = _tally(analysis, tally, lexicon, previous)
        if unit:
            return Counted(None, number, unit)
    if own is not None and own != number and lexeme(analysis, verb) in lexicon.numbers.uses.measuring:
        return _level(analysis, amount, number, own, lexicon, previous)
    if analysis.rel(number) in ("nsubj", "obj") and analysis.tokens[number].head == verb and amount.value > 1:
        return Counted(None, number, _spoken_of(analysis, number, previous))
    if own is None and amount.value_max is not None and analysis.tokens[verb].xpos == "VBN" and number < verb:
        return Counted(None, number, _spoken_of(analysis, number, previous) if previous else "1")  # "between 200 and 300 will be sold"
    if (
        previous is not None
        and analysis.sentence_of[number] == analysis.sentence_of[previous.first]
        and _parallel(analysis, amount, number, previous)
    ):
        return Counted(None, number, previous.unit)
    return None


def _put_at(analysis: Analysis, amount: Amount, verb: int, lexicon: Lexicon) -> str | None:
    """ "Put kidnappings at 1,040": a plural object that is estimated is counted."""
    small = lexicon.small
    if lexeme(analysis, verb) not in small.estimating_verbs or comparators.lead(analysis.text, amount.quote_start) != "at":
        return None
    counted = [
        i
        for i in analysis.dependents(verb, "obj")
        if analysis.tokens[i].xpos == "NNS" and lexeme(analysis, i) not in small.estimated_tallies
    ]
    return noun_unit(analysis, counted[0], lexicon) if counted else None


def _level(analysis: Analysis, amount: Amount, number: int, own: int, lexicon: Lexicon, previous: FigureMention | None) -> Counted | None:
    """What rises, falls, stands or totals: a plural noun is counted, another subject has a level, "1" in the SI."""
    if analysis.tokens[own].xpos == "NNS":
        return Counted(None, number, noun_unit(analysis, own, lexicon))
    if previous is not None and previous.unit == "person" and analysis.sentence_of[number] - analysis.sentence_of[previous.first] <= 1:
        return Counted(None, number, "person")
    if amount.digits and analysis.tokens[own].upos in ("NOUN", "PROPN"):
        return Counted(None, number, _level_unit(analysis, amount, number))
    return Counted(None, number, _spoken_of(analysis, number, previous)) if analysis.tokens[own].upos == "PRON" and previous else None


def _spoken_of(analysis: Analysis, number: int, previous: FigureMention | None) -> str:
    """ "Two were arrested", "five have been handed over": what was counted in the sentences before, else people."""
    if previous is not None and analysis.sentence_of[number] - analysis.sentence_of[previous.first] <= 3 and is_counted(previous.unit):
        return previous.unit
    return "person"


def is_counted(unit: str) -> bool:
    """Whether a unit is people or things that one counts, not a measure, a sum of money or a span of time."""
    units = load().units
    return unit.isalpha() and unit.islower() and len(unit) > 2 and unit not in units.not_counted and unit not in units.units


def _costs(analysis: Analysis, amount: Amount, number: int, previous: FigureMention, lexicon: Lexicon) -> bool:
    """ "Cost 27,000 kwacha last year, 68,000 today": a bare number with a verb of paying, in the currency of the figure before."""
    if not re.fullmatch(r"[A-Z]{3}", previous.unit) or analysis.sentence_of[number] - analysis.sentence_of[previous.first] > 1:
        return False
    verb = governor(analysis, number)
    return amount.value >= 10 and verb is not None and lexeme(analysis, verb) in lexicon.numbers.uses.costing


def _parallel(analysis: Analysis, amount: Amount, number: int, previous: FigureMention) -> bool:
    """Whether a bare number is coordinated with the figure before it: "45 boats in May and 60 in June"."""
    if previous.unit == PERCENT and amount.value > 100:
        return False  # "fell 0.1 percent at 5,884"
    return previous.unit not in HOW_OFTEN and any(above == previous.head for above in islice(analysis.ancestors(number), 3))


def _tally(analysis: Analysis, tally: int, lexicon: Lexicon, previous: FigureMention | None) -> str | None:
    """What "the death toll" or "the number of attacks" counts; "put the number at 30" goes on with what was counted before."""
    if lexeme(analysis, tally) in lexicon.units.people.tolls or lexeme(analysis, tally) in lexicon.numbers.uses.members:
        return "person"
    if lexeme(analysis, tally) in lexicon.numbers.uses.ages:
        return "year"
    if lexeme(analysis, tally) in lexicon.small.tally_nouns:
        for child in analysis.dependents(tally, "nmod"):
            if case_is_of(analysis, child):
                return noun_unit(analysis, child, lexicon)
        return previous.unit if previous else None
    return None


def case_is_of(analysis: Analysis, i: int) -> bool:
    """Whether a noun stands behind "of"."""
    return any(form(analysis, c) == "of" for c in analysis.dependents(i, "case"))
