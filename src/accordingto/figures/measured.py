"""What an amount measures and what it is a share of, in the text's words.

``measured`` is what happens to the counted thing or is true of it ("were killed", "of wheat exports"), as docs/annotation.md has it: of a
subject its predicate, of an object the verb, of an amount with a measuring verb the subject, of a modifier the noun.
"""

from accordingto.analysis import Analysis
from accordingto.figures import phrases
from accordingto.figures.amounts import Amount
from accordingto.figures.lexicon import HOW_OFTEN, PERCENT, TIME, Lexicon, load
from accordingto.figures.mention import NOUNS, case_of, form, lexeme, same_sentence, subject, verb_before

# --- what is measured


def measured(analysis: Analysis, amount: Amount, noun: int | None, head: int, first: int, last: int, lexicon: Lexicon) -> str | None:
    """What an amount measures.

    Args:
        analysis: the document.
        amount: the amount.
        noun: the counted noun, None where there is none beside the number.
        head: the token that stands for the amount in the tree.
        first: the amount's first token.
        last: the token behind the number and its unit.
        lexicon: the tables.
    """
    spans = amount.unit in lexicon.numbers.uses.time_nouns or amount.unit in HOW_OFTEN
    if noun is None:
        part = _of_them(analysis, last, lexicon)
        if part is not None:
            return part
        by_verb = None if spans else _measuring_subject(analysis, amount, first, lexicon)
        if by_verb is not None:
            return by_verb
        modified = _modified(analysis, head, last)
        if modified:
            return modified
    stuff = _stuff(analysis, last, lexicon) if noun is None and amount.unit not in (None, PERCENT) else None
    said = _said_of(analysis, amount, head, first, last, lexicon)
    if noun is not None and said:
        more = _modifier(analysis, noun)
        return f"{said} … {more}" if more and more not in said else said
    if amount.unit in lexicon.units.distances and (way := _way(analysis, last, lexicon)):
        return f"{said} … {way}" if said and said not in way and way not in said else way
    if stuff and said:
        return f"{said} … {stuff}" if not (said in stuff or stuff in said) else said
    return said or stuff


def _of_them(analysis: Analysis, last: int, lexicon: Lexicon) -> str | None:
    """ "eleven of them children", "one of them gravely": what is said of the part without a verb of its own."""
    if form(analysis, last) != "of" or form(analysis, last + 1) not in lexicon.small.said_of_pronouns or last + 2 >= len(analysis.tokens):
        return None
    i = last + 2
    if analysis.tokens[i].upos not in ("NOUN", "ADJ", "ADV", "ADP") and analysis.tokens[i].xpos != "VBN":
        return None
    end = analysis.sentences[analysis.sentence_of[i]].last
    stop = next((k for k in range(i, min(i + 8, end)) if analysis.tokens[k].upos in ("PUNCT", "CCONJ", "AUX")), min(i + 5, end))
    return analysis.words(i, stop) if stop > i else None


def _way(analysis: Analysis, last: int, lexicon: Lexicon) -> str | None:
    """ "9 miles south of the cape", "350 metres away": the direction behind a distance."""
    if form(analysis, last) not in lexicon.small.ways_behind:
        return None
    end = analysis.sentences[analysis.sentence_of[last]].last
    i = last + 1
    while i < min(end, last + 6) and analysis.tokens[i].upos in ("ADP", "DET", "PROPN", "NOUN", "ADJ"):
        i += 1
    return analysis.words(last, i)


def _modifier(analysis: Analysis, noun: int) -> str | None:
    """ "97 people in detention", "nine boys asleep": a phrase behind the counted noun that says where or how they are."""
    for child in analysis.dependents(noun, "nmod", "amod", "advmod"):
        if noun < child <= noun + 6 and case_of(analysis, child) not in ("of", ""):
            words = phrases.noun_phrase(analysis, child)
            return f"{case_of(analysis, child)} {words}" if words and f"{case_of(analysis, child)} {words}" in analysis.text else words
        if child == noun + 1 and analysis.tokens[child].upos in ("ADJ", "ADV"):
            return analysis.tokens[child].form
    return None


def _modified(analysis: Analysis, head: int, last: int) -> str | None:
    """ "a 24-hour shift", "a $40 million loan": the noun that the amount modifies."""
    relation, above = analysis.rel(head), analysis.tokens[head].head
    modifies = relation in ("nummod", "compound", "amod", "nmod") and above > head and not analysis.dependents(head, "case")
    if modifies and analysis.tokens[above].upos in ("NOUN", "PROPN"):
        return phrases.noun_phrase(analysis, above, after=max(head, last - 1))
    return None


