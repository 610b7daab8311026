"""Reports mended: the clause that a noun of saying opens, and what is said of the report, where a parser mixed the two up.

"The rumour that they burned it was false": parsers hang "was false" into the clause, take "claims that …" for a verb, or a full clause
("the rumour that Tonga sold the atoll") for a relative one. Only heads, relations and the tags of such a noun change; words and spans
stay. Every mending rests on the closed lists of cue nouns (``cues.toml``) and verdicts (``operators.toml``).
"""

from accordingto import cues, mending, operators, syntax, verdicts, world
from accordingto.analysis import Analysis
from accordingto.attribution import beside, quotes
from accordingto.inflection import is_plural, singular
from accordingto.mending import Edits
from accordingto.syntax import marked

_LONGEST_SENTENCE = 512
"""Tokens; longer "sentences" are noise."""

_CLOSE = 3
"""Words between a comma and the infinitive behind it."""
_LONG_ASIDE = 24
"""Words of an aside between a noun of saying and its clause, at most."""
_FAR = 12
"""Words between a noun of saying and its clause ("claims by the media of both countries that …")."""


def repaired(analysis: Analysis) -> Analysis:
    """The analysis with reports mended; the same object where nothing was wrong. Linear in the document for sentences of bounded length."""
    edits = Edits(analysis)
    for sentence in analysis.sentences:
        if sentence.last - sentence.first <= _LONGEST_SENTENCE:
            for i in range(sentence.first, sentence.last - 1):
                if i == sentence.first and _led_in_cue(analysis, i):
                    _verb(edits, i)
                if (whoever := _person_before(analysis, i)) is not None:
                    edits.set(i, head=whoever)
                if (above := _past_adverb(analysis, i)) is not None:
                    edits.set(i, head=above)
                if analysis.tokens[i].deprel == "xcomp" and _whole(analysis, i):
                    edits.set(i, deprel="ccomp")
                if (evident := _evident(analysis, i)) is not None:
                    edits.set(evident, deprel="xcomp")
                for act in _charged(analysis, i):
                    edits.set(act, head=i, deprel="advcl")
                if (said := _beside(analysis, i, sentence.last)) is not None:
                    edits.set(said, head=i, deprel="ccomp")
                for subject, clause in _subjects_of_what_is_said(analysis, i):
                    edits.set(subject, head=clause)
                if (noted := _noted_with(analysis, i)) is not None:
                    edits.set(noted, head=i, deprel="ccomp")
                if (spelled := _spelled_out(analysis, i)) is not None:
                    edits.set(spelled, deprel="parataxis")
                _list_of_infinitives(edits, i)
                _asked_of_others(edits, i, sentence.last)
                if _reports(analysis, i):
                    _done_by(edits, i)
                    verdicts.gerund(edits, i)
                    _mend(edits, i, sentence.last)
                    verdicts.subject(edits, i)
                verdicts.name(edits, i, sentence.last)
            verdicts.predicate(edits, sentence)
    _equated(edits)
    return edits.done()


def _equated(edits: Edits) -> None:
    """ "“Do not pay,” was the agency's advice": what is quoted is what is said, not a clause on the noun or on "how"."""
    a = edits.a
    for q in quotes.find(a).found:
        told = beside.equated(a, q)
        if told is not None and told.cue_token is not None:
            for i in range(q.first, q.last):
                if a.tokens[i].upos != "PUNCT" and a.tokens[i].head >= 0 and not q.first <= a.tokens[i].head < q.last:
                    edits.set(i, head=told.cue_token, deprel="ccomp")


