"""When and where a claim is set: which times and places belong to which claim, and how far they reach."""

import pytest

from accordingto import places, setting, times
from accordingto.analysis import Analysis, Entity
from accordingto.setting import Clause
from tests.trees import tree

ATTACK = """
Togo Togo PROPN NNP 2 nsubj
condemned condemn VERB VBD 0 root
the the DET DT 4 det
raid raid NOUN NN 2 obj
on on ADP IN 7 case
10 10 NUM CD 7 nummod
April April PROPN NNP 2 obl
2024 2024 NUM CD 7 nummod
~. . PUNCT . 2 punct
"""

FRONTED = """
In in ADP IN 2 case
1986 1986 NUM CD 5 obl
~, , PUNCT , 5 punct
rebels rebel NOUN NNS 5 nsubj
burned burn VERB VBD 0 root
the the DET DT 7 det
mill mill NOUN NN 5 obj
and and CCONJ CC 10 cc
farmers farmer NOUN NNS 10 nsubj
fled flee VERB VBD 5 conj
~, , PUNCT , 12 punct
leaving leave VERB VBG 10 advcl
cattle cattle NOUN NNS 12 obj
~. . PUNCT . 5 punct
"""

CLOSING = """
Rebels rebel NOUN NNS 2 nsubj
burned burn VERB VBD 0 root
the the DET DT 4 det
mill mill NOUN NN 2 obj
in in ADP IN 6 case
2019 2019 NUM CD 2 obl
and and CCONJ CC 9 cc
farmers farmer NOUN NNS 9 nsubj
fled flee VERB VBD 2 conj
~. . PUNCT . 2 punct
"""

PARTICIPLE = """
A a DET DT 2 det
truce truce NOUN NN 6 nsubj
agreed agree VERB VBN 2 acl
in in ADP IN 5 case
2019 2019 NUM CD 3 obl
holds hold VERB VBZ 0 root
~. . PUNCT . 6 punct
"""

WHEN_CLAUSE = """
It it PRON PRP 2 nsubj
answers answer VERB VBZ 0 root
the the DET DT 4 det
raid raid NOUN NN 2 obj
of of ADP IN 7 case
last last ADJ JJ 7 amod
Saturday Saturday PROPN NNP 4 nmod
~, , PUNCT , 12 punct
when when ADV WRB 12 advmod
guards guard NOUN NNS 12 nsubj:pass
were be AUX VBD 12 aux:pass
hit hit VERB VBN 2 advcl
~. . PUNCT . 2 punct
"""

DARK = """
Homes home NOUN NNS 7 nsubj
blacked black VERB VBN 1 acl
out out ADP RP 2 compound:prt
on on ADP IN 5 case
Monday Monday PROPN NNP 7 obl
were be AUX VBD 7 cop
dark dark ADJ JJ 0 root
on on ADP IN 9 case
Wednesday Wednesday PROPN NNP 7 obl
~. . PUNCT . 7 punct
"""

# tree, claims (predicate, form, event), EDTF of each, why
TIMES = [
    (
        WHEN_CLAUSE,
        [("answers", "clause", None), ("raid", "nominal", "ASSAULT"), ("hit", "adverbial", "ASSAULT")],
        [None, "2024-12-07", "2024-12-07"],
        "a clause with 'when' behind a time is then, whatever it hangs on",
    ),
    (
        DARK,
        [("blacked", "participle", None), ("dark", "clause", None)],
        ["2024-12-09", "2024-12-11"],
        "a time right behind a participle is the participle's",
    ),
    (
        ATTACK,
        [("condemned", "clause", "ACCUSE"), ("raid", "nominal", "ASSAULT")],
        [None, "2024-04-10"],
        "what is judged was then, not the judging",
    ),
    (
        FRONTED,
        [("burned", "clause", "ASSAULT"), ("fled", "clause", None), ("leaving", "participle", None)],
        ["1986", "1986", "1986"],
        "a time at the front reaches all",
    ),
    (
        CLOSING,
        [("burned", "clause", "ASSAULT"), ("fled", "clause", None)],
        ["2019", None],
        "one at the end of the first clause does not reach a second with its own subject",
    ),
    (
        PARTICIPLE,
        [("truce", "nominal", "RETREAT"), ("agreed", "participle", "AGREE"), ("holds", "clause", None)],
        ["2019", "2019", None],
        "of a participle and the noun it tells of",
    ),
]


def clauses(analysis: Analysis, wanted: list[tuple[str, str, str | None]]) -> list[Clause]:
    found = []
    for word, form, event in wanted:
        i = next(k for k, t in enumerate(analysis.tokens) if t.form == word)
        tokens = tuple(k for k in analysis.subtree(i, without=("punct",)))
        if form == "clause":
            tokens = tuple(k for k in analysis.subtree(i, without=("conj", "advcl", "punct")))
        found.append(Clause(i, tokens, form, event))
    return found


@pytest.mark.parametrize(("rows", "claims", "wanted", "why"), TIMES, ids=[t[3][:40] for t in TIMES])
def test_when(rows: str, claims: list[tuple[str, str, str | None]], wanted: list[str | None], why: str) -> None:
    analysis = tree(rows)
    found = setting.settle(analysis, clauses(analysis, claims), times.find(analysis, "2024-12-13"), ())
    assert [s.when.edtf if s.when else None for s in found] == wanted, why


REACHED = """
Troops troop NOUN NNS 2 nsubj
entered enter VERB VBD 0 root
Lima Lima PROPN NNP 2 obj
~. . PUNCT . 2 punct
"""