def _stuff(analysis: Analysis, last: int, lexicon: Lexicon) -> str | None:
    """ "20 tonnes of wheat", "$5bn in aid": the words for the stuff."""
    small = lexicon.small
    if form(analysis, last) in small.before_stuff:
        end = phrases.chunk_end(analysis, last + 1) if last + 1 < len(analysis.tokens) else last
        start = last + 2 if (form(analysis, last), form(analysis, last + 1)) == small.worth_of else last + 1
        if end > start and not analysis.tokens[start].form[0].isdigit() and lexeme(analysis, end - 1) not in small.when_nouns:
            told = form(analysis, last) != small.stuff_in or analysis.tokens[end - 1].xpos in ("NN", "NNS")
            return analysis.words(start, end) if told else None
    return None


def _said_of(analysis: Analysis, amount: Amount, head: int, first: int, last: int, lexicon: Lexicon) -> str | None:
    """What is said of the amount, by its place in the tree, the nearest predicate or noun above it."""
    i = head
    for _ in range(6):
        relation, above = analysis.rel(i), analysis.tokens[i].head
        if analysis.dependents(i, "cop") or above < 0:
            return _of_root(analysis, i, head, first, last, lexicon)
        if relation in ("nsubj", "obj", "obl", "iobj", "advmod", "xcomp", "ccomp", "advcl"):
            return _of_predicate(analysis, i, above, relation, lexicon)
        if relation in ("nmod", "appos") and above not in range(first, last):
            clause = _clause(analysis, i, first)
            if clause:
                return clause
            words = _noun_above(analysis, above, i)
            if words:
                return words
        if relation in ("acl", "parataxis", "dep", "list", "discourse", "orphan"):
            break
        i = above
    return _clause(analysis, head, first)


def _noun_above(analysis: Analysis, above: int, i: int) -> str | None:
    """ "a convoy of 23 vehicles": the noun that the amount belongs to, without the amount."""
    if analysis.tokens[above].upos not in NOUNS:
        return None
    return phrases.noun_phrase(analysis, above, without=tuple(analysis.subtree(i)))


def _clause(analysis: Analysis, i: int, first: int) -> str | None:
    """ "27 people killed", "the seven who returned": a participle or relative clause on the counted noun."""
    for child in analysis.dependents(i, "acl"):
        if child > i:
            return _predicate(analysis, child, i)
    for child in analysis.dependents(i, "amod"):
        if child < i and analysis.tokens[child].xpos in ("VBN", "VBG"):
            return analysis.tokens[child].form
    return None


def _of_root(analysis: Analysis, i: int, head: int, first: int, last: int, lexicon: Lexicon) -> str | None:
    """An amount that is itself what is said: "the toll is 22", "Deaths: 7", "38 still missing"."""
    subjects = [s for s in analysis.dependents(i, "nsubj") if s not in range(first, last)]
    if subjects and i != subjects[0]:
        return phrases.noun_phrase(analysis, subjects[0]) or analysis.tokens[subjects[0]].form
    clause = _clause(analysis, i, first)
    if clause:
        return clause
    for child in analysis.dependents(i, "amod", "advmod", "nmod", "obl", "appos", "parataxis", "dep", "xcomp"):
        if child > i and child >= last and analysis.tokens[child].upos in ("ADJ", "ADV", "NOUN", "PROPN", "VERB"):
            return phrases.noun_phrase(analysis, child) or analysis.tokens[child].form
    if i != head and analysis.tokens[i].upos in NOUNS:
        return phrases.noun_phrase(analysis, i, without=tuple(analysis.subtree(_child_towards(analysis, i, head))))
    beside = same_sentence(analysis, last, head)
    if beside and (form(analysis, last) in lexicon.units.people.tolls or analysis.tokens[last].xpos == "VBN"):
        return analysis.tokens[last].form
    return None


def _child_towards(analysis: Analysis, top: int, below: int) -> int:
    """The dependent of a token through which another hangs on it."""
    i = below
    while analysis.tokens[i].head not in (top, -1):
        i = analysis.tokens[i].head
    return i