def _done_by(edits: Edits, noun: int) -> None:
    """ "Reports of **soldiers looting** the shops": who does it was hung on the noun, and the gerund beside it or on it."""
    a, words = edits.a, cues.lexicon().words
    for whose in a.dependents(noun, "nmod"):
        verb = next((j for j in (*a.dependents(noun, "acl"), *a.dependents(whose, "acl")) if a.tokens[j].xpos == "VBG" and j > whose), None)
        if verb is None or whose < noun or a.dependents(verb, "nsubj") or max(j for j in a.subtree(whose) if j < verb) != verb - 1:
            continue
        opening = [k for k in (*a.dependents(whose, "case"), *a.dependents(verb, "mark")) if a.tokens[k].form.lower() in words.about_what]
        if opening and opening[0] < whose:
            edits.set(verb, head=noun)
            edits.set(whose, head=verb, deprel="nsubj")
            edits.set(opening[0], head=verb, deprel="mark")


def _evident(a: Analysis, verb: int) -> int | None:
    """ "Two boats were found **to carry** rockets": what they were found to do, hung as what they were found for."""
    if a.tokens[verb].lemma.lower() not in cues.lexicon().words.evidenced or not syntax.passive(a, verb):
        return None
    marks = ((j, k) for j in a.dependents(verb, "advcl") for k in a.dependents(j, "mark"))
    return next((j for j, k in marks if k == verb + 1 and syntax.infinitive(a, j)), None)


def _charged(a: Analysis, verb: int) -> list[int]:
    """ "The court acquitted the man **of attacking** the port": what somebody is accused or cleared of, hung on himself."""
    taking = (cue for word, cue in cues.lexicon().verbs.get(a.tokens[verb].lemma.lower(), ()) if not word)
    if a.tokens[verb].upos != "VERB" or not any({"of", "of act"} & {*cue.takes} for cue in taking):
        return []
    accused = a.dependents(verb, "obj", "nsubj:pass")
    marks = ((j, k) for o in accused for j in a.dependents(o, "acl") if j > max(o, verb) for k in a.dependents(j, "mark"))
    return [j for j, k in marks if a.tokens[k].form.lower() in cues.lexicon().words.about_what and "VBG" in _forms(a, j)]


def _forms(a: Analysis, j: int) -> set[str]:
    """The tags of a verb and its helpers."""
    return {a.tokens[k].xpos for k in (j, *a.dependents(j, "aux"))}


def _led_in_cue(a: Analysis, i: int) -> bool:
    """Whether a verb of asking or saying that begins an item was taken for a noun ("The Council: (a) **calls** on Togo to …")."""
    token = a.tokens[i]
    verbs = cues.lexicon().verbs
    return token.xpos == "NNS" and token.head < 0 and singular(token.form.lower()) in verbs and syntax.led_in(a, i) is not None


def _verb(edits: Edits, i: int) -> None:
    """A noun becomes a verb in the third person, with what hangs on it."""
    a = edits.a
    edits.set(i, upos="VERB", xpos="VBZ", lemma=singular(a.tokens[i].form.lower()))
    for j in a.children[i]:
        relation = {"nmod": "obl", "acl": "xcomp"}.get(a.rel(j))
        if relation is not None:
            edits.set(j, deprel=relation)


def _person_before(a: Analysis, i: int) -> int | None:
    """Of "was the reply of its manager, **Ana Reyes**, who said that …" the person right before "who", where the clause hangs on a noun
    further back that is none."""
    head, who = a.tokens[i].head, [j for j in a.dependents(i, "nsubj") if a.tokens[j].xpos == "WP"]
    if a.tokens[i].deprel != "acl:relcl" or head < 0 or not who or a.tokens[head].upos != "NOUN":
        return None
    role, person = world.load().roles.get(a.tokens[head].lemma.lower()), a.entity_of.get(who[0] - 1 - (a.tokens[who[0] - 1].form == ","))
    if role is not None or person is None or person.type != "PER" or person.first <= head:
        return None
    return next(k for k in range(person.first, person.last) if not person.first <= a.tokens[k].head < person.last)


def _past_adverb(a: Analysis, i: int) -> int | None:
    """The verb that an infinitive hangs on where the parser hangs it on the adverb between ("has yet **to confirm**")."""
    above = a.tokens[i].head
    hung = a.tokens[i].deprel == "xcomp" and above >= 0 and a.tokens[above].upos == "ADV" and a.tokens[above].deprel == "advmod"
    return a.tokens[above].head if hung and i > above > a.tokens[above].head >= 0 else None