ACTING = """
Lima Lima PROPN NNP 2 nsubj
rejected reject VERB VBD 0 root
the the DET DT 4 det
plan plan NOUN NN 2 obj
~. . PUNCT . 2 punct
"""

RETURNED = """
Envoys envoy NOUN NNS 2 nsubj
returned return VERB VBD 0 root
to to ADP IN 4 case
Lima Lima PROPN NNP 2 obl
~. . PUNCT . 2 punct
"""

APPEALED = """
Envoys envoy NOUN NNS 2 nsubj
appealed appeal VERB VBD 0 root
to to ADP IN 4 case
Lima Lima PROPN NNP 2 obl
~. . PUNCT . 2 punct
"""

MARKET = """
Rebels rebel NOUN NNS 2 nsubj
shelled shell VERB VBD 0 root
the the DET DT 4 det
market market NOUN NN 2 obj
of of ADP IN 6 case
Lima Lima PROPN NNP 4 nmod
~. . PUNCT . 2 punct
"""

MAYOR = """
Rebels rebel NOUN NNS 2 nsubj
met meet VERB VBD 0 root
the the DET DT 4 det
mayor mayor NOUN NN 2 obj
of of ADP IN 6 case
Lima Lima PROPN NNP 4 nmod
~. . PUNCT . 2 punct
"""

WARDS = """
The the DET DT 2 det
clinic clinic NOUN NN 10 nsubj
in in ADP IN 4 case
Lima Lima PROPN NNP 2 nmod
~, , PUNCT , 7 punct
which which PRON WDT 7 nsubj
has have VERB VBZ 2 acl:relcl
beds bed NOUN NNS 7 obj
~, , PUNCT , 7 punct
closed close VERB VBD 0 root
~. . PUNCT . 10 punct
"""

WOUNDED = """
Police police NOUN NN 2 nsubj
probed probe VERB VBD 0 root
the the DET DT 4 det
blast blast NOUN NN 2 obj
in in ADP IN 6 case
Lima Lima PROPN NNP 4 nmod
that that PRON WDT 8 nsubj
wounded wound VERB VBD 4 acl:relcl
nurses nurse NOUN NNS 8 obj
~. . PUNCT . 2 punct
"""

PLACES = [
    (WARDS, ("has", "relative", None), "Lima", "what is said of something that stands in a place"),
    (WARDS.replace("clinic", "mayor"), ("has", "relative", None), None, "but not of somebody from there"),
    (REACHED, ("entered", "clause", None), "Lima", "what is entered"),
    (ACTING, ("rejected", "clause", "REJECT"), None, "a place that acts is an actor"),
    (RETURNED, ("returned", "clause", "RETREAT"), "Lima", "where a movement leads"),
    (APPEALED, ("appealed", "clause", "REQUEST"), None, "whom words are addressed to"),
    (MARKET, ("shelled", "clause", "ASSAULT"), "Lima", "through what stands in it"),
    (MAYOR, ("met", "clause", "CONSULT"), None, "a mayor stands for no place"),
]


@pytest.mark.parametrize(("rows", "claim", "wanted", "why"), PLACES, ids=[p[3][:40] for p in PLACES])
def test_where(rows: str, claim: tuple[str, str, str | None], wanted: str | None, why: str) -> None:
    plain = tree(rows)
    lima = next(k for k, t in enumerate(plain.tokens) if t.form == "Lima")
    analysis = Analysis(plain.text, plain.tokens, plain.sentences, (Entity(lima, lima + 1, "LOC", 1.0),))
    (found,) = setting.settle(analysis, clauses(analysis, [claim]), (), places.find(analysis))
    assert (found.where.name if found.where else None) == wanted, why


def test_an_event_and_what_it_did_are_in_one_place() -> None:
    plain = tree(WOUNDED)
    analysis = Analysis(plain.text, plain.tokens, plain.sentences, (Entity(5, 6, "LOC", 1.0),))
    claims = clauses(analysis, [("blast", "nominal", "ASSAULT"), ("wounded", "relative", "ASSAULT")])
    found = setting.settle(analysis, claims, (), places.find(analysis))
    assert [s.where.name if s.where else None for s in found] == ["Lima", "Lima"]


# text, read on 2024-12-13, modality, why
AHEAD = [
    ("The strike begins at midnight on 31 March.", "planned", "a present that is dated ahead is a plan"),
    ("The minister visits Lima on 3 January 2025.", "planned", "likewise with its year"),
    ("The ban is in force since July.", "asserted", "what has begun is none"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted", "why"), AHEAD, ids=[a[2][:40] for a in AHEAD])
def test_a_present_dated_ahead_is_planned(text: str, wanted: str, why: str) -> None:
    from accordingto import ingest, pipeline

    reading = pipeline.code(ingest.from_text(text, ingest.Given(date="2024-12-13")))
    assert [c.modality for c in reading.claims] == [wanted], why


# text, read on 2025-06-18, time of each claim by its first word, why
PROMISED = [
    (
        "The company vowed to pay the workers in May.",
        {"The": None, "to": "2026-05"},
        "the vow was made before; what it says lies ahead, and the time is that of what it says",
    ),
    ("The ministry promised to publish the report in March.", {"The": None, "to": "2026-03"}, "likewise with another verb"),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted", "why"), PROMISED, ids=[p[0][:40] for p in PROMISED])
def test_a_promise_is_not_made_when_it_is_kept(text: str, wanted: dict[str, str | None], why: str) -> None:
    from accordingto import ingest, pipeline

    reading = pipeline.code(ingest.from_text(text, ingest.Given(date="2025-06-18")))
    found = {c.evidence[0].text.split()[0]: c.when.edtf if c.when else None for c in reading.claims}
    assert found == wanted, why