def _of_predicate(analysis: Analysis, i: int, verb: int, relation: str, lexicon: Lexicon) -> str | None:
    """The words of the predicate that an amount is an argument of."""
    uses = lexicon.numbers.uses
    if analysis.tokens[verb].upos not in ("VERB", "AUX", "ADJ", "NOUN", "ADV", "PRON", "PROPN", "NUM"):
        return None
    if relation == "nsubj":
        return _predicate(analysis, verb, i)
    own = subject(analysis, verb)
    spans = analysis.rel(i) in ("obl", "advmod", "obj") and (lexeme(analysis, i) in uses.time_nouns or lexeme(analysis, i) == TIME)
    if spans and own is not None:
        return _predicate_words(analysis, verb)
    there = lexicon.small.there_is
    if any(form(analysis, k) == there for k in analysis.dependents(verb, "expl")):
        words = f"{there} {phrases.verb_group(analysis, verb)}"
        return words if words in analysis.text else there
    light = lexeme(analysis, verb) in uses.measuring or lexeme(analysis, verb) in uses.light or bool(analysis.dependents(verb, "cop"))
    if light and own is not None and own != i:
        words = phrases.noun_phrase(analysis, own) or analysis.tokens[own].form
        if lexeme(analysis, verb) in uses.light or analysis.tokens[own].upos == "PRON":
            return f"{words} … {phrases.verb_group(analysis, verb)}" if own < verb else words
        return words
    group = phrases.verb_group(analysis, verb)
    if relation == "obj":
        return group
    case = case_of(analysis, i)
    objects = analysis.dependents(verb, "obj")
    if objects and objects[0] > verb and (thing := phrases.noun_phrase(analysis, objects[0])):
        return f"{group} {thing}" if objects[0] - verb < 6 and f"{group} {thing}" in analysis.text else f"{group} … {thing}"
    if case and f"{group} {case}" in analysis.text:
        return f"{group} {case}"
    return group


def _predicate_words(analysis: Analysis, verb: int) -> str:
    """A predicate that goes on for a time: "has slept under his lorry", "had been silent"."""
    group = phrases.verb_group(analysis, verb)
    for child in analysis.dependents(verb, "obj", "obl", "xcomp"):
        if verb < child < verb + 6 and lexeme(analysis, child) not in load().numbers.uses.time_nouns:
            words = analysis.words(verb, child + 1)
            return group[: len(group) - len(analysis.tokens[verb].form)] + words if group.endswith(analysis.tokens[verb].form) else words
    return group


def _predicate(analysis: Analysis, verb: int, i: int) -> str:
    """A predicate whose subject is counted: auxiliaries, verb, and its object or first complement."""
    group = phrases.verb_group(analysis, verb)
    if analysis.tokens[verb].upos in ("NOUN", "ADJ", "PROPN", "ADV") and analysis.dependents(verb, "cop"):
        words = phrases.noun_phrase(analysis, verb, after=i) if i < verb else None
        return words or analysis.tokens[verb].form
    passive = any(analysis.tokens[k].deprel == "aux:pass" for k in analysis.dependents(verb, "aux")) or analysis.tokens[verb].xpos == "VBN"
    for child in analysis.dependents(verb, "obj", "xcomp", *(() if passive else ("obl",))):
        if child > verb and child - verb < 8:
            end = max(k for k in [child, *analysis.dependents(child, "compound", "flat")] if k >= child)
            words = analysis.words(verb, end + 1)
            return group[: len(group) - len(analysis.tokens[verb].form)] + words if group.endswith(analysis.tokens[verb].form) else words
    return group


def _measuring_subject(analysis: Analysis, amount: Amount, first: int, lexicon: Lexicon) -> str | None:
    """The subject of a measuring verb right before the amount: "Inflation fell from 31 percent", "the debt has exceeded $5 billion"."""
    start = analysis.token_at(amount.quote_start)
    verb = verb_before(analysis, start) if start is not None else None
    uses = lexicon.numbers.uses
    if verb is None or lexeme(analysis, verb) not in uses.measuring:
        return None
    if amount.unit in lexicon.units.distances and lexeme(analysis, verb) in uses.moving:
        return None  # "fell 12 km from the bridge"
    own = subject(analysis, verb, lexicon.units.people.tolls)
    if own is None or own >= first:
        return None
    words = phrases.noun_phrase(analysis, own)
    return words or f"{analysis.tokens[own].form} … {analysis.tokens[verb].form}"
