"""Whether a number claims an amount at all: a year, an age beside a name, an article's number and "one" as a pronoun do not."""

import re

from accordingto.analysis import Analysis, Sentence
from accordingto.figures.amounts import Amount
from accordingto.figures.counted import left_dead, noun_unit
from accordingto.figures.lexicon import TIME, Lexicon, load
from accordingto.figures.mention import form, happening, lexeme

_YEAR = re.compile(r"(?:1[0-9]|20)\d\d")


def named(analysis: Analysis, first: int, last: int) -> bool:
    """Whether the number is part of a name ("Group of Seven", "Radio 5")."""
    entity = analysis.entity_of.get(first)
    if entity is None or entity.type not in ("PER", "ORG", "LOC") or (entity.first >= first and entity.last <= last):
        return False
    return entity.first < first or analysis.tokens[first].form[:1].isupper() or entity.score > 0.8


def numbers_an_item(analysis: Analysis, sentence: Sentence, amount: Amount, first: int, lexicon: Lexicon) -> bool:
    """ "Article 5", "Resolution 1701", "3." at the head of a paragraph, "aged 45"."""
    if amount.unit is None and first == sentence.first:
        after = analysis.text[amount.end : amount.end + 2]
        if re.match(r"[.)/:](?:\s|$)", after) and first + 2 < sentence.last:
            return True
    if first == sentence.first:
        return False
    if amount.unit is None and amount.value <= 110 and _age_beside_a_name(analysis, first, amount):
        return True
    before, small = form(analysis, first - 1), lexicon.small
    if before in small.before_ages:
        return True
    if amount.unit is not None or amount.unit_before:
        return False
    labels = lexicon.numbers.uses.labels
    if before in lexicon.numbers.uses.time_nouns and amount.value > 31:
        return False  # "that day 214 people fled"
    if before in labels and not amount.comparator:
        return analysis.tokens[first - 1].upos not in ("DET", "VERB") or amount.digits
    if before in small.in_chains and amount.digits and amount.value < 1000:
        if analysis.rel(first) == "nummod" and analysis.tokens[first].head > first:
            return False
        return _follows_label(analysis, sentence, first, lexicon)
    return False


def _age_beside_a_name(analysis: Analysis, first: int, amount: Amount) -> bool:
    """ "Marta Ilves, 45, resigned", "Ilves (45)"."""
    around = analysis.text[max(0, amount.start - 2) : amount.start] + analysis.text[amount.end : amount.end + 1]
    if around not in (", ,", " ()", ", .", ", ;", ", )"):
        return False
    named = analysis.tokens[first - 2] if first >= 2 else None
    return named is not None and named.upos == "PROPN"


def _follows_label(analysis: Analysis, sentence: Sentence, first: int, lexicon: Lexicon) -> bool:
    """ "Articles 5 and 7": the second number stands in a chain of numbers that a label opens."""
    i, chained = first - 1, lexicon.small.in_chains
    while i > sentence.first and (form(analysis, i) in chained or analysis.tokens[i].form.isdigit()):
        i -= 1
    return i < first - 1 and form(analysis, i) in lexicon.numbers.uses.labels


def names_a_part(analysis: Analysis, amount: Amount, first: int, last: int, lexicon: Lexicon) -> bool:
    """ "The second half", "half of the year", "a third man": a part that is pointed at or an ordinal, no share that is claimed."""
    small = lexicon.small
    before = form(analysis, first - 1) if form(analysis, first) not in small.indefinite_articles else ""
    if before in small.before_parts:
        return before not in small.definite_articles or form(analysis, last) != "of"
    if last >= len(analysis.tokens):
        return False
    after = analysis.tokens[last]
    words = analysis.text[amount.number_start : amount.number_end].lower()
    if not words.endswith(small.plural_ending) and not words.startswith(small.one_half) and _ordinal(analysis, amount, first, last):
        return True
    if words == small.one_half and (
        (after.upos in ("NOUN", "ADJ", "PROPN", "ADP", "PUNCT") and after.form.lower() not in small.behind_half) or after.form == "-"
    ):
        return True
    if words.endswith(small.quarter_words) and (
        before in small.before_quarters or re.match(r"\s+(?:of\s+)?(?:\d{4}|the\s+year)", analysis.text[amount.end :])
    ):
        return True
    nouns = lexicon.numbers.uses.time_nouns
    return form(analysis, last) == "of" and any(lexeme(analysis, i) in nouns for i in range(last, min(last + 3, len(analysis.tokens))))