def _whole(a: Analysis, i: int) -> bool:
    """Whether an open complement is a clause with a subject of its own: "felt the walls **were too bright**"."""
    subjects = a.dependents(i, "nsubj")
    finite = [i, *a.dependents(i, "cop", "aux")]
    return bool(subjects) and subjects[0] < i and any(a.tokens[k].xpos in ("VBD", "VBZ", "VBP", "MD") for k in finite)


def _subjects_of_what_is_said(a: Analysis, verb: int) -> list[tuple[int, int]]:
    """Of ""Every **officer** signed," said Keita" the subject that was hung on "said" although who says it stands right behind."""
    subjects = [j for j in a.children[verb] if a.tokens[j].deprel == "nsubj"]
    behind = [j for j in subjects if verb < j]
    clauses = [j for j in a.dependents(verb, "ccomp") if j < verb and not a.dependents(j, "nsubj")]
    if not behind or len(clauses) != 1 or a.tokens[verb - 1].upos != "PUNCT":
        return []
    return [(j, clauses[0]) for j in subjects if j < clauses[0]]


def _noted_with(a: Analysis, verb: int) -> int | None:
    """The clause of "note **with concern** that …", which parsers hang on the noun: it is what is noted."""
    if a.tokens[verb].upos != "VERB" or a.dependents(verb, "ccomp", "obj") or not _takes_clause(a, verb):
        return None
    known, stated = cues.lexicon().nouns, cues.lexicon().words.statements
    felt = [n for n in a.dependents(verb, "obl") if n > verb and (lemma := a.tokens[n].lemma.lower()) in known and lemma not in stated]
    clauses = [j for n in felt for j in a.dependents(n, "acl", "ccomp") if marked(a, j, *mending.words().clause_openers)]
    return clauses[0] if clauses else None


def _spelled_out(a: Analysis, verb: int) -> int | None:
    """The clause behind the colon of "denied this: **no shot was fired**", which parsers take for what is denied."""
    if a.tokens[verb].lemma.lower() not in cues.lexicon().words.rejoinders or not a.dependents(verb, "obj", "obl"):
        return None
    behind = (j for j in a.dependents(verb, "ccomp") if any(a.tokens[k].form == ":" for k in range(verb, j)))
    return next(behind, None)


def _list_of_infinitives(edits: Edits, verb: int) -> None:
    """ "to release them at once, **to withdraw** its posts, and to open the area": the second was hung as a purpose of the first."""
    a = edits.a
    last = [j for j in a.dependents(verb, "conj") if syntax.infinitive(a, j)]
    middle = [j for j in a.dependents(verb, "advcl") if syntax.infinitive(a, j) and last and verb < j < last[-1]]
    for j in middle:
        comma = next((k for k in range(j, verb, -1) if a.tokens[k].form == ","), None)
        if not syntax.infinitive(a, verb) or comma is None or j - comma > _CLOSE:
            continue
        edits.set(j, head=verb, deprel="conj")
        for k in a.children[j]:
            if k < comma:
                edits.set(k, head=verb)


