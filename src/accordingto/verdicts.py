"""Verdicts mended: what a report or a clause is called, where the parser hung the name or the clause elsewhere.

"called the reports of beatings “pure invention”": parsers give "pure invention" to the beatings, take "beatings" for a verb, or make
"the reports false" a clause. "That the army shelled the market is a fairy tale": they take the clause and the verdict for two sisters.
Both rest on the closed lists of verdicts (``operators.toml``) and cue nouns (``cues.toml``), and on where the words stand.
"""

from accordingto import cues, mending, operators
from accordingto.analysis import Analysis, Sentence
from accordingto.inflection import endings, is_plural, singular
from accordingto.mending import Edits

_FAR = 20
"""Words between a verb that gives a name and the name."""
_QUOTES = frozenset("\"“”‘’'«»„")
_BESIDE = frozenset({"DET", "ADJ", "ADV", "PUNCT"})


def name(edits: Edits, verb: int, last: int) -> None:
    """Mend "called the report of X “a lie”", "dismissed the claims as false", "called “a lie” the report of X".

    Args:
        edits: where the changes go.
        verb: a token; nothing happens unless it is a verb that gives things a name.
        last: the end of its sentence.
    """
    a = edits.a
    if a.tokens[verb].upos != "VERB" or not _naming(a, verb):
        return
    report = _report(a, verb, last)
    if report is None:
        return
    for j in range(report + 1, min(last, verb + _FAR)):
        if a.tokens[j].form.lower() in mending.words().clause_openers or _finite(a, j):
            return
        first = _named(a, report, j, last)
        if first is not None:
            _hang(edits, verb, report, first, _head(a, first, j))
            return
    before = [j for j in range(verb + 1, report) if _verdict(a, j) and a.rel(j) in ("obj", "xcomp", "obl", "ccomp")]
    if before and a.tokens[before[-1]].head == verb and not any(_finite(a, k) for k in range(verb + 1, report)):
        edits.set(report, head=verb, deprel="obj")
        edits.set(before[-1], head=verb, deprel="xcomp")


def gerund(edits: Edits, report: int) -> None:
    """ "reports of **beatings**", "claims of **looting** by his men": a gerund without subject and object is the noun that it is."""
    a = edits.a
    for j in a.dependents(report, "acl"):
        token, form = a.tokens[j], a.tokens[j].form.lower()
        marks = [k for k in a.dependents(j, "mark") if a.tokens[k].form.lower() in mending.words().content_marks]
        if token.upos != "VERB" or not marks or not singular(form).endswith(endings().gerund_ending):
            continue
        bare = [k for k in a.dependents(j, "obj") if not a.dependents(k, "case") and not _verdict(a, k)]
        if a.dependents(j, "nsubj", "aux") or (bare and not is_plural(form)):
            continue
        edits.set(j, upos="NOUN", xpos="NNS" if is_plural(form) else "NN", lemma=singular(form), head=report, deprel="nmod")
        for k in marks:
            edits.set(k, upos="ADP", deprel="case")
        for k in a.dependents(j, "obj", "obl"):
            if k not in edits.changed:
                edits.set(k, deprel="nmod")


def subject(edits: Edits, noun: int) -> None:
    """Mend "said claims that it sold grain were pure fantasy", where noun and verdict hang side by side: the noun is the subject."""
    a = edits.a
    head = a.tokens[noun].head
    if head < 0 or a.rel(noun) in ("nsubj", "obl", "nmod") or a.tokens[noun].lemma.lower() not in cues.lexicon().nouns:
        return
    beside = [
        j for j in a.children[head] if j > noun and a.dependents(j, "cop") and not a.dependents(j, "nsubj", "expl") and _verdict(a, j)
    ]
    if beside and a.dependents(noun, "acl", "nmod", "ccomp"):
        edits.set(noun, head=beside[0], deprel="nsubj")


def predicate(edits: Edits, s: Sentence) -> None:
    """Mend "That X happened is a lie": the clause becomes the subject of its verdict."""
    a = edits.a
    that = next((k for k in range(s.first, s.last) if a.tokens[k].form not in _QUOTES), s.first)
    if a.tokens[that].form.lower() not in mending.words().clause_openers or a.tokens[that].upos == "DET" or a.rel(that) == "det":
        return
    clause = _clause(a, that, s.last)
    if clause is None:
        return
    for be in range(clause + 1, s.last):
        token = a.tokens[be]
        if token.form in (",", ";", ":"):
            return
        if token.lemma.lower() not in mending.words().copula_lemmas or token.upos not in ("AUX", "VERB"):
            continue
        judged = next((k for k in range(be + 1, min(s.last, be + 7)) if _verdict(a, k)), None)
        if judged is None or any(a.tokens[k].upos not in (*_BESIDE, "PART", "NOUN", "ADP") for k in range(be + 1, judged)):
            return
        own = [j for j in a.dependents(judged, "nsubj") if j > that and clause not in (j, a.tokens[j].head)]
        if own and _says(a, clause):
            return  # "That the minister knew the story was a lie …"
        _subject(edits, that, clause, be, judged, own)
        return


def _subject(edits: Edits, that: int, clause: int, be: int, judged: int, own: list[int]) -> None:
    a = edits.a
    head, relation = a.tokens[judged].head, a.tokens[judged].deprel
    if head == clause or clause in a.ancestors(judged):
        head, relation = a.tokens[clause].head, a.tokens[clause].deprel
    edits.set(judged, head=head, deprel="root" if head < 0 else "ccomp" if relation == "csubj" else relation)
    edits.set(clause, head=judged, deprel="csubj")
    edits.set(that, head=clause, deprel="mark")
    edits.set(be, head=judged, deprel="cop")
    for j in own:
        edits.set(j, head=clause, deprel="obj" if j > clause else "nsubj")