def _ordinal(analysis: Analysis, amount: Amount, first: int, last: int) -> bool:
    """ "A third man", "learned of a fifth and a sixth": without "of", a comparator or a verb of its own it is an ordinal."""
    after, lexicon = analysis.tokens[last], load()
    if after.form.lower() in lexicon.small.more_or_less:
        return False
    if after.upos in ("NOUN", "ADJ", "PROPN") or (after.xpos == "VBN" and analysis.rel(last) == "amod"):
        return True
    if after.form.lower() in lexicon.small.behind_shares or amount.comparator or after.upos in ("AUX", "VERB"):
        return False
    return form(analysis, first - 1) not in lexicon.numbers.uses.before_share


def says(analysis: Analysis, amount: Amount, first: int, number: int, noun: int | None, lexicon: Lexicon) -> bool:
    """Whether a count without a unit says something: not a year, "the two sides" or "one of them"."""
    uses, small = lexicon.numbers.uses, lexicon.small
    if is_year(analysis, amount, number, noun, lexicon) or _numbered_name(analysis, amount, first, noun):
        return False
    if _in_a_name(analysis, amount, first, number) and (noun is None or analysis.rel(first) == "flat"):
        return False
    if noun is None:
        if amount.value != 1 or amount.digits or amount.comparator not in (None, "=") or left_dead(analysis, amount, lexicon):
            return True
        return (
            re.match(r"\s+of\s+(?:them|whom|which)\b", analysis.text[amount.end : amount.end + 10]) is not None
            and analysis.tokens[first].form != "One"
        ) or _of_number(analysis, amount, lexicon)
    lemma = lexeme(analysis, noun)
    if lemma in small.never_claimed or (
        analysis.tokens[noun].upos == "PROPN" and not analysis.tokens[noun].form.endswith(small.name_plurals)
    ):
        return False
    if noun < number:
        return False
    if amount.comparator not in (None, "=") or amount.value_max is not None:
        return True
    if amount.value == 1 and not amount.digits:
        return _one(analysis, first, noun, lexicon)
    if not amount.digits and amount.value <= 3 and _known(analysis, first, noun, uses.definite):
        return lemma not in uses.known or _undergoes(analysis, noun, lexicon)
    return not (amount.value <= 3 and not amount.digits and lemma in uses.uncounted)


def _of_number(analysis: Analysis, amount: Amount, lexicon: Lexicon) -> bool:
    """ "One of three power lines", "one of the four guards": a part of a number that is told."""
    behind = re.match(r"\s+of\s+(?:the\s+|its\s+|their\s+|his\s+|her\s+)?(\w+)\s", analysis.text[amount.end : amount.end + 40])
    return behind is not None and (behind[1].isdigit() or behind[1].lower() in lexicon.numbers.words) and behind[1].lower() != "one"


def _known(analysis: Analysis, first: int, noun: int, words: frozenset[str]) -> bool:
    """Whether a determiner makes the counted thing one that was spoken of before: "the two sides"."""
    before = analysis.tokens[first - 1] if first else None
    if before is not None and before.form.lower() in words and before.upos in ("DET", "PRON", "CCONJ", "ADJ"):
        return True
    return any(i < first and form(analysis, i) in words for i in analysis.dependents(noun, "det", "nmod:poss"))


def _undergoes(analysis: Analysis, noun: int, lexicon: Lexicon) -> bool:
    """Whether something happens to what is counted, so that a known count is news all the same: "the two men were killed"."""
    verb = happening(analysis, noun)
    return verb is not None and lexeme(analysis, verb) in lexicon.units.people.casualty_verbs