def _asked_of_others(edits: Edits, verb: int, last: int) -> None:
    """ "urge Chad to open the road and **Sudan to release** the men", "calls on Togo to pay, and **on Benin not to sell**": each is asked
    something of its own, without the verb being said again. Parsers hang whom else anywhere."""
    a = edits.a
    known = cues.lexicon().verbs.get(a.tokens[verb].lemma.lower(), ())
    if a.tokens[verb].upos != "VERB" or not any(c.stance == "demanded" and "infinitive" in c.takes for _, c in known):
        return
    first = next((j for j in a.dependents(verb, "xcomp", "advcl") if j > verb and syntax.infinitive(a, j)), None)
    asked = [j for j in a.dependents(verb, "obj", "iobj", "obl") if verb < j and (first is None or j < first)]
    if first is None or not asked:
        return
    case = {a.tokens[k].form.lower() for k in a.dependents(asked[-1], "case")}
    for to in range(first + 2, last - 1):
        if a.tokens[to].xpos != "TO" or a.tokens[to].deprel != "mark" or a.tokens[a.tokens[to].head].xpos != "VB":
            continue
        whom = to - 1 - (a.tokens[to - 1].upos == "PART")
        opens = _opens_with(a, whom, case)
        if opens is not None and opens > first and a.tokens[to].head != first:
            other = a.tokens[to].head
            edits.set(other, head=first, deprel="conj")
            edits.set(whom, head=other, deprel="nsubj")
            for k in range(opens, whom):
                if a.tokens[k].upos in ("CCONJ", "ADP"):
                    edits.set(k, head=other, deprel="cc")
                elif a.tokens[k].head not in range(opens, whom + 1):
                    edits.set(k, head=whom)
            for k in (k for k in a.children[whom] if k > other):
                edits.set(k, head=next((n for n in range(k - 1, other, -1) if a.tokens[n].upos in ("NOUN", "PROPN")), other))


def _opens_with(a: Analysis, whom: int, case: set[str]) -> int | None:
    """Where the conjunction or comma stands that opens a phrase that ends with ``whom``: somebody, or, behind the preposition of whoever is
    asked first, anybody."""
    if a.tokens[whom].upos not in ("NOUN", "PROPN"):
        return None
    role = world.load().roles.get(a.tokens[whom].lemma.lower())
    somebody = a.tokens[whom].upos == "PROPN" or (role is not None and role.kind in ("person", "people", "body"))
    k = whom - 1
    while a.tokens[k].upos in ("DET", "ADJ", "PROPN", "NOUN", "NUM", "PRON"):
        k -= 1
    again = a.tokens[k].form.lower() in case
    k -= again
    joined = a.tokens[k].upos == "CCONJ" or a.tokens[k].form == ","
    return k if joined and (again or (somebody and not case)) else None


def _takes_clause(a: Analysis, verb: int) -> bool:
    return any("clause" in cue.takes for more, cue in cues.lexicon().verbs.get(a.tokens[verb].lemma.lower(), ()) if not more)


def _beside(a: Analysis, verb: int, last: int) -> int | None:
    """The clause right behind a verb of saying that has no other, where it was hung beside it: "X blames Y; Z **says it was shown** …"."""
    token = a.tokens[verb]
    if token.upos != "VERB" or token.xpos not in ("VBD", "VBZ", "VBP") or a.dependents(verb, "ccomp", "xcomp", "obj", "obl"):
        return None
    if not a.dependents(verb, "nsubj") or not any(
        "clause" in c.takes for p, c in cues.lexicon().verbs.get(token.lemma.lower(), ()) if not p
    ):
        return None
    subject = next((k for k in range(verb + 1, min(last, verb + _FAR)) if a.rel(k) == "nsubj"), None)
    if subject is None or a.tokens[subject].head <= subject:
        return None
    clause = a.tokens[subject].head
    hung = a.rel(clause) in ("conj", "parataxis") and a.tokens[clause].head < verb and min(a.subtree(clause)) == verb + 1
    return clause if hung else None


def _reports(a: Analysis, i: int) -> bool:
    """Whether a token is a noun of saying, by its form where it is tagged as a verb right before its clause ("said claims that …")."""
    token = a.tokens[i]
    nouns = cues.lexicon().nouns
    if token.upos == "NOUN":
        return token.lemma.lower() in nouns
    if (
        token.upos not in ("VERB", "PROPN")
        or a.tokens[i + 1].form.lower() not in mending.words().clause_openers
        or a.dependents(i, "nsubj", "aux", "cop")
    ):
        return False
    form = token.form.lower()
    return singular(form) in nouns and (is_plural(form) or token.upos == "PROPN")


