"""Operators: the lists stand once, their examples hold on the shipped model, and the readings on hand-written trees."""

from typing import Any

import pytest

from accordingto import operators
from accordingto.analysis import Analysis
from tests.trees import tree

LEXICON = operators.lexicon()


def at(a: Analysis, form: str) -> int:
    return next(i for i, t in enumerate(a.tokens) if t.form == form)


def test_no_word_passes_two_verdicts() -> None:
    seen: dict[tuple[str, str], str] = {}
    for entry in LEXICON.verdict:
        for kind in ("verbs", "of_reports", "adjectives", "unreal", "nouns", "adverbs", "phrases", "lacking"):
            for word in getattr(entry, kind):
                group = "verb" if kind in ("verbs", "of_reports") else "word" if kind in ("adjectives", "unreal", "nouns") else kind
                assert seen.setdefault((group, word), entry.stance) == entry.stance, word


# why, tree, predicate, verdict
VERDICTS = [
    ("false denies", "It it PRON PRP 3 expl\nis be AUX VBZ 3 cop\nfalse false ADJ JJ 0 root", "false", "denied"),
    ("not true denies", "It it PRON PRP 4 expl\nis be AUX VBZ 4 cop\nnot not PART RB 4 advmod\ntrue true ADJ JJ 0 root", "true", "denied"),
    (
        "not false does not",
        "It it PRON PRP 4 expl\nis be AUX VBZ 4 cop\nnot not PART RB 4 advmod\nfalse false ADJ JJ 0 root",
        "false",
        "asserted",
    ),
    ("a lie", "It it PRON PRP 4 nsubj\nis be AUX VBZ 4 cop\na a DET DT 4 det\nlie lie NOUN NN 0 root", "lie", "denied"),
    ("no lie", "It it PRON PRP 4 nsubj\nis be AUX VBZ 4 cop\nno no DET DT 4 det\nlie lie NOUN NN 0 root", "lie", "asserted"),
    ("unclear", "It it PRON PRP 3 expl\nis be AUX VBZ 3 cop\nunclear unclear ADJ JJ 0 root", "unclear", "questioned"),
    ("sad is no verdict", "It it PRON PRP 3 expl\nis be AUX VBZ 3 cop\nsad sad ADJ JJ 0 root", "sad", None),
    (
        "a phrase",
        "It it PRON PRP 4 nsubj\nis be AUX VBZ 4 cop\nwithout without ADP IN 4 case\nfoundation foundation NOUN NN 0 root",
        "foundation",
        "denied",
    ),
]


@pytest.mark.parametrize(("why", "rows", "form", "wanted"), VERDICTS, ids=[v[0] for v in VERDICTS])
def test_a_predicate_passes_this_verdict(why: str, rows: str, form: str, wanted: str | None) -> None:
    a = tree(rows)
    assert operators.judgement(a, at(a, form)) == wanted, why


# why, tree, act, the words that keep it back
WITHHELD: list[tuple[str, str, str, list[str]]] = [
    (
        "refused",
        "Togo Togo PROPN NNP 2 nsubj\nrefused refuse VERB VBD 0 root\nto to PART TO 4 mark\nsay say VERB VB 2 xcomp",
        "say",
        ["refused"],
    ),
    (
        "did not refuse",
        "Togo Togo PROPN NNP 4 nsubj\ndid do AUX VBD 4 aux\nnot not PART RB 4 advmod\nrefuse refuse VERB VB 0 root\nto to PART TO 6 mark\n"
        "say say VERB VB 4 xcomp",
        "say",
        [],
    ),
    (
        "stopped short of",
        "Togo Togo PROPN NNP 2 nsubj\nstopped stop VERB VBD 0 root\nshort short ADJ JJ 2 advmod\nof of SCONJ IN 5 mark\n"
        "saying say VERB VBG 2 advcl",
        "saying",
        ["stopped", "short"],
    ),
    ("began", "Togo Togo PROPN NNP 2 nsubj\nbegan begin VERB VBD 0 root\nto to PART TO 4 mark\nsay say VERB VB 2 xcomp", "say", []),
]


@pytest.mark.parametrize(("why", "rows", "form", "wanted"), WITHHELD, ids=[w[0] for w in WITHHELD])
def test_an_act_is_kept_back(why: str, rows: str, form: str, wanted: list[str]) -> None:
    a = tree(rows)
    assert [a.tokens[i].form for i in operators.withheld(a, at(a, form))] == wanted, why


NOBODY = [
    ("nobody", "Nobody nobody PRON NN 2 nsubj\nleft leave VERB VBD 0 root", "Nobody", True),
    ("no court", "No no DET DT 2 det\ncourt court NOUN NN 3 nsubj\nsat sit VERB VBD 0 root", "court", True),
    ("neither side", "Neither neither DET DT 2 det\nside side NOUN NN 3 nsubj\nfired fire VERB VBD 0 root", "side", True),
    ("the court", "The the DET DT 2 det\ncourt court NOUN NN 3 nsubj\nsat sit VERB VBD 0 root", "court", False),
]


@pytest.mark.parametrize(("why", "rows", "form", "wanted"), NOBODY, ids=[n[0] for n in NOBODY])
def test_a_phrase_names_nobody(why: str, rows: str, form: str, wanted: bool) -> None:
    a = tree(rows)
    assert operators.nobody(a, at(a, form)) is wanted, why


ENTRIES: list[Any] = list(LEXICON.verdict)


@pytest.mark.model
@pytest.mark.parametrize("entry", ENTRIES, ids=[e.stance for e in ENTRIES])
def test_the_examples_of_a_verdict_hold(entry: operators.Verdict) -> None:
    from accordingto import ingest, pipeline

    for text, wanted in [*((e, True) for e in entry.examples), *((c, False) for c in entry.counterexamples)]:
        claims = pipeline.code(ingest.from_text(text, ingest.Given(id="example"))).claims
        inner = claims[-1].modality == entry.stance
        assert inner == wanted or (entry.stance == "asserted" and claims[-1].modality != "denied" and wanted), (text, claims[-1].modality)


@pytest.mark.model
def test_the_examples_of_acts_kept_back_hold() -> None:
    from accordingto import ingest, pipeline

    for text, wanted in [*((e, True) for e in LEXICON.withheld.examples), *((c, False) for c in LEXICON.withheld.counterexamples)]:
        claims = pipeline.code(ingest.from_text(text, ingest.Given(id="example"))).claims
        assert (claims[-1].modality == "questioned") == wanted, text