def _one(analysis: Analysis, first: int, noun: int, lexicon: Lexicon) -> bool:
    """ "one" counts where a noun follows it at once and nothing makes it a pronoun or an unspecific time: "one soldier was wounded"."""
    uses, lemma = lexicon.numbers.uses, lexeme(analysis, noun)
    if lemma in uses.time_nouns or lemma in uses.uncounted or form(analysis, first - 1) in lexicon.small.before_one:
        return False
    if noun_unit(analysis, noun, lexicon) == "person":
        return _undergoes(analysis, noun, lexicon)
    return analysis.rel(noun) in ("nsubj", "obj", "conj")


def _numbered_name(analysis: Analysis, amount: Amount, first: int, noun: int | None) -> bool:
    """ "Fortune 500 companies", "Radio 4 listeners": the number ends a name that modifies the noun."""
    if amount.comparator is not None or not amount.digits or not first:
        return False
    before = analysis.tokens[first - 1]
    if before.upos != "PROPN" or not before.form[:1].isupper():
        return False
    return before.head in (first, noun) and analysis.rel(first - 1) in ("compound", "nmod", "flat", "amod")


def _in_a_name(analysis: Analysis, amount: Amount, first: int, number: int) -> bool:
    """ "The CAC 40 slid": a bare number that the tree joins to the name before it, with an article or as part of it."""
    if amount.comparator is not None or not amount.digits or amount.scale != 1 or first != number or not first:
        return False
    name = analysis.tokens[first - 1]
    if "NNP" not in (name.xpos, analysis.tokens[max(0, first - 2)].xpos) or not name.form[:1].isupper():
        return False
    joined = first - 2 <= analysis.tokens[first].head < first or (
        name.head == first and analysis.rel(first - 1) in ("compound", "nmod", "flat", "amod")
    )
    if not joined:
        return False
    return (analysis.rel(first) == "flat" and analysis.tokens[first].head == first - 1) or any(
        form(analysis, i) in load().small.definite_articles for i in range(max(0, first - 4), first - 1)
    )


def is_year(analysis: Analysis, amount: Amount, number: int, noun: int | None, lexicon: Lexicon) -> bool:
    """A number of four digits that is a year: bare, or before a noun that it dates ("the 2003 agreement")."""
    written = analysis.text[amount.number_start : amount.number_end]
    if not _YEAR.fullmatch(written) or amount.scale != 1 or amount.value_max is not None:
        return False
    if noun is None:
        averaged = number > 1 and lexeme(analysis, number - 2) in lexicon.numbers.uses.averages  # "an average of 1,800"
        return amount.comparator is None and not averaged
    plural = analysis.tokens[noun].xpos in ("NNS", "NNPS")
    if amount.comparator is not None and plural:
        return False
    if (
        noun_unit(analysis, noun, lexicon) == "person"
        and analysis.tokens[noun].upos == "NOUN"
        and (plural or form(analysis, noun) == "people")
    ):
        return form(analysis, number - 1) in lexicon.small.years_of_people and written.startswith(("19", "20"))
    before = form(analysis, number - 1)
    return before in lexicon.numbers.uses.before_year or not plural or analysis.tokens[noun].upos == "PROPN"


def dates(analysis: Analysis, amount: Amount, last: int, lexicon: Lexicon) -> bool:
    """A span of time that only dates: "three years ago", "two days later"; "26 months" of a sentence or delay is a figure."""
    if amount.unit in ("point", TIME) and amount.value == 1:
        return True
    if amount.unit not in lexicon.numbers.uses.time_nouns:
        return False
    after, old = form(analysis, last), lexicon.small.old_word
    if after in lexicon.small.dating_words:
        return True
    if amount.value == 1 and not amount.digits and amount.unit == "day":
        return True
    if after == old and amount.unit == "year" and analysis.dependents(last, "cop") and analysis.text[amount.end] != "-":
        return False  # "The bridge is 40 years old"
    return after == old or analysis.text[amount.end : amount.end + 1 + len(old)].lower() == f"-{old}"