def _mend(edits: Edits, noun: int, last: int) -> None:
    a = edits.a
    that = _that(a, noun, last)
    head = _clause(a, that, last) if that is not None else None
    if that is None or head is None:
        return
    if any(_reports(a, k) for k in range(noun + 1, that)):
        return  # "no truth in the **rumour** that": the nearer noun's
    owner = a.tokens[noun + 1].head if a.tokens[noun + 1].form.lower() in mending.words().owner_marks else -1
    if noun < owner < that and a.tokens[owner].head == a.tokens[noun].head:
        edits.set(owner, head=noun, deprel="nmod")
    if wrong := a.tokens[noun].upos != "NOUN":
        edits.set(noun, upos="NOUN", xpos="NNS", lemma=singular(a.tokens[noun].form.lower()))
    verdict = _verdict_after(a, noun, head, last)
    if verdict is not None:
        edits.predicate(noun, head, verdict)
    elif (named := _named_after(a, noun, head, last)) is not None:
        edits.name(noun, head, named)
    if wrong or verdict is not None or a.tokens[head].head != noun or a.tokens[head].deprel == "acl:relcl" or a.rel(that) != "mark":
        edits.set(head, head=noun, deprel="acl")
        edits.set(that, head=head, deprel="mark")
        for j in range(that + 1, head):
            if a.rel(j) == "nsubj" and not that < a.tokens[j].head <= head:
                edits.set(j, head=head, deprel="nsubj")


def _that(a: Analysis, noun: int, last: int) -> int | None:
    """The "that" of the noun's clause: right behind it, behind whose it is, a verb that only says that it spreads, or an aside."""
    if a.tokens[noun + 1].form == ",":
        return _behind_aside(a, noun, last)
    k, words = noun + 1, mending.words()
    while k < min(last - 2, noun + _FAR):
        token = a.tokens[k]
        form = token.form.lower()
        if form in words.clause_openers:
            before = a.tokens[k - 1]
            return k if before.upos in ("NOUN", "PROPN", "PRON", "VERB", "ADV", "NUM") or k == noun + 1 else None
        behind = k == noun + 1 and form in words.report_openers
        spreads = token.upos == "VERB" and token.lemma.lower() in words.spreading_verbs and a.tokens[noun].head == k
        made = k == noun + 1 and token.xpos == "VBN" and token.lemma.lower() in cues.lexicon().words.light  # "claims made by X that"
        within = k > noun + 1 and token.upos in ("DET", "ADJ", "NOUN", "PROPN", "ADP", "PRON", "PART", "NUM", "CCONJ")
        if not (behind or spreads or made or within or (token.upos == "AUX" and k == noun + 1)):
            return None
        k += 1
    return None


def _behind_aside(a: Analysis, noun: int, last: int) -> int | None:
    """The "that" behind what a participle says of the report between commas: "the claim, made by a paper and spread abroad, that …"."""
    for k in range(noun + 3, min(last - 2, noun + _LONG_ASIDE)):
        if a.tokens[k].form.lower() in mending.words().clause_openers and a.tokens[k - 1].form == ",":
            inside = range(noun + 2, k - 1)
            told = any(j in inside and a.tokens[j].xpos == "VBN" for j in a.dependents(noun, "acl"))
            said = a.tokens[noun].head in inside or any(a.tokens[j].upos == "VERB" and a.dependents(j, "nsubj") for j in inside)
            return k if told and not said else None
    return None


def _clause(a: Analysis, that: int, last: int) -> int | None:
    """The predicate of the full clause that "that" opens: the first with a subject of its own, not the relative pronoun."""
    for k in range(that + 1, last):
        if a.tokens[k].upos not in ("VERB", "ADJ", "NOUN", "PROPN", "AUX"):
            continue
        subjects = [j for j in a.dependents(k, "nsubj", "expl", "csubj") if that < j]
        if subjects and (a.tokens[k].upos == "VERB" or a.dependents(k, "cop")):
            taken = [j for j in a.dependents(k, "obj") if j > k]
            if any(j == that and a.rel(j) == "obj" for j in a.children[k]) and not taken and _hands_on(a, k):
                return None  # "the claim that Tonga made"
            return k
        if a.tokens[k].upos == "VERB" and a.dependents(k, "aux") and subjects:
            return k
        if a.tokens[k].upos == "VERB" and _finite(a, k) and k > that + 1:
            # the subject hangs elsewhere, as where "was false" was taken for the clause's predicate
            return k if a.tokens[k - 1].upos in ("NOUN", "PROPN", "PRON", "AUX", "ADV", "PART") else None
    return None