def _clause(a: Analysis, that: int, last: int) -> int | None:
    """The predicate of the clause that opens a sentence: the first finite verb with a subject between, or with its copula."""
    for k in range(that + 2, last):
        token = a.tokens[k]
        if token.form in (",", ";", ":"):
            return None
        if token.upos == "VERB" and (token.xpos in ("VBD", "VBZ", "VBP") or a.dependents(k, "aux")):
            return k
        if token.upos in ("ADJ", "NOUN") and a.dependents(k, "cop") and not _verdict(a, k):
            return k
    return None


def _says(a: Analysis, i: int) -> bool:
    return any("clause" in cue.takes for _, cue in cues.lexicon().verbs.get(a.tokens[i].lemma.lower(), ()))


def _naming(a: Analysis, verb: int) -> bool:
    lemma = a.tokens[verb].lemma.lower()
    return any("as" in cue.takes for _, cue in cues.lexicon().verbs.get(lemma, ())) or lemma in operators.lexicon().verbs


def _report(a: Analysis, verb: int, last: int) -> int | None:
    """The noun of saying behind a verb, before any other clause; a verdict in front of it ("called “lies” the accounts") is not it."""
    found = None
    for k in range(verb + 1, min(last, verb + _FAR)):
        token = a.tokens[k]
        if _finite(a, k) or token.form in (",", ";", ":") or token.form.lower() in mending.words().report_ends:
            break
        if token.upos == "NOUN" and token.lemma.lower() in cues.lexicon().nouns and token.lemma.lower() not in cues.lexicon().words.light:
            found = k
            if not _verdict(a, k):
                break
    return found


def _verdict(a: Analysis, k: int) -> bool:
    words, token = operators.lexicon(), a.tokens[k]
    if token.upos not in ("ADJ", "NOUN", "PROPN", "VERB"):
        return False
    return token.lemma.lower() in words.words or token.form.lower() in words.words or operators.phrase_at(a, k) is not None


def _named(a: Analysis, report: int, j: int, last: int) -> int | None:
    """Where the name of a report begins, if token ``j`` ends one: behind the report's own phrase, in marks, behind "as", or last. In marks
    it need not be a verdict ("the product of a sick mind")."""
    if not _closes(a, j, last):
        return None
    if not _verdict(a, j):
        return _in_marks(a, report, j)
    phrase = operators.phrase_at(a, j)
    first = phrase[1] if phrase is not None and phrase[1] > report else j
    while first - 1 > report and a.tokens[first - 1].upos in _BESIDE and a.tokens[first - 1].form != ",":
        first -= 1
        if a.tokens[first].form in _QUOTES:
            break
    before = a.tokens[first - 1]
    if before.form.lower() in mending.words().name_openers:
        return first - 1
    if before.upos in ("ADP", "SCONJ", "CCONJ") or before.form == ",":
        return None
    return first


def _in_marks(a: Analysis, report: int, j: int) -> int | None:
    """Where the words in marks that token ``j`` ends begin, if a noun phrase stands before them and no preposition."""
    if j + 1 >= len(a.tokens) or a.tokens[j + 1].form not in _QUOTES or a.tokens[j].upos not in ("NOUN", "ADJ"):
        return None
    opening = next((k for k in range(j - 1, report + 1, -1) if a.tokens[k].form in _QUOTES), None)
    if opening is None or a.tokens[opening - 1].upos in ("ADP", "SCONJ", "CCONJ", "DET", "ADJ") or a.tokens[opening - 1].form == ",":
        return None
    return opening


def _closes(a: Analysis, j: int, last: int) -> bool:
    """Whether nothing of the same phrase follows token ``j``."""
    k = j + 1
    while k < last and a.tokens[k].form in _QUOTES:
        k += 1
    return k >= last or a.tokens[k].upos in ("PUNCT", "CCONJ", "SCONJ") or a.tokens[k].form.lower() in mending.words().name_closers


def _finite(a: Analysis, k: int) -> bool:
    return a.tokens[k].upos in ("VERB", "AUX") and a.tokens[k].xpos in ("VBD", "VBZ", "VBP", "MD")


def _head(a: Analysis, first: int, j: int) -> int:
    """The word that heads a name: the first noun of "the product of a sick mind"; else its last word."""
    openers = mending.words().name_openers
    inner = next((k for k in range(first, j) if a.tokens[k].upos == "ADP" and a.tokens[k].form.lower() not in openers), None)
    return next((k for k in range(first, inner or j) if a.tokens[k].upos == "NOUN"), j) if inner and not _verdict(a, j) else j


def _hang(edits: Edits, verb: int, report: int, first: int, named: int) -> None:
    """The report becomes what the verb names, and the name its complement; what stood between them stays with the report."""
    a, openers = edits.a, mending.words().name_openers
    edits.set(report, head=verb, deprel="obj")
    edits.set(named, head=verb, deprel="obl" if a.tokens[first].form.lower() in openers else "xcomp")
    for k in range(first, named):
        if not first <= a.tokens[k].head < named:
            edits.set(k, head=named, **({"deprel": "case"} if a.tokens[k].form.lower() in openers else {}))
    for k in range(report + 1, first):
        if not (first <= a.tokens[k].head <= named or a.tokens[k].head == verb):
            continue
        noun = next((m for m in range(k + 1, first) if a.tokens[m].upos in ("NOUN", "PROPN")), None)
        if a.tokens[k].upos == "ADP" and noun is not None:
            edits.set(k, head=noun, deprel="case")
        elif a.tokens[k].upos in ("NOUN", "PROPN"):
            edits.set(k, head=report, deprel="nmod")
