"""List items that a parser hung too low, on hand-written trees."""

import msgspec
import pytest

from accordingto import coordination
from accordingto.analysis import Linked, Marked
from tests.trees import tree

PARALLEL = """
He he PRON PRP 2 nsubj
backs back VERB VBZ 0 root
the the DET DT 4 det
founding founding NOUN NN 2 obj
of of ADP IN 6 case
schools school NOUN NNS 4 nmod
and and CCONJ CC 9 cc
the the DET DT 9 det
repair repair NOUN NN 6 conj
of of ADP IN 11 case
roads road NOUN NNS 9 nmod"""

LISTED = """
They they PRON PRP 2 nsubj
include include VERB VBP 0 root
relief relief NOUN NN 2 obj
~, , PUNCT , 5 punct
return return NOUN NN 3 conj
of of ADP IN 8 case
the the DET DT 8 det
crew crew NOUN NN 5 nmod
~, , PUNCT , 11 punct
the the DET DT 11 det
opening opening NOUN NN 8 conj
of of ADP IN 13 case
ports port NOUN NNS 11 nmod"""

LOW = """
He he PRON PRP 2 nsubj
met meet VERB VBD 0 root
the the DET DT 4 det
leaders leader NOUN NNS 2 obj
of of ADP IN 6 case
farmers farmer NOUN NNS 4 nmod
and and CCONJ CC 8 cc
miners miner NOUN NNS 6 conj"""

FULLER = """
They they PRON PRP 2 nsubj
include include VERB VBP 0 root
respect respect NOUN NN 2 obj
for for ADP IN 5 case
treaties treaty NOUN NNS 3 nmod
~, , PUNCT , 7 punct
exchange exchange NOUN NN 5 conj
of of ADP IN 9 case
prisoners prisoner NOUN NNS 7 nmod"""

GARBLED = """
They they PRON PRP 2 nsubj
include include VERB VBP 0 root
respect respect NOUN NN 2 obj
for for ADP IN 5 case
treaties treaty NOUN NNS 3 nmod
~, , PUNCT , 7 punct
rejection rejection NOUN NN 5 conj
of of ADP IN 9 case
violence violence NOUN NN 3 nmod
~, , PUNCT , 12 punct
and and CCONJ CC 12 cc
trade trade NOUN NN 9 conj
~. . PUNCT . 2 punct"""

# why, tree, conjunct, the word it must hang from
CASES = [
    ("the N of N and the N of N are sisters", PARALLEL, "repair", "founding"),
    ("an item of a list with commas goes up to its first", LISTED, "opening", "relief"),
    ("an item with a phrase of its own is no sister of a bare noun", FULLER, "exchange", "respect"),
    ("between commas under 'include': an item", GARBLED, "rejection", "respect"),
    ("the last item too", GARBLED, "trade", "respect"),
    ("and what an item says of itself is its own", GARBLED, "violence", "rejection"),
    ("bare nouns under one preposition stay together", LOW, "miners", "farmers"),
]


@pytest.mark.parametrize(("why", "rows", "form", "head"), CASES, ids=[c[0] for c in CASES])
def test_conjuncts(why, rows, form, head):
    a = coordination.repaired(tree(rows))
    i = next(i for i, t in enumerate(a.tokens) if t.form == form)
    assert a.tokens[a.tokens[i].head].form == head, why


def test_nothing_to_mend_is_the_same_object():
    a = tree(LOW)
    assert coordination.repaired(a) is a


SAID = """
Malawi Malawi PROPN NNP 2 nsubj
said say VERB VBD 0 root
that that SCONJ IN 6 mark
a a DET DT 5 det
boat boat NOUN NN 6 nsubj
hit hit VERB VBD 2 ccomp
the the DET DT 8 det
quay quay NOUN NN 6 obj
and and CCONJ CC 10 cc
demanded demand VERB VBD 6 conj
that that SCONJ IN 13 mark
it it PRON PRP 13 nsubj
leave leave VERB VB 10 ccomp"""


# why, who the model ties to "demanded" and how surely, the verb that "demanded" is joined to after the repair
JOINED = [
    ("by the model who says the first demands the second", (0, 1), 0.8, "said"),
    ("a tie that the model doubts changes nothing", (0, 1), 0.3, "hit"),
    ("whoever acts inside what is said may demand it", (3, 5), 0.8, "hit"),
]


@pytest.mark.parametrize(("source", "score", "wanted"), [j[1:] for j in JOINED], ids=[j[0] for j in JOINED])
def test_what_a_speaker_does_next_is_not_done_by_whom_he_speaks_of(source, score, wanted):
    a = tree(SAID)
    marked = (Marked("source", *source, 0.9), Marked("cue", 9, 10, 0.9))
    found = coordination.repaired(msgspec.structs.replace(a, marked=marked, links=(Linked(0, 1, score),)))
    assert found.tokens[found.tokens[9].head].form == wanted