def _hands_on(a: Analysis, verb: int) -> bool:
    """Whether a verb is one that makes or passes on a report, so that "that" is what it makes."""
    lexicon, lemma = cues.lexicon(), a.tokens[verb].lemma.lower()
    return (
        lemma in lexicon.words.light or lemma in lexicon.verbs or lemma in operators.lexicon().verbs or lemma in operators.lexicon().relays
    )


def _finite(a: Analysis, k: int) -> bool:
    return a.tokens[k].xpos in ("VBD", "VBZ", "VBP") or bool(a.dependents(k, "aux"))


def _verdict_after(a: Analysis, noun: int, clause: int, last: int) -> int | None:
    """The predicate behind the clause that says what the report is ("was false", "were dismissed") or whom it comes from, where the parser
    hung it into the clause."""
    copulas = mending.words().copula_lemmas
    for k in range(clause + 2, last):
        token = a.tokens[k]
        if token.form in (";", ",") and k + 1 < last and a.tokens[k + 1].upos == "CCONJ":
            return None
        if token.upos == "VERB" and token.xpos in ("VBD", "VBZ", "VBP") and token.lemma.lower() in cues.lexicon().words.come:
            return k if not a.dependents(k, "nsubj") and noun in a.ancestors(k) else None
        be = next((m for m in range(k - 1, max(clause, k - 4), -1) if a.tokens[m].lemma.lower() in copulas), None)
        if be is None or any(a.tokens[m].upos not in ("AUX", "ADV", "PART", "DET", "ADP", "ADJ") for m in range(be, k)):
            continue
        words = operators.lexicon().words
        passes = (token.upos in ("ADJ", "NOUN") and token.lemma.lower() in words) or (token.xpos == "VBN" and token.form.lower() in words)
        judged = token.upos == "VERB" and token.xpos == "VBN" and operators.verb(a, k) is not None
        if not (passes or judged):
            continue
        if a.tokens[noun].head == k and a.rel(noun) == "nsubj":
            return None  # as it should be
        beside = a.tokens[k].head == a.tokens[noun].head and a.rel(noun) == "obj" and a.rel(k) in ("ccomp", "xcomp")
        below = beside or noun in a.ancestors(k) or clause in a.ancestors(k) or a.tokens[noun].upos != "NOUN"
        subjects = [j for j in a.dependents(k, "nsubj") if j > noun]
        return k if below and all(j < be for j in subjects) else None
    return None


def _named_after(a: Analysis, noun: int, clause: int, last: int) -> int | None:
    """The name that the report is given, where the parser hung it into the clause ("called the story that it took bribes a lie",
    "described reports that troops crossed as fabricated")."""
    verb = a.tokens[noun].head
    if verb < 0 or verb > noun or a.rel(noun) not in ("obj", "obl", "nsubj"):
        return None
    words = operators.lexicon().words
    for k in range(clause + 1, last):
        token = a.tokens[k]
        if words.get(token.lemma.lower()) is None and words.get(token.form.lower()) is None:
            continue
        if clause not in a.ancestors(k):
            continue
        marked = any(a.tokens[m].form.lower() in mending.words().name_openers for m in a.dependents(k, "case", "mark"))
        called = a.rel(k) in ("obj", "xcomp", "obl", "appos", "amod") and k > clause + 1 and _naming(a, verb)
        if marked or (called and all(a.tokens[m].upos == "PUNCT" for m in range(k + 1, last))):
            return k
    return None


def _naming(a: Analysis, verb: int) -> bool:
    return any("as" in cue.takes for _, cue in cues.lexicon().verbs.get(a.tokens[verb].lemma.lower(), ()))
