"""How fine claims are cut, and which words are whose, on hand-written trees."""

import pytest

from accordingto import propositions, syntax
from tests.trees import tree

CONTROL = """
The the DET DT 2 det
cabinet cabinet NOUN NN 3 nsubj
decided decide VERB VBD 0 root
last last ADJ JJ 5 amod
week week NOUN NN 3 obl:tmod
to to PART TO 7 mark
reopen reopen VERB VB 3 xcomp
the the DET DT 9 det
port port NOUN NN 7 obj
~. . PUNCT . 3 punct"""

COORDINATION = """
Rebels rebel NOUN NNS 2 nsubj
burned burn VERB VBD 0 root
a a DET DT 4 det
bridge bridge NOUN NN 2 obj
~, , PUNCT , 6 punct
looted loot VERB VBD 2 conj
shops shop NOUN NNS 6 obj
and and CCONJ CC 9 cc
took take VERB VBD 2 conj
hostages hostage NOUN NNS 9 obj
~. . PUNCT . 2 punct"""

RELATIVE = """
Soldiers soldier NOUN NNS 2 nsubj
left leave VERB VBD 0 root
the the DET DT 4 det
valley valley NOUN NN 2 obj
~, , PUNCT , 7 punct
which which PRON WDT 7 nsubj:pass
flooded flood VERB VBD 4 acl:relcl
in in ADP IN 9 case
May May PROPN NNP 7 obl
~. . PUNCT . 2 punct"""

PARTICIPLE = """
Having have AUX VBG 2 aux
lost lose VERB VBN 7 advcl
the the DET DT 4 det
vote vote NOUN NN 2 obj
~, , PUNCT , 2 punct
Okello Okello PROPN NNP 7 nsubj
resigned resign VERB VBD 0 root
~. . PUNCT . 7 punct"""

REPORTED = """
Okello Okello PROPN NNP 2 nsubj
said say VERB VBD 0 root
that that SCONJ IN 5 mark
police police NOUN NNS 5 nsubj
left leave VERB VBD 2 ccomp
~. . PUNCT . 2 punct"""

LISTED = """
They they PRON PRP 2 nsubj
include include VERB VBP 0 root
a a DET DT 4 det
truce truce NOUN NN 2 obj
in in ADP IN 6 case
Aden Aden PROPN NNP 4 nmod
~, , PUNCT , 8 punct
elections election NOUN NNS 4 conj
and and CCONJ CC 10 cc
aid aid NOUN NN 4 conj
~. . PUNCT . 2 punct"""

NOMINAL = """
Traders trader NOUN NNS 2 nsubj
mourned mourn VERB VBD 0 root
the the DET DT 4 det
attack attack NOUN NN 2 obj
on on ADP IN 7 case
the the DET DT 7 det
market market NOUN NN 4 nmod
~. . PUNCT . 2 punct"""

CONNECTOR = """
However however ADV RB 4 advmod
~, , PUNCT , 4 punct
Mali Mali PROPN NNP 4 nsubj
agreed agree VERB VBD 0 root
~. . PUNCT . 4 punct"""

# why, tree, event nouns, cues, expected [(predicate, form, words, presupposed)]
CASES = [
    (
        "an open complement belongs to the verb that governs it",
        CONTROL,
        (),
        (),
        [("decided", "clause", "The cabinet decided last week to reopen the port", False)],
    ),
    (
        "coordinated predicates are claims of their own",
        COORDINATION,
        (),
        (),
        [
            ("burned", "clause", "Rebels burned a bridge", False),
            ("looted", "clause", "looted shops", False),
            ("took", "clause", "took hostages", False),
        ],
    ),
    (
        "a relative clause keeps its antecedent, and leaves the main clause",
        RELATIVE,
        (),
        (),
        [("left", "clause", "Soldiers left the valley", False), ("flooded", "relative", "the valley , which flooded in May", False)],
    ),
    (
        "a participle clause is a claim of its own",
        PARTICIPLE,
        (),
        (),
        [("lost", "adverbial", "Having lost the vote", False), ("resigned", "clause", "Okello resigned", False)],
    ),
    ("a verb that only reports is no claim, its content is", REPORTED, (), ("said",), [("left", "complement", "police left", False)]),
    (
        "each item of what something includes",
        LISTED,
        (),
        (),
        [
            ("include", "clause", "They include a truce in Aden", False),
            ("truce", "item", "a truce in Aden", False),
            ("elections", "item", "elections", False),
            ("aid", "item", "aid", False),
        ],
    ),
    (
        "an event noun that names a participant is presupposed",
        NOMINAL,
        ("attack",),
        (),
        [("mourned", "clause", "Traders mourned the attack on the market", False), ("attack", "nominal", "the attack on the market", True)],
    ),
    ("a connector is no part of the evidence", CONNECTOR, (), (), [("agreed", "clause", "Mali agreed", False)]),
]


@pytest.mark.parametrize(("why", "rows", "nouns", "cues", "expected"), CASES, ids=[c[0] for c in CASES])
def test_propositions(why, rows, nouns, cues, expected):
    a = tree(rows)
    index = {t.form: i for i, t in enumerate(a.tokens)}
    found = propositions.find(a, nominal={index[n] for n in nouns}, merged={}, reporting={index[c] for c in cues})
    got = [(a.tokens[p.predicate].form, p.form, " ".join(a.tokens[i].form for i in p.tokens), p.presupposed) for p in found]
    assert got == expected, why


SUBJECTS = [
    ("its own", CONTROL, "decided", ["cabinet"]),
    ("the controller's", CONTROL, "reopen", ["cabinet"]),
    ("shared by coordination", COORDINATION, "took", ["Rebels"]),
    ("the antecedent of the relative pronoun", RELATIVE, "flooded", ["valley"]),
    ("of a participle clause, the main clause's", PARTICIPLE, "lost", ["Okello"]),
]


@pytest.mark.parametrize(("why", "rows", "form", "expected"), SUBJECTS, ids=[c[0] for c in SUBJECTS])
def test_subjects(why, rows, form, expected):
    a = tree(rows)
    i = next(i for i, t in enumerate(a.tokens) if t.form == form)
    assert [a.tokens[j].form for j in syntax.shared_subjects(a, i)] == expected, why
